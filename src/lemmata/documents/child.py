"""The child process of a document's code: it is started, fed, watched, and started again where it dies."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lemmata.documents.names import Names

RUNNER = Path(__file__).with_name("runner.py")
_KEPT = ("PATH", "HOME", "LANG", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "PYTHONPATH")


@dataclass(frozen=True)
class Limits:
    """Seconds a block, bytes of memory, characters of output, bytes of a file."""

    seconds: float = 60.0
    memory: int = 8 << 30
    output: int = 100_000
    file: int = 100 << 20


LIMITS = Limits()


@dataclass(frozen=True)
class Job:
    """A block that can be run: its source as plain Python, and its names."""

    index: int
    source: str
    names: Names

    @property
    def file(self) -> str:
        return f"<block {self.index}>"


def run_jobs(jobs: Sequence[Job], folder: str | Path, seed: int, limits: Limits) -> dict[int, dict[str, Any]]:
    """Results by index. A child that dies is replaced by one that first repeats what had run."""
    results: dict[int, dict[str, Any]] = {}
    for _ in range(5):
        waiting = [job for job in jobs if job.index not in results]
        if not waiting:
            break
        again = [job for job in jobs if job.index in results and repeatable(results[job.index])]
        found, running, why = run_child([*again, *waiting], folder, seed, limits)
        for job in waiting:
            if job.index in found:
                results[job.index] = found[job.index]
        if running is None or running in found:
            continue
        if running in results:  # a repeated block died this time; nothing more can be said of the rest
            break
        results[running] = {"error": {"type": "Died", "message": why, "frames": []}, "stdout": "", "stderr": ""}
    for job in jobs:
        results.setdefault(job.index, {"error": {"type": "Unreached", "message": "", "frames": []}})
    return results


def repeatable(result: dict[str, Any]) -> bool:
    return result["error"] is None or result["error"]["type"] not in ("Died", "Timeout", "MemoryError")


def run_child(
    jobs: Sequence[Job], folder: str | Path, seed: int, limits: Limits
) -> tuple[dict[int, dict[str, Any]], int | None, str]:
    """One child process: results, the block it was at when it ended early, and why it did."""
    environment = {k: v for k, v in os.environ.items() if k in _KEPT or k.startswith("LC_")}
    environment.update(MPLBACKEND="Agg", PYTHONHASHSEED=str(seed % 2**32), PYTHONIOENCODING="utf-8",
                       OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")
    blocks, seeded = [], False
    for job in jobs:
        seeded = seeded or job.names.seeds
        blocks.append({"index": job.index, "source": job.source, "file": job.file, "seed": not seeded,
                       "imports": list(job.names.imports)})
    total = limits.seconds * len(jobs) + 30
    order = {"seed": seed, "blocks": blocks, "limits": {
        "seconds": limits.seconds, "total": total, "memory": limits.memory, "output": limits.output,
        "file": limits.file}}
    child = subprocess.Popen(
        [sys.executable, "-P", str(RUNNER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        cwd=str(folder), env=environment, text=True, encoding="utf-8", start_new_session=True)
    assert child.stdin is not None and child.stdout is not None
    results: dict[int, dict[str, Any]] = {}
    running: int | None = None
    late = threading.Event()

    def stop() -> None:
        late.set()
        _kill(child)

    timer = threading.Timer(limits.seconds + 30, stop)
    timer.start()
    try:
        try:
            child.stdin.write(json.dumps(order))
            child.stdin.close()
        except BrokenPipeError:
            pass
        for line in child.stdout:
            timer.cancel()
            answer = json.loads(line)
            if "begin" in answer:
                running = answer["begin"]
            else:
                results[answer["index"]] = answer
            timer = threading.Timer(limits.seconds + 10, stop)
            timer.start()
        status = child.wait()
    finally:
        timer.cancel()
        if child.poll() is None:
            _kill(child)
            child.wait()
        child.stdout.close()
    if running is None and jobs:
        running = jobs[0].index
    if late.is_set():
        return results, running, f"did not finish within {limits.seconds:g} s and was stopped"
    if status < 0:
        return results, running, f"ended the process: signal {-status} ({_signal(-status)})"
    return results, running, f"ended the process with exit status {status}"


def _kill(child: subprocess.Popen[str]) -> None:
    """End the child and the processes that it started."""
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except (AttributeError, ProcessLookupError, PermissionError):  # Windows has no groups; or it just ended
        child.kill()


def _signal(number: int) -> str:
    known = {signal.SIGSEGV: "a crash in compiled code", signal.SIGKILL: "out of memory, or stopped from outside",
             signal.SIGABRT: "aborted"}
    try:
        return known.get(signal.Signals(number), signal.Signals(number).name)
    except ValueError:
        return "unknown"
