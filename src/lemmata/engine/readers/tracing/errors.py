"""What can't be traced, with the line of the user's code that asked for it."""

from __future__ import annotations

import linecache
import sys
import sysconfig
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from types import CodeType, TracebackType

from lemmata.engine.readers.errors import ReadError

LIBRARIES = ("numpy", "scipy", "torch", "jax", "jaxlib")


# the errors of the function that is traced: one that its own `except` takes would leave it on another path
MET: ContextVar[list[TraceError]] = ContextVar("met")


class TraceError(ReadError):
    """A function that can't be read by running it: the fact, the remedy, and the line of its code.

    >>> print(TraceError("the branch depends on values; write np.where", "loss.py", 3, "loss"))
    the branch depends on values; write np.where
      loss.py, line 3, in loss
    """

    def __init__(self, message: str, file: str = "", line: int = 0, function: str = ""):
        super().__init__(message)
        self.file, self.line = file, line
        place = f"\n  {file}, line {line}, in {function}" if file else ""
        source = linecache.getline(file, line).strip() if file else ""
        self.args = (message + place + (f"\n    {source}" if source else ""),)


def untraceable(message: str) -> TraceError:
    """The error for what the code that runs at the moment does."""
    return met(here(message))


def met(error: TraceError) -> TraceError:
    """The same error, which counts also where the code takes it."""
    MET.get([]).append(error)
    return error


def here(message: str) -> TraceError:
    """An error at the line of the user's code that runs at the moment."""
    frame = sys._getframe(1)
    while frame is not None and not is_users(frame.f_code):
        frame = frame.f_back  # type: ignore[assignment]
    place = () if frame is None else (frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name)
    return TraceError(message, *place)


def located(error: BaseException, message: str) -> TraceError:
    """An error that the function's code raised, at the innermost line of the user's code on its way."""
    place = None
    step: TracebackType | None = error.__traceback__
    while step is not None:
        if is_users(step.tb_frame.f_code):
            place = step.tb_frame.f_code.co_filename, step.tb_lineno, step.tb_frame.f_code.co_name
        step = step.tb_next
    return TraceError(message, *(place or ()))


def is_users(code: CodeType) -> bool:
    """Whether code is neither the engine's nor that of Python or of a library that is known."""
    file = code.co_filename
    if file.startswith("<frozen") or (file.startswith(_STANDARD) and "-packages" not in file):
        return False
    loaded = tuple(name for name in LIBRARIES if getattr(sys.modules.get(name), "__file__", None))
    return not file.startswith(_folders(loaded))


_STANDARD = sysconfig.get_paths()["stdlib"]


@lru_cache(maxsize=8)
def _folders(loaded: tuple[str, ...]) -> tuple[str, ...]:
    files = (str(sys.modules[name].__file__) for name in loaded)
    package = Path(__file__).parents[3]
    return (*(str(Path(file).parent) + "/" for file in files), str(package / "engine"), str(package / "formulas"))
