"""Eigenvalues, eigenvectors, singular values and vectors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lemmata.engine.expr import Expr, Shape, Size
from lemmata.engine.ops.batches import Array, Call
from lemmata.engine.ops.eigenvalues import (
    eigenvalues,
    eigenvectors,
    singular_values,
    singular_vectors,
    symmetric_eigenvalues,
    symmetric_eigenvectors,
)
from lemmata.engine.ops.record import Op, apply, register
from lemmata.engine.ops.shapes import need_rank, need_square


def _square(op: str) -> Callable[..., Shape]:
    return lambda a: (need_square(op, a), a.shape)[1]


def _vector(op: str) -> Callable[..., Shape]:
    return lambda a: (need_square(op, a),)


def symmetric_part(a: Expr) -> Expr:
    """(A + A.T)/2: a function that reads only this part has a symmetric cotangent."""
    return (a + a.T) / 2


def singular_count(a: Expr) -> Size:
    """How many singular values are listed: the smaller size where it is known, else one for each column."""
    need_rank("svdvals", a, 2)
    rows, columns = a.shape
    fewer = (columns - rows).constant
    return rows if fewer is not None and fewer > 0 else columns


def _singular_values(call: Call, a: Any) -> Array:
    found = np.linalg.svd(a, compute_uv=False)
    return _filled(found, call.shape[-1])


def _filled(found: Array, count: int) -> Array:
    """More zeros along the last axis, up to a count."""
    missing = count - found.shape[-1]
    return np.concatenate([found, np.zeros((*found.shape[:-1], missing))], axis=-1)


def _singular_vectors(place: int) -> Callable[..., Array]:
    """Left (0) or right (1) singular vectors as columns; the largest entry of each right one is positive."""
    def evaluate(call: Call, a: Any) -> Array:
        left, _, rows = np.linalg.svd(a, full_matrices=False)
        right = np.swapaxes(rows, -1, -2)
        return _filled((left, right)[place] * _signs(right), call.shape[-1])
    return evaluate


def _signs(columns: Array) -> Array:
    """The sign of the largest entry of each column."""
    place = np.argmax(np.abs(columns), axis=-2)[..., None, :]
    return np.sign(np.take_along_axis(columns, place, axis=-2))


def _symmetric_vectors(call: Call, a: Any) -> Array:
    vectors = np.linalg.eigh((a + np.swapaxes(a, -1, -2)) / 2)[1]
    return vectors * _signs(vectors)


def _spectrum(a: Array) -> tuple[Array, Array]:
    """Complex eigenvalues and eigenvectors by real, then by imaginary part."""
    values, vectors = (x.astype(complex) for x in np.linalg.eig(a))
    order = np.lexsort((values.imag, values.real), axis=-1)
    return np.take_along_axis(values, order, -1), np.take_along_axis(vectors, order[..., None, :], -1)


def reciprocal_gaps(values: Expr) -> Expr:
    """F[i, j] = 1/(w[j] - w[i]), and 0 on the diagonal and where the two are equal."""
    gaps = values - apply("expand_dims", values, axis=-1)
    same = apply("or", apply("eq", apply("eye", n=values.shape[0]), 1), apply("eq", gaps, 0))
    return apply("where", same, 0, 1 / gaps)


def _eigh_back(g: Expr, out: Expr, a: Expr) -> list[Expr]:
    vectors = apply("eigh_vectors", a)
    return [apply("matmul", vectors * g, vectors.T)]


def _symmetric_vectors_back(g: Expr, out: Expr, a: Expr) -> list[Expr]:
    """dV = V (F * (V.T dA V)), where no two eigenvalues are equal."""
    gaps = reciprocal_gaps(apply("eigvalsh", a))
    return [symmetric_part(out @ (gaps * (out.T @ g)) @ out.T)]


def _eig_back(g: Expr, out: Expr, a: Expr) -> list[Expr]:
    """Each eigenvalue moves by a row of inv(R) against a column of R."""
    vectors = apply("eig_vectors", a)
    return [apply("matmul", apply("inv", vectors).T * g, vectors.T)]


def _vectors_back(g: Expr, out: Expr, a: Expr) -> list[Expr]:
    """dR = R (F * (inv(R) dA R)): of what does not depend on the lengths of the eigenvectors."""
    gaps = reciprocal_gaps(apply("eigvals", a))
    return [apply("inv", out).T @ (gaps * (out.T @ g)) @ out.T]


def _singular_back(left: bool) -> Callable[..., list[Expr]]:
    """The turn inside the span of the vectors, and the one out of it; where no two singular values are equal."""
    def back(g: Expr, out: Expr, a: Expr) -> list[Expr]:
        s, u, v = apply("svdvals", a), apply("svd_left", a), apply("svd_right", a)
        turn = reciprocal_gaps(s * s) * (out.T @ g)
        turn = turn + turn.T
        inverse = apply("where", apply("eq", s, 0), 0, 1 / s)
        outside = apply("eye", n=out.shape[0]) - out @ out.T
        if left:
            return [u @ turn @ (v * s).T + outside @ g @ (v * inverse).T]
        return [(u * s) @ turn @ v.T + (u * inverse) @ g.T @ outside]
    return back


def _svd_back(g: Expr, out: Expr, a: Expr) -> list[Expr]:
    return [apply("matmul", apply("svd_left", a) * g, apply("svd_right", a).T)]


def _eigvalsh_facts(a: frozenset[str]) -> list[str]:
    return ["positive", "nonnegative", "nonzero"] if "posdef" in a else ["nonnegative"] if "semidefinite" in a else []


register(
    Op(name="eigvals", about="complex eigenvalues of a square matrix, by real, then by imaginary part",
       group="linear_algebra", sort="complex", shape=_vector("eigvals"), numpy=lambda call, a: _spectrum(a)[0],
       arb=lambda call, a: eigenvalues(a), vjp=_eig_back, samples=("A: real[n n]",)),
    Op(name="eig_vectors", about="eigenvectors of length 1 as columns, in the order of the eigenvalues: "
       "A @ R = R * eigvals(A)", group="linear_algebra", sort="complex", shape=_square("eig_vectors"),
       numpy=lambda call, a: _spectrum(a)[1], arb=lambda call, a: eigenvectors(a), vjp=_vectors_back,
       samples=("A: real[n n]",)),
    Op(name="eigvalsh", latex=("eigvalsh",), about="ascending real eigenvalues of (A + A.T)/2", group="linear_algebra",
       shape=_vector("eigvalsh"), facts=_eigvalsh_facts,
       numpy=lambda call, a: np.linalg.eigvalsh((a + np.swapaxes(a, -1, -2)) / 2),
       arb=lambda call, a: symmetric_eigenvalues(a), vjp=_eigh_back, samples=("A: symmetric[n n]",)),
    Op(name="eigh_vectors", about="orthonormal eigenvectors of (A + A.T)/2 as columns, the largest entry positive",
       group="linear_algebra", shape=_square("eigh_vectors"), facts=("orthogonal", "invertible", "square"),
       numpy=_symmetric_vectors, arb=lambda call, a: symmetric_eigenvectors(a), vjp=_symmetric_vectors_back,
       samples=("A: symmetric[n n]",)),
    Op(name="svdvals", latex=("svdvals",), about="descending singular values: roots of the eigenvalues of A.T @ A, "
       "one for each column where the smaller size is not known", group="linear_algebra",
       shape=lambda a: (singular_count(a),),
       facts=lambda a: ["nonnegative", *(["positive", "nonzero"] if "invertible" in a else [])],
       numpy=_singular_values, arb=lambda call, a: singular_values(a, call.shape[0]), vjp=_svd_back,
       samples=("A: real[m n]",)),
    Op(name="svd_left", about="left singular vectors of A as columns, zero where there is no singular value",
       group="linear_algebra", shape=lambda a: (a.shape[0], singular_count(a)), numpy=_singular_vectors(0),
       arb=lambda call, a: singular_vectors(a, call.shape[1])[0], vjp=_singular_back(left=True),
       samples=("A: real[m n]",)),
    Op(name="svd_right", about="right singular vectors of A as columns, the largest entry of each positive; zero "
       "where there is no singular value", group="linear_algebra", shape=lambda a: (a.shape[1], singular_count(a)),
       numpy=_singular_vectors(1), arb=lambda call, a: singular_vectors(a, call.shape[1])[1],
       vjp=_singular_back(left=False), samples=("A: real[m n]",)),
)
