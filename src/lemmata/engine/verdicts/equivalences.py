"""`P iff Q`, each way by itself: at points drawn freely two equations are both false, which shows nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

from lemmata.engine.expr import Apply, Expr, number
from lemmata.engine.ops import ShapeError, apply
from lemmata.engine.rewriting.equality import ratio
from lemmata.engine.rewriting.polynomial import Undecided
from lemmata.engine.verdicts.question import Question
from lemmata.engine.verdicts.showing import near_text
from lemmata.engine.verdicts.verdict import HOLDS, Near, Verdict

Decide = Callable[[Expr, Sequence[Expr]], Verdict]
_WAYS = ("the right side does not imply the left one", "the left side does not imply the right one")


def by_equivalence(question: Question, decide: Decide) -> Verdict | None:
    """The verdict on an equivalence of two equations, by what each says under the other; None for other questions."""
    left, right = question.left, question.right
    if question.op != "iff" or not all(isinstance(side, Apply) and side.op == "eq" for side in (left, right)):
        return None
    left, right = _of_arrays(left), _of_arrays(right)
    if (factor := _factor(left, right)) is not None:
        times = "" if factor == 1 else f", times {factor}"
        return Verdict("proved", "normal form", f"both equations are the same one{times}", True)
    found = [decide(wanted, (*question.premises, given)) for wanted, given in ((left, right), (right, left))]
    for way, words in zip(found, _WAYS):
        if way.kind == "refuted":
            near = _near(question, (left, right), found, decide)
            return replace(way, message=f"{words}: see the counterexample", hint=near_text(near), near=near)
    if all(way.kind == "proved" for way in found):
        return Verdict("proved", found[0].method, f"each side implies the other: {found[0].message}")
    if all(way.kind in HOLDS for way in found):
        return Verdict("agrees", "sampling", "each side implies the other at all points", True)
    lacking = next((way for way in found if way.kind == "conditional"), None)
    if lacking is not None and any(way.kind in HOLDS for way in found):
        return lacking
    open_way = next((way for way in found if way.kind not in HOLDS), found[0])
    if found[0].kind in HOLDS or found[1].kind in HOLDS:
        held = "the left side holds under the right one" if found[0].kind in HOLDS else (
            "the right side holds under the left one")
        return Verdict("undecided", "sampling", f"{held}; the other way was not decided: {open_way.message}")
    return Verdict("undecided", "sampling", f"under either side the other was not decided: {open_way.message}")


def _near(question: Question, sides: tuple[Expr, Expr], ways: Sequence[Verdict], decide: Decide) -> Near | None:
    """A true equivalence with one of its equations changed as it would have to be to follow from the other."""
    for place, way in enumerate(ways):
        changed, other = way.near, sides[1 - place]
        if changed is None or changed.expr is None:
            continue
        one, two = sides[place].children
        equation = apply("eq", changed.expr, two) if changed.side == "left" else apply("eq", one, changed.expr)
        if all(decide(wanted, (*question.premises, given)).kind in HOLDS
               for wanted, given in ((equation, other), (other, equation))):
            return Near(equation, changed.words, ("left", "right")[place])
    return None


def _factor(left: Expr, right: Expr) -> Fraction | None:
    """The number that what is zero on the left is of what is zero on the right; None where it is none, or is 0."""
    try:
        found = ratio(left.children[0] - left.children[1], right.children[0] - right.children[1])
    except (Undecided, ShapeError):
        return None
    return found or None


def _of_arrays(equation: Expr) -> Expr:
    """The equation of arrays whose one truth value is `sum((a - b)**2) == 0`."""
    total, zero = equation.children
    if zero is not number(0) or not isinstance(total, Apply) or total.op != "sum":
        return equation
    square = total.children[0]
    if not isinstance(square, Apply) or square.op != "pow" or square.args[1] is not number(2):
        return equation
    terms = square.args[0].children
    if not square.rank or len(terms) != 2 or not isinstance(terms[1], Apply) or terms[1].op != "neg":
        return equation
    return apply("eq", terms[0], terms[1].args[0])
