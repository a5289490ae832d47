"""Units of information: nats, and what another base of the logarithm makes of them."""

from __future__ import annotations

from typing import Any

import numpy as np


def in_base(nats: Any, base: float | None) -> Any:
    """An amount in nats in the units of a base: bits for 2; nats for None.

    Raises ValueError for a base that is not above 1.

    >>> round(float(in_base(np.log(8), 2)), 12)
    3.0
    """
    if base is None:
        return nats
    if isinstance(base, str) or not base > 1:
        raise ValueError(f"base {base!r}: information is counted with a base above 1 (2 for bits), or None for nats")
    return nats / np.log(base)
