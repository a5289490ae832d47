"""Scalar identities through SymPy: closed forms of integrals, sums and limits, and its simplifier."""

from __future__ import annotations

from lemmata.engine.evaluation import Balls, Budget, BudgetError, Undefined, Unsupported, evaluate
from lemmata.engine.expr import Apply, Bind, Expr, constant, count_nodes, dims, postorder, symbols
from lemmata.engine.verdicts.question import Question
from lemmata.engine.verdicts.verdict import Verdict

MOST_NODES = 80
CALLS = 600_000
LARGEST = 10_000
_WRITTEN_OUT = ("pow", "factorial", "gamma", "binomial")


def by_sympy(question: Question) -> Verdict | None:
    """SymPy reduces the difference of both sides to zero."""
    left, right = question.left, question.right
    if question.op != "eq" or left.shape or right.shape or count_nodes(left, right) > MOST_NODES:
        return None
    if left.sort not in ("real", "integer") or right.sort not in ("real", "integer") or _endless(left, right):
        return None
    import sympy

    from lemmata.engine.calculus.sympy_bridge import Bridge, within

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


def _endless(*exprs: Expr) -> bool:
    """Whether SymPy would write out a number or a product without end: 10^{10^{10}}, 1000000!, terms up to 10^{12}.

    That is one call of it, which no count of calls ends.
    """
    for node in postorder(*exprs):
        if isinstance(node, Bind):
            ends: tuple[Expr, ...] = node.range if node.domain == "index" else ()
        elif isinstance(node, Apply) and node.op in _WRITTEN_OUT:
            ends = node.args[-1:] if node.op == "pow" else node.args
        else:
            continue
        if any(_is_large(end) for end in ends if not end.free and not end.shape and not symbols(end)):
            return True
    return False


def _is_large(value: Expr) -> bool:
    if value is constant("inf") or dims(value) or symbols(value):
        return False
    try:
        size = abs(evaluate(value, {}, Balls(), budget=Budget(entries=1000)))
    except BudgetError:
        return True
    except (Unsupported, Undefined):  # no number that is written out
        return False
    return bool(size.is_finite() and not size < LARGEST)
