"""Pictures of formulas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lemmata.formulas.base import Base


class Drawing(Base):
    """Pictures, which follow from the types of the variables and of the value."""

    def picture(self, /, *, derivative: bool = False, surface: bool = False,
                sliders: Mapping[str, Any] | Sequence[str] = (), **given: Any) -> Any:
        """What `plot` draws, as data: layers of numbers on axes.

        >>> parse("x**2", "x: real").picture(x=(0, 2)).kind
        'curve'
        """
        from lemmata.engine.pictures import picture_of

        options = {name: given.pop(name) for name in getattr(self, "options", {}) if name in given}
        if options:
            return self.given(**options).picture(derivative=derivative, surface=surface, sliders=sliders, **given)
        self._refuse_unknown([*given, *([sliders] if isinstance(sliders, str) else sliders)])
        return picture_of(self.expr, self.declarations, {**getattr(self, "defaults", {}), **given},
                          name=getattr(self, "__name__", "f"), source=self.source, derivative=derivative,
                          surface=surface, sliders=sliders)

    def plot(self, /, *, backend: str = "plotly", derivative: bool = False, surface: bool = False,
             sliders: Mapping[str, Any] | Sequence[str] = (), **given: Any) -> Any:
        """A figure: what it shows follows from the types, and from what is given.

        given       by variable: a range `x=(-3, 3)`, values, or one value; sizes too. What nothing is given for is
                    gone along, over its domain; beside variables with a range it gets a slider
        backend     plotly or matplotlib, where sliders stay at their start
        derivative  with the derivative of a curve, dashed
        surface     a surface for contours
        sliders     names of parameters, `"a"` or `["a", "b"]`, or their ranges, `{"a": (0, 2)}`

        A number along one number is a curve (stems where it is whole), over two or a vector of two entries contours
        with the gradient, over `simplex[3]` a triangle; a vector along one number a curve in the plane or in space, over
        two numbers a field of arrows, by itself bars; a matrix a heat map, a 2 x 2 one what it does to the plane.

        Raises PictureError, with the remedy, where too much is open or nothing is left to see; ValueError for unknown
        names and shapes that don't fit.

        >>> figure = parse("exp(-a*x**2)", "x: real, a: positive").plot(x=(-2, 2), derivative=True)
        >>> len(figure.layout.sliders[0].steps)
        25
        """
        from lemmata.engine.pictures import draw

        return draw(self.picture(derivative=derivative, surface=surface, sliders=sliders, **given), backend)
