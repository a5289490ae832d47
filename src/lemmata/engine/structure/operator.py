"""A derivative at arrays as a linear operator, which multiplies and solves without building the matrix."""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from typing import Any

import numpy as np
from scipy.sparse.linalg import LinearOperator, lsmr, minres

from lemmata.engine.structure.contraction import Array, Contraction
from lemmata.engine.structure.factorisations import SingularError, Solve, factored
from lemmata.engine.structure.patterns import Pattern
from lemmata.engine.structure.solving import NotHere, by_pattern

LARGEST = 4096  # rows of a matrix that is built to be solved with
TOLERANCE = 1e-10  # of iterations, beside the right side
ENOUGH = 1e-6  # what may be left where they come no further
REFINEMENTS = 4


class Operator(LinearOperator):  # type: ignore[misc]
    """d f[i..] / d x[j..] at arrays: `op @ v` for v of the shape of x, or flat; `op.solve(b)`.

    shape           (rows, columns), flat
    row_shape       the axes of the rows
    column_shape    the axes of the variable
    """

    def __init__(self, row_shape: tuple[int, ...], column_shape: tuple[int, ...], dtype: Any):
        self.row_shape, self.column_shape = row_shape, column_shape
        self._solvers: dict[float, Solve] = {}
        super().__init__(np.dtype(dtype), (prod(row_shape), prod(column_shape)))

    # what a kind of operator says

    def times(self, vectors: Array) -> Array:
        """The product with arrays (columns, k)."""
        raise NotImplementedError

    def transposed_times(self, vectors: Array) -> Array:
        """The product of the transpose with arrays (rows, k)."""
        raise NotImplementedError

    def matrix(self) -> Array:
        """The matrix, its rows and columns flat."""
        raise NotImplementedError

    def by_structure(self, lam: float) -> Solve:
        """Solves with the map + lam * identity; NotHere where a matrix too large would have to be built."""
        raise NotHere

    # products

    def _matmat(self, X: Array) -> Array:
        return self.times(X)

    def _rmatmat(self, X: Array) -> Array:
        return self.transposed_times(X)

    def _matvec(self, x: Array) -> Array:
        return self.times(x.reshape(-1, 1))[:, 0]

    def _rmatvec(self, x: Array) -> Array:
        return self.transposed_times(x.reshape(-1, 1))[:, 0]

    def dot(self, x: Any) -> Any:
        """The product with a vector, a matrix of columns, or an array of the variable's shape."""
        if isinstance(x, LinearOperator) or np.isscalar(x):
            return super().dot(x)
        array = np.asarray(x)
        if array.shape == self.column_shape and array.shape[:1] != (self.shape[1],):
            return self.times(array.reshape(-1, 1)).reshape(self.row_shape)
        if array.ndim not in (1, 2) or array.shape[0] != self.shape[1]:
            raise ValueError(f"an operator on arrays of shape {self.column_shape} is multiplied with one of shape "
                             f"{array.shape}; give that shape, ({self.shape[1]},), or ({self.shape[1]}, k)")
        return super().dot(array)

    # solving

    def solve(self, b: Any, lam: float = 0.0, least_squares: bool = False) -> Array:
        """x with op @ x + lam * x = b, in the shape of the variable where b has that of the rows.

        b               of the rows' shape, flat, or (rows, k)
        lam             damping: a multiple of the identity that is added
        least_squares   the shortest x with the least |op @ x - b|, also where there is no inverse

        Raises SingularError, with the remedy; ValueError where rows and columns differ in number.
        """
        array = np.asarray(b)
        whole = array.shape == self.row_shape and array.shape[:1] != (self.shape[0],)
        if not whole and (array.ndim not in (1, 2) or array.shape[0] != self.shape[0]):
            raise ValueError(f"the right side has shape {array.shape}; the operator's rows have {self.row_shape}: give "
                             f"that shape, ({self.shape[0]},), or ({self.shape[0]}, k)")
        if lam and self.row_shape != self.column_shape:
            raise ValueError(f"no identity to add to a map from {self.column_shape} to {self.row_shape}; leave out lam")
        dtype = np.result_type(self.dtype, array.dtype)
        flat = array.reshape(self.shape[0], -1).astype(dtype if dtype.kind == "f" else float)
        if least_squares:
            found = self._least_squares(flat, lam)
        elif self.shape[0] != self.shape[1]:
            raise ValueError(f"{self.shape[0]} equations for {self.shape[1]} unknowns; ask for solve(b, "
                             "least_squares=True)")
        else:
            if lam not in self._solvers:
                self._solvers[lam] = self._solver(lam)
            found = self._solvers[lam](flat)
        if whole:
            return found.reshape(self.column_shape)
        return found.reshape(self.shape[1], *array.shape[1:])

    def _solver(self, lam: float) -> Solve:
        try:
            return self.by_structure(lam)
        except NotHere:
            pass
        if self.shape[0] <= LARGEST:
            return factored(self.matrix() + lam * np.eye(self.shape[0], dtype=self.dtype))
        return lambda b: np.stack([self._iterated(column, lam) for column in b.T], axis=-1)

    def _iterated(self, b: Array, lam: float) -> Array:
        """By products alone: MINRES where the map is symmetric, least squares otherwise."""
        symmetric = self._seems_symmetric()
        damped = self + lam * _identity(len(b), self.dtype) if lam else self
        found = np.zeros(len(b))
        for _ in range(REFINEMENTS):  # they stop by the size of the solution, not by what is left of b
            left = b - damped.matvec(found)
            if np.linalg.norm(left) <= TOLERANCE * np.linalg.norm(b):
                return found
            found = found + (minres(damped, left, rtol=TOLERANCE, maxiter=10 * len(b))[0] if symmetric else lsmr(
                damped, left, atol=TOLERANCE, btol=TOLERANCE, maxiter=10 * len(b))[0])
        rest = np.linalg.norm(b - damped.matvec(found)) / np.linalg.norm(b)
        if not rest <= ENOUGH:
            raise SingularError(f"iterations leave {rest:.1g} of the right side")
        return found

    def _seems_symmetric(self) -> bool:
        """Whether two products agree with the transpose; iterations fail, and say so, where they agree by chance."""
        if self.row_shape != self.column_shape:
            return False
        x = np.random.default_rng(0).normal(size=(self.shape[0], 2))
        forth, back = self.times(x), self.transposed_times(x)
        return bool(np.abs(forth - back).max() <= 1e-10 * np.abs(forth).max())

    def _least_squares(self, b: Array, lam: float) -> Array:
        if max(self.shape) <= LARGEST:
            matrix = self.matrix()
            matrix = matrix + lam * np.eye(len(matrix), dtype=matrix.dtype) if lam else matrix
            return np.asarray(np.linalg.lstsq(matrix, b, rcond=None)[0])
        whole = self + lam * _identity(self.shape[0], self.dtype) if lam else self
        return np.stack([lsmr(whole, column, atol=TOLERANCE, btol=TOLERANCE)[0] for column in b.T], axis=-1)


