"""Pictures follow from types; what they show are the formula's values; both libraries draw them."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from tests.pictures.table import ROWS

from lemmata import parse
from lemmata.engine.pictures import Arrows, Bars, Contours, Curve, HeatMap, Stems, Surface, draw

IDS = [f"{text} {','.join(given)}" for text, _, given, _ in ROWS]
OPTIONS = ("derivative", "surface", "sliders")


def _asked(given):
    return {name: value for name, value in given.items() if name not in OPTIONS}


def _pictured(text, declarations, given):
    formula = parse(text, declarations)
    return formula, formula.picture(**given)


@pytest.mark.parametrize(("text", "declarations", "given", "kind"), ROWS, ids=IDS)
def test_kind(text, declarations, given, kind):
    assert _pictured(text, declarations, given)[1].kind == kind


@pytest.mark.parametrize(("text", "declarations", "given", "kind"), ROWS, ids=IDS)
@pytest.mark.parametrize("backend", ["plotly", "matplotlib"])
def test_both_libraries_draw_it(text, declarations, given, kind, backend, tmp_path):
    figure = draw(_pictured(text, declarations, given)[1], backend)
    if backend == "plotly":
        assert figure.data and len(figure.to_json()) < 4_000_000
    else:
        figure.savefig(tmp_path / "figure.png")
        assert (tmp_path / "figure.png").stat().st_size > 5000


def _fixed(formula, picture, given):
    """Values of all that the picture does not go along, where its sliders start."""
    values = {n: v for n, v in _asked(given).items() if not isinstance(v, tuple) and n in (
        *formula.vars, *formula.dims) and not (np.ndim(v) == 1 and formula.declarations.get(n) is not None
                                              and not formula.declarations[n].shape)}
    names = [n for n in formula.vars if formula.declarations[n].rank == 0]
    labels = {str(s.label): s for s in picture.sliders}
    for name in names:
        slider = labels.get(name) or labels.get({"lam": "λ"}.get(name, ""))
        if slider:
            values[name] = slider.values[slider.start]
    return values


@pytest.mark.parametrize(("text", "declarations", "given", "kind"),
                         [r for r in ROWS if r[3] in ("curve", "stems", "contours", "surface", "bars", "heat map")],
                         ids=[i for i, r in zip(IDS, ROWS) if r[3] in ("curve", "stems", "contours", "surface",
                                                                      "bars", "heat map")])
def test_the_numbers_are_those_of_the_formula(text, declarations, given, kind):
    formula, picture = _pictured(text, declarations, given)
    fixed = _fixed(formula, picture, given)
    free = [n for n in [*formula.vars, *formula.dims] if n not in fixed]
    free = [n for n in free if n in formula.vars or not any(n in formula.vars[v] for v in formula.vars)]
    layer = next(x for x in picture.layers if isinstance(x, (Curve, Stems, Contours, Surface, Bars, HeatMap)))
    if kind == "bars" or not free:
        shown = layer.y if kind == "bars" else layer.z
        np.testing.assert_allclose(shown, formula(**fixed))
        return
    for x, y, value in _some(layer):
        wanted = np.asarray(formula(**fixed, **_point(formula, free, x, y)), float)
        if wanted.shape:  # of the curves of a vector the first
            wanted = wanted[0]
        if np.isfinite(wanted):
            np.testing.assert_allclose(value, wanted, rtol=1e-9, atol=1e-12)
        else:
            assert np.isnan(value)


def _some(layer):
    """Some points of a layer: x, y (nan for curves), value."""
    if isinstance(layer, (Curve, Stems)):
        every = max(1, len(layer.x) // 25)
        at_value = [k for k in range(0, len(layer.x), every) if np.isfinite(layer.y[k])]
        return [(layer.x[k], np.nan, layer.y[k]) for k in at_value]
    rows, columns = (range(0, n, max(1, n // 5)) for n in layer.z.shape)
    return [(layer.x[j], layer.y[i], layer.z[i, j]) for i, j in itertools.product(rows, columns)]


def _point(formula, free, x, y):
    (name, *more) = free
    symbol = formula.declarations.get(name)
    if symbol is not None and symbol.domain == "simplex":
        return {name: [x, 1 - x]}
    if symbol is not None and symbol.rank == 1:
        return {name: [x, y]}
    whole = symbol is None or symbol.sort == "integer"
    return {name: int(x) if whole else x} | ({more[0]: int(y) if whole else y} if more else {})


@pytest.mark.parametrize("text", ["x**2 + 3*y**2 + x*y", "sin(x)*y", "x*exp(-x**2 - y**2)"])
def test_arrows_point_along_the_gradient(text):
    formula = parse(text, "x: real, y: real")
    (arrows,) = formula.picture().of(Arrows)
    slopes = [formula.derivative(name) for name in "xy"]
    for x, y, u, v in list(zip(arrows.x, arrows.y, arrows.u, arrows.v))[::7]:
        a, b = (float(s(x=x, y=y)) for s in slopes)
        assert a * u + b * v == pytest.approx(np.hypot(a, b) * np.hypot(u, v), rel=1e-9)


def test_the_derivative_is_drawn_beside_it():
    formula = parse("exp(-a*x**2)", "x: real, a: positive")
    curve, slope = formula.picture(x=(-2, 2), a=1.5, derivative=True).of(Curve)
    assert slope.dashed and not curve.dashed
    np.testing.assert_allclose(slope.y, [-3 * x * np.exp(-1.5 * x * x) for x in slope.x], atol=1e-12)


def test_frames_are_there_for_every_place_of_the_sliders():
    formula = parse("a*x + b", "x: real, a: real, b: unit")
    picture = formula.picture(x=(0, 1))
    a, b = picture.sliders
    assert set(picture.frames) == set(itertools.product(range(len(a.values)), range(len(b.values))))
    for (i, j), frame in list(picture.frames.items())[::11]:
        curve = frame.layers[0]
        np.testing.assert_allclose(curve.y, a.values[i] * curve.x + b.values[j], atol=1e-12)


def test_one_of_plotlys_sliders_leaves_the_other_where_it_is():
    figure = parse("a*x + b", "x: real, a: real, b: unit").plot(x=(0, 1))
    first, second = figure.layout.sliders
    for k, j in ((0, 3), (len(first.steps) - 1, 0)):
        visible, opaque = first.steps[k].args[0]["visible"], second.steps[j].args[0]["opacity"]
        shown = [t for t, v, o in zip(figure.data, visible, opaque) if v and o]
        assert len(shown) == 1
        a, b = (float(s.label.replace("−", "-")) for s in (first.steps[k], second.steps[j]))
        np.testing.assert_allclose(shown[0].y, a * np.asarray(shown[0].x) + b, atol=1e-12)


def test_what_a_matrix_does_to_the_plane():
    matrix = np.array([[2.0, 1.0], [1.0, 2.0]])
    picture = parse("A", "A: real[2 2]").picture(A=matrix)
    arrows = picture.of(Arrows)
    np.testing.assert_allclose([[a.u[0], a.v[0]] for a in arrows], matrix.T)
    image = next(c for c in picture.of(Curve) if c.name == "image of the circle")
    back = np.linalg.solve(matrix, np.stack([image.x, image.y]))
    np.testing.assert_allclose(np.hypot(*back), 1.0)
    kept = [c for c in picture.of(Curve) if c.name.startswith("eigenvector")]
    assert sorted(c.name.split()[-1] for c in kept) == ["1", "3"]
    for c in kept:
        v = np.array([c.x[1], c.y[1]])
        assert abs(np.linalg.det(np.stack([v, matrix @ v]))) < 1e-9


@pytest.mark.parametrize(("matrix", "count"), [([[0, -1], [1, 0]], 0), ([[1, 1], [0, 1]], 1), ([[3, 0], [0, 3]], 0),
                                               ([[1, 0], [0, 2]], 2), ([[0, 0], [0, 0]], 0)])
def test_only_directions_that_are_kept_are_eigenvectors(matrix, count):
    picture = parse("A", "A: real[2 2]").picture(A=np.array(matrix, float))
    assert sum(c.name.startswith("eigenvector") for c in picture.of(Curve)) == count


def test_the_corners_of_the_triangle_are_certain():
    (heights,) = parse("-sum(p*log(p))", "p: simplex[3]").picture().of(Contours)
    inside = np.isfinite(heights.z)
    assert heights.z[inside].max() == pytest.approx(np.log(3), rel=1e-3) and heights.z[1, 1] < 0.1
    assert inside.mean() == pytest.approx(0.5, abs=0.03)  # half of the rectangle around it
