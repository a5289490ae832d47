"""Families of functions, one for each index: \\ell_i(w), f^{(k)}(x), the losses of single examples.

They are the entries of one function whose values are vectors, under a name of its own: f may be the sum of all f_i.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, zip_longest

from lemmata.engine.expr import Expr, Symbol, symbols
from lemmata.engine.readers.latex.mapped import mapped
from lemmata.engine.readers.latex.points import is_point
from lemmata.engine.readers.latex.subscripts import INDEX_LETTERS, is_index
from lemmata.engine.readers.latex.syntax import Big, Group, Name, Node, Num, Product, Relation, Script, walk
from lemmata.engine.readers.scope import Scope
from lemmata.engine.readers.spelling import with_label

EACH = "each"  # the label of the function whose entries are the members
_USUAL = frozenset([*"fghluqFGHJLR", "ell", "phi", "psi", "varphi", "Phi", "Psi", "rho", "sigma"])  # of functions
VALUE = "value"  # the style of a member that stands without arguments in its formula


def each(name: str) -> str:
    """The name of the function whose entries are the members f_i.

    >>> each("f"), each("f_each")
    ('f_each', 'f_each')
    """
    return name if is_each(name) else with_label(name, EACH)


def is_each(name: str) -> bool:
    return name.endswith(f"_{EACH}")


def numbered(scope: Scope, name: str) -> tuple[Symbol, Expr] | None:
    """The number in what f_j is defined as, and that function: \\phi_j(x) = x^j; None where j is a label too."""
    for letter in sorted(INDEX_LETTERS):
        role = scope.lookup(f"{name}_{letter}")
        if role is None or role.definition is None or role.definition.sort != "function":
            continue
        inside = {s.name: s for s in symbols(role.definition)}
        if (found := inside.pop(letter, None)) is not None and not found.shape and not any(
                other.endswith(f"_{letter}") for other in inside):
            return found, role.definition
    return None


def with_members(tree: Node, scope: Scope) -> Node:
    """The tree with the members f_i under a name of their own, where f is a function too: f(w) = \\sum_i f_i(w)."""
    calls = [(head, group) for node in walk(tree) if isinstance(node, Product)
             for head, group in pairwise(node.factors) if isinstance(group, Group) and group.open == "("]
    whole = {head.text for head, _ in calls if isinstance(head, Name)} | _summed(tree, scope)
    whole |= {name for name, role in scope.roles.items() if role.domain == "function" and not role.shape and any(
        len(role.params) == len(group.items) for head, group in calls if _base(head) == name)}
    both = {name for head, _ in calls if (name := _base(head)) in whole}
    both |= {name.removesuffix(f"_{EACH}") for name in scope.roles if is_each(name)}

    if not both:
        return tree
    taken = [head for head, _ in calls]
    bare = {node.base.text for node in walk(tree) if _renamed(node, both, scope) and isinstance(node, Script)
            and isinstance(node.base, Name) and not any(node is head for head in taken)}

    def change(node: Node) -> Node:
        if _renamed(node, both, scope):
            assert isinstance(node, Script) and isinstance(node.base, Name)
            style = VALUE if node.base.text in bare else node.base.style
            return replace(node, base=Name(each(node.base.text), style, span=node.base.span))
        if isinstance(node, Product):
            return replace(node, factors=tuple(
                _called(f) if isinstance(g, Group) and is_point(g) else f for f, g in zip_longest(
                    node.factors, node.factors[1:])))
        return node

    return mapped(tree, change)


def _renamed(node: Node, names: set[str], scope: Scope) -> bool:
    """Whether a node is a member of one of these families."""
    return isinstance(node, Script) and isinstance(node.base, Name) and node.base.text in names and (
        _counts(node) or (each(node.base.text) in scope.roles and place_of(node) is not None))


def _called(node: Node) -> Node:
    """A member before plain arguments: s_i(z) beside s_i (1 - s_i), where s_i is its value."""
    if isinstance(node, Script) and isinstance(node.base, Name) and node.base.style == VALUE:
        return replace(node, base=replace(node.base, style="italic"))
    return node


def _summed(tree: Node, scope: Scope) -> set[str]:
    """The functions that only stand in sums over their index, of 1 to n: \\sum_{i=1}^n \\ell_i(w).

    No function is a factor before data of the same index: y_i (w^T x_i + b).
    """
    bound = set()
    for node in walk(tree):
        if isinstance(node, Big) and isinstance(node.sub, Relation) and isinstance(node.sup, Name):
            first = node.sub.operands[0]
            bound |= {first.text} if isinstance(first, Name) and node.sup.style == "italic" else set()
    heads = [node for node in walk(tree) if isinstance(node, Script) and isinstance(node.base, Name)]
    found = {head.base.text for head in heads if isinstance(head.base, Name) and scope.lookup(head.base.text) is None
             and numbered(scope, head.base.text) is None}
    products = [pair for node in walk(tree) if isinstance(node, Product) for pair in pairwise(node.factors)]
    found -= {head.base.text for head, group in products if isinstance(head, Script) and isinstance(head.base, Name)
              and isinstance(group, Group) and not is_point(group) and head.base.text not in _USUAL
              and _of_place(group, place_of(head))}
    return found - {head.base.text for head in heads if isinstance(head.base, Name) and not (
        isinstance(place := place_of(head), Name) and place.text in bound and not head.primes)}


def _of_place(group: Group, place: Node | None) -> bool:
    """Whether parentheses hold an entry at a place."""
    return isinstance(place, Name) and any(
        isinstance(n, Script) and isinstance(at := place_of(n), Name) and at.text == place.text for n in walk(group))


def _base(head: Node) -> str:
    """f of f_i and f^{(i)}; "" of others."""
    return head.base.text if isinstance(head, Script) and isinstance(head.base, Name) and _counts(head) else ""


def _counts(head: Script) -> bool:
    """Whether a script has a place with a letter: f_i, f_{i-1}; f_1 may be a name."""
    place = place_of(head)
    return place is not None and not isinstance(place, Num) and is_index(place, (), INDEX_LETTERS - {"t"})


def place_of(head: Script) -> Node | None:
    """The index of f_i or f^{(i)}."""
    above = head.sup
    if head.sub is not None:
        return head.sub if above is None else None
    if isinstance(above, Group) and above.open == "(" and len(above.items) == 1 and not isinstance(above.items[0], Num):
        return above.items[0]
    return None


def places_in(node: Node) -> set[str]:
    """The letters that are the place of an entry somewhere: i of a_i and of x^{(i)}."""
    found: set[str] = set()
    for script in walk(node):
        if isinstance(script, Script) and isinstance(script.base, Name):
            for place in (script.sub, place_of(script)):
                if place is not None and is_index(place, ()):
                    found |= {n.text for n in walk(place) if isinstance(n, Name)}
    return found
