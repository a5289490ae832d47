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
    from lemmata.formulas import accuracy as accuracy
    from lemmata.formulas import formula as formula
    from lemmata.formulas import latex as latex
    from lemmata.formulas import parse as parse
    from lemmata.formulas import trace as trace

# public name -> the module that holds it; imported when it is asked for
_HOME = {
    "Formula": "lemmata.formulas", "parse": "lemmata.formulas", "latex": "lemmata.formulas",
    "trace": "lemmata.formulas", "formula": "lemmata.formulas", "accuracy": "lemmata.formulas",
    "check": "lemmata.documents", "Verdict": "lemmata.engine.verdicts", "ReadError": "lemmata.engine.readers.errors",
}
# what declares the parameters of a @formula: Real["m n"]
_ANNOTATIONS = (
    "Binary", "Cholesky", "Diagonal", "Diagonalizable", "FullRank", "Function", "Integer", "Invertible", "Labels",
    "Lower", "Natural", "Negative", "Nonnegative", "Nonzero", "OneHot", "Orthogonal", "PosDef", "Positive", "Real",
    "Semidefinite", "Semiorthogonal", "Simplex", "Symmetric", "Unit", "Upper",
)
_HOME.update(dict.fromkeys(_ANNOTATIONS, "lemmata.engine.readers.annotations"))
__all__ = ["Formula", "ReadError", "Verdict", "__version__", "accuracy", "check", "formula", "latex", "parse", "trace"]


def load_ipython_extension(shell: Any) -> None:
    """`%load_ext lemmata` in a notebook or IPython: the magics `%lemmata` and `%%lemmata`."""
    import_module("lemmata.jupyter").register(shell)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'lemmata' has no attribute {name!r}; it has {', '.join(sorted(_HOME))}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})
