"""Pictures of formulas, which follow from their types; one description, drawn by Plotly or Matplotlib."""

from __future__ import annotations

from typing import Any

from lemmata.engine.pictures.brought import data_script
from lemmata.engine.pictures.defaults import Defaults, default_given
from lemmata.engine.pictures.descents import Steps
from lemmata.engine.pictures.drawn import picture_of
from lemmata.engine.pictures.labels import Label
from lemmata.engine.pictures.live import live
from lemmata.engine.pictures.paths import histogram, path
from lemmata.engine.pictures.picture import (
    Arrows,
    Axis,
    Bars,
    Contours,
    Curve,
    HeatMap,
    Picture,
    PictureError,
    Points,
    Slider,
    Stems,
    Surface,
)
from lemmata.engine.pictures.script import script

__all__ = [
    "BACKENDS",
    "Arrows",
    "Axis",
    "Bars",
    "Contours",
    "Curve",
    "Defaults",
    "HeatMap",
    "Label",
    "Picture",
    "PictureError",
    "Points",
    "Slider",
    "Stems",
    "Steps",
    "Surface",
    "data_script",
    "default_given",
    "draw",
    "histogram",
    "live",
    "path",
    "picture_of",
    "script",
]

BACKENDS = ("plotly", "matplotlib")


def draw(picture: Picture, backend: str = "plotly") -> Any:
    """The figure of a picture: Plotly's, or Matplotlib's.

    Raises PictureError for another backend; ImportError, with what to install, where the library is missing.
    """
    if backend not in BACKENDS:
        raise PictureError(f"no backend {backend!r}; choose from {', '.join(BACKENDS)}")
    try:
        if backend == "plotly":
            from lemmata.engine.pictures.plotly import draw as drawn
        else:
            from lemmata.engine.pictures.matplotlib import draw as drawn
        return drawn(picture)
    except ModuleNotFoundError as missing:
        if missing.name and missing.name.split(".")[0] == backend:
            raise ImportError(f"{backend} is not installed; pip install 'lemmata[{backend}]', or take another "
                              "backend") from missing
        raise
