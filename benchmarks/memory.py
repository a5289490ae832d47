"""The peak memory of one call in a process of its own: `python -m benchmarks.memory CASE CONTENDER FILE`."""

from __future__ import annotations

import ctypes
import gc
import importlib.util
import json
import resource
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.contenders import CONTENDERS
from benchmarks.hessian_cases import CASES
from benchmarks.timing import Work

LIMIT = 180  # seconds for building it, compiling it and two calls
MODULES = {"best": "lemmata"}  # of contenders that have another name


@dataclass(frozen=True)
class Alone:
    """What a contender does on its own: bytes above the level before the call, its result; or why it has none."""

    peak: int = 0
    result: Any = None
    reason: str = ""


def alone(case: int, contender: str) -> Alone:
    """A contender in a fresh process, with a limit of time."""
    if importlib.util.find_spec(MODULES.get(contender, contender)) is None:
        return Alone(reason="not installed")
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "result.npy")
        command = [sys.executable, "-m", "benchmarks.memory", str(case), contender, file]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=False)
        except subprocess.TimeoutExpired:
            return Alone(reason=f"not done within {LIMIT} s")
        if done.returncode:
            return Alone(reason=_last(done.stderr) or f"it ended with code {done.returncode}")
        return Alone(json.loads(done.stdout.splitlines()[-1]), np.load(file))


def _last(error: str) -> str:
    """What was raised, without the way there."""
    lines = error.strip().splitlines()
    starts = [k for k, line in enumerate(lines) if line[:1].strip() and ("Error" in line or "Exception" in line)]
    return " ".join(line.strip() for line in lines[starts[-1]:][:3])[:160] if starts else " ".join(lines[-1:])[:160]


def peak(work: Work) -> int:
    """Bytes by which a call raises the memory of this process, after one call in which it is compiled.

    Linux forgets the peak so far when told to; elsewhere it is that of both calls.
    """
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    work()
    gc.collect()
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)
    try:
        Path("/proc/self/clear_refs").write_text("5")
        before = _status("VmRSS")
        work()
        return 1024 * (_status("VmHWM") - before)
    except OSError:
        work()
        unit = 1 if sys.platform == "darwin" else 1024
        return unit * (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)


def _status(name: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith(name + ":")).split()[1])


def main() -> None:
    case, contender, file = CASES[int(sys.argv[1])], sys.argv[2], sys.argv[3]
    work = CONTENDERS[contender](case, case.arrays())
    found = peak(work)
    np.save(file, np.asarray(work()))
    print(json.dumps(found))


if __name__ == "__main__":
    main()
