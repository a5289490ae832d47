"""What a form costs: the time of its code over that of the formula."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

import numpy as np

from lemmata.engine.expr import Expr
from lemmata.engine.stability.points import Over
from lemmata.engine.stability.truth import Truth
from lemmata.engine.stability.written import floats_in

REPEATED = 5
ENTRIES = 20_000  # of the arrays that are timed


def slowdown(start: Expr, result: Expr, known: Truth) -> float:
    """The time of one form over that of another, at the same points; 1 where they are the same."""
    if result is start or not known.known:
        return 1.0
    group = max((k.group for k in known.known), key=lambda g: g.count)
    times = max(1, ENTRIES // max(1, sum(v.size for v in group.values.values())))
    group = group[np.tile(np.arange(group.count), times)]
    arithmetic = floats_in(known.format)

    def run(expr: Expr) -> Callable[[], None]:
        def once() -> None:
            with arithmetic.context():
                Over(group, arithmetic).value(expr)
        return once

    return _time(run(result)) / max(_time(run(start)), 1e-9)


def _time(function: Callable[[], None]) -> float:
    times = []
    for _ in range(REPEATED):
        begin = perf_counter()
        function()
        times.append(perf_counter() - begin)
    return min(times)
