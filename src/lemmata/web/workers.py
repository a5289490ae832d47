"""Processes that do the work of requests: each within its time and memory, else it is killed and replaced."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import pickle
import signal
import sys
from collections.abc import AsyncIterator, Callable
from types import TracebackType
from typing import Any, TypeVar

from lemmata.web.limits import LIMITS, Limits
from lemmata.web.worker import HEAD, Said

T = TypeVar("T")

log = logging.getLogger("lemmata.web")
_PROGRAM = "import sys; sys.path[:] = {path!r}; from lemmata.web.worker import serve; serve({memory})"
_START = 120.0  # seconds until a worker has to be ready, on a machine that is busy
_GRACE = 1.0  # seconds for work to end by itself, when its time is over or nobody waits: a new process costs more
_AGAIN = 2.0  # seconds before another start where one failed


class WorkError(Exception):
    """Work that gave nothing; the message says why."""


class TooLong(WorkError):
    """It took longer than its time."""


class TooMuch(WorkError):
    """It needed more memory than it may have."""


class Failed(WorkError):
    """The function raised, or its process died: `trace` is for the log."""

    def __init__(self, message: str, trace: str = ""):
        super().__init__(message)
        self.trace = trace


class Busy(WorkError):
    """All workers are busy, and enough requests wait already."""


class Workers:
    """A pool of processes that have everything imported.

    async with Workers(limits, warm) as workers:
        value = await workers.run(function, *args, seconds=3)

    Functions are module-level ones, as they go to another process by name. `warm` is called first in each process.
    Nothing is shared: work that is killed takes no other work along. The same work asked for while it goes on is done
    once, and all who asked get what it gives.
    """

    def __init__(self, limits: Limits = LIMITS, warm: Callable[[], object] = os.getpid):
        self.limits, self.warm = limits, warm
        self._idle: asyncio.LifoQueue[_Worker] = asyncio.LifoQueue()
        self._waiting = 0
        self._ready = asyncio.Event()  # set by the first worker that is: what comes before is patient
        self._all: set[_Worker] = set()
        self._jobs: dict[bytes, _Job] = {}
        self._tasks: set[asyncio.Task[Any]] = set()
        self._aside = asyncio.Semaphore(max(1, limits.processes - 1))
        self._closed = False

    async def __aenter__(self) -> Workers:
        for _ in range(self.limits.processes):  # not waited for: what needs no worker is answered meanwhile
            self._spawn(self._add())
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None,
                        trace: TracebackType | None) -> None:
        self._closed = True
        while self._tasks:  # what is ended may have begun to replace its worker
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(worker.end() for worker in list(self._all)))

    @property
    def is_ready(self) -> bool:
        """Whether a worker has started, so that work is begun at once or waits for other work only."""
        return self._ready.is_set()

    async def ready(self) -> None:
        """Wait for the first worker."""
        await self._ready.wait()

    async def run(self, function: Callable[..., T], *args: Any, seconds: float | None = None,
                  aside: bool = False, hear: Callable[[Any], None] | None = None) -> T:
        """What a function gives, within its time (that of a formula where none is given).

        aside   it takes long: one worker is left to what takes short; it waits for its turn as long as it may take
        hear    is called with what the function tells on the way, by its argument `tell`; such work is shared with
                nobody who comes later

        Raises TooLong, TooMuch, Failed (with the function's own error in its message), Busy.
        """
        within = self.limits.seconds if seconds is None else seconds
        task = pickle.dumps((function, args, within, hear is not None))
        job = None if hear else self._jobs.get(task)
        if job is None:
            job = _Job(hear)
            job.work = self._spawn(self._do(job, task, within, aside))
            if hear is None:
                self._jobs[task] = job
                job.work.add_done_callback(lambda _: self._forget(task, job))
        job.asking += 1
        try:
            found: T = await asyncio.shield(job.work)
            return found
        finally:
            job.asking -= 1
            if not job.asking and not job.work.done():  # nobody waits any more, and who asks from now on begins anew
                self._forget(task, job)
                job.give_up()

    def _forget(self, task: bytes, job: _Job) -> None:
        if self._jobs.get(task) is job:
            del self._jobs[task]

    async def _do(self, job: _Job, task: bytes, seconds: float, aside: bool) -> Any:
        async with self._turn(seconds) if aside else contextlib.nullcontext():
            job.worker = await self._free()
            return await self._work(job.worker, task, seconds, job.hear)

    @contextlib.asynccontextmanager
    async def _turn(self, seconds: float) -> AsyncIterator[None]:
        """While it is held, enough workers are left to what takes short."""
        if self._aside.locked() and self._waiting >= self.limits.queue:
            raise Busy(f"long work goes on, and {self._waiting} requests wait")
        self._waiting += 1
        try:
            async with asyncio.timeout(max(seconds, self.limits.patience)):
                await self._aside.acquire()
        except TimeoutError:
            raise Busy("other long work goes on") from None
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._aside.release()

    async def _free(self) -> _Worker:
        """A worker that has nothing to do."""
        with contextlib.suppress(asyncio.QueueEmpty):
            return self._idle.get_nowait()
        if self._closed or self._waiting >= self.limits.queue:
            raise Busy(f"all {self.limits.processes} workers are busy, and {self._waiting} requests wait")
        self._waiting += 1
        try:
            async with asyncio.timeout(self.limits.patience if self._ready.is_set() else _START):
                return await self._idle.get()
        except TimeoutError:
            raise Busy(f"no worker was free for {self.limits.patience:g} s") from None
        finally:
            self._waiting -= 1

    async def _work(self, worker: _Worker, task: bytes, seconds: float, hear: Callable[[Any], None] | None) -> Any:
        well = False
        try:
            said, value, tired = await worker.ask(task, seconds, hear)
            well = not tired
        except TimeoutError:
            raise TooLong(f"took longer than {seconds:g} s") from None
        except (OSError, EOFError) as error:
            raise Failed(f"the process ended with {await worker.end()}", repr(error)) from None
        finally:
            if well and not self._closed:
                self._idle.put_nowait(worker)
            else:
                self._spawn(self._replace(worker))
        if said == "late":
            raise TooLong(f"took longer than {seconds:g} s")
        if said == "memory":
            raise TooMuch(f"needs more than {self.limits.memory >> 20} MiB of memory")
        if said == "failed":
            raise Failed(str(value).rstrip().rsplit("\n", 1)[-1], str(value))
        return value

    async def _replace(self, worker: _Worker) -> None:
        await worker.end()
        self._all.discard(worker)
        await self._add()

    async def _add(self) -> None:
        while not self._closed:
            worker = _Worker()
            self._all.add(worker)
            try:
                await worker.start(self.limits.memory)
                said, value, _ = await worker.ask(pickle.dumps((self.warm, (), _START, False)), _START)
                if said == "done":
                    self._ready.set()
                    self._idle.put_nowait(worker)
                    return
                log.error("a worker did not start: %s", value)
            except (OSError, EOFError, TimeoutError) as error:
                log.error("a worker did not start: %r", error)
            await worker.end()
            self._all.discard(worker)
            await asyncio.sleep(_AGAIN)

    def _spawn(self, work: Any) -> asyncio.Task[Any]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            task.exception()  # looked at: whoever asked may be gone


class _Job:
    """Work that goes on, for all who asked for it."""

    def __init__(self, hear: Callable[[Any], None] | None) -> None:
        self.hear = hear
        self.asking = 0
        self.worker: _Worker | None = None  # None: it waits for one
        self.work: asyncio.Future[Any]

    def give_up(self) -> None:
        """End it: at once where it waits; else its worker is told, and after a while killed."""
        if self.worker is None:
            self.work.cancel()
            return
        self.worker.interrupt()
        asyncio.get_running_loop().call_later(_GRACE, self.work.cancel)


class _Worker:
    """One process, and how to talk to it."""

    process: asyncio.subprocess.Process | None = None

    async def start(self, memory: int) -> None:
        """Its own session, so that Ctrl-C reaches the server alone; one thread for arrays, one seed for sets."""
        environment = {**os.environ, "PYTHONHASHSEED": "0", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1",
                       "MKL_NUM_THREADS": "1"}
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", _PROGRAM.format(path=sys.path, memory=memory), stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE, env=environment, start_new_session=True)

    async def ask(self, task: bytes, seconds: float, hear: Callable[[Any], None] | None = None) -> Said:
        """What comes of it; `hear` gets the parts before. Raises TimeoutError; OSError or EOFError where the process
        is gone."""
        assert self.process is not None and self.process.stdin is not None and self.process.stdout is not None
        async with asyncio.timeout(seconds + _GRACE):
            self.process.stdin.write(HEAD.pack(len(task)) + task)
            await self.process.stdin.drain()
            while True:
                head = await self.process.stdout.readexactly(HEAD.size)
                said: Said = pickle.loads(await self.process.stdout.readexactly(HEAD.unpack(head)[0]))
                if said[0] != "part":
                    return said
                if hear is not None:
                    hear(said[1])

    def interrupt(self) -> None:
        """Let the time of its task be over; where it has none, nothing happens."""
        if self.process is not None and hasattr(signal, "SIGALRM"):
            self._send(signal.SIGALRM)

    def _send(self, number: int) -> None:
        """A signal, while it runs; the process object would first reap what has ended, before asyncio can."""
        assert self.process is not None
        if self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.process.pid, number)

    async def end(self) -> str:
        """Kill it; how it ended."""
        if self.process is None:
            return "nothing"
        self._send(signal.SIGKILL)
        status = await self.process.wait()
        return f"signal {-status}" if status < 0 else f"exit status {status}"
