"""Operators of derivatives multiply and solve as numpy.linalg with the matrix, which `test_structure` asks JAX for."""

from __future__ import annotations

import random

import numpy as np
import pytest
from scipy.sparse.linalg import LinearOperator, cg
from tests.structure.cases import CASES, SIZES, Case, drawn

from lemmata import parse
from lemmata.engine.structure import SingularError


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_as_the_dense_matrix(case: Case) -> None:
    derivative = case.derivative
    for seed, sizes in enumerate(SIZES):
        arrays = case.arrays(seed, sizes)
        truth = np.asarray(derivative(**arrays), dtype=float)
        operator = derivative.operator(**arrays)
        columns = truth.ndim - len(operator.row_shape)
        assert truth.shape == (*operator.row_shape, *operator.column_shape)
        dense, rng = truth.reshape(operator.shape), np.random.default_rng(seed)
        scale = max(1.0, np.abs(dense).max())
        V, U = rng.normal(size=(dense.shape[1], 3)), rng.normal(size=(dense.shape[0], 3))
        np.testing.assert_allclose(operator @ V, dense @ V, atol=1e-11 * scale * len(V))
        np.testing.assert_allclose(operator @ V[:, 0], dense @ V[:, 0], atol=1e-11 * scale * len(V))
        np.testing.assert_allclose(operator.T @ U, dense.T @ U, atol=1e-11 * scale * len(U))
        np.testing.assert_allclose(operator.matrix(), dense, atol=1e-11 * scale)
        shaped = rng.normal(size=operator.column_shape)
        wanted = np.tensordot(truth, shaped, columns)  # of a vector SciPy's operators make a vector
        np.testing.assert_allclose(operator @ shaped, wanted.ravel() if columns == 1 else wanted, atol=1e-10 * scale)
        if operator.shape[0] == operator.shape[1]:
            for lam in (0.0, 0.7) if operator.row_shape == operator.column_shape else (0.0,):
                _solves(operator, dense + lam * np.eye(len(dense)), U, lam)


def _solves(operator, dense: np.ndarray, U: np.ndarray, lam: float) -> None:
    if np.linalg.cond(dense) > 1e13:
        with pytest.raises(SingularError, match="lam=1e-6"):
            operator.solve(U, lam=lam)
    else:
        wanted = np.linalg.solve(dense, U)
        tolerance = 1e-13 * np.linalg.cond(dense) * (1 + np.abs(wanted).max())
        np.testing.assert_allclose(operator.solve(U, lam=lam), wanted, atol=tolerance)
        np.testing.assert_allclose(operator.solve(U[:, 0], lam=lam), wanted[:, 0], atol=tolerance)
        shaped = U[:, 0].reshape(operator.row_shape)
        found = operator.solve(shaped, lam=lam)
        assert found.shape == operator.column_shape
        np.testing.assert_allclose(found.ravel(), wanted[:, 0], atol=tolerance)
    found = operator.solve(U, lam=lam, least_squares=True)
    wanted = np.linalg.lstsq(dense, U, rcond=None)[0]
    np.testing.assert_allclose(np.linalg.norm(dense @ found - U), np.linalg.norm(dense @ wanted - U), atol=1e-8)


INNER = ["X @ W", "A @ W", "W", "K*W", "S @ W @ P", "W @ P", "softmax(W, axis=1)", "tanh(W)", "exp(W)", "W.T @ X.T",
         "A @ W + W @ P", "W**2"]
NUMBERS = ["sum(({})**2)", "sum(exp({}))", "logsumexp({})", "sum(logsumexp({}, axis=1))", "norm({})", "sum(({})**3)",
           "sum({})**2"]
ARRAYS = ["{}", "tanh({})", "sum({}, axis=0)", "softmax({}, axis=1)"]
MORE = ["", " + c*sum(W**2)", " + trace(W.T @ S @ W)", " + sum(W)**2", " + sum(W**4)"]
VARS = ("X: real[m n], W: real[n k], A: real[n n], K: real[n k], S: posdef[n n], P: posdef[k k], c: positive")


@pytest.mark.parametrize("start", [0, pytest.param(1000, marks=pytest.mark.slow)])
def test_random_compositions(start: int) -> None:
    """Products and solutions are those of the dense matrix, whatever structure was found."""
    for seed in range(start, start + (40 if start == 0 else 1000)):
        draw = random.Random(seed)
        whole = draw.random() < 0.6
        text = draw.choice(NUMBERS if whole else ARRAYS).format(draw.choice(INNER))
        text += draw.choice(MORE) if whole else ""
        f, rng = parse(text, VARS), np.random.default_rng(seed)
        derivative = f.derivative("W", 2 if whole else 1)
        arrays = {name: drawn(rng, s.domain, tuple(size.value(SIZES[0]) for size in s.shape))
                  for name, s in f.declarations.items()}
        operator = derivative.operator(**arrays)
        dense = np.asarray(derivative(**arrays), dtype=float).reshape(operator.shape)
        scale, V, U = 1 + np.abs(dense).max(), rng.normal(size=dense.shape[1]), rng.normal(size=dense.shape[0])
        np.testing.assert_allclose(operator @ V, dense @ V, atol=1e-10 * scale, err_msg=f"{seed}: {text}")
        np.testing.assert_allclose(operator.T @ U, dense.T @ U, atol=1e-10 * scale, err_msg=f"{seed}: {text}")
        if dense.shape[0] == dense.shape[1] and np.linalg.cond(dense) < 1e11:
            wanted = np.linalg.solve(dense, U)
            np.testing.assert_allclose(operator.solve(U), wanted, err_msg=f"{seed}: {text}",
                                       atol=1e-12 * np.linalg.cond(dense) * np.linalg.norm(wanted))


