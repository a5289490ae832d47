"""Functions that read otherwise than the tables of spellings say, as they make, ask or cut arrays of Python values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lemmata.engine.expr import Expr, Size, as_size, integer, is_size, number
from lemmata.engine.ops import apply
from lemmata.engine.ops.structure import quotient
from lemmata.engine.readers.operations import expression
from lemmata.engine.readers.sizes import fold, size_of
from lemmata.engine.readers.spellings.elementary import truth
from lemmata.engine.readers.tracing.calling import Held, lifted, wrapped
from lemmata.engine.readers.tracing.errors import untraceable
from lemmata.engine.readers.tracing.labelled import LABELLED
from lemmata.engine.readers.tracing.numbers import as_number

Form = Callable[[str, list[Any], dict[str, Any], Any], Any]
# functions whose results share their entries with the argument
VIEWS = frozenset((
    "reshape", "view", "ravel", "flatten", "transpose", "permute", "permute_dims", "swapaxes", "moveaxis", "squeeze",
    "unsqueeze", "expand_dims", "broadcast_to", "flip", "fliplr", "flipud", "diagonal", "diag", "atleast_1d", "t",
    "matrix_transpose", "asarray",
))
# what makes arrays of sizes: traced also where its arguments are none
MAKERS = frozenset(("array", "asarray", "tensor", "as_tensor", "zeros", "ones", "full", "eye", "identity", "arange",
                    "empty", "linspace", "prod", "tri"))


def _array(module: str, args: list[Any], keywords: dict[str, Any], kind: Any) -> Any:
    """array([[a, b], [c, d]])"""
    (value, *_) = args
    if isinstance(value, Held):
        return value if module.startswith("jax") else value.sharing(value.expr)  # type: ignore[attr-defined]
    return kind(_nested(value))


def _nested(value: Any) -> Expr:
    if isinstance(value, (list, tuple)):
        if not value:
            raise TypeError("an empty array is not written in formulas")
        return apply("stack", *(as_number(_nested(v)) for v in value), axis=0)
    return expression(lifted(value))


def _empty(module: str, args: list[Any], keywords: dict[str, Any], kind: Any) -> Any:
    raise untraceable("an array whose entries are not set; begin with zeros")


def _shape(module: str, args: list[Any], keywords: dict[str, Any], kind: Any) -> Any:
    return _held(args[0], kind).shape


def _count(module: str, args: list[Any], keywords: dict[str, Any], kind: Any) -> Any:
    """np.size(x), np.size(x, 0), torch.numel(x)"""
    x = _held(args[0], kind)
    axis = args[1] if len(args) > 1 else keywords.get("axis")
    return x.entries() if axis is None else x.shape[axis]


def _ndim(module: str, args: list[Any], keywords: dict[str, Any], kind: Any) -> Any:
    return _held(args[0], kind).ndim


def _held(value: Any, kind: Any) -> Any:
    return value if isinstance(value, Held) else kind(expression(lifted(value)))


def _prod(module: str, args: list[Any], keywords: dict[str, Any], kind: Any) -> Any:
    """Of a shape, the number of entries."""
    values = lifted(args[0])
    if not isinstance(values, (list, tuple)):
        return NotImplemented
    if any(not isinstance(v, Expr) or v.rank for v in values):
        return NotImplemented
    total: Expr = number(1)
    for value in values:
        total = fold("mul", total, value) or (integer(as_size(total) * as_size(value))
                                              if is_size(total) and is_size(value) else total * value)
    return kind(total)


def _where(module: str, args: list[Any], keywords: dict[str, Any], kind: Any) -> Any:
    if len(args) != 3:
        raise untraceable("where with a condition alone gives as many places as there are; write where(condition, "
                          "a, b)")
    condition, a, b = (lifted(v) for v in args)
    return kind(apply("where", truth(condition), *_alike(a, b)))


def _alike(*values: Any) -> list[Expr]:
    """Truth values stay such where all are."""
    found = [truth_value(v) if isinstance(v, bool) else expression(v) for v in values]
    return found if all(v.sort == "boolean" for v in found) else [as_number(v) for v in found]


def truth_value(value: bool) -> Expr:
    return apply("eq", number(0), number(0 if value else 1))


def _masked_fill(module: str, args: list[Any], keywords: dict[str, Any], kind: Any) -> Any:
    x, mask = (lifted(v) for v in args[:2])
    value = lifted(keywords["value"] if "value" in keywords else args[2])
    return kind(apply("where", truth(mask), as_number(expression(value)), as_number(x)))


def _select(module: str, args: list[Any], keywords: dict[str, Any], kind: Any) -> Any:
    """np.select([c1, c2], [a, b], default)"""
    if not isinstance(args[0], (list, tuple)):
        return NotImplemented
    default = args[2] if len(args) > 2 else keywords.get("default", 0)
    result = as_number(expression(lifted(default)))
    for condition, value in reversed(list(zip(args[0], args[1]))):
        result = apply("where", truth(lifted(condition)), as_number(expression(lifted(value))), result)
    return kind(result)


def _quantified(op: str) -> Form:
    def form(module: str, args: list[Any], keywords: dict[str, Any], kind: Any) -> Any:
        """Whether some, or all entries are true."""
        x = as_number(truth(lifted(args[0])))
        names = {"dim": "axis", "keepdim": "keepdims"}
        params = {names.get(k, k): lifted(v) for k, v in keywords.items()}
        if len(args) > 1:
            params["axis"] = args[1]
        return kind(apply("gt", apply(op, x, **params), 0))
    return form


def _stop(module: str, args: list[Any], keywords: dict[str, Any], kind: Any) -> Any:
    return _held(args[0], kind).held("stop_gradient" if module.startswith("jax") else "detach()")


def _split(module: str, args: list[Any], keywords: dict[str, Any], kind: Any) -> Any:
    """PyTorch's split: parts of one size, or of the listed sizes. NumPy's: equal parts, or cut at places."""
    x, how, axis = _cut(args, keywords)
    size, given = x.expr.shape[axis], lifted(how)
    if not isinstance(given, (list, tuple)):
        unit = size_of(given)
        return _parts(x, axis, unit, quotient(size, unit)) if module.startswith("torch") else _chunk(
            module, args, keywords, kind)
    ends = [size_of(v) for v in given]
    if module.startswith("torch"):
        return _pieces(x, axis, ends)
    return list(_pieces(x, axis, [b - a for a, b in zip([Size.of(0), *ends], [*ends, size])]))


def _chunk(module: str, args: list[Any], keywords: dict[str, Any], kind: Any) -> Any:
    """So many parts of equal size."""
    x, how, axis = _cut(args, keywords)
    count = size_of(lifted(how))
    return _parts(x, axis, quotient(x.expr.shape[axis], count), count)


def _cut(args: list[Any], keywords: dict[str, Any]) -> tuple[Any, Any, int]:
    names = ("split_size_or_sections", "split_size", "chunks", "indices_or_sections")
    how = args[1] if len(args) > 1 else next(keywords[n] for n in names if n in keywords)
    return args[0], how, int(args[2] if len(args) > 2 else keywords.get("dim", keywords.get("axis", 0)))


def _parts(x: Any, axis: int, part: Size | None, count: Size | None) -> Any:
    if part is None or count is None or count.constant is None:
        raise untraceable(f"an axis of size {x.expr.shape[axis]} is split into parts whose number or size is open; "
                          "declare "
                          "it as a multiple, such as [3*n]")
    return _pieces(x, axis, [part] * count.constant)


def _pieces(x: Any, axis: int, sizes: list[Size]) -> tuple[Any, ...]:
    parts, start = [], Size.of(0)
    for width in sizes:
        key: list[Any] = [slice(None)] * x.ndim
        key[axis] = slice(integer(start), integer(start + width))
        parts.append(x[tuple(key)])
        start = start + width
    return tuple(parts)


def _unbind(module: str, args: list[Any], keywords: dict[str, Any], kind: Any) -> Any:
    """The entries along an axis, one by one."""
    x = args[0]
    axis = (args[1] if len(args) > 1 else keywords.get("dim", keywords.get("axis", 0))) % x.ndim
    count = x.expr.shape[axis].constant
    if count is None:
        raise untraceable(f"an axis of size {x.expr.shape[axis]}, which is open, is taken apart; declare it with a "
                          "number")
    return tuple(x[(slice(None),) * axis + (i,)] for i in range(count))


def _triangle(op: str) -> Form:
    def form(module: str, args: list[Any], keywords: dict[str, Any], kind: Any) -> Any:
        """Of truth values again truth values."""
        x = lifted(args[0])
        if not isinstance(x, Expr) or x.sort != "boolean":
            return NotImplemented
        offset = args[1] if len(args) > 1 else keywords.get("diagonal", keywords.get("k", 0))
        return kind(apply("ne", apply(op, as_number(x), k=int(offset)), 0))
    return form


def _unflatten(module: str, args: list[Any], keywords: dict[str, Any], kind: Any) -> Any:
    """x.unflatten(-1, (a, b)): one axis as several."""
    x, dim, *sizes = args
    axis = int(dim) % x.ndim
    parts = sizes[0] if len(sizes) == 1 and isinstance(sizes[0], (list, tuple)) else sizes
    return x.reshape(*x.shape[:axis], *parts, *x.shape[axis + 1 :])


def _drawn(module: str, args: list[Any], keywords: dict[str, Any], kind: Any) -> Any:
    raise untraceable("it draws at random, which no formula says; pass what is drawn (a mask, the noise) as an "
                      "argument")


def _log(module: str, args: list[Any], keywords: dict[str, Any], kind: Any) -> Any:
    """math.log(x, base)"""
    if len(args) != 2 or module != "math":
        return NotImplemented
    return kind(apply("log_base", *(as_number(lifted(v)) for v in args)))


def _is_tensor(module: str, args: list[Any], keywords: dict[str, Any], kind: Any) -> Any:
    """Also of what PyTorch asks to check parameters: what holds of values is not known here."""
    return True


def _finite(module: str, args: list[Any], keywords: dict[str, Any], kind: Any) -> Any:
    raise untraceable("whether a value is nan or infinite is no formula; leave the check to the caller")


def _broadcast(module: str, args: list[Any], keywords: dict[str, Any], kind: Any) -> Any:
    from lemmata.engine.ops.shapes import broadcast

    exprs = [expression(lifted(v)) for v in args]
    shape = broadcast("broadcast", *(e.shape for e in exprs))
    return tuple(kind(apply("broadcast_to", e, shape=shape)) for e in exprs)


def _atleast(rank: int) -> Form:
    def form(module: str, args: list[Any], keywords: dict[str, Any], kind: Any) -> Any:
        x = expression(lifted(args[0]))
        return kind(x if x.rank >= rank else apply("expand_dims", x, axis=tuple(range(rank - x.rank))))
    return form


def _flatten(module: str, args: list[Any], keywords: dict[str, Any], kind: Any) -> Any:
    """torch.flatten(x, 1): the axes from the first to the last given become one."""
    from lemmata.engine.ops.structure import volume

    x = lifted(args[0])
    first = args[1] if len(args) > 1 else keywords.get("start_dim", 0)
    last = args[2] if len(args) > 2 else keywords.get("end_dim", -1)
    if not module.startswith("torch") or x.rank == 0:
        return NotImplemented
    first, last = first % x.rank, last % x.rank
    shape = (*x.shape[:first], volume(x.shape[first : last + 1]), *x.shape[last + 1 :])
    return wrapped(apply("reshape", x, shape=shape), kind)


FORMS: dict[str, Form] = {
    "array": _array, "asarray": _array, "tensor": _array, "as_tensor": _array, "asanyarray": _array,
    "ascontiguousarray": _array, "from_numpy": _array, "empty": _empty, "empty_like": _empty,
    "shape": _shape, "size": _count, "numel": _count, "ndim": _ndim, "prod": _prod,
    "where": _where, "masked_fill": _masked_fill, "select": _select, "any": _quantified("max"),
    **dict.fromkeys(("rand", "randn", "randint", "randperm", "rand_like", "randn_like", "bernoulli", "multinomial",
                     "normal"), _drawn),
    "unbind": _unbind, "unstack": _unbind, **LABELLED,
    "tril": _triangle("tril"), "triu": _triangle("triu"), "unflatten": _unflatten,
    "all": _quantified("min"), "stop_gradient": _stop, "detach": _stop, "split": _split, "chunk": _chunk,
    "array_split": _split, "log": _log, "is_tensor": _is_tensor, "isnan": _finite, "isinf": _finite,
    "isfinite": _finite, "nan_to_num": _finite, "_is_all_true": _is_tensor,
    "broadcast_tensors": _broadcast,
    "broadcast_arrays": _broadcast, "atleast_1d": _atleast(1), "atleast_2d": _atleast(2), "flatten": _flatten,
}
