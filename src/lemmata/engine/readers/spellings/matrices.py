"""Functions of matrices as NumPy, SciPy and PyTorch have them."""

from __future__ import annotations

from functools import reduce as fold
from typing import Any

from lemmata.engine.expr import Expr, Size, at, bind, fresh_index, integer
from lemmata.engine.ops import apply
from lemmata.engine.ops.facts import known
from lemmata.engine.ops.shapes import ShapeError, show
from lemmata.engine.ops.structure import letters
from lemmata.engine.readers.operations import param
from lemmata.engine.readers.spellings.record import Several, spelled
from lemmata.engine.readers.stacks import stacked

NUMPY = "numpy jax.numpy"


# order of axes


def reversed_axes(x: Expr) -> Expr:
    """NumPy's .T: all axes in the opposite order."""
    return apply("transpose", x) if x.rank <= 2 else apply("transpose", x, axes=tuple(range(-1, -x.rank - 1, -1)))


@spelled("transpose", NUMPY + " -", "a, axes: raw = None")
@spelled("transpose", ".", "a, *axes")
@spelled("permute_dims", NUMPY + " -", "a, axes: raw")
def _transpose(a: Expr, axes: Any) -> Expr:
    order = axes_of(axes)
    if a.rank == 2 and order in ((0, 1), (-2, -1)):
        raise TypeError("transpose(0, 1) of a matrix swaps its axes in PyTorch and leaves them in NumPy; write .T")
    return reversed_axes(a) if not order else apply("transpose", a, axes=order)


def axes_of(axes: Any) -> tuple[int, ...]:
    found = param(axes)
    if found is None or found == (None,):
        return ()
    if isinstance(found, tuple) and len(found) == 1 and isinstance(found[0], tuple):
        found = found[0]
    return found if isinstance(found, tuple) else (found,)


@spelled("transpose swapaxes swapdims", "torch", "input, dim0: param, dim1: param")
def _swapped(input: Expr, dim0: int, dim1: int) -> Expr:
    if input.rank == 2 and dim0 % 2 != dim1 % 2:
        return apply("transpose", input)
    return apply("swapaxes", input, axis1=dim0, axis2=dim1)


@spelled("t", "torch .", "input")
def _t(input: Expr) -> Expr:
    if input.rank > 2:
        raise ShapeError(f"t() is of a matrix, not of an array of shape {show(input.shape)}; write .mT")
    return apply("transpose", input)


@spelled("permute", "torch .", "input, *dims")
def _permute(input: Expr, dims: Any) -> Expr:
    return apply("transpose", input, axes=axes_of(dims))


# identity, diagonals, triangles


@spelled("eye identity", "torch -", "n: param, m=None, k=0")
@spelled("eye identity", NUMPY, "N: param, M=None, k=0")
def _eye(k: int, n: Any = None, m: Any = None, N: Any = None, M: Any = None) -> Expr:
    rows, columns = (n, m) if n is not None else (N, M)
    if k == 0 and (columns is None or Size.of(columns) == Size.of(rows)):
        return apply("eye", n=rows)
    i, j = fresh_index(), fresh_index()
    row = bind("array", j, apply("delta", integer(i + k), integer(j)), 0, Size.of(rows if columns is None else columns))
    return bind("array", i, row, 0, Size.of(rows))


@spelled("identity", "jax.nn", "x")
def _unchanged(x: Expr) -> Expr:
    return x


@spelled("diag", NUMPY, "v, k=0")
@spelled("diag", "torch - .", "v, diagonal=0, *, k=0")
def _diag(v: Expr, k: int = 0, diagonal: int = 0) -> Expr:
    k = k or diagonal
    if v.rank == 1:
        if k == 0:
            return apply("diag", v)
        size = v.shape[0] + abs(k)
        start = (0, k) if k > 0 else (-k, 0)
        matrix = apply("diag", v)
        return apply("place", matrix, shape=(size, size),
                     slices=tuple((Size.of(s), v.shape[0], 1) for s in start))
    return diagonal_of(v, k)


@spelled("diagonal", NUMPY + " - .", "a, offset=0, axis1=0, axis2=1")
@spelled("diagonal", "torch", "a, offset=0, dim1=0, dim2=1")
def _diagonal(a: Expr, offset: int | Size, **axes: int) -> Expr:
    first, second = axes.values()
    if a.rank < 2:
        raise ShapeError("a diagonal is that of a matrix; diag(x) makes one of a vector")
    if (first % a.rank, second % a.rank) == (0, 1) and a.rank == 2:
        return diagonal_of(a, offset)
    rest = [k for k in range(a.rank) if k not in (first % a.rank, second % a.rank)]
    moved = apply("transpose", a, axes=(*rest, first % a.rank, second % a.rank))
    outer = [fresh_index() for _ in rest]
    result = diagonal_of(at(moved, *outer), offset)
    for index, size in zip(reversed(outer), moved.shape[: len(rest)][::-1]):
        result = bind("array", index, result, 0, size)
    return result


