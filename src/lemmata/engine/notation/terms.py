"""Products over indices: what one entry of an array is made of, without brackets and axes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from lemmata.engine.expr import Expr, Size


class TooLong(Exception):
    """A normal form that takes more steps than it may: deep networks are shown as they were derived."""


class Opaque(Exception):
    """What is no sum of products over whole axes; it stays as it is written."""


def age(name: str) -> int:
    """The number of an opened index: later ones are further inside."""
    return int(name[1:])


@dataclass(frozen=True)
class Factor:
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
        powers: dict[Factor, Fraction] = {}
        for factor, power in self.powers.items():
            if old in factor.indices:
                factor = Factor(factor.array, tuple(new if i == old else i for i in factor.indices))
            powers[factor] = powers[factor] + power if factor in powers else power
        deltas = {frozenset(new if i == old else i for i in pair) for pair in self.deltas}
        return Term(self.coefficient, {f: p for f, p in powers.items() if p.numerator}, deltas,
                    {i: size for i, size in self.bound.items() if i != old})

    @property
    def free(self) -> set[str]:
        """The indices that are not summed over."""
        used = {i for factor in self.powers for i in factor.indices} | {i for pair in self.deltas for i in pair}
        return used - self.bound.keys()


def product(terms: Iterable[Term]) -> Term:
    """The product of terms, whose bound indices are different ones."""
    result = Term(Fraction(1), {}, set(), {})
    for term in terms:
        result.coefficient *= term.coefficient
        for factor, power in term.powers.items():
            result.powers[factor] = result.powers.get(factor, Fraction(0)) + power
        result.deltas |= term.deltas
        result.bound |= term.bound
    result.powers = {factor: power for factor, power in result.powers.items() if power}
    return result


def settled(term: Term, sizes: Mapping[str, Size]) -> Term:
    """Without the deltas that pick the value of an index which is summed over the same range."""
    changed = True
    while changed:
        changed = False
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
