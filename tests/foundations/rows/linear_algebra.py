"""The rows of lemmata.linear_algebra."""

from __future__ import annotations

from typing import Any

import numpy as np
import scipy.linalg
import scipy.spatial.distance
import scipy.spatial.transform
import sklearn.decomposition
import sklearn.manifold
from tests.foundations.row import Arrays, Row

Rng = np.random.Generator
inf, nan = np.inf, np.nan
DEFECTIVE = np.array([[1.0, 1.0], [0.0, 1.0]])


def vectors(*names: str, n: int = 4) -> Any:
    return lambda rng: {name: rng.normal(size=n) for name in names}


def matrices(n: int, **shapes: tuple[int, ...]) -> Any:
    """Square ones of n rows under the name A, and arrays of other shapes."""
    return lambda rng: {"A": rng.normal(size=(n, n)), **{name: rng.normal(size=s) for name, s in shapes.items()}}


def tall(name: str, shape: tuple[int, ...] = (6, 3), **others: tuple[int, ...]) -> Any:
    return lambda rng: {name: rng.normal(size=shape), **{key: rng.normal(size=s) for key, s in others.items()}}


def symmetric(rng: Rng) -> Arrays:
    A = rng.normal(size=(4, 4))
    return {"A": A + A.T}


def positive_definite(rng: Rng) -> np.ndarray:
    A = rng.normal(size=(3, 5))
    return A @ A.T


def low_rank(rng: Rng) -> Arrays:
    return {"A": rng.normal(size=(5, 2)) @ rng.normal(size=(2, 4))}


def exactly_low_rank(rng: Rng) -> Arrays:
    """Of whole numbers, so that no product is rounded: else the rank of these floats would be 4."""
    return {"A": (rng.integers(-9, 10, (5, 2)) @ rng.integers(-9, 10, (2, 4))).astype(float)}


def signed(columns: np.ndarray) -> np.ndarray:
    """Columns with a positive largest entry."""
    return columns * np.sign(columns[np.abs(columns).argmax(0), np.arange(columns.shape[1])])


def lines(columns: np.ndarray) -> Any:
    """The projection onto the columns of a result: what does not depend on which basis it is."""
    return columns @ columns.T


def sorted_eigenvalues(A: np.ndarray) -> np.ndarray:
    return np.sort_complex(np.linalg.eigvals(A))


def fitted(X: np.ndarray, k: int) -> sklearn.decomposition.PCA:
    return sklearn.decomposition.PCA(k, svd_solver="full").fit(X)


def turned(vector: Any, theta: Any) -> np.ndarray:
    return scipy.spatial.transform.Rotation.from_rotvec(vector * theta).as_matrix()


def affine(A: Any, t: Any) -> np.ndarray:
    found = np.eye(len(t) + 1)
    found[:-1, :-1], found[:-1, -1] = A, t
    return found


def points_of_scaling(D: np.ndarray, k: int) -> np.ndarray:
    J = np.eye(len(D)) - 1 / len(D)
    values, found = scipy.linalg.eigh(-J @ D**2 @ J / 2)
    return signed(found[:, ::-1][:, :k]) * np.sqrt(values[::-1][:k])


def distances(rng: Rng) -> Arrays:
    return {"D": scipy.spatial.distance.squareform(scipy.spatial.distance.pdist(rng.normal(size=(6, 3)))), "k": 2}


def cloud(rng: Rng) -> Arrays:
    return {"X": rng.normal(size=(30, 5)) * [5, 4, 3, 2, 1] + 10, "k": 3}


DATA = Row(
    name="linear_algebra.principal_components",
    at=cloud,
    pick=lambda found: found.explained_variance,
    truth=lambda X, k: fitted(X, k).explained_variance_,
)
CHART = "a chart of neighbours is made by scikit-learn, of NumPy's arrays"
COUNT = "a whole number has no derivative"

