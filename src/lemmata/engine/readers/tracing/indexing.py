"""Entries of traced arrays in square brackets: read, set, chosen by a mask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from lemmata.engine.expr import Apply, Expr, Size, is_size
from lemmata.engine.ops import apply
from lemmata.engine.ops import indexing as brackets
from lemmata.engine.ops.indexing import one_hot
from lemmata.engine.ops.shapes import ShapeError, broadcast
from lemmata.engine.readers.operations import expression
from lemmata.engine.readers.sizes import as_index
from lemmata.engine.readers.tracing.calling import Held, lifted
from lemmata.engine.readers.tracing.errors import untraceable
from lemmata.engine.readers.tracing.numbers import as_number

if TYPE_CHECKING:
    from lemmata.engine.readers.tracing.arrays import Traced


def keys_of(key: Any) -> list[Any]:
    """What stands in the brackets: sizes, slices, None, ..., expressions of labels and masks."""
    return [_key(k) for k in (key if isinstance(key, tuple) else (key,))]


def _key(key: Any) -> Any:
    if key is None or key is Ellipsis:
        return key
    if isinstance(key, slice):
        return slice(*(None if end is None else _size(end) for end in (key.start, key.stop, key.step)))
    if isinstance(key, bool):
        raise TypeError("a truth value as an index adds an axis; write None")
    value = lifted(key)
    if isinstance(value, (list, tuple)):
        value = expression(list(value))
    return as_index(value) if isinstance(value, Expr) and value.sort != "boolean" else value


def _size(end: Any) -> Expr:
    value = as_index(end if isinstance(end, Expr) else lifted(end))
    if not is_size(value):
        raise untraceable("a slice ends at a value, or at a part of a size; declare the axis as a multiple, such as "
                          "[2*n]")
    return value


def get(x: Traced, key: Any) -> Any:
    """x[key]: a view where only slices and integers cut it."""
    if x.selection is not None:
        raise untraceable("entries chosen by a mask are chosen from again; combine the masks with &")
    keys = keys_of(key)
    if len(keys) == 1 and isinstance(keys[0], Expr) and keys[0].sort == "boolean":
        return choose(x, keys[0])
    if any(isinstance(k, Expr) and k.sort == "boolean" for k in keys):
        raise untraceable("a mask beside other indices chooses as many entries as are true; write np.where(mask, x, 0)")
    result = brackets.index(x.expr, *keys)
    basic = not any(isinstance(k, Expr) and not is_size(k) for k in keys)
    scalar = x.module == "numpy" and not result.rank
    return x.sharing(result) if basic and not scalar and x.mutable else x.like(result)


# entries chosen by a mask


def choose(x: Traced, mask: Expr) -> Traced:
    """x[mask]: the array with its mask, of which only what goes over all entries is known."""
    if mask.rank > x.ndim or x.expr.shape[: mask.rank] != mask.shape:
        raise ShapeError("a mask has the first axes of the array that it chooses from")
    wide = mask if mask.rank == x.ndim else apply(
        "broadcast_to", apply("expand_dims", mask, axis=tuple(range(mask.rank, x.ndim))), shape=x.expr.shape)
    return type(x)(x.expr, None, wide)


def selected(x: Traced, expr: Expr, others: Sequence[Any]) -> Traced:
    """What an elementwise operator makes of chosen entries: again chosen ones, beside numbers and others so chosen."""
    values = [v for v in (x, *others) if isinstance(v, Held)]
    masks = [m for m in (getattr(v, "selection", None) for v in values) if m is not None]
    if not masks:
        return type(x)(expr)
    beside = [v for v in (x, *others) if getattr(v, "selection", None) is not masks[0]]
    if any(getattr(operand, "rank", 0) for operand in (getattr(v, "expr", None) or lifted(v) for v in beside)):
        raise untraceable("entries chosen by a mask beside others; choose both by the same mask, or write "
                          "np.where(mask, x, 0)")
    return type(x)(expr, None, masks[0])


def over_chosen(name: str, x: Traced) -> Traced:
    """The sum or the mean of chosen entries."""
    assert x.selection is not None
    total = apply("sum", apply("where", x.selection, as_number(x.expr), 0))
    return type(x)(total if name == "sum" else total / apply("sum", as_number(x.selection)))


# entries set


def put(x: Traced, key: Any, value: Any) -> None:
    """x[key] = value"""
    if not x.mutable:
        raise TypeError("a number has no entries")
    x.become(changed(x.expr, keys_of(key), lifted(value)))


def changed(x: Expr, keys: Sequence[Any], value: Any) -> Expr:
    """The array with a value at the places of the keys."""
    new = as_number(expression(list(value) if isinstance(value, tuple) else value))
    if x.sort == "boolean":
        raise untraceable("entries of truth values are set; write np.where or combine masks with & and |")
    mask = keys[0] if len(keys) == 1 else None
    if isinstance(mask, Expr) and mask.sort == "boolean":
        if new.rank:
            raise untraceable("entries chosen by a mask are set to an array of as many; write np.where(mask, value, x)")
        wide = mask if mask.rank == x.rank else apply("expand_dims", mask, axis=tuple(range(mask.rank, x.rank)))
        return apply("where", wide, new, x)
    if any(isinstance(k, Expr) and not is_size(k) for k in keys):
        return _at_labels(x, keys, new)
    return _on_slice(x, keys, new)


def _on_slice(x: Expr, keys: Sequence[Any], new: Expr) -> Expr:
    """Integers and slices: the value put on zeros, where the slice lies."""
    if any(k is None for k in keys):
        raise untraceable("a new axis in brackets whose entries are set; leave it out")
    full = [slice(None)] * (x.rank - sum(1 for k in keys if k is not Ellipsis))
    place = next((n for n, k in enumerate(keys) if k is Ellipsis), len(keys))
    keys = [*keys[:place], *full, *keys[place + 1 :]]
    flat = tuple(n for n, k in enumerate(keys) if not isinstance(k, slice))
    ranges = [k if isinstance(k, slice) else slice(k, None) for k in keys]
    part = brackets.index(x, *keys)
    if broadcast("setting entries", part.shape, new.shape) != part.shape:
        raise ShapeError(f"a value of {new.rank} axes doesn't fit into the entries that are set")
    parts = tuple(brackets._part(k, size) if n not in flat else _single(keys[n], size)
                  for n, (k, size) in enumerate(zip(ranges, x.shape)))
    spread = tuple(length for _, length, _ in parts)
    filled = apply("broadcast_to", new, shape=part.shape) if new.shape != part.shape else new
    if flat:
        filled = apply("reshape", filled, shape=spread)
    here = apply("place", apply("ones", shape=spread), shape=x.shape, slices=parts)
    if parts == tuple((Size.of(0), size, 1) for size in x.shape):
        return filled
    return apply("where", apply("eq", here, 1), apply("place", filled, shape=x.shape, slices=parts), x)


def _single(key: Expr, size: Size) -> tuple[Size, Size, int]:
    return brackets._bound(key, size), Size.of(1), 1


def _at_labels(x: Expr, keys: Sequence[Any], new: Expr) -> Expr:
    """x[np.arange(m), y] = value: one entry of each row."""
    if len(keys) == x.rank == 2 and _counts(keys[0], x.shape[0]) and keys[1].rank == 1:
        hot = apply("eq", one_hot(keys[1], x.shape[1]), 1)
        return apply("where", hot, apply("expand_dims", new, axis=-1) if new.rank == 1 else new, x)
    raise untraceable("entries at places that depend on values are set; known are x[np.arange(m), labels] = value and "
                      "x[mask] = number")


def _counts(key: Any, size: Size) -> bool:
    return isinstance(key, Apply) and key.op == "arange" and key is apply("arange", start=size)


class Updates:
    """JAX's x.at[key].set(value)."""

    def __init__(self, array: Traced, keys: Sequence[Any] | None = None):
        self.array, self.keys = array, keys

    def __getitem__(self, key: Any) -> Updates:
        return Updates(self.array, keys_of(key))

    def set(self, value: Any, **_: Any) -> Traced:
        assert self.keys is not None
        return self.array.like(changed(self.array.expr, self.keys, lifted(value)))

    def _combine(self, op: str, value: Any) -> Traced:
        assert self.keys is not None
        mask = self.keys[0]
        if any(isinstance(k, Expr) and not is_size(k) and k.sort != "boolean" for k in self.keys) and not (
                len(self.keys) == self.array.ndim == 2 and _counts(mask, self.array.expr.shape[0])):
            raise untraceable("entries at places that may coincide are added up; write a sum over one-hot rows")
        if isinstance(mask, Expr) and mask.sort == "boolean":
            wide = mask if mask.rank == self.array.ndim else apply(
                "expand_dims", mask, axis=tuple(range(mask.rank, self.array.ndim)))
            return self.array.like(apply("where", wide, apply(op, self.array.expr, lifted(value)), self.array.expr))
        old = brackets.index(self.array.expr, *self.keys)
        return self.set(type(self.array)(apply(op, old, expression(lifted(value)))))

    def add(self, value: Any, **_: Any) -> Traced:
        return self._combine("add", value)

    def multiply(self, value: Any, **_: Any) -> Traced:
        return self._combine("mul", value)

    mul = multiply

    def subtract(self, value: Any, **_: Any) -> Traced:
        return self._combine("add", -lifted(value))

    def get(self, **_: Any) -> Any:
        assert self.keys is not None
        return self.array.like(brackets.index(self.array.expr, *self.keys))


