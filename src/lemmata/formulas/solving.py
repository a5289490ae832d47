"""Closed forms of what formulas pose: optima, integrals, limits, series."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lemmata.engine.calculus import Optimum, integral, limit, optimum, series
from lemmata.formulas.base import Base

if TYPE_CHECKING:
    from lemmata.formulas.object import Formula


class Solving(Base):
    """Optima, integrals, limits, series."""

    def optimum(self, wrt: str) -> Optimum:
        """Where the gradient by a variable is zero, with its conditions, and whether a minimum or maximum is proved.

        Raises NoClosedForm with the reason where there is none.

        >>> print(parse("sum((X @ w - y)**2)", "X: real[m n], w: real[n], y: real[m]").optimum("w"))
        minimum at solve(X.T @ X, X.T @ y), where X.T @ X is invertible
        """
        found = optimum(self.expr, self._symbol(wrt))
        return replace(found, value=self._made(found.value, self.declarations))

    def integral(self, wrt: str, low: Formula | str | int | None = None,
                 high: Formula | str | int | None = None) -> Formula:
        """The integral between two ends (`"inf"`, `"-inf"` too), or an antiderivative; values bear it out.

        Raises NoClosedForm where none is found.

        >>> print(parse("x*exp(-a*x)", "x: real, a: positive").integral("x", 0, "inf"))
        1/a**2
        """
        return self._made(integral(self.expr, self._symbol(wrt), *(
            None if end is None else self._read(end) for end in (low, high))), self.declarations)

    def limit(self, wrt: str, point: Formula | str | int, side: int = 0) -> Formula:
        """The limit at a point (`"inf"` too) from above (side=1), below (-1) or both sides; values bear it out.

        Raises NoClosedForm where none is found.

        >>> print(parse("(1 + a/x)**x", "x: real, a: real").limit("x", "inf"))
        exp(a)
        """
        return self._made(limit(self.expr, self._symbol(wrt), self._read(point), side), self.declarations)

    def series(self, wrt: str, point: Formula | str | int = 0, order: int = 4) -> Formula:
        """The terms of degree below `order` of the Taylor or Laurent series around a point; values bear it out.

        Raises NoClosedForm where none is found.

        >>> print(parse("log(1 + x)", "x: real").series("x", 0, 3))
        x - x**2/2
        """
        return self._made(series(self.expr, self._symbol(wrt), self._read(point), order), self.declarations)
