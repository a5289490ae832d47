"""The child process of a document's code: it is started, fed, watched, and started again where it dies."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from lemmata.documents.code.machine import allowed_memory, memory_of_machine
from lemmata.documents.code.names import Names
from lemmata.documents.code.probes import Watched
from lemmata.documents.code.sessions import Example

RUNNER = Path(__file__).with_name("runner.py")
_KEPT = ("PATH", "HOME", "LANG", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "PYTHONPATH")


# modules that compile, print or pickle the code of functions: what they are given is the document's own, unchanged
_LOOK_AT_CODE = frozenset(("dis", "inspect", "ast", "numba", "taichi", "triton", "warp", "cupy", "cloudpickle", "dill",
                           "pickle", "joblib", "dask", "ray", "pyspark", "multiprocessing", "concurrent"))
_START = 30.0  # seconds until the child answers at all
_PATIENCE = 2.0  # seconds for the child to end what it started
_GRACE = 5.0  # seconds for a block to end by itself when its time is over


@dataclass(frozen=True)
class Limits:
    """Seconds a block, bytes of memory, bytes of output, bytes of a file, seconds all blocks of a document together,
    seconds a formula.

    The machine bounds the memory too: three quarters of what it has.
    """

    seconds: float = 60.0
    memory: int = 8 << 30
    output: int = 100_000
    file: int = 100 << 20
    document: float = 600.0
    formula: float = 30.0

    @classmethod
    def of_seconds(cls, seconds: float, formula: float = formula) -> Limits:
        """So many seconds a block and a formula; the blocks of a document get ten times that, as they do by default.

        >>> Limits.of_seconds(60) == Limits()
        True
        """
        return cls(seconds=seconds, document=10 * seconds, formula=formula)


LIMITS = Limits()


@dataclass(frozen=True)
class Job:
    """A block that can be run: its source as plain Python, its names, what is to be seen of it.

    examples    of a session, which are run one by one
    raises      whether it is marked to end with an error
    space       "" for the names of the document; else those of `module`, a file, and of the examples before
    wanted      lines whose printed text and values are asked for
    """

    index: int
    source: str
    names: Names
    examples: tuple[Example, ...] = ()
    raises: bool = False
    space: str = ""
    module: str = ""
    wanted: tuple[int, ...] = ()
    watched: Watched = field(default_factory=Watched)

    @property
    def file(self) -> str:
        return f"<block {self.index}>"


def watching(jobs: Sequence[Job], watched: Mapping[int, Watched]) -> list[Job]:
    """The jobs with what is to be seen of them; nothing where one of them looks at code itself, or sends it away."""
    if any(module in _LOOK_AT_CODE for job in jobs for module in job.names.imports):
        return list(jobs)
    return [replace(job, watched=watched.get(job.index, Watched())) for job in jobs]


def run_jobs(
    jobs: Sequence[Job], folder: str | Path, seed: int, limits: Limits, until: float
) -> dict[int, dict[str, Any]]:
    """Results by index. A child that dies is replaced by one that first repeats what had run.

    until: when the document's time is over, on the monotonic clock; what is not done by then is `Overtime`,
    with a message where it had begun
    """
    results: dict[int, dict[str, Any]] = {}
    while waiting := [job for job in jobs if job.index not in results]:
        if time.monotonic() >= until:
            break
        again = [job for job in jobs if job.index in results and repeatable(results[job.index])]
        found, running, why = run_child([*again, *waiting], folder, seed, limits, until)
        for job in waiting:
            if job.index in found:
                results[job.index] = found[job.index]
        if time.monotonic() >= until:
            if running is not None and running not in found and running not in results:
                results[running] = _ended("Overtime", "stopped")
            break
        if running is None or running in found:
            if not any(job.index in found for job in waiting):  # it can't even begin
                break
            continue
        if running in results:  # a repeated block died this time; nothing more can be said of the rest
            break
        results[running] = _ended("Died", why)
    kind = "Overtime" if time.monotonic() >= until else "Unreached"
    for job in jobs:
        results.setdefault(job.index, _ended(kind, ""))
    return results


def _ended(kind: str, why: str) -> dict[str, Any]:
    """The answer of a block that could not give one."""
    return {"error": {"type": kind, "message": why, "frames": []}, "stdout": "", "stderr": ""}


def repeatable(result: Mapping[str, Any]) -> bool:
    return result["error"] is None or result["error"]["type"] not in ("Died", "Overtime", "Timeout", "MemoryError")


def run_child(
    jobs: Sequence[Job], folder: str | Path, seed: int, limits: Limits, until: float, other: bool = False
) -> tuple[dict[int, dict[str, Any]], int | None, str]:
    """One child process: results, the block it was at when it ended early, and why it did.

    other: draw other random numbers where the block's own seed does not fix them in every version of a library
    """
    environment = {k: v for k, v in os.environ.items() if k in _KEPT or k.startswith("LC_")}
    environment.update(MPLBACKEND="Agg", PYTHONHASHSEED=str(seed % 2**32), PYTHONIOENCODING="utf-8",
                       PYTHONDONTWRITEBYTECODE="1",  # or modules beside the document would leave a __pycache__ there
                       OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")
    child = subprocess.Popen(
        [sys.executable, "-P", str(RUNNER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        cwd=str(folder), env=environment, start_new_session=True)
    assert child.stdin is not None and child.stdout is not None
    results: dict[int, dict[str, Any]] = {}
    running = jobs[0].index if jobs else None
    status: int | None = None
    late = False
    answers = _Answers(child.stdout.fileno())
    try:
        _send(child, json.dumps(_order(jobs, seed, limits, other)))
        wait = _START
        for answer in answers.until(lambda: min(time.monotonic() + wait, until)):
            if answer is None:
                late = True
                break
            if "end" in answer:
                status = answer["end"]
                break
            if "begin" in answer:
                running = answer["begin"]
            elif "index" in answer:
                results[answer["index"]] = answer
            wait = limits.seconds + _GRACE
    finally:  # whatever ends this, the child and what it started end too
        ended = _end(child)
        child.stdout.close()
    if late:
        return results, running, f"did not finish within {limits.seconds:g} s and was stopped"
    status = ended if status is None else status
    if status < 0:
        return results, running, f"ended the process: signal {-status} ({_signal(-status)})"
    return results, running, f"ended the process with exit status {status}"


def _order(jobs: Sequence[Job], seed: int, limits: Limits, other: bool) -> dict[str, Any]:
    """What the child is told."""
    blocks, seeded = [], False
    for job in jobs:
        seeded = seeded or job.names.seeds
        blocks.append({"index": job.index, "source": job.source, "file": job.file, "seed": not seeded,
                       "imports": list(job.names.imports), "space": job.space, "module": job.module,
                       "wanted": list(job.wanted),
                       "examples": [{"source": e.source, "line": e.line, "raises": e.raises}
                                    for e in job.examples],
                       "probes": [probe.told() for probe in job.watched.probes],
                       "questions": [question.told() for question in job.watched.questions]})
    return {"seed": seed, "other": other, "blocks": blocks, "limits": {
        "seconds": limits.seconds, "total": min(limits.seconds * len(jobs), limits.document) + _START,
        "memory": allowed_memory(limits.memory, memory_of_machine()), "output": limits.output, "file": limits.file}}


def _send(child: subprocess.Popen[bytes], line: str) -> None:
    """Give the order. The pipe stays open: its end tells the child that nobody waits for it any more."""
    assert child.stdin is not None
    with contextlib.suppress(BrokenPipeError):
        child.stdin.write(line.encode() + b"\n")
        child.stdin.flush()


class _Answers:
    """The lines of a pipe, read by a thread: a process that a block left behind may hold the pipe open for ever.

    The thread has a descriptor of its own, which nobody else closes: a number that is free again is soon that of
    another pipe, whose answers it would take.
    """

    def __init__(self, descriptor: int):
        self.lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        threading.Thread(target=self._read, args=(os.dup(descriptor),), daemon=True).start()

    def _read(self, descriptor: int) -> None:
        rest = b""
        try:
            while chunk := os.read(descriptor, 1 << 16):
                *lines, rest = (rest + chunk).split(b"\n")
                for line in lines:
                    self.lines.put(line)
        finally:
            os.close(descriptor)
            self.lines.put(None)

    def until(self, deadline: Callable[[], float]) -> Iterator[dict[str, Any] | None]:
        """The answers; None, once, where the next one is late."""
        while True:
            try:
                line = self.lines.get(timeout=max(0.0, deadline() - time.monotonic()))
            except queue.Empty:
                yield None
                return
            if line is None:
                return
            try:
                answer = json.loads(line)
            except ValueError:  # cut off where the process died
                continue
            if isinstance(answer, dict):
                yield answer


def _end(child: subprocess.Popen[bytes]) -> int:
    """End the child and the processes that it started; its exit status."""
    assert child.stdin is not None
    with contextlib.suppress(OSError):
        child.stdin.close()  # the guard sees it, and ends all
    end = time.monotonic() + _PATIENCE
    while hasattr(os, "fork") and time.monotonic() < end and _lives(child):
        time.sleep(0.005)
    try:  # also where the guard has ended: a block that ended it goes on in its group, whose number is still taken
        os.killpg(child.pid, signal.SIGKILL)
    except (AttributeError, ProcessLookupError, PermissionError):  # Windows has no groups; or it just ended
        child.kill()
    return child.wait()


def _lives(child: subprocess.Popen[bytes]) -> bool:
    """Whether the child has not ended yet; one that has is not waited for, so that its number stays its own."""
    if hasattr(os, "waitid"):  # on macOS only from Python 3.13 on
        return os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None
    try:
        os.killpg(child.pid, 0)
    except (ProcessLookupError, PermissionError):  # nobody in its group can be told anything any more
        return False
    return True


def _signal(number: int) -> str:
    known = {signal.SIGSEGV: "a crash in compiled code", signal.SIGKILL: "out of memory, or stopped from outside",
             signal.SIGABRT: "aborted", getattr(signal, "SIGXCPU", 0): "its processor time is used up"}
    try:
        return known.get(signal.Signals(number), signal.Signals(number).name)
    except ValueError:
        return "unknown"
