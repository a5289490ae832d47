"""How expressions are pickled: a row a node, parts first, so that no depth needs recursion."""

from __future__ import annotations

from typing import Any

from lemmata.engine.expr.expression import Expr, intern
from lemmata.engine.expr.nodes import KINDS
from lemmata.engine.expr.traversal import postorder

Rows = list[tuple[str, tuple[Any, ...], tuple[int, ...]]]  # kind, data, places of the children


def to_rows(root: Expr) -> Rows:
    rows: Rows = []
    place: dict[Expr, int] = {}
    for node in postorder(root):
        place[node] = len(rows)
        rows.append((node.kind, node.data, tuple(place[c] for c in node.children)))
    return rows


def from_rows(rows: Rows) -> Expr:
    nodes: list[Expr] = []
    for kind, data, children in rows:
        nodes.append(intern(KINDS[kind], data, tuple(nodes[c] for c in children)))
    return nodes[-1]
