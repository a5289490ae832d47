"""Exact arithmetics: the rationals, and the integers modulo a prime."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import flint
import numpy as np

from lemmata.engine.evaluation.arithmetic import UNDEFINED, Arithmetic, Array, Undefined, Unsupported, by_batch, lifted
from lemmata.engine.ops import Op

MOST_BITS = 1_000_000  # of an exact power


class Exact(Arithmetic):
    """Rationals and finite fields: exact, closed under + - * / only."""

    def guarded(self, function: Callable[..., Any]) -> Callable[..., Any]:
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
            return self.guarded(function)
        if record.body is None:
            raise Unsupported(f"{record.name} has no exact value in {self.name}")
        return None

    def whole(self, record: Op) -> Callable[..., Array] | None:
        if record.generic and record.numpy is not None:
            return record.numpy
        if record.name in _MATRIX:
            return by_batch(lambda call, *arrays: _MATRIX[record.name](self, *arrays))
        if record.body is None and record.entry is None:
            raise Unsupported(f"{record.name} has no exact value in {self.name}")
        return None


@dataclass(frozen=True)
class Rationals(Exact):
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
        return flint.fmpq_mat(array.tolist())


def _rational_power(a: Any, b: Any) -> Any:
    if b.q == 1:
        return _whole_power(a, int(b.p))
    if b.q == 2:
        return _whole_power(_rational_root(a), int(b.p))
    raise Unsupported(f"a power with the exponent {b} is not rational")


def _whole_power(a: Any, exponent: int) -> Any:
    if a is UNDEFINED:
        return UNDEFINED
    bits = max(int(a.p).bit_length(), int(a.q).bit_length()) if isinstance(a, flint.fmpq) else 0  # else a polynomial
    if abs(exponent) * bits > MOST_BITS:
        raise Unsupported(f"an exact power with the exponent {exponent} has more than {MOST_BITS} bits")
    return a**exponent


def _rational_root(a: Any) -> Any:
    if a < 0:
        return UNDEFINED
    top, bottom = math.isqrt(int(a.p)), math.isqrt(int(a.q))
    if top * top != a.p or bottom * bottom != a.q:
        raise Unsupported(f"the square root of {a} is not rational")
    return flint.fmpq(top, bottom)


def _sign(a: Any) -> Any:
    return flint.fmpq((a > 0) - (a < 0))


def _whole(a: Any) -> int:
    if a.q != 1 or abs(a.p) > 4096:
        raise Unsupported(f"a factorial of {a} has no exact value here")
    return int(a.p)


def _factorial(a: Any) -> Any:
    n = _whole(a)
    return UNDEFINED if n < 0 else flint.fmpq(math.factorial(n))


def _binomial(n: Any, k: Any) -> Any:
    """n (n - 1) ... (n - k + 1) / k!, 0 for k < 0; without a value for negative integers n."""
    if n.q == 1 and n < 0:
        return UNDEFINED
    count = _whole(k)
    if count < 0:
        return flint.fmpq(0)
    product = flint.fmpq(1)
    for i in range(count):
        product *= (n - i) / flint.fmpq(i + 1)
    return product


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
    "factorial": _factorial, "gamma": lambda a: _factorial(a - 1), "binomial": _binomial,
    "relu": lambda a: a if a > 0 else flint.fmpq(0),
}


@dataclass(frozen=True)
class FiniteField(Exact):
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

    def argument(self, kind: str, rows: Array) -> Array:
        raise Unsupported(f"{self.name} has no order")

    def matrix(self, array: Array) -> Any:
        return flint.nmod_mat([[int(v) for v in row] for row in array], self.p)


def _checked(arithmetic: Any, array: Array) -> Any:
    return None if any(v is UNDEFINED for v in array.flat) else arithmetic.matrix(array)


def _det(arithmetic: Any, array: Array) -> Any:
    matrix = _checked(arithmetic, array)
    return UNDEFINED if matrix is None else arithmetic.scalar(_number(matrix.det()))


def _inv(arithmetic: Any, array: Array) -> Any:
    return _solve(arithmetic, array, lifted(arithmetic.scalar, np.eye(array.shape[0], dtype=int)))


def _solve(arithmetic: Any, array: Array, right: Array) -> Any:
    matrix, columns = _checked(arithmetic, array), right if right.ndim == 2 else right[:, None]
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

RATIONALS = Rationals()
