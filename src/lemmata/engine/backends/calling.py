"""Compiled functions called with NumPy's arrays, whatever library they are of; NumPy's arrays come out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from lemmata.engine.backends.arrays import real_array, whole_numbers
from lemmata.engine.backends.staging import give_back, staged
from lemmata.engine.expr import Symbol

Function = Callable[..., Any]


def fits(symbol: Symbol, value: Any, dtype: np.dtype[Any]) -> bool:
    """Whether NumPy's code takes a value as it is."""
    if not symbol.shape:
        if isinstance(value, np.float64):  # a float too, which widens arrays, as Python's does not
            return dtype == np.float64
        return isinstance(value, float) or (symbol.sort == "integer" and isinstance(value, np.integer))
    if not isinstance(value, np.ndarray):
        return False
    return value.dtype == dtype if symbol.sort == "real" else value.dtype.kind == "i"


def with_numpy(inputs: Sequence[Symbol], library: str, dtype: np.dtype[Any], function: Function,
               plain: bool) -> Function:
    """A library's function for NumPy's arrays, or anything that converts to these.

    plain    all arguments will be as `fits` wants them
    """
    if library == "numpy" and plain:
        return function

    def arrays(args: Sequence[Any]) -> list[Any]:
        found = []
        for s, a in zip(inputs, args):
            array = whole_numbers(s, real_array(s, a))
            found.append(array.astype(dtype, copy=False) if s.sort == "real" or array.dtype.kind == "f" else array)
        return [*found, *args[len(inputs):]]

    if library == "numpy":
        return lambda *args: function(*arrays(args))
    if library == "jax":
        return _through_jax(function, (lambda args: args) if plain else arrays)
    return _through_torch(function, arrays, [bool(s.shape) for s in inputs] if plain else None)


def _through_jax(function: Function, arrays: Callable[[Sequence[Any]], Sequence[Any]]) -> Function:
    import jax

    def call(*args: Any) -> Any:
        given, lent = staged(arrays(args))
        with jax.enable_x64(True):
            found = _each(function(*given), np.asarray)  # waits for it
        # What is given back unchanged is the memory of the argument itself, or of its copy.
        found = _each(found, lambda a: (a.copy() if any(
            isinstance(b, np.ndarray) and np.may_share_memory(a, b) for b in given) else a)[()])
        give_back(lent)
        return found
    return call


def _through_torch(function: Function, arrays: Callable[[Sequence[Any]], Sequence[Any]],
                   shaped: Sequence[bool] | None) -> Function:
    """Tensors share the memory of the arrays.

    shaped    which arguments are arrays that need no conversion; None where they may need one
    """
    import torch

    def tensor(a: np.ndarray[Any, Any]) -> Any:
        if not a.flags.writeable or min(a.strides, default=0) < 0:  # of which there are no tensors
            a = a.copy()
        return torch.from_numpy(a)

    def result(t: Any) -> Any:
        return t.numpy()[()] if isinstance(t, torch.Tensor) else t

    if shaped is not None and all(shaped):
        return lambda *args: _each(function(*map(tensor, args[: len(shaped)]), *args[len(shaped):]), result)

    def call(*args: Any) -> Any:
        return _each(function(*(tensor(np.asarray(a)) if isinstance(a, (np.ndarray, np.generic)) else a
                                for a in arrays(args))), result)
    return call


def _each(result: Any, change: Callable[[Any], Any]) -> Any:
    return tuple(map(change, result)) if isinstance(result, tuple) else change(result)
