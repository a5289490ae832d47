"""What was found of an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

from lemmata.engine.verdicts import Verdict
from lemmata.engine.writers import html

KINDS = {
    "correct": "equal to the answer wherever both are defined, in whatever form",
    "rounded": "a number that is right, to fewer digits than are asked for",
    "wrong sign": "the answer with another sign, of the whole or of one term",
    "constant factor": "a multiple of the answer, or one of its terms with another factor",
    "transposed": "the transpose of the answer, or a part of it is transposed",
    "wrong case": "right on one part of the domain, wrong on another",
    "missing term": "the answer without one of its terms",
    "extra term": "the answer with a term more",
    "wrong shape": "of another shape than the answer",
    "unreadable": "no formula in the names of the question",
    "different": "none of these",
    "undecided": "neither shown equal nor different",
}


@dataclass(frozen=True)
class Assessment:
    """What was found of an answer: a kind (a key of `KINDS`), and what to say to who gave it.

    kind            correct, rounded, wrong sign, constant factor, transposed, wrong case, missing term, extra term,
                    wrong shape, unreadable, different, undecided
    message         a sentence or two; the right answer is not in it
    detail          what the kind is about: the factor, the term, the part of the domain, the place, as text
    counterexample  small values at which the answer and what was given differ, to be checked by hand
    place           where in the text an answer is unreadable, from and to
    verdict         of the comparison with the answer
    """

    kind: str
    message: str
    detail: str = ""
    counterexample: Mapping[str, str] = field(default_factory=dict)
    place: tuple[int, int] | None = None
    verdict: Verdict | None = None

    def __bool__(self) -> bool:
        return self.kind == "correct"

    def __str__(self) -> str:
        values = "".join(f"\n  {name} = {value}" for name, value in self.counterexample.items())
        return f"{self.kind}: {self.message}{values}"

    def _repr_html_(self) -> str:
        colour = "#059669" if self else "#d97706" if self.kind == "rounded" else "#dc2626"
        head = f'<b style="color: {colour}">{escape(self.kind)}</b> {escape(self.message)}'
        rows = (html.row((escape(name), escape(value))) for name, value in self.counterexample.items())
        return html.block(html.line(head), html.table(rows) if self.counterexample else "")
