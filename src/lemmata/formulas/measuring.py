"""The digits that formulas lose in floats."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from lemmata.engine.derivatives import derivative, unfold
from lemmata.engine.expr import Expr
from lemmata.engine.programs import stable
from lemmata.formulas.base import Base

if TYPE_CHECKING:
    from lemmata.engine.stability import Accuracy
    from lemmata.formulas.object import Formula


class Measuring(Base):
    """Bits lost, measured against certified values."""

    def accuracy(self, dtype: Any = "float64", where: str | None = None, *, points: int = 8000, seed: int = 0,
                 grad: str | Sequence[str] = (), form: str | Formula = "written") -> Accuracy:
        """How many bits the formula loses in floats, where, and which operation loses them.

        dtype   float64, float32, bfloat16 or float16; in the last two every operation is worked out in float32 and
                rounded, sums are accumulated there, as PyTorch and XLA do
        where   laws of variables, sizes, conditions: `"x: normal(0, 30), n: 1000, x[0] < 1"`. Laws: floats(low, high)
                (each float as likely), normal(mean, deviation), uniform, lognormal, loguniform, integers, offset(size,
                deviation), values(a, b, ...), or a number. Without one a variable has all floats of its domain, and
                what data looks like: logits, probabilities, offsets, ties, zeros, a few infinite entries
        points  how many; of arrays, at sizes 1, 2, 10, 1000 (matrices: up to 10), fewer of the large ones
        grad    variables: the value and its derivatives by them are measured together
                (`each` of the result has them one by one)
        form    written: each operation by itself, as NumPy's code of the same text gives it; program: the code that
                `compile` emits; another formula of the same values: that one, as written, in place of this one, with
                the derivatives that were made stable together with it

        The truth at each point is certified by balls, whose precision is doubled until the float is sure.

        Raises ValueError or ReadError for a `where` that can't be read or met; NoDerivative.

        >>> found = parse("log(1 + exp(x))", "x: real").accuracy(where="x: normal(0, 30)", points=500)
        >>> found.mean > 5, found.blame[0].operation, found.blame[0].kind
        (True, '1 + exp(x)', 'absorption')
        >>> f = parse("log(1 + exp(x))", "x: real")
        >>> f.accuracy(points=500, form=parse("softplus(x)", "x: real")).worst
        1.0
        """
        from lemmata.engine.stability import accuracy_of, format_of

        names = [grad] if grad and isinstance(grad, str) else list(grad)
        own = unfold(self.expr)
        other = form.expr if isinstance(form, Base) else stable(own) if form == "program" else None
        known = form._stable_slopes() if isinstance(form, Base) else {}
        computing = [] if other is None else [other, *(
            known.get((self._variable(name),), slope) for name, slope in zip(names, self._slopes(other, names)))]
        return accuracy_of([own, *self._slopes(own, names)], ["value", *(f"gradient by {n}" for n in names)],
                           self.declarations, format_of(dtype), where, points, seed,
                           "written" if isinstance(form, Base) else form, computing)

    def _slopes(self, expr: Expr, names: Sequence[str]) -> list[Expr]:
        return [derivative(expr, self._variable(name)) for name in names]
