"""The entry of a linear map at its rows and columns, as a sum of products over indices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache

from lemmata.engine.expr import Expr, Shape, Size, at, bind, integer, number
from lemmata.engine.notation.matrices import is_symmetric, order
from lemmata.engine.notation.readable import Reader
from lemmata.engine.notation.sums import MOST
from lemmata.engine.notation.terms import Factor, Opaque, Term, age, product, settled
from lemmata.engine.ops import apply

ROUNDS = 4


@dataclass(frozen=True)
class Entries:
    """What stands at [rows, columns]: the sum of the terms; indices between them are summed over."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    terms: tuple[Term, ...]
    sizes: dict[str, Size] = field(compare=False)

    def shape(self, names: Iterable[str]) -> Shape:
        return tuple(self.sizes[name] for name in names)


@lru_cache(maxsize=512)
def entries(expr: Expr, columns: int) -> Entries | None:
    """The entry of an array whose last axes are the columns; None where it is no sum of products over whole axes.

    >>> from lemmata.engine.expr import symbol
    >>> x = symbol("x", ["n"])
    >>> found = entries(apply("diag", x), 1)
    >>> [len(term.deltas) for term in found.terms]
    [1]
    """
    reader = _Spread(expr)
    names = [reader.index(size) for size in expr.shape]
    split = len(names) - columns
    try:
        terms = reader.entry(expr, names, top=True) if names else reader.value(expr, top=True)
        terms = reader.spread([settled(t, reader.sizes) for t in terms], ())
    except (Opaque, RecursionError):
        return None
    if any(len({reader.sizes[i] for i in pair}) > 1 for t in terms for pair in t.deltas):
        return None
    rows, last = tuple(names[:split]), tuple(names[split:])
    return Entries(rows, last, tuple(_alike(in_order(t) for t in terms if t.coefficient)), reader.sizes)


def multiplied_out(form: Entries) -> Entries | None:
    """The entries with the sums among their factors multiplied out; None where there are none, or too many terms."""
    reader, terms = _Spread(number(0)), list(form.terms)
    reader.sizes = form.sizes
    try:
        for _ in range(ROUNDS):
            before, terms = terms, reader.multiplied(terms)
            if len(terms) == len(before):
                break
    except Opaque:
        return None
    found = _alike(in_order(t) for t in terms if t.coefficient)
    return None if len(found) == len(form.terms) else replace(form, terms=tuple(found))


def written(terms: Sequence[Term], names: Sequence[str], sizes: dict[str, Size]) -> Expr:
    """The array over indices, as matrices where there is a way to."""
    reader = _Spread(number(0))
    reader.sizes = sizes
    with suppress(Opaque):
        return reader.written(list(terms), names)
    total: Expr = number(0)
    for k, term in enumerate(terms):
        part = _as_written(term, sizes)
        total = part if k == 0 else apply("add", total, part)
    for name in reversed(names):
        total = bind("array", Size.of(name), total, 0, sizes[name])
    return total


def _as_written(term: Term, sizes: dict[str, Size]) -> Expr:
    """A product as it stands: its factors at their indices, summed over the bound ones."""
    result: Expr = number(term.coefficient)
    parts: list[Expr] = [apply("delta", *(integer(Size.of(i)) for i in sorted(pair, key=age))) for pair in term.deltas]
    for factor, power in sorted(term.powers.items(), key=lambda item: (order(item[0].array), item[0].indices, item[1])):
        entry = at(factor.array, *(Size.of(i) for i in factor.indices))
        parts.append(entry if power == 1 else apply("pow", entry, number(power)))
    for k, part in enumerate(parts):
        result = part if k == 0 and term.coefficient == 1 else apply("mul", result, part)
    for name in sorted(term.bound, key=age, reverse=True):
        result = bind("sum", Size.of(name), result, 0, sizes[name])
    return result


