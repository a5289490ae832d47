"""Limits in closed form, through SymPy, where estimates near the limit point agree with it.

A limit is estimated from values, which proves nothing; what SymPy finds is other people's code. Where both say the
same, the closed form stands for the limit; what is found with it is not certified.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from lemmata.engine.calculus.agreement import agree
from lemmata.engine.evaluation import Point
from lemmata.engine.expr import Bind, Expr, count_nodes, postorder, substitute
from lemmata.engine.verdicts.question import Question

CALLS = 200_000
MOST_NODES = 40
# Points at which the estimate has to agree.
POINTS = 3
ESTIMATES = 8


def with_closed_limits(question: Question, points: Iterable[Point]) -> Question | None:
    """The question with a closed form for each limit; None where one has none, or points don't bear it out."""
    values: dict[Expr, Expr] = {}
    drawn = iter(points)
    tried: list[Point] = []
    for node in postorder(question.left, question.right):
        if isinstance(node, Bind) and node.binder == "limit":
            closed = None if node.shape or node.free or count_nodes(node) > MOST_NODES else _closed(node)
            if closed is None:
                return None
            tried = tried or list(itertools.islice(drawn, POINTS))
            if not tried or not all(agree(node, closed, p) for p in tried):
                return None
            values[node] = closed
    return question.mapped(lambda e: substitute(e, values)) if values else None


def estimates_agree(question: Question, points: Iterable[Point]) -> int:
    """At how many points estimates of the limits in an equation make its sides the same; 0 where they don't at one."""
    if question.op != "eq" or not any(
            isinstance(n, Bind) and n.binder == "limit" for n in postorder(question.left, question.right)):
        return 0
    held = 0
    for point in itertools.islice(points, ESTIMATES):
        if not agree(question.left, question.right, point):
            return 0
        held += 1
    return held


def _closed(node: Bind) -> Expr | None:
    import sympy

    from lemmata.engine.calculus.sympy_bridge import Bridge, within

    bridge = Bridge()

    def work() -> Expr | None:
        value = bridge.sympy(node).doit()
        if value.has(sympy.Limit, sympy.AccumBounds, sympy.nan, sympy.zoo, sympy.oo):
            return None
        return bridge.expression(value)

    return within(CALLS, work)
