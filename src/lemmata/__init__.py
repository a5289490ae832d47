"""Lemmata: the mathematics of deep learning, live."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from lemmata.documents import check as check
    from lemmata.engine.readers.errors import ReadError as ReadError
    from lemmata.engine.verdicts import Verdict as Verdict
    from lemmata.formulas import Formula as Formula
    from lemmata.formulas import latex as latex
    from lemmata.formulas import parse as parse

# public name -> the module that holds it; imported when it is asked for
_HOME = {
    "Formula": "lemmata.formulas", "parse": "lemmata.formulas", "latex": "lemmata.formulas",
    "check": "lemmata.documents", "Verdict": "lemmata.engine.verdicts", "ReadError": "lemmata.engine.readers.errors",
}
__all__ = ["Formula", "ReadError", "Verdict", "__version__", "check", "latex", "parse"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'lemmata' has no attribute {name!r}; it has {', '.join(sorted(_HOME))}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})
