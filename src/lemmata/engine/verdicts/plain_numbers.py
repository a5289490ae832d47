"""The nearest true formula where there are only numbers, each of which is some multiple of each other.

A factor or a term that makes such a side right tells nothing; what an author has got wrong is the value, a digit of it
or its point, a bracket, or the place of a number.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from flint import arb

from lemmata.engine.expr import Apply, Expr, Number, number, postorder, substitute
from lemmata.engine.ops import apply
from lemmata.engine.verdicts.brackets import WORDS
from lemmata.engine.verdicts.changes import Changed, changes
from lemmata.engine.verdicts.missing import LARGEST_NUMBER, constant_of
from lemmata.engine.verdicts.terms import is_op, places

LARGEST_WHOLE = 10**12
# So many digits of a result tell which change of what was computed led to it, and which digit of it was.
TELLING, TELLING_DIGITS = 3, 4
MOST_SWAPPED, MOST_SHIFTED = 4, 4
_SLIPS = ("the sign", "a sign", "the order of the arguments", "a quotient for a product", "a product for a quotient",
          WORDS)


def is_arithmetic(*sides: Expr) -> bool:
    """Whether there are only numbers.

    >>> is_arithmetic(number(2) ** 2, number(5))
    True
    """
    return all(isinstance(node, (Number, Apply)) for node in postorder(*sides))


def changed_numbers(side: Expr, stated: Expr, lefts: Sequence[Sequence[Any]]) -> Iterator[Changed]:
    """A number as the other side works out ("2 + 2 = 5"); slips, where both are worked out; none for "1 = 2"."""
    if is_written(side):
        computed = not is_written(stated)
        rounds = _read(side)[1] is not None and is_fraction(stated)  # 1/4000 = 0.0025
        if (computed or rounds) and lefts and all(len(row) == 1 for row in lefts):
            yield from _worked_out(side, lefts[0][0])
    elif not is_written(stated):
        yield from changes(side, stated, (), [])
    else:
        yield from _slips(side, stated)


def is_written(side: Expr) -> bool:
    """Whether a side is one number as it is written."""
    plain = side.children[0] if is_op(side, "neg") else side
    return isinstance(plain, Number) or is_op(plain, "decimal")


def is_fraction(side: Expr) -> bool:
    """Whether a side is a quotient of two whole numbers."""
    return isinstance(side, Number) and side.value.denominator != 1


# -- a result -----------------------------------------------------------------------------------


def _worked_out(side: Expr, value: Any) -> Iterator[Changed]:
    """The result as it is: of a decimal where it has an end, or differs by a digit, by its point or its sign."""
    written, digits = _read(side)
    if digits is None:
        exact = constant_of([[value]], LARGEST_NUMBER) or _whole(value)
        if exact is not None:
            yield Changed("a number", _cost(exact), number(exact))
        return
    if not value.is_finite() or abs(value) > LARGEST_WHOLE:
        return
    for shift in (k for k in range(-MOST_SHIFTED, MOST_SHIFTED + 1) if k):
        yield Changed("the decimal point", 1, _decimal(written * Fraction(10) ** shift, max(digits - shift, 0)))
    yield Changed("the sign", 1, _decimal(-written, digits))
    whole = round(float(value) * 10**digits)
    now, then = str(abs(whole)), str(abs(int(written * 10**digits)))
    right = _decimal(Fraction(whole, 10**digits), digits)
    if (value * 10**digits).contains(whole):
        yield Changed("a number", _cost(Fraction(whole)), right)
    elif len(now) == len(then) and (apart := [k for k, (a, b) in enumerate(zip(now, then)) if a != b]):
        if len(apart) == 1 and (len(now) > 1 or abs(int(now) - int(then)) == 1):
            yield Changed("a digit", 1.1, right)
        elif len(apart) == 2 and sorted(now) == sorted(then):
            yield Changed("the order of two digits", 1.1, right)


def _cost(value: Fraction) -> float:
    """What a result as it is costs: one of many digits, or a fraction, was hardly meant."""
    return 1.2 if value.denominator == 1 and len(str(abs(value.numerator))) < TELLING_DIGITS else 1.8


def _read(side: Expr) -> tuple[Fraction, int | None]:
    """The number that is written, and how many digits it has behind its point; None of what is no decimal."""
    sign, plain = (-1, side.children[0]) if is_op(side, "neg") else (1, side)
    if isinstance(plain, Apply):
        inner = plain.args[0]
        assert isinstance(inner, Number)
        return sign * inner.value, int(plain.params["digits"])
    assert isinstance(plain, Number)
    return sign * plain.value, None


def _decimal(value: Fraction, digits: int) -> Expr:
    made = apply("decimal", number(abs(value)), digits=digits)
    return -made if value < 0 else made


def _whole(value: Any) -> Fraction | None:
    """The whole number that a value is."""
    if not value.is_finite() or abs(value) > LARGEST_WHOLE:
        return None
    guess = round(float(value))
    return Fraction(guess) if value.contains(guess) and value.rad() < arb(1e-6) else None


# -- what was computed --------------------------------------------------------------------------


def _slips(side: Expr, stated: Expr) -> Iterator[Changed]:
    """Slips in what was computed, of a result whose digits tell enough."""
    value, digits = _read(stated)
    telling = len(str(abs(int(value * 10 ** (digits or 0)))))
    if digits is not None and telling < TELLING:
        return
    yield from (c for c in changes(side, stated, (), []) if c.words in _SLIPS)
    for node, put, _, _ in places(side):
        for one, other in itertools.combinations(_data(node), 2):
            swap: dict[Expr, Expr] = {one: other, other: one}
            yield Changed("two numbers in each other's place", 1.2, put(substitute(node, swap)))
    if telling >= TELLING_DIGITS:
        for node, put, _, _ in places(side):
            if isinstance(node, Number):
                yield from (Changed("a digit", 1.3, put(number(other))) for other in _one_digit_off(node.value))


def _data(node: Expr) -> list[Expr]:
    """The numbers of a part that are no exponents and halves, as far as they are few."""
    found = [*dict.fromkeys(n for n in postorder(node) if isinstance(n, Number) and abs(n.value) not in (0, 1, 2))]
    return [*found] if len(found) <= MOST_SWAPPED else []


def _one_digit_off(value: Fraction) -> Iterator[Fraction]:
    """Another digit at each place of a number that has an end."""
    scale = next((10**k for k in range(9) if (value * 10**k).denominator == 1), None)
    if scale is None or value <= 0:
        return
    digits = str(int(value * scale))
    for k, digit in enumerate(digits):
        for other in "0123456789":
            if other != digit and not (k == 0 and other == "0"):
                yield Fraction(int(digits[:k] + other + digits[k + 1:]), scale)
