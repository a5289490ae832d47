"""Shapes from use: unification, candidates in the order of habit, readable names."""

from __future__ import annotations

import pytest

import lemmata as lm
from lemmata.engine.expr import Size, symbol
from lemmata.engine.ops import ShapeError, apply
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.inference import MAX_BUILDS, assumed, infer_shapes, solve


def test_flexible_sizes_are_unified():
    result, found = infer_shapes(
        lambda s: s["A"] @ s["B"] @ s["x"], {n: [assumed(n, r)] for n, r in (("A", 2), ("B", 2), ("x", 1))})
    assert [str(f.shape) for f in found.values()] == ["(m, n)", "(n, k)", "(k,)"]
    assert result.shape == found["A"].shape[:1]


def test_declared_sizes_stay():
    _, found = infer_shapes(lambda s: s["A"] @ s["x"], {"A": [symbol("A", ["p", 3])], "x": [assumed("x", 1)]})
    assert found["x"].shape == (Size.of(3),)


def test_the_cheapest_candidates_win():
    _, found = infer_shapes(lambda s: apply("trace", s["A"]) + s["b"],
                            {"A": [assumed("A", r) for r in (0, 1, 2)], "b": [assumed("b", r) for r in (0, 1)]})
    assert found["A"].rank == 2 and found["b"].rank == 0
    assert found["A"].shape[0] == found["A"].shape[1]


def test_only_names_that_took_part_are_changed():
    """Twenty bystanders cost no builds: the conflict names the guilty."""
    built = []

    def build(s):
        built.append(1)
        apply("trace", s["A"])
        total = s["x0"]
        for k in range(1, 20):
            total = total + s[f"x{k}"]
        return total

    infer_shapes(build, {**{f"x{k}": [assumed(f"x{k}", r) for r in (0, 1, 2)] for k in range(20)},
                         "A": [assumed("A", r) for r in (0, 1, 2)]})
    assert len(built) < 20


def test_names_of_sizes_avoid_what_is_taken():
    _, found = infer_shapes(lambda s: s["n"] * s["x"], {"n": [symbol("n")], "x": [assumed("x", 1)]}, ["m"])
    assert str(found["x"].shape) == "(k,)"


def test_the_first_error_is_told():
    with pytest.raises(ShapeError, match="m and n"):
        infer_shapes(lambda s: s["A"] @ s["x"], {"A": [symbol("A", ["n", "m"])], "x": [symbol("x", ["n"])]})


def test_an_error_of_the_text_stops_at_once():
    built = []

    def build(s):
        built.append(s["x"])
        raise ReadError("no such thing")

    with pytest.raises(ReadError):
        infer_shapes(build, {"x": [assumed("x", r) for r in range(3)]})
    assert len(built) == 1


def test_the_search_ends():
    def build(s):
        raise ShapeError(f"never {[s[f'x{k}'].rank for k in range(12)]}")

    with pytest.raises(ShapeError, match="never"):
        infer_shapes(build, {f"x{k}": [assumed(f"x{k}", r) for r in range(4)] for k in range(12)})
    assert MAX_BUILDS <= 2000


@pytest.mark.parametrize("left, right, expected", [
    ("?x0", "n", ("?x0", "n")), ("n", "?x0", ("?x0", "n")), ("n", "m", None), ("?x0", "?y0", ("?y0", "?x0")),
])
def test_solve(left, right, expected):
    found = solve(Size.of(left), Size.of(right))
    assert found == (expected and (expected[0], Size.of(expected[1])))


def test_solve_leaves_indices_and_negative_sizes_alone():
    assert solve(Size.of("?x0"), Size.of("%3")) is None
    assert solve(Size.of("?x0") + 3, Size.of(2)) is None
    assert solve(2 * Size.of("?x0"), Size.of("n")) is None


@pytest.mark.parametrize(("text", "name", "expected"), [
    ("norm(W @ h - t)", "t", "real[m]"), ("softmax(W @ x + b)", "b", "real[m]"), ("A.T @ x - c", "c", "real[n]"),
    ("tanh(W @ x + U @ h + b)", "b", "real[m]"), ("A @ x + 1 - c", "c", "real[m]"), ("A @ B + c", "c", "real[m k]"),
    ("sigmoid(X @ w + b)", "b", "real"), ("sigmoid(w @ x + b)", "b", "real"), ("x @ A @ x + c", "c", "real"),
    ("log(1 + exp(-y * (x @ w)))", "y", "real"), ("mean(log(1 + exp(-y * (X @ w))))", "y", "real[n]"),
    ("(x - mu) @ inv(S) @ (x - mu)", "mu", "real[n]"), ("x - mu", "mu", "real")])
def test_what_stands_beside_a_product_of_matrices_has_its_axes(text: str, name: str, expected: str) -> None:
    assert lm.parse(text).vars[name] == expected
