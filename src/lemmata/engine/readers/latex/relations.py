"""Relations between values as boolean expressions: links of chains, sets, laws, orders of growth."""

from __future__ import annotations

from functools import reduce
from operator import add

from lemmata.engine.expr import (
    Apply,
    Expr,
    Size,
    Symbol,
    constant,
    number,
    operands,
    postorder,
    substitute,
    symbol,
    symbols,
)
from lemmata.engine.expr.nodes import Number
from lemmata.engine.ops import ShapeError, apply
from lemmata.engine.readers.latex import values
from lemmata.engine.readers.latex.beside import COUNTS
from lemmata.engine.readers.latex.calculus import derivative_at
from lemmata.engine.readers.latex.clauses import alone, names_in, numeric_only
from lemmata.engine.readers.latex.conditions import membership
from lemmata.engine.readers.latex.distributions import law_value
from lemmata.engine.readers.latex.guards import guard, guarded
from lemmata.engine.readers.latex.integrals import differential_inside
from lemmata.engine.readers.latex.ordered import has_dots, ordered
from lemmata.engine.readers.latex.proportions import proportional
from lemmata.engine.readers.latex.sets import leaves_out_an_end, space
from lemmata.engine.readers.latex.signs import ends, has_signs, signed, together
from lemmata.engine.readers.latex.stated import Stated, one_truth
from lemmata.engine.readers.latex.syntax import (
    Big,
    Blank,
    Group,
    Name,
    Node,
    Prefix,
    Relation,
    Script,
    children,
    walk,
)
from lemmata.engine.readers.latex.transformed import own_law, variable_in
from lemmata.engine.readers.latex.values import Value
from lemmata.engine.readers.spelling import with_label
from lemmata.engine.rewriting.equality import same_form

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
ORDERS = ("<", "<=", ">", ">=")
MAY_COUNT = ("d", "k", "p", "L", "V", "B", "S")  # letters of sizes and of small numbers: O(d^2), O(p^2)
FORCED = 3  # what it costs that a number equals all entries of an array
SET_RELATIONS = ("in", "notin", "subset", "supset", "ni", "~", "succ", "succeq", "prec", "preceq")


