"""Points of polytopes in exact numbers: x >= 0 with given linear equations, by the simplex method with Bland's rule."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from random import Random

Row = list[Fraction]
# Corners that are mixed: each lies at the end of a random direction.
CORNERS = 5


def random_point(equations: Sequence[tuple[Sequence[Fraction], Fraction]], count: int, rng: Random) -> Row | None:
    """A random mixture of corners of {x >= 0: row @ x == value for each equation}; None where it is empty.

    The set has to be bounded, as weights of outcomes are.

    >>> [str(x) for x in random_point([([Fraction(1), Fraction(2)], Fraction(2)), ([Fraction(1), Fraction(0)],
    ... Fraction(1))], 2, Random(0)) or []]
    ['1', '1/2']
    """
    table, basis = [], []
    for k, (row, value) in enumerate(equations):  # one more variable for each equation, which leaves first
        sign = -1 if value < 0 else 1
        own = [Fraction(int(j == k)) for j in range(len(equations))]
        table.append([sign * v for v in row] + own + [sign * value])
        basis.append(count + k)
    _maximize(table, basis, [Fraction(0)] * count + [Fraction(-1)] * len(equations))
    if any(b >= count and table[k][-1] for k, b in enumerate(basis)):
        return None
    for k in reversed(range(len(table))):
        if basis[k] >= count:  # it is 0: another takes its place, or the equation follows from the others
            other = next((j for j in range(count) if table[k][j]), None)
            if other is None:
                del table[k], basis[k]
            else:
                _pivot(table, basis, k, other)
    table = [[*row[:count], row[-1]] for row in table]
    mixed, total = [Fraction(0)] * count, Fraction(0)
    for _ in range(CORNERS):
        _maximize(table, basis, [Fraction(rng.randint(-9, 9)) for _ in range(count)])
        share = Fraction(rng.randint(1, 6))
        total += share
        for row, b in zip(table, basis):
            mixed[b] += share * row[-1]
    return [x / total for x in mixed]


def _maximize(table: list[Row], basis: list[int], gains: Row) -> None:
    """Go from corner to corner as long as the sum of gains grows."""
    while True:
        for j in range(len(gains)):
            gain = gains[j] - sum((gains[b] * row[j] for row, b in zip(table, basis)), Fraction(0))
            if j not in basis and gain > 0:
                break
        else:
            return
        steps = [(row[-1] / row[j], basis[k], k) for k, row in enumerate(table) if row[j] > 0]
        if not steps:
            return
        _pivot(table, basis, min(steps)[2], j)


def _pivot(table: list[Row], basis: list[int], k: int, j: int) -> None:
    """Variable j takes the place of the one of equation k."""
    factor = table[k][j]
    table[k] = [v / factor for v in table[k]]
    for i, row in enumerate(table):
        if i != k and row[j]:
            table[i] = [v - row[j] * w for v, w in zip(row, table[k])]
    basis[k] = j
