"""Every family against SciPy and numerical integrals: normalisation, moments, entropy, divergence, cdf."""

import itertools
import math
from fractions import Fraction as F

import numpy as np
import pytest
from scipy import integrate

from lemmata.engine.evaluation import Point, evaluate
from lemmata.engine.expr import Expr, symbol
from lemmata.engine.ops import OPS, apply
from lemmata.engine.ops.families import FAMILIES, SPELLED

ROWS = {  # two members of each scalar family
    "bernoulli": [(F(1, 3),), (F(3, 4),)],
    "binomial_distribution": [(5, F(1, 3)), (5, F(3, 4))],
    "poisson": [(F(3, 2),), (4,)],
    "geometric": [(F(1, 3),), (F(3, 4),)],
    "geometric_failures": [(F(1, 3),), (F(3, 4),)],
    "discrete_uniform": [(-2, 3), (0, 6)],
    "negative_binomial": [(F(5, 2), F(1, 3)), (F(5, 2), F(3, 4))],
    "negative_binomial_trials": [(3, F(1, 3)), (3, F(3, 4))],
    "normal": [(F(1, 2), 2), (-1, F(1, 3))],
    "standard_normal": [(), ()],
    "uniform": [(-1, 3), (-2, F(7, 2))],
    "exponential": [(F(3, 2),), (3,)],
    "gamma_distribution": [(F(5, 2), 2), (3, F(1, 2))],
    "beta_distribution": [(2, F(7, 2)), (F(5, 2), 3)],
    "laplace": [(F(1, 2), 2), (-1, F(1, 3))],
    "cauchy": [(F(1, 2), 2), (-1, F(1, 3))],
    "student_t": [(F(11, 2),), (9,)],
    "location_scale_t": [(F(11, 2), 1, 2), (9, F(-1, 2), F(3, 4))],
    "chi_squared": [(3,), (5,)],
    "lognormal": [(F(1, 5), F(1, 4)), (0, F(1, 2))],
    "logistic": [(F(1, 2), 2), (-1, F(1, 3))],
    "weibull": [(2, F(3, 2)), (F(1, 2), 3)],
    "rayleigh": [(2,), (F(1, 3),)],
    "pareto": [(2, F(11, 2)), (F(1, 2), 6)],
    "gumbel": [(F(1, 2), 2), (-1, F(5, 2))],
}
CASES = [(name, params) for name, members in ROWS.items() for params in members]
SCALAR = [n for n, f in FAMILIES.items() if f.support in ("reals", "integers") and not n.startswith("categorical")]


def value(expr: Expr, **values: object) -> float:
    return evaluate(expr, Point({}, {k: np.asarray(v, dtype=object) for k, v in values.items()}))


def exprs(name, params):
    return apply(name, *params).children


def points(name, params):
    law = FAMILIES[name].scipy(*map(float, params))
    inner = [law.ppf(q) for q in (0.15, 0.5, 0.9)]
    return [F(float(x)).limit_denominator(1000) for x in inner]


def test_every_scalar_family_has_a_row():
    assert sorted(ROWS) == sorted(SCALAR)


@pytest.mark.parametrize("name", FAMILIES)
def test_a_family_is_an_operation(name):
    assert OPS[name].sort == "distribution"
    assert OPS[name].arity == len(FAMILIES[name].params)
    assert all(name in SPELLED[s] for s in FAMILIES[name].spelled)


@pytest.mark.parametrize("name, params", CASES)
def test_density_and_log_density(name, params):
    family, law = FAMILIES[name], FAMILIES[name].scipy(*map(float, params))
    x = symbol("x")
    for at in points(name, params):
        expected = law.pmf(float(at)) if family.discrete else law.pdf(float(at))
        assert value(family.density(x, *exprs(name, params)), x=at) == pytest.approx(expected, rel=1e-9)
        assert value(family.log_density(x, *exprs(name, params)), x=at) == pytest.approx(math.log(expected), rel=1e-9)


@pytest.mark.parametrize("name, params", CASES)
def test_density_outside_the_support_is_zero(name, params):
    family, x = FAMILIES[name], symbol("x")
    law = family.scipy(*map(float, params))
    low, high = law.support()
    density = apply("density", apply(name, *params), x)
    outside = [F(e) for e in (low - 1, high + 1) if np.isfinite(e)] + ([F(1, 2)] if family.discrete else [])
    for at in outside:
        assert value(density, x=at) == 0
    inside = points(name, params)[1]
    expected = law.pmf(float(inside)) if family.discrete else law.pdf(float(inside))
    assert value(density, x=inside) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("name, params", CASES)
def test_the_density_is_normalised(name, params):
    family, x = FAMILIES[name], symbol("x")
    low, high = (value(end(*exprs(name, params))) for end in (family.low, family.high))
    density = family.density(x, *exprs(name, params))
    if family.discrete:
        last = int(min(high, 120))
        total = sum(value(density, x=k) for k in range(int(low), last + 1))
    else:
        cuts = [low, *(float(p) for p in points(name, params)), high]
        total = sum(integrate.quad(lambda t: value(density, x=F(t)), a, b, epsabs=1e-8, limit=60)[0]
                    for a, b in itertools.pairwise(cuts))
    assert total == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize("name, params", [c for c in CASES if c[0] != "cauchy"])
