"""Statements joined by iff, implies, hence, if; conditions joined by and, or."""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.expr import Expr
from lemmata.engine.expr.claims import Claim
from lemmata.engine.ops import apply
from lemmata.engine.readers.latex.clauses import Clause
from lemmata.engine.readers.latex.conditions import truth
from lemmata.engine.readers.latex.stated import Stated, one_truth
from lemmata.engine.readers.latex.subscripts import plain
from lemmata.engine.readers.latex.syntax import Chain, Node, Prefix, Relation


def is_joined(node: Node) -> bool:
    """Relations joined by \\land, \\lor, \\neg."""
    if isinstance(node, Prefix):
        return node.op == "not" and isinstance(plain(node.arg), Relation)
    if not isinstance(node, Chain) or not set(node.operators) <= {"and", "or"}:
        return False
    return any(isinstance(plain(o), Relation) or is_joined(plain(o)) for o in node.operands)


def logical(run: Stated, clause: Clause, before: Claim) -> None:
    """a iff b as one relation; a implies b, a hence b, b if a: one is the premise of the other."""
    joined = is_joined(clause.node)
    if not before.relations or not (isinstance(clause.node, Relation) or joined):
        raise run.e.error(clause.node, "no statement on one side of the implication", "a relation")
    left = before.relations
    right = tuple(run.over_reals(run.e.expanded(r), clause.node) for r in (
        [truth(run.e, clause.node)] if joined else run.links(clause.node)))
    span = (before.spans[0][0], clause.node.span[1])
    if clause.link == "iff":
        both = (one_truth(conjoined(run, left)), one_truth(conjoined(run, right)))
        claim = replace(before, relations=(apply("iff", *both),), spans=(span,))
    else:
        given, found = (right, left) if clause.link == "if" else (left, right)
        premises = tuple(p for p in map(run.e.expanded, given) if p not in before.premises)
        claim = replace(before, relations=found, premises=(*before.premises, *premises), spans=(span,) * len(found))
    run.claims.append(replace(claim, kind="claim", defines=None))


def conjoined(run: Stated, relations: tuple[Expr, ...]) -> Expr:
    result = one_truth(relations[0])
    for relation in relations[1:]:
        result = apply("and", result, one_truth(relation))
    return result
