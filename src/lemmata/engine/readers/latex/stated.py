"""What the statements of one formula have said so far; every part that reads them takes this."""

from __future__ import annotations

from lemmata.engine.expr import Apply, Expr, Size, Symbol, dims, number, substitute, symbols
from lemmata.engine.expr.claims import Claim
from lemmata.engine.ops import ShapeError, apply
from lemmata.engine.readers.latex.complexes import is_analytic
from lemmata.engine.readers.latex.elaborate import Elaborator
from lemmata.engine.readers.latex.imaginary import OPEN, split
from lemmata.engine.readers.latex.syntax import Node, Relation
from lemmata.engine.readers.scope import Scope


class Stated:
    """Claims and premises, and what is needed to state more."""

    def __init__(self, e: Elaborator, scope: Scope, label: str, document: bool):
        self.e, self.scope, self.label, self.document = e, scope, label, document
        self.claims: list[Claim] = []
        self.premises: list[Expr] = []
        self.renamed = ""  # a constant whose name the statement gives another meaning
        self.guards: list[Node] = []  # conditions on free indices

    def claim(
        self,
        relations: tuple[Expr, ...],
        node: Node,
        *,
        kind: str = "claim",
        defines: Symbol | None = None,
        spans: tuple[tuple[int, int], ...] = (),
        members: tuple[str, tuple[Expr, ...]] | None = None,
    ) -> None:
        if kind != "definition":
            relations = tuple(self.over_reals(self.of_one_size(self.e.expanded(r)), node) for r in relations)
        assumed = tuple(dict.fromkeys(self.e.assumed))
        spans, notes = spans or (node.span,), tuple(self.e.notes)
        self.claims.append(
            Claim(relations, assumed, kind, defines, self.label, notes, self.e.missing, spans, self.e.unsettled,
                  members)
        )

    def of_one_size(self, relation: Expr) -> Expr:
        """A relation in which arrays have here the size that they have where a name was defined by them: mu of d
        entries in this formula, and of n in q = N(mu, I)."""
        own = {name: found for name, (found, _) in self.e.symbols.items()}
        taken = set(dims(*own.values()))
        sizes: dict[str, Size] = {}
        for s in symbols(relation):
            here = own.get(s.name)
            if here is None or here is s or len(here.shape) != len(s.shape) or here.domain != s.domain:
                continue
            for old, new in zip(s.shape, here.shape):
                if old != new and (old.atom is None or old.atom in taken or sizes.setdefault(old.atom, new) != new):
                    return relation
        return substitute(relation, sizes=sizes) if sizes else relation

    def over_reals(self, relation: Expr, node: Node) -> Expr:
        """A relation between complex sides as one between their real and imaginary parts."""
        found = split(relation)
        if found is None or (self.e.restricted and not is_analytic(relation)):
            name = self.e.complex
            raise self.e.error(node, f"{name} is complex, and not all of this is read so" if name else OPEN)
        return found

    def spans(self, node: Relation, start: int) -> tuple[tuple[int, int], ...]:
        pairs = zip(node.operands[start:], node.operands[start + 1 :])
        return tuple((a.span[0], b.span[1]) for a, b in pairs)


def one_truth(relation: Expr) -> Expr:
    """A relation between arrays as one truth value."""
    if not relation.rank or not isinstance(relation, Apply):
        return relation
    if relation.op != "eq":
        raise ShapeError("an implication between orders of arrays")
    a, b = relation.args
    return apply("eq", apply("sum", (a - b) ** 2), number(0))
