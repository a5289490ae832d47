"""What a text reasons from: grounds of a claim ("since $P$, we have $Q$"), and what was supposed before it.

A claim that fails is looked at again where its grounds hold: they restrict its values as premises do. Conditions of
sentences before ("there is an $x'$ with $f(x') < c$", "as long as $\\\\lambda \\\\in [0, 1]$") bind it no more, but
a claim that stays open without them and holds with them is meant under them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lemmata.documents.judgement.determined import SOUGHT
from lemmata.documents.judgement.section import Section
from lemmata.documents.judgement.standing import bounds
from lemmata.documents.judgement.stationary import SLOPE
from lemmata.engine.expr import Apply, Expr, symbols
from lemmata.engine.expr.claims import Reading
from lemmata.engine.ops import apply
from lemmata.engine.readers.latex.premised import with_premises
from lemmata.engine.readers.scope import Scope
from lemmata.engine.verdicts import Verdict, decide_readings, fails_early
from lemmata.engine.verdicts.verdict import FAILS, HOLDS

_MOST = 12  # conditions that are kept in mind
_ORDERS = ("lt", "le", "gt", "ge", "ne")
_OPEN = ("undecided", "condition")
_STEP = "under the equation that the text solves"
_NOTE = "under conditions that the text states before"


def grounded(
    verdict: Verdict, reading: Reading, readings: Sequence[Reading], grounds: Sequence[Expr], here: Section,
    scope: Scope, seed: int,
) -> tuple[Verdict, Reading]:
    """The verdict over all readings where the grounds hold; without a point that meets them, nothing was shown."""
    if not grounds or verdict.kind not in (*FAILS, *_OPEN):
        return verdict, reading
    again = [r for r in (_under(one, grounds, here, scope) for one in readings) if r is not None]
    if not again or (verdict.kind in _OPEN and all(_fails(r, seed) for r in again)):
        return verdict, reading
    found, chosen = decide_readings(again, seed=seed)
    if found.kind in HOLDS or (found.kind in FAILS and verdict.kind in FAILS):
        return found, chosen
    if verdict.kind in FAILS:
        return Verdict("undecided", "", "what the text gives as the reason could not be used"), reading
    return verdict, reading


def supposed(
    verdict: Verdict, reading: Reading, here: Section, scope: Scope, seed: int, maybe: Sequence[Expr] = ()
) -> tuple[Verdict, Reading]:
    """The verdict of a claim that is open, if it holds under what the section has supposed of its symbols.

    `maybe`: what the sentence before supposed, and the claim takes up.
    """
    heard = (*here.heard, *(p for p in maybe if p not in here.heard))
    if verdict.kind not in _OPEN or not (heard or here.heard_shaped):
        return verdict, reading
    before = replace(here, shaped={**here.heard_shaped, **here.shaped})
    own = {s for c in reading.claims for r in c.relations for s in symbols(r)}
    again = _under(reading, [p for p in heard if own.issuperset(symbols(p))], before, scope)
    if again is None or _fails(again, seed):
        return verdict, reading
    found, chosen = decide_readings([again], seed=seed)
    return (found.with_notes(_NOTE), chosen) if found.kind in HOLDS else (verdict, reading)


def under_last(
    verdict: Verdict, reading: Reading, here: Section, scope: Scope, seed: int, maybe: Sequence[Expr], taken_up: bool
) -> tuple[Verdict, Reading]:
    """A claim that fails, looked at under what the sentence before supposed: "If $P$, then $Q$. For such $x$, $R$".

    Where the words take that up and it holds there, it is meant so; where they don't, it may be.
    """
    own = {s.name for c in reading.claims for r in c.relations for s in symbols(r)}
    meant = [p for p in maybe if own.issuperset(s.name for s in symbols(p))]
    if verdict.kind not in FAILS or not meant:
        return verdict, reading
    again = _under(reading, meant, here, scope)
    if again is None or _fails(again, seed):
        return verdict, reading
    found, chosen = decide_readings([again], seed=seed)
    if found.kind not in HOLDS:
        return verdict, reading
    if taken_up:
        return found.with_notes(_NOTE), chosen
    return Verdict("undecided", "", "it fails in general, and holds under what the sentence before supposes"), reading


def in_passing(
    verdict: Verdict, reading: Reading, here: Section, scope: Scope, seed: int
) -> tuple[Verdict, Reading]:
    """A claim that fails, looked at under the equations that sentences before said of what there is, and of which its
    own says nothing: "for a unit vector $u$" is still meant."""
    own = {s.name for c in reading.claims for r in c.relations for s in symbols(r)}
    bound = {s.name for c in reading.claims for p in c.premises for s in symbols(p)}
    equations = (p for p in here.heard if isinstance(p, Apply) and p.op == "eq")
    meant = [p for p in equations if own - bound >= {s.name for s in symbols(p)}]
    again = _under(reading, meant, here, scope) if verdict.kind in FAILS and meant else None
    if again is None or _fails(again, seed):
        return verdict, reading
    found, chosen = decide_readings([again], seed=seed)
    return (found.with_notes(_NOTE), chosen) if found.kind in HOLDS else (verdict, reading)


def _fails(reading: Reading, seed: int) -> bool:
    return any(fails_early(c, seed) for c in reading.claims)


def _under(reading: Reading, conditions: Sequence[Expr], here: Section, scope: Scope) -> Reading | None:
    """The reading as a claim under more premises; None where it has none of their symbols, or states one itself."""
    relations = [r for c in reading.claims for r in c.relations]
    if not relations or any(c.kind not in ("claim", "condition") or not c.relations for c in reading.claims):
        return None
    others = tuple(p for p in conditions if p not in relations)
    wider = scope.assume(*others)
    claims = tuple(here.premised(with_premises(replace(c, kind="claim"), wider)) for c in reading.claims)
    used = {p for c in claims for p in c.premises} - {p for c in reading.claims for p in c.premises}
    return replace(reading, claims=claims) if used else None


def solving(verdict: Verdict, reading: Reading, here: Section, scope: Scope, seed: int) -> tuple[Verdict, Reading]:
    """An equation that fails in general, in the letters of one that the text solves or sets up: a step of that.

    It holds under that equation, or it stays open whether it does; a slip of the pen in an identity stays one.
    """
    relations = [r for c in reading.claims for r in c.relations]
    open_ = verdict.method == SOUGHT or (verdict.kind == "refuted" and not verdict.hint and verdict.method != SLOPE)
    if not open_ or len(relations) != 1 or not isinstance(relations[0], Apply) or relations[0].op != "eq":
        return verdict, reading
    names = {s.name for s in symbols(relations[0])}
    used = {s.name for c in reading.claims for p in c.premises for s in symbols(p)}
    known = [p for p in here.sought if {s.name for s in symbols(p)} >= names and not names & used]
    if not known:
        return verdict, reading
    again = _under(reading, known, here, scope)
    if again is not None and not _fails(again, seed):
        found, chosen = decide_readings([again], seed=seed)
        if found.kind in HOLDS:
            return found.with_notes(_STEP), chosen
    why = "whether it follows from the equation that the text solves was not decided"
    return Verdict("undecided", SOUGHT, why), reading


def with_sought(here: Section, verdict: Verdict, reading: Reading) -> None:
    """The section keeps in mind which equations the text solves or sets up."""
    several = len(reading.claims) > 1 and len(verdict.parts) == len(reading.claims)
    told: list[Expr] = []
    for k, claim in enumerate(reading.claims):
        found = verdict.parts[k] if several else verdict
        parts = found.parts if len(found.parts) == len(claim.relations) > 1 else (found,) * len(claim.relations)
        posed = [r for part, r in zip(parts, claim.relations) if isinstance(r, Apply) and r.op == "eq" and symbols(r)
                 and (claim.kind == "condition" or part.kind == "condition" or part.method == SOUGHT)]
        told += [r for r in posed if symbols(r.children[0]) and not bounds(r) and all(
            s.sort in ("real", "integer") for s in symbols(r))]  # a value, x = 3 or P(A) = 1/2, binds by itself
        if posed and told and posed[-1] is claim.relations[-1] and len(claim.relations) > 1 and claim.kind == "claim":
            first, last = claim.relations[0].children[0], posed[-1].children[-1]  # a = b = 0: a is zero too
            told += [apply("eq", first, last)] if first.shape == last.shape else []
    here.sought = (*(r for r in here.sought if r not in told), *told)[-_MOST:]


def with_heard(here: Section, relations: Sequence[Expr], existing: bool) -> None:
    """The section keeps in mind what a condition said; an equation only where it is said of things that exist."""
    told = [r for r in relations if isinstance(r, Apply) and symbols(r) and (r.op in _ORDERS or r.op == "and" or (
        existing and r.op == "eq")) and r not in here.scope.premises]
    kept = [r for r in here.heard if r not in told]
    here.heard = (*kept, *told)[-_MOST:]


def bounds_of(s: Expr, domain: str) -> tuple[Expr, ...]:
    """What a domain says of a number, as conditions.

    >>> from lemmata.engine.expr import symbol
    >>> [r.op for r in bounds_of(symbol("t"), "unit")]
    ['ge', 'le']
    """
    if s.shape:
        return ()
    return {"unit": (apply("ge", s, 0), apply("le", s, 1)), "positive": (apply("gt", s, 0),),
            "nonnegative": (apply("ge", s, 0),), "negative": (apply("lt", s, 0),)}.get(domain, ())
