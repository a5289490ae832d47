"""What can't be drawn says why, and what to give."""

from __future__ import annotations

import numpy as np
import pytest

from lemmata import parse
from lemmata.engine.pictures import Contours, Curve, Picture, PictureError, Points, draw, histogram, path

# text, declarations, given, part of the message
ROWS = [
    ("a*x*y*z", "a: real, x: real, y: real, z: real", {}, r"4 free variables \(a, x, y, z\).*give ranges"),
    ("a*x*y", "a: real, x: real, y: real", {"x": (0, 1), "y": (0, 1), "a": (0, 1)}, "3 numbers with a range"),
    ("sum(x**2)", "x: real[n]", {}, r"n is open; give x=array, or n=2"),
    ("-sum(p*log(p))", "p: simplex[n]", {}, r"or n=3 to go along"),
    ("trace(A)", "A: real[n n]", {}, r"n is open; give A=array$"),
    ("sum(x**2)", "x: real[5]", {}, r"give x=array of shape \(5,\)"),
    ("x @ w", "x: real[2], w: real[2]", {}, "free variables"),
    ("f(x)", "f: function, x: real", {"x": (0, 1)}, "no picture by itself"),
    ("x**2", "x: real", {"x": 2.0}, "is a number, 4"),
    ("x**2", "x: real", {"x": (2, 1)}, r"give x=\(1, 2\)"),
    ("x**2", "x: real", {"x": (1, 1)}, "two different finite numbers"),
    ("x**2", "x: real", {"x": (0, float("inf"))}, "finite"),
    ("x**2", "x: real", {"x": (0, "a")}, "give two numbers"),
    ("x**2", "x: real", {"x": (0, 1, 2)}, "give two numbers"),
    ("sqrt(-x**2 - 1)", "x: real", {"x": (0, 1)}, "no value for x from 0 to 1"),
    ("sqrt(-x**2 - y**2 - 1)", "x: real, y: real", {}, "no value for x from"),
    ("a*b*c*x", "a: real, b: real, c: real, x: real", {"x": (0, 1)}, "at most 2 fit.*sliders"),
    ("a*x", "a: real, x: real", {"sliders": "a", "a": 2}, "is a slider and has a value"),
    ("k**2", "k: natural", {"k": (0, 10000)}, "at most 400"),
    ("x*y", "x: real, y: real", {"derivative": True}, "leave it out"),
    ("x**2", "x: real", {"surface": True}, "leave it out"),
    ("stack([x*y, x, y])", "x: real, y: real", {}, "no picture over two numbers"),
    ("x**2", "x: real", {"x": []}, "x has no values"),
    ("a*x", "a: real, x: real", {"x": (0, 1), "sliders": {"a": []}}, "a has no values"),
    ("2*A", "A: real[m n]", {"A": np.ones((0, 3))}, "without an entry"),
    ("X @ w", "X: real[3 n], w: real[n]", {"X": np.ones((3, 4))}, r"give w=array of shape \(4,\)"),
]


@pytest.mark.parametrize(("text", "declarations", "given", "message"), ROWS, ids=[f"{r[0]} {r[2]}" for r in ROWS])
def test_the_remedy_is_said(text, declarations, given, message):
    with pytest.raises(PictureError, match=message):
        parse(text, declarations).plot(**given)


@pytest.mark.parametrize(("call", "message"), [
    (lambda f: f.plot(z=(0, 1)), "no 'z'"), (lambda f: f.plot(sliders="b"), "no 'b'"),
    (lambda f: f.plot(backend="gnuplot"), "choose from plotly, matplotlib"),
    (lambda f: f.sliders(), "no parameter is left"), (lambda f: f.plot(x="a"), "x is 'a'"),
])
def test_of_calls(call, message):
    with pytest.raises(ValueError, match=message):
        call(parse("x**2", "x: real"))


@pytest.mark.parametrize(("samples", "message"), [([], "0 samples"), ([1.0, float("nan")], "1 of which"),
                                                  ([float("inf")], "finite")])
def test_of_histograms(samples, message):
    with pytest.raises(PictureError, match=message):
        histogram(samples)


def test_a_histogram_has_the_area_one():
    numbers = np.random.default_rng(0).standard_normal(5000)
    (bars,) = histogram(numbers).layers
    assert float(bars.y.sum() * bars.width) == pytest.approx(1.0)
    np.testing.assert_allclose(bars.y, np.histogram(numbers, "auto", density=True)[0])
    whole = np.random.default_rng(0).poisson(3, 1000)
    (counts,) = histogram(whole).layers
    assert float(counts.y.sum()) == pytest.approx(1.0) and counts.x.tolist() == sorted(set(whole.tolist()))


def test_far_samples_do_not_make_a_thousand_bars():
    (bars,) = histogram(np.append(np.random.default_rng(0).standard_normal(5000), 1e4)).layers
    assert len(bars.x) <= 120


@pytest.mark.parametrize("backend", ["plotly", "matplotlib"])
def test_a_path_over_contours(backend):
    under = parse("x**2 + 4*y**2", "x: real, y: real").picture()
    steps = np.array([[2.5, 2.0], [1.5, -1.0], [0.5, 0.4], [4.0, 0.0]])
    picture = path(under, steps, steps / 2, names=("fast", "slow"))
    curves = picture.of(Curve)
    assert [c.name for c in curves] == ["fast", "slow"] and curves[0].x.tolist() == steps[:, 0].tolist()
    assert picture.x.limits[1] > 4 and picture.of(Contours) and picture.of(Points)
    assert draw(picture, backend) is not None


def test_a_path_that_runs_away_does_not_shrink_the_rest():
    under = parse("x**2 + 4*y**2", "x: real, y: real").picture()
    picture = path(under, [[1.0, 1.0], [-1e9, 1e9], [float("nan"), 0.0]])
    assert picture.x.limits[0] >= -12 and picture.y.limits[1] <= 12


def test_a_path_has_two_columns():
    with pytest.raises(PictureError, match=r"shape \(3,\)"):
        path(Picture("contours", ()), [1.0, 2.0, 3.0])
