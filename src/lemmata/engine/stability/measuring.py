"""Bits that a formula loses at each of many points, against values that are worked out once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lemmata.engine.expr import Expr
from lemmata.engine.stability.formats import Array
from lemmata.engine.stability.truth import Truth, by_point
from lemmata.engine.stability.written import written

FORMS = ("written", "program")


def measured(exprs: Expr | Sequence[Expr], known: Truth, form: str = "written") -> Array:
    """Bits lost at each point of a truth, by formulas that should have its values.

    exprs   one formula (or one for each of the truth's), over the same symbols; of `known.exprs` or of rewrites of them
    form    written: operation by operation; program: as the code that is emitted for it

    Of an array it is the mean over its entries, of several formulas the mean over these; but all bits of the format
    where an entry is NaN, or infinite in error.

    >>> from lemmata.engine.expr import symbol
    >>> from lemmata.engine.stability import FORMATS, Group, Points, truth
    >>> x = symbol("x")
    >>> known = truth((1 + x) - 1, Points(FORMATS["float64"], (Group({}, {"x": np.array([1e-20, 1.0])}, 2),)))
    >>> measured((1 + x) - 1, known).round(1).tolist(), measured(x, known).tolist()
    ([61.9, 0.0], [0.0, 0.0])
    """
    wanted = (exprs,) if isinstance(exprs, Expr) else tuple(exprs)
    return bits_of(computed(wanted, known, form), known)


def computed(exprs: Sequence[Expr], known: Truth, form: str = "written") -> list[list[Array]]:
    """The values of formulas in floats, by formula and group."""
    if len(exprs) != len(known.exprs):
        raise ValueError(f"{len(exprs)} formulas for the values of {len(known.exprs)}; give one for each")
    if form not in FORMS:
        raise ValueError(f"no form {form!r}; choose from {', '.join(FORMS)}")
    if form == "program":
        from lemmata.engine.stability.compiled import compiled

        by_group = [compiled(exprs, k.group, known.format) for k in known.known]
    else:
        by_group = [written(exprs, k.group, known.format) for k in known.known]
    return [[values[place] for values in by_group] for place in range(len(exprs))]


def entries_lost(values: Sequence[Sequence[Array]], known: Truth) -> list[list[Array]]:
    """Bits lost by formula, group and entry."""
    return [[known.format.lost(found, true) for found, true in zip(one, other)]
            for one, other in zip(values, known.rounded())]


def bits_of(values: Sequence[Sequence[Array]], known: Truth) -> Array:
    """Bits lost at each point, of values by formula and group."""
    found = []
    true = known.rounded()
    for place, k in enumerate(known.known):
        each = [by_point(one[place], right[place], known.format) for one, right in zip(values, true)]
        found.append(np.mean(each, axis=0))
        assert found[-1].shape == (k.group.count,)
    return np.concatenate(found) if found else np.zeros(0)
