"""Facts that premises state: `x >= 0`, `A.T == A`, `det(A) != 0`, `X ~ exponential(1)`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from lemmata.engine.expr import Apply, Expr, operands
from lemmata.engine.ops.families import FAMILIES
from lemmata.engine.ops.intervals import EVERYWHERE, Interval
from lemmata.engine.ops.patterns import is_op, matches, transposed

Facts = frozenset[str]
FactsOf = Callable[[Expr], Facts]
# what `a REL b` says of a - b
DIFFERENCE = {"gt": "positive", "ge": "nonnegative", "lt": "negative", "le": "nonpositive",
              "ne": "nonzero", "eq": "zero"}
OPPOSITE = {"positive": "negative", "negative": "positive", "nonnegative": "nonpositive",
            "nonpositive": "nonnegative", "nonzero": "nonzero", "zero": "zero"}


def premised(assumptions: tuple[Expr, ...], facts_of: FactsOf) -> Mapping[Expr, Facts]:
    """What premises say of the expressions in them."""
    given: dict[Expr, set[str]] = {}
    for premise in _conjuncts(assumptions):
        for expr, fact in _stated(premise, facts_of):
            given.setdefault(expr, set()).add(fact)
    return {expr: frozenset(facts) for expr, facts in given.items()}


def limits(assumptions: tuple[Expr, ...], interval_of: Callable[[Expr], Interval]) -> Mapping[Expr, Interval]:
    """The intervals that premises leave their sides: `x > 1`, `y <= pi`."""
    found: dict[Expr, Interval] = {}
    for premise in _conjuncts(assumptions):
        if premise.op not in DIFFERENCE or premise.op == "ne":
            continue
        a, b = premise.args
        for side, other, fact in ((a, b, DIFFERENCE[premise.op]), (b, a, OPPOSITE[DIFFERENCE[premise.op]])):
            at = interval_of(other)
            above = Interval(low=at.low, open_low=at.open_low or fact == "positive")
            below = Interval(high=at.high, open_high=at.open_high or fact == "negative")
            both = at if fact == "zero" else above if fact in ("positive", "nonnegative") else below
            found[side] = found.get(side, EVERYWHERE).meet(both)
    return found


def _conjuncts(assumptions: tuple[Expr, ...]) -> Iterator[Apply]:
    for premise in assumptions:
        yield from (part for part in operands(premise, "and") if isinstance(part, Apply))


def _stated(premise: Apply, facts_of: FactsOf) -> Iterator[tuple[Expr, str]]:
    if premise.op in DIFFERENCE:
        a, b = premise.args
        if premise.op == "ne" and premise.shape:
            return  # arrays are different where one entry is
        fact = DIFFERENCE[premise.op]
        yield a - b, fact
        yield b - a, OPPOSITE[fact]
        yield from _signs(a, b, fact, facts_of(b))
        yield from _signs(b, a, OPPOSITE[fact], facts_of(a))
        if premise.op == "eq":
            yield from _equal(a, b)
            yield from _equal(b, a)
        if premise.op == "ne" and is_op(a, "det") and "zero" in facts_of(b):
            yield a.children[0], "invertible"
    elif premise.op == "distributed":
        variable, law = premise.args
        yield from _drawn(variable, law, facts_of)


def _signs(a: Expr, b: Expr, difference: str, other: Facts) -> Iterator[tuple[Expr, str]]:
    """The sign of a, where a - b and b have signs."""
    if difference == "zero":
        if a.shape == b.shape:
            yield from ((a, fact) for fact in sorted(other))
        return
    if difference == "nonzero":
        if "zero" in other:
            yield a, "nonzero"
        return
    up = difference in ("positive", "nonnegative")
    if ("nonnegative" if up else "nonpositive") in other:
        yield a, difference
    strict = "positive" if up else "negative"
    if strict in other:
        yield a, strict


def _equal(a: Expr, b: Expr) -> Iterator[tuple[Expr, str]]:
    """A.T == A; Q.T @ Q == I."""
    if transposed(a, b) and b.rank == 2:
        yield from ((matrix, "symmetric") for matrix in (a, b))
    if is_op(a, "matmul") and is_op(b, "eye") and matches(*a.children):
        yield a.children[1], "semiorthogonal"


def _drawn(variable: Expr, law: Expr, facts_of: FactsOf) -> Iterator[tuple[Expr, str]]:
    """The support of a family."""
    family = FAMILIES.get(law.op) if isinstance(law, Apply) else None
    if family is None or family.support not in ("integers", "reals"):
        return
    low, high = facts_of(family.low(*law.children)), facts_of(family.high(*law.children))
    if family.support == "integers":
        yield variable, "integer"
        yield from ((variable, f) for f in ("positive", "nonnegative") if f in low)
        yield from ((variable, f) for f in ("negative", "nonpositive") if f in high)
    else:
        yield from ((variable, "nonnegative") for f in ("nonnegative",) if f in low)
        yield from ((variable, "nonpositive") for f in ("nonpositive",) if f in high)
