"""Fewer dimensions that keep distances: random projection, classical scaling, neighbour embeddings.

Principal components are beside it.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from lemmata.engine.readers.annotations import Positive, Unit
from lemmata.formulas import formula
from lemmata.linear_algebra.arrays import matrix, number, signs_of_largest


def random_projection(X: Any, k: int, seed: int = 0) -> Any:
    """The rows of X times a random matrix of k columns, with normal entries of variance 1/k: E ||x R||^2 = ||x||^2.

    All distances of n points keep within 1 +- eps for k above about `johnson_lindenstrauss_dimension(n, eps)`,
    whatever the dimension was.

    >>> X = np.random.default_rng(0).normal(size=(3, 10000))
    >>> Z = random_projection(X, 2000)
    >>> Z.shape, bool(abs(np.linalg.norm(Z[0] - Z[1]) / np.linalg.norm(X[0] - X[1]) - 1) < 0.1)
    ((3, 2000), True)

    Raises ValueError for k below 1.

    Dasgupta and Gupta, An elementary proof of a theorem of Johnson and Lindenstrauss (2003).
    """
    xp, X = matrix(X, "X")
    if k < 1:
        raise ValueError(f"{k} columns; give 1 or more")
    R = np.random.default_rng(seed).normal(scale=k**-0.5, size=(X.shape[-1], k))
    return X @ xp.astype(xp.asarray(R), X.dtype)


@formula
def johnson_lindenstrauss_dimension(n: Positive, eps: Unit):
    """Dimensions that keep all squared distances of n points within 1 +- eps: 4 ln n / (eps^2/2 - eps^3/3).

    >>> round(float(johnson_lindenstrauss_dimension(1000, 0.1)), 1)
    5920.9

    Dasgupta and Gupta, An elementary proof of a theorem of Johnson and Lindenstrauss (2003).
    """
    return 4 * np.log(n) / (eps**2 / 2 - eps**3 / 3)


def classical_scaling(D: Any, k: int) -> Any:
    """Points of k coordinates, centred, whose distances are nearest to D: from the eigenvectors of -J D^2 J / 2.

    Of Euclidean distances it gives the principal components' coordinates. Eigenvalues below 0 (no points have such
    distances) count as 0.

    D  matrix of n rows: the distance of each pair

    Raises ValueError for a D that is not symmetric, or k above n.

    >>> abs(classical_scaling([[0.0, 2.0], [2.0, 0.0]], 1)).round(12).tolist()
    [[1.0], [1.0]]

    Cox and Cox, Multidimensional Scaling, 2.2.
    """
    xp, D = matrix(D, "D", square=True)
    n = D.shape[0]
    if not n or number(xp.max(xp.abs(D - D.T))) > 1e-6 * number(xp.max(xp.abs(D))):
        raise ValueError(f"distances of shape {tuple(D.shape)} that are not symmetric; give each pair's, both ways")
    if not 1 <= k <= n:
        raise ValueError(f"{k} coordinates of {n} points; give 1 to {n}")
    squares = D**2
    B = -(squares - xp.mean(squares, axis=0) - xp.mean(squares, axis=1)[:, None] + xp.mean(squares)) / 2
    values, vectors = xp.linalg.eigh((B + B.T) / 2)
    top, chosen = xp.flip(values)[:k], xp.flip(vectors, axis=1)[:, :k]
    return chosen * signs_of_largest(xp, chosen) * xp.where(top > 0, top, xp.zeros_like(top)) ** 0.5


def neighbour_embedding(X: Any, k: int = 2, method: str = "tsne", seed: int = 0, **options: Any) -> Any:
    """A picture of the rows of X in k dimensions that keeps neighbours, by scikit-learn (or umap-learn).

    Distances between clusters, and their sizes, say nothing in it.

    method   "tsne", "isomap", "locally_linear" or "spectral" of sklearn.manifold; "umap" where umap-learn is installed
    options  of that class

    Raises ValueError for another method, ImportError where umap-learn is missing.

    >>> X = np.random.default_rng(0).normal(size=(30, 5))
    >>> neighbour_embedding(X, method="isomap").shape
    (30, 2)

    van der Maaten and Hinton, Visualizing data using t-SNE (2008).
    """
    from sklearn import manifold

    data = np.asarray(X, dtype=float)
    if method == "umap":
        try:
            from umap import UMAP
        except ImportError:
            raise ImportError("method 'umap' needs umap-learn: pip install umap-learn; tsne is here already") from None
        return UMAP(n_components=k, random_state=seed, **options).fit_transform(data)
    classes = {"tsne": manifold.TSNE, "isomap": manifold.Isomap, "locally_linear": manifold.LocallyLinearEmbedding,
               "spectral": manifold.SpectralEmbedding}
    if method not in classes:
        raise ValueError(f"no method {method!r}; choose from {', '.join(classes)}, umap")
    seeded = {} if method == "isomap" else {"random_state": seed}
    return classes[method](n_components=k, **seeded, **options).fit_transform(data)
