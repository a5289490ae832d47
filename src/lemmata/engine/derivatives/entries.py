"""Entries of arrays, sums over an index, arrays over an index: deltas go where their range is proved.

An array that is zero but at one place is *one-hot*: the cotangent of `x` from `x[i]` is
`array over j of delta(i, j) * g`. It keeps that form through products, and a sum over `i` picks
`g` at `i = j`.
"""

from __future__ import annotations

from abc import abstractmethod
from enum import IntEnum
from fractions import Fraction

from lemmata.engine.derivatives.factors import (
    ONE,
    ZERO,
    choose,
    fill,
    filled,
    is_op,
    is_zero,
    plus,
    split,
    times,
    transposed,
    zeros,
)
from lemmata.engine.derivatives.onehots import OneHots, factors_of
from lemmata.engine.derivatives.positions import place, solve
from lemmata.engine.expr import (
    Apply,
    At,
    Bind,
    Expr,
    Number,
    Size,
    as_size,
    at,
    bind,
    integer,
    is_size,
    number,
    operands,
)
from lemmata.engine.ops import OPS, apply

FEW = 40  # nodes between an entry and the arrays over an index that it reaches


class Reach(IntEnum):
    """What an entry of an array comes to: itself, a number times one, a body."""

    NOWHERE = 0
    SCALED = 1
    REACHED = 2



