"""A rational number as a sum of squares of rationals: deviations of the values that have a given variance."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt
from random import Random

from lemmata.engine.evaluation.styles import NoPoint


def square_root(value: Fraction) -> Fraction:
    """The deviation of two equally likely values."""
    root = Fraction(isqrt(value.numerator), isqrt(value.denominator)) if value >= 0 else Fraction(0)
    if root**2 != value:
        raise NoPoint(f"two values of variance {value} are not rational")
    return root


def squares(value: Fraction, count: int, rng: Random) -> list[Fraction]:
    """Rationals whose squares sum to the value; as many different from 0 as can be found quickly."""
    if value < 0:
        raise NoPoint(f"a variance is {value}")
    side, left = _without_squares(value.numerator * value.denominator)
    unit = Fraction(side, value.denominator)  # value = unit**2 * left
    for scale in rng.sample([7, 9, 11, 13], 4) + [1, 2, 3, 4, 5, 6]:
        top = left * scale**2
        found = [
            (a, b, c)
            for a in range(int(top**0.5) + 1) for b in range(a + 1)
            for c in [round(max(top - a * a - b * b, 0) ** 0.5)] if c <= b and a * a + b * b + c * c == top
        ] if top <= 40_000 else []
        if found:
            best = sorted(found, key=lambda t: (sum(k > 0 for k in t), len(set(t))))[-1]
            return [unit * Fraction(k * rng.choice((-1, 1)), scale) for k in best[:count]]
    raise NoPoint(f"no table of rational values with variance {value} was found")


def _without_squares(value: int) -> tuple[int, int]:
    """s and t with s**2 * t the value, without squares of small primes in t.

    >>> _without_squares(72), _without_squares(415**2)
    ((6, 2), (415, 1))
    """
    root = isqrt(value)
    if root * root == value:
        return root, 1
    side = 1
    for prime in (2, 3, 5, 7, 11, 13):
        while value % prime**2 == 0:
            side, value = side * prime, value // prime**2
    return side, value
