"""What the arithmetics share: elements are lifted, a record's function is picked, axes are reduced.

Values are NumPy arrays; all but the floats hold objects (`flint.arb`, `flint.acb`, `flint.fmpq`,
`flint.nmod`). What has no value (1/0 in an exact arithmetic) is `UNDEFINED`, which absorbs
everything that it meets, as a nan does, so that entries under a mask do no harm.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from lemmata.engine.ops import Op

Array = np.ndarray[Any, Any]


class Unsupported(Exception):
    """What this arithmetic, or the evaluation at all, can't do; the message says why."""


class Undefined(ArithmeticError):
    """The expression has no value at this point."""


class _Undefined:
    """The value of 1/0 in an exact arithmetic: every operation on it gives itself, comparisons None."""

    def _absorb(self, *_: Any) -> _Undefined:
        return self

    def _unknown(self, _: Any) -> None:
        return None

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _absorb
    __pow__ = __rpow__ = __neg__ = __abs__ = _absorb
    __lt__ = __le__ = __gt__ = __ge__ = _unknown  # type: ignore[assignment]

    def __bool__(self) -> bool:
        return False  # an equation of which a side has no value is not met

    def __repr__(self) -> str:
        return "undefined"


UNDEFINED = _Undefined()


@dataclass(frozen=True)
class Arithmetic:
    """What the arithmetics share; a subclass says how a number is lifted and which function serves an op."""

    name = ""
    at_once = 2**20  # entries of one array; a bigger batch is cut into pieces

    def scalar(self, value: Any) -> Any:
        """The exact number (int, Fraction) or the float as an element."""
        raise NotImplementedError

    def constant(self, name: str) -> Any:
        """pi, e, euler_gamma or inf as an element."""
        raise Unsupported(f"{name} has no value in {self.name}")

    @property
    def undefined(self) -> Any:
        """The element that stands for no value."""
        return UNDEFINED

    def array(self, values: Any) -> Array:
        """An array of exact numbers or floats, lifted entry by entry."""
        return lifted(self.scalar, np.asarray(values))

    def numbers(self, truth: Array) -> Array:
        """Truth values as 0 and 1; what is unknown is undefined."""
        return lifted(lambda t: self.undefined if t is None else self.scalar(int(t)), truth)

    def integers(self, array: Array) -> Array:
        """The integers that the entries are, for indices and exponents."""
        return np.vectorize(self.integer, otypes=[np.int64])(array)

    def integer(self, value: Any) -> int:
        raise NotImplementedError

    def defined(self, array: Array) -> bool:
        """Whether every entry has a value."""
        return not any(v is UNDEFINED or v is None for v in array.flat)

    def scalar_function(self, record: Op) -> Callable[..., Any] | None:
        """The function of elements for an elementwise op; None where its body must serve."""
        raise NotImplementedError

    def elementwise(self, record: Op) -> Callable[..., Array] | None:
        """The function of arrays for an elementwise op; None where its body must serve."""
        function = self.scalar_function(record)
        return None if function is None else by_entry(function)

    def whole(self, record: Op) -> Callable[..., Array] | None:
        """`f(call, *arrays)` for an op on whole arrays, with leading batch axes; None: its body."""
        return record.numpy if record.generic else None

    def reduce(self, kind: str, array: Array, axis: int) -> Array:
        """sum, prod, max, min, argmax or argmin along an axis of at least one entry."""
        rows = np.moveaxis(array, axis, 0)
        if kind in ("sum", "prod"):
            step = by_entry(self.guarded(operator.add if kind == "sum" else operator.mul))
        elif kind in ("max", "min"):
            step = by_entry(self.guarded(self.greater if kind == "max" else self.smaller))
        else:
            return self.argument(kind, rows)
        total = rows[0]
        for row in rows[1:]:
            total = step(total, row)
        return total

    def greater(self, a: Any, b: Any) -> Any:
        return b if a < b else a

    def smaller(self, a: Any, b: Any) -> Any:
        return a if a < b else b

    def argument(self, kind: str, rows: Array) -> Array:
        """argmax or argmin along the first axis."""
        best, place = rows[0, ...], np.zeros(rows.shape[1:], dtype=object)
        for position in range(1, len(rows)):
            row = rows[position, ...]
            for index in np.ndindex(row.shape):
                a, b = (best[index], row[index]) if kind == "argmax" else (row[index], best[index])
                if a < b:
                    place[index] = position
                    best = best.copy()
                    best[index] = row[index]
                elif not a >= b:
                    raise Unsupported(f"{kind} is not determined: two entries are too close to tell apart")
        return place

    def guarded(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, made to answer `undefined` where it would raise."""
        return function

    @contextmanager
    def context(self) -> Iterator[None]:
        """Where its numbers may be computed with (precision, warnings)."""
        yield


def lifted(lift: Callable[[Any], Any], values: Array) -> Array:
    """The object array of lifted entries."""
    result = np.empty(values.shape, dtype=object)
    for index in np.ndindex(values.shape):
        result[index] = lift(values[index])
    return result


def by_entry(function: Callable[..., Any]) -> Callable[..., Array]:
    """A function of elements on object arrays, which broadcast."""

    def on_arrays(*arrays: Array, **params: Any) -> Array:
        scalar = (lambda *entries: function(*entries, **params)) if params else function
        result = np.frompyfunc(scalar, len(arrays), 1)(*arrays)
        if isinstance(result, np.ndarray):
            return result
        boxed = np.empty((), dtype=object)
        boxed[()] = result
        return boxed

    return on_arrays


def by_batch(function: Callable[..., Any]) -> Callable[..., Array]:
    """A function of arrays without batch axes on arrays with them."""

    def on_batches(call: Any, *arrays: Array) -> Array:
        batches = [a.shape[: a.ndim - r] for a, r in zip(arrays, call.ranks)]
        batch = np.broadcast_shapes(*batches)
        full = [np.broadcast_to(a, batch + a.shape[a.ndim - r :]) for a, r in zip(arrays, call.ranks)]
        result = np.empty(batch + call.shape, dtype=object)
        for index in np.ndindex(batch):
            value = np.asarray(function(call, *(a[index] if index else a for a in full)), dtype=object)
            if value.shape != call.shape:
                value = np.broadcast_to(value, call.shape)
            result[index] = value if value.ndim else value[()]
        return result

    return on_batches
