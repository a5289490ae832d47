"""Pictures of formulas."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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

        return self._drawn(picture_of, given, derivative=derivative, surface=surface, sliders=sliders)

    def plot(self, /, *, backend: str = "plotly", derivative: bool = False, surface: bool = False,
             sliders: Mapping[str, Any] | Sequence[str] = (), **given: Any) -> Any:
        """A figure: what it shows follows from the types, and from what is given.

        given       by variable: a range `x=(-3, 3)`, values, or one value; sizes too. What nothing is given for is
                    gone along, over its domain; beside variables with a range it gets a slider
        backend     plotly or matplotlib, where sliders stay at their start
        derivative  with the derivative of a curve, dashed
        surface     a surface for contours
        sliders     names of parameters, `"a"` or `["a", "b"]`, or their ranges, `{"a": (0, 2)}`

        Of an array that has a value, single entries can have a range or a slider: `**{"A[0, 1]": (-1, 1)}`.

        A number along one number is a curve (stems where it is whole), over two or a vector of two entries contours
        with the gradient, over `simplex[3]` a triangle; a vector along one number a curve in the plane or in space,
        over two numbers a field of arrows, by itself bars; a matrix a heat map, a 2 x 2 one what it does to the plane,
        both with sliders for their variables.

        Raises PictureError, with the remedy, where too much is open or nothing is left to see; ValueError for unknown
        names and shapes that don't fit.

        >>> figure = parse("exp(-a*x**2)", "x: real, a: positive").plot(x=(-2, 2), derivative=True)
        >>> len(figure.layout.sliders[0].steps)
        25
        """
        from lemmata.engine.pictures import draw

        return draw(self.picture(derivative=derivative, surface=surface, sliders=sliders, **given), backend)

    def sliders(self, /, *, backend: str = "plotly", derivative: bool = False, surface: bool = False,
                sliders: Mapping[str, Any] | Sequence[str] = (), **given: Any) -> Any:
        """The picture in a running notebook, with ipywidgets' sliders for all parameters that are left.

        As `plot`, whose sliders need no notebook, but with up to eight of them; each move evaluates the formula anew.

        Raises PictureError, with the remedy; ImportError where ipywidgets is not installed.

        >>> box = parse("a*sin(b*x + c)", "x: real, a: real, b: real, c: real").sliders(x=(-3, 3))
        >>> [w.description for w in box.children[1:]]
        ['a', 'b', 'c']
        """
        from lemmata.engine.pictures import live

        return self._drawn(live, given, derivative=derivative, surface=surface, sliders=sliders, backend=backend)

    def _drawn(self, draw: Callable[..., Any], given: dict[str, Any], *, sliders: Mapping[str, Any] | Sequence[str],
               **options: Any) -> Any:
        """What draws, with the formula, its name and its defaults; options of a definition choose the formula first."""
        chosen = {name: given.pop(name) for name in getattr(self, "options", {}) if name in given}
        if chosen:
            return self.given(**chosen)._drawn(draw, given, sliders=sliders, **options)
        from lemmata.engine.pictures.entries import entry_of

        asked = [*given, *([sliders] if isinstance(sliders, str) else sliders)]
        self._refuse_unknown([entry_of(name).name for name in asked])
        return draw(self.expr, self.declarations, {**getattr(self, "defaults", {}), **given}, sliders=sliders,
                    name=getattr(self, "__name__", "f"), source=self.source, **options)
