"""Entries of traced arrays in square brackets: read, and chosen by a mask."""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from lemmata.engine.expr import Apply, Expr, as_size, is_size
from lemmata.engine.ops import apply, brackets
from lemmata.engine.ops.shapes import ShapeError, show
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
    mask = masked(keys, x.expr)
    if mask is not None:
        return type(x)(x.expr, None, mask)
    if any(isinstance(k, Expr) and k.sort == "boolean" for k in keys):
        raise untraceable("a mask beside other indices chooses as many entries as are true; write np.where(mask, x, 0)")
    result = part(x.expr, keys)
    if x.expr.sort == "boolean" != result.sort:
        result = apply("ne", result, 0)
    basic = not any(isinstance(k, Expr) and not is_size(k) for k in keys)
    scalar = x.module == "numpy" and not result.rank
    if not basic or scalar or not x.mutable:
        return x.like(result)
    view = x.sharing(result)
    view.origin = weakref.ref(x), keys
    return view


def part(x: Expr, keys: Sequence[Any]) -> Expr:
    """x[...]; of arrays stacked on each other, the one that a number names."""
    place = number_of(keys[0]) if keys else None
    if isinstance(x, Apply) and x.op == "stack" and x.params["axis"] == -x.rank and place is not None and (
            -len(x.args) <= place < len(x.args)):
        return part(x.args[place], keys[1:])
    return brackets.index(x, *keys) if keys else x


def number_of(key: Any) -> int | None:
    """The whole number that a key is."""
    size = as_size(key) if isinstance(key, Expr) and is_size(key) else None
    return None if size is None else size.constant


# entries chosen by a mask


def masked(keys: Sequence[Any], x: Expr) -> Expr | None:
    """The mask of x[mask], x[:, mask], x[..., mask], over all entries; None for other keys."""
    masks = [k for k in keys if isinstance(k, Expr) and k.sort == "boolean"]
    if len(masks) != 1 or any(k is not masks[0] and k is not Ellipsis and k != slice(None) for k in keys):
        return None
    (mask,), place = masks, next(n for n, k in enumerate(keys) if k is masks[0])
    lead = x.rank - mask.rank - (len(keys) - 1 - place) if Ellipsis in keys[:place] else place
    if lead < 0 or x.shape[lead : lead + mask.rank] != mask.shape:
        raise ShapeError(f"a mask of shape {show(mask.shape)} has other axes than what it chooses from, which has "
                         f"shape {show(x.shape)}")
    if mask.rank == x.rank:
        return mask
    around = (*range(lead), *range(lead + mask.rank, x.rank))
    return apply("broadcast_to", apply("expand_dims", mask, axis=around), shape=x.shape)


def behind(keys: Sequence[Any], x: Expr) -> int:
    """How many axes follow that of the mask: a value may have so many."""
    place = next(n for n, k in enumerate(keys) if isinstance(k, Expr))
    rank = next(k.rank for k in keys if isinstance(k, Expr))
    return x.rank - place - rank if Ellipsis not in keys[:place] else len(keys) - 1 - place


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
