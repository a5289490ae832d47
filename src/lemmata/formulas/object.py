"""The public object: a formula that is read, run, derived, compared and written."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from lemmata.engine.expr import Expr, Symbol
from lemmata.formulas.comparing import Comparing
from lemmata.formulas.deriving import Deriving
from lemmata.formulas.drawing import Drawing
from lemmata.formulas.maps import LinearMaps
from lemmata.formulas.measuring import Measuring
from lemmata.formulas.running import Running
from lemmata.formulas.solving import Solving


class Formula(Running, Deriving, LinearMaps, Solving, Comparing, Measuring, Drawing):
    """An expression with the declarations of its symbols; it serves every size.

    >>> f = parse("sum((X @ w - y)**2) / m", "X: real[m n], w: real[n], y: real[m]")
    >>> f.grad("w").equals("2*X.T @ (X @ w - y)/m").kind
    'proved'
    >>> float(f(X=[[1.0, 2.0], [3.0, 4.0]], w=[1.0, 0.0], y=[1.0, 1.0]))
    2.0
    """

    def _made(self, expr: Expr, declarations: Mapping[str, Symbol] | None = None, source: Expr | None = None,
              parts: Mapping[str, Expr] = MappingProxyType({}), layout: str | None = None,
              last: tuple[Expr, Expr] | None = None) -> Formula:
        return Formula(expr, self.declarations if declarations is None else declarations, source, parts, layout, last)

    def __reduce__(self) -> tuple[Any, ...]:
        return Formula, (self.expr, dict(self.declarations), self.source, dict(self.parts), self.layout, self.last)
