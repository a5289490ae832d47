"""Words such as "observations from a Poisson distribution" beside numbers: what values these may have.

A name beside a family of laws is one of its values or one of its parameters. A refutation stands where it does for
numbers of each of these kinds.
"""

from __future__ import annotations

from dataclasses import replace

from lemmata.documents.judgement.links import Link
from lemmata.documents.language.familynames import family_named
from lemmata.engine.expr import Expr, Number, Symbol, implied, substitute, symbol, symbols
from lemmata.engine.ops.families import Family
from lemmata.engine.verdicts import Verdict, decide
from lemmata.engine.verdicts.question import with_domain


def within_family(words: str, name: str, link: Link) -> Verdict | None:
    """The refutation for values and parameters of the family that the words name; None where one of them has none."""
    family = family_named(words)
    found = next((s for s in symbols(link.relation) if s.name == name), None)
    if family is None or found is None or found.sort not in ("real", "integer") or family.support not in (
            "reals", "integers"):
        return None
    values = _values(family)
    kinds = {values} if found.shape else {values, *(domain for _, domain in family.params)}
    verdict: Verdict | None = None
    for domain in sorted(kinds):
        if not (implied(domain, found.domain) or implied(found.domain, domain)):
            return None
        stronger = found if implied(found.domain, domain) else with_domain(found, domain)
        change: dict[Expr, Expr] = {found: stronger}
        claim = replace(link.claim, relations=(substitute(link.relation, change),),
                        premises=tuple(substitute(p, change) for p in link.claim.premises))
        verdict = decide(claim)
        if verdict.kind != "refuted":
            return None
    return verdict


def _values(family: Family) -> str:
    """The domain of the values of a law of a family."""
    params: list[Symbol] = [symbol(name, (), domain.split("[")[0]) for name, domain in family.params]
    low, high = family.low(*params), family.high(*params)
    if not isinstance(low, Number) or low.value < 0:
        return "real"
    one = isinstance(high, Number) and high.value == 1
    if family.support == "integers":
        return "binary" if one else "natural"
    return "unit" if one else "positive"
