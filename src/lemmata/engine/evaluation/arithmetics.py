"""The arithmetics in which an expression is evaluated: floats, balls, rationals, a finite field.

Each lifts exact numbers, picks the function of an operation's record, and reduces along axes.
Values are NumPy arrays; all but the floats hold objects (`flint.arb`, `flint.acb`, `flint.fmpq`,
`flint.nmod`). What has no value (1/0 in an exact arithmetic) is `UNDEFINED`, which absorbs
everything that it meets, as a nan does, so that entries under a mask do no harm.
"""

from __future__ import annotations

import math
import operator
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any

import flint
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
        return _lifted(self.scalar, np.asarray(values))

    def numbers(self, truth: Array) -> Array:
        """Truth values as 0 and 1; what is unknown is undefined."""
        return _lifted(lambda t: self.undefined if t is None else self.scalar(int(t)), truth)

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
        return None if function is None else _by_entry(function)

    def whole(self, record: Op) -> Callable[..., Array] | None:
        """`f(call, *arrays)` for an op on whole arrays, with leading batch axes; None: its body."""
        return record.numpy if record.generic else None

    def reduce(self, kind: str, array: Array, axis: int) -> Array:
        """sum, prod, max, min, argmax or argmin along an axis of at least one entry."""
        rows = np.moveaxis(array, axis, 0)
        if kind in ("sum", "prod"):
            step = _by_entry(self._guarded(operator.add if kind == "sum" else operator.mul))
        elif kind in ("max", "min"):
            step = _by_entry(self._guarded(self.greater if kind == "max" else self.smaller))
        else:
            return self._argument(kind, rows)
        total = rows[0]
        for row in rows[1:]:
            total = step(total, row)
        return total

    def greater(self, a: Any, b: Any) -> Any:
        return b if a < b else a

    def smaller(self, a: Any, b: Any) -> Any:
        return a if a < b else b

    def _argument(self, kind: str, rows: Array) -> Array:
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

    def _guarded(self, function: Callable[..., Any]) -> Callable[..., Any]:
        return function

    @contextmanager
    def context(self) -> Iterator[None]:
        """Where its numbers may be computed with (precision, warnings)."""
        yield


def _lifted(lift: Callable[[Any], Any], values: Array) -> Array:
    result = np.empty(values.shape, dtype=object)
    for index in np.ndindex(values.shape):
        result[index] = lift(values[index])
    return result


def _by_entry(function: Callable[..., Any]) -> Callable[..., Array]:
    def on_arrays(*arrays: Array, **params: Any) -> Array:
        scalar = (lambda *entries: function(*entries, **params)) if params else function
        result = np.frompyfunc(scalar, len(arrays), 1)(*arrays)
        if isinstance(result, np.ndarray):
            return result
        boxed = np.empty((), dtype=object)
        boxed[()] = result
        return boxed

    return on_arrays


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


_precision = threading.RLock()


@dataclass(frozen=True)
class Balls(Arithmetic):
    """Real balls of Arb: every value encloses the true one; nan where nothing is known."""

    bits: int = 128
    name = "balls"

    def scalar(self, value: Any) -> Any:
        if isinstance(value, flint.arb):
            return value
        if isinstance(value, flint.acb):
            return value.real if value.imag.is_zero() else self.undefined
        if isinstance(value, Fraction):
            return flint.arb(flint.fmpq(value.numerator, value.denominator))
        return flint.arb(int(value) if isinstance(value, (int, np.integer, np.bool_)) else float(value))

    def constant(self, name: str) -> Any:
        return {"pi": flint.arb.pi, "e": flint.arb.const_e, "euler_gamma": flint.arb.const_euler,
                "inf": flint.arb.pos_inf}[name]()

    @property
    def undefined(self) -> Any:
        return flint.arb.nan()

    def integer(self, value: Any) -> int:
        found = value.unique_fmpz()
        if found is None:
            raise Unsupported("an index is not known exactly")
        return int(found)

    def defined(self, array: Array) -> bool:
        return not any(v is None or (not isinstance(v, (bool, np.bool_)) and _is_nan(v)) for v in array.flat)

    def scalar_function(self, record: Op) -> Callable[..., Any] | None:
        if record.arb is not None:
            return record.arb
        if record.generic and record.numpy is not None:
            return record.numpy
        if record.body is None:
            raise Unsupported(f"{record.name} has no function of balls")
        return None

    def whole(self, record: Op) -> Callable[..., Array] | None:
        if record.arb is not None:
            return _by_batch(record.arb)
        if record.generic and record.numpy is not None:
            return record.numpy
        if record.body is None and record.entry is None:
            raise Unsupported(f"{record.name} has no function of balls")
        return None

    def greater(self, a: Any, b: Any) -> Any:
        return a.max(b)

    def smaller(self, a: Any, b: Any) -> Any:
        return a.min(b)

    @contextmanager
    def context(self) -> Iterator[None]:
        with _precision:
            before, flint.ctx.prec = flint.ctx.prec, self.bits
            try:
                yield
            finally:
                flint.ctx.prec = before


