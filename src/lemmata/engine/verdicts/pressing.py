"""A search against a claim that has held so far: points where it is least true, and points on other scales."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from random import Random

import numpy as np

from lemmata.engine.evaluation import Point, inside
from lemmata.engine.expr import Symbol, count_nodes
from lemmata.engine.verdicts.compare import FAILS, HOLDS, Outcome
from lemmata.engine.verdicts.looking import (
    look,
)
from lemmata.engine.verdicts.question import Question
from lemmata.engine.verdicts.sampling import (
    MIRRORED,
    Evidence,
    has_analysis,
    random_symbols,
)

MOST_LOOKS = 60
MOST_STEPS = 6000  # nodes that are evaluated in all of these looks
STARTS = 3
ORDERED = ("lt", "le", "gt", "ge")
FACTORS = (Fraction(-1), Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(9, 10), Fraction(11, 10),
           Fraction(3, 2), Fraction(2), Fraction(4))
SCALES = (Fraction(1, 16), Fraction(1, 4), Fraction(1), Fraction(1), Fraction(4), Fraction(16))


def pressed(question: Question, seen: Evidence, seed: int) -> Iterator[tuple[Point, Outcome]]:
    """Points at which the question certainly fails, found from those at which it held.

    Few random points miss what fails on a small part of all points: sin x < 1/x on all of |x| < 1.
    """
    moved = [s for s in question.symbols if s.sort in ("real", "integer") and s.domain != "labels"]
    if not moved or not seen.held or random_symbols(question) or has_analysis(question):
        return
    looks = min(MOST_LOOKS, MOST_STEPS // count_nodes(question.left, question.right))
    rng = Random(f"pressed {seed}")
    if question.op not in ORDERED:
        for k in range(looks):
            candidate = _rescaled(seen.held[k % len(seen.held)], moved, rng)
            found = look(question, candidate) if inside(candidate) else None
            if found is not None and found.state == FAILS:
                yield candidate, found
        return
    margins = [_margin(question, outcome) for outcome in seen.outcomes]
    order = sorted(range(len(margins)), key=lambda k: margins[k])[:STARTS]
    for start in order:
        point, least = seen.held[start], margins[start]
        for _ in range(looks // STARTS):
            candidate = _stepped(point, moved, rng)
            found = look(question, candidate) if inside(candidate) else None
            if found is not None and found.state == FAILS:
                yield candidate, found
                break
            if found is not None and found.state == HOLDS and _margin(question, found) < least:
                point, least = candidate, _margin(question, found)


def _margin(question: Question, outcome: Outcome) -> float:
    """How far the least true entry is from its limit, by the size of the sides."""
    left, right = np.broadcast_arrays(*(np.asarray(v, dtype=object) for v in (outcome.left, outcome.right)))
    low, high = (left, right) if question.op in ("lt", "le") else (right, left)
    return min((float((b - a).mid()) / max(float(abs(a).mid()), float(abs(b).mid()), 1e-30)
                for a, b in zip(low.flat, high.flat)), default=float("inf"))


def _stepped(point: Point, moved: list[Symbol], rng: Random) -> Point:
    """The point with one entry moved."""
    s = rng.choice(moved)
    values = np.array(point.values[s.name], dtype=object)
    if not values.size:
        return point
    place = tuple(rng.randrange(size) for size in values.shape)
    old = values[place]
    if s.sort == "integer":
        values[place] = old + rng.choice((-2, -1, 1, 2))
    elif values.shape and s.domain != "simplex" and rng.random() < 0.3:
        values = values * abs(rng.choice(FACTORS))
    elif rng.random() < 0.6:
        values[place] = old * rng.choice(FACTORS)
    else:
        values[place] = old + Fraction(rng.randint(-16, 16), rng.choice((4, 32)))
    return replace(point, values={**point.values, s.name: _completed(s, values, place)})


def _completed(s: Symbol, values: np.ndarray, place: tuple[int, ...]) -> np.ndarray:
    """The array with one entry moved, and what its domain lets move with it."""
    if s.domain in MIRRORED:
        values[(*place[:-2], place[-1], place[-2])] = values[place]
    elif s.domain == "simplex":
        total = values.sum(axis=-1, keepdims=True)
        values = values / total if np.all(total > 0) else values
    return values


def _rescaled(point: Point, moved: list[Symbol], rng: Random) -> Point:
    """The point with each number or array on another scale, and perhaps with the other sign."""
    values = dict(point.values)
    for s in moved:
        factor = rng.choice(SCALES) * rng.choice((-1, 1))
        values[s.name] = np.array(np.asarray(values[s.name], dtype=object) * factor, dtype=object)
    return replace(point, values=values)
