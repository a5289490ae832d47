"""Products over indices: what one entry of an array is made of, without brackets and axes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from lemmata.engine.expr import Apply, Bind, Expr, Number, Size, at, bind, fresh_index, integer, open_binder
from lemmata.engine.notation.choices import is_indicator
from lemmata.engine.ops import apply


class TooLong(Exception):
    """A normal form that takes more steps than it may: deep networks are shown as they were derived."""


class Opaque(Exception):
    """What is no sum of products over whole axes; it stays as it is written."""


def age(name: str) -> int:
    """The number of an opened index: later ones are further inside."""
    return int(name[1:])


class Factor(NamedTuple):
    """An array at indices, one for each axis."""

    array: Expr
    indices: tuple[str, ...] = ()


@dataclass
class Term:
    """coefficient * product of factors ** powers * deltas, summed over the bound indices."""

    coefficient: Fraction = Fraction(1)
    powers: dict[Factor, Fraction] = field(default_factory=dict)
    deltas: set[frozenset[str]] = field(default_factory=set)
    bound: dict[str, Size] = field(default_factory=dict)

    def scaled(self, factor: Fraction) -> Term:
        return Term(self.coefficient * factor, self.powers, self.deltas, self.bound)

    def renamed(self, old: str, new: str) -> Term:
        """With one index instead of another, which is summed over no more."""
        return self.reindexed({old: new}, {i: size for i, size in self.bound.items() if i != old})

    def reindexed(self, names: Mapping[str, str], bound: dict[str, Size]) -> Term:
        """With other indices, all at once, of which these are summed over."""
        powers: dict[Factor, Fraction] = {}
        for factor, power in self.powers.items():
            if not names.keys().isdisjoint(factor.indices):
                factor = Factor(factor.array, tuple([names.get(i, i) for i in factor.indices]))
            powers[factor] = powers[factor] + power if factor in powers else power
        deltas = {frozenset([names.get(i, i) for i in pair]) for pair in self.deltas}
        return Term(self.coefficient, {f: p for f, p in powers.items() if p.numerator}, deltas, bound)

    @property
    def free(self) -> set[str]:
        """The indices that are not summed over."""
        used = {i for factor in self.powers for i in factor.indices} | {i for pair in self.deltas for i in pair}
        return used - self.bound.keys()


def product(terms: Iterable[Term]) -> Term:
    """The product of terms, whose bound indices are different ones."""
    result = Term(Fraction(1), {}, set(), {})
    for term in terms:
        result.coefficient = term.coefficient if result.coefficient == 1 else result.coefficient * term.coefficient
        for factor, power in term.powers.items():
            result.powers[factor] = result.powers[factor] + power if factor in result.powers else power
        result.deltas |= term.deltas
        result.bound |= term.bound
    result.powers = {factor: power for factor, power in result.powers.items() if power}
    return counted(result)


def counted(term: Term) -> Term:
    """With whole powers of plain numbers in front, of roots what makes them roots above the line; 1 is its square."""
    for factor, power in list(term.powers.items()):
        if is_indicator(factor.array) and power > 1:
            term.powers[factor] = Fraction(1)
        if not isinstance(factor.array, Number):
            continue
        value, whole = factor.array.value, power.numerator // power.denominator
        if whole < 0 and power != whole and (term.coefficient / value).denominator > term.coefficient.denominator:
            whole += 1  # 1 / sqrt(2), but sqrt(2) for 2 / sqrt(2)
        term.coefficient *= value**whole
        del term.powers[factor]
        if power != whole:
            term.powers[factor] = power - whole
    return term


def settled(term: Term, sizes: Mapping[str, Size]) -> Term:
    """Without the deltas that pick the value of an index which is summed over the same range."""
    changed = True
    while changed:
        term, changed = picked(term, sizes)
        for pair in sorted(term.deltas, key=lambda pair: sorted(map(age, pair))):
            if len(pair) == 1:
                term.deltas.discard(pair)
                continue
            same = len({sizes[k] for k in pair}) == 1
            gone = next((i for i in sorted(pair, key=age) if same and i in term.bound), None)
            if gone is not None:
                (kept,) = pair - {gone}
                term = term.renamed(gone, kept)
                changed = True
                break
    return term


def onehot(place: Expr, size: Size) -> Expr:
    """The vector with a 1 at a place."""
    index = fresh_index()
    return bind("array", index, apply("delta", place, integer(index)), 0, size)


def _place(array: Expr) -> Expr | None:
    """Where the 1 of such a vector stands."""
    if isinstance(array, Bind) and array.binder == "array" and array.rank == 1 and not array.free:
        index, body = open_binder(array)
        if isinstance(body, Apply) and body.op == "delta" and body.args[1] is integer(index):  # type: ignore[arg-type]
            return body.args[0] if isinstance(body.args[0], Number) else None
    return None


def picked(term: Term, sizes: Mapping[str, Size]) -> tuple[Term, bool]:
    """Without an index that is summed over with a vector that is 1 at one place: the others are taken there."""
    for factor in term.powers:
        name = factor.indices[0] if len(factor.indices) == 1 else ""
        place = _place(factor.array) if name in term.bound else None
        if place is None:
            continue
        powers: dict[Factor, Fraction] = {}
        for other, power in term.powers.items():
            if other is factor:
                continue
            array, indices = other.array, list(other.indices)
            if indices[1:] == [name] and array.rank == 2:
                array, indices = apply("transpose", array), indices[::-1]
            while indices and indices[0] == name:
                array, indices = at(array, place), indices[1:]
            if name in indices:
                return term, False
            taken = Factor(array, tuple(indices))
            powers[taken] = powers.get(taken, Fraction(0)) + power
        for pair in term.deltas:
            for rest in pair - {name} if name in pair else ():
                key = Factor(onehot(place, sizes[rest]), (rest,))
                powers[key] = powers.get(key, Fraction(0)) + 1
        deltas = {pair for pair in term.deltas if name not in pair}
        return Term(term.coefficient, powers, deltas, {i: s for i, s in term.bound.items() if i != name}), True
    return term, False


def connected(term: Term, one: str, other: str) -> bool:
    """Whether factors and deltas lead from one index to the other."""
    reached, links = {one}, [set(f.indices) for f in term.powers] + [set(pair) for pair in term.deltas]
    grown = True
    while grown:
        grown = False
        for link in links:
            if reached & link and not link <= reached:
                reached |= link
                grown = True
    return other in reached
