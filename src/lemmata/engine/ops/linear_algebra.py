"""Determinants, inverses, factorizations and functions of matrices."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lemmata.engine.expr import Expr, Number, Shape, Size, as_size, at, bind, fresh_index, integer, is_size
from lemmata.engine.ops import matrices
from lemmata.engine.ops.batches import Array, Call, same_batch
from lemmata.engine.ops.record import Op, apply, register
from lemmata.engine.ops.shapes import ShapeError, need_rank, need_square, same_size, show
from lemmata.engine.ops.spectra import symmetric_part
from lemmata.engine.ops.structure import Indices

# Facts about a matrix that its inverse and its powers share.
_KEPT = ("symmetric", "semidefinite", "posdef", "orthogonal", "diagonal", "diagonalizable", "square")


def _square(op: str) -> Callable[..., Shape]:
    return lambda a: (need_square(op, a), a.shape)[1]


def _scalar(op: str) -> Callable[..., Shape]:
    return lambda a: (need_square(op, a), ())[1]


def _nonsingular(a: Expr, *rest: Expr) -> Expr:
    return apply("ne", apply("det", a), 0)


def _smallest(a: Expr) -> Expr:
    return apply("eigvalsh", a)[0]


def _guarded(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function of float matrices that gives nan where NumPy refuses a singular one."""
    def evaluate(call: Call, *arrays: Any) -> Array:
        given = same_batch(call, arrays)
        try:
            return np.asarray(function(*given))
        except np.linalg.LinAlgError:
            pass
        lead = given[0].shape[: given[0].ndim - call.ranks[0]]
        result = np.full(lead + call.shape, np.nan)
        for place in np.ndindex(lead):
            try:
                result[place] = function(*(x[place] for x in given))
            except np.linalg.LinAlgError:
                continue
        return result
    return evaluate


def _solve_floats(a: Array, b: Array) -> Array:
    if b.ndim == a.ndim - 1:
        return np.linalg.solve(a, b[..., None])[..., 0]
    return np.linalg.solve(a, b)


# determinant and inverse


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
    Op(name="det", about="determinant of a square matrix", latex=("det",), group="linear_algebra", shape=_scalar("det"),
       sort=None, facts=_det_facts, numpy=lambda call, a: np.linalg.det(a),
       arb=lambda call, a: matrices.matrix_of(a).det(), vjp=_det_back, samples=("A: invertible[n n]",)),
    Op(name="logdet", about="logarithm of the absolute value of the determinant: log|det(A)|", latex=("logdet",),
       group="linear_algebra", shape=_scalar("logdet"), where=_nonsingular,
       body=lambda a: apply("log", apply("abs", apply("det", a))),
       numpy=lambda call, a: np.linalg.slogdet(a)[1], arb=lambda call, a: _log_abs_det(a),
       vjp=lambda g, out, a: [g * apply("inv", a).T], samples=("A: invertible[n n]",)),
    Op(name="inv", about="inverse: A @ inv(A) = I", python=("inverse",), group="linear_algebra", shape=_square("inv"),
       where=_nonsingular, facts=lambda a: ["invertible", "square", *(f for f in _KEPT if f in a)],
       numpy=_guarded(np.linalg.inv), arb=lambda call, a: matrices.inverse(a), vjp=_inv_back,
       samples=("A: invertible[n n]",)),
    Op(name="pinv", about="Moore and Penrose's pseudoinverse: A pinv(A) A = A, and both products are symmetric",
       group="linear_algebra", shape=_pinv_shape, facts=lambda a: [f for f in _KEPT + ("invertible",) if f in a],
       numpy=_guarded(np.linalg.pinv), arb=lambda call, a: matrices.pseudoinverse(a), vjp=_pinv_back,
       samples=("A: fullrank[m n]",)),
    Op(name="solve", about="solution of linear equations: A @ solve(A, b) = b, of a vector or a matrix b", arity=2,
       group="linear_algebra", shape=_solve_shape, where=_nonsingular,
       body=lambda a, b: apply("matmul", apply("inv", a), b), numpy=_guarded(_solve_floats),
       arb=lambda call, a, b: matrices.solution(a, b), vjp=_solve_back,
       samples=("A: invertible[n n]", "b: real[n]")),
    Op(name="adjugate", about="adjugate: A @ adjugate(A) = det(A) I", python=("adj",), latex=("adj",),
       group="linear_algebra", sort=None, shape=_square("adjugate"),
       facts=lambda a: [f for f in ("symmetric", "diagonal", "integer", "square", "invertible") if f in a],
       numpy=lambda call, a: matrices.adjugate(np.asarray(a)), generic=True, vjp=_adjugate_back,
       samples=("A: invertible[n n]",)),
    Op(name="rank", about="rank: the largest number of independent columns", python=("matrix_rank",), latex=("rank",),
       group="linear_algebra", sort="integer", shape=_rank_shape,
       facts=("integer", "natural", "nonnegative"), numpy=lambda call, a: np.linalg.matrix_rank(a),
       arb=lambda call, a: matrices.rank(a), constant="its values are integers", samples=("A: real[m n]",)),
)


