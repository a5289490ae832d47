"""Definitions at floats as they are: the value and the derivatives, as they come and as they truly are."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np
from tests.foundations.libraries import differentiated, of
from tests.foundations.row import Row, moved
from tests.foundations.rows.table import ROWS

from lemmata.engine.evaluation import Balls, Point, Unsupported, evaluate
from lemmata.engine.expr import Expr, Symbol
from lemmata.engine.programs import NoProgram

DEFINED = list({row.id: row for row in ROWS if row.definition is not None and all(
    s.sort != "function" for s in row.definition.declarations.values())}.values())


def truth(expr: Expr, arguments: dict[str, Any], sizes: dict[str, int]) -> Any:
    """The value at floats as they are, as floats; None where there is none."""
    exact = {n: np.vectorize(Fraction, otypes=[object])(np.asarray(v).tolist()) for n, v in arguments.items()}
    for bits in (400, 2400, 6000):
        try:
            found = np.asarray(evaluate(expr, Point(sizes, exact), Balls(bits)), dtype=object)
        except (Unsupported, ValueError, ZeroDivisionError):
            continue
        if all(x.is_finite() and (x.rad() <= abs(x.mid()) * 1e-12 or x.rad() < 1e-320) for x in found.flat):
            return np.array([float(x.mid()) for x in found.flat]).reshape(found.shape)
    return None


class AtEnds:
    """A definition, its derivatives, and arguments of the table from which some are put at an end.

    What is true there is found once, and the value that each library gives is held against it: of the function, of its
    derivatives, and for JAX and PyTorch the slopes that they find themselves through a call of the function.
    """

    def __init__(self, row: Row):
        definition = row.definition
        assert definition is not None
        self.row = row
        self.symbols: dict[str, Symbol] = dict(definition.declarations)
        self.ordinary = row.arguments(0)
        self.sizes = {n: int(v) for n, v in self.ordinary.items() if n not in self.symbols}
        self.sizes |= {size.atom: length for name, symbol in self.symbols.items()
                       for size, length in zip(symbol.shape, np.shape(self.ordinary[name])) if size.atom}
        self.forms: dict[str, tuple[Any, Expr]] = {"value": (definition, definition.expr)}
        for name, symbol in self.symbols.items():
            if symbol.sort == "real":
                slope = definition.derivative(name)
                self.forms[f"derivative by {name}"] = slope, slope.expr
        self._truths: dict[Any, Any] = {}

    def wrong(self, changed: dict[str, Any], absolute: float = 1e-300, library: str = "numpy") -> Iterator[str]:
        """The forms that are no more right with some arguments changed, up to rounding and an absolute error."""
        arguments = {**self.ordinary, **changed}
        for form, (function, _) in self.forms.items():
            wanted = self._truth(form, arguments)
            if wanted is None:
                continue
            if not self._right(library, function, arguments, wanted, absolute):
                yield form
            name = form.removeprefix("derivative by ")
            if library != "numpy" and moved(arguments.get(name)) and self.forms["value"][1].sort == "real":
                own = differentiated(library, self.forms["value"][0], name)
                if not self._right(library, own, arguments, wanted, absolute):
                    yield f"own {form}"

    def _truth(self, form: str, arguments: dict[str, Any]) -> Any:
        declared = {n: v for n, v in arguments.items() if n in self.symbols}
        key = form, *(np.asarray(v).tobytes() for v in declared.values())
        if key not in self._truths:
            self._truths[key] = truth(self.forms[form][1], declared, self.sizes)
        return self._truths[key]


    def _right(self, library: str, function: Any, arguments: dict[str, Any], wanted: Any, absolute: float) -> bool:
        """Whether it gives the value, or says that it can't; integrals are for NumPy's arrays only."""
        try:
            value = np.asarray(of(library, function, arguments), float)
        except NoProgram:
            return library != "numpy"
        return close(value, wanted, absolute)


def close(value: Any, wanted: Any, absolute: float) -> bool:
    far = np.max(np.abs(wanted), initial=0.0)
    return np.allclose(value, wanted, rtol=1e-6, atol=max(1e-9 * far if far < 1e308 else 0.0, absolute))


@lru_cache(maxsize=1)  # the tests of a row come one after another, a library each, and share what is true
def at_ends(name: str) -> AtEnds:
    """Of the row with this id."""
    return AtEnds(next(row for row in DEFINED if row.id == name))
