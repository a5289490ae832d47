"""Where PyTorch or JAX would take no derivative, though the formula has one."""

from __future__ import annotations

import sys

from lemmata.engine.expr import Expr, symbols
from lemmata.engine.readers.tracing.errors import TraceError, here, met

DISCRETE = ("integer", "boolean")


def varies(expr: Expr) -> bool:
    """Whether an expression may have a derivative other than zero."""
    return expr.sort not in DISCRETE and any(s.sort not in DISCRETE for s in symbols(expr))


def fixed(expr: Expr, what: str) -> TraceError | None:
    """Why a value without its derivative, which no formula tells apart, may only be compared; None where it has none.

    A comparison has no derivative anyway: `(u.detach() < 0)` is `u < 0`.
    """
    return here(f"{what} cuts the derivative off, which a formula can't say; pass the value that is held fixed as an "
                "argument of its own") if varies(expr) else None


def need_gradients(expr: Expr) -> None:
    """`with torch.no_grad()` cuts the derivative off too."""
    torch = sys.modules.get("torch")
    if torch is not None and not torch.is_grad_enabled():
        error = fixed(expr, "torch.no_grad()")
        if error is not None:
            raise met(error)
