"""The walk over the graph of an expression that gives every node its array.

Inside binders the opened indices are leading batch axes, by name, so that a node has only the axes of
the indices that it depends on and closed ones are evaluated once. Where a batch would grow too large or
an array inside it would be ragged, the outer index is run in pieces.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from math import prod
from typing import Any

import numpy as np

from lemmata.engine.evaluation.arithmetic import Arithmetic, Array, Unsupported
from lemmata.engine.evaluation.batches import Batch, constant_batch, join
from lemmata.engine.evaluation.budget import Budget, BudgetError, Split, Trace
from lemmata.engine.evaluation.operations import entry_at, on_sizes, operation, unfolded
from lemmata.engine.evaluation.ranges import Range, name_of
from lemmata.engine.evaluation.reductions import in_pieces, open_index, reduced
from lemmata.engine.expr import (
    Apply,
    At,
    Bind,
    Constant,
    Expr,
    Int,
    Local,
    Number,
    Size,
    Symbol,
    as_size,
    is_size,
    open_binder,
)

_ONE_BY_ONE = 2**62
Analysis = Callable[["Evaluator", Bind], Array]
ANALYSES: dict[str, Analysis] = {}  # integral, limit, ...: each file puts its own here


class Evaluator:
    """Values of nodes at one point in one arithmetic."""

    def __init__(
        self,
        values: Mapping[str, Any],
        sizes: Mapping[str, int],
        arithmetic: Arithmetic,
        budget: Budget,
        trace: Trace,
    ):
        self.given, self.sizes, self.arithmetic = dict(values), dict(sizes), arithmetic
        self.symbols = {name: arithmetic.array(value) for name, value in values.items()}
        self.budget, self.trace = budget, trace
        self.done: dict[Expr, Batch] = {}
        self.integers: dict[Expr, Batch] = {}
        self.opened: dict[Bind, tuple[Size | Local, Expr]] = {}
        self.fixed: dict[Size, Batch] = {}  # sizes without an opened index
        self.ranges: dict[str, Range] = {}
        self.locals: dict[str, Batch] = {}
        self.pieces: dict[Bind, int] = {}
        self.unfolded: dict[Apply, Expr | None] = {}
        self.spent = 0

    # -- the walk -------------------------------------------------------------------------------

    def value(self, root: Expr) -> Batch:
        """The value of a node, over the batch axes of the opened indices that it depends on."""
        stack = [root]
        while stack:
            node = stack[-1]
            if node in self.done:
                stack.pop()
                continue
            try:
                waiting = [child for child in self._needs(node) if child not in self.done]
                if waiting:
                    stack.extend(reversed(waiting))
                    continue
                self.done[node] = self._step(node)
            except Split as split:
                del stack[self._cut(stack, split) + 1 :]
        return self.done[root]

    def _cut(self, stack: list[Expr], split: Split) -> int:
        """Mark the outermost binder under way over one of the names; it is run in pieces from now on."""
        for place, node in enumerate(stack):
            if isinstance(node, Bind) and node in self.opened:
                name = name_of(self.opened[node][0])
                if name in split.names and name in self.ranges and self.ranges[name].count > 1:
                    before = self.pieces.get(node, 1)
                    self.pieces[node] = _ONE_BY_ONE if split.pieces is None else before * max(split.pieces, 2)
                    self.forget(name)
                    del self.ranges[name]
                    return place
        raise split

    def _needs(self, node: Expr) -> tuple[Expr, ...]:
        if isinstance(node, Bind):
            if node.domain != "index" or node.binder in ANALYSES or node in self.pieces or self._infinite(node):
                return ()
            variable, body = self.open(node)
            if name_of(variable) not in self.ranges:
                open_index(self, node)
            return (body,)
        if isinstance(node, At):
            return (node.array, *(i for i in node.indices if not is_size(i)))
        if isinstance(node, Apply):
            other = self.stand_in(node)
            if other is not None:
                return (other,)
            if on_sizes(self, node):
                return ()
            return node.args
        return ()

    def _step(self, node: Expr) -> Batch:
        if isinstance(node, Apply):
            return operation(self, node)
        if isinstance(node, At):
            return entry_at(self, node)
        if isinstance(node, Bind):
            return self._bind(node)
        if isinstance(node, Number):
            return constant_batch(self.arithmetic.scalar(node.value))
        if isinstance(node, Constant):
            return constant_batch(self.arithmetic.constant(node.name))
        if isinstance(node, Int):
            positions = self.positions(node)
            self.spend(positions.names, positions.array.shape, ())
            return Batch(self.arithmetic.array(positions.array), positions.names)
        if isinstance(node, Local):
            if node.name not in self.locals:
                raise Unsupported(f"the bound variable {node.name} is free here; bind it first")
            return self.locals[node.name]
        if isinstance(node, Symbol):
            return self._symbol(node)
        raise TypeError(f"no rule for a node of kind {node.kind}")

    def forget(self, name: str) -> None:
        """Drop what depends on an opened variable, before it takes another value."""
        for table in (self.done, self.integers):
            for node in [n for n in table if name in n.free]:
                del table[node]
        for node in [b for b in self.opened if name in b.free]:
            inner = name_of(self.opened[node][0])
            if self.ranges.pop(inner, None) is not None:
                self.forget(inner)

    def spend(self, names: tuple[str, ...], batch: tuple[int, ...], own: tuple[int, ...]) -> None:
        """Refuse an array that is too large, or cut its largest batch axis."""
        size = 1
        for count in (*batch, *own):
            size *= count
        if size > self.arithmetic.at_once and names:
            largest = max(range(len(names)), key=lambda axis: batch[axis])
            if batch[largest] > 1:
                raise Split((names[largest],), -(-size // self.arithmetic.at_once))
        self.spent += size
        if self.spent > self.budget.entries or size > 64 * self.arithmetic.at_once:
            raise BudgetError(f"more than {self.budget.entries:,} entries to compute; take smaller sizes")

    def open(self, node: Bind) -> tuple[Any, Expr]:
        """The opened variable and body of a binder, the same whenever it is asked for."""
        if node not in self.opened:
            self.opened[node] = _opened(node)
        return self.opened[node]

    def at_local(self, name: str, value: Batch, body: Expr) -> Batch:
        """The value of a body where an opened variable has a value."""
        self.forget(name)
        self.locals[name] = value
        return self.value(body)

    def at_local_index(self, name: str, value: int, body: Expr) -> Batch:
        """The value of a body where an opened index has a value."""
        self.forget(name)
        self.ranges[name] = Range(Batch(np.array([value]), (name,)), 1, None)
        return self.value(body)

    def at_positions(self, name: str, values: Array, body: Expr) -> Array:
        """The values of a scalar body where an opened index runs over integers."""
        self.forget(name)
        self.ranges[name] = Range(Batch(values, (name,)), len(values), None)
        return np.broadcast_to(self.value(body).over((name,)), values.shape)

    def in_arithmetic(self, arithmetic: Arithmetic) -> Evaluator:
        """The same point, opened binders and variables in another arithmetic."""
        other = Evaluator(self.given, self.sizes, arithmetic, self.budget, self.trace)
        other.opened, other.ranges = self.opened, dict(self.ranges)
        other.locals = {
            name: Batch(arithmetic.array(value.array), value.names) for name, value in self.locals.items()
        }
        return other

    # -- leaves ---------------------------------------------------------------------------------

    def _symbol(self, node: Symbol) -> Batch:
        if node.sort in ("variable", "event"):
            raise Unsupported(f"{node.name} is random; give the point a probability space")
        if node.name not in self.symbols:
            raise Unsupported(f"no value for {node.name}")
        array = self.symbols[node.name]
        shape = self.shape(node)
        if array.shape != shape:
            raise ValueError(f"{node.name} has shape {array.shape}; declared {list(node.shape)}, that is {shape}")
        return Batch(array)

    def size(self, size: Size) -> int:
        """A size as an integer; it must be one number in the whole batch."""
        value = self.size_batch(size)
        if value.array.size != 1:
            raise Split(value.names)
        return int(value.array.reshape(()))

    def size_batch(self, size: Size) -> Batch:
        if size in self.fixed:
            return self.fixed[size]
        atoms = size.atoms
        missing = sorted(a for a in atoms if a not in self.ranges and a not in self.sizes)
        if missing:
            raise Unsupported(f"no size for {missing[0]}")
        inner = {a: self.ranges[a].values for a in atoms if a in self.ranges}
        names = join(v.names for v in inner.values())
        point: dict[str, Any] = {a: self.sizes[a] for a in atoms if a not in inner}
        counts = tuple(self.ranges[name].count for name in names)
        if prod(counts) > self.arithmetic.at_once:
            self.spend(names, counts, ())
        point |= {a: v.over(names) for a, v in inner.items()}
        found = Batch(np.asarray(size.value(point)), names)
        if not inner:
            self.fixed[size] = found
        return found

    def shape(self, node: Expr) -> tuple[int, ...]:
        """Own shape of a node, in integers."""
        return tuple(self.size(d) for d in node.shape)

    def positions(self, node: Expr) -> Batch:
        """The integers that a node stands for (an index, a label, an argmax)."""
        if is_size(node):
            return self.size_batch(as_size(node))
        if node not in self.integers:
            value = self.done[node]
            self.integers[node] = Batch(self.arithmetic.integers(value.array), value.names)
        return self.integers[node]

    def stand_in(self, node: Apply) -> Expr | None:
        """What stands in for an op that has no function in this arithmetic: its body or index form."""
        if node not in self.unfolded:
            self.unfolded[node] = unfolded(self, node)
        return self.unfolded[node]

    # -- binders --------------------------------------------------------------------------------

    def _infinite(self, node: Bind) -> bool:
        return any(isinstance(end, Constant) or not is_size(end) for end in node.range)

    def _bind(self, node: Bind) -> Batch:
        if node.binder == "function":
            raise Unsupported("a function has no value by itself; apply it to arguments")
        if node.binder in ANALYSES or node.domain != "index" or self._infinite(node):
            return self._analysis(node)
        if node in self.pieces:
            return in_pieces(self, node)
        variable, body = self.opened[node]
        return reduced(self, node, name_of(variable), self.done[body])

    def _analysis(self, node: Bind) -> Batch:
        """Integrals, limits, infinite sums: one at a time, so outer indices are run one by one."""
        outer = tuple(n for n in sorted(node.free) if n in self.ranges and self.ranges[n].count > 1)
        if outer:
            raise Split(outer)
        key = node.binder
        if key not in ANALYSES:
            key = f"infinite {key}" if node.domain == "index" else f"{key} over a variable"
        analysis = ANALYSES.get(key)
        if analysis is None:
            raise Unsupported(f"{node.binder} over a {node.domain} variable has no value in {self.arithmetic.name}")
        return Batch(analysis(self, node))


@lru_cache(maxsize=4096)
def _opened(node: Bind) -> tuple[Size | Local, Expr]:
    """A binder opened once for all points: a formula is evaluated at hundreds of them."""
    return open_binder(node)
