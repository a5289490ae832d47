"""Derivatives from values: forward, central and complex steps, with their errors and best steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from lemmata.engine.readers.annotations import Positive, Real
from lemmata.formulas import Formula, formula

EPSILON = float(np.finfo(float).eps)
AGREEMENTS = 3  # of steps that tell a higher derivative, each narrower than the one before by
NARROWER = 0.37  # no simple fraction: a wave whose length divides one step does not divide the next
COMPLEX_STEP = 1e-30  # nothing is subtracted, so it can be as small as one likes


@formula
def forward_difference_error(value: Real, second: Real, h: Positive, epsilon: Positive):
    """The error of (f(x + h) - f(x)) / h, at most: truncation |f''| h/2 and rounding 2 epsilon |f| / h.

    value    f(x); second: f''(x), or its largest absolute value on [x, x + h]
    h        the step; epsilon: the relative rounding of one value of f, 2**-52 for double precision

    >>> float(forward_difference_error(1.0, 1.0, 1e-8, 2.0**-52)) < 1e-7
    True

    Nocedal and Wright, Numerical Optimization, section 8.1.
    """
    return abs(second) * h / 2 + 2 * epsilon * abs(value) / h


@formula
def central_difference_error(value: Real, third: Real, h: Positive, epsilon: Positive):
    """The error of (f(x + h) - f(x - h)) / (2h), at most: truncation |f'''| h^2/6 and rounding epsilon |f| / h.

    >>> float(central_difference_error(1.0, 1.0, 1e-5, 2.0**-52)) < 1e-10
    True

    Nocedal and Wright, Numerical Optimization, section 8.1.
    """
    return abs(third) * h**2 / 6 + epsilon * abs(value) / h


@formula
def complex_step_error(slope: Real, third: Real, h: Positive, epsilon: Positive):
    """The error of Im f(x + ih) / h, about: truncation |f'''| h^2/6 and rounding epsilon |f'|, whatever the step.

    >>> float(complex_step_error(1.0, 1.0, 1e-30, 2.0**-52)) == 2.0**-52
    True

    Squire and Trapp, Using Complex Variables to Estimate Derivatives of Real Functions, SIAM Review 40 (1998).
    """
    return abs(third) * h**2 / 6 + epsilon * abs(slope)


@formula
def best_forward_step(value: Real, second: Real, epsilon: Positive):
    """The step with the least error of a forward difference: 2 sqrt(epsilon |f| / |f''|).

    There truncation and rounding are equal, and half of the digits are right. Infinite where f'' = 0.

    >>> float(best_forward_step(1.0, 1.0, 1e-16))
    2e-08

    Nocedal and Wright, Numerical Optimization, section 8.1.
    """
    return 2 * np.sqrt(epsilon * abs(value) / abs(second))


@formula
def best_central_step(value: Real, third: Real, epsilon: Positive):
    """The step with the least error of a central difference: (3 epsilon |f| / |f'''|)**(1/3); two thirds of the digits.

    >>> round(float(best_central_step(1.0, 3.0, 1e-15)), 12)
    1e-05

    Nocedal and Wright, Numerical Optimization, section 8.1.
    """
    return np.cbrt(3 * epsilon * abs(value) / abs(third))


@formula
def relative_step(x: Real, power: Positive, epsilon: Positive):
    """A step where nothing is known of f but that it varies over |x|, or over 1: epsilon**power max(1, |x|).

    power    1/2 for forward, 1/3 for central differences

    >>> float(relative_step(100.0, 0.5, 1e-16))
    1e-06
    """
    return epsilon**power * np.maximum(1, abs(x))


def forward_difference(f: Callable[[Any], Any], x: Any, h: Any) -> Any:
    """(f(x + h) - f(x)) / h, entry by entry: its error falls like h, until rounding takes over.

    f    a function of an array that acts on each entry; x, h: numbers or arrays

    >>> round(float(forward_difference(np.exp, 0.0, 1e-8)), 6)
    1.0
    """
    moved = x + h
    return (f(moved) - f(x)) / _taken(moved - x, x, h)


def central_difference(f: Callable[[Any], Any], x: Any, h: Any) -> Any:
    """(f(x + h) - f(x - h)) / (2h), entry by entry: its error falls like h^2, until rounding takes over.

    >>> round(float(central_difference(np.exp, 0.0, 1e-5)), 9)
    1.0
    """
    after, before = x + h, x - h
    return (f(after) - f(before)) / _taken(after - before, x, h)


def _taken(step: Any, x: Any, h: Any) -> Any:
    """The step that was really taken, after rounding x + h."""
    if isinstance(step, (float, np.generic, np.ndarray)) and np.any(step == 0):
        raise ValueError(f"x = {x} and x + h are the same number with a step of {h}; take a larger one")
    return step


def complex_step(f: Callable[[Any], Any], x: Any, h: float = COMPLEX_STEP) -> Any:
    """Im f(x + ih) / h, entry by entry: all digits, as nothing is subtracted.

    f    must take complex numbers and be differentiable there: no abs, maximum, comparisons or conjugates

    Raises TypeError where f of a complex number is real: then the answer would be a wrong 0.

    >>> float(complex_step(np.exp, 0.0)), bool(complex_step(np.sin, 1.0) == np.cos(1.0))
    (1.0, True)

    Squire and Trapp, Using Complex Variables to Estimate Derivatives of Real Functions, SIAM Review 40 (1998).
    """
    value = f(x + 1j * h)
    kind = str(getattr(value, "dtype", type(value).__name__))
    if "complex" not in kind:
        raise TypeError(f"f of a complex number is {kind}; the complex step needs a function that keeps it complex "
                        "(no abs, real parts or comparisons): take a central difference")
    return value.imag / h


@dataclass(frozen=True)
class NumericalDerivative:
    """A derivative from values of the function.

    value        of the derivative
    step         that was taken
    truncation   estimate of what the missing terms of the Taylor series make
    rounding     estimate of what the last digits of the values of f make

    >>> NumericalDerivative(1.0, 0.5, 0.25, 0.125).error
    0.375
    """

    value: float
    step: float
    truncation: float
    rounding: float

    @property
    def error(self) -> float:
        """The estimate of the whole error."""
        return self.truncation + self.rounding


def numerical_derivative(f: Callable[[float], Any] | Formula, x: float, method: str = "central",
                         step: float | None = None) -> NumericalDerivative:
    """The derivative of a function of one number at a point, with estimates of both errors.

    f        a function, or a formula of one variable, whose higher derivatives are then exact
    method   forward, central, complex
    step     None: the one with the least error, by the size of f and of its second (third) derivative

    The derivatives that the errors need are those of the formula, else central differences with steps so narrow that
    smaller ones tell nearly the same. `scipy.differentiate.derivative` has an adaptive method of higher order.

    Raises ValueError for an unknown method, or a step that is not above 0.

    >>> import lemmata as lm
    >>> found = numerical_derivative(lm.parse("exp(x)"), 0.0, "forward")
    >>> abs(found.value - 1) < found.error < 1e-7, found.truncation == found.rounding
    (True, True)

    Nocedal and Wright, Numerical Optimization, section 8.1.
    """
    if method not in ("forward", "central", "complex"):
        raise ValueError(f"no method {method!r}; choose forward, central or complex")
    if step is not None and not step > 0:
        raise ValueError(f"a step of {step}; give one above 0")
    x, order = float(x), 2 if method == "forward" else 3
    value, higher = _value_and_higher(f, x, order)
    function = _function(f)
    if method == "complex":
        h = COMPLEX_STEP if step is None else step
        slope = float(complex_step(function, x, h))
        return NumericalDerivative(slope, h, abs(higher) * h**2 / 6, EPSILON * abs(slope))
    best = best_forward_step if method == "forward" else best_central_step
    known = float(best(value, higher, EPSILON)) if value and higher else np.inf
    usual = float(relative_step(x, 1 / order, EPSILON))
    scale = max(1.0, abs(x))
    h = step if step is not None else max(known, 2 * EPSILON * scale) if known < usual * 1e3 else usual
    error = forward_difference_error if method == "forward" else central_difference_error
    rounding = float(error(value, 0.0, h, EPSILON))
    slope = (forward_difference if method == "forward" else central_difference)(function, x, h)
    return NumericalDerivative(float(slope), h, float(error(0.0, higher, h, EPSILON)), rounding)


def numerical_gradient(f: Callable[[Any], Any], x: Any, method: str = "central", step: float | None = None) -> Any:
    """The gradient of a number at an array, one entry after the other: 2n values (central), n + 1 (forward).

    f        a function of one array; x: an array of any shape
    method   forward, central, complex
    step     None: 2**-26 or 2**-52/3 of max(1, |entry|); 1e-30 for complex

    A check for gradients, not a way to train: n values of f where reverse mode needs one.
    `scipy.optimize.approx_fprime` is the forward one.

    >>> numerical_gradient(lambda w: float(w @ w), np.array([1.0, -2.0])).round(6).tolist()
    [2.0, -4.0]
    """
    if method not in ("forward", "central", "complex"):
        raise ValueError(f"no method {method!r}; choose forward, central or complex")
    point = np.asarray(x, dtype=float)
    found = np.empty_like(point)
    for place in np.ndindex(point.shape):
        def along(entry: Any, place: tuple[int, ...] = place) -> Any:
            moved = point.astype(complex if method == "complex" else float)
            moved[place] = entry
            return f(moved)

        if method == "complex":
            found[place] = complex_step(along, point[place], COMPLEX_STEP if step is None else step)
        else:
            rule, power = (forward_difference, 1 / 2) if method == "forward" else (central_difference, 1 / 3)
            found[place] = rule(along, point[place],
                                float(relative_step(point[place], power, EPSILON)) if step is None else step)
    return found


def _function(f: Callable[[float], Any] | Formula) -> Callable[[Any], Any]:
    return f.compile().function("numpy") if isinstance(f, Formula) else f


def _value_and_higher(f: Callable[[float], Any] | Formula, x: float, order: int) -> tuple[float, float]:
    """f(x), and its second or third derivative there."""
    if isinstance(f, Formula):
        from lemmata.calculus.given import only_variable

        name = only_variable(f)
        return float(f(**{name: x})), float(f.derivative(name, order)(**{name: x}))

    def estimate(h: float) -> float:
        try:
            with np.errstate(all="ignore"):
                if order == 2:
                    return float(f(x + h) - 2 * f(x) + f(x - h)) / h**2
                return float(f(x + 2 * h) - 2 * f(x + h) + 2 * f(x - h) - f(x - 2 * h)) / (2 * h**3)
        except (ValueError, ArithmeticError):  # beyond where f has values
            return np.nan

    value, width = float(f(x)), EPSILON ** (1 / (order + 2)) * max(1.0, abs(x))
    kept, agreed = estimate(width), 0
    found = kept
    while width > 1e4 * EPSILON * max(1.0, abs(x)):
        width *= NARROWER
        closer, noise = estimate(width), 8 * EPSILON * abs(value) / width**order
        agreed = agreed + 1 if abs(found - closer) <= 0.1 * abs(closer) + noise else 0
        kept, found = kept if agreed else closer, closer
        if agreed == AGREEMENTS:  # f bends over lengths that the widest of these steps sees; once may be chance
            break
    return value, kept
