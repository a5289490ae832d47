"""An expression as one would write it: a sum of products of matrices, the same in whatever order it was put together."""

from __future__ import annotations

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
    count_nodes,
    fresh_index,
    integer,
    is_size,
    open_binder,
    operands,
    postorder,
)
from lemmata.engine.expr.traversal import with_args
from lemmata.engine.notation.sums import MOST, collected, written_sum
from lemmata.engine.notation.terms import Factor, Opaque, Term, connected, product, settled
from lemmata.engine.ops import OPS, apply
from lemmata.engine.rewriting.index_form import broadcast_entry, entry

# Operations that move entries, multiply and add them.
STRUCTURE = frozenset((
    "matmul", "dot", "inner", "inner_product", "outer", "trace", "sum", "mean", "transpose", "swapaxes", "moveaxis",
    "expand_dims", "squeeze", "broadcast_to", "diag", "eye", "zeros", "ones", "einsum",
))
ARITHMETIC = frozenset(("add", "neg", "mul", "div", "pow"))
LARGE = 24  # nodes of what is a part of its own where it stands at several places


def readable(expr: Expr) -> Expr:
    """The expression with like terms collected, deltas gone, and products over indices written as matrices.

    >>> from lemmata.engine.expr import symbol
    >>> A, x = symbol("A", ["n", "n"]), symbol("x", ["n"])
    >>> readable(x @ A + A @ x) is (A + A.T) @ x
    True
    """
    try:
        return _Reader(expr).readable(expr)
    except RecursionError:
        return expr


