"""A function at the arrays of each library, and its slopes by the library's own differentiation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from tests.foundations.row import moved


def of(library: str, function: Callable[..., Any], arguments: Mapping[str, Any]) -> Any:
    """A function's value at the arguments as arrays of a library, with floats of 64 bits."""
    if library == "jax":
        import jax

        with jax.enable_x64(True):
            return function(**_arrays(jax.numpy.asarray, arguments))
    if library == "torch":
        import torch

        return function(**_arrays(lambda v: torch.as_tensor(np.asarray(v)), arguments))  # bare floats would be float32
    return function(**arguments)


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


def _arrays(convert: Callable[[Any], Any], arguments: Mapping[str, Any]) -> dict[str, Any]:
    return {n: convert(v) if moved(v) or isinstance(v, np.ndarray) else v for n, v in arguments.items()}
