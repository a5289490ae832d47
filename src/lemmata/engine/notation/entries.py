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
    as_size,
    at,
    fresh_index,
    integer,
    is_size,
    open_binder,
    operands,
)
from lemmata.engine.notation.sums import MOST
from lemmata.engine.notation.terms import Factor, Opaque, Term, settled
from lemmata.engine.ops import OPS
from lemmata.engine.rewriting.index_form import broadcast_entry, entry

# Operations that move entries, multiply and add them.
STRUCTURE = frozenset((
    "matmul", "dot", "inner", "inner_product", "outer", "trace", "sum", "mean", "transpose", "swapaxes", "moveaxis",
    "expand_dims", "squeeze", "broadcast_to", "diag", "eye", "zeros", "ones", "einsum",
))
ARITHMETIC = frozenset(("add", "neg", "mul", "div", "pow"))


class Entries(ABC):
    """What an entry is made of; how products are put together is said by `Products`."""

    def __init__(self) -> None:
        self.sizes: dict[str, Size] = {}  # of the opened indices
        self.shared: set[Expr] = set()  # what stands at several places, and stays a part

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

    def index(self, size: Size) -> str:
        name = str(fresh_index().atom)
        self.sizes[name] = size
        return name

    def opens(self, node: Expr) -> bool:
        """Whether an array is looked into: its entries are sums of products."""
        if isinstance(node, Apply):
            if node.op == "pow":
                return isinstance(node.args[1], Number)
            return node.op in ARITHMETIC or node.op in STRUCTURE
        return isinstance(node, Bind) and node.binder in ("array", "sum")

    def entry(self, array: Expr, names: Sequence[str], top: bool = False) -> list[Term]:
        """The entry of an array at indices, as a sum of products."""
        if array.sort not in ("real", "integer"):
            raise Opaque("no array of numbers")
        if (not top and array in self.shared) or (not self.opens(array) and not isinstance(array, At)):
            return [self._atom(array, names, top)]
        if not top and names and isinstance(array, Apply) and not array.free:
            return self.inside(array, names)
        if isinstance(array, Apply) and array.op == "add":
            _need_few(array)
            return [t for part in operands(array, "add") for t in self._broadcast(part, array, names)]
        if isinstance(array, Apply) and array.op == "neg":
            return [t.scaled(Fraction(-1)) for t in self.entry(array.args[0], names)]
        if isinstance(array, Apply) and array.op in ARITHMETIC:  # a power is of a number, else it is not opened
            return self._arithmetic(array, [self._broadcast(a, array, names) for a in array.args])
        if isinstance(array, At):
            return self.value(at(array.array, *array.indices, *(integer(Size.of(name)) for name in names)))
        found_entry = entry(array, tuple(integer(Size.of(name)) for name in names))
        if found_entry is None:
            return [self._atom(array, names)]
        return self.value(found_entry)

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
        return Term(powers={Factor(form, tuple(names)): Fraction(1)})

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
            _need_few(node)
            return [t for part in operands(node, "add") for t in self.value(part)]
        if node.op == "neg":
            return [t.scaled(Fraction(-1)) for t in self.value(node.args[0])]
        if node.op == "delta":
            return self._delta(node)
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
        names = [as_size(i).atom if is_size(i) else None for i in node.args]
        if any(name is None or name not in self.sizes for name in names):
            raise Opaque("a delta at a place that moves")
        return [Term(deltas={frozenset(str(name) for name in names)})]

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
        terms = [settled(replace(t, bound={**t.bound, name: size}), self.sizes) for t in inside]
        if len(terms) < 2 or any(t.deltas for t in inside) or self.fewer(terms):
            return terms
        whole = self.whole(inside)  # sum(x - y), not sum(x) - sum(y)
        return [settled(replace(whole, bound={**whole.bound, name: size}), self.sizes)]

    def _arithmetic(self, node: Apply, parts: list[list[Term]]) -> list[Term]:
        if node.op == "mul":
            return self.product(parts)
        if node.op == "div":
            return self.product([parts[0], [self._raised(parts[1], Fraction(-1))]])
        assert isinstance(node.args[1], Number)
        if not node.args[1].value:
            return [Term()]
        return [self._raised(parts[0], node.args[1].value)]

    def _raised(self, terms: list[Term], power: Fraction) -> Term:
        """A sum of products to a power, as one product."""
        if not terms:
            if power < 0:
                raise Opaque("a division by zero")
            return Term(Fraction(0))
        if len(terms) == 1:
            (term,) = terms
            whole = power.denominator == 1
            if power == 1:
                return term
            if is_plain(term) and (whole or (term.coefficient == 1 and len(term.powers) == 1 and set(
                    term.powers.values()) == {Fraction(1)})):
                if term.coefficient == 0 and power < 0:
                    raise Opaque("a division by zero")
                coefficient = term.coefficient ** int(power) if whole else Fraction(1)
                return Term(coefficient, {f: p * power for f, p in term.powers.items()})
        return self.whole(terms, power)


def is_plain(term: Term) -> bool:
    """Whether a product may be raised factor by factor: nothing is summed over."""
    return not term.bound and not term.deltas


def _need_few(total: Apply) -> None:
    if len(operands(total, "add")) > MOST:
        raise Opaque(f"more than {MOST} terms")
