"""The formula that keeps its digits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from lemmata.engine.derivatives import derivative
from lemmata.engine.expr import Expr
from lemmata.engine.stability.formats import format_of
from lemmata.engine.stability.jointly import Path, jointly
from lemmata.engine.stability.report import Joint, Report, report
from lemmata.engine.stability.singular import singular
from lemmata.engine.stability.stabilizing import Stabilized, stabilized
from lemmata.engine.stability.timing import slowdown
from lemmata.formulas.base import Base

if TYPE_CHECKING:
    from lemmata.formulas.object import Formula


class Stabilizing(Base):
    """Other forms of the same formula, by the bits that they lose."""

    def stabilize(self, dtype: Any = "float64", where: str | None = None, points: int = 8000, seed: int = 0, *,
                  grad: str | Sequence[str] = (), hessian: str | Sequence[str] = ()) -> Formula:
        """The same formula in the form that loses fewest bits; its `report` says how, and what it costs.

        dtype    float64, float32, bfloat16 or float16
        where    how the points are drawn: laws, sizes and conditions, as `accuracy` takes them; series that are taken
                 hold there
        points   fresh ones, by which the last choice is made
        grad     variables: the derivatives by them are made stable too, before and after differentiation, and measured
                 at the same points; `grad` and `code` of the result take these forms
        hessian  the same for second derivatives, as `code` has them

        The result loses at most 0.1 bits more in the mean than the formula, and at most 1 more in each tenth of the
        points in the order of each variable; where nothing is better it is the formula itself.

        Raises ValueError where no point has a value.

        >>> g = parse("log(1 + exp(x))", "x: real").stabilize(points=500)
        >>> g.text, g.report.rules
        ('softplus(x)', ('softplus',))
        >>> g = parse("log(1 + exp(x))", "x: real").stabilize(points=200, grad="x")
        >>> g.grad("x").text, bool(g.report.reports["gradient by x"].after.max() < 2)
        ('sigmoid(x)', True)
        """
        format = format_of(dtype)
        if not grad and not hessian:
            found = stabilized(self.expr, self.declarations, format, where, points, seed)
            return self._stable(found, {}, report(found, where or "", slowdown(found.start, found.result, found.known)))
        first, second = ([given] if isinstance(given, str) else list(given) for given in (grad, hessian))
        names = [(), *((v,) for v in first), *((v, w) for k, v in enumerate(second) for w in second[k:])]
        paths = [tuple(map(self._variable, name)) for name in names]
        every = jointly(self.expr, self.declarations, format, where, points, seed, paths[1:])
        slopes = {path: every[path].result for path in paths[1:]}
        told = {_said(name): report(f := every[path], where or "", slowdown(f.start, f.result, f.known))
                for name, path in zip(names, paths)}
        rough = {_said(name): singular(every[()].start if len(name) == 1 else derivative(every[()].start, path[0]),
                                       path[-1]) for name, path in zip(names[1:], paths[1:])}
        return self._stable(every[()], slopes, Joint(told, rough))

    def _stable(self, found: Stabilized, slopes: dict[Path, Expr], told: Report | Joint) -> Formula:
        made = self._made(found.result, self.declarations)
        object.__setattr__(made, "_report", told)
        object.__setattr__(made, "_slopes", slopes)
        object.__setattr__(made, "_start", found.start)
        return made

    @property
    def report(self) -> Report | Joint:
        """What stabilizing has brought; of a formula that `stabilize` gave."""
        found = self.__dict__.get("_report")
        if found is None:
            raise AttributeError("the formula was not stabilized; `f.stabilize().report` says what that brings")
        return found  # type: ignore[no-any-return]


def _said(name: tuple[str, ...]) -> str:
    """What the value or a derivative is called in a report."""
    if not name:
        return "value"
    return f"gradient by {name[0]}" if len(name) == 1 else f"hessian by {', '.join(dict.fromkeys(name))}"