def _is_nan(value: Any) -> bool:
    if isinstance(value, flint.acb):
        return value.real.is_nan() or value.imag.is_nan()
    return isinstance(value, flint.arb) and value.is_nan()


def _by_batch(function: Callable[..., Any]) -> Callable[..., Array]:
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


@dataclass(frozen=True)
class ComplexBalls(Balls):
    """Complex balls; `analytic` asks that a function whose ball touches a branch cut or kink gives nan."""

    analytic: bool = False
    name = "complex balls"

    def scalar(self, value: Any) -> Any:
        return value if isinstance(value, flint.acb) else flint.acb(super().scalar(value))

    def constant(self, name: str) -> Any:
        return flint.acb(super().constant(name))

    @property
    def undefined(self) -> Any:
        return flint.acb(flint.arb.nan())

    def integer(self, value: Any) -> int:
        return super().integer(value.real)

    def scalar_function(self, record: Op) -> Callable[..., Any] | None:
        from lemmata.engine.evaluation.holomorphic import holomorphic

        return holomorphic(record, self.analytic)

    def whole(self, record: Op) -> Callable[..., Array] | None:
        return _by_batch(record.acb) if record.acb is not None else super().whole(record)

    def greater(self, a: Any, b: Any) -> Any:
        return a.real_max(b, analytic=self.analytic)

    def smaller(self, a: Any, b: Any) -> Any:
        return a.real_min(b, analytic=self.analytic)


