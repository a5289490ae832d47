"""Windows on a row of places, for convolution and pooling."""

from __future__ import annotations

from typing import Any

import numpy as np


def windows(length: Any, width: Any, dilation: int) -> Any:
    """Which places each window shows: [windows, width]."""
    return np.arange(length - dilation * (width - 1))[:, None] + dilation * np.arange(width)[None, :]


def padded(x: Any, padding: int, axis: int) -> Any:
    """With zeros on both sides of an axis."""
    if not padding:
        return x
    zeros = np.zeros(tuple(padding if k == axis else n for k, n in enumerate(x.shape)))
    return np.concatenate([zeros, x, zeros], axis=axis)
