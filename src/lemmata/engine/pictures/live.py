"""Pictures with sliders that a running notebook answers: any number of parameters, every value."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import replace
from json import loads
from typing import Any

from lemmata.engine.expr import Expr, Symbol
from lemmata.engine.pictures.drawn import builder, common_axes, title_of
from lemmata.engine.pictures.picture import Picture, PictureError, Slider
from lemmata.engine.pictures.setting import Setting, setting
from lemmata.engine.pictures.values import Family

MOST = 8


def live(
    expr: Expr, declarations: Mapping[str, Symbol], given: Mapping[str, Any], *, name: str = "f",
    source: Expr | None = None, derivative: bool = False, surface: bool = False,
    sliders: Mapping[str, Any] | Sequence[str] = (), backend: str = "plotly",
) -> Any:
    """A box of widgets: the picture, and under it a slider for each parameter that is left.

    Raises PictureError as `picture_of` does, and where no parameter is left; ImportError without ipywidgets.
    """
    try:
        from ipywidgets import FloatSlider, Output, VBox
    except ModuleNotFoundError as missing:
        raise ImportError("ipywidgets is not installed; pip install 'lemmata[jupyter]'") from missing
    from lemmata.engine.pictures import draw

    made = setting(Family(expr, declarations, {}, source), given, sliders, MOST)
    if not made.sliders:
        raise PictureError("no parameter is left for a slider; name one, sliders=\"a\", or take f.plot()")
    build = builder(made, name, derivative, surface)
    x, y, z = common_axes([build(made.at(values)) for values in _corners(made.sliders)])
    moved = {n: FloatSlider(value=s.values[s.start], min=s.values[0], max=s.values[-1], description=str(s.label),
                            step=_step(s), continuous_update=False) for n, s in made.sliders.items()}
    place = Output()

    def picture() -> Picture:
        now = Setting(made.at({n: float(w.value) for n, w in moved.items()}), made.chart, {}, made.sizes)
        return replace(build(now.family), title=title_of(now, name), x=x, y=y, z=z)

    def show(_: Any = None) -> None:
        # Not clear_output and display: a box that was shown before has to follow in every front end, and in files.
        figure = draw(picture(), backend)
        place.outputs = ({"output_type": "display_data", "data": _bundle(figure), "metadata": {}},)

    for widget in moved.values():
        widget.observe(show, "value")
    show()
    return VBox([place, *moved.values()])


def _corners(sliders: Mapping[str, Slider]) -> list[dict[str, float]]:
    """Every slider at its ends while the others stay: these say what the axes have to show."""
    start = {name: s.values[s.start] for name, s in sliders.items()}
    return [start, *({**start, name: end} for name, s in sliders.items() for end in (s.values[0], s.values[-1]))]


def _step(slider: Slider) -> float:
    return min((b - a for a, b in zip(slider.values, slider.values[1:])), default=1.0)


def _bundle(figure: Any) -> dict[str, Any]:
    """What a notebook shows of a figure, by MIME type."""
    if hasattr(figure, "_repr_png_"):
        return {"image/png": b64encode(figure._repr_png_()).decode(), "text/plain": "<Figure>"}
    return {"application/vnd.plotly.v1+json": loads(figure.to_json()), "text/plain": "<Figure>"}
