"""Laws whose notation is used in several ways: readings of a formula under each of them.

\\mathrm{Exp}(\\theta) is by rate or by scale, N(\\mu, \\sigma) by deviation or by variance, a geometric law counts
trials or failures. A family's record says which, `scope.options[MEANT]` what the text has settled. A law keeps the
form in which it is written in the scope, and is understood where a formula is read.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from lemmata.engine.expr import Apply, Expr, Number, Symbol, postorder, substitute
from lemmata.engine.expr.claims import Claim, Reading
from lemmata.engine.ops.families import DOUBTFUL, FAMILIES, OPEN
from lemmata.engine.readers.scope import Scope

MEANT = "meant"  # in the options of a scope: law -> the meanings that it may have, by their place in the record
MOST = 6  # readings of one formula


def key(law: Expr) -> Any:
    """A law whatever is known of its parameters by now."""
    if isinstance(law, Symbol):
        return law.name
    if isinstance(law, Number):
        return law.value
    return (getattr(law, "op", law.kind), *map(key, law.children))


def ambiguous_laws(*exprs: Expr) -> list[Apply]:
    """The laws in expressions whose notation is used in several ways."""
    return [n for n in dict.fromkeys(postorder(*exprs))
            if isinstance(n, Apply) and n.op in FAMILIES and FAMILIES[n.op].meanings]


def meanings(law: Apply, scope: Scope) -> tuple[int, ...]:
    """Those that a law may have here, by their place in the record of its family, the likeliest first."""
    of_text: Mapping[Any, Collection[int]] = scope.options.get(MEANT, {})
    ways = FAMILIES[law.op].meanings
    settled = of_text.get(key(law))
    if settled is None and (law.op in of_text) and (0 in of_text[law.op] or _bare(law.args[-1])):
        settled = of_text[law.op]  # how the text has all of the family
    usual = range(len(ways)) if settled is not None else (
        k for k, way in enumerate(ways) if way.usual(*law.args) in (OPEN, DOUBTFUL))
    found = [k for k in usual if settled is None or k in settled]
    return tuple(sorted(found, key=lambda k: not ways[k].first(*law.args))) or (0,)


def _bare(param: Expr) -> bool:
    """Whether a parameter is given as it is: `\\sigma^2` is the variance of who writes a law by its deviation, too."""
    return isinstance(param, Symbol | Number)


def as_meant(expr: Expr, scope: Scope) -> Expr:
    """An expression with its laws as they are understood first."""
    laws = ambiguous_laws(expr)
    return substitute(expr, {law: FAMILIES[law.op].meanings[meanings(law, scope)[0]].of(law) for law in laws})


def ways(reading: Reading, scope: Scope) -> list[Reading]:
    """The reading under each meaning of its laws, alike for all of one family; the likeliest first."""
    exprs = [e for c in reading.claims if c.kind == "claim" for e in (*c.relations, *c.premises)]
    laws = ambiguous_laws(*exprs)
    if not laws:
        return [reading]
    may_be = {law: meanings(law, scope) for law in laws}
    families = list(dict.fromkeys(law.op for law in laws))
    places = [list(dict.fromkeys(k for law in laws if law.op == family for k in may_be[law])) for family in families]
    found: list[Reading] = []
    for choice in itertools.islice(itertools.product(*places), MOST):
        chosen = dict(zip(families, choice))
        meant = {law: chosen[law.op] if chosen[law.op] in may_be[law] else may_be[law][0] for law in laws}
        cost = sum(place.index(k) for place, k in zip(places, choice))
        one = _under(reading, meant, cost, scope)
        if all(one.claims != other.claims for other in found):
            found.append(one)
    return found


def _under(reading: Reading, meant: Mapping[Apply, int], cost: int, scope: Scope) -> Reading:
    others: dict[Expr, Expr] = {law: FAMILIES[law.op].meanings[k].of(law) for law, k in meant.items()}
    settled: Mapping[Any, Collection[int]] = scope.options.get(MEANT, {})
    unsaid = " and ".join(dict.fromkeys(
        f"{_name(law)} is the {role}" for law, k in meant.items()
        if not {key(law), law.op} & settled.keys() and FAMILIES[law.op].meanings[k].usual(*law.args) == DOUBTFUL
        for role in [called(law.op, k)]))

    def fit(claim: Claim) -> Claim:
        return replace(
            claim,
            relations=tuple(substitute(r, others) for r in claim.relations),
            premises=tuple(substitute(p, others) for p in claim.premises),
            missing=claim.missing or unsaid,
        )

    claims = tuple(fit(c) if c.kind == "claim" else c for c in reading.claims)
    return replace(reading, claims=claims, cost=reading.cost + cost, meant=tuple((key(w), k) for w, k in meant.items()))


def called(family: str, place: int) -> str:
    """What one way to give the parameters of a family is called."""
    way, others = FAMILIES[family].meanings[place], FAMILIES[family].meanings
    role = next((r for r in reversed(way.roles) if any(other.roles[-1] != r for other in others)), way.words)
    return role.split("|")[0]


def _name(law: Apply) -> str:
    last = law.args[-1]
    return last.name if isinstance(last, Symbol) else law.op
