"""The expanded form: canonical under commutation, association, distribution and renaming.

It is for equality alone. Two expressions with the same form agree wherever both are real; different
forms prove nothing. Past a cap (steps, orderings of the indices) it raises `Undecided`.
"""

from __future__ import annotations

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
)
from lemmata.engine.ops import OPS, apply
from lemmata.engine.ops.facts import known
from lemmata.engine.ops.families import NoClosedForm
from lemmata.engine.ops.index_form import entry
from lemmata.engine.ops.size_facts import size_facts
from lemmata.engine.rewriting import polynomial as poly
from lemmata.engine.rewriting.binders import binder, opened
from lemmata.engine.rewriting.conditions import SURE, condition, under
from lemmata.engine.rewriting.definitions import DEFINITIONS
from lemmata.engine.rewriting.factorwise import absolute, log
from lemmata.engine.rewriting.integrals import gamma_value
from lemmata.engine.rewriting.polynomial import Polynomial, Steps, Undecided
from lemmata.engine.rewriting.powers import Powers
from lemmata.engine.rewriting.random import density, expectation, indicator
from lemmata.engine.rewriting.signatures import Signatures
from lemmata.engine.rewriting.symmetry import EVEN, ODD, UNORDERED, in_order, is_declared_symmetric, is_symmetric


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
            return binder(self, node)
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
            return log(self, self.polynomial(args[0]))
        if op == "abs":
            return absolute(self, self.polynomial(args[0]))
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
            told = self.expression(args[0])
            if told is SURE:
                return self.polynomial(args[1])
            where = under(self, (args[0], told), args[1])  # as it is written, and as its parts come to look
            return poly.of_factor(apply(op, told, where, self.expression(args[2])))
        if op == "lgamma" and self.knows(args[0], "positive"):  # its absolute value is the function itself
            return log(self, self.polynomial(apply("gamma", args[0])))
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

    def index(self, level: int, length: Size) -> Size:
        """The canonical index of a level, with the range 0 <= i < length."""
        name = poly.level_name(level, length)
        self.ranges[name] = (Size.of(0), length - 1)
        return Size.of(name)

    def proper(self, length: Size) -> bool:
        """Whether a range is never shorter than empty; one that only dims bound is meant to be so."""
        return all(atom[0] != "%" for atom in length.atoms) or "nonnegative" in size_facts(length, self.ranges)

    def _other(self, node: Expr) -> Expr:
        """Canonical form of functions, distributions, conditions: of what they are made of."""
        if isinstance(node, Apply):
            return condition(self, node)
        if isinstance(node, Bind) and node.binder == "function":
            variable, body = opened(self, node)
            return bind("function", variable, self.expression(body))
        if isinstance(node, At):  # one of an array of conditions
            array, indices = apply_at(node)
            lowered = entry(array, indices) if array.rank == len(indices) else None
            return node if lowered is None or lowered is node else self.expression(lowered)
        return node

    def knows(self, node: Expr, fact: str) -> bool:
        """Whether a property is certain, under the assumptions."""
        return known(node, fact, self.assumptions) is True


def _algebraic(node: Apply) -> bool:
    """Whether an operation on complex numbers follows the same laws as on real ones."""
    return node.op in ("add", "neg", "mul", "div", "exp", "sum", "prod", "mean") or (
        node.op == "pow" and isinstance(node.args[1], Number) and node.args[1].value.denominator == 1)


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
