"""Runs in the child process; imports nothing of Lemmata. What is told of an error: where, and what the values were."""

from __future__ import annotations

import contextlib
import dis
import signal
import types
from collections.abc import Callable, Iterator
from time import monotonic  # a block may change the module
from typing import Any

_SECONDS = 1.0  # for all that is asked of values after an error
_LEAST = 1e-3  # for one question


class Timeout(BaseException):
    """A block ran past its time; no `except Exception` of the block stops it."""


@contextlib.contextmanager
def alarm(seconds: float) -> Iterator[None]:
    """Raise Timeout in the block after so many seconds, where the system can."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def ring(number: int, frame: Any) -> None:
        raise Timeout

    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def describe(value: Any) -> str:
    """A value in a few words: its shape where it has one."""
    kind = type(value).__name__
    shape = getattr(value, "shape", None)
    if isinstance(shape, tuple) and all(isinstance(s, int) for s in shape):
        return f"shape {tuple(shape)}"
    if isinstance(value, int | float | complex | bool):
        return f"{kind} {value!r}"
    if isinstance(value, list | tuple | set | dict | str):
        return f"{kind} of length {len(value)}"
    return kind


def signature(value: Any) -> dict[str, Any] | None:
    """What a function of the document asks for."""
    code = getattr(value, "__code__", None)
    if not isinstance(code, types.CodeType):
        return None
    names = list(code.co_varnames[:code.co_argcount])
    defaults = len(getattr(value, "__defaults__", None) or ())
    return {"arguments": names, "required": len(names) - defaults, "line": code.co_firstlineno,
            "file": code.co_filename}


def positions(frame: Any, last: int) -> list[int | None]:
    """Line, end line, column, end column of the instruction that failed."""
    table = list(frame.f_code.co_positions())
    return list(table[last // 2]) if last // 2 < len(table) else [None] * 4


class Asking:
    """Values of the document are asked what they are: their classes are its own, and may raise anything, or never end.

    All questions together have `seconds`, each of them half of what is left; later ones are not answered.
    """

    def __init__(self, seconds: float):
        self.until = monotonic() + seconds

    def __call__(self, question: Callable[[Any], Any], value: Any, kind: type = str) -> Any:
        """What a value says of itself, None where it says nothing."""
        time = (self.until - monotonic()) / 2
        if time < _LEAST:
            return None
        try:
            with alarm(time):
                answer = question(value)
        except BaseException:
            return None
        return answer if type(answer) is kind else None


def report(error: BaseException, namespace: dict[str, Any], own: tuple[str, ...]) -> dict[str, Any]:
    """The error, and what the values at its place were; own: files whose frames are none of the document."""
    asked = Asking(_SECONDS)
    text = asked(repr, error.args[0]) if isinstance(error, KeyError) and error.args else asked(str, error)
    frames = []
    values: dict[str, str] = {}
    trace = error.__traceback__
    while trace is not None:
        frame = trace.tb_frame
        if frame.f_code.co_filename not in own:
            name = frame.f_code.co_name
            place = positions(frame, trace.tb_lasti)
            frames.append({"file": frame.f_code.co_filename, "line": trace.tb_lineno, "name": name, "place": place})
            if frame.f_code.co_filename.startswith("<block"):
                names = {i.argval for i in dis.get_instructions(frame.f_code) if isinstance(i.argval, str)}
                found = {**frame.f_globals, **frame.f_locals}
                values = {n: asked(describe, found[n]) or type(found[n]).__name__
                          for n in sorted(names) if n in found and not n.startswith("__")}
        trace = trace.tb_next
    known = sorted(name for name in namespace if type(name) is str)  # globals() takes others too
    functions = {n: s for n in known if (s := asked(signature, namespace[n], dict))}
    return {"type": type(error).__name__, "bases": [c.__name__ for c in type(error).__mro__],
            "message": (text or "")[:2000], "frames": frames[-60:], "values": values, "functions": functions,
            "known": [n for n in known if not n.startswith("__")][:500],
            "name": asked(lambda error: error.name, error), "line": asked(lambda error: error.lineno, error, int),
            "column": asked(lambda error: error.offset, error, int)}
