"""What a picture is: layers of data on axes, the same for every library that draws it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from lemmata.engine.pictures.labels import Label

Array = np.ndarray[Any, Any]
NOTHING = Label()


class PictureError(ValueError):
    """A formula that can't be drawn as it was asked for: the fact and the remedy."""


@dataclass(frozen=True)
class Axis:
    """label   in the formula's notation; limits  what is shown of it (None: all of it); ticks  words at places."""

    label: Label = NOTHING
    limits: tuple[float, float] | None = None
    ticks: tuple[tuple[float, str], ...] = ()


@dataclass(frozen=True, eq=False)
class Layer:
    """Data drawn in one manner; its name goes into the legend."""

    name: str = ""


@dataclass(frozen=True, eq=False)
class Curve(Layer):
    """Points joined by lines, with a gap at each nan; in space where it has z; `filled` down to zero."""

    x: Array = field(default_factory=lambda: np.zeros(0))
    y: Array = field(default_factory=lambda: np.zeros(0))
    z: Array | None = None
    dashed: bool = False
    colour: int | None = None  # which of the colours; None: the next
    filled: bool = False
    thin: bool = False


@dataclass(frozen=True, eq=False)
class Points(Layer):
    """Marks at places, with words beside them."""

    x: Array = field(default_factory=lambda: np.zeros(0))
    y: Array = field(default_factory=lambda: np.zeros(0))
    words: tuple[str, ...] = ()
    colour: int | None = None
    hollow: bool = False


@dataclass(frozen=True, eq=False)
class Stems(Layer):
    """Values at whole numbers."""

    x: Array = field(default_factory=lambda: np.zeros(0))
    y: Array = field(default_factory=lambda: np.zeros(0))
    colour: int | None = None


@dataclass(frozen=True, eq=False)
class Bars(Layer):
    """Heights over places; `width` 1 touches the neighbours."""

    x: Array = field(default_factory=lambda: np.zeros(0))
    y: Array = field(default_factory=lambda: np.zeros(0))
    width: float = 0.7
    colour: int | None = None


@dataclass(frozen=True, eq=False)
class Contours(Layer):
    """z[i, j] over x[j], y[i], with lines at the levels.

    logarithmic  the levels grow by factors above `floor`
    stretch      where it is not 0: the levels' steps are even up to so far from `floor`, and grow on either side of it
    """

    x: Array = field(default_factory=lambda: np.zeros(0))
    y: Array = field(default_factory=lambda: np.zeros(0))
    z: Array = field(default_factory=lambda: np.zeros((0, 0)))
    levels: tuple[float, ...] = ()
    logarithmic: bool = False
    floor: float = 0.0
    stretch: float = 0.0


@dataclass(frozen=True, eq=False)
class Surface(Layer):
    """z[i, j] over x[j], y[i], in space."""

    x: Array = field(default_factory=lambda: np.zeros(0))
    y: Array = field(default_factory=lambda: np.zeros(0))
    z: Array = field(default_factory=lambda: np.zeros((0, 0)))


@dataclass(frozen=True, eq=False)
class Arrows(Layer):
    """Arrows from (x, y) along (u, v), in the units of the axes."""

    x: Array = field(default_factory=lambda: np.zeros(0))
    y: Array = field(default_factory=lambda: np.zeros(0))
    u: Array = field(default_factory=lambda: np.zeros(0))
    v: Array = field(default_factory=lambda: np.zeros(0))
    colour: int | None = None
    thick: bool = False


@dataclass(frozen=True, eq=False)
class HeatMap(Layer):
    """z[i, j] as colours over x[j], y[i]; `symmetric`: white is zero; `written`: the numbers stand in their places."""

    x: Array = field(default_factory=lambda: np.zeros(0))
    y: Array = field(default_factory=lambda: np.zeros(0))
    z: Array = field(default_factory=lambda: np.zeros((0, 0)))
    written: bool = False
    symmetric: bool = False


@dataclass(frozen=True, eq=False)
class Frame:
    """What is drawn where the sliders stand at one place each."""

    layers: tuple[Layer, ...]


@dataclass(frozen=True)
class Slider:
    """A parameter with the values that it can be set to; `start` is where it stands at first."""

    label: Label
    values: tuple[float, ...]
    start: int


@dataclass(frozen=True, eq=False)
class Picture:
    """Layers on axes, and the frames of its sliders: one for each combination of their values.

    kind    curve, stems, contours, surface, parametric curve, plane, bars, heat map, simplex, histogram, path
    equal   one unit is as long on both axes
    frames  by the places of the sliders; the layers are those of the frame at their starts
    """

    kind: str
    layers: tuple[Layer, ...]
    title: Label = NOTHING
    x: Axis = Axis()
    y: Axis = Axis()
    z: Axis = Axis()
    equal: bool = False
    bare: bool = False  # without axes: the picture brings its own
    downwards: bool = False  # the first row of a matrix is on top
    sliders: tuple[Slider, ...] = ()
    frames: dict[tuple[int, ...], Frame] = field(default_factory=dict)

    def of(self, kind: type[Layer]) -> Sequence[Any]:
        """The layers of one kind."""
        return [layer for layer in self.layers if isinstance(layer, kind)]
