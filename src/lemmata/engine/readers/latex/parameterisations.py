"""Laws whose notation is used in several ways: readings of a formula under each of them.

\\mathrm{Exp}(\\theta) is by rate or by scale, N(\\mu, \\sigma) by variance or by deviation, a geometric law counts
trials or failures. A family's record says which other laws its notation may stand for.
"""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.expr import Apply, Expr, postorder, substitute
from lemmata.engine.expr.claims import Claim, Reading
from lemmata.engine.ops.families import FAMILIES


def ways(reading: Reading) -> list[Reading]:
    """The readings in which all laws of one family are meant in another way; they cost one more."""
    exprs = [e for c in reading.claims if c.kind == "claim" for e in (*c.relations, *c.premises)]
    laws = [n for n in dict.fromkeys(postorder(*exprs)) if isinstance(n, Apply) and n.op in FAMILIES]
    found = []
    for family in dict.fromkeys(law.op for law in laws):
        options = {law: FAMILIES[family].ways(*law.args) for law in laws if law.op == family}
        for k in range(max(len(o) for o in options.values())):
            found.append(_under(reading, {law: o[k] for law, o in options.items() if k < len(o)}))
    return found


def _under(reading: Reading, others: dict[Expr, Expr]) -> Reading:
    def fit(claim: Claim) -> Claim:
        return replace(
            claim,
            relations=tuple(substitute(r, others) for r in claim.relations),
            premises=tuple(substitute(p, others) for p in claim.premises),
        )

    claims = tuple(fit(c) if c.kind == "claim" else c for c in reading.claims)
    return replace(reading, claims=claims, cost=reading.cost + 1)
