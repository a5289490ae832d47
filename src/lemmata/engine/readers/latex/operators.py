"""Big operators, integrals, nabla and partial: what reaches over what follows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from lemmata.engine.readers.latex.notation import BIG, EXTREMA, INTEGRALS, SUM, TIMES
from lemmata.engine.readers.latex.syntax import Big, Function, Nabla, Name, Node, Num, Script

if TYPE_CHECKING:
    from lemmata.engine.readers.latex.parse import Parser


def big_operator(p: Parser, command: str, start: int) -> Node:
    name = BIG.get(command, command)
    sub, sup, primes = p.scripts()
    if primes:
        raise p.error("a prime on a big operator", "an operand")
    if name in EXTREMA and sub is None and sup is None:
        return Function(name, None, None, 0, span=p.since(start))
    if name == "int":
        return _integral(p, command, sub, sup, start)
    return Big(name, sub, sup, _body(p, name, sub), span=p.since(start))


def _body(p: Parser, name: str, sub: Node | None) -> Node | None:
    while p.token.kind == "command" and p.token.text == " ":
        p.next()
    if p.sign():
        return p.signed(SUM)
    if not p.starts():
        return None
    index = isinstance(sub, Name) and sub.text in "ijklmn" and sub.style == "italic"
    return p.expression(SUM if name in EXTREMA and not index else TIMES)


def _integral(p: Parser, command: str, sub: Node | None, sup: Node | None, start: int) -> Node:
    count = INTEGRALS[command]
    nested = bool(p.integrals) and p.integrals[-1] == len(p.bars)
    p.integrals.append(len(p.bars))
    body: Node | None = None
    if p.begins() and not p.at_differential():
        body = p.expression(SUM)
    over: list[Node] = []
    while p.starts() and p.at_differential() and (not nested or len(over) < count):
        if p.token.kind == "letter":
            p.next()
        else:
            p.at += 4
        if p.token.text == "^":
            p.next()
            power = p.script_argument()
            if sub is None and sup is None:  # \\int f(x) d^n x
                sub = Script(Name("R", "bb"), None, power, span=power.span)
        over.append(p.scripted())
    if body is None and over and p.starts():
        body = p.expression(TIMES)
    p.integrals.pop()
    return Big("int", sub, sup, body, tuple(over), span=p.since(start))


def differential(kind: str) -> Callable[[Parser, int], Node]:
    def read(p: Parser, start: int) -> Node:
        sub, sup, _ = p.scripts()
        order = 1
        if isinstance(sup, Num) and sup.text.isdigit():
            order, sup = int(sup.text), None
        if kind == "nabla" and p.token.text == "nabla" and sup is None:
            p.next()
            order += 1
            if p.token.text == "^":
                p.next()
                p.argument_tokens()
        return Nabla(kind, sub, order, sup, span=p.since(start))

    return read


def underset(p: Parser, start: int) -> Node:
    sub = p.argument()
    tokens = p.peek_argument()
    name = "".join(
        t.text for t in tokens if t.text not in ("operatorname", "operatorname*", "mathrm", "{", "}", "mathop", "rm")
    )
    if name not in BIG:
        raise p.error("\\underset over what is no operator", "\\max, \\arg\\min, ...")
    p.argument_tokens()
    return Big(BIG[name], sub, None, _body(p, BIG[name], sub), span=p.since(start))
