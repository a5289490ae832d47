"""Infinite sums of arrays: enclosures against closed forms of SciPy and NumPy, and sums that have no bound."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from scipy.linalg import cosm, expm, solve_discrete_lyapunov

from lemmata.engine.evaluation import FLOATS, Balls, evaluate
from lemmata.engine.evaluation.arithmetics import Unsupported
from lemmata.engine.evaluation.matrices import exact
from lemmata.engine.evaluation.points import Point
from lemmata.engine.readers.text import read_text

SMALL = np.array([[0.25, -0.5], [0.125, 0.375]])
STEEP = np.array([[0.5, 4.0], [0.0, 0.25]])  # of spectral radius 1/2, but its norm is above 4
LARGE = np.array([[2.0, -3.0], [1.5, 1.0]])
NILPOTENT = np.array([[0.0, 3.0], [0.0, 0.0]])
I = np.eye(2)
b = np.array([1.5, -2.0])
Q = np.array([[2.0, 0.5], [0.5, 1.0]])
inv = np.linalg.inv

SUMS = [
    ("sum(matrix_power(A, k) for k in range(inf))", (SMALL, STEEP, NILPOTENT), lambda A: inv(I - A)),
    ("sum((-1)**k * matrix_power(A, k) for k in range(inf))", (SMALL, STEEP), lambda A: inv(I + A)),
    ("sum(k * matrix_power(A, k - 1) for k in range(1, inf))", (SMALL, STEEP), lambda A: inv(I - A) @ inv(I - A)),
    ("sum(matrix_power(A, 2*k + 1) for k in range(inf))", (SMALL, STEEP), lambda A: A @ inv(I - A @ A)),
    ("sum(matrix_power(A, k) @ b for k in range(inf))", (SMALL, STEEP), lambda A: inv(I - A) @ b),
    ("sum(matrix_power(A, k) @ Q @ matrix_power(A, k).T for k in range(inf))", (SMALL, STEEP),
     lambda A: solve_discrete_lyapunov(A, Q)),
    ("sum(matrix_power(A, k) / factorial(k) for k in range(inf))", (SMALL, LARGE, NILPOTENT), expm),
    ("sum((-1)**k * matrix_power(A, 2*k) / factorial(2*k) for k in range(inf))", (SMALL, LARGE), cosm),
    ("sum(matrix_power(A, k) - matrix_power(A, k + 1) for k in range(inf))", (SMALL, STEEP), lambda A: I),
    ("sum(b / 2**k for k in range(inf))", (SMALL,), lambda A: 2 * b),
]
CASES = [(text, A, closed) for text, points, closed in SUMS for A in points]


def at(A):
    values = {name: exact([[Fraction(v) for v in row] for row in value]) for name, value in (("A", A), ("Q", Q))}
    return Point({"n": 2}, {**values, "b": exact([Fraction(v) for v in b])}, None)


def expression(text):
    return read_text(text, "A: real[n n], Q: real[n n], b: real[n]")


@pytest.mark.parametrize("text, A, closed", CASES, ids=[f"{text} at {A.tolist()}" for text, A, _ in CASES])
def test_the_enclosure_holds_the_closed_form(text, A, closed):
    found, wanted = evaluate(expression(text), at(A), Balls(160)), closed(A)
    assert found.shape == wanted.shape
    for ball, number in zip(found.flat, wanted.flat):
        close = abs(float(ball.mid()) - number) < 1e-9 * max(1, abs(number))
        assert float(ball.rad()) < 1e-20 and close, (ball, number)
    floats = evaluate(expression(text), at(A), FLOATS)
    np.testing.assert_allclose(np.asarray(floats, float), wanted, rtol=1e-6, atol=1e-7)


DIVERGING = [
    ("sum(matrix_power(A, k) for k in range(inf))", LARGE),
    ("sum(matrix_power(A, k) for k in range(inf))", I),
    ("sum(A / (k + 1) for k in range(inf))", SMALL),
    ("sum(k * A - k * Q for k in range(inf))", SMALL),
    ("sum(k * A - k * A for k in range(inf))", SMALL),  # terms are bounded one by one: no value rather than a wrong one
]


@pytest.mark.parametrize("text, A", DIVERGING, ids=[f"{text} at {A.tolist()}" for text, A in DIVERGING])
def test_without_a_bound_there_is_no_value(text, A):
    with pytest.raises(Unsupported, match="without an error bound"):
        evaluate(expression(text), at(A), Balls(160))
