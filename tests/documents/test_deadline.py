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


def test_what_comes_of_it_is_no_mistake_of_the_code():
    with pytest.raises(Overdue), deadline(0.05):
        try:
            spin(20)
        except BaseException as error:
            raise SystemError("a result with an exception set") from error
    with pytest.raises(ValueError), deadline(20):
        raise ValueError


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_it_rings_again_where_it_was_lost():
    class Lost:
        def __del__(self):
            spin(20)  # Python ignores what is raised here

    with pytest.raises(Overdue), deadline(0.05):
        lost = Lost()
        del lost
        spin(20)


@pytest.fixture
def no_alarm():
    """The alarm of the tests' own time limit waits for a moment."""
    before = signal.getsignal(signal.SIGALRM)
    left, interval = signal.setitimer(signal.ITIMER_REAL, 0)
    yield
    signal.signal(signal.SIGALRM, before)
    signal.setitimer(signal.ITIMER_REAL, left, interval)


def test_it_leaves_no_alarm_behind(no_alarm):
    with deadline(5):
        pass
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


def test_an_alarm_from_before_goes_on(no_alarm):
    rung = []
    signal.signal(signal.SIGALRM, lambda number, frame: rung.append(number))
    signal.setitimer(signal.ITIMER_REAL, 100)
    with deadline(5):
        pass
    assert 0 < signal.getitimer(signal.ITIMER_REAL)[0] <= 100
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    with deadline(5):
        spin(0.1)  # it is over meanwhile
    spin(0.1)
    assert rung == [signal.SIGALRM]


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
