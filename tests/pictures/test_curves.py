"""Gaps where a curve has no value, jumps or has a pole; points where it bends."""

from __future__ import annotations

import numpy as np
import pytest

from lemmata import parse
from lemmata.engine.pictures import Curve

# formula, range, where its gaps are
GAPS = [
    ("1/x", (-3, 3), [0]),
    ("1/x**2", (-3, 3), [0]),
    ("1/(x - 1/3)", (-1, 1), [1 / 3]),
    ("x/(x**2 - 1)", (-3, 3), [-1, 1]),
    ("tan(x)", (-5, 5), [-1.5 * np.pi, -np.pi / 2, np.pi / 2, 1.5 * np.pi]),
    ("1/sin(x)**2", (-5, 5), [-np.pi, 0, np.pi]),
    ("exp(1/x)", (-1, 1), [0]),
    ("log(abs(x))", (-3, 3), [0]),
    ("sign(x)", (-1, 2), [0]),
    ("floor(x)", (-1.5, 1.5), [-1, 0, 1]),
    ("where(x > 0.3, 1, x)", (-1, 1), [0.3]),
    ("x**2", (-3, 3), []),
    ("abs(x)", (-3, 3), []),
    ("abs(x)**(1/3)", (-1, 1), []),
    ("sigmoid(10000*x)", (-3, 3), []),
    ("exp(-x**2/0.0002)", (-3, 3), []),
    ("sin(30*x)", (-3, 3), []),
    ("exp(x)", (-10, 10), []),
    ("x**10", (-3, 3), []),
    ("x*0 + 2", (-1, 1), []),
    ("1e-12*sin(x)", (-1, 1), []),
    ("1e12 + sin(x)", (-1, 1), []),
]
# formula, range, where it begins and ends
ENDS = [("sqrt(x)", (-3, 3), 0, 3), ("log(x)", (-3, 3), 0, 3), ("sqrt(1 - x**2)", (-3, 3), -1, 1),
        ("arcsin(x/2)", (-3, 3), -2, 2), ("x*log(x)", (0, 1), 0, 1)]


def _curve(text, ends, **given) -> Curve:
    return parse(text, "x: real").picture(x=ends, **given).of(Curve)[0]


@pytest.mark.parametrize(("text", "ends", "gaps"), GAPS, ids=[g[0] for g in GAPS])
def test_gaps(text, ends, gaps):
    curve = _curve(text, ends)
    without = np.flatnonzero(np.isnan(curve.y))
    assert len(without) == 0 or np.abs(curve.x[without][:, None] - np.array(gaps)).min(1).max() < 1e-6
    for gap in gaps:
        assert np.abs(curve.x[without] - gap).min() < 1e-6
    left, right = curve.y[:-1], curve.y[1:]
    shown = np.quantile(curve.y[np.isfinite(curve.y)], 0.95) - np.quantile(curve.y[np.isfinite(curve.y)], 0.05)
    joined = np.isfinite(left) & np.isfinite(right) & (np.diff(curve.x) < 1e-9)
    jumped = np.sign(left) * np.sign(right) < 0
    assert not (joined & jumped & (np.abs(right - left) > shown)).any()  # no line up and down a pole


@pytest.mark.parametrize(("text", "ends", "low", "high"), ENDS, ids=[e[0] for e in ENDS])
def test_drawn_up_to_where_it_ends(text, ends, low, high):
    curve = _curve(text, ends)
    there = curve.x[np.isfinite(curve.y)]
    assert there.min() == pytest.approx(low, abs=1e-9) and there.max() == pytest.approx(high, abs=1e-9)


@pytest.mark.parametrize("text", ["sin(30*x)", "exp(-x**2/0.0002)", "sigmoid(1000*x)", "abs(x - 0.123)", "x**10",
                                  "sin(x)/x"])
def test_lines_between_the_points_are_on_the_curve(text):
    curve = _curve(text, (-3, 3))
    known = np.isfinite(curve.y)
    x = np.linspace(-2.999, 2.999, 5001)
    formula = parse(text, "x: real")
    wanted = np.array([float(formula(x=v)) for v in x[::7]])
    height = curve.y[known].max() - curve.y[known].min()
    assert np.abs(np.interp(x[::7], curve.x[known], curve.y[known]) - wanted).max() < 0.006 * height
    assert len(curve.x) <= 4200


@pytest.mark.parametrize(("text", "bounded"), [("1/x", False), ("tan(x)", False), ("log(x)", False), ("exp(x)", True),
                                               ("exp(-x**2/0.0002)", True), ("sign(x)", True), ("x**10", True),
                                               ("sqrt(x)", True)])
def test_the_height_is_cut_only_where_it_is_unbounded(text, bounded):
    limits = parse(text, "x: real").picture(x=(-3, 3)).y.limits
    assert (limits is None) == bounded
    assert bounded or abs(limits[0] - limits[1]) < 200


def test_a_formula_without_values_around_zero_is_drawn_where_it_has_some():
    curve = parse("sqrt(x - 20)", "x: real").picture().of(Curve)[0]
    assert np.nanmax(curve.x) == 100 and np.isfinite(curve.y).any()


def test_values_that_are_asked_for_are_taken():
    curve = _curve("x**2", np.array([0.0, 1.0, 4.0]))
    assert curve.x.tolist() == [0, 1, 4] and curve.y.tolist() == [0, 1, 16]
