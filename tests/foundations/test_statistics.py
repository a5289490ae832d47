"""What tests, intervals and posteriors refuse, and what they promise over many samples."""

from __future__ import annotations

import numpy as np
import pytest

from lemmata import parse
from lemmata.probability import bernoulli, beta, categorical, gamma, laplace, multivariate_normal, normal, poisson
from lemmata.statistics import (
    NormalInverseGamma,
    benjamini_hochberg,
    bootstrap_interval,
    chi_square_test,
    confidence_interval,
    conjugate_posterior,
    grid_posterior,
    independence_test,
    maximum_likelihood,
    paired_t_test,
    posterior_predictive,
    prediction_interval,
    quantile,
    sample_size,
    simulated_power,
    t_test,
    t_test_power,
)

REFUSED = [
    ("one number", lambda: t_test([1.0]), "at least 2"),
    ("nan", lambda: t_test([1.0, np.nan]), "isfinite"),
    ("another alternative", lambda: t_test([1.0, 2.0], alternative="bigger"), "two-sided"),
    ("a level of 95", lambda: confidence_interval([1.0, 2.0], level=95), "between 0 and 1"),
    ("unequal pairs", lambda: paired_t_test([1.0, 2.0], [1.0, 2.0, 3.0]), "pairs"),
    ("shares as counts", lambda: chi_square_test([-1, 2]), ">= 0"),
    ("probabilities", lambda: chi_square_test([1, 2], [0.5, 0.6]), "sum to 1"),
    ("nothing left", lambda: chi_square_test([1, 2], estimated=1), "nothing left"),
    ("a zero row", lambda: independence_test([[0, 0], [1, 2]]), "leave it out"),
    ("p above 1", lambda: benjamini_hochberg([2.0]), "between 0 and 1"),
    ("a share of 2", lambda: quantile([1.0], 2), "0 <= q <= 1"),
    ("no effect", lambda: sample_size(0.0), "effect"),
    ("the wrong way round", lambda: sample_size(-0.5, alternative="greater"), "way round"),
    ("another design", lambda: t_test_power(0.5, 10, design="paired"), "one-sample"),
    ("no spread", lambda: bootstrap_interval([1.0, 1.0, 1.0]), "equal"),
    ("no conjugate", lambda: conjugate_posterior(beta(1.0, 1.0), poisson, [1]), "grid_posterior"),
    ("no value of it", lambda: conjugate_posterior(beta(1.0, 1.0), bernoulli, [2]), "no value of bernoulli"),
    ("variance not said", lambda: conjugate_posterior(normal(0.0, 1.0), normal, [2.0]), "sigma2"),
    ("no prediction", lambda: posterior_predictive(gamma(1.0, 1.0), bernoulli), "no closed prediction"),
    ("an unknown name", lambda: maximum_likelihood(normal, {"y": [1.0]}), "no 'y'"),
    ("no start", lambda: maximum_likelihood(categorical, {"x": [0, 1, 1]}), "the data don't tell its size"),
    ("outside", lambda: maximum_likelihood(gamma, {"x": [1.0]}, {"shape": -1.0}), "not inside"),
    ("beyond the support", lambda: maximum_likelihood(gamma, {"x": [-1.0]}), "not finite"),
    (
        "a grid elsewhere",
        lambda: grid_posterior(normal, {}, {"x": [0.0], "sigma2": 1.0}, {"m": [0.0, 1.0]}),
        "grid is over",
    ),
    ("no positive count", lambda: NormalInverseGamma(0.0, 0.0, 1.0, 1.0), "positive"),
]


@pytest.mark.parametrize("about, call, words", REFUSED, ids=[row[0] for row in REFUSED])
def test_refusals(about, call, words):
    with pytest.raises(ValueError) as caught:
        call()
    assert words in str(caught.value)


def test_intervals_cover_as_often_as_they_say():
    rng = np.random.default_rng(0)
    samples, after = rng.normal(3.0, 2.0, (2000, 6)), rng.normal(3.0, 2.0, 2000)
    covered = np.mean([3.0 in confidence_interval(x, 0.9) for x in samples])
    predicted = np.mean([y in prediction_interval(x, 0.9) for x, y in zip(samples, after)])
    assert abs(covered - 0.9) < 0.02 and abs(predicted - 0.9) < 0.02


def test_a_test_rejects_a_true_null_as_often_as_its_level():
    found = simulated_power(t_test, lambda rng: rng.normal(0.0, 1.0, 5), level=0.1, repetitions=2000, seed=1)
    assert abs(found.value - 0.1) < 4 * found.error


NOT_SETTLED = [
    ("at the edge", bernoulli, {"x": [1, 1, 1]}, "edge"),
    ("no largest value", normal, {"x": [1.0, 1.0, 1.0]}, "no maximum"),
    ("at a kink", laplace, {"x": [1.0, 2.0, 4.0]}, "kink"),
]


@pytest.mark.parametrize("about, family, data, words", NOT_SETTLED, ids=[row[0] for row in NOT_SETTLED])
def test_a_fit_says_that_it_has_not_converged(about, family, data, words):
    found = maximum_likelihood(family, data)
    assert not found.converged and words in found.message


def test_parameters_of_all_domains():
    rng = np.random.default_rng(2)
    x = rng.multivariate_normal([1.0, -2.0], [[2.0, 0.5], [0.5, 1.0]], size=60)
    found = maximum_likelihood(multivariate_normal, {"x": x}, {"mu": np.zeros(2), "Sigma": np.eye(2)})
    assert found.converged
    np.testing.assert_allclose(found.estimate["mu"], x.mean(axis=0), rtol=1e-7)
    np.testing.assert_allclose(found.estimate["Sigma"], np.cov(x.T, bias=True), rtol=1e-6)
    np.testing.assert_allclose(found.standard_errors["mu"], np.sqrt(np.var(x, axis=0) / 60), rtol=1e-6)
    mixed = parse(
        "-sum((x - m*p)**2) - (log(s) - n)**2 + 3*log(-n)+n", "x: real[k], m: real, p: unit, s: positive, n: negative"
    )
    free = maximum_likelihood(mixed, {"x": [1.0, 3.0], "m": 4.0})
    assert free.converged
    assert float(free.estimate["p"]) == pytest.approx(0.5) and float(free.estimate["n"]) == pytest.approx(-3.0)


def test_normal_inverse_gamma_against_a_grid():
    data, prior = [0.5, 1.5, 3.0], NormalInverseGamma(0.0, 2.0, 3.0, 4.0)
    posterior = prior.update(data)
    log_prior = parse(
        "-(a + 3/2)*log(v) - (2*b + k*(mu - m)**2)/(2*v)",
        "mu: real, v: positive, m: real, k: positive, a: positive, b: positive",
    )
    log_likelihood = parse("-log(v)/2 - (x - mu)**2/(2*v)", "x: real, mu: real, v: positive")
    prior_at = parse(
        log_prior.text.replace("a + 3/2", "9/2").replace("2*b + k*(mu - m)**2", "8 + 2*mu**2"), "mu: real, v: positive"
    )
    mu, v = np.linspace(-6, 8, 701), np.linspace(0.02, 60, 3000)
    found = grid_posterior(
        parse("sum(-log(v)/2 - (x - mu)**2/(2*v))", "x: real[n], mu: real, v: positive"),
        prior_at,
        {"x": data},
        {"mu": mu, "v": v},
    )
    assert log_likelihood.shape == ()
    assert found.mean("mu") == pytest.approx(float(posterior.mean_law.mean), abs=1e-3)
    assert found.mean("v") == pytest.approx(posterior.b / (posterior.a - 1), rel=1e-2)
