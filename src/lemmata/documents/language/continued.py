"""A formula that goes on with the one before it: `$$a = b$$` and below it `$$= c$$` say that b = c."""

from __future__ import annotations

import re
from dataclasses import replace

from lemmata.documents.formats.blocks import Formula, Stretch
from lemmata.documents.language.numerals import SCIENTIFIC

_BEGINS = re.compile(r"(?:\s|&|\\(?:quad|qquad|,|;|!| ))*"
                     r"(?:=|\\(?:leq?|geq?|approx|simeq|equiv|propto)(?![A-Za-z])|[<>≤≥≈])[\s\S]*\S")
_NUMBER = re.compile(rf"\s*{SCIENTIFIC}\s*")
_TOKEN = re.compile(r"\\begin\{[^{}]*\}|\\end\{[^{}]*\}|\\left|\\right|\\\\|\\[A-Za-z]+|\\.|[\s\S]")
_RELATIONS = frozenset(("=", "<", ">", "≤", "≥", "≈", r"\le", r"\leq", r"\ge", r"\geq", r"\approx", r"\simeq",
                        r"\equiv", r"\propto"))
_OPEN, _CLOSED = frozenset(("{", "(", "[", r"\{")), frozenset(("}", ")", "]", r"\}"))
_ROWS = re.compile(r"\\(?:begin|end)\{(?:align|aligned|alignat|gather|gathered|eqnarray|split|multline|equation)\*?\}")
_ENDS = " \t\n.,;&"


def continued(formula: Formula, before: Formula) -> Formula | None:
    """The formula with the last side of the one before in front of it; None for one that is whole.

    >>> from lemmata.documents.formats.markdown import parse_markdown
    >>> first, second = parse_markdown("$a = f(b = 1) + c,$ $= d$").formulas
    >>> continued(second, first).source
    'f(b = 1) + c = d'
    """
    if formula.problem or before.problem or _BEGINS.fullmatch(formula.source) is None:
        return None
    span = _last_side(before.source)
    if span is None:
        return None
    side, own = before.content.part(*span), formula.content
    if not formula.display and _NUMBER.fullmatch(side.text):
        return None  # "$n = 10$: $\\approx 0.349$", and cells of a table
    shift = len(side.text) + 1
    places = (*side.starts, *((at + shift, there) for at, there in own.starts))
    content = Stretch(f"{side.text} {own.text}", places)
    return replace(formula, source=content.text, content=content)


def _last_side(source: str) -> tuple[int, int] | None:
    """Where the last side of a formula stands; None where environments or brackets make it hard to see."""
    depth, start, last = 0, 0, ""
    for token in _TOKEN.finditer(source):
        text = token[0]
        if text.startswith((r"\begin", r"\end")):
            if _ROWS.fullmatch(text) is None:
                depth += 1 if text.startswith(r"\begin") else -1
            elif text.startswith(r"\begin"):
                start = token.end()
            else:
                source = source[:token.start()]
                break
        elif text in _OPEN and last != r"\right":
            depth += 1
        elif text in _CLOSED or last == r"\right":
            depth -= 1
        elif last == r"\left":
            depth += 1
        elif not depth and (text in _RELATIONS or text == r"\\"):
            start = token.end()
        last = text
    while start < len(source) and source[start] in _ENDS:
        start += 1
    end = len(source.rstrip(_ENDS))
    return (start, end) if depth == 0 and start < end else None
