"""Two matrices in brackets: [A, B] is the commutator AB - BA, or both side by side."""

from __future__ import annotations

from lemmata.engine.ops import ShapeError, apply
from lemmata.engine.readers.latex import values
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.subscripts import base_of
from lemmata.engine.readers.latex.syntax import Chain, Group, Name, Node, Product, Relation, walk
from lemmata.engine.readers.latex.values import Value


def bracket(e: State, node: Group, found: list[Value]) -> Value | None:
    """The value of brackets around two matrices; None where they hold a list."""
    if node.open != "[" or node.separators != (",",) or [v.expr.sort for v in found] != ["real", "real"]:
        return None
    a, b = found
    if a.rank != 2 or b.rank != 2:
        return None
    if not e.choices.choose("brackets", [(0, True), (1, False)]):
        e.note("brackets hold matrices side by side")
        return Value(apply("concat", a.expr, b.expr, axis=1))
    for v in found:
        rows, columns = v.expr.shape
        if rows != columns:
            raise ShapeError(f"axes of size {rows} and {columns} must be equal", rows, columns)
    return values.plus(values.times(a, b), values.negative(values.times(b, a)), False)


def defines_commutator(node: Relation) -> bool:
    """[a, b] = ab - ba: says what the brackets mean."""
    left = node.operands[0]
    if not isinstance(left, Group) or left.open != "[" or left.separators != (",",):
        return False
    names = [h.text for item in left.items if isinstance(h := base_of(item), Name)]
    if len(names) != 2 or len(node.operands) != 2 or node.relations[0] not in ("=", ":=", "equiv", "triangleq"):
        return False
    pairs = [_ends(part) for chain in walk(node.operands[1]) if isinstance(chain, Chain) for part in chain.operands]
    return names in pairs and names[::-1] in pairs


def _ends(node: Node) -> list[str]:
    """The names of two factors, and of the composed: AB, A \\circ B."""
    parts = node.factors if isinstance(node, Product) else node.operands if isinstance(node, Chain) else ()
    heads = [base_of(p) for p in parts]
    return [h.text for h in heads if isinstance(h, Name)]
