"""Eigenvalues and eigenvectors: the directions that a matrix only stretches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from lemmata.engine.readers.annotations import Real
from lemmata.formulas import formula
from lemmata.linear_algebra.arrays import floating, matrix, number


def eigenvalues(A: Any) -> Any:
    """The numbers lambda with A v = lambda v for some v other than 0, by real and then by imaginary part.

    A real matrix may have complex ones, in conjugate pairs: a rotation of the plane has. NumPy's are real where
    all are; JAX's and PyTorch's always complex.

    >>> eigenvalues([[2.0, 1.0], [1.0, 2.0]]).tolist(), eigenvalues([[0.0, -1.0], [1.0, 0.0]]).tolist()
    ([1.0, 3.0], [-1j, 1j])

    Strang, Introduction to Linear Algebra, 6.1.
    """
    xp, A = matrix(A, square=True)
    found = _eigenvalues(xp, A)
    return _real(found)[_order(xp, found)]


def _eigenvalues(xp: Any, A: Any) -> Any:
    size = _size(xp, A)
    return xp.linalg.eigvals(A / size) * size


def _size(xp: Any, A: Any) -> Any:
    """A power of two near the largest entry, where that is far from 1: some LAPACKs lose it from the eigenvalues."""
    top = xp.max(xp.abs(A))
    power = xp.floor(xp.log2(xp.where((top > 0) & xp.isfinite(top), top, xp.ones_like(top))))
    return 2.0 ** xp.where(xp.abs(power) > 64, power, xp.zeros_like(power))


def _real(array: Any) -> Any:
    """NumPy's arrays of complex numbers that are all real, as such; the dtypes of others follow from theirs alone."""
    return array.real if isinstance(array, np.ndarray) and not np.any(array.imag) else array


def _order(xp: Any, values: Any) -> Any:
    if not xp.isdtype(values.dtype, "complex floating"):
        return xp.argsort(values)
    first = xp.argsort(xp.imag(values))
    return first[xp.argsort(xp.real(values)[first], stable=True)]


@dataclass(frozen=True)
class Eigendecomposition:
    """A = Q diag(values) Q^-1.

    values   the eigenvalues
    vectors  Q: an eigenvector of length 1 in the column of each

    >>> Eigendecomposition(np.array([4.0, 9.0]), np.eye(2)).power(1 / 2).tolist()
    [[2.0, 0.0], [0.0, 3.0]]
    """

    values: Any
    vectors: Any

    def matrix(self) -> Any:
        """Q diag(values) Q^-1, the matrix again."""
        return self.apply(lambda values: values)

    def power(self, k: float) -> Any:
        """The power A^k, which takes the eigenvalues to theirs: a root for k = 1/2, the inverse for -1.

        Roots of negative eigenvalues are imaginary, those with the least angle.
        """
        xp, values = floating(self.values)
        if k != int(k) and not xp.isdtype(values.dtype, "complex floating") and number(xp.min(values)) < 0:
            return self.apply(lambda values: (values + 0j) ** k)
        return self.apply(lambda values: values**k)

    def apply(self, function: Callable[[Any], Any]) -> Any:
        """The function of the matrix: Q diag(f(values)) Q^-1; real where it is, to rounding."""
        xp, Q, values = floating(self.vectors, function(self.values))
        Q = xp.astype(Q, values.dtype) if xp.isdtype(values.dtype, "complex floating") else Q
        found = xp.linalg.solve(Q.T, (Q * values).T).T
        if not xp.isdtype(found.dtype, "complex floating"):
            return found
        eps = xp.finfo(xp.real(found).dtype).eps
        noise = 100 * eps * number(xp.max(xp.abs(found))) * _condition(xp, Q)
        return xp.real(found) if number(xp.max(xp.abs(xp.imag(found)))) <= noise else found


