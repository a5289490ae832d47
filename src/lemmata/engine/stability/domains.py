"""What numbers of each declared domain look like: all floats, logits, probabilities, offsets, ties, zeros, ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lemmata.engine.stability.formats import Array, Format
from lemmata.engine.stability.laws import Draw, Law, floats, lognormal, mixed, normal, offset, uniform

Rng = np.random.Generator
Shape = tuple[int, ...]
UNBOUNDED = ("real", "nonzero")  # whose entries may be infinite
PLAIN = (*UNBOUNDED, "positive", "nonnegative", "negative", "unit")  # of which each entry is drawn by itself


def _decades(rng: Rng, shape: Shape, format: Format, share: float) -> Array:
    """Small positive numbers, uniform in the logarithm over a share of what the format has below 1."""
    return 2.0 ** rng.uniform(share * (format.lowest - format.precision + 1), 0, shape)


def _zeros(draw: Draw) -> Draw:
    """With some entries 0."""
    return lambda rng, shape, format: np.where(rng.random(shape) < 0.4, 0.0, draw(rng, shape, format))


def _ties(draw: Draw) -> Draw:
    """With entries that are equal, or that a few ulps tell apart."""

    def tied(rng: Rng, shape: Shape, format: Format) -> Array:
        if len(shape) < 2:
            return draw(rng, shape, format)
        first = draw(rng, shape, format).reshape(shape[0], -1)[:, :1]
        near = first * (1 + rng.integers(-2, 3, (shape[0], int(np.prod(shape[1:])))) * format.epsilon)
        return np.where(rng.random(shape) < 0.5, near.reshape(shape), np.broadcast_to(
            first.reshape(-1, *[1] * (len(shape) - 1)), shape))
    return tied


def with_infinite(draw: Draw) -> Draw:
    """With some entries infinite: masked logits, the ends of an interval."""

    def some(rng: Rng, shape: Shape, format: Format) -> Array:
        chance = 1.0 if len(shape) < 2 else 0.5
        signs = np.where(rng.random(shape[:1]) < 0.75, -np.inf, np.inf).reshape(-1, *[1] * (len(shape) - 1))
        return np.where(rng.random(shape) < chance, signs, draw(rng, shape, format))
    return some


def _near_one(rng: Rng, shape: Shape, format: Format) -> Array:
    return 1 - _decades(rng, shape, format, min(1.0, (format.precision + 1) / (format.precision - format.lowest)))


LOGITS = Law("normal", (0.0, 10.0))


def _huge_logits(rng: Rng, shape: Shape, format: Format) -> Array:
    return normal(rng, shape, format) * 10 ** rng.uniform(1, 4, (shape[0], *[1] * (len(shape) - 1)))


def _scaled(rng: Rng, shape: Shape, format: Format) -> Array:
    """Entries of one size, which may be any: a square may overflow or vanish."""
    exponent = rng.uniform(format.lowest * 0.9, format.highest * 0.9, (shape[0], *[1] * (len(shape) - 1)))
    return normal(rng, shape, format) * 2.0 ** exponent


def moderate(values: Array) -> Array:
    """The same numbers with exponents from -5 to 5: those near 1 stay, others come closer the further they are."""
    with np.errstate(all="ignore"):
        digits, exponent = np.frexp(values)
        nearer = np.sign(exponent) * (3 + np.abs(exponent) // 512)
        return np.ldexp(digits, np.where(np.abs(exponent) > 3, nearer, exponent))


def _real(rng: Rng, shape: Shape, format: Format) -> Array:
    """Numbers are mostly any floats; the entries of an array mostly of one size."""
    return (NUMBER if len(shape) == 1 else VECTOR if len(shape) == 2 else MATRIX)(rng, shape, format)


_REALISTIC: list[tuple[float, Draw]] = [
    (3, LOGITS), (3, normal), (1, _huge_logits), (2, offset), (1, _ties(LOGITS)), (0.6, _zeros(normal)),
    (1, lambda r, s, f: _decades(r, s, f, 1) * r.choice([-1.0, 1.0], s)),
]
NUMBER = mixed([(10, floats), *_REALISTIC])
VECTOR = mixed([(4, floats), (3, _scaled), *_REALISTIC])
MATRIX = mixed([(0.5, floats), (1, _scaled), *_REALISTIC])
POSITIVE = mixed([(10, lambda r, s, f: np.abs(floats(r, s, f))), (4, lognormal),
                  (2, lambda r, s, f: 2 - _near_one(r, s, f)),
                  (2, lambda r, s, f: np.abs(offset(r, s, f))), (2, lambda r, s, f: _decades(r, s, f, 1)),
                  (1, _ties(lognormal))])
UNIT = mixed([(5, lambda r, s, f: floats(r, s, f, 0.0, 1.0)), (6, uniform), (4, lambda r, s, f: _decades(r, s, f, 0.9)),
              (4, _near_one), (1, lambda r, s, f: r.choice([0.0, 1.0], s)), (1, _ties(uniform))])


def _whole(rng: Rng, shape: Shape, format: Format) -> Array:
    return np.rint(10 ** rng.uniform(0, min(9.0, format.precision * np.log10(2)), shape) - 1)


def _signs(draw: Draw) -> Draw:
    return lambda rng, shape, format: draw(rng, shape, format) * rng.choice([-1.0, 1.0], shape)


# -- vectors and matrices -----------------------------------------------------------------------


def _simplex(rng: Rng, shape: Shape, format: Format) -> Array:
    """Probabilities along the last axis: even, peaked, with entries near the smallest float, with zeros, ties."""
    count = (shape[0], *[1] * (len(shape) - 1))
    scale = rng.choice([0.0, 1e-3, 1.0, 10.0, -format.lowest * 0.3], size=count)
    logits = rng.normal(0, 1, shape) * scale
    weights = np.exp(logits - logits.max(axis=-1, keepdims=True))
    zero = (rng.random(shape) < 0.3) & (rng.random(count) < 0.15) & (weights < 1)
    weights = np.where(zero, 0.0, weights)
    return weights / weights.sum(axis=-1, keepdims=True)


def _onehot(rng: Rng, shape: Shape, format: Format) -> Array:
    return np.eye(shape[-1])[rng.integers(0, shape[-1], shape[:-1])]


def _orthonormal(rng: Rng, shape: Shape, format: Format) -> Array:
    return np.linalg.qr(rng.normal(size=shape))[0]


def _conditioned(rng: Rng, shape: Shape, format: Format) -> Array:
    """Singular values over up to half of the format's digits."""
    rows, columns = shape[-2:]
    small = min(rows, columns)
    left = _orthonormal(rng, (*shape[:-1], small) if rows >= columns else (*shape[:-2], rows, rows), format)
    right = _orthonormal(rng, (*shape[:-2], columns, small) if columns >= rows else (*shape[:-2], columns, columns),
                         format)
    return (left * _spectrum(rng, (shape[0], small), format)[:, None, :]) @ np.swapaxes(right, -1, -2)


