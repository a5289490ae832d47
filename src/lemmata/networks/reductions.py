"""How the losses of many examples become one."""

from __future__ import annotations

from typing import Any

import numpy as np

REDUCTIONS = ("mean", "sum", "none")


def reduced(losses: Any, reduction: str) -> Any:
    """The mean of all losses, their sum, or the losses themselves.

    Raises ValueError for another word.
    """
    if reduction not in REDUCTIONS:
        raise ValueError(f"no reduction {reduction!r}; there are 'mean', 'sum' and 'none'")
    if reduction == "none":
        return losses
    return np.sum(losses) if reduction == "sum" else np.mean(losses)
