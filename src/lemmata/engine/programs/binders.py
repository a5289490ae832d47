"""Binders over indices as instructions: reductions of an axis, sums of products, arrays."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from lemmata.engine.expr import Bind, Size, as_size
from lemmata.engine.programs.bounds import certain
from lemmata.engine.programs.errors import NoProgram
from lemmata.engine.programs.lowered import Lowered
from lemmata.engine.programs.products import product

if TYPE_CHECKING:
    from lemmata.engine.programs.lower import Lowering

NEUTRAL = {"sum": 0, "prod": 1}


def binder(lowering: Lowering, node: Bind) -> Lowered:
    """The instructions of a binder, whose body is lowered."""
    index, body = lowering.opened[node]
    assert isinstance(index, Size) and index.atom is not None
    name, low, high = index.atom, *(as_size(end) for end in node.range)
    ragged = not (low.atoms | high.atoms).isdisjoint(lowering.ranges)
    if node.binder == "sum" and not ragged:
        return product(lowering, body, {name}, node.rank)
    part = lowering.done[body]
    if ragged:
        part = _inside(lowering, node.binder, index, low, high, part)
    names = lowering.join([part, Lowered(part.value, (name,))])
    value = lowering.whole(part, names) if name not in part.names else part.value
    place, rest = names.index(name), tuple(n for n in names if n != name)
    if node.binder == "array":
        order = [k for k in range(len(names)) if k != place] + [place]
        return Lowered(lowering.permute(value, [*order, *range(len(names), value.rank)]), rest)
    if node.binder in ("argmax", "argmin"):
        shape = value.shape[:place] + value.shape[place + 1 :]
        return Lowered(lowering.make("arg", (value,), shape, "integer", how=node.binder, axis=place), rest)
    if node.binder not in ("sum", "prod", "max", "min"):
        raise NoProgram(f"{node.binder} has no array code; work it out first")
    return Lowered(lowering.reduce(node.binder, lowering.cast(value), [place]), rest)


def _inside(lowering: Lowering, kind: str, index: Size, low: Size, high: Size, part: Lowered) -> Lowered:
    """What doesn't count outside of a range that changes with another index."""
    if kind not in ("sum", "prod", "max", "min"):
        raise NoProgram(f"{kind} over a range that changes with another index has no array code")
    at_index, conditions = lowering.positions(index), []
    if not certain(lowering, index - low):
        conditions.append(lowering.combined("ge", "boolean", at_index, lowering.positions(low)))
    if not certain(lowering, high - 1 - index):
        conditions.append(lowering.combined("lt", "boolean", at_index, lowering.positions(high)))
    if not conditions:
        return part
    mask = reduce(lambda a, b: lowering.combined("and", "boolean", a, b), conditions)
    if kind in NEUTRAL:
        other = lowering.number(NEUTRAL[kind])
    else:
        other = lowering.constant("inf") if kind == "min" else lowering.map("neg", lowering.constant("inf"))
    names, own = lowering.join([mask, part]), part.value.rank - len(part.names)
    condition = lowering.over(mask, names, own)
    lowering.guards.facts[condition] = frozenset({index - low, high - 1 - index})
    args = (condition, lowering.guards.without(lowering, lowering.over(part, names, own), condition), other)
    return Lowered(lowering.map("where", *args), names)
