"""Functions of rows of numbers."""

from __future__ import annotations

import math


def logsumexp(x: list[float]) -> float:
    """log(sum(exp(x)))"""
    top = max(x)
    return top + math.log(sum(math.exp(a - top) for a in x)) if math.isfinite(top) else top


def softmax(x: list[float]) -> list[float]:
    """exp(x) / sum(exp(x))"""
    top = max(x)
    e = [math.exp(a - top) for a in x]
    total = sum(e)
    return [a / total for a in e]


def log_softmax(x: list[float]) -> list[float]:
    """x - log(sum(exp(x)))"""
    top = max(x)
    log_total = math.log(sum(math.exp(a - top) for a in x))
    return [a - top - log_total for a in x]


def cumsum(x: list[float]) -> list[float]:
    """The sums of the first entries."""
    sums, total = [], 0.0
    for a in x:
        total += a
        sums.append(total)
    return sums


def argmax(x: list[float]) -> int:
    """The place of the largest entry, the first of equal ones."""
    return max(range(len(x)), key=lambda i: x[i])


def argmin(x: list[float]) -> int:
    """The place of the smallest entry, the first of equal ones."""
    return min(range(len(x)), key=lambda i: x[i])


def argsort(x: list[float]) -> list[int]:
    """The places in the order of the entries."""
    return sorted(range(len(x)), key=lambda i: x[i])
