"""P(A | B) \\propto P(B | A) P(A): equal up to a factor in which what stands before the bar does not occur."""

from __future__ import annotations

from lemmata.engine.expr import Expr, Symbol, substitute, symbol
from lemmata.engine.ops import apply
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.subscripts import base_of, plain
from lemmata.engine.readers.latex.syntax import Group, Name, Node, Product, Relation, walk
from lemmata.engine.readers.spelling import with_label


def proportional(e: State, node: Relation, left: Expr, right: Expr) -> tuple[Expr, Expr] | None:
    """left * right' and left' * right, where ' puts another value for what the left side is a probability of.

    None where it is no probability.
    """
    found = _names(plain(node.operands[0]))
    if not found:
        return None
    if not _weighed(node, found):  # a likelihood alone: right under a flat prior
        e.unsettled = f"whether all {' and '.join(found)} are equally probable beforehand is not said"
    values: dict[Expr, Expr] = {}
    atoms: dict[str, object] = {}
    for name in found:
        other = with_label(name, "other")
        if name in e.free:
            index = e.free[other] = e.new_index(e.free[name].high)
            atoms[str(e.free[name].atom)] = index.atom
        elif name in e.symbols and isinstance(own := e.symbols[name][0], Symbol):
            values[own] = symbol(other, own.shape, own.domain, own.params)
        else:
            return None

    def moved(expr: Expr) -> Expr:
        return substitute(expr, values, atoms)  # type: ignore[arg-type]

    return apply("mul", left, moved(right)), apply("mul", moved(left), right)


def _weighed(node: Relation, names: list[str]) -> bool:
    """Whether the sides after the first have the probability of the names by themselves, or nothing given them."""
    given = False
    for product in (n for operand in node.operands[1:] for n in walk(operand) if isinstance(n, Product)):
        for head, group in zip(product.factors, product.factors[1:]):
            call = Product((head, group))
            if not isinstance(group, Group) or not _names(call):
                continue
            if _names(call) == names and "|" not in group.separators:
                return True
            after = group.items[group.separators.index("|") + 1 :] if "|" in group.separators else ()
            given = given or any(isinstance(i, Name) and i.text in names for i in map(plain, after))
    return not given


def _names(node: Node) -> list[str]:
    """The names before the bar of P(A | B), p(x | y), all of P(A)."""
    if not isinstance(node, Product) or len(node.factors) != 2 or not isinstance(node.factors[1], Group):
        return []
    head, group = base_of(node.factors[0]), node.factors[1]
    if not isinstance(head, Name) or head.text not in ("P", "Pr", "p", "q"):
        return []
    cut = group.separators.index("|") + 1 if "|" in group.separators else len(group.items)
    items = [plain(i) for i in group.items[:cut]]
    return [i.text for i in items if isinstance(i, Name)] if all(isinstance(i, Name) for i in items) else []
