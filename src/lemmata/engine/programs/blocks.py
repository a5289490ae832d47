"""A program in three parts: what no row is needed for, what is computed of some rows at a time, and the rest.

Temporary arrays of some rows stay in the caches, where those of all rows go to memory and back in every instruction.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce

from lemmata.engine.expr import Size, Symbol, symbol
from lemmata.engine.programs.axes import Rows, rowwise
from lemmata.engine.programs.costs import VIEWS, entries_of
from lemmata.engine.programs.letters import own_place
from lemmata.engine.programs.program import Program
from lemmata.engine.programs.values import Instructions, Value


@dataclass(frozen=True)
class Origin:
    """Where an array comes from: the k-th of the `inputs`, or of what `before`, `block` or `after` gives.

    axis      along which it is cut, or put together; None where it is whole
    """

    part: str
    k: int
    axis: int | None = None


@dataclass(frozen=True)
class Blocks:
    """A program in parts.

    before    of the inputs: what needs no rows
    block     of some rows: rows of outputs, then shares in what is computed of all rows
    after     the outputs that are no rows
    given     where the inputs of `block` and of `after` come from
    outputs   where the outputs come from
    joined    how two shares become one: sum, prod, max, min
    rows      the name of the size of a block
    count     how many rows there are
    """

    before: Program
    block: Program
    after: Program
    given: tuple[tuple[Origin, ...], tuple[Origin, ...]]
    outputs: tuple[Origin, ...]
    joined: tuple[str, ...]
    rows: str
    count: Size

    @property
    def cut(self) -> tuple[bool, ...]:
        """Which inputs of `block` it takes rows of; the others are whole."""
        return tuple(o.axis is not None for o in self.given[0])


def blocks(program: Program, sizes: Mapping[str, int]) -> Blocks | None:
    """The program cut along the leading axis on which most is computed; None where there is none.

    sizes     what the sizes are like

    >>> from lemmata.engine.expr import symbol
    >>> from lemmata.engine.programs import program
    >>> X, w = symbol("X", ["m", "n"]), symbol("w", ["n"])
    >>> parts = blocks(program([X.T @ (X @ w)], [X, w], lambda name: True), {"m": 1000, "n": 10})
    >>> [v.op for v in parts.block.values()], parts.joined, parts.count
    (['input', 'permute', 'input', 'matmul', 'matmul'], ('sum',), m)
    """
    known = {**dict.fromkeys(program.dims, 1), **sizes}
    best, most = None, 0
    for rows in rowwise(program):
        if any(axis and (v.op == "input" or v in program.outputs) for v, axis in rows.axis.items()):
            continue  # parts of them don't lie together in memory
        work = sum(entries_of(v, known) for v in rows.axis if v.op not in VIEWS)
        if work > most:
            best, most = rows, work
    found = _split(program, best) if best is not None else None
    return found if found is not None and any(found.cut) else None


def _split(program: Program, rows: Rows) -> Blocks:
    cut, shares = rows.axis, [v for v in program.values() if v in rows.summed]
    name = next(n for n in ("rows", *(f"rows{k}" for k in range(2, 99))) if n not in program.dims)
    late: set[Value] = set()
    for v in program.values():
        if v in rows.summed or any(a in late for a in v.args):
            late.add(v)

    def handed(v: Value) -> bool:
        return v.op == "input" or not (v.weak or v.kind == "boolean")

    def outside(v: Value) -> bool:
        return handed(v) and (v.op in ("input", "arange") or (v not in cut and v not in rows.summed))

    def computed(v: Value) -> bool:
        return handed(v) and (v in rows.summed or v not in late)

    ends = [v for v in dict.fromkeys(program.outputs) if v in cut and v.op != "input"]
    rest = [v for v in dict.fromkeys(program.outputs) if v not in cut and v.op != "input"]
    middle, last = _Part(rows, name, outside), _Part(rows, None, computed)
    block = [middle.of(v) for v in [*ends, *shares]]
    after = [last.of(v) for v in rest]
    whole = [v for v in dict.fromkeys([*middle.taken, *last.taken]) if v.op != "input" and v not in rows.summed]
    first = _Part(rows, None, lambda v: False)
    symbols = list(program.inputs)

    def origin(v: Value) -> Origin:
        if v.op == "input":
            return Origin("inputs", symbols.index(v["symbol"]), cut.get(v))
        if v in rows.summed:
            return Origin("block", len(ends) + shares.index(v))
        return Origin("before", whole.index(v), cut.get(v))

    def result(v: Value) -> Origin:
        if v.op == "input":
            return origin(v)
        return Origin("block", ends.index(v), cut[v]) if v in cut else Origin("after", rest.index(v))

    return Blocks(
        Program(program.inputs, tuple(map(first.of, whole))), Program(middle.inputs, tuple(block)),
        Program(last.inputs, tuple(after)), (tuple(map(origin, middle.taken)), tuple(map(origin, last.taken))),
        tuple(map(result, program.outputs)), tuple("sum" if v.op != "reduce" else _share(v["how"]) for v in shares),
        name, next(v.shape[axis] for v, axis in cut.items()))


def _share(how: str) -> str:
    return "sum" if how == "mean" else how


class _Part:
    """Instructions again, as a program of its own over what it takes from outside.

    name      the size along the axes that are cut; None where they are whole
    outside   what is taken as it is
    """

    def __init__(self, rows: Rows, name: str | None, outside: Callable[[Value], bool]):
        self.rows, self.name, self.outside = rows, name, outside
        self.make = Instructions()
        self.taken: dict[Value, Value] = {}
        self._made: dict[Value, Value] = {}

    @property
    def inputs(self) -> tuple[Symbol, ...]:
        return tuple(v["symbol"] for v in self.taken.values())

    def of(self, root: Value) -> Value:
        """The value in this program; walks without recursion."""
        stack = [root]
        while stack:
            v = stack[-1]
            waiting = [] if self.outside(v) else [
                a for k, a in enumerate(v.args) if a not in self._made and not self._counts(v, k)]
            if v in self._made or not waiting:
                stack.pop()
                if v not in self._made:
                    self._made[v] = self._take(v) if self.outside(v) else self._again(v)
            else:
                stack.extend(reversed(waiting))
        return self._made[root]

    def _take(self, v: Value) -> Value:
        name = v["symbol"].name if v.op == "input" else f"given {len(self.taken)}"
        self.taken[v] = found = self.make.input(symbol(name, self._shape(v), v.kind))
        if self.name is None and v in self.rows.summed and v.op == "reduce" and v["how"] == "mean":
            sizes = [self.make.size(v.args[0].shape[axis]) for axis in v["axes"]]
            return self.make.map("div", found, reduce(lambda a, b: self.make.map("mul", a, b, kind="integer"), sizes))
        return found

    def _shape(self, v: Value) -> tuple[Size, ...]:
        axis = self.rows.axis.get(v) if self.name is not None else None
        return v.shape if axis is None else (*v.shape[:axis], Size.of(self.name or ""), *v.shape[axis + 1 :])

    def _again(self, v: Value) -> Value:
        if v.op == "input":
            return self.make.input(v["symbol"])
        params, axis = dict(v.params), self.rows.axis.get(v)
        args = [self._counted(a) if self._counts(v, k) else self._made[a] for k, a in enumerate(v.args)]
        if self.name is not None and axis is not None and v.op == "pad":
            whole = (Size.of(0), Size.of(self.name), 1)
            params["slices"] = tuple(whole if v["lead"] + k == axis else s for k, s in enumerate(v["slices"]))
        if self.name is not None and v in self.rows.summed and params.get("how") == "mean":
            params["how"] = "sum"
        return self.make.make(v.op, args, self._shape(v), v.kind, v.weak, **params)

    def _counts(self, v: Value, k: int) -> bool:
        """Whether an argument only counts the rows that are looked up in another."""
        return (self.name is not None and v.op == "gather" and k > 0 and self.rows.axis.get(v.args[0]) == k - 1
                and own_place(v.args[0], k - 1, v.args[k]) is not None)

    def _counted(self, index: Value) -> Value:
        """Rows of a block are counted from its own first one."""
        counted = self.make.arange(Size.of(0), Size.of(self.name or ""))
        return self.make.expand(counted, index["axes"]) if index.op == "expand" else counted
