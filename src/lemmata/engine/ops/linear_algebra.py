"""Determinants, inverses, ranks and solutions of linear equations."""

from __future__ import annotations

from typing import Any

import numpy as np

from lemmata.engine.expr import Expr, Shape
from lemmata.engine.ops import matrices
from lemmata.engine.ops.batches import Array
from lemmata.engine.ops.matrix_powers import adjugate
from lemmata.engine.ops.record import Op, apply, register
from lemmata.engine.ops.shapes import need_rank, need_square, same_size
from lemmata.engine.ops.square import KEPT, guarded, nonsingular, scalar_shape, square_shape


def _solve_floats(a: Array, b: Array) -> Array:
    if b.ndim == a.ndim - 1:
        return np.linalg.solve(a, b[..., None])[..., 0]
    return np.linalg.solve(a, b)


def _det_back(g: Expr, out: Expr, a: Expr) -> list[Expr]:
    return [g * out * apply("inv", a).T]


def _inv_back(g: Expr, out: Expr, a: Expr) -> list[Expr]:
    return [-(out.T @ g @ out.T)]


def _solve_shape(a: Expr, b: Expr) -> Shape:
    need_rank("solve", b, 1, 2)
    same_size("solve", need_square("solve", a), b.shape[0])
    return b.shape


def _solve_back(g: Expr, out: Expr, a: Expr, b: Expr) -> list[Expr]:
    right = apply("solve", a.T, g)
    return [-(apply("outer", right, out) if b.rank == 1 else right @ out.T), right]


def _pinv_shape(a: Expr) -> Shape:
    need_rank("pinv", a, 2)
    return (a.shape[1], a.shape[0])


def _pinv_back(g: Expr, out: Expr, a: Expr) -> list[Expr]:
    """Golub and Pereyra's formula, at constant rank."""
    rows, columns = apply("eye", n=a.shape[0]) - a @ out, apply("eye", n=a.shape[1]) - out @ a
    return [-(out.T @ g @ out.T) + rows @ g.T @ out @ out.T + out.T @ out @ g.T @ columns]


def _adjugate_back(g: Expr, out: Expr, a: Expr) -> list[Expr]:
    inverse = apply("inv", a)
    return [apply("sum", g * out) * inverse.T - out.T @ g @ inverse.T]


def _rank_shape(a: Expr) -> Shape:
    need_rank("rank", a, 2)
    return ()


def _det_facts(a: frozenset[str]) -> list[str]:
    known = [f for f in ("integer",) if f in a]
    if "posdef" in a:
        return [*known, "positive", "nonnegative", "nonzero"]
    if "semidefinite" in a:
        return [*known, "nonnegative"]
    return [*known, "nonzero"] if "invertible" in a or "orthogonal" in a else known


def _log_abs_det(array: Array) -> Any:
    return abs(matrices.matrix_of(array).det()).log()


register(
    Op(name="det", about="determinant of a square matrix", latex=("det",), group="linear_algebra",
       shape=scalar_shape("det"),
       sort=None, facts=_det_facts, numpy=lambda call, a: np.linalg.det(a),
       arb=lambda call, a: matrices.matrix_of(a).det(), vjp=_det_back, samples=("A: invertible[n n]",)),
    Op(name="logdet", about="logarithm of the absolute value of the determinant: log|det(A)|", latex=("logdet",),
       group="linear_algebra", shape=scalar_shape("logdet"), where=nonsingular,
       body=lambda a: apply("log", apply("abs", apply("det", a))),
       numpy=lambda call, a: np.linalg.slogdet(a)[1], arb=lambda call, a: _log_abs_det(a),
       vjp=lambda g, out, a: [g * apply("inv", a).T], samples=("A: invertible[n n]",)),
    Op(name="inv", about="inverse: A @ inv(A) = I", python=("inverse",), group="linear_algebra",
       shape=square_shape("inv"),
       where=nonsingular, facts=lambda a: ["invertible", "square", *(f for f in KEPT if f in a)],
       numpy=guarded(np.linalg.inv), arb=lambda call, a: matrices.inverse(a), vjp=_inv_back,
       samples=("A: invertible[n n]",)),
    Op(name="pinv", about="Moore and Penrose's pseudoinverse: A pinv(A) A = A, and both products are symmetric",
       group="linear_algebra", shape=_pinv_shape, facts=lambda a: [f for f in KEPT + ("invertible",) if f in a],
       numpy=guarded(np.linalg.pinv), arb=lambda call, a: matrices.pseudoinverse(a), vjp=_pinv_back,
       samples=("A: fullrank[m n]",)),
    Op(name="solve", about="solution of linear equations: A @ solve(A, b) = b, of a vector or a matrix b", arity=2,
       group="linear_algebra", shape=_solve_shape, where=nonsingular,
       body=lambda a, b: apply("matmul", apply("inv", a), b), numpy=guarded(_solve_floats),
       arb=lambda call, a, b: matrices.solution(a, b), vjp=_solve_back,
       samples=("A: invertible[n n]", "b: real[n]")),
    Op(name="adjugate", about="adjugate: A @ adjugate(A) = det(A) I", python=("adj",), latex=("adj",),
       group="linear_algebra", sort=None, shape=square_shape("adjugate"),
       facts=lambda a: [f for f in ("symmetric", "diagonal", "integer", "square", "invertible") if f in a],
       numpy=lambda call, a: adjugate(np.asarray(a)), generic=True, vjp=_adjugate_back,
       samples=("A: invertible[n n]",)),
    Op(name="rank", about="rank: the largest number of independent columns", python=("matrix_rank",), latex=("rank",),
       group="linear_algebra", sort="integer", shape=_rank_shape,
       facts=("integer", "natural", "nonnegative"), numpy=lambda call, a: np.linalg.matrix_rank(a),
       arb=lambda call, a: matrices.rank(a), constant="its values are integers", samples=("A: real[m n]",)),
)


