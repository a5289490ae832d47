"""A function at the arrays of each library, and its slopes by the library's own differentiation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import numpy as np


def float64(library: str) -> AbstractContextManager[Any]:
    """In which a library has floats of 64 bits."""
    if library == "jax":
        import jax

        found: AbstractContextManager[Any] = jax.enable_x64(True)
        return found
    return nullcontext()


def array_of(library: str, value: Any) -> Any:
    """An array or a float of NumPy's as an array of a library; anything else as it is."""
    if library == "numpy" or not isinstance(value, (np.ndarray, float, np.floating)):
        return value
    if library == "jax":
        import jax

        return jax.numpy.asarray(value)
    import torch

    return torch.as_tensor(np.asarray(value))  # a bare float would be a float32


def arrays_of(library: str, given: Any) -> Any:
    """All of them, by place or by name."""
    if isinstance(given, Mapping):
        return {name: array_of(library, value) for name, value in given.items()}
    return [array_of(library, value) for value in given]


def of(library: str, function: Callable[..., Any], arguments: Mapping[str, Any]) -> Any:
    """A function's value at arguments as arrays of a library, with floats of 64 bits."""
    with float64(library):
        return function(**arrays_of(library, arguments))


def differentiated(library: str, function: Callable[..., Any], name: str) -> Callable[..., Any]:
    """What the library itself makes of a call: its derivatives by one argument, on axes behind those of the value."""
    def slopes(**given: Any) -> Any:
        def of_one(x: Any) -> Any:
            return function(**{**given, name: x})

        if library == "jax":
            import jax

            return jax.jacrev(of_one)(given[name])
        import torch

        return torch.autograd.functional.jacobian(of_one, given[name])
    return slopes