VECTORS = [
    Row(
        name="linear_algebra.linear_combination",
        truth=lambda c, V: sum(c[i] * V[:, i] for i in range(len(c))),
        ends=[({"c": [0.0, 0.0], "V": [[1.0, 2.0]]}, [0.0])],
    ),
    Row(
        name="linear_algebra.dot_product",
        truth=lambda a, b: np.vdot(a, b),
        at=vectors("a", "b"),
        ends=[({"a": [1.0, 0.0], "b": [0.0, 1.0]}, 0.0)],
    ),
    Row(
        name="linear_algebra.magnitude",
        truth=lambda x: np.hypot.reduce(x),
        at=vectors("x"),
        ends=[({"x": [0.0, 0.0]}, 0.0), ({"x": [-3.0]}, 3.0), ({"x": [inf, 1.0]}, inf), ({"x": [3e200, 4e200]}, 5e200),
              ({"x": [3e-200, 4e-200]}, 5e-200), ({"x": [1e300]}, 1e300)],
        slopes=[({"x": [3e200, 4e200]}, {"x": [0.6, 0.8]}), ({"x": [3e-200, 4e-200]}, {"x": [0.6, 0.8]})],
    ),
    Row(
        name="linear_algebra.direction",
        truth=lambda x: x / np.hypot.reduce(x),
        at=vectors("x"),
        ends=[({"x": [0.0, 0.0]}, [nan, nan]), ({"x": [-3.0]}, [-1.0]), ({"x": [3e200, 4e200]}, [0.6, 0.8]),
              ({"x": [1e-160, 1e-160]}, [0.5**0.5, 0.5**0.5])],
        slopes=[({"x": [3e200, 4e200]}, {"x": [[1.28e-201, -9.6e-202], [-9.6e-202, 7.2e-202]]})],
    ),
    Row(
        name="linear_algebra.distance",
        truth=lambda a, b: scipy.spatial.distance.euclidean(a, b),
        at=lambda rng: {"a": rng.normal(size=3), "b": rng.normal(size=3)},
        ends=[({"a": [1.0], "b": [1.0]}, 0.0), ({"a": [3e200, 0.0], "b": [0.0, 4e200]}, 5e200)],
        slopes=[({"a": [3e200, 0.0], "b": [0.0, 4e200]}, {"a": [0.6, -0.8], "b": [-0.6, 0.8]})],
    ),
    Row(
        name="linear_algebra.cosine_similarity",
        truth=lambda a, b: 1 - scipy.spatial.distance.cosine(a, b),
        at=vectors("a", "b"),
        ends=[({"a": [1e100, 0.0], "b": [1e100, 0.0]}, 1.0), ({"a": [0.0], "b": [1.0]}, nan),
              ({"a": [1e200, 1e200], "b": [1e-200, 0.0]}, 0.5**0.5), ({"a": [1e-160], "b": [-40.0]}, -1.0)],
        slopes=[({"a": [3e200, 4e200], "b": [1e-200, 0.0]}, {"a": [1.28e-201, -9.6e-202]})],
    ),
    Row(
        name="linear_algebra.angle",
        truth=lambda a, b: np.arccos(1 - scipy.spatial.distance.cosine(a, b)),
        at=vectors("a", "b"),
        ends=[
            ({"a": [1.0, 0.0], "b": [-2.0, 0.0]}, np.pi),
            ({"a": [1e200, 0.0], "b": [0.0, 1e-200]}, np.pi / 2),
            ({"a": [-1.0, -1.0], "b": [1e200, -800.0]}, 3 * np.pi / 4),
            ({"a": [1.0, 0.0], "b": [1.0, 1e-9]}, 1e-9),
            ({"a": [1.0, 0.0], "b": [3.0, 0.0]}, 0.0),
            ({"a": [0.0, 0.0], "b": [3.0, 0.0]}, nan),
        ],
    ),
    Row(
        name="linear_algebra.cross_product",
        truth=lambda a, b: np.array([a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]),
        ends=[({"a": [1.0, 2.0, 3.0], "b": [2.0, 4.0, 6.0]}, [0.0, 0.0, 0.0])],
    ),
    Row(
        name="linear_algebra.triple_product",
        truth=lambda a, b, c: np.linalg.det([a, b, c]),
        at=vectors("a", "b", "c", n=3),
        ends=[({"a": [1.0, 0.0, 0.0], "b": [0.0, 1.0, 0.0], "c": [1.0, 1.0, 0.0]}, 0.0)],
    ),
]

NORMS = [
    *(
        Row(
            name="linear_algebra.norm",
            options={"p": p},
            truth=lambda x, p: scipy.linalg.norm(x, p),
            at=vectors("x"),
            ends=[({"x": [0.0, 0.0]}, 0.0), ({"x": [1e200, 0.0]}, 1e200)] if p != 2 else [({"x": [0.0]}, 0.0)],
        )
        for p in (1, 1.5, 2, 3, inf)
    ),
    Row(
        name="linear_algebra.frobenius_norm",
        truth=lambda A: np.sqrt(np.einsum("ij,ij", A, A)),
        at=tall("A"),
        ends=[({"A": [[0.0]]}, 0.0), ({"A": [[3e200], [4e200]]}, 5e200)],
    ),
    Row(
        name="linear_algebra.spectral_norm",
        truth=lambda A: np.sqrt(scipy.linalg.eigvalsh(A.T @ A)[-1]),
        at=tall("A"),
        ends=[({"A": [[0.0, 0.0]]}, 0.0), ({"A": [[-7.0]]}, 7.0)],
    ),
    Row(
        name="linear_algebra.nuclear_norm",
        truth=lambda A: np.trace(scipy.linalg.sqrtm(A.T @ A).real),
        at=tall("A"),
        ends=[({"A": [[0.0, 0.0]]}, 0.0), ({"A": [[-7.0]]}, 7.0)],
    ),
    Row(
        name="linear_algebra.maximum_column_sum",
        truth=lambda A: scipy.linalg.norm(A, 1),
        at=tall("A"),
        ends=[({"A": [[0.0]]}, 0.0)],
    ),
    Row(
        name="linear_algebra.maximum_row_sum",
        truth=lambda A: scipy.linalg.norm(A, inf),
        at=tall("A"),
        ends=[({"A": [[0.0]]}, 0.0)],
    ),
]

