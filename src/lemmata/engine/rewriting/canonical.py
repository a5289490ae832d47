"""The expanded form: canonical under commutation, association, distribution and renaming.

It is for equality alone. Two expressions with the same form agree wherever both are real; different
forms prove nothing. Past a cap (steps, orderings of the indices) it raises `Undecided`.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from lemmata.engine.expr import (
    Apply,
    At,
    Bind,
    Constant,
    Expr,
    Int,
    Local,
    Number,
    Size,
    Symbol,
    apply_at,
    as_size,
    at,
    bind,
    integer,
    is_size,
    number,
    postorder,
    substitute,
)
from lemmata.engine.expr.traversal import rename
from lemmata.engine.ops import OPS, apply
from lemmata.engine.ops.facts import known, size_facts
from lemmata.engine.ops.families import NoClosedForm
from lemmata.engine.ops.index_form import entry
from lemmata.engine.rewriting import polynomial as poly
from lemmata.engine.rewriting.integrals import closed_integral, gamma_value
from lemmata.engine.rewriting.polynomial import E, Polynomial, Steps, Undecided
from lemmata.engine.rewriting.powers import Powers
from lemmata.engine.rewriting.random import density, expectation, indicator
from lemmata.engine.rewriting.signatures import Signatures
from lemmata.engine.rewriting.sums import close_sum
from lemmata.engine.rewriting.symmetry import EVEN, ODD, UNORDERED, in_order, is_declared_symmetric, is_symmetric

# Defined ops without an array body, as functions of their arguments.
DEFINITIONS: dict[str, Callable[..., Expr]] = {
    "log1p": lambda x: apply("log", 1 + x),
    "expm1": lambda x: apply("exp", x) - 1,
    "log2": lambda x: apply("log", x) / apply("log", number(2)),
    "log10": lambda x: apply("log", x) / apply("log", number(10)),
    "sqrt": lambda x: x ** number(Fraction(1, 2)),
    "tan": lambda x: apply("sin", x) / apply("cos", x),
    "sinh": lambda x: (apply("exp", x) - apply("exp", -x)) / 2,
    "cosh": lambda x: (apply("exp", x) + apply("exp", -x)) / 2,
    "tanh": lambda x: (apply("exp", x) - apply("exp", -x)) / (apply("exp", x) + apply("exp", -x)),
    "xlogy": lambda x, y: x * apply("log", y),
    "square": lambda x: x**2,
    "erfc": lambda x: 1 - apply("erf", x),
    "maximum": lambda a, b: (a + b + apply("abs", a - b)) / 2,
    "minimum": lambda a, b: (a + b - apply("abs", a - b)) / 2,
    "relu": lambda x: (x + apply("abs", x)) / 2,
    "decimal": lambda x, **params: x,
}
SURE = apply("eq", 0, 0)  # a condition that always holds
# Of what is larger minus the other.
SIGNS = {"ge": "nonnegative", "le": "nonnegative", "gt": "positive", "lt": "positive"}
TURNED = {"ge": "le", "gt": "lt"}
COMPARED = ("eq", "ne", *SIGNS)


class Canonical(Powers):
    """The canonical form of the expressions of one question; forms are remembered."""

    def __init__(self, budget: Steps | None = None, assumptions: tuple[Expr, ...] = ()):
        super().__init__(budget or Steps())
        self.assumptions = assumptions
        self.signatures = Signatures(assumptions=assumptions)
        self.forms: dict[Expr, Polynomial] = {}
        self.arrays: dict[Expr, Expr] = {}
        self.ranges: dict[str, tuple[Size | None, Size | None]] = {}

    def scalar(self, node: Expr) -> Expr:
        """The canonical expression of a scalar."""
        return poly.to_expr(self.polynomial(node))

    def polynomial(self, root: Expr) -> Polynomial:
        """The canonical polynomial of a scalar expression."""
        for node in _spine(root, self.forms):
            if node not in self.forms:
                self.forms[node] = self._polynomial(node)
        return self.forms[root]

    def expression(self, node: Expr) -> Expr:
        """Canonical form of any expression, by its entries where it is an array."""
        if node.sort in ("function", "distribution", "boolean", "event"):
            return self._other(node)
        return self.array(node) if node.shape else self.scalar(node)

    def array(self, node: Expr) -> Expr:
        """The canonical array; one that only passes indices on is the array itself."""
        if node not in self.arrays:
            self.arrays[node] = self._array(node)
        return self.arrays[node]

    def _array(self, node: Expr) -> Expr:
        if isinstance(node, (Symbol, Local)):
            return node
        start = poly.next_level(node.free)
        indices = [self.index(start + k, dim) for k, dim in enumerate(node.shape)]
        body = self.scalar(at(node, *indices))
        inner, used = apply_at(body)
        passed, atoms = tuple(integer(i) for i in indices), {i.atom for i in indices}
        lead, own = used[:-len(passed)], used[-len(passed):]
        if not inner.free & atoms and not any(i.free & atoms for i in lead):
            symmetric = len(passed) == 2 and is_declared_symmetric(inner)
            part = at(inner, *lead)  # one matrix of a stack
            # A leading part of an array passes its indices on as well; only the shape tells it from the whole.
            if part.shape == node.shape and (own == passed or (own == passed[::-1] and symmetric)):
                return part
            if own == passed[::-1] and part.rank == 2 and part.shape == node.shape[::-1]:
                return apply("transpose", part)
        for index, dim in zip(reversed(indices), reversed(node.shape)):
            body = bind("array", index, body, 0, dim)
        return body

    def _polynomial(self, node: Expr) -> Polynomial:
        self.budget.spend()
        if isinstance(node, Number):
            return poly.of_number(node.value)
        if isinstance(node, Int):
            return self._size(node.size)
        if isinstance(node, Constant):
            if node.name == "inf":
                raise Undecided("infinity is no number")
            return poly.of_factor(node)
        if isinstance(node, At):
            return self._entry(node)
        if isinstance(node, Bind):
            return self._binder(node)
        if isinstance(node, Apply):
            return self._apply(node)
        return poly.of_factor(node)

    def _size(self, size: Size) -> Polynomial:
        total: Polynomial = {}
        for monomial, factor in size.terms:
            term = poly.of_number(factor)
            for name, power in monomial:
                for _ in range(power):
                    term = self.multiply(term, poly.of_factor(integer(Size.of(name))))
            total = poly.add(total, term)
        return total

    def _entry(self, node: At) -> Polynomial:
        array, indices = apply_at(node)
        indices = tuple(i if is_size(i) else self._place(i) for i in indices)
        lowered = entry(array, indices) if array.rank == len(indices) else None
        if lowered is not None:
            return self.polynomial(lowered)
        if isinstance(array, Symbol):
            if is_declared_symmetric(array) and len(indices) == array.rank:
                indices = in_order(indices)
            return poly.of_factor(at(array, *indices))
        if isinstance(array, Apply):
            array = apply(array.op, *(self.expression(a) for a in array.args), **array.params)
            if array.op == "inv" and len(indices) == array.rank and is_symmetric(array.args[0], self.assumptions):
                indices = in_order(indices)
        elif isinstance(array, Bind) and array.binder == "array":
            array = self.array(array)
        return poly.of_factor(at(array, *indices))

    def _place(self, index: Expr) -> Expr:
        """A computed index; sums and products of sizes, as windows of an array have them, are a size."""
        found = self.polynomial(index)
        size = poly.size_of(found)
        return poly.to_expr(found) if size is None else integer(size)

    def _apply(self, node: Apply) -> Polynomial:
        op, args = node.op, node.args
        if any(a.sort == "complex" for a in args) and not _algebraic(node):
            return poly.of_factor(apply(op, *(self.expression(a) for a in args), **node.params))
        if op == "add":
            return poly.add(*(self.polynomial(a) for a in args))
        if op == "neg":
            return poly.scale(self.polynomial(args[0]), -1)
        if op == "mul":
            return self.multiply(self.polynomial(args[0]), self.polynomial(args[1]))
        if op == "div":
            return self.multiply(self.polynomial(args[0]), self.power(self.polynomial(args[1]), poly.of_number(-1)))
        if op == "pow":
            return self.power(self.polynomial(args[0]), self.polynomial(args[1]))
        if op == "exp":
            return self.exp(self.polynomial(args[0]))
        if op == "log":
            return self.log(self.polynomial(args[0]))
        if op == "abs":
            return self.abs(self.polynomial(args[0]))
        if op == "expectation":
            return expectation(self, node)
        if op in ("indicator", "probability"):
            return indicator(self, node)
        if op == "density" and node.args[0].sort == "variable":
            return density(self, node)
        if op == "delta" and all(is_size(a) for a in args):
            distance = (as_size(args[0]) - as_size(args[1])).constant
            return poly.of_number(int(distance == 0)) if distance is not None else poly.of_factor(
                apply("delta", *sorted(args)))
        if op == "where":
            condition = self.expression(args[0])
            if condition is SURE:
                return self.polynomial(args[1])
            where = self.under((args[0], condition), args[1])  # as it is written, and as its parts come to look
            return poly.of_factor(apply(op, condition, where, self.expression(args[2])))
        if op == "lgamma" and self.knows(args[0], "positive"):  # its absolute value is the function itself
            return self.log(self.polynomial(apply("gamma", args[0])))
        if op in DEFINITIONS:
            return self.polynomial(DEFINITIONS[op](*args, **node.params))
        record = OPS[op]
        if record.body is not None:
            try:
                return self.polynomial(record.body(*args, **node.params))
            except NoClosedForm:  # the entropy of some law: it stays what it is
                return poly.of_factor(apply(op, *(self.expression(a) for a in args), **node.params))
        if record.entry is not None:
            found = record.entry((), *args, **node.params)
            if found is not None:
                return self.polynomial(found)
        if op in ODD or op in EVEN:
            return self._parity(node)
        new = [self.expression(a) for a in args]
        if op in UNORDERED:
            new.sort()
        value = gamma_value(self, new[0]) if op == "gamma" else None
        return poly.of_factor(apply(op, *new, **node.params)) if value is None else value

    def _parity(self, node: Apply) -> Polynomial:
        argument = self.polynomial(node.args[0])
        if not argument:
            return poly.of_number(1 if node.op == "cos" else 0)
        sign = 1 if self.leading(argument) > 0 else -1
        factor = poly.of_factor(apply(node.op, poly.to_expr(poly.scale(argument, sign))))
        return poly.scale(factor, sign) if node.op in ODD else factor

    def _binder(self, node: Bind) -> Polynomial:
        variable, body = self.open(node)
        ends = tuple(end if is_size(end) or _infinite(end) else self.scalar(end) for end in node.range)
        inner = self.polynomial(body)
        if _shifts(node):
            length = as_size(ends[1]) - as_size(ends[0])
            ends = (number(0), integer(length))
            if node.binder == "sum" and isinstance(variable, Size):
                return close_sum(self, variable, inner, length)
        if node.binder == "prod":
            return self._product(variable, inner, ends)
        if node.binder in ("integral", "sum"):
            return self._linear(node.binder, variable, inner, ends)
        if node.binder in ("max", "min"):
            outside, inside = _split(inner, _name(variable))
            return poly.add(outside, poly.of_factor(bind(node.binder, variable, poly.to_expr(inside), *ends)))
        return poly.of_factor(bind(node.binder, variable, poly.to_expr(inner), *ends))

    def open(self, node: Bind) -> tuple[Size | Local, Expr]:
        """The bound variable under a name that depends on nothing but its level, and the body."""
        level = poly.next_level(node.free)
        if _shifts(node):
            low, high = (as_size(end) for end in node.range)
            index = self.index(level, high - low)
            assert index.atom is not None
            body = rename(node.body, node.name, index.atom)
            return index, substitute(body, sizes={index.atom: index + low}) if low != 0 else body
        name = poly.level_name(level)
        if node.domain == "index":
            variable: Size | Local = Size.of(name)
        else:
            from lemmata.engine.expr.nodes import intern

            variable = intern(Local, (name, node.data[2], node.domain))  # type: ignore[assignment]
        return variable, rename(node.body, node.name, name)

    def index(self, level: int, length: Size) -> Size:
        """The canonical index of a level, with the range 0 <= i < length."""
        name = poly.level_name(level, length)
        self.ranges[name] = (Size.of(0), length - 1)
        return Size.of(name)

    def surely(self, size: Size, fact: str) -> bool:
        """Whether a size has a sign for all dims and all indices in their ranges."""
        return fact in size_facts(size, self.ranges)

    def proper(self, length: Size) -> bool:
        """Whether a range is never shorter than empty; one that only dims bound is meant to be so."""
        return all(atom[0] != "%" for atom in length.atoms) or self.surely(length, "nonnegative")

    def _product(self, variable: Size | Local, body: Polynomial, ends: tuple[Expr, ...]) -> Polynomial:
        term = poly.single(body)
        if (term is None or not isinstance(variable, Size) or not all(is_size(e) for e in ends)
                or not self.proper(as_size(ends[1]) - as_size(ends[0]))):
            return poly.of_factor(bind("prod", variable, poly.to_expr(body), *ends))
        monomial, factor = term
        count = self.polynomial(ends[1] - ends[0])
        result = self.power(poly.of_number(factor), count)
        for base, exponent in monomial:
            name = _name(variable)
            if name not in base.free:
                total = close_sum(self, variable, self.polynomial(exponent), as_size(ends[1]))
                result = self.multiply(result, self.power(self.polynomial(base), total)
                                       if base is not E else self.exp(total))
            else:
                whole = poly.to_expr({((base, exponent),): Fraction(1)})
                result = self.multiply(result, poly.of_factor(bind("prod", variable, whole, *ends)))
        return result

    def _linear(self, binder: str, variable: Size | Local, body: Polynomial, ends: tuple[Expr, ...]) -> Polynomial:
        total: Polynomial = {}
        name = _name(variable)
        for monomial, factor in body.items():
            outside = {tuple(p for p in monomial if name not in p[0].free | p[1].free): factor}
            inside = {tuple(p for p in monomial if name in p[0].free | p[1].free): Fraction(1)}
            (product,) = inside
            found = closed_integral(self, name, product, ends) if binder == "integral" else None
            if found is not None:
                closed = found
            elif binder == "integral" and product == () and not any(_infinite(n) for n in ends):
                closed = self.polynomial(ends[1] - ends[0])
            else:
                closed = poly.of_factor(bind(binder, variable, poly.to_expr(inside), *ends))
            total = poly.add(total, self.multiply(outside, closed))
        return total

    def _other(self, node: Expr) -> Expr:
        """Canonical form of functions, distributions, conditions: of what they are made of."""
        if isinstance(node, Apply):
            if self.holds(node):
                return SURE
            new = self._sides(node) if node.op in COMPARED else [self.expression(a) for a in node.args]
            if node.op == "and" and SURE in new:
                return next((c for c in new if c is not SURE), SURE)
            if node.op in TURNED:
                return apply(TURNED[node.op], *reversed(new))
            if node.op in UNORDERED:
                new.sort()
            return apply(node.op, *new, **node.params)
        if isinstance(node, Bind) and node.binder == "function":
            variable, body = self.open(node)
            return bind("function", variable, self.expression(body))
        if isinstance(node, At):  # one of an array of conditions
            array, indices = apply_at(node)
            lowered = entry(array, indices) if array.rank == len(indices) else None
            return node if lowered is None or lowered is node else self.expression(lowered)
        return node

    def _sides(self, node: Apply) -> list[Expr]:
        """The sides of a comparison, without the terms of both: of x + a == x + b, floats round x away, or not."""
        if any(a.rank or a.sort not in ("real", "integer") for a in node.args):
            return [self.expression(a) for a in node.args]
        left, right = (self.polynomial(a) for a in node.args)
        common = {m for m, factor in left.items() if right.get(m) == factor}
        return [poly.to_expr({m: c for m, c in side.items() if m not in common}) for side in (left, right)]

    def under(self, conditions: tuple[Expr, ...], node: Expr) -> Expr:
        """Canonical form where conditions hold, which may tell the sign of something."""
        random = any(c.sort == "event" for c in conditions)
        for part in postorder(node):
            if isinstance(part, (Bind, Local)):  # what binders have named stays here
                return self.expression(node)
            if random and isinstance(part, Apply) and OPS[part.op].group == "probability":
                return self.expression(node)  # a mean is over all outcomes, also those where they don't hold
        return Canonical(self.budget, (*self.assumptions, *conditions)).expression(node)

    def holds(self, condition: Apply) -> bool:
        """Whether a comparison of numbers holds by what is known of them: x >= 0 of a nonnegative x."""
        if condition.op not in SIGNS and condition.op != "eq":
            return False
        left, right = condition.args
        if left.rank or right.rank or not {left.sort, right.sort} <= {"real", "integer"}:
            return False
        if condition.op == "eq":
            return any(isinstance(b, Apply) and b.op == "floor" and b.args[0] is a and self.knows(a, "integer")
                       for a, b in ((left, right), (right, left)))
        low, high = (right, left) if condition.op in TURNED else (left, right)
        return self.knows(high - low, SIGNS[condition.op]) or (
            condition.op in ("le", "ge") and self.knows(high, "nonnegative") and low is number(0)) or (
            condition.op in ("le", "ge") and self.knows(low, "unit") and high is number(1))

    def knows(self, node: Expr, fact: str) -> bool:
        """Whether a property is certain, under the assumptions."""
        return known(node, fact, self.assumptions) is True


def _algebraic(node: Apply) -> bool:
    """Whether an operation on complex numbers follows the same laws as on real ones."""
    return node.op in ("add", "neg", "mul", "div", "exp", "sum", "prod", "mean") or (
        node.op == "pow" and isinstance(node.args[1], Number) and node.args[1].value.denominator == 1)


def _shifts(node: Bind) -> bool:
    """Whether the index may be counted from 0: the value of the binder does not tell where it starts."""
    return (node.domain == "index" and node.binder in ("sum", "prod", "max", "min") and len(node.range) == 2
            and all(is_size(end) for end in node.range))


def _name(variable: Size | Local) -> str:
    name = variable.atom if isinstance(variable, Size) else variable.name
    assert name is not None
    return name


def _infinite(end: Expr) -> bool:
    return any(isinstance(n, Constant) and n.name == "inf" for n in (end, *end.children))


def _split(body: Polynomial, name: str) -> tuple[Polynomial, Polynomial]:
    """The terms without and with a variable."""
    inside = {m: c for m, c in body.items() if any(name in p[0].free | p[1].free for p in m)}
    return {m: c for m, c in body.items() if m not in inside}, inside


def _spine(root: Expr, done: dict[Expr, Polynomial]) -> list[Expr]:
    """Scalar operations under the root, children first, so that long chains need no recursion."""
    order: list[Expr] = []
    stack = [(root, False)]
    seen: set[Expr] = set()
    while stack:
        node, ready = stack.pop()
        if ready:
            order.append(node)
        elif node not in seen and node not in done:
            seen.add(node)
            stack.append((node, True))
            if isinstance(node, Apply) and OPS[node.op].elementwise and node.op not in DEFINITIONS:
                stack.extend((a, False) for a in reversed(node.args) if a.sort in ("real", "integer", "variable"))
    return order
