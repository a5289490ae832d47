"""Work within its time and memory: what is over is killed and takes nothing else along; nothing is left behind."""

from __future__ import annotations

import asyncio
import contextlib
import math
import operator
import os
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.requests import Request

from lemmata.web.api.answering import Answers, answered
from lemmata.web.limits import Limits
from lemmata.web.workers import Busy, Failed, TooLong, TooMuch, Workers

QUICK = Limits(workers=1, memory=512 << 20, queue=3, patience=5)


class _Slow:
    """Python's own code that goes on for ever, and takes any error for its own."""

    def __len__(self) -> int:
        while True:
            with contextlib.suppress(Exception):
                raise ValueError


def run(work: Callable[[Workers], Awaitable[Any]], limits: Limits = QUICK) -> Any:
    async def inside() -> Any:
        async with Workers(limits) as workers:
            return await work(workers)

    return asyncio.run(inside())


WRONG: list[tuple[Callable[..., Any], Any, Any, Any]] = [
    (time.sleep, (60,), TooLong, "longer than 0.3 s"),
    (len, (_Slow(),), TooLong, "longer than 0.3 s"),
    (sum, (range(10**10),), TooLong, "longer than 0.3 s"),  # one call in C that lets nothing else go on
    (bytearray, (1 << 30,), TooMuch, "more than 512 MiB"),
    (operator.truediv, (1, 0), Failed, "ZeroDivisionError: division by zero"),
    (sys.exit, (3,), Failed, "SystemExit: 3"),
    (os._exit, (3,), Failed, "exit status 3"),
    (os.abort, (), Failed, "signal 6"),
    (signal.getsignal, (signal.SIGINT,), None, signal.SIG_IGN),  # Ctrl-C is for the server
    (print, ("noise",), None, None),  # what is printed comes not between the answers
]


def test_what_goes_wrong_is_told_and_the_next_work_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lemmata.web.workers._GRACE", 0.2)

    async def work(workers: Workers) -> None:
        for function, args, error, words in WRONG:
            if error is None:
                assert await workers.run(function, *args) == words
            else:
                with pytest.raises(error, match=words):
                    await workers.run(function, *args, seconds=0.3)
            assert await workers.run(math.sqrt, 4) == 2, function

    run(work)


def _counting(most: int, tell: Callable[[object], None]) -> str:
    for k in range(most):
        tell(k)
        time.sleep(0 if k < 1000 else 60)
    return "counted"


def test_what_is_told_on_the_way_is_heard() -> None:
    """All of it, in its order, before the end comes or where it is cut off."""
    async def work(workers: Workers) -> tuple[Any, ...]:
        first: list[int] = []
        second: list[int] = []
        found = await workers.run(_counting, 1000, hear=first.append)
        with pytest.raises(TooLong):
            await workers.run(_counting, 2000, seconds=1, hear=second.append)
        return found, first, second, await workers.run(math.sqrt, 4)

    assert run(work) == ("counted", list(range(1000)), list(range(1001)), 2)


def test_a_kill_takes_no_other_work_along() -> None:
    async def work(workers: Workers) -> list[Any]:
        return await asyncio.gather(workers.run(time.sleep, 60, seconds=0.3), workers.run(os._exit, 1), *(
            workers.run(math.sqrt, k * k) for k in range(30)), return_exceptions=True)

    first, second, *others = run(work, Limits(workers=2, memory=512 << 20))
    assert isinstance(first, TooLong) and isinstance(second, Failed)
    assert others == list(range(30))


def test_a_full_queue_refuses() -> None:
    async def work(workers: Workers) -> list[Any]:
        return await asyncio.gather(*(workers.run(time.sleep, 0.1 + k / 1000) for k in range(10)),
                                    return_exceptions=True)

    assert sum(isinstance(one, Busy) for one in run(work)) == 7  # one slept, three waited; before that, none was ready

    async def impatient(workers: Workers) -> None:
        await workers.run(os.getpid)
        asleep = asyncio.ensure_future(workers.run(time.sleep, 1))
        await asyncio.sleep(0)
        with pytest.raises(Busy, match=r"no worker was free for 0.1 s"):
            await workers.run(os.getpid)
        asleep.cancel()

    run(impatient, Limits(workers=1, patience=0.1))


