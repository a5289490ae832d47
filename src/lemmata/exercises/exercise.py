"""Questions with an answer that is checked, hints that come one by one, and a solution that comes last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from lemmata.engine.expr import symbols
from lemmata.engine.ops import ShapeError
from lemmata.engine.ops.shapes import show
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.verdicts.verdict import HOLDS, Verdict
from lemmata.engine.writers import html
from lemmata.exercises.assessment import Assessment
from lemmata.exercises.decimals import assess_number
from lemmata.exercises.reading import read_answer, with_sizes
from lemmata.exercises.regions import wrong_case
from lemmata.exercises.slips import slip
from lemmata.exercises.spelling import plain_number, plain_signs
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
        text = plain_number(plain_signs(text), single=not self.answer.shape)
        try:
            given = read_answer(text, self.answer)
        except ReadError as error:
            start = error.position
            place = None if start is None else (start, start + 1 if error.end is None else error.end)
            kind = "wrong shape" if isinstance(error.__cause__, ShapeError) else "unreadable"
            return Assessment(kind, str(error), "" if place is None else text[slice(*place)], place=place)
        return self._assessed(given, text, with_sizes(self.answer, given.dims))

    def _assessed(self, given: Formula, text: str, answer: Formula) -> Assessment:
        own, theirs = (_SORTS.get(f.expr.sort, "a number") for f in (answer, given))
        if own != theirs:
            return Assessment("wrong shape", f"what you give is {theirs}, the answer is {own}", theirs)
        number = assess_number(given, text, answer, self.digits)
        if number is not None:
            return number
        if given.shape != answer.shape:
            return _misshapen(given, answer)
        try:
            verdict = answer.equals(given)
            if verdict.kind in HOLDS:
                return Assessment("correct", "equal to the answer", verdict=verdict)
            return _wrong(given, answer, verdict)
        except (ValueError, ArithmeticError) as error:
            return Assessment("undecided", f"neither shown equal to the answer nor different: {error}")
        except RecursionError:
            return Assessment("undecided", "too deep to be compared with the answer; write it shorter")

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


def _misshapen(given: Formula, answer: Formula) -> Assessment:
    if answer.expr.rank == given.expr.rank == 2 and answer.shape == given.shape[::-1] and answer.equals(
            Formula(given.expr.T, given.declarations)).kind in HOLDS:
        return Assessment("transposed", "what you give is the transpose of the answer: rows and columns are in each "
                          "other's place", "the whole")
    return Assessment("wrong shape", f"what you give is {_of_shape(given)}, the answer is {_of_shape(answer)}",
                      show(given.shape))


def _of_shape(formula: Formula) -> str:
    return f"an array of shape {show(formula.shape)}" if formula.shape else "a number"


def _wrong(given: Formula, answer: Formula, verdict: Verdict) -> Assessment:
    """What an answer is that is not shown to be right."""
    found = slip(answer, given) if verdict.kind != "undecided" else None
    if found is None:
        found = wrong_case(answer, given)
    if found is None and verdict.kind == "undecided":
        return Assessment("undecided", f"neither shown equal to the answer nor different: {verdict.message}",
                          verdict=verdict)
    alone = not symbols(answer.expr, given.expr)  # the values of a number would tell it
    example = {} if alone else _told(verdict)
    if found is not None:
        shown = {} if alone else _told(found.verdict) or example
        return Assessment(found.kind, found.message, found.detail, shown, None, found.verdict or verdict)
    message = "another number" if alone and not answer.shape else "not equal to the answer"
    if verdict.kind == "conditional" and verdict.hint:
        message = f"not in general: it would hold if {verdict.hint.removeprefix('state that ')}"
    return Assessment("different", message + (", as at these values" if example else ""), "", example, None, verdict)


def _told(verdict: Verdict | None) -> dict[str, str]:
    """A counterexample with the sides named as a reader knows them; none where it would be the answer itself."""
    names = {"left side": "the answer", "right side": "yours"}
    if verdict is None or not verdict.counterexample.keys() - names.keys():
        return {}
    return {names.get(name, name): value for name, value in verdict.counterexample.items()}
