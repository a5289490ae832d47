"""Sample spaces, random variables and laws: exact values, and errors that say what to do."""

from __future__ import annotations

from fractions import Fraction as F
from itertools import product

import numpy as np
import pytest

from lemmata.engine.ops.families import NoClosedForm
from lemmata.probability import (
    SampleSpace,
    bernoulli,
    beta,
    binomial,
    categorical,
    cauchy,
    central_limit,
    exponential,
    law_of_large_numbers,
    multivariate_normal,
    normal,
    poisson,
    student_t,
    uniform,
)

DIE, COIN = SampleSpace(range(1, 7)), SampleSpace({"H": F(1, 3), "T": F(2, 3)})
ROLLS = DIE**2
TOTAL = ROLLS.variable(sum)

EXACT = [
    ("the sure event", DIE.probability(DIE.omega), 1),
    ("the impossible event", DIE.probability([]), 0),
    ("a complement", DIE.probability(DIE.complement([1, 2])), F(2, 3)),
    (
        "inclusion and exclusion",
        DIE.probability({1, 2} | {2, 3}),
        DIE.probability({1, 2}) + DIE.probability({2, 3}) - F(1, 6),
    ),
    ("a conditional probability", DIE.probability({2}, given={2, 4, 6}), F(1, 3)),
    ("the conditional space", DIE.given({2, 4, 6}).probability({2}), F(1, 3)),
    (
        "total probability",
        sum(ROLLS.probability(TOTAL == 7, given=lambda r, k=k: r[0] == k) * F(1, 6) for k in DIE),
        F(1, 6),
    ),
    (
        "Bayes",
        ROLLS.probability(lambda r: r[0] == 6, given=TOTAL >= 11),
        ROLLS.probability(TOTAL >= 11, given=lambda r: r[0] == 6) * F(1, 6) / ROLLS.probability(TOTAL >= 11),
    ),
    ("independent tosses", (COIN * DIE).probability(lambda o: o == ("H", 6)), F(1, 18)),
    ("two independent events", ROLLS.independent(lambda r: r[0] == 1, TOTAL == 7), True),
    ("two dependent events", ROLLS.independent(lambda r: r[0] == 1, TOTAL == 6), False),
    (
        "pairwise is not mutual",
        SampleSpace(product((0, 1), repeat=2)).independent(
            lambda o: o[0] == 1, lambda o: o[1] == 1, lambda o: o[0] == o[1]
        ),
        False,
    ),
    ("a partition", DIE.partition({1, 2}, {3}, {4, 5, 6}), True),
    ("no partition", DIE.partition({1, 2}, {2, 3, 4, 5, 6}), False),
    ("an expectation", TOTAL.expectation(), 7),
    ("a conditional expectation", TOTAL.expectation(given=lambda r: r[0] == 6), F(19, 2)),
    ("the tower rule", TOTAL.conditional_expectation(ROLLS.variable(lambda r: r[0])).expectation(), 7),
    ("a variance", TOTAL.variance(), F(35, 6)),
    ("a covariance", TOTAL.covariance(TOTAL), TOTAL.variance()),
    ("linearity", (3 - 2 * TOTAL).expectation(), -11),
    (
        "uncorrelated and dependent",
        (lambda x: (x.covariance(x**2), x.independent(x**2)))(SampleSpace([-1, 0, 1]).variable(int)),
        (0, False),
    ),
    ("a cdf", TOTAL.cdf(3), F(1, 12)),
]


@pytest.mark.parametrize("about, found, wanted", EXACT, ids=[row[0] for row in EXACT])
def test_exact_values(about, found, wanted):
    assert found == wanted


