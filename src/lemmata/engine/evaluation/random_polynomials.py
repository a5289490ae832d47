"""Polynomials in random variables, given to the evaluator as values in place of these."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from lemmata.engine.evaluation.arithmetics import Unsupported

Monomial = tuple[tuple[str, int], ...]  # (generator, power), sorted
MAX_DEGREE = 24
MAX_TERMS = 20_000


class NotPolynomial(Unsupported, AttributeError):
    """The body is no polynomial in the random variables (nor has a polynomial the methods of a number)."""


class Polynomial:
    """A polynomial in random variables, with coefficients in any arithmetic.

    >>> x = Polynomial({(("x", 1),): 1})
    >>> ((x + 1) ** 2).terms
    {(('x', 2),): 1, (('x', 1),): 2, (): 1}
    """

    __slots__ = ("terms",)
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, terms: Mapping[Monomial, Any]):
        if len(terms) > MAX_TERMS:
            raise NotPolynomial(f"a polynomial of more than {MAX_TERMS:,} terms")
        self.terms = dict(terms)

    def __add__(self, other: Any) -> Polynomial:
        terms = dict(self.terms)
        for monomial, factor in _terms(other).items():
            terms[monomial] = terms[monomial] + factor if monomial in terms else factor
        return Polynomial(terms)

    def __mul__(self, other: Any) -> Polynomial:
        terms: dict[Monomial, Any] = {}
        for left, a in self.terms.items():
            for right, b in _terms(other).items():
                key = _times(left, right)
                terms[key] = terms[key] + a * b if key in terms else a * b
        return Polynomial(terms)

    __radd__ = __add__
    __rmul__ = __mul__

    def __neg__(self) -> Polynomial:
        return Polynomial({m: -c for m, c in self.terms.items()})

    def __sub__(self, other: Any) -> Polynomial:
        return self + -other

    def __rsub__(self, other: Any) -> Polynomial:
        return -self + other

    def __truediv__(self, other: Any) -> Polynomial:
        if isinstance(other, Polynomial):
            raise NotPolynomial("a quotient by a random variable")
        return Polynomial({m: c / other for m, c in self.terms.items()})

    def __pow__(self, power: Any) -> Polynomial | int:
        degree = whole_power(power)
        if degree is None or not 0 <= degree <= MAX_DEGREE:
            raise NotPolynomial(f"a power {power} of a random variable")
        result: Polynomial | int = 1
        for _ in range(degree):
            result = self * result
        return result

    def _refuse(self, *_: object) -> Any:
        raise NotPolynomial("a function of a random variable that is no polynomial")

    __rtruediv__ = __rpow__ = __abs__ = __float__ = __bool__ = _refuse
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse

    def __getattr__(self, name: str) -> Any:
        return self._refuse()


def _terms(value: Any) -> Mapping[Monomial, Any]:
    return value.terms if isinstance(value, Polynomial) else {(): value}


def _times(left: Monomial, right: Monomial) -> Monomial:
    powers = dict(left)
    for name, power in right:
        powers[name] = powers.get(name, 0) + power
    return tuple(sorted(powers.items()))


def whole_power(power: Any) -> int | None:
    """The integer that an element of any arithmetic is."""
    if isinstance(power, (int, np.integer)):
        return int(power)
    if isinstance(power, (float, np.floating)):
        return int(power) if power == int(power) else None
    found = getattr(power, "unique_fmpz", lambda: None)()
    if found is None and getattr(power, "q", 0) == 1:
        found = power.p
    return None if found is None else int(found)
