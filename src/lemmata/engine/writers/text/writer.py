"""Expressions as Python text that reads back as the same expression."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    symbols,
)
from lemmata.engine.ops import OPS
from lemmata.engine.ops.brackets import index
from lemmata.engine.ops.record import PYTHON_NAMES
from lemmata.engine.writers.layout import SHARED_LENGTH, Piece, Render, Writer, repeated, short_decimal, size_text
from lemmata.engine.writers.parameters import BEFORE_GIVEN, shown
from lemmata.engine.writers.text.arithmetic import ARITHMETIC, folds, is_affine
from lemmata.engine.writers.text.arrays import ARRAYS
from lemmata.engine.writers.text.binders import write_bind, write_call
from lemmata.engine.writers.text.levels import ATOM, INFIX, LAMBDA, POSTFIX, POWER, PRODUCT, SIGN, SUM, UNION

_SIZE = {"sum": SUM, "product": PRODUCT, "power": POWER, "atom": ATOM}
# operations that have a notation of their own
_SPECIAL = {**ARITHMETIC, **ARRAYS, "call": write_call}
_CALLED = {"and": "logical_and", "or": "logical_or", "not": "logical_not"}
_SHORT = {"expectation": "E", "probability": "P", "variance": "Var", "covariance": "Cov", "entropy": "H",
          "kl_divergence": "KL"}


def to_text(expr: Expr, names: Mapping[str, Expr] | None = None) -> str:
    """Python text of an expression; with its declarations it reads back as the same expression.

    What would be written again and again, or stands in very many brackets, gets a name:
    `f(t1) + t1 where t1 = ...`; so do the parts that `names` names.

    Raises ValueError where the text would be longer than 2,000,000 characters.

    >>> from lemmata.engine.expr import symbol, bind, fresh_index, at
    >>> X, w, i = symbol("X", ["m", "n"]), symbol("w", ["n"]), fresh_index()
    >>> to_text(bind("sum", i, at(X @ w, i) ** 2, 0, "m") / 2)
    'sum((X @ w)[i]**2 for i in range(m))/2'
    """
    writer = TextWriter(expr, given=names)
    piece = writer.piece_or_none()
    if piece is None or piece.length > SHARED_LENGTH:
        again = repeated(expr)
        if again:
            writer = TextWriter(expr, again, names)
            piece = writer.piece()
        elif piece is None:
            piece = TextWriter(expr, given=names).piece()
    assert piece is not None
    if not writer.definitions:
        return str(piece)
    return f"{piece} where " + "; ".join(f"{name} = {part}" for name, part in writer.definitions)


class TextWriter(Writer):
    """One method a kind of node."""

    atom = ATOM

    def __init__(self, root: Expr, named: Sequence[Expr] = (), given: Mapping[str, Expr] | None = None):
        super().__init__(root, named, given)
        self.symbols = self.taken - _RESERVED | {s.name for s in symbols(root)}

    def reserved(self) -> frozenset[str]:
        return _RESERVED

    def render(self, node: Expr) -> Render:
        return write_bind(self, node) if isinstance(node, Bind) else getattr(self, f"_{node.kind}")(node)

    def _number(self, node: Number) -> Render:
        yield from ()
        value = node.value
        decimal = short_decimal(value)
        if decimal:
            return Piece([decimal], SIGN if value < 0 else ATOM)
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
        if not is_affine(node.size):
            return Piece([self.callee("size"), f"({text})"], POSTFIX, 1)
        return Piece([text], _SIZE[kind])

    def _at(self, node: At) -> Render:
        array = self.closed((yield node.array), POSTFIX)
        parts: list[str | Piece] = []
        for k, item in enumerate(node.indices):
            parts += [", "] * (k > 0) + [size_text(as_size(item), self.name_of)[0] if is_size(item) else (yield item)]
        if index(node.array, *node.indices) is not node:
            return Piece(["at(", array, ", ", *parts, ")"], POSTFIX, 1)
        return Piece([array, "[", *parts, "]"], POSTFIX, 1)

    def listed(self, nodes: Sequence[Expr], least: int = LAMBDA) -> Any:
        parts: list[str | Piece] = []
        for k, item in enumerate(nodes):
            parts += [", "] * (k > 0) + [self.closed((yield item), least)]
        return parts

    # operations

    def _apply(self, node: Apply) -> Render:
        op, args = node.op, node.args
        special = _SPECIAL.get(op)
        if special is not None:
            written = yield from special(self, node)
            if written is not None:
                return written
        if op in INFIX and not folds(op, *args):
            sign, own, left, right = INFIX[op]
            if op == "mul" and isinstance(args[0], Apply) and args[0].op == "matmul":
                left = SIGN  # (u @ v)*x: Python reads it without brackets, people don't
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
        parts = yield from self.listed(args[:-1])
        if args:
            last = self.closed((yield args[-1]), UNION if given else LAMBDA)
            parts += [", "] * (len(args) > 1) + [last]
        if len(given) == 1:
            parts += [" | ", self.closed((yield given[0]), SUM)]
        for text in self._params(node):
            parts += [", "] * bool(parts) + [text]
        return Piece([self.callee(node.op), "(", *parts, ")"], POSTFIX, 1)

    def callee(self, op: str) -> str:
        """The name of an operation that no symbol has."""
        names = [_SHORT.get(op), _CALLED.get(op, op), *(OPS[op].python if op in OPS else ())]
        free = [n for n in names if n and n not in self.symbols]
        return free[0] if free else f"np.{_CALLED.get(op, op)}"

    def _params(self, node: Apply) -> list[str]:
        """The parameters that are not the usual ones."""
        defaults, kept = OPS[node.op].params, shown(node)
        by_place = OPS[node.op].arity == 0 and list(kept) == list(defaults)[: len(kept)]
        return [("" if by_place else f"{name}=") + self.param(value) for name, value in kept.items()]

    def param(self, value: Any) -> str:
        if isinstance(value, Size):
            return size_text(value, self.name_of)[0]
        if isinstance(value, Fraction):
            return f"{value.numerator}/{value.denominator}" if value.denominator != 1 else str(value)
        if isinstance(value, tuple):
            return "(" + ", ".join(map(self.param, value)) + ("," if len(value) == 1 else "") + ")"
        return repr(value)


def _is_joint(node: Expr) -> bool:
    return isinstance(node, Apply) and node.op == "joint" and len(node.args) > 1


_RESERVED = frozenset(PYTHON_NAMES) | {"np", "range", "lambda", "real", "e", "pi", "inf"}
