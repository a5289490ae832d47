"""Integrals along functions: in \\int u\\,dv = uv - \\int v\\,du both letters are functions of one variable."""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.readers.latex.mapped import mapped
from lemmata.engine.readers.latex.syntax import Big, Group, Name, Node, Product, Script, walk
from lemmata.engine.readers.scope import Scope

LETTERS = ("x", "t", "s", "r")  # of the variable that the text leaves out


def with_parts(tree: Node, scope: Scope) -> Node:
    """The tree in which u(x) v'(x) dx stands for u dv, where u and v are integrated each along the other."""
    integrals = [n for n in walk(tree) if _along(n)]
    nested = {id(m) for n in integrals for m in walk(n) if m is not n and _along(m)}
    nested |= {id(n) for n in integrals if any(id(m) in nested for m in walk(n))}  # a double integral is no such thing
    inside = {n.over[0].text: _names(n.body) for n in integrals if id(n) not in nested}  # type: ignore[attr-defined]
    paired = {v for v, names in inside.items() if any(u != v and v in inside.get(u, ()) for u in names)}
    taken_at = {id(n) for f in walk(tree) if isinstance(f, Product) for n, g in zip(f.factors, f.factors[1:])
                if isinstance(n, Name) and isinstance(g, Group) and g.open == "(" and n.text in paired}  # f(b)
    if not paired or any(isinstance(n, Script) and isinstance(n.base, Name) and n.base.text in paired
                         for n in walk(tree)):
        return tree
    taken = {n.text for n in walk(tree) if isinstance(n, Name)} | set(scope.roles)
    letter = next((x for x in LETTERS if x not in taken), None)
    if letter is None:
        return tree
    return mapped(tree, lambda node: node if id(node) in taken_at else _with_argument(node, paired, letter))


def _along(node: Node) -> bool:
    return isinstance(node, Big) and node.name == "int" and len(node.over) == 1 and isinstance(node.over[0], Name)


def _names(body: Node | None) -> set[str]:
    return set() if body is None else {n.text for n in walk(body) if isinstance(n, Name)}


def _with_argument(node: Node, paired: set[str], letter: str) -> Node:
    """Names become calls; the walk comes from below, so that du is already a call when its integral is reached."""
    if isinstance(node, Name) and node.text in paired:
        return Product((node, _argument(letter, node)), span=node.span)
    if isinstance(node, Product):
        flat = [p for f in node.factors for p in (f.factors if _is_call(f, letter) else (f,))]  # type: ignore[attr-defined]
        return replace(node, factors=tuple(flat))
    if isinstance(node, Big) and node.name == "int" and len(node.over) == 1 and _is_call(node.over[0], letter):
        call = node.over[0]
        assert isinstance(call, Product) and isinstance(call.factors[0], Name)
        slope = (Script(call.factors[0], primes=1, span=call.span), _argument(letter, call))
        body = () if node.body is None else node.body.factors if isinstance(node.body, Product) else (node.body,)
        return replace(node, body=Product((*body, *slope), span=node.span), over=(Name(letter, span=call.span),))
    return node


def _argument(letter: str, node: Node) -> Group:
    return Group("(", ")", (Name(letter, span=node.span),), span=node.span)


def _is_call(node: Node, letter: str) -> bool:
    return isinstance(node, Product) and len(node.factors) == 2 and node.factors[1] == _argument(letter, node)
