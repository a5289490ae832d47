"""Factors, roots, exponentials and powers of matrices."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lemmata.engine.expr import Expr, Number, Shape, Size, as_size, at, bind, fresh_index, integer, is_size
from lemmata.engine.ops import matrices
from lemmata.engine.ops.batches import Array, Call, same_batch
from lemmata.engine.ops.eigenvalues import square_root
from lemmata.engine.ops.matrix_powers import generic_power
from lemmata.engine.ops.record import Op, apply, register
from lemmata.engine.ops.shapes import ShapeError, need_rank, same_size, show
from lemmata.engine.ops.spectra import symmetric_part
from lemmata.engine.ops.square import KEPT, guarded, nonsingular, scalar_shape, smallest_eigenvalue, square_shape
from lemmata.engine.ops.structure import Indices


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
            result[place] = generic_power(a[place], int(k[place]), invert)
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
    kept = [f for f in (*KEPT, "invertible") if f in a]
    if "natural" in k or ("integer" in k and "nonnegative" in k):
        kept += [f for f in ("nonnegative", "integer") if f in a]
    return kept


register(
    Op(name="cond", about="condition number: largest over smallest singular value", group="linear_algebra",
       shape=scalar_shape("cond"), where=nonsingular, facts=("positive", "nonnegative", "nonzero"),
       body=lambda a: apply("svdvals", a)[0] / apply("svdvals", a)[a.shape[0] - 1],
       numpy=lambda call, a: np.linalg.cond(a), samples=("A: invertible[n n]",)),
    Op(name="cholesky", about="lower triangular L with L @ L.T = (A + A.T)/2 and a positive diagonal",
       python=("chol",), latex=("chol",), group="linear_algebra", shape=square_shape("cholesky"),
       where=lambda a: apply("gt", smallest_eigenvalue(a), 0), facts=("invertible", "square"),
       numpy=guarded(lambda a: np.linalg.cholesky((a + np.swapaxes(a, -1, -2)) / 2)),
       arb=lambda call, a: matrices.cholesky(a), vjp=_cholesky_back, samples=("A: posdef[n n]",)),
    Op(name="sqrtm", about="symmetric root: R @ R = (A + A.T)/2 with nonnegative eigenvalues", group="linear_algebra",
       shape=square_shape("sqrtm"), where=lambda a: apply("ge", smallest_eigenvalue(a), 0), body=_spectral_root,
       facts=lambda a: ["symmetric", "semidefinite", "square", *(f for f in ("posdef", "invertible") if "posdef" in a)],
       numpy=_root_floats, arb=lambda call, a: square_root(a), vjp=_root_back, samples=("A: posdef[n n]",)),
    Op(name="expm", about="exponential of a matrix: the sum of A**k / k! over k >= 0", group="linear_algebra",
       shape=square_shape("expm"),
       facts=lambda a: ["invertible", "square", *(["symmetric", "posdef"] if "symmetric" in a else []),
                        *(f for f in ("diagonal", "diagonalizable") if f in a)],
       numpy=_exp_floats, arb=lambda call, a: matrices.array_of(matrices.matrix_of(a).exp()),
       vjp=lambda g, out, a: [frechet(lambda block: apply("expm", block), a.T, g)], samples=("A: real[n n]",)),
    Op(name="matrix_power", about="power of a matrix with an integer exponent: A @ ... @ A, inv(A) for -1", arity=2,
       group="linear_algebra", sort=None, shape=_power_shape,
       where=lambda a, k: apply("or", apply("ge", k, 0), nonsingular(a)), entry=_power_entry, facts=_power_facts,
       numpy=_power_numpy, generic=True, vjp=_power_back, samples=("A: invertible[n n]", "k: natural")),
)
