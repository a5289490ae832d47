"""Expressions as Python text that reads back as the same expression."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

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
    number,
    symbols,
)
from lemmata.engine.ops import OPS, apply
from lemmata.engine.ops.indexing import index
from lemmata.engine.ops.record import PYTHON_NAMES
from lemmata.engine.writers.layout import SHARED_LENGTH, Piece, Render, Writer, repeated, size_text

# what binds tighter has the larger number, as in Python's grammar
LAMBDA, OR, AND, NOT, COMPARE, UNION, SUM, PRODUCT, SIGN, POWER, POSTFIX, ATOM = range(12)
_SIZE = {"sum": SUM, "product": PRODUCT, "power": POWER, "atom": ATOM}
_INFIX = {  # text, precedence, least precedence of the operands
    "add": (" + ", SUM, SUM, PRODUCT), "mul": ("*", PRODUCT, PRODUCT, SIGN), "div": (" / ", PRODUCT, PRODUCT, SIGN),
    "matmul": (" @ ", PRODUCT, PRODUCT, SIGN), "pow": ("**", POWER, POSTFIX, SIGN),
    "eq": (" == ", COMPARE, UNION, UNION), "ne": (" != ", COMPARE, UNION, UNION), "lt": (" < ", COMPARE, UNION, UNION),
    "le": (" <= ", COMPARE, UNION, UNION), "gt": (" > ", COMPARE, UNION, UNION), "ge": (" >= ", COMPARE, UNION, UNION),
    "and": (" and ", AND, AND, NOT), "or": (" or ", OR, OR, AND),
}
_ZERO = number(0)
_FOLDED = ("add", "sub", "mul", "neg")
_CALLED = {"and": "logical_and", "or": "logical_or", "not": "logical_not"}
_SHORT = {"expectation": "E", "probability": "P", "variance": "Var", "covariance": "Cov", "entropy": "H",
          "kl_divergence": "KL"}
BEFORE_GIVEN = {"expectation": 1, "variance": 1, "standard_deviation": 1, "correlation": 2, "covariance": 2,
                "probability": 1, "density": 2, "cdf": 2, "entropy": 1, "differential_entropy": 1,
                "mutual_information": 2}


def to_text(expr: Expr) -> str:
    """Python text of an expression; with its declarations it reads back as the same expression.

    What would be written again and again, or stands in very many brackets, gets a name:
    `f(t1) + t1 where t1 = ...`.

    Raises ValueError where the text would be longer than 2,000,000 characters.

    >>> from lemmata.engine.expr import symbol, bind, fresh_index, at
    >>> X, w, i = symbol("X", ["m", "n"]), symbol("w", ["n"]), fresh_index()
    >>> to_text(bind("sum", i, at(X @ w, i) ** 2, 0, "m") / 2)
    'sum((X @ w)[i]**2 for i in range(m))/2'
    """
    writer = TextWriter(expr)
    piece = writer.piece_or_none()
    if piece is None or piece.length > SHARED_LENGTH:
        again = repeated(expr)
        if again:
            writer = TextWriter(expr, again)
            piece = writer.piece()
        elif piece is None:
            piece = TextWriter(expr).piece()
    assert piece is not None
    if not writer.definitions:
        return str(piece)
    return f"{piece} where " + "; ".join(f"{name} = {part}" for name, part in writer.definitions)


class TextWriter(Writer):
    """One method a kind of node."""

    atom = ATOM

    def __init__(self, root: Expr, named: Sequence[Expr] = ()):
        super().__init__(root, named)
        self.symbols = self.taken - _RESERVED | {s.name for s in symbols(root)}

    def reserved(self) -> frozenset[str]:
        return _RESERVED

    def render(self, node: Expr) -> Render:
        return getattr(self, f"_{node.kind}")(node)

    def _number(self, node: Number) -> Render:
        yield from ()
        value = node.value
        if value.denominator != 1:
            return Piece([f"{value.numerator}/{value.denominator}"], PRODUCT)
        return Piece([str(value)], SIGN if value < 0 else ATOM)

    def _constant(self, node: Constant) -> Render:
        yield from ()
        return Piece([f"np.{node.name}" if node.name in self.symbols else node.name], ATOM)

    def _symbol(self, node: Symbol) -> Render:
        yield from ()
        return Piece([node.name], ATOM)

    def _local(self, node: Local) -> Render:
        yield from ()
        return Piece([self.name_of(node.name)], ATOM)

    def _int(self, node: Int) -> Render:
        yield from ()
        text, kind = size_text(node.size, self.name_of)
        if not _is_affine(node.size):
            return Piece([self._callee("size"), f"({text})"], POSTFIX, 1)
        return Piece([text], _SIZE[kind])

    def _at(self, node: At) -> Render:
        array = self.closed((yield node.array), POSTFIX)
        parts: list[str | Piece] = []
        for k, item in enumerate(node.indices):
            parts += [", "] * (k > 0) + [size_text(as_size(item), self.name_of)[0] if is_size(item) else (yield item)]
        if index(node.array, *node.indices) is not node:
            return Piece(["at(", array, ", ", *parts, ")"], POSTFIX, 1)
        return Piece([array, "[", *parts, "]"], POSTFIX, 1)

    def _list(self, nodes: Sequence[Expr], least: int = LAMBDA) -> Any:
        parts: list[str | Piece] = []
        for k, item in enumerate(nodes):
            parts += [", "] * (k > 0) + [self.closed((yield item), least)]
        return parts

    # operations

    def _apply(self, node: Apply) -> Render:
        op, args = node.op, node.args
        special = getattr(self, f"_{op}", None)
        if special is not None:
            written = yield from special(node)
            if written is not None:
                return written
        if op in _INFIX and not _folds(op, *args):
            sign, own, left, right = _INFIX[op]
            first, second = self.closed((yield args[0]), left), self.closed((yield args[1]), right)
            if op == "div" and first.precedence >= POWER and second.precedence >= POWER:
                sign = "/"
            return Piece([first, sign, second], own)
        return (yield from self._called(node))

    def _called(self, node: Apply) -> Render:
        """name(args, param=value)"""
        args, given = list(node.args), []
        count = BEFORE_GIVEN.get(node.op, len(args))
        args, given = args[:count], args[count:]
        if node.op in ("entropy", "differential_entropy") and _is_joint(args[0]):
            args = list(args[0].children)
        parts = yield from self._list(args[:-1])
        if args:
            last = self.closed((yield args[-1]), UNION if given else LAMBDA)
            parts += [", "] * (len(args) > 1) + [last]
        if len(given) == 1:
            parts += [" | ", self.closed((yield given[0]), SUM)]
        for text in self._params(node):
            parts += [", "] * bool(parts) + [text]
        return Piece([self._callee(node.op), "(", *parts, ")"], POSTFIX, 1)

    def _callee(self, op: str) -> str:
        """The name of an operation that no symbol has."""
        names = [_SHORT.get(op), _CALLED.get(op, op), *(OPS[op].python if op in OPS else ())]
        free = [n for n in names if n and n not in self.symbols]
        return free[0] if free else f"np.{_CALLED.get(op, op)}"

    def _params(self, node: Apply) -> list[str]:
        """The parameters that are not the usual ones."""
        if not node.params or apply_or_none(node, {}) is node:
            return []
        defaults = OPS[node.op].params
        kept = {k: node.params[k] for k in defaults if node.params[k] != defaults[k]}
        if apply_or_none(node, kept) is not node:
            kept = {k: node.params[k] for k in defaults}
        for name in ("axis", "axis1", "axis2", "source", "destination"):
            if name in kept:
                kept[name] = plain_axis(node, kept, name)
        by_place = OPS[node.op].arity == 0 and list(kept) == list(defaults)[: len(kept)]
        return [("" if by_place else f"{name}=") + self._param(kept[name]) for name in defaults if name in kept]

    def _param(self, value: Any) -> str:
        if isinstance(value, Size):
            return size_text(value, self.name_of)[0]
        if isinstance(value, Fraction):
            return f"{value.numerator}/{value.denominator}" if value.denominator != 1 else str(value)
        if isinstance(value, tuple):
            return "(" + ", ".join(map(self._param, value)) + ("," if len(value) == 1 else "") + ")"
        return repr(value)

    def _add(self, node: Apply) -> Render:
        a, b = node.args
        if not (isinstance(b, Apply) and b.op == "neg") or _folds("sub", a, b.args[0]):
            return None
        left = self.closed((yield a), SUM)
        return Piece([left, " - ", self.closed((yield b.args[0]), PRODUCT)], SUM)

    def _neg(self, node: Apply) -> Render:
        (x,) = node.args
        if _folds("neg", x) or (isinstance(x, Number) and x.value >= 0 and x.value.denominator == 1):
            return None
        return Piece(["-", self.closed((yield x), POWER)], SIGN)

    def _div(self, node: Apply) -> Render:
        yield from ()
        a, b = node.args
        if isinstance(a, Number) and isinstance(b, Number) and a.value.denominator == b.value.denominator == 1 \
                and Fraction(a.value, b.value or 1).denominator == b.value > 1:
            return Piece([f"divide({a.value}, {b.value})"], POSTFIX, 1)
        return None

    def _not(self, node: Apply) -> Render:
        return Piece(["not ", self.closed((yield node.args[0]), NOT)], NOT)

    def _transpose(self, node: Apply) -> Render:
        if node.params["axes"] is not None:
            return None
        return Piece([self.closed((yield node.args[0]), POSTFIX), ".T"], POSTFIX)

    def _stack(self, node: Apply) -> Render:
        if apply("stack", *node.args, axis=0) is not node:
            return None
        return Piece(["[", *(yield from self._list(node.args)), "]"], ATOM, 1)

    def _arange(self, node: Apply) -> Render:
        yield from ()
        start, stop, step = (node.params[k] for k in ("start", "stop", "step"))
        ends = [start, stop, step] if step != 1 else [start, stop] if start != 0 else [stop]
        return Piece([self._callee("arange"), "(", ", ".join(map(self._param, ends)), ")"], POSTFIX, 1)

    def _slice(self, node: Apply) -> Render:
        array = node.args[0]
        keys = [_slice_key(start, count, step, size)
                for (start, count, step), size in zip(node.params["slices"], array.shape)]
        while keys and keys[-1] == slice(None):
            keys.pop()
        if not keys or index(array, *keys) is not node:
            return None
        return Piece([self.closed((yield array), POSTFIX), "[", ", ".join(map(self._key, keys)), "]"], POSTFIX, 1)

    def _expand_dims(self, node: Apply) -> Render:
        array, axes = node.args[0], node.params["axis"]
        keys: list[Any] = [None if a in axes else slice(None) for a in range(-node.rank, 0)]
        while keys[-1] == slice(None):
            keys.pop()
        if index(array, *keys) is not node:
            return None
        return Piece([self.closed((yield array), POSTFIX), "[", ", ".join(map(self._key, keys)), "]"], POSTFIX, 1)

    def _take(self, node: Apply) -> Render:
        array, labels = node.args
        axis = node.params["axis"] + array.rank
        if not labels.rank or index(array, *[slice(None)] * axis, labels) is not node:
            return None
        first = self.closed((yield array), POSTFIX)
        return Piece([first, "[", ":, " * axis, (yield labels), "]"], POSTFIX, 1)

    def _pick(self, node: Apply) -> Render:
        array, *labels = node.args
        if not all(x.rank for x in labels) or index(array, *labels) is not node:
            return None
        first = self.closed((yield array), POSTFIX)
        return Piece([first, "[", *(yield from self._list(labels)), "]"], POSTFIX, 1)

    def _key(self, key: Any) -> str:
        if key is None:
            return "None"
        ends = ["" if e is None else size_text(Size.of(e), self.name_of)[0] for e in (key.start, key.stop, key.step)]
        return ":".join(ends if ends[2] else ends[:2])

    def _call(self, node: Apply) -> Render:
        function, *args = node.args
        at = self.derivative_at(function, args)
        if at is not None:
            body, x, order = at
            tail = [f", {order}"] if order > 1 else []
            return Piece(["derivative(", (yield body), ", ", (yield x), *tail, ")"], POSTFIX, 1)
        first = self.closed((yield function), POSTFIX)
        return Piece([first, "(", *(yield from self._list(args)), ")"], POSTFIX, 1)

    # binders

    def _bind(self, node: Bind) -> Render:
        return (yield from getattr(self, f"_bind_{node.binder}", self._bind_range)(node))

    def _bind_range(self, node: Bind) -> Render:
        """sum(body for i in range(a, b) for j in range(c))"""
        chain, inner = self._chain(node, merged=node.binder in ("sum", "prod", "max", "min"))
        clauses: list[str | Piece] = []
        for binder, variable in chain:
            clauses += yield from self._clause(binder, variable)
        first = self.closed((yield inner), OR)
        return Piece([self._binder_name(node.binder), "(", first, *clauses, ")"], POSTFIX, 1)

    def _chain(self, node: Bind, merged: bool = True) -> tuple[list[tuple[Bind, Size | Local]], Expr]:
        """Binders of one kind that stand directly in each other, with their variables, and the innermost body."""
        chain: list[tuple[Bind, Size | Local]] = []
        inner: Expr = node
        while isinstance(inner, Bind) and inner.binder == node.binder and (merged or not chain):
            variable, body = self.unbound(inner)
            self.beside.append(self.name_of((variable.atom if isinstance(variable, Size) else variable.name) or ""))
            chain.append((inner, variable))
            inner = body
        del self.beside[len(self.beside) - len(chain) :]
        return chain, inner

    def _binder_name(self, binder: str) -> str:
        return self._callee("expectation" if binder == "expectation" else binder)

    def _clause(self, node: Bind, variable: Size | Local) -> Any:
        atom = variable.atom if isinstance(variable, Size) else variable.name
        head = f" for {self.names[atom or '']} in "
        if node.binder == "expectation":
            return [head, self.closed((yield node.range[0]), OR)]
        if isinstance(variable, Local):
            return [head, self._domain(variable)]
        low, high = node.range
        ends = [(yield from self._end(high))]
        if low is not _ZERO:
            ends = [(yield from self._end(low)), ", ", *ends]
        return [head, "range(", *ends, ")"]

    def _end(self, node: Expr) -> Any:
        return size_text(as_size(node), self.name_of)[0] if is_size(node) else (yield node)

    def _domain(self, variable: Local) -> str:
        sizes = ", ".join(size_text(d, self.name_of)[0] for d in variable.shape)
        return f"{variable.domain}[{sizes}]" if sizes else variable.domain

    def _bind_array(self, node: Bind) -> Render:
        variable, body = self.unbound(node)
        first = self.closed((yield body), OR)
        return Piece(["[", first, *(yield from self._clause(node, variable)), "]"], ATOM, 1)

    def _bind_integral(self, node: Bind) -> Render:
        variable, body = self.unbound(node)
        name = self.names[variable.name]  # type: ignore[union-attr]
        return Piece(["integral(", (yield body), f", {name}, ", *(yield from self._list(node.range)), ")"], POSTFIX, 1)

    def _bind_limit(self, node: Bind) -> Render:
        variable, body = self.unbound(node)
        atom = variable.atom if isinstance(variable, Size) else variable.name
        point, side = node.range
        tail: list[str | Piece] = [] if side is _ZERO else [", side=", (yield side)]
        if isinstance(variable, Size):
            tail.append(", integer=True")
        return Piece(["limit(", (yield body), f", {self.names[atom or '']}, ", (yield point), *tail, ")"], POSTFIX, 1)

    def _bind_function(self, node: Bind) -> Render:
        chain, inner = self._chain(node)
        heads = []
        for _, variable in chain:
            assert isinstance(variable, Local)
            plain = not variable.shape and variable.domain == "real"
            heads.append((self.names[variable.name], "" if plain else f"={self._domain(variable)}"))
        first_default = next((k for k, (_, d) in enumerate(heads) if d), len(heads))
        text = ", ".join(name + (default or ("=real" if k > first_default else ""))
                         for k, (name, default) in enumerate(heads))
        return Piece([f"lambda {text}: ", self.closed((yield inner), LAMBDA)], LAMBDA)


def _folds(op: str, *args: Expr) -> bool:
    """Whether a reader would make one size of it: `n + 1`."""
    if op not in _FOLDED or not any(isinstance(a, Int) for a in args) or not all(is_size(a) for a in args):
        return False
    sizes = [as_size(a) for a in args]
    if op == "neg":
        return _is_affine(sizes[0])
    return _is_affine({"add": sizes[0] + sizes[1], "sub": sizes[0] - sizes[1], "mul": sizes[0] * sizes[1]}[op])


def _is_affine(size: Size) -> bool:
    return all(sum(power for _, power in monomial) <= 1 for monomial, _ in size.terms)


def _is_joint(node: Expr) -> bool:
    return isinstance(node, Apply) and node.op == "joint" and len(node.args) > 1


def apply_or_none(node: Apply, params: dict[str, Any]) -> Expr | None:
    """The operation with other params; None where they don't fit."""
    try:
        return apply(node.op, *node.args, **params)
    except (ValueError, TypeError):
        return None


def plain_axis(node: Apply, kept: dict[str, Any], name: str) -> Any:
    """An axis counted from the first and without a tuple around it, where it means the same."""
    value = kept[name]
    single = value[0] if isinstance(value, tuple) and len(value) == 1 else value
    for rank in (node.args[0].rank if node.args else 0, node.rank):
        for tried in (_from_first(single, rank), single):
            if apply_or_none(node, {**kept, name: tried}) is node:
                return tried
    return value


def _from_first(axis: Any, rank: int) -> Any:
    if isinstance(axis, tuple):
        return tuple(a + rank for a in axis)
    return axis + rank if isinstance(axis, int) else axis


def _slice_key(start: Size, count: Size, step: int, size: Size) -> slice:
    """The slice that takes `count` entries from `start`."""
    if step == 1:
        stop: Any = start + count
        return slice(None if start == 0 else start, None if stop == size else stop)
    if step == -1 and start == size - 1 and count == size:
        return slice(None, None, -1)
    return slice(None if start == 0 else start, None, step)


_RESERVED = frozenset(PYTHON_NAMES) | {"np", "range", "lambda", "real", "e", "pi", "inf"}
