"""Real balls on the extended line: logarithms of 0 are -inf, 0 log 0 is 0, and infinite arguments have their limits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import flint
import numpy as np

from lemmata.engine.evaluation import Balls
from lemmata.engine.ops import Op

# At these ends of their domain they go to infinity, whose sign NumPy's function tells.
ONE_SIDED = {"log": (0,), "log2": (0,), "log10": (0,), "log1p": (-1,), "logit": (0, 1), "atanh": (-1, 1),
             "erfinv": (-1, 1)}
EXACT_LIMITS = (0.0, 0.5, 1.0, -1.0, 2.0)  # what floats tell of a limit without an error


@dataclass(frozen=True)
class ExtendedBalls(Balls):
    """Balls for truth: where a float's answer at an end of the domain is right, so is this one.

    infinite   whether arguments may be infinite: functions of one argument then have their limits there
    """

    infinite: bool = False

    def scalar_function(self, record: Op) -> Callable[..., Any] | None:
        found = super().scalar_function(record)
        if found is None or record.arity != 1:
            return _product if record.name == "mul" and not self.infinite else found
        if record.name in ONE_SIDED:
            found = _with_ends(found, record, ONE_SIDED[record.name])
        return _with_limits(found, record) if self.infinite and record.numpy is not None else found


def _product(a: Any, b: Any) -> Any:
    """a b; 0 times the logarithm of 0 is 0."""
    found = a * b
    if found.is_nan() and ((a.is_zero() and not b.is_nan()) or (b.is_zero() and not a.is_nan())):
        return flint.arb(0)
    return found


def _with_ends(function: Callable[..., Any], record: Op, ends: tuple[int, ...]) -> Callable[..., Any]:
    def at_ends(x: Any, **params: Any) -> Any:
        if x.is_exact() and any(x == end for end in ends):
            return _lifted(record, x, params)
        return function(x, **params)
    return at_ends


def _with_limits(function: Callable[..., Any], record: Op) -> Callable[..., Any]:
    def at_infinity(x: Any, **params: Any) -> Any:
        if isinstance(x, flint.arb) and x.is_exact() and not x.is_finite() and not x.is_nan():
            return _lifted(record, x, params)
        return function(x, **params)
    return at_infinity


def _lifted(record: Op, x: Any, params: dict[str, Any]) -> Any:
    """What NumPy's function says, where that is exact."""
    assert record.numpy is not None
    with np.errstate(all="ignore"):
        value = float(record.numpy(np.float64(float(x)), **params))
    return flint.arb(value) if np.isinf(value) or value in EXACT_LIMITS else flint.arb.nan()
