"""What a token means where an operand is expected: letters, fractions, roots, styles, matrices, operators."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from lemmata.engine.ops.record import LATEX_NAMES
from lemmata.engine.readers.latex.connectives import connective_of
from lemmata.engine.readers.latex.environments import environment_at
from lemmata.engine.readers.latex.fractions import fraction
from lemmata.engine.readers.latex.notation import (
    ACCENTS,
    BIG,
    DOTS,
    FUNCTIONS,
    INFIX,
    LOGIC,
    NAMES,
    OPERATORS,
    RELATIONS,
    SIZED,
    SPELLED_OUT,
    STYLES,
    SUM,
    TRANSPARENT,
)
from lemmata.engine.readers.latex.operators import big_operator, differential, underset
from lemmata.engine.readers.latex.styles import accented, function_at, styled, upright
from lemmata.engine.readers.latex.syntax import Binom, Dots, Function, Group, Name, Node, Num, Prefix, Root, Script
from lemmata.engine.readers.spelling import plain_name

if TYPE_CHECKING:
    from lemmata.engine.readers.latex.parse import Parser

_NO_OPERAND = frozenset(
    [
        "end",
        "over",
        "choose",
        "quad",
        "qquad",
        "enskip",
        " ",
        "\\",
        "%",
        "mid",
        "parallel",
        "given",
        "middle",
        "&",
        "pmod",
    ]
)


def starts_operand(p: Parser, after: bool = False) -> bool:
    """Whether an operand can begin at the parser's token; `after`: one stands before it."""
    token = p.token
    if token.kind in ("number", "letter"):
        return True
    if token.kind == "words":
        found = connective_of(token.text)
        return found is None or (found[0] == " " and bool(found[1]) and bool(p.bars))
    if token.kind == "end":
        return False
    if p.delimiter() is not None:
        return p.opens(after)
    if token.kind == "symbol":
        return token.text == "{" or (token.text == "." and p.ahead().text == "." and p.ahead(2).text == ".")
    if token.text in _NO_OPERAND or token.text in LOGIC or token.text in SIZED:
        return False
    if token.text in ("cap", "cup") and p.ahead().text == "_":
        return True
    if token.text in ("stackrel", "overset", "not"):
        return p.relation() is None and token.text == "overset"
    return token.text not in RELATIONS and token.text not in INFIX


def operand(p: Parser) -> Node:
    """The operand at the parser's token, without the scripts that follow it."""
    token, start = p.token, p.token.start
    if token.kind == "number":
        return _number(p)
    if token.kind == "letter":
        p.next()
        return Name(token.text, span=token.span)
    if token.kind == "words":
        p.next()
        name = Name(plain_name("_".join(re.findall(r"[^\W_]+", token.text)) or "_"), "upright", span=token.span)
        return upright(p, name, start)
    if p.delimiter() is not None and p.opens(False):
        return p.group()
    if token.kind == "symbol" and token.text == "{":
        return replace(p.braced(), span=p.since(start))
    if token.kind == "symbol" and token.text == ".":
        for _ in range(3):
            p.next()
        return Dots(span=p.since(start))
    if token.kind != "command":
        raise p.error(f"{token} does not fit here", "an operand")
    p.next()
    if token.text in NAMES:
        text, style = NAMES[token.text]
        return Name(text, style, span=token.span)
    if token.text in DOTS:
        return Dots(span=token.span)
    if token.text in STYLES:
        return styled(p, token.text, start)
    if token.text in ACCENTS:
        arg = p.argument()
        if isinstance(arg, Num) and token.text in ("bar", "overline", "dot"):
            raise p.error("a repeating decimal", "a fraction", token)
        return accented(arg, ACCENTS[token.text], token.text, p.since(start))
    if token.text in BIG or token.text in ("cap", "cup"):
        return big_operator(p, {"cap": "bigcap", "cup": "bigcup"}.get(token.text, token.text), start)
    if token.text == "arg" and p.token.text in ("max", "min"):
        return big_operator(p, "arg" + p.next().text, start)
    if token.text in FUNCTIONS:
        return function_at(p, token.text, start)
    if token.text in TRANSPARENT:
        node = p.argument()
        if p.at_script():
            p.scripts()
        return node
    special = _COMMANDS.get(token.text)
    if special is None and token.text in LATEX_NAMES:  # as \\operatorname{...} of it
        return upright(p, Name(token.text, "upright", span=token.span), start)
    if special is None:
        raise p.error(f"\\{token.text} is not known", "a command of mathematics", token)
    return special(p, start)


