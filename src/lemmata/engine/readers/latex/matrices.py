"""Matrices by their entries or blocks, and cases."""

from __future__ import annotations

from lemmata.engine.expr import Apply
from lemmata.engine.ops import ShapeError, apply
from lemmata.engine.readers.latex.conditions import truth
from lemmata.engine.readers.latex.ellipses import ellipsis_matrix
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.syntax import Blank, Cases, Dots, Matrix, Node, Relation, Statements, show
from lemmata.engine.readers.latex.values import Value, is_zero, value


def matrix(e: State, node: Matrix) -> Value:
    rows = [list(row) for row in node.rows]
    if any(isinstance(c, Dots) for row in rows for c in row):
        return ellipsis_matrix(e, rows, node)
    width = max((len(r) for r in rows), default=0)
    if not width or any(len(r) != width for r in rows):
        raise e.error(node, "rows of different lengths", "as many entries in each row")
    found = [[e.value(c) for c in row] for row in rows]
    ranks = {v.rank for row in found for v in row}
    if ranks == {0}:
        if width == 1 and len(rows) > 1:
            return determinant_or(node, e.stacked_values([r[0] for r in found], "col"))
        if len(rows) == 1 and width > 1:
            return e.stacked_values(found[0], "row")
        lines = [apply("stack", *(v.expr for v in row)) for row in found]
        return determinant_or(node, Value(apply("stack", *lines)))
    return blocks(e, found, node)


def determinant_or(node: Matrix, found: Value) -> Value:
    if node.kind == "vmatrix":
        return Value(apply("det", found.expr))
    if node.kind == "Vmatrix":
        return Value(apply("norm", found.expr))
    return found


def blocks(e: State, found: list[list[Value]], node: Matrix) -> Value:
    """A matrix of blocks, columns beside each other, or rows below each other."""
    if len(found[0]) == 1 and all(row[0].rank == 1 for row in found):
        if all(row[0].orient == "row" for row in found):
            return Value(apply("stack", *(row[0].expr for row in found)))
        return value(apply("concat", *(row[0].expr for row in found), axis=0))
    if len(found) == 1 and all(v.rank == 1 and v.orient == "col" for v in found[0]):
        return Value(apply("transpose", apply("stack", *(v.expr for v in found[0]))))
    found = [[zeros_beside(v, found, i, j) for j, v in enumerate(row)] for i, row in enumerate(found)]
    if any(v.rank != 2 for row in found for v in row):
        raise ShapeError("blocks of a matrix must be matrices")
    for row in found:  # blocks of which the text gives no size fit those above and beside them
        for v, above, first in zip(row, found[0], [row[0]] * len(row)):
            for axis, other in ((1, above), (0, first)):
                one, two = v.expr.shape[axis], other.expr.shape[axis]
                if one != two and any(atom[0] == "?" for size in (one, two) for atom in size.atoms):
                    raise ShapeError(f"blocks of sizes {one} and {two} beside each other", one, two)
    lines = [apply("concat", *(v.expr for v in row), axis=1) if len(row) > 1 else row[0].expr for row in found]
    return determinant_or(node, Value(apply("concat", *lines, axis=0) if len(lines) > 1 else lines[0]))


def zeros_beside(v: Value, found: list[list[Value]], i: int, j: int) -> Value:
    """0 among blocks: zeros, as many as the blocks beside it have rows and those above or below it columns."""
    if v.rank or not is_zero(v.expr):
        return v
    height = next((w.expr.shape[0] for w in found[i] if w.rank == 2), None)
    width = next((row[j].expr.shape[1] for row in found if row[j].rank == 2), None)
    return v if height is None or width is None else Value(apply("zeros", shape=(height, width)))


def cases(e: State, node: Cases) -> Value:
    """Nested choices; the last case is what remains, but for a point between two cases that neither of them has."""
    *rest, (last, _) = node.rows
    result = e.value(case_value(last))
    for content, condition in reversed(rest):
        if condition is None:
            raise e.error(content, "a case without a condition before the last one", "if ...")
        here = e.value(case_value(content))
        test = truth(e, condition)
        result = Value(apply("where", test, here.expr, result.expr), here.orient or result.orient)
        if len(rest) == 1 and left_between(condition, node.rows[-1][1]) and isinstance(test, Apply) and not test.free:
            e.assumed.append(apply("ne", *test.args))
    return result


def left_between(one: Node, other: Node | None) -> bool:
    """Whether of two cases one is for x < a and the other for x > a: none says what is at a."""
    sides = []
    for node in (one, other):
        only = [i for i in node.items if not isinstance(i, Blank)] if isinstance(node, Statements) else [node]
        if len(only) != 1 or not isinstance(only[0], Relation) or only[0].relations not in (("<",), (">",)):
            return False
        shown = [show(operand) for operand in only[0].operands]
        sides.append(shown if only[0].relations == ("<",) else shown[::-1])
    return sides[0] == sides[1][::-1]


def case_value(node: Node) -> Node:
    return node.items[0] if isinstance(node, Statements) and len(node.items) == 1 else node
