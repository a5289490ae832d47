"""The rows of lemmata.probability."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy import integrate, stats
from tests.foundations.row import Row

from lemmata.probability import exponential, normal

NUMPY_ONLY: dict[str, Any] = {"libraries": ("numpy",), "why": "a random experiment, or SciPy's own numbers"}


class Truth(NamedTuple):
    """A family in SciPy: its law from our parameters, draws of these, a quantile near which x is, pieces without one.

    ends   arguments of the density outside of the support or at its end, and the value
    """

    law: Callable[..., Any]
    draw: Callable[[np.random.Generator], dict[str, Any]]
    ends: Sequence[tuple[dict[str, Any], float]] = ()
    missing: Sequence[str] = ()


def spread(**kinds: str) -> Callable[[np.random.Generator], dict[str, Any]]:
    """Parameters by kind: real, positive, unit, natural."""
    draws = {
        "real": lambda r: np.float64(r.normal()),
        "positive": lambda r: np.float64(r.uniform(0.4, 4.0)),
        "unit": lambda r: np.float64(r.uniform(0.1, 0.9)),
        "natural": lambda r: np.array(r.integers(3, 12)),
        "large": lambda r: np.float64(r.uniform(4.5, 9.0)),
    }
    return lambda rng: {name: draws[kind](rng) for name, kind in kinds.items()}


def interval(rng: np.random.Generator) -> dict[str, Any]:
    return {"a": np.float64(rng.normal()), "b": np.float64(3 + rng.normal() ** 2)}


TRUTHS: dict[str, Truth] = {
    "bernoulli": Truth(
        lambda p: stats.bernoulli(p),
        spread(p="unit"),
        [({"x": 2, "p": 0.5}, 0.0), ({"x": 0, "p": 0.0}, 1.0), ({"x": 1, "p": 1.0}, 1.0)],
    ),
    "binomial": Truth(
        lambda n, p: stats.binom(n, p),
        spread(n="natural", p="unit"),
        [
            ({"x": 4, "n": 3, "p": 0.5}, 0.0),
            ({"x": 1000, "n": 2000, "p": 0.5}, 0.01783901114585),
            ({"x": 0, "n": 5, "p": 0.0}, 1.0),
            ({"x": -1, "n": 3, "p": 0.5}, 0.0),
        ],
        ("entropy",),
    ),
    "discrete_uniform": Truth(
        lambda a, b: stats.randint(a, b + 1),
        lambda r: {"a": np.array(-2), "b": np.array(r.integers(2, 9))},
        [({"x": 9, "a": 0, "b": 8}, 0.0), ({"x": 8, "a": 0, "b": 8}, 1 / 9)],
        ("kl",),
    ),
    "geometric": Truth(lambda p: stats.geom(p), spread(p="unit"), [({"x": 0, "p": 0.5}, 0.0)]),
    "geometric_failures": Truth(lambda p: stats.geom(p, loc=-1), spread(p="unit"), [({"x": -1, "p": 0.5}, 0.0)]),
    "negative_binomial": Truth(
        lambda r, p: stats.nbinom(r, p),
        spread(r="positive", p="unit"),
        [({"x": -1, "r": 2.0, "p": 0.5}, 0.0)],
        ("entropy",),
    ),
    "poisson": Truth(
        lambda rate: stats.poisson(rate),
        spread(rate="positive"),
        [({"x": -1, "rate": 2.0}, 0.0), ({"x": 1000, "rate": 1000.0}, 0.012614611348721491)],
        ("entropy",),
    ),
    "beta": Truth(
        lambda a, b: stats.beta(a, b),
        spread(a="positive", b="positive"),
        [
            ({"x": -0.5, "a": 2.0, "b": 2.0}, 0.0),
            ({"x": 1.5, "a": 2.0, "b": 2.0}, 0.0),
            ({"x": 0.0, "a": 1.0, "b": 3.0}, 3.0),
            ({"x": 1.0, "a": 2.0, "b": 3.0}, 0.0),
        ],
    ),
    "cauchy": Truth(
        lambda x0, s: stats.cauchy(x0, s),
        spread(x0="real", s="positive"),
        [],
        ("mean", "variance", "standard_deviation"),
    ),
    "chi_squared": Truth(lambda k: stats.chi2(k), spread(k="positive"), [({"x": -1.0, "k": 3.0}, 0.0)]),
    "exponential": Truth(
        lambda rate: stats.expon(scale=1 / rate),
        spread(rate="positive"),
        [({"x": -1.0, "rate": 2.0}, 0.0), ({"x": 0.0, "rate": 2.0}, 2.0), ({"x": 1e4, "rate": 2.0}, 0.0)],
    ),
    "gamma": Truth(
        lambda shape, rate: stats.gamma(shape, scale=1 / rate),
        spread(shape="positive", rate="positive"),
        [
            ({"x": -1.0, "shape": 2.0, "rate": 1.0}, 0.0),
            ({"x": 0.0, "shape": 1.0, "rate": 3.0}, 3.0),
            ({"x": 300.0, "shape": 300.0, "rate": 1.0}, 0.0230265461491874),
        ],
    ),
    "gumbel": Truth(lambda mu, b: stats.gumbel_r(mu, b), spread(mu="real", b="positive")),
    "laplace": Truth(lambda mu, b: stats.laplace(mu, b), spread(mu="real", b="positive")),
    "location_scale_t": Truth(
        lambda nu, mu, sigma: stats.t(nu, mu, sigma), spread(nu="large", mu="real", sigma="positive"), [], ("kl",)
    ),
    "logistic": Truth(lambda mu, s: stats.logistic(mu, s), spread(mu="real", s="positive"), [], ("kl",)),
    "lognormal": Truth(
        lambda mu, sigma2: stats.lognorm(sigma2**0.5, scale=np.exp(mu)),
        lambda r: {"mu": np.float64(r.normal()), "sigma2": np.float64(r.uniform(0.2, 1.0))},
        [({"x": -1.0, "mu": 0.0, "sigma2": 1.0}, 0.0), ({"x": 0.0, "mu": 0.0, "sigma2": 1.0}, 0.0)],
    ),
    "normal": Truth(
        lambda mu, sigma2: stats.norm(mu, sigma2**0.5),
        spread(mu="real", sigma2="positive"),
        [({"x": 1e100, "mu": 0.0, "sigma2": 1.0}, 0.0)],
    ),
    "pareto": Truth(
        lambda least, exponent: stats.pareto(exponent, scale=least),
        spread(least="positive", exponent="large"),
        [({"x": 0.5, "least": 1.0, "exponent": 3.0}, 0.0)],
        ("kl",),
    ),
    "student_t": Truth(lambda nu: stats.t(nu), spread(nu="large"), [], ("kl",)),
    "uniform": Truth(
        lambda a, b: stats.uniform(a, b - a),
        interval,
        [({"x": 2.0, "a": 0.0, "b": 1.0}, 0.0), ({"x": 1.0, "a": 0.0, "b": 1.0}, 1.0)],
        ("kl",),
    ),
    "weibull": Truth(
        lambda scale, shape: stats.weibull_min(shape, scale=scale),
        spread(scale="positive", shape="positive"),
        [({"x": -1.0, "scale": 1.0, "shape": 2.0}, 0.0)],
    ),
}
MOMENTS = {
    "mean": lambda law: law.mean(),
    "variance": lambda law: law.var(),
    "standard_deviation": lambda law: law.std(),
    "entropy": lambda law: law.entropy(),
}
NO_TRUTH_ABROAD = "SciPy's entropy of it is a sum or an integral to fewer digits"


def masses(law: Any, log: bool) -> Callable[[Any], Any]:
    discrete = hasattr(law.dist, "_pmf") and isinstance(law.dist, stats.rv_discrete)
    names = ("logpmf" if log else "pmf") if discrete else ("logpdf" if log else "pdf")
    return getattr(law, names)  # type: ignore[no-any-return]


def divergence(p: Any, q: Any) -> Any:
    """KL by a sum over the values, or by quadrature over the quantiles of p."""
    if isinstance(p.dist, stats.rv_discrete):
        k = np.arange(p.ppf(0) + 1, p.ppf(1 - 1e-15) + 2 if np.isinf(p.support()[1]) else p.support()[1] + 1)
        return float(np.sum(p.pmf(k) * (p.logpmf(k) - q.logpmf(k))))
    return float(
        sum(integrate.quad(lambda u: p.logpdf(x(u)) - q.logpdf(x(u)), 0, 0.5, epsabs=1e-11)[0] for x in (p.ppf, p.isf))
    )


# Log-densities where the density, or SciPy's, is 0 or has lost its digits, and probabilities of small arguments.
TAILS: dict[str, list[tuple[dict[str, Any], float]]] = {
    "bernoulli": [({"x": 0, "p": 1e-9}, np.log1p(-1e-9)), ({"x": 0, "p": 1e-300}, -1e-300)],
    "cauchy": [({"x": 1e300, "x0": 0.0, "s": 1.0}, -np.log(np.pi) - 2 * np.log(1e300))],
    "student_t": [({"x": 1e300, "nu": 1.0}, -np.log(np.pi) - 2 * np.log(1e300)),
                  ({"x": 1.0, "nu": 1e18}, -0.5 - np.log(2 * np.pi) / 2)],
}
SMALL: dict[str, list[tuple[dict[str, Any], float]]] = {
    "cauchy": [({"x": -1e100, "x0": 0.0, "s": 1.0}, 1e-100 / np.pi)],
    "exponential": [({"x": 1e-9, "rate": 30.0}, -np.expm1(-3e-8)), ({"x": 1e-300, "rate": 1.0}, 1e-300)],
}
FAR: dict[tuple[str, str], list[tuple[dict[str, Any], float]]] = {
    ("student_t", "entropy"): [({"nu": nu}, np.log(2 * np.pi) / 2 + 0.5 + 1 / nu) for nu in (1e8, 1e18)],
    ("laplace", "standard_deviation"): [({"mu": 0.0, "b": b}, 2**0.5 * b) for b in (1e200, 1e-200)],
    ("exponential", "standard_deviation"): [({"rate": rate}, 1 / rate) for rate in (1e200, 1e-200)],
}


def rows_of(name: str, truth: Truth) -> list[Row]:
    discrete = isinstance(truth.law(**truth.draw(np.random.default_rng(0))).dist, stats.rv_discrete)
    shared = {"binomial": ("n",), "negative_binomial": ("r",)}.get(name, ())

    def at_point(rng: np.random.Generator) -> dict[str, Any]:
        params = truth.draw(rng)
        x = truth.law(**params).ppf(rng.uniform(0.05, 0.95))
        return {"x": np.array(int(x)) if discrete else np.float64(x), **params}

    def at_pair(rng: np.random.Generator) -> dict[str, Any]:
        p, q = truth.draw(rng), truth.draw(rng)
        one = {f"{n}_p" if n not in shared else n: v for n, v in p.items()}
        return one | {f"{n}_q": v for n, v in q.items() if n not in shared}

    def pair(**params: Any) -> Any:
        own = {n.removesuffix("_p"): v for n, v in params.items() if not n.endswith("_q")}
        other = {n.removesuffix("_q"): v for n, v in params.items() if n.endswith("_q") or n in shared}
        return divergence(truth.law(**own), truth.law(**other))

    steps: dict[str, Any] = {"gradient": False, "why": "steps: differences across them say nothing"} if discrete else {}
    by_parameter: dict[str, Any] = steps or (
        {"gradient": False, "why": "its derivatives by the shape are integrals; tests/ops compares them"}
        if name in ("beta", "chi_squared", "gamma", "location_scale_t", "student_t")
        else {}
    )
    found = [
        Row(
            name=f"probability.{name}.density",
            truth=lambda x, **p: masses(truth.law(**p), False)(x),
            at=at_point,
            ends=truth.ends,
            rtol=1e-8,
        ),
        Row(
            name=f"probability.{name}.log_density",
            truth=lambda x, **p: masses(truth.law(**p), True)(x),
            at=at_point,
            ends=[
                (a, masses(truth.law(**{n: v for n, v in a.items() if n != "x"}), True)(a["x"])) for a, _ in truth.ends
            ]
            + TAILS.get(name, []),
            rtol=1e-8,
        ),
        Row(name=f"probability.{name}.cdf", truth=lambda x, **p: truth.law(**p).cdf(x), at=at_point,
            ends=SMALL.get(name, []), **by_parameter),
        Row(
            name=f"probability.{name}.quantile",
            truth=lambda q, **p: truth.law(**p).ppf(q),
            at=lambda rng: {"q": rng.uniform(0.01, 0.99), **truth.draw(rng)},
            **NUMPY_ONLY,
        ),
        Row(
            name=f"probability.{name}.sample",
            at=truth.draw,
            options={"size": 4, "seed": 7},
            **NUMPY_ONLY,
            truth=lambda size, seed, **p: truth.law(**p).rvs(size=size, random_state=np.random.default_rng(seed)),
        ),
    ]
    for piece, value in MOMENTS.items():
        if piece not in truth.missing:
            found.append(
                Row(
                    name=f"probability.{name}.{piece}",
                    truth=lambda value=value, **p: float(value(truth.law(**p))),
                    at=truth.draw,
                    ends=FAR.get((name, piece), []),
                    rtol=1e-7,
                )
            )
    if "kl" not in truth.missing:
        found.append(
            Row(
                name=f"probability.{name}.kl",
                truth=pair,
                at=at_pair,
                rtol=1e-6,
                gradient=False,
                why="the truth is a quadrature, too rough for differences",
            )
        )
    return found


def posdef(rng: np.random.Generator, n: int) -> Any:
    root = rng.normal(size=(n, n))
    return root @ root.T + np.eye(n)


def simplex(rng: np.random.Generator, *shape: int) -> Any:
    return rng.dirichlet(np.ones(int(np.prod(shape)))).reshape(shape)


def two_normals(rng: np.random.Generator) -> dict[str, Any]:
    return {
        "mu_p": rng.normal(size=2),
        "Sigma_p": posdef(rng, 2),
        "mu_q": rng.normal(size=2),
        "Sigma_q": posdef(rng, 2),
    }


def normal_divergence(mu_p: Any, Sigma_p: Any, mu_q: Any, Sigma_q: Any) -> Any:
    """In coordinates in which both covariance matrices are diagonal, entry by entry."""
    from scipy import linalg

    values, basis = linalg.eigh(Sigma_p, Sigma_q)
    gap = basis.T @ (mu_p - mu_q)
    return float(np.sum(values + gap**2 - 1 - np.log(values)) / 2)


EYE = np.eye(2)
VECTORS = [
    Row(
        name="probability.multivariate_normal.density",
        rtol=1e-8,
        at=lambda rng: {"x": rng.normal(size=3), "mu": rng.normal(size=3), "Sigma": posdef(rng, 3)},
        truth=lambda x, mu, Sigma: stats.multivariate_normal(mu, Sigma).pdf(x),
        gradient=False,
        why="SciPy refuses a covariance matrix that is not symmetric, as differences make it",
    ),
    Row(
        name="probability.multivariate_normal.log_density",
        rtol=1e-8,
        at=lambda rng: {"x": rng.normal(size=3), "mu": rng.normal(size=3), "Sigma": posdef(rng, 3)},
        truth=lambda x, mu, Sigma: float(
            -((x - mu) @ np.linalg.inv(Sigma) @ (x - mu) + np.linalg.slogdet(Sigma)[1] + len(x) * np.log(2 * np.pi)) / 2
        ),
    ),
    Row(
        name="probability.multivariate_normal.mean",
        truth=lambda mu, Sigma: mu,
        at=lambda rng: {"mu": rng.normal(size=3), "Sigma": posdef(rng, 3)},
    ),
    Row(
        name="probability.multivariate_normal.variance",
        truth=lambda mu, Sigma: Sigma,
        at=lambda rng: {"mu": rng.normal(size=3), "Sigma": posdef(rng, 3)},
    ),
    Row(
        name="probability.multivariate_normal.entropy",
        at=lambda rng: {"mu": rng.normal(size=3), "Sigma": posdef(rng, 3)},
        truth=lambda mu, Sigma: np.linalg.slogdet(2 * np.pi * np.e * Sigma)[1] / 2,
    ),
    Row(
        name="probability.multivariate_normal.kl",
        truth=normal_divergence,
        at=two_normals,
        gradient=False,
        why="the truth takes symmetric matrices only",
        rtol=1e-8,
        ends=[({"mu_p": np.zeros(2), "Sigma_p": EYE, "mu_q": np.zeros(2), "Sigma_q": EYE}, 0.0)],
    ),
    Row(
        name="probability.dirichlet.density",
        truth=lambda x, alpha: stats.dirichlet(alpha).pdf(x),
        gradient=False,
        at=lambda rng: {"x": simplex(rng, 3), "alpha": rng.uniform(0.5, 4, size=3)},
        why="SciPy refuses x off the simplex",
    ),
    Row(
        name="probability.dirichlet.log_density",
        truth=lambda x, alpha: stats.dirichlet(alpha).logpdf(x),
        gradient=False,
        at=lambda rng: {"x": simplex(rng, 3), "alpha": rng.uniform(0.5, 4, size=3)},
        why="SciPy refuses x off the simplex",
        ends=[({"x": np.array([0.0, 1.0]), "alpha": np.array([1.0, 1.0])}, 0.0)],
    ),
    Row(
        name="probability.dirichlet.mean",
        truth=lambda alpha: stats.dirichlet(alpha).mean(),
        at=lambda rng: {"alpha": rng.uniform(0.5, 4, size=3)},
    ),
    Row(
        name="probability.dirichlet.variance",
        truth=lambda alpha: stats.dirichlet(alpha).cov(),
        at=lambda rng: {"alpha": rng.uniform(0.5, 4, size=3)},
    ),
    Row(
        name="probability.dirichlet.entropy",
        truth=lambda alpha: stats.dirichlet(alpha).entropy(),
        rtol=1e-8,
        at=lambda rng: {"alpha": rng.uniform(0.5, 4, size=3)},
    ),
    Row(
        name="probability.dirichlet.kl",
        at=lambda rng: {"alpha_p": rng.uniform(1, 4, 2), "alpha_q": rng.uniform(1, 4, 2)},
        truth=lambda alpha_p, alpha_q: divergence(stats.beta(*alpha_p), stats.beta(*alpha_q)),
        rtol=1e-6,
        gradient=False,
        why="the truth is a quadrature of two beta laws, too rough for differences",
    ),
    *(
        Row(
            name=f"probability.categorical.{piece}",
            at=lambda rng: {"x": np.array(rng.integers(3)), "p": simplex(rng, 3)},
            truth=truth,
            ends=ends,
        )
        for piece, truth, ends in [
            (
                "density",
                lambda x, p: p[x],
                [({"x": 3, "p": np.full(3, 1 / 3)}, 0.0), ({"x": -1, "p": np.full(3, 1 / 3)}, 0.0)],
            ),
            (
                "log_density",
                lambda x, p: np.log(p[x]),
                [({"x": 3, "p": np.full(3, 1 / 3)}, -np.inf), ({"x": 0, "p": np.array([0.0, 1.0])}, -np.inf)],
            ),
        ]
    ),
    Row(
        name="probability.categorical.cdf",
        at=lambda rng: {"x": np.float64(rng.uniform(-1, 2)), "p": simplex(rng, 3)},
        truth=lambda x, p: np.sum(p[: int(np.floor(x)) + 1]),
        ends=[({"x": 2.5, "p": np.full(3, 1 / 3)}, 1.0)],
    ),
    *(
        Row(name=f"probability.categorical.{piece}", at=lambda rng: {"p": simplex(rng, 4)}, truth=truth)
        for piece, truth in [
            ("mean", lambda p: p @ np.arange(4)),
            ("variance", lambda p: p @ (np.arange(4) ** 2) - (p @ np.arange(4)) ** 2),
            ("entropy", lambda p: -p @ np.log(p)),
        ]
    ),
    Row(
        name="probability.categorical.kl",
        at=lambda rng: {"p_p": simplex(rng, 4), "p_q": simplex(rng, 4)},
        truth=lambda p_p, p_q: p_p @ np.log(p_p / p_q),
        ends=[
            ({"p_p": np.array([0.0, 1.0]), "p_q": np.array([0.5, 0.5])}, np.log(2)),
            ({"p_p": np.array([0.5, 0.5]), "p_q": np.array([0.0, 1.0])}, np.inf),
        ],
    ),
]


def table(rng: np.random.Generator) -> dict[str, Any]:
    return {"x": rng.normal(size=3), "y": rng.normal(size=4), "joint": simplex(rng, 3, 4)}


def by_pairs(x: Any, y: Any, joint: Any) -> Any:
    a, b, w = np.repeat(x, len(y)), np.tile(y, len(x)), joint.ravel()
    return np.cov(a, b, aweights=w, bias=True)


def central(joint: Any, x: Any, y: Any) -> Any:
    """Of tables that do not sum to 1 too, as differences make them."""
    rows, columns = joint.sum(axis=1), joint.sum(axis=0)
    return (x - x @ rows) @ joint @ (y - y @ columns), (x - x @ rows) ** 2 @ rows, (y - y @ columns) ** 2 @ columns


OFF = "the truth weighs tables that sum to 1; differences leave them"
RULES = [
    Row(name="probability.conditional_probability", truth=lambda joint, given: joint / given),
    Row(
        name="probability.joint_probability",
        truth=lambda conditional, given: conditional * given,
        ends=[({"conditional": 0.0, "given": 1.0}, 0.0)],
    ),
    Row(name="probability.union_probability", truth=lambda a, b, both: a + b - both),
    Row(name="probability.total_probability", truth=lambda conditionals, prior: float(np.dot(conditionals, prior))),
    Row(
        name="probability.bayes",
        truth=lambda likelihood, prior: np.multiply(likelihood, prior) / np.dot(likelihood, prior),
        at=lambda rng: {"likelihood": rng.uniform(0.1, 1, 4), "prior": simplex(rng, 4)},
        ends=[({"likelihood": [0.0, 1.0], "prior": [0.5, 0.5]}, [0.0, 1.0])],
    ),
    Row(
        name="probability.bayes_from_logs",
        truth=lambda log_likelihood, log_prior: (
            np.exp(log_likelihood + log_prior) / np.exp(log_likelihood + log_prior).sum()
        ),
        ends=[
            ({"log_likelihood": [-2000.0, -2001.0], "log_prior": [0.0, 0.0]}, [1 / (1 + np.exp(-1)), 1 / (1 + np.e)]),
            ({"log_likelihood": [0.0, -np.inf], "log_prior": [0.0, 0.0]}, [1.0, 0.0]),
        ],
    ),
    Row(
        name="probability.odds",
        truth=lambda p: p / (1 - p),
        at=spread(p="unit"),
        ends=[({"p": 0.0}, 0.0), ({"p": 1.0}, np.inf)],
    ),
    Row(name="probability.posterior_odds", truth=lambda prior_odds, likelihood_ratio: prior_odds * likelihood_ratio),
    Row(name="probability.expectation", truth=lambda values, p: float(np.dot(values, p))),
    Row(
        name="probability.variance",
        truth=lambda values, p: np.cov(values, aweights=p, bias=True),
        gradient=False,
        why=OFF,
        at=lambda rng: {"values": rng.normal(size=4), "p": simplex(rng, 4)},
        ends=[({"values": [1e9, 1e9 + 1], "p": [0.5, 0.5]}, 0.25)],
    ),
    Row(
        name="probability.standard_deviation",
        truth=lambda values, p: np.sqrt(np.cov(values, aweights=p, bias=True)),
        gradient=False,
        why=OFF,
        at=lambda rng: {"values": rng.normal(size=4), "p": simplex(rng, 4)},
        ends=[({"values": [3.0, 3.0], "p": [0.5, 0.5]}, 0.0)],
    ),
    Row(
        name="probability.moment",
        truth=lambda values, p, k: float(np.dot(values**k, p)),
        options={"k": 3},
        at=lambda rng: {"values": rng.normal(size=4), "p": simplex(rng, 4)},
    ),
    Row(name="probability.covariance", truth=lambda x, y, joint: central(joint, x, y)[0], at=table),
    Row(
        name="probability.covariance",
        truth=lambda x, y, joint: by_pairs(x, y, joint)[0, 1],
        at=table,
        gradient=False,
        why=OFF,
        options={},
    ),
    Row(
        name="probability.correlation",
        at=table,
        gradient=False,
        why=OFF,
        truth=lambda x, y, joint: by_pairs(x, y, joint)[0, 1] / np.sqrt(np.prod(np.diag(by_pairs(x, y, joint)))),
    ),
    Row(
        name="probability.standardize",
        truth=lambda x, mu, sigma: stats.zmap([x], [mu - sigma, mu + sigma])[0],
        gradient=False,
        why="z-scores of two numbers; the derivative is that of a quotient",
    ),
    Row(
        name="probability.law_of_large_numbers",
        at=lambda rng: {"seed": int(rng.integers(1000))},
        **NUMPY_ONLY,
        options={"law": normal(0.0, 1.0), "size": 100, "paths": 2},
        pick=lambda found: found.means[:, -1],
        truth=lambda law, size, paths, seed: np.random.default_rng(seed).normal(size=(paths, size)).mean(axis=1),
    ),
    Row(
        name="probability.central_limit",
        at=lambda rng: {"seed": int(rng.integers(1000))},
        **NUMPY_ONLY,
        options={"law": exponential(1.0), "n": (4,), "repetitions": 50_000},
        pick=lambda found: found.distance[0],
        truth=lambda law, n, repetitions, seed: gap_of_gamma(4),
        rtol=0.01,
    ),
]


def gap_of_gamma(n: int) -> float:
    """How far the cdf of a standardised sum of n exponential variables, a gamma law, is from the normal one."""
    z = np.linspace(-4, 4, 20001)
    return float(np.max(np.abs(stats.gamma(n).cdf(n + np.sqrt(n) * z) - stats.norm.cdf(z))))


ROWS: list[Row] = [*(row for name, truth in TRUTHS.items() for row in rows_of(name, truth)), *VECTORS, *RULES]
