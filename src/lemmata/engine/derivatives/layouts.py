"""Numerator and denominator layout: which way round a matrix of derivatives stands."""

from __future__ import annotations

from lemmata.engine.expr import Expr
from lemmata.engine.ops import ShapeError, apply
from lemmata.engine.ops.shapes import show

LAYOUTS = ("numerator", "denominator")


def arranged(found: Expr, rank: int, layout: str | None) -> Expr:
    """A derivative, whose axes are appended to those of its function, in a layout.

    found   the derivative of an array with `rank` axes
    layout  "numerator": rows as the function, columns as the variable, and d f / d X of a number by a matrix as X.T;
            "denominator": rows as the variable, columns as the function, and d F / d t of a matrix by a number as F.T;
            None, or where there is one axis: the axes as they are

    Raises ValueError for another layout; ShapeError where there are more than two axes, which no layout arranges.
    """
    if layout is None:
        return found
    if layout not in LAYOUTS:
        raise ValueError(f"layout {layout!r}; give 'numerator', 'denominator', or none: derivative axes are appended")
    if found.rank > 2:
        raise ShapeError(f"a layout arranges a matrix, this derivative has shape {show(found.shape)}; leave the layout "
                         "out: its axes are those of the function, then those of the variable")
    turned = found.rank == 2 and (layout == "denominator") == (rank > 0)
    return apply("transpose", found) if turned else found
