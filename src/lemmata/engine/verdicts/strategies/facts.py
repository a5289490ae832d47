"""Orders and signs from what is known of values: the records' facts and the declared domains."""

from __future__ import annotations

from lemmata.engine.expr import Expr, number
from lemmata.engine.ops.facts import known
from lemmata.engine.rewriting.equality import canonical
from lemmata.engine.rewriting.polynomial import Undecided
from lemmata.engine.verdicts.question import Question
from lemmata.engine.verdicts.verdict import Verdict

_NEEDED = {"lt": "positive", "le": "nonnegative"}


def by_facts(question: Question) -> Verdict | None:
    """The difference is known to be positive (nonnegative, nonzero) wherever it is defined."""
    op, low, high = question.op, question.left, question.right
    if op in ("gt", "ge"):
        low, high, op = high, low, {"gt": "lt", "ge": "le"}[op]
    if op == "ne":
        return _found(high - low, "nonzero")
    if op not in _NEEDED or low.sort not in ("real", "integer") or high.sort not in ("real", "integer"):
        return None
    zero = number(0)
    for difference in ((high,) if low is zero else ()) + (high - low,):
        verdict = _found(difference, _NEEDED[op])
        if verdict:
            return verdict
    if not low.shape and not high.shape:
        try:
            return _found(canonical(high - low), _NEEDED[op])
        except Undecided:
            return None
    return None


def _found(difference: Expr, fact: str) -> Verdict | None:
    if known(difference, fact) is True:
        return Verdict("proved", "facts", f"the difference of the sides is {fact} wherever it is defined", True)
    return None
