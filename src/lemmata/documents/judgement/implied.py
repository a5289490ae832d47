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
from lemmata.engine.expr import Apply, Expr, Symbol, dims, postorder, substitute, symbol, symbols
from lemmata.engine.expr.claims import Claim, Reading
from lemmata.engine.ops import apply
from lemmata.engine.ops.facts import known
from lemmata.engine.verdicts import Verdict, decide
from lemmata.engine.verdicts.isolating import Isolated, isolated
from lemmata.engine.verdicts.solutions import by_solution, isolated_array
from lemmata.engine.verdicts.verdict import FAILS, HOLDS

SOLUTION = "solution"  # the method of a verdict on what an equation tells of a letter
INTRODUCED = "the equation before"  # the words of names that such an equation was the first to use
_FALSE = {False: ("refuted",), True: FAILS}  # of a number, of an array
_MOST = 4  # equations that are kept in mind
_SLOPE = re.compile(r"\b(?:slope|derivative|rate of change|right[- ]hand side)\b", re.IGNORECASE)
_SIZE = re.compile(r"\b(?:deviations?|positive|distances?|lengths?|norms?|magnitudes?|roots?)\b", re.IGNORECASE)

_OTHERWISE = re.compile(r"\b(?:symmetr\w+|also|other(?! words)|both|moreover|case|if|when|assum\w+|suppos\w+)\b",
                        re.IGNORECASE)


def implied(verdict: Verdict, reading: Reading, here: Section, words: str, seed: int) -> tuple[Verdict, Reading]:
    """The verdict on a meaning of a letter, or of a slope, that an equation of the text has told."""
    claim = reading.claims[0]
    relation = claim.relations[0] if len(claim.relations) == 1 else None
    if len(reading.claims) != 1 or not isinstance(relation, Apply) or relation.op != "eq":
        return verdict, reading
    told, meant = relation.args
    slope = is_slope_of_function(told)
    name = claim.defines.name if claim.defines is not None else "the slope" if slope else ""
    if not name or claim.defines in symbols(meant) or told in postorder(meant) or (
            told.shape and told is not claim.defines):
        return verdict, reading
    concludes = is_following(words) or is_concluding(words) or (slope and _SLOPE.search(words) is not None)
    concludes = concludes and _OTHERWISE.search(words) is None
    for place, stated in reversed(list(enumerate(here.implicit))):
        domain = claim.defines.domain if told is claim.defines and claim.defines is not None else "real"
        letter = symbol("letter", told.shape, domain)
        equation = substitute(_renamed(stated.equation, symbols(relation)), {told: letter})
        if letter not in symbols(equation) or claim.defines in symbols(equation) or _clash(equation, relation):
            continue
        if told.shape and _tells(equation, letter, meant):
            asked = _asked(claim, told, substitute(equation, {letter: meant}))
            found = decide(here.premised(asked), seed)
            if found.kind in HOLDS:
                return _solving(name, found), reading
        solved = _solved(equation, letter, _SIZE.search(words) is not None)
        if solved is None:
            continue
        within = [substitute(bound, {letter: solved.value}) for bound in bounds_of(letter, letter.domain)]
        asked = _asked(claim, told, apply("eq", solved.value, apply("abs", meant) if solved.either else meant),
                       *solved.conditions, *(b for b in within if symbols(b)))
        judged = decide(here.premised(asked), seed)
        if judged.kind in HOLDS and not solved.either:
            return _solving(name, judged), reading
        others = [one for one in here.implicit if one is not stated and _speaks_of(one.equation, told, claim)]
        # an array that solves an equation, "and therefore", is the only one that does
        given = not stated.posed or (bool(told.shape) and is_following(words))
        alone = place == len(here.implicit) - 1 and given and not others
        if judged.kind in _FALSE[bool(told.shape)] and concludes and alone and (
                _names(equation) - {letter.name} == _names(meant)):
            message = f"the equation that is given for {name} has another solution"
            bounds = (p for p in here.scope.premises if set(symbols(p)) <= set(symbols(relation)))
            shown = replace(claim, kind="claim", defines=None, premises=tuple(
                dict.fromkeys((*claim.premises, stated.equation, *bounds))))
            slip = replace(judged, hint="", near=None) if solved.either or told.shape else judged
            return replace(slip, method=SOLUTION, message=message), replace(reading, claims=(shown,))
    return verdict, reading


def is_slope_of_function(told: Expr) -> bool:
    """Whether a side is the slope of a function at its variable: `dr/dt`."""
    return isinstance(told, Apply) and told.op == "call" and not told.shape and isinstance(
        told.args[0], Apply) and told.args[0].op == "derivative"


def _asked(claim: Claim, told: Expr, relation: Expr, *conditions: Expr) -> Claim:
    """A claim that says a relation, under what the text says of other things than what the equation tells."""
    premises = (p for p in claim.premises if claim.defines not in symbols(p) and told not in postorder(p))
    return replace(claim, kind="claim", defines=None, relations=(relation,), premises=(*premises, *conditions))


def _solving(name: str, found: Verdict) -> Verdict:
    message = f"solves the equation that is given for {name}: {found.message}"
    return Verdict(found.kind, SOLUTION, message, found.certified)


def _solved(equation: Expr, letter: Symbol, size: bool) -> Isolated | None:
    """The equation solved for a number, or for a vector that it leaves no other value."""
    if not letter.shape:
        return isolated(equation, letter, known(letter, "nonnegative") is True or size)
    value = isolated_array(equation, letter)
    return None if value is None else Isolated(value)


def _tells(equation: Expr, letter: Symbol, meant: Expr) -> bool:
    """Whether an array is the only one that meets an equation."""
    given = apply("eq", letter, meant)
    return by_solution(given, [equation], lambda link, _: Verdict("proved", SOLUTION, "")) is not None


def _speaks_of(equation: Expr, told: Expr, claim: Claim) -> bool:
    """Whether an equation says something of what another one tells."""
    return told in postorder(equation) or (claim.defines is not None and claim.defines.name in _names(equation))


def with_implicit(here: Section, verdict: Verdict, reading: Reading, posed: bool) -> None:
    """The section keeps in mind the equations that its text states without defining a letter by them."""
    stated = [c.relations[0] for c in reading.claims if len(c.relations) == 1 and c.defines is None and (
        c.kind in ("claim", "condition"))] if verdict.kind in ("condition", "definition", "undecided") else []
    posed |= verdict.kind == "undecided"
    told = [r for r in stated if isinstance(r, Apply) and r.op == "eq" and symbols(r.args[0])]
    kept = [one for one in here.implicit if one.equation not in told]
    here.implicit = (*kept, *(Stated(r, posed) for r in told))[-_MOST:]


def _renamed(equation: Expr, others: Sequence[Symbol]) -> Expr:
    """The equation in the symbols of another formula: what is known of them may have changed since."""
    newer = {s.name: s for s in others}
    return substitute(equation, {s: newer[s.name] for s in symbols(equation) if s.name in newer and (
        newer[s.name].shape == s.shape and newer[s.name].params == s.params and newer[s.name].sort == s.sort)})


def _clash(equation: Expr, relation: Expr) -> bool:
    """Whether a name is a symbol of another kind in one of them: `a` and `a(z)`."""
    newer = {s.name: s for s in symbols(relation)}
    return any(newer.get(s.name, s) is not s for s in symbols(equation))


def _names(expr: Expr) -> set[str]:
    return {s.name for s in symbols(expr)} | set(dims(expr))
