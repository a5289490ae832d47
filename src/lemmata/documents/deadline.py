"""A limit on the time of one formula, so that a document always gets its report.

It counts what this process computes: on a machine that is busy with other things, a formula has the same verdict.
"""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

T = TypeVar("T")

NO_ANSWER = "no answer within"  # how a verdict begins that only a clock has made
OWN_FAILURE = "the checker itself failed"  # how is told what is a mistake of the checker

_AGAIN = 1.0  # seconds until it rings again, where code in C lost the first one (a callback, the garbage collector)


class Overdue(BaseException):
    """The time is over; no `except Exception` on the way keeps it."""


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


def within(seconds: float, work: Callable[[], T]) -> T:
    """What the work gives; raises Overdue where it computes longer. Outside the main thread and on Windows it may.

    Nothing is raised but from inside the work: an alarm that comes while this function itself cleans up, or after it,
    would end whatever its caller does then.

    >>> within(10, lambda: 6 * 7)
    42
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return work()

    here, over = sys._getframe(), False

    def ring(number: int, frame: FrameType | None) -> None:
        global _rung
        nonlocal over
        _rung += not over
        over = True
        if frame is not here:
            raise Overdue

    def lost(unraisable: sys.UnraisableHookArgs) -> None:
        """What is raised inside `__del__` and callbacks of weak references goes no further; it rings again."""
        if unraisable.exc_type is not Overdue:
            hook(unraisable)

    start = time.process_time()
    left, interval = signal.setitimer(signal.ITIMER_PROF, 0)  # whoever calls may have an alarm of its own
    hook, sys.unraisablehook = sys.unraisablehook, lost
    before = signal.signal(signal.SIGPROF, ring)
    try:
        signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
        found = work()
    except Exception:
        if not over:  # else it is what code in C made of it, which must not be taken for a mistake of its own
            raise
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        sys.unraisablehook = hook
        signal.signal(signal.SIGPROF, before)
        if left:
            signal.setitimer(signal.ITIMER_PROF, max(left - (time.process_time() - start), 1e-3), interval)
    if over:  # code in C lost it on the way, and perhaps more
        raise Overdue
    return found
