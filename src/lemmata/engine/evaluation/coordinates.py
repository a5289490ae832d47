"""Coordinates of a finite space: which random number is a function of which, and the weights of their cells."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt
from random import Random
from typing import Any

import numpy as np

from lemmata.engine.evaluation.arithmetics import RATIONALS, Undefined, Unsupported
from lemmata.engine.evaluation.evaluate import evaluate
from lemmata.engine.evaluation.points import Point, shape_at
from lemmata.engine.evaluation.premises import Premises
from lemmata.engine.evaluation.random import family_of
from lemmata.engine.evaluation.styles import NoPoint
from lemmata.engine.expr import Expr, Symbol, integer

MOST_WIDE = 3  # coordinates that have 4 cells each where variances are given; of more the cells are coins


@dataclass(frozen=True)
class Unit:
    """A random number or event, or one entry of a vector of them.

    coordinates  those that it is a function of        twin  units of one twin have the same law
    middle       given it, others are independent: it tells all cells of its coordinate apart
    mixed        a function of what others are, with two values: it tells none of them alone
    coin         one of two equally likely values: of one coordinate, or as the sum of two of them modulo 2
    """

    name: str
    place: tuple[int, ...]
    event: bool
    coordinates: tuple[int, ...]
    law: Expr | None = None
    twin: str = ""
    given_variance: bool = False
    middle: bool = False
    mixed: bool = False
    coin: bool = False

    @property
    def key(self) -> tuple[str, tuple[int, ...]]:
        return self.name, self.place


class Structure:
    """Which units there are, and which coordinates each is a function of."""

    def __init__(self, wanted: Sequence[Symbol], known: Premises, point: Point, rng: Random):
        self.count = 0
        self.rng = rng
        self.known = known
        self.by_chance = False
        self.mixed: tuple[str, tuple[int, ...]] | None = None
        self.coins: tuple[Any, ...] = ()
        self.events = all(s.sort == "event" for s in wanted)
        self.units: list[Unit] = []
        entries: list[tuple[Symbol, tuple[int, ...]]] = [
            (s, place) for s in wanted for place in np.ndindex(shape_at(s, point.sizes))]
        keys = [(s.name, place) for s, place in entries]
        apart = known.pairs(keys)
        coordinates = self._assign(keys, apart, known)
        for (node, place), key in zip(entries, keys):
            law = known.law_of(node.name, place)
            self.units.append(Unit(
                node.name, place, node.sort == "event", coordinates[key], law, known.twin_of(node.name, place),
                known.variance_of(*key) is not None, any(node.name in z for _, _, z in known.chains), key == self.mixed,
                key in self.coins,
            ))

    def new(self) -> int:
        self.count += 1
        return self.count - 1

    def _alone(
        self, x: frozenset[str], y: frozenset[str], z: frozenset[str], apart: set[frozenset[Any]]
    ) -> set[frozenset[str]]:
        """Of X and Y, independent given Z: what is a function of its own noise, as it is independent of Z, or one of
        both, as they are independent of each other."""
        pairs = [{n for n, _ in pair} for pair in apart]
        found = {part for part in (x, y) if any(pair & part and pair & z for pair in pairs)}
        if not found and any(pair & x and pair & y for pair in pairs):
            found.add(self.rng.choice([x, y]))
        return found

    def _assign(self, keys: list[Any], apart: set[frozenset[Any]], known: Premises) -> dict[Any, tuple[int, ...]]:
        found: dict[Any, list[int]] = {key: [] for key in keys}
        for x, y, z in known.chains:  # X and Y independent given Z: functions of Z and of noise of their own
            middle = self.new()
            alone = self._alone(x, y, z, apart)
            for names, noisy in ((z, False), (x, True), (y, True)):
                noise = self.new() if noisy else None
                for key in (k for k in keys if k[0] in names):
                    found[key] += [middle] if noise is None else [noise] if names in alone else [middle, noise]
        named = sorted({k for pair in apart for k in pair})
        edges = [(a, b) for a, b in itertools.combinations(named, 2) if frozenset((a, b)) not in apart]
        for group in _components(named, edges):
            inner = [(a, b) for a, b in edges if a in group]
            if len(group) == 1 and found[group[0]]:
                continue  # a premise on what is given has made it apart already
            if len(inner) == len(group) * (len(group) - 1) // 2:
                shared = self.new()
                for key in group:
                    found[key].append(shared)
                continue
            for a, b in inner:
                shared = self.new()
                found[a].append(shared)
                found[b].append(shared)
        self._pairwise(found, apart, known)
        twins = sorted({known.twin_of(*k) for k in keys} - {""})
        for twin in twins:  # the same law, not declared independent: own noise and a common coordinate
            members = [k for k in keys if known.twin_of(*k) == twin]
            counts = {len(found[k]) for k in members if found[k]}
            common = [] if counts else [self.new()]
            for key in (k for k in members if not found[k]):
                if common:
                    found[key] += [self.new(), *common]
                elif counts == {1}:  # a function of one coordinate, as the others of its law are
                    found[key] = [self.rng.choice([*range(self.count), self.new()])]
                else:
                    found[key] = [self.new() for _ in range(min(counts))]
        if not self.count and self._apart_by_chance(keys, found, known):
            return {key: tuple(c) for key, c in found.items()}
        free = [k for k in keys if not found[k] and known.law_of(*k) is None]
        lawful = [k for k in keys if not found[k] and known.law_of(*k) is not None]
        if lawful or not self.count:
            shared = self.new()
            for key in lawful:
                found[key].append(shared)
        for key in free:
            found[key] = list(range(self.count))
        for key in keys:  # a law is that of one coordinate
            if (known.law_of(*key) is not None or known.variance_of(*key) is not None) and len(found[key]) > 1:
                found[key] = found[key][:1]
        return {key: tuple(c) for key, c in found.items()}

    def _pairwise(self, found: dict[Any, list[int]], apart: set[frozenset[Any]], known: Premises) -> None:
        """Often, of three that are independent only in pairs, as two coins and whether they show the same."""
        open_to_all = [k for k in sorted(found) if len(found[k]) == 1 and not k[1] and known.law_of(*k) is None and (
            known.variance_of(*k) is None) and not known.twin_of(*k)]
        for three in itertools.combinations(open_to_all, 3):
            names = {name for name, _ in three}
            together = any(sum(name in {n for part in groups for n, _ in part} for name in names) == 3
                           for groups in known.independent)
            pairs = {frozenset(pair) for pair in itertools.combinations(three, 2)}
            if together or not pairs <= apart or any(names & own for _, own in known.pointwise) or any(
                    names & (x | y | z) for x, y, z in known.chains):
                continue
            if self.rng.random() < 0.5:
                self.coins = three
                found[three[2]] = sorted({*found[three[0]], *found[three[1]]})
            return

    def _apart_by_chance(self, keys: list[Any], found: dict[Any, list[int]], known: Premises) -> bool:
        """Sometimes, where premises leave it open: each a function of some coordinates.

        In general position all are dependent in all ways; here some are independent, functions of each other or
        of two others (as their sum modulo 2 is), or independent given a third.
        """
        if not 2 <= len(keys) <= 4 or known.laws or known.means or known.variances or known.pointwise or self.events:
            return False  # events in general position have all patterns already
        if self.rng.random() < 0.6:
            return False
        self.by_chance = True
        own = [[self.new()] for _ in keys[:3]]
        every = [c for (c,) in own]
        self.mixed = self.rng.choice(keys) if self.rng.random() < 0.5 else None
        for k, key in enumerate(keys):
            mine = own[min(k, 2)]
            others = [c for c in every if c not in mine]
            if self.mixed is None:
                found[key] = self.rng.choice([mine, every, others, mine + others[:1]])
            else:  # one is a function of all that is random, the others are independent
                found[key] = others if key == self.mixed else mine
        for c in every:  # no coordinate that nothing depends on
            if not any(c in places for places in found.values()):
                found[keys[0]].append(c)
        for key in keys:
            found[key] = sorted(set(found[key]))
        return True


def _components(nodes: Sequence[Any], edges: Sequence[tuple[Any, Any]]) -> list[list[Any]]:
    group = {node: {node} for node in nodes}
    for a, b in edges:
        if group[a] is not group[b]:
            merged = group[a] | group[b]
            for node in merged:
                group[node] = merged
    found: list[list[Any]] = []
    for node in nodes:
        if node == min(group[node]):
            found.append(sorted(group[node]))
    return found


# Weights


def coordinate_weights(structure: Structure, rng: Random, point: Point) -> list[list[Fraction]]:
    """The weights of the cells of each coordinate."""
    found: list[list[Fraction]] = []
    twins: dict[Any, list[Fraction]] = {}
    coins = structure.count > MOST_WIDE and all(
        _has_root(structure.known.variance_of(*u.key), point) for u in structure.units if u.given_variance)
    usual = ({2: 3} if structure.by_chance else {1: 8, 2: 4, 3: 3}).get(structure.count, 2)
    for c in range(structure.count):
        here = [u for u in structure.units if c in u.coordinates]
        laws = [u for u in here if u.law is not None]
        if any(u.coin for u in here):
            found.append([Fraction(1, 2)] * 2)
            continue
        if laws:
            found.append(_refined([masses(u.law, point) for u in laws if u.law is not None], len(laws) < len(here)))
            continue
        if any(u.given_variance for u in here):
            size = 8 if structure.count == 1 else 2 if coins else 4
            found.append([Fraction(1, size)] * size)
            continue
        twin = next(((u.twin, u.coordinates.index(c)) for u in here if u.twin), None)
        if twin is not None and twin in twins:
            found.append(twins[twin])
            continue
        events = sum(u.event for u in here)
        size = max(usual, 2 ** min(events, 4)) if structure.count == 1 else usual
        size = 2 if any(u.event and u.middle for u in here) else size
        parts = [rng.randint(1, 6) for _ in range(size)]
        found.append([Fraction(p, sum(parts)) for p in parts])
        if twin is not None:
            twins[twin] = found[-1]
    return found


def _has_root(variance: Expr | None, point: Point) -> bool:
    """Whether two equally likely rational values have a given variance."""
    try:
        value = Fraction(0) if variance is None else as_fraction(evaluate(variance, point, RATIONALS))
    except (Unsupported, Undefined):
        return False
    return value >= 0 and Fraction(isqrt(value.numerator), isqrt(value.denominator)) ** 2 == value


def masses(law: Expr, point: Point) -> list[tuple[Fraction, Fraction]]:
    """Values and masses of a law with finitely many values, at the point's parameters."""
    family = family_of(law)
    if not family.discrete:
        raise NoPoint(f"the {family.name} family has no place in a finite space")
    try:
        low, high = (evaluate(end(*law.children), point, RATIONALS) for end in (family.low, family.high))
        values = range(int(as_fraction(low)), int(as_fraction(high)) + 1)
        table = [(Fraction(x), as_fraction(evaluate(family.density(integer(x), *law.children), point, RATIONALS)))
                  for x in values]
    except (Unsupported, Undefined) as error:
        raise NoPoint(f"the {family.name} law has no finite exact table: {error}") from None
    if any(p < 0 for _, p in table) or sum(p for _, p in table) != 1:
        raise NoPoint(f"the parameters of the {family.name} law are outside their domains")
    return [(x, p) for x, p in table if p > 0]


def _refined(laws: list[list[tuple[Fraction, Fraction]]], shared: bool) -> list[Fraction]:
    """Cells on which every law's variable is constant: the laws side by side on [0, 1].

    Each is cut in two where variables without a law share the coordinate, which are then no function of them.
    """
    cuts = {Fraction(0)}
    for masses in laws:
        cuts |= set(itertools.accumulate(p for _, p in masses))
    ends = sorted(cuts)
    halves = 2 if shared and len(ends) <= 9 else 1
    return [(b - a) / halves for a, b in itertools.pairwise(ends) for _ in range(halves)]


def as_fraction(value: Any) -> Fraction:
    """An exact element as a Fraction."""
    return Fraction(int(value.p), int(value.q))
