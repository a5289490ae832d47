"""Continuous spaces and expectations over laws, against closed forms, SciPy and numerical integrals."""

import math
from fractions import Fraction as F
from random import Random

import numpy as np
import pytest
from scipy import integrate, stats

from lemmata.engine.evaluation import (
    FLOATS,
    RATIONALS,
    Balls,
    ContinuousSpace,
    NoPoint,
    Point,
    Unsupported,
    evaluate,
    sample_space,
)
from lemmata.engine.evaluation.random_polynomials import Polynomial
from lemmata.engine.expr import bind, constant, fresh_local, number, symbol
from lemmata.engine.ops import apply


def op(name):
    return lambda *args, **params: apply(name, *args, **params)


def variable(name, *dims):
    return symbol(name, dims, "variable")


def exact(values):
    array = np.asarray(values, dtype=object)
    return np.vectorize(F, otypes=[object])(array)


E, Var, Cov, P, H, I, J = map(op, (
    "expectation", "variance", "covariance", "probability", "differential_entropy", "mutual_information", "joint"))
both, either, no, eq, le, lt, ge, density = map(op, ("and", "or", "not", "eq", "le", "lt", "ge", "density"))
log, exp = op("log"), op("exp")
X, Y, Z, U, W, K, G = map(variable, "XYZUWKG")
a, mu, s2 = symbol("a"), symbol("mu"), symbol("s2", (), "positive")
LAWS = {
    "X": apply("normal", mu, s2), "Z": apply("normal", 0, 1), "U": apply("uniform", 0, 2),
    "W": apply("exponential", 2), "K": apply("poisson", 3), "G": apply("gamma_distribution", 3, 2),
}
INF = constant("inf")
VALUES = {"a": exact(-3), "s2": exact(4), "mu": exact(F(1, 2))}
POINT = Point({}, VALUES, ContinuousSpace(LAWS, {"Y": X * F(1, 2) + Z * 2 + 1}, {"X": exact(1), "Z": exact(0)}))
XN, ZN = stats.norm(0.5, 2), stats.norm(0, 1)
YN, POIS = stats.norm(1.25, math.sqrt(5)), stats.poisson(3)
EXPO, GAM = stats.expon(scale=0.5), stats.gamma(3, scale=0.5)
XY = stats.multivariate_normal([0.5, 1.25], [[4, 2], [2, 5]])


def nats(law):
    return float(law.entropy())


