"""Hamming's problems and formulas of the field: bits lost as written, stabilized, and by the libraries' functions."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
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
from tests.stability.problems import FIELD, FURTHER, HAMMING, Problem
from torch import distributions as D
from torch.nn import functional as F

import lemmata as lm
from benchmarks.goals import Goal
from lemmata.engine.stability import FORMATS, measured, read_where, sampled, scored
from lemmata.engine.stability.truth import Truth

DTYPE, SEED, NUMBERS, ARRAYS = "float64", 77, 8000, 2000  # points of formulas of numbers, and of arrays
LIBRARIES = {"scipy": "numpy", "torch": "torch", "jax": "jax"}
TITLES = {"scipy": "NumPy, SciPy", "torch": "PyTorch", "jax": "JAX"}
SHOWN = 60  # characters of a formula
Function = Callable[..., Any]
HAMMINGS = "Hamming's problems"
PARTS = {HAMMINGS: HAMMING, "Formulas of the field": FIELD, "Further formulas of the field": FURTHER}


@dataclass(frozen=True)
class Peers:
    """The functions that libraries have for a formula (None: none)."""

    scipy: Function | None = None
    torch: Function | None = None
    jax: Function | None = None


@dataclass(frozen=True)
class Row:
    """Mean bits lost at the same fresh points, and the worst of the stabilized form."""

    problem: Problem
    points: int
    before: float
    after: float
    worst: float
    peers: dict[str, float]
    left: str
    seconds: float

    def cells(self) -> list[str]:
        p = self.problem
        text = p.text if len(p.text) <= SHOWN else p.text[:SHOWN - 4] + " ..."
        return [p.name, f"`{text}`", f"{self.points:,}", f"{self.before:.2f}", f"{self.after:.2f}", f"{self.worst:.0f}",
                *(f"{self.peers[name]:.2f}" if name in self.peers else "" for name in LIBRARIES), self.left]


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


def row(problem: Problem) -> Row:
    """One problem: stabilized, and measured at points that the search has not seen."""
    formula = lm.parse(problem.text, problem.vars)
    points = ARRAYS if formula.dims else NUMBERS
    start = time.process_time()
    stable = formula.stabilize(DTYPE, where=problem.where or None, points=points)
    seconds = time.process_time() - start
    declared = formula.declarations
    known = sampled([formula.expr], declared, FORMATS[DTYPE], read_where(problem.where, declared, list(formula.dims)),
                    points, SEED)
    before, after = measured(formula.expr, known), measured(stable.expr, known)
    left = f"{stable.report.left[0].kind} in `{stable.report.left[0].operation[:SHOWN]}`" if stable.report.left else ""
    return Row(problem, known.count, float(before.mean()), float(after.mean()), float(after.max()),
               _peers(problem, formula, known), left, seconds)


def _peers(problem: Problem, formula: lm.Formula, known: Truth) -> dict[str, float]:
    found = {}
    for name, library in LIBRARIES.items():
        function = getattr(PEERS.get(problem.name, Peers()), name)
        if function is not None:
            found[name] = scored(function, known, formula.declarations, problem.where, SEED, library).mean
    return found


def table(rows: Sequence[Row]) -> list[str]:
    heads = ["", "formula", "points", "as written", "stabilized", "worst", *TITLES.values(), "what still loses them"]
    lines = [heads, ["---", "---", *["---:"] * (len(heads) - 3), "---"], *(r.cells() for r in rows)]
    means = ["mean", "", "", f"{np.mean([r.before for r in rows]):.2f}", f"{np.mean([r.after for r in rows]):.2f}", ""]
    for name in LIBRARIES:
        having = [r for r in rows if name in r.peers]
        means.append(f"{np.mean([r.peers[name] for r in having]):.2f} (stabilized: "
                     f"{np.mean([r.after for r in having]):.2f})" if having else "")
    return ["| " + " | ".join(cells) + " |" for cells in [*lines, [*means, ""]]]


def document(parts: dict[str, list[Row]]) -> str:
    """The page: every number computed by the command that it names."""
    lines = ["# Digits kept", "", "Written by `python -m benchmarks stability --write docs`. Mean bits lost of 64 in "
             f"{DTYPE} (log2 of one and the distance in units of the last place) against certified values: as written, "
             "after `stabilize`, and by the libraries' own functions where they have one, at the same points, which "
             f"the search has not seen: {NUMBERS:,} of formulas of numbers, {ARRAYS:,} of arrays (sizes 1, 2, 10, "
             "1,000; of matrices up to 10), fewer where the largest arrays are or where no precision tells the value. "
             "`tests/stability/problems.py` has the formulas with their domains. Where more than a bit is left, the "
             "last column names the operation that loses most of it, as the report does.", ""]
    for title, rows in parts.items():
        lines += [f"## {title}", "", *table(rows), ""]
    return "\n".join(lines)


def main(page: str = "") -> list[Goal]:
    warnings.simplefilter("ignore")
    parts: dict[str, list[Row]] = {}
    for title, problems in PARTS.items():
        rows = parts.setdefault(title, [])
        for problem in problems:
            rows.append(row(problem))
            print(" | ".join(rows[-1].cells()), f"| {rows[-1].seconds:.1f} s of processor time", flush=True)
            if page:
                Path(page).write_text(document(parts), encoding="utf-8")
    goals = [Goal(f"mean bits lost, stabilized: {title}", float(np.mean([r.after for r in rows])), most=1)
             for title, rows in parts.items()]
    slowest = max(r.seconds for r in parts[HAMMINGS])
    return [*goals, Goal("processor time to stabilize one of Hamming's problems", slowest, " s", most=20)]


if __name__ == "__main__":
    main()
