"""Rules that keep digits: data only. Directed: the right side has a value wherever the left one has, but on thin sets.

Which of them help is measured; most serve between two others.
"""

from lemmata.engine.rewriting.rule import Rule
from lemmata.engine.rewriting.rules.stability.algebra import ALGEBRA
from lemmata.engine.rewriting.rules.stability.angles import ANGLES
from lemmata.engine.rewriting.rules.stability.arrays import ARRAYS
from lemmata.engine.rewriting.rules.stability.axes import REDUCTIONS, over_axes
from lemmata.engine.rewriting.rules.stability.compensated import VECTORS, compensated
from lemmata.engine.rewriting.rules.stability.exponentials import EXPONENTIALS
from lemmata.engine.rewriting.rules.stability.logarithms import LOGARITHMS
from lemmata.engine.rewriting.rules.stability.special import SPECIAL

STABILITY: tuple[Rule, ...] = (*ALGEBRA, *ANGLES, *EXPONENTIALS, *LOGARITHMS, *SPECIAL, *ARRAYS)

__all__ = ["REDUCTIONS", "STABILITY", "VECTORS", "compensated", "over_axes"]
