"""Tables of probabilities: a row `P(D = 1 | H)` below `H = 1` and `H = 0` gives two conditional ones."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lemmata.documents.formats.blocks import Formula, Paragraph, Segment

_VALUE = re.compile(r"\s*([A-Z](?:_\{?\w+\}?)?)\s*=\s*(\w+)\s*")
_GIVEN = re.compile(r"\s*P\s*\(\s*(?P<event>[^()|]+?)\s*(?:\\mid\b|\\vert\b|\|)\s*(?P<given>[^()|=]+?)\s*\)\s*")
_JOINT = re.compile(r"\s*P\s*\(\s*(?P<one>[^(),|=]+?)\s*,\s*(?P<other>[^(),|=]+?)\s*\)\s*")
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:\s*/\s*\d+)?")


def tabulated(rows: Sequence[Paragraph]) -> list[str]:
    """The equations that the cells of a table stand for, as sources.

    >>> from lemmata.documents.formats.markdown import parse_markdown
    >>> text = "| of | $H=1$ | $H=0$ |\\n|--|--|--|\\n| $P(D=1 | H)$ | 0.9 | 0.1 |"
    >>> tabulated(parse_markdown(text.replace("=1 |", "=1 \\\\mid", 1)).blocks)
    ['P(D=1 \\\\mid H=1) = 0.9', 'P(D=1 \\\\mid H=0) = 0.1']
    """
    table = [_texts(row) for row in rows]
    found: list[str] = []
    heads = [_VALUE.fullmatch(cell) for cell in table[0][1:]] if table else []
    if len(heads) < 2 or not all(heads) or len({head[1] for head in heads if head}) != 1:
        return []
    joint = _JOINT.fullmatch(table[0][0])
    for first, *cells in table[1:]:
        given, value = _GIVEN.fullmatch(first), _VALUE.fullmatch(first)
        for head, cell in zip(heads, cells):
            if head is None or not _NUMBER.fullmatch(cell):
                continue
            if given and given["given"].replace(" ", "") == head[1]:
                found.append(f"P({given['event']} \\mid {head[1]}={head[2]}) = {cell}")
            elif joint and value and {value[1], head[1]} == {joint["one"].strip(), joint["other"].strip()}:
                found.append(f"P({value[1]}={value[2]}, {head[1]}={head[2]}) = {cell}")
    return found


def cells(segments: Sequence[Segment]) -> list[list[Segment]]:
    """What stands in the cells of a row."""
    cells: list[list[Segment]] = [[]]
    for segment in segments:
        if isinstance(segment, str):
            first, *others = segment.split("|")
            cells[-1].append(first)
            cells += [[other] for other in others]
        else:
            cells[-1].append(segment)
    return cells


def _texts(row: Paragraph) -> list[str]:
    """The cells of a row as texts, formulas by their sources."""
    texts = ["".join(s.source if isinstance(s, Formula) else s if isinstance(s, str) else "" for s in cell).strip()
             for cell in cells(row.segments)]
    return texts[1:-1] if len(texts) > 2 and not texts[0] and not texts[-1] else texts
