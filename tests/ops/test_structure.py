"""Shapes, params in one form, NumPy's brackets, and what their errors say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lemmata.engine.evaluation import evaluate
from lemmata.engine.expr import Expr, Size, array_of, at, bind, fresh_index, shape_of, substitute, symbol
from lemmata.engine.ops import ShapeError, apply
from lemmata.engine.ops.brackets import index
from lemmata.engine.ops.validity import check_expr

A, B, x = symbol("A", ["m", "n"]), symbol("B", ["n", "k"]), symbol("x", ["n"])
stack = symbol("Q", ["s", "m", "n"])
labels = symbol("c", ["m"], "labels", (Size.of("n"),))


@pytest.mark.parametrize(("left", "right"), [
    (apply("transpose", A), apply("transpose", A, axes=(1, 0))),
    (apply("transpose", stack, axes=(2, 0, 1)), apply("transpose", stack, axes=(-1, -3, -2))),
    (apply("swapaxes", stack, axis1=0, axis2=2), apply("swapaxes", stack, axis1=-1, axis2=-3)),
    (apply("reshape", A, shape=(-1,)), apply("reshape", A, shape=(Size.of("m") * "n",))),
    (apply("expand_dims", x, axis=0), apply("expand_dims", x, axis=-2)),
    (apply("concat", A, A, axis=1), apply("concat", A, A, axis=-1)),
    (apply("einsum", A, B, subscripts="xy,yz"), apply("einsum", A, B, subscripts="ij, jk -> ik")),
    (apply("einsum", A, A, subscripts="...i,...i->..."), apply("einsum", A, A, subscripts="ij,ij->i")),
    (apply("arange", start="n"), apply("arange", start=0, stop="n")),
    (index(x, slice(None)), x),
    (index(x, slice(0, None)), x),
    (index(x, slice(1, -1)), index(x, slice(1, Size.of("n") - 1))),
])
def test_params_have_one_form(left: Expr, right: Expr) -> None:
    assert left is right


@pytest.mark.parametrize(("expr", "shape"), [
    (index(A, slice(1, None), slice(None, -1)), (Size.of("m") - 1, Size.of("n") - 1)),
    (index(A, 0), ("n",)), (index(A, slice(None), -1), ("m",)), (index(A, ..., None), ("m", "n", 1)),
    (index(symbol("y", [2 * Size.of("n")]), slice(None, None, 2)), ("n",)),
    (index(x, labels), ("m",)), (index(A.T, labels), ("m", "m")),
    (apply("reshape", symbol("h", ["m", 6]), shape=("m", 2, -1)), ("m", 2, 3)),
    (apply("reshape", symbol("h", ["m", 2 * Size.of("d")]), shape=("m", 2, -1)), ("m", 2, "d")),
    (apply("kron", A, B), (Size.of("m") * "n", Size.of("n") * "k")),
    (apply("concat", A, A, axis=0), (2 * Size.of("m"), "n")),
])
def test_shapes(expr: Expr, shape: tuple[Any, ...]) -> None:
    check_expr(expr)
    assert expr.shape == shape_of(shape)


FAILING: list[tuple[Callable[[], Expr], str]] = [
    (lambda: A @ A, "axes of size n and m must be equal"),
    (lambda: A @ symbol("a"), "multiply by a scalar with"),
    (lambda: apply("concat", A, B), "axes of size n and k must be equal"),
    (lambda: apply("concat", A, x), "different numbers of axes"),
    (lambda: apply("stack"), "at least one array"),
    (lambda: apply("reshape", A, shape=("m", "m")), "has m\\*n entries"),
    (lambda: apply("reshape", A, shape=(-1, -1)), "only one size"),
    (lambda: apply("reshape", A, shape=(3, -1)), "don't divide by 3"),
    (lambda: apply("broadcast_to", A, shape=("k", "n")), "broadcast"),
    (lambda: apply("broadcast_to", A, shape=("n",)), "doesn't stretch"),
    (lambda: apply("squeeze", A, axis=0), "has size m, not 1"),
    (lambda: apply("transpose", A, axes=(0, 0)), "once"),
    (lambda: apply("transpose", A, axes=(0, 5)), "axis 5"),
    (lambda: apply("take", A, x), "must be integers"),
    (lambda: index(x, 0, 0), "at most 1"),
    (lambda: index(x, slice(None, None, 2)), "multiple of 2"),
    (lambda: index(x, slice(None, None, 0)), "step other than 0"),
    (lambda: index(x, x), "must be integers"),
    (lambda: apply("diag", stack), "diag takes a vector or a matrix"),
    (lambda: apply("trace", A), "axes of size m and n must be equal"),
    (lambda: apply("outer", A, x), "outer takes a vector"),
    (lambda: apply("cross", x, x), "axes of size n and 3 must be equal"),
    (lambda: apply("kron", A, x), "two matrices or two vectors"),
    (lambda: apply("einsum", A, subscripts="ij,jk->ik"), "2 operands, 1 given"),
    (lambda: apply("einsum", A, subscripts="ijk->i"), "names 3 axes"),
    (lambda: apply("einsum", A, B, subscripts="ij,ik->jk"), "axes of size m and n must be equal"),
    (lambda: apply("einsum", A, subscripts="ij->q"), "must be a letter of the operands"),
    (lambda: apply("det", A), "axes of size m and n must be equal"),
    (lambda: apply("solve", A @ A.T, B), "axes of size m and n must be equal"),
    (lambda: apply("matrix_power", A @ A.T, symbol("a")), "must be an integer"),
    (lambda: apply("eigvals", x), "takes a matrix"),
]


@pytest.mark.parametrize(("build", "message"), FAILING, ids=[m for _, m in FAILING])
def test_errors_state_the_sizes(build: Callable[[], Expr], message: str) -> None:
    with pytest.raises(ShapeError, match=message):
        build()


bounds = st.none() | st.integers(-9, 9)


@given(st.integers(1, 7), bounds, bounds, st.sampled_from([-3, -2, -1, 1, 2, 3]))
def test_slices_of_known_size_are_those_of_numpy(n: int, start: int | None, stop: int | None, step: int) -> None:
    values = np.arange(n) + 10.0
    expr = index(symbol("v", [n]), slice(start, stop, step))
    wanted = values[start:stop:step]
    assert expr.shape == (len(wanted),)
    np.testing.assert_array_equal(evaluate(expr, {"v": values}), wanted)


KEYS = st.sampled_from([0, -1, slice(None), slice(1, None), slice(None, None, -1), None, ...])


@given(st.lists(KEYS, min_size=1, max_size=5))
def test_keys_mix_as_in_numpy(keys: list[Any]) -> None:
    if keys.count(...) > 1 or sum(k is not None and k is not ... for k in keys) > 3:
        return
    values = np.arange(24.0).reshape(2, 3, 4)
    wanted = values[tuple(keys)]
    expr = index(symbol("v", ["s", "m", "n"]), *keys)
    check_expr(expr)
    found = evaluate(expr, {"v": values}, sizes={"s": 2, "m": 3, "n": 4})
    assert np.shape(found) == wanted.shape
    np.testing.assert_array_equal(found, wanted)


def test_a_slice_may_begin_at_an_index() -> None:
    """Windows: row i of the result is y[i:i + 3]."""
    y, i = symbol("y", [Size.of("n") + 2]), fresh_index()
    window = apply("slice", y, slices=((i, 3, 1),))
    assert window.free == {i.atom}
    windows = bind("array", i, window, 0, "n")
    check_expr(windows)
    j = fresh_index()
    assert bind("array", j, apply("slice", y, slices=((j, 3, 1),)), 0, "n") is windows
    values = np.arange(7.0)
    np.testing.assert_array_equal(evaluate(windows, {"y": values}), np.lib.stride_tricks.sliding_window_view(values, 3))


def test_sizes_in_params_are_substituted() -> None:
    last = index(x, slice(1, None))
    assert substitute(last, sizes={"n": 5}) is index(symbol("x", [5]), slice(1, None))


def test_reshape_and_place_are_inverse_in_index_form() -> None:
    back = apply("reshape", apply("reshape", A, shape=(-1,)), shape=("m", "n"))
    values = np.arange(6.0).reshape(2, 3)
    entries = array_of(back.shape, lambda i, j: at(back, i, j))
    np.testing.assert_array_equal(evaluate(entries, {"A": values}), values)


def test_a_slice_past_the_end_is_refused() -> None:
    first = index(x, slice(None, 5))
    assert first.shape == (5,)
    with pytest.raises(ShapeError, match="outside an axis of size 3"):
        evaluate(first, {"x": np.arange(3.0)})
