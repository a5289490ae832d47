"""What a naive form loses at a point: measured in float64 against certified values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

Numbers = float | tuple[float, ...]
PRECISION = 53  # bits of a float64's significand
LONGEST = 20  # letters of what stands for a name


@dataclass(frozen=True)
class Naive:
    """A formula as the naive form is written, and numbers at which it shows what it loses.

    >>> Naive("log(1 + exp(x))", x=-30.0).loss()
    'at x = -30 it loses 43 of 53 bits: 9.36e-14 beside 1 keeps 10 of its 53 bits'
    >>> Naive("log(sum(exp(x)))", x=(1000.0, 1001.0)).loss()
    'at x = (1000, 1001) it is inf, not 1001.31: exp(1000) is above the largest float64, 1.8e+308'
    """

    formula: str
    at: Mapping[str, Numbers]

    def __init__(self, formula: str, **at: Numbers):
        object.__setattr__(self, "formula", formula)
        object.__setattr__(self, "at", at)

    def loss(self, words: Mapping[str, str] | None = None) -> str:
        """The loss in words; `words` are what the names of the formula are called."""
        called = {name: word for name, word in (words or {}).items() if len(word) <= LONGEST}
        where = ", ".join(f"{called.get(name, name)} = {_numbers(v)}" for name, v in self.at.items())
        return f"at {where} {_loss(self.formula, tuple(self.at.items()))}"


@cache
def _loss(formula: str, at: tuple[tuple[str, Numbers], ...]) -> str:
    """What becomes of the entry that loses most."""
    import numpy as np

    from lemmata.engine.derivatives import unfold
    from lemmata.engine.readers.text import read
    from lemmata.engine.stability import FORMATS, Group, Points, truth
    from lemmata.engine.stability.diagnosing.losses import losses_of
    from lemmata.engine.stability.diagnosing.values import parts_of
    from lemmata.engine.stability.written import written

    format = FORMATS["float64"]
    shapes = ", ".join(f"{name}: real" + (f"[{len(v)}]" if isinstance(v, tuple) else "") for name, v in at)
    expr = unfold(read(formula, shapes)[0])
    group = Group({}, {name: np.asarray(v, dtype=np.float64)[None] for name, v in at}, 1)
    (found,), known = written([expr], group, format), truth(expr, Points(format, (group,)))
    true = known.rounded()[0][0]
    bits = format.lost(found, true).reshape(true.shape)
    place = np.unravel_index(int(np.argmax(np.where(np.isfinite(found), bits, np.inf))), true.shape)
    entry = f"entry {int(place[-1]) + 1} of it" if true.ndim > 1 else "it"
    losses = losses_of(expr, parts_of(expr, group, format), group, format)
    why = f": {losses[0].why}" if losses else ""
    if not np.isfinite(found[place]):
        return f"{entry} is {found[place]:g}, not {true[place]:.6g}{why}"
    return f"{entry} loses {min(PRECISION, round(float(bits[place])))} of {PRECISION} bits{why}"


def _numbers(value: Numbers) -> str:
    return f"({', '.join(f'{v:.10g}' for v in value)})" if isinstance(value, tuple) else f"{value:.10g}"