@pytest.mark.parametrize("expr, expected", [
    (E(X), 0.5), (Var(X), 4), (E(X**2), 4.25), (E((X - mu)**4), 3 * 4**2), (E(Y), 1.25), (Var(Y), 5),
    (Cov(X, Y), 2), (apply("correlation", X, Y), 2 / math.sqrt(20)), (Var(a * X + Y), 9 * 4 + 5 - 6 * 2),
    (E(X * Y), 2 + 0.5 * 1.25), (E(X**2 * Z**2), 4.25), (E(K**2), 12), (E(W * U), 0.5), (E(G**3), GAM.moment(3)),
    (E(exp(W * F(1, 2))), 4 / 3), (E(exp(X)), math.exp(0.5 + 2)), (E(log(W)), -np.euler_gamma - math.log(2)),
    (P(eq(X, 1)), 0), (P(apply("ne", X, 1)), 1), (P(eq(K, 2)), POIS.pmf(2)), (P(eq(K, F(1, 2))), 0),
    (P(le(K, 2)), POIS.cdf(2)), (P(lt(K, 2)), POIS.cdf(1)), (P(ge(K, 1)), 1 - POIS.pmf(0)),
    (P(both(lt(1, K), le(K, 4))), POIS.cdf(4) - POIS.cdf(1)),
    (P(le(a * X, 1)), 1 - XN.cdf(-1 / 3)), (P(both(ge(X, 0), le(X, 1))), XN.cdf(1) - XN.cdf(0)),
    (P(both(ge(X, 1), le(X, 0))), 0), (P(either(le(X, 0), ge(X, 1))), XN.cdf(0) + 1 - XN.cdf(1)),
    (P(no(le(X, 0))), 1 - XN.cdf(0)), (P(le(X, 1), ge(X, 0)), (XN.cdf(1) - XN.cdf(0)) / (1 - XN.cdf(0))),
    (P(le(X, Z)), stats.norm(0.5, math.sqrt(5)).cdf(0)), (P(le(G, 1)), GAM.cdf(1)),
    (P(le(W, U)), 1 - integrate.quad(lambda u: math.exp(-2 * u) / 2, 0, 2)[0]),
    (P(both(le(X, 0), le(Z, 1))), XN.cdf(0) * ZN.cdf(1)), (apply("cdf", X, 1), XN.cdf(1)),
    (P(le(Y, 0), eq(X, 1)), stats.norm(1.5, 2).cdf(0)),
    (density(X, 1), XN.pdf(1)), (density(Y, 1), YN.pdf(1)), (density(3 - 2 * W, 2), EXPO.pdf(0.5) / 2),
    (density(W, -1), 0), (density(J(X, Y), J(number(1), number(2))), XY.pdf([1, 2])),
    (density(Y, 1, eq(X, 2)), stats.norm(2, 2).pdf(1)),
    (density(J(X, W), J(number(1), number(2))), XN.pdf(1) * EXPO.pdf(2)),
    (H(X), nats(XN)), (H(a * X), nats(XN) + math.log(3)), (H(W * 3 + 1), nats(EXPO) + math.log(3)),
    (H(X + Z), nats(stats.norm(0, math.sqrt(5)))),
    (H(J(X, Y)), XY.entropy()), (H(J(U, W)), math.log(2) + nats(EXPO)), (H(Y, X), nats(stats.norm(0, 2))),
    (I(X, Y), -math.log(1 - 4 / 20) / 2), (I(X, Z), 0), (H(X, base=2), nats(XN) / math.log(2)),
    (-E(log(density(X, X))), nats(XN)), (-E(log(density(W, W))), nats(EXPO)),
    (E(W, ge(W, 1)), 1.5), (E(X, both(ge(X, 0), le(X, 1))), stats.truncnorm(-0.25, 0.25, loc=0.5, scale=2).mean()),
    (E(Y, eq(X, 3)), 2.5), (E(Y**2, eq(X, 3)), 2.5**2 + 4), (E(E(Y, X)), 1.25), (E(Var(Y, X)), 4),
    (Var(E(Y, X)), 1), (E(P(le(Y, 0), X)), YN.cdf(0)),
    # given Y the mean of X is 1/2 + (2/5)(Y - 5/4), and 4 - 4/5 of its variance is left
    (E(E(X, Y)), 0.5), (Var(E(X, Y)), 0.8), (E(Var(X, Y)), 3.2), (E(X, eq(Y, 2)), 0.8),
    (E(X**2, eq(Y, 2)), 0.8**2 + 3.2),
])
def test_values(expr, expected):
    assert evaluate(expr, POINT, FLOATS) == pytest.approx(expected, rel=1e-7, abs=1e-9)
    ball = evaluate(expr, POINT, Balls())
    assert float(ball.mid()) == pytest.approx(expected, rel=1e-7, abs=1e-9) and float(ball.rad()) < 1e-9


def test_what_depends_on_the_outcome_takes_that_of_the_space():
    assert str(evaluate(E(Y, X), POINT, RATIONALS)) == "3/2"  # X / 2 + 1 at X = 1
    assert str(evaluate(E(X, Y), POINT, RATIONALS)) == "3/5"  # 1/2 + (2/5)(Y - 5/4) at Y = 3/2
    assert evaluate(P(le(Y, 0), X), POINT) == pytest.approx(stats.norm(1.5, 2).cdf(0))


def test_polynomials_are_exact():
    value = evaluate(E((2 * X - W)**5), POINT, RATIONALS)
    binomial = sum(
        math.comb(5, k) * F(2)**k * (-1)**(5 - k) * sum(
            math.comb(k, j) * F(1, 2)**(k - j) * math.prod(range(1, j, 2)) * 2**j for j in range(0, k + 1, 2))
        * F(math.factorial(5 - k), 2**(5 - k)) for k in range(6))
    assert F(int(value.p), int(value.q)) == binomial


