"""Shape rules that several operations share. A mismatch names the two sizes that disagree."""

from __future__ import annotations

from collections.abc import Sequence

from lemmata.engine.expr import Expr, Shape, Size
from lemmata.wording import counted

ONE = Size.of(1)


class ShapeError(ValueError):
    """Sizes that must be equal and are not; `left` and `right` let a reader unify them."""

    def __init__(self, message: str, left: Size | None = None, right: Size | None = None):
        super().__init__(message)
        self.left, self.right = left, right


def show(shape: Sequence[Size]) -> str:
    return "[" + " ".join(str(d) for d in shape) + "]" if shape else "a scalar"


def same_size(op: str, left: Size, right: Size) -> Size:
    """The common size of two axes that must agree."""
    if left != right:
        raise ShapeError(f"{op}: axes of size {left} and {right} must be equal", left, right)
    return left


def broadcast(op: str, *shapes: Shape) -> Shape:
    """NumPy's rule: axes are aligned from the right, a literal 1 stretches, names never unify.

    >>> from lemmata.engine.expr import shape_of
    >>> broadcast("add", shape_of(["n", 1]), shape_of(["m"]))
    (n, m)
    """
    widest = max(shapes, key=len, default=())
    if all(not s or s == widest for s in shapes):
        return widest
    rank = len(widest)
    result: list[Size] = []
    for axis in range(-rank, 0):
        size = ONE
        for shape in shapes:
            if len(shape) < -axis or shape[axis] == ONE:
                continue
            if size == ONE:
                size = shape[axis]
            elif size != shape[axis]:
                raise ShapeError(
                    f"{op}: shapes {show(shapes[0])} and {show(shape)} don't broadcast: "
                    f"{size} is not {shape[axis]}", size, shape[axis],
                )
        result.append(size)
    return tuple(result)


def scalar(*args: Expr, **params: object) -> Shape:
    return ()


def need_count(op: str, args: tuple[Expr, ...], low: int, high: int) -> None:
    if not low <= len(args) <= high:
        raise TypeError(f"{op} takes {low} to {high} arguments, {len(args)} given")


def need_rank(op: str, value: Expr, *ranks: int) -> None:
    """Raise where an argument has another number of axes."""
    if value.rank not in ranks:
        wanted = " or ".join(("a scalar", "a vector", "a matrix")[r] if r < 3 else f"rank {r}" for r in ranks)
        raise ShapeError(f"{op} takes {wanted}, not an array of shape {show(value.shape)}")


def need_square(op: str, value: Expr) -> Size:
    """Size of a square matrix."""
    need_rank(op, value, 2)
    return same_size(op, *value.shape)


def normal_axes(op: str, rank: int, axis: int | Sequence[int] | None) -> tuple[int, ...] | None:
    """Axes counted from the last (-1), sorted, so that leading batch axes don't matter; None: all."""
    if axis is None:
        return None
    axes = []
    for a in (axis,) if isinstance(axis, (int, str)) else axis:
        if not isinstance(a, int):
            raise ShapeError(f"{op}: an axis is an integer, not {a!r}")
        if not -rank <= a < rank:
            raise ShapeError(f"{op}: axis {a} of an array with {counted(rank, 'axis')}; use {-rank}..{rank - 1}")
        axes.append(a - rank if a >= 0 else a)
    if len(set(axes)) != len(axes):
        raise ShapeError(f"{op}: axis {axis} names an axis twice")
    return tuple(sorted(axes))


def reduce_shape(value: Expr, axis: tuple[int, ...] | None, keepdims: bool) -> Shape:
    """Shape after a reduction over normal axes."""
    gone = range(-value.rank, 0) if axis is None else axis
    return tuple(
        ONE if at in gone else size
        for at, size in zip(range(-value.rank, 0), value.shape)
        if keepdims or at not in gone
    )
