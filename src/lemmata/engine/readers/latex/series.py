"""Power series that go on: 1 + x + x^2/2 + \\cdots says that what is left out is O(x^3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from lemmata.engine.readers.latex.mapped import mapped
from lemmata.engine.readers.latex.subscripts import capital, is_transpose, plain
from lemmata.engine.readers.latex.syntax import (
    Chain,
    Dots,
    Frac,
    Group,
    Name,
    Node,
    Num,
    Prefix,
    Product,
    Relation,
    Script,
    show,
    walk,
)
from lemmata.engine.readers.scope import Scope

TO_INFINITY = ("n", "N", "m", "M", "T", "i", "j", "k", "l")  # letters in whose powers nothing is expanded about 0


def with_series(tree: Node, scope: Scope) -> Node:
    """The tree with dots behind the terms of a power series as the order of the terms left out.

    The terms are those of a series where the exponents of a letter, or of a step x - a, go up from each to the next:
    only then do the dots stand for less than what is written.
    """

    def change(node: Node) -> Node:
        if not isinstance(node, Relation) or not set(node.relations) <= {"=", "approx"}:
            return node
        return replace(node, operands=tuple(
            _ended(o, [other for other in node.operands if other is not o], tree, scope) for o in node.operands))

    return mapped(tree, change)


def _ended(node: Node, others: Sequence[Node], tree: Node, scope: Scope) -> Node:
    if not isinstance(node, Chain) or not isinstance(node.operands[-1], Dots) or len(node.operands) < 3 or any(
            isinstance(o, Dots) for o in node.operands[:-1]) or not set(node.operators) <= {"+", "-"}:
        return node
    terms = node.operands[:-1]
    for variable in _variables(terms[-1], scope):
        if not any(_varies(other, variable, scope) for other in others):
            continue
        exponents = [_exponent(term, show(variable)) for term in terms]
        if all(a is not None and b is not None and a < b for a, b in pairwise(exponents)):
            assert exponents[-1] is not None
            order = _order(variable, exponents[-1] + 1, tree, scope)
            span = node.operands[-1].span
            return replace(node, operands=(*terms, replace(order, span=span)), operators=(*node.operators[:-1], "+"))
    return node


def _variables(term: Node, scope: Scope) -> list[Node]:
    """What a term may have a power of: letters, and differences in parentheses."""
    found: list[Node] = []
    for node in walk(term):
        if isinstance(node, Name) and node.style != "symbol" and node.text not in TO_INFINITY:
            role = scope.lookup(node.text)
            tending = any(getattr(p, "op", "") == "tends" and getattr(p.children[0], "name", "") == node.text
                          for p in scope.premises)
            if (role is None or (role.definition is None and role.domain not in ("natural", "function"))) and (
                    not tending):
                found.append(node)
        elif isinstance(node, Group) and node.open == "(" and isinstance(inner := plain(node), Chain) and (
                set(inner.operators) == {"-"} and all(isinstance(o, (Name, Script)) for o in inner.operands)):
            found.append(node)
    return list({show(n): n for n in found}.values())


def _varies(other: Node, variable: Node, scope: Scope) -> bool:
    """Whether another side is known to vary with the variable, as 1 does not in p + pq + pq^2 + \\cdots = 1.

    A new name may stand for the series.
    """
    letter = next(n.text for n in walk(variable) if isinstance(n, Name))
    if any(isinstance(n, Name) and n.text == letter for n in walk(other)):
        return True
    return isinstance(other, Name) and other.style != "symbol" and scope.lookup(other.text) is None


def _exponent(term: Node, variable: str) -> int | None:
    """The exponent of a letter in a term; None where it stands in anything but a power of its own."""
    if show(term) == variable:
        return 1
    if isinstance(term, Script) and show(term.base) == variable and term.sub is None and not term.primes:
        if is_transpose(term.sup):
            return 1
        return int(term.sup.text) if isinstance(term.sup, Num) and term.sup.text.isdigit() else None
    if isinstance(term, Prefix) and term.op in ("+", "-"):
        return _exponent(term.arg, variable)
    if isinstance(term, Frac):
        return _exponent(term.num, variable) if all(show(n) != variable for n in walk(term.den)) else None
    parts: Sequence[Node] = term.factors if isinstance(term, Product) else ()
    if isinstance(term, Chain) and set(term.operators) <= {"*", "/", "dot", "cdot", "times"}:
        divided = [o for o, op in zip(term.operands[1:], term.operators) if op == "/"]
        if any(show(n) == variable for o in divided for n in walk(o)):
            return None
        parts = term.operands
    if parts:
        found = [_exponent(part, variable) for part in parts]
        return None if None in found else sum(e for e in found if e is not None)
    return None if any(show(n) == variable for n in walk(term)) else 0


def _order(variable: Node, exponent: int, tree: Node, scope: Scope) -> Node:
    """O(x^3), of an array O(\\|x\\|^3)."""
    base: Node = variable
    letters = [n for n in walk(variable) if isinstance(n, Name)]
    turned = any(isinstance(n, Script) and is_transpose(n.sup) and show(n.base) == show(variable) for n in walk(tree))
    shaped = any((role := scope.lookup(n.text)) is not None and role.shape for n in letters)
    if turned or shaped or any(n.style == "bold" or (capital(n) and scope.lookup(n.text) is None) for n in letters):
        base = Group("||", "||", (plain(variable),))
    power = Script(base, sup=Num(str(exponent)))
    return Product((Name("O"), Group("(", ")", (power,))))