@pytest.mark.parametrize("expr, match", [
    (P(le(X, 0), Y), "several"), (E(W, U + W), "normal"),
    (E(variable("Q")), "no Q"), (H(X**2), "not affine"), (H(U + W), "normal"),
])
def test_unsupported(expr, match):
    with pytest.raises(Unsupported, match=match):
        evaluate(expr, POINT, Balls())


# Vectors

VEC, M, S, A = variable("v", "n"), symbol("m", ["n"]), symbol("S", ["n", "n"], "posdef"), symbol("A", ["n", "n"])
MATRICES = {"m": exact([1, F(-1, 2)]), "S": exact([[2, F(1, 2)], [F(1, 2), 1]]), "A": exact([[1, 2], [-3, 4]])}


def vectors(law):
    return Point({"n": 2}, MATRICES, ContinuousSpace({"v": law}))


def hermite(f):
    """E of a polynomial of degree at most 10 under N(m, S), exactly, by Gaussian quadrature."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(8)
    m, root = MATRICES["m"].astype(float), np.linalg.cholesky(MATRICES["S"].astype(float))
    return sum(p * q * f(m + root @ np.array([u, v])) / (2 * np.pi)
               for u, p in zip(nodes, weights) for v, q in zip(nodes, weights))


B = MATRICES["A"].astype(float)


@pytest.mark.parametrize("expr, f", [
    (VEC @ (A @ VEC), lambda v: v @ B @ v), ((VEC @ (A @ VEC))**2, lambda v: (v @ B @ v)**2),
    (VEC, lambda v: v), (apply("outer", VEC, VEC), lambda v: np.outer(v, v)),
    (A @ VEC * (VEC @ VEC), lambda v: B @ v * (v @ v)),
    (apply("trace", apply("outer", VEC, A @ VEC)), lambda v: v @ B @ v),
])
def test_normal_vectors(expr, f):
    point = vectors(apply("multivariate_normal", M, S))
    np.testing.assert_allclose(evaluate(E(expr), point), hermite(f), rtol=1e-9, atol=1e-12)
    found = np.asarray(evaluate(E(expr), point, Balls()), dtype=object)
    np.testing.assert_allclose(np.vectorize(float)(found), hermite(f), rtol=1e-9, atol=1e-12)


def test_expectation_of_a_quadratic_form():
    point = vectors(apply("multivariate_normal", M, S))
    claim = eq(E(VEC @ (A @ VEC)), apply("trace", A @ S) + M @ (A @ M))
    assert bool(evaluate(claim, point, RATIONALS))
    assert not bool(evaluate(eq(E(VEC @ (A @ VEC)), apply("trace", A @ S)), point, RATIONALS))
    np.testing.assert_allclose(evaluate(Var(VEC), point), MATRICES["S"].astype(float))


def test_entries_of_one_law_are_independent():
    point = vectors(apply("normal", 1, 4))
    np.testing.assert_allclose(evaluate(Var(VEC), point), 4 * np.eye(2))
    assert evaluate(H(VEC), point) == pytest.approx(2 * nats(stats.norm(1, 2)))
    np.testing.assert_allclose(evaluate(E(apply("outer", A @ VEC, A @ VEC)), vectors(apply("normal", 0, 1))), B @ B.T)


def test_dirichlet_moments():
    alpha = exact([2, F(3, 2)])
    point = Point({"n": 2}, {"alpha": alpha, "A": MATRICES["A"]},
                  ContinuousSpace({"v": apply("dirichlet", symbol("alpha", ["n"], "positive"))}))
    mean, cov = stats.dirichlet(alpha.astype(float)).mean(), stats.dirichlet(alpha.astype(float)).cov()
    np.testing.assert_allclose(evaluate(E(VEC), point), mean)
    assert evaluate(E(VEC @ (A @ VEC)), point) == pytest.approx(np.trace(B @ cov) + mean @ B @ mean)


# Expectations over a law without a space

def over(law, f):
    x = fresh_local()
    return bind("expectation", x, f(x), law)


@pytest.mark.parametrize("law, f, expected", [
    (apply("normal", 1, 4), lambda x: x**2, 5), (apply("normal", 0, 1), lambda x: apply("cos", x), math.exp(-0.5)),
    (apply("poisson", 2), lambda x: exp(x / 3), math.exp(2 * (math.exp(1 / 3) - 1))),
    (apply("binomial_distribution", 4, F(1, 3)), lambda x: exp(x), ((2 + math.e) / 3)**4),
    (apply("exponential", 2), lambda x: over(apply("normal", x, 4), lambda y: y**2 * x), 6 / 8 + 2),
    (apply("categorical", symbol("p", [3], "simplex")), lambda x: x**2, 2),
    (apply("logistic", 0, 1), lambda x: x**4, 7 * math.pi**4 / 15),
    (apply("discrete_uniform", 1, 6), lambda x: x**2, 91 / 6), (apply("bernoulli", F(1, 3)), lambda x: 2**x, 4 / 3),
])
def test_expectation_over_a_law(law, f, expected):
    point = Point({}, {"p": exact([F(1, 4), F(1, 3), F(5, 12)])})
    assert evaluate(over(law, f), point) == pytest.approx(expected, rel=1e-7)
    assert float(evaluate(over(law, f), point, Balls()).mid()) == pytest.approx(expected, rel=1e-7)


def test_a_moment_that_does_not_exist_is_no_number():
    assert not np.isfinite(evaluate(over(apply("student_t", 2), lambda x: x**2), Point({})))
    assert evaluate(over(apply("cauchy", 0, 1), lambda x: x), Point({}), Balls()).is_nan()


def test_polynomial_arithmetic():
    x, y = Polynomial({(("x", 1),): 1}), Polynomial({(("y", 1),): 1})
    assert ((x + y)**3 - x**3 - y**3 - 3 * x * y * (x + y)).terms == {
        m: 0 for m in ((x + y)**3).terms}


# Sampled spaces

@pytest.mark.parametrize("kind", ["gaussian", "polynomial", "families"])
@pytest.mark.parametrize("seed", range(3))
def test_laws_on_sampled_spaces(kind, seed):
    point = sample_space([X, Y], [], Random(seed), Point({}), kind)
    for claim in (eq(Var(X), E(X**2) - E(X)**2), eq(Var(2 * X + Y), 4 * Var(X) + Var(Y) + 4 * Cov(X, Y)),
                  eq(E(E(X, Y)), E(X)) if kind == "families" else eq(E(X + Y), E(X) + E(Y))):
        assert bool(evaluate(claim, point, RATIONALS)), (kind, seed)
    assert not bool(evaluate(eq(Var(X), E(X**2)), point, RATIONALS)), (kind, seed)
    dependent = evaluate(Cov(X, Y), point, RATIONALS) != 0
    assert dependent == (kind != "families"), (kind, seed)


@pytest.mark.parametrize("seed", range(3))
def test_scaling_an_entropy(seed):
    for kind in ("gaussian", "families"):
        point = sample_space([X], [], Random(seed), Point({}, {"a": exact(-3)}), kind)
        gap = evaluate(H(a * X) - H(X) - log(apply("abs", a)), point, Balls())
        assert gap.contains(0) and float(gap.rad()) < 1e-20


def test_declared_laws():
    premises = [apply("distributed", X, apply("normal", mu, s2)), apply("distributed", Z, apply("normal", 0, 1))]
    point = sample_space([X, Z], premises, Random(0), Point({}, VALUES), "gaussian")
    assert evaluate(E(X), point) == pytest.approx(0.5) and evaluate(Var(X), point) == pytest.approx(4)
    assert abs(evaluate(Cov(X, Z), point)) > 0.1
    point = sample_space([X, Z], [*premises, apply("independent", X, Z)], Random(0), Point({}, VALUES), "gaussian")
    assert evaluate(Cov(X, Z), point) == 0 and evaluate(I(X, Z), point) == pytest.approx(0)


def test_given_mean_and_variance():
    point = sample_space([X], [eq(E(X), 0), eq(Var(X), s2)], Random(0), Point({}, VALUES), "gaussian")
    variance = float(point.values["s2"][()])  # the premise gives s2 its value
    assert evaluate(E(X**4), point) == pytest.approx(3 * variance**2)
    point = sample_space([X], [eq(E(X), mu + 1), eq(Var(X), s2 + 1)], Random(0), Point({}, VALUES), "gaussian")
    assert evaluate(E(X), point) == pytest.approx(1.5) and evaluate(Var(X), point) == pytest.approx(5)
    for kind in ("polynomial", "families"):
        point = sample_space([X], [eq(E(X), mu + 1)], Random(0), Point({}, VALUES), kind)
        assert evaluate(E(X), point) == pytest.approx(1.5)
        with pytest.raises(NoPoint):
            sample_space([X], [eq(Var(X), 4)], Random(0), Point({}), kind)


def test_gaussian_divergence_is_an_expectation():
    p, q = apply("normal", mu, s2), apply("normal", -1, 3)
    x = fresh_local()
    ratio = bind("expectation", x, log(density(p, x) / density(q, x)), p)
    point = Point({}, VALUES)
    closed, integral = (evaluate(e, point, Balls()) for e in (apply("kl_divergence", p, q), ratio))
    assert closed.overlaps(integral) and float(integral.rad()) < 1e-9


def test_a_law_whose_mean_is_another_variable():
    premises = [apply("distributed", Y, apply("normal", a * X + 1, s2)), apply("distributed", X, apply("normal", 0, 1))]
    point = sample_space([X, Y], premises, Random(0), Point({}, VALUES), "gaussian")
    assert evaluate(Var(Y), point) == pytest.approx(9 + 4) and evaluate(Cov(X, Y), point) == pytest.approx(-3)
    assert bool(evaluate(eq(E(Y, X), a * X + 1), point, RATIONALS))
    premises = [apply("distributed", K, apply("poisson", W)), apply("distributed", W, apply("exponential", 2))]
    point = sample_space([K, W], premises, Random(0), Point({}), "families")
    assert evaluate(E(K), point) == pytest.approx(1 / 2) and evaluate(Var(K), point) == pytest.approx(1 / 2 + 1 / 4)


@pytest.mark.parametrize("law, values", [
    (apply("uniform", symbol("b"), symbol("c")), {"b": 3, "c": -1}),
    (apply("uniform", symbol("b"), symbol("c")), {"b": 3, "c": 3}),
    (apply("exponential", symbol("b")), {"b": -2}), (apply("normal", symbol("b"), symbol("c")), {"b": -2, "c": -1}),
])
def test_parameters_are_moved_into_their_domains(law, values):
    given = {name: exact(v) for name, v in values.items()}
    point = sample_space([X], [apply("distributed", X, law)], Random(0), Point({}, given), "families")
    x = fresh_local()
    line = bind("integral", x, density(X, x), -INF, INF)
    assert evaluate(line, point) == pytest.approx(1)
    assert evaluate(Var(X), point) > 0


def test_parameters_that_are_expressions_are_checked():
    premise = apply("distributed", X, apply("exponential", a - 1))
    with pytest.raises(NoPoint, match="positive"):
        sample_space([X], [premise], Random(0), Point({}, VALUES), "families")


@pytest.mark.parametrize("kind, law", [("finite", apply("bernoulli", F(1, 3))), ("families", apply("poisson", 2)),
                                       ("families", apply("binomial_distribution", 2, F(1, 3)))])
def test_numbers_that_are_compared_with_a_discrete_variable_are_values_of_it(kind, law):
    claim = P(eq(X, a))
    for seed in range(5):
        point = sample_space([X], [apply("distributed", X, law)], Random(seed), Point({}, VALUES), kind, [claim])
        assert evaluate(claim, point) > 0
