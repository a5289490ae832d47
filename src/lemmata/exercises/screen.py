"""Points of the domain with the values of the answer, at which guesses are tried before they are decided."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import islice
from typing import Any

import numpy as np
from flint import arb

from lemmata.engine.derivatives import NoDerivative
from lemmata.engine.evaluation import ENTRYWISE, Balls, BudgetError, Point, Undefined, Unsupported, evaluate
from lemmata.engine.expr import Apply, Expr, Number, number
from lemmata.engine.expr.traversal import with_args
from lemmata.engine.ops import ShapeError, apply
from lemmata.engine.rewriting.polynomial import Undecided
from lemmata.engine.verdicts.compare import HOLDS, compare
from lemmata.engine.verdicts.looking import at_point
from lemmata.engine.verdicts.missing import constant_of, entries, usable
from lemmata.engine.verdicts.question import ask
from lemmata.engine.verdicts.sampling import points, space_classes
from lemmata.engine.verdicts.terms import is_op, times

POINTS, BITS = 6, 128
LARGEST = 24  # of the numbers in a factor
MOST_TERMS = 60
_NO_VALUE = (Undefined, Unsupported, BudgetError, ZeroDivisionError, NoDerivative, ShapeError, Undecided, ValueError)
Values = list[np.ndarray[Any, Any]]


@dataclass(frozen=True, eq=False)
class Screen:
    """Two sides, and points at which both have a value."""

    answer: Expr
    given: Expr
    seed: int = 0

    @cached_property
    def _seen(self) -> list[tuple[Point, Any, Any]]:
        question = ask(apply("eq", self.answer, self.given), ())
        found: list[tuple[Point, Any, Any]] = []
        for point, generic in islice(points(question, self.seed + 5, POINTS, space_classes(question)[0]), 6 * POINTS):
            if not generic and (question.symbols or point.sizes):
                continue
            right, given = (self._at(side, point) for side in (self.answer, self.given))
            if right is not None and given is not None:
                found.append((point, right, given))
            if len(found) == POINTS:
                break
        return found

    def _at(self, expr: Expr, point: Point) -> np.ndarray[Any, Any] | None:
        try:
            (there,) = at_point((expr,), point)
            value = np.asarray(evaluate(there, point, Balls(BITS), budget=ENTRYWISE), dtype=object)
        except _NO_VALUE:
            return None
        return value if usable(entries(value)) else None

    @property
    def rights(self) -> Values:
        return [right for _, right, _ in self._seen]

    @property
    def givens(self) -> Values:
        return [given for _, _, given in self._seen]

    def values(self, expr: Expr) -> Values | None:
        """What an expression is at the points; None where it has no value at one of them."""
        found = [self._at(expr, point) for point, _, _ in self._seen]
        return [v for v in found if v is not None] if found and all(v is not None for v in found) else None

    def equal(self, one: Values, other: Values) -> bool:
        """Whether values are the same at every point."""
        return bool(one) and len(one) == len(other) and all(
            np.shape(a) == np.shape(b) and compare("eq", a, b) == HOLDS for a, b in zip(one, other))

    def ratio(self, top: Values, bottom: Values) -> Fraction | None:
        """The simple fraction that all quotients are, where there is one."""
        rows: list[list[Any]] = []
        for a, b in zip(top, bottom):
            try:
                a, b = np.broadcast_arrays(np.asarray(a, dtype=object), np.asarray(b, dtype=object))
            except ValueError:
                return None
            row = [_quotient(x, y) for x, y in zip(a.flat, b.flat)]
            if any(v is False for v in row):
                return None
            rows.append(row)
        known = [v for row in rows for v in row if v is not None]
        return constant_of(rows, LARGEST) if known else None


def _quotient(top: arb, bottom: arb) -> Any:
    """The quotient; None for 0/0, False for a number over 0."""
    if bottom.contains(0):
        return None if top.contains(0) else False
    return top / bottom


def difference(one: Values, other: Values) -> Values | None:
    """Entry by entry; None where shapes don't fit."""
    try:
        return [np.asarray(a - b, dtype=object) for a, b in zip(one, other)]
    except ValueError:
        return None


def terms(expr: Expr) -> list[Expr]:
    """The terms of a sum with their signs; a product with a sum is multiplied out.

    >>> from lemmata.engine.expr import symbol
    >>> from lemmata.engine.writers import to_text
    >>> x, y = symbol("x"), symbol("y")
    >>> [to_text(t) for t in terms(2 * (x - y) + x * (y + 1))]
    ['2*x', '-(2*y)', 'x*y', 'x']
    """
    found: list[Expr] = []
    stack: list[tuple[Expr, Fraction]] = [(expr, Fraction(1))]
    while stack and len(found) < MOST_TERMS:
        node, factor = stack.pop()
        if is_op(node, "add"):
            stack += [(child, factor) for child in reversed(node.children)]
        elif is_op(node, "neg"):
            stack.append((node.children[0], -factor))
        elif is_op(node, "mul") and isinstance(node.children[0], Number):
            stack.append((node.children[1], factor * node.children[0].value))
        elif is_op(node, "div") and isinstance(node.children[1], Number) and node.children[1].value:
            stack.append((node.children[0], factor / node.children[1].value))
        elif is_op(node, "mul", "matmul", "div") and (parts := _opened(node)):
            stack += [(part, factor) for part in reversed(parts)]
        else:
            found.append(times(node, factor))
    return [*found, *(times(node, factor) for node, factor in reversed(stack))]


def _opened(node: Expr) -> list[Expr]:
    """The products of the parts of a sum that stands in a product, or above in a quotient."""
    assert isinstance(node, Apply)
    for k, child in enumerate(node.children if node.op != "div" else node.children[:1]):
        parts = terms(child)
        if len(parts) > 1:
            made = [_with_factor(node, k, part) for part in parts]
            return made if all(m.shape == node.shape for m in made) else []
    return []


def _with_factor(node: Apply, k: int, part: Expr) -> Expr:
    """The product with another factor in one place, a number in front."""
    if part is number(1) and node.op == "mul":
        return node.children[1 - k]
    factor = Fraction(1)
    if is_op(part, "neg"):
        part, factor = part.children[0], Fraction(-1)
    return times(with_args(node, (*node.children[:k], part, *node.children[k + 1:])), factor)