MATRICES = [
    Row(
        name="linear_algebra.matrix_vector_product",
        truth=lambda A, x: np.einsum("ij,j->i", A, x),
        ends=[({"A": [[0.0, 0.0]], "x": [1.0, 2.0]}, [0.0])],
    ),
    Row(
        name="linear_algebra.matrix_product",
        truth=lambda A, B: np.einsum("ij,jk->ik", A, B),
        ends=[({"A": [[1.0], [2.0]], "B": [[3.0]]}, [[3.0], [6.0]])],
    ),
    Row(
        name="linear_algebra.outer_product",
        truth=lambda a, b: np.einsum("i,j->ij", a, b),
        ends=[({"a": [0.0], "b": [1.0, 2.0]}, [[0.0, 0.0]])],
    ),
    Row(
        name="linear_algebra.hadamard_product",
        truth=lambda A, B: np.einsum("ij,ij->ij", A, B),
        ends=[({"A": [[0.0]], "B": [[1.0]]}, [[0.0]])],
    ),
    Row(
        name="linear_algebra.kronecker_product",
        truth=lambda A, B: np.block([[a * B for a in row] for row in A]),
        ends=[({"A": [[2.0]], "B": [[3.0, 4.0]]}, [[6.0, 8.0]])],
    ),
    Row(
        name="linear_algebra.transpose",
        truth=lambda A: np.einsum("ij->ji", A),
        ends=[({"A": [[1.0, 2.0]]}, [[1.0], [2.0]])],
    ),
    Row(name="linear_algebra.trace", truth=lambda A: np.diagonal(A).sum(), ends=[({"A": [[3.0]]}, 3.0)]),
    Row(
        name="linear_algebra.frobenius_inner_product",
        truth=lambda A, B: np.vdot(A, B),
        ends=[({"A": [[0.0]], "B": [[1.0]]}, 0.0)],
    ),
    Row(
        name="linear_algebra.gram_matrix",
        truth=lambda X: np.einsum("ki,kj->ij", X, X),
        ends=[({"X": [[0.0]]}, [[0.0]])],
    ),
    Row(
        name="linear_algebra.quadratic_form",
        truth=lambda x, A: np.einsum("i,ij,j", x, A, x),
        ends=[({"x": [0.0], "A": [[1.0]]}, 0.0)],
    ),
    Row(
        name="linear_algebra.symmetric_part",
        truth=lambda A: A / 2 + np.einsum("ij->ji", A) / 2,
        ends=[({"A": [[3.0]]}, [[3.0]])],
    ),
    Row(
        name="linear_algebra.commutator",
        truth=lambda A, B: np.einsum("ij,jk->ik", A, B) - np.einsum("ij,jk->ik", B, A),
        ends=[({"A": [[1.0, 0.0], [0.0, 1.0]], "B": [[1.0, 2.0], [3.0, 4.0]]}, np.zeros((2, 2)))],
    ),
]

INVERSES = [
    Row(
        name="linear_algebra.determinant",
        truth=lambda A: np.prod(scipy.linalg.eigvals(A)).real,
        at=matrices(4),
        ends=[({"A": [[1.0, 2.0], [2.0, 4.0]]}, 0.0), ({"A": [[-3.0]]}, -3.0)],
    ),
    Row(
        name="linear_algebra.log_determinant",
        truth=lambda A: np.sum(np.log(np.abs(scipy.linalg.eigvals(A)))),
        at=matrices(4),
        ends=[({"A": np.diag([1e-200, 1e-200])}, -400 * np.log(10)), ({"A": [[0.0, 0.0], [0.0, 1.0]]}, -inf)],
    ),
    Row(
        name="linear_algebra.inverse",
        truth=lambda A: scipy.linalg.solve(A, np.eye(len(A))),
        at=matrices(4),
        ends=[({"A": [[4.0]]}, [[0.25]]), ({"A": [[0.0]]}, [[nan]])],
    ),
    Row(
        name="linear_algebra.solve",
        truth=lambda A, b: scipy.linalg.inv(A) @ b,
        at=matrices(4, b=(4,)),
        ends=[({"A": [[4.0]], "b": [2.0]}, [0.5])],
    ),
    Row(
        name="linear_algebra.pseudo_inverse",
        truth=lambda A: scipy.linalg.inv(A.T @ A) @ A.T,
        at=tall("A"),
        ends=[({"A": [[0.0, 0.0]]}, [[0.0], [0.0]]), ({"A": [[2.0, 0.0], [0.0, 0.0]]}, [[0.5, 0.0], [0.0, 0.0]])],
    ),
    Row(
        name="linear_algebra.rank",
        truth=lambda A: 2,
        at=exactly_low_rank,
        gradient=False,
        why=COUNT,
        ends=[({"A": [[0.0, 0.0]]}, 0), ({"A": np.eye(3)}, 3), ({"A": [[1.0, 2.0], [2.0, 4.0 + 1e-15]]}, 1)],
    ),
    Row(
        name="linear_algebra.condition_number",
        truth=lambda A: scipy.linalg.norm(A, 2) * scipy.linalg.norm(scipy.linalg.inv(A), 2),
        at=matrices(4),
        ends=[({"A": np.eye(3)}, 1.0), ({"A": np.diag([1e8, 1.0])}, 1e8)],
    ),
]

