"""Claims that solve an equation, `x = A^{-1} b` where a premise says `A x = b`, and premises that are solved.

Points that meet such a premise are rare, but the claim can be looked at the other way round: what it says of the
symbol meets the premise, and the premise is met by nothing else, as it is affine in the symbol.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from lemmata.engine.derivatives import NoDerivative, derivative, unfold
from lemmata.engine.evaluation.membership import MEMBERSHIP
from lemmata.engine.expr import Apply, Expr, Number, Symbol, operands, postorder, substitute, symbols
from lemmata.engine.ops import apply
from lemmata.engine.ops.facts import known
from lemmata.engine.rewriting.equality import canonical, same_form
from lemmata.engine.rewriting.polynomial import Undecided
from lemmata.engine.verdicts.isolating import isolated
from lemmata.engine.verdicts.verdict import HOLDS, Verdict

_MOST_ELIMINATED = 8
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


def by_elimination(relation: Expr, premises: Sequence[Expr], decide: Decide) -> Verdict | None:
    """The verdict on a claim that is proved once letters are eliminated by the premises that are affine in them.

    `2 a = 4` where `a + b = 1` and `a - b = 3`: a point that meets them all is found by chance, and is the only one.
    """
    eliminated, left = eliminate(premises)
    given = all(isinstance(value, Number) for _, value in eliminated) and all(
        isinstance(p, Apply) and any(isinstance(side, Symbol) for side in p.args) for p in premises)
    if not eliminated or given:
        return None  # values that letters are given: what is looked at is one point
    told = relation
    for s, value in eliminated:
        told = substitute(told, {s: value})
    found = decide(told, left)
    if found.kind != "proved":  # points that meet the premises have been looked at before
        return None
    names = ", ".join(s.name for s, _ in eliminated)
    return Verdict(found.kind, "elimination", f"after elimination of {names} from what is given: {found.message}",
                   found.certified)


def eliminate(premises: Sequence[Expr]) -> tuple[list[tuple[Symbol, Expr]], list[Expr]]:
    """Letters with what premises say that they are, to be put in one after the other, and the premises that are left.

    Only numbers with rational coefficients are eliminated, so that no case is lost; nothing where premises contradict
    each other, or where it is not seen that a value lies in its letter's domain.

    >>> from lemmata.engine.expr import symbol
    >>> from lemmata.engine.writers import to_text
    >>> a, b = symbol("a"), symbol("b")
    >>> [(s.name, to_text(e)) for s, e in eliminate([apply("eq", a + b, 1), apply("eq", a - b, 3)])[0]]
    [('a', '1 + -1*b'), ('b', '-1')]
    """
    found: list[tuple[Symbol, Expr]] = []
    left = list(premises)
    while len(found) < _MOST_ELIMINATED:
        step = next((one for p in left if (one := _affine(p)) is not None), None)
        if step is None:
            break
        premise, s, value = step
        meant: dict[Expr, Expr] = {s: value}
        left = [substitute(p, meant) for p in left if p is not premise]
        found.append((s, value))
    told = [p for p in left if not symbols(p)]
    if any(not isinstance(p, Apply) or p.op != "eq" or not same_form(p.args[0], p.args[1]) for p in told):
        return [], list(premises)
    for place, (s, value) in enumerate(found):
        for other, later in found[place + 1:]:
            value = substitute(value, {other: later})
        if s.domain != "real" and not _lies_in(value, s):
            return [], list(premises)
    return found, [p for p in left if symbols(p)]


def _lies_in(value: Expr, s: Symbol) -> bool:
    """Whether a value is a number of which it is known that the letter may have it."""
    exact = canonical(value) if not symbols(value) else value
    return isinstance(exact, Number) and MEMBERSHIP[s.domain](np.array(exact.value, dtype=object), ())


def _affine(premise: Expr) -> tuple[Expr, Symbol, Expr] | None:
    """A premise solved for a number that has a rational coefficient in it."""
    if not isinstance(premise, Apply) or premise.op != "eq":
        return None
    letters = symbols(premise)
    if any(s.shape or s.sort != "real" for s in letters):
        return None
    for s in letters:
        solved = isolated(premise, s)
        if solved is not None and not solved.either and s not in symbols(solved.value) and all(
                isinstance(c, Apply) and c.op == "ne" and isinstance(c.args[0], Number) and c.args[0].value != 0
                and isinstance(c.args[1], Number) and c.args[1].value == 0 for c in solved.conditions):
            try:
                return premise, s, canonical(solved.value)
            except Undecided:
                continue
    return None


def isolated_array(premise: Expr, s: Symbol) -> Expr | None:
    """The vector that an equation leaves a letter, whatever the others are: its matrix is surely invertible.

    >>> from lemmata.engine.expr import Size, symbol
    >>> from lemmata.engine.writers import to_text
    >>> n = Size.of("n")
    >>> M, v, f = symbol("M", (n, n), "invertible"), symbol("v", (n,)), symbol("f", (n,))
    >>> to_text(isolated_array(apply("eq", M @ v, f), v))
    'inv(M) @ f'
    """
    if not isinstance(premise, Apply) or premise.op != "eq" or s.rank != 1:
        return None
    side, value = premise.args if s in symbols(premise.args[0]) else premise.args[::-1]
    while s not in symbols(value) and isinstance(side, Apply) and side.op in ("neg", "add"):
        kept = [part for part in side.args if s in symbols(part)]
        if len(kept) != 1:
            return None
        for part in side.args:
            value = -value if side.op == "neg" else value if part is kept[0] else value - part
        side = kept[0]
    if s in symbols(value) or not isinstance(side, Apply) or side.op != "matmul" or side.args[1] is not s:
        return None
    matrix = side.args[0]
    return apply("inv", matrix) @ value if s not in symbols(matrix) and known(matrix, "invertible") is True else None


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
