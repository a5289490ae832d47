"""Solving with a map by its pattern: entrywise, factor by factor, block by block, by Woodbury's formula."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy.linalg import eigh, solve_sylvester

from lemmata.engine.notation.terms import Term
from lemmata.engine.structure.contraction import Array, Contraction
from lemmata.engine.structure.factorisations import (
    SingularError,
    Solve,
    factored,
    factored_blocks,
    is_symmetric,
    with_low_rank,
)
from lemmata.engine.structure.patterns import (
    Blocks,
    Diagonal,
    Kronecker,
    KroneckerSum,
    LowRank,
    Pattern,
    Plus,
    Zero,
)


class NotHere(Exception):
    """A pattern that doesn't help: the matrix is to be built."""


def solver(node: Pattern, work: Contraction, lam: float, largest: int) -> Solve:
    """Solves with the map (+ lam * identity), of arrays (rows, k) with the rows flat; its matrix is built if need be.

    largest     how many rows a matrix may have that is built
    Raises SingularError; NotHere where a larger matrix would have to be built.
    """
    try:
        return by_pattern(node, work, lam, largest)
    except NotHere:
        return factored(_damped(dense(node, work, largest), lam))


def by_pattern(node: Pattern, work: Contraction, lam: float, largest: int) -> Solve:
    """The same without building its matrix; NotHere where the pattern doesn't help."""
    rows, columns = work.size(node.rows), work.size(node.columns)
    if rows != columns:
        raise NotHere
    if isinstance(node, Zero) and not lam:
        raise SingularError("it is zero")
    for way in (_diagonal, _blocks, _kronecker, _low_rank):
        found = way(node, work, lam, largest)
        if found is not None:
            return found
    raise NotHere


def dense(node: Pattern, work: Contraction, largest: int) -> Array:
    """The matrix, its rows and columns flat."""
    rows, columns = work.size(node.rows), work.size(node.columns)
    if max(rows, columns) > largest:
        raise NotHere
    return work.array(_terms(node), [*node.rows, *node.columns]).reshape(rows, columns)


def _terms(node: Pattern) -> list[Term]:
    if isinstance(node, Diagonal):  # its deltas are said by its pairs
        gone = {frozenset(pair) for pair in node.pairs}
        return [replace(t, deltas=t.deltas | gone) for t in node.terms]
    return list(node.terms)


def _damped(matrix: Array, lam: float) -> Array:
    return matrix + lam * np.eye(len(matrix), dtype=matrix.dtype) if lam else matrix


def _in_place(node: Pattern, pairs: Sequence[tuple[str, str]]) -> bool:
    """Whether rows are paired with the columns at their own places."""
    return all(node.rows.index(r) == node.columns.index(c) for r, c in pairs)


def _diagonal(node: Pattern, work: Contraction, lam: float, largest: int) -> Solve | None:
    if not isinstance(node, Diagonal) or (lam and not _in_place(node, node.pairs)):
        return None
    shape = [work.length(i) for i in node.rows]
    entries = work.array(node.terms, node.rows) + lam
    if not np.all(np.isfinite(entries) & (entries != 0)):
        raise SingularError("an entry of its diagonal is zero or no finite number")
    place = {row: column for row, column in node.pairs}
    order = [node.rows.index(next(r for r in node.rows if place[r] == c)) for c in node.columns]

    def solve(b: Array) -> Array:
        found = b.reshape(*shape, -1) / entries[..., None]
        return found.transpose(*order, len(order)).reshape(len(b), -1)

    return solve


def _blocks(node: Pattern, work: Contraction, lam: float, largest: int) -> Solve | None:
    if not isinstance(node, Blocks) or (lam and not _in_place(node, node.pairs)):
        return None
    inner, over = node.inner, [r for r, _ in node.pairs]
    batch, rows = work.size(over), work.size(inner.rows)
    if rows != work.size(inner.columns):
        return None
    shape = [work.length(i) for i in node.rows]
    forth = [node.rows.index(i) for i in (*over, *inner.rows)]
    result = [*(c for _, c in node.pairs), *inner.columns]
    back = [result.index(j) for j in node.columns]
    result_shape = [work.length(j) for j in result]
    if node.alike:
        blockwise = _each_alike(solver(inner, work, lam, largest))
    else:
        if batch * rows * rows > largest * largest:
            raise NotHere
        blocks = work.array(_terms(inner), [*over, *inner.rows, *inner.columns]).reshape(batch, rows, rows)
        blockwise = factored_blocks(blocks + lam * np.eye(rows, dtype=blocks.dtype))

    def solve(b: Array) -> Array:
        turned = b.reshape(*shape, -1).transpose(*forth, len(shape)).reshape(batch, rows, -1)
        return blockwise(turned).reshape(*result_shape, -1).transpose(*back, len(back)).reshape(len(b), -1)

    return solve


def _each_alike(one: Solve) -> Solve:
    """Solves with equal blocks, of arrays (b, n, k)."""

    def solve(b: Array) -> Array:
        count, rows, _ = b.shape
        return np.moveaxis(one(np.moveaxis(b, 0, 1).reshape(rows, -1)).reshape(rows, count, -1), 1, 0)

    return solve


def _one_by_one(each: Sequence[Solve], sizes: Sequence[int]) -> Solve:
    """Solves with a Kronecker product, factor by factor, of arrays (*sizes, k)."""

    def solve(b: Array) -> Array:
        for k, one in enumerate(each):
            turned = np.moveaxis(b, k, 0)
            b = np.moveaxis(one(turned.reshape(sizes[k], -1)).reshape(turned.shape), 0, k)
        return b

    return solve