TENSORS = [
    Row(
        name="linear_algebra.tensor_product",
        truth=lambda a, b: np.einsum("ij,kl->ijkl", a, b),
        at=tall("a", b=(2, 4)),
        ends=[({"a": 2.0, "b": 3.0}, 6.0)],
    ),
    Row(
        name="linear_algebra.contract",
        options={"axes": ([0, 1], [2, 0])},
        truth=lambda a, b, axes: np.einsum("ijk,jli->kl", a, b),
        at=tall("a", (2, 3, 4), b=(3, 5, 2)),
    ),
    Row(
        name="linear_algebra.contract",
        truth=lambda a, b: np.einsum("ijk,klm->ijlm", a, b),
        at=tall("a", (2, 3, 4), b=(4, 5, 2)),
    ),
    Row(
        name="linear_algebra.unfold",
        truth=lambda T, mode: np.array([T[:, j].ravel() for j in range(3)]),
        at=tall("T", (2, 3, 4)),
        options={"mode": 1},
    ),
    Row(
        name="linear_algebra.fold",
        truth=lambda M, mode, shape: np.einsum("jik->ijk", M.reshape(3, 2, 4)),
        at=tall("M", (3, 8)),
        options={"mode": 1, "shape": (2, 3, 4)},
    ),
    *(
        Row(
            name="linear_algebra.mode_product",
            truth=lambda T, M, mode: np.einsum("ijk,lj->ilk" if mode == 1 else "ijk,lk->ijl", T, M),
            at=tall("T", (2, 3, 3), M=(5, 3)),
            options={"mode": mode},
        )
        for mode in (1, -1)
    ),
    Row(
        name="linear_algebra.khatri_rao_product",
        truth=lambda A, B: scipy.linalg.khatri_rao(A, B),
        at=tall("A", (2, 3), B=(4, 3)),
    ),
    Row(
        name="linear_algebra.higher_order_svd",
        truth=lambda T: T,
        at=tall("T", (2, 3, 4)),
        pick=lambda found: found.tensor(),
    ),
    Row(
        name="linear_algebra.higher_order_svd",
        truth=lambda T, ranks: low_rank_truth(T),
        at=tall("T", (5, 4)),
        pick=lambda found: found.tensor(),
        options={"ranks": (1, 1)},
    ),
]


def low_rank_truth(A: np.ndarray) -> np.ndarray:
    """The best approximation of rank 1, from the eigenvectors of A^T A."""
    v = scipy.linalg.eigh(A.T @ A)[1][:, -1:]
    return A @ v @ v.T


