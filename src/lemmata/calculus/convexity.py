"""Convexity: by proof, by the gap under a chord, by second derivatives at points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from lemmata.calculus.constraints import packed_gradient
from lemmata.calculus.given import Given, formula_of, only_variable
from lemmata.calculus.minima import packed_hessian
from lemmata.calculus.packing import Packing
from lemmata.engine.readers.annotations import Function, Real, Unit
from lemmata.engine.readers.declarations import Declarations
from lemmata.engine.structure import Curvature
from lemmata.formulas import formula


@formula
def convexity_gap(f: Function, x: Real, y: Real, t: Unit):
    """How far the chord is above the curve: t f(x) + (1 - t) f(y) - f(t x + (1 - t) y); convex: never below 0.

    f    a formula of one variable, or its text

    >>> float(convexity_gap("x**2", 0.0, 2.0, 0.5))
    1.0

    Boyd and Vandenberghe, Convex Optimization, section 3.1.1.
    """
    return t * f(x) + (1 - t) * f(y) - f(t * x + (1 - t) * y)  # type: ignore[misc]


@formula
def quadratic_model(value: Real, gradient: Real["n"], hessian: Real["n n"], step: Real["n"]):
    """What f is near a point, to second order: f + g . s + s . H s / 2, for a step s.

    >>> float(quadratic_model(1.0, [1.0], [[2.0]], [0.5]))
    1.75

    Nocedal and Wright, Numerical Optimization, section 2.2.
    """
    return value + gradient @ step + step @ hessian @ step / 2


def curvature(f: Given, wrt: str | None = None, vars: Declarations = None) -> Curvature | None:
    """Whether f is affine, convex or concave in a variable, over its domain, by proof; None where no rule shows it.

    >>> curvature("sum((X @ w - y)**2)", "w").kind, curvature("logsumexp(x)").kind, curvature("sin(x)")
    ('convex', 'convex', None)

    Boyd and Vandenberghe, Convex Optimization, sections 3.1.4 and 3.2.
    """
    found = formula_of(f, vars)
    return found.curvature(only_variable(found) if wrt is None else wrt)


@dataclass(frozen=True)
class SecondOrder:
    """The derivatives of second order at a point.

    kind          minimum, maximum (local, strict), saddle point; "undecided" where eigenvalues of zero leave it open;
                  "not stationary" where the gradient is not zero
    gradient_norm the length of the gradient there
    eigenvalues   of the Hessian, in ascending order

    >>> second_order_test("x*y", {"x": 0.0, "y": 0.0}).eigenvalues.tolist()
    [-1.0, 1.0]
    """

    kind: str
    gradient_norm: float
    eigenvalues: np.ndarray[Any, Any]


def second_order_test(f: Given, at: Mapping[str, Any], data: Mapping[str, Any] | None = None,
                      tolerance: float = 1e-6, vars: Declarations = None) -> SecondOrder:
    """What kind of point it is, by the signs of the Hessian's eigenvalues.

    at         values of the variables, of any shapes; the Hessian is by all of them together
    data       values of the other names
    tolerance  below which the gradient, relative to 1, and eigenvalues, relative to the largest, count as zero

    >>> second_order_test("x**2 - y**2", {"x": 0.0, "y": 0.0}).kind
    'saddle point'
    >>> second_order_test("x**4", {"x": 0.0}).kind
    'undecided'

    Apostol, Calculus II, sections 9.9 to 9.11.
    """
    found = formula_of(f, vars)
    packing, values = Packing.of(at), {**(data or {}), **at}
    length = float(np.linalg.norm(packed_gradient(found, packing, values)))
    matrix = packed_hessian(found, packing)(values)
    if not (np.isfinite(length) and np.isfinite(matrix).all()):
        raise ValueError(f"f has no finite derivatives at {dict(at)}: a kink, or a pole; compare values near it")
    eigenvalues = np.linalg.eigvalsh((matrix + matrix.T) / 2)
    zero = tolerance * max(1.0, float(np.max(np.abs(eigenvalues), initial=0.0)))
    low, high = bool(np.any(eigenvalues < -zero)), bool(np.any(eigenvalues > zero))
    if length > tolerance:
        kind = "not stationary"
    elif low and high:
        kind = "saddle point"
    elif np.any(np.abs(eigenvalues) <= zero):
        kind = "undecided"
    else:
        kind = "minimum" if high else "maximum"
    return SecondOrder(kind, length, eigenvalues)
