"""First weights: variances under which activations and gradients neither grow nor vanish with depth."""

from __future__ import annotations

from typing import Any

import numpy as np

from lemmata.engine.readers.annotations import Positive, Real
from lemmata.formulas import formula


@formula
def xavier_variance(fan_in: Positive, fan_out: Positive) -> Any:
    """The variance of weights that keeps variances, forwards and backwards on the average: 2 / (n_in + n_out).

    For activations that are the identity near 0 (tanh).

    fan_in, fan_out  inputs and outputs of the layer

    >>> float(xavier_variance(3.0, 5.0))
    0.25

    Source: Glorot and Bengio, Understanding the difficulty of training deep feedforward networks (2010), equation 12.
    """
    return 2 / (fan_in + fan_out)


@formula
def kaiming_variance(fan_in: Positive, negative_slope: float = 0) -> Any:
    """The variance of weights that keeps the second moment through relu, which halves it: 2 / ((1 + a²) n_in).

    fan_in          inputs of the layer
    negative_slope  a of a leaky relu; 1 (no activation) gives 1 / n_in

    >>> float(kaiming_variance(8.0))
    0.25

    Source: He, Zhang, Ren and Sun, Delving deep into rectifiers (2015), equations 10 and 15.
    """
    return 2 / ((1 + negative_slope**2) * fan_in)


@formula
def uniform_bound(variance: Positive) -> Any:
    """The uniform distribution on [-a, a] of a variance: a = √(3 σ²), since its variance is a²/3.

    variance  σ² > 0

    >>> float(uniform_bound(3.0))
    3.0

    Source: Glorot and Bengio (2010), equation 16.
    """
    return np.sqrt(3 * variance)


@formula
def layer_variance(weight_variance: Positive, fan_in: Positive, second_moment: Positive) -> Any:
    """The variance of W x for independent weights of mean 0: n σ_w² E[x²].

    weight_variance  σ_w²; fan_in n, the number of inputs; second_moment E[x²] of one input

    >>> float(layer_variance(0.25, 8.0, 0.5))
    1.0

    Source: He, Zhang, Ren and Sun, Delving deep into rectifiers (2015), equation 7.
    """
    return fan_in * weight_variance * second_moment


@formula
def signal_variance(first: Positive, factors: Real["l"]) -> Any:
    """The variance after a stack of layers, each of which multiplies it: v Π_l c_l.

    first    v > 0: of the input; factors real[l]: n_l σ_l² times what the activation leaves

    >>> float(signal_variance(1.0, [0.5] * 10)) == 0.5**10
    True

    Source: He, Zhang, Ren and Sun, Delving deep into rectifiers (2015), equation 9.
    """
    return first * np.prod(factors)


def xavier_uniform(fan_out: int, fan_in: int, seed: int = 0) -> np.ndarray[Any, Any]:
    """Weights [fan_out fan_in], uniform on [-a, a] with a = √(6 / (n_in + n_out)).

    >>> W = xavier_uniform(200, 300, seed=1)
    >>> bool(abs(W.var() * 500 / 2 - 1) < 0.02), bool(abs(W).max() <= np.sqrt(6 / 500))
    (True, True)

    Source: Glorot and Bengio (2010), equation 16; torch.nn.init.xavier_uniform_.
    """
    bound = float(uniform_bound(xavier_variance(float(fan_in), float(fan_out))))
    return np.random.default_rng(seed).uniform(-bound, bound, size=(fan_out, fan_in))


def xavier_normal(fan_out: int, fan_in: int, seed: int = 0) -> np.ndarray[Any, Any]:
    """Weights [fan_out fan_in], normal with variance 2 / (n_in + n_out).

    >>> bool(abs(xavier_normal(200, 300, seed=1).var() * 500 / 2 - 1) < 0.02)
    True

    Source: Glorot and Bengio (2010), equation 12; torch.nn.init.xavier_normal_.
    """
    deviation = float(xavier_variance(float(fan_in), float(fan_out))) ** 0.5
    return deviation * np.random.default_rng(seed).normal(size=(fan_out, fan_in))


def kaiming_uniform(fan_out: int, fan_in: int, negative_slope: float = 0, seed: int = 0) -> np.ndarray[Any, Any]:
    """Weights [fan_out fan_in], uniform with variance 2 / ((1 + a²) n_in).

    >>> bool(abs(kaiming_uniform(200, 300, seed=1).var() * 300 / 2 - 1) < 0.02)
    True

    Source: He, Zhang, Ren and Sun (2015), equation 15; torch.nn.init.kaiming_uniform_.
    """
    bound = float(uniform_bound(kaiming_variance(float(fan_in), negative_slope=negative_slope))) if fan_in else 0.0
    return np.random.default_rng(seed).uniform(-bound, bound, size=(fan_out, fan_in))


def kaiming_normal(fan_out: int, fan_in: int, negative_slope: float = 0, seed: int = 0) -> np.ndarray[Any, Any]:
    """Weights [fan_out fan_in], normal with variance 2 / ((1 + a²) n_in).

    >>> bool(abs(kaiming_normal(200, 300, seed=1).var() * 300 / 2 - 1) < 0.02)
    True

    Source: He, Zhang, Ren and Sun (2015), equation 15; torch.nn.init.kaiming_normal_.
    """
    deviation = float(kaiming_variance(float(fan_in), negative_slope=negative_slope)) ** 0.5
    return deviation * np.random.default_rng(seed).normal(size=(fan_out, fan_in))


def orthogonal_weights(fan_out: int, fan_in: int, gain: float = 1.0, seed: int = 0) -> np.ndarray[Any, Any]:
    """A random matrix with orthonormal rows, or columns where there are more rows: lengths stay as they are.

    The Q of a QR decomposition of normal entries, with signs such that every direction is equally likely.

    >>> W = orthogonal_weights(3, 5, seed=1)
    >>> np.allclose(W @ W.T, np.eye(3))
    True

    Source: Saxe, McClelland and Ganguli, Exact solutions to the nonlinear dynamics of learning (2014), section 2;
    Mezzadri, How to generate random matrices from the classical compact groups (2007), section 5.
    """
    drawn = np.random.default_rng(seed).normal(size=(max(fan_out, fan_in), min(fan_out, fan_in)))
    Q, R = np.linalg.qr(drawn)
    Q = Q * np.sign(np.diagonal(R))
    return gain * (Q if fan_out >= fan_in else Q.T)