SPACES = [
    Row(
        name="linear_algebra.dimension",
        truth=lambda V: 2,
        at=lambda rng: {"V": low_rank(rng)["A"]},
        libraries=("numpy",),
        why="a whole number of Python, whatever the arrays",
        ends=[({"V": [[0.0]]}, 0)],
    ),
    Row(
        name="linear_algebra.is_independent",
        truth=lambda V: False,
        at=lambda rng: {"V": low_rank(rng)["A"]},
        libraries=("numpy",),
        why="true or false, whatever the arrays",
        ends=[({"V": np.eye(3)[:, :2]}, True), ({"V": [[0.0]]}, False)],
    ),
    Row(
        name="linear_algebra.in_span",
        truth=lambda x, V: True,
        libraries=("numpy",),
        why="true or false, whatever the arrays",
        at=lambda rng: (lambda V: {"V": V, "x": V @ rng.normal(size=4)})(low_rank(rng)["A"]),
        ends=[({"x": [0.0, 0.0], "V": [[1.0], [1.0]]}, True), ({"x": [1.0, 0.0], "V": [[1.0], [1.0]]}, False)],
    ),
    Row(
        name="linear_algebra.coordinates",
        truth=lambda x, B: scipy.linalg.inv(B) @ x,
        at=tall("B", (3, 3), x=(3,)),
        ends=[({"x": [1.0], "B": [[2.0]]}, [0.5])],
    ),
    Row(
        name="linear_algebra.change_of_basis",
        truth=lambda A, B: scipy.linalg.inv(B) @ A @ B,
        at=tall("A", (3, 3), B=(3, 3)),
        ends=[({"A": [[5.0]], "B": [[2.0]]}, [[5.0]])],
    ),
    Row(
        name="linear_algebra.gram_schmidt",
        truth=lambda V: np.linalg.solve(np.linalg.cholesky(V.T @ V), V.T).T,
        at=tall("V"),
        ends=[({"V": [[-2.0]]}, [[-1.0]]), ({"V": [[1.0, 1.0], [1e-10, 0.0]]}, [[1.0, 1e-10], [1e-10, -1.0]])],
    ),
    Row(
        name="linear_algebra.orthonormal_basis",
        truth=lambda V: np.linalg.solve(np.linalg.cholesky(V.T @ V), V.T).T,
        at=tall("V"),
    ),
    Row(
        name="linear_algebra.orthonormal_basis",
        truth=lambda V: lines(scipy.linalg.orth(V)),
        pick=lines,
        at=lambda rng: {"V": low_rank(rng)["A"]},
    ),
    Row(
        name="linear_algebra.image",
        truth=lambda A: lines(scipy.linalg.orth(A)),
        at=low_rank,
        pick=lines,
        ends=[({"A": [[0.0]]}, [[0.0]]), ({"A": np.eye(2)}, np.eye(2))],
    ),
    Row(
        name="linear_algebra.kernel",
        truth=lambda A: lines(scipy.linalg.null_space(A)),
        at=low_rank,
        pick=lines,
        ends=[({"A": [[0.0]]}, [[1.0]]), ({"A": np.eye(2)}, np.zeros((2, 2)))],
    ),
]

MAPS = [
    Row(
        name="linear_algebra.affine_map",
        truth=lambda W, x, b: np.einsum("ij,j->i", W, x) + b,
        ends=[({"W": [[0.0]], "x": [5.0], "b": [1.0]}, [1.0])],
    ),
    Row(
        name="linear_algebra.matrix_of",
        truth=lambda map, n: np.array([[0.0, 2.0, 0.0], [0.0, 0.0, 3.0]]),
        libraries=("numpy",),
        at=lambda rng: {"map": lambda x: np.array([2 * x[1], 3 * x[2]]), "n": 3},
        why="it takes a function",
    ),
    Row(
        name="linear_algebra.is_linear",
        truth=lambda map, n: False,
        libraries=("numpy",),
        why="it takes a function",
        at=lambda rng: {"map": lambda x: np.tanh(x), "n": 2},
        ends=[
            ({"map": lambda x: np.cumsum(x), "n": 3}, True),
            ({"map": lambda x: x + 1e-6, "n": 3}, False),
            ({"map": lambda x: 0 * x, "n": 1}, True),
        ],
    ),
]

EIGEN = [
    Row(
        name="linear_algebra.eigenvalues",
        truth=sorted_eigenvalues,
        at=matrices(5),
        ends=[({"A": [[3.0]]}, [3.0]), ({"A": DEFECTIVE}, [1.0, 1.0]), ({"A": [[0.0, -1.0], [1.0, 0.0]]}, [-1j, 1j])],
    ),
    Row(
        name="linear_algebra.eigendecomposition",
        truth=lambda A: A @ A @ A,
        at=matrices(4),
        rtol=1e-8,
        pick=lambda found: found.power(3),
    ),
    Row(
        name="linear_algebra.eigendecomposition",
        truth=sorted_eigenvalues,
        at=matrices(5),
        pick=lambda found: found.values + 0j,
    ),
    Row(
        name="linear_algebra.characteristic_polynomial",
        truth=lambda A: np.poly(A),
        at=matrices(4),
        ends=[({"A": [[3.0]]}, [1.0, -3.0])],
    ),
    Row(
        name="linear_algebra.spectral_radius",
        truth=lambda A: np.abs(scipy.linalg.eigvals(A)).max(),
        at=matrices(4),
        ends=[({"A": [[0.0, 1.0], [0.0, 0.0]]}, 0.0)],
    ),
    Row(
        name="linear_algebra.rayleigh_quotient",
        truth=lambda x, A: np.einsum("i,ij,j", x, A, x) / np.vdot(x, x),
        at=matrices(3, x=(3,)),
        ends=[({"x": [0.0], "A": [[1.0]]}, nan), ({"x": [1e200, 1e200], "A": [[2.0, 0.0], [0.0, 4.0]]}, 3.0),
              ({"x": [1e-200, 1e-200], "A": [[2e200, 0.0], [0.0, 4e200]]}, 3e200)],
        slopes=[({"x": [1e200, 1e200], "A": [[2.0, 0.0], [0.0, 4.0]]}, {"x": [-1e-200, 1e-200],
                                                                        "A": [[0.5, 0.5], [0.5, 0.5]]})],
    ),
    Row(
        name="linear_algebra.power_iteration",
        at=lambda rng: {"A": positive_definite(rng)},
        rtol=1e-8,
        libraries=("numpy",),
        why="steps in NumPy",
        truth=lambda A: scipy.linalg.eigvalsh(A)[-1],
        pick=lambda found: found[0],
    ),
    Row(
        name="linear_algebra.power_iteration",
        at=lambda rng: {"A": positive_definite(rng)},
        rtol=1e-8,
        libraries=("numpy",),
        why="steps in NumPy",
        truth=lambda A: signed(scipy.linalg.eigh(A)[1])[:, -1],
        pick=lambda found: found[1],
    ),
]

