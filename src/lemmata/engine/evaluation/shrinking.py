"""Making a counterexample small: smaller sizes, zeros and ones, simple numbers."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np

from lemmata.engine.evaluation.arithmetics import Array
from lemmata.engine.evaluation.continuous import ContinuousSpace
from lemmata.engine.evaluation.matrices import exact
from lemmata.engine.evaluation.points import Point, inside, shape_at
from lemmata.engine.evaluation.spaces import FiniteSpace
from lemmata.engine.expr import Expr, Symbol, bind, fresh_local
from lemmata.engine.ops import apply

Predicate = Callable[[Point], bool]
Mend = Callable[[Point], "Point | None"]


def shrink(point: Point, still_fails: Predicate, budget: int = 300, random: Sequence[Symbol] = (),
           mend: Mend = lambda point: point, functions: Sequence[Symbol] = ()) -> Point:
    """A simpler point of the same domains for which the predicate still holds; at most `budget` trials.

    Sizes become smaller, whole arrays become zeros, ones or the identity, entries small integers. Of `random`
    symbols, which a finite space gives values, the leading part is kept. `mend` makes a point again one of
    those that are meant (a law's parameters have changed, its table has not), or says that there is none.
    `functions` may be any smooth ones: x, x^2 and the like are tried for them first.

    >>> from random import Random
    >>> from lemmata.engine.expr import symbol
    >>> from lemmata.engine.evaluation.points import sample, show
    >>> point = sample([symbol("x", ["n"])], {"n": 4}, Random(0))
    >>> show(shrink(point, lambda p: p.sizes["n"] > 1 and p.values["x"][0] > p.values["x"][1]))
    {'n': '2', 'x': '[1, 0]'}
    """
    trials = 0
    for node in functions:
        for simple in simple_functions(node):
            trials += 1
            candidate = replace(point, values={**point.values, node.name: simple})
            if still_fails(candidate):
                point = candidate
                break
    improved = True
    while improved and trials < budget:
        improved = False
        for candidate in _candidates(point, random):
            if trials >= budget:
                break
            if not inside(candidate):
                continue
            trials += 1
            mended = mend(candidate)
            if mended is not None and still_fails(mended):
                point, improved = mended, True
                break
    return point


def complexity(point: Point) -> tuple[int, int, int]:
    """What shrinking makes smaller: sizes, then the digits of the entries, then the entries that are not 0."""
    weights = [_weight(value) for value in point.values.values() if not isinstance(value, Expr)]
    return sum(point.sizes.values()), sum(w[0] for w in weights), sum(w[1] for w in weights)


def _weight(value: Array, domain: str = "") -> tuple[int, int]:
    """The digits of the entries of one array, and how many of them are not 0."""
    return sum(_cost(v, domain) for v in value.flat), sum(1 for v in value.flat if v)


def _cost(value: Fraction, domain: str = "") -> int:
    """0 for 0, 1 for 1; a sign, a size and a denominator cost. Of a probability 1/2 costs least: at its ends a law
    is none.
    """
    if domain == "unit":
        return 0 if value == Fraction(1, 2) else 1 + _cost(value)
    bits = value.numerator.bit_length() + 2 * (value.denominator.bit_length() - 1)
    odd = abs(value.numerator) & (abs(value.numerator) - 1) != 0
    return 2 * bits + odd - (value > 0) if value else 0


def simple_functions(node: Symbol) -> Iterator[Expr]:
    """Functions that a reader differentiates in his head: x, x^2, ... of numbers; sums of entries, products of two."""
    if node.shape or not 1 <= len(node.params) <= 2:
        return
    variables = [fresh_local(shape) for shape in node.params]
    numbers = [x if not x.shape else apply("sum", x) for x in variables]
    squares = [x**2 if not x.shape else apply("sum", x**2) for x in variables]
    if len(variables) == 1:
        (x,), (square,) = numbers, squares
        bodies = [x, square, 1 + square, apply("exp", x), apply("sin", x), x * square]
    else:
        bodies = [numbers[0] + numbers[1], numbers[0] * numbers[1], squares[0] * numbers[1],
                  squares[0] * squares[1] + numbers[0]]
    for body in bodies:
        for variable in reversed(variables):
            body = bind("function", variable, body)
        yield body


def _candidates(point: Point, random: Sequence[Symbol]) -> Iterator[Point]:
    """Simpler points, the boldest steps first."""
    for name in sorted(point.sizes):
        if point.sizes[name] > 1:
            smaller = _resized(point, {**point.sizes, name: point.sizes[name] - 1}, random)
            if smaller is not None:
                yield smaller
    for node in point.symbols:
        value = point.values[node.name]
        if isinstance(value, Expr):
            continue
        here = _weight(value, node.domain)  # of the array that changes alone: there may be hundreds of others
        for changed in (*_whole(value), *_by_entry(node, value)):
            if _weight(changed, node.domain) < here:
                yield replace(point, values={**point.values, node.name: changed})


def _resized(point: Point, sizes: dict[str, int], random: Sequence[Symbol]) -> Point | None:
    """The leading part of every array; a probability vector is normalised again."""
    values: dict[str, Any] = dict(point.values)
    for node in point.symbols:
        value = values[node.name]
        if isinstance(value, Expr):
            continue
        shape = shape_at(node, sizes)
        if any(new > old for new, old in zip(shape, value.shape)) or len(shape) != value.ndim:
            return None
        part = value[tuple(slice(size) for size in shape)]
        if node.domain in ("simplex", "onehot") and shape[-1]:
            total = part.sum(axis=-1, keepdims=True)
            part = np.where(total == 0, exact([1] + [0] * (shape[-1] - 1)), part / np.where(total == 0, 1, total))
        values[node.name] = np.asarray(part, dtype=object)
    space = point.space
    if isinstance(space, FiniteSpace):
        tables = dict(space.values)
        for node in random:
            shape = shape_at(node, sizes)
            if any(new > old for new, old in zip(shape, tables[node.name].shape[1:])):
                return None
            tables[node.name] = tables[node.name][(slice(None), *(slice(size) for size in shape))]
        space = replace(space, values=tables)
    elif isinstance(space, ContinuousSpace):
        outcome = dict(space.outcome)
        for node in random:
            if node.name in outcome:
                value = np.asarray(outcome[node.name], dtype=object)  # a number where the variable is one
                outcome[node.name] = value[tuple(slice(size) for size in shape_at(node, sizes))]
        space = replace(space, outcome=outcome)
    return replace(point, sizes=sizes, values=values, space=space)


def _whole(value: Array) -> Iterator[Array]:
    yield _map(lambda v: Fraction(0), value)
    yield _map(lambda v: Fraction(1), value)
    if value.ndim >= 2:
        rows, columns = value.shape[-2:]
        one = exact([[int(i == j) for j in range(columns)] for i in range(rows)], (rows, columns))
        yield np.broadcast_to(one, value.shape).copy()
    yield _map(lambda v: Fraction(round(v)), value)
    yield _map(lambda v: Fraction(int(v > 0) - int(v < 0)), value)


def _by_entry(node: Symbol, value: Array) -> Iterator[Array]:
    mirrored = node.domain in ("symmetric", "semidefinite", "posdef") and value.ndim >= 2
    for index in np.ndindex(value.shape):
        old: Any = value[index]
        if mirrored and index[-2] > index[-1]:
            continue
        simpler = [Fraction(0), Fraction(1), Fraction(-1), Fraction(2), Fraction(1, 2), Fraction(round(old)),
                   old.limit_denominator(2), old.limit_denominator(4), Fraction(round(old / 2))]
        for new in dict.fromkeys(simpler):
            # A threshold above 0 convinces more.
            if _cost(new, node.domain) < _cost(old, node.domain) and (new >= 0 or old < 0):
                changed = value.copy()
                changed[index] = new
                if mirrored:
                    changed[(*index[:-2], index[-1], index[-2])] = new
                yield changed
    if node.domain == "simplex":
        for simple in _simple_laws(value.shape[-1]):
            yield np.broadcast_to(exact(simple), value.shape).copy()


def _simple_laws(size: int) -> Iterator[list[Fraction]]:
    """Probability vectors that a reader can compute with: the uniform one, halves, quarters."""
    yield [Fraction(1, size)] * size
    for parts in (2, 4, 3):
        for cut in itertools.combinations(range(1, parts), size - 1) if size <= parts else ():
            ends = (0, *cut, parts)
            yield [Fraction(b - a, parts) for a, b in itertools.pairwise(ends)]
    if size > 2:
        yield [Fraction(1, 2), Fraction(1, 2), *[Fraction(0)] * (size - 2)]
        yield [Fraction(1, 2), Fraction(1, 4), Fraction(1, 4), *[Fraction(0)] * (size - 3)]


def _map(change: Callable[[Any], Fraction], value: Array) -> Array:
    result = np.empty(value.shape, dtype=object)
    for index in np.ndindex(value.shape):
        result[index] = change(value[index])
    return result
