"""The smallest counterexample: simple numbers, small sizes, checked at every step."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from random import Random

import numpy as np

from lemmata.engine.evaluation import NoPoint, Point, Unsupported, sample_space, shrink
from lemmata.engine.evaluation.matrices import exact
from lemmata.engine.evaluation.random import RANDOM
from lemmata.engine.evaluation.spaces import FiniteSpace
from lemmata.engine.expr import Apply, Expr, count_nodes, symbols
from lemmata.engine.verdicts.compare import FAILS, Outcome
from lemmata.engine.verdicts.constructing import constructed
from lemmata.engine.verdicts.question import Question
from lemmata.engine.verdicts.sampling import STRUCTURAL, certain, look

MOST_LOOKS = 60
MOST_STEPS = 20_000  # nodes that are evaluated in all of these looks
MOST_SPACES = 160


def _small_space(question: Question, point: Point, fails: Callable[[Point], bool]) -> Point:
    """The point with few, equally likely outcomes and values 0 and 1, where the relation fails there too."""
    random = sorted({s for s in question.symbols if s.sort in ("variable", "event")}, key=lambda s: s.name)
    if not isinstance(point.space, FiniteSpace) or question.premises or any(s.shape for s in random):
        return point
    tried = 0
    for count in (2, 3, 4):
        weights = (Fraction(1, count),) * count
        for rows in itertools.product(itertools.product((0, 1), repeat=count), repeat=len(random)):
            tried += 1
            if tried > MOST_SPACES:
                return point
            values = {s.name: exact([Fraction(v) for v in row]) for s, row in zip(random, rows)}
            candidate = replace(point, space=FiniteSpace(weights, values))
            if fails(candidate):
                return candidate
    return point


def structured(question: Question, point: Point) -> bool:
    """Whether a finite space has what premises declare of it; a continuous one is made of its laws."""
    if not isinstance(point.space, FiniteSpace):
        return True
    premises = [p for p in question.premises if isinstance(p, Apply) and p.op in STRUCTURAL]
    # Which variables are independent is not in the numbers of a point.
    return all(certain(p, point) for p in premises if any(s.sort not in RANDOM for s in symbols(p)))


def _redrawn(question: Question, point: Point) -> Point | None:
    """The point with a space made anew for its numbers; None where these don't stay as they are."""
    try:
        new = sample_space(question.symbols, question.premises, Random(0), replace(point, space=None), "finite")
    except NoPoint:
        return None
    same = all(isinstance(v, Expr) or np.array_equal(v, new.values[name]) for name, v in point.values.items())
    return new if same and structured(question, new) else None


def smallest(question: Question, point: Point, outcome: Outcome) -> tuple[Point, Outcome]:
    """A point as simple as can be at which the relation still certainly fails."""

    random = [s for s in question.symbols if s.sort in ("variable", "event")]
    fixed = any(isinstance(p, Apply) and p.op == "partition" for p in question.premises)

    def fails(candidate: Point) -> bool:
        # A counterexample of size 1 would leave open whether the claim is about arrays at all.
        if any(size < 2 <= point.sizes[name] for name, size in candidate.sizes.items()):
            return False
        if fixed and candidate.sizes != point.sizes:
            return False  # some of the parts are no partition
        try:
            found = look(question, candidate)
        except Unsupported:
            return False
        return found is not None and found.state == FAILS

    def mend(candidate: Point) -> Point | None:
        if candidate.space is None:
            return constructed(question.premises, candidate)
        return candidate if structured(question, candidate) else _redrawn(question, candidate)

    nodes = count_nodes(question.left, question.right)
    looks = min(MOST_LOOKS, MOST_STEPS // nodes)
    if not looks:
        return point, outcome
    small = shrink(_small_space(question, point, fails), fails, looks, random, mend)
    last = look(question, small)
    return (small, last) if last is not None and last.state == FAILS else (point, outcome)
