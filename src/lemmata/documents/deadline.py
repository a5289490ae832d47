"""A limit on the time of one formula, so that a document always gets its report."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

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


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise Overdue in the block after so many seconds; without effect outside the main thread and on Windows.

    >>> with deadline(10):
    ...     answer = 6 * 7
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    over = False

    def ring(number: int, frame: Any) -> None:
        global _rung
        nonlocal over
        _rung += 1
        over = True
        raise Overdue

    before = signal.signal(signal.SIGALRM, ring)
    start = time.monotonic()
    left, interval = signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        try:
            yield
        except Exception as error:
            if over:  # what code in C makes of it, which must not be taken for a mistake of its own
                raise Overdue from error
            raise
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        if over:  # code in C lost it on the way, and perhaps more
            raise Overdue
    finally:  # also where it rang just before the alarm was stopped
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if left:  # an alarm of whoever calls goes on, as that of a test
            signal.setitimer(signal.ITIMER_REAL, max(left - (time.monotonic() - start), 1e-3), interval)
