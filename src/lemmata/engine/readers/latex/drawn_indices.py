"""Indices that are drawn: \\mathbb{E}_{i \\sim p}[v_i] is \\sum_i p_i v_i, and so are variances and covariances."""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.readers.latex.mapped import mapped
from lemmata.engine.readers.latex.subscripts import plain
from lemmata.engine.readers.latex.syntax import (
    Big,
    Chain,
    Function,
    Group,
    Name,
    Node,
    Product,
    Relation,
    Script,
    walk,
)
from lemmata.engine.readers.scope import Scope

_UNIFORM = frozenset(("U", "Unif", "Uniform", "unif", "uniform"))
_KINDS = {"E": 1, "Var": 1, "var": 1, "Cov": 2, "cov": 2}  # of how many things


def with_drawn_indices(tree: Node, scope: Scope) -> Node:
    """The tree with the moments over an index of which the law has a name as sums with its weights."""
    called = {a.text for p in walk(tree) if isinstance(p, Product) for a, b in zip(p.factors, p.factors[1:])
              if isinstance(a, Name) and isinstance(b, Group) and b.open == "("}

    def change(node: Node) -> Node:
        if not isinstance(node, Product):
            return node
        factors, at = list(node.factors), 0
        while at + 1 < len(factors):
            found = _moment(factors[at], factors[at + 1], scope, called)
            if found is not None:
                factors[at:at + 2] = [found]
            at += 1
        changed = len(factors) != len(node.factors)
        return node if not changed else factors[0] if len(factors) == 1 else replace(node, factors=tuple(factors))

    return mapped(tree, change)


def is_drawn_index(sub: Node | None, group: Node) -> bool:
    """Whether what is drawn counts something: i of \\mathbb{E}_i[x_i]."""
    target = plain(sub.operands[0]) if isinstance(sub, Relation) and sub.relations == ("~",) else sub
    return isinstance(target, Name) and target.text[:1].islower() and any(
        isinstance(n, Script) and n.sub is not None and any(
            isinstance(m, Name) and m.text == target.text for m in walk(n.sub)) for n in walk(group))


def _moment(head: Node, following: Node, scope: Scope, called: set[str]) -> Node | None:
    """The sum that a moment is."""
    power = following.sup if isinstance(following, Script) and following.sub is None else None
    group = following.base if isinstance(following, Script) and power is not None else following
    kind, below = _kind(head)
    if not isinstance(group, Group) or set(group.separators) - {","} or len(group.items) != _KINDS.get(kind, 0) or (
            not isinstance(below, Relation) or not is_drawn_index(below, group)):
        return None
    index, law = below.operands[0], plain(below.operands[1])
    weight = _weight(index, law, scope, called)
    if weight is None or not isinstance(index, Name):
        return None
    one, other = group.items[0], group.items[-1]
    found = _sum(index, weight, [one] if kind == "E" else [one, other], group)
    if kind != "E":
        means = Product((_sum(index, weight, [one], group), _sum(index, weight, [other], group)), span=group.span)
        found = _bracketed(Chain((found, means), ("-",), span=group.span))
    span = head.span[0], following.span[1]
    return replace(found, span=span) if power is None else Script(found, None, power, span=span)


def _kind(head: Node) -> tuple[str, Node | None]:
    """The moment, and what is below it."""
    if isinstance(head, Function) and head.sup is None:
        return head.name, head.sub
    if isinstance(head, Script) and isinstance(head.base, Name) and head.sup is None and not head.primes and (
            head.base.text == "E" and head.base.style in ("bb", "upright")):
        return "E", head.sub
    return "", None


def _weight(index: Node, law: Node, scope: Scope, called: set[str]) -> Node | None:
    """The probability of an index: p_i, p(i), \\mathrm{softmax}(z)_i; None where no name tells it."""
    if isinstance(law, Name) and law.style in ("italic", "bold") and law.text not in _UNIFORM:
        role = scope.lookup(law.text)
        if law.text in called or getattr(role, "domain", "") == "function":
            return Product((law, Group("(", ")", (index,), span=law.span)), span=law.span)
        return Script(law, index, weight=True, span=law.span)
    vector = isinstance(law, Product) and isinstance(law.factors[0], Function) and law.factors[0].name == "softmax"
    return Script(_bracketed(law), index, span=law.span) if vector else None


def _sum(index: Name, weight: Node, factors: list[Node], group: Group) -> Node:
    body = Product((*map(_bracketed, factors), weight), span=group.span)  # p_i (x) would be a call
    return _bracketed(Big("sum", index, None, body, span=group.span))


def _bracketed(node: Node) -> Group:
    return Group("(", ")", (node,), span=node.span)
