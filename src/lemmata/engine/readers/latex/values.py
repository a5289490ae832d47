"""Values with an orientation: products of rows, columns, matrices and numbers as LaTeX writes them.

A vector has one axis; whether it stands as a column or a row decides what stands next to it means.
"""

from __future__ import annotations

from dataclasses import dataclass

from lemmata.engine.expr import Apply, Expr, Size, array_of, at, bind, fresh_index, number
from lemmata.engine.expr.nodes import Constant, Number
from lemmata.engine.ops import ShapeError, apply
from lemmata.engine.ops.shapes import ONE, show
from lemmata.engine.readers.sizes import fold

ROW = "is written as a row"  # what a note says of a name so defined
NUMERIC = ("real", "integer", "complex", "variable")


@dataclass(frozen=True)
class Value:
    """An expression and how it stands: "col", "row", or "" for what is no vector."""

    expr: Expr
    orient: str = ""

    @property
    def rank(self) -> int:
        return self.expr.rank


def value(expr: Expr, orient: str = "col") -> Value:
    """A value; a vector is a column unless said otherwise."""
    return Value(expr, orient if expr.rank == 1 else "")


def numeric(op: str, *values: Value) -> None:
    """Raise where an operand is no number (an event, a function, a distribution)."""
    for v in values:
        if v.expr.sort not in NUMERIC:
            raise ShapeError(f"{op} takes numbers, not a {v.expr.sort}")


def times(a: Value, b: Value) -> Value:
    """Side by side: scalar times array, row times column (a number), matrix product, column times row."""
    numeric("a product", a, b)
    if not a.rank or not b.rank:
        return Value(a.expr * b.expr, a.orient or b.orient)
    if a.rank == 1 and b.rank == 1:
        if a.orient == "row":
            if b.orient == "row":
                raise ShapeError("two rows side by side have no product; transpose one")
            return Value(apply("matmul", a.expr, b.expr))
        if b.orient == "row":
            return Value(apply("outer", a.expr, b.expr))
        raise ShapeError("two columns side by side have no product; transpose one")
    if a.rank == 1 and b.rank == 2 and a.orient != "row":
        if b.expr.shape[0] == ONE:
            return Value(apply("outer", a.expr, at(b.expr, 0)))
        raise ShapeError(f"a column times a matrix of shape {show(b.expr.shape)} has no product; transpose the column")
    if a.rank == 2 and b.rank == 1 and b.orient == "row":
        if a.expr.shape[1] == ONE:
            return Value(apply("outer", at(apply("transpose", a.expr), 0), b.expr))
        raise ShapeError(f"a matrix of shape {show(a.expr.shape)} times a row has no product; transpose the row")
    if a.rank <= 2 and b.rank <= 2:
        for m, n in zip(_inner(a.expr, -1), _inner(b.expr, 0)):
            if m != n:
                raise ShapeError(f"axes of size {m} and {n} must be equal", m, n)
        return value(apply("matmul", a.expr, b.expr), "row" if a.rank == 1 else "col")
    return Value(contract(a.expr, b.expr))


def _inner(expr: Expr, axis: int) -> list[Size]:
    """The sizes that make up an axis of a Kronecker product, of its factors in order; none of anything else."""
    if isinstance(expr, Apply) and expr.op == "kron":
        return [size for factor in expr.args for size in _inner(factor, axis) or [factor.shape[axis]]]
    return []


def contract(a: Expr, b: Expr) -> Expr:
    """Sum over the last axis of a and the first of b."""
    if a.shape[-1] != b.shape[0]:
        raise ShapeError(f"axes of size {a.shape[-1]} and {b.shape[0]} must be equal", a.shape[-1], b.shape[0])
    index = fresh_index()
    cut = a.rank - 1

    def body(*outer: object) -> Expr:
        term = at(at(a, *outer[:cut]), index) * at(b, index, *outer[cut:])  # type: ignore[arg-type]
        return bind("sum", index, term, 0, b.shape[0])

    return array_of((*a.shape[:-1], *b.shape[1:]), body)


def dot(a: Value, b: Value) -> Value:
    """a \\cdot b: of vectors the inner product however they stand, otherwise as side by side."""
    if a.rank == 1 and b.rank == 1 and a.orient == b.orient:
        return Value(apply("matmul", a.expr, b.expr))
    return times(a, b)


def plus(a: Value, b: Value, broadcast: bool) -> Value:
    """a + b of one shape; a number is added to every entry only where `broadcast` allows it."""
    numeric("a sum", a, b)
    if a.rank != b.rank and not (broadcast or is_zero(a.expr) or is_zero(b.expr)):
        raise ShapeError(f"a sum of shapes {show(a.expr.shape)} and {show(b.expr.shape)}")
    return Value(a.expr + b.expr, a.orient or b.orient)


def over(a: Value, b: Value, broadcast: bool) -> Value:
    """a / b: by a number, or entry by entry of two vectors of one shape."""
    numeric("a quotient", a, b)
    if b.rank and not (a.rank == b.rank == 1 or (broadcast and a.rank in (0, b.rank))):
        raise ShapeError(f"division by an array of shape {show(b.expr.shape)}")
    return Value(a.expr / b.expr, a.orient or b.orient)


def transpose(a: Value) -> Value:
    if a.rank == 0:
        raise ShapeError("a number has no transpose")
    if a.rank == 1:
        return Value(a.expr, "col" if a.orient == "row" else "row")
    return Value(apply("transpose", a.expr))


def negative(a: Value) -> Value:
    numeric("a minus", a)
    folded = fold("neg", a.expr)
    if folded is not None:
        return Value(folded)
    return Value(negate(a.expr), a.orient)


def negate(expr: Expr) -> Expr:
    """-x, as a numeral where x is one."""
    return number(-expr.value) if isinstance(expr, Number) else -expr


def power(a: Value, exponent: Value, broadcast: bool, entrywise: bool = False) -> Value:
    """a ** b: of numbers; an integer power of a square matrix; entry by entry where `broadcast` allows it."""
    numeric("a power", a, exponent)
    base, sup = a.expr, exponent.expr
    if isinstance(base, Constant) and base.name == "e":
        if sup.rank == 2 and not entrywise:
            return Value(apply("expm", sup))
        if sup.rank and not broadcast:
            raise ShapeError(f"a power with an exponent of shape {show(sup.shape)}")
        return Value(apply("exp", sup), exponent.orient)
    if a.rank == 2 and not exponent.rank and not entrywise:
        return Value(matrix_power(base, sup))
    if not entrywise and (exponent.rank or (a.rank and not broadcast)):
        raise ShapeError(f"a power of an array of shape {show(base.shape)}")
    return Value(base**sup, a.orient)


def matrix_power(base: Expr, exponent: Expr) -> Expr:
    if exponent.sort != "integer":
        raise ShapeError("a power of a matrix takes an integer exponent")
    if base.rank != 2:
        raise ShapeError(f"a power of a matrix, of an array of shape {show(base.shape)}")
    if base.shape[0] != base.shape[1]:
        raise ShapeError(f"a power of a matrix of shape {show(base.shape)}; it must be square", *base.shape)
    if isinstance(exponent, Number) and exponent.value == -1:
        return apply("inv", base)
    if isinstance(exponent, Number) and exponent.value == 2:
        return apply("matmul", base, base)
    return apply("matrix_power", base, exponent)


def is_zero(expr: Expr) -> bool:
    return isinstance(expr, Number) and expr.value == 0
