"""Entropies of affine images of random vectors, against SciPy's of their normal law."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import numpy as np
import pytest
from scipy import stats

from lemmata.engine.evaluation import Balls, Point, evaluate, sample_space
from lemmata.engine.evaluation.affine import linear_image
from lemmata.engine.expr import symbol
from lemmata.engine.ops import apply

X = symbol("X", ["n"], "variable")
A, B = symbol("A", ["n", "n"]), symbol("b", ["n"])
C = symbol("c")
MATRIX, SHIFT, FACTOR = np.array([[2, 1, 0], [0, 1, 3], [1, 0, 1]]), np.array([1, -2, 5]), -3
IMAGES = [
    (X, np.eye(3)), (X + B, np.eye(3)), (-X, -np.eye(3)), (C * X, FACTOR * np.eye(3)), (X / C, np.eye(3) / FACTOR),
    (A @ X, MATRIX), (A @ (C * X + B) - B, FACTOR * MATRIX), (C * (A @ (A @ X)), FACTOR * MATRIX @ MATRIX),
]


@pytest.mark.parametrize(("image", "matrix"), IMAGES)
@pytest.mark.parametrize("seed", range(3))
def test_entropy_of_an_affine_image(image, matrix, seed):
    exact = np.vectorize(Fraction, otypes=[object])
    values = {"A": exact(MATRIX), "b": exact(SHIFT), "c": exact(np.array(FACTOR))}
    point = sample_space([X], [], Random(seed), Point({"n": 3}, values), "gaussian")
    covariance = matrix @ point.values["covariance of X"].astype(float) @ matrix.T
    found = evaluate(apply("differential_entropy", image), point, Balls(128))
    assert float(np.asarray(found).item().mid()) == pytest.approx(stats.multivariate_normal(cov=covariance).entropy())


@pytest.mark.parametrize("expr", [X * X, apply("exp", X), X + X, symbol("D", ["m", "n"]) @ X, B * X])
def test_other_images_have_no_linear_form(expr):
    assert linear_image(expr) is None
