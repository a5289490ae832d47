"""The value of a formula at a few floats as it truly is: in balls, to the last digit, where no order of operations in
the machine's numbers has one."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from lemmata.engine.backends.arrays import library_of
from lemmata.engine.evaluation import Arithmetic, Balls, Budget, Undefined, Unsupported
from lemmata.engine.evaluation.budget import Split
from lemmata.engine.expr import Apply, Expr, postorder

# Of the balls: a fourth power of the largest float has 4096 bits before the point, and what is added to it some more
BITS = (256, 1536, 6144)
BUDGET = Budget(entries=20_000, terms=1000)  # a few hundredths of a second
FEW = 256  # entries of all arguments together
SUMMED = ("gammainc", "gammaincc", "betainc", "betaincc")  # term by term: minutes at some large arguments
LEAST = 2.0**-1074  # above zero

Exact = Callable[[Mapping[str, Any], Arithmetic, Budget], Any]


def certified(found: Any, expr: Expr, arrays: Mapping[str, Any], exact: Exact) -> Any:
    """The value that was found, with the entries in their place of which balls know every digit.

    It is left as it is where there is much of it, where a function of it takes long in balls, and where a library
    traces or differentiates it.

    exact   the value at NumPy's arrays in an arithmetic, within a budget
    """
    own = {name: _concrete(value) for name, value in arrays.items()}
    if _concrete(found) is None or any(v is None or not np.all(np.isfinite(v)) for v in own.values()) or (
            sum(map(np.size, own.values())) > FEW or not quick(expr)):
        return found
    value = np.array(_concrete(found), float)
    wrong = np.ones(value.shape, bool)
    for bits in BITS:
        try:
            balls = np.asarray(exact(own, Balls(bits), BUDGET), dtype=object).reshape(value.shape)
        except (Unsupported, Undefined, Split, ValueError, ZeroDivisionError, OverflowError):
            continue
        known = wrong & np.asarray(np.frompyfunc(_known, 1, 1)(balls), bool)
        value[known] = [float(ball.mid()) for ball in balls[known]]
        wrong &= ~known
        if not wrong.any():
            break
    return _like(found, value)


def _concrete(value: Any) -> Any:
    """A value as NumPy's; None where its library traces or differentiates it."""
    library = library_of([value])
    try:
        if library == "torch":
            asked = value.requires_grad and sys.modules["torch"].is_grad_enabled()
            return None if asked else value.detach().cpu().numpy()
        if library == "jax" and isinstance(value, sys.modules["jax"].core.Tracer):
            return None
        return np.asarray(value)
    except (TypeError, RuntimeError):  # under vmap, or of a type that NumPy has not
        return None


def _like(found: Any, value: Any) -> Any:
    """An array of the library, type and device of the one found."""
    library = library_of([found])
    if library == "torch":
        return sys.modules["torch"].as_tensor(value, dtype=found.dtype, device=found.device)
    with np.errstate(all="ignore"):
        return sys.modules["jax"].numpy.asarray(value, found.dtype) if library == "jax" else value.astype(
            np.asarray(found).dtype)[()]


@lru_cache(maxsize=256)
def quick(expr: Expr) -> bool:
    """Whether balls are quick in all of its functions."""
    return not any(isinstance(node, Apply) and node.op in SUMMED for node in postorder(expr))


def _known(ball: Any) -> bool:
    """Whether the ball tells the float, but for half a unit in its last place."""
    return bool(ball.is_finite() and (ball.rad() <= abs(ball.mid()) * 2.0**-54 or 2 * ball.rad() < LEAST))
