"""Parameters of operations as both notations write them: axes, and what is given."""

from __future__ import annotations

from typing import Any

from lemmata.engine.expr import Apply, Expr
from lemmata.engine.ops import OPS, apply

BEFORE_GIVEN = {"expectation": 1, "variance": 1, "standard_deviation": 1, "correlation": 2, "covariance": 2,
                "probability": 1, "density": 2, "cdf": 2, "entropy": 1, "differential_entropy": 1,
                "mutual_information": 2}


def apply_or_none(node: Apply, params: dict[str, Any]) -> Expr | None:
    """The operation with other params; None where they don't fit."""
    try:
        return apply(node.op, *node.args, **params)
    except (ValueError, TypeError):
        return None


def plain_axis(node: Apply, kept: dict[str, Any], name: str) -> Any:
    """An axis counted from the first and without a tuple around it, where it means the same."""
    value = kept[name]
    single = value[0] if isinstance(value, tuple) and len(value) == 1 else value
    for rank in (node.args[0].rank if node.args else 0, node.rank):
        for tried in (_from_first(single, rank), single):
            if apply_or_none(node, {**kept, name: tried}) is node:
                return tried
    return value


def _from_first(axis: Any, rank: int) -> Any:
    if isinstance(axis, tuple):
        return tuple(a + rank for a in axis)
    return axis + rank if isinstance(axis, int) else axis


def all_axes(node: Apply, name: str, value: Any) -> bool:
    """Whether an axis parameter names all the axes there are."""
    if name != "axis" or not node.args:
        return False
    axes = value if isinstance(value, tuple) else (value,)
    return value is None or (len(axes) == node.args[0].rank)


def shown(node: Apply) -> dict[str, Any]:
    """The parameters without which the operation would be another one, in the order of its record."""
    if not node.params or apply_or_none(node, {}) is node:
        return {}
    defaults = OPS[node.op].params
    kept = {k: node.params[k] for k in defaults if node.params[k] != defaults[k]}
    if apply_or_none(node, kept) is not node:
        kept = {k: node.params[k] for k in defaults}
    for name in ("axis", "axis1", "axis2", "source", "destination"):
        if name in kept:
            kept[name] = plain_axis(node, kept, name)
    return {name: kept[name] for name in defaults if name in kept}
