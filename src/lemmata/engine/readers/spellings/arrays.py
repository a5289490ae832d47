"""Making, joining, repeating and turning arrays as NumPy and PyTorch have them."""

from __future__ import annotations

from typing import Any

from lemmata.engine.expr import Expr, Size, as_size, integer, is_size
from lemmata.engine.ops import apply
from lemmata.engine.ops.brackets import index
from lemmata.engine.ops.indexing import one_hot
from lemmata.engine.ops.shapes import ShapeError, show
from lemmata.engine.readers.operations import expression, param
from lemmata.engine.readers.spellings.record import refused, spelled

NUMPY = "numpy jax.numpy"


@spelled("full", NUMPY, "shape: raw, fill_value")
@spelled("full", "torch", "size: raw, fill_value")
def _full(fill_value: Expr, shape: Any = None, size: Any = None) -> Expr:
    return apply("full", fill_value, shape=param(size if shape is None else shape))


@spelled("full", "-", "*args: raw, **keywords")
def _own_full(args: Any, keywords: Any) -> Expr:
    """full(a, shape=(m, n)), as it is written; by place the shape stands first, as in the libraries."""
    if len(args) == 1 and "shape" in keywords:
        return apply("full", expression(args[0]), shape=param(keywords["shape"]))
    if len(args) == 2 and not keywords:
        return apply("full", expression(args[1]), shape=param(args[0]))
    raise TypeError("write full((m, n), a) or full(a, shape=(m, n))")


@spelled("full_like", NUMPY + " torch -", "a, fill_value")
def _full_like(a: Expr, fill_value: Expr) -> Expr:
    return apply("full", fill_value, shape=a.shape)


@spelled("linspace", NUMPY + " -", "start, stop, num: param = 50, endpoint=True")
@spelled("linspace", "torch", "start, stop, num: param")
def _linspace(start: Expr, stop: Expr, num: Any, endpoint: bool = True) -> Expr:
    count = Size.of(num)
    if start.rank or stop.rank:
        raise TypeError("linspace between two numbers, not arrays")
    if count == Size.of(1):
        return apply("stack", start, axis=0)
    steps = count - 1 if endpoint else count
    return start + apply("arange", start=count) * ((stop - start) / integer(steps))


# order of entries


def _slices(x: Expr, axis: int, part: slice) -> list[Any]:
    keys: list[Any] = [slice(None)] * x.rank
    keys[axis] = part
    return keys


@spelled("flip", NUMPY + " -", "m, axis=None")
@spelled("flip", "torch .", "m, *dims")
def _flip(m: Expr, axis: Any = None, dims: Any = None) -> Expr:
    axes = dims if dims else axis
    if axes and isinstance(axes, tuple) and isinstance(axes[0], tuple):
        axes = axes[0]
    axes = range(m.rank) if axes is None else (axes,) if isinstance(axes, int) else axes
    for a in axes:
        m = index(m, *_slices(m, a, slice(None, None, -1)))
    return m


@spelled("flipud fliplr", NUMPY + " torch -", "m")
def _flipped(name: str, m: Expr) -> Expr:
    return index(m, *_slices(m, 0 if name == "flipud" else 1, slice(None, None, -1)))


@spelled("roll", NUMPY + " -", "a, shift, axis=None")
@spelled("roll", "torch .", "a, shifts, dims=None")
def _roll(a: Expr, shift: Expr | None = None, axis: Any = None, shifts: Expr | None = None, dims: Any = None) -> Expr:
    """The last `shift` entries come first."""
    shift = shift if shifts is None else shifts
    assert shift is not None
    place = axis if dims is None else dims
    if place is None and a.rank > 1:
        flat = apply("ravel", a)
        return apply("reshape", _rolled(flat, shift, 0), shape=a.shape)
    if isinstance(place, tuple):
        raise TypeError("roll along one axis at a time")
    return _rolled(a, shift, 0 if place is None else place)