def _spectrum(rng: Rng, shape: Shape, format: Format) -> Array:
    digits = rng.choice([0.0, 0.25, 0.5], size=(shape[0], 1)) * (format.precision - 1)
    return 2.0 ** (-digits * rng.random(shape)) * 2.0 ** rng.uniform(-6, 6, (shape[0], 1))


def _symmetric(rng: Rng, shape: Shape, format: Format) -> Array:
    found = rng.normal(size=shape) * 2.0 ** rng.uniform(-6, 6, (shape[0], 1, 1))
    return (found + np.swapaxes(found, -1, -2)) / 2


def _posdef(rng: Rng, shape: Shape, format: Format) -> Array:
    turned = _orthonormal(rng, shape, format)
    found = (turned * _spectrum(rng, shape[:-1], format)[:, None, :]) @ np.swapaxes(turned, -1, -2)
    return (found + np.swapaxes(found, -1, -2)) / 2


def _diagonal(rng: Rng, shape: Shape, format: Format) -> Array:
    entries = _spectrum(rng, shape[:-1], format) * rng.choice([-1.0, 1.0], shape[:-1])
    return entries[..., None] * np.eye(shape[-1])


def _cholesky(rng: Rng, shape: Shape, format: Format) -> Array:
    found = np.tril(rng.normal(size=shape), -1)
    return found + _spectrum(rng, shape[:-1], format)[..., None] * np.eye(shape[-1])


DOMAINS: dict[str, Draw] = {
    "real": _real, "nonzero": _real, "positive": POSITIVE,
    "nonnegative": mixed([(20, POSITIVE), (1, _zeros(lognormal))]),
    "negative": lambda r, s, f: -POSITIVE(r, s, f), "unit": UNIT, "natural": _whole, "integer": _signs(_whole),
    "binary": lambda r, s, f: r.integers(0, 2, s).astype(float), "simplex": _simplex, "onehot": _onehot,
    "symmetric": _symmetric, "posdef": _posdef, "semidefinite": _posdef, "diagonal": _diagonal,
    "orthogonal": _orthonormal, "semiorthogonal": _orthonormal, "invertible": _conditioned, "fullrank": _conditioned,
    "diagonalizable": _symmetric, "cholesky": _cholesky,
    "lower": lambda r, s, f: np.tril(r.normal(size=s)), "upper": lambda r, s, f: np.triu(r.normal(size=s)),
}
# Whether each entry is one of the domain, after it is rounded; matrices are what they are to the last digit or two.
ENTRIES: dict[str, Callable[[Array], Any]] = {
    "positive": lambda v: v > 0, "negative": lambda v: v < 0, "nonnegative": lambda v: v >= 0,
    "nonzero": lambda v: v != 0, "unit": lambda v: (v >= 0) & (v <= 1), "simplex": lambda v: (v >= 0) & (v <= 1),
    "binary": lambda v: (v == 0) | (v == 1), "natural": lambda v: (v >= 0) & (v == np.rint(v)),
    "integer": lambda v: v == np.rint(v),
}
