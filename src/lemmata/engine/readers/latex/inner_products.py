"""Inner products of the text: after \\langle x, y \\rangle := x^T A y, angle brackets call the function so defined."""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.readers.latex.mapped import mapped
from lemmata.engine.readers.latex.subscripts import is_transpose, label
from lemmata.engine.readers.latex.syntax import Big, Group, Name, Node, Product, Relation, Script, walk
from lemmata.engine.readers.scope import Scope
from lemmata.engine.readers.spelling import with_label

INNER = "inner"  # the function, and the option of a scope with what the words around say of it
OWN, EITHER = "own", "either"  # that it is another than the usual one; that one of the two is meant


def with_inner_products(tree: Node, scope: Scope) -> Node:
    """The tree with \\langle x, y \\rangle as a call where the formula or one before it says what it is.

    x^T y and \\sum_i x_i y_i say nothing new, so that equations with them stay claims, unless another one was defined.
    """
    known = {name for name, role in scope.roles.items() if name.partition("_")[0] == INNER and role.definition}
    heads = {node.operands[0].span: key for node in walk(tree) if isinstance(node, Relation)
             and (key := _defined(node, scope, known))}
    found = {*heads.values(), *(known if scope.options.get(INNER) != EITHER else ())}
    if not found:
        return tree

    def change(node: Node) -> Node:
        if _key(node) not in found:
            return node
        call = _call(node)
        return call if node.span in heads else Group("(", ")", (call,), span=node.span)

    return mapped(tree, change)


def _brackets(node: Node) -> Group | None:
    """The two vectors in angle brackets; the subscript behind them is a part of the name."""
    group = node.base if isinstance(node, Script) and node.sup is None and not node.primes else node
    return group if isinstance(group, Group) and group.open == "<" and len(group.items) == 2 else None


def _key(node: Node) -> str:
    if _brackets(node) is None:
        return ""
    return INNER if not isinstance(node, Script) or node.sub is None else with_label(INNER, label(node.sub))


def _call(node: Node) -> Product:
    group = _brackets(node)
    assert group is not None
    name: Node = Name(INNER, "own", span=node.span)
    if isinstance(node, Script):
        name = replace(node, base=name)
    return Product((name, replace(group, open="(", close=")")), span=node.span)


def _defined(node: Relation, scope: Scope, known: set[str]) -> str:
    """The name of the inner product that an equation defines, "" where it defines none."""
    left, right = node.operands[:2]
    group = _brackets(left)
    if group is None or not all(isinstance(item, Name) for item in group.items):
        return ""
    if isinstance(left, Script) and left.sub is not None and (
            role := scope.lookup(label(left.sub))) is not None and len(role.shape or ()) == 2:
        return ""  # \\langle x, y \\rangle_A of a known matrix
    x, y = (item.text for item in group.items if isinstance(item, Name))
    if x == y or not {x, y} <= {n.text for n in walk(right) if isinstance(n, Name)} or _is_of_functions(right):
        return ""
    key = _key(left)
    anew = scope.options.get(INNER) == OWN or (key == INNER and key in known and _is_usual(right, x, y))
    if node.relations[0] == ":=" or (node.relations[0] in ("=", "equiv") and (anew or _is_weighted(right, x, y))):
        return key
    return ""


def _is_of_functions(node: Node) -> bool:
    return any(isinstance(n, Big) and n.name == "int" for n in walk(node))


def _is_weighted(node: Node, x: str, y: str) -> bool:
    """x^T A y, or \\sum_i w_i x_i y_i: the usual one with weights between the vectors."""
    return _factors_of(node, x, y) > 2


def _is_usual(node: Node, x: str, y: str) -> bool:
    return _factors_of(node, x, y) == 2


def _factors_of(node: Node, x: str, y: str) -> int:
    """How many factors there are in x^T A y, or under the sum in \\sum_i w_i x_i y_i; 0 of anything else."""
    body = node.body if isinstance(node, Big) and node.name == "sum" else node
    if not isinstance(body, Product):
        return 0
    if body is node:
        first, last = body.factors[0], body.factors[-1]
        found = isinstance(first, Script) and is_transpose(first.sup) and _is(first.base, x) and _is(last, y)
        return len(body.factors) if found else 0
    heads = [f.base.text for f in body.factors if isinstance(f, Script) and isinstance(f.base, Name)]
    return len(heads) if heads.count(x) == heads.count(y) == 1 and len(heads) == len(body.factors) else 0


def _is(node: Node, name: str) -> bool:
    return isinstance(node, Name) and node.text == name
