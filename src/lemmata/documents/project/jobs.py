"""Documents checked by several processes at once; the answers are those of one process, in the same order."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from lemmata.documents.project.tasks import Task, answer
from lemmata.documents.reports.report import Report
from lemmata.documents.reports.stored import from_stored

Step = Callable[[str, int, int], None]
Answer = tuple[int, Report]
_PROGRAM = "import sys; sys.path[:] = {path!r}; from lemmata.documents.project.worker import main; main()"


def processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def answers(tasks: Sequence[Task], jobs: int, step: Step | None = None) -> Iterator[Answer]:
    """The place and report of each task, as they become ready; `jobs` processes, 0: one a processor."""
    jobs = min(jobs or processors(), len(tasks))
    if jobs <= 1:
        for place, task in enumerate(tasks):
            tell = (lambda done, total, path=task.path: step(path, done, total)) if step else None  # type: ignore[misc]
            yield place, answer(task, tell)
        return
    waiting: queue.SimpleQueue[tuple[int, Task] | None] = queue.SimpleQueue()
    for row in enumerate(tasks):
        waiting.put(row)
    ready: queue.SimpleQueue[Answer | BaseException | tuple[str, int, int]] = queue.SimpleQueue()
    hands = [_Hand(waiting, ready) for _ in range(jobs)]
    for hand in hands:
        waiting.put(None)
        hand.start()
    left = len(tasks)
    try:
        while left:
            found = ready.get()
            if isinstance(found, BaseException):
                raise found
            if len(found) == 3:
                if step is not None:
                    step(*found)
                continue
            left -= 1
            yield found
    finally:  # also on Ctrl-C: nothing is left behind
        for hand in hands:
            hand.end()


class _Hand(threading.Thread):
    """Hands tasks to a process of its own, and takes its answers."""

    def __init__(self, waiting: queue.SimpleQueue[tuple[int, Task] | None], ready: queue.SimpleQueue[Any]):
        super().__init__(daemon=True)
        self.waiting, self.ready = waiting, ready
        self.process: subprocess.Popen[bytes] | None = None
        self.over = False
        self.lock = threading.Lock()

    def run(self) -> None:
        try:
            while not self.over and (row := self.waiting.get()) is not None:
                place, task = row
                self.ready.put((place, self._ask(task)))
        except BaseException as error:  # told to the one who waits
            self.ready.put(error)
        finally:
            self.end()
            if self.process is not None:
                self.process.wait()
                _close(self.process)

    def _ask(self, task: Task) -> Report:
        process = self._worker()
        assert process.stdin is not None and process.stdout is not None
        try:
            process.stdin.write(json.dumps(task.to_data()).encode() + b"\n")
            process.stdin.flush()
            for line in process.stdout:
                said = json.loads(line)
                if "report" in said:
                    return from_stored(said["report"])
                self.ready.put((task.path, *said["step"]))
        except (OSError, ValueError):
            pass  # it died; why, its exit status says
        status = process.wait()
        _close(process)
        why = f"signal {-status} ({_named(-status)})" if status < 0 else f"exit status {status}"
        return Report(errors=(f"{task.path}: the process that checked it ended with {why}",))

    def _worker(self) -> subprocess.Popen[bytes]:
        with self.lock:
            if self.over:
                raise KeyboardInterrupt
            if self.process is None or self.process.poll() is not None:
                # its own session: Ctrl-C reaches this process alone, which ends the others
                self.process = subprocess.Popen(
                    [sys.executable, "-c", _PROGRAM.format(path=sys.path)], stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE, start_new_session=True)
            return self.process

    def end(self) -> None:
        """End the process, whatever it is at; the thread that reads from it sees its end, and closes the pipes."""
        with self.lock:
            self.over = True
            if self.process is not None and self.process.poll() is None:
                self.process.kill()


def _close(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        assert pipe is not None
        with contextlib.suppress(OSError):
            pipe.close()


def _named(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return "unknown"
