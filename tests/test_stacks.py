"""Stacks of structured matrices: declared, drawn matrix by matrix, and what is known of each of them used."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

import lemmata as lm
from lemmata.engine.evaluation import sample
from lemmata.engine.evaluation.styles import STYLES
from lemmata.engine.ops import apply
from lemmata.engine.ops.facts import known
from lemmata.engine.readers.declarations import parse_declarations
from lemmata.engine.readers.errors import ReadError


def eigenvalues_are_positive(a):
    return np.allclose(a, a.T) and np.linalg.eigvalsh(a).min() > 0


HOLDS = {
    "posdef": eigenvalues_are_positive,
    "symmetric": lambda a: np.array_equal(a, a.T),
    "orthogonal": lambda a: np.allclose(a.T @ a, np.eye(len(a))),
    "semiorthogonal": lambda a: np.allclose(a.T @ a, np.eye(a.shape[1])),
    "invertible": lambda a: np.linalg.matrix_rank(a, tol=0) == len(a),
    "diagonal": lambda a: np.array_equal(a, np.diag(np.diag(a))),
}


@pytest.mark.parametrize("domain", sorted(HOLDS))
@pytest.mark.parametrize("batch", ["b", "b h"])
def test_every_matrix_of_a_drawn_stack_has_the_property(domain, batch):
    (T,) = parse_declarations(f"T: {domain}[{batch} n n]").values()
    for seed, style in enumerate(STYLES):
        value = sample([T], {"b": 2, "h": 3, "n": 3}, Random(seed), style).values["T"].astype(float)
        for a in value.reshape(-1, 3, 3):
            assert HOLDS[domain](a), (domain, style, seed, a)


def test_a_stack_must_hold_square_matrices():
    with pytest.raises(ReadError, match=r"square, not m by n; write T: posdef\[b m m\]"):
        parse_declarations("T: posdef[b m n]")


TRUE = [
    ("T.mT", "T", "T: symmetric[b n n]"),
    ("T.mT", "T", "T: posdef[b h n n]"),
    ("Q.mT @ Q - eye(n)", "0*Q", "Q: orthogonal[b h n n]"),
    ("Q @ Q.mT - eye(n)", "0*Q", "Q: orthogonal[b n n]"),
    ("Q.mT @ Q - eye(n)", "zeros((b, n, n))", "Q: semiorthogonal[b m n]"),
    ("inv(T) @ T - eye(n)", "0*T", "T: invertible[b n n]"),
    ("T @ inv(T) - eye(n)", "0*T", "T: posdef[b n n]"),
    ("inv(T).mT", "inv(T)", "T: posdef[b n n]"),
    ("sum(p, axis=-1)", "ones(b)", "p: simplex[b n]"),
    ("sum(sum(p, axis=-1))", "b*h", "p: simplex[b h n]"),
]
HOLD = [
    ("det(T @ S)", "det(T) * det(S)", "T: posdef[b n n], S: symmetric[b n n]"),
    ("logdet(T)", "log(det(T))", "T: posdef[b n n]"),
    ("cholesky(T) @ cholesky(T).mT", "T", "T: posdef[b n n]"),
    ("abs(det(Q))", "ones(b)", "Q: orthogonal[b n n]"),
    ("T @ S", "S @ T", "T: diagonal[b n n], S: diagonal[b n n]"),
]
FALSE = [
    ("T.mT", "T", "T: real[b n n]"),
    ("T.T", "T", "T: symmetric[n n n]"),
    ("T.mT", "T", "T: orthogonal[b n n]"),
    ("Q @ Q.mT - eye(m)", "zeros((b, m, m))", "Q: semiorthogonal[b m n]"),
    ("T @ S", "S @ T", "T: symmetric[b n n], S: symmetric[b n n]"),
    ("inv(T)", "T.mT", "T: posdef[b n n]"),
    ("T @ T - eye(n)", "0*T", "T: orthogonal[b n n]"),
    ("sum(p, axis=0)", "ones(n)", "p: simplex[b n]"),
    ("logdet(T)", "2 * log(det(T))", "T: posdef[b n n]"),
]


@pytest.mark.parametrize("left, right, declared", TRUE, ids=[f"{a} = {b} for {v}" for a, b, v in TRUE])
def test_true_of_every_matrix_is_proved(left, right, declared):
    assert lm.parse(left, declared).equals(lm.parse(right, declared)).kind == "proved"


@pytest.mark.parametrize("left, right, declared", HOLD, ids=[f"{a} = {b} for {v}" for a, b, v in HOLD])
def test_true_of_every_matrix_holds(left, right, declared):
    assert lm.parse(left, declared).equals(lm.parse(right, declared)).kind in ("proved", "agrees")


@pytest.mark.parametrize("left, right, declared", FALSE, ids=[f"{a} = {b} for {v}" for a, b, v in FALSE])
def test_false_of_some_matrix_is_refuted(left, right, declared):
    verdict = lm.parse(left, declared).equals(lm.parse(right, declared))
    assert verdict.kind == "refuted" and verdict.certified


def test_facts_are_of_the_matrices_of_a_stack():
    (T,) = parse_declarations("T: posdef[b n n]").values()
    (p,) = parse_declarations("p: simplex[b n]").values()
    assert known(T[0], "posdef") and known(apply("det", T[0]), "positive") and known(p[1], "simplex")
    assert not known(T[0, 1], "posdef") and not known(p, "simplex")
