"""Integrals: in closed form, as the area under a curve, from values on a grid."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.integrate import quad

from lemmata.calculus.given import Given, formula_of, only_variable
from lemmata.engine.calculus import NoClosedForm
from lemmata.engine.readers.annotations import Positive, Real
from lemmata.engine.readers.declarations import Declarations
from lemmata.formulas import Formula, formula

LARGEST_ERROR = 1e-3  # relative, of a quadrature that is no number any more


@formula
def riemann_sum(values: Real["n"], width: Positive):
    """The area of n rectangles of one width, as high as the function at a point in each: width * sum of f(x_i).

    With the left ends the error falls like the width, with the middles like its square.

    >>> float(riemann_sum([0.125, 0.375, 0.625, 0.875], 0.25))
    0.5

    Apostol, Calculus I, section 1.9.
    """
    return width * np.sum(values)


@formula
def trapezoid(values: Real["n"], width: Positive):
    """The area under the straight lines between values at n >= 2 points: width * (f_1/2 + f_2 + ... + f_n/2).

    Its error is (b - a) width^2 / 12 times |f''|, at most. `numpy.trapezoid` takes unequal widths too.

    >>> float(trapezoid([0.0, 0.25, 1.0], 0.5))
    0.375

    Stoer and Bulirsch, Introduction to Numerical Analysis, section 3.1.
    """
    return width * (np.sum(values) - (values[0] + values[-1]) / 2)  # type: ignore[index]


@formula
def simpson(ends: Real["2"], inside: Real["n"], middles: Real["m"], width: Positive):
    """The area under parabolas: width/3 * (f_a + 4 (middles) + 2 (inside) + f_b).

    ends      the values at a and b
    inside    the values at the ends of pieces between a and b
    middles   the values in the middle of the pieces, one more than `inside`
    width     half of a piece

    Its error is (b - a) width^4 / 180 times |f''''|, at most: polynomials of degree 3 are exact.
    `scipy.integrate.simpson` takes all values as one array.

    >>> round(float(simpson([0.0, 1.0], [0.125], [0.015625, 0.421875], 0.25)), 12)
    0.25

    Stoer and Bulirsch, Introduction to Numerical Analysis, section 3.1.
    """
    return width / 3 * (np.sum(ends) + 4 * np.sum(middles) + 2 * np.sum(inside))


def integral(f: Given, wrt: str | None = None, low: str | int | Formula | None = None,
             high: str | int | Formula | None = None, vars: Declarations = None) -> Formula:
    """The integral between two ends in closed form, or an antiderivative where there are none.

    low, high   numbers, texts ("inf", "-inf", other variables), formulas

    Raises NoClosedForm where none is found; then `area` gives numbers.

    >>> integral("x**2").text, integral("x**2", "x", 0, 1).text, integral("exp(-x**2)", "x", "-inf", "inf").text
    ('x**3/3', '1/3', 'sqrt(pi)')

    Apostol, Calculus I, sections 5.1 to 5.3.
    """
    found = formula_of(f, vars)
    return found.integral(only_variable(found) if wrt is None else wrt, low, high)


@dataclass(frozen=True)
class Area:
    """The integral of a function of one number.

    value   by quadrature
    error   estimate of its absolute error
    exact   the closed form, None where there is none

    >>> area("sin(x)", 0, 1).exact.text
    '1 - cos(1)'
    """

    value: float
    error: float
    exact: Formula | None


def area(f: Given, low: float = -np.inf, high: float = np.inf, tolerance: float = 1e-10, **given: Any) -> Area:
    """The area between a curve and the axis, below the axis negative: by quadrature, with the closed form beside it.

    f           a formula or text of one variable (besides those in `given`); or a function of a number
    low, high   the ends, also infinite
    tolerance   absolute and relative, that quadrature aims at
    given       values of the formula's other variables

    By QUADPACK's adaptive Gauss and Kronrod rules, `scipy.integrate.quad`. Whoever integrates a narrow peak over a
    wide range has to tell where it is: the points may miss it.

    Raises ValueError where several variables have no value, and where quadrature does not come to a number: where the
    integral is infinite, or oscillates without an end.

    >>> found = area("x**2", 0, 1)
    >>> round(found.value, 12), found.exact.text, found.error < 1e-12
    (0.333333333333, '1/3', True)
    >>> area(lambda x: np.exp(-x**2)).exact is None
    True

    Piessens and others, QUADPACK (1983).
    """
    if callable(f) and not isinstance(f, Formula):
        value, error = quadrature(f, low, high, tolerance)
        return Area(float(value), float(error), None)
    found = formula_of(f)
    free = [name for name in found.declarations if name not in given]
    if len(free) != 1:
        raise ValueError(f"the formula has the variables {', '.join(free) or '(none)'} without a value; "
                         "one is integrated over, pass the others by name")
    name = free[0]
    value, error = quadrature(lambda x: float(found(**{name: x}, **given)), low, high, tolerance)
    return Area(float(value), float(error), None if given else _exact(found, name, low, high))


def quadrature(f: Callable[[float], Any], low: float, high: float, tolerance: float,
               about: str = "the integral") -> tuple[float, float]:
    """The integral and its error by `scipy.integrate.quad`.

    Raises ValueError where that finds it divergent, or its error is large.

    >>> quadrature(lambda x: 1 / x, 0.0, 1.0, 1e-10)
    Traceback (most recent call last):
    ...
    ValueError: the integral from 0 to 1 has no value by quadrature ...
    """
    value, error, *rest = quad(f, low, high, epsabs=tolerance, epsrel=tolerance, limit=200, full_output=1)
    said = str(rest[1]) if len(rest) > 1 else ""
    if "divergent" in said or not error <= LARGEST_ERROR * max(1.0, abs(value)):
        raise ValueError(f"{about} from {low:g} to {high:g} has no value by quadrature (error {error:.2g} after "
                         f"{rest[0]['neval']} values): it may be infinite, or oscillate; split the range at poles and "
                         "jumps, or take `integral`")
    return float(value), float(error)


def _exact(f: Formula, name: str, low: float, high: float) -> Formula | None:
    ends = [("inf" if end > 0 else "-inf") if np.isinf(end) else str(int(end)) if float(end).is_integer()
            else repr(float(end)) for end in (low, high)]
    try:
        return f.integral(name, *ends)
    except NoClosedForm:
        return None