def test_mean_variance_moments(name, params):
    family, law = FAMILIES[name], FAMILIES[name].scipy(*map(float, params))
    assert value(family.mean(*exprs(name, params))) == pytest.approx(law.mean(), rel=1e-9)
    assert value(family.variance(*exprs(name, params))) == pytest.approx(law.var(), rel=1e-9)
    if family.moment is None:
        assert name == "discrete_uniform"
        return
    for k in range(5):
        expected = law.expect(lambda x: x**k) if family.discrete else law.moment(k) if k else 1.0
        assert value(family.moment(k, *exprs(name, params))) == pytest.approx(expected, rel=1e-6, abs=1e-9), k


@pytest.mark.parametrize("name, params, k", [("cauchy", (0, 1), 1), ("student_t", (2,), 2), ("student_t", (1,), 1),
                                             ("pareto", (1, 2), 2)])
def test_a_moment_that_does_not_exist_is_undefined(name, params, k):
    assert not np.isfinite(value(FAMILIES[name].moment(k, *exprs(name, params))))


@pytest.mark.parametrize("name, params", CASES)
def test_entropy(name, params):
    family, law = FAMILIES[name], FAMILIES[name].scipy(*map(float, params))
    if family.entropy is None:
        assert name in ("binomial_distribution", "poisson", "negative_binomial", "negative_binomial_trials")
        return
    assert value(family.entropy(*exprs(name, params))) == pytest.approx(float(law.entropy()), rel=1e-7)


@pytest.mark.parametrize("name", ROWS)
def test_divergence_is_the_mean_log_ratio(name):
    family = FAMILIES[name]
    if family.kl is None:
        assert name in (
            "uniform", "student_t", "location_scale_t", "logistic", "discrete_uniform", "negative_binomial_trials")
        return
    p, q = ROWS[name]
    left, right = family.scipy(*map(float, p)), family.scipy(*map(float, q))
    if family.discrete:
        expected = sum(left.pmf(k) * (left.logpmf(k) - right.logpmf(k)) for k in range(81) if left.pmf(k) > 0)
    else:
        low, high = left.ppf(1e-14), left.ppf(1 - 1e-14)
        grid = [low, *left.ppf([0.01, 0.2, 0.5, 0.8, 0.99]), high]
        if name == "cauchy":
            grid = [-np.inf, *grid[1:-1], np.inf]
        expected = sum(
            integrate.quad(lambda x: left.pdf(x) * (left.logpdf(x) - right.logpdf(x)), a, b, limit=200)[0]
            for a, b in itertools.pairwise(grid))
    assert value(family.kl(exprs(name, p), exprs(name, q))) == pytest.approx(expected, rel=1e-5, abs=1e-9)
    of_laws = apply("kl_divergence", apply(name, *p), apply(name, *q))
    assert value(of_laws) == pytest.approx(expected, rel=1e-5, abs=1e-9)


@pytest.mark.parametrize("name, params", [c for c in CASES if FAMILIES[c[0]].cdf is not None])
def test_cdf(name, params):
    law, x = FAMILIES[name].scipy(*map(float, params)), symbol("x")
    low, high = law.support()
    for at in [*points(name, params), F(-50), F(50), *(F(e) for e in (low, high) if np.isfinite(e))]:
        found = value(apply("cdf", apply(name, *params), x), x=at)
        assert found == pytest.approx(law.cdf(float(at)), rel=1e-8, abs=1e-12), at


@pytest.mark.parametrize("name, params", [c for c in CASES if FAMILIES[c[0]].affine is not None])
@pytest.mark.parametrize("a, b", [(F(3, 2), -1), (-2, F(1, 3))])
def test_affine_image(name, params, a, b):
    family = FAMILIES[name]
    law = family.scipy(*map(float, params))
    a_expr, b_expr = apply("normal", a, b).children
    image = family.affine(a_expr, b_expr, *exprs(name, params))
    for q in (0.2, 0.5, 0.8):
        x = F(float(law.ppf(q)))
        found = value(apply("density", image, symbol("y")), y=a * x + b)
        assert found == pytest.approx(law.pdf(float(x)) / abs(float(a)), rel=1e-9)


