"""Which axes of the arrays of a program go together: what belongs to one row of them is computed from that row."""

from __future__ import annotations

from dataclasses import dataclass

from lemmata.engine.programs.letters import letters_of
from lemmata.engine.programs.program import Program
from lemmata.engine.programs.values import Value

Axis = tuple[Value, int]


@dataclass(frozen=True)
class Rows:
    """Axes that are cut alike.

    axis      the axis of each array that has one
    summed    the instructions that go over all rows
    """

    axis: dict[Value, int]
    summed: frozenset[Value]


def rowwise(program: Program) -> list[Rows]:
    """The families of axes along which a program can be cut: no instruction mixes rows, and nothing that is computed
    from all rows is used in one of them again."""
    ties = _Ties()
    mixed: set[Axis] = set()
    summing: list[tuple[Value, Axis]] = []
    for value in program.values():
        letters = letters_of(value)
        first: dict[int, Axis] = {}
        kept = set(letters.result)
        for array, names in [*zip(value.args, letters.args, strict=True), (value, letters.result)]:
            for k, name in enumerate(names):
                if name is None:
                    continue
                axis = (array, k)
                ties.join(first.setdefault(name, axis), axis)
                if name in letters.mixed:
                    mixed.add(axis)
                elif name not in kept:
                    summing.append((value, axis))
    impossible = {ties.root(axis) for axis in mixed}
    found = []
    for root, axes in ties.classes().items():
        cut = dict(axes)
        if root in impossible or len(cut) < len(axes) or not any(v.op == "input" for v in cut):
            continue
        summed = frozenset(value for value, axis in summing if ties.root(axis) == root)
        if not _comes_back(program, cut, summed):
            found.append(Rows(cut, summed))
    return found


def _comes_back(program: Program, cut: dict[Value, int], summed: frozenset[Value]) -> bool:
    """Whether what is computed from all rows is used in one of them."""
    after: set[Value] = set()
    for value in program.values():
        late = any(a in after for a in value.args)
        if late and (value in cut or value in summed):
            return True
        if late or value in summed:
            after.add(value)
    return False


class _Ties:
    """Axes that are the same, as a forest."""

    def __init__(self) -> None:
        self._above: dict[Axis, Axis] = {}

    def root(self, axis: Axis) -> Axis:
        path = []
        while (above := self._above.setdefault(axis, axis)) != axis:
            path.append(axis)
            axis = above
        for below in path:
            self._above[below] = axis
        return axis

    def join(self, first: Axis, second: Axis) -> None:
        self._above[self.root(second)] = self.root(first)

    def classes(self) -> dict[Axis, list[Axis]]:
        found: dict[Axis, list[Axis]] = {}
        for axis in self._above:
            found.setdefault(self.root(axis), []).append(axis)
        return found
