"""A letter for each axis of the arguments and of the result of an instruction, as einsum has.

A letter that the result lacks is summed (or the largest taken ...) there; one that is `mixed` belongs to an instruction
that needs whole axes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from lemmata.engine.expr import Shape, Size
from lemmata.engine.ops.compensated import COMPENSATED
from lemmata.engine.ops.shapes import ONE
from lemmata.engine.programs.values import Value

COMBINED = ("sum", "prod", "max", "min", "mean")  # of parts: that of what these give


@dataclass
class Letters:
    """The axes of one instruction: a number each, None for axes of size 1 that are stretched."""

    args: list[list[int | None]]
    result: list[int | None]
    mixed: set[int] = field(default_factory=set)


Rule = Callable[[Value], Letters | None]


def letters_of(value: Value) -> Letters:
    """The letters of an instruction; what is not known here mixes everything."""
    rule = _RULES.get(value.op, _all_mixed)
    return rule(value) or _all_mixed(value)


def _all_mixed(value: Value) -> Letters:
    count = sum(a.rank for a in value.args) + value.rank
    numbers = iter(range(count))
    args: list[list[int | None]] = [[next(numbers) for _ in a.shape] for a in value.args]
    return Letters(args, [next(numbers) for _ in value.shape], set(range(count)))


def _stretching(shape: Shape, names: Sequence[int | None], to: Sequence[Size]) -> list[int | None]:
    """The names of the last axes, without those that are stretched."""
    first = len(names) - len(shape)
    return [None if size == ONE != whole else name for size, name, whole in zip(shape, names[first:], to[first:])]


def _leaf(value: Value) -> Letters:
    return Letters([], list(range(value.rank)))


def _entrywise(value: Value) -> Letters:
    names = list(range(value.rank))
    return Letters([_stretching(a.shape, names, value.shape) for a in value.args], [*names])


def _permute(value: Value) -> Letters:
    order = value["order"]
    return Letters([[order.index(k) for k in range(value.rank)]], [*range(value.rank)])


def _expand(value: Value) -> Letters:
    return Letters([[k for k in range(value.rank) if k not in value["axes"]]],
                   [None if k in value["axes"] else k for k in range(value.rank)])


def _dropping(value: Value, axes: Iterable[int], mixed: bool, keepdims: bool = False) -> Letters:
    names, gone = range(value.args[0].rank), set(axes)
    result = [None if k in gone else k for k in names] if keepdims else [k for k in names if k not in gone]
    return Letters([[*names]], [*result], gone if mixed else set())


def _reduce(value: Value) -> Letters:
    return _dropping(value, value["axes"], value["how"] not in COMBINED, value["keepdims"])


def _along(*places: str) -> Rule:
    """An instruction that needs whole axes of its only array; the others stay."""
    def rule(value: Value) -> Letters:
        given = [value[p] for p in places]
        axes = {a for p in given for a in (p if isinstance(p, tuple) else (p,))}
        if value.rank == value.args[0].rank:
            return Letters([[*range(value.rank)]], [*range(value.rank)], axes)
        return _dropping(value, axes, True, bool(value.get("keepdims")))
    return rule


def _compensated(value: Value) -> Letters:
    """Sums over the last axis, which is needed whole: the errors of its parts don't add up."""
    names = [*range(value.rank + 1)]
    return Letters([[*names] for _ in value.args], [*range(value.rank)], {value.rank})


def _triangle(value: Value) -> Letters:
    return Letters([[*range(value.rank)]], [*range(value.rank)], {value.rank - 2, value.rank - 1})


def _reshape(value: Value) -> Letters:
    """Leading axes that are the same before and after."""
    x = value.args[0]
    same = 0
    while same < min(x.rank, value.rank) and x.shape[same] == value.shape[same]:
        same += 1
    found = _all_mixed(value)
    found.args[0][:same] = range(same)
    found.result[:same] = range(same)
    found.mixed -= set(range(same))
    return found


def _pad(value: Value) -> Letters:
    whole = [(Size.of(0), size, 1) for size in value.shape[value["lead"] :]]
    parts = {value["lead"] + k for k, (a, b) in enumerate(zip(value["slices"], whole, strict=True)) if tuple(a) != b}
    return Letters([[*range(value.rank)]], [*range(value.rank)], parts)


