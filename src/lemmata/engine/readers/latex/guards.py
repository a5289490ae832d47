"""Conditions on free indices, i \\ne j: they say for which entries a relation is meant."""

from __future__ import annotations

from lemmata.engine.expr import Expr, integer, number, substitute, symbols
from lemmata.engine.ops import apply
from lemmata.engine.readers.latex.conditions import COMPARISONS, link
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.syntax import Chain, Name, Node, Num, Relation, walk

ELSEWHERE = {"lt": (0, 1), "gt": (1, 0), "ne": (0, 1)}  # sides between which a relation holds; 0 and 0 for all others


def is_guard(e: State, node: Node) -> bool:
    """Whether a condition compares index letters with one another, with numerals or with sizes."""
    if not isinstance(node, Relation) or not all(r in COMPARISONS for r in node.relations):
        return False
    if not all(isinstance(n, (Name, Num, Chain, Relation)) for n in walk(node)):
        return False
    names = {n.text for n in walk(node) if isinstance(n, Name)}
    letters = e.scan.index_names - e.scan.sequences - e.dims
    return bool(names & letters) and all(
        n in letters or n in e.dims or n in e.scan.sizes for n in names if not e.is_label_value(n)
    ) and not any(e.is_label_value(n) for n in names)


def guard(e: State, nodes: list[Node], names: list[str]) -> Expr | None:
    """What the conditions and the premises of the text demand of these free indices; None where nothing."""
    found: list[Expr] = []
    for node in nodes:
        assert isinstance(node, Relation)
        for left, relation, right in zip(node.operands, node.relations, node.operands[1:]):
            letters = {n.text for side in (left, right) for n in walk(side) if isinstance(n, Name)}
            if letters <= set(names):  # a size on one side only says how far the index runs
                found.append(link(e, left, relation, right, node))
    for premise in e.scope.premises:
        about = symbols(premise)
        if about and all(not s.rank and s.name in names for s in about) and premise.sort == "boolean":
            found.append(substitute(premise, {s: integer(e.free[s.name].value) for s in about}))
    result = found[0] if found else None
    for test in found[1:]:
        result = apply("and", result, test)  # type: ignore[arg-type]
    return result


def guarded(op: str, test: Expr, left: Expr, right: Expr) -> tuple[Expr, Expr]:
    """Both sides where the test holds; elsewhere numbers of which the relation is true."""
    a, b = ELSEWHERE.get(op, (0, 0))
    return apply("where", test, left, number(a)), apply("where", test, right, number(b))
