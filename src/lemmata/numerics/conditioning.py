"""How much a change of the input changes the result, whatever the program: condition numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from lemmata.engine.readers.annotations import Invertible, Real
from lemmata.formulas import Formula, formula


def condition_of(f: Formula, wrt: str, **arrays: Any) -> float:
    """The relative condition number of evaluating a formula: max over entries of Σⱼ |xⱼ ∂f/∂xⱼ| / |f|.

    A relative change of each xⱼ by at most ε changes f by at most κ ε, to first order: log₂ κ bits are lost, by any
    program. The derivative is Lemmata's own.

    f       a formula; wrt the name of its variable
    arrays  the point, under the formula's names; NumPy

    inf where f is 0 and its derivative is not; 0 where neither f nor anything in it changes.

    >>> from lemmata.formulas import parse
    >>> condition_of(parse("exp(x)", "x: real"), "x", x=-20.0)
    20.0
    >>> round(condition_of(parse("x - y", "x: real, y: real"), "x", x=1.001, y=1.0))
    1001

    Source: Trefethen and Bau, Numerical Linear Algebra (1997), lecture 12; Higham (2002), section 1.6.
    """
    value = np.asarray(f(**arrays), dtype=float)
    slope = np.asarray(f.derivative(wrt)(**arrays), dtype=float)
    x = np.asarray(arrays[wrt], dtype=float)
    moved = np.abs(slope * x)
    moved = moved.reshape(*value.shape, -1).sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        relative = np.where(moved == 0, 0.0, moved / np.abs(value))
    return float(relative.max())


def norm_condition_of(f: Formula, wrt: str, **arrays: Any) -> float:
    """The normwise relative condition number: ‖J‖₂ ‖x‖₂ / ‖f‖₂, with the Jacobian J of f at x.

    f       a formula of a vector or a number; wrt the name of its variable
    arrays  the point; NumPy

    >>> from lemmata.formulas import parse
    >>> A = np.diag([1.0, 1e-3])
    >>> round(norm_condition_of(parse("A @ x", "A: real[n n], x: real[n]"), "x", A=A, x=[0.0, 1.0]), 6)
    1000.0

    Source: Trefethen and Bau, Numerical Linear Algebra (1997), lecture 12, equation 12.6.
    """
    value = np.asarray(f(**arrays), dtype=float)
    x = np.asarray(arrays[wrt], dtype=float)
    jacobian = np.asarray(f.derivative(wrt)(**arrays), dtype=float).reshape(value.size, x.size)
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(np.linalg.norm(jacobian, 2) * (_length(x) / _length(value)))


def _length(x: np.ndarray[Any, Any]) -> np.float64:
    """The Euclidean norm, of huge and tiny numbers too."""
    power = int(np.frexp(np.abs(x).max(initial=0.0))[1])
    return np.float64(np.ldexp(np.linalg.norm(np.ldexp(x, -power)), power))


@formula
def evaluation_condition(x: Real, value: Real, slope: Real) -> Any:
    """The relative condition number of one number from value and slope: |x f'(x) / f(x)|.

    x      the argument; value f(x); slope f'(x)

    >>> float(evaluation_condition(x=2.0, value=8.0, slope=12.0))  # x³: the exponent, at every x
    3.0

    Source: Higham, Accuracy and Stability of Numerical Algorithms (2002), section 1.6.
    """
    return np.abs(x * slope / value)


@formula
def subtraction_condition(x: Real, y: Real) -> Any:
    """The condition number of x - y: (|x| + |y|) / |x - y|, large where the two are close.

    x, y  real, not equal

    >>> float(subtraction_condition(1.0, 0.75))
    7.0

    Source: Higham, Accuracy and Stability of Numerical Algorithms (2002), section 1.7.
    """
    return (np.abs(x) + np.abs(y)) / np.abs(x - y)


@formula
def summation_condition(x: Real["n"]) -> Any:
    """The condition number of a sum: Σ|xᵢ| / |Σxᵢ|; 1 where all have one sign.

    x  real[n], of a sum that is not zero

    >>> float(summation_condition([3.0, -1.0, -1.0]))
    5.0

    Source: Higham, Accuracy and Stability of Numerical Algorithms (2002), section 4.2.
    """
    return np.sum(np.abs(x)) / np.abs(np.sum(x))


@formula
def skeel_condition(A: Invertible["n n"]) -> Any:
    """The componentwise condition number of solving A x = b: ‖ |A⁻¹| |A| ‖∞.

    Relative changes of the entries of A by ε change x by at most about this times ε, in the largest entry. It does not
    change when rows are scaled, as ‖A⁻¹‖‖A‖ does.

    A  invertible[n n]

    >>> float(skeel_condition([[1.0, 0.0], [0.0, 1e-8]]))
    1.0

    Source: Skeel, Scaling for numerical stability in Gaussian elimination (1979); Higham (2002), section 7.2.
    """
    return np.max(np.sum(np.abs(np.linalg.inv(A)) @ np.abs(A), axis=1))
