"""Cleaning: what a rule wrote, without its zeros, ones and deltas. Nothing is distributed."""

from __future__ import annotations

from fractions import Fraction

from lemmata.engine.derivatives.einsums import choice, contract, is_identity
from lemmata.engine.derivatives.entries import Entries
from lemmata.engine.derivatives.factors import (
    MULTILINEAR,
    ONE,
    ZERO,
    choose,
    fill,
    filled,
    is_op,
    is_zero,
    negative,
    over,
    plus,
    power,
    split,
    times,
    transposed,
    zeros,
)
from lemmata.engine.derivatives.lifting import contraction, lift
from lemmata.engine.derivatives.onehots import factors_of
from lemmata.engine.expr import (
    Apply,
    At,
    Bind,
    Expr,
    Local,
    Number,
    Shape,
    Size,
    as_size,
    bind,
    fold,
    integer,
    is_size,
    number,
)
from lemmata.engine.ops import OPS, apply
from lemmata.engine.ops.index_form import broadcast_entry
from lemmata.engine.ops.shapes import broadcast

PLAIN = {"add": plus, "mul": times, "neg": negative, "div": over, "pow": power, "where": choose}


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
        def clean(result: Expr) -> Expr:
            self.trust(result)
            return result

        def step(node: Expr, new: tuple[Expr, ...]) -> Expr:
            if isinstance(node, At):
                return clean(self.entry(new[0], *new[1:]))
            return clean(self.operation(node, new) if isinstance(node, Apply) else node)

        def close(node: Bind, variable: Size | Local, below: tuple[Expr, ...], new: tuple[Expr, ...]) -> Expr:
            return clean(self.close(node.binder, variable, *new))

        return fold(root, step, close, self._clean, self.opened)

    def make(self, op: str, *args: Expr, **params: object) -> Expr:
        """An operation over clean arguments, itself clean."""
        node = apply(op, *args, **params)
        assert isinstance(node, Apply)
        return self.operation(node, args)

    def rebuild_with(self, node: Expr, *args: Expr) -> Expr:
        """The operation of a node over other clean arguments."""
        assert isinstance(node, Apply)
        return self.make(node.op, *args, **node.params)

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
        if isinstance(result, Bind) and result.binder == "sum":
            start, end = result.range  # a delta may have left the sum inside, over a range of its own
            variable, inner = self.opened(result)
            assert isinstance(variable, Size)
            if start is not ZERO or not is_size(end):
                return result
            found = contraction(self, variable, as_size(end), factors_of(inner))
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
        if op == "sum" and is_op(args[0], "eye") and len(node.params["axis"] or ()) == 1:
            return filled(node.shape, 1)
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
        if op == "einsum":
            return contract(args, node.params["subscripts"])
        if op == "sum" and is_op(args[0], "mul", "div"):
            first, second = args[0].children
            if not second.rank:  # a number comes out
                return self.rebuild_with(args[0], self.make("sum", first, **node.params), second)
            if not first.rank and is_op(args[0], "mul"):
                return self.rebuild_with(args[0], first, self.make("sum", second, **node.params))
        if op == "sum" and node.params["axis"] == (-1,):
            labels = choice(args[0])
            if labels is not None and self.ranges.proves_labels(labels, args[0].shape[-1]):
                return filled(node.shape, 1)
        if op == "matmul":
            for one, other in (args, args[::-1]):
                if is_op(one, "eye") and other.shape == node.shape:
                    return other
            if all(is_op(a, "matrix_power") and is_size(a.children[1]) for a in args) and (
                    args[0].children[0] is args[1].children[0]):
                count = as_size(args[0].children[1]) + as_size(args[1].children[1])
                return self.make("matrix_power", args[0].children[0], integer(count))
        record = OPS[op]
        # entries of joined arrays would be guarded each by its place
        if record.entry is not None and op != "concat" and any(self.onehot(a) is not None for a in args):
            picked = self._by_entries(node, args)
            if picked is not None:
                return picked
        return self.rebuild(node, args)

    def rebuild(self, node: Apply, args: tuple[Expr, ...]) -> Expr:
        op = node.op
        if op in ("mul", "neg", "div") and any(self.onehot(a) is not None for a in args):
            hot = self._onehot_product(op, args)
            if hot is not None:
                return hot
        if op in ("mul", "div"):
            guarded = self._guarded_product(op, args)
            if guarded is not None:
                return guarded
        if op in PLAIN:
            return PLAIN[op](*args)
        if op == "delta":
            return apply("eye", n=node.shape[0]) if is_identity(node, args) else self.delta(*args)
        if op == "transpose" and node.params["axes"] is None and self.onehot(args[0]) is None:
            return transposed(args[0])
        return apply(op, *args, **node.params)

    def _guarded_product(self, op: str, args: tuple[Expr, ...]) -> Expr | None:
        """where(c, a, 0) * b is where(c, a * b, 0), which is 0 even where b is undefined."""
        for k, arg in enumerate(args if op == "mul" else args[:1]):
            coefficient, guarded = split(arg)
            if guarded is None or not is_op(guarded, "where") or isinstance(args[1 - k], Number):
                continue
            condition, *branches = guarded.children
            if not any(is_zero(branch) for branch in branches):
                continue
            done = []
            for branch in branches:
                inner = apply(op, *args[:k], branch, *args[k + 1:])
                assert isinstance(inner, Apply)
                done.append(zeros(inner.shape) if is_zero(branch) else self.rebuild(inner, inner.args))
            return times(number(coefficient), choose(condition, *done))
        return None

    def _onehot_product(self, op: str, args: tuple[Expr, ...]) -> Expr | None:
        """A product with a one-hot array is one-hot; the other factor is taken at its place."""
        hot = self.onehot(args[0])
        if op == "neg":
            assert hot is not None
            return self.scatter(hot.shape, hot.positions, negative(hot.value))
        other = args[1]
        if hot is None:
            if op == "div":
                return None
            hot, other = self.onehot(args[1]), args[0]
        assert hot is not None
        full = broadcast("mul", hot.shape, other.shape)
        missing = len(full) - len(hot.shape)
        positions = [*([None] * missing), *hot.positions]
        if any(p is not None and size != hot.shape[a - missing] for a, (p, size) in enumerate(zip(positions, full))):
            return None
        indices = {a: self.index(0, size) for a, (p, size) in enumerate(zip(positions, full)) if p is None}
        slots = tuple(integer(indices[a]) if p is None else p for a, p in enumerate(positions))
        part = broadcast_by(self, other, full, slots)
        for axis in reversed(indices):
            if axis >= len(full) - other.rank:
                part = self.array(indices[axis], Size.of(0), other.shape[axis - len(full)], part)
        value = times(part, hot.value) if op == "mul" else over(hot.value, part)
        return self.scatter(full, positions, value)

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


def broadcast_by(entries: Entries, arg: Expr, shape: Shape, indices: tuple[Expr, ...]) -> Expr:
    """The entry of an argument that is broadcast to a shape."""
    if not arg.shape:
        return arg
    plain = broadcast_entry(arg, shape, indices)
    assert isinstance(plain, At)
    return entries.entry(arg, *plain.indices[len(plain.indices) - arg.rank:])


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
