"""Results with several parts, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import sklearn.decomposition

import lemmata.linear_algebra as la

RNG = np.random.default_rng(0)
X = RNG.normal(size=(40, 4)) * [4, 3, 2, 1] + 7
JORDAN = np.array([[1.0, 1.0], [0.0, 1.0]])
TURNED = np.array([[2.0, 1.0], [1.0, 1.0]])

REFUSED: list[tuple[str, Callable[[], Any], str]] = [
    ("defective", lambda: la.eigendecomposition(JORDAN), "the matrix is defective"),
    ("defective in another basis", lambda: la.eigendecomposition(la.change_of_basis(JORDAN, TURNED)), "is defective"),
    ("three in one block", lambda: la.eigendecomposition(np.diag([5.0] * 3) + np.eye(3, k=1)), "is defective"),
    ("not symmetric", lambda: la.spectral_decomposition([[1.0, 2.0], [0.0, 1.0]]), "differs from its transpose by 2"),
    ("dependent columns", lambda: la.gram_schmidt([[1.0, 2.0], [1.0, 2.0]]), "column 1 depends"),
    ("a zero column", lambda: la.gram_schmidt([[0.0], [0.0]]), "column 0 depends"),
    ("rank too high", lambda: la.low_rank_approximation(np.eye(2), 3), "rank 3; a matrix of shape"),
    ("another norm", lambda: la.low_rank_error(np.eye(2), 1, norm="max"), "norm 'max'"),
    ("no norm", lambda: la.norm([1.0, 2.0], p=0.5), "a norm needs p >= 1"),
    ("too many components", lambda: la.principal_components(X, 5), "5 components of 40"),
    ("one observation", lambda: la.principal_components(X[:1], 1), "2 or more observations"),
    ("nothing to whiten by", lambda: la.principal_components(X[:, [0, 0]], 2).whiten(X[:, [0, 0]]), "no variance"),
    ("a shift is not linear", lambda: la.matrix_of(lambda x: x + 1, 2), "takes 0 to"),
    ("nor is a square", lambda: la.matrix_of(lambda x: x**2, 2), "not linear"),
    ("sizes that don't compose", lambda: la.compose([np.ones((2, 3)), np.ones((2, 3))]), "don't compose"),
    ("nothing to compose", lambda: la.compose([]), "no map"),
    ("points of another dimension", lambda: la.apply(np.eye(4), [1.0, 2.0]), "4 columns and the points 2"),
    ("mode of another size", lambda: la.mode_product(np.ones((2, 3)), np.ones((2, 2)), 1), "2 columns and axis 1"),
    ("axes of two sizes", lambda: la.contract(np.ones((2, 3)), np.ones((2, 3))), "axis 1 has 3 entries"),
    ("an unfolding of another shape", lambda: la.fold(np.ones((2, 3)), 0, (2, 2, 2)), "has shape (2, 4)"),
    ("ranks", lambda: la.higher_order_svd(np.ones((2, 3)), (3, 1)), "ranks (3, 1)"),
    ("distances both ways", lambda: la.classical_scaling([[0.0, 1.0], [2.0, 0.0]], 1), "not symmetric"),
    ("an unknown picture", lambda: la.neighbour_embedding(X, method="pictures"), "no method 'pictures'"),
    ("two of one size", lambda: la.power_iteration([[0.0, -1.0], [1.0, 0.0]]), "nearly of one size"),
]


@pytest.mark.parametrize("call, words", [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_refused(call: Callable[[], Any], words: str):
    with pytest.raises(ValueError) as error:
        call()
    assert words in str(error.value)


def test_components_are_those_of_scikit_learn():
    found, peer = la.principal_components(X, 3), sklearn.decomposition.PCA(3, svd_solver="full").fit(X)
    signs = np.sign(np.sum(found.components * peer.components_, axis=1))
    np.testing.assert_allclose(found.transform(X) * signs, peer.transform(X), atol=1e-12)
    np.testing.assert_allclose(found.inverse(found.transform(X)), peer.inverse_transform(peer.transform(X)), atol=1e-12)
    np.testing.assert_allclose(np.cov(found.whiten(X).T), np.eye(3), atol=1e-12)
    np.testing.assert_allclose(found.unwhiten(found.whiten(X)), found.inverse(found.transform(X)), atol=1e-12)


def test_the_error_of_a_projection_is_the_variance_left_out():
    found = la.principal_components(X, 2)
    left = X - found.inverse(found.transform(X))
    assert np.isclose(np.sum(left**2) / 39, found.total_variance - found.explained_variance.sum())


def test_functions_of_a_matrix():
    A = RNG.normal(size=(5, 5))
    found = la.eigendecomposition(A)
    np.testing.assert_allclose(A @ found.vectors, found.vectors * found.values, atol=1e-12)
    np.testing.assert_allclose(found.matrix(), A, atol=1e-12)
    np.testing.assert_allclose(found.power(-1), np.linalg.inv(A), atol=1e-10)
    assert found.matrix().dtype == float  # complex eigenvalues, a real matrix
    root = la.eigendecomposition([[0.0, -1.0], [1.0, 0.0]]).power(0.5)
    np.testing.assert_allclose(root, la.rotation(np.pi / 4), atol=1e-12)
    assert np.iscomplexobj(la.eigendecomposition([[-1.0, 0.0], [0.0, 2.0]]).apply(lambda v: (v + 0j) ** 0.5))


def test_each_column_spans_what_came_before():
    V = np.vander(np.linspace(0, 1, 12), 8, increasing=True)  # columns that are nearly dependent
    for Q in (la.gram_schmidt(V), la.orthonormal_basis(V)):
        np.testing.assert_allclose(Q.T @ Q, np.eye(8), atol=1e-13)
        assert np.all(np.diagonal(Q.T @ V) > 0) and np.allclose(np.tril(Q.T @ V, -1), 0, atol=1e-13)


def test_image_and_kernel_fill_the_space():
    A = RNG.normal(size=(5, 2)) @ RNG.normal(size=(2, 4))
    whole = np.hstack([la.image(A.T), la.kernel(A)])
    np.testing.assert_allclose(whole.T @ whole, np.eye(4), atol=1e-12)
    assert np.allclose(A @ la.kernel(A), 0) and la.image(A).shape == (5, 2)


def test_the_core_of_a_tensor_keeps_its_size():
    T = RNG.normal(size=(3, 4, 5))
    found = la.higher_order_svd(T)
    np.testing.assert_allclose(found.tensor(), T, atol=1e-12)
    assert np.isclose(np.sum(found.core**2), np.sum(T**2))
    assert [f.shape for f in la.higher_order_svd(T, (1, 2, 3)).factors] == [(3, 1), (4, 2), (5, 3)]


def test_a_random_projection_keeps_distances():
    points = RNG.normal(size=(8, 2000))
    k = int(np.ceil(la.johnson_lindenstrauss_dimension(8.0, 0.3)))
    small = la.random_projection(points, k, seed=1)
    ratios = [np.sum((small[i] - small[j]) ** 2) / np.sum((points[i] - points[j]) ** 2)
              for i in range(8) for j in range(i)]
    assert small.shape == (8, k) and min(ratios) > 0.7 and max(ratios) < 1.3
    np.testing.assert_array_equal(small, la.random_projection(points, k, seed=1))


@pytest.mark.parametrize("method", ["tsne", "isomap", "locally_linear", "spectral"])
def test_pictures_of_neighbours(method: str):
    options = {"perplexity": 5} if method == "tsne" else {}
    assert la.neighbour_embedding(X, method=method, **options).shape == (40, 2)


THROUGH: dict[str, Callable[[Any], Any]] = {
    "singular values": lambda A: la.singular_values(A)[0],
    "eigenvalues": lambda A: (la.eigenvalues(A) ** 2).sum().real,
    "a symmetric decomposition": lambda A: la.spectral_decomposition(A + A.T).values[0],
    "a power": lambda A: la.eigendecomposition(A).power(2)[0, 1],
    "least squares": lambda A: la.least_squares(A[:, :2], A[:, 2]).sum(),
    "an orthonormal basis": lambda A: la.orthonormal_basis(A)[0, 1],
    "Gram and Schmidt": lambda A: la.gram_schmidt(A)[0, 1],
    "components": lambda A: la.principal_components(A, 1).explained_variance[0],
    "a low rank": lambda A: la.low_rank_approximation(A, 1)[0, 1],
}


@pytest.mark.parametrize("function", THROUGH.values(), ids=THROUGH)
def test_derivatives_go_through_algorithms(function: Callable[[Any], Any]):
    """PyTorch's, against differences of NumPy's values along a random direction."""
    torch = pytest.importorskip("torch")
    A, along = np.random.default_rng(3).normal(size=(2, 4, 4))
    A[np.diag_indices(4)] += [4, 3, 2, 1]
    tensor = torch.tensor(A, requires_grad=True)
    function(tensor).backward()
    step = 1e-6
    change = (function(A + step * along) - function(A - step * along)) / (2 * step)
    assert np.isclose(float((tensor.grad * torch.tensor(along)).sum()), change, rtol=1e-5, atol=1e-6)
