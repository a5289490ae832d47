"""What a token means where an operand is expected: letters, fractions, roots, styles, matrices, operators."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from lemmata.engine.readers.latex.connectives import connective_of
from lemmata.engine.readers.latex.notation import (
    ACCENTS,
    BIG,
    CASES,
    DOTS,
    EXTREMA,
    FUNCTIONS,
    INFIX,
    INTEGRALS,
    LOGIC,
    MATRICES,
    NAMES,
    OPERATORS,
    RELATIONS,
    SIZED,
    SPELLED_OUT,
    STYLES,
    SUM,
    TIMES,
    TRANSPARENT,
)
from lemmata.engine.readers.latex.rows import environment
from lemmata.engine.readers.latex.syntax import (
    Big,
    Binom,
    Blank,
    Cases,
    Dots,
    Frac,
    Function,
    Group,
    Matrix,
    Nabla,
    Name,
    Node,
    Num,
    Prefix,
    Product,
    Root,
    Script,
    Slope,
)
from lemmata.engine.readers.spelling import plain_name, with_label

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
        return _named(p, name, start)
    if p.delimiter() is not None and p.opens(False):
        return p.group()
    if token.kind == "symbol" and token.text == "{":
        return p.braced()
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
        return _styled(p, token.text, start)
    if token.text in ACCENTS:
        return _accented(p.argument(), ACCENTS[token.text], token.text, p.since(start))
    if token.text in BIG or token.text in ("cap", "cup"):
        return _big(p, {"cap": "bigcap", "cup": "bigcup"}.get(token.text, token.text), start)
    if token.text == "arg" and p.token.text in ("max", "min"):
        return _big(p, "arg" + p.next().text, start)
    if token.text in FUNCTIONS:
        return _function(p, token.text, start)
    if token.text in TRANSPARENT:
        node = p.argument()
        if p.at_script():
            p.scripts()
        return node
    special = _COMMANDS.get(token.text)
    if special is None:
        raise p.error(f"\\{token.text} is not known", "a command of mathematics", token)
    return special(p, start)


def join_words(p: Parser, factors: list[Node]) -> list[Node]:
    """Italic letters before a parenthesis that spell a function, KL(p || q) or Var(X), are that function."""
    done: list[Node] = []
    at = 0
    while at < len(factors):
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


def _styled(p: Parser, command: str, start: int) -> Node:
    style = STYLES[command]
    if style == "upright":
        tokens = p.peek_argument()
        if command == "rm" and p.token.text != "{":
            text = ""
            while p.token.kind == "letter":
                text += p.next().text
            return _named(p, Name(text or "_", "upright", span=p.since(start)), start)
        text = "".join("_" if t.text in "-\n" else t.text for t in tokens)
        if tokens and re.fullmatch(r"[^\W\d_][\w]*\*?", text):
            p.argument_tokens()
            return _named(p, Name(plain_name(text.rstrip("*")), "upright", span=p.since(start)), start)
    node = p.argument()
    if style == "operator":
        bare = isinstance(node, Function) and node.sub is None and node.sup is None
        return _named(p, Name(node.name, "upright", span=node.span), start) if bare else node
    return restyle(node, style)


def restyle(node: Node, style: str) -> Node:
    """The names of an operand in another style; a numeral in bold is a name (\\mathbf{1}: ones)."""
    if isinstance(node, Name) and node.style in ("italic", "bold", "upright"):
        return replace(node, style=style)
    if isinstance(node, Num) and style in ("bold", "bb"):
        return Name(node.text, style, span=node.span)
    if isinstance(node, Product):
        return replace(node, factors=tuple(restyle(f, style) for f in node.factors))
    if isinstance(node, Script):
        return replace(node, base=restyle(node.base, style))
    return node


def _named(p: Parser, name: Name, start: int) -> Node:
    """An upright name may be a big operator or a function that LaTeX does not know."""
    if name.text in ("sum", "prod") and not p.at_script() and p.delimiter() is not None:
        return _function(p, name.text, start)
    if name.text in BIG and name.style == "upright":
        return _big(p, name.text, start)
    if name.text == "arg" and p.token.text in ("max", "min"):
        return _big(p, "arg" + p.next().text, start)
    if name.text in OPERATORS or name.text in FUNCTIONS:
        return _function(p, name.text, start)
    return name


def _function(p: Parser, name: str, start: int) -> Node:
    sub, sup, primes = p.scripts()
    return Function(name, sub, sup, primes, span=p.since(start))


def _accented(node: Node, suffix: str, command: str, span: tuple[int, int]) -> Node:
    if isinstance(node, Name):
        if not suffix:
            return replace(node, style="bold" if command != "underline" else node.style, span=span)
        return replace(node, text=with_label(node.text, suffix), span=span)
    if isinstance(node, Script):
        return replace(node, base=_accented(node.base, suffix, command, node.base.span), span=span)
    return Prefix(suffix or "vec", node, span=span)


def _big(p: Parser, command: str, start: int) -> Node:
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
            p.script_argument()
        over.append(p.scripted())
    if body is None and over and p.starts():
        body = p.expression(TIMES)
    p.integrals.pop()
    return Big("int", sub, sup, body, tuple(over), span=p.since(start))


def _frac(p: Parser, start: int) -> Node:
    num, den = p.argument(), p.argument()
    slope = slope_of(num, den)
    if slope is not None and not isinstance(slope, Product):
        return replace(slope, span=p.since(start))
    return Frac(num, den, span=p.since(start))


def _marker(node: Node) -> tuple[str, int] | None:
    """d, d^2, \\partial, \\partial^2: which one and its power."""
    if isinstance(node, Name) and node.text == "d" and node.style in ("italic", "upright"):
        return "d", 1
    if isinstance(node, Nabla) and node.kind == "partial" and node.sub is None and node.sup is None:
        return "partial", node.order
    if isinstance(node, Script) and node.sub is None and isinstance(node.sup, Num) and not node.primes:
        inner = _marker(node.base)
        return (inner[0], int(node.sup.text)) if inner and node.sup.text.isdigit() else None
    return None


def slope_of(num: Node, den: Node) -> Node | None:
    """The derivative that a fraction of differentials is; None for any other fraction."""
    above = num.factors if isinstance(num, Product) else (num,)
    below = den.factors if isinstance(den, Product) else (den,)
    head = _marker(above[0])
    if head is None or _marker(below[0]) != (head[0], 1):
        return None
    over: list[tuple[Node, int]] = []
    at, total = 0, 0
    while at + 1 < len(below) and _marker(below[at]) == (head[0], 1) and total < head[1]:
        variable = below[at + 1]
        order = 1
        if isinstance(variable, Script) and isinstance(variable.sup, Num) and variable.sup.text.isdigit():
            order = int(variable.sup.text)
            bare = replace(variable, sup=None)
            variable = bare if bare.sub is not None or bare.primes else bare.base
        over.append((variable, order))
        total += order
        at += 2
    if total != head[1]:
        return None
    rest = above[1:]
    arg = None if not rest else rest[0] if len(rest) == 1 else Product(rest, span=(rest[0].span[0], rest[-1].span[1]))
    slope = Slope(head[0], arg, tuple(over), total, span=(num.span[0], den.span[1]))
    if at < len(below):
        return Product((slope, *below[at:]), span=slope.span)
    return slope


def _operator(kind: str) -> Callable[[Parser, int], Node]:
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


def _begin(p: Parser, start: int) -> Node:
    name, p.at = environment(p.tokens, p.at)
    if name == "array" or (name.endswith("*") and name[:-1] in MATRICES):
        if p.token.text == "[":
            while p.token.text != "]" and p.token.kind != "end":
                p.next()
            p.next()
        if p.token.text == "{" and name == "array":
            p.argument_tokens()
    rows: list[tuple[Node, ...]] = []
    row: list[Node] = []
    integrals, bars, p.integrals, p.bars = p.integrals, p.bars, [], []
    while True:
        row.append(p.statements(("&", "\\\\", "\\end")))
        if p.take("&"):
            continue
        rows.append(tuple(row))
        row = []
        if p.token.kind == "command" and p.token.text == "\\":
            p.next()
            continue
        if p.token.kind == "command" and p.token.text == "end":
            p.next()
            _, p.at = environment(p.tokens, p.at)
            break
        raise p.error(f"{p.token} does not fit here", "& or \\\\ or the end of the environment")
    p.integrals, p.bars = integrals, bars
    rows = [r for r in rows if not all(isinstance(c, Blank) for c in r)]
    if name in CASES:
        cases = tuple((r[0], r[1] if len(r) > 1 and not isinstance(r[1], Blank) else None) for r in rows)
        return Cases(cases, span=p.since(start))
    return Matrix(name, tuple(rows), span=p.since(start))


def _sqrt(p: Parser, start: int) -> Node:
    degree: Node | None = None
    if p.token.text == "[" and p.token.kind == "symbol":
        p.next()
        degree = p.expression(SUM)
        p.expect("]")
    return Root(p.argument(), degree, span=p.since(start))


def _under(p: Parser, start: int) -> Node:
    sub = p.argument()
    tokens = p.peek_argument()
    name = "".join(
        t.text for t in tokens if t.text not in ("operatorname", "operatorname*", "mathrm", "{", "}", "mathop", "rm")
    )
    if name not in BIG:
        raise p.error("\\underset over what is no operator", "\\max, \\arg\\min, ...")
    p.argument_tokens()
    return Big(BIG[name], sub, None, _body(p, BIG[name], sub), span=p.since(start))


def _color(p: Parser, start: int) -> Node:
    p.argument_tokens()
    return p.argument()


def _negation(p: Parser, start: int) -> Node:
    return Prefix("not", p.scripted(), span=p.since(start))


_COMMANDS: dict[str, Callable[[Parser, int], Node]] = {
    "frac": _frac,
    "dfrac": _frac,
    "tfrac": _frac,
    "cfrac": _frac,
    "nicefrac": _frac,
    "sfrac": _frac,
    "binom": lambda p, s: Binom(p.argument(), p.argument(), span=p.since(s)),
    "dbinom": lambda p, s: Binom(p.argument(), p.argument(), span=p.since(s)),
    "tbinom": lambda p, s: Binom(p.argument(), p.argument(), span=p.since(s)),
    "sqrt": _sqrt,
    "nabla": _operator("nabla"),
    "partial": _operator("partial"),
    "begin": _begin,
    "underset": _under,
    "substack": lambda p, s: p.argument(),
    "neg": _negation,
    "lnot": _negation,
    "exists": lambda p, s: Prefix("exists", p.scripted(), span=p.since(s)),
    "textcolor": _color,
    "abs": lambda p, s: Group("|", "|", (p.argument(),), span=p.since(s)),
    "norm": lambda p, s: Group("||", "||", (p.argument(),), span=p.since(s)),
}
