"""Contours around a pole: no colour has most of the picture, and the scale says that its steps grow."""

from collections.abc import Callable

import numpy as np
import pytest

from lemmata.engine.pictures.looks import heights, level_heights, scale_title
from lemmata.engine.pictures.picture import Array, Contours
from lemmata.engine.pictures.planes import levels_of

SIDE = np.linspace(-3, 3, 81)
X, Y = np.meshgrid(SIDE, SIDE)


@pytest.mark.parametrize(("surface", "pole"), [
    (lambda: 2 / (X + Y + 0.01), True), (lambda: (X + Y - 2) / np.abs(X - Y), True), (lambda: 1 / (X**2 + Y**2), True),
    (lambda: X + 2 * Y, False), (lambda: np.exp(-5 * X**2 - 5 * Y**2), False),
    (lambda: np.where(X > 0, 1.0, 0.0), False),
    (lambda: np.exp(-X**2 - Y**2), False), (lambda: X**2 + Y**2, False),
])
def test_steps_grow_around_poles_alone(surface: Callable[[], Array], pole: bool) -> None:
    with np.errstate(all="ignore"):
        z = surface()
    layer = Contours("", SIDE, SIDE, z, *levels_of(z))
    assert bool(layer.stretch) == pole
    steps = np.diff(level_heights(layer))
    assert np.all(np.diff(layer.levels) > 0) and np.allclose(steps, steps[0])
    if pole:
        counts = np.histogram(heights(layer), [-np.inf, *level_heights(layer), np.inf])[0]
        assert counts.max() < 0.4 * np.isfinite(z).sum() and scale_title(layer)
