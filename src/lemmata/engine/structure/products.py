"""Products of arrays at indices, summed over all but some: planned once for each form, then run as matrix products."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from math import prod
from typing import Any

import numpy as np
from opt_einsum import contract_path, get_symbol

Array = np.ndarray[Any, Any]
Codes = tuple[int, ...]
Lengths = dict[int, int]


def einsum(operands: Sequence[tuple[Array, Sequence[int]]], kept: Sequence[int]) -> Array:
    """sum over the indices that are not kept of the product of the arrays, each at its indices.

    >>> einsum([(np.ones((2, 3)), [7, 8]), (np.ones((3, 4)), [8, 9])], [9, 7]).shape
    (4, 2)
    """
    names: dict[int, int] = {}
    codes = tuple(tuple(names.setdefault(c, len(names)) for c in at) for _, at in operands)
    steps = _steps(codes, tuple(a.shape for a, _ in operands), tuple(names[c] for c in kept))
    arrays = [a for a, _ in operands]
    for places, step in steps:
        arrays.append(step(*(arrays.pop(k) for k in places)))
    return arrays[0]


@lru_cache(maxsize=1024)
def _steps(codes: tuple[Codes, ...], shapes: tuple[tuple[int, ...], ...],
           kept: Codes) -> list[tuple[tuple[int, ...], Callable[..., Array]]]:
    """Which operands are taken away, the last ones first, and what is put behind the others instead."""
    lengths: Lengths = {c: n for at, shape in zip(codes, shapes) for c, n in zip(at, shape)}
    left = list(codes)
    if len(left) == 1:
        return [((0,), _single(left[0], kept))]
    path, _ = contract_path(",".join(map(_letters, left)) + "->" + _letters(kept), *shapes, shapes=True,
                            optimize="greedy")
    steps: list[tuple[tuple[int, ...], Callable[..., Array]]] = []
    for places in path:
        taken = tuple(sorted(places, reverse=True))
        parts = [left.pop(k) for k in taken]
        needed = {*kept}.union(*left)
        out = kept if not left else tuple(sorted({c for at in parts for c in at if c in needed}))
        steps.append((taken, _pair(parts[0], parts[1], out, lengths) if len(parts) == 2 else _single(parts[0], out)))
        left.append(out)
    return steps


def _letters(codes: Codes) -> str:
    return "".join(map(get_symbol, codes))


def _single(at: Codes, out: Codes) -> Callable[[Array], Array]:
    """Axes in another order, diagonals taken, the others summed."""
    if at == out:
        return lambda a: a
    if sorted(at) == sorted(out) and len({*at}) == len(at):
        order = [at.index(c) for c in out]
        return lambda a: a.transpose(order)
    form = _letters(at) + "->" + _letters(out)
    return lambda a: np.einsum(form, a)


def _pair(a: Codes, b: Codes, out: Codes, lengths: Lengths) -> Callable[[Array, Array], Array]:
    """The product of two: entry by entry where nothing is summed, else as matrices, stacked over common axes."""
    one, other = (tuple(dict.fromkeys(c for c in at if c in out or c in beside)) for at, beside in ((a, b), (b, a)))
    first, second = _single(a, one), _single(b, other)
    stack = [c for c in one if c in other and c in out]
    inner = [c for c in one if c in other and c not in out]
    rows, columns = [c for c in one if c not in other], [c for c in other if c not in one]
    if not inner:
        left, right = _spread(one, out), _spread(other, out)
        return lambda x, y: left(first(x)) * right(second(y))
    if stack and not rows and not columns:
        form = f"{_letters(one)},{_letters(other)}->{_letters(out)}"
        return lambda x, y: np.einsum(form, first(x), second(y))
    over = [lengths[c] for c in stack]
    turned = [one.index(c) for c in (*stack, *rows, *inner)], [other.index(c) for c in (*stack, *inner, *columns)]
    height, depth, width = (prod(lengths[c] for c in part) for part in (rows, inner, columns))
    shapes = (*over, height, depth), (*over, depth, width)
    made = [*stack, *rows, *columns]
    shape, back = [lengths[c] for c in made], [made.index(c) for c in out]

    def multiply(x: Array, y: Array) -> Array:
        x = first(x).transpose(turned[0]).reshape(shapes[0])
        y = second(y).transpose(turned[1]).reshape(shapes[1])
        found: Array = np.matmul(x, y).reshape(shape).transpose(back)
        return found

    return multiply


def _spread(at: Codes, out: Codes) -> Callable[[Array], Array]:
    """With axes of length one for the indices that it doesn't have, in the order of the product."""
    order = [at.index(c) for c in out if c in at]
    new = tuple(slice(None) if c in at else None for c in out)
    return lambda a: a.transpose(order)[new]
