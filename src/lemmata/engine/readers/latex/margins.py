"""Whether a formula takes nothing but margins, quotients, logarithms and averages of its densities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lemmata.engine.readers.latex.subscripts import base_of, plain
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
    Root,
    Script,
    walk,
)
from lemmata.engine.readers.latex.tables import occurrence, table_head
from lemmata.engine.readers.scope import Scope

ARITHMETIC = frozenset(["+", "-", "*", "dot", "/"])
LOGARITHMS = ("log", "ln")


class Margins:
    """What is taken of the densities in `tables` and of the letters that they are integrated over."""

    def __init__(self, tables: Mapping[str, Sequence[str]], letters: set[str], scope: Scope):
        self.tables, self.letters, self.scope = tables, letters, scope
        self.places = self.bent = False  # whether a letter stands for a number, whether more than sums are taken

    def only(self, nodes: Iterable[Node]) -> bool:
        """Whether nothing else is taken of them; numbers in place of values only where all is a sum of weights."""
        return all(self.fits(node) for node in nodes) and not (self.places and self.bent)

    def fits(self, node: Node) -> bool:
        if isinstance(node, Name):
            self.places |= node.text in self.letters
            return node.text not in self.tables
        if isinstance(node, Product):
            return self.product(node)
        if isinstance(node, Script):
            return self.script(node)
        if isinstance(node, Big):
            summed = node.name in ("int", "sum") and node.body is not None and self.weighted(node)
            return summed and node.body is not None and self.fits(node.body)
        if isinstance(node, Root):
            self.bent = True
            return _is_positive(node.arg) and self.fits(node.arg)
        if isinstance(node, Chain):
            return set(node.operators) <= ARITHMETIC and all(map(self.fits, node.operands))
        if isinstance(node, Group):
            return node.open in ("", "(", "[", "{") and not node.separators and all(map(self.fits, node.items))
        if isinstance(node, Frac):
            return self.fits(node.num) and self.fits(node.den)
        return isinstance(node, Num) or (isinstance(node, Prefix) and node.op in ("+", "-") and self.fits(node.arg))

    def script(self, node: Script) -> bool:
        base = plain(node.base)
        if node.sup is None:
            return isinstance(base, Name) and base.text not in {*self.letters, *self.tables}
        if isinstance(base, Name) and base.text == "e":
            self.bent = True
            return self.fits(node.sup)
        self.bent |= any(isinstance(n, Name) and n.text in self.tables for n in walk(base))
        inverse = isinstance(node.sup, Prefix) and node.sup.op == "-" and isinstance(node.sup.arg, Num)
        return (inverse or isinstance(node.sup, Num)) and self.fits(base)

    def product(self, node: Product) -> bool:
        """Factors, with what they are taken of: p(x | y), f(x), E_{p(x)}[...], \\log p(x), KL(p || q)."""
        factors, at = node.factors, 0
        while at < len(factors):
            head, at = factors[at], at + 1
            following = factors[at] if at < len(factors) else None
            group = base_of(following) if following is not None else None
            if isinstance(head, Function):
                if head.name not in LOGARITHMS or following is None or not _is_positive(following):
                    return False
                self.bent = True
            elif isinstance(group, Group) and isinstance(base_of(head), Name):
                self.bent |= isinstance(following, Script)
                if not self.call(head, group):
                    return False
                at += 1
            elif not self.fits(head):
                return False
        return True

    def call(self, head: Node, group: Group) -> bool:
        name = base_of(head)
        assert isinstance(name, Name)
        if table_head(head) in self.tables:
            return occurrence(head, group) is not None
        if "||" in group.separators:  # a divergence of two densities
            self.bent = True
            sides = [plain(item) for item in group.items]
            return all(table_head(s.factors[0] if isinstance(s, Product) else s) in self.tables for s in sides)
        if name.text == "E":
            return all(map(self.fits, group.items))
        if group.open == "(" and all(isinstance(item, Name) and item.text in self.tables for item in group.items):
            return True  # D(q, p), of whole laws
        role = self.scope.lookup(name.text)
        known = role is not None and (role.definition is not None or role.domain != "function")
        if known or name.text in self.letters:
            return self.fits(name) and self.fits(group)
        return group.open == "(" and all(isinstance(item, Name) for item in group.items)

    def weighted(self, node: Big) -> bool:
        """Whether each letter of an integral stands in a density below it: \\int 1 dx is of no weight."""
        if node.name == "sum":
            return True
        assert node.body is not None
        products = [n for n in walk(node.body) if isinstance(n, Product)]
        found = {i.text for p in products for head, group in zip(p.factors, p.factors[1:])
                 if isinstance(inner := base_of(group), Group) and table_head(head) in self.tables
                 for i in inner.items if isinstance(i, Name)}
        return all(isinstance(v, Name) and v.text in found for v in node.over)


def _is_positive(node: Node) -> bool:
    """Whether no difference stands in it, which may have either sign."""
    return not any((isinstance(n, Chain) and "-" in n.operators) or (isinstance(n, Prefix) and n.op == "-")
                   for n in walk(node))