SYMMETRIC = [
    Row(
        name="linear_algebra.spectral_decomposition",
        truth=lambda A: scipy.linalg.eigvalsh(A),
        at=symmetric,
        pick=lambda found: found.values,
        ends=[({"A": [[0.0, 0.0], [0.0, 0.0]]}, [0.0, 0.0])],
    ),
    Row(
        name="linear_algebra.spectral_decomposition",
        truth=lambda A: signed(scipy.linalg.eigh(A)[1]),
        at=symmetric,
        pick=lambda found: found.vectors,
    ),
    Row(
        name="linear_algebra.spectral_decomposition",
        truth=lambda A: np.real(scipy.linalg.sqrtm(A)),
        rtol=1e-8,
        at=lambda rng: {"A": positive_definite(rng)},
        pick=lambda found: found.power(0.5),
    ),
    Row(
        name="linear_algebra.spectral_decomposition",
        truth=lambda A: scipy.linalg.sqrtm(A),
        rtol=1e-8,
        at=lambda rng: {"A": np.array([[1.0, 2.0], [2.0, rng.uniform(-3.0, 1.0)]])},  # with a negative eigenvalue
        pick=lambda found: found.power(0.5),
    ),
    Row(
        name="linear_algebra.symmetric_eigenvalues",
        truth=lambda A: np.sort(np.linalg.eigvals((A + A.T) / 2).real),
        at=symmetric,
        ends=[({"A": [[2.0]]}, [2.0])],
    ),
    Row(
        name="linear_algebra.definiteness",
        truth=lambda A: "positive definite",
        at=lambda rng: {"A": positive_definite(rng)},
        libraries=("numpy",),
        why="a word, whatever the arrays",
        ends=[
            ({"A": [[0.0]]}, "zero"),
            ({"A": -np.eye(2)}, "negative definite"),
            ({"A": np.diag([1.0, 0.0])}, "positive semidefinite"),
            ({"A": np.diag([-1.0, 0.0])}, "negative semidefinite"),
            ({"A": np.diag([1e-3, -1e-3])}, "indefinite"),
            ({"A": [[1.0, 5.0], [-5.0, 1.0]]}, "positive definite"),
        ],
    ),
    Row(
        name="linear_algebra.is_positive_definite",
        truth=lambda A: True,
        at=lambda rng: {"A": positive_definite(rng)},
        libraries=("numpy",),
        why="true or false, whatever the arrays",
        ends=[({"A": [[1.0, 1.0], [1.0, 1.0]]}, False), ({"A": [[1e-300]]}, True)],
    ),
    Row(
        name="linear_algebra.cholesky",
        at=lambda rng: {"A": positive_definite(rng)},
        truth=lambda A: scipy.linalg.cholesky((A + A.T) / 2, lower=True),
        ends=[({"A": [[4.0]]}, [[2.0]]), ({"A": [[-4.0]]}, [[nan]])],
    ),
    Row(
        name="linear_algebra.mahalanobis_distance",
        truth=lambda x, mu, Sigma: np.sqrt((x - mu) @ scipy.linalg.inv(Sigma) @ (x - mu)),
        at=lambda rng: {"x": rng.normal(size=3), "mu": rng.normal(size=3), "Sigma": positive_definite(rng)},
        ends=[({"x": [1.0], "mu": [1.0], "Sigma": [[2.0]]}, 0.0),
              ({"x": [3e200, 0.0], "mu": [0.0, 0.0], "Sigma": [[4.0, 0.0], [0.0, 1.0]]}, 1.5e200)],
        slopes=[({"x": [3e200], "mu": [0.0], "Sigma": [[4.0]]}, {"x": [0.5], "mu": [-0.5], "Sigma": [[-1.875e199]]})],
    ),
]

