"""What operations on the structure of arrays share: sizes, axes, facts about each entry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from lemmata.engine.expr import Shape, Size
from lemmata.engine.ops.implications import ENTRYWISE
from lemmata.engine.ops.shapes import ONE, normal_axes

Indices = Sequence[Size]

# Facts about each entry for itself that are left when zeros are put between the entries.
WITH_ZEROS = ("nonnegative", "nonpositive", "zero", "unit", "integer", "natural", "binary", "even")


def entrywise(*facts: frozenset[str]) -> list[str]:
    """The facts about single entries that all arguments share."""
    return [f for f in ENTRYWISE if all(f in x for x in facts)]


def one_axis(op: str, rank: int, axis: int) -> int:
    """An axis counted from the last."""
    axes = normal_axes(op, rank, axis)
    assert axes is not None
    return axes[0]


def as_shape(shape: Any) -> Shape:
    """A shape from a size or several."""
    sizes = shape if isinstance(shape, (tuple, list)) else (shape,)
    return tuple(Size.of(s) for s in sizes)


def letters(count: int, after: int = 0) -> str:
    """Index letters for an einsum: the first `count` after the first `after`."""
    return "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"[after : after + count]


def volume(shape: Iterable[Size]) -> Size:
    """The number of entries."""
    total = ONE
    for size in shape:
        total = total * size
    return total


def quotient(total: Size, part: Size) -> Size | None:
    """total / part where `part` is a single term that divides every term of `total`."""
    if total == part:
        return ONE
    if len(part.terms) != 1:
        return None
    powers, factor = dict(part.terms[0][0]), part.terms[0][1]
    result = {}
    for monomial, count in total.terms:
        left = dict(monomial)
        if count % factor or any(left.get(name, 0) < power for name, power in powers.items()):
            return None
        key = tuple((name, p - powers.get(name, 0)) for name, p in monomial if p != powers.get(name, 0))
        result[key] = count // factor
    return Size(result)
