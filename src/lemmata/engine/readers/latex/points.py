"""Where a formula takes functions: which names stand before the parentheses of a call, and at what points."""

from __future__ import annotations

from lemmata.engine.readers.latex.subscripts import label
from lemmata.engine.readers.latex.syntax import Group, Name, Node, Num, Product, Script, Slope, walk
from lemmata.engine.readers.spelling import with_label

COEFFICIENTS = frozenset([*"abcdeijklmnstuvwxyz", "alpha", "beta", "gamma", "lambda_", "mu", "theta", "eta", "omega",
                          "sigma", "tau"])  # letters that are multiplied by what stands in parentheses behind them


def points(root: Node) -> dict[str, Group]:
    """Where the formula takes functions of names: (x(t), y(t)) for f, (t) for x."""
    found: dict[str, Group] = {}
    for node in walk(root):
        if isinstance(node, Product):
            for head, group in zip(node.factors, node.factors[1:]):
                if isinstance(head, Name) and isinstance(group, Group) and group.open == "(":
                    names = point_names(group)
                    if names and len(set(names)) == len(group.items):
                        found.setdefault(head.text, group)
    return found


def point_names(group: Group) -> list[str]:
    """The names of arguments: x and y of (x, y) and of (x(t), y(t)); none where one is no name."""
    found: list[str] = []
    for item in group.items:
        call = isinstance(item, Product) and len(item.factors) == 2 and isinstance(item.factors[1], Group)
        head = item.factors[0] if call else item
        if not isinstance(head, Name) or set(group.separators) - {",", ";"}:
            return []
        found.append(head.text)
    return found


def is_point(group: Group) -> bool:
    """Whether parentheses hold where a function is taken: (x, t), (0), (x_k), (x(t)), and no sum or product."""
    return group.open == "(" and bool(group.items) and not set(group.separators) - {",", ";"} and all(
        isinstance(i, (Name, Num)) or (isinstance(i, Script) and isinstance(i.base, Name)) or (
            isinstance(i, Product) and len(i.factors) == 2 and isinstance(i.factors[1], Group)) for i in group.items)


def taken(root: Node) -> set[int]:
    """Slopes, by id, that are taken at a point behind them: \\frac{\\partial f}{\\partial x}(x, t)."""
    return {id(a) for p in walk(root) if isinstance(p, Product) for a, b in zip(p.factors, p.factors[1:])
            if isinstance(a, Slope) and isinstance(a.arg, Name) and isinstance(b, Group) and is_point(b)}


def takers(root: Node) -> set[str]:
    """Names with a label that only stand before a plain argument: G_1 of G_1(x), but not c_1 of c_1(x)."""
    taken: dict[str, int] = {}
    plainly: set[str] = set()
    for node in walk(root):
        if isinstance(node, Product):
            for head, group in zip(node.factors, node.factors[1:]):
                if isinstance(head, Script) and isinstance(group, Group) and group.open == "(" and _labelled(head):
                    taken[full_label(head)] = taken.get(full_label(head), 0) + 1
                    if is_point(group):
                        plainly.add(full_label(head))
    every = [full_label(n) for n in walk(root) if isinstance(n, Script) and _labelled(n)]
    return {name for name in plainly if taken[name] == every.count(name)}


def full_label(node: Script) -> str:
    assert isinstance(node.base, Name) and node.sub is not None
    return with_label(node.base.text, label(node.sub))


def _labelled(node: Script) -> bool:
    return isinstance(node.base, Name) and node.sub is not None and node.sup is None and not node.primes and (
        node.base.text not in COEFFICIENTS and node.base.style in ("italic", "upright"))


def moving(root: Node) -> set[str]:
    """Names that the formula differentiates where it calls them: A of dA(t)/dt."""
    args = [n.arg for n in walk(root) if isinstance(n, Slope)]
    return {head.text for a in args if isinstance(a, Product) and isinstance(head := a.factors[0], Name)}
