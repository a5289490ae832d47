"""Many forms of one formula measured at the same points; what they share is worked out once."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from lemmata.engine.evaluation import Undefined, Unsupported
from lemmata.engine.evaluation.budget import BudgetError, Split
from lemmata.engine.expr import Expr
from lemmata.engine.stability.formats import Array
from lemmata.engine.stability.measuring import bits_of
from lemmata.engine.stability.points import Over
from lemmata.engine.stability.truth import Truth
from lemmata.engine.stability.written import floats_in


@dataclass
class Scores:
    """Bits lost at each point of a truth by forms of its formula."""

    known: Truth
    found: dict[Expr, Array | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.arithmetic = floats_in(self.known.format)
        with self.arithmetic.context():
            self.walks = [Over(k.group, self.arithmetic) for k in self.known.known]

    def bits(self, expr: Expr) -> Array | None:
        """By point; None where the form has no value in floats."""
        if expr not in self.found:
            self.found[expr] = self._measured(expr)
        return self.found[expr]

    def mean(self, expr: Expr) -> float:
        found = self.bits(expr)
        return float("inf") if found is None else float(found.mean())

    def values(self, expr: Expr) -> list[Array]:
        """The values in floats, by group."""
        with self.arithmetic.context():
            return [walk.over_points(walk.value(expr)).astype(np.float64) for walk in self.walks]

    def _measured(self, expr: Expr) -> Array | None:
        try:
            return bits_of([self.values(expr)], self.known)
        except (Unsupported, Undefined, Split, BudgetError):
            return None
        except (ValueError, ZeroDivisionError, np.linalg.LinAlgError):
            return None
