"""Source code run on arrays, as somebody would who pasted it."""

from __future__ import annotations

from typing import Any

import numpy as np

TARGETS = ("numpy", "jax", "torch")


def run(source: str, name: str, target: str, arrays: dict[str, Any]) -> list[np.ndarray[Any, Any]]:
    """The values of the function of that name at arrays of the target's library, as NumPy's."""
    space: dict[str, Any] = {}
    exec(compile(source, f"<{target}>", "exec"), space)
    if target == "torch":
        import torch

        floats = next((a.dtype for a in arrays.values() if isinstance(a, np.ndarray) and a.dtype.kind == "f"), float)
        given = {n: torch.as_tensor(np.asarray(a, floats if isinstance(a, float) else None)) for n, a in arrays.items()}
    elif target == "jax":
        import jax

        with jax.enable_x64(True):
            found = space[name](**{n: jax.numpy.asarray(a) for n, a in arrays.items()})
            return [np.asarray(f) for f in (found if isinstance(found, tuple) else (found,))]
    else:
        given = arrays
    with np.errstate(all="ignore"):
        found = space[name](**given)
    return [np.asarray(f) for f in (found if isinstance(found, tuple) else (found,))]