def equal_indices(term: Term) -> dict[str, str]:
    """The indices that deltas make equal to one before them, with the first of these."""
    first: dict[str, str] = {}
    for pair in term.deltas:
        one, other = sorted((first.get(i, i) for i in pair), key=age)
        for name in {*pair, other, *(i for i, f in first.items() if f == other)} - {one}:
            first[name] = one
    return {name: first[name] for name in sorted(first, key=age)}


def in_order(term: Term) -> Term:
    """With equal indices called by the first of them, and symmetric matrices seen from one side."""
    equal = equal_indices(term)
    deltas = {frozenset(pair) for pair in equal.items()}
    for name, first in equal.items():
        term = term.renamed(name, first)
    powers: dict[Factor, Fraction] = {}
    for factor, power in term.powers.items():
        if len(factor.indices) == 2 and age(factor.indices[0]) > age(factor.indices[1]) and is_symmetric(factor.array):
            factor = Factor(factor.array, factor.indices[::-1])
        powers[factor] = powers.get(factor, Fraction(0)) + power
    return replace(term, powers={f: p for f, p in powers.items() if p}, deltas=deltas)


def _alike(terms: Iterable[Term]) -> list[Term]:
    """The terms with those added that are the same but for their coefficients and the names of summed indices."""
    found: dict[object, Term] = {}
    for term in terms:
        key = signature(term)
        before = found.get(key)
        found[key] = term if before is None else replace(before, coefficient=before.coefficient + term.coefficient)
    return [t for t in found.values() if t.coefficient]


def signature(term: Term) -> object:
    """A term without its coefficient, its summed indices named by what stands at them."""
    names = {name: "" for name in term.bound}
    for _ in range(3):
        places: dict[str, list[str]] = {name: [] for name in names}
        for factor, power in term.powers.items():
            shown = [names.get(i, i) for i in factor.indices]
            for k, i in enumerate(factor.indices):
                if i in names:
                    places[i].append(f"{factor.array.digest.hex()}^{power}/{k}{shown}")
        for pair in term.deltas:
            for i in pair & names.keys():
                places[i].append(f"{sorted(pair - names.keys())}")
        ranked = sorted({name: (str(term.bound[name]), sorted(p)) for name, p in places.items()}.items(),
                        key=lambda item: (item[1], age(item[0])))
        names = {name: f"@{k}" for k, (name, _) in enumerate(ranked)}
    factors = frozenset((f.array, tuple(names.get(i, i) for i in f.indices), p) for f, p in term.powers.items())
    deltas = frozenset(frozenset(names.get(i, i) for i in pair) for pair in term.deltas)
    return factors, deltas, frozenset((names[i], size) for i, size in term.bound.items())


class _Spread(Reader):
    """Products with their sums multiplied out wherever one has no form as an array."""

    def __init__(self, root: Expr):
        super().__init__(root)
        self.shared = set()

    def whole(self, terms: list[Term], power: Fraction = Fraction(1)) -> Term:
        names = {i for t in terms for i in t.free}
        if len(names) > 2 and power == 1:
            raise Opaque("a sum over more than two indices is multiplied out")
        return super().whole(terms, power)

    def product(self, parts: list[list[Term]]) -> list[Term]:
        with suppress(Opaque):
            return super().product(parts)
        result = [Term()]
        for part in parts:
            if len(result) * len(part) > MOST:
                raise Opaque(f"more than {MOST} terms")
            result = [product([self._fresh(a), self._fresh(b)]) for b in part for a in result]
        return [t for t in result if t.coefficient]

    def fewer(self, terms: list[Term]) -> bool:
        return len(_alike(in_order(settled(t, self.sizes)) for t in terms)) < len(terms)

    def summed(self, terms: list[Term], name: str, size: Size) -> list[Term]:
        with suppress(Opaque):
            return super().summed(terms, name, size)
        return [settled(replace(t, bound={**t.bound, name: size}), self.sizes) for t in terms]
