"""Equality by canonical form, for all sizes at once."""

from __future__ import annotations

from lemmata.engine.rewriting.equality import same_form
from lemmata.engine.rewriting.polynomial import Undecided
from lemmata.engine.verdicts.question import Question
from lemmata.engine.verdicts.verdict import Verdict


def by_normal_form(question: Question) -> Verdict | None:
    """Both sides have one canonical form."""
    if question.op != "eq":
        return None
    try:
        if same_form(question.left, question.right, assumptions=question.premises):
            return Verdict("proved", "normal form", "both sides have the same canonical form", True)
    except Undecided:
        pass
    return None
