"""How tables of tests say what the formulas of a text are judged to be, and how they are asked.

A row is a text and a word: a letter for each formula of which the table speaks, the names below for those of a letter.
`assert_all` looks at every formula that is no bare notation, `assert_last` at as many of the last as there are letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from lemmata.documents import Finding, check_document, parse_markdown
from lemmata.documents.formats.blocks import Paragraph, Segment
from lemmata.documents.language.marked import Marked, marked

HOLDS, PROVED, REFUTED, CONDITIONAL, UNDECIDED = "TPFAU"
CONDITION, DEFINITION, NOTATION, UNREADABLE = "CDNX"
VERDICTS = {
    HOLDS: ("proved", "agrees"), PROVED: ("proved",), REFUTED: ("refuted",), CONDITIONAL: ("conditional",),
    UNDECIDED: ("undecided",), CONDITION: ("condition",), DEFINITION: ("definition",), NOTATION: ("notation",),
    UNREADABLE: ("unreadable",),
}
FAULTS = {"refuted", "conditional", "unreadable"}  # of no formula beside those of which a row speaks


def findings(text: str) -> list[Finding]:
    return list(check_document(parse_markdown(text + "\n")).findings)


def segments(text: str) -> list[Segment]:
    return [s for b in parse_markdown(text).blocks if isinstance(b, Paragraph) for s in b.segments]


def sentence(text: str) -> Marked:
    return marked(segments(text))


def last(text: str) -> Finding:
    return findings(text)[-1]


def assert_each(found: list[Finding], expected: str) -> None:
    assert len(found) == len(expected), [(f.source, f.verdict) for f in found]
    for finding, letter in zip(found, expected, strict=True):
        assert finding.verdict in VERDICTS[letter], (
            finding.source, finding.verdict, finding.message, finding.reading, finding.counterexample)


def assert_all(text: str, expected: str) -> None:
    """Every formula of the text that is no notation is judged as its letter says."""
    found = [f for f in findings(text) if f.verdict != "notation"]
    assert_each(found, expected)


def assert_last(text: str, expected: str) -> None:
    """The last formulas of the text are judged as the letters say, and none before them is at fault."""
    found = findings(text)
    cut = len(found) - len(expected)
    assert cut >= 0, [(f.source, f.verdict) for f in found]
    assert_each(found[cut:], expected)
    faults = [f for f in found[:cut] if f.verdict in FAULTS]
    assert not faults, [(f.source, f.verdict, f.message) for f in faults]


def rows(table: Iterable[Any]) -> pytest.MarkDecorator:
    """The table as parameters `text` and `expected`; a row is named by how its text ends."""
    return pytest.mark.parametrize(("text", "expected"), [_named(row) for row in table])


def _named(row: Any) -> Any:
    param = row if hasattr(row, "marks") else pytest.param(*row)
    text, expected = param.values
    return pytest.param(text, expected, marks=param.marks, id=f"{' '.join(text.split())[-70:]} {expected}")


def twins(table: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, str]]:
    """Rows of the beginning of a text, a claim that holds behind it, and one that is refuted."""
    for start, true, false in table:
        yield f"{start}${true}$.", HOLDS
        yield f"{start}${false}$.", REFUTED
