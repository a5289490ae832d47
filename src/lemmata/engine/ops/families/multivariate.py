"""Families of vectors: normal with a covariance matrix, Dirichlet, one-hot multinoulli."""

from __future__ import annotations

from typing import Any

from lemmata.engine.expr import Expr, Shape, array_of, constant, integer
from lemmata.engine.ops.families.discrete import ONE, ZERO, log
from lemmata.engine.ops.families.meanings import by_covariance
from lemmata.engine.ops.families.record import Family, Params, add
from lemmata.engine.ops.record import apply
from lemmata.engine.ops.shapes import need_rank, need_square, same_size

PI = constant("pi")


def _normal_shape(mean: Expr, covariance: Expr) -> Shape:
    size = need_square("multivariate_normal", covariance)
    need_rank("multivariate_normal", mean, 0, 1)
    if mean.rank:
        same_size("multivariate_normal", mean.shape[0], size)
    return (size,)


def _quadratic(x: Expr, matrix: Expr) -> Expr:
    """x.T @ inv(matrix) @ x"""
    return apply("matmul", x, apply("matmul", apply("inv", matrix), x))


def _normal_log(x: Expr, mean: Expr, covariance: Expr) -> Expr:
    size = integer(covariance.shape[0])
    return -((size * log(2 * PI) + apply("logdet", covariance) + _quadratic(x - mean, covariance)) / 2)


def _normal_kl(p: Params, q: Params) -> Expr:
    (m, s), (n, t) = p, q
    gap = _vector(n - m, t)
    trace = apply("trace", apply("matmul", apply("inv", t), s))
    return (trace + _quadratic(gap, t) - integer(s.shape[0]) + apply("logdet", t) - apply("logdet", s)) / 2


def _vector(mean: Expr, covariance: Expr) -> Expr:
    """A mean given as a number stands for equal entries."""
    return mean if mean.rank else array_of(covariance.shape[:1], lambda i: mean)


def _normal_scipy(mean: Any, covariance: Any) -> Any:
    import numpy as np
    from scipy import stats

    return stats.multivariate_normal(np.broadcast_to(mean, np.shape(covariance)[0]), covariance)


def _dirichlet_scipy(alpha: Any) -> Any:
    from scipy import stats

    return stats.dirichlet(alpha)


def _sum(value: Expr) -> Expr:
    return apply("sum", value, axis=-1)


def _log_beta(alpha: Expr) -> Expr:
    return _sum(apply("lgamma", alpha)) - apply("lgamma", _sum(alpha))


def _dirichlet_log(x: Expr, alpha: Expr) -> Expr:
    return _sum(apply("xlogy", alpha - 1, x)) - _log_beta(alpha)


def _dirichlet_variance(alpha: Expr) -> Expr:
    """The covariance matrix: (diag(m) - m m.T) / (total + 1)."""
    total = _sum(alpha)
    mean = alpha / total
    return (apply("diag", mean) - apply("outer", mean, mean)) / (total + 1)


def _dirichlet_entropy(alpha: Expr) -> Expr:
    total = _sum(alpha)
    size = integer(alpha.shape[-1])
    return (_log_beta(alpha) + (total - size) * apply("digamma", total)
            - _sum((alpha - 1) * apply("digamma", alpha)))


def _dirichlet_kl(p: Params, q: Params) -> Expr:
    (a,), (b,) = p, q
    return _log_beta(b) - _log_beta(a) + _sum((a - b) * (apply("digamma", a) - apply("digamma", _sum(a))))


add(
    Family(
        name="multivariate_normal",
        about="density exp(-(x - mu).T inv(Sigma) (x - mu) / 2) / sqrt(det(2 pi Sigma)): mean, COVARIANCE matrix",
        params=(("mu", "real[n]"), ("Sigma", "posdef[n n]")), spelled=("N", "Normal", "Gaussian", "MVN"),
        support="vectors", density=lambda x, m, s: apply("exp", -(_quadratic(x - m, s) / 2))
        / apply("sqrt", (2 * PI) ** integer(s.shape[0]) * apply("det", s)),
        log_density=_normal_log, mean=_vector, variance=lambda m, s: s,
        entropy=lambda m, s: (integer(s.shape[0]) * (1 + log(2 * PI)) + apply("logdet", s)) / 2, kl=_normal_kl,
        plus=lambda p, q: apply("multivariate_normal", p[0] + q[0], p[1] + q[1]), scipy=_normal_scipy,
        shape=_normal_shape, meanings=by_covariance("multivariate_normal"),
    ),
    Family(
        name="dirichlet", about="density prod(x**(alpha - 1)) Gamma(sum(alpha)) / prod(Gamma(alpha)) on the simplex",
        params=(("alpha", "positive[k]"),), spelled=("Dirichlet", "Dir"), support="simplex",
        low=lambda a: ZERO, high=lambda a: ONE, density=lambda x, a: apply("exp", _dirichlet_log(x, a)),
        log_density=_dirichlet_log, mean=lambda a: a / _sum(a), variance=_dirichlet_variance,
        entropy=_dirichlet_entropy, kl=_dirichlet_kl, scipy=_dirichlet_scipy,
    ),
)

