"""Programs cut into rows: along which axes, and that all rows together are what the whole program gives."""

from __future__ import annotations

import numpy as np
import pytest

import lemmata as lm
from lemmata.engine.backends.blocked import blocked, in_blocks
from lemmata.engine.evaluation import evaluate
from lemmata.engine.expr import symbols
from lemmata.engine.programs import blocks, program
from lemmata.engine.programs.axes import rowwise
from lemmata.engine.writers.code import TARGETS

VARS = ("X: real[m n], Y: real[m n], a: real[m], b: real[n], T: real[m p n], W: real[n k], M: real[m k], "
        "B: binary[m n], y: labels[m n], s: real")
SIZES = {"m": 8, "n": 5, "p": 3, "k": 2}

# text, the sizes of the leading axes along which it can be cut
FAMILIES = [
    ("exp(X) + b", "m"),
    ("X.T @ (X @ b - a)", "m"),
    ("softmax(X, axis=0)", ""),  # every row needs all
    ("X @ X.T", ""),
    ("cumsum(a)", ""),
    ("X - mean(X, axis=0)", ""),
    ("X[::-1]", ""),
    ("einsum('ij,j->ij', X, sum(Y, axis=0))", "m"),  # of X only: Y's rows are others, until they meet
    ("outer(sum(X, axis=0), sum(W, axis=1))", "m"),
    ("outer(sum(X, axis=0), sum(Y, axis=0))", "m"),
    ("einsum('ij,k->jk', X, b*sum(a))", "m"),
    ("W * b[:, None]", "n"),
]


@pytest.mark.parametrize("text, sizes", FAMILIES, ids=[row[0] for row in FAMILIES])
def test_axes_that_can_be_cut(text: str, sizes: str) -> None:
    f = lm.parse(text, VARS)
    made = program([f.expr], list(f.declarations.values()), TARGETS["numpy"].knows)
    found = {str(next(v.shape[axis] for v, axis in rows.axis.items())) for rows in rowwise(made)
             if not any(axis for v, axis in rows.axis.items() if v.op == "input" or v in made.outputs)}
    assert found == set(sizes.split())


CASES = [
    ("sum((b*(X - mean(X, axis=1, keepdims=True))/sqrt(var(X, axis=1, keepdims=True) + s) - Y)**2)", ("X", "b")),
    ("sum(B * log_softmax(X @ W, axis=1)[:, :1])", ("W",)),
    ("-sum(log_softmax(X, axis=1)[arange(m), y])/m", ("X",)),
    ("sum(where(B > 0.5, X*s, 1.5)) + max(2*X) * min(a)", ()),
    ("mean(T * X[:, None, :]) + sum(T, axis=(0, 2))[1]", ("X", "T")),
    ("1 - sum(X*Y, axis=1)/(norm(X, axis=1)*norm(Y, axis=1))", ()),
    ("max(X, axis=0) * mean(Y, axis=0) + prod(1 + X/m, axis=0)", ()),
    ("exp(s) * sum(exp(a)) + sqrt(s)", ()),  # no array is left in the last part
    ("einsum('ij,ik,jk->j', X, M, W) + min(-T, axis=(0, 1))", ()),
    ("sum(a * arange(m)) / m", ()),
]


RUNS = [*((text, wrt, "numpy", dtype, rows) for text, wrt in CASES for dtype, rows in (("float64", 3), ("float32", 5))),
        *((text, wrt, "jax", "float64", 4) for text, wrt in CASES[4:6])]


@pytest.mark.parametrize("text, wrt, target, dtype, rows", RUNS, ids=[f"{run[0]}-{run[2]}-{run[3]}" for run in RUNS])
def test_all_rows_are_the_whole(text: str, wrt: tuple[str, ...], target: str, dtype: str, rows: int) -> None:
    if target == "jax":
        jax = pytest.importorskip("jax")
    rng = np.random.default_rng(0)
    f = lm.parse(text, VARS)
    arrays = {name: rng.integers(0, {"B": 2, "y": 5}[name], [SIZES[str(d)] for d in s.shape]) if name in "By" else
              rng.normal(size=[SIZES[str(d)] for d in s.shape]).astype(dtype) if s.shape else 0.5
              for name, s in f.declarations.items()}
    for form in f.compile("numpy", grad=wrt).forms:
        parts = blocks(program(form, list(f.declarations.values()), TARGETS[target].knows, SIZES), SIZES)
        assert parts is not None
        function = blocked(parts, SIZES, rows, np.dtype(dtype), target)
        if target == "jax":
            with jax.enable_x64(True):
                found = function(*arrays.values())
        else:
            found = function(*arrays.values())
        for got, expr in zip(found if isinstance(found, tuple) else (found,), form, strict=True):
            want = evaluate(expr, {s.name: arrays[s.name] for s in symbols(expr)}, sizes=SIZES)
            assert got.dtype == dtype and got.shape == np.shape(want)
            digits = 1e-9 if dtype == "float64" else 2e-4
            np.testing.assert_allclose(got, want, rtol=digits, atol=digits)


def test_only_where_temporary_arrays_are_large() -> None:
    """And not where a product of matrices takes most of the time: BLAS cuts these by itself."""
    f = lm.parse("sum(exp(X)*X + sin(X)*Y)", "X: real[m n], Y: real[m n]")
    made = program([f.expr], list(f.declarations.values()), TARGETS["numpy"].knows)
    double = np.dtype("float64")
    assert in_blocks(made, {"m": 1000, "n": 100}, double, "numpy") is None
    assert in_blocks(made, {"m": 20_000, "n": 100}, double, "numpy") is not None
    f = lm.parse("exp(X @ W)", "X: real[m n], W: real[n k]")
    made = program([f.expr], list(f.declarations.values()), TARGETS["numpy"].knows)
    assert in_blocks(made, {"m": 20_000, "n": 1000, "k": 1000}, double, "numpy") is None


@pytest.mark.parametrize("engine", ["numpy", "jax"])
def test_a_large_array_is_computed_with_in_blocks(engine: str) -> None:
    if engine == "jax":
        pytest.importorskip("jax")
    X = np.random.default_rng(0).normal(size=(6000, 200))
    loss = lm.parse("sum(tanh(X)*exp(-X**2))", "X: real[m n]").compile(engine, grad="X")
    value, slope = loss(X)
    want = np.exp(-X**2) * (1 - np.tanh(X) ** 2 - 2 * X * np.tanh(X))
    np.testing.assert_allclose(value, np.sum(np.tanh(X) * np.exp(-X**2)), rtol=1e-10)
    np.testing.assert_allclose(slope, want, rtol=1e-9, atol=1e-12)
