"""Functions that words call convex, concave or increasing: what follows holds, what does not is refuted."""

import itertools
from fractions import Fraction
from random import Random

import pytest
from tests.documents.judged import HOLDS, NOTATION, REFUTED, UNDECIDED, assert_last, rows

from lemmata.engine.evaluation import FLOATS, Point, draw_shaped, evaluate
from lemmata.engine.expr import number
from lemmata.engine.ops import apply

BETWEEN = r"f(\lambda x + (1-\lambda) y)"
CHORD = r"\lambda f(x) + (1-\lambda) f(y)"
SHAPED = [
    (rf"Let $f$ be a convex function. Then ${CHORD} \geq {BETWEEN}$ for $\lambda \in [0, 1]$.", HOLDS + NOTATION),
    (rf"Let $f$ be a convex function. Then ${CHORD} \leq {BETWEEN}$ for $\lambda \in [0, 1]$.", REFUTED + NOTATION),
    (rf"Suppose that $f$ is concave. Then ${CHORD} \leq {BETWEEN}$ for $\lambda \in [0, 1]$.", HOLDS + NOTATION),
    (r"Let $\phi$ be a concave function and $X$ a random variable. Then $\mathbb{E}[\phi(X)] \le \phi(\mathbb{E}[X])$.",
     HOLDS),
    (r"Let $\phi$ be a convex function and $X$ a random variable. Then $\mathbb{E}[\phi(X)] \le \phi(\mathbb{E}[X])$.",
     REFUTED),
    (r"If $f: \mathbb{R}^n \to \mathbb{R}$ is convex, then $f(y) \ge f(x) + \nabla f(x)^\top (y - x)$.", HOLDS),
    (r"Let $f: \mathbb{R}^n \to \mathbb{R}$ be a twice differentiable convex function. Then $\nabla^2 f(x) \succeq 0$.",
     HOLDS),
    (r"Let $g$ be an increasing function. Then $g'(x) \ge 0$.", HOLDS),
    # what is not drawn so, not said, or not between values of the function
    (rf"Let $f$ be a function that is not convex. Then ${CHORD} \geq {BETWEEN}$ for $\lambda \in [0, 1]$.",
     UNDECIDED + NOTATION),
    (r"Suppose that $f$ is strictly convex. Then $f(x) \ge f(0)$.", UNDECIDED),
    (r"Let $f$ be a convex function. Then $f(x) \ge 0$.", UNDECIDED),
]


@rows(SHAPED)
def test_shaped_functions(text, expected):
    assert_last(text, expected)


@pytest.mark.parametrize("kind", ["convex", "concave", "increasing", "decreasing"])
@pytest.mark.parametrize("style", ["random", "small", "special"])
def test_draws_are_of_their_kind(kind, style):
    sign = -1 if kind in ("concave", "decreasing") else 1
    for seed in range(20):
        f = draw_shaped(kind, Random(seed), (), style)
        grid = [Fraction(k, 3) for k in range(-9, 10)]
        values = [sign * float(evaluate(apply("call", f, number(x)), Point({}), FLOATS)) for x in grid]
        steps = [b - a for a, b in itertools.pairwise(values)]
        found = [b - a for a, b in itertools.pairwise(steps)] if kind in ("convex", "concave") else steps
        assert all(step >= -1e-9 for step in found), (seed, kind, values)
