"""Families on the real line: normal, uniform, exponential, gamma, beta, Laplace and others."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import comb, factorial, prod

from lemmata.engine.expr import Expr, constant, number
from lemmata.engine.ops.families.discrete import ONE, ZERO, log, rising, scipy_law, xlogy
from lemmata.engine.ops.families.meanings import by_deviation, by_scale, of_location_and_scale, whole_numbers
from lemmata.engine.ops.families.record import Family, Params, add
from lemmata.engine.ops.record import apply, as_expr

PI, HALF = constant("pi"), number(Fraction(1, 2))


def exp(x: Expr) -> Expr:
    return apply("exp", x)


def sqrt(x: Expr) -> Expr:
    return apply("sqrt", x)


def lgamma(x: Expr) -> Expr:
    return apply("lgamma", x)


def digamma(x: Expr) -> Expr:
    return apply("digamma", x)


def log_beta(a: Expr, b: Expr) -> Expr:
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def _sum(terms: list[Expr]) -> Expr:
    total = terms[0]
    for term in terms[1:]:
        total = total + term
    return total


def location_moment(k: int, location: Expr, central: Callable[[int], Expr]) -> Expr:
    """E[(m + Z)**k] for a symmetric Z with even moments `central`."""
    return _sum([comb(k, j) * location ** (k - j) * central(j) for j in range(0, k + 1, 2)])


def normal_moment(k: int, mean: Expr, variance: Expr) -> Expr:
    return location_moment(k, mean, lambda j: prod(range(1, j, 2)) * variance ** (j // 2))


def _normal_log(x: Expr, mean: Expr, variance: Expr) -> Expr:
    return -((x - mean) ** 2 / (2 * variance)) - log(2 * PI * variance) / 2


def _normal_cdf(x: Expr, mean: Expr, variance: Expr) -> Expr:
    return (1 + apply("erf", (x - mean) / sqrt(2 * variance))) / 2


def _zero(*params: Expr) -> Expr:
    return ZERO


def _student_log(x: Expr, df: Expr) -> Expr:
    return (lgamma((df + 1) / 2) - lgamma(df / 2) - log(df * PI) / 2
            - (df + 1) / 2 * apply("log1p", x**2 / df))


def _student_cdf(x: Expr, df: Expr) -> Expr:
    tail = apply("betainc", df / 2, HALF, df / (df + x**2)) / 2
    return apply("where", apply("lt", x, 0), tail, 1 - tail)


def _gamma_log(x: Expr, shape: Expr, rate: Expr) -> Expr:
    return shape * log(rate) + xlogy(shape - 1, x) - rate * x - lgamma(shape)


def _gamma_density(x: Expr, shape: Expr, rate: Expr) -> Expr:
    return rate**shape * x ** (shape - 1) * exp(-(rate * x)) / exp(lgamma(shape))


def _gamma_kl(p: Params, q: Params) -> Expr:
    (a, r), (b, s) = p, q
    return (a - b) * digamma(a) - lgamma(a) + lgamma(b) + b * log(r / s) + a * (s - r) / r


def _chi_squared_kl(p: Params, q: Params) -> Expr:
    a, b = p[0] / 2, q[0] / 2
    return (a - b) * digamma(a) - lgamma(a) + lgamma(b)


def _uniform_kl(p: Params, q: Params) -> Expr:
    """Without a value where q does not cover p: it is infinite there, whatever formula a text gives."""
    (a, b), (c, d) = p, q
    covered = apply("and", apply("le", c, a), apply("le", b, d))
    return log(apply("where", covered, (d - c) / (b - a), -ONE))


def _beta_kl(p: Params, q: Params) -> Expr:
    (a, b), (c, d) = p, q
    return (log_beta(c, d) - log_beta(a, b) + (a - c) * digamma(a) + (b - d) * digamma(b)
            + (c - a + d - b) * digamma(a + b))


def _laplace_kl(p: Params, q: Params) -> Expr:
    (m, b), (n, c) = p, q
    gap = apply("abs", m - n)
    return log(c / b) + gap / c + b / c * exp(-gap / b) - 1


def _uniform_moment(k: int, a: Expr, b: Expr) -> Expr:
    return (b ** (k + 1) - a ** (k + 1)) / ((k + 1) * (b - a))


def where_only(condition: Expr, value: Expr) -> Expr:
    """The value where the condition holds, undefined elsewhere."""
    return value / apply("where", condition, 1, 0)


def _student_moment(k: int, df: Expr) -> Expr:
    """E[T**k], which exists for k < df."""
    product: Expr = ZERO if k % 2 else ONE
    for i in range(1, k // 2 + 1):
        product = product * ((2 * i - 1) * df / (df - 2 * i))
    return where_only(apply("gt", df, k), product)


def _shifted_student_moment(k: int, df: Expr, location: Expr, scale: Expr) -> Expr:
    """E[(location + scale T)**k]."""
    return _sum([comb(k, i) * location ** (k - i) * scale**i * _student_moment(i, df) for i in range(k + 1)])


def _logistic_moment(k: int, location: Expr, scale: Expr) -> Expr:
    """Even central moments of the standard law: (2**k - 2) |B_k| pi**k, with the Bernoulli numbers."""
    from flint import fmpq

    def central(j: int) -> Expr:
        if j == 0:
            return ONE
        bernoulli = fmpq.bernoulli(j)
        factor = (2**j - 2) * abs(Fraction(int(bernoulli.p), int(bernoulli.q)))
        return number(factor) * (PI * scale) ** j

    return location_moment(k, location, central)


add(
    Family(
        name="normal", about="density exp(-(x - mu)**2 / (2 sigma2)) / sqrt(2 pi sigma2): mean and VARIANCE",
        params=(("mu", "real"), ("sigma2", "positive")), spelled=("N", "n", "Normal", "Gaussian"), python=("gaussian",),
        support="reals",
        density=lambda x, m, v: exp(-((x - m) ** 2 / (2 * v))) / sqrt(2 * PI * v), log_density=_normal_log,
        mean=lambda m, v: m, variance=lambda m, v: v, entropy=lambda m, v: log(2 * PI * v) / 2 + HALF,
        kl=lambda p, q: (p[1] / q[1] + (p[0] - q[0]) ** 2 / q[1] - 1 - log(p[1] / q[1])) / 2,
        cdf=_normal_cdf, moment=normal_moment, affine=lambda a, b, m, v: apply("normal", a * m + b, a**2 * v),
        plus=lambda p, q: apply("normal", p[0] + q[0], p[1] + q[1]),
        called=("mean|expectation|expected value|average", ""),
        meanings=by_deviation("normal"), scipy=scipy_law("norm", loc=lambda m, v: m, scale=lambda m, v: v**0.5),
    ),
    Family(
        name="standard_normal", about="density exp(-x**2 / 2) / sqrt(2 pi)", params=(), spelled=("StandardNormal",),
        support="reals", density=lambda x: exp(-(x**2 / 2)) / sqrt(2 * PI),
        log_density=lambda x: _normal_log(x, ZERO, ONE), mean=lambda: ZERO, variance=lambda: ONE,
        entropy=lambda: log(2 * PI) / 2 + HALF, kl=lambda p, q: ZERO, cdf=lambda x: _normal_cdf(x, ZERO, ONE),
        moment=lambda k: normal_moment(k, ZERO, ONE), affine=lambda a, b: apply("normal", as_expr(b), a**2),
        plus=lambda p, q: apply("normal", 0, 2), scipy=scipy_law("norm"),
    ),
    Family(
        name="uniform", about="density 1 / (b - a) on [a, b]", params=(("a", "real"), ("b", "real")),
        spelled=("U", "Uniform", "Unif"), support="reals", low=lambda a, b: a, high=lambda a, b: b,
        density=lambda x, a, b: 1 / (b - a), log_density=lambda x, a, b: -log(b - a), mean=lambda a, b: (a + b) / 2,
        variance=lambda a, b: (b - a) ** 2 / 12, entropy=lambda a, b: log(b - a),
        cdf=lambda x, a, b: (x - a) / (b - a), moment=_uniform_moment, kl=_uniform_kl,
        affine=lambda c, d, a, b: apply(
            "uniform", apply("minimum", c * a, c * b) + d, apply("maximum", c * a, c * b) + d),
        meanings=whole_numbers(), scipy=scipy_law("uniform", loc=lambda a, b: a, scale=lambda a, b: b - a),
    ),
    Family(
        name="exponential", about="density rate exp(-rate x) on x >= 0: by RATE", params=(("rate", "positive"),),
        spelled=("Exponential", "Exp", "Expo", "Expon"), support="reals", low=_zero,
        density=lambda x, r: r * exp(-(r * x)), log_density=lambda x, r: log(r) - r * x, mean=lambda r: 1 / r,
        variance=lambda r: 1 / r**2, entropy=lambda r: 1 - log(r),
        kl=lambda p, q: log(p[0] / q[0]) + q[0] / p[0] - 1, cdf=lambda x, r: 1 - exp(-(r * x)),
        moment=lambda k, r: factorial(k) / r**k, meanings=by_scale("exponential"),
        scipy=scipy_law("expon", scale=lambda r: 1 / r),
    ),
    Family(
        name="gamma_distribution", about="density rate**shape x**(shape - 1) exp(-rate x) / Gamma(shape): shape, RATE",
        params=(("shape", "positive"), ("rate", "positive")), spelled=("Gamma", "Ga", "Gam"),
        support="reals", low=_zero, density=_gamma_density, log_density=_gamma_log, mean=lambda a, r: a / r,
        variance=lambda a, r: a / r**2, entropy=lambda a, r: a - log(r) + lgamma(a) + (1 - a) * digamma(a),
        kl=_gamma_kl, cdf=lambda x, a, r: apply("gammainc", a, r * x), moment=lambda k, a, r: rising(a, k) / r**k,
        plus=lambda p, q: apply("gamma_distribution", p[0] + q[0], p[1]) if p[1] is q[1] else None,
        meanings=by_scale("gamma_distribution", "shape"),
        scipy=scipy_law("gamma", a=lambda a, r: a, scale=lambda a, r: 1 / r),
    ),
    Family(
        name="beta_distribution", about="density x**(a - 1) (1 - x)**(b - 1) / B(a, b) on [0, 1]",
        params=(("a", "positive"), ("b", "positive")), spelled=("Beta", "Bet"), support="reals",
        low=lambda a, b: ZERO, high=lambda a, b: ONE,
        density=lambda x, a, b: x ** (a - 1) * (1 - x) ** (b - 1) / exp(log_beta(a, b)),
        log_density=lambda x, a, b: xlogy(a - 1, x) + xlogy(b - 1, 1 - x) - log_beta(a, b),
        mean=lambda a, b: a / (a + b), variance=lambda a, b: a * b / ((a + b) ** 2 * (a + b + 1)),
        entropy=lambda a, b: log_beta(a, b) - (a - 1) * digamma(a) - (b - 1) * digamma(b)
        + (a + b - 2) * digamma(a + b),
        kl=_beta_kl, cdf=lambda x, a, b: apply("betainc", a, b, x),
        moment=lambda k, a, b: rising(a, k) / rising(a + b, k),
        scipy=scipy_law("beta", a=lambda a, b: a, b=lambda a, b: b),
    ),
    Family(
        name="laplace", about="density exp(-|x - mu| / b) / (2 b)", params=(("mu", "real"), ("b", "positive")),
        spelled=("Laplace", "Lap", "DoubleExponential"), support="reals",
        density=lambda x, m, b: exp(-(apply("abs", x - m) / b)) / (2 * b),
        log_density=lambda x, m, b: -(apply("abs", x - m) / b) - log(2 * b), mean=lambda m, b: m,
        variance=lambda m, b: 2 * b**2, entropy=lambda m, b: 1 + log(2 * b), kl=_laplace_kl,
        cdf=lambda x, m, b: apply("where", apply("lt", x, m), exp((x - m) / b) / 2, 1 - exp((m - x) / b) / 2),
        moment=lambda k, m, b: location_moment(k, m, lambda j: factorial(j) * b**j),
        affine=lambda c, d, m, b: apply("laplace", c * m + d, apply("abs", c) * b),
        called=("location|mean|median", "scale"), scipy=scipy_law("laplace", loc=lambda m, b: m, scale=lambda m, b: b),
    ),
    Family(
        name="cauchy", about="density 1 / (pi s (1 + ((x - x0) / s)**2)); no moments",
        params=(("x0", "real"), ("s", "positive")), spelled=("Cauchy",), support="reals",
        density=lambda x, m, s: 1 / (PI * s * (1 + ((x - m) / s) ** 2)),
        log_density=lambda x, m, s: -(log(PI * s) + apply("log1p", ((x - m) / s) ** 2)),
        entropy=lambda m, s: log(4 * PI * s),
        kl=lambda p, q: log(((p[1] + q[1]) ** 2 + (p[0] - q[0]) ** 2) / (4 * p[1] * q[1])),
        cdf=lambda x, m, s: apply("atan2", s, m - x) / PI,  # 1/2 + atan((x - m)/s)/pi has no digits in the tail
        moment=lambda k, m, s: ONE / (ONE if k == 0 else ZERO),
        affine=lambda a, b, m, s: apply("cauchy", a * m + b, apply("abs", a) * s),
        plus=lambda p, q: apply("cauchy", p[0] + q[0], p[1] + q[1]),
        called=("location|median", "scale"), scipy=scipy_law("cauchy", loc=lambda m, s: m, scale=lambda m, s: s),
    ),
    Family(
        name="student_t", about="density proportional to (1 + x**2 / nu)**(-(nu + 1) / 2)",
        params=(("nu", "positive"),), spelled=("t", "T", "Student", "StudentT"), support="reals",
        density=lambda x, n: exp(_student_log(x, n)), log_density=_student_log,
        mean=lambda n: where_only(apply("gt", n, 1), ZERO),
        variance=lambda n: where_only(apply("gt", n, 2), n / (n - 2)), moment=_student_moment,
        entropy=lambda n: (n + 1) / 2 * (digamma((n + 1) / 2) - digamma(n / 2)) + log(n) / 2 + log_beta(n / 2, HALF),
        cdf=_student_cdf, called=("degrees of freedom",), words="student's t", scipy=scipy_law("t", df=lambda n: n),
    ),
    Family(
        name="location_scale_t", about="mu + sigma T, where T is a student_t(nu) variable",
        params=(("nu", "positive"), ("mu", "real"), ("sigma", "positive")),
        spelled=("Student", "StudentT", "St"), support="reals",
        density=lambda x, n, m, s: exp(_student_log((x - m) / s, n)) / s,
        log_density=lambda x, n, m, s: _student_log((x - m) / s, n) - log(s),
        mean=lambda n, m, s: where_only(apply("gt", n, 1), m),
        variance=lambda n, m, s: where_only(apply("gt", n, 2), s**2 * n / (n - 2)),
        entropy=lambda n, m, s: log(s) + (n + 1) / 2 * (digamma((n + 1) / 2) - digamma(n / 2)) + (
            log(n) / 2 + log_beta(n / 2, HALF)),
        cdf=lambda x, n, m, s: _student_cdf((x - m) / s, n),
        affine=lambda a, b, n, m, s: apply("location_scale_t", n, a * m + b, apply("abs", a) * s),
        moment=_shifted_student_moment, meanings=of_location_and_scale("location_scale_t"),
        scipy=scipy_law("t", df=lambda n, m, s: n, loc=lambda n, m, s: m, scale=lambda n, m, s: s),
    ),
    Family(
        name="chi_squared", about="density x**(k/2 - 1) exp(-x/2) / (2**(k/2) Gamma(k/2)) on x > 0",
        params=(("k", "positive"),), spelled=("chi^2", "ChiSquared", "Chi2"), support="reals", low=_zero,
        density=lambda x, k: _gamma_density(x, k / 2, HALF), log_density=lambda x, k: _gamma_log(x, k / 2, HALF),
        mean=lambda k: k, variance=lambda k: 2 * k, kl=_chi_squared_kl,
        entropy=lambda k: k / 2 + log(number(2)) + lgamma(k / 2) + (1 - k / 2) * digamma(k / 2),
        cdf=lambda x, k: apply("gammainc", k / 2, x / 2), moment=lambda j, k: 2**j * rising(k / 2, j),
        plus=lambda p, q: apply("chi_squared", p[0] + q[0]),
        called=("degrees of freedom",), words="chi-square", scipy=scipy_law("chi2", df=lambda k: k),
    ),
    Family(
        name="lognormal", about="exp of a normal(mu, sigma2) variable", params=(("mu", "real"), ("sigma2", "positive")),
        spelled=("LogNormal", "Lognormal", "logN"), support="reals", low=_zero, open_low=True,
        density=lambda x, m, v: exp(-((log(x) - m) ** 2 / (2 * v))) / (x * sqrt(2 * PI * v)),
        log_density=lambda x, m, v: _normal_log(log(x), m, v) - log(x), mean=lambda m, v: exp(m + v / 2),
        variance=lambda m, v: apply("expm1", v) * exp(2 * m + v), entropy=lambda m, v: m + HALF + log(2 * PI * v) / 2,
        kl=lambda p, q: (p[1] / q[1] + (p[0] - q[0]) ** 2 / q[1] - 1 - log(p[1] / q[1])) / 2,
        cdf=lambda x, m, v: _normal_cdf(log(x), m, v), moment=lambda k, m, v: exp(k * m + k**2 * v / 2),
        meanings=by_deviation("lognormal"),
        words="log-normal", scipy=scipy_law("lognorm", s=lambda m, v: v**0.5, scale=lambda m, v: 2.718281828459045**m),
    ),
    Family(
        name="logistic", about="density exp(-z) / (s (1 + exp(-z))**2) with z = (x - mu) / s",
        params=(("mu", "real"), ("s", "positive")), spelled=("Logistic",), support="reals",
        density=lambda x, m, s: apply("sigmoid", (x - m) / s) * apply("sigmoid", (m - x) / s) / s,
        log_density=lambda x, m, s: -(apply("softplus", (x - m) / s) + apply("softplus", (m - x) / s) + log(s)),
        mean=lambda m, s: m, variance=lambda m, s: PI**2 * s**2 / 3, entropy=lambda m, s: log(s) + 2,
        cdf=lambda x, m, s: apply("sigmoid", (x - m) / s), moment=_logistic_moment,
        affine=lambda a, b, m, s: apply("logistic", a * m + b, apply("abs", a) * s),
        called=("location|mean|median", "scale"), scipy=scipy_law("logistic", loc=lambda m, s: m, scale=lambda m, s: s),
    ),
)
