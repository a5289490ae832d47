"""The structure of derivatives: its name, its line, its parts; and that nothing is called structured that is not."""

from __future__ import annotations

import numpy as np
import pytest
from tests.structure.cases import CASES, SIZES, Case

from lemmata import parse
from lemmata.engine.ops import ShapeError


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_name(case: Case) -> None:
    assert case.derivative.structure.name == case.structure


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_parts_make_the_matrix(case: Case) -> None:
    """Put together as the name says, the parts are what JAX says."""
    found = case.derivative.structure
    arrays = case.arrays(2, SIZES[0])
    truth = case.truth(arrays)
    np.testing.assert_allclose(case.derivative(**arrays), truth, atol=1e-10 * max(1.0, np.abs(truth).max()))
    parts = {name: np.asarray(part(**arrays), dtype=float) for name, part in found.parts.items()}
    columns = sum(len(case.formula.declarations[name].shape) for name in case.wrt.split()[-1:])
    rows = truth.shape[:truth.ndim - columns]
    dense = truth.reshape(int(np.prod(rows)), -1)
    made = np.zeros_like(dense)
    name = found.name.removesuffix(" plus low rank")
    if name in ("diagonal", "scaled identity"):
        made += np.diag(np.broadcast_to(parts.get("d", parts.get("c")), rows).ravel())
    if name == "Kronecker" and " over " not in found.text:
        made += np.kron(parts["A"], parts["B"])
    if name == "sum of Kronecker products" and " over " not in found.text:
        made += np.kron(parts["A1"], parts["B1"]) + np.kron(parts["A2"], parts["B2"])
    if "low rank" in found.name:
        for k in ("", "1", "2"):
            if "U" + k in parts:
                U, V = parts["U" + k].reshape(len(dense), -1), parts["V" + k].reshape(-1, dense.shape[1])
                made += U @ np.diag(np.broadcast_to(parts["D" + k].reshape(-1), U.shape[1:])) @ V
    complete = not found.name.startswith(("block", "dense", "perm", "zero")) and " over " not in found.text
    if complete:
        np.testing.assert_allclose(made, dense, atol=1e-10)
    elif found.name == "block diagonal plus low rank":
        k = parts["blocks"].shape[0]
        rest = (dense - made).reshape(-1, k, dense.shape[1] // k, k)
        for block in range(k):
            np.testing.assert_allclose(rest[:, block, :, block], parts["blocks"][block], atol=1e-10)
        assert np.abs(rest[:, 0, :, 1:]).max() < 1e-10


@pytest.mark.parametrize("text, vars, wrt, shown", [
    ("sum((R - U @ V.T)**2) + lam*sum(U**2)", "R: real[m n], U: real[m k], V: real[n k], lam: positive", "U",
     "Kronecker: eye(m) ⊗ (2*(V.T @ V) + 2*lam*eye(k))"),
    ("logsumexp(x)", "x: real[n]", "x",
     "diagonal plus low rank: diag(softmax(x)) - outer(softmax(x), softmax(x)), the latter of rank 1"),
    ("sum(exp(X @ w))", "X: real[m n], w: real[n]", "w",
     "symmetric low rank: X.T @ diag(exp(X @ w)) @ X, rank at most m"),
    ("sum(x**4)", "x: real[n]", "x", "diagonal: 12*x**2"),
    ("sum(3*X**2)", "X: real[m n]", "X", "scaled identity: 6"),
    ("sum(x)", "x: real[n]", "x", "zero"),
    ("trace(X.T @ A @ X @ B)", "X: real[n k], A: real[n n], B: real[k k]", "X",
     "sum of Kronecker products: A ⊗ B.T + A.T ⊗ B"),
    ("norm(x)", "x: real[n]", "x", "diagonal plus low rank: eye(n)/norm(x) - outer(x, x)/norm(x)**3, "
     "the latter of rank 1"),
    ("x @ A @ x", "x: real[n], A: real[n n]", "x", "dense: A + A.T"),
])
def test_line(text: str, vars: str, wrt: str, shown: str) -> None:
    assert str(parse(text, vars).hessian(wrt).structure) == shown


def test_costs_are_in_dims() -> None:
    found = parse("sum((R - U @ V.T)**2)", "R: real[m n], U: real[m k], V: real[n k]").hessian("U").structure
    assert [str(cost) for cost in (found.entries, found.multiply, found.solve)] == ["k**2", "k**2*m", "k**2*m + k**3"]
    found = parse("logsumexp(x)", "x: real[n]").hessian("x").structure
    assert [str(cost) for cost in (found.entries, found.multiply, found.solve)] == ["2*n + 1", "3*n", "2*n + 1"]


def test_order_and_names_do_not_matter() -> None:
    one = parse("sum((R - U @ V.T)**2) + lam*sum(U**2)", "R: real[m n], U: real[m k], V: real[n k], lam: positive")
    other = parse("sum(Z*Z)*c + sum((A @ Z.T - S)**2)", "S: real[q p], Z: real[p r], A: real[q r], c: positive")
    assert str(one.hessian("U").structure) == "Kronecker: eye(m) ⊗ (2*(V.T @ V) + 2*lam*eye(k))"
    assert str(other.hessian("Z").structure) == "Kronecker: eye(p) ⊗ (2*(A.T @ A) + 2*c*eye(r))"


def test_a_matrix_is_a_map_and_a_vector_is_none() -> None:
    f = parse("diag(p) - outer(p, p)", "p: simplex[n]")
    assert f.structure.name == "diagonal plus low rank"
    with pytest.raises(ShapeError, match="take a jacobian"):
        _ = parse("2*x", "x: real[n]").structure
