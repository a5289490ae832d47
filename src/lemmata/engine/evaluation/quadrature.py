"""Integrals in floats: by adaptive quadrature, between the peaks of the integrand."""

from __future__ import annotations

import warnings
from contextlib import suppress
from itertools import pairwise
from typing import Any

import numpy as np
from scipy import integrate

from lemmata.engine.evaluation.arithmetics import Balls, Unsupported
from lemmata.engine.evaluation.batches import Batch
from lemmata.engine.evaluation.enclosures import Diverges, enclosure
from lemmata.engine.evaluation.evaluator import Evaluator
from lemmata.engine.expr import Bind, Expr


def in_floats(evaluator: Evaluator, node: Bind, name: str, body: Expr, low: Any, high: Any) -> float:
    """The middle of an enclosure where it is narrow; else quadrature, whose error is an estimate only.

    Quadrature alone would miss a narrow peak and say that it is sure.
    """
    balls = evaluator.in_arithmetic(Balls(64))
    with balls.arithmetic.context(), suppress(Unsupported):
        ends = [balls.value(end).array.reshape(())[()] for end in node.range]
        try:
            found = enclosure(balls, name, body, *ends)
        except Diverges as diverges:
            return {1: float("inf"), -1: float("-inf")}.get(diverges.sign, float("nan"))
        if found.is_finite() and found.rad() <= 1e-10 * max(1, abs(found.mid())):
            evaluator.trace.error.append(float(found.rad()))
            return float(found.mid())
    value, error = _quadrature(evaluator, name, body, low, high)
    evaluator.trace.error.append(error)
    evaluator.trace.uncertified.append(f"the error of an integral is estimated as {error:.1g}")
    return value if error <= max(1e-3, 1e-3 * abs(value)) else float("nan")


def _quadrature(evaluator: Evaluator, name: str, body: Expr, low: Any, high: Any) -> tuple[float, float]:
    def integrand(x: float) -> float:
        value = evaluator.at_local(name, Batch(evaluator.arithmetic.array(x)), body)
        return float(value.array.reshape(()))

    if np.isnan(low) or np.isnan(high):
        return float("nan"), 0.0
    sign, low, high = (1, low, high) if low <= high else (-1, high, low)
    cuts = [low, *_peaks(integrand, low, high), high]
    total = error = 0.0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", integrate.IntegrationWarning)
        for a, b in pairwise(cuts):
            value, estimate = integrate.quad(integrand, a, b, limit=200)
            total, error = total + value, error + estimate
    return sign * total, error


def _peaks(integrand: Any, low: float, high: float) -> list[float]:
    """Where to cut an infinite range: at the largest value on a coarse grid, so that a far peak isn't missed."""
    if np.isfinite(low) and np.isfinite(high):
        return []
    steps = np.concatenate([[0.0], 2.0 ** np.arange(-6, 11)])
    if np.isfinite(low):
        grid = low + steps
    elif np.isfinite(high):
        grid = high - steps[::-1]
    else:
        grid = np.concatenate([-steps[:0:-1], steps])
    sizes = np.nan_to_num(np.abs([integrand(x) for x in grid]), nan=0.0, posinf=0.0)
    best = int(np.argmax(sizes))
    near = sorted({float(grid[p]) for p in (best - 1, best, best + 1) if 0 <= p < len(grid)})
    return [x for x in near if low < x < high]
