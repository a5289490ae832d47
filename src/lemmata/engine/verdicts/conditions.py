"""What fails, under an assumption that the text may lack, or under what a field takes for granted."""

from __future__ import annotations

from collections.abc import Iterable

from lemmata.engine.evaluation import Unsupported
from lemmata.engine.expr import dims, symbols
from lemmata.engine.rewriting.polynomial import Undecided
from lemmata.engine.verdicts.assumptions import makes_terms_vanish, strengthened
from lemmata.engine.verdicts.coincidence import only_for_equal_sizes
from lemmata.engine.verdicts.looking import (
    has_op,
    meets,
)
from lemmata.engine.verdicts.nearest import TURNED, nearest
from lemmata.engine.verdicts.pressing import ORDERED, pressed
from lemmata.engine.verdicts.proofs import prove_quickly
from lemmata.engine.verdicts.question import Question
from lemmata.engine.verdicts.sampling import (
    Evidence,
    gather,
    space_classes,
)
from lemmata.engine.verdicts.showing import counterexample_of
from lemmata.engine.verdicts.shrinking import smallest
from lemmata.engine.verdicts.verdict import Verdict
from lemmata.wording import counted

# Points at which a claim under a condition has to hold, where some fail without it.
SURE = 24
# As many times more where a condition parts the points: of |y - f| > d most may lie where y > f.
PARTED = 4


def under_assumption(
    question: Question, seen: Evidence, seed: int, spaces: tuple[str, ...], thin: bool
) -> Verdict | None:
    point, outcome = smallest(question, *(seen.fails or seen.special_fails)[0])
    failures = [point, *(p for p, _ in (*seen.fails, *seen.special_fails))]
    mistaken: bool | None = None
    if question.op in TURNED and nearest(question, seed, slight=True):
        return None  # the wrong way round: what makes both sides equal restores nothing
    for words, stronger in strengthened(question, thin):
        if any(meets(stronger, question, failure) for failure in failures):
            continue
        how = held(stronger, seed, spaces)
        if how is None:
            continue
        if makes_terms_vanish(stronger, question):
            # What one small change makes true of all variables is mistaken, not short of an assumption.
            mistaken = nearest(question, seed, slight=True) is not None if mistaken is None else mistaken
            if mistaken:
                continue
        return Verdict("conditional", "assumption", f"fails in general; holds if {words} ({how})", True,
                       counterexample_of(point, outcome), hint=f"state that {words}")
    return None


def by_custom(conditions: Iterable[tuple[str, Question]], seed: int) -> Verdict | None:
    """What holds under conditions that the field takes for granted is not false in every plausible reading."""
    for words, stronger in conditions:
        laws = has_op(stronger, "distributed", "differential_entropy")
        how = held(stronger, seed, space_classes(stronger)[-1 if laws else 0])
        if how is not None:
            return Verdict("undecided", "customs", f"fails in general; holds if {words} ({how}), "
                           "which the text does not say", hint=f"state that {words}")
    return None


def held(stronger: Question, seed: int, spaces: tuple[str, ...]) -> str | None:
    """How a question under further conditions was found to hold; None where it was not."""
    try:
        if gather(stronger, seed + 2, 2, spaces, first_failure=True).fails:
            return None
        proof = prove_quickly(stronger, seed)
        if proof is not None:
            return "proved" if proof.kind == "proved" else None
        parted = any(getattr(p, "op", "") in ORDERED and len(own := symbols(p)) > 1 and not any(
            s.domain == "function" for s in own) for p in stronger.premises)
        found = gather(stronger, seed + 1, SURE * PARTED if parted else SURE, spaces, first_failure=True)
    except (Undecided, Unsupported):
        return None
    if found.fails or found.special_fails or found.holds < 4:
        return None
    if found.tells_nothing(stronger) or next(pressed(stronger, found, seed), None) is not None:
        return None
    if (dims(*stronger.exprs) and not found.wide) or only_for_equal_sizes(stronger, found.held, found.apart):
        return None  # a coincidence of sizes restores nothing
    return f"held at {counted(found.holds, 'point')}"


def restored(question: Question, seed: int) -> bool:
    return held(question, seed, space_classes(question)[0]) is not None