class Entries(OneHots):
    """Smart constructors over opened indices whose ranges are known."""

    def __init__(self) -> None:
        super().__init__()
        # nodes of the given expression, whose entries are taken as they are: a body is never copied out of them
        self.shared: set[Expr] = set()
        self._entries: dict[tuple[Expr, tuple[Expr, ...]], Expr] = {}
        self._region: dict[Expr, tuple[Reach, int]] = {}

    def entry(self, array: Expr, *indices: Expr) -> Expr:
        """The entry (or slice) of an array; reaches through products to arrays over an index."""
        if not indices:
            return array
        key = (array, indices)
        stack = [key]
        while stack:
            node, where = stack[-1]
            if (node, where) in self._entries:
                stack.pop()
                continue
            needs = self._entry_needs(node, where)
            waiting = [n for n in needs if n[1] and n not in self._entries]
            if waiting:
                stack.extend(waiting)
                continue
            stack.pop()
            parts = [self._entries[n] if n[1] else n[0] for n in needs]
            self._entries[(node, where)] = self._make_entry(node, where, parts)
        return self._entries[key]

    def _entry_needs(self, node: Expr, where: tuple[Expr, ...]) -> list[tuple[Expr, tuple[Expr, ...]]]:
        if isinstance(node, At):
            return [(node.array, node.indices + where)] if self._reducible(node.array) else []
        if isinstance(node, Apply):
            if node.op == "transpose" and node.params["axes"] is None and node.rank == 2 == len(where):
                return [(node.children[0], where[::-1])]
            if node.op == "broadcast_to" or (OPS[node.op].elementwise and self._reducible(node)):
                return [(arg, _own_indices(arg, node, where)) for arg in node.args]
        return []

    def _make_entry(self, node: Expr, where: tuple[Expr, ...], parts: list[Expr]) -> Expr:
        value = fill(node)
        if value is not None:
            return filled(node.shape[len(where):], value)
        if isinstance(node, At):
            return parts[0] if parts else at(node.array, *node.indices, *where)
        if isinstance(node, Bind) and self._reducible(node):
            low = as_size(node.range[0])
            variable, body = self.opened(node)
            assert isinstance(variable, Size)
            first = integer(as_size(where[0]) + low) if is_size(where[0]) else where[0] if low == 0 else None
            found = None if first is None else place(body, variable, first)
            return at(node, *where) if found is None else self.entry(self.clean(found), *where[1:])
        if is_op(node, "eye"):
            return self.delta(*where) if len(where) == 2 else self.scatter(node.shape[1:], where, ONE)
        if isinstance(node, Apply) and parts:
            if node.op == "broadcast_to":
                rest = node.shape[len(where):]
                return parts[0] if parts[0].shape == rest else apply("broadcast_to", parts[0], shape=rest)
            return parts[0] if node.op == "transpose" else self.rebuild(node, tuple(parts))
        return at(node, *where)

    def clean(self, node: Expr) -> Expr:
        """What a new position decided: deltas and guards in the terms of a sum of products."""
        return plus(*(self._decided_term(term) for term in operands(node, "add"))) if self._is_open(node) else node

    def _is_open(self, node: Expr) -> bool:
        return is_op(node, "delta", "where", "add", "mul", "neg", "div")

    def _decided_term(self, node: Expr) -> Expr:
        coefficient, rest = split(node)
        if rest is None:
            return node
        parts = factors_of(rest)
        new = [self._decided(part) for part in parts]
        return node if new == parts else times(number(coefficient), *new)

    def _decided(self, node: Expr) -> Expr:
        if is_op(node, "delta"):
            return self.delta(*node.children)
        if is_op(node, "where"):
            condition, a, b = node.children
            if is_op(condition, "ge", "lt") and all(is_size(c) for c in condition.children):
                gap = as_size(condition.children[0]) - as_size(condition.children[1])
                yes, no = (a, b) if is_op(condition, "ge") else (b, a)
                if self.ranges.proves_nonnegative(gap):
                    return yes if yes.shape == node.shape else node
                if self.ranges.proves_nonnegative(-gap - 1):
                    return no if no.shape == node.shape else node
        return node

    def _reducible(self, node: Expr) -> bool:
        """Whether an entry reaches an array over an index, through a few operations on entries.

        Few: an entry is a copy. Copies of long chains, or of large arrays inside of each other, at many
        indices would be quadratic.
        """
        stack = [node]
        while stack:
            part = stack[-1]
            if part in self._region:
                stack.pop()
                continue
            through = isinstance(part, Apply) and (OPS[part.op].elementwise or part.op == "transpose")
            waiting = [c for c in part.children if c not in self._region] if through else []
            if waiting:
                stack.extend(waiting)
                continue
            stack.pop()
            if through:
                assert isinstance(part, Apply)
                reach = max(self._region[c][0] for c in part.children)
                # 2 x[i] for (2 x)[i], but (2 x + y)[i] stays: each layer of a stack takes such entries of the
                # sum of all that came back from the layers above, which must not be written out each time
                if part.op == "add" and reach == Reach.SCALED:
                    reach = Reach.NOWHERE
                if reach == Reach.NOWHERE and any(isinstance(c, Number) for c in part.children):
                    reach = Reach.SCALED
                size = 1 + sum(self._region[c][1] for c in part.children)
            else:
                reach, size = Reach.REACHED if self._is_leaf(part) else Reach.NOWHERE, _copied(part)
            if self.onehot(part) is not None:
                size = 1  # a delta is picked, whatever stands beside it
            self._region[part] = (reach if size <= FEW else Reach.NOWHERE, min(size, FEW + 1))
        return self._region[node][0] != Reach.NOWHERE

    def _is_leaf(self, node: Expr) -> bool:
        """An array whose entries are plain."""
        if is_op(node, "eye", "ones", "zeros", "broadcast_to"):
            return True
        return isinstance(node, Bind) and node.binder == "array" and (
            node not in self.shared or self.onehot(node) is not None)

    # binders

    def array(self, index: Size, low: Size, high: Size, body: Expr) -> Expr:
        """The array over an index; of the entries of an array it is that array."""
        atom = index.atom
        if is_zero(body):
            return zeros((high - low, *body.shape))
        if atom not in body.free:
            return self.repeated(high - low, body)
        if isinstance(body, At) and low == 0:
            last, array = body.indices[-1], body.array
            others = body.indices[:-1]
            if is_size(last) and as_size(last) == index and array.shape[len(others)] == high and (
                    atom not in array.free and all(atom not in i.free for i in others)):
                return self.entry(array, *others) if others else array
            first = body.indices[0]
            if (len(others) == 1 and array.rank == 2 and is_size(first) and as_size(first) == index
                    and array.shape[0] == high and atom not in array.free and atom not in last.free):
                return at(transposed(array), last)
        return bind("array", index, body, low, high)

    def repeated(self, size: Size, body: Expr) -> Expr:
        """The array of equal parts."""
        value = fill(body)
        if value is not None:
            return filled((size, *body.shape), value)
        if size == 1:
            return apply("expand_dims", body, axis=0)
        return apply("broadcast_to", body, shape=(size, *body.shape))

    def total(self, index: Size, low: Expr, high: Expr, body: Expr) -> Expr:
        """The sum over an index: a delta picks its place, a constant is counted."""
        atom = str(index.atom)
        if is_zero(body):
            return body
        if not (is_size(low) and is_size(high)):
            return bind("sum", index, body, low, high)
        start, stop = as_size(low), as_size(high)
        if atom not in body.free:
            if self.ranges.proves_nonnegative(stop - start):
                return times(integer(stop - start), body)
            return bind("sum", index, body, low, high)
        coefficient, rest = split(body)
        if coefficient != 1 and rest is not None:
            return times(number(coefficient), self.total(index, low, high, rest))
        fixed = [part for part in factors_of(rest) if is_op(part, "delta") and atom not in part.free]
        if fixed:  # they may be picked by a sum further out
            moving = [part for part in factors_of(rest) if part not in fixed]
            return times(*fixed, self.total(index, low, high, times(*moving, filled(body.shape, 1))))
        if isinstance(body, Bind) and body.binder == "array":
            inner, below = self.opened(body)
            assert isinstance(inner, Size)
            return self.array(inner, as_size(body.range[0]), as_size(body.range[1]),
                              self.total(index, low, high, below))
        if not self._picks(body, atom):
            return self._within(index, start, stop, body)
        if is_op(body, "add"):
            picked: list[Expr] = []
            kept: list[Expr] = []
            for term in operands(body, "add"):
                (picked if self._picks(term, atom) else kept).append(term)
            done = [self.total(index, low, high, term) for term in picked]
            if kept:
                done.append(self.total(index, low, high, plus(*kept)))
            return plus(*done)
        return self._pick(index, start, stop, body)

    def _picks(self, body: Expr, atom: str) -> bool:
        """Whether a delta of the index stands in the product, in a term, or in the body of the array."""
        stack = [body]
        while stack:
            node = stack.pop()
            if atom not in node.free:
                continue
            if is_op(node, "delta"):
                return True
            if is_op(node, "mul", "neg", "add", "where") or (is_op(node, "div") and atom not in node.children[1].free):
                stack.extend(node.children)
            elif isinstance(node, Bind) and node.binder == "array":
                stack.append(node.body)
        return False

    def _pick(self, index: Size, low: Size, high: Size, body: Expr) -> Expr:
        guards, coefficient, found = _unguarded(body)
        for k, factor in enumerate(found):
            position = solve(factor, index) if is_op(factor, "delta") else None
            if position is None:
                continue
            if is_size(position) and (self.ranges.proves_nonnegative(low - 1 - as_size(position))
                                      or self.ranges.proves_nonnegative(as_size(position) - high)):
                return zeros(body.shape)
            others = times(number(coefficient), *found[:k], *found[k + 1:], filled(body.shape, 1))
            value = place(others, index, position)
            conditions = [(place(condition, index, position), inside) for condition, inside in guards]
            if value is None or any(condition is None for condition, _ in conditions):
                continue
            value = self.clean(value)
            if not self.ranges.proves_at_least(position, low):
                conditions.append((apply("ge", position, integer(low)), True))
            if not self.ranges.proves_below(position, high):
                conditions.append((apply("lt", position, integer(high)), True))
            for condition, inside in conditions:
                assert condition is not None
                empty = zeros(value.shape)
                value = self._decided(choose(condition, value, empty) if inside else choose(condition, empty, value))
            return value
        return bind("sum", index, body, low, high)

    def _within(self, index: Size, low: Size, high: Size, body: Expr) -> Expr:
        """A sum whose guard is a bound of its index, over the range that is left."""
        guards, coefficient, found = _unguarded(body)
        kept = []
        for condition, inside in guards:
            gap = _margin(condition, inside)
            slope = None if gap is None else gap.coefficient(str(index.atom))
            if gap is None or slope not in (1, -1):
                kept.append((condition, inside))
                continue
            end = index - gap if slope == 1 else index + gap + 1  # index >= end, or index < end
            if self.ranges.proves_nonnegative(end - low) and self.ranges.proves_nonnegative(high - end):
                low, high = (end, high) if slope == 1 else (low, end)
            elif not self.ranges.proves_nonnegative(low - end if slope == 1 else end - high):
                kept.append((condition, inside))
        if len(kept) == len(guards):
            return bind("sum", index, body, low, high)
        value = times(number(coefficient), *found, filled(body.shape, 1))
        for condition, inside in kept:
            empty = zeros(value.shape)
            value = choose(condition, value, empty) if inside else choose(condition, empty, value)
        self.ranges.add(index, low, high)
        return self.total(index, integer(low), integer(high), value)

    @abstractmethod
    def rebuild(self, node: Apply, args: tuple[Expr, ...]) -> Expr:
        """The operation over clean arguments, without its zeros, ones and deltas."""


