"""Real numbers as floats: which ones, beside the arrays that are there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np


def common_dtype(arrays: Sequence[np.ndarray[Any, Any]]) -> np.dtype[Any]:
    """The floats that all are turned to: those of the arrays with axes, where there are such."""
    floating = [a.dtype for a in arrays if a.dtype.kind == "f" and a.ndim]
    floating = floating or [a.dtype for a in arrays if a.dtype.kind == "f"]
    return np.result_type(*floating) if floating else np.dtype(np.float64)


def jax_arrays(reals: Sequence[tuple[str, bool]], args: Sequence[Any]) -> Iterable[Any]:
    """Floats for real numbers: XLA's integers overflow in silence. Python's own take any dtype, and stay."""
    import jax.numpy as jnp

    dtypes = [getattr(a, "dtype", None) for a in args[: len(reals)]]
    fits = [isinstance(a, float if real else int) if d is None else
            not real or d.kind == "f" or jnp.issubdtype(d, jnp.floating)
            for (_, real), a, d in zip(reals, args, dtypes)]
    if all(fits):
        return args[: len(reals)]
    floating = [d for d, a in zip(dtypes, args) if d is not None and a.ndim and jnp.issubdtype(d, jnp.floating)]
    wanted = jnp.result_type(*floating) if floating else jnp.result_type(float)
    return [a if fit else jnp.asarray(_real(name, a), wanted if real else None)
            for fit, (name, real), a in zip(fits, reals, args)]


def tensors(reals: Sequence[tuple[str, bool]], args: Sequence[Any]) -> Iterable[Any]:
    """All as tensors beside the one that is there, real numbers in its floats."""
    import torch

    like = next(a for a in args if isinstance(a, torch.Tensor))
    dtype = next((a.dtype for a in args if isinstance(a, torch.Tensor) and a.is_floating_point()),
                 torch.get_default_dtype())
    return [torch.as_tensor(_real(name, a), dtype=dtype if real else None,
                            device=None if isinstance(a, torch.Tensor) else like.device)
            for (name, real), a in zip(reals, args)]


def _real(name: str, value: Any) -> Any:
    """The value, refused where it is complex."""
    dtype = getattr(value, "dtype", None)
    if isinstance(value, complex) or getattr(dtype, "kind", "") == "c" or getattr(dtype, "is_complex", False):
        raise ValueError(f"{name} is complex; a formula takes real numbers: give its real part, or its absolute value")
    return value
