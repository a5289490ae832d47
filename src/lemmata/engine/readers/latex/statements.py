"""From clauses to claims: definitions, conditions, relations, each under one choice of roles."""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.expr import Expr, symbols
from lemmata.engine.ops import ShapeError, apply
from lemmata.engine.readers.latex.brackets import defines_commutator
from lemmata.engine.readers.latex.clauses import Clause, is_condition
from lemmata.engine.readers.latex.conditions import truth
from lemmata.engine.readers.latex.definitions import Definitions
from lemmata.engine.readers.latex.guards import is_guard
from lemmata.engine.readers.latex.implications import is_joined, logical
from lemmata.engine.readers.latex.indexing import entry_letters
from lemmata.engine.readers.latex.inverses import without_inverses
from lemmata.engine.readers.latex.members import given_set
from lemmata.engine.readers.latex.moments import gives_law, names_moment
from lemmata.engine.readers.latex.properties import (
    assigns,
    bounds,
    is_closed_form,
    is_property,
    relates_sets,
    says_dependence,
    says_property,
)
from lemmata.engine.readers.latex.relations import Relations
from lemmata.engine.readers.latex.sets import leaves_out_an_end, space
from lemmata.engine.readers.latex.signs import has_signs
from lemmata.engine.readers.latex.stated import Stated
from lemmata.engine.readers.latex.subscripts import INDEX_LETTERS, example_index, plain
from lemmata.engine.readers.latex.syntax import (
    Big,
    Blank,
    Dots,
    Function,
    Group,
    Name,
    Node,
    Num,
    Prefix,
    Product,
    Relation,
    Script,
    Slope,
)
from lemmata.engine.readers.latex.tokens import Unreadable