def _unguarded(body: Expr) -> tuple[list[tuple[Expr, bool]], Fraction, list[Expr]]:
    """Conditions around a product (and whether it stands where they hold), its coefficient and factors."""
    guards: list[tuple[Expr, bool]] = []
    coefficient, rest = split(body)
    while rest is not None and is_op(rest, "where") and (is_zero(rest.children[1]) or is_zero(rest.children[2])):
        inside = is_zero(rest.children[2])
        guards.append((rest.children[0], inside))
        own, rest = split(rest.children[1 if inside else 2])
        coefficient *= own
    return guards[::-1], coefficient, factors_of(rest)


def _margin(condition: Expr, inside: bool) -> Size | None:
    """What is >= 0 exactly where a comparison of indices holds (or fails, if not `inside`)."""
    if not is_op(condition, "lt", "le", "gt", "ge") or not all(is_size(c) for c in condition.children):
        return None
    left, right = map(as_size, condition.children)
    gap = left - right if is_op(condition, "gt", "ge") else right - left
    gap = gap - 1 if is_op(condition, "lt", "gt") else gap
    return gap if inside else -gap - 1


def _own_indices(arg: Expr, node: Expr, where: tuple[Expr, ...]) -> tuple[Expr, ...]:
    """Indices of an argument for the leading indices of the result it is broadcast to."""
    missing = node.rank - arg.rank
    own = where[missing:] if missing < len(where) else ()
    return tuple(
        ZERO if size == 1 and full != 1 else i
        for i, size, full in zip(own, arg.shape, node.shape[missing:])
    )


def _copied(node: Expr) -> int:
    """How many nodes depend on the index of an array, so that another index needs them once more."""
    if not (isinstance(node, Bind) and node.binder == "array"):
        return 1
    seen: set[Expr] = set()
    stack: list[Expr] = [node.body]
    while stack and len(seen) <= FEW:
        part = stack.pop()
        if part not in seen and node.data[1] in part.free:
            seen.add(part)
            stack.extend(part.children)
    return len(seen)
