"""NumPy's brackets: slices, places, new axes and arrays of labels as operations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lemmata.engine.expr import Expr, Number, Size, as_size, at, integer, is_size
from lemmata.engine.ops.indexing import need_integers
from lemmata.engine.ops.record import apply
from lemmata.engine.ops.shapes import ShapeError, show
from lemmata.engine.ops.slices import ZERO, Part, is_whole, part_length
from lemmata.wording import counted

Key = Any


def bound(value: Any, size: Size) -> Size:
    """An end of a slice or an index, counted from the end of the axis where it is negative."""
    place = as_size(value) if isinstance(value, Expr) else Size.of(value)
    negative = place.terms and all(count < 0 for _, count in place.terms)
    return place + size if negative else place


def _clipped(place: Size, low: int, high: Size) -> Size:
    """A place before `low` or past `high` is that end, where this is known."""
    beyond = (place - high).constant
    if beyond is not None and beyond > 0:
        return high
    return Size.of(low) if place.constant is not None and place.constant < low else place


def part(key: slice, size: Size) -> Part:
    """What a slice takes of an axis of this size."""
    step = 1 if key.step is None else as_size(key.step).constant if isinstance(key.step, Expr) else int(key.step)
    if not step:
        raise ShapeError("a slice needs a constant step other than 0")
    if step > 0:
        start = ZERO if key.start is None else _clipped(bound(key.start, size), 0, size)
        stop = size if key.stop is None else _clipped(bound(key.stop, size), 0, size)
        length = stop - start
    else:
        start = size - 1 if key.start is None else _clipped(bound(key.start, size), -1, size - 1)
        stop = Size.of(-1) if key.stop is None else _clipped(bound(key.stop, size), -1, size - 1)
        length = start - stop
    return start, part_length(length, step), step


def index(array: Expr, *keys: Key) -> Expr:
    """NumPy's `array[keys]`: integers, sizes, slices, None, ..., integer scalars and arrays of labels.

    >>> from lemmata.engine.expr import symbol
    >>> x = symbol("x", ["n"])
    >>> index(x, slice(1, None)).shape, index(x, slice(None, None, -1)).shape, index(x, -1).shape
    ((n - 1,), (n,), ())

    Raises ShapeError where the shape has no polynomial size, or there are more keys than axes.
    """
    axes = sum(1 for k in keys if k is not None and k is not Ellipsis)
    if axes > array.rank:
        raise ShapeError(f"{counted(axes, 'index')} into an array of shape {show(array.shape)}; give at "
                         f"most {array.rank}")
    full = [slice(None)] * (array.rank - axes)
    if Ellipsis in [k for k in keys if not isinstance(k, Expr)]:
        place = next(n for n, k in enumerate(keys) if k is Ellipsis)
        keys = (*keys[:place], *full, *keys[place + 1 :])
    else:
        keys = (*keys, *full)
    own = [k for k in keys if k is not None]
    cut = [isinstance(k, slice) and not (k.start is k.stop is k.step is None) for k in own]
    if any(cut):
        parts = tuple(part(k, size) if some else (ZERO, size, 1) for k, size, some in zip(own, array.shape, cut))
        if not all(is_whole(one, size) for one, size in zip(parts, array.shape)):
            array = apply("slice", array, slices=parts)
    for axis in reversed(range(len(own))):
        if isinstance(own[axis], (slice, Expr)) and not (isinstance(own[axis], Expr) and own[axis].rank == 0):
            continue
        if any(isinstance(k, slice) for k in own[:axis]) or any(_is_labels(k) for k in own[:axis]):
            array = at(apply("moveaxis", array, source=axis, destination=0), _one(own[axis], array.shape[axis]))
            del own[axis]
    leading: list[Expr] = []
    while own and not isinstance(own[0], slice) and not _is_labels(own[0]):
        leading.append(_one(own.pop(0), array.shape[len(leading)]))
    array = at(array, *leading)
    array = _labelled(array, own)
    keys = tuple(k for k in keys if k is None or isinstance(k, slice) or _is_labels(k))
    new = _new_axes(keys)
    return apply("expand_dims", array, axis=new) if new else array


def _is_labels(key: Key) -> bool:
    return isinstance(key, Expr) and key.rank > 0


def _one(key: Key, size: Size) -> Expr:
    if isinstance(key, Expr) and not is_size(key):
        need_integers("index", key)
        return key
    if isinstance(key, Number) and key.value.denominator != 1:
        raise ShapeError(f"an index must be an integer, not {key.value}")
    return integer(bound(key, size))


def _labelled(array: Expr, keys: Sequence[Key]) -> Expr:
    """The arrays of labels among the keys: along one axis, or together along several beside each other."""
    axes = [n for n, k in enumerate(keys) if _is_labels(k)]
    if not axes:
        return array
    labels = [keys[n] for n in axes]
    if len(axes) == 1:
        return apply("take", array, labels[0], axis=axes[0])
    if axes != list(range(axes[0], axes[-1] + 1)):
        raise ShapeError("arrays of labels must stand beside each other; move the axes together first")
    for _ in axes:
        if axes[0]:
            array = apply("moveaxis", array, source=axes[-1], destination=0)
    picked = apply("pick", array, *labels)
    for _ in range(picked.rank - array.rank + len(axes) if axes[0] else 0):
        width = picked.rank - array.rank + len(axes)
        picked = apply("moveaxis", picked, source=0, destination=axes[0] + width - 1)
    return picked


def _new_axes(keys: Sequence[Key]) -> tuple[int, ...]:
    """Where None stands among the axes that are left."""
    places, axis = [], 0
    seen = False
    for key in keys:
        if key is None:
            places.append(axis)
            axis += 1
        elif _is_labels(key):
            axis += key.rank if not seen else 0
            seen = True
        else:
            axis += 1
    return tuple(places)
