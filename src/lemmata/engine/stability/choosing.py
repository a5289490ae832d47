"""Which of several forms is taken: on fresh points, never a worse one than the formula."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from lemmata.engine.expr import Apply, Expr, postorder
from lemmata.engine.ops.compensated import COMPENSATED
from lemmata.engine.stability.formats import Array
from lemmata.engine.stability.scoring import Scores

WORSE = 0.1  # mean bits by which the result may be worse than the formula
WORSE_IN_A_TENTH = 1.0
WRONG = 2.0  # bits by which an approximation may be worse at any point than what is exact
DEAR = 1.0  # mean bits that sums with all their rounding errors must save, which take many times as long
LIKE = 0.1  # bits; forms that are this near are as good, and the simpler one is taken


def price(form: Expr) -> float:
    """Bits that a form must save because of what it costs."""
    return DEAR if any(isinstance(node, Apply) and node.op in COMPENSATED for node in postorder(form)) else 0.0


@dataclass(frozen=True)
class Judge:
    """Fresh points.

    fresh     those by which forms are ranked
    moderate  others, where all variables are of moderate size
    """

    fresh: Scores
    moderate: Scores

    def chosen(self, start: Expr, forms: Sequence[Expr], exact: Callable[[Expr], bool],
               weight: Callable[[Expr], int]) -> Expr:
        """The form that loses fewest bits in the mean, of those that are not worse than the formula anywhere."""
        good = [form for form in forms if form is start or self.harmless(start, form)]
        good = [form for form in good if exact(form) or self.holds(form, [g for g in good if exact(g)])]
        means = {form: self.fresh.mean(form) + price(form) for form in good}
        least = min(means.values())
        return min((form for form in good if means[form] <= least + LIKE),
                   key=lambda form: (weight(form), means[form], form.digest))

    def harmless(self, start: Expr, form: Expr) -> bool:
        """Whether a form is not worse: in the mean, in each tenth of the points in the order of a variable, and where
        all are of moderate size."""
        before, after = self.fresh.bits(start), self.fresh.bits(form)
        there, here = self.moderate.bits(start), self.moderate.bits(form)
        if before is None or after is None or there is None or here is None:
            return False
        if here.size and (here - there).mean() > WORSE_IN_A_TENTH:
            return False
        lost = after - before
        return bool(lost.mean() <= WORSE) and all(
            lost[part].mean() <= WORSE_IN_A_TENTH for part in self._tenths() if part.size)

    def holds(self, form: Expr, others: Sequence[Expr]) -> bool:
        """Whether an approximation is nowhere wrong: at no point much worse than all forms that are exact."""
        for scores in (self.fresh, self.moderate):
            own = scores.bits(form)
            least = np.min([b for other in others if (b := scores.bits(other)) is not None], axis=0)
            if own is None or (own > np.maximum(least, 1) + WRONG).any():
                return False
        return True

    def _tenths(self) -> list[Array]:
        groups = [k.group for k in self.fresh.known.known]
        found = []
        for name in groups[0].values if groups else ():
            values = np.concatenate([g.values[name].reshape(g.count, -1).astype(float).max(axis=1, initial=-np.inf)
                                     for g in groups])
            found += np.array_split(np.argsort(values, kind="stable"), 10)
        return found
