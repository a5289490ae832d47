"""Which engine is the fastest for arrays like these: each one that is installed is run on them, and timed.

Nothing tells it as well: it depends on sizes, caches, cores, on the BLAS and the compilers that are there.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from statistics import median
from typing import Any

import numpy as np

from lemmata.engine.backends.arrays import has

Function = Callable[..., Any]
ROUNDS, BUDGET = 15, 1.0  # of timing; seconds that each engine may run for it, without its compilation
LEAST = 200e-6  # seconds that one timing takes at least, by calling what is short many times
REST = 1e-3  # seconds between two engines: the threads of the one before wait for more, busily, and slow the next
HOPELESS, SURE = 3, 2  # times as slow as the fastest in so many turns: not timed again
WORTH = 0.95  # of NumPy's time is what another engine may take at most: below it, chance decides
# Seconds that a call of an engine takes whatever it computes: where the fastest takes less, it is not tried.
CALLING = {"jax": 15e-6, "torch": 15e-6, "torch.compile": 60e-6}
FIRST = "numpy"  # whose values the others must have


@dataclass(frozen=True)
class Choice:
    """What was measured for arrays of some sizes.

    arrays     their shapes and dtypes
    chosen     the fastest engine
    tried      the seconds of a call, of each engine that was timed: the median of its runs
    dropped    why each of the others was not
    """

    arrays: str
    chosen: str
    tried: Mapping[str, float] = field(default_factory=dict)
    dropped: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        times = [f"  {name:15} {1e6 * t:>10,.0f} µs" for name, t in sorted(self.tried.items(), key=lambda p: p[1])]
        return "\n".join([f"{self.arrays}: {self.chosen}", *times,
                          *(f"  {name:15} {reason}" for name, reason in self.dropped.items())])


def available(library: str) -> str:
    """Why an engine can't be tried here; "" where it can.

    >>> available("numpy")
    ''
    """
    module = library.partition(".")[0]
    if not has(module):
        return f"{module} is not installed; install lemmata[{module}]"
    if library == "torch.compile" and not shutil.which(compiler()):
        return f"there is no compiler {compiler()!r}; install one, or name yours in the variable CXX"
    return ""


def compiler() -> str:
    """The C++ compiler that PyTorch's would call."""
    return os.environ.get("CXX") or ("clang++" if sys.platform == "darwin" else "g++")


def measured(engines: Mapping[str, Callable[[], Function]], args: Sequence[Any], arrays: str
             ) -> tuple[Choice, Function]:
    """The engine that is fastest at arguments, and its function.

    engines    what makes the function of each, to be called with the arguments; numpy's comes first
    arrays     what the arguments are, in words

    Raises what NumPy's function raises; another engine that fails is dropped.
    """
    functions: dict[str, Function] = {}
    times: dict[str, list[float]] = {}
    dropped: dict[str, str] = {}
    wanted: Any = None
    for name, make in engines.items():
        fastest = min((t[-1] for t in times.values()), default=float("inf"))
        reason = available(name.partition(" ")[0])
        if not reason and CALLING.get(name, 0) > fastest:
            reason = f"a call of it alone takes longer than the {1e6 * fastest:.0f} µs of another engine"
        if not reason and name == FIRST:
            functions[name] = make()
            wanted = functions[name](*args)
        elif not reason:
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")  # compilers deprecate parts of themselves
                    functions[name] = make()
                    reason = differs(functions[name](*args), wanted)
            except Exception as error:  # compilers fail in ways of their own
                reason = f"it failed: {type(error).__name__}: {str(error).strip().partition(chr(10))[0][:200]}"
        if reason:
            dropped[name] = reason
        else:
            functions[name](*args)
            times[name] = [_seconds(functions[name], args, 1)]
    _timed({name: functions[name] for name in times}, args, times)
    usual = {name: median(found) for name, found in times.items()}
    chosen = min(usual, key=lambda name: usual[name])
    if FIRST in usual and usual[chosen] > WORTH * usual[FIRST]:
        chosen = FIRST
    return Choice(arrays, chosen, usual, dropped), functions[chosen]


def _timed(functions: Mapping[str, Function], args: Sequence[Any], times: dict[str, list[float]]) -> None:
    """Puts the times of runs in turns in the place of the first ones, which found the caches cold."""
    counts = {name: max(1, round(LEAST / max(found[0], 1e-9))) for name, found in times.items()}
    spent = dict.fromkeys(functions, 0.0)
    alive = set(functions) if len(functions) > 1 else set()
    for turn in range(ROUNDS):
        for name in [n for n in functions if n in alive]:
            time.sleep(REST)
            functions[name](*args)
            taken = _seconds(functions[name], args, counts[name])
            times[name] = [*(times[name] if turn else []), taken]
            spent[name] += taken * (counts[name] + 1)
        best = min((min(times[name]) for name in alive), default=0.0)
        alive = {n for n in alive if spent[n] < BUDGET and (len(times[n]) < SURE or min(times[n]) < HOPELESS * best)}
        if len(alive) < 2:
            break


def _seconds(function: Function, args: Sequence[Any], count: int) -> float:
    start = time.perf_counter()
    for _ in range(count):
        function(*args)
    return (time.perf_counter() - start) / count


def differs(found: Any, wanted: Any) -> str:
    """Why values are not those of NumPy; "" where they are, to half of the digits of their floats.

    >>> differs((np.array([1.0, 2.0]), 3.0), (np.array([1.0, 2.1]), 3.0))
    'it differs from numpy by 0.048 of the largest entry'
    """
    pairs = zip(_list(found), _list(wanted))
    if len(_list(found)) != len(_list(wanted)):
        return f"it gives {len(_list(found))} values instead of {len(_list(wanted))}"
    for a, b in pairs:
        if a.shape != b.shape:
            return f"it gives the shape {a.shape} instead of {b.shape}"
        if b.dtype.kind != "f" or a.dtype.kind != "f":
            if not np.array_equal(a, b):
                return "its whole numbers are others than numpy's"
        elif a.dtype != b.dtype:
            return f"it gives {a.dtype} instead of {b.dtype}"
        elif not np.array_equal(np.isfinite(a), np.isfinite(b)):
            return "it is infinite, or no number, where numpy is not, or the other way round"
        elif (off := _largest(a - b)) > sqrt(np.finfo(b.dtype).eps) * _largest(b):
            return f"it differs from numpy by {off / _largest(b) if _largest(b) else off:.2g} of the largest entry"
    return ""


def _list(values: Any) -> list[np.ndarray[Any, Any]]:
    return [np.asarray(v) for v in (values if isinstance(values, tuple) else (values,))]


def _largest(array: np.ndarray[Any, Any]) -> float:
    finite = np.abs(array[np.isfinite(array)])
    return float(finite.max()) if finite.size else 0.0
