"""Scripts that count steps: in x^{k+1} = x^k - a g(x^k), x^k is the k-th iterate and no power; in x_{t+1} = f(x_t) of
declared vectors x_t it is a step of a sequence, and no row of an array."""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.latex.mapped import mapped
from lemmata.engine.readers.latex.parse import parse_latex
from lemmata.engine.readers.latex.sequences import STEPS
from lemmata.engine.readers.latex.subscripts import plain
from lemmata.engine.readers.latex.syntax import Chain, Function, Name, Node, Num, Product, Relation, Script, walk
from lemmata.engine.readers.scope import Scope


def with_iterates(tree: Node, scope: Scope) -> Node:
    """The tree in which the step of an iterate is a subscript."""
    names = {name for node in walk(tree) if isinstance(node, Relation) if (name := _updated(node, scope))}
    known = {n.base.text for n in walk(tree) if isinstance(n, Script) and isinstance(n.base, Name)
             and _is_sequence(n.base.text, scope)}
    mixed = {n.base.text for n in walk(tree) if isinstance(n, Script) and isinstance(n.base, Name)
             and n.sub is not None}
    moved = (names | known) - mixed
    return mapped(tree, lambda node: _lowered(node, moved)) if moved else tree


def with_steps(source: str, scope: Scope) -> Scope:
    """The scope in which x_t of $x_t \\in R^d$ is a sequence, for a formula that says how x_{t+1} comes from x_t.

    So are the others of which the text says the same, g_t of x_{t+1} = x_t - g_t.
    """
    try:
        tree = parse_latex(source, scope.macros)
    except ReadError:
        return scope
    letters = {letter for node in walk(tree) if isinstance(node, Relation) and (letter := _stepped(node, scope))}
    for node in walk(tree) if letters else ():
        if isinstance(node, Script) and isinstance(node.base, Name) and node.sub is not None and (
                letters & {n.text for n in walk(node.sub) if isinstance(n, Name)}) and _of_space(node.base.text, scope):
            role = scope.roles[node.base.text]
            assert role.shape is not None
            scope = scope.declare(node.base.text, replace(role, shape=role.shape[1:], domain="function", params=((),)))
    return scope


def _of_space(name: str, scope: Scope) -> bool:
    """Whether nothing but the space is known of the members x_t of a name, not even how many there are."""
    role = scope.lookup(name)
    return role is not None and role.source == "prose" and role.definition is None and role.domain == "real" and (
        role.shape is not None and len(role.shape) > 0 and (role.shape[0].atom or " ")[0] == "?")


def _stepped(node: Relation, scope: Scope) -> str:
    """The letter of x_{t+1} = ... x_t ..., x_t = ... x_{t-1} ... of such a name; "" of another equation."""
    left = node.operands[0]
    if node.relations[0] not in ("=", ":=", "<-") or not isinstance(left, Script) or not isinstance(
            left.base, Name) or left.sup is not None or not _of_space(left.base.text, scope):
        return ""
    letter, step = _place(left)
    before = any(isinstance(n, Script) and isinstance(n.base, Name) and n.base.text == left.base.text
                 and _place(n) == (letter, step - 1) for n in walk(node.operands[1])) if step is not None else False
    return letter if before else ""


def _place(node: Script) -> tuple[str, int | None]:
    """The letter of a subscript and what is added to it."""
    return _step(replace(node, sub=None, sup=node.sub)) if node.sup is None else ("", None)


def _updated(node: Relation, scope: Scope) -> str:
    """The name that an equation takes one step on: x of x^{k+1} = x^k - g; "" where powers may be meant."""
    left = node.operands[0]
    if node.relations[0] not in ("=", ":=", "<-") or not isinstance(left, Script) or not isinstance(left.base, Name):
        return ""
    role = scope.lookup(left.base.text)
    letter, step = _step(left)
    number = role is not None and role.shape == () and role.source in ("prose", "declared")
    if step not in (0, 1) or number or (role is not None and role.definition is not None):
        return ""
    right = plain(node.operands[1])
    factors = right.factors if isinstance(right, Product) else right.operands if isinstance(right, Chain) and not set(
        right.operators) & {"+", "-"} else ()
    if not isinstance(right, (Chain, Product, Function)) or (
            factors and not any(_taken(f, left.base.text, (letter, step - 1)) for f in factors)):
        return ""
    bases = {id(n.base) for n in walk(right) if isinstance(n, Script)}
    names = [n for n in walk(right) if isinstance(n, Name) and n.text != letter]
    alone = any(n.text == left.base.text and id(n) not in bases for n in names)
    if alone or all(n.text == left.base.text for n in names):
        return ""  # x^{n+1} = x^n + x^n (x - 1), \\varphi^{n+1} = \\varphi^n + \\varphi^{n-1}
    again = any(isinstance(n, Script) and isinstance(n.base, Name) and n.base.text == left.base.text
                and _step(n) == (letter, step - 1) for n in walk(right))
    return left.base.text if again else ""


def _taken(node: Node, name: str, before: tuple[str, int]) -> bool:
    """Whether a factor of a product is a sum or an argument with the iterate in it: P(x^k), A(b - x^k)."""
    return not isinstance(node, Script) and any(
        isinstance(n, Script) and isinstance(n.base, Name) and n.base.text == name and _step(n) == before
        for n in walk(node))


def _step(node: Script) -> tuple[str, int | None]:
    """The letter of a superscript and what is added to it; None where it is no step."""
    sup = plain(node.sup) if node.sup is not None and node.sub is None and not node.primes else None
    if isinstance(sup, Name) and sup.text in STEPS:
        return sup.text, 0
    if isinstance(sup, Chain) and len(sup.operands) == 2 and sup.operators[0] in ("+", "-"):
        letter, by = sup.operands
        if isinstance(letter, Name) and letter.text in STEPS and isinstance(by, Num) and by.text.isdigit():
            return letter.text, int(by.text) * (1 if sup.operators[0] == "+" else -1)
    return "", None


def _is_sequence(name: str, scope: Scope) -> bool:
    role = scope.lookup(name)
    return role is not None and role.domain == "function" and set(role.params) == {()} and role.definition is None and (
        role.source == "formula")


def _lowered(node: Node, moved: set[str]) -> Node:
    if not isinstance(node, Script) or not isinstance(node.base, Name) or node.base.text not in moved:
        return node
    start = isinstance(sup := node.sup, Num) and sup.text == "0" and node.sub is None
    return replace(node, sub=node.sup, sup=None) if start or _step(node)[1] is not None else node
