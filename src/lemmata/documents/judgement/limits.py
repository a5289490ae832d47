"""What a text says is approached: "$(1 + 1/n)^n \\\\to e$ as $n \\\\to \\\\infty$" claims a limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lemmata.documents.judgement.section import Section
from lemmata.engine.expr import Apply, Expr, Symbol, bind, fresh_local, number, substitute, symbols
from lemmata.engine.expr.claims import Claim, Reading
from lemmata.engine.ops import apply
from lemmata.engine.readers.latex.premised import with_premises
from lemmata.engine.readers.scope import Scope
from lemmata.engine.verdicts import Verdict, decide_readings
from lemmata.engine.verdicts.verdict import FAILS, HOLDS


def approached(
    verdict: Verdict, reading: Reading, tending: Sequence[Expr], here: Section, scope: Scope, seed: int
) -> tuple[Verdict, Reading]:
    """The verdict on the limit that a relation `a \\\\to b` claims, where the sentence says what its variable does."""
    claims = [_as_limit(c, tending) for c in reading.claims]
    if not claims or any(c is None for c in claims):
        return verdict, reading
    again = replace(reading, claims=tuple(here.premised(with_premises(c, scope)) for c in claims if c is not None))
    found, chosen = decide_readings([again], seed=seed)
    return (found, chosen) if found.kind in (*HOLDS, *FAILS) else (verdict, reading)


def variable_of(relation: Expr) -> Symbol | None:
    """The n of `n \\\\to \\\\infty`."""
    left = relation.children[0] if isinstance(relation, Apply) and relation.op == "tends" else None
    return left if isinstance(left, Symbol) and not left.shape else None


def _as_limit(claim: Claim, tending: Sequence[Expr]) -> Claim | None:
    if claim.kind != "condition" or len(claim.relations) != 1:
        return None
    relation = claim.relations[0]
    if not isinstance(relation, Apply) or relation.op != "tends" or variable_of(relation) is not None:
        return None
    value, goal = relation.children
    for way in (*claim.premises, *tending):
        s = variable_of(way)
        if s is None or s not in symbols(value) or s in symbols(goal):
            continue
        local = fresh_local((), "natural" if s.domain == "natural" else "real")
        limit = bind("limit", local, substitute(value, {s: local}), way.children[1], number(0))
        premises = tuple(p for p in claim.premises if p is not way)
        return replace(claim, kind="claim", relations=(apply("eq", limit, goal),), premises=premises)
    return None