# factorizations and functions of matrices


def _cholesky_back(g: Expr, out: Expr, a: Expr) -> list[Expr]:
    """With P = tril(L.T g), its diagonal halved: the symmetric part of inv(L).T P inv(L)."""
    lower = apply("tril", out.T @ g)
    halved = lower - apply("diag", apply("diag", lower)) / 2
    inverse = apply("inv", out)
    return [symmetric_part(inverse.T @ halved @ inverse)]


def _spectral_root(a: Expr) -> Expr:
    vectors = apply("eigh_vectors", a)
    return apply("matmul", vectors * apply("sqrt", apply("eigvalsh", a)), vectors.T)


def _root_floats(call: Call, a: Any) -> Array:
    values, vectors = np.linalg.eigh((a + np.swapaxes(a, -1, -2)) / 2)
    return (vectors * np.sqrt(values)[..., None, :]) @ np.swapaxes(vectors, -1, -2)


def _root_back(g: Expr, out: Expr, a: Expr) -> list[Expr]:
    """The solution of out @ x + x @ out = g in the basis of the eigenvectors."""
    vectors, roots = apply("eigh_vectors", a), apply("sqrt", apply("eigvalsh", a))
    inside = (vectors.T @ symmetric_part(g) @ vectors) / (apply("expand_dims", roots, axis=-1) + roots)
    return [vectors @ inside @ vectors.T]


def frechet(function: Callable[[Expr], Expr], a: Expr, change: Expr) -> Expr:
    """The derivative of a matrix function at `a` in a direction: the upper right block of f([[a, change], [0, a]])."""
    n = a.shape[0]
    zero = apply("zeros", shape=a.shape)
    upper, lower = apply("concat", a, change, axis=1), apply("concat", zero, a, axis=1)
    value = function(apply("concat", upper, lower, axis=0))
    return apply("slice", value, slices=((0, n, 1), (n, n, 1)))


def _exp_floats(call: Call, a: Any) -> Array:
    from scipy.linalg import expm

    return expm(np.asarray(a))


def _power_shape(a: Expr, k: Expr) -> Shape:
    need_rank("matrix_power", k, 0)
    if k.sort not in ("integer", "variable") and not is_size(k):
        raise ShapeError(f"matrix_power: the exponent must be an integer, not {k.sort}")
    if a.rank != 2:
        raise ShapeError(f"matrix_power takes a square matrix, not an array of shape {show(a.shape)}")
    return (same_size("matrix_power", *a.shape),) * 2


def _power_numpy(call: Call, a: Any, k: Any) -> Array:
    a, k = same_batch(call, (a, call.arithmetic.integers(np.asarray(k))))
    invert = matrices.inverse if a.dtype == object else np.linalg.inv
    result = np.empty(a.shape, dtype=a.dtype if a.dtype == object else float)
    for place in np.ndindex(k.shape):
        try:
            result[place] = matrices.generic_power(a[place], int(k[place]), invert)
        except np.linalg.LinAlgError:
            result[place] = np.nan
    return result


def _power(a: Expr, k: Size | int) -> Expr:
    return apply("matrix_power", a, integer(k))


