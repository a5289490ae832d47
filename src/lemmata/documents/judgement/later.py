"""Letters of a definition that are explained behind it: "$m = s / n$, where $s = \\sum_i x_i$"; what is said of m later
is said with that meaning."""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.expr import Expr, dims, integer, substitute, symbols
from lemmata.engine.expr.claims import Claim, Reading
from lemmata.engine.ops import ShapeError
from lemmata.engine.readers.scope import Scope
from lemmata.engine.verdicts import Verdict, decide_readings
from lemmata.engine.verdicts.verdict import FAILS

_DEEP = 4  # definitions in definitions


def explained_later(verdict: Verdict, reading: Reading, scope: Scope, seed: int) -> tuple[Verdict, Reading]:
    """The verdict on what fails, with the meanings that letters inside of definitions got after them."""
    if verdict.kind not in FAILS or any(c.defines is not None for c in reading.claims):
        return verdict, reading
    try:
        claims = tuple(explained(c, scope) for c in reading.claims)
    except ShapeError:
        return verdict, reading
    if claims == reading.claims:
        return verdict, reading
    return decide_readings([replace(reading, claims=claims)], seed=seed)


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
