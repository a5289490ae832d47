"""Every definition where one argument is huge or tiny: values and derivatives against balls at the same floats."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
from tests.foundations.row import Row, moved
from tests.foundations.rows.table import ROWS

from lemmata.engine.evaluation import Balls, Point, Unsupported, evaluate
from lemmata.engine.expr import Expr

POWERS = (520, -520)
SCALED = ("real", "positive", "nonnegative", "symmetric", "posdef", "invertible", "fullrank")
DEFINED = list({row.id: row for row in ROWS if row.definition is not None and all(
    s.sort != "function" for s in row.definition.declarations.values())}.values())


def truth(expr: Expr, arguments: dict[str, Any], sizes: dict[str, int]) -> Any:
    """The value at floats as they are, as floats; nan where there is none."""
    exact = {n: np.vectorize(Fraction, otypes=[object])(np.asarray(v).tolist()) for n, v in arguments.items()}
    for bits in (400, 2400, 6000):
        try:
            found = np.asarray(evaluate(expr, Point(sizes, exact), Balls(bits)), dtype=object)
        except (Unsupported, ValueError, ZeroDivisionError):
            continue
        if all(x.is_finite() and (x.rad() <= abs(x.mid()) * 1e-12 or x.rad() < 1e-320) for x in found.flat):
            return np.array([float(x.mid()) for x in found.flat]).reshape(found.shape)
    return None


def wrong(row: Row) -> list[str]:
    definition, found = row.definition, []
    assert definition is not None
    ordinary = row.arguments(0)
    sizes = {n: int(v) for n, v in ordinary.items() if n not in definition.declarations}
    sizes |= {size.atom: length for name, symbol in definition.declarations.items()
              for size, length in zip(symbol.shape, np.shape(ordinary[name])) if size.atom}
    forms = {"value": (definition, definition.expr)}
    for name, symbol in definition.declarations.items():
        if symbol.sort == "real":
            slope = definition.derivative(name)
            forms[f"derivative by {name}"] = slope, slope.expr
    for name, symbol in definition.declarations.items():
        if symbol.domain not in SCALED or not moved(ordinary[name]):
            continue
        for power in POWERS:
            arguments = {**ordinary, name: ordinary[name] * 2.0**power}
            for form, (function, expr) in forms.items():
                declared = {n: v for n, v in arguments.items() if n in definition.declarations}
                wanted = truth(expr, declared, sizes)
                if wanted is None:
                    continue
                value = np.asarray(function(**arguments), float)
                far = np.max(np.abs(wanted), initial=0.0)
                if not np.allclose(value, wanted, rtol=1e-6, atol=max(1e-9 * far if far < 1e308 else 0.0, 1e-300)):
                    found.append(f"{form} at {name} * 2**{power}")
    return found
