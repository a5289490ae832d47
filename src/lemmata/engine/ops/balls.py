"""What balls do at kinks, jumps and conditions: never a wrong digit, at worst a wide ball.

A ball stands for every real number in it. A comparison of two balls is true, false, or neither
(None); a choice by an undecided condition is the union of both branches.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flint

Truth = bool | None
LARGEST_WHOLE = flint.arb(2) ** 65536


def truth(condition: Any) -> Truth:
    """A truth value, or a ball that is 0 or 1, as True, False, or None where it is undecided."""
    if condition is None or isinstance(condition, bool):
        return condition
    if condition == 0:
        return False
    return True if condition != 0 else None


def equal(a: Any, b: Any) -> Truth:
    """Whether all numbers of two balls are equal: only exact balls can be."""
    if a == b:
        return True
    return False if a != b else None


def less(a: Any, b: Any) -> Truth:
    if a < b:
        return True
    return False if a >= b else None


def at_most(a: Any, b: Any) -> Truth:
    if a <= b:
        return True
    return False if a > b else None


def negation(a: Any) -> Truth:
    known = truth(a)
    return None if known is None else not known


def both(a: Any, b: Any) -> Truth:
    values = (truth(a), truth(b))
    return False if False in values else None if None in values else True


def either(a: Any, b: Any) -> Truth:
    return negation(both(negation(a), negation(b)))


def choose(condition: Any, a: Any, b: Any) -> Any:
    """a, b, or the union of both where the condition is undecided."""
    known = truth(condition)
    if known is not None:
        return a if known else b
    if a is None or b is None or isinstance(a, bool) or isinstance(b, bool):
        return a if a is b else None
    return a.union(b)


def power(a: Any, b: Any) -> Any:
    """a ** b: exact integer powers of any base (0 ** 0 = 1), else through the logarithm (nan for a < 0)."""
    exponent = whole(b)
    if exponent is None:
        return a**b
    if not exponent and isinstance(a, flint.arb | flint.acb) and not a.is_finite():
        return a  # what is undefined stays so: Arb itself gives 1
    if isinstance(a, flint.arb) and exponent > 0 and not a.is_exact() and a.mid() == 0:
        # Arb itself gives nan for a ball with its middle at 0.
        top = a.abs_upper() ** exponent
        return top.union(-top if exponent % 2 else 0 * top)
    return a**exponent


def whole(b: Any) -> int | None:
    """The integer that a ball is, exactly; None where it is none, or has too many digits to be written out."""
    return only_integer(b) if b.is_exact() and b.is_integer() else None


def only_integer(b: Any) -> int | None:
    """The one integer in a ball; None where there is none or more, or it has too many digits to be written out.

    FLINT ends the process where it is asked for an integer that does not fit into memory.
    """
    found = b.unique_fmpz() if abs(b) < LARGEST_WHOLE else None
    return None if found is None else int(found)


def rising(f: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A never falling function on a whole ball, from its values at the two ends."""
    def extended(x: Any) -> Any:
        if not x.is_finite():
            return f(x)
        return f(x) if x.is_exact() else f(x.lower()).union(f(x.upper()))
    return extended


def cube_root(x: Any) -> Any:
    return x.root(3) if x >= 0 else -((-x).root(3))


def round_even(x: Any) -> Any:
    """Round a point to the nearest integer, ties to the even one."""
    below = (x + 0.5).floor()
    if equal(x + 0.5, below) is not True:
        return below
    half = below / 2
    return below if half.floor() == half else below - 1
