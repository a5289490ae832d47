"""Families on the integers: Bernoulli, binomial, Poisson, geometric, categorical and others."""

from __future__ import annotations

from math import factorial
from typing import Any

from lemmata.engine.expr import Expr, integer, number
from lemmata.engine.ops.families.meanings import classes, counting, counting_many
from lemmata.engine.ops.families.record import Family, Params, add
from lemmata.engine.ops.record import apply, as_expr

ZERO, ONE = number(0), number(1)


def log(x: Expr) -> Expr:
    return apply("log", x)


def xlogy(x: Expr, y: Expr) -> Expr:
    return apply("xlogy", x, y)


def choose(n: Expr, k: Expr) -> Expr:
    return apply("binomial", n, k)


def log_choose(n: Expr, k: Expr) -> Expr:
    """log of binomial(n, k), which overflows from n = 1030 on."""
    return apply("lgamma", n + 1) - apply("lgamma", k + 1) - apply("lgamma", n - k + 1)


def stirling(k: int, j: int) -> int:
    """Partitions of k things into j blocks: x**k = sum_j S(k, j) x (x - 1) ... (x - j + 1)."""
    row = [1] + [0] * j
    for _ in range(k):
        row = [0] + [row[b - 1] + b * row[b] for b in range(1, j + 1)]
    return row[j]


def from_factorial_moments(k: int, factorial_moment: Any) -> Expr:
    """E[X**k] from E[X (X - 1) ... (X - j + 1)], j = 0 ... k."""
    total: Expr = number(1 if k == 0 else 0)
    for j in range(1, k + 1):
        total = total + stirling(k, j) * factorial_moment(j)
    return total


def falling(n: Expr, j: int) -> Expr:
    """n (n - 1) ... (n - j + 1)"""
    product: Expr = ONE
    for i in range(j):
        product = product * (n - i)
    return product


def shifted_moment(k: int, moment: Any, shift: Expr = ONE) -> Expr:
    """E[(Y + shift)**k] from the moments of Y."""
    total: Expr = ZERO
    for j in range(k + 1):
        power = ONE if shift is ONE or j == k else shift ** (k - j)
        total = total + factorial(k) // (factorial(j) * factorial(k - j)) * power * moment(j)
    return total


def rising(x: Expr, j: int) -> Expr:
    """x (x + 1) ... (x + j - 1)"""
    product: Expr = ONE
    for i in range(j):
        product = product * (x + i)
    return product


def _negative_binomial_moment(k: int, r: Expr, p: Expr) -> Expr:
    """E[Y**k] of the failures before the r-th success."""
    return from_factorial_moments(k, lambda j: rising(r, j) * ((1 - p) / p) ** j)


def _geometric_factorial(p: Expr, j: int) -> Expr:
    """E[Y (Y - 1) ... (Y - j + 1)] of the failures before the first success."""
    return factorial(j) * ((1 - p) / p) ** j


def _binary_entropy(p: Expr) -> Expr:
    return -(xlogy(p, p) + xlogy(1 - p, 1 - p))


def _relative(a: Expr, b: Expr) -> Expr:
    """a log(a / b)"""
    return xlogy(a, a) - xlogy(a, b)


def scipy_law(name: str, **keywords: Any) -> Any:
    """A frozen SciPy distribution from parameters given by name as functions of ours; SciPy is loaded late."""

    def frozen(*params: float) -> Any:
        from scipy import stats

        return getattr(stats, name)(**{key: value(*params) for key, value in keywords.items()})

    return frozen


def _categorical_scipy(p: Any, first: int = 0) -> Any:
    from scipy import stats

    return stats.rv_discrete(values=(range(first, first + len(p)), p))


def _sum(value: Expr) -> Expr:
    return apply("sum", value, axis=-1)


def _categorical_cdf(x: Expr, p: Expr) -> Expr:
    from lemmata.engine.expr import array_of

    counted = array_of(p.shape[-1:], lambda i: apply("where", apply("le", integer(i), x), 1, 0))
    return _sum(counted * p)


def _categorical_moment(k: int, p: Expr) -> Expr:
    from lemmata.engine.expr import array_of

    return _sum(array_of(p.shape[-1:], lambda i: integer(i) ** k) * p)


