"""A limit on the time of one formula, so that a document always gets its report.

It counts what this process computes: on a machine that is busy with other things, a formula has the same verdict. Who
waits for an answer waits by another clock.
"""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import NamedTuple, TypeVar

T = TypeVar("T")

NO_ANSWER = "no answer within"  # how a verdict begins that only a clock has made
OWN_FAILURE = "the checker itself failed"  # how is told what is a mistake of the checker

_AGAIN = 1.0  # seconds until it rings again, where code in C lost the first one (a callback, the garbage collector)


class Overdue(BaseException):
    """The time is over; no `except Exception` on the way keeps it."""


class Late(BaseException):
    """The time is over by the clock on the wall; who limits a part of the work does not take it for its own."""


class Clock(NamedTuple):
    """A timer of the system with its signal, what it counts in seconds, and what is raised."""

    timer: str
    signal: str
    now: Callable[[], float]
    over: type[BaseException]


COMPUTED = Clock("ITIMER_PROF", "SIGPROF", time.process_time, Overdue)
WALL = Clock("ITIMER_REAL", "SIGALRM", time.monotonic, Late)
_rung = 0


def own_failure(where: str, error: BaseException) -> str:
    """What is said of a mistake of the checker.

    >>> own_failure("on x", KeyError(1))
    'the checker itself failed on x with KeyError: 1; please report it'
    """
    return " ".join(filter(None, (OWN_FAILURE, where, f"with {type(error).__name__}: {error}; please report it")))


def rung() -> int:
    """How often a deadline has been missed in this process: what came of that may come out otherwise another time."""
    return _rung


def missed() -> None:
    """Counts what was not begun, as its time was over."""
    global _rung
    _rung += 1


def within(seconds: float, work: Callable[[], T], clock: Clock = COMPUTED) -> T:
    """What the work gives; raises Overdue where it computes longer. Outside the main thread and on Windows it may.

    By the clock on the wall it raises Late.

    Nothing is raised but from inside the work: an alarm that comes while this function itself cleans up, or after it,
    would end whatever its caller does then.

    >>> within(10, lambda: 6 * 7)
    42
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return work()

    here, over = sys._getframe(), False
    timer, number = getattr(signal, clock.timer), getattr(signal, clock.signal)

    def ring(_: int, frame: FrameType | None) -> None:
        global _rung
        nonlocal over
        _rung += not over
        over = True
        if frame is not here:
            raise clock.over

    def lost(unraisable: sys.UnraisableHookArgs) -> None:
        """What is raised inside `__del__` and callbacks of weak references goes no further; it rings again."""
        if unraisable.exc_type is not clock.over:
            hook(unraisable)

    start = clock.now()
    left, interval = signal.setitimer(timer, 0)  # whoever calls may have an alarm of its own
    hook, sys.unraisablehook = sys.unraisablehook, lost
    before = signal.signal(number, ring)
    try:
        signal.setitimer(timer, seconds, _AGAIN)
        found = work()
    except Exception:
        if not over:  # else it is what code in C made of it, which must not be taken for a mistake of its own
            raise
    finally:
        signal.setitimer(timer, 0)
        sys.unraisablehook = hook
        signal.signal(number, before)
        if left:
            signal.setitimer(timer, max(left - (clock.now() - start), 1e-3), interval)
    if over:  # code in C lost it on the way, and perhaps more
        raise clock.over
    return found
