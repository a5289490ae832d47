"""The functions that libraries have for the formulas whose digits are counted, and their gradients of these."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import scipy.linalg
import scipy.spatial
import scipy.special
import scipy.stats
import torch
from jax.scipy import special as jsp
from jax.scipy import stats as jst
from torch import distributions as D
from torch.nn import functional as F

TITLES = {"scipy": "NumPy, SciPy", "torch": "PyTorch", "jax": "JAX"}
ARRAYS_OF = {"scipy": "numpy", "torch": "torch", "jax": "jax"}
Function = Callable[..., Any]


@dataclass(frozen=True)
class Peers:
    """The functions that libraries have for a formula (None: none)."""

    scipy: Function | None = None
    torch: Function | None = None
    jax: Function | None = None


def _pair(x: Any, y: Any) -> Any:
    return torch.stack([x, y])


S, N = scipy.special, scipy.stats.norm
PEERS = {
    "expm1": Peers(S.expm1, torch.expm1, jnp.expm1), "elu": Peers(S.expm1, torch.expm1, jnp.expm1),
    "expax": Peers(lambda a, x: S.expm1(a * x), lambda a, x: torch.expm1(a * x), lambda a, x: jnp.expm1(a * x)),
    "cos2": Peers(lambda x: -S.cosm1(x) / x**2),
    "lse": Peers(S.logsumexp, lambda x: torch.logsumexp(x, 0), jsp.logsumexp),
    "softmax": Peers(S.softmax, lambda x: torch.softmax(x, 0), jax.nn.softmax),
    "logsoftmax": Peers(S.log_softmax, lambda x: torch.log_softmax(x, 0), jax.nn.log_softmax),
    "xent": Peers(None, lambda x: F.cross_entropy(x[None], torch.zeros(1, dtype=torch.int64))),
    "var1": Peers(np.var, lambda x: torch.var(x, correction=0), jnp.var),
    "cov": Peers(lambda x, y: np.cov(x, y, ddof=0)[0, 1], lambda x, y: torch.cov(_pair(x, y), correction=0)[0, 1],
                 lambda x, y: jnp.cov(x, y, ddof=0)[0, 1]),
    "norm": Peers(scipy.linalg.norm, torch.linalg.norm, jnp.linalg.norm),
    "cosine": Peers(lambda x, y: 1 - scipy.spatial.distance.cosine(x, y),
                    lambda x, y: F.cosine_similarity(x, y, dim=0)),
    "entropy": Peers(scipy.stats.entropy, lambda p: D.Categorical(probs=p, validate_args=False).entropy(),
                     lambda p: jnp.sum(jsp.entr(p))),
    "kl": Peers(lambda p, q: np.sum(S.rel_entr(p, q)), lambda p, q: F.kl_div(q.log(), p, reduction="sum"),
                lambda p, q: jnp.sum(jsp.rel_entr(p, q))),
    "geomean": Peers(scipy.stats.gmean),
    "logdet": Peers(lambda A: np.linalg.slogdet(A)[1], torch.logdet, lambda A: jnp.linalg.slogdet(A)[1]),
    "invb": Peers(scipy.linalg.solve, torch.linalg.solve, jnp.linalg.solve),
    "softplus": Peers(lambda x: np.logaddexp(0, x), F.softplus, jax.nn.softplus),
    "logsig": Peers(S.log_expit, F.logsigmoid, jax.nn.log_sigmoid),
    "bce": Peers(None, lambda z, y: F.binary_cross_entropy_with_logits(z, y, reduction="none")),
    "squash": Peers(None, lambda x: D.TanhTransform().log_abs_det_jacobian(x, torch.tanh(x))),
    "gelu": Peers(None, F.gelu, lambda x: jax.nn.gelu(x, approximate=False)),
    "logndtr": Peers(S.log_ndtr, torch.special.log_ndtr, jsp.log_ndtr),
    "logbeta": Peers(S.betaln, None, jsp.betaln),
    "logit": Peers(S.logit, torch.logit, jsp.logit),
    "gaussll": Peers(lambda x, m, s: N.logpdf(x, m, s), lambda x, m, s: D.Normal(m, s, False).log_prob(x),
                     lambda x, m, s: jst.norm.logpdf(x, m, s)),
    "relu1": Peers(lambda x: S.pseudo_huber(1.0, x)),
    "klbern": Peers(lambda p, q: S.rel_entr(p, q) + S.rel_entr(1 - p, 1 - q),
                    lambda p, q: D.kl_divergence(D.Bernoulli(p, validate_args=False),
                                                 D.Bernoulli(q, validate_args=False))),
    "entb": Peers(lambda p: S.entr(p) + S.entr(1 - p), lambda p: D.Bernoulli(p, validate_args=False).entropy()),
    "kaiser": Peers(S.exprel),
    "mish": Peers(None, F.mish, jax.nn.mish), "mish2": Peers(None, F.mish, jax.nn.mish),
    "poisson": Peers(None, lambda k, l: D.Poisson(l, False).log_prob(k)),
    "cdfdiff": Peers(lambda x, y: S.ndtr(x) - S.ndtr(y), lambda x, y: torch.special.ndtr(x) - torch.special.ndtr(y),
                     lambda x, y: jsp.ndtr(x) - jsp.ndtr(y)),
    "boxcox": Peers(S.boxcox),
    "samplevar": Peers(lambda x: np.var(x, ddof=1), torch.var, lambda x: jnp.var(x, ddof=1)),
    "correlation": Peers(lambda x, y: scipy.stats.pearsonr(x, y)[0], lambda x, y: torch.corrcoef(_pair(x, y))[0, 1],
                         lambda x, y: jnp.corrcoef(x, y)[0, 1]),
    "layernorm": Peers(None, lambda x: F.layer_norm(x, x.shape), lambda x: jax.nn.standardize(x, epsilon=1e-5)),
    "studentpdf": Peers(lambda x, v: scipy.stats.t.logpdf(x, v), lambda x, v: D.StudentT(v, validate_args=False)
                        .log_prob(x), lambda x, v: jst.t.logpdf(x, v)),
    "gelutanh": Peers(None, lambda x: F.gelu(x, approximate="tanh"), jax.nn.gelu),
    "js": Peers(lambda p, q: scipy.spatial.distance.jensenshannon(p, q) ** 2),
    "distance": Peers(scipy.spatial.distance.sqeuclidean, lambda x, y: torch.dist(x, y) ** 2),
    "klgauss": Peers(None, lambda s, r, m, k: D.kl_divergence(D.Normal(m, r, False), D.Normal(k, s, False))),
    "logdiffexp": Peers(lambda x, y: S.logsumexp(np.stack([x, y]), axis=0, b=np.array([1.0, -1.0]).reshape(
        (2,) + (1,) * np.ndim(x)))),
    "weibull": Peers(lambda x, l, k: scipy.stats.weibull_min.cdf(x, k, scale=l),
                     lambda x, l, k: D.Weibull(l, k, False).cdf(x)),
    "cauchycdf": Peers(scipy.stats.cauchy.cdf, lambda x: D.Cauchy(0.0, 1.0, False).cdf(x), jst.cauchy.cdf),
    "logoddsratio": Peers(lambda p, q: S.logit(p) - S.logit(q), lambda p, q: torch.logit(p) - torch.logit(q),
                          lambda p, q: jsp.logit(p) - jsp.logit(q)),
    "pull": Peers(lambda s, v: S.softmax(s) @ v, lambda s, v: torch.softmax(s, 0) @ v,
                  lambda s, v: jax.nn.softmax(s) @ v),
    "logprod": Peers(lambda p: np.sum(np.log(p)), lambda p: torch.log(p).sum(), lambda p: jnp.sum(jnp.log(p))),
}
# What divides probabilities by their sum has another derivative, along the simplex.
OTHERWISE = {("entropy", "torch")}


def slope(function: Function, library: str, place: int, numbers: bool) -> Function:
    """The derivative by one argument as the library itself differentiates its function.

    numbers   all points come at once, each with its own derivative; else an array at a time, by all of its entries
    """
    return (_by_torch if library == "torch" else _by_jax)(function, place, numbers)


def _by_torch(function: Function, place: int, numbers: bool) -> Function:
    def by(*given: Any) -> Any:
        args = list(given)
        args[place] = wrt = given[place].detach().clone().requires_grad_()
        value = function(*args)
        if numbers or not value.shape:
            return torch.autograd.grad(value.sum(), wrt)[0]
        return torch.stack([torch.autograd.grad(entry, wrt, retain_graph=True)[0] for entry in value])

    return by


def _by_jax(function: Function, place: int, numbers: bool) -> Function:
    def total(*args: Any) -> Any:
        value = function(*args)
        return value.sum() if numbers else value

    return jax.jit(jax.jacrev(total, place))