def _joined(value: Value) -> Letters:
    axis, names = value["axis"], list(range(value.rank))
    inner = names if value.op == "concat" else [k for k in names if k != axis]
    return Letters([[*inner] for _ in value.args], [*names], {axis})


def _matmul(value: Value) -> Letters:
    a, b = value.args
    lead = value.rank - (a.rank > 1) - (b.rank > 1)
    names: list[int | None] = list(range(value.rank))
    stack, row, column, k = names[:lead], names[lead : lead + (a.rank > 1)], names[value.rank - (b.rank > 1) :], -1
    left = _stretching(a.shape[:-2], stack, value.shape[:lead]) + row + [k]
    right = _stretching(b.shape[:-2], stack, value.shape[:lead]) + [k] + column
    return Letters([left, right], names)


def _dot(value: Value) -> Letters | None:
    a, b = value.args
    return Letters([[*range(a.rank)], [*range(a.rank)]], []) if a.shape == b.shape else None


def _einsum(value: Value) -> Letters | None:
    terms, output = value["equation"].split("->")
    sizes = {c: s for term, a in zip(terms.split(","), value.args) for c, s in zip(term, a.shape)}
    if any(sizes[c] != s for term, a in zip(terms.split(","), value.args) for c, s in zip(term, a.shape)):
        return None
    return Letters([[ord(c) for c in term] for term in terms.split(",")], [ord(c) for c in output])


def _embed(value: Value) -> Letters:
    target: str = value["target"]
    x, mixed = value.args[0], {ord(c) for c in target if target.count(c) > 1}
    sizes = [value.shape[target.index(c)] for c in value["inner"]]
    return Letters([_stretching(x.shape, [ord(c) for c in value["inner"]], sizes)], [ord(c) for c in target], mixed)


def _gather(value: Value) -> Letters:
    """Rows that are looked up in themselves (x[arange(m), y]) stay where they are."""
    x, indices = value.args[0], value.args[1:]
    names: list[int | None] = list(range(value.rank))
    lead = value.rank - (x.rank - len(indices))
    inner: list[list[int | None]] = [_stretching(i.shape, names[:lead], value.shape[:lead]) for i in indices]
    other, mixed = value.rank, set()
    looked_up: list[int | None] = []
    for k, index in enumerate(indices):
        axis = own_place(x, k, index)
        if axis is None:
            looked_up.append(other)
            mixed.add(other)
            other += 1
        else:
            looked_up.append(lead - index.rank + axis)
            inner[k] = [None] * index.rank  # these are counted anew in each part
    return Letters([looked_up + names[lead:], *inner], names, mixed)


def own_place(x: Value, k: int, index: Value) -> int | None:
    """The axis of an index array along which it only counts the places of axis k of x."""
    inner = index.args[0] if index.op == "expand" else index
    if inner.op != "arange" or inner["start"] != Size.of(0) or inner["step"] != 1 or inner.shape[0] != x.shape[k]:
        return None
    return next(a for a in range(index.rank) if index.op != "expand" or a not in index["axes"])


def _take_along(value: Value) -> Letters:
    x, labels = value.args
    names = list(range(value.rank))
    axis, gone = value["axis"], value.rank
    args = [_stretching(a.shape, names, value.shape) for a in (x, labels)]
    args[0][axis] = gone
    return Letters(args, [*names], {gone})


_RULES: dict[str, Rule] = {
    **dict.fromkeys(("input", "number", "constant", "size", "arange"), _leaf),
    **dict.fromkeys(("map", "cast", "count", "broadcast"), _entrywise),
    **dict.fromkeys(("softmax", "log_softmax", "logsumexp"), _along("axes")),
    **dict.fromkeys(("part", "place", "cumsum", "sort", "argsort", "arg"), _along("axis")),
    **dict.fromkeys(COMPENSATED, _compensated),
    "permute": _permute, "expand": _expand, "squeeze": lambda v: _dropping(v, v["axes"], True), "reduce": _reduce,
    "reshape": _reshape, "triangle": _triangle, "pad": _pad, "concat": _joined, "stack": _joined,
    "matmul": _matmul, "dot": _dot, "einsum": _einsum, "embed": _embed, "gather": _gather, "along": _take_along,
}
