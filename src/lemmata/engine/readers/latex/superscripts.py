"""Superscripts: transposes, inverses, complements, powers."""

from __future__ import annotations

from fractions import Fraction

from lemmata.engine.expr import Apply, Expr, Number, Symbol, number, postorder, symbols
from lemmata.engine.ops import ShapeError, apply
from lemmata.engine.ops.facts import known
from lemmata.engine.readers.latex import values
from lemmata.engine.readers.latex.complexes import adjoint, has_complex
from lemmata.engine.readers.latex.cross_matrices import cross_matrix, is_cross_mark
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.syntax import Name, Node, Num, Prefix
from lemmata.engine.readers.latex.values import Value, value
from lemmata.engine.readers.spelling import STARS
from lemmata.engine.rewriting.equality import canonical


def superscript(e: State, found: Value, sup: Node | None) -> Value:
    """A superscript: transpose, inverse, power."""
    if sup is None:
        return found
    try:
        return raised(e, found, sup)
    except ShapeError as error:
        raise e.blamed(error, found) from None


def of_function(e: State, found: Value, sup: Node) -> Value:
    """\\tanh^2(Z): a power of what a function of numbers gives, entry by entry where no product with itself exists."""
    exponent = e.value(sup)
    if found.rank == 2 and _by_entries(e, found, exponent, sup):
        return values.power(found, exponent, True, entrywise=True)
    return superscript(e, found, sup)


def _by_entries(e: State, found: Value, exponent: Value, sup: Node) -> bool:
    """Whether a matrix that is not square is raised to a positive power entry by entry: it has no other one."""
    rows, columns = found.expr.shape
    power = exponent.expr
    return rows != columns and isinstance(power, Number) and power.value > 0 and e.broadcast(sup, 1)


def raised(e: State, found: Value, sup: Node) -> Value:
    if isinstance(sup, Prefix) and sup.op == "circ":
        return values.power(found, e.value(sup.arg), True, entrywise=True)
    if is_cross_mark(sup):
        return cross_matrix(e, found, sup)
    if isinstance(sup, Name):
        if sup.text == "top":
            return values.transpose(found)
        if sup.text == "T" and (
            found.rank or (e.scope.lookup("T") is None and "T" not in e.dims and e.scan["T"].bare == 0)
        ):
            return values.transpose(found)
        if sup.text == "-top":
            return values.transpose(Value(values.matrix_power(found.expr, number(-1))))
        mark = sup.text == "H" and e.scope.lookup("H") is None and e.scan["H"].bare == 0
        if (mark or sup.text in ("star", "dagger")) and has_complex(e, found.expr):
            return adjoint(e, found)
        if mark and found.rank:
            return values.transpose(found)
        if sup.text == "plus" and (found.rank < 2 or e.choices.choose(f"plus:{sup.span[0]}", [(0, False), (1, True)])):
            return value(apply("maximum", found.expr, number(0)))  # the positive part
        if sup.text in ("plus", "dagger"):
            return value(apply("pinv", found.expr))
        if sup.text in ("c", "complement") and found.expr.sort == "event":
            return Value(apply("not", found.expr))
        if sup.text in (*STARS, "minus", "degree", "prime", "||", "dot"):
            raise e.error(sup, f"a superscript {sup.text} on this", "a power")
    if found.expr.sort == "event":
        raise e.error(sup, "a power of an event", "a number")
    if found.rank == 1 and isinstance(sup, Num) and sup.text == "0":  # the first of iterates x^k
        raise e.error(sup, "the power 0 of a vector", "a number")
    exponent = e.value(sup)
    if found.rank == 2 and 1 in found.expr.shape and _by_entries(e, found, exponent, sup):
        return values.power(found, exponent, True, entrywise=True)  # of a row that is a matrix
    if (found.rank == 2 and exponent.expr.sort == "integer") or (not found.rank and not exponent.rank):
        return values.power(found, exponent, False)
    if found.rank == 2 and (root := _root(e, found.expr, exponent.expr)) is not None:
        return value(root)
    try:
        return values.power(found, exponent, e.broadcast(sup))
    except ShapeError as error:
        raise e.blamed(error, found, exponent) from None


def _root(e: State, matrix: Expr, exponent: Expr) -> Expr | None:
    """A^{1/2} or A^{-1/2} of a matrix that is symmetric, or of which the text has said at least that it is one."""
    power = exponent.value if isinstance(exponent := canonical(exponent), Number) else 0
    told = (e.scope.lookup(s.name) for s in symbols(matrix))
    if abs(power) != Fraction(1, 2) or matrix.shape[0] != matrix.shape[1]:
        return None
    if not known(matrix, "symmetric") and not _is_definite(e, matrix) and not _is_mirrored(e.expanded(matrix)):
        if not all(role is not None and role.shape and len(role.shape) == 2 for role in told):
            return None
        e.unsettled = "whether the matrix under the root is symmetric is not said"
    root = apply("sqrtm", matrix)
    return root if power > 0 else apply("inv", root)


def _is_mirrored(matrix: Expr) -> bool:
    """Whether a matrix is its own transpose, as it is written: of numbers, of `B + B^\\top`."""
    return canonical(matrix) is canonical(apply("transpose", matrix))


def _is_definite(e: State, matrix: Expr) -> bool:
    """Whether the text has said A \\succeq 0, which is said of symmetric matrices."""
    name = matrix.name if isinstance(matrix, Symbol) else ""
    found = (n.args[0] for n in postorder(*e.scope.premises) if isinstance(n, Apply) and n.op == "eigvalsh")
    return any(isinstance(a, Symbol) and a.name == name for a in found)
