"""Derivatives against differences of values, in balls of high precision."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np

from lemmata.engine.derivatives.derivative import derivative
from lemmata.engine.evaluation import Balls, Point, evaluate
from lemmata.engine.expr import Expr, Symbol, symbol
from lemmata.engine.ops import apply

STEP = Fraction(1, 2**60)
BITS = 320


@dataclass(frozen=True)
class Comparison:
    """A derivative along a direction, as claimed and as measured by a difference."""

    what: str
    claimed: float
    measured: float
    seed: int

    @property
    def agrees(self) -> bool:
        return abs(self.claimed - self.measured) <= 1e-13 * max(1.0, abs(self.measured))

    def __str__(self) -> str:
        return f"{self.what}: claimed {self.claimed!r}, measured {self.measured!r} (seed {self.seed})"


def check_derivative(expr: Expr, wrt: Symbol, point: Point, seed: int = 0, order: int = 2) -> list[Comparison]:
    """Gradient and Jacobian (and Hessian) of one random inner product <c, expr> along a random direction.

    Differences are central with step 2**-60 in balls of 320 bits, so both numbers agree to about
    30 digits where the derivative is right, unless the point lies on a kink.
    """
    rng = Random(seed)
    direction = _entries(rng, _integers(wrt, point))
    weights = _entries(rng, _integers(expr, point))
    cotangent = symbol("cotangent", expr.shape)
    product = apply("mul", cotangent, expr)
    total = apply("sum", product) if product.rank else product
    here = replace(point, values={**point.values, "cotangent": weights})
    gradient = derivative(total, wrt)
    measured = _difference(total, wrt, here, direction)
    jacobian = _value(derivative(expr, wrt), here)
    found = [
        ("gradient", _inner(_value(gradient, here), direction), measured),
        ("Jacobian", _inner(jacobian, np.multiply.outer(weights, direction)), measured),
    ]
    if order > 1:
        second = _inner(_value(derivative(gradient, wrt), here), np.multiply.outer(direction, direction))
        found.append(("Hessian", second, _inner(_difference(gradient, wrt, here, direction), direction)))
    return [Comparison(what, float(claimed), float(measured), seed) for what, claimed, measured in found]


def _difference(expr: Expr, wrt: Symbol, point: Point, direction: Any) -> Any:
    ahead, behind = (
        _value(expr, replace(point, values={**point.values, wrt.name: point.values[wrt.name] + sign * direction}))
        for sign in (STEP, -STEP)
    )
    return (ahead - behind) * (1 / (2 * STEP)).numerator


def _value(expr: Expr, point: Point) -> Any:
    return np.asarray(evaluate(expr, point, Balls(BITS)), dtype=object)


def _inner(a: Any, b: Any) -> Any:
    """The sum of products of entries, in balls."""
    with Balls(BITS).context():
        return sum((x * Balls(BITS).scalar(y) for x, y in zip(np.ravel(a), np.ravel(b))), Balls(BITS).scalar(0))


def _integers(node: Expr, point: Point) -> tuple[int, ...]:
    return tuple(size.value(point.sizes) for size in node.shape)


def _entries(rng: Random, shape: tuple[int, ...]) -> Any:
    values = np.empty(shape, dtype=object)
    for index in np.ndindex(shape):
        values[index] = Fraction(rng.randint(-64, 64), 32)
    return values
