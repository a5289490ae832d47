"""From clauses to claims: definitions, conditions, relations, each under one choice of roles."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lemmata.engine.expr import Apply, Expr, Symbol, number, postorder, symbols
from lemmata.engine.expr.claims import Claim
from lemmata.engine.ops import ShapeError, apply
from lemmata.engine.ops.families import FAMILIES
from lemmata.engine.readers.latex.clauses import Clause, is_condition, names_in
from lemmata.engine.readers.latex.conditions import truth
from lemmata.engine.readers.latex.definitions import Definitions
from lemmata.engine.readers.latex.elaborate import Elaborator
from lemmata.engine.readers.latex.randomness import chance_head
from lemmata.engine.readers.latex.relations import Relations
from lemmata.engine.readers.latex.sets import space
from lemmata.engine.readers.latex.subscripts import plain
from lemmata.engine.readers.latex.syntax import (
    Big,
    Blank,
    Chain,
    Dots,
    Function,
    Group,
    Nabla,
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
from lemmata.engine.readers.scope import Scope

# Labels under which an equation says what a word means.
PROPERTIES = (
    "independen",
    "orthogonal",
    "symmetr",
    "convex",
    "unbiased",
    "stationar",
    "linearity of a",
    "idempoten",
    "positive definite",
    "uncorrelated",
    "homogene",
    "equivarian",
    "invarian",
    "normaliz",
    "normalis",
    "eigenvector",
    "eigenvalue",
    "lipschitz",
    "exchangeab",
)


# Letters for what a bound leaves open.
CONSTANTS = frozenset(["L", "M", "C", "c", "K", "G", "B", "R", "r", "kappa", "rho"])


@dataclass
class Stated:
    """What the clauses of one run say."""

    claims: list[Claim] = field(default_factory=list)
    premises: list[Expr] = field(default_factory=list)


class Statements(Relations, Definitions):
    """Turns clauses into claims with one elaborator."""

    def __init__(self, e: Elaborator, scope: Scope, word: str, document: bool):
        self.e, self.scope, self.label, self.document = e, scope, word, document
        self.out = Stated()

    def read(self, found: list[Clause]) -> Stated:
        rows = {c.row for c in found if c.kind == "statement"}
        of_row: dict[int, list[Expr]] = {}
        for clause in found:
            if clause.kind == "condition":
                self.condition(clause.node)
                if clause.row in rows and len(rows) > 1:
                    of_row.setdefault(clause.row, []).extend(self.out.premises)
                    self.out.premises = []
                else:
                    of_row.setdefault(-1, []).extend(self.out.premises)
                    self.out.premises = []
        for place, clause in enumerate(found):
            if clause.kind != "statement":
                continue
            self.e.free = {}
            self.e.clause = place
            before = len(self.out.claims)
            self.out.premises = [*of_row.get(-1, []), *of_row.get(clause.row, [])]
            if clause.link in ("iff", "implies", "hence", "if") and self.out.claims:
                before -= 1
                previous = self.out.claims.pop()
                while (
                    clause.link in ("implies", "hence") and self.out.claims and self.out.claims[-1].kind == "condition"
                ):
                    before -= 1
                    earlier = self.out.claims.pop()
                    previous = replace(previous, premises=(*earlier.relations, *previous.premises))
                self.logical(clause, previous)
            elif place + 1 < len(found) and found[place + 1].link == "iff" and self.equations(clause.node):
                self.claim(tuple(self.links(clause.node)), clause.node)  # type: ignore[arg-type]
            else:
                self.statement(clause.node)
            self.out.claims[before:] = [
                replace(c, premises=(*c.premises, *self.out.premises))
                if c.kind != "notation" and self.out.premises
                else c
                for c in self.out.claims[before:]
            ]
        return self.out

    # Statements

    def statement(self, node: Node) -> None:
        if is_joined(node):
            self.claim((truth(self.e, node),), node)
            return
        if not isinstance(node, Relation):
            self.notation(node)
            return
        node = as_definition(node)
        first = node.relations[0]
        if first == "=" and len(node.operands) == 2 and self.says_dependence(*node.operands):
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
        if first == "->":
            relation = apply("tends", self.e.expr(node.operands[0]), self.limit_point(node.operands[1]))
            self.claim((relation,), node, kind="condition")
            return
        if first in ("succ", "succeq", "prec", "preceq"):
            self.claim((self.definite(node),), node, kind="condition" if is_condition(node) else "claim")
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
        links = self.links(node)
        kind = "claim"
        if (
            is_condition(node)
            or self.assigns(node)
            or self.relates_sets(node, links)
            or self.says_property(node, links)
            or self.bounds(links)
        ):
            kind = "condition"
        elif self.is_property(node):
            kind = "definition"
        self.claim(tuple(links), node, kind=kind, spans=self.spans(node, 0))

    @staticmethod
    def equations(node: Node) -> bool:
        return isinstance(node, Relation) and set(node.relations) == {"="}

    def says_dependence(self, left: Node, right: Node) -> bool:
        """z = z(a, b): z depends on a and b."""
        return (
            isinstance(left, Name)
            and isinstance(right, Product)
            and len(right.factors) == 2
            and (
                isinstance(right.factors[0], Name)
                and right.factors[0].text == left.text
                and isinstance(right.factors[1], Group)
            )
        )

    def says_property(self, node: Relation, links: list[Expr]) -> bool:
        """A relation between values of functions of which nothing is known: it restricts them, f(x) = f(-x)."""
        stated = {s.name for s in symbols(*self.scope.premises)}
        if not any(s.domain == "function" and s.name not in stated for s in symbols(*links)):
            right = node.operands[-1]
            return (
                len(node.operands) == 2
                and node.relations[0] == "="
                and isinstance(right, Num)
                and self.plain_call(node.operands[0])
            )
        worked = {getattr(n, "op", "") or getattr(n, "binder", "") for n in postorder(*links)}
        if any(self.restricts(link, stated) for link in links):
            return True
        if any(link.op in ("lt", "le", "gt", "ge", "ne") for link in links if isinstance(link, Apply)):
            return "limit" not in worked
        return not worked & {"derivative", "limit", "integral", "compose"}

    @staticmethod
    def restricts(link: Expr, stated: set[str]) -> bool:
        """Whether an equation tells something of a function: it, or a derivative, is on one side only."""
        if not isinstance(link, Apply) or link.op != "eq":
            return False
        sides = link.args
        functions = [{s.name for s in symbols(a) if s.domain == "function"} - stated for a in sides]
        worked = [
            bool({getattr(n, "op", "") or getattr(n, "binder", "") for n in postorder(a)} & {"derivative", "limit"})
            for a in sides
        ]
        one_sided = functions[0] ^ functions[1]
        return bool(one_sided) or (worked[0] != worked[1] and bool(functions[0] & functions[1]))

    def bounds(self, links: list[Expr]) -> bool:
        """A bound with a constant that nothing defines, or an expansion with such a coefficient, says what it is."""
        for link in links:
            if not isinstance(link, Apply) or link.op not in ("lt", "le", "gt", "ge", "big_o", "little_o"):
                continue
            if link.op in ("big_o", "little_o"):
                if any(s.rank == 2 and self.is_new(s) for s in symbols(link)):
                    return True
                continue
            small, large = (set(symbols(a)) for a in (link.args if link.op in ("lt", "le") else link.args[::-1]))
            if small and any(s.name in CONSTANTS and self.is_new(s) for s in large - small):
                return True
        return False

    def is_new(self, s: Symbol) -> bool:
        return s.domain != "variable" and self.scope.lookup(s.name) is None

    def plain_call(self, node: Node) -> bool:
        """f(x), f'(x), \\nabla f(x): with names for arguments."""
        factors = node.factors if isinstance(node, Product) else ()
        if not factors or not isinstance(factors[-1], Group) or factors[-1].open != "(":
            return False
        heads = [f.base if isinstance(f, Script) else f for f in factors[:-1]]
        return (
            all(isinstance(h, (Name, Nabla)) for h in heads)
            and len(factors) <= 3
            and all(self.parameter(i) for i in factors[-1].items)
            and not any(isinstance(h, Name) and chance_head(h, factors[-1], h) for h in heads)
        )

    def relates_sets(self, node: Relation, links: list[Expr]) -> bool:
        """A \\cap B = \\emptyset, A \\subset B: said of bare events, it is a condition on them."""
        events = [link for link in links if isinstance(link, Apply) and link.op in ("iff", "subset")]
        bare = any(isinstance(plain(o), (Name, Script)) for o in node.operands)
        return bool(links) and len(events) == len(links) and bare

    def notation(self, node: Node) -> None:
        """An expression that states nothing."""
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
            )  # type: ignore[attr-defined]
        return False

    def claim(
        self,
        relations: tuple[Expr, ...],
        node: Node,
        *,
        kind: str = "claim",
        defines: Symbol | None = None,
        spans: tuple[tuple[int, int], ...] = (),
    ) -> None:
        if kind != "definition":
            relations = tuple(self.e.expanded(r) for r in relations)
        assumed = tuple(dict.fromkeys(self.e.assumed))
        spans, notes = spans or (node.span,), tuple(self.e.notes)
        self.out.claims.append(Claim(relations, assumed, kind, defines, self.label, notes, self.e.missing, spans))

    def spans(self, node: Relation, start: int) -> tuple[tuple[int, int], ...]:
        pairs = zip(node.operands[start:], node.operands[start + 1 :])
        return tuple((a.span[0], b.span[1]) for a, b in pairs)

    # Links of a chain

    # Conditions

    def condition(self, node: Node) -> None:
        """A premise of the statements."""
        if isinstance(node, Relation):
            if node.relations[0] in ("in", ":") and self.declares(node):
                return
            if node.relations[0] == "~":
                self.out.premises.append(self.law(node))
                return
            if node.relations[0] == "perp":
                self.out.premises.append(self.independent(node))
                return
            if node.relations[0] == "->":
                point = self.limit_point(node.operands[1])
                self.out.premises.append(apply("tends", self.e.expr(node.operands[0]), point))
                return
            if node.relations[0] in ("succ", "succeq"):
                self.out.premises.append(self.definite(node))
                return
            self.out.premises.extend(self.links(node))
            return
        if isinstance(node, (Name, Num)):
            return
        raise self.e.error(node, "a condition that states no relation", "a relation")

    def declares(self, node: Relation) -> bool:
        """Whether x \\in S only says what x is; `declarations` has put it into the scope."""
        if node.relations[0] == ":":
            return True
        targets = node.operands[0]
        if not isinstance(plain(targets), (Name, Script)) or space(self.e, node.operands[1]) is None:
            return False
        target = plain(targets)
        if isinstance(target, Script):
            return isinstance(target.base, Name) and target.sup is None
        return True

    def logical(self, clause: Clause, before: Claim) -> None:
        """a iff b as one relation; a implies b, a hence b, b if a: one is the premise of the other."""
        joined = is_joined(clause.node)
        if not before.relations or not (isinstance(clause.node, Relation) or joined):
            raise self.e.error(clause.node, "no statement on one side of the implication", "a relation")
        left = before.relations
        right = tuple([truth(self.e, clause.node)] if joined else self.links(clause.node))  # type: ignore[arg-type]
        span = (before.spans[0][0], clause.node.span[1])
        if clause.link == "iff":
            both = (self.one_truth(self.conjoined(left)), self.one_truth(self.conjoined(right)))
            claim = replace(before, relations=(apply("iff", *both),), spans=(span,))
        else:
            given, found = (right, left) if clause.link == "if" else (left, right)
            premises = tuple(p for p in given if p not in before.premises)
            claim = replace(before, relations=found, premises=(*before.premises, *premises), spans=(span,) * len(found))
        self.out.claims.append(replace(claim, kind="claim", defines=None))

    def conjoined(self, relations: tuple[Expr, ...]) -> Expr:
        result = self.one_truth(relations[0])
        for relation in relations[1:]:
            result = apply("and", result, self.one_truth(relation))
        return result

    def one_truth(self, relation: Expr) -> Expr:
        """A relation between arrays as one truth value."""
        if not relation.rank or not isinstance(relation, Apply):
            return relation
        if relation.op != "eq":
            raise ShapeError("an implication between orders of arrays")
        a, b = relation.args
        return apply("eq", apply("sum", (a - b) ** 2), number(0))

    # Definitions

    def assigns(self, node: Relation) -> bool:
        """x = 3, p = q: a value given to a bare name."""
        if len(node.operands) != 2 or node.relations[0] not in ("=", "<-"):
            return False
        left, right = node.operands
        bare = right.arg if isinstance(right, Prefix) else right
        if not isinstance(left, (Name, Script)) or self.head(left) is None or self.head(left)[0] == "step":  # type: ignore[index]
            return False
        special = isinstance(left, Name) and left.text in ("pi", "e") and self.scope.lookup(left.text) is None
        role = self.scope.lookup(self.head(left)[1])  # type: ignore[index]
        if special or (role is not None and role.definition is not None):
            return False
        return isinstance(bare, Num) or (isinstance(bare, Name) and bare.text != "infty")

    def is_property(self, node: Relation) -> bool:
        """Under the label of a property an equation defines the word."""
        word = self.label.lower()
        if any(p in word for p in PROPERTIES) and node.relations[0] in ("=", "equiv", "<=", ">="):
            return True
        if node.relations[0] == ":=":
            return True
        if ("definition" in word and node.relations == ("=",)) or self.family() is not None:
            new = names_in(node.operands[-1]) - names_in(node.operands[0])
            return any(
                self.scope.lookup(n) is None and n not in ("e", "pi", "i", "j", "k", "P", "H", "E", "infty")
                for n in new
            ) or (self.family() is not None)
        return False

    def family(self) -> str | None:
        """The distribution family that the label names."""
        words = self.label.lower().replace("/", " ").replace("-", " ").split()
        for word in words:
            for name, family in FAMILIES.items():
                plain_name = name.replace("_distribution", "")
                if word == plain_name or word in (s.lower() for s in (*family.spelled, *family.python) if len(s) > 3):
                    return name
        return None


def as_definition(node: Relation) -> Relation:
    """f: x \\mapsto x^2 as f(x) = x^2."""
    if len(node.operands) != 3 or node.relations[1] != "|->" or node.relations[0] not in (":", "=", ":="):
        return node
    head, argument, body = node.operands
    group = argument if isinstance(argument, Group) else Group("(", ")", (argument,), span=argument.span)
    return Relation((Product((head, group), span=head.span), body), (":=",), span=node.span)


def is_joined(node: Node) -> bool:
    """Relations joined by \\land, \\lor, \\neg."""
    if isinstance(node, Prefix):
        return node.op == "not" and isinstance(plain(node.arg), Relation)
    if not isinstance(node, Chain) or not set(node.operators) <= {"and", "or"}:
        return False
    return any(isinstance(plain(o), Relation) or is_joined(plain(o)) for o in node.operands)


def is_optimum(node: Node) -> bool:
    """\\arg\\min over what is not modelled: it says only what is sought."""
    return isinstance(node, Big) and node.name in ("argmin", "argmax")