class Relations(Stated):
    """The part of the statements that relates two sides."""

    def links(self, node: Relation, start: int = 0) -> list[Expr]:
        """Each relation of the chain as a boolean expression over whole arrays."""
        if has_signs(node):
            return self.with_signs(node, start)
        if has_dots(node):
            return ordered(self.e, node, start)
        numeric = [numeric_only(operand) for operand in node.operands]
        found: list[Expr] = []
        left: Value | None = None
        variable = self.integrated_by(node)
        self.e.orders = []
        self.e.open_integrals = "from" if variable else "line"
        for place, relation in enumerate(("", *node.relations[start:]), start):
            operand = node.operands[place]
            if isinstance(operand, Blank):
                raise self.e.error(operand, "a side of the relation is missing", "an expression")
            closed = numeric[place] and any(numeric[max(place - 1, 0):place] + numeric[place + 1:place + 2])
            self.e.exact = not (self.document and (closed or alone(operand)))
            if left is not None and relation in SET_RELATIONS:
                found.append(self.set_link(left, relation, operand))
                continue
            before, self.e.orders = self.e.orders, []  # 1 + x + O(x^2) = g(x) says of g what = 1 + x + O(x^2) does
            right = self.side(operand)
            if variable:
                by = self.e.symbol_named(variable)  # C(y) is a constant in x too
                varying = [term for term in operands(right.expr, "add") if by in symbols(term)]
                right = Value(derivative_at(reduce(add, varying) if varying else right.expr, by))
            if left is not None:
                found.append(self.related(relation, left, right, [*before, *self.e.orders], node))
            left = right
        self.e.exact = True
        if variable:
            self.e.note("the sides have the same derivative; a constant is left out")
        return found

    def with_signs(self, node: Relation, start: int) -> list[Expr]:
        """Links with \\pm: with both signs where they stand on both sides, else with one of them."""
        limits = self._interval_links(node, start)
        upper, lower = limits or (self.links(one, start) for one in signed(node))
        return [
            together(node, start + place, one_truth(a), one_truth(b), bool(limits)) if a is not b else a
            for place, (a, b) in enumerate(zip(upper, lower))
        ]

    def _interval_links(self, node: Relation, start: int) -> list[list[Expr]] | None:
        """Links of the ends of intervals, where the sides are numbers."""
        found = [self.links(one, start) for one in ends(node) or ()]
        numbers = all(not side.rank for links in found for link in links for side in link.children)
        return found if found and numbers else None

    def integrated_by(self, node: Relation) -> str:
        """The variable of an antiderivative: of integrals without limits, where another side contains it too."""
        free: set[str] = set()
        rest: set[str] = set()
        for operand in node.operands:
            found = {v.text for n in walk(operand) if isinstance(n, Big) and _is_open(n)
                     for v in (n.over or _differentials(n)) if isinstance(v, Name)}
            free |= found
            rest |= names_outside(operand) if found else names_in(operand)
        names = free & rest
        return names.pop() if len(free) == len(names) == 1 and set(node.relations) == {"="} else ""

    def side(self, node: Node) -> Value:
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
            if any(_is_identity(side) for side in (left, right)) and not (left.rank and right.rank):
                raise ShapeError("an identity matrix beside a number")  # the letter I is a number's name here
            ordered_matrix = relation in ORDERS and max(left.rank, right.rank) > 1  # `C > 1`: C is a number
            cheap = 0 if not numeral else 2 if ordered_matrix else 1
            if not self.e.choices.choose(f"equal:{node.span[0]}", [(cheap, numeral), (FORCED, True)]):
                raise ShapeError(f"the two sides have the shapes {left.shape} and {right.shape}")
            if relation not in ORDERS and any(_is_list(side) for side in (left, right)):
                self.e.unsettled = "a list stands beside a number, as a set does"  # \partial f(0) = [-1, 1]
        if relation == "propto" and (crossed := proportional(self.e, node, left, right)) is not None:
            left, right = crossed
            relation = "="
        names = [n for n, index in self.e.free.items() if {index.atom.atom} & (left.free | right.free)]
        self.e.check_labels(names)
        test = guard(self.e, self.guards, names) if names else None
        if test is not None:
            left, right = guarded(COMPARISONS[relation], test, left, right)
        left, right = self.e.close(left, names), self.e.close(right, names)
        return apply(COMPARISONS[relation], left, right)

    def set_link(self, a: Value, relation: str, node: Node) -> Expr:
        if relation in ("succ", "succeq", "prec", "preceq"):
            return self.definite_link(a, relation, self.e.value(node))
        if relation == "~":
            return apply("distributed", a.expr, law_value(self.e, node))
        if relation in ("subset", "supset"):
            b = self.e.value(node)
            pair = (a.expr, b.expr) if relation == "subset" else (b.expr, a.expr)
            return apply("subset", *pair)
        if relation == "ni":
            raise self.e.error(node, "the relation \\ni", "\\in")
        known = space(self.e, node)
        if known is not None and not leaves_out_an_end(node):
            return self.in_space(a.expr, *known)
        inside = membership(self.e, a.expr, node)
        inside = self.e.close(inside, [n for n, index in self.e.free.items() if {index.atom.atom} & inside.free])
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
        if (moved := _from_point(gauge)) is not None:
            gauge, there = moved
            left, right = (substitute(x, there) for x in (left, right))
        names = [s for s in symbols(gauge) if s.rank == 0 and s.domain != "function"]
        vectors = [s for s in symbols(gauge) if s.rank]
        if not names and len(vectors) == 1:  # along every direction
            step = symbol(f"{vectors[0].name}_length")
            along = step * symbol(f"{vectors[0].name}_direction", vectors[0].shape)
            left, right, gauge = (substitute(x, {vectors[0]: along}) for x in (left, right, gauge))
            names = [step]
        if len(names) > 1:  # h of O(h^2 f'(x)^2)
            calls = (n for n in postorder(gauge) if isinstance(n, Apply) and n.op == "call")
            inner = {s for call in calls for s in symbols(*call.args[1:])}
            names = [s for s in names if s not in inner]
        if len(names) != 1:
            raise self.e.error(node, "the variable of O(...) is not clear", "O(h^2)")
        variable = names[0]
        point: Expr = number(0)
        for premise in (*self.premises, *self.scope.premises):
            if (
                isinstance(premise, Apply)
                and premise.op == "tends"
                and getattr(premise.args[0], "name", "") == variable.name
            ):
                point = premise.args[1]
        if point is number(0) and (variable.domain == "natural" or variable.name in ("n", "N", "m", "M", "T")):
            point = constant("inf")
        elif point is number(0) and variable.name in (*COUNTS, *MAY_COUNT):
            point = self.e.choices.choose(f"order:{node.span[0]}", [(0, constant("inf")), (1, point)])
        tends = apply("tends", variable, point)
        if tends not in self.premises:
            self.premises.append(tends)
        difference = left - right
        free = [n for n, index in self.e.free.items() if {index.atom.atom} & (difference.free | gauge.free)]
        self.e.check_labels(free)
        return apply("little_o" if kind == "o" else "big_o", self.e.close(difference, free), self.e.close(gauge, free))

    def limit_point(self, node: Node) -> Expr:
        if isinstance(node, Prefix) and isinstance(node.arg, Name) and node.arg.text == "infty":
            return values.negate(constant("inf"))
        return self.e.expr(node)

    def law(self, node: Relation) -> Expr:
        target = node.operands[0]
        law = law_value(self.e, node.operands[1])
        role = self.scope.lookup(target.text) if isinstance(target, Name) else None
        vague = role is None or (role.shape is None and role.domain in ("", "variable") and role.definition is None)
        if isinstance(target, Name) and vague and target.text not in self.e.symbols:
            found = symbol(target.text, law.shape, "variable")
            self.e.symbols[target.text] = (found, "formula")
        variable, law = self.of_itself(target, law) or (self.e.expr(target), law)
        if variable.rank == law.rank:
            for a, b in zip(variable.shape, law.shape):
                if a != b:
                    raise ShapeError(f"axes of size {a} and {b} must be equal", a, b)
        return apply("distributed", variable, self.of_parameters(law, variable))

    def of_itself(self, target: Node, law: Expr) -> tuple[Expr, Expr] | None:
        """The law of X from that of something made of it, `\\log X`; None where it is not known."""
        name = variable_in(target)
        role = self.scope.lookup(name)
        lawful = any(s.name == name for one in self.scope.laws for s in symbols(one.args[0]))  # then it is a claim
        if not name or lawful or name in self.e.symbols or (role is not None and (
                role.domain != "variable" or role.definition is not None or role.family is not None)):
            return None
        if role is None:
            self.e.symbols[name] = (symbol(name, (), "variable"), "formula")
        found = own_law(self.e.expr(target), law)
        if found is None and role is None:
            del self.e.symbols[name]
        return found

    def of_parameters(self, law: Expr, variable: Expr) -> Expr:
        """The law with numbers for its variable's own moments: X ~ N(\\mu_X, \\sigma_X^2) says what these are."""
        if not isinstance(variable, Symbol) or variable.rank or variable not in symbols(law):
            return law
        own = {apply("expectation", variable): symbol(with_label("mu", variable.name)),
               apply("sqrt", apply("variance", variable)): symbol(with_label("sigma", variable.name), (), "positive")}
        self.e.symbols.update({s.name: (s, "habit") for s in own.values()})
        return substitute(law, own)  # type: ignore[arg-type]

    def independent(self, node: Relation) -> Expr:
        parts = [p for o in node.operands for p in (o.items if isinstance(o, Group) else (o,))]
        found = []
        for part in parts:
            if isinstance(part, Name):
                self.e.scan[part.text].random = True
            found.append(self.e.expr(part))
        if node.relations[1:] == ("given",):
            if len(found) == 3 and all(one.sort == "event" for one in found):  # nothing is said where C is not
                one, other, given = found
                both = apply("probability", apply("and", one, other), given)
                return apply("eq", both, apply("probability", one, given) * apply("probability", other, given))
            return apply("conditionally_independent", *found)
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


