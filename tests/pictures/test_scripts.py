"""Pictures in the browser: the layers that its modules compute are those of Python's pictures."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.optional import need_target
from tests.pictures.scripts import run_modules
from tests.pictures.table import ENTRIES
from tests.pictures.table import ROWS as TABLE

from lemmata import parse
from lemmata.engine.pictures.drawn import builder
from lemmata.engine.pictures.planes import COARSE, GRID
from lemmata.engine.pictures.plotly import layers_as_traces
from lemmata.engine.pictures.script import KINDS, MOST, plain, script
from lemmata.engine.pictures.setting import setting
from lemmata.engine.pictures.values import Family

OPTIONS = ("derivative", "surface", "sliders")
ROWS = [*(row for row in TABLE if "integral" not in row[0]), *ENTRIES]
IDS = [f"{text} {','.join(given)}" for text, _, given, _ in ROWS]
BODY = """
  const { picture, functions } = module;
  if (!functions) return { why: picture.why };
  picture.grid = one.grid;
  const now = tools.drawn(picture, functions, tools.starts(picture));
  const theme = tools.THEMES.light;
  return { ...now, traces: tools.traces(tools.still({ layers: one.layers }).layers, theme, picture.scales) };
"""


def _made(row: Any) -> tuple[str, Any]:
    """The module of a row's picture, and Python's picture where the sliders start."""
    text, declarations, given, _ = row
    f = parse(text, declarations)
    asked = {n: v for n, v in given.items() if n not in OPTIONS}
    sliders = given.get("sliders", ())
    options = {n: given[n] for n in ("derivative", "surface") if n in given}
    made = setting(Family(f.expr, f.declarations, {}, f.source), asked, sliders, MOST, fine=True)
    start = made.at({key: s.values[s.start] for key, s in made.sliders.items()})
    build = builder(made, "f", options.get("derivative", False), options.get("surface", False))
    module = script(f.expr, f.declarations, asked, sliders=sliders, source=f.source, runtime="./runtime.mjs", **options)
    return module, replace(build(start), sliders=tuple(made.sliders.values()))


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Any, Any]]:
    need_target("js")
    made = [_made(row) for row in ROWS]
    asked = [{"grid": COARSE if picture.sliders else GRID, "layers": [plain(layer) for layer in picture.layers]}
             for _, picture in made]
    found = run_modules(tmp_path_factory.mktemp("modules"), [module for module, _ in made], asked, BODY)
    return {name: (picture, one) for name, (_, picture), one in zip(IDS, made, found, strict=True)}


def _floats(value: Any) -> np.ndarray[Any, Any]:
    return np.array(plain(value), float)


def _same_curve(one: dict[str, Any], other: Any) -> None:
    """Both go through the same points; where they have more of them hangs on rounding."""
    x, y = _floats(one["x"]), _floats(one["y"])
    if x.shape == other.x.shape:
        np.testing.assert_allclose(x, other.x, rtol=1e-6, atol=1e-9)
        np.testing.assert_allclose(y, other.y, rtol=1e-6, atol=1e-7 * max(np.nanmax(np.abs(other.y)), 1))
        return
    assert abs(len(x) - len(other.x)) < 0.05 * len(other.x)
    good = np.isfinite(y)
    know = np.isfinite(other.y)
    np.testing.assert_allclose(np.interp(other.x[know], x[good], y[good]), other.y[know], rtol=0.02, atol=0.02)


@pytest.mark.parametrize("name", IDS)
def test_the_layers_are_those_of_python(name: str, both: dict[str, tuple[Any, Any]]) -> None:
    picture, found = both[name]
    assert not isinstance(found, str) and "why" not in found, found
    assert found["kind"] == picture.kind
    for side in "xy":
        limits, own = found[side]["limits"], getattr(picture, side).limits
        assert (limits is None) == (own is None)
        if own is not None:
            np.testing.assert_allclose(limits, own, rtol=1e-6, atol=1e-9)
    layers, eigen = found["layers"], [x for x in picture.layers if "eigen" in x.name]
    assert [x["type"] for x in layers] == [KINDS[type(x).__name__] for x in picture.layers]
    lines = [x for x in layers if "eigen" in x["name"]]
    assert {x["name"] for x in lines} == {x.name for x in eigen}
    for one, other in zip(layers, picture.layers):
        if other in eigen:
            continue
        if one["type"] == "curve" and picture.kind == "curve":
            _same_curve(one, other)
            continue
        for side in "xyzuv":
            own = getattr(other, side, None)
            if own is not None:
                np.testing.assert_allclose(_floats(one[side]), own, rtol=1e-6, atol=1e-8, err_msg=side)
        for place in ("colour", "dashed", "filled", "thin", "thick", "levels", "logarithmic", "floor", "symmetric"):
            if place in one and place != "levels":
                assert one[place] == getattr(other, place) or np.isclose(one[place], getattr(other, place))
            elif place in one:
                np.testing.assert_allclose(one[place], other.levels, rtol=1e-6)


@pytest.mark.parametrize("name", IDS)
def test_both_draw_layers_alike(name: str, both: dict[str, tuple[Any, Any]]) -> None:
    picture, found = both[name]
    for one, other in zip(found["traces"], layers_as_traces(picture.layers), strict=True):
        for key, value in other.items():
            if key == "colorscale":  # by name there, in full here
                continue
            own = one[key]
            if isinstance(value, np.ndarray):
                np.testing.assert_allclose(_floats(own), np.array(plain(value), float), rtol=1e-9)
            else:
                assert _alike(own, value), key


def _alike(own: Any, value: Any) -> bool:
    """The same to the last digits."""
    if isinstance(value, dict):
        return set(own) == set(value) and all(_alike(own[k], v) for k, v in value.items())
    if isinstance(value, list | tuple | np.ndarray):
        return len(own) == len(value) and all(_alike(a, b) for a, b in zip(own, value))
    if isinstance(value, float) and own is not None:
        return bool(np.isclose(own, value, rtol=1e-9))
    return bool(own == value)
