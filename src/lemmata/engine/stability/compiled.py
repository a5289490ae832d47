"""Formulas in floats as their emitted code computes them: the compiled program, in its stable operations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from lemmata.engine.backends import value_of
from lemmata.engine.backends.arrays import has
from lemmata.engine.expr import Expr, dims, symbols
from lemmata.engine.stability.formats import Array, Format
from lemmata.engine.stability.points import Group


def compiled(exprs: Sequence[Expr], group: Group, format: Format) -> list[Array]:
    """The values of formulas by their programs, at the points of a group: NumPy's code, for bfloat16 PyTorch's.

    Raises ModuleNotFoundError where PyTorch is needed and not there.
    """
    torch = _torch() if format.name == "bfloat16" else None
    found = []
    for expr in exprs:
        declared = {s.name: s for s in symbols(expr)}
        names, shape = dims(expr), tuple(size.value(group.sizes) for size in expr.shape)
        shaped = {atom for s in declared.values() for size in s.shape for atom in size.atoms}
        sizes = {n: group.sizes[n] for n in names if n not in shaped}
        result = np.empty((group.count, *shape))
        columns = {name: _numbers(group.values[name], format) for name in declared}
        for place in range(group.count):
            arrays = {name: c[place] for name, c in columns.items()}
            if torch is not None:
                arrays = {name: torch.as_tensor(v).to(torch.bfloat16) if np.asarray(v).dtype.kind == "f" else
                          torch.as_tensor(v) for name, v in arrays.items()}
            with np.errstate(all="ignore"):
                value = value_of(expr, declared, names, {**arrays, **sizes})
            result[place] = value.double().numpy() if torch is not None and hasattr(value, "double") else value
        found.append(result)
    return found


def _numbers(values: Array, format: Format) -> Array:
    if values.dtype.kind != "f" or format.name == "bfloat16":
        return values
    with np.errstate(all="ignore"):
        return values.astype(format.name)


def _torch() -> Any:
    if not has("torch"):
        raise ModuleNotFoundError("programs run in bfloat16 by PyTorch; install lemmata[torch], or choose float16")
    import torch

    return torch