class Statements(Relations, Definitions):
    """Turns clauses into claims with one elaborator."""

    def read(self, found: list[Clause]) -> Stated:
        rows = {c.row for c in found if c.kind == "statement"}
        of_row: dict[int, list[Expr]] = {}
        for clause in found:
            if clause.kind == "condition" and len(found) > 1 and is_guard(self.e, clause.node):
                self.guards.append(clause.node)
            elif clause.kind == "condition":
                self.condition(clause.node)
                if clause.row in rows and len(rows) > 1:
                    of_row.setdefault(clause.row, []).extend(self.premises)
                    self.premises = []
                else:
                    of_row.setdefault(-1, []).extend(self.premises)
                    self.premises = []
        for place, clause in enumerate(found):
            if clause.kind != "statement":
                continue
            self.e.free = {}
            self.e.clause = place
            before = len(self.claims)
            self.premises = [*of_row.get(-1, []), *of_row.get(clause.row, [])]
            declared = bool(self.claims) and self.claims[-1].kind == "notation" and not self.claims[-1].relations
            if declared and clause.link in ("implies", "hence"):  # x \in R^n \implies ...
                self.statement(clause.node)
            elif clause.link in ("iff", "implies", "hence", "if") and self.claims:
                before -= 1
                previous = self.claims.pop()
                while (
                    clause.link in ("implies", "hence") and self.claims and self.claims[-1].kind == "condition"
                ):
                    before -= 1
                    earlier = self.claims.pop()
                    previous = replace(previous, premises=(*earlier.relations, *previous.premises))
                logical(self, clause, previous)
            elif place + 1 < len(found) and found[place + 1].link == "iff" and self.equations(clause.node):
                self.claim(tuple(self.links(clause.node)), clause.node)  # type: ignore[arg-type]
            else:
                self.statement(clause.node)
            self.claims[before:] = [
                replace(c, premises=(*c.premises, *self.premises))
                if c.kind != "notation" and self.premises
                else c
                for c in self.claims[before:]
            ]
        return self

    # Statements

    def statement(self, node: Node) -> None:
        if is_joined(node):
            self.claim((truth(self.e, node),), node)
            return
        if not isinstance(node, Relation):
            self.notation(node)
            return
        node = as_definition(node)
        if names_moment(self, node):
            return
        first = node.relations[0]
        if first == "=" and len(node.operands) == 2 and says_dependence(*node.operands):
            self.claim((), node, kind="notation")
            return
        if first == ":" or (first == "in" and len(node.relations) == 1 and self.declares(node)):
            self.claim((), node, kind="notation")
            return
        if first == "~":
            self.claim((self.law(node),), node, kind="condition")
            return
        if first == "perp":
            self.claim((self.independent(node),), node, kind="condition")
            return
        if set(node.relations) == {"->"} and len(node.relations) > 1:
            self.claim((), node, kind="notation")  # X \\to Y \\to Z: in which order they depend on each other
            return
        if first == "->":
            relation = apply("tends", self.e.expr(node.operands[0]), self.limit_point(node.operands[1]))
            self.claim((relation,), node, kind="condition")
            return
        if first in ("succ", "succeq", "prec", "preceq"):
            self.claim((self.definite(node),), node, kind="condition" if is_condition(node) else "claim")
            return
        if defines_commutator(node):
            self.claim((), node, kind="definition")
            return
        if (members := given_set(self.e, node)) is not None:
            self.claim((), node, kind="definition", members=members)
            return
        count = self.definable_prefix(node)
        if count:
            try:
                self.definition(node, count)
            except Unreadable:
                if not is_optimum(node.operands[-1]):
                    raise
                self.claim((), node, kind="definition")
            return
        self.e.fixed |= entry_letters(self.e, node) - INDEX_LETTERS  # h_a of known h_1, ..., h_k
        links = [without_inverses(self.e, self.e.expanded(link, functions=True)) for link in self.links(node)]
        kind, properties = "claim", False
        if (
            is_condition(node)
            or assigns(self, node)
            or relates_sets(node, links)
            or (properties := says_property(self, node, links))
            or bounds(self, links)
            or gives_law(self, links)
        ):
            kind = "condition"
        elif is_property(self, node) or is_closed_form(self, node):
            kind = "definition"
        # \\ln p(x) = \\ln N(x | m, v) = ...: what stands behind the first sides is claimed, whatever p is
        count = self.restricting(node, links) if kind == "condition" and properties else 0
        if count:
            self.claim(tuple(links[:count]), node, kind=kind, spans=self.spans(node, 0)[:count])
            self.claim(tuple(links[count:]), node, spans=self.spans(node, count))
            return
        self.claim(tuple(links), node, kind=kind, spans=self.spans(node, 0))

    def restricting(self, node: Relation, links: list[Expr]) -> int:
        """How many links of a chain of equations stand before those that restrict no function; 0 where none is left."""
        open_names = {s.name for link in links for s in symbols(link) if s.domain == "function"}
        last = max((k for k, link in enumerate(links) if open_names & {s.name for s in symbols(link)}), default=-1)
        return last + 1 if self.equations(node) and last + 1 < len(links) else 0

    @staticmethod
    def equations(node: Node) -> bool:
        return isinstance(node, Relation) and set(node.relations) == {"="}

    def notation(self, node: Node) -> None:
        """An expression that states nothing."""
        if has_signs(node):  # 0.5 \pm 0.1
            self.claim((), node, kind="notation")
            return
        try:
            self.e.value(node)
        except Unreadable:
            if not self.symbolic(node):
                raise
        except (ShapeError, TypeError, ValueError):
            self.e.note("read, but with no sizes that fit")
        self.claim((), node, kind="notation")

    def symbolic(self, node: Node) -> bool:
        """Whether a formula only names something: a set, a shape, an operator, a list, an ordinal."""
        if isinstance(node, (Name, Num, Function, Slope, Dots, Blank)):
            return True
        if isinstance(node, Prefix):
            return self.symbolic(node.arg)
        if isinstance(node, Big):
            return node.name in ("union", "intersection") and node.body is not None and self.symbolic(node.body)
        if isinstance(node, Script):
            return isinstance(node.base, (Name, Num, Group)) or self.symbolic(node.base)
        if isinstance(node, Group):
            return all(self.symbolic(i) or isinstance(i, (Dots, Relation)) for i in node.items)
        if isinstance(node, Product) and len(node.factors) == 2:
            return isinstance(node.factors[0], (Name, Script)) and isinstance(node.factors[1], Group)
        operands = getattr(node, "operands", None)
        if operands is not None and getattr(node, "operators", None) is not None:
            return set(node.operators) <= {"times", "union", "intersection", "minus"} and all(
                self.symbolic(o) for o in operands
            )
        return False

    # Conditions

    def condition(self, node: Node) -> None:
        """A premise of the statements."""
        if isinstance(node, Relation):
            if node.relations[0] in ("in", ":") and self.declares(node):
                return
            if node.relations[0] == "~":
                self.premises.append(self.law(node))
                return
            if node.relations[0] == "perp":
                self.premises.append(self.independent(node))
                return
            if node.relations[0] == "->" and len(node.relations) > 1:
                return
            if node.relations[0] == "->":
                point = self.limit_point(node.operands[1])
                self.premises.append(apply("tends", self.e.expr(node.operands[0]), point))
                return
            if node.relations[0] in ("succ", "succeq"):
                self.premises.append(self.definite(node))
                return
            self.premises.extend(self.links(node))
            return
        if isinstance(node, (Name, Num)):
            return
        raise self.e.error(node, "a condition that states no relation", "a relation")

    def declares(self, node: Relation) -> bool:
        """Whether x \\in S only says what x is; `declarations` has put it into the scope."""
        if node.relations[0] == ":":
            return True
        targets, where = node.operands[:2]
        if not isinstance(plain(targets), (Name, Script)) or space(self.e, where) is None or leaves_out_an_end(where):
            return False
        target = plain(targets)
        if isinstance(target, Script):
            return isinstance(target.base, Name) and (target.sup is None or example_index(target) is not None)
        return True


def as_definition(node: Relation) -> Relation:
    """f: x \\mapsto x^2 as f(x) = x^2."""
    if len(node.operands) != 3 or node.relations[1] != "|->" or node.relations[0] not in (":", "=", ":="):
        return node
    head, argument, body = node.operands
    group = argument if isinstance(argument, Group) else Group("(", ")", (argument,), span=argument.span)
    return Relation((Product((head, group), span=head.span), body), (":=",), span=node.span)


def is_optimum(node: Node) -> bool:
    """\\arg\\min over what is not modelled: it says only what is sought."""
    return isinstance(node, Big) and node.name in ("argmin", "argmax")