def _power_back(g: Expr, out: Expr, a: Expr, k: Expr) -> list[Expr | None]:
    """The sum over i < k of (A.T)**i g (A.T)**(k - 1 - i); through the inverse for k < 0, else by a block matrix."""
    if not is_size(k):
        return [frechet(lambda block: apply("matrix_power", block, k), a.T, g), None]
    count = as_size(k)
    if count == Size.of(0):
        return [apply("zeros", shape=a.shape), None]
    if all(factor < 0 for _, factor in count.terms):
        base = apply("inv", a)
        (back, _) = _power_back(g, out, base, integer(-count))
        assert back is not None
        return [-(base.T @ back @ base.T), None]
    if isinstance(k, Number) and k.value <= 4:
        terms = [_between(a.T, i, int(k.value) - 1 - i, g) for i in range(int(k.value))]
        total = terms[0]
        for term in terms[1:]:
            total = total + term
        return [total, None]
    i = fresh_index()
    return [bind("sum", i, _power(a.T, i) @ g @ _power(a.T, count - 1 - i), 0, count), None]


def _between(a: Expr, before: int, after: int, g: Expr) -> Expr:
    """a**before @ g @ a**after, without powers 0 and 1."""
    for count, left in ((before, True), (after, False)):
        if count:
            factor = a if count == 1 else _power(a, count)
            g = factor @ g if left else g @ factor
    return g


def _power_entry(indices: Indices, a: Expr, k: Expr) -> Expr | None:
    """The entry of a product of up to four factors, written out; None for other exponents."""
    if not isinstance(k, Number) or abs(k.value) > 4:
        return None
    if k.value == 0:
        return apply("delta", *(integer(i) for i in indices))
    factor = a if k.value > 0 else apply("inv", a)
    product = factor
    for _ in range(abs(int(k.value)) - 1):
        product = product @ factor
    return at(product, *indices)


def _power_facts(a: frozenset[str], k: frozenset[str]) -> list[str]:
    kept = [f for f in (*_KEPT, "invertible") if f in a]
    if "natural" in k or ("integer" in k and "nonnegative" in k):
        kept += [f for f in ("nonnegative", "integer") if f in a]
    return kept


register(
    Op(name="cond", about="condition number: largest over smallest singular value", group="linear_algebra",
       shape=_scalar("cond"), where=_nonsingular, facts=("positive", "nonnegative", "nonzero"),
       body=lambda a: apply("svdvals", a)[0] / apply("svdvals", a)[a.shape[0] - 1],
       numpy=lambda call, a: np.linalg.cond(a), samples=("A: invertible[n n]",)),
    Op(name="cholesky", about="lower triangular L with L @ L.T = (A + A.T)/2 and a positive diagonal",
       python=("chol",), latex=("chol",), group="linear_algebra", shape=_square("cholesky"),
       where=lambda a: apply("gt", _smallest(a), 0), facts=("invertible", "square"),
       numpy=_guarded(lambda a: np.linalg.cholesky((a + np.swapaxes(a, -1, -2)) / 2)),
       arb=lambda call, a: matrices.cholesky(a), vjp=_cholesky_back, samples=("A: posdef[n n]",)),
    Op(name="sqrtm", about="symmetric root: R @ R = (A + A.T)/2 with nonnegative eigenvalues", group="linear_algebra",
       shape=_square("sqrtm"), where=lambda a: apply("ge", _smallest(a), 0), body=_spectral_root,
       facts=lambda a: ["symmetric", "semidefinite", "square", *(f for f in ("posdef", "invertible") if "posdef" in a)],
       numpy=_root_floats, arb=lambda call, a: matrices.square_root(a), vjp=_root_back, samples=("A: posdef[n n]",)),
    Op(name="expm", about="exponential of a matrix: the sum of A**k / k! over k >= 0", group="linear_algebra",
       shape=_square("expm"),
       facts=lambda a: ["invertible", "square", *(["symmetric", "posdef"] if "symmetric" in a else []),
                        *(f for f in ("diagonal", "diagonalizable") if f in a)],
       numpy=_exp_floats, arb=lambda call, a: matrices.array_of(matrices.matrix_of(a).exp()),
       vjp=lambda g, out, a: [frechet(lambda block: apply("expm", block), a.T, g)], samples=("A: real[n n]",)),
    Op(name="matrix_power", about="power of a matrix with an integer exponent: A @ ... @ A, inv(A) for -1", arity=2,
       group="linear_algebra", sort=None, shape=_power_shape,
       where=lambda a, k: apply("or", apply("ge", k, 0), _nonsingular(a)), entry=_power_entry, facts=_power_facts,
       numpy=_power_numpy, generic=True, vjp=_power_back, samples=("A: invertible[n n]", "k: natural")),
)
