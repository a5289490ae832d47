"""What the rules are made of: steps, averages, corrections, each the formula of one entry."""

from __future__ import annotations

import numpy as np

from lemmata.engine.readers.annotations import Invertible, Nonnegative, Positive, Real, Unit
from lemmata.formulas import formula


@formula
def gradient_step(theta: Real, g: Real, alpha: Positive):
    """A step against the gradient: theta - alpha g.

    g        the gradient, or what takes its place (a velocity); alpha: the learning rate

    >>> gradient_step([1.0, 2.0], [0.5, -1.0], 0.5).tolist()
    [0.75, 2.5]

    Cauchy, Méthode générale pour la résolution des systèmes d'équations simultanées (1847).
    """
    return theta - alpha * g


@formula
def exponential_average(average: Real, value: Real, beta: Unit):
    """A running mean that forgets: beta average + (1 - beta) value.

    A value weighs (1 - beta) beta^k after k further steps: about 1 / (1 - beta) of them count.

    >>> float(exponential_average(0.0, 1.0, 0.75))
    0.25

    Brown, Exponential Smoothing for Predicting Demand (1956).
    """
    return beta * average + (1 - beta) * value


@formula
def velocity(v: Real, g: Real, beta: Unit):
    """What has gathered of the gradients: beta v + g, up to 1 / (1 - beta) times a constant one.

    >>> float(velocity(2.0, 1.0, 0.5))
    2.0

    Polyak, Some methods of speeding up the convergence of iteration methods (1964).
    """
    return beta * v + g


@formula
def look_ahead(v: Real, g: Real, beta: Unit):
    """The velocity after one more step with the same gradient: g + beta v, for v that has g in it already.

    >>> float(look_ahead(2.0, 1.0, 0.5))
    2.0

    Sutskever, Martens, Dahl, Hinton, On the importance of initialization and momentum in deep learning (2013).
    """
    return g + beta * v


@formula
def squared_sum(s: Nonnegative, g: Real):
    """What has gathered of the squared gradients: s + g^2.

    >>> float(squared_sum(1.0, 2.0))
    5.0

    Duchi, Hazan, Singer, Adaptive Subgradient Methods (2011).
    """
    return s + g**2


@formula
def squared_average(v: Nonnegative, g: Real, beta: Unit):
    """The running mean of the squared gradients: beta v + (1 - beta) g^2.

    >>> float(squared_average(0.0, 2.0, 0.75))
    1.0

    Tieleman and Hinton, lecture 6.5 of Neural Networks for Machine Learning (2012).
    """
    return beta * v + (1 - beta) * g**2


@formula
def bias_corrected(average: Real, beta: Unit, t: Positive):
    """A running mean that started at 0, over the weights that its t values have had: average / (1 - beta^t).

    >>> round(float(bias_corrected(0.1, 0.9, 1)), 12)
    1.0

    Kingma and Ba, Adam (2015), section 3.
    """
    return average / (1 - beta**t)


@formula
def scaled_step(theta: Real, g: Real, s: Nonnegative, alpha: Positive, epsilon: Positive):
    """A step in units of the usual size of the gradient: theta - alpha g / (sqrt(s) + epsilon).

    s        the sum or mean of squared gradients, per entry; epsilon: what keeps the divisor from 0

    >>> float(scaled_step(1.0, 2.0, 4.0, 0.5, 1e-300))
    0.5

    Duchi, Hazan, Singer, Adaptive Subgradient Methods (2011).
    """
    return theta - alpha * g / (np.sqrt(s) + epsilon)


@formula
def decayed_step(theta: Real, g: Real, s: Nonnegative, alpha: Positive, epsilon: Positive, decay: Nonnegative):
    """A scaled step, and a pull to 0 beside it: theta - alpha (g / (sqrt(s) + epsilon) + decay theta).

    As the pull is not divided by sqrt(s), all weights shrink at one rate.

    >>> float(decayed_step(1.0, 0.0, 4.0, 0.5, 1e-8, 0.5))
    0.75

    Loshchilov and Hutter, Decoupled Weight Decay Regularization (2019), algorithm 2.
    """
    return theta - alpha * (g / (np.sqrt(s) + epsilon) + decay * theta)


@formula
def newton_step(theta: Real["n"], g: Real["n"], H: Invertible["n n"], alpha: Positive):
    """A step to the stationary point of the quadratic model: theta - alpha H^-1 g, by solving H s = g.

    With alpha = 1 a quadratic function is at its stationary point after one step, whatever its condition.

    >>> newton_step([1.0, 1.0], [2.0, 8.0], [[2.0, 0.0], [0.0, 8.0]], 1.0).tolist()
    [0.0, 0.0]

    Nocedal and Wright, Numerical Optimization, section 3.3.
    """
    return theta - alpha * np.linalg.solve(H, g)
