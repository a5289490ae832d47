"""Entries of arrays as sums of products over indices."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import replace
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
    fresh_index,
    integer,
    is_size,
    number,
    open_binder,
)
from lemmata.engine.notation.choices import split_choice
from lemmata.engine.notation.matrices import is_transpose
from lemmata.engine.notation.sums import MOST
from lemmata.engine.notation.terms import Factor, Opaque, Term, counted, onehot, settled
from lemmata.engine.ops import OPS, apply
from lemmata.engine.ops.index_form import broadcast_entry, entry
from lemmata.engine.ops.matrix_functions import WRITTEN_OUT

# Operations that move entries, multiply and add them.
STRUCTURE = frozenset((
    "matmul", "dot", "inner", "inner_product", "outer", "trace", "sum", "mean", "transpose", "swapaxes", "moveaxis",
    "expand_dims", "squeeze", "broadcast_to", "diag", "eye", "zeros", "ones", "einsum",
))
ARITHMETIC = frozenset(("add", "neg", "mul", "div", "pow", "sqrt"))


class Entries(ABC):
    """What an entry is made of; how products are put together is said by `Products`."""

    def __init__(self) -> None:
        self.sizes: dict[str, Size] = {}  # of the opened indices
        self.shared: set[Expr] = set()  # what stands at several places, and stays a part
        self.apart: set[Expr] = set()  # sums among these that stay whole in other sums, as they have many terms

    @abstractmethod
    def readable(self, node: Expr) -> Expr:
        """A closed expression in its normal form."""

    @abstractmethod
    def form(self, node: Expr) -> Expr:
        """A closed part that is not looked into, over parts in normal form."""

    @abstractmethod
    def product(self, parts: list[list[Term]]) -> list[Term]:
        """The product of sums."""

    @abstractmethod
    def whole(self, terms: list[Term], power: Fraction = Fraction(1)) -> Term:
        """A sum of products as one factor: an array of its own over the indices that it has."""

    @abstractmethod
    def inside(self, array: Expr, names: Sequence[str]) -> list[Term]:
        """The terms of an array at indices; they are worked out once, however many products it stands in."""

    @abstractmethod
    def fewer(self, terms: list[Term]) -> bool:
        """Whether some of the products are alike, or cancel each other."""

    @abstractmethod
    def comes_apart(self, terms: list[Term]) -> bool:
        """Whether a sum over more than two indices is multiplied out, as nothing is an array of more axes."""

    @abstractmethod
    def cancels(self, term: Term, name: str) -> bool:
        """Whether the sum of a product over an index is zero, as that of x - mean(x)."""

    @abstractmethod
    def is_shorter(self, terms: list[Term], others: list[Term]) -> bool:
        """Whether a number is shorter by the first terms."""

    def index(self, size: Size) -> str:
        name = str(fresh_index().atom)
        self.sizes[name] = size
        return name

    def opens(self, node: Expr) -> bool:
        """Whether an array is looked into: its entries are sums of products."""
        if isinstance(node, Apply):
            if node.op == "pow":
                return isinstance(node.args[1], Number)
            if node.op == "where":
                return split_choice(node) is not None
            if node.op == "matrix_power":
                return isinstance(node.args[1], Number) and abs(node.args[1].value) <= WRITTEN_OUT
            return node.op in ARITHMETIC or node.op in STRUCTURE
        return isinstance(node, Bind) and node.binder in ("array", "sum")

    def terms(self, total: Expr) -> list[Expr]:
        """The terms of a sum, and of sums in it, where they are few enough to be collected."""
        found = self.all_terms(total)
        if len(found) > MOST:
            raise Opaque(f"more than {MOST} terms")
        return found

    def all_terms(self, total: Expr) -> list[Expr]:
        """The terms of a sum, and of sums in it, however many."""
        found, left = [], [*total.children[::-1]]
        while left:
            part = left.pop()
            if isinstance(part, Apply) and part.op == "add" and part not in self.apart:
                left += part.children[::-1]
            else:
                found.append(part)
        return found

    def entry(self, array: Expr, names: Sequence[str], top: bool = False) -> list[Term]:
        """The entry of an array at indices, as a sum of products."""
        if array.sort not in ("real", "integer"):
            raise Opaque("no array of numbers")
        if isinstance(array, Apply) and array.op == "solve" and array.args[1].free and array.rank == 1:
            return self._solved(array, names[0])
        if (not top and array in self.shared) or (not self.opens(array) and not isinstance(array, At)):
            return [self._atom(array, names, top)]
        if not top and names and isinstance(array, Apply) and not array.free:
            return self.inside(array, names)
        if isinstance(array, Apply) and array.op == "add":
            return [t for part in self.terms(array) for t in self._broadcast(part, array, names)]
        if isinstance(array, Apply) and array.op == "neg":
            return [t.scaled(Fraction(-1)) for t in self.entry(array.args[0], names)]
        if isinstance(array, Apply) and array.op == "where":
            return self.product([self._broadcast(part, array, names) for part in split_choice(array) or ()])
        if isinstance(array, Apply) and array.op in ARITHMETIC:  # a power is of a number, else it is not opened
            return self._arithmetic(array, [self._broadcast(a, array, names) for a in array.args])
        if isinstance(array, At):
            return self.value(at(array.array, *array.indices, *(integer(Size.of(name)) for name in names)))
        found_entry = entry(array, tuple(integer(Size.of(name)) for name in names))
        if found_entry is None:
            return [self._atom(array, names)]
        return self.value(found_entry)

    def _solved(self, node: Apply, name: str) -> list[Term]:
        """The solution for a right side that changes with an index: a column of the inverse."""
        matrix, right = node.args
        if matrix.free:
            raise Opaque("a matrix that changes with an index")
        inner = self.index(right.shape[0])
        turned = is_transpose(matrix)
        inverse = self.readable(apply("inv", matrix.children[0] if turned else matrix))
        column = Term(powers={Factor(inverse, (inner, name) if turned else (name, inner)): Fraction(1)})
        return self.summed(self.product([[column], self.entry(right, [inner])]), inner, right.shape[0])

    def _broadcast(self, arg: Expr, whole: Expr, names: Sequence[str]) -> list[Term]:
        """An argument at the indices of the whole that it has."""
        own = list(names[len(names) - arg.rank:]) if arg.rank else []
        if any(self.sizes[name] != size for name, size in zip(own, arg.shape)):
            return self.value(broadcast_entry(arg, whole.shape, tuple(integer(Size.of(name)) for name in names)))
        return self.entry(arg, own) if own else self.value(arg)

    def _atom(self, node: Expr, names: Sequence[str], top: bool = False) -> Term:
        """An array that is not looked into; at the top it is what is being read."""
        if node.free:
            raise Opaque("an array that changes with an index")
        self._need_whole(node, names)
        form = self.readable(node) if node in self.shared and not top else self.form(node)
        coefficient = Fraction(1)
        if isinstance(form, Apply) and form.op == "solve":  # solve(A, -2 b) is -2 solve(A, b)
            coefficient, right = multiple(form.args[1])
            form = apply("solve", form.args[0], right)
        return Term(coefficient, {Factor(form, tuple(names)): Fraction(1)})

    def value(self, node: Expr, top: bool = False) -> list[Term]:
        """A number over opened indices, as a sum of products."""
        if isinstance(node, Number):
            return [Term(node.value)] if node.value else []
        if isinstance(node, Int):
            constant = node.size.constant
            if constant is not None:
                return [Term(Fraction(constant))] if constant else []
            if any(atom[0] in "#%" for atom in node.size.atoms):
                raise Opaque("an index as a number")
            return [Term(powers={Factor(node): Fraction(1)})]
        if isinstance(node, (Symbol, Local, Constant)):
            return [Term(powers={Factor(node): Fraction(1)})]
        if isinstance(node, At):
            if isinstance(node.array, At):
                array, indices = apply_at(node)
                node = at(array, *indices)
                assert isinstance(node, At)
            names = [as_size(i).atom if is_size(i) else None for i in node.indices]
            if all(name is not None and name in self.sizes for name in names):
                return self.entry(node.array, [str(name) for name in names])
            if self.opens(node.array) and node.array not in self.shared and all(map(is_size, node.indices)):
                found = entry(node.array, node.indices)
                if found is not None:
                    return self.value(found)
            return self._picked(node)
        if isinstance(node, Bind):
            return self._sum(node)
        assert isinstance(node, Apply)
        if not top and node in self.shared:
            return [self._atom(node, ())]
        if node.op == "add":
            return [t for part in self.terms(node) for t in self.value(part)]
        if node.op == "neg":
            return [t.scaled(Fraction(-1)) for t in self.value(node.args[0])]
        if node.op == "delta":
            return self._delta(node)
        if node.op == "where" and (parts := split_choice(node)) is not None:
            return self.product([self.value(part) for part in parts])
        if node.op in ARITHMETIC and self.opens(node):
            return self._arithmetic(node, [self.value(a) for a in node.args])
        if node.op in STRUCTURE and not node.shape:
            found = entry(node, ()) if OPS[node.op].entry is not None or OPS[node.op].body is not None else None
            if found is not None and found is not node:
                return self.value(found)
        return [self._atom(node, (), top)]

    def _picked(self, node: At) -> list[Term]:
        """The entry of an array of which some places are fixed, the first ones: row 0 of a matrix at an index."""
        array, fixed = node.array, 0
        while fixed < len(node.indices) and not node.indices[fixed].free:
            fixed += 1
        names = [as_size(i).atom if is_size(i) else None for i in node.indices[fixed:]]
        if array.free or any(name is None or name not in self.sizes for name in names):
            raise Opaque("an entry at a place that moves")
        part = at(self.readable(array), *node.indices[:fixed]) if fixed else array
        self._need_whole(part, [str(name) for name in names])
        return [Term(powers={Factor(part, tuple(map(str, names))): Fraction(1)})]

    def _need_whole(self, array: Expr, names: Sequence[str]) -> None:
        """Indices run over whole axes."""
        if any(self.sizes[name] != size for name, size in zip(names, array.shape)):
            raise Opaque("an index that runs over a part of an axis")

    def _delta(self, node: Apply) -> list[Term]:
        places = sorted((self._sole(i) for i in node.args), key=lambda i: not isinstance(i, Number))
        if all(isinstance(i, Number) for i in places):
            return [Term()] if places[0] is places[1] else []
        names = [as_size(i).atom if is_size(i) else None for i in places]
        if isinstance(places[0], Number) and names[1] in self.sizes:
            return [Term(powers={Factor(onehot(places[0], self.sizes[str(names[1])]), (str(names[1]),)): Fraction(1)})]
        if any(name is None or name not in self.sizes for name in names):
            raise Opaque("a delta at a place that moves")
        return [Term(deltas={frozenset(str(name) for name in names)})]

    def _sole(self, place: Expr) -> Expr:
        """An index, which is 0 where it has no other value."""
        name = as_size(place).atom if is_size(place) else None
        return number(0) if name in self.sizes and self.sizes[str(name)] == 1 else place

    def _sum(self, node: Bind) -> list[Term]:
        if node.binder != "sum" or node.domain != "index" or not all(is_size(e) for e in node.range):
            if node.free:
                raise Opaque("a binder")
            return [self._atom(node, ())]
        low, high = (as_size(end) for end in node.range)
        if low != 0 or any(atom[0] in "#%" for atom in high.atoms):
            raise Opaque("a sum over a range that moves")
        variable, body = open_binder(node)
        assert isinstance(variable, Size)
        name = str(variable.atom)
        self.sizes[name] = high
        return self.summed(self.value(body), name, high)

    def summed(self, inside: list[Term], name: str, size: Size) -> list[Term]:
        """The sum over an index of what is inside."""
        terms = [settled(replace(t, bound={**t.bound, name: size}), self.sizes) for t in inside
                 if not self.cancels(t, name)]
        if len(terms) < 2 or any(t.deltas for t in inside) or self.comes_apart(inside) or self.fewer(terms):
            return terms
        whole = self.whole(inside)  # sum(x - y), not sum(x) - sum(y)
        one = [settled(replace(whole, bound={**whole.bound, name: size}), self.sizes)]
        return terms if self.is_shorter(terms, one) else one

    def _arithmetic(self, node: Apply, parts: list[list[Term]]) -> list[Term]:
        if node.op == "mul":
            return self.product(parts)
        if node.op == "div":
            return self.product([parts[0], [self._raised(parts[1], Fraction(-1))]])
        exponent = number(Fraction(1, 2)) if node.op == "sqrt" else node.args[1]
        assert isinstance(exponent, Number)
        return [self._raised(parts[0], exponent.value) if exponent.value else Term()]

    def _raised(self, terms: list[Term], power: Fraction) -> Term:
        """A sum of products to a power, as one product."""
        if not terms:
            if power < 0:
                raise Opaque("a division by zero")
            return Term(Fraction(0))
        if len(terms) == 1:
            (term,) = terms
            if power == 1:
                return term
            if is_raised(term, power):
                if term.coefficient == 0 and power < 0:
                    raise Opaque("a division by zero")
                coefficient = term.coefficient ** int(power) if power.denominator == 1 else Fraction(1)
                return counted(Term(coefficient, {f: p * power for f, p in term.powers.items()}))
            if is_plain(term) and term.coefficient > 0 and all(isinstance(f.array, Constant) for f in term.powers):
                root = Term(powers={Factor(number(term.coefficient)): power})
                return counted(replace(root, powers={**root.powers, **{f: p * power for f, p in term.powers.items()}}))
        return self.whole(terms, power)


def multiple(array: Expr) -> tuple[Fraction, Expr]:
    """The number in front of an array in normal form, or below it, and the rest."""
    coefficient = Fraction(1)
    while isinstance(array, Apply) and array.args:
        first, *rest = array.args
        if array.op == "neg":
            coefficient, array = -coefficient, first
        elif array.op == "mul" and isinstance(first, Number) and first.value and rest[0].shape == array.shape:
            coefficient, array = coefficient * first.value, rest[0]
        elif array.op == "div" and isinstance(rest[0], Number) and rest[0].value and first.shape == array.shape:
            coefficient, array = coefficient / rest[0].value, first
        else:
            break
    return coefficient, array


def is_plain(term: Term) -> bool:
    """Whether a product may be raised factor by factor: nothing is summed over."""
    return not term.bound and not term.deltas


def is_raised(term: Term, power: Fraction) -> bool:
    """Whether a power of a product is the product of powers; (x x)^(1/2) is not x."""
    return is_plain(term) and (power.denominator == 1 or (
        term.coefficient == 1 and list(term.powers.values()) == [Fraction(1)]))
