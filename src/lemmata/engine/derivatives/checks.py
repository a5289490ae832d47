"""Derivatives against differences of values, in balls of high precision or in floats."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np

from lemmata.engine.derivatives.derivative import derivative
from lemmata.engine.evaluation import Arithmetic, Balls, Point, evaluate
from lemmata.engine.expr import Expr, Symbol, symbol
from lemmata.engine.ops import apply

BALLS = Balls(320)


@dataclass(frozen=True)
class Comparison:
    """A derivative along a direction, as claimed and as measured by a difference."""

    what: str
    claimed: float
    measured: float
    seed: int
    tolerance: float

    @property
    def agrees(self) -> bool:
        return abs(self.claimed - self.measured) <= self.tolerance * max(1.0, abs(self.measured))

    def __str__(self) -> str:
        return f"{self.what}: claimed {self.claimed!r}, measured {self.measured!r} (seed {self.seed})"


def check_derivative(
    expr: Expr, wrt: Symbol, point: Point, seed: int = 0, order: int = 2, arithmetic: Arithmetic = BALLS
) -> list[Comparison]:
    """Gradient and Jacobian (and Hessian) of one random inner product <c, expr> along a random direction.

    Differences are central, with step 2**-60 in balls of 320 bits, so both numbers agree to all digits
    of a float where the derivative is right, unless the point lies on a kink. In floats the step is 2**-17.
    """
    rng = Random(seed)
    direction = _entries(rng, _integers(wrt, point))
    weights = _entries(rng, _integers(expr, point))
    cotangent = symbol("cotangent", expr.shape)
    product = apply("mul", cotangent, expr)
    total = apply("sum", product) if product.rank else product
    values = _Values(replace(point, values={**point.values, "cotangent": weights}), wrt.name, direction, arithmetic)
    gradient = derivative(total, wrt)
    jacobian = values.at(derivative(expr, wrt))
    found = [
        ("gradient", values.inner(values.at(gradient), direction), values.difference(total)),
        ("Jacobian", values.inner(jacobian, np.multiply.outer(weights, direction)), values.difference(total)),
    ]
    if order > 1:
        second = values.inner(values.at(derivative(gradient, wrt)), np.multiply.outer(direction, direction))
        found.append(("Hessian", second, values.inner(values.difference(gradient), direction)))
    tolerance = 1e-13 if isinstance(arithmetic, Balls) else 1e-6
    return [Comparison(what, float(claimed), float(measured), seed, tolerance) for what, claimed, measured in found]


@dataclass(frozen=True)
class _Values:
    """Values at a point, and their change along a direction of one symbol."""

    point: Point
    name: str
    direction: Any
    arithmetic: Arithmetic

    def at(self, expr: Expr, shift: Fraction = Fraction(0)) -> Any:
        moved = {**self.point.values, self.name: self.point.values[self.name] + shift * self.direction}
        return np.asarray(evaluate(expr, replace(self.point, values=moved), self.arithmetic), dtype=object)

    def difference(self, expr: Expr) -> Any:
        step = Fraction(1, 2 ** (60 if isinstance(self.arithmetic, Balls) else 17))
        return (self.at(expr, step) - self.at(expr, -step)) * (1 / (2 * step)).numerator

    def inner(self, a: Any, b: Any) -> Any:
        """The sum of products of entries."""
        number = self.arithmetic.scalar
        with self.arithmetic.context():
            return sum((x * number(y) for x, y in zip(np.ravel(a), np.ravel(b))), number(Fraction(0)))


def _integers(node: Expr, point: Point) -> tuple[int, ...]:
    return tuple(size.value(point.sizes) for size in node.shape)


def _entries(rng: Random, shape: tuple[int, ...]) -> Any:
    values = np.empty(shape, dtype=object)
    for index in np.ndindex(shape):
        values[index] = Fraction(rng.randint(-64, 64), 32)
    return values
