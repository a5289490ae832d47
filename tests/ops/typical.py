"""What the loops over all records share: typical calls, points inside their domains, values in balls."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, lru_cache
from random import Random
from typing import Any

import numpy as np

from lemmata.engine.evaluation import Balls, NoPoint, Point, evaluate, sample, size_choices
from lemmata.engine.expr import Apply, Expr, Symbol
from lemmata.engine.expr import symbol as make_symbol
from lemmata.engine.ops import OPS, Op, apply
from lemmata.engine.readers.declarations import parse_declarations

NO_REALS = ("variable", "event", "distribution", "function", "complex")
POINTS = 3


@dataclass(frozen=True)
class TypicalCall:
    """An operation on its sample arguments, with one of its cases of params."""

    name: str
    case: int

    @property
    def record(self) -> Op:
        return OPS[self.name]

    @cached_property
    def args(self) -> tuple[Symbol, ...]:
        return tuple(parse_declarations(", ".join(self.record.samples)).values())

    @cached_property
    def node(self) -> Apply:
        return apply(self.name, *self.args, **self.record.cases[self.case])  # type: ignore[return-value]

    @property
    def params(self) -> dict[str, Any]:
        return self.node.params

    @property
    def out(self) -> Expr:
        return self.node

    @property
    def numeric(self) -> bool:
        """Whether numbers can be put in, and a number comes out."""
        return not any(a.sort in NO_REALS for a in (*self.args, self.node)) and evaluable(self.record)

    def points(self, count: int = POINTS, style: str = "random", domains: tuple[str, ...] = ()) -> list[Point]:
        """Points at which the call is defined, from seeds counted up; fewer where most are outside."""
        wanted = [s if not domain else rebuilt(s, domain) for s, domain in zip(self.args, domains or [""] * 99)]
        sizes = size_choices(self.node)
        found: list[Point] = []
        for seed in range(12 * count):
            try:
                point = replace(sample(wanted, sizes[seed % len(sizes)], Random(seed), style), seed=seed)
            except NoPoint:
                continue
            if self.defined(point):
                found.append(point)
            if len(found) == count:
                break
        return found

    def defined(self, point: Point) -> bool:
        if self.record.where is None:
            return True
        condition = self.record.where(*self.args, **self.params)
        return all(v is True for v in np.ravel(in_balls(condition, point)))

    def __str__(self) -> str:
        return self.name if len(self.record.cases) == 1 else f"{self.name}-{self.case}"


def evaluable(record: Op) -> bool:
    return any(piece is not None for piece in (record.numpy, record.body, record.entry))


def rebuilt(symbol: Symbol, domain: str) -> Symbol:
    return make_symbol(symbol.name, symbol.shape, domain, symbol.params)


def in_balls(expr: Expr, point: Point, bits: int = 160) -> Any:
    return np.asarray(evaluate(expr, point, Balls(bits)), dtype=object)


def centre(value: Any) -> Any:
    """Middle of balls as floats; truth values as 0 and 1."""
    return np.vectorize(
        lambda v: np.nan if v is None else float(v) if isinstance(v, (bool, np.bool_, int)) else float(v.mid()),
        otypes=[float],
    )(np.asarray(value, dtype=object))


def integers(expr: Expr, point: Point) -> tuple[int, ...]:
    return tuple(size.value(point.sizes) for size in expr.shape)


def direction(rng: Random, symbol: Symbol, point: Point) -> Any:
    """A change of an argument; of a symmetric matrix a symmetric one."""
    change = np.empty(integers(symbol, point), dtype=object)
    for index in np.ndindex(change.shape):
        change[index] = Fraction(rng.randint(-64, 64), 32)
    return change + change.T if symbol.domain in ("symmetric", "posdef") else change


@lru_cache
def calls() -> tuple[TypicalCall, ...]:
    """Every case of every record."""
    return tuple(TypicalCall(name, case) for name in sorted(OPS) for case in range(len(OPS[name].cases)))


def numeric_calls() -> list[TypicalCall]:
    """The calls that can be built and have a value; `test_records` names those that can't be built."""
    found = []
    for call in calls():
        try:
            if call.record.samples and call.numeric:
                found.append(call)
        except (ValueError, TypeError, KeyError):
            continue
    return found
