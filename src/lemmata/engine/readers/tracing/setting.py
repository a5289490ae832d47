"""Entries of traced arrays that are set or added to: by slices, masks and labels, in place and by JAX's `.at`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from lemmata.engine.expr import Apply, Expr, Size, is_size, number
from lemmata.engine.ops import apply, brackets
from lemmata.engine.ops.indexing import one_hot
from lemmata.engine.ops.shapes import ONE, ShapeError, broadcast
from lemmata.engine.ops.structure import volume
from lemmata.engine.readers.operations import expression
from lemmata.engine.readers.tracing.calling import lifted
from lemmata.engine.readers.tracing.errors import untraceable
from lemmata.engine.readers.tracing.indexing import behind, keys_of, masked, number_of, part
from lemmata.engine.readers.tracing.numbers import as_number

if TYPE_CHECKING:
    from lemmata.engine.readers.tracing.arrays import Traced

MOST_ROWS = 64  # that are set one by one


def put(x: Traced, key: Any, value: Any) -> None:
    """x[key] = value"""
    if not x.mutable:
        raise TypeError("a number has no entries")
    keys = keys_of(key)
    origin = getattr(value, "origin", None)
    if origin is not None and origin[0]() is x and origin[1] == keys:
        return  # the end of x[1:] += y, which has changed x through the view
    mask = masked(keys, x.expr)
    chosen = getattr(value, "selection", None)
    if mask is not None and chosen is not None and chosen is mask:
        x.become(apply("where", chosen, as_number(value.expr), x.expr))  # x[mask] = y[mask]
    else:
        x.become(changed(x.expr, keys, lifted(value)))


def changed(x: Expr, keys: Sequence[Any], value: Any) -> Expr:
    """The array with a value at the places of the keys."""
    new = as_number(expression(list(value) if isinstance(value, tuple) else value))
    if x.sort == "boolean":
        raise untraceable("entries of truth values are set; write np.where or combine masks with & and |")
    mask = masked(keys, x)
    if mask is not None:
        if new.rank > behind(keys, x):
            raise untraceable("entries chosen by a mask are set to an array of as many; write np.where(mask, value, x)")
        return apply("where", mask, new, x)
    if any(isinstance(k, Expr) and not is_size(k) for k in keys):
        return _at_labels(x, keys, new)
    return _on_slice(x, keys, new)


def _on_slice(x: Expr, keys: Sequence[Any], new: Expr) -> Expr:
    """Integers and slices: the value put on zeros, where the slice lies."""
    if any(k is None for k in keys):
        raise untraceable("a new axis in brackets whose entries are set; leave it out")
    if (rows := _stacked(x, keys[0])) is not None:
        rows[number_of(keys[0]) or 0] = changed(part(x, keys[:1]), keys[1:], new) if keys[1:] else (
            new if new.shape == x.shape[1:] else apply("broadcast_to", new, shape=x.shape[1:]))
        return apply("stack", *rows, axis=0)
    full = [slice(None)] * (x.rank - sum(1 for k in keys if k is not Ellipsis))
    place = next((n for n, k in enumerate(keys) if k is Ellipsis), len(keys))
    keys = [*keys[:place], *full, *keys[place + 1 :]]
    flat = tuple(n for n, k in enumerate(keys) if not isinstance(k, slice))
    ranges = [k if isinstance(k, slice) else slice(k, None) for k in keys]
    here = brackets.index(x, *keys)
    if broadcast("setting entries", here.shape, new.shape) != here.shape:
        raise ShapeError(f"a value of {new.rank} axes doesn't fit into the entries that are set")
    parts = tuple(brackets.part(k, size) if n not in flat else _single(keys[n], size)
                  for n, (k, size) in enumerate(zip(ranges, x.shape)))
    spread = tuple(length for _, length, _ in parts)
    filled = apply("broadcast_to", new, shape=here.shape) if new.shape != here.shape else new
    if flat:
        filled = apply("reshape", filled, shape=spread)
    ones = apply("place", apply("ones", shape=spread), shape=x.shape, slices=parts)
    if parts == tuple((Size.of(0), size, 1) for size in x.shape):
        return filled
    return apply("where", apply("eq", ones, 1), apply("place", filled, shape=x.shape, slices=parts), x)


def _stacked(x: Expr, key: Any) -> list[Expr] | None:
    """The rows of an array that a loop fills: of zeros or ones, or of rows set before, where a number names one."""
    place, count = number_of(key), x.shape[0].constant
    if place is None or count is None or count > MOST_ROWS or not -count <= place < count:
        return None
    if isinstance(x, Apply) and x.op == "stack" and x.params["axis"] == -x.rank:
        return list(x.args)
    if isinstance(x, Apply) and x.op in ("zeros", "ones"):
        return [apply(x.op, shape=x.shape[1:]) if x.rank > 1 else number(int(x.op == "ones"))] * count
    return None


def _single(key: Expr, size: Size) -> tuple[Size, Size, int]:
    return brackets.bound(key, size), Size.of(1), 1


def _at_labels(x: Expr, keys: Sequence[Any], new: Expr) -> Expr:
    """x[np.arange(m), y] = value: one entry of each row; x[y] = value: whole rows."""
    *rows, labels = keys
    if each_row(keys, x):
        hot = apply("eq", one_hot(labels, x.shape[len(rows)]), 1)
        return apply("where", hot, apply("expand_dims", new, axis=-1) if new.rank == len(rows) else new, x)
    if not rows and isinstance(labels, Expr) and labels.rank == 1 and new.rank < x.rank:
        among = apply("gt", apply("sum", one_hot(labels, x.shape[0]), axis=0), 0)
        wide = apply("expand_dims", among, axis=tuple(range(1, x.rank))) if x.rank > 1 else among
        return apply("where", wide, new, x)
    raise untraceable("entries at places that depend on values are set; known are x[np.arange(m), labels] = value, "
                      "x[labels] = number and x[mask] = number")


def each_row(keys: Sequence[Any], x: Expr) -> bool:
    """Whether the keys name one entry of each row: x[np.arange(m), y], x[np.arange(b)[:, None], np.arange(t), y]."""
    *rows, labels = keys
    count = len(rows)
    return bool(rows) and len(keys) == x.rank and isinstance(labels, Expr) and labels.shape == x.shape[:-1] and all(
        isinstance(key, Expr) and _counts(key, k, count, x.shape[k]) for k, key in enumerate(rows))


def _counts(key: Expr, axis: int, count: int, size: Size) -> bool:
    """Whether it counts along one of several axes."""
    wide, plain = [ONE] * count, apply("arange", start=size)
    wide[axis] = size
    while isinstance(key, Apply) and key.op in ("expand_dims", "reshape", "broadcast_to") and key.args[0] is not plain:
        key = key.args[0]
    if key is plain:
        return count == 1 or axis == count - 1
    return isinstance(key, Apply) and key.args[:1] == (plain,) and key.shape == tuple(wide)[count - key.rank :] and (
        all(s == ONE for s in wide[: count - key.rank]))


def added(x: Expr, keys: Sequence[Any], new: Expr) -> Expr | None:
    """x with values added at labelled rows, each as often as its label occurs: x.at[y].add(v), np.add.at(x, y, v)."""
    if len(keys) != 1 or not isinstance(keys[0], Expr) or keys[0].rank != 1 or new.rank > x.rank:
        return None
    hot = one_hot(keys[0], x.shape[0])
    if new.rank < x.rank or new.shape[0] != keys[0].shape[0]:
        new = apply("broadcast_to", new, shape=keys[0].shape + x.shape[1:])
    flat = new if new.rank <= 2 else apply("reshape", new, shape=(new.shape[0], volume(new.shape[1:])))
    total = apply("matmul", apply("transpose", hot), flat)
    return x + (total if new.rank <= 2 else apply("reshape", total, shape=x.shape))


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
        x, new = self.array.expr, as_number(expression(lifted(value)))
        mask = masked(self.keys, x)
        if mask is not None:
            return self.array.like(apply("where", mask, apply(op, x, new), x))
        if any(isinstance(k, Expr) and not is_size(k) for k in self.keys) and not each_row(self.keys, x):
            total = added(x, self.keys, new) if op == "add" else None
            if total is None:
                raise untraceable("entries at places that may coincide are combined; write a sum over one-hot rows")
            return self.array.like(total)
        old = brackets.index(self.array.expr, *self.keys)
        return self.set(type(self.array)(apply(op, old, expression(lifted(value)))))

    def change(self, key: Any, value: Any) -> None:
        """NumPy's np.add.at(x, key, value)."""
        self.array.become(self[key].add(value).expr)

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


