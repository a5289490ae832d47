"""Answers that are right on one part of the domain and wrong on another."""

from __future__ import annotations

from collections.abc import Iterator

from lemmata.engine.expr import Apply, Expr, Symbol, number, postorder, substitute, symbol, symbols
from lemmata.engine.expr.claims import Claim
from lemmata.engine.ops import apply
from lemmata.engine.verdicts import Verdict, decide
from lemmata.engine.verdicts.verdict import FAILS, HOLDS
from lemmata.engine.writers import to_text
from lemmata.exercises.assessment import Assessment
from lemmata.formulas import Formula

MOST_CONDITIONS = 6
_OPPOSITE = {"gt": "le", "ge": "lt", "lt": "ge", "le": "gt", "eq": "ne", "ne": "eq"}
_AT_ZERO = ("abs", "relu", "sign", "leaky_relu", "elu", "heaviside")
_STRICT = {"ge": "gt", "le": "lt"}  # what holds inside of a region


def wrong_case(answer: Formula, given: Formula) -> Assessment | None:
    """Where the answer is right and where it is wrong; None where no condition of the two tells these apart."""
    relation = apply("eq", answer.expr, given.expr)
    for words, right, wrong in _splits(answer.expr, given.expr):
        one, other = (_decided(relation, c) for c in (right, wrong))
        if one.kind in HOLDS and other.kind in HOLDS and isinstance(right, Apply):
            edge = to_text(apply("eq", *right.args)).replace("==", "=")
            return Assessment("wrong case", f"right on both sides, but not where {edge}", edge)
        for first, second, where, elsewhere in ((one, other, words[0], words[1]), (other, one, words[1], words[0])):
            if first.kind in HOLDS and _fails(second):
                return Assessment("wrong case", f"right where {where}, wrong where {elsewhere}", elsewhere,
                                  second.counterexample, verdict=second)
    return None


def _decided(relation: Expr, condition: Expr) -> Verdict:
    """The verdict of the relation where a condition holds; where both sides are 0 they are equal, too."""
    found = decide(Claim((_under(relation, condition),), _premises(condition)))
    if found.kind != "undecided":
        return found
    assert isinstance(relation, Apply)
    lifted = apply("eq", *(side + 1 for side in relation.args))
    return decide(Claim((_under(lifted, condition),), _premises(condition)))


def _fails(verdict: Verdict) -> bool:
    return verdict.kind in FAILS and bool(verdict.counterexample)


def _splits(*exprs: Expr) -> Iterator[tuple[tuple[str, str], Expr, Expr]]:
    """Conditions of the formulas and their opposites; at last the signs of their variables."""
    found: dict[Expr, None] = {}
    for node in postorder(*exprs):
        if not isinstance(node, Apply) or node.free:
            continue
        if node.op in _OPPOSITE and not node.shape and all(c.sort in ("real", "integer") for c in node.children):
            found[_inside(node)] = None
        elif node.op in _AT_ZERO and not node.args[0].shape:
            found[apply("gt", node.args[0], number(0))] = None
        elif node.op in ("maximum", "minimum") and not node.shape:
            found[apply("gt", *node.args)] = None
    for condition in list(found)[:MOST_CONDITIONS]:
        assert isinstance(condition, Apply)
        opposite = _inside(apply(_OPPOSITE[condition.op], *condition.args))
        yield (to_text(condition), to_text(opposite)), condition, opposite
    for s in [s for s in symbols(*exprs) if s.domain == "real"][:MOST_CONDITIONS]:
        whole = "every entry of " if s.shape else ""
        yield (f"{whole}{s.name} > 0", f"{whole}{s.name} < 0"), _of_domain(s, "positive"), _of_domain(s, "negative")


def _inside(condition: Expr) -> Expr:
    """Without the edge, which is a matter of convention."""
    assert isinstance(condition, Apply)
    return apply(_STRICT.get(condition.op, condition.op), *condition.args)


def _of_domain(s: Symbol, domain: str) -> Expr:
    """A symbol of the same name in a smaller domain stands for the condition that it lies there."""
    return symbol(s.name, s.shape, domain)


def _under(relation: Expr, condition: Expr) -> Expr:
    """The relation with a variable in its smaller domain; conditions that are formulas are premises."""
    if not isinstance(condition, Symbol):
        return relation
    same = next(s for s in symbols(relation) if s.name == condition.name)
    return substitute(relation, {same: condition})


def _premises(condition: Expr) -> tuple[Expr, ...]:
    return () if isinstance(condition, Symbol) else (condition,)
