"""Learning-rate schedules: formulas of the number of steps t that were made before, which is 0 at the first."""

from __future__ import annotations

import numpy as np

from lemmata.engine.readers.annotations import Nonnegative, Positive, Unit
from lemmata.formulas import formula


@formula
def constant_schedule(t: Nonnegative, alpha: Positive):
    """The same learning rate in every step.

    >>> float(constant_schedule(10.0, 0.1))
    0.1

    Robbins and Monro, A Stochastic Approximation Method (1951), ask for rates that fall like 1/t instead.
    """
    return alpha + 0 * t


@formula
def step_schedule(t: Nonnegative, alpha: Positive, gamma: Unit, every: Positive):
    """alpha gamma^floor(t / every): times gamma after every so many steps.

    >>> [float(step_schedule(t, 1.0, 0.5, 10.0)) for t in (0.0, 9.0, 10.0, 20.0)]
    [1.0, 1.0, 0.5, 0.25]

    He, Zhang, Ren, Sun, Deep Residual Learning for Image Recognition (2016), section 3.4.
    """
    return alpha * gamma ** np.floor(t / every)


@formula
def exponential_schedule(t: Nonnegative, alpha: Positive, gamma: Unit):
    """alpha gamma^t: times gamma in every step.

    >>> float(exponential_schedule(2.0, 1.0, 0.5))
    0.25

    Goodfellow, Bengio, Courville, Deep Learning, section 8.3.1.
    """
    return alpha * gamma**t


@formula
def linear_schedule(t: Nonnegative, first: Nonnegative, last: Nonnegative, steps: Positive):
    """In a straight line from one learning rate to another, which then stays: (1 - s) first + s last.

    s is min(t / steps, 1). From 0 up it is a warm-up. The last rate is met to its last digit, however large the first.

    >>> linear_schedule([0.0, 5.0, 10.0, 20.0], 0.0, 0.1, 10.0).tolist()
    [0.0, 0.05, 0.1, 0.1]

    Goyal and others, Accurate, Large Minibatch SGD (2017), section 2.2.
    """
    share = np.minimum(t / steps, 1)
    return (1 - share) * first + share * last


@formula
def cosine_schedule(t: Nonnegative, alpha: Positive, steps: Positive, last: Nonnegative):
    """From alpha to `last` along half a wave: last + (alpha - last) (1 + cos(pi t / steps)) / 2, and then `last`.

    >>> cosine_schedule([0.0, 50.0, 100.0, 150.0], 0.2, 100.0, 0.0).round(12).tolist()
    [0.2, 0.1, 0.0, 0.0]

    Loshchilov and Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts (2017), equation 5.
    """
    return last + (alpha - last) * (1 + np.cos(np.pi * np.minimum(t / steps, 1))) / 2


@formula
def warmup_cosine_schedule(t: Nonnegative, alpha: Positive, warmup: Positive, steps: Positive, last: Nonnegative):
    """From 0 to alpha in `warmup` steps, then along half a wave to `last`, which is reached after `steps` in all.

    steps   more than `warmup`

    >>> warmup_cosine_schedule([0.0, 5.0, 10.0, 60.0, 110.0], 0.2, 10.0, 110.0, 0.0).round(12).tolist()
    [0.0, 0.1, 0.2, 0.1, 0.0]

    Goyal and others (2017), section 2.2; Loshchilov and Hutter (2017), equation 5.
    """
    falling = np.minimum(np.maximum(t - warmup, 0) / (steps - warmup), 1)
    return np.where(t < warmup, alpha * t / warmup, last + (alpha - last) * (1 + np.cos(np.pi * falling)) / 2)


@formula
def one_cycle_schedule(t: Nonnegative, alpha: Positive, steps: Positive, rise: Unit, start: Positive, end: Positive):
    """From alpha / start up to alpha along half a wave, then along another down to alpha / end.

    alpha   the largest learning rate; steps: until the end
    rise    which part of the steps it rises, in (0, 1); usually 0.3
    start   what alpha is divided by at first, usually 25; end: at last, usually 250000

    >>> one_cycle_schedule([0.0, 30.0, 100.0], 1.0, 100.0, 0.3, 25.0, 1000.0).round(12).tolist()
    [0.04, 1.0, 0.001]

    Smith and Topin, Super-Convergence (2018).
    """
    top = rise * steps
    up = (1 - np.cos(np.pi * np.minimum(t / top, 1))) / 2
    down = (1 + np.cos(np.pi * np.minimum(np.maximum(t - top, 0) / (steps - top), 1))) / 2
    return alpha * np.where(t < top, 1 / start + (1 - 1 / start) * up, 1 / end + (1 - 1 / end) * down)
