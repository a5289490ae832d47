"""Exponents that look like a transpose: in \\sum_{t<T} \\gamma^t = (1 - \\gamma^T)/(1 - \\gamma), T is a number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

from lemmata.engine.expr import postorder
from lemmata.engine.expr.nodes import Number
from lemmata.engine.readers.latex.ranges import limits
from lemmata.engine.readers.latex.subscripts import is_transpose, plain
from lemmata.engine.readers.latex.syntax import (
    Big,
    Chain,
    Frac,
    Function,
    Group,
    Name,
    Node,
    Num,
    Prefix,
    Product,
    Relation,
    Script,
    children,
    show,
    walk,
)
from lemmata.engine.readers.scope import Scope

RATES = frozenset(["gamma", "lambda_", "rho", "eta", "delta", "epsilon", "kappa"])  # numbers by habit

COUNTS = frozenset("klmnN")  # whole numbers by habit


def with_powers(tree: Node, scope: Scope) -> Node:
    """The tree in which x^T is marked as a power, by braces, wherever T is a number and x stands as one."""
    scripts = [n for n in walk(tree) if isinstance(n, Script) and isinstance(n.sup, Name) and _is_t(n.sup)]
    counted = {show(n.base) for n in scripts if _as_powers(n.base, tree, scope)}
    if not scripts or not (counted or _is_number(tree, scope)):
        return tree
    beside = {id(f): (node, place) for node in walk(tree) if isinstance(node, Product)
              for place, f in enumerate(node.factors)}
    marked = {id(n) for n in scripts if show(n.base) in counted or _is_power(n, beside.get(id(n)), scope)}
    return _rebuilt(tree, marked) if marked else tree


def _is_t(sup: Name) -> bool:
    """Whether a superscript is T or -T: no sign for a transpose, as in R^{-\\top}, which is longer."""
    return sup.text == "T" or (sup.text == "-top" and sup.span[1] - sup.span[0] <= len("{-T}"))


def _as_powers(base: Node, tree: Node, scope: Scope) -> bool:
    """Whether a base has powers: a number by its definition, R = 1 + r, or raised to the index of a sum up to T."""
    base = plain(base)
    role = scope.lookup(base.text) if isinstance(base, Name) else None
    value = role.definition if role is not None else None
    if value is not None and not value.shape and value.sort == "real" and any(
            isinstance(n, Number) for n in postorder(value)):
        return True
    indices = {n.sub.operands[0].text for n in walk(tree) if isinstance(n, Big) and "T" in limits(n)
               and isinstance(n.sub, Relation) and isinstance(n.sub.operands[0], Name)}
    return any(isinstance(n, Script) and n.sup is not None and show(n.base) == show(base)
               and any(isinstance(m, Name) and m.text in indices for m in walk(n.sup)) for n in walk(tree))


def is_exponent(sup: Node | None) -> bool:
    """Whether e under it is Euler's number, whatever e is elsewhere: in e^{-x}, not in e^2, e^n, e^T of an error e."""
    if sup is None or is_transpose(sup):
        return False
    nodes = [n for n in walk(plain(sup)) if not (isinstance(n, Name) and n.text in COUNTS)]
    return not all((isinstance(n, Num) and n.text.isdigit()) or isinstance(n, Product) or (
        isinstance(n, Chain) and set(n.operators) <= {"+", "-"}) for n in nodes)


def _is_number(tree: Node, scope: Scope) -> bool:
    """Whether T ends a sum, or stands in an exponent or a term with numbers."""
    role = scope.lookup("T")
    if role is not None and (role.shape == () or role.domain in ("natural", "integer")):
        return True
    if "T" in limits(tree):
        return True
    for node in walk(tree):
        sup = node.sup if isinstance(node, Script) else None
        if sup is not None and not is_transpose(sup) and _names_t(walk(sup)):
            return True
        if isinstance(node, (Chain, Frac)) and _names_t(children(node)) and any(
                isinstance(term, Num) for term in children(node)):
            return True
    return False


def _names_t(nodes: Iterable[Node]) -> bool:
    return any(isinstance(n, Name) and n.text == "T" for n in nodes)


def _is_power(node: Script, beside: tuple[Product, int] | None, scope: Scope) -> bool:
    """Whether what carries the T is a number: a rate, a sum with a numeral, a letter that multiplies no array."""
    base = plain(node.base)
    if isinstance(base, Num):
        return True
    if isinstance(base, (Chain, Frac)):
        return not any(isinstance(n, (Function, Product)) or _is_capital(n) for n in walk(base)) and any(
            isinstance(n, Num) for n in walk(base))
    if not isinstance(base, Name) or base.style == "bold" or _is_capital(base) or node.sub is not None:
        return False
    role = scope.lookup(base.text)
    if role is not None and role.shape is not None:
        return role.shape == () and role.definition is None
    if base.text in RATES:
        return True
    if beside is None:
        return True
    factors, place = beside[0].factors, beside[1]
    return place + 1 == len(factors) and all(isinstance(f, (Num, Frac)) for f in factors[:place])


def _is_capital(node: Node) -> bool:
    return isinstance(node, Name) and node.text[:1].isupper() and node.text != "T"


def _rebuilt(node: Node, marked: set[int]) -> Node:
    """The tree with the marked exponents in braces."""
    def through(value: Any) -> Any:
        if isinstance(value, Node):
            return _rebuilt(value, marked)
        return tuple(through(v) for v in value) if isinstance(value, tuple) else value

    changes = {f.name: through(getattr(node, f.name)) for f in fields(node) if f.name != "span"}
    if id(node) in marked:
        sup = node.sup
        turned = isinstance(sup, Name) and sup.text == "-top"
        exponent = Prefix("-", Name("T", span=sup.span), span=sup.span) if turned else sup
        changes["sup"] = Group("", "", (exponent,), span=sup.span)
    return replace(node, **changes)
