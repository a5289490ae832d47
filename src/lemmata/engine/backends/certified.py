"""The value of a formula at a few floats as it truly is: in balls, to the last digit, where no order of operations in
the machine's numbers has one."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np

from lemmata.engine.evaluation import Arithmetic, Balls, Budget, Undefined, Unsupported
from lemmata.engine.evaluation.budget import Split
from lemmata.engine.expr import Apply, Expr, postorder

# Of the balls: a fourth power of the largest float has 4096 bits before the point, and what is added to it some more
BITS = (256, 1536, 6144)
BUDGET = Budget(entries=20_000, terms=1000)  # a few hundredths of a second
FEW = 256  # entries of all arguments together
SUMMED = ("gammainc", "gammaincc", "betainc", "betaincc")  # term by term: minutes at some large arguments
LEAST = 2.0**-1074  # above zero

Exact = Callable[[Arithmetic, Budget], Any]


@lru_cache(maxsize=256)
def quick(expr: Expr) -> bool:
    """Whether balls are quick in all of its functions."""
    return not any(isinstance(node, Apply) and node.op in SUMMED for node in postorder(expr))


def certified(found: Any, exact: Exact) -> Any:
    """The value that was found, with the entries in their place of which balls know every digit.

    exact   the value in an arithmetic, within a budget
    """
    wrong = np.ones(np.shape(found), bool)
    value = np.array(found)
    for bits in BITS:
        try:
            balls = np.asarray(exact(Balls(bits), BUDGET), dtype=object)
        except (Unsupported, Undefined, Split, ValueError, ZeroDivisionError, OverflowError):
            continue
        known = wrong & np.asarray(np.frompyfunc(_known, 1, 1)(balls), bool).reshape(wrong.shape)
        value[known] = [float(ball.mid()) for ball in balls.reshape(wrong.shape)[known]]
        wrong &= ~known
        if not wrong.any():
            break
    return value[()]


def _known(ball: Any) -> bool:
    """Whether the ball tells the float, but for half a unit in its last place."""
    return bool(ball.is_finite() and (ball.rad() <= abs(ball.mid()) * 2.0**-54 or 2 * ball.rad() < LEAST))
