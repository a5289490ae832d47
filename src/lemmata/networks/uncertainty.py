"""How sure a network may be: posteriors of a last layer, dropout and ensembles as samples, entropies split in two."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.optimize
from scipy.special import xlogy

from lemmata.engine.readers.annotations import Nonnegative, PosDef, Positive, Real, Simplex
from lemmata.formulas import formula, parse
from lemmata.networks.regularization import dropout_mask


@formula
def posterior_precision(Phi: Real["m d"], prior_precision: Positive, noise_variance: Positive) -> Any:
    """How much is known of the weights of a linear layer after m examples: A = α I + ΦᵀΦ / σ².

    Phi              real[m d]: the features that the layers before give
    prior_precision  α: one over the prior variance of each weight, whose mean is 0
    noise_variance   σ² of the targets

    >>> posterior_precision([[1.0], [2.0]], 1.0, 1.0).tolist()
    [[6.0]]

    Source: Bishop, Pattern Recognition and Machine Learning (2006), equation 3.54.
    """
    return prior_precision * np.eye(Phi.shape[1]) + Phi.T @ Phi / noise_variance


@formula
def posterior_mean(Phi: Real["m d"], y: Real["m"], prior_precision: Positive, noise_variance: Positive) -> Any:
    """The mean of the weights of a Bayesian linear layer: A⁻¹ Φᵀy / σ², the ridge solution with λ = α σ².

    Phi, y  real[m d], real[m]; the others as in `posterior_precision`

    >>> posterior_mean([[1.0], [2.0]], [2.0, 5.0], 1.0, 1.0).tolist()
    [2.0]

    Source: Bishop, Pattern Recognition and Machine Learning (2006), equation 3.53.
    """
    precision = prior_precision * np.eye(Phi.shape[1]) + Phi.T @ Phi / noise_variance
    return np.linalg.solve(precision, Phi.T @ y) / noise_variance


@formula
def predictive_variance(phi: Real["d"], precision: PosDef["d d"], noise_variance: Nonnegative) -> Any:
    """The variance of a prediction: σ² + φᵀ A⁻¹ φ: noise that stays, and what the weights don't know yet.

    phi             real[d]: features of the new input
    precision       A: posdef[d d]
    noise_variance  σ² ≥ 0

    >>> float(predictive_variance([2.0], [[4.0]], 0.5))
    1.5

    Source: Bishop, Pattern Recognition and Machine Learning (2006), equation 3.59.
    """
    return noise_variance + phi @ np.linalg.solve(precision, phi)


@formula
def moderated_probability(mean: Real, variance: Nonnegative) -> Any:
    """The probability of a logit that is itself uncertain: σ(μ / √(1 + π s²/8)), an approximation of E[σ(N(μ, s²))].

    The less is known, the closer to 1/2; the side of 1/2 stays.

    mean, variance  of the logit

    >>> float(moderated_probability(0.0, 5.0)), float(moderated_probability(2.0, 9.0)) < 0.75
    (0.5, True)

    Source: MacKay, The evidence framework applied to classification networks (1992); Bishop (2006), equation 4.153.
    """
    return 1 / (1 + np.exp(-mean / np.sqrt(1 + np.pi * variance / 8)))


@dataclass(frozen=True)
class LastLayerLaplace:
    """A normal posterior of the last layer's weights, around their best values.

    mean        the maximum a posteriori weights [d]
    covariance  [d d], the inverse of the negative Hessian of the log-posterior there
    """

    mean: np.ndarray[Any, Any]
    covariance: np.ndarray[Any, Any]

    def probability(self, features: Any) -> Any:
        """The moderated probability of class 1 at features [n d]."""
        phi = np.asarray(features, dtype=float)
        variance = np.einsum("...i,ij,...j->...", phi, self.covariance, phi)
        return moderated_probability(phi @ self.mean, variance)


def laplace_last_layer(features: Any, labels: Any, prior_precision: float = 1.0) -> LastLayerLaplace:
    """Laplace's approximation of logistic regression on the features of a network's last hidden layer.

    The log-posterior -Σ (log(1 + exp(zᵢ)) - yᵢ zᵢ) - α/2 ‖w‖² is maximized with Lemmata's gradient and Hessian by
    SciPy's trust-exact; the covariance is the inverse of its curvature Φᵀ diag(σ(1-σ)) Φ + α I.

    features         [m d], NumPy; labels [m], 0 or 1
    prior_precision  α > 0

    Raises ValueError for labels other than 0 and 1, or another number of them than of rows.

    >>> found = laplace_last_layer([[1.0], [2.0], [-1.0], [-2.0]], [1, 1, 0, 0])
    >>> near, far = found.probability([[1.0], [-3.0]])
    >>> bool(near > 0.5), bool(far < 0.5)
    (True, True)

    Source: MacKay (1992); Kristiadi, Hein and Hennig, Being Bayesian, even just a bit, fixes overconfidence (2020).
    """
    Phi, y = np.asarray(features, dtype=float), np.asarray(labels, dtype=float)
    if Phi.ndim != 2 or y.shape != Phi.shape[:1] or not np.isin(y, (0, 1)).all():
        raise ValueError(f"labels of shape {y.shape} for features of shape {Phi.shape}; give a 0 or a 1 for each row "
                         "of features")
    if not prior_precision > 0:
        raise ValueError(f"a prior precision of {prior_precision}; give one above 0")
    loss = parse("sum(softplus(Phi @ w) - y*(Phi @ w)) + alpha/2*(w @ w)",
                 "Phi: real[m d], w: real[d], y: real[m], alpha: positive")
    slope, curvature = loss.grad("w"), loss.hessian("w")

    def of(f: Any) -> Callable[[Any], Any]:
        return lambda w: f(Phi=Phi, w=w, y=y, alpha=prior_precision)

    found = scipy.optimize.minimize(of(loss), np.zeros(Phi.shape[1]), jac=of(slope), hess=of(curvature),
                                    method="trust-exact", options={"gtol": 1e-10})
    return LastLayerLaplace(found.x, np.linalg.inv(of(curvature)(found.x)))


@formula
def ensemble_mean(means: Real["m"]) -> Any:
    """The mean of an equal mixture: (1/m) Σᵢ μᵢ.

    means  real[m], one of each network; further axes in front are a batch

    >>> float(ensemble_mean([1.0, 3.0]))
    2.0

    Source: Lakshminarayanan, Pritzel and Blundell, Simple and scalable predictive uncertainty (2017), section 2.4.
    """
    return np.mean(means)


@formula
def ensemble_variance(means: Real["m"], variances: Nonnegative["m"]) -> Any:
    """The variance of an equal mixture: (1/m) Σᵢ (σᵢ² + (μᵢ - μ̄)²): what networks say, and how they differ.

    means, variances  real[m], nonnegative[m]: prediction and noise variance of each network

    >>> float(ensemble_variance([1.0, 3.0], [0.5, 0.5]))
    1.5

    Source: Lakshminarayanan, Pritzel and Blundell, Simple and scalable predictive uncertainty (2017), section 2.4.
    """
    return np.mean(variances) + np.var(means)


@formula
def total_uncertainty(probabilities: Simplex["m k"]) -> Any:
    """The entropy of the mean prediction: H((1/m) Σᵢ pᵢ).

    probabilities  simplex[m k]: of k classes, by m networks or m dropout masks
    unit           nats

    >>> round(float(total_uncertainty([[1.0, 0.0], [0.0, 1.0]])), 6)
    0.693147

    Source: Depeweg et al., Decomposition of uncertainty in Bayesian deep learning (2018), section 3.
    """
    mean = np.mean(probabilities, axis=0)
    return -np.sum(xlogy(mean, mean))


@formula
def aleatoric_uncertainty(probabilities: Simplex["m k"]) -> Any:
    """The mean of the entropies: (1/m) Σᵢ H(pᵢ), what all agree to be chance.

    probabilities  simplex[m k]
    unit           nats

    >>> round(float(aleatoric_uncertainty([[0.5, 0.5], [0.5, 0.5]])), 6)
    0.693147

    Source: Depeweg et al., Decomposition of uncertainty in Bayesian deep learning (2018), section 3.
    """
    return -np.sum(xlogy(probabilities, probabilities)) / probabilities.shape[0]


@formula
def epistemic_uncertainty(probabilities: Simplex["m k"]) -> Any:
    """How much the predictions differ: H(mean) - mean of H = the information that the class gives about the network.

    At least 0; 0 where all agree. What more data can take away (BALD chooses examples where it is large).

    probabilities  simplex[m k]
    unit           nats

    >>> round(float(epistemic_uncertainty([[1.0, 0.0], [0.0, 1.0]])), 6)
    0.693147

    Source: Houlsby et al., Bayesian active learning for classification and preference learning (2011), equation 2.
    """
    mean = np.mean(probabilities, axis=0)
    return np.sum(xlogy(probabilities, probabilities)) / probabilities.shape[0] - np.sum(xlogy(mean, mean))


@dataclass(frozen=True)
class Samples:
    """Predictions under several draws, with their mean and spread.

    values    [draws ...]
    mean      over the draws
    variance  over the draws, with 1/draws
    """

    values: np.ndarray[Any, Any]
    mean: np.ndarray[Any, Any]
    variance: np.ndarray[Any, Any]


def monte_carlo_dropout(predict: Callable[[np.ndarray[Any, Any]], Any], shape: int | tuple[int, ...],
                        rate: float = 0.5, draws: int = 100, seed: int = 0) -> Samples:
    """Predictions with dropout left on: each mask is another network, and their spread says how sure they are.

    predict  a function of a mask that is already divided by 1 - rate
    shape    of the mask; rate of dropping; draws and seed of masks

    >>> found = monte_carlo_dropout(lambda mask: mask @ np.array([1.0, 2.0]), 2, rate=0.5, draws=4000, seed=1)
    >>> bool(abs(found.mean - 3) < 0.1), bool(abs(found.variance - 5) < 0.3)  # Σ w² p/(1 - p)
    (True, True)

    Source: Gal and Ghahramani, Dropout as a Bayesian approximation (2016), section 4.
    """
    if draws < 1:
        raise ValueError(f"{draws} draws; give 1 or more")
    extra = (shape,) if isinstance(shape, int) else tuple(shape)
    masks = dropout_mask((draws, *extra), rate, seed) / (1 - rate)
    values = np.stack([np.asarray(predict(mask), dtype=float) for mask in masks])
    return Samples(values, values.mean(axis=0), values.var(axis=0))
