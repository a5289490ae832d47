"""The child process that runs a document's code blocks, one after another in one namespace.

It is limited (time, memory, output, file size, environment) and so stops mistakes; it is no sandbox
and does not stop hostile code. It imports nothing of Lemmata and talks in JSON: the job comes on
standard input, and one line a block goes to the descriptor that standard output was.
"""

from __future__ import annotations

import contextlib
import dis
import io
import json
import linecache
import os
import random
import signal
import sys
import types
from typing import Any


class Timeout(BaseException):
    """A block ran past its time; no `except Exception` of the block stops it."""


class Output(io.StringIO):
    """Captured text up to a limit; what follows is dropped."""

    def __init__(self, limit: int):
        super().__init__()
        self.limit, self.length = limit, 0

    def write(self, text: str) -> int:
        room = self.limit - self.length
        if room > 0:
            super().write(text[:room])
        self.length += len(text)
        return len(text)


def set_limits(limits: dict[str, Any]) -> None:
    try:
        import resource
    except ImportError:  # no such module on Windows
        return
    wanted = {
        resource.RLIMIT_AS: limits["memory"],
        resource.RLIMIT_CPU: int(limits["total"]),
        resource.RLIMIT_FSIZE: limits["file"],
        resource.RLIMIT_CORE: 0,
    }
    for kind, value in wanted.items():
        _, hard = resource.getrlimit(kind)
        cap = value if hard == resource.RLIM_INFINITY else min(value, hard)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (cap, hard))


def seed_everything(seed: int, modules: list[str]) -> None:
    """Seed `random`, NumPy, and PyTorch where it is in use."""
    random.seed(seed)
    with contextlib.suppress(Exception):
        import numpy

        numpy.random.seed(seed % 2**32)
    if "torch" in sys.modules or "torch" in modules:
        with contextlib.suppress(Exception):
            import torch

            torch.manual_seed(seed)


def seed_generators(seed: int) -> None:
    """Make `numpy.random.default_rng()` without a seed the same in every run."""
    try:
        import numpy
    except ImportError:
        return
    original = numpy.random.default_rng
    count = iter(range(1 << 62))

    def default_rng(*args: Any, **kwargs: Any) -> Any:
        if (args or tuple(kwargs.values()) or (None,))[0] is None:
            return original([seed, next(count)])
        return original(*args, **kwargs)

    numpy.random.default_rng = default_rng


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


def report(error: BaseException, namespace: dict[str, Any]) -> dict[str, Any]:
    """The error, and what the values at its place were."""
    frames = []
    values: dict[str, str] = {}
    trace = error.__traceback__
    while trace is not None:
        frame = trace.tb_frame
        if frame.f_code.co_filename != __file__:
            name = frame.f_code.co_name
            place = positions(frame, trace.tb_lasti)
            frames.append({"file": frame.f_code.co_filename, "line": trace.tb_lineno, "name": name, "place": place})
            if frame.f_code.co_filename.startswith("<block"):
                names = {i.argval for i in dis.get_instructions(frame.f_code) if isinstance(i.argval, str)}
                found = {**frame.f_globals, **frame.f_locals}
                values = {n: describe(found[n]) for n in sorted(names) if n in found and not n.startswith("__")}
        trace = trace.tb_next
    functions = {n: s for n, v in sorted(namespace.items()) if (s := signature(v)) is not None}
    text = str(error) if not isinstance(error, KeyError) else repr(error.args[0]) if error.args else ""
    return {"type": type(error).__name__, "bases": [c.__name__ for c in type(error).__mro__],
            "message": text[:2000], "frames": frames[-60:], "values": values, "functions": functions,
            "known": sorted(n for n in namespace if not n.startswith("__"))[:500],
            "name": getattr(error, "name", None), "line": getattr(error, "lineno", None),
            "column": getattr(error, "offset", None)}


def run_block(block: dict[str, Any], module: types.ModuleType, limits: dict[str, Any]) -> dict[str, Any]:
    out, err = Output(limits["output"]), Output(limits["output"])
    failure: BaseException | None = None

    def ring(number: int, frame: Any) -> None:
        raise Timeout

    alarm = hasattr(signal, "setitimer")
    rows = block["source"].splitlines(keepends=True)
    linecache.cache[block["file"]] = (len(block["source"]), None, rows, block["file"])
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = compile(block["source"], block["file"], "exec", dont_inherit=True)
            if alarm:
                signal.signal(signal.SIGALRM, ring)
                signal.setitimer(signal.ITIMER_REAL, limits["seconds"])
            try:
                exec(code, module.__dict__)  # the user's own code, run because they asked for it
            finally:
                if alarm:
                    signal.setitimer(signal.ITIMER_REAL, 0)
    except SystemExit as stop:
        failure = stop if stop.code not in (None, 0) else None
    except BaseException as error:
        failure = error
    result: dict[str, Any] = {"index": block["index"], "stdout": out.getvalue(), "stderr": err.getvalue(),
                              "dropped": max(0, out.length - out.limit), "error": None}
    if failure is not None:
        result["error"] = report(failure, module.__dict__)
    return result


def main() -> None:
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8")
    job = json.load(sys.stdin)
    quiet = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):  # what C code prints must not mix with the answers
        os.dup2(quiet, descriptor)
    sys.path.insert(0, os.getcwd())
    seed_generators(job["seed"])
    set_limits(job["limits"])
    module = types.ModuleType("__main__")
    sys.modules["__main__"] = module
    for block in job["blocks"]:
        if block["seed"]:
            seed_everything(job["seed"], block["imports"])
        channel.write(json.dumps({"begin": block["index"]}) + "\n")
        channel.flush()
        result = run_block(block, module, job["limits"])
        channel.write(json.dumps(result) + "\n")
        channel.flush()
    channel.close()
    os._exit(0)  # threads that a block left behind don't keep the process alive


if __name__ == "__main__":
    main()
