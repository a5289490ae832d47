"""Sums that carry along what each operation rounds off."""

from __future__ import annotations

import math


def compensated_sum(x: list[float]) -> float:
    """The sum of the entries; what each addition rounds off is added at the end."""
    total = lost = 0.0
    for a in x:
        new = total + a
        other = new - total
        error = (total - (new - other)) + (a - other)
        total = new
        lost += error if math.isfinite(error) else 0.0
    return total + lost


def compensated_dot(x: list[float], y: list[float]) -> float:
    """The dot product; what products and additions round off is added at the end."""
    terms = []
    for a, b in zip(x, y):
        p = a * b
        ca, cb = 134217729.0 * a, 134217729.0 * b
        a1, b1 = ca - (ca - a), cb - (cb - b)
        a2, b2 = a - a1, b - b1
        error = a2 * b2 - (((p - a1 * b1) - a2 * b1) - a1 * b2)
        terms += [p, error if math.isfinite(error) else 0.0]
    return compensated_sum(terms)
