"""Reductions as NumPy, SciPy and PyTorch have them: order of parameters, defaults of axes and of ddof."""

from __future__ import annotations

from typing import Any

from lemmata.engine.expr import Expr, at, bind, fresh_index, integer, number
from lemmata.engine.ops import apply
from lemmata.engine.readers.operations import expression, param
from lemmata.engine.readers.spellings.record import Several, refused, spelled
from lemmata.wording import counted

NUMPY = "numpy jax.numpy"
_TORCH = "input, dim=None, keepdim=False"


def _like_numpy(op: str, names: str, signature: str) -> None:
    @spelled(names, NUMPY, signature)
    def build(a: Expr, **params: Any) -> Expr:
        return apply(op, a, **params)


for _op, _names in (("sum", "sum nansum"), ("prod", "prod nanprod"), ("mean", "mean nanmean")):
    _like_numpy(_op, _names, "a, axis=None, dtype=None, out=None, keepdims=False")
for _op in ("max", "min"):
    _like_numpy(_op, f"{_op} a{_op}", "a, axis=None, out=None, keepdims=False")
for _op in ("argmax", "argmin"):
    _like_numpy(_op, _op, "a, axis=None, out=None, *, keepdims=False")


def _like_torch(op: str, names: str) -> None:
    @spelled(names, "torch", _TORCH)
    def build(input: Expr, dim: Any, keepdim: bool) -> Expr:
        return apply(op, input, axis=dim, keepdims=keepdim)


for _op, _names in (("sum", "sum nansum"), ("prod", "prod"), ("mean", "mean"), ("max", "amax"), ("min", "amin"),
                    ("argmax", "argmax"), ("argmin", "argmin"), ("logsumexp", "logsumexp")):
    _like_torch(_op, _names)
_like_numpy("median", "median nanmedian", "a, axis=None, out=None, keepdims=False")
refused("mode quantile nanquantile percentile topk kthvalue cummax cummin", "numpy jax.numpy torch",
        "of the orders of entries there are sort, argsort, median, max, min, argmax, argmin")


@spelled("sort argsort", NUMPY, "a, axis=-1, kind=None, *, stable=True")
def _sorted(a: Expr, axis: Any, name: str, **_: Any) -> Expr:
    a, axis = _flat(a, axis)
    return apply(name, a, axis=axis)


@spelled("argsort", "torch .", "input, dim=-1, descending=False, *, stable=False")
def _torch_argsort(input: Expr, dim: Any, descending: Any, **_: Any) -> Expr:
    return apply("argsort", -input if descending else input, axis=dim)


@spelled("sort", "torch", "input, dim=-1, descending=False, *, stable=False")
def _torch_sort(input: Expr, dim: Any, descending: Any, **_: Any) -> Several:
    values = -apply("sort", -input, axis=dim) if descending else apply("sort", input, axis=dim)
    return Several.of(values=values, indices=_torch_argsort(input, dim, descending))


@spelled("median nanmedian", "torch", "input, dim=None, keepdim=False")
def _torch_median(input: Expr, dim: Any, keepdim: Any) -> Any:
    """PyTorch takes the lower of the two entries in the middle."""
    if dim is not None:
        raise TypeError("torch.median along an axis gives the lower of two entries in the middle, and its place; "
                        "write np.median, or an entry of sort(x)")
    flat = apply("ravel", input) if input.rank > 1 else input
    return at(apply("sort", flat, axis=0), apply("floor", (integer(flat.shape[0]) - 1) / number(2)))


# PyTorch's max and min: of all, of two, or values and their places along an axis


def _extremum(op: str, of_two: str) -> None:
    @spelled(op, "torch", "input, dim: raw = None, keepdim=False, *, other: array = None")
    def build(input: Expr, dim: Any, keepdim: bool, other: Expr | None) -> Any:
        if dim is None and other is None:
            return apply(op, input)
        if other is not None or (isinstance(dim, Expr) and dim.rank) or isinstance(dim, list):
            return apply(of_two, input, other if other is not None else expression(dim))
        axis = param(dim)
        return Several.of(values=apply(op, input, axis=axis, keepdims=keepdim),
                          indices=apply(f"arg{op}", input, axis=axis, keepdims=keepdim))


_extremum("max", "maximum")
_extremum("min", "minimum")


# variance


@spelled("var std", NUMPY, "a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, correction=None")
def _spread(name: str, a: Expr, axis: Any, ddof: Any, keepdims: bool, correction: Any) -> Expr:
    return apply(name, a, axis=axis, ddof=ddof if correction is None else correction, keepdims=keepdims)


@spelled("var std", "torch", "input, dim=None, unbiased=None, keepdim=False, *, correction=None")
def _torch_spread(name: str, input: Expr, dim: Any, unbiased: Any, keepdim: Any, correction: Any) -> Expr:
    """The correction is 1 unless said otherwise; a truth value in the second place is `unbiased`."""
    if isinstance(dim, bool):
        dim, unbiased = None, dim
    if correction is None:
        correction = 1 if unbiased is None else int(unbiased)
    return apply(name, input, axis=dim, ddof=correction, keepdims=keepdim)


