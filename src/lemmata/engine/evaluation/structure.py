"""Whether a finite space has the structure that premises declare: independence, one law, decided exactly.

A space is made so that they hold; where several premises speak of one variable the making may fail.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from math import prod
from typing import Any

import numpy as np

from lemmata.engine.evaluation.premises import Entry, Premises

Outcomes = Sequence[Hashable]  # what is seen at each outcome


def declared_structure_holds(
    weights: Sequence[Fraction], values: Mapping[str, Any], known: Premises
) -> bool:
    """Whether what premises declare independent is so, given others too, and what shall have one law has one."""

    def seen(entries: Iterable[Entry]) -> list[Hashable]:
        tables = [t for entry in sorted(entries, key=str) for t in _tables(values, entry)]
        return [tuple(t[o] for t in tables) for o in range(len(weights))]

    groups = [[seen(part) for part in parts] for parts in known.independent]
    for name in known.componentwise & set(values):
        groups.append([seen([(name, place)]) for place in np.ndindex(values[name].shape[1:])])
    if not all(_independent(weights, group) for group in groups):
        return False
    for x, y, z in known.chains:
        one, other, given = (seen((name, None) for name in names) for names in (x, y, z))
        for value in set(given):
            here = [k for k, v in enumerate(given) if v == value]
            total = sum(weights[k] for k in here)
            if not _independent([weights[k] / total for k in here], [[part[k] for k in here] for part in (one, other)]):
                return False
    return all(_one_law(weights, twins, values) for twins in known.twins)


def _tables(values: Mapping[str, Any], entry: Entry) -> list[Sequence[Any]]:
    """What each number of an entry is at each outcome; of a place that the sizes don't have nothing."""
    name, place = entry
    if name not in values:
        return []
    shape = values[name].shape[1:]
    places = [p for p in np.ndindex(shape) if place in (None, p)]
    return [list(values[name][(slice(None), *p)]) for p in places]


def _masses(weights: Sequence[Fraction], outcomes: Outcomes) -> dict[Hashable, Fraction]:
    found: dict[Hashable, Fraction] = defaultdict(Fraction)
    for weight, value in zip(weights, outcomes):
        found[value] += weight
    return found


def _independent(weights: Sequence[Fraction], parts: Sequence[Outcomes]) -> bool:
    """Whether every combination of values has the product of their masses."""
    alone = [_masses(weights, part) for part in parts]
    together = _masses(weights, list(zip(*parts)))
    if prod(len(masses) for masses in alone) != len(together):
        return False
    values = list(zip(*parts))
    return all(together[v] == prod((masses[x] for masses, x in zip(alone, v)), start=Fraction(1)) for v in values)


def _one_law(weights: Sequence[Fraction], twins: Iterable[Entry], values: Mapping[str, Any]) -> bool:
    """Whether all entries have the same masses."""
    laws = [_masses(weights, table) for entry in twins for table in _tables(values, entry)]
    return all(law == laws[0] for law in laws)
