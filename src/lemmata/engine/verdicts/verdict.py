"""A verdict with its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from html import escape

from lemmata.engine.expr import Expr
from lemmata.engine.writers import html

HOLDS = ("proved", "agrees")
FAILS = ("refuted", "conditional")
REVERSED = "the other way round"  # what is said of an order that has to be turned
MISSING_FACTOR = "a missing factor"  # found from values: of numbers that are given it says little
# From the worst to the best: a chain is as good as its worst link.
ORDER = ("refuted", "unreadable", "conditional", "undecided", "agrees", "proved", "definition", "condition", "notation")


@dataclass(frozen=True)
class Near:
    """The nearest true formula: what one side has to be (None: the order turned round), the change, which side."""

    expr: Expr | None
    words: str
    side: str = "right"


@dataclass(frozen=True)
class Verdict:
    """What was found of a claim, and how.

    kind            proved, agrees, conditional, refuted, undecided, definition, condition, notation
    method          the strategy that decided
    message         the reason in one sentence
    certified       whether it rests on exact or ball arithmetic, or on a proof, not on floats
    counterexample  values of the symbols, and of both sides, as text
    hint            the assumption that is missing, or the nearest true formula
    notes           conventions and premises that were used
    parts           the verdicts of the links of a chain
    near            the nearest true formula, of which the hint speaks

    >>> bool(Verdict("proved", "normal form"))
    True
    """

    kind: str
    method: str = ""
    message: str = ""
    certified: bool = False
    counterexample: Mapping[str, str] = field(default_factory=dict)
    hint: str = ""
    notes: tuple[str, ...] = ()
    parts: tuple[Verdict, ...] = ()
    near: Near | None = None

    def __bool__(self) -> bool:
        if self.kind in HOLDS:
            return True
        if self.kind in FAILS:
            return False
        raise ValueError(f"the claim is {self.kind}: {self.message or 'neither true nor false'}; look at .kind")

    def _repr_html_(self) -> str:
        head = f"<b>{escape(self.kind)}</b> {escape(self.message)}"
        values = html.table(html.row((escape(name), escape(value))) for name, value in self.counterexample.items())
        return html.block(
            html.line(head + (f" ({escape(self.method)})" if self.method else "")),
            values if self.counterexample else "",
            html.line(f"<i>hint: {escape(self.hint)}</i>") if self.hint else "",
            *(html.line(f"note: {escape(note)}", "color: gray") for note in self.notes))

    def with_notes(self, *notes: str) -> Verdict:
        return replace(self, notes=(*self.notes, *(n for n in notes if n not in self.notes)))


def worst(verdicts: list[Verdict]) -> Verdict:
    """The verdict of a chain: its worst link's, with all links as parts."""
    if len(verdicts) == 1:
        return verdicts[0]
    found = min(verdicts, key=lambda v: ORDER.index(v.kind))
    return replace(found, parts=tuple(verdicts))
