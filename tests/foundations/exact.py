"""Definitions at floats as they are: the value and the derivatives, as they come and as they truly are.

Right is what the true value is, up to rounding; or what it may be where it hangs on the last digit of the arguments (a
correlation with what is constant but for the rounding of its probabilities): as far from it as it moves itself, worked
out in balls, where each number among the arguments is moved by one unit in its last place. Of a value that is well
conditioned that is less than any tolerance, so it excuses nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np
from tests.foundations.row import Row
from tests.foundations.rows.table import ROWS

from lemmata.engine.evaluation import Balls, Point, Unsupported, evaluate
from lemmata.engine.expr import Expr, Symbol

DEFINED = list({row.id: row for row in ROWS if row.definition is not None and all(
    s.sort != "function" for s in row.definition.declarations.values())}.values())
DIRECTIONS = 8


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


def moves(expr: Expr, arguments: dict[str, Any], sizes: dict[str, int], wanted: Any) -> Any:
    """How far each entry of the true value goes where every number other than 0 moves by one unit in its last place:
    the most in some directions, which are drawn once; 0 where none of them has a value.
    """
    rng, most = np.random.default_rng(0), np.zeros(wanted.shape)
    for _ in range(DIRECTIONS):
        moved = {n: np.asarray(v) for n, v in arguments.items()}
        for name, v in moved.items():
            if v.dtype.kind == "f":
                moved[name] = np.where(v == 0, v, np.nextafter(v, rng.choice([-np.inf, np.inf], v.shape)))
        other = truth(expr, moved, sizes)
        if other is not None:
            most = np.fmax(most, np.abs(other - wanted))
    return most


def near(value: Any, wanted: Any, allowed: Any) -> bool:
    """Whether no entry is further off than allowed; infinite ones are equal."""
    with np.errstate(all="ignore"):
        close = (np.abs(value - wanted) <= allowed) & np.isfinite(wanted) & np.isfinite(allowed)
    return bool(np.all((value == wanted) | close))


class AtEnds:
    """A definition, its derivatives, and arguments of the table from which some are put at an end."""

    def __init__(self, row: Row):
        definition = row.definition
        assert definition is not None
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

    def wrong(self, changed: dict[str, Any], absolute: float = 1e-300) -> Iterator[str]:
        """The forms that are no more right with some arguments changed, up to rounding and an absolute error."""
        arguments = {**self.ordinary, **changed}
        declared = {n: v for n, v in arguments.items() if n in self.symbols}
        for form, (function, expr) in self.forms.items():
            wanted = truth(expr, declared, self.sizes)
            if wanted is None:
                continue
            value = np.asarray(function(**arguments), float)
            far = np.max(np.abs(wanted), initial=0.0)
            allowed = 1e-6 * np.abs(wanted) + max(1e-9 * far if far < 1e308 else 0.0, absolute)
            if not near(value, wanted, allowed) and not near(
                    value, wanted, np.fmax(allowed, moves(expr, declared, self.sizes, wanted))):
                yield form
