"""Cleaning: what a rule wrote, without its zeros, ones and deltas. Nothing is distributed."""

from __future__ import annotations

from fractions import Fraction

from lemmata.engine.derivatives.entries import Entries, product
from lemmata.engine.derivatives.factors import ONE, ZERO, fill, filled, is_op, is_zero, split, times, zeros
from lemmata.engine.derivatives.lifting import contraction, lift
from lemmata.engine.expr import (
    Apply,
    At,
    Bind,
    Expr,
    Local,
    Number,
    Size,
    as_size,
    bind,
    integer,
    is_size,
    number,
)
from lemmata.engine.ops import OPS, apply

# Linear in each argument alone: a zero argument gives zero, a coefficient comes out.
MULTILINEAR = frozenset((
    "matmul", "dot", "outer", "inner", "kron", "einsum", "sum", "trace", "diag", "diagonal", "transpose", "swapaxes",
    "moveaxis", "reshape", "ravel", "vec", "broadcast_to", "expand_dims", "squeeze", "cumsum", "tril", "triu", "flip",
    "roll",
))


class Tidy(Entries):
    """Cleaning of expressions; what was given as clean is left as it is."""

    def __init__(self) -> None:
        super().__init__()
        self._clean: dict[Expr, Expr] = {}

    def keep(self, node: Expr) -> None:
        """Leave a node of the given expression as it is written."""
        self.trust(node)
        self.shared.add(node)

    def trust(self, node: Expr) -> None:
        """Take a node as clean."""
        self._clean[node] = node

    def tidy(self, root: Expr) -> Expr:
        done, opened = self._clean, {}
        stack = [root]
        while stack:
            node = stack[-1]
            if node in done:
                stack.pop()
                continue
            if isinstance(node, Bind) and node not in opened:
                opened[node] = self.opened(node)
            below = (opened[node][1], *node.range) if isinstance(node, Bind) else node.children
            waiting = [c for c in below if c not in done]
            if waiting:
                stack.extend(reversed(waiting))
                continue
            stack.pop()
            new = tuple(done[c] for c in below)
            if isinstance(node, Bind):
                result = self.close(node.binder, opened[node][0], *new)
            elif isinstance(node, At):
                result = self.entry(new[0], *new[1:])
            elif isinstance(node, Apply):
                result = self.operation(node, new)
            else:
                result = node
            done[node] = done[result] = result
        return done[root]

    def make(self, op: str, *args: Expr, **params: object) -> Expr:
        """An operation over clean arguments, itself clean."""
        node = apply(op, *args, **params)
        assert isinstance(node, Apply)
        return self.operation(node, args)

    def array(self, index: Size, low: Size, high: Size, body: Expr) -> Expr:
        coefficient, rest = split(body)
        if coefficient not in (0, 1) and rest is not None and index.atom in rest.free and not is_op(rest, "delta"):
            inner = self.array(index, low, high, rest)
            if self.onehot(inner) is None:
                return times(number(coefficient), inner)
        if low == 0:
            lifted = lift(self, index, high, body)
            if lifted is not None:
                return lifted
        return super().array(index, low, high, body)

    def total(self, index: Size, low: Expr, high: Expr, body: Expr) -> Expr:
        result = super().total(index, low, high, body)
        if isinstance(result, Bind) and result.binder == "sum" and low is ZERO and is_size(high):
            variable, inner = self.opened(result)
            assert isinstance(variable, Size)
            found = contraction(self, variable, as_size(high), product(inner))
            return result if found is None else found
        return result

    def close(self, binder: str, variable: Size | Local, body: Expr, *ends: Expr) -> Expr:
        """A binder over a clean body."""
        if isinstance(variable, Size):
            if binder == "array":
                return self.array(variable, as_size(ends[0]), as_size(ends[1]), body)
            if binder == "sum":
                return self.total(variable, ends[0], ends[1], body)
        if binder in ("integral", "expectation") and is_zero(body):
            return body
        return bind(binder, variable, body, *ends)

    def operation(self, node: Apply, args: tuple[Expr, ...]) -> Expr:
        """An operation over clean arguments."""
        op = node.op
        if op == "broadcast_to":
            if args[0].shape == node.shape:
                return args[0]
            value = fill(args[0])
            if value is not None:
                return filled(node.shape, value)
        if op in ("expand_dims", "squeeze", "reshape", "transpose", "ravel"):
            value = fill(args[0])
            if value is not None:
                return filled(node.shape, value)
        if op == "sum":
            value = fill(args[0])
            if isinstance(value, Number) and all(self.ranges.proves_nonnegative(d) for d in args[0].shape):
                count = Size.of(1)
                axes = node.params["axis"]
                for axis in range(-args[0].rank, 0) if axes is None else axes:
                    count = count * args[0].shape[axis]
                return times(value, integer(count), filled(node.shape, 1))
        if op in MULTILINEAR:
            if any(is_zero(a) for a in args):
                return zeros(node.shape)
            coefficient, bare = Fraction(1), []
            for arg in args:
                own, rest = split(arg)
                coefficient *= own
                bare.append(ONE if rest is None else rest)
            if coefficient != 1:
                inner = apply(op, *bare, **node.params)
                assert isinstance(inner, Apply)
                return times(number(coefficient), self.operation(inner, tuple(bare)))
        if op == "matmul":
            for one, other in (args, args[::-1]):
                if is_op(one, "eye") and other.shape == node.shape:
                    return other
        record = OPS[op]
        if record.entry is not None and any(self.onehot(a) is not None for a in args):
            picked = self._by_entries(node, args)
            if picked is not None:
                return picked
        return self.rebuild(node, args)

    def _by_entries(self, node: Apply, args: tuple[Expr, ...]) -> Expr | None:
        """The operation in index form, where one-hot arguments leave no sum."""
        record = OPS[node.op]
        indices = [self.index(0, size) for size in node.shape]
        assert record.entry is not None
        written = record.entry(tuple(indices), *args, **node.params)
        body = None if written is None else self.tidy(written)
        if body is None or any(isinstance(part, Bind) and part.binder == "sum" for part in _parts(body)):
            return None
        for index, size in zip(reversed(indices), reversed(node.shape)):
            body = self.array(index, Size.of(0), size, body)
        return body


def _parts(node: Expr) -> list[Expr]:
    """What a product or sum is made of."""
    found, stack = [], [node]
    while stack:
        part = stack.pop()
        if is_op(part, "mul", "add", "neg", "div", "where"):
            stack.extend(part.children)
        else:
            found.append(part)
    return found


def tidy(expr: Expr) -> Expr:
    """The expression without its zeros, ones, double signs, double transposes, and deltas under sums.

    >>> from lemmata.engine.expr import symbol
    >>> x = symbol("x", ["n"])
    >>> tidy(apply("neg", apply("neg", apply("mul", 1, x)))) is x
    True
    """
    return Tidy().tidy(expr)
