"""A process that checks documents: a task as JSON on a line of its input, its answer on a line of its output."""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
import time
from typing import Any

from lemmata.documents.project.tasks import Task, answer
from lemmata.documents.reports.stored import to_stored

_OFTEN = 0.1  # seconds between two words of progress


def main() -> None:
    out = os.fdopen(os.dup(1), "w", encoding="utf-8", errors="surrogatepass")
    os.dup2(2, 1)  # what anything else prints must not come between the answers
    tasks: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(tasks,), daemon=True).start()
    spoke = 0.0

    def say(what: dict[str, Any]) -> None:
        out.write(json.dumps(what) + "\n")
        out.flush()

    def step(done: int, total: int) -> None:
        nonlocal spoke
        if time.monotonic() - spoke > _OFTEN:
            spoke = time.monotonic()
            say({"step": [done, total]})

    while True:
        report = answer(Task.of_data(tasks.get()), step)
        say({"report": to_stored(report)})


def _read(tasks: queue.SimpleQueue[dict[str, Any]]) -> None:
    """Pass the tasks on; the end of the input is the end of the process, whatever it is at."""
    for line in sys.stdin.buffer:
        tasks.put(json.loads(line))
    os._exit(0)
