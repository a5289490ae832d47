"""Matrices of a domain, drawn in the styles of samplers: of the kinds on which false identities fail."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np

from lemmata.engine.evaluation.arithmetics import Array
from lemmata.engine.evaluation.matrices import cayley, exact, identity, inverse, rank
from lemmata.engine.evaluation.sample_numbers import each_entry, filled, magnitude, real_number
from lemmata.engine.evaluation.styles import EPSILON, NoPoint, Sampler


def real_array(rng: Random, shape: tuple[int, ...], params: tuple[Any, ...], style: str) -> Array:
    """Reals: vectors and matrices of the kinds on which false identities fail."""
    draw = each_entry(real_number)(rng, shape, params, style)
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
        corner = real_number(rng, "small")
        return exact([[corner if i == j else plain[i, j] if i < j else 0 for j in range(n)] for i in range(m)])
    return plain


def _numbers(rng: Random, m: int, n: int, style: str) -> Array:
    return filled((m, n), lambda: real_number(rng, style))


def each_matrix(draw: Callable[[Random, int, int, str], Array]) -> Sampler:
    """Along the last two axes."""

    def sampler(rng: Random, shape: tuple[int, ...], params: tuple[Any, ...], style: str) -> Array:
        if len(shape) < 2:
            raise NoPoint("a matrix has two axes")
        result = np.empty(shape, dtype=object)
        for index in np.ndindex(shape[:-2]):
            result[index] = draw(rng, shape[-2], shape[-1], style)
        return result

    return sampler


def each_square(draw: Callable[[Random, int, str], Array]) -> Sampler:
    def of_shape(rng: Random, m: int, n: int, style: str) -> Array:
        if m != n:
            raise NoPoint(f"the matrix must be square, not {m} by {n}")
        return draw(rng, n, style)

    return each_matrix(of_shape)


def symmetric(rng: Random, n: int, style: str) -> Array:
    a = real_array(rng, (n, n), (), "small" if style == "nonsymmetric" else style)
    if style == "rank_deficient" and n > 1:
        v = _numbers(rng, n, 1, "small")
        return v.dot(v.T) * rng.choice([-1, 1])
    return exact([[a[min(i, j), max(i, j)] for j in range(n)] for i in range(n)], (n, n))


def semidefinite(rng: Random, n: int, style: str) -> Array:
    """Positive definite in the generic styles; singular in the special ones, zero too."""
    if style == "special":
        entries = [Fraction(rng.randint(0, 1)) for _ in range(n)]
        return exact([[entries[i] if i == j else Fraction(0) for j in range(n)] for i in range(n)], (n, n))
    if style == "rank_deficient":
        v = _numbers(rng, n, max(n - 1, 1), "small")
        return v.dot(v.T)
    return posdef(rng, n, style)


def posdef(rng: Random, n: int, style: str) -> Array:
    eye = identity(n)
    if style == "special":
        return rng.choice([eye, eye * 2, diagonal(rng, n, "small", positive=True)])
    if style in ("ill_conditioned", "rank_deficient"):
        v = _numbers(rng, n, 1, "small")
        return v.dot(v.T) + eye * (EPSILON if style == "ill_conditioned" else 1)
    b = _numbers(rng, n, n, "small" if style in ("small", "nonsymmetric") else "random")
    return (b.dot(b.T) + eye) * {"large": 64, "tiny": EPSILON}.get(style, 1)


def diagonal(rng: Random, n: int, style: str, positive: bool = False) -> Array:
    entries = [magnitude(rng, style) if positive else real_number(rng, style) for _ in range(n)]
    return exact([[entries[i] if i == j else Fraction(0) for j in range(n)] for i in range(n)], (n, n))


def lower(rng: Random, n: int, style: str) -> Array:
    a = real_array(rng, (n, n), (), style)
    return exact([[a[i, j] if i >= j else Fraction(0) for j in range(n)] for i in range(n)], (n, n))


def cholesky(rng: Random, n: int, style: str) -> Array:
    a = lower(rng, n, style)
    for i in range(n):
        a[i, i] = magnitude(rng, style)
    return a


def orthogonal(rng: Random, n: int, style: str) -> Array:
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


def semiorthogonal(rng: Random, m: int, n: int, style: str) -> Array:
    if m < n:
        raise NoPoint(f"no {m} x {n} matrix has orthonormal columns; take at least as many rows as columns")
    return orthogonal(rng, m, style)[:, :n]


def fullrank(rng: Random, m: int, n: int, style: str) -> Array:
    if m < n:
        raise NoPoint(f"no {m} x {n} matrix has full column rank; take at least as many rows as columns")
    for _ in range(64):
        candidate = real_array(rng, (m, n), (), style)
        if style == "rank_deficient":
            candidate = candidate + exact([[Fraction(int(i == j)) for j in range(n)] for i in range(m)], (m, n))
        if rank(candidate) == n:
            return candidate
    return exact([[Fraction(int(i == j)) for j in range(n)] for i in range(m)], (m, n))


def invertible(rng: Random, n: int, style: str) -> Array:
    return fullrank(rng, n, n, style)


def diagonalizable(rng: Random, n: int, style: str) -> Array:
    """P D P**-1; in the nonsymmetric style D has a block with complex eigenvalues where there is room."""
    d = diagonal(rng, n, style)
    if style == "special" and rng.random() < 0.5:
        return d
    if style == "nonsymmetric" and n > 1:
        d[0, 0] = d[1, 1] = real_number(rng, "small")
        d[0, 1] = magnitude(rng, "small")
        d[1, 0] = -d[0, 1]
    p = invertible(rng, n, "small")
    return p.dot(d).dot(inverse(p))
