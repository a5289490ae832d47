"""The parts of a formula at one point: what floats give for each, what is true, and what each step loses by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lemmata.engine.evaluation import Undefined, Unsupported
from lemmata.engine.evaluation.budget import Split
from lemmata.engine.expr import Expr, Int, Number, Symbol, postorder, substitute, symbol
from lemmata.engine.stability.balls import ExtendedBalls
from lemmata.engine.stability.formats import Array, Format
from lemmata.engine.stability.points import Group, Over
from lemmata.engine.stability.truth import CAP, START, ends_of
from lemmata.engine.stability.written import written


@dataclass(frozen=True)
class Part:
    """One part of a formula, at one point.

    found     in floats, from what floats gave for its arguments
    true      certified and rounded to the format; NaN where it is undefined
    alone     in floats, from its arguments' true values
    lost      bits, in all, at the worst entry
    own       bits that this step alone loses, at the worst entry
    """

    expr: Expr
    found: Array
    true: Array
    alone: Array
    lost: float
    own: float


def parts_of(expr: Expr, group: Group, format: Format) -> dict[Expr, Part]:
    """The parts of a formula that have a value at a point, in the order in which they are worked out."""
    nodes = [node for node in postorder(expr) if _measurable(node)]
    true = true_values(nodes, group, format)
    nodes = [node for node in nodes if node in true]
    found = dict(zip(nodes, written(nodes, group, format)))
    parts = {}
    for node in nodes:
        alone = found[node] if isinstance(node, Symbol) else _alone(node, true, group, format)
        parts[node] = Part(node, found[node][0], true[node][0], alone[0],
                           worst(found[node], true[node], format), worst(alone, true[node], format))
    return parts


def _measurable(node: Expr) -> bool:
    return node.sort == "real" and not node.free and not isinstance(node, (Number, Int))


def true_values(nodes: list[Expr], group: Group, format: Format) -> dict[Expr, Array]:
    """The correctly rounded values of formulas at a point, worked out together; those left out have none."""
    found: dict[Expr, Array] = {}
    left, bits = list(nodes), START
    while left and bits <= CAP:
        balls = ExtendedBalls(bits, infinite=any(np.isinf(v).any() for v in group.values.values()))
        with balls.context():
            over, open_ = Over(group, balls), []
            for node in left:
                try:
                    low, high, rest = ends_of(over.over_points(over.value(node)))
                except (Unsupported, Undefined, Split, ValueError, ZeroDivisionError):
                    continue
                if (low == high).all():
                    found[node] = format.rounded(low, rest)
                else:  # a ball that holds 0 has no logarithm: with more bits it may not hold it
                    open_.append(node)
        left, bits = open_, 2 * bits
    return found


def _alone(node: Expr, true: Mapping[Expr, Array], group: Group, format: Format) -> Array:
    """What one step gives in floats for the true values of its arguments."""
    names = {child: symbol(f"argument {k}", child.shape) for k, child in enumerate(
        dict.fromkeys(c for c in node.children if c in true and not isinstance(c, Symbol)))}
    values = {**group.values, **{s.name: true[child] for child, s in names.items()}}
    return written([substitute(node, names)], Group(group.sizes, values, 1), format)[0]


def worst(values: Array, true: Array, format: Format) -> float:
    """Bits lost at the worst entry."""
    if not true.size:
        return 0.0
    lost = format.lost(values, true)
    wrong = ~np.isfinite(values) & (values != true)
    return float(np.where(wrong, float(format.bits), lost).max())