REFUSED = [
    ("more than 1", lambda: SampleSpace({"a": F(3, 2), "b": F(-1, 2)}), ValueError, "between 0 and 1"),
    ("not normalised", lambda: SampleSpace({"a": 0.5, "b": 0.4}), ValueError, "sum to 0.9"),
    ("an outcome twice", lambda: SampleSpace("aa"), ValueError, "stands there twice"),
    ("no outcome of it", lambda: DIE.probability({7}), ValueError, "no outcome"),
    ("given the impossible", lambda: DIE.probability({1}, given=[]), ZeroDivisionError, "P(B) = 0"),
    ("two spaces", lambda: TOTAL + DIE.variable(int), ValueError, "two spaces"),
    ("a variance below 0", lambda: normal(0.0, -1.0), ValueError, "VARIANCE"),
    ("a probability of 2", lambda: bernoulli(2.0), ValueError, "between 0 and 1"),
    ("half a trial", lambda: binomial(2.5, 0.5), ValueError, "whole number"),
    ("no simplex", lambda: categorical([0.5, 0.6]), ValueError, "sum to 1"),
    (
        "not definite",
        lambda: multivariate_normal([0.0, 0.0], [[1.0, 2.0], [2.0, 1.0]]),
        ValueError,
        "positive definite",
    ),
    ("ends the wrong way", lambda: uniform(1.0, 0.0), ValueError, "a > b"),
    ("too few parameters", lambda: normal(0.0), TypeError, "'sigma2' is missing"),
    ("an unknown parameter", lambda: normal(0.0, sd=1.0), TypeError, "'sd' is no parameter"),
    ("another way to give them", lambda: normal.by("scale", 0.0, 1.0), ValueError, "'standard deviation'"),
    ("a quantile of 2", lambda: normal.quantile(2.0, 0.0, 1.0), ValueError, "0 <= q <= 1"),
    ("a quantile of vectors", lambda: multivariate_normal.quantile(0.5, [0.0], [[1.0]]), ValueError, "no quantiles"),
    ("no formula", lambda: poisson.entropy, NoClosedForm, "entropy"),
    ("another family", lambda: normal(0.0, 1.0).kl(exponential(1.0)), TypeError, "expectation"),
    ("nothing to standardise by", lambda: central_limit(cauchy(0.0, 1.0)), ValueError, "finite"),
    ("a law of vectors", lambda: law_of_large_numbers(multivariate_normal([0.0], [[1.0]])), ValueError, "vectors"),
    ("a method that is none", lambda: normal(0.0, 1.0).expectation(abs, method="sum"), ValueError, "monte_carlo"),
]


@pytest.mark.parametrize("about, call, error, words", REFUSED, ids=[row[0] for row in REFUSED])
def test_refusals(about, call, error, words):
    with pytest.raises(error) as caught:
        call()
    assert words in str(caught.value)


EXPECTED = [
    (normal(1.0, 4.0), lambda x: x**3, 13.0),
    (normal(0.0, 1.0), np.exp, np.exp(0.5)),
    (exponential(2.0), np.sqrt, 0.6266570686577501),
    (uniform(0.0, 2.0), lambda x: x > 0.5, 0.75),
    (beta(2.0, 3.0), lambda x: x * (1 - x), 0.2),
    (poisson(3.0), lambda k: k**2, 12.0),
    (binomial(4, 0.25), lambda k: k == 0, 0.75**4),
    (student_t(5.0), lambda x: x**2, 5 / 3),
]


@pytest.mark.parametrize("law, f, wanted", EXPECTED, ids=[repr(row[0]) for row in EXPECTED])
def test_expectations(law, f, wanted):
    found = law.expectation(f)
    assert abs(found.value - wanted) <= 1e-8
    drawn = law.expectation(f, method="monte_carlo", size=20_000, seed=3)
    assert abs(drawn.value - wanted) <= 5 * drawn.error


def test_a_mean_that_does_not_exist():
    shown = law_of_large_numbers(cauchy(0.0, 1.0), size=2000, paths=50, seed=0)
    assert np.isnan(shown.mean)
    assert np.median(np.abs(shown.means[:, -1])) > 0.5  # a mean of Cauchy variables is one itself


def test_an_entropy_without_a_formula():
    assert poisson(2.0).entropy == pytest.approx(-poisson(2.0).expectation(lambda k: poisson(2.0).log_density(k)).value)
    assert student_t(5.0).kl(student_t(9.0)) > 0


@pytest.mark.parametrize("p, q, wanted", [
    (uniform(-1.0, 2.0), uniform(0.0, 1.0), np.inf),
    (uniform(0.0, 1.0), uniform(0.0, 2.0), np.log(2)),
    (binomial(6, 0.3), binomial(5, 0.6), np.inf),
    (binomial(5, 1.0), binomial(6, 0.5), -np.log(6 / 64)),
    (binomial(5, 0.0), binomial(4, 0.5), 4 * np.log(2)),
    (bernoulli(0.5), bernoulli(1.0), np.inf),
])
def test_divergences_of_laws_with_other_supports(p, q, wanted: float):
    assert float(p.kl(q)) == pytest.approx(wanted, rel=1e-12)


def test_the_deviations_of_a_vector_are_those_of_its_entries():
    assert multivariate_normal([0.0, 0.0], [[4.0, -1.0], [-1.0, 9.0]]).standard_deviation.tolist() == [2.0, 3.0]
