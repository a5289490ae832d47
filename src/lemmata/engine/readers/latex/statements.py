"""From clauses to claims: definitions, conditions, relations, each under one choice of roles."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lemmata.engine.expr import (
    Apply,
    Expr,
    Size,
    Symbol,
    apply_at,
    bind,
    constant,
    fresh_local,
    number,
    postorder,
    substitute,
    symbol,
    symbols,
)
from lemmata.engine.expr.claims import Claim
from lemmata.engine.expr.nodes import Number
from lemmata.engine.ops import ShapeError, apply
from lemmata.engine.ops.families import FAMILIES
from lemmata.engine.readers.latex import values
from lemmata.engine.readers.latex.clauses import (
    Clause,
    alone,
    is_condition,
    names_in,
    numeric_only,
)
from lemmata.engine.readers.latex.elaborate import Elaborator
from lemmata.engine.readers.latex.habits import chance_head, indices, is_index, label, plain
from lemmata.engine.readers.latex.syntax import (
    Big,
    Blank,
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
    walk,
)
from lemmata.engine.readers.latex.tokens import Unreadable
from lemmata.engine.readers.latex.values import Value
from lemmata.engine.readers.scope import Scope

COMPARISONS = {
    "=": "eq",
    "equiv": "eq",
    ":=": "eq",
    "<-": "eq",
    "!=": "ne",
    "<": "lt",
    "<=": "le",
    ">": "gt",
    ">=": "ge",
    "approx": "approx",
    "propto": "propto",
}
SET_RELATIONS = ("in", "notin", "subset", "supset", "ni", "~", "succ", "succeq", "prec", "preceq")
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


@dataclass
class Stated:
    """What the clauses of one run say."""

    claims: list[Claim] = field(default_factory=list)
    premises: list[Expr] = field(default_factory=list)


class Statements:
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
        if not isinstance(node, Relation):
            self.notation(node)
            return
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
            self.definition(node, count)
            return
        links = self.links(node)
        kind = "claim"
        if (
            is_condition(node)
            or self.assigns(node)
            or self.relates_sets(node, links)
            or self.says_property(node, links)
        ):
            kind = "condition"
        elif self.is_property(node):
            kind = "definition"
        self.claim(tuple(links), node, kind=kind, spans=self.spans(node, 0))

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
        if any(link.op in ("lt", "le", "gt", "ge", "ne") for link in links if isinstance(link, Apply)):
            return "limit" not in worked
        return not worked & {"derivative", "limit", "integral", "compose"}

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
        self.out.claims.append(
            Claim(relations, (), kind, defines, self.label, tuple(self.e.notes), self.e.missing, spans or (node.span,))
        )

    def spans(self, node: Relation, start: int) -> tuple[tuple[int, int], ...]:
        pairs = zip(node.operands[start:], node.operands[start + 1 :])
        return tuple((a.span[0], b.span[1]) for a, b in pairs)

    # Links of a chain

    def links(self, node: Relation, start: int = 0) -> list[Expr]:
        """Each relation of the chain as a boolean expression over whole arrays."""
        closed = numeric_only(node)
        sides: list[Value] = []
        orders: list[list[tuple[str, Expr]]] = []
        found = []
        operands = node.operands[start:]
        if any(self.left_out(o) for o in operands):
            raise self.e.error(
                next(o for o in operands if self.left_out(o)), "a side of the relation is missing", "an expression"
            )
        for operand in operands:
            if isinstance(operand, Dots):
                raise self.e.error(operand, "a chain with a part left out", "an expression")
            self.e.exact = not (self.document and (closed or alone(operand)))
            self.e.orders = []
            relation = node.relations[start + len(sides) - 1] if sides else ""
            if relation in SET_RELATIONS:
                found.append(self.set_link(sides[-1], relation, operand))
                sides.append(sides[-1])
                continue
            sides.append(self.side(operand, sides))
            orders.append(self.e.orders)
        self.e.exact = True
        place = len(found)
        for k, (a, b) in enumerate(zip(sides, sides[1:])):
            relation = node.relations[start + k]
            if relation in SET_RELATIONS:
                continue
            gauge = orders[k + 1] if k + 1 < len(orders) else []
            found.insert(place, self.related(relation, a, b, gauge, node))
            place += 1
        return found

    def left_out(self, node: Node) -> bool:
        return isinstance(node, Blank)

    def side(self, node: Node, before: list[Value]) -> Value:
        """A side of a relation; a function without argument is compared at a number."""
        function = self.e.function_of(node) if self.functional(node) else None
        if function is not None:
            return self.e.apply_values(function, [Value(self.e.generic_argument())])
        return self.e.value(node)

    def functional(self, node: Node) -> bool:
        """A side that is a function as a whole: f', f \\circ g."""
        if (
            isinstance(node, Script)
            and node.primes
            and node.sub is None
            and node.sup is None
            and isinstance(node.base, Name)
        ):
            return self.e.is_function_name(node.base.text)
        if isinstance(node, Name):
            role = self.scope.lookup(node.text)
            known = role is not None and (
                (role.domain == "function" and role.params == ((),))
                or (role.definition is not None and role.definition.sort == "function")
            )
            return known or (role is None and node.text in self.e.scan.primed and self.e.is_function_name(node.text))
        return False

    def related(self, relation: str, a: Value, b: Value, gauge: list[tuple[str, Expr]], node: Relation) -> Expr:
        left, right = a.expr, b.expr
        if relation not in COMPARISONS:
            raise self.e.error(node, f"the relation {relation} is not decided here", "= < > \\le \\in ...")
        if gauge:
            return self.order(left, right, gauge, node)
        if left.sort == "event" or right.sort == "event":
            if {left.sort, right.sort} <= {"event", "boolean"} and relation in ("=", "equiv", ":="):
                return apply("iff", left, right)
            raise ShapeError("an event beside a number")
        if left.rank != right.rank and not (values.is_zero(left) or values.is_zero(right)):
            numeral = isinstance(left, Number) or isinstance(right, Number)
            if not self.e.choices.choose(f"equal:{node.span[0]}", [(1 if numeral else 0, numeral), (3, True)]):
                raise ShapeError(f"the two sides have the shapes {left.shape} and {right.shape}")
        names = [n for n, index in self.e.free.items() if {index.atom.atom} & (left.free | right.free)]
        left, right = self.e.close(left, names), self.e.close(right, names)
        return apply(COMPARISONS[relation], left, right)

    def set_link(self, a: Value, relation: str, node: Node) -> Expr:
        if relation in ("succ", "succeq", "prec", "preceq"):
            return self.definite_link(a, relation, self.e.value(node))
        if relation == "~":
            return apply("distributed", a.expr, self.e.law_value(node))
        if relation in ("subset", "supset"):
            b = self.e.value(node)
            pair = (a.expr, b.expr) if relation == "subset" else (b.expr, a.expr)
            return apply("subset", *pair)
        if relation == "ni":
            raise self.e.error(node, "the relation \\ni", "\\in")
        space = self.e.space(node)
        if space is not None:
            return self.in_space(a.expr, *space)
        inside = self.e.membership(a.expr, node)
        return inside if relation == "in" else apply("not", inside)

    def in_space(self, x: Expr, shape: tuple[Size, ...], domain: str) -> Expr:
        """x in a product of a number set, as comparisons; its shape must be that of x."""
        if x.rank != len(shape):
            raise ShapeError(f"an array of shape {x.shape} in a space of shape {shape}")
        for a, b in zip(x.shape, shape):
            if a != b:
                raise ShapeError(f"axes of size {a} and {b} must be equal", a, b)
        zero, one = number(0), number(1)
        if domain == "unit":
            return apply("and", apply("ge", x, zero), apply("le", x, one))
        if domain == "binary":
            return apply("or", apply("eq", x, zero), apply("eq", x, one))
        if domain in ("positive", "nonnegative", "natural"):
            above = apply("gt" if domain == "positive" else "ge", x, zero)
            return above if domain != "natural" else apply("and", above, apply("eq", x, apply("floor", x)))
        if domain == "integer":
            return apply("eq", x, apply("floor", x))
        return apply("eq", x, x)

    def order(self, left: Expr, right: Expr, gauges: list[tuple[str, Expr]], node: Relation) -> Expr:
        """left = right + O(g): the difference left - right is O(g) as the variable goes to its limit."""
        (kind, gauge), *more = gauges
        if more:
            raise self.e.error(node, "several orders of growth in one side", "one O(...)")
        names = [s for s in symbols(gauge) if s.rank == 0]
        vectors = [s for s in symbols(gauge) if s.rank == 1]
        if not names and len(vectors) == 1:  # along every direction
            step = symbol(f"{vectors[0].name}_length")
            along = step * symbol(f"{vectors[0].name}_direction", vectors[0].shape)
            left, right, gauge = (substitute(x, {vectors[0]: along}) for x in (left, right, gauge))
            names = [step]
        if len(names) != 1:
            raise self.e.error(node, "the variable of O(...) is not clear", "O(h^2)")
        variable = names[0]
        point: Expr = number(0)
        for premise in (*self.out.premises, *self.scope.premises):
            if (
                isinstance(premise, Apply)
                and premise.op == "tends"
                and getattr(premise.args[0], "name", "") == variable.name
            ):
                point = premise.args[1]
        if point is number(0) and (variable.domain == "natural" or variable.name in ("n", "N", "m", "T")):
            point = constant("inf")
        tends = apply("tends", variable, point)
        if tends not in self.out.premises:
            self.out.premises.append(tends)
        return apply("little_o" if kind == "o" else "big_o", left - right, gauge)

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

    def limit_point(self, node: Node) -> Expr:
        if isinstance(node, Prefix) and isinstance(node.arg, Name) and node.arg.text == "infty":
            return values.negate(constant("inf"))
        return self.e.expr(node)

    def declares(self, node: Relation) -> bool:
        """Whether x \\in S only says what x is; `declarations` has put it into the scope."""
        if node.relations[0] == ":":
            return True
        targets = node.operands[0]
        if not isinstance(plain(targets), (Name, Script)) or self.e.space(node.operands[1]) is None:
            return False
        target = plain(targets)
        if isinstance(target, Script):
            return isinstance(target.base, Name) and target.sup is None
        return True

    def law(self, node: Relation) -> Expr:
        target = node.operands[0]
        law = self.e.law_value(node.operands[1])
        if isinstance(target, Name) and self.scope.lookup(target.text) is None and target.text not in self.e.symbols:
            found = symbol(target.text, law.shape, "variable")
            self.e.symbols[target.text] = (found, "formula")
        variable = self.e.expr(target)
        if variable.rank == law.rank:
            for a, b in zip(variable.shape, law.shape):
                if a != b:
                    raise ShapeError(f"axes of size {a} and {b} must be equal", a, b)
        return apply("distributed", variable, law)

    def independent(self, node: Relation) -> Expr:
        parts = [p for o in node.operands for p in (o.items if isinstance(o, Group) else (o,))]
        found = []
        for part in parts:
            if isinstance(part, Name):
                self.e.scan[part.text].random = True
            found.append(self.e.expr(part))
        return apply("independent", *found)

    def definite(self, node: Relation) -> Expr:
        return self.definite_link(self.e.value(node.operands[0]), node.relations[0], self.e.value(node.operands[1]))

    def definite_link(self, a: Value, relation: str, b: Value) -> Expr:
        """A \\succ 0: the smallest eigenvalue is positive."""
        if relation.startswith("prec"):
            a, b = b, a
        difference = a.expr if values.is_zero(b.expr) else a.expr - b.expr
        if difference.rank != 2:
            return apply("gt" if not relation.endswith("eq") else "ge", a.expr, b.expr)
        least = apply("min", apply("eigvalsh", difference))
        return apply("ge" if relation.endswith("eq") else "gt", least, number(0))

    def logical(self, clause: Clause, before: Claim) -> Expr:
        """a iff b, a implies b, a hence b."""
        if not before.relations or not isinstance(clause.node, Relation):
            raise self.e.error(clause.node, "no statement on one side of the implication", "a relation")
        left = [self.one_truth(r) for r in before.relations]
        right = [self.one_truth(r) for r in self.links(clause.node)]
        a, b = left[0], right[0]
        for more in left[1:]:
            a = apply("and", a, more)
        for more in right[1:]:
            b = apply("and", b, more)
        if clause.link == "if":
            a, b = b, a
        relation = apply("iff" if clause.link == "iff" else "implies", a, b)
        self.out.claims.append(
            replace(
                before,
                relations=(relation,),
                kind="claim",
                defines=None,
                spans=((before.spans[0][0], clause.node.span[1]),),
            )
        )
        return relation

    def one_truth(self, relation: Expr) -> Expr:
        """A relation between arrays as one truth value."""
        if not relation.rank or not isinstance(relation, Apply):
            return relation
        if relation.op != "eq":
            raise ShapeError("an implication between orders of arrays")
        a, b = relation.args
        return apply("eq", apply("sum", (a - b) ** 2), number(0))

    # Definitions

    def definable_prefix(self, node: Relation) -> int:
        """How many operands at the front are names that the chain defines."""
        if node.relations[0] in (":=", "<-", "|->"):
            return 1 if self.head(node.operands[0]) is not None else 0
        count = 0
        for k, operand in enumerate(node.operands[:-1]):
            if node.relations[k] not in ("=", "equiv", ":=", "triangleq"):
                break
            head = self.head(operand)
            if head is None or not self.introduces(head, node, k):
                break
            count += 1
        return count

    def head(self, node: Node) -> tuple[str, str, list[Node]] | None:
        """What could be defined: (kind, name, parts); kind: name, entries, function, step."""
        if isinstance(node, Name):
            if node.style in ("bb", "symbol") or (
                node.text in ("e", "pi", "I") and self.scope.lookup(node.text) is None
            ):
                return None
            return "name", node.text, []
        if isinstance(node, Script) and isinstance(node.base, Name) and not node.primes:
            text = node.base.text
            if isinstance(node.sup, Name) and node.sup.text == "star":
                text += "_star"
            elif isinstance(node.sup, Group) and node.sup.open == "(" and len(node.sup.items) == 1:
                inner = node.sup.items[0]
                if node.sub is None and self.e.is_sequence(text, [inner]):
                    return "step", text, [inner]
                if node.sub is None and isinstance(inner, Name) and is_index(inner, ()):
                    return "entries", text, [inner]
                return None
            elif (
                isinstance(node.sup, Num)
                and node.sup.text == "2"
                and (node.sub is None or indices(node.sub, ()) is None)
            ):
                return "square", f"{text}_{label(node.sub)}" if node.sub is not None else text, []
            elif node.sup is not None:
                return None
            if node.sub is None:
                return "name", text, []
            parts = indices(node.sub, self.e.bound_here())
            if parts is None or all(
                isinstance(p, Num) or (isinstance(p, Name) and (p.text in self.e.scan.sizes or p.text in self.e.dims))
                for p in parts
            ):
                return "name", f"{text}_{label(node.sub)}", []
            if self.e.is_sequence(text, parts):
                return "step", text, parts
            if all(isinstance(p, Name) for p in parts) and len({p.text for p in parts}) == len(parts):  # type: ignore[attr-defined]
                return "entries", text, parts
            return None
        if isinstance(node, Product) and len(node.factors) == 2 and isinstance(node.factors[1], Group):
            base, group = node.factors
            assert isinstance(group, Group)
            if isinstance(base, Name) and base.text in self.e.tables:
                return None
            if (
                isinstance(base, Name)
                and not chance_head(base, group, base)
                and group.open in ("(", "[")
                and group.items
                and all(s == "," or s == ";" for s in group.separators)
            ):
                if all(self.parameter(i) for i in group.items):
                    return "function", base.text, list(group.items)
            if (
                isinstance(base, Script)
                and isinstance(base.base, Name)
                and isinstance(base.sup, Group)
                and base.sub is None
                and (isinstance(base.sup.items[0], Name))
                and all(self.parameter(i) for i in group.items)
            ):
                return "family", base.base.text, []
            if (
                isinstance(base, Script)
                and isinstance(base.base, Name)
                and base.sup is None
                and not base.primes
                and (
                    group.open == "("
                    and base.sub is not None
                    and set(group.separators) <= {",", ";"}
                    and all(self.parameter(i) for i in group.items)
                    and group.items
                )
            ):
                return "function", f"{base.base.text}_{label(base.sub)}", list(group.items)
        return None

    def parameter(self, node: Node) -> bool:
        if isinstance(node, Script):
            return isinstance(node.base, Name) and node.sup is None and node.sub is not None and not node.primes
        return isinstance(node, Name) and node.style != "symbol" and node.text not in ("e", "pi")

    def introduces(self, head: tuple[str, str, list[Node]], node: Relation, place: int) -> bool:
        """Whether the chain says what the name means, rather than stating something of a known name."""
        kind, name, _ = head
        rest = node.operands[place + 1 :]
        role = self.scope.lookup(name)
        used = set().union(*(names_in(o) for o in rest))
        if kind == "step" and role is not None and role.domain == "function":
            return name in used
        if kind in ("step", "family"):
            return role is None or role.definition is None
        if name in used or self.scripted_in(name, rest):
            return False
        if any(self.rests_on(u, name) for u in used):
            return False
        if kind == "square" and (
            (role is not None and role.definition is not None) or len(node.operands) != 2 or not self.sums(rest[0])
        ):
            return False
        last = plain(node.operands[-1])
        if kind == "name" and place == 0 and len(node.operands) == 2:
            bare = last.arg if isinstance(last, Prefix) else last
            if isinstance(bare, Num) or (isinstance(bare, Name) and bare.style != "cal"):
                return False
        if role is None:
            return True
        counted = {
            *self.e.scan.bound,
            *self.e.scan.sizes,
            *self.e.dims,
            *(n for part in head[2] for n in names_in(part)),
        }
        new = {n for n in used if self.scope.lookup(n) is None and n not in ("e", "pi", "i", "j", "k", "n", "infty")}
        new -= counted
        if role.definition is not None:
            if self.label or self.scope.options.get("introduces"):
                return True
            arguments = names_in(Group("(", ")", tuple(head[2]))) if kind == "function" else set()
            return self.rest_names(used - arguments) != self.definition_names(role.definition) - arguments
        if role.domain == "function" and kind == "function":
            return True
        if (
            kind == "name"
            and role.shape is not None
            and len(role.shape) == 2
            and new
            and self.factorizes(node.operands[place + 1])
        ):
            self.e.note("for some " + ", ".join(sorted(new)))
            return False
        return True

    def rest_names(self, used: set[str]) -> set[str]:
        """Free names of a meaning, defined ones replaced by the names that they rest on."""
        found: set[str] = set()
        skipped = {"e", "pi", "infty", *self.e.scan.bound, *self.e.scan.sizes, *self.e.dims, *self.e.scan.index_names}
        for name in used:
            role = self.scope.lookup(name)
            if role is not None and role.definition is not None:
                found |= self.definition_names(role.definition)
            elif name not in skipped and not (role is None and name in ("P", "E", "H", "I")):
                found.add(name)
        return found

    def definition_names(self, definition: Expr) -> set[str]:
        return {s.name.removesuffix("_point").split("_")[0] for s in symbols(self.e.expanded(definition))}

    def rests_on(self, name: str, other: str) -> bool:
        """Whether the definition of a name contains the other."""
        role = self.scope.lookup(name)
        return (
            role is not None and role.definition is not None and any(s.name == other for s in symbols(role.definition))
        )

    def sums(self, node: Node) -> bool:
        """A mean or an expectation: what says what a variance is."""
        return any(
            (isinstance(n, Big) and n.name in ("sum", "int"))
            or (isinstance(n, Name) and n.text in ("E", "Var", "Cov"))
            or (isinstance(n, Function) and n.name in ("Var", "Cov"))
            for n in walk(node)
        )

    def scripted_in(self, name: str, nodes: tuple[Node, ...]) -> bool:
        return any(
            isinstance(n, Script)
            and n.sub is not None
            and isinstance(n.base, Name)
            and f"{n.base.text}_{label(n.sub)}" == name
            for o in nodes
            for n in walk(o)
        )

    def factorizes(self, node: Node) -> bool:
        """A product of matrices: A = Q \\Lambda Q^{-1}."""
        if not isinstance(node, Product) or len(node.factors) < 2:
            return False
        heads = [f.base if isinstance(f, Script) else f for f in node.factors]
        return all(isinstance(h, Name) and h.text[:1].isupper() for h in heads)

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

    def definition(self, node: Relation, count: int) -> None:
        """The names at the front stand for the operand after them; links behind it are claims."""
        meaning = node.operands[count]
        for operand in reversed(node.operands[:count]):
            head = self.head(operand)
            assert head is not None
            self.define(head, operand, meaning, node)
        if len(node.operands) > count + 1:
            links = self.links(node, count)
            self.claim(tuple(links), node, spans=self.spans(node, count))

    def define(self, head: tuple[str, str, list[Node]], operand: Node, meaning: Node, node: Relation) -> None:
        kind, name, parts = head
        self.e.free = {}
        if (isinstance(meaning, Group) and meaning.open == "{") or (
            isinstance(operand, Name) and operand.style == "cal" and (not isinstance(meaning, (Product, Num)))
        ):
            self.claim((), node, kind="definition")
            return
        if kind in ("step", "family"):
            links = self.links(replace(node, operands=(operand, meaning), relations=("=",)))
            self.claim(tuple(links), node, kind="definition", defines=self.e.symbols[name][0])
            return
        closed = numeric_only(meaning)
        self.e.exact = not (self.document and (closed or alone(meaning)))
        if kind == "function":
            self.define_function(name, parts, meaning, node)
            return
        found = self.e.value(meaning)
        self.e.exact = True
        if found.expr.sort == "function":
            raise ShapeError("a name for a function without its argument")
        expr = found.expr
        if kind == "entries":
            wanted = [p.text for p in parts if isinstance(p, Name)]
            for part in parts:
                self.e.index_size(part)
            missing = [w for w in wanted if w not in self.e.free]
            if missing:
                raise ShapeError(f"the index {missing[0]} is not free here")
            expr = self.e.close(expr, wanted)
        others = [n for n, index in self.e.free.items() if index.atom.atom in expr.free]
        if others:
            raise self.e.error(node, f"the index {others[0]} stands on one side only", "the same indices on both sides")
        if kind == "square":
            expr = apply("sqrt", expr)
            target = symbol(name, (), "positive" if name == "sigma" else "nonnegative")
            self.e.note(f"{name} is the root of it")
            self.claim((apply("eq", target, expr),), node, kind="definition", defines=target)
            self.e.locals[name] = Value(expr)
            return
        role = self.scope.lookup(name)
        domain = "variable" if expr.sort == "variable" else "event" if expr.sort in ("event", "boolean") else "real"
        if role is not None and role.domain and role.shape == expr.shape:
            domain = role.domain
        self.fits_role(role, expr)
        target = symbol(name, expr.shape, domain)
        relation = apply("iff" if domain == "event" else "eq", target, expr)
        self.claim((relation,), node, kind="definition", defines=target)
        self.e.locals[name] = Value(expr, found.orient if expr.rank == 1 else "")

    def fits_role(self, role: object, expr: Expr) -> None:
        shape = getattr(role, "shape", None)
        source = getattr(role, "source", "habit")
        if shape is None or source in ("habit", "formula"):
            return
        if len(shape) != expr.rank:
            raise ShapeError(f"a definition of shape {expr.shape} of a name of shape {shape}")
        for a, b in zip(shape, expr.shape):
            if a != b:
                raise ShapeError(f"axes of size {a} and {b} must be equal", a, b)

    def define_function(self, name: str, parts: list[Node], meaning: Node, node: Relation) -> None:
        """f(x, y) = ...: the function, bound over its arguments."""
        arguments = [self.argument(p, len(parts) > 1) for p in parts]
        body = self.e.value(meaning)
        self.e.exact = True
        open_indices = [n for n, index in self.e.free.items() if index.atom.atom in body.expr.free]
        for argument in arguments:
            array, places = apply_at(argument)
            if places or not isinstance(array, Symbol):
                self.entrywise(name, arguments, body, open_indices, node)
                return
        if open_indices:
            raise self.e.error(node, f"the index {open_indices[0]} stands on one side only", "a sum over it")
        function: Expr = body.expr
        for argument in reversed(arguments):
            assert isinstance(argument, Symbol)
            local = fresh_local(argument.shape, argument.domain if argument.domain != "variable" else "real")
            function = bind("function", local, substitute(function, {argument: local}))
        target = symbol(name, body.expr.shape, "function", tuple(a.shape for a in arguments))
        self.claim(
            (apply("eq", apply("call", target, *arguments), body.expr),), node, kind="definition", defines=target
        )
        self.e.locals[name] = Value(function)

    def argument(self, node: Node, several: bool) -> Expr:
        """A parameter; among several, k_i is a name of its own."""
        if isinstance(node, Script) and several and isinstance(node.base, Name) and node.sub is not None:
            full = f"{node.base.text}_{label(node.sub)}"
            usage = self.e.scan[full]
            usage.styles |= self.e.scan[node.base.text].styles
            usage.transposed |= self.e.scan[node.base.text].transposed
            self.e.locals[full] = self.e.named(full, node)
            return self.e.locals[full].expr
        return self.e.value(node).expr

    def entrywise(self, name: str, arguments: list[Expr], body: Value, free: list[str], node: Relation) -> None:
        """softmax(x_i) = ...: a function of the array, entry by entry."""
        array, places = apply_at(arguments[0])
        if len(arguments) != 1 or not isinstance(array, Symbol) or len(places) != len(free):
            raise self.e.error(node, "a definition by entries of several arguments", "f(x_i)")
        expr = self.e.close(body.expr, free)
        local = fresh_local(array.shape)
        target = symbol(name, expr.shape, "function", (array.shape,))
        self.claim((apply("eq", apply("call", target, array), expr),), node, kind="definition", defines=target)
        self.e.locals[name] = Value(bind("function", local, substitute(expr, {array: local})))


def after_definition(claim: Claim) -> tuple[str, Expr, tuple[str, ...]] | None:
    """Name, meaning and parameter names of what a definition introduces; None where it has no closed form."""
    if claim.kind != "definition" or claim.defines is None or len(claim.relations) != 1:
        return None
    relation = claim.relations[0]
    if not isinstance(relation, Apply) or relation.op not in ("eq", "iff"):
        return None
    left, right = relation.args
    if claim.defines in symbols(right):  # a recurrence
        return None
    if left is claim.defines:
        return claim.defines.name, right, ()
    if isinstance(left, Apply) and left.op == "call" and left.args[0] is claim.defines:
        arguments = left.args[1:]
        if not all(isinstance(a, Symbol) for a in arguments):
            return None
        function: Expr = right
        for argument in reversed(arguments):
            assert isinstance(argument, Symbol)
            local = fresh_local(argument.shape, argument.domain if argument.domain != "variable" else "real")
            function = bind("function", local, substitute(function, {argument: local}))
        return claim.defines.name, function, tuple(a.name for a in arguments if isinstance(a, Symbol))
    return None
