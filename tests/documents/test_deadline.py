"""A formula that takes too long ends as undecided, and only that formula."""

import signal
import sys
import threading
import time

import pytest

from lemmata.documents import deadline
from lemmata.documents.deadline import Overdue, within


def spin(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_it_ends_a_work_that_takes_too_long():
    def stubborn():
        try:
            spin(20)
        except Exception:
            pytest.fail("an ordinary handler must not keep it")

    with pytest.raises(Overdue):
        within(0.05, stubborn)


def test_what_comes_of_it_is_no_mistake_of_the_code():
    def mistaken():
        try:
            spin(20)
        except BaseException as error:
            raise SystemError("a result with an exception set") from error

    def wrong():
        raise ValueError

    with pytest.raises(Overdue):
        within(0.05, mistaken)
    with pytest.raises(ValueError):
        within(20, wrong)


def test_it_rings_again_where_it_was_lost():
    class Lost:
        def __del__(self):
            spin(20)  # Python ignores what is raised here

    def work():
        lost = Lost()
        del lost
        spin(20)

    hook = sys.unraisablehook
    with pytest.raises(Overdue):
        within(0.05, work)
    assert sys.unraisablehook is hook


def test_it_never_rings_outside_of_the_work(no_alarm, monkeypatch):
    """However often it rings: while it is handled, and afterwards, nothing is raised any more."""
    monkeypatch.setattr(deadline, "_AGAIN", 1e-4)
    ended = 0
    for k in range(400):
        try:
            assert within(1e-3, lambda k=k: spin(0 if k % 8 == 0 else 9e-4 if k % 2 else 20)) is None
        except Overdue:
            ended += 1
            spin(1e-3)
        spin(2e-4)
        assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
    assert ended >= 150


def test_one_inside_another(no_alarm, monkeypatch):
    """The outer one ends what the inner one may take; the inner one leaves the outer one its time."""
    monkeypatch.setattr(deadline, "_AGAIN", 1e-3)
    with pytest.raises(Overdue):
        within(0.05, lambda: within(1, lambda: spin(20)))
    seen = []

    def outer():
        with pytest.raises(Overdue):
            within(0.01, lambda: spin(20))
        seen.append("inner")
        spin(20)

    with pytest.raises(Overdue):
        within(0.5, outer)
    assert seen == ["inner"] and signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


@pytest.fixture
def no_alarm():
    """No alarm is set by others."""
    before = signal.getsignal(signal.SIGPROF)
    left, interval = signal.setitimer(signal.ITIMER_PROF, 0)
    yield
    signal.signal(signal.SIGPROF, before)
    signal.setitimer(signal.ITIMER_PROF, left, interval)


def test_it_leaves_no_alarm_behind(no_alarm):
    within(5, lambda: None)
    assert signal.getitimer(signal.ITIMER_PROF)[0] == 0


def test_an_alarm_from_before_goes_on(no_alarm):
    rung = []
    signal.signal(signal.SIGPROF, lambda number, frame: rung.append(number))
    signal.setitimer(signal.ITIMER_PROF, 100)
    within(5, lambda: None)
    assert 0 < signal.getitimer(signal.ITIMER_PROF)[0] <= 101  # it counts in ticks
    signal.setitimer(signal.ITIMER_PROF, 0.01)
    within(5, lambda: spin(0.1))  # it is over meanwhile
    spin(0.1)
    assert rung == [signal.SIGPROF]


def test_threads_have_no_deadline():
    seen = []
    thread = threading.Thread(target=lambda: within(0.01, lambda: _run(seen)))
    thread.start()
    thread.join()
    assert seen == ["done"]


def _run(seen):
    spin(0.05)
    seen.append("done")


def test_waiting_is_not_counted():
    assert within(0.05, lambda: time.sleep(0.3) or "done") == "done"