@pytest.mark.parametrize("name", [n for n in ROWS if FAMILIES[n].plus is not None])
def test_the_law_of_a_sum(name):
    """Mean and variance add; of laws without moments the cdf of the sum is a convolution."""
    family, (p, q) = FAMILIES[name], ROWS[name]
    p = (5, F(1, 3)) if name == "binomial_distribution" else (F(5, 2), 2) if name == "gamma_distribution" else p
    q = (7, p[1]) if name == "binomial_distribution" else (3, p[1]) if name == "gamma_distribution" else q
    total = family.plus(exprs(name, p), exprs(name, q))
    left, right = family.scipy(*map(float, p)), family.scipy(*map(float, q))
    if name == "cauchy":
        summed = FAMILIES[total.op].scipy(*(value(t) for t in total.children))
        expected = integrate.quad(lambda y: left.cdf(1 - y) * right.pdf(y), -np.inf, np.inf)[0]
        assert summed.cdf(1) == pytest.approx(expected, rel=1e-6)
        return
    made = FAMILIES[total.op]
    assert value(made.mean(*total.children)) == pytest.approx(left.mean() + right.mean())
    assert value(made.variance(*total.children)) == pytest.approx(left.var() + right.var())


def test_categorical():
    p = symbol("p", ["k"], "simplex")
    at = np.array([F(1, 2), F(1, 3), F(1, 6)], dtype=object)
    point = Point({"k": 3}, {"p": at})
    law = FAMILIES["categorical"].scipy(at.astype(float))
    first = FAMILIES["categorical_from_one"].scipy(at.astype(float))
    shifted = evaluate(FAMILIES["categorical_from_one"].need("moment")(3, p), point)
    assert shifted == pytest.approx(first.moment(3))
    assert evaluate(apply("density", apply("categorical_from_one", p), 2), point) == pytest.approx(first.pmf(2))
    for piece, expected in (("mean", law.mean()), ("variance", law.var()), ("entropy", law.entropy())):
        assert evaluate(FAMILIES["categorical"].need(piece)(p), point) == pytest.approx(float(expected))
    for x in range(-1, 4):
        assert evaluate(apply("density", apply("categorical", p), x), point) == pytest.approx(law.pmf(x))


MEAN, OTHER = np.array([F(1), F(-1, 2)], dtype=object), np.array([F(0), F(2)], dtype=object)
S = np.array([[F(2), F(1, 2)], [F(1, 2), F(1)]], dtype=object)
T = np.array([[F(1), F(-1, 3)], [F(-1, 3), F(3)]], dtype=object)
POINT = Point({"n": 2}, {"m": MEAN, "k": OTHER, "S": S, "T": T})


def gaussian(mean, covariance):
    return apply("multivariate_normal", symbol(mean, ["n"]), symbol(covariance, ["n", "n"], "posdef"))


def test_multivariate_normal():
    p, q = gaussian("m", "S"), gaussian("k", "T")
    family = FAMILIES["multivariate_normal"]
    left, right = (family.scipy(m.astype(float), s.astype(float)) for m, s in ((MEAN, S), (OTHER, T)))
    x = symbol("k", ["n"])
    assert evaluate(apply("density", p, x), POINT) == pytest.approx(left.pdf(OTHER.astype(float)))
    assert evaluate(family.log_density(x, *p.children), POINT) == pytest.approx(left.logpdf(OTHER.astype(float)))
    assert evaluate(apply("entropy", p), POINT) == pytest.approx(left.entropy())
    nodes, weights = np.polynomial.hermite_e.hermegauss(30)  # E under N(0, I), exact for a quadratic log ratio
    root = np.linalg.cholesky(S.astype(float))
    expected = sum(
        a * b * (left.logpdf(z) - right.logpdf(z)) / (2 * np.pi)
        for u, a in zip(nodes, weights) for v, b in zip(nodes, weights)
        for z in [MEAN.astype(float) + root @ np.array([u, v])])
    assert evaluate(apply("kl_divergence", p, q), POINT) == pytest.approx(expected)


def test_dirichlet():
    a, b = symbol("a", ["n"], "positive"), symbol("b", ["n"], "positive")
    point = Point({"n": 3}, {"a": np.array([F(2), F(3, 2), F(4)], dtype=object),
                             "b": np.array([F(1), F(5, 2), F(2)], dtype=object)})
    family = FAMILIES["dirichlet"]
    law = family.scipy(point.values["a"].astype(float))
    at = np.array([0.2, 0.3, 0.5])
    x = symbol("x", ["n"])
    placed = Point({"n": 3}, {**point.values, "x": np.array([F(1, 5), F(3, 10), F(1, 2)], dtype=object)})
    assert evaluate(family.density(x, a), placed) == pytest.approx(law.pdf(at))
    assert evaluate(family.log_density(x, a), placed) == pytest.approx(law.logpdf(at))
    np.testing.assert_allclose(evaluate(family.mean(a), point), law.mean())
    np.testing.assert_allclose(np.diag(evaluate(family.variance(a), point)), law.var())
    assert evaluate(family.entropy(a), point) == pytest.approx(law.entropy())
    other = family.scipy(point.values["b"].astype(float))
    draws = law.rvs(200_000, random_state=np.random.default_rng(0))
    ratios = law.logpdf(draws.T) - other.logpdf(draws.T)
    assert evaluate(apply("kl_divergence", apply("dirichlet", a), apply("dirichlet", b)), point) == pytest.approx(
        ratios.mean(), abs=5 * ratios.std() / math.sqrt(len(ratios)))
