"""Principal components: the directions in which data vary most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from lemmata.linear_algebra.arrays import matrix, number, signs_of_largest


@dataclass(frozen=True)
class PrincipalComponents:
    """What `principal_components` found, and the maps to the components and back.

    mean                vector of d: the mean of the data
    components          matrix of k rows of d: orthonormal directions, the largest entry of each positive
    explained_variance  vector of k: the variance along each (divided by n - 1), descending
    total_variance      the variance along all d directions together

    >>> import numpy as np
    >>> found = PrincipalComponents(np.zeros(2), np.array([[0.6, 0.8]]), np.array([4.0]), 5.0)
    >>> found.transform(np.array([[3.0, 4.0]])).tolist(), found.explained_variance_ratio.tolist()
    ([[5.0]], [0.8])
    """

    mean: Any
    components: Any
    explained_variance: Any
    total_variance: Any

    @property
    def explained_variance_ratio(self) -> Any:
        """The share of each component in the whole variance; nan where there is none."""
        with np.errstate(invalid="ignore"):
            return self.explained_variance / self.total_variance

    def transform(self, X: Any) -> Any:
        """The coordinates of the rows of X along the components: (X - mean) components^T, of shape (n, k).

        Raises ValueError where X has not as many features as the data.
        """
        _refuse_width("X", X, self.mean.shape[0], "features")
        return (X - self.mean) @ self.components.T

    def inverse(self, Z: Any) -> Any:
        """The points with these coordinates: Z components + mean; the projection of X for Z = transform(X)."""
        _refuse_width("Z", Z, self.components.shape[0], "components")
        return Z @ self.components + self.mean

    def whiten(self, X: Any) -> Any:
        """The coordinates, each divided by its standard deviation: of the data themselves the covariance is I.

        Raises ValueError where a component has no variance.
        """
        return self.transform(X) / self._deviations()

    def unwhiten(self, Z: Any) -> Any:
        """The points with these whitened coordinates: the inverse of `whiten`."""
        return self.inverse(Z * self._deviations())

    def _deviations(self) -> Any:
        deviations = self.explained_variance**0.5
        if not number(deviations[-1]) > 1e-7 * number(deviations[0]):
            raise ValueError(f"no variance along component {deviations.shape[0] - 1}; take fewer components")
        return deviations


def _refuse_width(name: str, array: Any, width: int, of: str) -> None:
    shape = tuple(array.shape) if hasattr(array, "shape") else np.shape(array)
    if not shape or shape[-1] != width:
        raise ValueError(f"{name} has shape {shape}; the last axis counts the {width} {of}")


def principal_components(X: Any, k: int | None = None) -> PrincipalComponents:
    """The k orthonormal directions of most variance of the rows of X: eigenvectors of their covariance matrix.

    From the singular values of the centred data (the covariance, whose condition number is their square, is not
    formed). Features in different units should be standardized first.

    X  matrix of n observations of d features
    k  how many, up to min(n, d), which is taken where it is left out

    Raises ValueError for another k, or fewer than 2 observations.

    >>> found = principal_components([[0.0, 0.0], [1.0, 2.0], [2.0, 4.0]], 1)
    >>> found.components.round(6).tolist(), found.explained_variance.round(6).tolist()
    ([[0.447214, 0.894427]], [5.0])

    Deisenroth, Faisal and Ong, Mathematics for Machine Learning, 10.
    """
    xp, X = matrix(X, "X")
    n, d = X.shape
    k = min(n, d) if k is None else k
    if n < 2 or not 1 <= k <= min(n, d):
        raise ValueError(f"{k} components of {n} observations of {d} features; give 1 to {min(n, d)}, and 2 or more "
                         "observations")
    mean = xp.mean(X, axis=0)
    _, values, Vt = xp.linalg.svd(X - mean, full_matrices=False)
    V = Vt.T * signs_of_largest(xp, Vt.T)
    variances = values**2 / (n - 1)
    return PrincipalComponents(mean, V.T[:k, :], variances[:k], xp.sum(variances))
