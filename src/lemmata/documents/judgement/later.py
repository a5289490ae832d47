"""Letters of a definition that are explained behind it: "$m = s / n$, where $s = \\sum_i x_i$"; what is said of m later
is said with that meaning. So is what a formula says itself of letters that it explains at its end."""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.expr import Apply, Expr, Symbol, dims, integer, substitute, symbols
from lemmata.engine.expr.claims import Claim, Reading
from lemmata.engine.ops import ShapeError
from lemmata.engine.readers.scope import Scope
from lemmata.engine.verdicts import Verdict, decide_readings
from lemmata.engine.verdicts.verdict import FAILS

_DEEP = 4  # definitions in definitions


def explained_later(verdict: Verdict, reading: Reading, scope: Scope, seed: int) -> tuple[Verdict, Reading]:
    """The verdict on what fails, with the meanings that letters inside of definitions got after them."""
    if verdict.kind not in FAILS:
        return verdict, reading
    verdict, reading = _explained_beside(verdict, reading, scope, seed)
    if verdict.kind not in FAILS or any(c.defines is not None for c in reading.claims):
        return verdict, reading
    try:
        claims = tuple(explained(c, scope) for c in reading.claims)
    except ShapeError:
        return verdict, reading
    if claims == reading.claims:
        return verdict, reading
    return decide_readings([replace(reading, claims=claims)], seed=seed)


def _explained_beside(verdict: Verdict, reading: Reading, scope: Scope, seed: int) -> tuple[Verdict, Reading]:
    """The verdict on what fails, with the meanings that the formula gives its letters at its end.

    `J = D(p, m), \\quad m = (p + q) / 2`: the second equation is no claim, and m has this meaning in the first one.
    """
    if verdict.kind not in FAILS or len(reading.claims) == 1:
        return verdict, reading
    meant: dict[Expr, Expr] = {}
    kept = list(reading.claims)
    while len(kept) > 1 and (told := _explaining(kept[-1])) is not None and scope.lookup(told[0].name) is None:
        letters = {s for c in kept[:-1] for s in symbols(*c.relations)
                   if (s.name, s.shape) == (told[0].name, told[0].shape)}  # whatever kind of a letter they seemed to be
        if not letters:
            break
        meant |= dict.fromkeys(letters, substitute(told[1], meant))
        kept.pop()
    if not meant:
        return verdict, reading
    try:
        claims = tuple(replace(c, relations=tuple(substitute(r, meant) for r in c.relations),
                               premises=tuple(substitute(p, meant) for p in c.premises)) for c in kept)
    except ShapeError:
        return verdict, reading
    return decide_readings([replace(reading, claims=claims)], seed=seed)


def _explaining(claim: Claim) -> tuple[Symbol, Expr] | None:
    """The letter, and what it is said to be; None of other claims, and of a bare number, which may be a solution."""
    if claim.kind not in ("claim", "definition") or len(claim.relations) != 1:
        return None
    (link,) = claim.relations
    letter, told = link.args if isinstance(link, Apply) and link.op == "eq" else (link, link)
    if not isinstance(letter, Symbol) or (letter.shape, letter.sort) != (told.shape, told.sort):
        return None
    return (letter, told) if symbols(told) and letter not in symbols(told) else None


def explained(claim: Claim, scope: Scope) -> Claim:
    """The claim with the meanings that the scope has by now for letters which it left free."""
    for _ in range(_DEEP):
        meant: dict[Expr, Expr] = {}
        for s in symbols(*claim.relations):
            role = scope.lookup(s.name)
            told = None if role is None else role.definition
            if told is not None and told.shape == s.shape and told.sort == s.sort == "real" and s not in symbols(told):
                meant[s] = told
        counted = dims(*claim.relations, *meant.values())
        meant |= {s: integer(s.name) for s in symbols(*claim.relations, *claim.premises)
                  if s.name in counted and not s.shape and s.domain in ("natural", "integer")}
        if not meant:
            break
        claim = replace(claim, relations=tuple(substitute(r, meant) for r in claim.relations),
                        premises=tuple(substitute(p, meant) for p in claim.premises))
    return claim
