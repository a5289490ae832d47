"""Tables of functions beside their derivatives or antiderivatives: a cell claims what the head of its column says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from lemmata.documents.formats.blocks import Formula, Paragraph, Segment
from lemmata.documents.prose.tabulated import cells
from lemmata.documents.prose.worded import CASES, RELATION, letters

_FUNCTION = re.compile(r"(?:the )?(?:functions?|activations?(?: functions?)?|formula|definition|expression|"
                       r"[fgyh]|[fgyh]\s*\(\s*\w\s*\)|(?:functions? )?[fgyh]\s*\(\s*\w\s*\))", re.IGNORECASE)
_SLOPE = re.compile(r"(?:the |its )?(?:first )?(?:derivatives?|slope)(?: [fgyh]'\s*(?:\(\s*\w\s*\))?)?|"
                    r"[fgyh](?:'|\^\{?\\prime\}?)\s*(?:\(\s*\w\s*\))?|"
                    r"\\frac\s*\{\s*(?:\\mathrm\s*\{?d\}?|d)\s*\}\s*\{\s*(?:\\mathrm\s*\{?d\}?|d)\s*\w\s*\}\s*"
                    r"[fgyh]?\s*(?:\(\s*\w\s*\))?|"
                    r"\\frac\s*\{\s*(?:\\mathrm\s*\{?d\}?|d)\s*[fgyh]\s*\}\s*\{\s*(?:\\mathrm\s*\{?d\}?|d)\s*\w\s*\}",
                    re.IGNORECASE)
_PRIMITIVE = re.compile(r"(?:the |its |an )?(?:anti-?derivatives?|primitives?|indefinite integrals?)|"
                        r"\\int\s*[fgyh](?:\s*\(\s*\w\s*\))?\s*(?:\\[,;:! ])*\s*(?:\\mathrm\s*\{?d\}?|d)\s*\w",
                        re.IGNORECASE)
_WRONG = re.compile(r"(?:the )?(?:(?:common|frequent|typical) )?(?:wrong|incorrect|false|mistakes?|myths?|naive|"
                    r"misconceptions?|don['’]?ts?)(?: (?:formula|version|claim|way|answer|form|rule)s?)?[!:]?",
                    re.IGNORECASE)
_ARGUMENT = re.compile(r"[a-zA-Z]'?\s*\(\s*(\w)\s*\)|\\frac\s*\{[^}]*\}\s*\{[^}]*?(\w)\s*\}")
_VARIABLES = ("x", "t", "z", "s", "u", "y", "w", "theta")


def with_columns(rows: Sequence[Paragraph]) -> list[Paragraph]:
    """The rows of a table; formulas below "derivative" stand for claims about those below "function".

    >>> from lemmata.documents.formats.markdown import parse_markdown
    >>> rows = parse_markdown("| function | derivative |\\n|--|--|\\n| $x^2$ | $2x$ |").blocks
    >>> with_columns(rows)[-1].formulas[-1].stands_for
    ('\\\\frac{d}{dx}\\\\left(x^2\\\\right) = 2x',)
    """
    found: list[Paragraph] = []
    plain, ways, argument = None, [], ""
    wrong: tuple[int, ...] = ()
    for row in rows:
        heads = [_text(cell) for cell in cells(row.segments)]
        if not any(isinstance(s, Formula) for s in row.segments) and any(heads):
            wrong = tuple(k for k, head in enumerate(heads) if _WRONG.fullmatch(head))
        row = _labelled(row, wrong)
        first = next((k for k, head in enumerate(heads) if _FUNCTION.fullmatch(head)), None)
        columns = [(k, _SLOPE.fullmatch(head) is not None) for k, head in enumerate(heads)
                   if k != first and (_SLOPE.fullmatch(head) or _PRIMITIVE.fullmatch(head))]
        if first is not None and columns:  # a table begins
            plain, ways = first, columns
            argument = next((m[1] or m[2] for head in heads for m in [_ARGUMENT.search(head)] if m), "")
        found.append(row if plain is None or columns else _row(row, plain, ways, argument))
    return found


def _labelled(row: Paragraph, wrong: Sequence[int]) -> Paragraph:
    """A row with the head of its column before each formula that stands below "wrong"."""
    below = (cell for k, cell in enumerate(cells(row.segments)) if k in wrong)
    labelled = {id(s) for cell in below for s in cell if isinstance(s, Formula)}
    if not labelled:
        return row
    segments: list[Segment] = []
    for s in row.segments:
        segments += ["wrong: ", s] if id(s) in labelled else [s]
    return replace(row, segments=tuple(segments))


def _row(row: Paragraph, plain: int, ways: Sequence[tuple[int, bool]], argument: str) -> Paragraph:
    found = cells(row.segments)
    known = _only(found[plain]) if plain < len(found) else None
    if known is None:
        return row
    function = known.source if CASES.search(known.source) else known.source.split("=")[-1].strip()
    if RELATION.search(CASES.sub("", function)):
        return row
    claims: dict[int, str] = {}
    for place, is_slope in ways:
        formula = _only(found[place]) if place < len(found) else None
        if formula is None or RELATION.search(CASES.sub("", formula.source)):
            continue
        variable = argument or _variable(function, formula.source)
        if variable:
            upper, lower = (function, formula.source) if is_slope else (formula.source, function)
            letter = f"\\{variable}" if len(variable) > 1 else variable
            claims[id(formula)] = rf"\frac{{d}}{{d{letter}}}\left({upper}\right) = {lower}"
    changed = (replace(s, stands_for=(claims[id(s)],)) if isinstance(s, Formula) and id(s) in claims else s
               for s in row.segments)
    return replace(row, segments=tuple(changed))


def _variable(*sources: str) -> str:
    """The letter by which is differentiated, "" where it may be one or another."""
    found = {re.sub(r"\\[a-z]+\s*\{?\s*(?=\w\}?$)|[\\}]", "", letter) for letter in letters(" ".join(sources))}
    return next((letter for letter in _VARIABLES if letter in found), "")


def _text(cell: Sequence[Segment]) -> str:
    parts = (s.source if isinstance(s, Formula) else s if isinstance(s, str) else "" for s in cell)
    return re.sub(r"[*_]{1,2}(?=\w)|(?<=\w)[*_]{1,2}", "", "".join(parts)).strip()


def _only(cell: Sequence[Segment]) -> Formula | None:
    """The one formula of a cell without words."""
    formulas = [s for s in cell if isinstance(s, Formula)]
    words = "".join(s for s in cell if isinstance(s, str)).strip()
    return formulas[0] if len(formulas) == 1 and not words and not formulas[0].problem else None
