"""The variational autoencoder: the divergence of its code from the prior in closed form, and its objective."""

from __future__ import annotations

from typing import Any

import numpy as np

from lemmata.engine.readers.annotations import Positive, Real, Unit
from lemmata.formulas import formula


@formula
def gaussian_kl_to_standard(mean: Real["d"], log_variance: Real["d"]) -> Any:
    """KL(N(μ, diag σ²) ‖ N(0, I)) = ½ Σⱼ (μⱼ² + σⱼ² - 1 - log σⱼ²), with log σ² given.

    0 only for μ = 0 and σ = 1. The regularizer of a variational autoencoder.

    mean, log_variance  real[d]
    unit                nats

    >>> float(gaussian_kl_to_standard([0.0, 0.0], [0.0, 0.0])), float(gaussian_kl_to_standard([2.0], [0.0]))
    (0.0, 2.0)

    Source: Kingma and Welling, Auto-encoding variational Bayes (2014), appendix B.
    """
    return np.sum(mean**2 + np.expm1(log_variance) - log_variance) / 2


@formula
def gaussian_kl(mean: Real["d"], variance: Positive["d"], other_mean: Real["d"], other_variance: Positive["d"]) -> Any:
    """KL of two normal distributions with independent entries: ½ Σⱼ (log(τⱼ²/σⱼ²) + (σⱼ² + (μⱼ - νⱼ)²)/τⱼ² - 1).

    mean, other_mean          μ, ν: real[d]
    variance, other_variance  σ², τ²: positive[d]
    unit                      nats

    >>> float(gaussian_kl([1.0], [4.0], [1.0], [4.0])), float(gaussian_kl([2.0], [1.0], [0.0], [1.0]))
    (0.0, 2.0)

    Source: Bishop, Pattern Recognition and Machine Learning (2006), section 10.1.2; Kingma and Welling (2014).
    """
    return np.sum(np.log(other_variance / variance) + (variance + (mean - other_mean) ** 2) / other_variance - 1) / 2


@formula
def reparameterized(mean: Real["d"], log_variance: Real["d"], noise: Real["d"]) -> Any:
    """A draw of N(μ, diag σ²) as a function of its parameters: μ + σ ε, with ε drawn of N(0, I) beforehand.

    Gradients pass through it: ∂z/∂μ = 1, ∂z/∂σ = ε.

    mean, log_variance, noise  real[d]

    >>> reparameterized([1.0, 2.0], [0.0, 0.0], [0.5, -0.5]).tolist()
    [1.5, 1.5]

    Source: Kingma and Welling, Auto-encoding variational Bayes (2014), section 2.4.
    """
    return mean + np.exp(log_variance / 2) * noise


@formula
def evidence_lower_bound(data: Unit["n"], logits: Real["n"], mean: Real["d"], log_variance: Real["d"],
                         beta: float = 1) -> Any:
    """A lower bound of log p(x): how well a draw of the code decodes, less β KL(code ‖ prior).

    Σᵢ (xᵢ zᵢ - log(1 + exp(zᵢ))) - β/2 Σⱼ (μⱼ² + σⱼ² - 1 - log σⱼ²), for pixels that are 0 or 1 with logits z.

    data                unit[n]; logits real[n]: the decoder's output at one draw of the code
    mean, log_variance  real[d]: the encoder's output
    beta                1 for the bound; more presses the code towards the prior (β-VAE)
    unit                nats

    >>> round(float(evidence_lower_bound([1.0], [0.0], [0.0], [0.0])), 6)
    -0.693147

    Source: Kingma and Welling, Auto-encoding variational Bayes (2014), equation 10; Higgins et al., β-VAE (2017).
    """
    likelihood = np.sum(data * logits - np.log(1 + np.exp(logits)))
    return likelihood - beta * gaussian_kl_to_standard(mean, log_variance)


@formula
def gaussian_evidence_lower_bound(data: Real["n"], decoded: Real["n"], mean: Real["d"], log_variance: Real["d"],
                                  noise_variance: Positive, beta: float = 1) -> Any:
    """The bound for data with normal noise around what the code decodes to.

    -½ Σᵢ ((xᵢ - x̂ᵢ)²/s² + log(2π s²)) - β KL(code ‖ prior): a squared error and a divergence.

    data, decoded       real[n]
    mean, log_variance  real[d]: the encoder's output
    noise_variance      s² > 0
    beta                as above
    unit                nats

    >>> round(float(gaussian_evidence_lower_bound([1.0], [1.0], [0.0], [0.0], 1.0)), 6)
    -0.918939

    Source: Kingma and Welling, Auto-encoding variational Bayes (2014), equation 10 and appendix C.2.
    """
    errors = (data - decoded) ** 2 / noise_variance + np.log(2 * np.pi * noise_variance)
    return -np.sum(errors) / 2 - beta * gaussian_kl_to_standard(mean, log_variance)
