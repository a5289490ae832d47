"""Forms of an expression that lose less: the one that emitted code takes, and what the rulebook finds at the data."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lemmata.engine.derivatives import unfold
from lemmata.engine.expr import Expr, count_nodes
from lemmata.engine.programs import stable
from lemmata.engine.stability.formats import Format
from lemmata.engine.stability.points import Group, Points
from lemmata.engine.stability.scoring import Scores
from lemmata.engine.stability.search import search
from lemmata.engine.stability.truth import truth

Form = Callable[[Expr, Group, Format], Expr]
MOST = 40  # nodes of what is searched
ROUNDS = 3


def usual(expr: Expr, group: Group, format: Format) -> Expr:
    """The form that emitted code takes: softplus, log_softmax, logsumexp and their like."""
    return stable(unfold(expr))


def searched(expr: Expr, group: Group, format: Format) -> Expr:
    """The form, equal everywhere, that loses fewest bits at a point; of those as good the simplest."""
    start = unfold(expr)
    known = truth([start], Points(format, (group,)))
    if not known.count or count_nodes(start) > MOST:
        return expr
    found = search(start, Scores(known), ROUNDS)
    best, least = start, np.inf
    for form in filter(found.exact, found.forms()):
        lost = found.scores.mean(form) + found.weight(form) / 100
        if lost < least:
            best, least = form, lost
    return stable(best)


FORMS: tuple[Form, ...] = (usual, searched)
