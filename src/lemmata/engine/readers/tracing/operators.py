"""Python's operators on traced arrays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lemmata.engine.expr import Expr, as_size, integer, is_size
from lemmata.engine.ops import apply
from lemmata.engine.ops.structure import quotient
from lemmata.engine.readers.sizes import fold
from lemmata.engine.readers.spellings.elementary import quotient_floor, remainder
from lemmata.engine.readers.tracing.calling import Held, lifted
from lemmata.engine.readers.tracing.errors import untraceable
from lemmata.engine.readers.tracing.numbers import as_number


def operand(value: Any) -> Any:
    """What stands beside an operator; of entries chosen by a mask, the array that they are chosen from."""
    return value.expr if isinstance(value, Held) else lifted(value)


_BITWISE = {"and": "logical_and", "or": "logical_or", "ne": "logical_xor"}


def arithmetic(op: str, swapped: bool = False) -> Callable[[Any, Any], Any]:
    def operator(self: Any, other: Any) -> Any:
        value = operand(other)
        if not isinstance(value, Expr):
            return NotImplemented
        return self.like(combined(op, value, self.expr) if swapped else combined(op, self.expr, value), other)
    return operator


def combined(op: str, left: Expr, right: Expr) -> Expr:
    """An operator of Python on two expressions; arithmetic of sizes gives sizes."""
    left, right = as_number(left), as_number(right)
    if op in ("floordiv", "mod"):
        if op == "floordiv" and is_size(left) and is_size(right):
            size = quotient(as_size(left), as_size(right))
            if size is not None:
                return integer(size)
        return quotient_floor(left, right) if op == "floordiv" else remainder(left, right)
    found = fold(op, left, right)
    if found is not None:
        return found
    return apply("add", left, apply("neg", right)) if op == "sub" else apply(op, left, right)


def comparison(op: str) -> Callable[[Any, Any], Any]:
    def operator(self: Any, other: Any) -> Any:
        value = operand(other)
        if not isinstance(value, Expr):
            return NotImplemented
        return self.like(apply(op, as_number(self.expr), as_number(value)), other)
    return operator


def bitwise(op: str) -> Callable[[Any, Any], Any]:
    def operator(self: Any, other: Any) -> Any:
        value = lifted(other)
        if not isinstance(value, Expr):
            return NotImplemented
        if self.expr.sort != "boolean" or value.sort != "boolean":
            raise untraceable(f"& | ^ of numbers work on their bits; of truth values write np.{_BITWISE[op]}")
        return self.like(apply(op, self.expr, value), other)
    return operator


def in_place(op: str) -> Callable[[Any, Any], Any]:
    def operator(self: Any, other: Any) -> Any:
        value = lifted(other)
        if not isinstance(value, Expr):
            return NotImplemented
        made = combined(op, self.expr, value)
        if not self.mutable:
            return self.like(made)
        self.become(made)
        return self
    return operator
