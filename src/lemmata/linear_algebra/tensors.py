"""Tensors: arrays with any number of axes, their products, and matrices made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from lemmata.engine.readers.annotations import Real
from lemmata.formulas import formula
from lemmata.linear_algebra.arrays import floating, matrix


def tensor_product(a: Any, b: Any) -> Any:
    """All products of entries of two arrays: (a (x) b)[i.., j..] = a[i..] b[j..]; of vectors the outer product.

    >>> tensor_product([1.0, 2.0], [[3.0, 4.0]]).shape
    (2, 1, 2)

    Kolda and Bader, Tensor decompositions and applications, 2 (2009).
    """
    xp, a, b = floating(a, b)
    return xp.tensordot(a, b, axes=0)


def contract(a: Any, b: Any, axes: int | tuple[Sequence[int], Sequence[int]] = 1) -> Any:
    """Sums over pairs of axes: with 1 the last of a and the first of b, sum_k a[i.., k] b[k, j..].

    axes  how many of the last of a meet the first of b, or the two lists of axes

    Raises ValueError where the sizes of a pair differ.

    >>> contract([[1.0, 2.0], [3.0, 4.0]], [[1.0, 2.0], [3.0, 4.0]], axes=2).tolist()  # the Frobenius inner product
    30.0

    Golub and Van Loan, Matrix Computations, 12.4.
    """
    xp, a, b = floating(a, b)
    most = min(a.ndim, b.ndim)
    if isinstance(axes, int) and not 0 <= axes <= most:
        raise ValueError(f"{axes} axes of arrays of shapes {tuple(a.shape)} and {tuple(b.shape)}; give 0 to {most}")
    mine, theirs = (range(a.ndim - axes, a.ndim), range(axes)) if isinstance(axes, int) else axes
    for i, j in zip(mine, theirs):
        _refuse_mode(a, i)
        _refuse_mode(b, j)
        if a.shape[i] != b.shape[j]:
            raise ValueError(f"axis {i} has {a.shape[i]} entries and axis {j} of the other {b.shape[j]}; "
                             "a contraction pairs axes of one size")
    return xp.tensordot(a, b, axes=axes)


def unfold(T: Any, mode: int) -> Any:
    """The tensor as a matrix: rows are the given axis, columns all others, the last of them fastest.

    Kolda and Bader's columns run through the first of the other axes fastest; the products below hold for both.

    >>> unfold([[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]]], 1).tolist()
    [[1.0, 2.0, 5.0, 6.0], [3.0, 4.0, 7.0, 8.0]]

    Kolda and Bader, Tensor decompositions and applications, 2.4 (2009).
    """
    xp, T = floating(T)
    _refuse_mode(T, mode)
    return xp.reshape(xp.moveaxis(T, mode, 0), (T.shape[mode], -1))


def _refuse_mode(T: Any, mode: int) -> None:
    if not -T.ndim <= mode < T.ndim:
        raise ValueError(f"axis {mode} of a tensor of shape {tuple(T.shape)}; it has the axes 0 to {T.ndim - 1}"
                         if T.ndim else "a number has no axes; give a tensor")


def fold(M: Any, mode: int, shape: Sequence[int]) -> Any:
    """The tensor of that shape whose unfolding along the axis is M: the inverse of `unfold`.

    Raises ValueError where the matrix does not have the size of such an unfolding.

    >>> T = [[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]]]
    >>> fold(unfold(T, 1), 1, (2, 2, 2)).tolist() == T
    True

    Kolda and Bader, Tensor decompositions and applications, 2.4 (2009).
    """
    xp, M = matrix(M, "M")
    rows, others = shape[mode], [size for axis, size in enumerate(shape) if axis != mode % len(shape)]
    if tuple(M.shape) != (rows, prod(others)):
        raise ValueError(f"a matrix of shape {tuple(M.shape)}; unfolded along axis {mode}, a tensor of shape "
                         f"{tuple(shape)} has shape {(rows, prod(others))}")
    return xp.moveaxis(xp.reshape(M, (rows, *others)), 0, mode)


def mode_product(T: Any, M: Any, mode: int) -> Any:
    """A matrix applied along one axis: sum_k M[j, k] T[.., k, ..]; its unfolding is M times that of T.

    M  matrix with as many columns as the axis has entries

    Raises ValueError where it has not.

    >>> mode_product([[1.0, 2.0], [3.0, 4.0]], [[1.0, 1.0]], 1).tolist()
    [[3.0], [7.0]]

    Kolda and Bader, Tensor decompositions and applications, 2.5 (2009).
    """
    xp, T, M = floating(T, M)
    _refuse_mode(T, mode)
    matrix(M, "M")
    if M.shape[-1] != T.shape[mode]:
        raise ValueError(f"the matrix has {M.shape[-1]} columns and axis {mode} has {T.shape[mode]} entries; "
                         "give one column for each")
    return xp.moveaxis(xp.tensordot(M, T, axes=([1], [mode])), 0, mode)


@formula
def khatri_rao_product(A: Real["m k"], B: Real["n k"]):
    """Kronecker's product column by column: column k is a_k kron b_k.

    >>> khatri_rao_product([[1.0, 2.0]], [[3.0, 4.0], [5.0, 6.0]]).tolist()
    [[3.0, 8.0], [5.0, 12.0]]

    Kolda and Bader, Tensor decompositions and applications, 2.6 (2009).
    """
    return np.einsum("ik,jk->ijk", A, B).reshape(A.shape[0] * B.shape[0], A.shape[1])


@dataclass(frozen=True)
class Tucker:
    """A small core tensor, with a matrix of orthonormal columns for each axis.

    core     tensor of shape ranks
    factors  for each axis a matrix of its size and rank

    >>> import numpy as np
    >>> Tucker(np.full((1, 1), 5.0), (np.array([[0.6], [0.8]]), np.array([[1.0], [0.0]]))).tensor().tolist()
    [[3.0, 0.0], [4.0, 0.0]]
    """

    core: Any
    factors: tuple[Any, ...]

    def tensor(self) -> Any:
        """The tensor that they stand for: the core times the factors along each axis."""
        found = self.core
        for mode, factor in enumerate(self.factors):
            found = mode_product(found, factor, mode)
        return found


def higher_order_svd(T: Any, ranks: Sequence[int] | None = None) -> Tucker:
    """The singular value decomposition along each axis: factors from the unfoldings, and the core that they leave.

    ranks  how many directions to keep of each axis; all where left out, and then `.tensor()` is T

    Raises ValueError for a rank below 1 or above the size of its axis.

    >>> import numpy as np
    >>> T = np.arange(24.0).reshape(2, 3, 4)
    >>> bool(np.allclose(higher_order_svd(T, (2, 2, 2)).tensor(), T))  # each unfolding has rank 2
    True

    De Lathauwer, De Moor and Vandewalle, A multilinear singular value decomposition (2000).
    """
    xp, T = floating(T)
    wanted = tuple(T.shape) if ranks is None else tuple(ranks)
    if len(wanted) != T.ndim or any(not 1 <= r <= size for r, size in zip(wanted, T.shape)):
        raise ValueError(f"ranks {wanted} for a tensor of shape {tuple(T.shape)}; give each axis one, up to its size")
    factors, core = [], T
    for mode, r in enumerate(wanted):
        U = xp.linalg.svd(unfold(T, mode), full_matrices=T.shape[mode] > prod(T.shape) // T.shape[mode])[0]
        factors.append(U[:, :r])
        core = mode_product(core, U[:, :r].T, mode)
    return Tucker(core, tuple(factors))
