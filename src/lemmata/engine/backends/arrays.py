"""Whose arrays they are, and how one library's become another's. No library is imported that isn't in use."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from lemmata.engine.expr import Symbol


def library_of(values: Sequence[Any]) -> str:
    """torch where one is a tensor, jax where one is an array of JAX, else numpy.

    Raises TypeError where there are both.

    >>> library_of([1.0, [2.0]])
    'numpy'
    """
    torch, jax = sys.modules.get("torch"), sys.modules.get("jax")
    tensors = torch is not None and any(isinstance(v, torch.Tensor) for v in values)
    arrays = jax is not None and any(isinstance(v, jax.Array) for v in values)
    if tensors and arrays:
        raise TypeError("some arguments are tensors of PyTorch and some arrays of JAX; convert them to one library")
    return "torch" if tensors else "jax" if arrays else "numpy"


def namespace(*values: Any) -> Any:
    """The array API of the library whose arrays these are, through array_api_compat; lists count as NumPy's.

    >>> namespace([1.0, 2.0]).__name__
    'array_api_compat.numpy'
    """
    library = library_of(values)
    return importlib.import_module("jax.numpy" if library == "jax" else f"array_api_compat.{library}")


def rank_of(value: Any) -> int:
    """How many axes a value has, whatever library it is of; 0 where it is none, as `real_array` tells.

    >>> rank_of([[1.0, 2.0]]), rank_of([[1.0], [2.0, 3.0]])
    (2, 0)
    """
    try:
        return len(np.shape(value))
    except ValueError:
        return 0


@cache
def has(library: str) -> bool:
    """Whether a library can be imported."""
    return importlib.util.find_spec(library) is not None


def real_array(symbol: Symbol, value: Any) -> np.ndarray[Any, Any]:
    """The value of a symbol as an array of real numbers, or of integers where it is declared as such.

    Raises ValueError with the name where it is no such array.
    """
    name = symbol.name
    if value is None:
        raise ValueError(f"{name} is None; give a number or an array of numbers")
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(f"{name} has rows of different lengths; give an array, all rows equally long") from None
    if array.dtype.kind == "O" and any(v is None for v in array.flat):
        raise ValueError(f"{name} has a None in it; give a number or an array of numbers")
    if array.dtype.kind == "c":
        raise ValueError(f"{name} is complex; a formula takes real numbers: give its real part, or its absolute value")
    if array.dtype.kind in "fiub":
        return array
    try:
        return array.astype(float)
    except (TypeError, ValueError):
        what = repr(value) if array.ndim == 0 else f"an array of {array.dtype}"
        raise ValueError(f"{name} is {what}; give a number or an array of numbers") from None


def check_labels(symbol: Symbol, value: Any, classes: int | None) -> None:
    """Refuses labels outside of 0 <= label < classes; NumPy would count a negative one from the end.

    Raises ValueError with the label.
    """
    array = np.asarray(value)
    if array.dtype.kind == "f" and not np.array_equal(array, np.rint(array)):
        part = array[array != np.rint(array)].flat[0]
        raise ValueError(f"{symbol.name} has the label {part}; labels are whole numbers. Probabilities of classes are "
                         "an array with an axis for the classes")
    if array.size and array.dtype.kind in "iuf":
        least, most = array.min(), array.max()
        if least < 0 or (classes is not None and most >= classes):
            wrong, ends = (least if least < 0 else most), "" if classes is None else f" to {classes - 1}"
            raise ValueError(f"{symbol.name} has the label {wrong}; labels go from 0{ends}. Mask what has no label "
                             "with where(...)")


def whole_numbers(symbol: Symbol, array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Integers of the machine for a symbol that is declared as integers; numbers that are none are left."""
    if symbol.sort == "integer" and array.dtype.kind == "f" and np.array_equal(array, np.rint(array)):
        return array.astype(np.int64)
    return array