def _is_open(node: Node) -> bool:
    """An integral without limits."""
    return isinstance(node, Big) and node.name == "int" and node.sub is None and node.sup is None


def names_outside(node: Node) -> set[str]:
    """Names that stand outside of integrals without limits: x in uv - \\int v(x) u'(x) dx, which it binds inside."""
    found: set[str] = set()
    stack = [node]
    while stack:
        part = stack.pop()
        if isinstance(part, Name):
            found.add(part.text)
        stack.extend(() if _is_open(part) else children(part))
    return found


def _differentials(node: Big) -> list[Node]:
    return differential_inside(node.body)[1] if node.body is not None else []


def _is_list(side: Expr) -> bool:
    return isinstance(side, Apply) and side.op == "stack" and len(side.children) > 1


def _is_identity(side: Expr) -> bool:
    """Whether a side is made of identity matrices and numbers alone."""
    nodes = list(postorder(side))
    return any(isinstance(n, Apply) and n.op == "eye" for n in nodes) and not any(
        isinstance(n, Symbol) and n.rank for n in nodes)


def _from_point(gauge: Expr) -> tuple[Expr, dict[Expr, Expr]] | None:
    """`O(\\|x - a\\|^2)` by a step alone, and what x is: a and that step, which goes to zero."""
    both = [s for s in symbols(gauge) if s.domain != "function"]
    if len(both) != 2 or both[0].shape != both[1].shape or both[0].rank > 1:
        return None
    for x, a in (both, both[::-1]):
        step = symbol(f"{x.name}_step", x.shape)
        found: dict[Expr, Expr] = {n: step for n in postorder(gauge) if isinstance(n, Apply) and n.op in (
            "sub", "add") and same_form(n, x - a)}
        if found and set(symbols(by_step := substitute(gauge, found))) == {step}:
            return by_step, {x: a + step}
    return None
