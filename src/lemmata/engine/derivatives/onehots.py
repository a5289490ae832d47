"""Opened indices of known range, and arrays that are zero but at one place."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from lemmata.engine.derivatives.factors import ONE, ZERO, is_op, is_zero, split, times, zeros
from lemmata.engine.derivatives.positions import solve
from lemmata.engine.derivatives.ranges import Ranges
from lemmata.engine.expr import (
    Bind,
    Expr,
    Local,
    Shape,
    Size,
    as_size,
    bind,
    fresh_index,
    integer,
    is_size,
    number,
    open_binder,
    operands,
)
from lemmata.engine.ops import apply


@dataclass(frozen=True)
class OneHot:
    """delta(position, j) along some axes (None along the others) times `value` over the other axes."""

    shape: Shape
    positions: tuple[Expr | None, ...]
    value: Expr


class OneHots(ABC):
    """Indices and one-hot arrays, and how the latter are built and recognized."""

    def __init__(self) -> None:
        self.ranges = Ranges()
        self._onehot: dict[Expr, OneHot | None] = {}

    def index(self, low: Size | int, high: Size | int | str) -> Size:
        """A fresh index of known range."""
        index = fresh_index()
        self.ranges.add(index, Size.of(low), Size.of(high))
        return index

    def opened(self, node: Bind) -> tuple[Size | Local, Expr]:
        """A binder opened, the range of its index known."""
        variable, body = open_binder(node)
        if isinstance(variable, Size) and len(node.range) == 2 and all(is_size(end) for end in node.range):
            self.ranges.add(variable, as_size(node.range[0]), as_size(node.range[1]))
        return variable, body

    def scatter(self, shape: Shape, positions: Sequence[Expr | None], value: Expr) -> Expr:
        """The one-hot array as an expression."""
        found = tuple(positions)
        if all(p is None for p in found):
            return value
        if is_zero(value):
            return zeros(shape)
        indices = [self.index(0, size) for size in shape]
        rest = [integer(j) for j, p in zip(indices, found) if p is None]
        deltas = [self.delta(p, integer(j)) for j, p in zip(indices, found) if p is not None]
        node = times(*deltas, self.entry(value, *rest))
        for j, size in zip(reversed(indices), reversed(shape)):
            node = bind("array", j, node, 0, size)
        self._onehot[node] = OneHot(tuple(shape), found, value)
        return node

    def onehot(self, node: Expr) -> OneHot | None:
        """The one-hot form of an array that has one."""
        if not (isinstance(node, Bind) and node.binder == "array"):
            return None
        if node not in self._onehot:
            self._onehot[node] = self._find_onehot(node)
        return self._onehot[node]

    def _find_onehot(self, node: Bind) -> OneHot | None:
        indices: list[Size] = []
        body: Expr = node
        while isinstance(body, Bind) and body.binder == "array":
            if body.range[0] is not ZERO:
                return None
            variable, body = self.opened(body)
            assert isinstance(variable, Size)
            indices.append(variable)
        if body.rank:
            return None
        names = {str(j.atom): axis for axis, j in enumerate(indices)}
        positions: list[Expr | None] = [None] * len(indices)
        rest: list[Expr] = []
        coefficient, inner = split(body)
        for factor in factors_of(inner):
            found = self._solve_any(factor, names, node.shape)
            if found is None or positions[found[0]] is not None:
                rest.append(factor)
            else:
                positions[found[0]] = found[1]
        value = times(number(coefficient), *rest)
        if all(p is None for p in positions):
            return None
        if any(p is not None and indices[a].atom in value.free for a, p in enumerate(positions)):
            return None
        for axis in reversed(range(len(indices))):
            if positions[axis] is None:
                value = self.array(indices[axis], Size.of(0), node.shape[axis], value)
        return OneHot(node.shape, tuple(positions), value)

    def _solve_any(self, factor: Expr, names: dict[str, int], shape: Shape) -> tuple[int, Expr] | None:
        """The axis that a delta fixes from outside, at a position inside the axis."""
        if not is_op(factor, "delta"):
            return None
        for atom in sorted(factor.free & set(names)):
            position = solve(factor, Size.of(atom))
            if position is None or position.free & set(names):
                continue
            size = shape[names[atom]]
            if self.ranges.proves_at_least(position, Size.of(0)) and self.ranges.proves_below(position, size):
                return names[atom], position
        return None

    def delta(self, a: Expr, b: Expr) -> Expr:
        """delta(a, b), 1 or 0 where that is plain."""
        if a is b:
            return ONE
        if is_size(a) and is_size(b):
            gap = as_size(a) - as_size(b)
            if gap.constant is not None:
                return ONE if gap.constant == 0 else ZERO
            if self.ranges.proves_nonnegative(gap - 1) or self.ranges.proves_nonnegative(-gap - 1):
                return ZERO
        return apply("delta", a, b)

    @abstractmethod
    def entry(self, array: Expr, *indices: Expr) -> Expr:
        """The entry (or slice) of an array."""

    @abstractmethod
    def array(self, index: Size, low: Size, high: Size, body: Expr) -> Expr:
        """The array over an index."""


def factors_of(node: Expr | None) -> list[Expr]:
    """The factors of a product, in order; none of none."""
    return [] if node is None else operands(node, "mul")
