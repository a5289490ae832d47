"""Formulas beside others, and in their normal forms."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

from lemmata.engine.derivatives import tidy
from lemmata.engine.expr import Expr, count_nodes, integer, substitute
from lemmata.engine.expr.claims import Claim
from lemmata.engine.notation import readable
from lemmata.engine.ops import apply, as_expr
from lemmata.engine.readers.text import read
from lemmata.engine.rewriting.equality import canonical
from lemmata.engine.rewriting.rule import rewrite
from lemmata.engine.rewriting.rules import RULES
from lemmata.engine.verdicts import Verdict, decide
from lemmata.formulas.base import Base

if TYPE_CHECKING:
    from lemmata.formulas.object import Formula


class Comparing(Base):
    """Equality; rewriting."""

    def equals(self, other: Formula | Expr | str | int, seed: int = 0) -> Verdict:
        """Whether the two agree wherever both are defined: proved, agrees, conditional, refuted, undecided.

        A text is read with the declarations of this formula; names that it adds are inferred.

        Raises ValueError where a name stands for different things in the two.
        """
        if isinstance(other, str):
            other = self._made(*read(other, self.declarations, strict=False, dims=self.dims))
        if not isinstance(other, (Base, Expr, int, Fraction)):
            raise TypeError(f"{other!r} is no formula; write it as text" + (
                f", {str(other)!r}: decimals in text are exact" if isinstance(other, float) else ""))
        left, right = self, other if isinstance(other, Base) else self._made(as_expr(other), {})
        left, right = left._sized(right.dims), right._sized(left.dims)
        op = "iff" if left.expr.sort == "boolean" else "eq"
        both = self._made(apply(op, left.expr, right.expr), {**right.declarations, **left.declarations})
        return decide(Claim((both.expr,)), seed)

    def _sized(self, names: Iterable[str]) -> Formula:
        """With numbers that have the name of a size taken for that size: n in `n*(n + 1)/2`."""
        sizes = {name for name in names if (s := self.declarations.get(name)) is not None and not s.shape
                 and s.domain in ("real", "integer", "natural", "positive")}
        values: dict[Expr, Expr] = {self.declarations[name]: integer(name) for name in sizes}
        kept = {name: s for name, s in self.declarations.items() if name not in sizes}
        return self._made(substitute(self.expr, values), kept)

    def simplify(self) -> Formula:
        """Rewritten by the rulebooks until no rule fires, zeros, ones and deltas gone; nothing is multiplied out."""
        found = readable(tidy(rewrite(self.expr, RULES)))
        return self._made(found if count_nodes(found) < count_nodes(self.expr) else self.expr, self.declarations)

    def expand(self) -> Formula:
        """The canonical form: a sum of products over indices, the same for equal polynomials.

        Raises `Undecided`, which says why, where the form takes more steps or nests deeper than its budget allows.
        """
        return self._made(canonical(self.expr), self.declarations)