def covariance_matrix(m: Expr, y: Expr | None, rowvar: bool, ddof: Any) -> Expr:
    """Of the rows (the columns where `rowvar` is false), with those of `y` below them."""
    rows = _rows(m, rowvar)
    if y is not None:
        rows = apply("concat", rows, _rows(y, rowvar), axis=0)
    centered = rows - apply("mean", rows, axis=1, keepdims=True)
    result = centered @ centered.T / (integer(rows.shape[1]) - ddof)
    return result[0, 0] if m.rank == 1 and y is None else result


def _rows(x: Expr, rowvar: bool) -> Expr:
    if x.rank == 1:
        return apply("expand_dims", x, axis=0)
    return x if rowvar else x.T


@spelled("cov", NUMPY, "m, y: array = None, rowvar=True, bias=False, ddof=None")
def _cov(m: Expr, y: Expr | None, rowvar: bool, bias: bool, ddof: Any) -> Expr:
    return covariance_matrix(m, y, rowvar, (0 if bias else 1) if ddof is None else ddof)


@spelled("cov", "torch", "input, *, correction=1")
def _torch_cov(input: Expr, correction: Any) -> Expr:
    return covariance_matrix(input, None, True, correction)


@spelled("corrcoef", NUMPY + " torch", "x, y: array = None, rowvar=True")
def _corrcoef(x: Expr, y: Expr | None, rowvar: bool) -> Expr:
    found = covariance_matrix(x, y, rowvar, 1)
    if not found.rank:
        return found / found
    spread = apply("sqrt", apply("diag", found))
    return found / apply("outer", spread, spread)


@spelled("average", NUMPY + " -", "a, axis=None, weights: array = None")
def _average(a: Expr, axis: Any, weights: Expr | None) -> Expr:
    if weights is None:
        return apply("mean", a, axis=axis)
    if a.shape != weights.shape:
        if not isinstance(axis, int) or weights.rank != 1:
            raise TypeError("average: weights of another shape need one axis and are a vector")
        after = -axis - 1 if axis < 0 else a.rank - axis - 1
        weights = apply("expand_dims", weights, axis=tuple(range(1, after + 1))) if after else weights
        return apply("sum", a * weights, axis=axis) / apply("sum", weights)
    return apply("sum", a * weights, axis=axis) / apply("sum", weights, axis=axis)


# softmax


@spelled("softmax log_softmax", "scipy jax.scipy", "x, axis=None")
def _scipy_softmax(name: str, x: Expr, axis: Any) -> Expr:
    return apply(name, x, axis=axis)


@spelled("softmax log_softmax", "torch", "input, dim=None, *, axis=None, _stacklevel=3, dtype=None")
def _torch_softmax(name: str, input: Expr, dim: Any, axis: Any, _stacklevel: Any) -> Expr:
    return apply(name, input, axis=_torch_axis(name, input, dim if axis is None else axis))


def _torch_axis(name: str, x: Expr, dim: Any) -> Any:
    if dim is None and x.rank > 1:
        raise TypeError(f"{name} of an array with {counted(x.rank, 'axis')}: say over which one, dim=-1")
    return -1 if dim is None else dim


@spelled("softmin", "torch", "input, dim=None")
def _softmin(input: Expr, dim: Any) -> Expr:
    return apply("softmax", -input, axis=_torch_axis("softmin", input, dim))


@spelled("logsumexp", "scipy jax -", "a, axis=None, b: array = None, keepdims=False, return_sign=False")
def _logsumexp(a: Expr, axis: Any, b: Expr | None, keepdims: bool, return_sign: bool) -> Expr:
    if return_sign:
        raise TypeError("logsumexp with a sign has two results; write log(abs(sum(b*exp(a))))")
    if b is None:
        return apply("logsumexp", a, axis=axis, keepdims=keepdims)
    return apply("log", apply("sum", b * apply("exp", a), axis=axis, keepdims=keepdims))


# sums and products of the first entries


def _flat(x: Expr, axis: Any) -> tuple[Expr, Any]:
    return (apply("ravel", x), 0) if axis is None and x.rank > 1 else (x, axis)


@spelled("cumsum", NUMPY + " - .", "a, axis=None, dtype=None, out=None")
def _cumsum(a: Expr, axis: Any) -> Expr:
    x, axis = _flat(a, axis)
    return apply("cumsum", x, axis=axis)


@spelled("cumprod", NUMPY + " - .", "a, axis=None, dtype=None, out=None")
def _cumprod(a: Expr, axis: Any) -> Expr:
    return cumulative_product(*_flat(a, axis))


@spelled("cumsum", "torch", "input, dim: param")
def _torch_cumsum(input: Expr, dim: Any) -> Expr:
    return apply("cumsum", input, axis=dim)


@spelled("cumprod", "torch", "input, dim: param")
def _torch_cumprod(input: Expr, dim: Any) -> Expr:
    return cumulative_product(input, dim)


def cumulative_product(x: Expr, axis: Any) -> Expr:
    """y[i] = x[0] * ... * x[i] along an axis."""
    if axis is None and x.rank != 1:
        raise TypeError("cumprod of several axes needs one of them")
    axis = (0 if axis is None else axis) % x.rank
    outer, inner = [fresh_index() for _ in x.shape], fresh_index()
    places = [inner if k == axis else index for k, index in enumerate(outer)]
    result = bind("prod", inner, at(x, *places), 0, outer[axis] + 1)
    for index, size in zip(reversed(outer), reversed(x.shape)):
        result = bind("array", index, result, 0, size)
    return result
