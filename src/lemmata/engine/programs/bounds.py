"""Entries outside of an array: undefined, unless a condition around them keeps them out.

x[i - 1] at i = 0 is no number, so it is NaN; where(i > 0, x[i - 1], 0) needs no check, as i > 0 says i - 1 >= 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from typing import TYPE_CHECKING, NamedTuple

from lemmata.engine.expr import Apply, Size, as_size, is_size
from lemmata.engine.programs.lowered import Lowered
from lemmata.engine.programs.values import Value, is_map

if TYPE_CHECKING:
    from lemmata.engine.programs.lower import Lowering
    from lemmata.engine.programs.program import Program

Bounds = frozenset[Size]  # sizes that are not negative
ENTRYWISE = ("map", "cast", "expand", "squeeze", "permute")


class Guarded(NamedTuple):
    """An array whose entries count where all the sizes are at least 0."""

    inner: Value
    needed: Bounds


class Guards:
    """What conditions say about sizes, and which arrays are checked."""

    def __init__(self) -> None:
        self.facts: dict[Value, Bounds] = {}  # what follows from a condition
        self.whole: set[Value] = set()  # conditions that follow from their facts, too
        self.guarded: dict[Value, Guarded] = {}

    def note(self, node: Apply, condition: Value, parts: Iterable[Value]) -> None:
        """What a comparison of sizes, or several together, say where they are true."""
        if node.op == "and":
            parts = tuple(parts)
            self.facts[condition] = frozenset[Size]().union(*(self.facts.get(p, frozenset()) for p in parts))
            if self.whole.issuperset(parts):
                self.whole.add(condition)
        elif node.op in ("lt", "le", "gt", "ge", "eq", "delta") and all(map(is_size, node.args)):
            a, b = map(as_size, node.args)
            if node.op in ("lt", "le"):
                a, b = b, a
            found = {a - b - 1} if node.op in ("lt", "gt") else {a - b}
            self.facts[condition] = frozenset(found | ({b - a} if node.op in ("eq", "delta") else set()))
            self.whole.add(condition)

    def always(self, lowering: Lowering, condition: Value) -> bool:
        """Whether a condition is true at all indices."""
        return condition in self.whole and all(certain(lowering, f) for f in self.facts[condition])

    def without(self, lowering: Lowering, value: Value, condition: Value) -> Value:
        """The array without the checks that the condition makes."""
        facts = self.facts.get(condition)
        return self._freed(lowering, value, facts, {}) if facts and self.guarded else value

    def _freed(self, lowering: Lowering, value: Value, facts: Bounds, done: dict[Value, Value]) -> Value:
        if value not in done:
            checked = self.guarded.get(value)
            if checked is not None and all(any(certain(lowering, s - f) for f in facts) for s in checked.needed):
                done[value] = self._freed(lowering, checked.inner, facts, done)
            elif value.op in ENTRYWISE and value.args:
                args = [self._freed(lowering, a, facts, done) for a in value.args]
                if is_map(value, "where"):
                    both = facts | self.facts.get(value.args[0], frozenset())
                    args[1] = self._freed(lowering, value.args[1], both, {})
                same = all(a is b for a, b in zip(args, value.args))
                done[value] = value if same else lowering.make(
                    value.op, args, value.shape, value.kind, value.weak, **dict(value.params))
            else:
                done[value] = value
        return done[value]


def checked(lowering: Lowering, part: Lowered, indices: Sequence[tuple[Size, Size]]) -> Lowered:
    """NaN where one of the indices is outside of its axis: pairs of an index and a length."""
    conditions, needed = [], set()
    for index, length in indices:
        for op, end, size in (("ge", Size.of(0), index), ("lt", length, length - 1 - index)):
            if not certain(lowering, size):
                conditions.append(lowering.combined(op, "boolean", lowering.positions(index), lowering.positions(end)))
                needed.add(size)
    if not needed or part.value.kind != "real":
        return part
    every = reduce(lambda a, b: lowering.combined("and", "boolean", a, b), conditions)
    names = lowering.join([part, every])
    inner = lowering.over(part, names, part.value.rank - len(part.names))
    condition = lowering.over(every, names, part.value.rank - len(part.names))
    value = lowering.map("where", condition, inner, lowering.constant("nan"))
    lowering.guards.guarded[value] = Guarded(inner, frozenset(needed))
    return Lowered(value, names)


def certain(lowering: Lowering, size: Size) -> bool:
    """Whether a size is never negative, whatever the opened indices and the sizes (from 1 on) are."""
    from lemmata.engine.programs.errors import NoProgram
    from lemmata.engine.programs.places import not_negative

    try:
        return not_negative(lowering.least(size, -1))
    except NoProgram:  # not linear
        return False


def check_places(program: Program, sizes: Mapping[str, int]) -> None:
    """Refuses sizes at which an entry or a slice lies outside of its array; NumPy would count it from the end.

    Raises IndexError with the index.
    """
    for value in program.values():
        if value.op == "place":
            place, length = value["place"].value(sizes), value.args[0].shape[value["axis"]].value(sizes)
            if not 0 <= place < length:
                stated = "" if value["place"].constant is not None else f"{value['place']} = "
                raise IndexError(f"index {stated}{place} is out of bounds for an axis of size {length}")
        negative = next((s for s in value.shape if s.value(sizes) < 0), None)
        if negative is not None:
            raise IndexError(f"an axis of size {negative} = {negative.value(sizes)}; give larger arrays")