def test_is_a_linear_operator_of_scipy() -> None:
    f = parse("sum((X @ w - y)**2) + w @ w", "X: real[m n], w: real[n], y: real[m]")
    rng = np.random.default_rng(0)
    arrays = {"X": rng.normal(size=(30, 20)), "w": rng.normal(size=20), "y": rng.normal(size=30)}
    operator = f.hessian("w").operator(**arrays)
    assert isinstance(operator, LinearOperator)
    right = rng.normal(size=20)
    by_cg, info = cg(operator, right, rtol=1e-12)
    assert info == 0
    np.testing.assert_allclose(by_cg, operator.solve(right), rtol=1e-8)
    np.testing.assert_allclose((operator * 2 + operator) @ right, 3 * (operator @ right), rtol=1e-12)


def test_larger_than_any_matrix() -> None:
    """200,000 unknowns: the matrix would take 320 GB."""
    f = parse("sum((R - U @ V.T)**2) + lam*sum(U**2)", "R: real[m n], U: real[m k], V: real[n k], lam: positive")
    rng = np.random.default_rng(0)
    m, n, k = 50_000, 6, 4
    arrays = {"R": rng.normal(size=(m, n)), "U": rng.normal(size=(m, k)), "V": rng.normal(size=(n, k)), "lam": 0.5}
    step = f.hessian("U").operator(**arrays).solve(f.grad("U")(**arrays))
    assert step.shape == (m, k)
    np.testing.assert_allclose(f.grad("U")(**{**arrays, "U": arrays["U"] - step}), 0, atol=1e-10)


@pytest.mark.parametrize("text, remedied", [("sum(log(cosh(x[1:] - x[:-1]))) + sum(x**4 + x**2)", {}), (
    "sum(log(cosh(x[1:] - x[:-1])))", {"lam": 1.0})], ids=["no lam", "damped"])
def test_without_structure_by_iterations(text: str, remedied: dict[str, float]) -> None:
    """No structure, and too large to be built: products with vectors alone."""
    f = parse(text, "x: real[n]")
    H, x = f.hessian("x"), np.random.default_rng(0).normal(size=5000)
    operator = H.operator(x=x)
    assert H.structure.name == "dense"
    right = np.random.default_rng(1).normal(size=5000)
    found = operator.solve(right, **remedied)
    np.testing.assert_allclose(operator @ found + remedied.get("lam", 0.0) * found, right, atol=1e-5)


def test_float32_stays() -> None:
    f = parse("sum((X @ w - y)**2) + w @ w", "X: real[m n], w: real[n], y: real[m]")
    rng = np.random.default_rng(0)
    arrays = {"X": rng.normal(size=(3, 9)), "w": rng.normal(size=9), "y": rng.normal(size=3)}
    operator = f.hessian("w").operator(**{name: a.astype(np.float32) for name, a in arrays.items()})
    right = rng.normal(size=9).astype(np.float32)
    assert operator.dtype == (operator @ right).dtype == operator.solve(right).dtype == np.float32


def test_what_does_not_fit_is_said() -> None:
    H = parse("sum((A @ X - C)**2)", "A: real[m n], X: real[n k], C: real[m k]").hessian("X")
    arrays = {"A": np.eye(3)[:2], "X": np.ones((3, 2)), "C": np.ones((2, 2))}
    operator = H.operator(**arrays)
    with pytest.raises(ValueError, match=r"an operator on arrays of shape \(3, 2\) is multiplied with one of shape"):
        operator @ np.ones(5)
    with pytest.raises(ValueError, match=r"rows have \(3, 2\)"):
        operator.solve(np.ones((2, 3)))
    with pytest.raises(SingularError, match=r"least_squares=True"):
        operator.solve(np.ones((3, 2)))
    with pytest.raises(ValueError, match="the formula has no 'Z'"):
        H.operator(**arrays, Z=1.0)
    J = parse("A @ x", "A: real[m n], x: real[n]").jacobian("x").operator(A=np.ones((3, 2)), x=np.ones(2))
    with pytest.raises(ValueError, match="3 equations for 2 unknowns"):
        J.solve(np.ones(3))
    with pytest.raises(ValueError, match="no identity to add to a map from"):
        J.solve(np.ones(3), lam=1.0)
