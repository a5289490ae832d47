"""A process that works for the server: a function with its arguments on its input, what it gives on its output, and
before that what it tells on the way.

A task whose time is over is cut off here, where Python's own code can be interrupted; else the server kills the
process. It ends when its input ends, also where the server was killed; where it can't see that, busy in code that lets
nothing else go on, an alarm ends it.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import signal
import struct
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from lemmata.documents.deadline import WALL, Late, within

HEAD = struct.Struct("!Q")
_ALONE = 1.5  # seconds of computing behind its time until a task ends its process, if nobody else has
Said = tuple[str, object, bool]  # part, done, failed, late, memory; the value or what's wrong; whether it wants to rest


def serve(memory: int) -> None:
    """Work until there is no more; memory: bytes that this process may take."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what anything else prints must not come between the answers
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "SIGALRM"):  # it ends a task before its time, and is nothing to a process without one
        signal.signal(signal.SIGALRM, signal.SIG_IGN)
    _bounded(memory)
    tasks: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    told: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(sys.stdin.buffer, tasks), daemon=True).start()
    threading.Thread(target=_write, args=(out, told), daemon=True).start()
    while True:
        task = tasks.get()
        said, value = _answer(task, lambda part: told.put(pickle.dumps(("part", part, False))))
        told.put(pickle.dumps((said, value, _resident() > memory // 4)))


def _answer(task: bytes, tell: Callable[[object], None]) -> tuple[str, object]:
    try:
        function, args, seconds, telling = pickle.loads(task)
        _alarm(seconds + _ALONE)
        value = within(seconds, lambda: function(*args, tell=tell) if telling else function(*args), WALL)
        pickle.dumps(value)  # what can't be sent is a failure of this task, not of this process
        return "done", value
    except Late:
        return "late", ""
    except MemoryError:
        return "memory", ""
    except BaseException as error:  # of whatever kind: the one who asked is told, and the process goes on
        return "failed", "".join(traceback.format_exception(error, limit=-8))
    finally:
        _alarm(0)


def _read(source: BinaryIO, tasks: queue.SimpleQueue[bytes]) -> None:
    """Pass the tasks on; the end of the input is the end of the process, whatever it is at."""
    while len(head := source.read(HEAD.size)) == HEAD.size:
        tasks.put(source.read(HEAD.unpack(head)[0]))
    os._exit(0)


def _write(to: BinaryIO, told: queue.SimpleQueue[bytes]) -> None:
    """Messages one after the other, from a thread that no alarm ends halfway."""
    while True:
        message = told.get()
        to.write(HEAD.pack(len(message)) + message)
        to.flush()


def _alarm(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds)


def _bounded(memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    for limit, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(limit)[1]
        with contextlib.suppress(ValueError, OSError):  # a system without this limit
            resource.setrlimit(limit, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _resident() -> int:
    """Bytes of memory in use; 0 where the system doesn't say."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return 0
