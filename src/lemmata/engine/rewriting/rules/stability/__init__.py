"""Rules that keep digits: data only. Directed: the right side has a value wherever the left one has, but on thin sets.

Which of them help is measured; most serve between two others.
"""

from lemmata.engine.rewriting.rules.stability.axes import REDUCTIONS, over_axes
from lemmata.engine.rewriting.rules.stability.compensated import VECTORS, compensated, with_number
from lemmata.engine.rewriting.rules.stability.near import near_sums
from lemmata.engine.rewriting.rules.stability.refined import REFINED
from lemmata.engine.rewriting.rules.stability.table import STABILITY, rules_at

__all__ = ["REDUCTIONS", "REFINED", "STABILITY", "VECTORS", "compensated", "near_sums", "over_axes", "rules_at",
           "with_number"]
