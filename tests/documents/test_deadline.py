"""A formula that takes too long ends as undecided, and only that formula."""

import signal
import threading
import time

import pytest

from lemmata.documents.deadline import Overdue, deadline


def spin(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass


def test_it_ends_a_block_that_takes_too_long():
    with pytest.raises(Overdue), deadline(0.05):
        try:
            spin(20)
        except Exception:
            pytest.fail("an ordinary handler must not keep it")


def test_it_leaves_no_alarm_behind():
    with deadline(5):
        pass
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


def test_threads_have_no_deadline():
    seen = []
    thread = threading.Thread(target=lambda: _run(seen))
    thread.start()
    thread.join()
    assert seen == ["done"]


def _run(seen):
    with deadline(0.01):
        spin(0.05)
        seen.append("done")