def join_words(factors: list[Node]) -> list[Node]:
    """Italic letters before a parenthesis that spell a function, KL(p || q) or Var(X), are that function."""
    done: list[Node] = []
    at = stop = 0
    while at < len(factors):
        if stop > at:  # further letters of one row, of which none begins a function's name
            done.append(factors[at])
            at += 1
            continue
        stop = at
        while stop < len(factors) and isinstance(f := factors[stop], Name) and f.style == "italic" and len(f.text) == 1:
            stop += 1
        word = "".join(f.text for f in factors[at:stop] if isinstance(f, Name))
        following = factors[stop] if stop < len(factors) else None
        group = following.base if isinstance(following, Script) else following
        if isinstance(group, Group) and group.open in ("(", "[") and len(word) > 1:
            start = next((k for k in range(len(word) - 1) if word[k:] in SPELLED_OUT), None)
            if start is not None:
                done.extend(factors[at : at + start])
                span = (factors[at + start].span[0], factors[stop - 1].span[1])
                name = word[start:]
                done.append(
                    Function(name, span=span)
                    if name in OPERATORS or name in FUNCTIONS
                    else Name(name, "upright", span=span)
                )
                at = stop
                continue
        done.append(factors[at])
        at += 1
    return done


def _number(p: Parser) -> Node:
    token = p.next()
    text, stop = token.text, token.stop
    while (
        not p.bars
        and len(text.split(",")[0]) <= 3
        and "." not in text
        and p.token.text == ","
        and p.token.start == stop
        and p.ahead().kind == "number"
        and p.ahead().start == p.token.stop
        and re.fullmatch(r"\d{3}", p.ahead().text)
    ):
        p.next()
        text += p.token.text
        stop = p.next().stop
    return Num(text, span=(token.start, stop))


def _sqrt(p: Parser, start: int) -> Node:
    degree: Node | None = None
    if p.token.text == "[" and p.token.kind == "symbol":
        p.next()
        degree = p.expression(SUM)
        p.expect("]")
    return Root(p.argument(), degree, span=p.since(start))


def _color(p: Parser, start: int) -> Node:
    p.argument_tokens()
    return p.argument()


def _negation(p: Parser, start: int) -> Node:
    return Prefix("not", p.scripted(), span=p.since(start))


_COMMANDS: dict[str, Callable[[Parser, int], Node]] = {
    "frac": fraction,
    "dfrac": fraction,
    "tfrac": fraction,
    "cfrac": fraction,
    "nicefrac": fraction,
    "sfrac": fraction,
    "binom": lambda p, s: Binom(p.argument(), p.argument(), span=p.since(s)),
    "dbinom": lambda p, s: Binom(p.argument(), p.argument(), span=p.since(s)),
    "tbinom": lambda p, s: Binom(p.argument(), p.argument(), span=p.since(s)),
    "sqrt": _sqrt,
    "nabla": differential("nabla"),
    "partial": differential("partial"),
    "begin": environment_at,
    "underset": underset,
    "substack": lambda p, s: p.argument(),
    "neg": _negation,
    "lnot": _negation,
    "exists": lambda p, s: Prefix("exists", p.scripted(), span=p.since(s)),
    "textcolor": _color,
    "abs": lambda p, s: Group("|", "|", (p.argument(),), span=p.since(s)),
    "norm": lambda p, s: Group("||", "||", (p.argument(),), span=p.since(s)),
}
