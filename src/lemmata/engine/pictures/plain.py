"""Small sizes and plain values for the variables of a picture, where nobody gave any."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np

from lemmata.engine.evaluation import sample
from lemmata.engine.expr import Expr, Symbol, dims, postorder
from lemmata.engine.pictures.picture import Array

LARGEST = 8  # of a size
NUMBERS = {  # values of the first, second, ... variable of a domain: they differ, so that differences are not 0
    "real": (1.0, 2.0, -1.0, 0.5), "positive": (1.5, 2.5, 1.0, 2.0), "unit": (0.5, 0.3, 0.7, 0.2),
    "natural": (10.0, 3.0, 5.0, 4.0), "integer": (2.0, 1.0, 3.0, -1.0), "binary": (1.0, 0.0, 1.0, 1.0),
    "negative": (-1.0, -2.0, -0.5, -1.5),
}
LIKE = {"nonzero": "real", "nonnegative": "positive"}
_ENTRIES = {
    "real": (1.0, 0.5, -1.0, 2.0, 1.5, -0.5, 0.0), "positive": (1.0, 2.0, 0.5, 1.5, 3.0),
    "unit": (0.3, 0.7, 0.5, 0.9, 0.2), "natural": (1.0, 3.0, 2.0, 0.0, 4.0), "integer": (1.0, -1.0, 2.0, 0.0),
    "binary": (1.0, 0.0, 1.0), "negative": (-1.0, -2.0, -0.5),
}
FREE = ("invertible", "fullrank", "diagonalizable")  # of matrices, where each entry can move by itself


def small_sizes(expr: Expr, needed: Sequence[Symbol]) -> dict[str, int]:
    """Small sizes: two of most things, three where a picture has room for them."""
    arrays = [s for s in needed if s.rank]
    names = list(dict.fromkeys(d for s in (*needed, expr) for d in dims(s)))
    found = dict.fromkeys(names, 2)
    for s in arrays:
        first = s.shape[0].atom if s.rank == 2 else None
        if first is not None and s.shape[1] != s.shape[0] and expr.rank != 2 and any(v.rank == 1 for v in arrays):
            found[first] = 3  # more rows than columns: more equations than unknowns
    simplexes = [s for s in arrays if s.domain == "simplex"]
    alone = arrays[0] if len(arrays) == 1 and arrays[0].rank == 1 and not any(not s.rank for s in needed) else None
    wide = simplexes[0] if len(simplexes) == 1 and not expr.rank and simplexes[0].rank == 1 else alone
    if wide is not None and wide.shape[0].atom:
        found[wide.shape[0].atom] = 3
    if expr.rank == 1 and expr.shape[0].atom:
        found[expr.shape[0].atom] = max(found[expr.shape[0].atom], 3 if len(arrays) < 3 else 2)
    if expr.rank == 2 and expr.shape[0] != expr.shape[1] and expr.shape[1].atom:
        found[expr.shape[1].atom] = 3
    for size in (size for node in postorder(expr) for size in node.shape):
        while size.value(found) < 1:  # n - k + 1
            grown = [name for name in size.atoms if (size.coefficient(name) or 0) > 0 and found[name] < LARGEST]
            if not grown:
                break
            found[grown[0]] += 1
    return found


def plain_array(s: Symbol, shape: tuple[int, ...], number: int) -> Array:
    """Plain values for the array with this number in the formula."""
    count = int(np.prod(shape))
    if s.domain == "simplex":
        row = np.arange(2, shape[-1] + 2) / np.arange(2, shape[-1] + 2).sum()
        rows = [np.roll(row, k + number) for k in range(count // shape[-1])]
        return np.array(rows).round(2).reshape(shape) if shape[-1] in (2, 3) else np.array(rows).reshape(shape)
    if s.domain in ("symmetric", "semidefinite", "posdef"):
        return np.where(np.eye(shape[0], dtype=bool), np.diag(2.0 - 0.5 * np.arange(shape[0]) % 2), 0.5)
    if s.domain == "labels":
        return np.arange(count) % max(s.params[0].value({d: 2 for d in s.params[0].atoms}), 1)
    domain = "real" if s.domain in FREE else LIKE.get(s.domain, s.domain)
    if domain in _ENTRIES:
        cycle = _ENTRIES[domain]
        values = np.array([cycle[(k + 2 * number) % len(cycle)] for k in range(count)]).reshape(shape)
        if s.rank == 2 and s.domain == "nonnegative":
            values = (values / values.sum()).round(2)  # as a table of probabilities
        return np.array(values)
    sizes = dict(zip((d for size in s.shape for d in size.atoms), shape))
    point = sample([s], sizes, random.Random(number), "small")
    return np.array(point.values[s.name].tolist(), float)
