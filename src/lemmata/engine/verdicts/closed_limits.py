"""Limits in closed form, through SymPy, where estimates near the limit point agree with it.

A limit is estimated from values, which proves nothing; what SymPy finds is other people's code. Where both say the
same, the closed form stands for the limit, and its balls are certain.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from lemmata.engine.evaluation import Balls, Point, Undefined, Unsupported, evaluate
from lemmata.engine.evaluation.budget import Trace
from lemmata.engine.expr import Bind, Expr, count_nodes, postorder, substitute
from lemmata.engine.expr.nodes import constant, number
from lemmata.engine.ops import apply
from lemmata.engine.verdicts.question import Question

CALLS = 200_000
MOST_NODES = 40
# Points at which the estimate has to agree.
POINTS = 3
FUNCTIONS = ("exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "atan", "erf", "gamma")


def with_closed_limits(question: Question, draw: Callable[[], Sequence[Point]]) -> Question | None:
    """The question with a closed form for each limit; None where one has none, or points don't bear it out."""
    values: dict[Expr, Expr] = {}
    for node in postorder(question.left, question.right):
        if isinstance(node, Bind) and node.binder == "limit":
            closed = None if node.shape or node.free or count_nodes(node) > MOST_NODES else _closed(node)
            points = [] if closed is None else draw()[:POINTS]
            if closed is None or not points or not all(_agree(node, closed, p) for p in points):
                return None
            values[node] = closed
    return question.mapped(lambda e: substitute(e, values)) if values else None


def _agree(node: Expr, closed: Expr, point: Point) -> bool:
    """Whether an estimate of the limit overlaps its closed form, both narrow."""
    try:
        estimate = evaluate(node, point, Balls(), trace=Trace())
        exact = evaluate(closed, point, Balls())
    except (Unsupported, Undefined, ZeroDivisionError):
        return False
    gap = np.asarray(estimate - exact, dtype=object)[()]
    return bool(gap.is_finite() and abs(gap) < 1e-9)


def _closed(node: Bind) -> Expr | None:
    import sympy

    from lemmata.engine.verdicts.sympy_bridge import Bridge, within

    bridge = Bridge()

    def work() -> Expr | None:
        value = bridge.sympy(node).doit()
        if value.has(sympy.Limit, sympy.AccumBounds, sympy.nan, sympy.zoo, sympy.oo):
            return None
        return _expr(value, {s: e for e, s in bridge.atoms.items()})

    return within(CALLS, work)


def _expr(value: Any, atoms: dict[Any, Expr]) -> Expr | None:
    """An expression of SymPy's as one of ours; None for what it has no word for."""
    import sympy

    if value in atoms:
        return atoms[value]
    if value.is_Rational:
        return number(value.p) / number(value.q) if value.q != 1 else number(value.p)
    if value is sympy.E or value is sympy.pi:
        return constant("e" if value is sympy.E else "pi")
    parts = [_expr(a, atoms) for a in value.args]
    known = [p for p in parts if p is not None]
    if not known or len(known) < len(parts):
        return None
    if value.is_Add or value.is_Mul:
        total = known[0]
        for part in known[1:]:
            total = total + part if value.is_Add else total * part
        return total
    if value.is_Pow:
        return apply("pow", *known)
    name = type(value).__name__
    return apply(name, *known) if name in FUNCTIONS and len(known) == 1 else None
