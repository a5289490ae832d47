"""Formulas in floats, operation by operation, each result rounded: what code of the same text gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lemmata.engine.evaluation import Floats
from lemmata.engine.evaluation.arithmetic import Array
from lemmata.engine.expr import Expr
from lemmata.engine.ops import Op
from lemmata.engine.stability.formats import Format
from lemmata.engine.stability.points import Group, Over

HELD = {"float64": np.float64, "float32": np.float32, "bfloat16": np.float32, "float16": np.float32}


@dataclass(frozen=True)
class Rounded(Floats):
    """Floats of a format that is narrower than the one which operations are worked out in.

    As PyTorch and XLA have it for bfloat16 and float16: every operation in float32, a sum or product over an axis
    accumulated there, and its result rounded.
    """

    format: Format | None = None

    def rounded(self, values: Any) -> Array:
        values = np.asarray(values)
        assert self.format is not None
        return self.format.rounded(values).astype(self.dtype) if values.dtype.kind == "f" else values

    def array(self, values: Any) -> Array:
        values = np.asarray(values)
        return self.rounded(values) if values.dtype.kind == "f" else super().array(values)  # labels stay whole

    def scalar(self, value: Any) -> Any:
        return self.rounded(super().scalar(value))[()]

    def elementwise(self, record: Op) -> Callable[..., Array] | None:
        found = super().elementwise(record)
        return None if found is None else lambda *args, **params: self.rounded(found(*args, **params))

    whole = elementwise

    def reduce(self, kind: str, array: Array, axis: int) -> Array:
        return self.rounded(super().reduce(kind, array, axis))


def floats_in(format: Format) -> Floats:
    """The arithmetic of a format: NumPy's own where it computes in it."""
    held = HELD[format.name]
    return Floats(held) if format.name in ("float64", "float32") else Rounded(held, format)


def written(exprs: Sequence[Expr], group: Group, format: Format) -> list[Array]:
    """The values of formulas as written, at the points of a group, in float64 that holds the format's numbers."""
    arithmetic = floats_in(format)
    with arithmetic.context():
        over = Over(group, arithmetic)
        return [over.over_points(over.value(expr)).astype(np.float64) for expr in exprs]
