"""Points that premises such as `A v = lambda v` hardly ever leave to chance, made for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from lemmata.engine.evaluation import Point, belongs
from lemmata.engine.evaluation.matrices import inverse
from lemmata.engine.evaluation.parameters import value_of
from lemmata.engine.expr import Apply, Expr, Symbol, symbols

UNSYMMETRIC = ("real", "invertible", "diagonalizable")


def constructed(premises: Sequence[Expr], point: Point) -> Point:
    """The point with matrices changed so that they take vectors to where premises say: A v = r for each.

    The change is the smallest one. A point that can't be changed so stays as it is.
    """
    wanted: dict[Symbol, list[tuple[Any, Any]]] = {}
    for matrix, vector, image in _images(premises):
        v, r = value_of(vector, point), value_of(image, point)
        if v is not None and r is not None and v.shape == r.shape and v.ndim == 1:
            wanted.setdefault(matrix, []).append((v, r))
    values = dict(point.values)
    for matrix, pairs in wanted.items():
        a = values.get(matrix.name)
        vectors = np.stack([v for v, _ in pairs], axis=1)
        gram = vectors.T.dot(vectors)
        if a is None or a.shape[1] != len(vectors):
            continue
        try:
            dual = vectors.dot(inverse(gram))  # vectors.T @ dual is the identity
        except (ValueError, ZeroDivisionError):
            continue  # vectors that depend on each other
        rest = np.stack([r for _, r in pairs], axis=1) - a.dot(vectors)
        change = rest.dot(dual.T)
        if matrix.domain not in UNSYMMETRIC and a.shape[0] == a.shape[1]:
            change = change + change.T - dual.dot(vectors.T.dot(rest)).dot(dual.T)
        if belongs(matrix.domain, a + change, ()):
            values[matrix.name] = a + change
    return replace(point, values=values)


def _images(premises: Sequence[Expr]) -> Iterator[tuple[Symbol, Expr, Expr]]:
    """What premises say of products: a matrix, a vector, and its image, in which the matrix does not occur."""
    for premise in premises:
        if not isinstance(premise, Apply) or premise.op != "eq":
            continue
        for side, other in (premise.args, reversed(premise.args)):
            if isinstance(side, Apply) and side.op == "matmul":
                matrix, vector = side.args
                if isinstance(matrix, Symbol) and matrix.rank == 2 and vector.rank == 1 and (
                        matrix not in symbols(vector, other)):
                    yield matrix, vector, other
