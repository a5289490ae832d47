"""The formula that keeps its digits: forms are searched, branches found, and what is best on fresh points is taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lemmata.engine.expr import Expr, Symbol, count_nodes
from lemmata.engine.stability.candidates.moves import Move
from lemmata.engine.stability.formats import Array, Format
from lemmata.engine.stability.regimes import Regimes, candidates, regimes
from lemmata.engine.stability.sampling import Where, sampled
from lemmata.engine.stability.scoring import Scores
from lemmata.engine.stability.search import CLOSE, Found, search

SEARCHED = 256  # points that the search goes by
BRANCHED = 1024  # points that branches are found by
WORSE = 0.1  # mean bits by which the result may be worse than the formula
WORSE_IN_A_TENTH = 1.0
LIKE = 0.05  # bits; forms that are this near are as good, and the smaller one is taken


@dataclass(frozen=True)
class Stabilized:
    """What was found.

    before, after  bits lost at fresh points by the formula and by the result, by point
    steps          the moves that lead to the result, of each branch one list
    regimes        the branches, or None where there are none
    forms          how many were measured
    """

    start: Expr
    result: Expr
    before: Array
    after: Array
    steps: tuple[tuple[Move, ...], ...]
    regimes: Regimes | None
    forms: int
    points: int
    unsamplable: int


def stabilized(expr: Expr, declared: Mapping[str, Symbol], format: Format, where: str | Where | None = None,
               points: int = 8000, seed: int = 0) -> Stabilized:
    """The form of an expression that loses fewest bits, of those that rules, series and branches make.

    It is never worse than the expression: on the points that it is chosen by, by at most 0.1 bits in the mean, and by at
    most 1 bit in each tenth of them in the order of each variable.
    """
    known = sampled([expr], declared, format, where, SEARCHED, seed)
    if not known.count:
        raise ValueError("no point was found at which the formula has a value; give laws or conditions that have some")
    scores = Scores(known)
    found = search(expr, scores)
    wide = Scores(sampled([expr], declared, format, where, BRANCHED, seed + 1))
    kept = candidates(found.forms(), scores)
    branches = regimes(expr, [f for f in kept if wide.bits(f) is not None], wide)
    finals = [expr, *_best(found), *kept[:8]]
    if branches is not None:
        finals.append(branches.expr)
    fresh = Scores(sampled([expr], declared, format, where, points, seed + 2))
    result = _chosen(expr, list(dict.fromkeys(finals)), fresh)
    before, after = fresh.bits(expr), fresh.bits(result)
    assert before is not None and after is not None
    taken = branches if branches is not None and result is branches.expr else None
    parts = taken.forms if taken is not None else (result,)
    return Stabilized(expr, result, before, after, tuple(tuple(found.path(part)) for part in parts), taken,
                      len(found.came), fresh.known.count, fresh.known.unsamplable)


def _best(found: Found) -> list[Expr]:
    """The few best forms: where they are as good, the smallest ones."""
    forms = found.forms()
    means = {f: found.scores.mean(f) for f in forms}
    least = min(means.values())
    near = [f for f in forms if means[f] <= least + 4 * CLOSE]
    return sorted(near, key=lambda f: (count_nodes(f), means[f]))[:6] + sorted(near, key=lambda f: means[f])[:2]


def _chosen(start: Expr, forms: list[Expr], fresh: Scores) -> Expr:
    before = fresh.bits(start)
    assert before is not None
    good = []
    for form in forms:
        after = fresh.bits(form)
        if after is not None and (form is start or not worse(before, after, fresh)):
            good.append((float(after.mean()), form))
    least = min(mean for mean, _ in good)
    near = [(count_nodes(form), mean, form.digest, form) for mean, form in good if mean <= least + LIKE]
    return min(near)[-1]


def worse(before: Array, after: Array, fresh: Scores) -> bool:
    """Whether a form is worse in the mean, or in a tenth of the points in the order of a variable."""
    lost = after - before
    if lost.mean() > WORSE:
        return True
    groups = [k.group for k in fresh.known.known]
    for name in groups[0].values:
        values = np.concatenate([g.values[name].reshape(g.count, -1).astype(float).max(axis=1, initial=-np.inf)
                                 for g in groups])
        order = np.argsort(values, kind="stable")
        if any(part.size and lost[part].mean() > WORSE_IN_A_TENTH for part in np.array_split(order, 10)):
            return True
    return False
