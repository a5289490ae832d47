"""Matrices in balls and at the edge of their domains: what can't be certified is nan, never a wrong digit."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from typing import Any

import flint
import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from lemmata.engine.evaluation import FLOATS, RATIONALS, Balls, Point, evaluate
from lemmata.engine.expr import bind, fresh_index, integer, substitute, symbol
from lemmata.engine.ops import apply, matrices
from lemmata.engine.ops.brackets import index
from lemmata.engine.ops.facts import known

A, W = symbol("A", ["n", "n"]), symbol("W", ["m", "n"])
P = symbol("P", ["n", "n"], "posdef")
THIRD = Fraction(1, 3)
entries = st.integers(-4, 4)


def exact(rows: Any) -> Any:
    return np.vectorize(Fraction, otypes=[object])(np.asarray(rows, dtype=object))


def point(rows: Any, name: str = "A") -> Point:
    array = exact(rows)
    return Point({"m": array.shape[0], "n": array.shape[1], "k": 2}, {name: array})


def balls(op: str, rows: Any, bits: int = 128) -> Any:
    array = exact(rows)
    wide = symbol("A", ["m", "n"]) if array.shape[0] != array.shape[1] else A
    return np.asarray(evaluate(apply(op, wide), point(rows), Balls(bits)), dtype=object)


def square(size: int) -> st.SearchStrategy[Any]:
    return st.lists(st.lists(entries, min_size=size, max_size=size), min_size=size, max_size=size)


@given(square(3))
@settings(max_examples=40)
def test_rank_and_pseudoinverse_of_points_are_exact(rows: Any) -> None:
    """Moore and Penrose's four equations, also where the rank is not full."""
    truth = sympy.Matrix(rows)
    assert balls("rank", rows)[()] == truth.rank()
    found = balls("pinv", rows)
    wanted = np.array(truth.pinv().evalf(20).tolist(), dtype=float)
    np.testing.assert_allclose(np.vectorize(lambda b: float(b.mid()))(found), wanted, rtol=1e-12, atol=1e-12)


def test_the_rank_of_wide_balls_is_open() -> None:
    """1/3 is no ball of radius 0, so that a rank below the full one can't be certified."""
    assert balls("rank", [[THIRD, THIRD], [THIRD, THIRD]])[()].is_nan()
    assert balls("rank", [[THIRD, 0], [0, THIRD]])[()].mid() == 2


@pytest.mark.parametrize("op", ["inv", "cholesky", "logdet"])
def test_singular_matrices_have_no_value(op: str) -> None:
    rows = [[1, 2], [2, 4]]
    found = balls(op, rows)
    assert all(b.is_nan() for b in found.flat)
    floats = np.asarray(evaluate(apply(op, A), point(rows), FLOATS))
    assert np.isnan(floats).any() or np.isneginf(floats).any()


def test_one_singular_matrix_leaves_the_others_of_a_stack() -> None:
    stack, i = symbol("S", [2, "n", "n"]), fresh_index()
    each = bind("array", i, apply("inv", stack[i]), 0, 2)
    found = evaluate(each, {"S": np.array([[[1.0, 2], [2, 4]], [[2.0, 0], [0, 4]]])})
    assert np.isnan(found[0]).all()
    np.testing.assert_allclose(found[1], [[0.5, 0], [0, 0.25]])


@given(square(3))
@settings(max_examples=40)
def test_symmetric_eigenvalues_enclose(rows: Any) -> None:
    """Also where some are equal: a value between each pair of roots of the characteristic polynomial."""
    symmetric = np.array(rows) + np.array(rows).T
    found = balls("eigvalsh", symmetric)
    if found[0].is_nan():
        return
    wanted = np.linalg.eigvalsh(symmetric)
    for ball, value in zip(found, wanted):
        assert ball.lower() - 1e-9 < value < ball.upper() + 1e-9


@pytest.mark.parametrize(("rows", "wanted"), [
    ([[3, 2, 2], [2, 3, 2], [2, 2, 3]], (1, 1, 7)), (np.diag([1, 2, 1]), (1, 1, 2)),
    (np.diag([1, 2, 1, 2]), (1, 1, 2, 2)), (np.diag([THIRD, 0, THIRD]), (0, THIRD, THIRD)),
    ([[THIRD] * 3] * 3, (0, 0, 1)), (np.zeros((3, 3), dtype=int), (0, 0, 0)), (np.eye(5, dtype=int), (1,) * 5),
])
def test_equal_eigenvalues_are_enclosed(rows: Any, wanted: tuple[Any, ...]) -> None:
    ops = {"eigvalsh": wanted, "svdvals": wanted[::-1]}
    if all(isinstance(value, int | np.integer) for value in np.ravel(np.array(rows, dtype=object))):
        ops["eigvals"] = wanted  # balls around 1/3 need not be symmetric, so that equal eigenvalues stay open
    for op, values in ops.items():
        for ball, value in zip(balls(op, rows), values):
            real = ball.real if isinstance(ball, flint.acb) else ball
            exactly = Fraction(value)
            assert real.rad() < 1e-12, f"{op}: {ball}"
            with flint.ctx.workprec(600):
                assert real.contains(flint.arb(flint.fmpq(exactly.numerator, exactly.denominator))), f"{op}: {ball}"


