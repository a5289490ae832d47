"""Questions with an answer that is checked, hints that come one by one, and a solution that comes last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from lemmata.engine.ops.shapes import show
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.verdicts.verdict import HOLDS, Verdict
from lemmata.engine.writers import html
from lemmata.exercises.assessment import Assessment
from lemmata.exercises.decimals import assess_number
from lemmata.exercises.reading import read_answer
from lemmata.exercises.regions import wrong_case
from lemmata.exercises.slips import slip
from lemmata.formulas import Formula

_SORTS = {"boolean": "true or false", "function": "a function", "event": "an event", "distribution": "a distribution"}


@dataclass(frozen=True)
class Exercise:
    """A question whose answer is a formula, or a number.

    question  in words, with formulas in LaTeX between dollar signs
    answer    with the names that an answer may use; a number is a formula without names
    hints     from the gentlest to the plainest
    solution  the way to the answer
    digits    to how many significant digits a decimal has to be right

    >>> from lemmata import parse
    >>> e = Exercise("Derive $x^2 + 3x$ by $x$.", parse("2*x + 3", "x: real"), ("Term by term.",), "$2x + 3$")
    >>> e.assess("3 + x + x").kind, e.assess("2x").message
    ('correct', 'a term is missing: 3')
    """

    question: str
    answer: Formula
    hints: tuple[str, ...] = ()
    solution: str = ""
    digits: int = 2

    def __post_init__(self) -> None:
        if not isinstance(self.answer, Formula):
            raise TypeError(f"the answer is {self.answer!r}, no formula; give lemmata.parse(text, declarations)")
        if isinstance(self.hints, str):
            raise TypeError("hints are several texts; give a tuple, (hint,)")
        if self.digits < 1:
            raise ValueError(f"{self.digits} digits; give 1 or more")
        object.__setattr__(self, "hints", tuple(self.hints))

    def assess(self, text: str) -> Assessment:
        """What is right or wrong with an answer in Python's notation or LaTeX; it never raises for what is written."""
        try:
            given = read_answer(text, self.answer)
        except ReadError as error:
            start = error.position
            place = None if start is None else (start, start + 1 if error.end is None else error.end)
            return Assessment("unreadable", str(error), "" if place is None else text[slice(*place)], place=place)
        own, theirs = (_SORTS.get(f.expr.sort, "a number") for f in (self.answer, given))
        if own != theirs:
            return Assessment("wrong shape", f"what you give is {theirs}, the answer is {own}", theirs)
        number = assess_number(given, text, self.answer, self.digits)
        if number is not None:
            return number
        if given.shape != self.answer.shape:
            return self._misshapen(given)
        try:
            verdict = self.answer.equals(given)
        except (ValueError, ArithmeticError) as error:
            return Assessment("undecided", f"neither shown equal to the answer nor different: {error}")
        if verdict.kind in HOLDS:
            return Assessment("correct", verdict.message, verdict=verdict)
        return self._wrong(given, verdict)

    def _misshapen(self, given: Formula) -> Assessment:
        own = self.answer.expr
        if own.rank == given.expr.rank == 2 and own.shape == given.shape[::-1] and self.answer.equals(
                Formula(given.expr.T, given.declarations)).kind in HOLDS:
            return Assessment("transposed", "what you give is the transpose of the answer: rows and columns are in "
                              "each other's place", "the whole")
        return Assessment("wrong shape", f"what you give has the shape {show(given.shape)}, the answer has "
                          f"{show(own.shape)}", show(given.shape))

    def _wrong(self, given: Formula, verdict: Verdict) -> Assessment:
        if verdict.kind == "undecided":
            return Assessment("undecided", f"neither shown equal to the answer nor different: {verdict.message}",
                              verdict=verdict)
        found = slip(self.answer, given)
        if found is None:
            found = wrong_case(self.answer, given)
        example = _told(verdict)
        if found is not None:
            return Assessment(found.kind, found.message, found.detail, _told(found.verdict) or example, None,
                              found.verdict or verdict)
        message = "not equal to the answer"
        if verdict.kind == "conditional" and verdict.hint:
            message = f"not in general: it would hold if {verdict.hint.removeprefix('state that ')}"
        return Assessment("different", message + (", as at these values" if example else ""), "", example, None,
                          verdict)

    def help(self) -> Iterator[str]:
        """The hints one by one, then the solution.

        >>> from lemmata import parse
        >>> list(Exercise("1 + 1?", parse("2"), ("Count.",), "Two.").help())
        ['Count.', 'Two.']
        """
        yield from self.hints
        if self.solution:
            yield self.solution

    def _repr_html_(self) -> str:
        return html.block(html.line(escape(self.question, quote=False)))


def _told(verdict: Verdict | None) -> dict[str, str]:
    """A counterexample with the sides named as a reader knows them."""
    if verdict is None:
        return {}
    names = {"left side": "the answer", "right side": "yours"}
    return {names.get(name, name): value for name, value in verdict.counterexample.items()}
