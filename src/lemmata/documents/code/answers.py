"""Runs in the child process; imports nothing of Lemmata but files beside it. Questions on functions
of the document answered, after a block has run.

That happens in a twin of the process, so that nothing that a function prints, draws, changes or breaks is seen by the
blocks that follow.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import select
import signal
import sys
import time
import warnings
from typing import Any

from . import integrals, slopes
from .functions import COORDINATES, arguments_of, array, moved, tried

_SECONDS = 3.0  # for all questions after a block
_MOST = 1 << 20  # bytes of answers
_ENTRIES = 100  # of a result that is told
_STEPS = (1e-3, -1e-3, 0.1, -0.1, 0.3, -0.3, 1.0, -1.0)


def ask(questions: list[dict[str, Any]], namespace: dict[str, Any], kept: dict[int, Any]) -> dict[str, Any]:
    """The answers by number; a question that ends in an error or too late has none."""
    if not questions or not hasattr(os, "fork"):
        return {}
    reader, writer = os.pipe()
    with warnings.catch_warnings():  # of threads that don't come along, which may be errors to the block
        warnings.simplefilter("ignore")
        twin = os.fork()
    if not twin:
        try:
            _answer(questions, namespace, kept, writer)
        finally:
            os._exit(0)
    os.close(writer)
    text = _read(reader, time.monotonic() + _SECONDS)
    with contextlib.suppress(OSError):
        os.kill(twin, signal.SIGKILL)
        os.waitpid(twin, 0)
    answers = {}
    for line in text.split(b"\n")[:-1]:  # the last one may be cut off
        number, found = json.loads(line)
        answers[str(number)] = found
    return answers


def _read(reader: int, until: float) -> bytes:
    text = b""
    while len(text) < _MOST and select.select([reader], [], [], max(0.0, until - time.monotonic()))[0]:
        chunk = os.read(reader, 1 << 16)
        if not chunk:
            break
        text += chunk
    os.close(reader)
    return text


def _answer(questions: list[dict[str, Any]], namespace: dict[str, Any], kept: dict[int, Any], writer: int) -> None:
    """In the twin: no file can be written any more, and what is printed goes nowhere."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    warnings.simplefilter("ignore")
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for question in questions:
            try:
                found: Any = _KINDS[question["kind"]](question, lambda spec: _value(spec, namespace, kept))
            except Exception as error:
                found = {"error": type(error).__name__}
            os.write(writer, (json.dumps([question["number"], found]) + "\n").encode())


def _value(spec: dict[str, Any], namespace: dict[str, Any], kept: dict[int, Any]) -> Any:
    """What a question names: a value that was kept, a name or expression of the block, a number."""
    if "kept" in spec:
        return kept[spec["kept"]]
    if "source" in spec:
        return eval(spec["source"], namespace)  # the document's own code, run because the user asked for it
    return spec["given"]


def _values(question: dict[str, Any], value: Any) -> list[float | None]:
    """The function with each point in place of the argument that is open."""
    function, arguments = value(question["function"]), arguments_of(question, value)
    at = question["open"]
    return [tried(function, *arguments[:at], point, *arguments[at + 1 :]) for point in question["points"]]


def _near(question: dict[str, Any], value: Any) -> dict[str, Any]:
    """The function at a point and at its neighbours along the axes."""
    return _neighbours(value(question["function"]), *arguments_of(question, value))


def _squares(question: dict[str, Any], value: Any) -> dict[str, Any]:
    """The same for a sum of squares: of what the function gives, or of how far it is from data, f(x, *p) - y."""
    function, (start, *data) = value(question["function"]), arguments_of(question, value)

    def total(p: Any) -> float:
        rest = function(data[0], *p) - array(data[1]) if data else function(p)
        return float((array(rest) ** 2).sum())

    return _neighbours(total, start)


def _neighbours(function: Any, start: Any, *rest: Any) -> dict[str, Any]:
    x = array(start)
    if x.shape == ():  # SciPy makes a vector of it
        x = x.reshape(1)
    around = [tried(function, moved(x, i, step), *rest) for i in range(min(x.size, COORDINATES)) for step in _STEPS]
    return {"start": x.reshape(-1).tolist()[:100], "value": tried(function, x, *rest), "around": around}


def _call(question: dict[str, Any], value: Any) -> list[list[float] | None]:
    """The numbers that the function gives, each way in which its arguments may be written; None where it has none."""
    import numpy

    function, given = value(question["function"]), arguments_of(question, value)
    ways: list[Any] = [lambda a: numpy.array(a, dtype=float) if isinstance(a, list) else a, lambda a: a]
    if "torch" in sys.modules:
        tensor = sys.modules["torch"].tensor
        ways.append(lambda a: tensor(a).double())
    found: list[list[float] | None] = []
    for way in ways:
        try:
            found.append(array(function(*map(way, given))).reshape(-1).tolist()[:_ENTRIES])
        except Exception:  # it does not take them so
            found.append(None)
    return found


_KINDS = {
    "call": _call, "values": _values, "near": _near, "squares": _squares, **integrals.KINDS, **slopes.KINDS,
}