def diagonal_of(a: Expr, k: int | Size) -> Expr:
    """The entries A[i, i + k] of a matrix, also of one that is not square."""
    if a.rank != 2:
        raise ShapeError(f"diag takes a vector or a matrix, not an array of shape {show(a.shape)}")
    if k == 0 and a.shape[0] == a.shape[1]:
        return apply("diag", a)
    above = Size.of(k)
    below = all(count < 0 for _, count in above.terms)
    zero = Size.of(0)
    row, column = (-above, zero) if below else (zero, above)
    rows, columns = a.shape[0] - row, a.shape[1] - column
    more = [count for _, count in (rows - columns).terms]
    if min(more, default=0) < 0 < max(more, default=0):
        raise ShapeError(f"the diagonal of a matrix {show(a.shape)} has as many entries as the smaller size, which is "
                         "not known; slice it to a square, A[:n, :n]", rows, columns)
    i = fresh_index()
    return bind("array", i, at(a, i + row, i + column), 0, columns if max(more, default=0) > 0 else rows)


@spelled("diag_embed", "torch - .", "input")
def _diag_embed(input: Expr) -> Expr:
    """A diagonal matrix of each vector of a stack."""
    if input.rank == 1:
        return apply("diag", input)
    eye = apply("eye", n=input.shape[-1])
    return apply("expand_dims", input, axis=-1) * eye


@spelled("diagflat", NUMPY + " torch -", "v")
def _diagflat(v: Expr) -> Expr:
    return apply("diag", v if v.rank == 1 else apply("ravel", v))


@spelled("tril triu", "torch", "input, diagonal=0")
def _triangle(name: str, input: Expr, diagonal: int) -> Expr:
    return apply(name, input, k=diagonal)


@spelled("trace", NUMPY + " - .", "a, offset=0, axis1=0, axis2=1")
@spelled("trace", "torch", "a")
def _trace(a: Expr, offset: int = 0, axis1: int = 0, axis2: int = 1) -> Expr:
    if a.rank < 2:
        raise ShapeError(f"trace takes a matrix, not an array of shape {show(a.shape)}")
    places = axis1 % a.rank, axis2 % a.rank
    if a.rank == 2 and (offset or a.shape[0] != a.shape[1]):
        return apply("sum", diagonal_of(a, offset))
    if a.rank == 2:
        return apply("trace", a)
    if offset:
        raise ShapeError("the trace beside the diagonal of a stack is not written in formulas; use einsum")
    names = list(letters(a.rank))
    names[places[1]] = names[places[0]]
    rest = "".join(c for k, c in enumerate(names) if k not in places)
    return apply("einsum", a, subscripts=f"{''.join(names)}->{rest}")


# factorizations and functions of matrices


@spelled("cholesky", "scipy.linalg jax.scipy.linalg", "a, lower=False")
def _scipy_cholesky(a: Expr, lower: bool) -> Expr:
    found = apply("cholesky", a)
    return found if lower else found.T


@spelled("cholesky", NUMPY + " torch - .", "a, *, upper=False")
def _cholesky(a: Expr, upper: bool) -> Expr:
    found = stacked("cholesky", a)
    return apply("transpose", found) if upper else found


@spelled("cho_factor", "scipy.linalg jax.scipy.linalg", "a, lower=False")
def _cho_factor(a: Expr, lower: bool) -> tuple[Expr, bool]:
    """Cholesky's factor and which one it is, as `cho_solve` takes them."""
    return _scipy_cholesky(a, lower), lower


@spelled("cho_solve", "scipy.linalg jax.scipy.linalg", "c_and_lower: raw, b")
def _cho_solve(c_and_lower: Any, b: Expr) -> Expr:
    factor, lower = c_and_lower
    return _by_factor(factor if lower else factor.T, b)


@spelled("cholesky_solve", "torch .", "B, L, upper=False")
def _cholesky_solve(B: Expr, L: Expr, upper: bool) -> Expr:
    return _by_factor(L.T if upper else L, B)


def _by_factor(lower: Expr, b: Expr) -> Expr:
    """x with L L^T x = b"""
    return stacked("solve", apply("transpose", lower), stacked("solve", lower, b))


@spelled("cholesky_inverse", "torch .", "L, upper=False")
def _cholesky_inverse(L: Expr, upper: bool) -> Expr:
    return stacked("inv", L.T @ L if upper else L @ L.T)