class _Reader:
    """One expression; parts of it that stand at several places stay parts."""

    def __init__(self, root: Expr):
        self.done: dict[Expr, Expr] = {}
        self.sizes: dict[str, Size] = {}
        uses: dict[Expr, int] = {}
        nodes = list(postorder(root))
        for node in nodes:
            for child in set(node.children):
                uses[child] = uses.get(child, 0) + 1
        self.shared = {n for n, count in uses.items() if count > 1 and isinstance(n, Apply) and _is_large(n)}
        for node in nodes:
            if not node.free and (node in self.shared or not self._opens(node)):
                self.readable(node)

    def _opens(self, node: Expr) -> bool:
        """Whether an array is looked into: its entries are sums of products."""
        if isinstance(node, Apply):
            if node.op == "pow":
                return isinstance(node.args[1], Number)
            return node.op in ARITHMETIC or node.op in STRUCTURE
        return isinstance(node, Bind) and node.binder in ("array", "sum")

    def readable(self, node: Expr) -> Expr:
        """A closed expression in its normal form."""
        if node not in self.done:
            self.done[node] = self._readable(node)
        return self.done[node]

    def _readable(self, node: Expr) -> Expr:
        if node.sort not in ("real", "integer") or not node.children:
            return self._inside(node)
        names = [self.index(size) for size in node.shape]
        try:
            terms = self.entry(node, names, top=True) if names else self.value(node, top=True)
            found = self._written(self._spread(terms, ()), names)
            if len(names) != 2:
                return found
            apart = self._written(self._spread(terms, names), names)  # outer products multiplied out
            return apart if count_nodes(apart) < count_nodes(found) else found
        except Opaque:
            return self._inside(node)

    def _written(self, terms: list[Term], names: Sequence[str]) -> Expr:
        """The array over indices; what stands on its diagonal is put together."""
        pair = frozenset(names)
        on = [t for t in terms if len(names) == 2 and t.deltas == {pair} and any(names[0] in f.indices or (
            names[1] in f.indices) for f in t.powers)]
        if len(on) > 1:
            entries = [replace(t, deltas=set()).renamed(names[1], names[0]) for t in on]
            found = [self._whole(entries)]
            terms = [t for t in terms if t not in on] + [replace(t, deltas={pair}) for t in found if t.coefficient]
        return written_sum(terms, names, self.sizes)

    def _inside(self, node: Expr) -> Expr:
        """The node over children in normal form."""
        if isinstance(node, Bind) or not node.children:
            return node
        children = tuple(c if c.free else self.readable(c) for c in node.children)
        return node if children == node.children else with_args(node, children)

    def index(self, size: Size) -> str:
        name = str(fresh_index().atom)
        self.sizes[name] = size
        return name

    # entries

    def entry(self, array: Expr, names: Sequence[str], top: bool = False) -> list[Term]:
        """The entry of an array at indices, as a sum of products."""
        if array.sort not in ("real", "integer"):
            raise Opaque("no array of numbers")
        if not top and array in self.shared or not self._opens(array) and not isinstance(array, At):
            return [self._atom(array, names)]
        if isinstance(array, Apply) and array.op == "add":
            found = [t for part in operands(array, "add") for t in self._broadcast(part, array, names)]
            if len(found) > MOST:
                raise Opaque(f"more than {MOST} terms")
            return found
        if isinstance(array, Apply) and array.op == "neg":
            return [t.scaled(Fraction(-1)) for t in self.entry(array.args[0], names)]
        if isinstance(array, Apply) and array.op in ARITHMETIC:
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

    def _atom(self, node: Expr, names: Sequence[str]) -> Term:
        """An array that is not looked into."""
        if node.free:
            raise Opaque("an array that changes with an index")
        form = self.readable(node) if node.children and node in self.shared else self._inside(node)
        return Term(powers={Factor(form, tuple(names)): Fraction(1)})

    # numbers

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
            if self._opens(node.array) and node.array not in self.shared and all(map(is_size, node.indices)):
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
            return [t for part in operands(node, "add") for t in self.value(part)]
        if node.op == "neg":
            return [t.scaled(Fraction(-1)) for t in self.value(node.args[0])]
        if node.op == "delta":
            return self._delta(node)
        if node.op in ARITHMETIC:
            return self._arithmetic(node, [self.value(a) for a in node.args])
        if node.op in STRUCTURE and not node.shape:
            found = entry(node, ()) if OPS[node.op].entry is not None or OPS[node.op].body is not None else None
            if found is not None and found is not node:
                return self.value(found)
        return [self._atom(node, ())]

    def _picked(self, node: At) -> list[Term]:
        """The entry of an array of which some places are fixed, the first ones: row 0 of a matrix at an index."""
        array, fixed = node.array, 0
        while fixed < len(node.indices) and not node.indices[fixed].free:
            fixed += 1
        names = [as_size(i).atom if is_size(i) else None for i in node.indices[fixed:]]
        if array.free or any(name is None or name not in self.sizes for name in names):
            raise Opaque("an entry at a place that moves")
        part = at(self.readable(array), *node.indices[:fixed]) if fixed else array
        return [Term(powers={Factor(part, tuple(map(str, names))): Fraction(1)})]

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
        if low != 0:
            raise Opaque("a sum that does not begin at 0")
        variable, body = open_binder(node)
        assert isinstance(variable, Size)
        name = str(variable.atom)
        self.sizes[name] = high
        inside = self.value(body)
        terms = [settled(replace(t, bound={**t.bound, name: high}), self.sizes) for t in inside]
        if len(terms) < 2 or any(t.deltas for t in inside) or self._fewer(terms):
            return terms
        whole = self._whole(inside)  # sum(x - y), not sum(x) - sum(y)
        return [replace(whole, bound={name: high})]

    def _fewer(self, terms: list[Term]) -> bool:
        """Whether some of the products are alike, or cancel each other."""
        names = sorted({i for t in terms for i in t.free})
        try:
            found = collected(self._spread(terms, ()), names, self.sizes)
        except Opaque:
            return False
        return len(found) < len(terms)

    # products

    def _arithmetic(self, node: Apply, parts: list[list[Term]]) -> list[Term]:
        if node.op == "mul":
            return self._product(parts)
        if node.op == "div":
            return self._product([parts[0], [self._raised(parts[1], Fraction(-1))]])
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
            if _is_plain(term) and (whole or (term.coefficient == 1 and len(term.powers) == 1 and set(
                    term.powers.values()) == {Fraction(1)})):
                if term.coefficient == 0 and power < 0:
                    raise Opaque("a division by zero")
                coefficient = term.coefficient ** int(power) if whole else Fraction(1)
                return Term(coefficient, {f: p * power for f, p in term.powers.items()})
        return self._whole(terms, power)

    def _whole(self, terms: list[Term], power: Fraction = Fraction(1)) -> Term:
        """A sum of products as one factor: an array of its own over the indices that it has."""
        names = _in_order(terms)
        form = self._written(self._spread(terms, ()), names)
        sign = Fraction(1)
        if isinstance(form, Apply) and form.op == "neg" and power.denominator == 1:
            form, sign = form.args[0], Fraction(-1) ** int(power)
        if not isinstance(form, Apply) or form.op != "add":  # its terms were alike
            again = self.entry(form, names, top=True) if names else self.value(form, top=True)
            if not again or (len(again) == 1 and (power == 1 or _is_plain(again[0]))):
                return self._raised(again, power).scaled(sign)
        return Term(sign, {Factor(form, tuple(names)): power})

    def _spread(self, terms: list[Term], names: Sequence[str]) -> list[Term]:
        """The products with sums multiplied out where something cancels, or an outer product or a delta comes out."""
        result, left = [], [settled(t, self.sizes) for t in terms]
        while left:
            term = left.pop(0)
            for factor, power in term.powers.items():
                if power != 1 or not isinstance(factor.array, Apply) or factor.array.op != "add":
                    continue
                rest = replace(term, powers={f: p for f, p in term.powers.items() if f != factor})
                inside = self.entry(factor.array, factor.indices, top=True) if factor.indices else self.value(
                    factor.array, top=True)
                if _spreads(inside, rest) or self._parts(inside, factor, rest, names):
                    left = [settled(self._fresh(product([rest, t])), self.sizes) for t in inside] + left
                    break
            else:
                result.append(term)
            if len(result) + len(left) > MOST:
                raise Opaque(f"more than {MOST} terms")
        return result

    def _parts(self, inside: list[Term], factor: Factor, rest: Term, names: Sequence[str]) -> bool:
        """Whether a sum holds an outer product, or stands in one that is the result."""
        if len(factor.indices) == 2 and len(set(factor.indices)) == 2:
            return any(t.free.issuperset(factor.indices) and not connected(t, *factor.indices) for t in inside)
        if len(factor.indices) != 1 or len(names) != 2 or factor.indices[0] not in names:
            return False
        return not connected(rest, *names)

    def _product(self, parts: list[list[Term]]) -> list[Term]:
        """Products of single terms; a sum stays one factor, but where it holds a delta or cancels something."""
        if any(not part for part in parts):
            return []
        single = [part[0] for part in parts if len(part) == 1]
        result = [product(single)] if single else [Term()]
        for part in (part for part in parts if len(part) > 1):
            if len(result) == 1 and not _spreads(part, result[0]):
                result = [product([result[0], self._whole(part)])]
            elif len(result) * len(part) <= MOST:
                result = [product([self._fresh(a), b]) for b in part for a in result]
            else:
                raise Opaque(f"more than {MOST} terms")
        return [t for t in result if t.coefficient]

    def _fresh(self, term: Term) -> Term:
        """The term with summed indices of its own, as it stands at several places."""
        bound = term.bound
        result = replace(term, bound={})
        for name, size in bound.items():
            new = self.index(size)
            result = result.renamed(name, new)
            result.bound[new] = size
        return result


def _in_order(terms: Sequence[Term]) -> list[str]:
    """The indices that are not summed over; two of them as most matrices have them."""
    names = sorted({i for t in terms for i in t.free}, key=lambda name: int(name[1:]))
    turned = sum((f.indices == tuple(names[::-1])) - (f.indices == tuple(names)) for t in terms for f in t.powers)
    return names[::-1] if len(names) == 2 and turned > 0 else names


def _is_plain(term: Term) -> bool:
    """Whether a product may be raised factor by factor: nothing is summed over."""
    return not term.bound and not term.deltas


def _spreads(part: list[Term], other: Term) -> bool:
    """Whether a sum is multiplied out: it holds a delta, or one of its terms cancels a factor."""
    return any(t.deltas for t in part) or any(
        other.powers.get(f, Fraction(0)) * p < 0 for t in part for f, p in t.powers.items())


def _is_large(node: Expr) -> bool:
    return count_nodes(node) > LARGE
