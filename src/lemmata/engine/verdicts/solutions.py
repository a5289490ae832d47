"""Claims that solve an equation: `x = A^{-1} b` where a premise says `A x = b`.

Points that meet such a premise are rare, but the claim can be looked at the other way round: what it says of the
symbol meets the premise, and the premise is met by nothing else, as it is affine in the symbol.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lemmata.engine.derivatives import NoDerivative, derivative, unfold
from lemmata.engine.expr import Apply, Expr, Symbol, operands, postorder, substitute, symbols
from lemmata.engine.ops import apply
from lemmata.engine.ops.facts import known
from lemmata.engine.rewriting.equality import same_form
from lemmata.engine.rewriting.polynomial import Undecided
from lemmata.engine.verdicts.verdict import HOLDS, Verdict

Decide = Callable[[Expr, Sequence[Expr]], Verdict]


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
    return divided_by(_factors(coefficient, s), solution)


def divided_by(factors: Sequence[Expr], *solutions: Expr) -> bool:
    """Whether each factor is surely not zero (a matrix: invertible), by itself or where the solutions are defined."""
    divisors = [d for solution in solutions for d in _divisors(solution)]
    return all(_inverted(factor, divisors) for factor in factors)


def _factors(coefficient: Expr, s: Symbol) -> list[Expr]:
    """The factors of a coefficient; of a number times the identity the number."""
    if s.rank == 1 and coefficient.rank == 2 and isinstance(coefficient, Apply) and coefficient.op == "mul":
        scale, rest = coefficient.args
        if not scale.shape and isinstance(rest, Apply) and rest.op == "eye":
            return operands(scale, "mul")
    return operands(coefficient, "matmul" if coefficient.rank == 2 else "mul")


def _inverted(factor: Expr, divisors: Sequence[Expr]) -> bool:
    if known(factor, "invertible" if factor.rank == 2 else "nonzero") is True:
        return True
    return any(_same(factor, divisor) for divisor in divisors)


def _divisors(solution: Expr) -> list[Expr]:
    """What has to be invertible for a solution to be defined."""
    found: list[Expr] = []
    for node in postorder(solution):
        if not isinstance(node, Apply) or node.free:  # what stands under a binder may have no place at all
            continue
        if node.op == "div":
            found += _bases(node.args[1])
        elif node.op in ("inv", "solve"):
            found += operands(node.args[0], "matmul")
        elif node.op == "pow" and known(node.args[1], "negative") is True:
            found += _bases(node.args[0])
    return found


def _bases(product: Expr) -> list[Expr]:
    """The factors of a product, of powers their bases."""
    return [f.args[0] if isinstance(f, Apply) and f.op == "pow" and known(f.args[1], "positive") is True else f
            for f in operands(product, "mul")]


def _same(factor: Expr, divisor: Expr) -> bool:
    """Whether a factor is what is divided by, up to its sign."""
    if factor.shape != divisor.shape:
        return False
    try:
        return same_form(factor, divisor) or same_form(factor, apply("neg", divisor))
    except Undecided:
        return False