def _rolled(a: Expr, shift: Expr, axis: int) -> Expr:
    if not is_size(shift):
        raise TypeError("roll needs an integer or a size")
    count, size = as_size(shift), a.shape[axis]
    if count.constant is not None and size.constant is not None:
        count = Size.of(count.constant % size.constant)
    if count == Size.of(0):
        return a
    negative = all(factor < 0 for _, factor in count.terms)
    cut = -count if negative else size - count
    head = index(a, *_slices(a, axis, slice(integer(cut), None)))
    tail = index(a, *_slices(a, axis, slice(None, integer(cut))))
    return apply("concat", head, tail, axis=axis)


@spelled("diff", NUMPY + " torch", "a, n=1, axis=-1")
def _diff(a: Expr, n: int, axis: int) -> Expr:
    """Differences of neighbours."""
    for _ in range(n):
        a = index(a, *_slices(a, axis, slice(1, None))) - index(a, *_slices(a, axis, slice(None, -1)))
    return a


# repetition


@spelled("tile", NUMPY + " -", "A, reps: param")
def _tile(A: Expr, reps: Any) -> Expr:
    return tiled(A, reps if isinstance(reps, tuple) else (reps,))


@spelled("tile", "torch .", "A, *reps")
def _torch_tile(A: Expr, reps: Any) -> Expr:
    return tiled(A, reps[0] if reps and isinstance(reps[0], tuple) else reps)


refused("repeat", ".", "x.repeat(k) repeats the array in PyTorch and each entry in NumPy; write tile(x, k) or "
        "np.repeat(x, k)")


def tiled(x: Expr, reps: tuple[Any, ...]) -> Expr:
    """The array side by side: each axis as often as it says, new axes first."""
    rank = max(x.rank, len(reps))
    shape = (Size.of(1),) * (rank - x.rank) + x.shape
    counts = [Size.of(1)] * (rank - len(reps)) + [Size.of(r) for r in reps]
    spread = tuple(size for pair in zip(counts, shape) for size in pair)
    parts = tuple(size for one in shape for size in (Size.of(1), one))
    wide = apply("broadcast_to", apply("reshape", x, shape=parts), shape=spread)
    return apply("reshape", wide, shape=tuple(c * s for c, s in zip(counts, shape)))


@spelled("repeat", NUMPY + " -", "a, repeats: param, axis=None")
@spelled("repeat_interleave", "torch .", "a, repeats: param, dim=None")
def _repeat(a: Expr, repeats: Any, axis: Any = None, dim: Any = None) -> Expr:
    """Each entry several times, one after the other."""
    place = axis if dim is None else dim
    if isinstance(repeats, tuple):
        raise TypeError("repeat every entry equally often")
    x = apply("ravel", a) if place is None else a
    place, count = (0 if place is None else place % x.rank), Size.of(repeats)
    wide = apply("expand_dims", x, axis=place + 1)
    shape = (*wide.shape[: place + 1], count, *wide.shape[place + 2 :])
    full = apply("broadcast_to", wide, shape=shape)
    return apply("reshape", full, shape=(*x.shape[:place], x.shape[place] * count, *x.shape[place + 1 :]))


# joined arrays


@spelled("append", NUMPY + " -", "arr, values, axis=None")
def _append(arr: Expr, values: Expr, axis: Any) -> Expr:
    if axis is None:
        arr, values = (apply("reshape", x, shape=(-1,)) if x.rank != 1 else x for x in (arr, values))
    return apply("concat", arr, values, axis=axis or 0)


@spelled("stack", NUMPY, "arrays: arrays, axis=0")
@spelled("stack", "torch", "arrays: arrays, dim=0")
def _stack(arrays: list[Expr], axis: int = 0, dim: int = 0) -> Expr:
    return apply("stack", *arrays, axis=axis or dim)


@spelled("vstack hstack", NUMPY + " torch", "arrays: arrays")
def _stacked(name: str, arrays: list[Expr]) -> Expr:
    return apply(name, *arrays)


