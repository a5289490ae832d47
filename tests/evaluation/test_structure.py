"""Whether declared structure is decided as probability theory defines it; NumPy counts the same tables."""

import itertools
from fractions import Fraction
from random import Random

import numpy as np
import pytest

from lemmata.engine.evaluation import sample_space
from lemmata.engine.evaluation.points import Point
from lemmata.engine.evaluation.premises import Premises
from lemmata.engine.evaluation.structure import declared_structure_holds
from lemmata.engine.evaluation.styles import NoPoint
from lemmata.engine.readers.declarations import parse_declarations
from lemmata.engine.readers.text import read

NAMES = "X: variable, Y: variable, Z: variable"


def premises(text):
    known = parse_declarations(NAMES)
    return [read(p, known)[0] for p in text.split(";")], list(known.values())


def table(weights, values, names):
    """The probabilities of all combinations of the values of some variables, as a NumPy array."""
    axes = [sorted(set(values[name])) for name in names]
    found = np.zeros([len(a) for a in axes])
    for o, weight in enumerate(weights):
        found[tuple(a.index(values[n][o]) for a, n in zip(axes, names))] += float(weight)
    return found


def independent(weights, values, names):
    joint = table(weights, values, names)
    margins = [table(weights, values, [n]) for n in names]
    return np.allclose(joint, np.einsum(",".join("abc"[:len(names)]), *margins))


def given(weights, values, x, y, z):
    joint = table(weights, values, [x, y, z])
    return np.allclose(joint * joint.sum((0, 1)), joint.sum(1)[:, None] * joint.sum(0)[None])


def one_law(weights, values, x, y):
    return sorted(set(values[x])) == sorted(set(values[y])) and np.allclose(
        table(weights, values, [x]), table(weights, values, [y]))


CASES = {
    "independent(X, Y)": lambda w, v: independent(w, v, "XY"),
    "independent(X, Y, Z)": lambda w, v: independent(w, v, "XYZ"),
    "conditionally_independent(X, Y, Z)": lambda w, v: given(w, v, *"XYZ"),
    "identically_distributed(X, Y)": lambda w, v: one_law(w, v, *"XY"),
    "independent(X, Y); identically_distributed(X, Z)": lambda w, v: independent(w, v, "XY") and one_law(w, v, *"XZ"),
    "conditionally_independent(X, Y, Z); independent(X, Z)":
        lambda w, v: given(w, v, *"XYZ") and independent(w, v, "XZ"),
    "independent(X, Y); independent(Y, Z); independent(X, Z)":
        lambda w, v: all(independent(w, v, pair) for pair in ("XY", "YZ", "XZ")),
}


@pytest.mark.parametrize("text", CASES)
def test_it_is_what_numpy_counts(text):
    known = Premises.of(premises(text)[0])
    cells = [*itertools.product((0, 1), repeat=3)]
    coins = ([*cells], [cell for cell in cells if sum(cell) % 2 == 0], [(a, a, b) for a, b, _ in cells],
             [(a, b, a) for a, b, _ in cells], [(a, 0, 1) for a, _, _ in cells])
    seen = set()
    for seed, outcomes in itertools.product(range(8), coins):
        rng = Random(seed)
        parts = [1 if seed < 4 else rng.randint(1, 3) for _ in outcomes]
        weights = [Fraction(p, sum(parts)) for p in parts]
        values = {name: np.array([Fraction(o[k]) for o in outcomes], dtype=object) for k, name in enumerate("XYZ")}
        held = declared_structure_holds(weights, values, known)
        assert held == CASES[text](weights, values), (seed, outcomes)
        seen.add(held)
    assert seen == {True, False}


@pytest.mark.parametrize("text", CASES)
def test_spaces_are_made_so(text):
    given_premises, wanted = premises(text)
    made = 0
    for seed in range(30):
        try:
            space = sample_space(wanted, given_premises, Random(seed), Point({})).space
        except NoPoint:
            continue
        made += 1
        assert CASES[text](space.weights, {name: list(v) for name, v in space.values.items()}), seed
    assert made >= 10