class _Exact(Arithmetic):
    """Rationals and finite fields: exact, closed under + - * / only."""

    def _guarded(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def guarded(*args: Any, **params: Any) -> Any:
            if any(a is UNDEFINED or a is None for a in args):
                return UNDEFINED
            try:
                return function(*args, **params)
            except ZeroDivisionError:
                return UNDEFINED

        return guarded

    def own(self, name: str) -> Callable[..., Any] | None:
        """A function that only this arithmetic has."""
        raise NotImplementedError

    def scalar_function(self, record: Op) -> Callable[..., Any] | None:
        if record.name == "where":
            return lambda c, a, b: UNDEFINED if c is None or c is UNDEFINED else a if c else b
        function = self.own(record.name) or (record.numpy if record.generic else None)
        if function is not None:
            return self._guarded(function)
        if record.body is None:
            raise Unsupported(f"{record.name} has no exact value in {self.name}")
        return None

    def whole(self, record: Op) -> Callable[..., Array] | None:
        if record.generic and record.numpy is not None:
            return record.numpy
        if record.name in _MATRIX:
            return _by_batch(lambda call, *arrays: _MATRIX[record.name](self, *arrays))
        if record.body is None and record.entry is None:
            raise Unsupported(f"{record.name} has no exact value in {self.name}")
        return None


@dataclass(frozen=True)
class Rationals(_Exact):
    """Exact rationals (`flint.fmpq`); functions such as exp are unsupported, a square root only of a square."""

    name = "the rationals"

    def scalar(self, value: Any) -> Any:
        if isinstance(value, flint.fmpq):
            return value
        if isinstance(value, (np.floating, float)) and not math.isfinite(value):
            return UNDEFINED
        exact = Fraction(int(value) if isinstance(value, (np.integer, np.bool_)) else value)
        return flint.fmpq(exact.numerator, exact.denominator)

    def integer(self, value: Any) -> int:
        if value is UNDEFINED or value.q != 1:
            raise Undefined(f"an index is no integer but {value}")
        return int(value.p)

    def own(self, name: str) -> Callable[..., Any] | None:
        return _RATIONAL.get(name)

    def matrix(self, array: Array) -> Any:
        return flint.fmpq_mat(*array.shape, list(array.flat))


def _rational_power(a: Any, b: Any) -> Any:
    if b.q == 1:
        if abs(b.p) > 4096:
            raise Unsupported(f"the exponent {b} is too big for an exact power")
        return a ** int(b.p)
    if b.q == 2:
        return _rational_root(a) ** int(b.p)
    raise Unsupported(f"a power with the exponent {b} is not rational")


def _rational_root(a: Any) -> Any:
    if a < 0:
        return UNDEFINED
    top, bottom = math.isqrt(int(a.p)), math.isqrt(int(a.q))
    if top * top != a.p or bottom * bottom != a.q:
        raise Unsupported(f"the square root of {a} is not rational")
    return flint.fmpq(top, bottom)


def _sign(a: Any) -> Any:
    return flint.fmpq((a > 0) - (a < 0))


_COMPARISONS: dict[str, Callable[..., Any]] = {
    "eq": operator.eq, "ne": operator.ne, "lt": operator.lt, "le": operator.le, "gt": operator.gt,
    "ge": operator.ge,
}
_LOGIC: dict[str, Callable[..., Any]] = {
    "and": lambda a, b: a and b, "or": lambda a, b: a or b, "not": operator.not_,
    "iff": operator.eq, "implies": lambda a, b: not a or b,
}
_RATIONAL: dict[str, Callable[..., Any]] = {
    **_COMPARISONS, **_LOGIC, "pow": _rational_power, "sqrt": _rational_root, "sign": _sign, "abs": abs,
    "floor": lambda a: flint.fmpq(a.floor()), "ceil": lambda a: flint.fmpq(a.ceil()),
    "maximum": lambda a, b: b if a < b else a, "minimum": lambda a, b: a if a < b else b,
    "relu": lambda a: a if a > 0 else flint.fmpq(0),
}


@dataclass(frozen=True)
class FiniteField(_Exact):
    """Integers modulo a prime p (`flint.nmod`): a random point that tells two rational functions apart
    does so with an error of at most degree / p. Order, roots and transcendental functions have no meaning."""

    p: int = 2**61 - 1

    @cached_property
    def name(self) -> str:  # type: ignore[override]
        return f"the field of {self.p} elements"

    def scalar(self, value: Any) -> Any:
        if isinstance(value, flint.nmod):
            return value
        if isinstance(value, (np.floating, float)) and not math.isfinite(value):
            return UNDEFINED
        exact = Fraction(int(value) if isinstance(value, (np.integer, np.bool_)) else value)
        if exact.denominator % self.p == 0:
            return UNDEFINED
        return flint.nmod(exact.numerator % self.p, self.p) / flint.nmod(exact.denominator % self.p, self.p)

    def integer(self, value: Any) -> int:
        if value is UNDEFINED:
            raise Undefined("an index has no value")
        lift = int(value)
        lift = lift - self.p if lift > self.p // 2 else lift
        if abs(lift) > 2**20:
            raise Unsupported(f"an exponent or index is no small integer in {self.name}")
        return lift

    def own(self, name: str) -> Callable[..., Any] | None:
        if name == "pow":
            return lambda a, b: a ** self.integer(b)
        if name in ("lt", "le", "gt", "ge"):
            raise Unsupported(f"{self.name} has no order")
        return _COMPARISONS.get(name) or _LOGIC.get(name)

    def greater(self, a: Any, b: Any) -> Any:
        raise Unsupported(f"{self.name} has no order")

    smaller = greater

    def _argument(self, kind: str, rows: Array) -> Array:
        raise Unsupported(f"{self.name} has no order")

    def matrix(self, array: Array) -> Any:
        return flint.nmod_mat(*array.shape, [int(v) for v in array.flat], self.p)


def _checked(arithmetic: Any, array: Array) -> Any:
    return None if any(v is UNDEFINED for v in array.flat) else arithmetic.matrix(array)


def _det(arithmetic: Any, array: Array) -> Any:
    matrix = _checked(arithmetic, array)
    return UNDEFINED if matrix is None else arithmetic.scalar(_number(matrix.det()))


def _inv(arithmetic: Any, array: Array) -> Any:
    return _solve(arithmetic, array, _lifted(arithmetic.scalar, np.eye(array.shape[0], dtype=int)))


def _solve(arithmetic: Any, array: Array, right: Array) -> Any:
    matrix, columns = _checked(arithmetic, array), right.reshape(right.shape[0], -1)
    other = _checked(arithmetic, columns)
    failed = np.full(right.shape, UNDEFINED, dtype=object)
    if matrix is None or other is None:
        return failed
    try:
        solution = matrix.solve(other)
    except ZeroDivisionError:
        return failed
    entries = [arithmetic.scalar(_number(e)) for e in solution.entries()]
    result = np.empty(columns.shape, dtype=object)
    for index, entry in zip(np.ndindex(columns.shape), entries):
        result[index] = entry
    return result.reshape(right.shape)


def _rank(arithmetic: Any, array: Array) -> Any:
    matrix = _checked(arithmetic, array)
    return UNDEFINED if matrix is None else arithmetic.scalar(int(matrix.rank()))


def _number(value: Any) -> Any:
    if isinstance(value, flint.fmpz):
        return int(value)
    return value


# Primitives on matrices that have an exact value.
_MATRIX: dict[str, Callable[..., Any]] = {"det": _det, "inv": _inv, "solve": _solve, "rank": _rank}

FLOATS = Floats()
RATIONALS = Rationals()


@lru_cache(maxsize=64)
def floats_of(dtype: np.dtype[Any]) -> Floats:
    """The floats of a dtype; integers and truth values count as float64."""
    return Floats(dtype.type) if dtype.kind == "f" else FLOATS
