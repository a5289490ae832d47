"""The smallest counterexample: simple numbers, small sizes, checked at every step."""

from __future__ import annotations

from lemmata.engine.evaluation import Point, Unsupported, shrink
from lemmata.engine.verdicts.compare import FAILS, Outcome
from lemmata.engine.verdicts.question import Question
from lemmata.engine.verdicts.sampling import look

MOST_LOOKS = 60


def smallest(question: Question, point: Point, outcome: Outcome) -> tuple[Point, Outcome]:
    """A point as simple as can be at which the relation still certainly fails."""

    def fails(candidate: Point) -> bool:
        # A counterexample of size 1 would leave open whether the claim is about arrays at all.
        if any(size < 2 <= point.sizes[name] for name, size in candidate.sizes.items()):
            return False
        try:
            found = look(question, candidate)
        except Unsupported:
            return False
        return found is not None and found.state == FAILS

    small = shrink(point, fails, MOST_LOOKS)
    last = look(question, small)
    return (small, last) if last is not None and last.state == FAILS else (point, outcome)
