"""The smallest counterexample: simple numbers, small sizes, checked at every step."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from lemmata.engine.evaluation import Point, Unsupported, shrink
from lemmata.engine.evaluation.matrices import exact
from lemmata.engine.evaluation.spaces import FiniteSpace
from lemmata.engine.expr import Apply
from lemmata.engine.verdicts.compare import FAILS, Outcome
from lemmata.engine.verdicts.question import Question
from lemmata.engine.verdicts.sampling import look

MOST_LOOKS = 60
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

    small = shrink(_small_space(question, point, fails), fails, MOST_LOOKS, random)
    last = look(question, small)
    return (small, last) if last is not None and last.state == FAILS else (point, outcome)
