"""The handbook's functions as NumPy, SciPy, PyTorch and JAX implement them: bits lost, mean and worst."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import scipy.linalg
import scipy.special
import scipy.stats
import torch
from jax.scipy import special as jsp
from torch.nn import functional as F

import lemmata as lm
from benchmarks.goals import Goal
from lemmata.engine.stability import FORMATS, format_of, measured, sampled, scored

SEED, NUMBERS, ARRAYS = 0, 2000, 240  # points of functions of numbers, and of arrays
LIBRARIES = {"numpy": "numpy", "scipy": "numpy", "torch": "torch", "jax": "jax"}
TWENTY = "log((1 - x)/(1 + x)) + sqrt(x**2 + 1) - exp(x)*sin(x) + (x + 1)**3 - x**3 + atan(x) - cos(x)"
Function = Callable[..., Any]


@dataclass(frozen=True)
class Entry:
    """A formula, and the functions that the libraries have for it (None: none)."""

    name: str
    text: str
    vars: str
    numpy: Function | None = None
    scipy: Function | None = None
    torch: Function | None = None
    jax: Function | None = None
    where: str | None = None


S, T = scipy.special, torch.special
ENTRIES = (
    Entry("softplus", "log(1 + exp(x))", "x: real", lambda x: np.logaddexp(np.zeros_like(x), x), None, F.softplus,
          jax.nn.softplus),
    Entry("sigmoid", "1/(1 + exp(-x))", "x: real", None, S.expit, torch.sigmoid, jax.nn.sigmoid),
    Entry("log-sigmoid", "-log(1 + exp(-x))", "x: real", None, S.log_expit, F.logsigmoid, jax.nn.log_sigmoid),
    Entry("logit", "log(p/(1 - p))", "p: unit", None, S.logit, torch.logit, jsp.logit),
    Entry("log1p", "log(1 + x)", "x: positive", np.log1p, S.log1p, torch.log1p, jnp.log1p),
    Entry("expm1", "exp(x) - 1", "x: real", np.expm1, S.expm1, torch.expm1, jnp.expm1),
    Entry("tanh", "tanh(x)", "x: real", np.tanh, None, torch.tanh, jnp.tanh),
    Entry("SiLU", "x/(1 + exp(-x))", "x: real", None, None, F.silu, jax.nn.silu),
    Entry("GELU", "x*norm_cdf(x)", "x: real", None, None, F.gelu, lambda x: jax.nn.gelu(x, approximate=False)),
    Entry("erf", "erf(x)", "x: real", None, S.erf, torch.erf, jsp.erf),
    Entry("erfc", "erfc(x)", "x: real", None, S.erfc, torch.erfc, jsp.erfc),
    Entry("normal cdf", "norm_cdf(x)", "x: real", None, S.ndtr, T.ndtr, jsp.ndtr),
    Entry("its log", "log(norm_cdf(x))", "x: real", None, S.log_ndtr, T.log_ndtr, jsp.log_ndtr, "x: normal(0, 30)"),
    Entry("lgamma", "lgamma(x)", "x: positive", None, S.gammaln, torch.lgamma, jsp.gammaln),
    Entry("digamma", "digamma(x)", "x: positive", None, S.digamma, torch.digamma, jsp.digamma),
    Entry("x log y", "xlogy(x, y)", "x: nonnegative, y: positive", None, S.xlogy, T.xlogy, jsp.xlogy),
    Entry("x log(1+y)", "x*log(1 + y)", "x: positive, y: positive", None, S.xlog1py, T.xlog1py, jsp.xlog1py),
    Entry("-x log x", "-xlogy(x, x)", "x: nonnegative", None, S.entr, T.entr, jsp.entr),
    Entry("x log(x/y)", "x*log(x/y)", "x: positive, y: positive", None, S.rel_entr, None, jsp.rel_entr),
    Entry("logaddexp", "log(exp(x) + exp(y))", "x: real, y: real", np.logaddexp, None, torch.logaddexp, jnp.logaddexp),
    Entry("hypot", "sqrt(x**2 + y**2)", "x: real, y: real", np.hypot, None, torch.hypot, jnp.hypot),
    Entry("BCE of logits", "log(1 + exp(x)) - x*y", "x: real, y: unit", None, None,
          lambda x, y: F.binary_cross_entropy_with_logits(x, y, reduction="none"), None),
    Entry("sum", "sum(x)", "x: real[n]", np.sum, None, torch.sum, jnp.sum),
    Entry("mean", "mean(x)", "x: real[n]", np.mean, None, torch.mean, jnp.mean),
    Entry("variance", "mean((x - mean(x))**2)", "x: real[n]", np.var, None,
          lambda x: torch.var(x, correction=0), jnp.var),
    Entry("deviation", "sqrt(mean((x - mean(x))**2))", "x: real[n]", np.std, None,
          lambda x: torch.std(x, correction=0), jnp.std),
    Entry("norm", "sqrt(sum(x**2))", "x: real[n]", np.linalg.norm, scipy.linalg.norm, torch.linalg.norm,
          jnp.linalg.norm),
    Entry("dot product", "x @ y", "x: real[n], y: real[n]", np.dot, None, torch.dot, jnp.dot),
    Entry("cosine", "x @ y/(sqrt(sum(x**2))*sqrt(sum(y**2)))", "x: real[n], y: real[n]", None,
          lambda x, y: 1 - scipy.spatial.distance.cosine(x, y), lambda x, y: F.cosine_similarity(x, y, dim=0), None),
    Entry("logsumexp", "log(sum(exp(x)))", "x: real[n]", None, S.logsumexp, lambda x: torch.logsumexp(x, 0),
          jsp.logsumexp),
    Entry("softmax", "exp(x)/sum(exp(x))", "x: real[n]", None, S.softmax, lambda x: torch.softmax(x, 0),
          jax.nn.softmax),
    Entry("log-softmax", "x - log(sum(exp(x)))", "x: real[n]", None, S.log_softmax,
          lambda x: torch.log_softmax(x, 0), jax.nn.log_softmax),
    Entry("entropy", "-sum(xlogy(p, p))", "p: simplex[n]", None, scipy.stats.entropy,
          lambda p: torch.distributions.Categorical(probs=p, validate_args=False).entropy(),
          lambda p: jnp.sum(jsp.entr(p))),
    Entry("KL divergence", "sum(p*log(p/q))", "p: simplex[n], q: simplex[n]", None,
          lambda p, q: np.sum(S.rel_entr(p, q)), lambda p, q: F.kl_div(q.log(), p, reduction="sum"),
          lambda p, q: jnp.sum(jsp.rel_entr(p, q))),
    Entry("log det", "logdet(A)", "A: posdef[n n]", lambda A: np.linalg.slogdet(A)[1], None, torch.logdet,
          lambda A: jnp.linalg.slogdet(A)[1]),
)


def row(entry: Entry, dtype: str) -> list[str]:
    """Mean and worst bits of each library's function, and of the formula's own program."""
    formula = lm.parse(entry.text, entry.vars)
    known = sampled([formula.expr], formula.declarations, format_of(dtype), entry.where,
                    ARRAYS if formula.dims else NUMBERS, SEED)
    cells = []
    for name, library in LIBRARIES.items():
        function = getattr(entry, name)
        if function is None:
            cells.append("")
            continue
        found = scored(function, known, formula.declarations, entry.where, SEED, library)
        cells.append(f"{found.mean:.2f} / {found.worst:.0f}")
    bits = measured(known.exprs, known, "program")
    return [entry.name, *cells, f"{bits.mean():.2f} / {bits.max():.0f}"]


def main() -> list[Goal]:
    warnings.simplefilter("ignore")
    for dtype in ("float64", "float32"):
        print(f"\nbits lost of {FORMATS[dtype].bits} in {dtype}, mean / worst")
        rows = [["", *LIBRARIES, "lemmata"]]
        for entry in ENTRIES:
            rows.append(row(entry, dtype))
        widths = [max(len(cells[k]) for cells in rows) for k in range(len(rows[0]))]
        for cells in rows:
            print("  ".join(cell.ljust(width) if not k else cell.rjust(width)
                            for k, (cell, width) in enumerate(zip(cells, widths, strict=True))).rstrip())
    formula = lm.parse(TWENTY, "x: real")
    start = time.perf_counter()
    sampled([formula.expr], formula.declarations, FORMATS["float64"], "x: floats", 8000, SEED)
    return [Goal("truth of a formula of 20 operations at 8,000 points", time.perf_counter() - start, " s", most=3)]


if __name__ == "__main__":
    main()