SINGULAR = [
    Row(
        name="linear_algebra.singular_values",
        truth=lambda A: np.sqrt(scipy.linalg.eigvalsh(A @ A.T)[::-1]),
        at=tall("A", (3, 5)),
        ends=[({"A": [[0.0, 0.0]]}, [0.0]), ({"A": [[-2.0]]}, [2.0])],
    ),
    Row(
        name="linear_algebra.singular_value_decomposition",
        truth=lambda A: A,
        at=tall("A", (3, 5)),
        pick=lambda found: found.matrix(),
    ),
    Row(
        name="linear_algebra.singular_value_decomposition",
        truth=lambda A: signed(scipy.linalg.eigh(A.T @ A)[1][:, ::-1]),
        at=tall("A", (5, 3)),
        pick=lambda found: found.right,
        rtol=1e-8,
    ),
    Row(
        name="linear_algebra.low_rank_approximation",
        truth=lambda A, k: low_rank_truth(A),
        at=tall("A"),
        options={"k": 1},
        rtol=1e-8,
        ends=[({"A": [[0.0, 0.0]]}, [[0.0, 0.0]])],
    ),
    Row(
        name="linear_algebra.low_rank_error",
        truth=lambda A, k: scipy.linalg.norm(A - low_rank_truth(A)),
        at=tall("A"),
        options={"k": 1},
        rtol=1e-8,
        ends=[({"A": [[5.0]]}, 0.0)],
    ),
    Row(
        name="linear_algebra.low_rank_error",
        truth=lambda A, k, norm: scipy.linalg.norm(A - low_rank_truth(A), 2),
        at=tall("A"),
        options={"k": 1, "norm": "spectral"},
        rtol=1e-8,
        ends=[({"A": [[5.0]]}, 0.0)],
    ),
]

LEAST_SQUARES = [
    Row(
        name="linear_algebra.projection",
        truth=lambda x, v: np.outer(v, v) @ x / np.vdot(v, v),
        at=vectors("x", "v"),
        ends=[({"x": [0.0], "v": [2.0]}, [0.0]), ({"x": [1.0], "v": [0.0]}, [nan]),
              ({"x": [3.0, 4.0], "v": [1e200, 0.0]}, [3.0, 0.0]),
              ({"x": [3.0, 4.0], "v": [1e-200, 1e-200]}, [3.5, 3.5])],
        slopes=[({"x": [3.0, 4.0], "v": [1e200, 1e200]}, {"x": [[0.5, 0.5], [0.5, 0.5]],
                                                           "v": [[1.5e-200, -1.5e-200], [-2e-200, 2e-200]]})],
    ),
    Row(
        name="linear_algebra.projection_matrix",
        truth=lambda A: A @ scipy.linalg.inv(A.T @ A) @ A.T,
        at=tall("A"),
        ends=[({"A": np.eye(2)}, np.eye(2))],
    ),
    Row(
        name="linear_algebra.least_squares",
        truth=lambda X, y: scipy.linalg.lstsq(X, y)[0],
        at=tall("X", y=(6,)),
        ends=[({"X": [[1.0, 1.0]], "y": [2.0]}, [1.0, 1.0]), ({"X": [[0.0]], "y": [2.0]}, [0.0])],
    ),
    Row(
        name="linear_algebra.least_squares",
        truth=lambda X, y: scipy.linalg.lstsq(X, y)[0],
        at=tall("X", (3, 5), y=(3, 2)),
    ),
    Row(
        name="linear_algebra.normal_equations_solution",
        truth=lambda X, y: scipy.linalg.lstsq(X, y)[0],
        at=tall("X", y=(6,)),
        ends=[({"X": [[2.0]], "y": [2.0]}, [1.0])],
    ),
    Row(
        name="linear_algebra.residual_sum_of_squares",
        truth=lambda X, y, w: np.vdot(X @ w - y, X @ w - y),
        ends=[({"X": [[2.0]], "y": [2.0], "w": [1.0]}, 0.0)],
    ),
    Row(
        name="linear_algebra.ridge",
        truth=lambda X, y, alpha: scipy.linalg.lstsq(
            np.vstack([X, np.sqrt(alpha) * np.eye(3)]), np.concatenate([y, np.zeros(3)])
        )[0],
        at=lambda rng: {"X": rng.normal(size=(6, 3)), "y": rng.normal(size=6), "alpha": rng.uniform(0.1, 2)},
        ends=[
            ({"X": [[2.0]], "y": [2.0], "alpha": 0.0}, [1.0]),
            ({"X": [[1.0, 1.0]], "y": [3.0], "alpha": 1.0}, [1.0, 1.0]),
        ],
    ),
]

