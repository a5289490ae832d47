"""Integer polynomials over dims and indices: the sizes of arrays and the positions in them.

An atom is a string: a dim's name (`n`), an opened index (`%7`) or a bound one (`#2`).
A `Size` is a value, not a node: it is kept in canonical form, so `n + 1 - 1` is `n`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

Monomial = tuple[tuple[str, int], ...]


class Size:
    """An integer polynomial, for example `2*n + 1`; immutable, compared by value.

    >>> n = Size.of("n")
    >>> str(2 * n + 1 - n), (n + 1 - n).constant
    ('n + 1', 1)
    """

    __slots__ = ("_hash", "atoms", "terms")
    terms: tuple[tuple[Monomial, int], ...]
    atoms: frozenset[str]

    def __init__(self, terms: Mapping[Monomial, int]):
        self.terms = tuple(sorted((m, c) for m, c in terms.items() if c))
        self._hash = hash(self.terms)
        self.atoms = frozenset(atom for monomial, _ in self.terms for atom, _ in monomial)

    @staticmethod
    def of(value: Size | int | str) -> Size:
        """A size from an integer, an atom's name, or a size."""
        if isinstance(value, Size):
            return value
        return _atom(value) if isinstance(value, str) else _constant(int(value))

    @property
    def constant(self) -> int | None:
        """The value, where no atom occurs."""
        if not self.terms:
            return 0
        if len(self.terms) == 1 and self.terms[0][0] == ():
            return self.terms[0][1]
        return None

    @property
    def atom(self) -> str | None:
        """The atom, where the size is just one."""
        if len(self.terms) == 1 and self.terms[0][1] == 1 and len(self.terms[0][0]) == 1:
            name, power = self.terms[0][0][0]
            return name if power == 1 else None
        return None

    def coefficient(self, atom: str) -> int | None:
        """The coefficient of an atom in which the size is affine; None if it occurs otherwise."""
        found = 0
        for monomial, factor in self.terms:
            if monomial == ((atom, 1),):
                found = factor
            elif any(name == atom for name, _ in monomial):
                return None
        return found

    def substitute(self, values: Mapping[str, Size | int | str]) -> Size:
        if self.atoms.isdisjoint(values):
            return self
        total = _constant(0)
        for monomial, factor in self.terms:
            product = _constant(factor)
            for name, power in monomial:
                base = Size.of(values.get(name, name))
                for _ in range(power):
                    product = product * base
            total = total + product
        return total

    def value(self, atoms: Mapping[str, int]) -> int:
        """The integer at given values of the atoms (also arrays of integers)."""
        total = 0
        for monomial, factor in self.terms:
            product = factor
            for name, power in monomial:
                product = product * atoms[name] ** power
            total = total + product
        return total

    def __add__(self, other: Size | int | str) -> Size:
        terms = dict(self.terms)
        for monomial, factor in Size.of(other).terms:
            terms[monomial] = terms.get(monomial, 0) + factor
        return Size(terms)

    def __neg__(self) -> Size:
        return Size({m: -c for m, c in self.terms})

    def __sub__(self, other: Size | int | str) -> Size:
        return self + -Size.of(other)

    def __rsub__(self, other: int) -> Size:
        return Size.of(other) - self

    def __mul__(self, other: Size | int | str) -> Size:
        terms: dict[Monomial, int] = {}
        for left, a in self.terms:
            for right, b in Size.of(other).terms:
                key = _join(left, right)
                terms[key] = terms.get(key, 0) + a * b
        return Size(terms)

    __radd__ = __add__
    __rmul__ = __mul__

    def __eq__(self, other: object) -> bool:
        if isinstance(other, (int, str)):
            other = Size.of(other)
        return isinstance(other, Size) and self.terms == other.terms

    def __hash__(self) -> int:
        return self._hash

    def __lt__(self, other: Size) -> bool:
        return self.terms < other.terms

    def __str__(self) -> str:
        parts = []
        for monomial, factor in sorted(self.terms, key=lambda t: (-sum(p for _, p in t[0]), t[0])):
            factors = [name if power == 1 else f"{name}**{power}" for name, power in monomial]
            if abs(factor) != 1 or not factors:
                factors.insert(0, str(abs(factor)))
            parts.append(("-" if factor < 0 else "+", "*".join(factors)))
        text = " ".join(f"{sign} {term}" for sign, term in parts) or "0"
        return text[2:] if text.startswith("+ ") else "-" + text[2:] if text.startswith("- ") else text

    __repr__ = __str__

    def __reduce__(self) -> tuple[object, ...]:
        return (_restore, (self.terms,))


Shape = tuple[Size, ...]


def shape_of(dims: Iterable[Size | int | str]) -> Shape:
    """A shape from integers, names and sizes."""
    return tuple(Size.of(d) for d in dims)


def _restore(terms: tuple[tuple[Monomial, int], ...]) -> Size:
    return Size(dict(terms))


@lru_cache(maxsize=4096)
def _atom(name: str) -> Size:
    return Size({((name, 1),): 1})


@lru_cache(maxsize=4096)
def _constant(value: int) -> Size:
    return Size({(): value})


def _join(left: Monomial, right: Monomial) -> Monomial:
    powers = dict(left)
    for name, power in right:
        powers[name] = powers.get(name, 0) + power
    return tuple(sorted(powers.items()))
