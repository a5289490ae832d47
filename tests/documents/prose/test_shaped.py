"""Functions that words call convex, increasing, quadratic and the like: what holds of them, and what does not."""

import itertools
from fractions import Fraction
from random import Random

import pytest
from tests.documents.judged import HOLDS, NOTATION, REFUTED, UNDECIDED, assert_last, rows

from lemmata.engine.evaluation import FLOATS, RATIONALS, Point, draw_shaped, evaluate
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
    (r"Let $f$ be convex. Then $f(y) \ge f(x) + \nabla f(x)^\top (y - x)$.", HOLDS),
    (r"Let $f$ be convex. Then $f(y) \le f(x) + \nabla f(x)^\top (y - x)$.", REFUTED),
    (r"If $f$ is convex, then $(\nabla f(x) - \nabla f(y))^\top (x - y) \ge 0$.", HOLDS),
    # quadratic, affine
    (r"Let $f: \mathbb{R}^n \to \mathbb{R}$ be quadratic. Then $f(x + d) = f(x) + \nabla f(x)^\top d + "
     r"\frac12 d^\top \nabla^2 f(x) d$.", HOLDS),
    (r"Let $f: \mathbb{R}^n \to \mathbb{R}$ be quadratic. Then $f(x + d) = f(x) + \nabla f(x)^\top d + "
     r"d^\top \nabla^2 f(x) d$.", REFUTED),
    (r"For a quadratic function $f$ we have $f'(x) = \frac{f(x + h) - f(x - h)}{2h}$.", HOLDS),
    (r"For a quadratic function $f$ we have $f(x + h) - 2 f(x) + f(x - h) = 2 h^2 f''(x)$.", REFUTED),
    (rf"Let $f$ be an affine function. Then ${BETWEEN} = {CHORD}$.", HOLDS),
    (r"Let $f$ be an affine function. Then $f(x + y) = f(x) + f(y)$.", REFUTED),
    (r"Simpson's rule is exact for quadratic $f$: $\int_a^b f(x)\,dx = "
     r"\frac{b-a}{6}\left(f(a) + 4f\left(\frac{a+b}{2}\right) + f(b)\right)$.", HOLDS),
    # of which more is said, or of which no more than part can be drawn
    (r"Let $f$ be a convex quadratic function. Then $f(x + d) = f(x) + f'(x) d + \frac12 f''(x) d^2$.", UNDECIDED),
    (r"Let $f$ be a quadratic convex function. Then $f(y) \ge f(x) + f'(x) (y - x)$.", UNDECIDED),
    (r"Let $f$ be a piecewise affine function. Then $f(x + d) = f(x) + f'(x) d$.", UNDECIDED),
    (r"Let $f$ be a non-affine function. Then $f(x + y) = f(x) + f(y) + 1$.", UNDECIDED),
    (r"Let $f: \mathbb{R}^n \to \mathbb{R}^m$ be affine. Then $f(x + y) = f(x) + f(y) - f(z)$.", UNDECIDED),
    # what is not drawn so, not said, or not between values of the function
    (rf"Let $f$ be a function that is not convex. Then ${CHORD} \geq {BETWEEN}$ for $\lambda \in [0, 1]$.",
     UNDECIDED + NOTATION),
    (r"Suppose that $f$ is strictly convex. Then $f(x) \ge f(0)$.", UNDECIDED),
    (r"Let $f$ be a convex function. Then $f(x) \ge 0$.", UNDECIDED),
]


@rows(SHAPED)
def test_shaped_functions(text, expected):
    assert_last(text, expected)


@pytest.mark.parametrize("kind, order", [("quadratic", 3), ("affine", 2)])
@pytest.mark.parametrize("style", ["random", "small", "special"])
def test_differences_of_draws_vanish(kind, order, style):
    for seed in range(20):
        f = draw_shaped(kind, Random(seed), (), style)
        values = [evaluate(apply("call", f, number(x)), Point({}), RATIONALS) for x in range(6)]
        for _ in range(order):
            values = [b - a for a, b in itertools.pairwise(values)]
        assert all(value == 0 for value in values), (seed, kind)


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
