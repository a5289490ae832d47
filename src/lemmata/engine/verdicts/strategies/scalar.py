"""Scalar identities through SymPy: closed forms of integrals, sums and limits, and its simplifier."""

from __future__ import annotations

from lemmata.engine.expr import Bind, count_nodes, postorder
from lemmata.engine.verdicts.question import Question
from lemmata.engine.verdicts.verdict import Verdict

MOST_NODES = 80
CALLS = 600_000


def by_sympy(question: Question) -> Verdict | None:
    """SymPy reduces the difference of both sides to zero."""
    left, right = question.left, question.right
    if question.op != "eq" or left.shape or right.shape or count_nodes(left, right) > MOST_NODES:
        return None
    if left.sort not in ("real", "integer") or right.sort not in ("real", "integer"):
        return None
    import sympy

    from lemmata.engine.verdicts.sympy_bridge import Bridge, within

    def zero() -> bool:
        bridge = Bridge()
        difference = bridge.sympy(left) - bridge.sympy(right)
        if any(isinstance(n, Bind) for n in postorder(left, right)):
            difference = difference.doit()
            if difference.has(sympy.Integral, sympy.Sum, sympy.Limit, sympy.Product, sympy.Piecewise):
                difference = sympy.piecewise_fold(difference)
        return bool(difference == 0 or sympy.simplify(difference) == 0)

    if within(CALLS, zero):
        return Verdict("proved", "SymPy", "SymPy reduces the difference of the sides to zero", True)
    return None
