"""The smallest counterexample: simple numbers, small sizes, checked at every step."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np

from lemmata.engine.evaluation import ContinuousSpace, NoPoint, Point, Unsupported, sample_space, shrink
from lemmata.engine.evaluation.matrices import exact
from lemmata.engine.evaluation.random import RANDOM
from lemmata.engine.evaluation.spaces import FiniteSpace
from lemmata.engine.expr import Apply, Expr, Symbol, count_nodes, symbols
from lemmata.engine.ops import apply
from lemmata.engine.ops.calculus import SHAPED
from lemmata.engine.verdicts.compare import FAILS, Outcome
from lemmata.engine.verdicts.constructing import constructed
from lemmata.engine.verdicts.looking import (
    STRUCTURAL,
    certain,
    look,
)
from lemmata.engine.verdicts.question import Question

MOST_LOOKS = 60
MOST_STEPS = 20_000  # nodes that are evaluated in all of these looks
MOST_SPACES = 160
MOST_TOSSES = 4
COINS = {"independent", "identically_distributed", "conditionally_independent"}  # which tosses of coins are


def _small_space(question: Question, point: Point, fails: Callable[[Point], bool]) -> Point:
    """The point with a space that is easily computed with, where the relation fails there too."""
    random = sorted({s for s in question.symbols if s.sort in ("variable", "event")}, key=lambda s: s.name)
    for space in itertools.islice(_spaces(question, point, random), MOST_SPACES):
        candidate = replace(point, space=space)
        if fails(candidate):
            return candidate
    return point


def _spaces(question: Question, point: Point, random: list[Symbol]) -> Iterator[Any]:
    """Few, equally likely outcomes with values 0 and 1; coins where independence is stated; standard normals."""
    stated = {p.op for p in question.premises if isinstance(p, Apply) and p.op in STRUCTURAL}
    if isinstance(point.space, FiniteSpace):
        if not question.premises and not any(s.shape for s in random):
            for count in (2, 3, 4):
                weights = (Fraction(1, count),) * count
                for rows in itertools.product(itertools.product((0, 1), repeat=count), repeat=len(random)):
                    yield FiniteSpace(weights, {s.name: exact([Fraction(v) for v in row])
                                                for s, row in zip(random, rows)})
        elif stated <= COINS:
            yield from _tosses(random, point)
    elif isinstance(point.space, ContinuousSpace) and not question.premises and not any(
            s.shape or s.sort == "event" for s in random):
        yield ContinuousSpace({s.name: apply("normal", 0, 1) for s in random})


def _tosses(random: list[Symbol], point: Point) -> Iterator[FiniteSpace]:
    """Independent tosses of a fair coin: each entry of each variable is one."""
    shapes = [tuple(size.value(point.sizes) for size in s.shape) for s in random]
    counts = [math.prod(shape) for shape in shapes]
    if not 0 < sum(counts) <= MOST_TOSSES:
        return
    outcomes = list(itertools.product((0, 1), repeat=sum(counts)))
    values, start = {}, 0
    for s, shape, count in zip(random, shapes, counts):
        rows = [[Fraction(v) for v in row[start:start + count]] for row in outcomes]
        values[s.name] = np.array(rows, dtype=object).reshape(len(outcomes), *shape)
        start += count
    yield FiniteSpace((Fraction(1, len(outcomes)),) * len(outcomes), values)


def structured(question: Question, point: Point) -> bool:
    """Whether a finite space has what premises declare of it; a continuous one is made of its laws."""
    if not isinstance(point.space, FiniteSpace):
        return True
    premises = [p for p in question.premises if isinstance(p, Apply) and p.op in STRUCTURAL]
    # Which variables are independent is not in the numbers of a point.
    return all(certain(p, point) for p in premises if any(s.sort not in RANDOM for s in symbols(p)))


def _redrawn(question: Question, point: Point) -> Point | None:
    """The point with a space made anew for its numbers; None where these don't stay as they are."""
    try:
        new = sample_space(question.symbols, question.premises, Random(0), replace(point, space=None), "finite")
    except NoPoint:
        return None
    same = all(isinstance(v, Expr) or np.array_equal(v, new.values[name]) for name, v in point.values.items())
    return new if same and structured(question, new) else None


def smallest(question: Question, point: Point, outcome: Outcome) -> tuple[Point, Outcome]:
    """A point as simple as can be at which the relation still certainly fails."""

    random = [s for s in question.symbols if s.sort in ("variable", "event")]
    fixed = any(isinstance(p, Apply) and p.op == "partition" for p in question.premises)

    def fails(candidate: Point) -> bool:
        # A counterexample of size 1 would leave open whether the claim is about arrays at all.
        if any(size < 2 <= point.sizes[name] for name, size in candidate.sizes.items()):
            return False
        if fixed and candidate.sizes != point.sizes:
            return False  # some of the parts are no partition
        try:
            found = look(question, candidate)
        except Unsupported:
            return False
        return found is not None and found.state == FAILS

    def mend(candidate: Point) -> Point | None:
        if candidate.space is None:
            return constructed(question.premises, candidate)
        return candidate if structured(question, candidate) else _redrawn(question, candidate)

    nodes = count_nodes(question.left, question.right)
    looks = min(MOST_LOOKS, MOST_STEPS // nodes)
    if not looks:
        return point, outcome
    shaped = {p.args[0] for p in question.premises if isinstance(p, Apply) and p.op in SHAPED}
    functions = [s for s in question.symbols if s.domain == "function" and s not in shaped and s.name in point.values]
    small = shrink(_small_space(question, point, fails), fails, looks, random, mend, functions)
    last = look(question, small)
    return (small, last) if last is not None and last.state == FAILS else (point, outcome)