def eigendecomposition(A: Any) -> Eigendecomposition:
    """A diagonalized: A = Q diag(values) Q^-1, values in the order of `eigenvalues`, complex where they are.

    Raises ValueError where A is defective: where it has no basis of eigenvectors, or so nearly none that the
    numbers can't tell (the condition number of Q is above 0.3/sqrt(eps)).

    >>> found = eigendecomposition([[1.0, 2.0], [0.0, 3.0]])
    >>> found.values.tolist(), found.matrix().round(12).tolist(), found.power(3).round(9).tolist()
    ([1.0, 3.0], [[1.0, 2.0], [0.0, 3.0]], [[1.0, 26.0], [0.0, 27.0]])

    Deisenroth, Faisal and Ong, Mathematics for Machine Learning, 4.4.
    """
    xp, A = matrix(A, square=True)
    size = _size(xp, A)
    values, vectors = xp.linalg.eig(A / size)
    values = values * size
    order = _order(xp, values)
    values, vectors = _real(values[order]), _real(vectors[:, order])
    condition = _condition(xp, vectors)
    if not condition <= 0.3 / float(xp.finfo(A.dtype).eps) ** 0.5:
        raise ValueError(f"the matrix is defective, or too near to it to tell: its eigenvectors are no basis (their "
                         f"condition number is {condition:.1e}); take `schur` of scipy.linalg, or its singular values")
    return Eigendecomposition(values, vectors)


def _condition(xp: Any, matrix: Any) -> float:
    values = xp.linalg.svdvals(matrix)
    return number(values[0]) / number(values[-1]) if number(values[-1]) > 0 else float("inf")


def characteristic_polynomial(A: Any) -> Any:
    """The coefficients of det(x I - A), highest power first: 1, -tr A, ..., (-1)^n det A.

    Its roots are the eigenvalues. It is made of them, as NumPy's `poly`; never the other way round: roots of a
    polynomial are far more sensitive to its coefficients than eigenvalues to the matrix.

    >>> characteristic_polynomial([[1.0, 2.0], [3.0, 4.0]]).round(9).tolist()
    [1.0, -5.0, -2.0]

    Deisenroth, Faisal and Ong, Mathematics for Machine Learning, 4.1 and 4.2.
    """
    xp, A = matrix(A, square=True)
    values = _eigenvalues(xp, A)
    found = xp.ones_like(values[:1])
    none = xp.zeros_like(found)
    for k in range(values.shape[0]):
        found = xp.concat([found, none]) - values[k] * xp.concat([none, found])
    return xp.real(found) if xp.isdtype(found.dtype, "complex floating") else found


def spectral_radius(A: Any) -> Any:
    """The largest size of an eigenvalue; A^k goes to 0 exactly where it is below 1.

    >>> float(spectral_radius([[0.5, 10.0], [0.0, -0.25]]))
    0.5

    Horn and Johnson, Matrix Analysis, 5.6.
    """
    xp, A = matrix(A, square=True)
    return xp.max(xp.abs(_eigenvalues(xp, A)))


@formula
def rayleigh_quotient(x: Real["n"], A: Real["n n"]):
    """x^T A x / (x^T x): the eigenvalue where x is an eigenvector.

    Of a symmetric A it lies between the least and the largest eigenvalue, and takes both values.

    >>> float(rayleigh_quotient([1.0, 1.0], [[2.0, 1.0], [1.0, 2.0]]))
    3.0

    Golub and Van Loan, Matrix Computations, 8.1.
    """
    return x @ A @ x / (x @ x)


def power_iteration(A: Any, steps: int = 1000, tolerance: float = 1e-12, seed: int = 0) -> tuple[float, np.ndarray]:
    """The eigenvalue that is largest in size, with its unit eigenvector: A applied again and again to a random vector.

    The error shrinks by |lambda_2 / lambda_1| a step.

    Raises ValueError where it has not come to rest after `steps`: where two eigenvalues are (nearly) of one size, as
    a conjugate pair is.

    >>> value, vector = power_iteration([[2.0, 1.0], [1.0, 2.0]])
    >>> round(value, 9), abs(vector).round(6).tolist()
    (3.0, [0.707107, 0.707107])

    Golub and Van Loan, Matrix Computations, 7.3.1.
    """
    _, A = matrix(np.asarray(A, dtype=float), square=True)
    if not np.isfinite(A).all():
        raise ValueError("the matrix has nan or inf in it; its eigenvalues are no numbers")
    power = int(np.frexp(np.abs(A).max(initial=0.0))[1])
    A = np.ldexp(A, -power)  # entries near 1: squares do not end
    x = np.asarray(np.random.default_rng(seed).normal(size=A.shape[0]))
    x = np.asarray(x / np.linalg.norm(x))
    for _ in range(steps):
        image = A @ x
        value = float(x @ image)
        if np.linalg.norm(image - value * x) <= tolerance * np.linalg.norm(A):
            return float(np.ldexp(value, power)), x * np.sign(x[np.argmax(np.abs(x))])
        x = image / np.linalg.norm(image)
    raise ValueError(f"no eigenvector after {steps} steps: two eigenvalues are nearly of one size; "
                     "give more steps, or take `eigendecomposition`")
