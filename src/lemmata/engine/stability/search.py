"""The search: from form to form by moves, those kept that lose fewest bits in all, or at some of the points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np

from lemmata.engine.expr import Expr, count_nodes
from lemmata.engine.stability.candidates import egraph
from lemmata.engine.stability.candidates.moves import APPROXIMATE, LOCAL, Move, Moves
from lemmata.engine.stability.choosing import price
from lemmata.engine.stability.formats import Array
from lemmata.engine.stability.regimes import SMALL
from lemmata.engine.stability.scoring import Scores

DERIVED = "derivative of the stable form"
ROUNDS = 6
FIRST = 48  # forms from which the second round goes on
WIDTH = 24  # forms from which the later ones do
EXPANDED = 6  # forms whose parts are tried as series
ALIKE = 3  # of them that have the same bits at all points
MOST_FORMS = 4000  # that are measured in all
MOST_NODES = 250_000  # of all that moves make, together
MOST_MOVES = 400  # from one form
GROWTH = 60  # nodes that a form may have more than the first one
SERIES = 150  # more of them where a part became a series
UNNAMED = 20  # steps that a form of the e-graph counts, which tells no way to it
ENOUGH = 0.5  # bits that the best form may lose without the e-graph's being asked, which takes seconds
IDLE = 1  # rounds without a better form, after which one that loses less than that is good enough
CLOSE = 0.02  # bits; forms that are this near to the best are as good, and the smaller one is better


@dataclass
class Found:
    """The forms of a formula, where each came from, and the bits that they lose."""

    start: Expr
    scores: Scores
    came: dict[Expr, tuple[Expr, Move] | None] = field(default_factory=dict)
    nodes: int = 0  # of all that moves made

    @property
    def full(self) -> bool:
        """Whether no more are looked for."""
        return len(self.came) >= MOST_FORMS or self.nodes >= MOST_NODES

    def path(self, form: Expr) -> list[Move]:
        """The moves from the formula to a form."""
        steps: list[Move] = []
        while (before := self.came.get(form)) is not None:
            form, move = before
            steps.append(move)
        return steps[::-1]

    def exact(self, form: Expr) -> bool:
        """Whether a form equals the formula, at least to rounding, everywhere; not only where something is small."""
        return all(move.rule not in LOCAL for move in self.path(form))

    def weight(self, form: Expr) -> int:
        """What is simple: few nodes, few steps from the formula, all of them named, no sums that take long."""
        path = self.path(form)
        unnamed = UNNAMED * any(move.rule == egraph.EGRAPH for move in path)
        return count_nodes(form) + 2 * len(path) + unnamed + round(price(form) / SMALL)

    def forms(self) -> list[Expr]:
        return [form for form in self.came if self.scores.bits(form) is not None]


def search(start: Expr, scores: Scores, rounds: int = ROUNDS, others: Sequence[Expr] = ()) -> Found:
    """All forms within so many moves that are worth to go on from, by the bits that they lose.

    others  further forms to begin with: derivatives of what the function has become
    """
    found, moves = Found(start, scores, {start: None}), Moves(scores.known.format.precision)
    largest = max(map(count_nodes, (start, *others))) + GROWTH
    for other in others:
        _add(found, start, Move(DERIVED, start, other, other), largest)
    frontier, tried = list(found.came), set[Expr]()
    least, idle = np.inf, 0
    for turn in range(rounds):
        for form in frontier:
            tried.add(form)
            for move in islice(moves.of(form), MOST_MOVES):
                _add(found, form, move, largest)
            if found.full:
                break
        best = min(map(scores.mean, found.forms()))
        idle = idle + 1 if best > least - CLOSE else 0
        least = min(best, least)
        if least < ENOUGH and idle >= IDLE:
            break
        frontier = _best(list(found.came), found, tried, WIDTH if turn else FIRST)
        if not frontier or found.full:
            break
    if min(map(scores.mean, found.forms())) > ENOUGH:
        for form in egraph.forms(start):
            _add(found, start, Move(egraph.EGRAPH, start, form, form), largest)
    for form in [start, *_best(list(found.came), found, {start}, EXPANDED)]:
        for move in moves.series(form):
            _add(found, form, move, largest)
    for form in [start, *_best(list(found.came), found, {start}, EXPANDED)]:
        for move in moves.compensated(form):
            _add(found, form, move, largest)
    return found


def _add(found: Found, form: Expr, move: Move, largest: int) -> None:
    nodes = count_nodes(move.whole)
    found.nodes += nodes
    if move.whole in found.came or nodes > largest + (SERIES if move.rule in APPROXIMATE else 0):
        return
    if found.scores.bits(move.whole) is not None:
        found.came[move.whole] = form, move


def _best(forms: list[Expr], found: Found, tried: set[Expr], width: int) -> list[Expr]:
    """The forms to go on from: the best on the whole, and the best at some of the points; few that are the same."""
    bits = {form: b for form in forms if (b := found.scores.bits(form)) is not None}
    if not bits:
        return []
    names = list(bits)
    table = np.array([bits[form] for form in names])
    size = np.array([count_nodes(form) for form in names])
    order = np.lexsort((size, np.round(table.mean(axis=1), 2)))
    chosen: list[int] = []
    alike: dict[bytes, int] = {}

    def take(k: int) -> None:
        key = np.round(table[k], 1).tobytes()
        if names[k] not in tried and alike.get(key, 0) < ALIKE and k not in chosen:
            alike[key] = alike.get(key, 0) + 1
            chosen.append(k)

    for k in order:
        if len(chosen) >= width // 2:
            break
        take(k)
    for k in _covering(table, size):
        if len(chosen) >= width:
            break
        take(k)
    for k in order:  # those that are not better, but may lead on
        if len(chosen) >= width:
            break
        if names[k] not in tried and k not in chosen:
            chosen.append(k)
    return [names[k] for k in chosen]


def _covering(table: Array, size: Array) -> list[int]:
    """Forms that are best at points where those before them are not, the most such points first."""
    least = table.min(axis=0)
    near = table <= least + 0.5
    left = np.ones(table.shape[1], bool)
    found: list[int] = []
    while left.any() and len(found) < 2 * WIDTH:
        counts = (near & left).sum(axis=1) - size / 1e4
        k = int(np.argmax(counts))
        if not (near[k] & left).any():
            break
        found.append(k)
        left &= ~near[k]
    # Then those nearly best at most points.
    rest = np.argsort(-(near.sum(axis=1) - size / 1e4))[:WIDTH]
    return found + [int(k) for k in rest]
