"""Real and complex balls: intervals that enclose the true value."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import flint
import numpy as np

from lemmata.engine.evaluation.arithmetic import Arithmetic, Array, Unsupported, by_batch
from lemmata.engine.evaluation.holomorphic import holomorphic
from lemmata.engine.ops import Op
from lemmata.engine.ops.balls import only_integer

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
        found = only_integer(value)
        if found is None:
            raise Unsupported("an index is not known exactly")
        return found

    def defined(self, array: Array) -> bool:
        return not any(v is None or (not isinstance(v, (bool, np.bool_)) and is_nan(v)) for v in array.flat)

    def scalar_function(self, record: Op) -> Callable[..., Any] | None:
        if record.arb is not None:
            return record.arb
        if record.generic and record.numpy is not None:
            return record.numpy
        if record.body is None:
            raise Unsupported(f"{record.name} has no function of balls")
        return None

    def own(self, record: Op) -> Callable[..., Any] | None:
        """The record's function for this kind of balls."""
        return record.arb

    def whole(self, record: Op) -> Callable[..., Array] | None:
        own = self.own(record)
        if own is not None:
            return by_batch(own)
        if record.generic and record.numpy is not None:
            return record.numpy
        if record.body is None and record.entry is None:
            raise Unsupported(f"{record.name} has no function of {self.name}")
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


def is_nan(value: Any) -> bool:
    if isinstance(value, flint.acb):
        return value.real.is_nan() or value.imag.is_nan()
    return isinstance(value, flint.arb) and value.is_nan()


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
        return holomorphic(record, self.analytic)

    def own(self, record: Op) -> Callable[..., Any] | None:
        return record.acb

    def greater(self, a: Any, b: Any) -> Any:
        return a.real_max(b, analytic=self.analytic)

    def smaller(self, a: Any, b: Any) -> Any:
        return a.real_min(b, analytic=self.analytic)
