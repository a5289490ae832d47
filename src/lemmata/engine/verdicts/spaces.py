"""Claims about variables of either kind, discrete or continuous: one verdict of those on both."""

from __future__ import annotations

from lemmata.engine.expr import Apply, postorder
from lemmata.engine.verdicts.looking import (
    has_op,
)
from lemmata.engine.verdicts.question import Question
from lemmata.engine.verdicts.verdict import FAILS, HOLDS, Verdict

ORDERED = ("lt", "le", "gt", "ge")


def either_space(question: Question, finite: Verdict, continuous: Verdict) -> Verdict:
    """A claim about variables of either kind: what holds for one kind is not refuted by the other.

    Unless it is about averages and tails, which are alike for both: every law of one kind is close to some of
    the other.
    """
    for one, other, name in ((finite, continuous, "discrete"), (continuous, finite, "continuous")):
        if one.kind in HOLDS and other.kind in FAILS:
            if not _tells_kinds_apart(question):
                return other
            return one.with_notes(f"for {name} variables; it fails for others")
    return continuous if finite.kind == "undecided" else finite


def _tells_kinds_apart(question: Question) -> bool:
    """Whether a claim is about masses of points, densities, entropies, or an exact probability."""
    if has_op(question, "entropy", "differential_entropy", "density", "cross_entropy"):
        return True
    exact = question.op not in ORDERED or any(
        isinstance(n, Apply) and n.sort == "event" and n.op in ("eq", "ne") for n in postorder(*question.exprs))
    return exact and has_op(question, "probability", "cdf")
