"""Claims that solve an equation: `x = A^{-1} b` where a premise says `A x = b`.

Points that meet such a premise are rare, but the claim can be looked at the other way round: what it says of the
symbol meets the premise, and the premise is met by nothing else, as it is affine in the symbol.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lemmata.engine.derivatives import NoDerivative, derivative, unfold
from lemmata.engine.expr import Apply, Expr, Number, Symbol, postorder, substitute, symbols
from lemmata.engine.verdicts.verdict import HOLDS, Verdict

Decide = Callable[[Expr, Sequence[Expr]], Verdict]
_DIVIDES = ("div", "inv", "pow", "solve", "pinv")


def by_solution(relation: Expr, premises: Sequence[Expr], decide: Decide) -> Verdict | None:
    """The verdict that a claim `s = e` solves a premise in s; None where it does not, or nothing is to be solved."""
    if not isinstance(relation, Apply) or relation.op != "eq":
        return None
    for s, solution in (relation.args, relation.args[::-1]):
        if not isinstance(s, Symbol) or s.sort != "real" or s in symbols(solution) or s.shape != solution.shape:
            continue
        for premise in premises:
            others = [p for p in premises if p is not premise]
            if not isinstance(premise, Apply) or premise.op != "eq" or s not in symbols(premise) or any(
                    s in symbols(p) for p in others) or not _solvable(premise, s, solution):
                continue
            found = decide(substitute(premise, {s: solution}), others)
            if found.kind in HOLDS:
                message = f"solves the equation that is given for {s.name}: {found.message}"
                return Verdict(found.kind, "solution", message, found.certified)
    return None


def _solvable(premise: Apply, s: Symbol, solution: Expr) -> bool:
    """Whether a premise is affine in a symbol, with a coefficient that the solution divides by, or a number."""
    left, right = premise.args
    if left.sort not in ("real", "integer") or right.sort not in ("real", "integer"):
        return False
    try:
        coefficient = unfold(derivative(left - right, s))
    except (NoDerivative, ValueError, TypeError):
        return False
    if s in symbols(coefficient):
        return False
    divided = any(isinstance(n, Apply) and n.op in _DIVIDES for n in postorder(solution))
    return divided or (isinstance(coefficient, Number) and coefficient.value != 0)