def _kronecker(node: Pattern, work: Contraction, lam: float, largest: int) -> Solve | None:
    if not isinstance(node, (Kronecker, KroneckerSum)):
        return None
    first = node if isinstance(node, Kronecker) else node.summands[0]
    if any(work.size(f.rows) != work.size(f.columns) for f in first.factors):
        return None
    sizes = [work.size(f.rows) for f in first.factors]
    rows = [i for f in first.factors for i in f.rows]
    columns = [j for f in first.factors for j in f.columns]
    shape = [work.length(i) for i in node.rows]
    forth = [node.rows.index(i) for i in rows]
    back = [columns.index(j) for j in node.columns]
    column_shape = [work.length(j) for j in columns]
    if isinstance(node, Kronecker) and not lam:
        inside = _one_by_one([solver(f, work, 0.0, largest) for f in node.factors], sizes)
    else:
        summands = [node] if isinstance(node, Kronecker) else list(node.summands)
        sides = [[dense(f, work, largest) for f in s.factors] for s in summands]
        if lam:
            if [node.rows.index(i) for i in rows] != [node.columns.index(j) for j in columns]:
                return None
            if not _taken_in(sides, lam):
                sides.append([np.eye(n, dtype=work.dtype) * (lam if k == 0 else 1) for k, n in enumerate(sizes)])
        if len(sides) != 2 or len(sizes) != 2:
            return None
        pencil = _pencil(*sides[0], *sides[1])
        if pencil is None:
            return None
        inside = pencil

    def solve(b: Array) -> Array:
        turned = b.reshape(*shape, -1).transpose(*forth, len(shape)).reshape(*sizes, -1)
        return inside(turned).reshape(*column_shape, -1).transpose(*back, len(back)).reshape(len(b), -1)

    return solve


def _taken_in(sides: Sequence[list[Array]], lam: float) -> bool:
    """Whether lam * identity went into a product of two, of which one is a multiple c of the identity."""
    for side in sides:
        if len(side) != 2:
            continue
        for k, one in enumerate(side):
            identity = np.eye(len(one), dtype=one.dtype)
            if len(one) and one[0, 0] and np.array_equal(one, one[0, 0] * identity):
                side[1 - k] = _damped(side[1 - k], lam / one[0, 0])
                return True
    return False


def _pencil(a: Array, b: Array, c: Array, d: Array) -> Solve | None:
    """Solves a X b^T + c X d^T = F, of arrays (rows, columns, k)."""
    if all(map(is_symmetric, (a, b, c, d))):
        for one, other, left, right in ((a, c, b, d), (c, a, d, b)):
            try:
                values, vectors = eigh(one, other)
                try:
                    others, turns = eigh(left, right)
                    total = values[:, None] * others + 1
                    scale = np.abs(values).max() * np.abs(others).max() + 1
                except np.linalg.LinAlgError:
                    others, turns = eigh(right, left)
                    total = values[:, None] + others
                    scale = np.abs(values).max() + np.abs(others).max()
            except np.linalg.LinAlgError:
                continue
            if np.abs(total).min() <= 8 * np.finfo(total.dtype).eps * scale:
                raise SingularError("eigenvalues of its two parts cancel")
            return _between(vectors, turns, total)
    try:
        left_solve, right_solve = factored(c), factored(b)
    except SingularError:
        return None
    one, other = left_solve(a), right_solve(d).T

    def solve(f: Array) -> Array:
        parts = []
        for k in range(f.shape[-1]):
            part = right_solve(left_solve(f[..., k]).T).T
            parts.append(solve_sylvester(one, other, part))
        result = np.stack(parts, axis=-1)
        if not np.isfinite(result).all():
            raise SingularError("eigenvalues of its two parts cancel")
        return result

    return solve


def _between(vectors: Array, turns: Array, total: Array) -> Solve:
    def solve(f: Array) -> Array:
        inside = np.einsum("ip,ijk,jq->pqk", vectors, f, turns, optimize=True) / total[..., None]
        result: Array = np.einsum("ip,pqk,jq->ijk", vectors, inside, turns, optimize=True)
        return result

    return solve


def _low_rank(node: Pattern, work: Contraction, lam: float, largest: int) -> Solve | None:
    if isinstance(node, LowRank) and lam:
        low: LowRank = node
    elif isinstance(node, Plus):
        low = node.low
    else:
        return None
    size = work.size(node.rows)
    rank = sum(work.size(cut.inner) for cut in low.cuts)
    if 2 * rank > size:
        return None
    left, right = low_rank_factors(low, work)
    if not isinstance(node, Plus):
        return with_low_rank(lambda b: b / lam, left, right)
    try:
        base = solver(node.base, work, lam, largest)
    except SingularError:
        return None
    return with_low_rank(base, left, right)


def low_rank_factors(low: LowRank, work: Contraction) -> tuple[Array, Array]:
    """The matrices (rows, rank) and (rank, columns) whose product is the map."""
    rows, columns = work.size(low.rows), work.size(low.columns)
    lefts, rights = [], []
    for cut in low.cuts:
        rank = work.size(cut.inner)
        left = work.array([cut.left], [*low.rows, *cut.inner]).reshape(rows, rank)
        right = work.array([cut.right], [*cut.inner, *low.columns]).reshape(rank, columns)
        weight = work.array([cut.weight], list(cut.inner)).reshape(rank)
        lefts.append(left)
        rights.append(weight[:, None] * right)
    return np.concatenate(lefts, axis=1), np.concatenate(rights)

