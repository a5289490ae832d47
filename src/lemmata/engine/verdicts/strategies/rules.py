"""Equality after the directed rules of the rulebooks, then by canonical form."""

from __future__ import annotations

from lemmata.engine.rewriting.equality import same_form
from lemmata.engine.rewriting.polynomial import Undecided
from lemmata.engine.rewriting.rule import Step, rewrite
from lemmata.engine.rewriting.rules import RULES
from lemmata.engine.verdicts.question import Question
from lemmata.engine.verdicts.verdict import Verdict


def by_rules(question: Question) -> Verdict | None:
    """The rules bring both sides to one canonical form; the message names them."""
    if question.op != "eq":
        return None
    trace: list[Step] = []
    left, right = (rewrite(side, RULES, trace) for side in (question.left, question.right))
    if not trace:
        return None
    try:
        if not same_form(left, right, assumptions=question.premises):
            return None
    except Undecided:
        return None
    names = list(dict.fromkeys(step.rule for step in trace))
    return Verdict("proved", "rules", f"by {', '.join(names[:4])}{' and others' if names[4:] else ''}", True)