def test_long_work_leaves_a_worker_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """However much of it there is: it waits for its turn, and is refused where that does not come."""
    monkeypatch.setattr("lemmata.web.workers._GRACE", 0.2)

    async def work(workers: Workers) -> None:
        await workers.run(os.getpid)
        long = [asyncio.ensure_future(workers.run(time.sleep, 60 + k, seconds=60, aside=True)) for k in range(3)]
        await asyncio.sleep(0)
        assert [await workers.run(math.sqrt, k * k) for k in range(5)] == list(range(5))
        assert not any(one.done() for one in long)
        with pytest.raises(Busy, match="other long work goes on"):
            await workers.run(time.sleep, 70, seconds=0.2, aside=True)
        for one in long:
            one.cancel()

    run(work, Limits(workers=2, memory=512 << 20, patience=0.2))


def test_the_same_work_is_done_once_while_someone_waits_for_it() -> None:
    async def work(workers: Workers) -> None:
        await workers.run(os.getpid)
        asked = [asyncio.ensure_future(workers.run(time.process_time_ns)) for _ in range(20)]
        assert len(set(await asyncio.gather(*asked))) == 1  # more than may wait, and each call gives another number
        assert len(set([await workers.run(time.process_time_ns), asked[0].result()])) == 2
        first, second = (asyncio.ensure_future(workers.run(time.sleep, 0.3)) for _ in range(2))
        await asyncio.sleep(0.1)
        first.cancel()  # who goes takes nothing from who stays
        assert await second is None
        with pytest.raises(asyncio.CancelledError):
            await first

    run(work)


@pytest.mark.parametrize("function, argument, lives", [(time.sleep, 60, True), (sum, range(10**10), False)])
def test_work_that_nobody_waits_for_frees_its_worker(
        monkeypatch: pytest.MonkeyPatch, function: Any, argument: Any, lives: bool) -> None:
    """It is interrupted; where that is not possible, its process is killed."""
    monkeypatch.setattr("lemmata.web.workers._GRACE", 0.3)

    async def work(workers: Workers) -> tuple[bool, float]:
        before, start = await workers.run(os.getpid), time.monotonic()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(0.1):
                await workers.run(function, argument, seconds=60)
        return await workers.run(os.getpid) == before, time.monotonic() - start

    same, taken = run(work)
    assert same == lives
    assert taken < 20


def test_a_worker_that_has_grown_is_replaced() -> None:
    async def work(workers: Workers) -> bool:
        before = await workers.run(os.getpid)
        await workers.run(_grow, 140 << 20)
        return await workers.run(os.getpid) != before

    assert run(work)


_kept: list[bytearray] = []


def _grow(size: int) -> None:
    _kept.append(bytearray(os.urandom(1)) * size)


BUSY = """
import asyncio, time
from lemmata.web.api.answering import Answers, answered
from lemmata.web.limits import Limits
from lemmata.web.workers import Workers

async def main():
    async with Workers(Limits(workers=2)) as workers:
        work = (time.sleep, 60), (sum, range(10**10))
        busy = [asyncio.ensure_future(workers.run(function, n, seconds=0.4)) for function, n in work]
        await asyncio.sleep(0.3)
        print(*(w.process.pid for w in workers._all), flush=True)
        await asyncio.gather(*busy, return_exceptions=True)
        await asyncio.sleep(60)

asyncio.run(main())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_no_process_is_left(end: signal.Signals) -> None:
    """Neither where the server is told to end, nor where it is killed, nor where a worker is deep in C."""
    with subprocess.Popen([sys.executable, "-c", BUSY], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          text=True) as server:
        assert server.stdout is not None
        children = list(map(int, server.stdout.readline().split()))
        server.send_signal(end)
    assert len(children) == 2
    until = time.monotonic() + 20
    while (left := [pid for pid in children if _lives(pid)]) and time.monotonic() < until:
        time.sleep(0.05)
    assert not left


def _lives(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_an_answer_for_nobody_frees_the_worker() -> None:
    """Whoever asked closes the connection while the work goes on."""
    async def work(workers: Workers) -> float:
        await workers.run(os.getpid)

        async def receive() -> Any:
            await asyncio.sleep(0.1)
            return {"type": "http.disconnect"}

        app = SimpleNamespace(state=SimpleNamespace(workers=workers, answers=Answers(1000)))
        request = Request({"type": "http", "app": app}, receive)
        start = time.monotonic()
        assert (await answered(request, time.sleep, 60, seconds=60)).status_code == 499
        await workers.run(os.getpid)
        return time.monotonic() - start

    assert run(work) < 30
