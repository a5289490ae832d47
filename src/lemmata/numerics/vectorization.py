"""Loops against operations on whole arrays, as this machine runs them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Comparison:
    """Two programs for one value, timed.

    loop_seconds        the best of several runs of the first
    vectorized_seconds  of the second
    speedup             the first divided by the second
    difference          the largest |first - second|, relative to the largest |first|: rounding, or an error
    """

    loop_seconds: float
    vectorized_seconds: float
    speedup: float
    difference: float


def compare_vectorization(loop: Callable[..., Any], vectorized: Callable[..., Any], *args: Any,
                          repeats: int = 5) -> Comparison:
    """How much faster whole-array operations are than a loop, and whether both give the same.

    loop, vectorized  functions of the same arguments
    repeats           runs of each; the best one counts, since what disturbs a run only makes it slower

    Raises ValueError where the two values have different shapes.

    >>> x = np.random.default_rng(0).normal(size=(2, 20000))
    >>> found = compare_vectorization(loop_dot, np.dot, *x)
    >>> found.speedup == found.loop_seconds / found.vectorized_seconds, found.difference < 1e-12
    (True, True)

    Source: Harris et al., Array programming with NumPy (2020).
    """
    slow, first = _timed(loop, args, repeats)
    fast, second = _timed(vectorized, args, repeats)
    a, b = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    if a.shape != b.shape:
        raise ValueError(f"the loop gives shape {a.shape}, the vectorized program {b.shape}; they are no two programs "
                         "for one value")
    scale = float(np.max(np.abs(a), initial=0.0)) or 1.0
    return Comparison(slow, fast, slow / fast, float(np.max(np.abs(a - b), initial=0.0)) / scale)


def loop_dot(x: Any, y: Any) -> float:
    """The dot product by a loop over the entries, for comparison: Σᵢ xᵢ yᵢ.

    x, y  [n], sequences of numbers

    Raises ValueError where they are not equally long.

    >>> loop_dot([1.0, 2.0], [3.0, 4.0])
    11.0

    Source: Golub and Van Loan, Matrix Computations (2013), algorithm 1.1.1.
    """
    if np.ndim(x) != 1 or np.shape(x) != np.shape(y):
        raise ValueError(f"arrays of shapes {np.shape(x)} and {np.shape(y)}; give two vectors of one length")
    return float(sum(a * b for a, b in zip(x, y, strict=True)))


def loop_matmul(A: Any, B: Any) -> np.ndarray[Any, Any]:
    """The matrix product by three loops, for comparison: Cᵢⱼ = Σₖ Aᵢₖ Bₖⱼ.

    A  [m k], B [k n], NumPy

    Raises ValueError where the inner sizes differ, or these are no matrices.

    >>> loop_matmul([[1.0, 2.0]], [[3.0], [4.0]]).tolist()
    [[11.0]]

    Source: Golub and Van Loan, Matrix Computations (2013), algorithm 1.1.5.
    """
    A, B = np.asarray(A, dtype=float), np.asarray(B, dtype=float)
    if A.ndim != 2 or B.ndim != 2 or A.shape[1] != B.shape[0]:
        raise ValueError(f"arrays of shapes {A.shape} and {B.shape}; give matrices, one with as many columns as the "
                         "other has rows")
    C = np.zeros((A.shape[0], B.shape[1]))
    for i in range(A.shape[0]):
        for j in range(B.shape[1]):
            for k in range(A.shape[1]):
                C[i, j] += A[i, k] * B[k, j]
    return C


def _timed(function: Callable[..., Any], args: tuple[Any, ...], repeats: int) -> tuple[float, Any]:
    best, value = float("inf"), None
    for _ in range(max(repeats, 1)):
        start = perf_counter()
        value = function(*args)
        best = min(best, perf_counter() - start)
    return best, value
