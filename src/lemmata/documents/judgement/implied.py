"""Letters that an equation has told before: `v = 1 + c v`, and behind it "in other words, `v = 1 / (1 - c)`".

What looks like the definition of the letter is a claim: the equation, solved for the letter, says the same. It is
false only where the words conclude and this equation alone tells the letter: of "$x + y = 1$. By symmetry, $x = y$"
nothing false is shown, nor where the meaning has letters that the equation lacks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from lemmata.documents.judgement.conditions import is_concluding, is_following
from lemmata.documents.judgement.grounds import bounds_of
from lemmata.documents.judgement.section import Section, Stated
from lemmata.engine.expr import Apply, Expr, Symbol, dims, substitute, symbol, symbols
from lemmata.engine.expr.claims import Reading
from lemmata.engine.ops import apply
from lemmata.engine.ops.facts import known
from lemmata.engine.verdicts import Verdict, decide
from lemmata.engine.verdicts.isolating import isolated
from lemmata.engine.verdicts.verdict import HOLDS

SOLUTION = "solution"  # the method of a verdict on what an equation tells of a letter
INTRODUCED = "the equation before"  # the words of names that such an equation was the first to use
_MOST = 4  # equations that are kept in mind
_SIZE = re.compile(r"\b(?:deviations?|positive|distances?|lengths?|norms?|magnitudes?|roots?)\b", re.IGNORECASE)

_OTHERWISE = re.compile(r"\b(?:symmetr\w+|also|other(?! words)|both|moreover|case|if|when|assum\w+|suppos\w+)\b",
                        re.IGNORECASE)


def implied(verdict: Verdict, reading: Reading, here: Section, words: str, seed: int) -> tuple[Verdict, Reading]:
    """The verdict on a meaning of a letter that an equation of the text has told."""
    claim = reading.claims[0]
    relation = claim.relations[0] if len(claim.relations) == 1 else None
    if len(reading.claims) != 1 or claim.defines is None or not isinstance(relation, Apply) or relation.op != "eq":
        return verdict, reading
    told, meant = relation.args
    if told.shape or claim.defines in symbols(meant):
        return verdict, reading
    concludes = (is_following(words) or is_concluding(words)) and _OTHERWISE.search(words) is None
    for place, stated in reversed(list(enumerate(here.implicit))):
        letter = symbol("letter", (), claim.defines.domain if told is claim.defines else "real")
        equation = substitute(_renamed(stated.equation, symbols(relation)), {told: letter})
        if letter not in symbols(equation) or claim.defines in symbols(equation):
            continue
        found = isolated(equation, letter, known(letter, "nonnegative") is True or _SIZE.search(words) is not None)
        if found is None:
            continue
        within = [substitute(bound, {letter: found.value}) for bound in bounds_of(letter, letter.domain)]
        asked = replace(
            claim, kind="claim", defines=None,
            relations=(apply("eq", found.value, apply("abs", meant) if found.either else meant),),
            premises=(*(p for p in claim.premises if claim.defines not in symbols(p)), *found.conditions,
                      *(b for b in within if symbols(b))))
        judged = decide(here.premised(asked), seed)
        if judged.kind in HOLDS and not found.either:
            message = f"solves the equation that is given for {claim.defines.name}: {judged.message}"
            return Verdict(judged.kind, SOLUTION, message, judged.certified), reading
        others = [one for one in here.implicit if one is not stated and claim.defines.name in _names(one.equation)]
        alone = place == len(here.implicit) - 1 and not stated.posed and not others
        if judged.kind == "refuted" and concludes and alone and _names(equation) - {letter.name} == _names(meant):
            message = f"the equation that is given for {claim.defines.name} has another solution"
            shown = replace(claim, kind="claim", defines=None,
                            premises=tuple(dict.fromkeys((*claim.premises, stated.equation))))
            slip = replace(judged, hint="", near=None) if found.either else judged
            return replace(slip, method=SOLUTION, message=message), replace(reading, claims=(shown,))
    return verdict, reading


def with_implicit(here: Section, verdict: Verdict, reading: Reading, posed: bool) -> None:
    """The section keeps in mind the equations that its text states without defining a letter by them."""
    stated = [c.relations[0] for c in reading.claims if len(c.relations) == 1 and c.defines is None and (
        c.kind in ("claim", "condition"))] if verdict.kind in ("condition", "definition", "undecided") else []
    posed |= verdict.kind == "undecided"
    told = [r for r in stated if isinstance(r, Apply) and r.op == "eq" and not r.args[0].shape and symbols(r.args[0])]
    kept = [one for one in here.implicit if one.equation not in told]
    here.implicit = (*kept, *(Stated(r, posed) for r in told))[-_MOST:]


def _renamed(equation: Expr, others: Sequence[Symbol]) -> Expr:
    """The equation in the symbols of another formula: what is known of them may have changed since."""
    newer = {s.name: s for s in others}
    return substitute(equation, {s: newer[s.name] for s in symbols(equation) if s.name in newer and (
        newer[s.name].shape == s.shape and newer[s.name].params == s.params)})


def _names(expr: Expr) -> set[str]:
    return {s.name for s in symbols(expr)} | set(dims(expr))
