"""Examples made of examples: what should not change the answer is changed at random, from a seed."""

from __future__ import annotations

from typing import Any

import numpy as np

from lemmata.engine.backends import namespace


def random_flip(x: Any, chance: float = 0.5, axis: int = -1, seed: int = 0) -> Any:
    """Each example mirrored along an axis, with some chance.

    x       [m ...]: m examples, NumPy, JAX or PyTorch
    chance  of each example; axis that is turned round: -1 for left and right of images [m ... h v]

    >>> random_flip([[1.0, 2.0], [3.0, 4.0]], chance=1.0).tolist()
    [[2.0, 1.0], [4.0, 3.0]]

    Source: Krizhevsky, Sutskever and Hinton, ImageNet classification with deep convolutional networks (2012), 4.1.
    """
    xp, x = namespace(x), _examples(x)
    if not 0 <= chance <= 1:
        raise ValueError(f"a chance of {chance}; give one from 0 to 1")
    chosen = np.random.default_rng(seed).random(x.shape[0]) < chance
    return xp.where(_like(xp, chosen.reshape(-1, *(1,) * (len(x.shape) - 1)), x), xp.flip(x, axis=axis), x)


def random_crop(x: Any, padding: int, seed: int = 0) -> Any:
    """Each image moved by up to `padding` rows and columns: a window of its own size in it, with zeros around.

    x        [m ... h v]: m images, NumPy, JAX or PyTorch
    padding  ≥ 0

    >>> random_crop(np.ones((1, 2, 2)), padding=0).tolist()
    [[[1.0, 1.0], [1.0, 1.0]]]

    Source: He, Zhang, Ren and Sun, Deep residual learning for image recognition (2016), section 4.2.
    """
    xp, x = namespace(x), _examples(x, 3)
    if padding < 0:
        raise ValueError(f"a padding of {padding}; give 0 or more")
    rng, (h, v) = np.random.default_rng(seed), x.shape[-2:]
    for axis in (-2, -1):
        shape = list(x.shape)
        shape[axis] = padding
        zeros = xp.zeros(tuple(shape), dtype=x.dtype)
        x = xp.concat([zeros, x, zeros], axis=axis)
    starts = rng.integers(0, 2 * padding + 1, size=(x.shape[0], 2))
    return xp.stack([x[i, ..., int(a) : int(a) + h, int(b) : int(b) + v] for i, (a, b) in enumerate(starts)])


def gaussian_noise(x: Any, deviation: float, seed: int = 0) -> Any:
    """The examples with normal noise added. For small noise as good as a penalty on the slope of the network.

    x          any array, NumPy, JAX or PyTorch
    deviation  ≥ 0, in the unit of x

    >>> gaussian_noise([1.0, 2.0], 0.0).tolist()
    [1.0, 2.0]

    Source: Bishop, Training with noise is equivalent to Tikhonov regularization (1995).
    """
    xp, x = namespace(x), _array(x)
    if not deviation >= 0:
        raise ValueError(f"a deviation of {deviation}; give 0 or more")
    return x + deviation * _like(xp, np.random.default_rng(seed).normal(size=tuple(x.shape)), x)


def mixup(x: Any, y: Any, alpha: float = 0.2, seed: int = 0) -> tuple[Any, Any]:
    """Each example mixed with another, and their targets in the same shares: λ xᵢ + (1 - λ) xⱼ, λ yᵢ + (1 - λ) yⱼ.

    x      [m ...]; y [m k]: probabilities, or numbers to predict; NumPy, JAX or PyTorch
    alpha  λ ~ Beta(α, α), one for each example; small: hardly mixed

    >>> x, y = mixup(np.eye(2), np.eye(2), seed=3)
    >>> np.allclose(x, y), np.allclose(y.sum(axis=1), 1)
    (True, True)

    Source: Zhang, Cisse, Dauphin and Lopez-Paz, mixup: beyond empirical risk minimization (2018), section 2.
    """
    xp, x, y = namespace(x, y), _examples(x), _examples(y)
    if x.shape[0] != y.shape[0]:
        raise ValueError(f"{x.shape[0]} examples and {y.shape[0]} targets; give one for each")
    if not alpha > 0:
        raise ValueError(f"alpha {alpha}; give a number above 0")
    rng = np.random.default_rng(seed)
    share, other = rng.beta(alpha, alpha, size=x.shape[0]), rng.permutation(x.shape[0])

    def mixed(values: Any) -> Any:
        weights = _like(xp, share.reshape(-1, *(1,) * (len(values.shape) - 1)), values)
        return weights * values + (1 - weights) * values[xp.asarray(other)]

    return mixed(x), mixed(y)


def cutout(x: Any, size: int, seed: int = 0) -> Any:
    """Each image with a square of zeros at a random place, which may stick out of it.

    x     [m ... h v]: m images, NumPy, JAX or PyTorch
    size  of the square's side

    >>> int((cutout(np.ones((1, 9, 9)), size=0) == 0).sum())
    0

    Source: DeVries and Taylor, Improved regularization of convolutional neural networks with cutout (2017), section 3.
    """
    if size < 0:
        raise ValueError(f"a square of side {size}; give 0 or more")
    xp, x = namespace(x), _examples(x, 3)
    (m, *_, h, v), rng = x.shape, np.random.default_rng(seed)
    top, left = rng.integers(0, h, size=m) - size // 2, rng.integers(0, v, size=m) - size // 2
    rows = (np.arange(h) >= top[:, None]) & (np.arange(h) < top[:, None] + size)
    columns = (np.arange(v) >= left[:, None]) & (np.arange(v) < left[:, None] + size)
    kept = ~(rows[:, :, None] & columns[:, None, :]).reshape(m, *(1,) * (len(x.shape) - 3), h, v)
    return xp.where(_like(xp, kept, x), x, xp.zeros_like(x))


def _array(x: Any) -> Any:
    return x if hasattr(x, "shape") else np.asarray(x, dtype=float)


def _examples(x: Any, least: int = 1) -> Any:
    """An array with an axis of one or more examples in front, and at least so many axes in all."""
    x = _array(x)
    if len(x.shape) < least or not x.shape[0]:
        wanted = "images [m ... h v]" if least > 1 else "examples [m ...]"
        raise ValueError(f"an array of shape {tuple(x.shape)}; give one or more {wanted}")
    return x


def _like(xp: Any, values: np.ndarray[Any, Any], x: Any) -> Any:
    """Drawn values as an array of the library, on the device and of the type of x."""
    where = {"device": x.device} if type(x).__module__.startswith("torch") else {}
    return xp.asarray(values, dtype=xp.bool if values.dtype == bool else x.dtype, **where)
