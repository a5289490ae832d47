"""Fonts and accents of names, and names that stand upright."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from lemmata.engine.readers.latex.notation import BIG, FUNCTIONS, OPERATORS, STYLES
from lemmata.engine.readers.latex.operators import big_operator
from lemmata.engine.readers.latex.syntax import Function, Group, Name, Node, Num, Prefix, Product, Script
from lemmata.engine.readers.spelling import STARS, plain_name, with_label

if TYPE_CHECKING:
    from lemmata.engine.readers.latex.parse import Parser


def styled(p: Parser, command: str, start: int) -> Node:
    style = STYLES[command]
    if style == "upright":
        tokens = p.peek_argument()
        if command == "rm" and p.token.text != "{":
            text = ""
            while p.token.kind == "letter":
                text += p.next().text
            return upright(p, Name(text or "_", "upright", span=p.since(start)), start)
        text = "".join("_" if t.text in "-\n" else t.text for t in tokens)
        if tokens and re.fullmatch(r"[^\W\d_][\w]*\*?", text):
            p.argument_tokens()
            return upright(p, Name(plain_name(text.rstrip("*")), "upright", span=p.since(start)), start)
    if style == "bold":  # \\mathbf{avg}(x)
        text = "".join(t.text for t in p.peek_argument())
        if re.fullmatch(r"[a-z]{3,}", text) and p.peek_behind_argument() == "(":
            p.argument_tokens()
            return upright(p, Name(plain_name(text), "upright", span=p.since(start)), start)
    node = p.argument()
    if style == "operator":
        bare = isinstance(node, Function) and node.sub is None and node.sup is None
        return upright(p, Name(node.name, "upright", span=node.span), start) if bare else node
    return replace(restyle(node, style), span=p.since(start))  # with the command and the brace that closes it


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


def upright(p: Parser, name: Name, start: int) -> Node:
    """An upright name may be a big operator or a function that LaTeX does not know."""
    if name.text in ("sum", "prod") and not p.at_script() and p.delimiter() is not None:
        return function_at(p, name.text, start)
    if name.text in BIG and name.style == "upright":
        return big_operator(p, name.text, start)
    if name.text == "arg" and p.token.text in ("max", "min"):
        return big_operator(p, "arg" + p.next().text, start)
    if name.text in OPERATORS or name.text in FUNCTIONS:
        return function_at(p, name.text, start)
    return name


def function_at(p: Parser, name: str, start: int) -> Node:
    sub, sup, primes = p.scripts()
    return Function(name, sub, sup, primes, span=p.since(start))


def accented(node: Node, suffix: str, command: str, span: tuple[int, int]) -> Node:
    if isinstance(node, Name):
        if not suffix:
            return replace(node, style="bold" if command != "underline" else node.style, span=span)
        return replace(node, text=with_label(node.text, suffix), span=span)
    if isinstance(node, Script) and not (suffix == "bar" and _is_power(node.sup)):
        return replace(node, base=accented(node.base, suffix, command, node.base.span), span=span)
    return Prefix(suffix or "vec", node, span=span)


def _is_power(sup: Node | None) -> bool:
    """Whether a bar over it is over all: in \\overline{e^z}, \\overline{x^2}; not in \\bar{x^*}, \\bar{x^{(i)}}."""
    if isinstance(sup, Name):
        return sup.text not in (*STARS, "plus", "minus", "dagger", "prime", "top", "T", "H")
    return sup is not None and not isinstance(sup, Group)
