"""One sampler for each declared domain: exact members, in several styles.

A sampler is `draw(rng, shape, params, style)` and gives an object array of Fractions. Entries are
mostly dyadic, so that floats hold them exactly too. What a domain demands is checked by `belongs`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np

from lemmata.engine.evaluation.arithmetics import Array
from lemmata.engine.evaluation.matrices import (
    cayley,
    exact,
    identity,
    inverse,
    rank,
)

STYLES = (
    "random", "small", "special", "rank_deficient", "ill_conditioned", "nonsymmetric", "large", "tiny",
)
Sampler = Callable[[Random, tuple[int, ...], tuple[Any, ...], str], Array]
EPSILON = Fraction(1, 2**20)


class NoPoint(ValueError):
    """A domain that has no member of this shape, such as a 2 x 3 matrix of full column rank."""


# -- numbers ------------------------------------------------------------------------------------


def _magnitude(rng: Random, style: str) -> Fraction:
    """A positive number."""
    if style in ("small", "rank_deficient", "nonsymmetric"):
        return Fraction(rng.randint(1, 3))
    if style == "special":
        return rng.choice([Fraction(1), Fraction(1), Fraction(1, 2), Fraction(2)])
    value = Fraction(rng.randint(1, 1024), 256)
    if style == "large":
        return value * 64
    if style == "tiny":
        return value * EPSILON
    if style == "ill_conditioned":
        return 1 + value * EPSILON
    return value


def _real(rng: Random, style: str) -> Fraction:
    if (style == "special" and rng.random() < 0.4) or (style in ("small", "rank_deficient") and rng.random() < 0.15):
        return Fraction(0)
    return _magnitude(rng, style) * rng.choice([-1, 1])


def _unit(rng: Random, style: str) -> Fraction:
    if style == "special":
        return rng.choice([Fraction(0), Fraction(1), Fraction(1, 2)])
    if style == "tiny":
        return Fraction(rng.randint(1, 255), 256) * EPSILON
    if style in ("large", "ill_conditioned"):
        return 1 - Fraction(rng.randint(1, 255), 256) * EPSILON
    return Fraction(rng.randint(1, 3), 4) if style == "small" else Fraction(rng.randint(1, 255), 256)


def _natural(rng: Random, style: str) -> Fraction:
    if style == "special":
        return Fraction(rng.randint(0, 1))
    return Fraction(rng.randint(0, {"random": 9, "large": 40}.get(style, 4)))


def _each(draw: Callable[[Random, str], Fraction]) -> Sampler:
    """Every entry by itself; in the special style often the same entry everywhere."""

    def sampler(rng: Random, shape: tuple[int, ...], params: tuple[Any, ...], style: str) -> Array:
        repeat = style == "special" and bool(shape) and rng.random() < 0.3
        first = draw(rng, style)
        return _fill(shape, lambda: first if repeat else draw(rng, style))

    return sampler


def _fill(shape: tuple[int, ...], draw: Callable[[], Fraction]) -> Array:
    result = np.empty(shape, dtype=object)
    for index in np.ndindex(shape):
        result[index] = draw()
    return result


def _labels(rng: Random, shape: tuple[int, ...], params: tuple[Any, ...], style: str) -> Array:
    (classes,) = params
    if classes < 1 and 0 not in shape:
        raise NoPoint("labels need at least one class")
    return _fill(shape, lambda: Fraction(0 if style == "special" else rng.randrange(classes)))


# -- vectors ------------------------------------------------------------------------------------


def _rows(draw: Callable[[Random, int, str], list[Fraction]]) -> Sampler:
    """Along the last axis."""

    def sampler(rng: Random, shape: tuple[int, ...], params: tuple[Any, ...], style: str) -> Array:
        if not shape or shape[-1] < 1:
            raise NoPoint("a probability vector has at least one entry")
        result = np.empty(shape, dtype=object)
        for index in np.ndindex(shape[:-1]):
            result[index] = exact(draw(rng, shape[-1], style))
        return result

    return sampler


def _simplex(rng: Random, size: int, style: str) -> list[Fraction]:
    if style == "special":
        return _onehot(rng, size, style) if rng.random() < 0.5 else [Fraction(1, size)] * size
    weights = [rng.randint(1, 4 if style == "small" else 40) for _ in range(size)]
    if style in ("tiny", "ill_conditioned"):
        weights = [w * (2**20 if place == 0 else 1) for place, w in enumerate(weights)]
    return [Fraction(w, sum(weights)) for w in weights]


def _onehot(rng: Random, size: int, style: str) -> list[Fraction]:
    hot = rng.randrange(size)
    return [Fraction(int(place == hot)) for place in range(size)]


# -- matrices -----------------------------------------------------------------------------------


def _real_array(rng: Random, shape: tuple[int, ...], params: tuple[Any, ...], style: str) -> Array:
    """Reals: vectors and matrices of the kinds on which false identities fail."""
    draw = _each(_real)(rng, shape, params, style)
    if len(shape) < 2 or 0 in shape:
        return draw
    m, n = shape[-2:]
    for index in np.ndindex(shape[:-2]):
        draw[index] = _real_matrix(rng, m, n, draw[index] if index else draw, style)
    return draw


def _real_matrix(rng: Random, m: int, n: int, plain: Array, style: str) -> Array:
    if style == "special":
        eye = exact([[Fraction(int(i == j)) for j in range(n)] for i in range(m)])
        return rng.choice([eye, eye * 0, plain, plain])
    if style == "rank_deficient" and min(m, n) > 1:
        inner = rng.randint(1, min(m, n) - 1)
        return _numbers(rng, m, inner, "small").dot(_numbers(rng, inner, n, "small"))
    if style == "ill_conditioned" and min(m, n) > 1:
        return _numbers(rng, m, 1, "small").dot(_numbers(rng, 1, n, "small")) + EPSILON * _numbers(rng, m, n, "random")
    if style == "nonsymmetric":
        # An upper triangle with one repeated eigenvalue: defective when it is square.
        corner = _real(rng, "small")
        return exact([[corner if i == j else plain[i, j] if i < j else 0 for j in range(n)] for i in range(m)])
    return plain


def _numbers(rng: Random, m: int, n: int, style: str) -> Array:
    return _fill((m, n), lambda: _real(rng, style))



def _matrices(draw: Callable[[Random, int, int, str], Array]) -> Sampler:
    """Along the last two axes."""

    def sampler(rng: Random, shape: tuple[int, ...], params: tuple[Any, ...], style: str) -> Array:
        if len(shape) < 2:
            raise NoPoint("a matrix has two axes")
        result = np.empty(shape, dtype=object)
        for index in np.ndindex(shape[:-2]):
            result[index] = draw(rng, shape[-2], shape[-1], style)
        return result

    return sampler


def _square(draw: Callable[[Random, int, str], Array]) -> Sampler:
    def of_shape(rng: Random, m: int, n: int, style: str) -> Array:
        if m != n:
            raise NoPoint(f"the matrix must be square, not {m} by {n}")
        return draw(rng, n, style)

    return _matrices(of_shape)


def _symmetric(rng: Random, n: int, style: str) -> Array:
    a = _real_array(rng, (n, n), (), "small" if style == "nonsymmetric" else style)
    if style == "rank_deficient" and n > 1:
        v = _numbers(rng, n, 1, "small")
        return v.dot(v.T) * rng.choice([-1, 1])
    return exact([[a[min(i, j), max(i, j)] for j in range(n)] for i in range(n)], (n, n))


def _semidefinite(rng: Random, n: int, style: str) -> Array:
    """Positive definite in the generic styles; singular in the special ones, zero too."""
    if style == "special":
        entries = [Fraction(rng.randint(0, 1)) for _ in range(n)]
        return exact([[entries[i] if i == j else Fraction(0) for j in range(n)] for i in range(n)], (n, n))
    if style == "rank_deficient":
        v = _numbers(rng, n, max(n - 1, 1), "small")
        return v.dot(v.T)
    return _posdef(rng, n, style)


def _posdef(rng: Random, n: int, style: str) -> Array:
    eye = identity(n)
    if style == "special":
        return rng.choice([eye, eye * 2, _diagonal(rng, n, "small", positive=True)])
    if style in ("ill_conditioned", "rank_deficient"):
        v = _numbers(rng, n, 1, "small")
        return v.dot(v.T) + eye * (EPSILON if style == "ill_conditioned" else 1)
    b = _numbers(rng, n, n, "small" if style in ("small", "nonsymmetric") else "random")
    return (b.dot(b.T) + eye) * {"large": 64, "tiny": EPSILON}.get(style, 1)


def _diagonal(rng: Random, n: int, style: str, positive: bool = False) -> Array:
    entries = [_magnitude(rng, style) if positive else _real(rng, style) for _ in range(n)]
    return exact([[entries[i] if i == j else Fraction(0) for j in range(n)] for i in range(n)], (n, n))


def _lower(rng: Random, n: int, style: str) -> Array:
    a = _real_array(rng, (n, n), (), style)
    return exact([[a[i, j] if i >= j else Fraction(0) for j in range(n)] for i in range(n)], (n, n))


def _cholesky(rng: Random, n: int, style: str) -> Array:
    a = _lower(rng, n, style)
    for i in range(n):
        a[i, i] = _magnitude(rng, style)
    return a


def _orthogonal(rng: Random, n: int, style: str) -> Array:
    signs = exact([[Fraction(rng.choice([-1, 1]) if i == j else 0) for j in range(n)] for i in range(n)], (n, n))
    if style == "special":
        order = rng.sample(range(n), n)
        return rng.choice([identity(n), signs, signs[order]])
    skew = np.full((n, n), Fraction(0), dtype=object)
    for i in range(n):
        for j in range(i):
            skew[i, j] = Fraction(rng.randint(-2, 2), 1 if style == "small" else 2)
            skew[j, i] = -skew[i, j]
    return cayley(skew).dot(signs)


def _semiorthogonal(rng: Random, m: int, n: int, style: str) -> Array:
    if m < n:
        raise NoPoint(f"no {m} x {n} matrix has orthonormal columns; take at least as many rows as columns")
    return _orthogonal(rng, m, style)[:, :n]


def _fullrank(rng: Random, m: int, n: int, style: str) -> Array:
    if m < n:
        raise NoPoint(f"no {m} x {n} matrix has full column rank; take at least as many rows as columns")
    for _ in range(64):
        candidate = _real_array(rng, (m, n), (), style)
        if style == "rank_deficient":
            candidate = candidate + exact([[Fraction(int(i == j)) for j in range(n)] for i in range(m)], (m, n))
        if rank(candidate) == n:
            return candidate
    return exact([[Fraction(int(i == j)) for j in range(n)] for i in range(m)], (m, n))


def _invertible(rng: Random, n: int, style: str) -> Array:
    return _fullrank(rng, n, n, style)


def _diagonalizable(rng: Random, n: int, style: str) -> Array:
    """P D P**-1; in the nonsymmetric style D has a block with complex eigenvalues where there is room."""
    d = _diagonal(rng, n, style)
    if style == "special" and rng.random() < 0.5:
        return d
    if style == "nonsymmetric" and n > 1:
        d[0, 0] = d[1, 1] = _real(rng, "small")
        d[0, 1] = _magnitude(rng, "small")
        d[1, 0] = -d[0, 1]
    p = _invertible(rng, n, "small")
    return p.dot(d).dot(inverse(p))


SAMPLERS: dict[str, Sampler] = {
    "real": _real_array,
    "positive": _each(_magnitude),
    "nonnegative": _each(lambda rng, style: abs(_real(rng, style))),
    "negative": _each(lambda rng, style: -_magnitude(rng, style)),
    "nonzero": _each(lambda rng, style: _magnitude(rng, style) * rng.choice([-1, 1])),
    "unit": _each(_unit),
    "integer": _each(lambda rng, style: _natural(rng, style) * rng.choice([-1, 1])),
    "natural": _each(_natural),
    "binary": _each(lambda rng, style: Fraction(rng.randint(0, 1))),
    "labels": _labels,
    "simplex": _rows(_simplex),
    "onehot": _rows(_onehot),
    "symmetric": _square(_symmetric),
    "semidefinite": _square(_semidefinite),
    "posdef": _square(_posdef),
    "orthogonal": _square(_orthogonal),
    "semiorthogonal": _matrices(_semiorthogonal),
    "invertible": _square(_invertible),
    "fullrank": _matrices(_fullrank),
    "diagonal": _square(lambda rng, n, style: _diagonal(rng, n, style)),
    "lower": _square(_lower),
    "upper": _square(lambda rng, n, style: _lower(rng, n, style).T),
    "cholesky": _square(_cholesky),
    "diagonalizable": _square(_diagonalizable),
}


def draw(domain: str, rng: Random, shape: Sequence[int], params: tuple[Any, ...] = (), style: str = "random") -> Array:
    """A member of a domain.

    Raises NoPoint where there is none of this shape, ValueError for a style or a domain without a sampler.

    >>> draw("orthogonal", Random(0), (2, 2), style="special").shape
    (2, 2)
    """
    if style not in STYLES:
        raise ValueError(f"no style {style!r}; known: {', '.join(STYLES)}")
    if domain not in SAMPLERS:
        raise ValueError(f"values of the domain {domain!r} are not drawn by themselves; known: {', '.join(SAMPLERS)}")
    return SAMPLERS[domain](rng, tuple(shape), params, style)
