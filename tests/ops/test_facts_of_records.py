"""What the records say of their values holds at samples, whatever the domains of the arguments."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
from tests.ops.typical import TypicalCall, centre, in_balls, rebuilt

from lemmata.engine.ops import apply
from lemmata.engine.ops.facts import facts_of
from lemmata.engine.ops.intervals import read_interval

DOMAINS = ("positive", "negative", "nonnegative", "unit", "integer", "natural", "binary", "nonzero")
TOLERANCE = 1e-12
HOLDS: dict[str, Callable[[Any], bool]] = {
    "positive": lambda v: (v > 0).all(), "negative": lambda v: (v < 0).all(), "nonzero": lambda v: (v != 0).all(),
    "nonnegative": lambda v: (v >= 0).all(), "nonpositive": lambda v: (v <= 0).all(),
    "zero": lambda v: (v == 0).all(), "unit": lambda v: ((v >= 0) & (v <= 1)).all(),
    "integer": lambda v: (v == np.rint(v)).all(), "natural": lambda v: ((v == np.rint(v)) & (v >= 0)).all(),
    "binary": lambda v: ((v == 0) | (v == 1)).all(), "even": lambda v: (v % 2 == 0).all(),
    "odd": lambda v: (v % 2 == 1).all(),
    "simplex": lambda v: (v >= 0).all() and abs(v.sum() - 1) < TOLERANCE,
    "symmetric": lambda v: np.allclose(v, v.T),
    "square": lambda v: v.shape[0] == v.shape[1],
    "posdef": lambda v: np.allclose(v, v.T) and (np.linalg.eigvalsh(v) > 0).all(),
    "semidefinite": lambda v: np.allclose(v, v.T) and (np.linalg.eigvalsh(v) > -1e-9 * (1 + abs(v).max())).all(),
    "orthogonal": lambda v: np.allclose(v.T @ v, np.eye(len(v))),
    "semiorthogonal": lambda v: np.allclose(v.T @ v, np.eye(v.shape[1])),
    "invertible": lambda v: np.linalg.matrix_rank(v) == len(v),
    "diagonal": lambda v: np.allclose(v, np.diag(np.diag(v))),
}


def check(call: TypicalCall, domains: tuple[str, ...], style: str) -> None:
    args = [rebuilt(s, d) if d else s for s, d in zip(call.args, domains)]
    facts = sorted(facts_of(apply(call.name, *args, **call.params)) & set(HOLDS))
    if not facts:
        return
    for point in call.points(2, style, domains):
        value = centre(in_balls(call.node, point))
        if not np.isfinite(value).all():
            continue
        for fact in facts:
            assert HOLDS[fact](value), (
                f"{call} of {domains or 'its samples'} is not {fact}: {value} at {point.values} (seed {point.seed})")


def test_facts_hold_at_samples(call: TypicalCall) -> None:
    for style in ("random", "small"):
        check(call, tuple("" for _ in call.args), style)


def test_facts_hold_in_other_domains(call: TypicalCall) -> None:
    """Real, positive and whole arguments are tried in every entrywise domain."""
    if call.node.sort == "boolean" or call.case:
        return
    choices = [DOMAINS if s.domain in ("real", "positive", "nonzero", "nonnegative") else ("",) for s in call.args]
    tried = list(product(*choices))
    for domains in tried[:: 1 + len(tried) // 24]:
        check(call, domains, "small")


def test_values_lie_in_the_interval_of_the_record(call: TypicalCall) -> None:
    if not call.record.values:
        return
    interval = read_interval(call.record.values)
    for style in ("random", "special", "large", "tiny"):
        for point in call.points(4, style):
            for value in np.ravel(in_balls(call.node, point)):
                low, high = float(value.lower()), float(value.upper())
                inside = float(interval.low) <= high and low <= float(interval.high)
                assert inside, f"{call} = {value} at {point.values}"


def test_matrix_facts(whole_call: TypicalCall) -> None:
    """Square real matrices are tried as members of every class of matrices."""
    classes = ("symmetric", "posdef", "orthogonal", "invertible", "diagonal")
    square = [s.rank == 2 and s.shape[0] == s.shape[1] for s in whole_call.args]
    if not any(square):
        return
    for domain in classes:
        domains = tuple(domain if is_square else "" for is_square in square)
        check(whole_call, domains, "small")