@given(square(3))
@settings(max_examples=40)
def test_complex_eigenvalues_enclose_in_order(rows: Any) -> None:
    found = balls("eigvals", rows)
    if not all(v.is_finite() for v in found):
        return
    total, product = sum(found[1:], found[0]), found[0] * found[1] * found[2]
    truth = sympy.Matrix(rows)
    assert total.contains(flint.acb(int(truth.trace()))) and product.contains(flint.acb(int(truth.det())))
    places = [(float(v.real.mid()), float(v.imag.mid())) for v in found]
    assert all(a[0] < b[0] + 1e-9 for a, b in pairwise(places))


def test_a_defective_matrix_has_enclosed_eigenvalues() -> None:
    found = balls("eigvals", [[1, 1], [0, 1]])
    assert all(not v.is_finite() or v.contains(flint.acb(1)) for v in found)


OPS = ["det", "logdet", "inv", "pinv", "eigvals", "eigvalsh", "eigh_vectors", "eig_vectors", "svdvals", "svd_left",
       "svd_right", "cholesky", "sqrtm", "expm", "adjugate", "cond"]


@pytest.mark.parametrize("op", OPS)
def test_more_bits_stay_inside(op: str) -> None:
    """An enclosure of low precision contains the one of high precision (both contain the truth)."""
    rows = [[5, 1, THIRD], [1, 4, Fraction(2, 7)], [THIRD, Fraction(2, 7), 3]]
    coarse, fine = balls(op, rows, 64), balls(op, rows, 400)
    for wide, narrow in zip(coarse.flat, fine.flat):
        assert wide.overlaps(narrow)
        assert (narrow.real if isinstance(narrow, flint.acb) else narrow).rad() < 1e-80


def test_symmetric_functions_read_the_symmetric_part() -> None:
    rows = np.array([[4.0, 1.5], [0.5, 3.0]])
    for op in ("cholesky", "eigvalsh", "sqrtm"):
        found = evaluate(apply(op, A), {"A": rows})
        np.testing.assert_allclose(found, evaluate(apply(op, A), {"A": (rows + rows.T) / 2}))


def test_singular_values_of_unknown_shape_are_filled() -> None:
    """One for each column: a wide matrix has zeros for the columns that it lacks rows for."""
    values = evaluate(apply("svdvals", W), {"W": np.array([[3.0, 0, 4]])})
    np.testing.assert_allclose(values, [5, 0, 0])
    rows = np.arange(8.0).reshape(2, 4) ** 2
    u, s, v = (evaluate(apply(op, W), {"W": rows}) for op in ("svd_left", "svdvals", "svd_right"))
    np.testing.assert_allclose((u * s) @ v.T, rows, atol=1e-12)


def test_the_exponent_may_be_an_index_or_a_symbol() -> None:
    """The geometric sum of A**i, i < k, and a power by a natural number."""
    i, k = fresh_index(), symbol("k", [], "natural")
    total = bind("sum", i, apply("matrix_power", A, integer(i)), 0, 4)
    rows = np.array([[0.5, 0.25], [0.0, -0.5]])
    wanted = sum(np.linalg.matrix_power(rows, j) for j in range(4))
    np.testing.assert_allclose(evaluate(total, {"A": rows}), wanted)
    power = apply("matrix_power", A, k)
    np.testing.assert_allclose(evaluate(power, {"A": rows, "k": 5}), np.linalg.matrix_power(rows, 5))
    assert substitute(power, {k: integer(2)}) is apply("matrix_power", A, 2)


@pytest.mark.parametrize("exponent", [symbol("k", [], "natural"), integer("k"), integer(2), integer(7)])
def test_derivatives_of_powers_agree(exponent: Any) -> None:
    """Block matrix, sum over an index, and sum written out: each against the exact central difference."""
    from lemmata.engine.ops import OPS as RECORDS

    rows, g = exact([[1, 2], [3, -1]]), exact([[1, 0], [2, -3]])
    count = exponent.value.numerator if hasattr(exponent, "value") else 3
    node = apply("matrix_power", A, exponent)
    (claimed, _) = RECORDS["matrix_power"].vjp(symbol("g", ["n", "n"]), node, A, exponent)  # type: ignore[misc]
    at_point = Point({"n": 2, "k": 3}, {"A": rows, "g": g, "k": Fraction(3)})
    found = evaluate(claimed, at_point, RATIONALS)
    t = sympy.Symbol("t")
    for place in np.ndindex(2, 2):
        unit = sympy.zeros(2)
        unit[place] = 1
        moved = (sympy.Matrix(rows.astype(int).tolist()) + t * unit) ** count
        slope = (moved.diff(t).subs(t, 0)).multiply_elementwise(sympy.Matrix(g.astype(int).tolist()))
        assert int(found[place].p) == sum(slope)