@spelled("solve_triangular", "scipy.linalg jax.scipy.linalg", "a, b, trans=0, lower=False, unit_diagonal=False")
def _solve_triangular(a: Expr, b: Expr, trans: Any, lower: bool, unit_diagonal: bool) -> Expr:
    """Only the triangle is looked at."""
    if unit_diagonal:
        raise TypeError("solve_triangular with ones on the diagonal; put them there")
    matrix = apply("tril" if lower else "triu", a)
    return apply("solve", matrix if trans in (0, "N") else matrix.T, b)


@spelled("solve_triangular", "torch", "A, B, *, upper: raw, left=True, unitriangular=False")
def _torch_solve_triangular(A: Expr, B: Expr, upper: Any, left: bool, unitriangular: bool) -> Expr:
    if unitriangular:
        raise TypeError("solve_triangular with ones on the diagonal; put them there")
    matrix = apply("triu" if upper else "tril", A)
    if left:
        return stacked("solve", matrix, B)
    return apply("transpose", stacked("solve", apply("transpose", matrix), apply("transpose", B)))


@spelled("sqrtm", "scipy.linalg jax.scipy.linalg", "A")
def _sqrtm(A: Expr) -> Expr:
    if not known(A, "symmetric"):
        raise TypeError("sqrtm of a matrix that is not symmetric is not known here; declare it posdef or symmetric")
    return stacked("sqrtm", A)


@spelled("expm matrix_exp", "scipy torch jax -", "A")
def _expm(A: Expr) -> Expr:
    return stacked("expm", A)


@spelled("slogdet", NUMPY + " torch -", "A")
def _slogdet(A: Expr) -> Several:
    """Sign and logarithm of the absolute value of the determinant."""
    return Several.of(sign=apply("sign", stacked("det", A)), logabsdet=stacked("logdet", A))


@spelled("logdet", "torch", "A")
def _torch_logdet(A: Expr) -> Expr:
    """PyTorch's has no value where the determinant is negative."""
    return apply("log", stacked("det", A))


@spelled("svd", NUMPY + " scipy -", "a, full_matrices=True, compute_uv=True, hermitian=False")
def _svd(a: Expr, full_matrices: bool, compute_uv: bool, hermitian: bool) -> Expr:
    if compute_uv or hermitian:
        raise TypeError("svd has three results of which two are no functions of the matrix; write svdvals(A), or "
                        "svd(A, compute_uv=False)")
    return apply("svdvals", a)


@spelled("svd qr eig eigh lu ldl schur", "torch scipy numpy jax -", "*args: raw")
def _factors(name: str, args: Any) -> Expr:
    values = {"eig": "eigvals(A)", "eigh": "eigvalsh(A)", "svd": "svdvals(A)"}.get(name)
    raise TypeError(f"{name} has several results, which are not unique" + (f"; write {values}" if values else ""))


@spelled("pinverse", "torch -", "A")
def _pinverse(A: Expr) -> Expr:
    return stacked("pinv", A)


@spelled("multi_dot", NUMPY + " torch - jax", "arrays: arrays")
def _multi_dot(arrays: list[Expr]) -> Expr:
    return fold(lambda a, b: apply("matmul", a, b), arrays)


@spelled("chain_matmul", "torch", "*matrices: array")
def _chain(matrices: tuple[Expr, ...]) -> Expr:
    return fold(lambda a, b: apply("matmul", a, b), matrices)


@spelled("tensordot", NUMPY + " -", "a, b, axes: raw = 2")
@spelled("tensordot", "torch", "a, b, dims: raw = 2")
def _tensordot(a: Expr, b: Expr, axes: Any = None, dims: Any = None) -> Expr:
    places = param(axes if axes is not None else dims)
    if isinstance(places, int):
        left, right = tuple(range(a.rank - places, a.rank)), tuple(range(places))
    else:
        left, right = ((p,) if isinstance(p, int) else tuple(p) for p in places)
    names = list(letters(b.rank, a.rank))
    for i, j in zip(left, right, strict=True):
        names[j % b.rank] = letters(a.rank)[i % a.rank]
    one, other = letters(a.rank), "".join(names)
    rest = "".join(c for c in one + other if (one + other).count(c) == 1)
    return apply("einsum", a, b, subscripts=f"{one},{other}->{rest}")


@spelled("addmm addmv", "torch", "input, mat1, mat2, *, beta=1, alpha=1")
def _addmm(input: Expr, mat1: Expr, mat2: Expr, beta: Any, alpha: Any) -> Expr:
    product = mat1 @ mat2
    return (input if beta == 1 else beta * input) + (product if alpha == 1 else alpha * product)
