"""Dimensions of spaces that belong to a matrix: \\dim\\ker A is its nullity, \\dim\\operatorname{range}(A) its rank."""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.readers.latex.mapped import mapped
from lemmata.engine.readers.latex.subscripts import plain
from lemmata.engine.readers.latex.syntax import Chain, Function, Group, Name, Node, Product, Script
from lemmata.engine.readers.scope import Scope

KERNELS = frozenset(["ker", "Ker", "kernel", "null", "Null", "nullspace", "N"])
IMAGES = frozenset(
    ["range", "Range", "ran", "Ran", "im", "Im", "image", "img", "col", "Col", "colspace", "row", "Row", "C", "R"]
)


def with_dimensions(tree: Node, scope: Scope) -> Node:
    """The tree with \\dim of a space of a matrix as a function of that matrix, \\dim\\mathbb{R}^n as n."""
    return mapped(tree, lambda node: _changed(node, scope))


def _changed(node: Node, scope: Scope) -> Node:
    if isinstance(node, Name) and node.text == "nullity" and node.style == "upright":
        return Function("nullity", span=node.span) if scope.lookup("nullity") is None else node
    if not isinstance(node, Product) or not any(_is_dim(f) for f in node.factors):
        return node
    done: list[Node] = []
    rest = list(node.factors)
    while rest:
        factor = rest.pop(0)
        found = _dimension(rest) if _is_dim(factor) else None
        if found is None:
            done.append(factor)
            continue
        count, parts = found
        done += parts
        del rest[:count]
    return done[0] if len(done) == 1 else replace(node, factors=tuple(done))


def _is_dim(node: Node) -> bool:
    return isinstance(node, Function) and node.name == "dim" and node.sub is None and node.sup is None


def _dimension(rest: list[Node]) -> tuple[int, list[Node]] | None:
    """How many factors behind \\dim say which space, and what its dimension is."""
    if not rest:
        return None
    inner = plain(rest[0])
    if isinstance(inner, Product) and (found := _dimension(list(inner.factors))) is not None:
        return (1, found[1]) if found[0] == len(inner.factors) else None
    if isinstance(inner, Script) and isinstance(inner.base, Name) and inner.base.style == "bb" and (
            inner.base.text == "R" and inner.sup is not None and inner.sub is None):
        return 1, [_product(inner.sup)]
    head = inner.name if isinstance(inner, Function) else inner.text if isinstance(inner, Name) else ""
    if len(rest) < 2 or head not in KERNELS | IMAGES or (isinstance(inner, Name) and inner.style == "bold"):
        return None
    argument = rest[1] if isinstance(rest[1], Group) else Group("(", ")", (rest[1],), span=rest[1].span)
    if argument.open != "(" or len(argument.items) != 1:
        return None
    return 2, [Function("nullity" if head in KERNELS else "rank", span=inner.span), argument]


def _product(sup: Node) -> Node:
    """n of \\mathbb{R}^n, mn of \\mathbb{R}^{m \\times n}."""
    times = isinstance(sup, Chain) and set(sup.operators) == {"times"}
    return Product(sup.operands, span=sup.span) if times else sup  # type: ignore[attr-defined]
