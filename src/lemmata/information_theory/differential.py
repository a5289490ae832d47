"""Differential entropy: of a variable with a density, by quadrature."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lemmata.calculus import expectation
from lemmata.formulas import Formula, parse
from lemmata.information_theory.units import in_base


def differential_entropy(density: Callable[[Any], Any] | Formula | str, low: float = -np.inf, high: float = np.inf,
                         base: float | None = None) -> float:
    """The differential entropy of a density: h(X) = -E log p(X) = -integral of p(x) log p(x) dx; may be negative.

    density    a formula or text of one variable, or a function of a number
    low, high  the ends of its support
    base       2 for bits; None for nats

    By quadrature (`calculus.expectation`, SciPy's `quad`); 0 log 0 = 0. The laws of `lemmata.probability` have it in
    closed form: `normal(0.0, 1.0).entropy`.

    Raises ValueError where the density does not integrate to 1, or the entropy is not finite.

    >>> round(differential_entropy("1/8", 0, 8, base=2), 9)
    3.0
    >>> round(differential_entropy("exp(-x)", low=0), 9)
    1.0

    Cover and Thomas, Elements of Information Theory, 8.1.
    """
    found = parse(density) if isinstance(density, str) else density
    if isinstance(found, Formula):
        if len(found.declarations) > 1:
            raise ValueError(f"the density has the variables {', '.join(found.declarations)}; give one of one variable")
        name, formula = next(iter(found.declarations), ""), found
        found = (lambda x: formula(**{name: x})) if name else (lambda x: formula())

    def surprise(x: float) -> float:
        p = float(found(x))
        return -float(np.log(p)) if p > 0 else 0.0

    return float(in_base(expectation(surprise, found, low, high).value, base)) + 0.0  # and no -0.0
