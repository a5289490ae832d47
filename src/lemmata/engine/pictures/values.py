"""The values of a formula at many points at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from lemmata.engine.backends import value_of
from lemmata.engine.derivatives import NoDerivative, derivative
from lemmata.engine.expr import DOMAINS, Expr, Symbol, at, bind, dims, fresh_index, implied, substitute, symbol
from lemmata.engine.ops import ShapeError
from lemmata.engine.pictures.picture import Array, PictureError

COUNT, MANY = "points_", "_many"


@dataclass(frozen=True, eq=False)
class Family:
    """A formula as a function of some of its variables, with the values of the others.

    >>> from lemmata.engine.expr import symbol
    >>> x, a = symbol("x"), symbol("a")
    >>> Family(a * x**2, {"x": x, "a": a}, {"a": 3.0})(x=[0.0, 1.0, 2.0]).tolist()
    [0.0, 3.0, 12.0]
    """

    expr: Expr
    declarations: Mapping[str, Symbol]
    fixed: Mapping[str, Any]
    source: Expr | None = None  # what its derivatives are taken of

    def __call__(self, **points: Any) -> Array:
        """The values, one for each point; nan where there is none."""
        sizes = [name for name in points if name not in self.declarations]
        if sizes:
            rows = [self.fix(**dict(zip(points, row)))() for row in zip(*points.values())]
            return np.asarray(rows, float)
        if not points:
            return np.asarray(self._value(self.expr, self.declarations, self.fixed), float)
        given = {name: _as_declared(self.declarations[name], value) for name, value in points.items()}
        if not len(next(iter(given.values()))):
            return np.zeros(0)
        index, declarations = fresh_index(), dict(self.declarations)
        put: dict[Expr, Expr] = {}
        for name in given:
            own = declarations.pop(name)
            plain = DOMAINS[own.domain].rank is None
            domain = own.domain if plain else "unit" if implied(own.domain, "unit") else "real"
            many = declarations[name + MANY] = symbol(name + MANY, [COUNT, *own.shape], domain)
            put[own] = at(many, index)
        expr = bind("array", index, substitute(self.expr, put), 0, COUNT)
        others = {name: value for name, value in self.fixed.items() if name not in given}
        arrays = {**others, **{name + MANY: value for name, value in given.items()}}
        found = np.asarray(self._value(expr, declarations, arrays), float)
        return np.where(np.isfinite(found), found, np.nan)

    @staticmethod
    def _value(expr: Expr, declarations: Mapping[str, Symbol], arrays: Mapping[str, Any]) -> Any:
        arrays = {name: _as_declared(declarations[name], value) if name in declarations else value
                  for name, value in arrays.items()}
        try:
            with np.errstate(all="ignore"):
                return value_of(expr, declarations, dims(expr, *declarations.values()), arrays)
        except IndexError as error:
            raise PictureError(f"an index leaves its array ({error}); give its variable a range inside") from error

    def fix(self, **values: Any) -> Family:
        """The same with values for more variables."""
        return replace(self, fixed={**self.fixed, **values})

    def derivative(self, name: str) -> Family | None:
        """The derivative by a variable, at the same values; None where there is none."""
        try:
            slope = derivative(self.expr if self.source is None else self.source, self.declarations[name])
        except (NoDerivative, ShapeError):
            return None
        return replace(self, expr=slope, source=None)


def _as_declared(symbol: Symbol, value: Any) -> Any:
    """Whole numbers as such: they may be places in arrays."""
    if isinstance(value, Expr) or symbol.sort not in ("real", "integer"):
        return value
    found = np.asarray(value, float)
    return np.rint(found).astype(np.int64) if symbol.sort == "integer" and np.isfinite(found).all() else found
