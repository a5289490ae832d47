"""The rows of lemmata.statistics."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import optimize, special, stats
from tests.foundations.row import Row

from lemmata import parse
from lemmata.probability import bernoulli, beta, gamma, normal, poisson, student_t
from lemmata.statistics import NormalInverseGamma, t_test

ALONE: dict[str, Any] = {"libraries": ("numpy",), "why": "SciPy's laws and tests are for NumPy's arrays"}


def sample(rng: np.random.Generator, n: int = 7) -> dict[str, Any]:
    return {"x": rng.normal(1.0, 2.0, n)}


def two(rng: np.random.Generator) -> dict[str, Any]:
    return {"x": rng.normal(1.0, 2.0, 7), "y": rng.normal(0.0, 1.0, 5)}


def pairs(rng: np.random.Generator) -> dict[str, Any]:
    return {"x": rng.normal(1.0, 2.0, 7), "y": rng.normal(0.0, 1.0, 7)}


def parts(*names: str) -> Any:
    """Numbers of a result, those of its interval as low and high."""

    def pick(found: Any) -> Any:
        return np.array([getattr(found.interval, n) if n in ("low", "high") else getattr(found, n) for n in names])

    return pick


def of_scipy(found: Any, level: float) -> Any:
    ends = found.confidence_interval(level)
    return np.array([found.statistic, found.pvalue, ends.low, ends.high])


TESTED = parts("statistic", "p", "low", "high")
ENDS = parts("low", "high")


def ends(found: Any) -> Any:
    return np.array([found.low, found.high])


DESCRIPTIVE = [
    Row(name="statistics.mean", truth=lambda x: np.average(x), at=sample, ends=[({"x": [3.0]}, 3.0)]),
    Row(
        name="statistics.weighted_mean",
        truth=lambda x, weights: np.average(x, weights=weights),
        at=lambda rng: {"x": rng.normal(size=5), "weights": rng.uniform(0.5, 2.0, 5)},
    ),
    *(
        Row(
            name="statistics.variance",
            truth=lambda x, ddof: np.var(x, ddof=ddof),
            at=sample,
            options={"ddof": d},
            ends=[({"x": [1e9, 1e9 + 2]}, 2.0 if d else 1.0), ({"x": [5.0]}, np.nan if d else 0.0)],
        )
        for d in (0, 1)
    ),
    *(
        Row(
            name="statistics.standard_deviation",
            truth=lambda x, ddof: np.std(x, ddof=ddof),
            at=sample,
            options={"ddof": d},
            ends=[({"x": [-s, s]}, s * 2 ** (d / 2)) for s in (1e200, 1e-200)],
            slopes=[({"x": [-s, s]}, {"x": [-0.5 * 2 ** (d / 2), 0.5 * 2 ** (d / 2)]}) for s in (1e200, 1e-200)],
        )
        for d in (0, 1)
    ),
    *(
        Row(
            name="statistics.covariance",
            truth=lambda x, y, ddof: np.cov(x, y, ddof=ddof)[0, 1],
            at=pairs,
            options={"ddof": d},
        )
        for d in (0, 1)
    ),
    *(
        Row(
            name="statistics.covariance_matrix",
            truth=lambda X, ddof: np.cov(X.T, ddof=ddof),
            options={"ddof": d},
            at=lambda rng: {"X": rng.normal(size=(6, 3))},
        )
        for d in (0, 1)
    ),
    Row(
        name="statistics.correlation",
        truth=lambda x, y: np.corrcoef(x, y)[0, 1],
        at=pairs,
        ends=[({"x": [1.0, 2.0], "y": [5.0, 3.0]}, -1.0), ({"x": [1.0, 1.0], "y": [5.0, 3.0]}, np.nan),
              ({"x": [1e200, -1e200], "y": [-1e-200, 1e-200]}, -1.0)],
        slopes=[({"x": [0.0, 0.0, 3e200], "y": [0.0, 1.0, 0.0]}, {"x": [-2.5e-201, 2.5e-201, 0.0]})],
    ),
    *(
        Row(
            name="statistics.standard_error",
            truth=lambda x, ddof: stats.sem(x, ddof=ddof),
            at=sample,
            options={"ddof": d},
        )
        for d in (0, 1)
    ),
    *(
        Row(
            name="statistics.z_scores",
            truth=lambda x, ddof: stats.zscore(x, ddof=ddof),
            at=sample,
            options={"ddof": d},
            ends=[({"x": [-s, s]}, [-(0.5 ** (d / 2)), 0.5 ** (d / 2)]) for s in (1e200, 1e-200)],
        )
        for d in (0, 1)
    ),
    Row(name="statistics.skewness", truth=lambda x: stats.skew(x), at=sample,
        ends=[({"x": [0.0, 0.0, 3e200]}, 0.5**0.5), ({"x": [0.0, 0.0, 3e-200]}, 0.5**0.5)]),
    Row(name="statistics.excess_kurtosis", truth=lambda x: stats.kurtosis(x), at=sample,
        ends=[({"x": [0.0, 0.0, 3e200]}, -1.5), ({"x": [0.0, 0.0, 3e-200]}, -1.5)]),
    *(
        Row(
            name="statistics.quantile",
            truth=lambda x, q: np.percentile(x, 100 * np.asarray(q)),
            at=sample,
            options={"q": q},
            ends=[({"x": [2.0]}, np.full(np.shape(q), 2.0))],
        )
        for q in (0.3, (0.0, 0.5, 1.0))
    ),
    Row(
        name="statistics.median",
        truth=lambda x: stats.scoreatpercentile(x, 50),
        at=sample,
        ends=[({"x": [1.0, 2.0, 1e300]}, 2.0), ({"x": [1.0, 2.0]}, 1.5)],
    ),
    Row(name="statistics.interquartile_range", truth=lambda x: stats.iqr(x), at=sample),
    Row(name="statistics.median_absolute_deviation", truth=lambda x: stats.median_abs_deviation(x), at=sample),
]

TESTS = [
    Row(
        name="statistics.t_statistic",
        truth=lambda x, mu: stats.ttest_1samp(x, mu).statistic,
        at=lambda rng: {**sample(rng), "mu": np.float64(rng.normal())},
    ),
    Row(
        name="statistics.pooled_variance",
        at=two,
        truth=lambda x, y: (6 * np.var(x, ddof=1) + 4 * np.var(y, ddof=1)) / 10,
    ),
    Row(name="statistics.two_sample_t_statistic", truth=lambda x, y: stats.ttest_ind(x, y).statistic, at=two),
    Row(name="statistics.welch_statistic", truth=lambda x, y: stats.ttest_ind(x, y, equal_var=False).statistic, at=two),
    Row(
        name="statistics.welch_degrees_of_freedom", truth=lambda x, y: stats.ttest_ind(x, y, equal_var=False).df, at=two
    ),
    Row(
        name="statistics.effect_size",
        truth=lambda x, y: stats.ttest_ind(x, y).statistic * np.sqrt(1 / 7 + 1 / 5),
        at=two,
        ends=[({"x": [0.0, 2e200], "y": [0.0, 0.0]}, 1.0)],
    ),
    Row(
        name="statistics.chi_square_statistic",
        gradient=False,
        why="SciPy asks for equal totals, which differences break",
        truth=lambda observed, expected: stats.chisquare(observed, expected).statistic,
        at=lambda rng: {
            "observed": np.array([3.0, 9.0, 8.0]) + (u := rng.permutation([1.0, 2.0, 3.0])),
            "expected": np.array([5.0, 8.0, 7.0]) + u,
        },
    ),
    Row(
        name="statistics.expected_counts",
        truth=lambda table: stats.contingency.expected_freq(table),
        at=lambda rng: {"table": rng.uniform(1, 9, size=(3, 4))},
    ),
    Row(
        name="statistics.p_value",
        truth=lambda statistic, law: 2 * stats.t(5).sf(abs(statistic)),
        **ALONE,
        at=lambda rng: {"statistic": rng.normal()},
        options={"law": student_t(5.0)},
        ends=[({"statistic": 0.0}, 1.0), ({"statistic": np.inf}, 0.0)],
    ),
    Row(
        name="statistics.p_value",
        truth=lambda statistic, law, alternative: stats.norm.sf(statistic),
        **ALONE,
        at=lambda rng: {"statistic": 5 * rng.normal()},
        options={"law": normal(0.0, 1.0), "alternative": "greater"},
        ends=[({"statistic": 12.0}, 1.776482112077679e-33)],
    ),
    *(
        Row(
            name="statistics.t_test",
            at=sample,
            options={"mu": 0.5, "alternative": a, "level": 0.9},
            pick=TESTED,
            **ALONE,
            truth=lambda x, mu, alternative, level: of_scipy(stats.ttest_1samp(x, mu, alternative=alternative), level),
        )
        for a in ("two-sided", "less", "greater")
    ),
    *(
        Row(
            name="statistics.two_sample_t_test",
            at=two,
            options={"equal_variances": e, "alternative": a},
            pick=TESTED,
            **ALONE,
            truth=lambda x, y, equal_variances, alternative: of_scipy(
                stats.ttest_ind(x, y, equal_var=equal_variances, alternative=alternative), 0.95
            ),
        )
        for e in (False, True)
        for a in ("two-sided", "less")
    ),
    Row(
        name="statistics.paired_t_test",
        at=pairs,
        pick=TESTED,
        **ALONE,
        truth=lambda x, y: of_scipy(stats.ttest_rel(x, y), 0.95),
    ),
    Row(
        name="statistics.z_test",
        at=sample,
        options={"sigma": 2.0, "mu": 1.0},
        pick=parts("statistic", "p"),
        **ALONE,
        truth=lambda x, sigma, mu: np.array([z := (x.mean() - mu) * np.sqrt(7) / sigma, special.erfc(abs(z) / 2**0.5)]),
    ),
    Row(
        name="statistics.chi_square_test",
        at=lambda rng: {"observed": rng.integers(5, 30, size=4)},
        **ALONE,
        pick=parts("statistic", "p"),
        options={"p": [0.1, 0.2, 0.3, 0.4]},
        truth=lambda observed, p: np.array(stats.chisquare(observed, observed.sum() * np.array(p))),
    ),
    Row(
        name="statistics.independence_test",
        at=lambda rng: {"table": rng.integers(5, 30, size=(3, 4))},
        **ALONE,
        pick=parts("statistic", "p", "degrees_of_freedom"),
        truth=lambda table: np.array(stats.chi2_contingency(table, correction=False)[:3]),
    ),
    Row(name="statistics.difference_of_means", at=two, truth=lambda x, y: np.average(x) - np.average(y), **ALONE),
    Row(
        name="statistics.permutation_test",
        at=lambda rng: {"x": rng.normal(1, 1, 4), "y": rng.normal(0, 1, 3)},
        pick=parts("p"),
        **ALONE,
        truth=lambda x, y: np.array([exact_permutation(x, y)]),
    ),
    Row(
        name="statistics.permutation_test",
        at=lambda rng: {"x": rng.normal(1, 1, 4), "y": rng.normal(0, 1, 3)},
        options={"statistic": lambda x, y: x.mean() - y.mean()},
        pick=parts("p"),
        **ALONE,
        truth=lambda x, y, statistic: np.array([exact_permutation(x, y)]),
    ),
    Row(
        name="statistics.bonferroni",
        at=lambda rng: {"p": rng.uniform(0, 0.6, 5)},
        **ALONE,
        truth=lambda p: np.array([min(1.0, 5 * v) for v in p]),
        ends=[({"p": [0.0, 1.0]}, [0.0, 1.0])],
    ),
    Row(
        name="statistics.holm", at=lambda rng: {"p": rng.uniform(0, 0.6, 5)}, truth=lambda p: closed_testing(p), **ALONE
    ),
    Row(
        name="statistics.benjamini_hochberg",
        at=lambda rng: {"p": rng.uniform(0, 0.6, 5)},
        **ALONE,
        truth=lambda p: np.array([min(1.0, *(5 * q / np.sum(p <= q) for q in p if q >= v), 1.0) for v in p]),
    ),
    *(
        Row(
            name="statistics.t_test_power",
            options={"n": 12, "design": d, "alternative": a},
            **ALONE,
            rtol=0.02,
            at=lambda rng: {"effect": float(rng.uniform(0.3, 0.9))},
            truth=lambda effect, n, design, alternative: drawn_power(effect, n, design, alternative),
            ends=[({"effect": 0.0}, 0.05)],
        )
        for d in ("one-sample", "two-sample")
        for a in ("two-sided", "greater")
    ),
    Row(
        name="statistics.sample_size",
        at=lambda rng: {"effect": 0.5},
        options={"power": 0.8, "design": "two-sample"},
        truth=lambda effect, power, design: 64,
        **ALONE,
        ends=[({"effect": 5.0}, 3)],
    ),  # Cohen's table 2.4.1
    Row(
        name="statistics.simulated_power",
        at=lambda rng: {"seed": int(rng.integers(100))},
        **ALONE,
        rtol=0.08,
        options={"test": t_test, "draw": lambda rng: rng.normal(0.6, 1.0, 10), "repetitions": 400},
        pick=lambda found: found.value,
        truth=lambda seed, test, draw, repetitions: drawn_power(0.6, 10, "one-sample", "two-sided"),
    ),
]


def exact_permutation(x: Any, y: Any) -> float:
    from itertools import combinations

    both, seen = np.concatenate([x, y]), x.mean() - y.mean()
    found = [both[list(c)].mean() - np.delete(both, c).mean() for c in combinations(range(len(both)), len(x))]
    return float(min(1.0, 2 * min(np.mean(np.array(found) >= seen - 1e-12), np.mean(np.array(found) <= seen + 1e-12))))


def closed_testing(p: Any) -> Any:
    """Holm as the closed test: the largest Bonferroni p of all sets of hypotheses that one is in."""
    from itertools import combinations

    sets = [c for k in range(1, len(p) + 1) for c in combinations(range(len(p)), k)]
    return np.array([max(min(1.0, len(c) * min(p[list(c)])) for c in sets if i in c) for i in range(len(p))])


def drawn_power(effect: float, n: int, design: str, alternative: str) -> float:
    """By 200 000 draws of mean and variance of normal samples."""
    rng, samples = np.random.default_rng(0), 1 if design == "one-sample" else 2
    freedom = samples * (n - 1)
    z = rng.normal(effect * np.sqrt(n / samples), 1.0, 200_000)
    t = z / np.sqrt(rng.chisquare(freedom, 200_000) / freedom)
    edge = stats.t(freedom).ppf(0.95 if alternative == "greater" else 0.975)
    return float(np.mean(t > edge) if alternative == "greater" else np.mean(np.abs(t) > edge))


def next_value(x: Any) -> Any:
    """From the law of (next - mean) / (s sqrt(1 + 1/n))."""
    law = stats.t(len(x) - 1, loc=x.mean(), scale=x.std(ddof=1) * np.sqrt(1 + 1 / len(x)))
    return np.array(law.interval(0.95))


def wilson(successes: int, n: int) -> Any:
    """The p at which the z-test just does not reject."""
    z = stats.norm.ppf(0.975)

    def gap(p: float) -> float:
        return (successes / n - p) ** 2 - z**2 * p * (1 - p) / n

    return np.array([optimize.brentq(gap, 1e-12, successes / n), optimize.brentq(gap, successes / n, 1 - 1e-12)])


INTERVALS = [
    Row(
        name="statistics.confidence_interval",
        at=sample,
        pick=ends,
        **ALONE,
        truth=lambda x: np.array(stats.t.interval(0.95, len(x) - 1, loc=x.mean(), scale=stats.sem(x))),
    ),
    Row(
        name="statistics.confidence_interval",
        at=sample,
        pick=ends,
        options={"level": 0.9, "method": "normal"},
        **ALONE,
        truth=lambda x, level, method: np.array(stats.norm.interval(level, loc=x.mean(), scale=stats.sem(x))),
    ),
    Row(name="statistics.prediction_interval", at=sample, pick=ends, truth=next_value, **ALONE),
    *(
        Row(
            name="statistics.bootstrap_interval",
            at=lambda rng: sample(rng, 40),
            pick=ends,
            rtol=0.25,
            options={"method": m, "resamples": 999, "seed": 0},
            **ALONE,
            truth=lambda x, method, resamples, seed: np.array(
                stats.norm.interval(0.95, loc=x.mean(), scale=x.std() / np.sqrt(len(x)))
            ),
        )
        for m in ("percentile", "bca")
    ),
    Row(
        name="statistics.proportion_interval",
        at=lambda rng: {"successes": int(rng.integers(1, 19)), "n": 20},
        pick=ends,
        truth=wilson,
        **ALONE,
    ),
]


def maximum(x: Any, law: Any, start: Any) -> Any:
    """By a search without derivatives, of logarithms of what is positive."""
    found = optimize.minimize(
        lambda t: -np.sum(law(*t).logpdf(x)),
        start,
        method="Nelder-Mead",
        options={"xatol": 1e-10, "fatol": 1e-12, "maxiter": 4000},
    )
    return found.x


REGRESSION = parse("sum(y*log_sigmoid(X @ w) + (1 - y)*log_sigmoid(-(X @ w)))", "X: real[m n], w: real[n], y: real[m]")


def labelled(rng: np.random.Generator) -> dict[str, Any]:
    X = rng.normal(size=(60, 2))
    return {"data": {"X": X, "y": (rng.uniform(size=60) < special.expit(X @ [1.0, -1.0])).astype(float)}}


def sklearn_weights(data: Any, C: float) -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=C, fit_intercept=False, tol=1e-10).fit(data["X"], data["y"]).coef_[0]


LIKELIHOOD = [
    Row(
        name="statistics.maximum_likelihood",
        at=lambda rng: {"data": sample(rng, 30)},
        options={"log_likelihood": normal},
        pick=lambda f: np.array(
            [f.estimate["mu"], f.estimate["sigma2"], f.standard_errors["mu"], f.standard_errors["sigma2"], f.converged]
        ),
        **ALONE,
        truth=lambda data, log_likelihood: np.array(
            [data["x"].mean(), v := data["x"].var(), np.sqrt(v / 30), v * np.sqrt(2 / 30), True]
        ),
    ),
    Row(
        name="statistics.maximum_likelihood",
        at=lambda rng: {"data": {"x": rng.gamma(2.0, 0.5, 40)}},
        rtol=1e-4,
        **ALONE,
        options={"log_likelihood": gamma},
        pick=lambda f: np.array([f.estimate["shape"], f.estimate["rate"]]),
        truth=lambda data, log_likelihood: maximum(
            data["x"], lambda a, r: stats.gamma(abs(a), scale=1 / abs(r)), [1.0, 1.0]
        ),
    ),
    Row(
        name="statistics.maximum_likelihood",
        at=labelled,
        options={"log_likelihood": REGRESSION},  # the data tell the size of w
        pick=lambda f: f.estimate["w"],
        truth=lambda data, log_likelihood: sklearn_weights(data, 1e12),
        rtol=1e-4,
        **ALONE,
    ),
    Row(
        name="statistics.maximum_a_posteriori",
        at=labelled,
        rtol=1e-4,
        **ALONE,
        pick=lambda f: f.estimate["w"],
        options={"log_likelihood": REGRESSION, "prior": parse("-(w @ w)/2", "w: real[n]"), "start": {"w": np.zeros(2)}},
        truth=lambda data, log_likelihood, prior, start: sklearn_weights(data, 1.0),
    ),
    Row(
        name="statistics.laplace_approximation",
        at=lambda rng: {"data": {"x": rng.normal(size=9), "sigma2": 2.0}},
        **ALONE,
        options={"log_likelihood": normal, "prior": {"mu": normal(1.0, 0.5)}},
        pick=lambda f: np.array([f.estimate["mu"], f.covariance[0, 0], f.log_evidence]),
        truth=lambda data, log_likelihood, prior: np.array(
            [
                (1 / 0.5 + data["x"].sum() / 2) / (1 / 0.5 + 9 / 2),
                1 / (1 / 0.5 + 9 / 2),
                stats.multivariate_normal(np.ones(9), 2 * np.eye(9) + 0.5).logpdf(data["x"]),
            ]
        ),
    ),
]


def numbers(law: Any) -> Any:
    return np.concatenate([np.ravel(v) for v in law.values])


def on_a_grid(data: Any, prior: Any, mass: Any) -> Any:
    """Mean and variance of the posterior by sums over a fine grid."""
    t = np.linspace(1e-6, 1 - 1e-6, 20001)
    w = prior.pdf(t) * np.prod([mass(x, t) for x in data], axis=0)
    mean = np.sum(t * w) / np.sum(w)
    return np.array([mean, np.sum((t - mean) ** 2 * w) / np.sum(w)])


BAYES = [
    Row(
        name="statistics.conjugate_posterior",
        at=lambda rng: {"data": rng.integers(0, 2, 6)},
        rtol=1e-5,
        **ALONE,
        options={"prior": beta(2.0, 3.0), "family": bernoulli},
        pick=lambda f: np.array([f.mean, f.variance]),
        truth=lambda data, prior, family: on_a_grid(data, stats.beta(2, 3), lambda x, t: t**x * (1 - t) ** (1 - x)),
    ),
    Row(
        name="statistics.conjugate_posterior",
        at=lambda rng: {"data": rng.poisson(3.0, 6)},
        pick=numbers,
        **ALONE,
        options={"prior": gamma(2.0, 3.0), "family": poisson},
        truth=lambda data, prior, family: np.array([2 + sum(data), 3 + len(data)]),
    ),
    Row(
        name="statistics.conjugate_posterior",
        at=lambda rng: {"data": rng.normal(size=5)},
        pick=numbers,
        **ALONE,
        options={"prior": normal(1.0, 2.0), "family": normal, "sigma2": 0.5},
        truth=lambda data, prior, family, sigma2: given_normal(data, 1.0, 2.0, sigma2),
    ),
    Row(
        name="statistics.conjugate_posterior",
        at=lambda rng: {"data": rng.normal(size=5)},
        pick=lambda f: np.array([f.m, f.k, f.a, f.b]),
        **ALONE,
        options={"prior": NormalInverseGamma(0.0, 1.0, 2.0, 3.0), "family": normal},
        truth=lambda data, prior, family: np.array(
            [sum(data) / 6, 6.0, 4.5, 3 + np.sum(data**2) / 2 - sum(data) ** 2 / 12]
        ),
    ),
    Row(
        name="statistics.posterior_predictive",
        at=lambda rng: {"posterior": gamma(float(rng.uniform(1, 4)), 2.0)},
        **ALONE,
        options={"family": poisson},
        pick=lambda f: np.array([f.mean, f.variance]),
        truth=lambda posterior, family: np.array([posterior.mean, posterior.mean + posterior.variance]),
    ),
    *(
        Row(
            name="statistics.credible_interval",
            at=lambda rng: {"law": beta(float(rng.uniform(2, 5)), 3.0)},
            pick=ends,
            options={"method": m},
            rtol=1e-4,
            **ALONE,
            truth=lambda law, method: enclosing(law.scipy, method),
        )
        for m in ("equal-tailed", "highest-density")
    ),
    Row(
        name="statistics.grid_posterior",
        at=lambda rng: {"data": {"x": rng.integers(0, 2, 6)}},
        rtol=1e-5,
        **ALONE,
        options={"log_likelihood": bernoulli, "prior": {"p": beta(2.0, 3.0)}, "grid": {"p": np.linspace(0, 1, 2001)}},
        pick=lambda f: np.array([f.mean("p"), f.log_evidence]),
        truth=lambda data, log_likelihood, prior, grid: np.array(
            [(2 + (s := data["x"].sum())) / 11, special.betaln(2 + s, 9 - s) - special.betaln(2, 3)]
        ),
    ),
]


def given_normal(x: Any, m: float, v: float, s: float) -> Any:
    """Mean and variance of mu given x, by the conditional of their joint normal law."""
    n = len(x)
    gain = np.full(n, v) @ np.linalg.inv(s * np.eye(n) + v)
    return np.array([m + gain @ (x - m), v - gain @ np.full(n, v)])


def enclosing(law: Any, method: str) -> Any:
    if method == "equal-tailed":
        return np.array(law.interval(0.95))
    q = np.linspace(0, 0.05, 50001)
    best = q[np.argmin(law.ppf(q + 0.95) - law.ppf(q))]
    return law.ppf([best, best + 0.95])


ROWS: list[Row] = [*DESCRIPTIVE, *TESTS, *INTERVALS, *LIKELIHOOD, *BAYES]