def _identity(size: int, dtype: Any) -> Any:
    return LinearOperator((size, size), matvec=lambda x: x, rmatvec=lambda x: x, dtype=dtype)


class Structured(Operator):
    """A map whose entries are sums of products over indices."""

    def __init__(self, pattern: Pattern, work: Contraction, whole: Callable[[], Array]):
        self.pattern, self.work, self._whole = pattern, work, whole
        rows, columns = pattern.rows, pattern.columns
        super().__init__(tuple(map(work.length, rows)), tuple(map(work.length, columns)), work.dtype)
        self._forth: Callable[[Array], Array] | None = None
        self._back: Callable[[Array], Array] | None = None

    def times(self, vectors: Array) -> Array:
        if self._forth is None:
            self._forth = self.work.multiplier(self.pattern.rows, self.pattern.columns)
        return self._forth(vectors.reshape(*self.column_shape, -1)).reshape(self.shape[0], -1)

    def transposed_times(self, vectors: Array) -> Array:
        if self._back is None:
            self._back = self.work.multiplier(self.pattern.columns, self.pattern.rows)
        return self._back(vectors.reshape(*self.row_shape, -1)).reshape(self.shape[1], -1)

    def matrix(self) -> Array:
        return np.asarray(self._whole(), dtype=self.dtype).reshape(self.shape)

    def by_structure(self, lam: float) -> Solve:
        return by_pattern(self.pattern, self.work, lam, LARGEST)


class Unstructured(Operator):
    """A map of which only its products with vectors are known, by derivatives in one direction."""

    def __init__(self, row_shape: tuple[int, ...], column_shape: tuple[int, ...], dtype: Any, *,
                 forth: Callable[[Array], Array], back: Callable[[Array], Array], whole: Callable[[], Array]):
        super().__init__(row_shape, column_shape, dtype)
        self._forth, self._back, self._whole = forth, back, whole

    def times(self, vectors: Array) -> Array:
        return self._each(self._forth, vectors, self.column_shape)

    def transposed_times(self, vectors: Array) -> Array:
        return self._each(self._back, vectors, self.row_shape)

    def matrix(self) -> Array:
        return np.asarray(self._whole(), dtype=self.dtype).reshape(self.shape)

    def _each(self, product: Callable[[Array], Array], vectors: Array, shape: tuple[int, ...]) -> Array:
        return np.stack([np.asarray(product(v.reshape(shape))).reshape(-1) for v in vectors.T], axis=-1)