@pytest.mark.parametrize(("expr", "fact"), [
    (apply("inv", P), "posdef"), (apply("cholesky", P), "invertible"), (apply("det", P), "positive"),
    (apply("expm", P), "posdef"), (apply("matrix_power", P, 3), "posdef"), (apply("eigvalsh", P), "positive"),
    (apply("svdvals", P), "positive"), (apply("svdvals", W), "nonnegative"), (apply("rank", W), "natural"),
    (apply("trace", P), "positive"), (apply("eye", n="n"), "orthogonal"), (apply("kron", P, P), "posdef"),
    (apply("diag", symbol("p", ["n"], "positive")), "posdef"), (apply("diag", symbol("x", ["n"])), "symmetric"),
    (apply("zeros", shape=("n", "n")), "semidefinite"), (W.T @ W, "symmetric"), (apply("sqrtm", P), "posdef"),
    (P.T, "posdef"),
])
def test_facts(expr: Any, fact: str) -> None:
    assert known(expr, fact) is True


@pytest.mark.parametrize(("array", "kind"), [
    (exact([[1, THIRD], [0, 1]]), "fmpq_mat"), (np.array([[1, 2], [3, 4]], dtype=object), "fmpq_mat"),
    (np.array([[flint.nmod(3, 7), 1], [0, 1]], dtype=object), "nmod_mat"),
    (np.array([[flint.arb(3), 1], [0, 1]], dtype=object), "arb_mat"),
    (np.array([[flint.acb(3), flint.arb(1)], [0, 1]], dtype=object), "acb_mat"),
])
def test_the_type_of_matrix_is_that_of_its_elements(array: Any, kind: str) -> None:
    assert type(matrices.matrix_of(array)).__name__ == kind


BLOCKS: list[tuple[str, Callable[[Any], Any]]] = [
    ("adjugate", lambda m: m.adjugate()), ("det", lambda m: m.det()), ("inv", lambda m: m.inv())]


@pytest.mark.parametrize(("op", "truth"), BLOCKS, ids=[n for n, _ in BLOCKS])
@given(rows=square(4))
@settings(max_examples=25)
def test_exact_matrices_are_those_of_sympy(op: str, truth: Callable[[Any], Any], rows: Any) -> None:
    matrix = sympy.Matrix(rows)
    if op == "inv" and matrix.det() == 0:
        return
    found = np.asarray(evaluate(apply(op, A), point(rows), RATIONALS), dtype=object)
    wanted = np.array(truth(matrix).tolist() if op != "det" else truth(matrix), dtype=object)
    for place in np.ndindex(wanted.shape):
        assert Fraction(int(found[place].p), int(found[place].q)) == Fraction(str(wanted[place]))


EMPTY = symbol("A", ["n", "n"])
NOTHING = index(EMPTY, slice(1, None), slice(1, None))  # no rows and no columns at n = 1
COLUMNS = index(EMPTY, slice(None), slice(1, None))


@pytest.mark.parametrize("arithmetic", [FLOATS, Balls(64), RATIONALS], ids=lambda a: a.name)
@pytest.mark.parametrize(("expr", "wanted"), [
    (apply("det", NOTHING), 1), (apply("trace", NOTHING), 0), (COLUMNS @ COLUMNS.T, [[0]]),
    (apply("einsum", COLUMNS, subscripts="ij->i"), [0]), (apply("inner_product", COLUMNS, COLUMNS), 0),
    (apply("solve", NOTHING, COLUMNS[0]), []), (apply("inv", NOTHING), np.zeros((0, 0))),
    (apply("rank", NOTHING), 0), (apply("kron", COLUMNS, COLUMNS), np.zeros((1, 0))),
    (apply("concat", COLUMNS, EMPTY, axis=1), [[2]]),
], ids=lambda v: v.op if hasattr(v, "op") else "")
def test_empty_arrays_have_values(expr: Any, wanted: Any, arithmetic: Any) -> None:
    found = np.asarray(evaluate(expr, point([[2]]), arithmetic))
    assert found.shape == np.shape(wanted)
    for value, number in zip(found.flat, np.ravel(wanted)):
        assert value == number
        assert type(value) is type(arithmetic.scalar(0)), f"an element of another arithmetic: {type(value)}"