TRANSFORMATIONS = [
    Row(
        name="linear_algebra.rotation",
        truth=lambda theta: turned(np.array([0, 0, 1]), theta)[:2, :2],
        ends=[({"theta": 0.0}, np.eye(2))],
    ),
    *(
        Row(
            name=f"linear_algebra.rotation_{name}",
            truth=lambda theta, axis=axis: turned(axis, theta),
            ends=[({"theta": 0.0}, np.eye(3))],
        )
        for name, axis in zip("xyz", np.eye(3))
    ),
    Row(
        name="linear_algebra.rotation_about",
        truth=lambda axis, theta: turned(axis / np.linalg.norm(axis), theta),
        at=lambda rng: {"axis": rng.normal(size=3), "theta": rng.normal()},
        ends=[({"axis": [0.0, 2.0, 0.0], "theta": 0.0}, np.eye(3))],
    ),
    Row(name="linear_algebra.scaling", truth=lambda s: np.eye(len(s)) * s, ends=[({"s": [0.0]}, [[0.0]])]),
    Row(
        name="linear_algebra.shear",
        truth=lambda k: scipy.linalg.expm(np.array([[0, k], [0, 0]])),
        ends=[({"k": 0.0}, np.eye(2))],
    ),
    Row(
        name="linear_algebra.reflection",
        truth=lambda v: np.eye(len(v)) - 2 * np.outer(v, v) / np.vdot(v, v),
        at=vectors("v", n=3),
        ends=[({"v": [5.0]}, [[-1.0]]), ({"v": [1e200, 0.0]}, [[-1.0, 0.0], [0.0, 1.0]])],
    ),
    Row(name="linear_algebra.translation", truth=lambda t: affine(np.eye(len(t)), t), ends=[({"t": [0.0]}, np.eye(2))]),
    Row(
        name="linear_algebra.homogeneous",
        truth=lambda A: affine(A, np.zeros(len(A))),
        at=matrices(3),
        ends=[({"A": [[2.0]]}, np.diag([2.0, 1.0]))],
    ),
    Row(
        name="linear_algebra.compose",
        libraries=("numpy",),
        why="it takes a list of arrays",
        truth=lambda matrices: affine(matrices[0] @ matrices[1][:2, :2], matrices[0] @ matrices[1][:2, 2]),
        at=lambda rng: {"matrices": [rng.normal(size=(2, 2)), affine(rng.normal(size=(2, 2)), rng.normal(size=2))]},
        ends=[({"matrices": [[[2.0]]]}, [[2.0]])],
    ),
    Row(
        name="linear_algebra.apply",
        truth=lambda matrix, points: np.array([matrix[:2, :2] @ p + matrix[:2, 2] for p in points]),
        at=lambda rng: {
            "matrix": affine(rng.normal(size=(2, 2)), rng.normal(size=2)),
            "points": rng.normal(size=(4, 2)),
        },
        ends=[
            ({"matrix": [[2.0, 0.0], [0.0, 3.0]], "points": [1.0, 1.0]}, [2.0, 3.0]),
            ({"matrix": [[1.0, 0.0], [0.0, 2.0]], "points": [4.0]}, [2.0]),
        ],
    ),
]

REDUCTION = [
    DATA,
    Row(
        name="linear_algebra.principal_components",
        at=cloud,
        pick=lambda found: found.explained_variance_ratio,
        truth=lambda X, k: fitted(X, k).explained_variance_ratio_,
    ),
    Row(
        name="linear_algebra.principal_components",
        at=cloud,
        pick=lambda found: found.components,
        truth=lambda X, k: signed(fitted(X, k).components_.T).T,
    ),
    Row(
        name="linear_algebra.random_projection",
        at=lambda rng: {"X": np.eye(400, 1) @ np.ones((1, 300)), "k": 4000},
        truth=lambda X, k: np.array([300.0]),
        pick=lambda Z: (Z[:1] ** 2).sum(-1),
        rtol=0.1,
    ),
    Row(
        name="linear_algebra.johnson_lindenstrauss_dimension",
        at=lambda rng: {"n": rng.uniform(2, 500), "eps": rng.uniform(0.1, 0.9)},
        truth=lambda n, eps: 4 * np.log(n) / (eps**2 * (0.5 - eps / 3)),
        ends=[({"n": 1, "eps": 0.5}, 0.0), ({"n": 5, "eps": 0.0}, inf)],
    ),
    Row(
        name="linear_algebra.classical_scaling",
        truth=points_of_scaling,
        at=distances,
        rtol=1e-8,
        ends=[({"D": [[0.0, 2.0], [2.0, 0.0]], "k": 2}, [[1.0, 0.0], [-1.0, 0.0]])],
    ),
    Row(
        name="linear_algebra.neighbour_embedding",
        truth=lambda X, k, method: sklearn.manifold.Isomap(n_components=k).fit_transform(X),
        at=lambda rng: {"X": rng.normal(size=(30, 4)), "k": 2},
        options={"method": "isomap"},
        libraries=("numpy",),
        why=CHART,
    ),
]

ROWS: list[Row] = [
    *VECTORS,
    *NORMS,
    *MATRICES,
    *INVERSES,
    *TENSORS,
    *SPACES,
    *MAPS,
    *EIGEN,
    *SYMMETRIC,
    *SINGULAR,
    *LEAST_SQUARES,
    *TRANSFORMATIONS,
    *REDUCTION,
]