@spelled("cat concat concatenate", "torch", "arrays: arrays, dim=0")
def _cat(arrays: list[Expr], dim: int) -> Expr:
    return apply("concat", *arrays, axis=dim)


@spelled("concatenate concat", NUMPY, "arrays: arrays, axis: raw = 0")
def _concatenate(arrays: list[Expr], axis: Any) -> Expr:
    if axis is None:
        return apply("concat", *(apply("ravel", x) for x in arrays), axis=0)
    return apply("concat", *arrays, axis=param(axis))


@spelled("column_stack", NUMPY + " torch -", "tup: arrays")
def _column_stack(tup: list[Expr]) -> Expr:
    return apply("concat", *(apply("expand_dims", x, axis=-1) if x.rank == 1 else x for x in tup), axis=1)


@spelled("block", NUMPY + " -", "arrays: raw")
def _block(arrays: Any) -> Expr:
    """Rows of blocks."""
    if not isinstance(arrays, list):
        return expression(arrays)
    if not any(isinstance(row, list) for row in arrays):
        return _beside([expression(x) for x in arrays], -1)
    return _beside([_block(row) for row in arrays], -2)


def _beside(parts: list[Expr], axis: int) -> Expr:
    rank = max([-axis, *(p.rank for p in parts)])
    parts = [p if p.rank == rank else apply("reshape", p, shape=(1,) * (rank - p.rank) + p.shape) for p in parts]
    return apply("concat", *parts, axis=axis) if len(parts) > 1 else parts[0]


# entries by labels


@spelled("one_hot", "torch -", "input, num_classes=-1")
@spelled("one_hot", "jax", "input, num_classes: param")
def _one_hot(input: Expr, num_classes: Any) -> Expr:
    size = num_classes if num_classes != -1 else classes_of(input)
    if size is None:
        raise TypeError("one_hot: say how many classes there are, one_hot(c, num_classes=k)")
    declared = classes_of(input)
    if declared is not None and any(atom[0] == "?" for atom in declared.atoms):
        need_classes(input, Size.of(size))
    return one_hot(input, Size.of(size))


def classes_of(labels: Expr) -> Any:
    """The number of classes that labels are declared with."""
    return getattr(labels, "params", (None,))[0] if getattr(labels, "domain", "") == "labels" else None


def need_classes(labels: Expr, size: Size) -> None:
    """Labels are declared with as many classes as there are scores."""
    have = classes_of(labels)
    if have is not None and have != size:
        raise ShapeError(f"labels of {have} classes and an axis of size {size}; both must be equal", have, size)


@spelled("take", NUMPY, "a, indices, axis=None")
@spelled("take", "torch", "a, indices")
def _take(a: Expr, indices: Expr, axis: Any = None) -> Expr:
    """Without an axis from the entries row by row."""
    return apply("take", apply("ravel", a) if axis is None and a.rank != 1 else a, indices, axis=axis or 0)


@spelled("index_select", "torch .", "input, dim: param, index")
def _index_select(input: Expr, dim: int, index: Expr) -> Expr:
    return apply("take", input, index, axis=dim)


@spelled("embedding", "torch.nn.functional", "input, weight, padding_idx=None, max_norm=None, norm_type=2, "
         "scale_grad_by_freq=False, sparse=False")
def _embedding(input: Expr, weight: Expr, max_norm: Any, **_: Any) -> Expr:
    """Rows of the weights by their numbers."""
    if max_norm is not None:
        raise TypeError("embedding with max_norm changes the weights; normalize them before")
    return apply("take", weight, input)


@spelled("gather", "torch .", "input, dim: param, index")
def _gather(input: Expr, dim: int, index: Expr) -> Expr:
    if input.rank != index.rank:
        raise ShapeError(f"gather: {show(input.shape)} and {show(index.shape)}; both need the same axes")
    return apply("take_along", input, index, axis=dim)
