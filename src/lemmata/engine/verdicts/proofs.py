"""Proofs by strategies, each checked at a first point: other people's code and rules may be wrong."""

from __future__ import annotations

from collections.abc import Sequence

from lemmata.engine.expr import Apply
from lemmata.engine.expr.claims import Claim
from lemmata.engine.verdicts.compare import FAILS as FAILED
from lemmata.engine.verdicts.compare import UNDEFINED
from lemmata.engine.verdicts.question import CANT, Question, ask
from lemmata.engine.verdicts.sampling import first_look, gather
from lemmata.engine.verdicts.strategies import QUICK, SLOW, Strategy
from lemmata.engine.verdicts.verdict import Verdict


def first_of(strategies: Sequence[Strategy], question: Question) -> Verdict | None:
    """The first strategy that proves."""
    for strategy in strategies:
        found = strategy(question)
        if found is not None:
            return found
    return None


def proved_quickly(claim: Claim) -> bool:
    """Whether the quick strategies prove every link of a claim: a statement of a fact, which restricts nothing."""
    try:
        return all(isinstance(r, Apply) and r.op in ("eq", "le", "ge") and first_of(QUICK, ask(r, claim.premises))
                   for r in claim.relations)
    except CANT:
        return False


def prove_quickly(question: Question, seed: int) -> Verdict | None:
    """A proof by the quick strategies, of a claim that says something; points that contradict one win."""
    found = first_of(QUICK, question)
    state = None if found is None else first_look(question, seed)
    if state == UNDEFINED:
        return Verdict("undecided", "sampling", "no common point where both sides are defined")
    return None if state == FAILED else found


def prove_slowly(question: Question, seed: int) -> Verdict | None:
    """A proof by the slow strategies; they are other people's code, so a point that contradicts one wins."""
    found = first_of(SLOW, question)
    if found is None or gather(question, seed + 1, count=3).fails:
        return None
    return found
