"""Floating-point numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from lemmata.engine.evaluation.arithmetic import Arithmetic, Array, Undefined, Unsupported
from lemmata.engine.ops import Op


@dataclass(frozen=True)
class Floats(Arithmetic):
    """NumPy's floating-point numbers of one dtype; nan and inf as IEEE 754 has them."""

    dtype: Any = np.float64
    name = "floats"
    at_once = 2**24

    def scalar(self, value: Any) -> Any:
        return self.dtype(value) if isinstance(self.dtype, type) else np.dtype(self.dtype).type(value)

    def constant(self, name: str) -> Any:
        return self.scalar({"pi": math.pi, "e": math.e, "euler_gamma": float(np.euler_gamma), "inf": math.inf}[name])

    @property
    def undefined(self) -> Any:
        return self.scalar(math.nan)

    def array(self, values: Any) -> Array:
        return np.asarray(values).astype(self.dtype)

    def numbers(self, truth: Array) -> Array:
        return truth.astype(self.dtype)

    def integers(self, array: Array) -> Array:
        rounded = np.rint(array)
        if not np.array_equal(rounded, array):
            raise Undefined("an index is no integer")
        return rounded.astype(np.int64)

    def defined(self, array: Array) -> bool:
        return array.dtype == bool or not np.isnan(array).any()

    def elementwise(self, record: Op) -> Callable[..., Array] | None:
        if record.numpy is None and record.body is None:
            raise Unsupported(f"{record.name} has no function of floats")
        return record.numpy

    whole = elementwise

    def reduce(self, kind: str, array: Array, axis: int) -> Array:
        return getattr(np, kind)(array, axis=axis)

    @contextmanager
    def context(self) -> Iterator[None]:
        with np.errstate(all="ignore"):
            yield


FLOATS = Floats()


@lru_cache(maxsize=64)
def floats_of(dtype: np.dtype[Any]) -> Floats:
    """The floats of a dtype; integers and truth values count as float64."""
    return Floats(dtype.type) if dtype.kind == "f" else FLOATS
