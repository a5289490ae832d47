"""Entries of arrays: an index is an axis, a slice of one, a fixed place, or places that are looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lemmata.engine.expr import At, Size, as_size, is_size
from lemmata.engine.programs.bounds import certain, checked
from lemmata.engine.programs.lowered import Lowered
from lemmata.engine.programs.values import Value

if TYPE_CHECKING:
    from lemmata.engine.programs.lower import Lowering

def entry_at(lowering: Lowering, node: At) -> Lowered:
    """The array at its indices; the axes left over stay."""
    part = lowering.done[node.array]
    value, names = part.value, list(part.names)
    lead = len(names)
    looked_up: list[tuple[int, Lowered]] = []
    fixed: list[tuple[int, Size]] = []
    axes: dict[str, int] = {}
    indices: list[tuple[Size, Size]] = []
    for place, index in enumerate(node.indices, start=lead):
        if not is_size(index):
            looked_up.append((place, lowering.done[index]))
            continue
        size = as_size(index)
        inner = sorted(size.atoms & set(lowering.ranges))
        if not inner:
            fixed.append((place, size))
        elif len(inner) == 1 and (step := size.coefficient(inner[0])) and inner[0] not in {*axes, *names} and (
                _within(lowering, size, inner[0], value.shape[place])):
            within = lowering.ranges[inner[0]]
            start = size.substitute({inner[0]: within.low})
            value = part_of(lowering, value, place, start, within.count, step)
            axes[inner[0]] = place
        else:
            looked_up.append((place, _inside(lowering, lowering.positions(size), size, value.shape[place])))
            indices.append((size, value.shape[place]))
    if looked_up:
        return checked(lowering, _gathered(lowering, Lowered(value, tuple(names)), looked_up, fixed, axes), indices)
    for place, size in reversed(fixed):
        value = at_place(lowering, value, place, size)
    gone = [place for place, _ in fixed]
    where = {n: k for k, n in enumerate(names)} | {
        n: place - sum(g < place for g in gone) for n, place in axes.items()}
    order = sorted(where, key=lowering.order.__getitem__)
    rest = [k for k in range(value.rank) if k not in where.values()]
    return Lowered(lowering.permute(value, [*(where[n] for n in order), *rest]), tuple(order))


def _within(lowering: Lowering, size: Size, name: str, length: Size) -> bool:
    """Whether an index certainly stays inside of its axis, as a slice that ends outside is shorter."""
    within = lowering.ranges[name]
    ends = [size.substitute({name: within.low}), size.substitute({name: within.low + within.count - 1})]
    return all(not_negative(end) and not_negative(length - 1 - end) for end in ends)


def as_index(lowering: Lowering, x: Value) -> Value:
    """Places as integers of the machine, also where they were worked out as whole floats."""
    if x.kind == "real" and not x.weak:
        return lowering.make("count", (x,), x.shape, "integer")
    return x


def _inside(lowering: Lowering, places: Lowered, size: Size, length: Size) -> Lowered:
    """Places moved into their axis; what stands there does not count."""
    low, high = lowering.number(0), lowering.size(length - 1)
    value = places.value
    if not certain(lowering, size):
        value = lowering.map("maximum", value, low, kind="integer")
    if not certain(lowering, length - 1 - size):
        value = lowering.map("minimum", value, high, kind="integer")
    return Lowered(value, places.names)


def not_negative(size: Size) -> bool:
    """Whether a size is at least 0 where all its atoms are at least 1."""
    rest = size.value(dict.fromkeys(size.atoms, 1)) if size.atoms else size.constant
    return rest is not None and rest >= 0 and all(factor > 0 for monomial, factor in size.terms if monomial)


def part_of(lowering: Lowering, x: Value, axis: int, start: Size, count: Size, step: int = 1) -> Value:
    """A slice along one axis."""
    if start == Size.of(0) and step == 1 and count == x.shape[axis]:
        return x
    shape = (*x.shape[:axis], count, *x.shape[axis + 1 :])
    return lowering.make("part", (x,), shape, x.kind, axis=axis, start=start, count=count, step=step)


def at_place(lowering: Lowering, x: Value, axis: int, place: Size) -> Value:
    """The array at one place of an axis, which goes."""
    shape = (*x.shape[:axis], *x.shape[axis + 1 :])
    if x.op == "stack" and x["axis"] == axis and place.constant is not None and 0 <= place.constant < len(x.args):
        return x.args[place.constant]
    return lowering.make("place", (x,), shape, x.kind, axis=axis, place=place)


def _gathered(lowering: Lowering, part: Lowered, looked_up: list[tuple[int, Lowered]],
              fixed: list[tuple[int, Size]], axes: dict[str, int]) -> Lowered:
    """Places looked up by arrays of integers: these axes first, then the index arrays stand for them."""
    indices = dict(looked_up)
    for place, size in fixed:
        indices[place] = Lowered(lowering.size(size))
    for name, place in axes.items():
        within = lowering.ranges[name]  # a slice made the axis the index itself
        indices[place] = Lowered(lowering.arange(Size.of(0), within.count), (name,))
    for place, name in enumerate(part.names):
        indices[place] = Lowered(lowering.arange(Size.of(0), lowering.ranges[name].count), (name,))
    order = sorted(indices)
    names = lowering.join(indices.values())
    rest = [k for k in range(part.value.rank) if k not in indices]
    value = lowering.permute(part.value, [*order, *rest])
    arrays = [lowering.over(Lowered(as_index(lowering, indices[k].value), indices[k].names), names, 0) for k in order]
    shape = tuple(lowering.ranges[n].count for n in names) + value.shape[len(order) :]
    return Lowered(lowering.make("gather", (value, *arrays), shape, value.kind), names)
