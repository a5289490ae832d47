"""Extrema over a real or array variable: numerical search in floats, from several starts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import optimize

from lemmata.engine.evaluation.arithmetics import Array, Floats, Unsupported
from lemmata.engine.evaluation.batches import Batch
from lemmata.engine.evaluation.evaluator import ANALYSES, Evaluator
from lemmata.engine.expr import Bind

STARTS = 6
LIMIT = 64  # unknowns

# How a domain is reached from all reals.
CHARTS: dict[str, Callable[[Array], Array]] = {
    "real": lambda z: z,
    "positive": np.exp,
    "nonnegative": np.square,
    "negative": lambda z: -np.exp(z),
    "unit": lambda z: (1 + np.sin(z)) / 2,
    "simplex": lambda z: np.exp(z - z.max(axis=-1, keepdims=True))
    / np.exp(z - z.max(axis=-1, keepdims=True)).sum(axis=-1, keepdims=True),
}


def extremum(evaluator: Evaluator, node: Bind) -> Array:
    """max, min, argmax or argmin of the body over a variable in its domain, as a search finds it."""
    arithmetic = evaluator.arithmetic
    if not isinstance(arithmetic, Floats):
        raise Unsupported(f"{node.binder} over a {node.domain} variable has no certified value")
    variable, body = evaluator.open(node)
    if variable.domain not in CHARTS:
        raise Unsupported(f"{node.binder} over a {variable.domain} variable is not searched for")
    if evaluator.shape(body):
        raise Unsupported(f"{node.binder} of an array over a variable; give it one number")
    shape = tuple(evaluator.size(d) for d in variable.shape)
    count = int(np.prod(shape))
    if count > LIMIT:
        raise Unsupported(f"{node.binder} over {count} unknowns; at most {LIMIT} are searched")
    ends = [float(evaluator.value(end).array.reshape(())) for end in node.range]
    chart = _between(*ends) if len(ends) == 2 else CHARTS[variable.domain]
    sign = -1.0 if node.binder.endswith("max") else 1.0

    def loss(z: Array) -> float:
        value = evaluator.at_local(variable.name, Batch(arithmetic.array(chart(z.reshape(shape)))), body)
        number = sign * float(value.array.reshape(()))
        return number if np.isfinite(number) else 1e300

    rng = np.random.default_rng(0)
    best: Any = None
    for start in range(STARTS):
        origin = np.zeros(count) if start == 0 else rng.normal(scale=2.0, size=count)
        found = optimize.minimize(loss, origin, method="BFGS", options={"gtol": 1e-9})
        if best is None or found.fun < best.fun:
            best = found
    evaluator.trace.uncertified.append(f"{node.binder} over a variable is what a search found")
    further = [loss(best.x * 4.0**k) for k in range(1, 17)]
    if min(best.fun, *further) < -1e8 * (1 + abs(loss(np.zeros(count)))):
        return np.asarray(np.nan if node.binder.startswith("arg") else -sign * np.inf)
    if node.binder.startswith("arg"):
        return arithmetic.array(chart(best.x.reshape(shape)))
    return arithmetic.array(sign * best.fun)


def _between(low: float, high: float) -> Callable[[Array], Array]:
    if np.isfinite(low) and np.isfinite(high):
        return lambda z: low + (high - low) * (1 + np.sin(z)) / 2
    if np.isfinite(low):
        return lambda z: low + np.square(z)
    if np.isfinite(high):
        return lambda z: high - np.square(z)
    return lambda z: z


for _binder in ("max", "min", "argmax", "argmin"):
    ANALYSES[f"{_binder} over a variable"] = extremum