add(
    Family(
        name="bernoulli", about="mass p**x (1 - p)**(1 - x) at x = 0, 1", params=(("p", "unit"),),
        spelled=("Bernoulli", "Bern", "Ber", "B"), support="integers", low=lambda p: ZERO, high=lambda p: ONE,
        density=lambda x, p: p**x * (1 - p) ** (1 - x), log_density=lambda x, p: xlogy(x, p) + xlogy(1 - x, 1 - p),
        mean=lambda p: p, variance=lambda p: p * (1 - p), entropy=_binary_entropy,
        kl=lambda p, q: _relative(p[0], q[0]) + _relative(1 - p[0], 1 - q[0]),
        cdf=lambda x, p: apply("where", apply("ge", x, 1), 1, 1 - p),
        called=("success probability|probability of success|probability|mean|expectation",),
        moment=lambda k, p: ONE if k == 0 else p, scipy=scipy_law("bernoulli", p=lambda p: p),
    ),
    Family(
        name="binomial_distribution", about="mass binomial(n, x) p**x (1 - p)**(n - x) at x = 0, ..., n",
        params=(("n", "natural"), ("p", "unit")), spelled=("Binomial", "Bin", "Binom", "B"), support="integers",
        low=lambda n, p: ZERO, high=lambda n, p: n,
        density=lambda x, n, p: choose(n, x) * p**x * (1 - p) ** (n - x),
        log_density=lambda x, n, p: log_choose(n, x) + xlogy(x, p) + xlogy(n - x, 1 - p),
        mean=lambda n, p: n * p, variance=lambda n, p: n * p * (1 - p),
        kl=lambda p, q: _same_number(p, q) * (_relative(p[1], q[1]) + _relative(1 - p[1], 1 - q[1])),
        shared=("n",),
        cdf=lambda x, n, p: apply("betainc", n - apply("floor", x), apply("floor", x) + 1, 1 - p),
        moment=lambda k, n, p: from_factorial_moments(k, lambda j: falling(n, j) * p**j),
        plus=lambda p, q: apply("binomial_distribution", p[0] + q[0], p[1]) if p[1] is q[1] else None,
        called=("number of trials|trials", "success probability|probability of success|probability"),
        scipy=scipy_law("binom", n=lambda n, p: n, p=lambda n, p: p),
    ),
    Family(
        name="poisson", about="mass lambda**x exp(-lambda) / x! at x = 0, 1, ...", params=(("rate", "positive"),),
        spelled=("Poisson", "Pois", "Poi", "Po", "Poiss"), support="integers", low=lambda r: ZERO,
        density=lambda x, r: r**x * apply("exp", -r) / apply("factorial", x),
        log_density=lambda x, r: xlogy(x, r) - r - apply("lgamma", x + 1),
        mean=lambda r: r, variance=lambda r: r, kl=lambda p, q: p[0] * log(p[0] / q[0]) + q[0] - p[0],
        cdf=lambda x, r: apply("gammaincc", apply("floor", x) + 1, r),
        moment=lambda k, r: from_factorial_moments(k, lambda j: r**j),
        called=("rate|intensity|mean|expectation|expected value|average",),
        plus=lambda p, q: apply("poisson", p[0] + q[0]), scipy=scipy_law("poisson", mu=lambda r: r),
    ),
    Family(
        name="geometric", about="mass p (1 - p)**(x - 1) at x = 1, 2, ...: trials up to the first success",
        params=(("p", "unit"),), spelled=("Geometric", "Geom", "Geo"), support="integers",
        low=lambda p: ONE, density=lambda x, p: p * (1 - p) ** (x - 1),
        log_density=lambda x, p: log(p) + xlogy(x - 1, 1 - p), mean=lambda p: 1 / p,
        variance=lambda p: (1 - p) / p**2, entropy=lambda p: _binary_entropy(p) / p,
        kl=lambda p, q: (_relative(p[0], q[0]) + _relative(1 - p[0], 1 - q[0])) / p[0],
        cdf=lambda x, p: 1 - (1 - p) ** apply("floor", x),
        moment=lambda k, p: shifted_moment(
            k, lambda i: from_factorial_moments(i, lambda j: _geometric_factorial(p, j))),
        called=("success probability|probability of success|probability",),
        meanings=counting(), scipy=scipy_law("geom", p=lambda p: p),
    ),
    Family(
        name="geometric_failures", about="mass p (1 - p)**x at x = 0, 1, ...: failures before the first success",
        params=(("p", "unit"),), spelled=("GeometricFailures",), support="integers",
        low=lambda p: ZERO, density=lambda x, p: p * (1 - p) ** x,
        log_density=lambda x, p: log(p) + xlogy(x, 1 - p), mean=lambda p: (1 - p) / p,
        variance=lambda p: (1 - p) / p**2, entropy=lambda p: _binary_entropy(p) / p,
        kl=lambda p, q: (_relative(p[0], q[0]) + _relative(1 - p[0], 1 - q[0])) / p[0],
        cdf=lambda x, p: 1 - (1 - p) ** (apply("floor", x) + 1),
        moment=lambda k, p: from_factorial_moments(k, lambda j: _geometric_factorial(p, j)),
        scipy=scipy_law("geom", p=lambda p: p, loc=lambda p: -1),
    ),
    Family(
        name="discrete_uniform", about="mass 1 / (b - a + 1) at the integers a, ..., b",
        params=(("a", "integer"), ("b", "integer")), spelled=("DiscreteUniform",),
        support="integers", low=lambda a, b: a, high=lambda a, b: b, density=lambda x, a, b: 1 / (b - a + 1),
        log_density=lambda x, a, b: -log(b - a + 1), mean=lambda a, b: (a + b) / 2,
        variance=lambda a, b: ((b - a + 1) ** 2 - 1) / 12, entropy=lambda a, b: log(b - a + 1),
        cdf=lambda x, a, b: (apply("floor", x) - a + 1) / (b - a + 1),
        scipy=scipy_law("randint", low=lambda a, b: a, high=lambda a, b: b + 1),
    ),
    Family(
        name="categorical", about="mass p[x] at x = 0, ..., k - 1", params=(("p", "simplex[k]"),),
        spelled=("Categorical", "Cat", "Discrete"), support="integers", low=lambda p: ZERO,
        high=lambda p: integer(p.shape[-1] - 1), density=lambda x, p: p[x], log_density=lambda x, p: log(p[x]),
        mean=lambda p: _categorical_moment(1, p),
        variance=lambda p: _categorical_moment(2, p) - _categorical_moment(1, p) ** 2,
        entropy=lambda p: apply("entropy", p), kl=lambda p, q: apply("kl_divergence", p[0], q[0]),
        cdf=_categorical_cdf, moment=_categorical_moment, scipy=_categorical_scipy, shape=lambda p: p.shape[:-1],
    ),
    Family(
        name="categorical_from_one", about="mass p[x - 1] at x = 1, ..., k", params=(("p", "simplex[k]"),),
        spelled=("CategoricalFromOne",), support="integers", low=lambda p: ONE, high=lambda p: integer(p.shape[-1]),
        density=lambda x, p: p[x - 1], log_density=lambda x, p: log(p[x - 1]),
        mean=lambda p: _categorical_moment(1, p) + 1,
        variance=lambda p: _categorical_moment(2, p) - _categorical_moment(1, p) ** 2,
        entropy=lambda p: apply("entropy", p), kl=lambda p, q: apply("kl_divergence", p[0], q[0]),
        moment=lambda k, p: shifted_moment(k, lambda j: _categorical_moment(j, p) if j else ONE),
        meanings=classes(), scipy=lambda p: _categorical_scipy(p, 1),
        shape=lambda p: p.shape[:-1],
    ),
    Family(
        name="negative_binomial", about="mass binomial(x + r - 1, x) p**r (1 - p)**x at x = 0, 1, ...: failures before "
        "the r-th success", params=(("r", "positive"), ("p", "unit")),
        spelled=("NegBin", "NegativeBinomial", "NB", "NBin", "NegBinomial"), support="integers", low=lambda r, p: ZERO,
        density=lambda x, r, p: apply("exp", _rising_over_factorial(x, r)) * p**r * (1 - p) ** x,
        log_density=lambda x, r, p: _rising_over_factorial(x, r) + xlogy(r, p) + xlogy(x, 1 - p),
        mean=lambda r, p: r * (1 - p) / p, variance=lambda r, p: r * (1 - p) / p**2,
        kl=lambda p, q: _same_number(p, q) * (_relative(p[1], q[1]) + _relative(1 - p[1], 1 - q[1])) / p[1],
        shared=("r",),
        cdf=lambda x, r, p: apply("betainc", r, apply("floor", x) + 1, p),
        moment=lambda k, r, p: _negative_binomial_moment(k, r, p),
        meanings=counting_many(),
        scipy=scipy_law("nbinom", n=lambda r, p: r, p=lambda r, p: p),
    ),
    Family(
        name="negative_binomial_trials", about="mass binomial(x - 1, r - 1) p**r (1 - p)**(x - r) at x = r, r + 1, "
        "...: trials up to the r-th success", params=(("r", "natural"), ("p", "unit")),
        spelled=("NegativeBinomialTrials",), support="integers", low=lambda r, p: r,
        density=lambda x, r, p: choose(x - 1, r - 1) * p**r * (1 - p) ** (x - r),
        log_density=lambda x, r, p: log_choose(x - 1, r - 1) + xlogy(r, p) + xlogy(x - r, 1 - p),
        mean=lambda r, p: r / p, variance=lambda r, p: r * (1 - p) / p**2,
        moment=lambda k, r, p: shifted_moment(k, lambda j: _negative_binomial_moment(j, r, p), r),
        scipy=scipy_law("nbinom", n=lambda r, p: r, p=lambda r, p: p, loc=lambda r, p: r),
    ),
)


def _rising_over_factorial(x: Expr, r: Expr) -> Expr:
    """log of r (r + 1) ... (r + x - 1) / x!"""
    return apply("lgamma", x + r) - apply("lgamma", r) - apply("lgamma", x + 1)


def _same_number(p: Params, q: Params) -> Expr:
    if p[0] is not q[0]:
        raise ValueError("the divergence of two binomial laws is closed only for the same number of trials")
    return as_expr(p[0])
