"""Medians of interleaved runs: what else the machine does slows all alike."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Mapping

Work = Callable[[], object]
LEAST = 2e-3  # seconds that one measurement takes at least, by running short work many times
REST = 2e-3  # seconds between two works: the threads of the one before wait for more, busily, and slow the next


def seconds(work: Work, times: int = 1) -> float:
    """The time of one run, of several in a row."""
    start = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - start) / times


def medians(works: Mapping[str, Work], rounds: int = 15, budget: float = 6.0) -> dict[str, float]:
    """The median time of each, run in turns of any order; each is run twice before, so that it is compiled.

    In its turn it runs once unmeasured, so that it finds its own arrays in the caches, not another's.
    """
    counts = {}
    for name, work in works.items():
        work()
        work()
        counts[name] = max(1, round(LEAST / max(seconds(work), 1e-9)))
    measured: dict[str, list[float]] = {name: [] for name in works}
    order, start = random.Random(0), time.perf_counter()
    for turn in range(rounds):
        if turn >= 5 and time.perf_counter() - start > budget:
            break
        for name, work in order.sample(list(works.items()), len(works)):
            time.sleep(REST)
            work()
            measured[name].append(seconds(work, counts[name]))
    return {name: statistics.median(found) for name, found in measured.items()}


def geometric_mean(ratios: list[float]) -> float:
    return statistics.geometric_mean(ratios) if ratios else float("nan")
