"""Where PyTorch or JAX would take no derivative, though the formula has one."""

from __future__ import annotations

import sys

from lemmata.engine.expr import Expr, symbols
from lemmata.engine.readers.tracing.errors import untraceable

DISCRETE = ("integer", "boolean")


def varies(expr: Expr) -> bool:
    """Whether an expression may have a derivative other than zero."""
    return expr.sort not in DISCRETE and any(s.sort not in DISCRETE for s in symbols(expr))


def held_fixed(expr: Expr, what: str) -> Expr:
    """The value without its derivative, which no formula tells apart: only what has none anyway."""
    if varies(expr):
        raise untraceable(f"{what} cuts the derivative off, which a formula can't say; pass the value that is held "
                          "fixed "
                          "as an argument of its own")
    return expr


def need_gradients(expr: Expr) -> None:
    """`with torch.no_grad()` cuts the derivative off too."""
    torch = sys.modules.get("torch")
    if torch is not None and not torch.is_grad_enabled():
        held_fixed(expr, "torch.no_grad()")
