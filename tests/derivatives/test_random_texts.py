"""Random formulas over all differentiable operations, as a person writes them: gradient and Hessian against JAX."""

from __future__ import annotations

import re
from random import Random

import pytest
from tests.derivatives.truth import check

VARS = ("A: real[n n], B: real[n n], X: real[m n], Y: real[m n], x: real[n], y: real[n], z: real[m], s: real, "
        "p: positive[n], P: posdef[n n], c: labels[m n], b: binary[m n]")
LEAVES = {"": ["s"], "n": ["x", "y", "p"], "m": ["z"], "nn": ["A", "B", "P"], "mn": ["X", "Y"]}
# what is moderate, smooth at a random point, and defined everywhere
ENTRYWISE = ["tanh({0})", "sin({0})", "cos({0})", "sigmoid({0})", "softplus({0})", "silu({0})", "relu({0})", "abs({0})",
             "erf({0})",
             "exp(tanh({0}))", "log(1 + ({0})**2)", "sqrt(2 + ({0})**2)", "arctan({0})", "({0})**2",
             "({0})**3/7", "-({0})/2", "log1p(exp({0}))", "expm1(tanh({0}))", "cbrt(3 + tanh({0}))",
             "arcsin(tanh({0})/2)",
             "cosh(tanh({0}))", "elu({0})", "leaky_relu({0})", "mish({0})", "1/(1 + exp({0}))",
             "lgamma(1 + softplus({0}))",
             "norm_cdf({0})", "erfc({0})", "digamma(2 + ({0})**2)", "logit(sigmoid({0}))", "log_sigmoid({0})",
             "clip({0}, -1, 1)", "xlogy(2 + tanh({0}), 2 + tanh({0}))", "log2(2 + ({0})**2)"]
BINARY = ["({0}) + ({1})", "({0}) - 2*({1})", "({0})*({1})", "({0})/(1 + ({1})**2)", "maximum({0}, ({1})/3)",
          "minimum({0}, {1})", "where(({0}) > ({1}), ({0})*({1}), {1})", "(1 + ({0})**2)**tanh({1})",
          "hypot({0}, 1 + ({1})**2)", "logaddexp({0}, {1})"]
# by the shape of the result: patterns, and the shapes of what stands in them
PATTERNS = {
    "": [("sum({0})", "n"), ("sum({0})", "mn"), ("mean({0})", "m"), ("var({0})", "n"), ("std({0})", "n"),
         ("logsumexp({0})", "n"), ("norm({0})", "n"), ("norm({0})", "mn"), ("max({0})", "n"), ("min({0})", "m"),
         ("prod({0})", "n"), ("({0}) @ ({1})", "n", "n"), ("trace({0})", "nn"), ("({0})[0]", "n"), ("({0})[-1]", "m"),
         ("({0})[1, 2]", "mn"), ("({0}) @ ({1}) @ ({2})", "m", "mn", "n"), ("logdet(2*eye(n) + ({0}).T @ ({0}))", "mn"),
         ("det(eye(n) + tanh({0})/9)", "nn"), ("einsum('ij,ij->', {0}, {1})", "mn", "mn"),
         ("sum(eigvalsh(({0}) + diag(arange(n)))**2)", "nn", "sym"), ("max(norm({0}, axis=1))", "mn"),
         ("median({0})", "n"), ("sum(svdvals(({0}) + X)**3)", "mn")],
    "n": [("softmax({0})", "n"), ("log_softmax({0})", "n"), ("cumsum({0})", "n"), ("({0})[::-1]", "n"),
          ("sum({0}, axis=0)", "mn"), ("mean({0}, axis=0)", "mn"), ("({0}) @ ({1})", "nn", "n"), ("diag({0})", "nn"),
          ("({0}).T @ ({1})", "mn", "m"), ("logsumexp({0}, axis=0)", "mn"), ("max({0}, axis=0)", "mn"),
          ("norm({0}, axis=0)", "mn"), ("({0})[2]", "mn"), ("solve(2*eye(n) + ({0}).T @ ({0}), {1})", "mn", "n"),
          ("roll({0}, 1)", "n"), ("({0}) - mean({0})", "n"), ("cumprod({0})", "n"), ("({0})*({1})", "", "n"),
          ("var({0}, axis=0)", "mn"), ("std({0}, axis=0)", "mn"), ("prod({0}, axis=0)", "mn"),
          ("einsum('ij,i->j', {0}, {1})", "mn", "m"), ("({0})[0]", "nn"), ("sort({0})", "n"),
          ("eigvalsh(({0}) @ ({0}).T + diag(arange(n)))", "nn"), ("where(p > 1, {0}, {1})", "n", "n"),
          ("concatenate([({0})[1:], ({0})[:1]])", "n")],
    "m": [("({0}) @ ({1})", "mn", "n"), ("sum({0}, axis=1)", "mn"), ("({0})[arange(m), c]", "mn"),
          ("softmax({0})", "m"),
          ("max({0}, axis=1)", "mn"), ("({0})[:, 1]", "mn"), ("logsumexp({0}, axis=1)", "mn"),
          ("norm({0}, axis=1)", "mn"),
          ("({0})[c]", "n"), ("einsum('ij,ij->i', {0}, {1})", "mn", "mn"), ("var({0}, axis=1, ddof=1)", "mn"),
          ("concatenate([({0})[2:], ({0})[:2]])", "m")],
    "nn": [("({0}).T", "nn"), ("({0}) @ ({1})", "nn", "nn"), ("outer({0}, {1})", "n", "n"), ("diag({0})", "n"),
           ("({0}).T @ ({1})", "mn", "mn"), ("inv(2*eye(n) + ({0}).T @ ({0}))", "mn"), ("tril({0})", "nn"),
           ("triu({0})", "nn"), ("cholesky(2*eye(n) + ({0}).T @ ({0}))", "mn"), ("expm(tanh({0})/2)", "nn"),
           ("matrix_power({0}, 2)", "nn"), ("({0})[:, None] - ({0})", "n"), ("eye(n)*({0})", "n"),
           ("matrix_power(2*eye(n) + tanh({0})/4, -1)", "nn"), ("A*({0})", "n")],
    "mn": [("({0}) @ ({1})", "mn", "nn"), ("outer({0}, {1})", "m", "n"), ("({0})*({1})", "mn", "n"),
           ("({0}) + ({1})[:, None]", "mn", "m"), ("softmax({0}, axis=1)", "mn"), ("softmax({0}, axis=0)", "mn"),
           ("log_softmax({0}, axis=1)", "mn"), ("cumsum({0}, axis=0)", "mn"), ("({0})[::-1]", "mn"),
           ("where(b == 1, {0}, {1})", "mn", "mn"), ("({0}) - mean({0}, axis=1, keepdims=True)", "mn"),
           ("({0})[c]", "nn"), ("b*({0})", "mn"), ("({0})/(1 + norm({0}))", "mn"), ("diag({0}) @ ({1})", "m", "mn"),
           ("({0})/std({0}, axis=0)", "mn")],
}


def grown(rng: Random, shape: str, depth: int) -> str:
    """A formula of a shape."""
    if depth == 0 or rng.random() < 0.1:
        return rng.choice(LEAVES[shape])
    kind = rng.random()
    if kind < 0.25:
        return rng.choice(ENTRYWISE).format(grown(rng, shape, depth - 1))
    if kind < 0.45:
        return rng.choice(BINARY).format(grown(rng, shape, depth - 1), grown(rng, shape, depth - 1))
    pattern, *shapes = rng.choice(PATTERNS[shape])
    parts = [grown(rng, s, depth - 1) for s in shapes if s != "sym"]
    if "sym" in shapes:
        parts = [f"({parts[0]}) + ({parts[0]}).T"]
    return pattern.format(*parts)


def case(seed: int) -> tuple[str, str, int]:
    """A formula, a variable in it, and an order: a number's second derivative, an array's first."""
    rng = Random(seed)
    while True:
        shape = rng.choice(["", "", "n", "m", "nn", "mn"])
        text = grown(rng, shape, rng.randint(2, 3))
        used = [name for name in "ABXYxyzspP" if _occurs(name, text)]
        if used and len(text) < 240:
            return text, rng.choice(used), 1 if shape else 2


def _occurs(name: str, text: str) -> bool:
    return re.search(rf"(?<![\w'\"]){name}(?!\w)", re.sub("'.*?'", "", text)) is not None


@pytest.mark.parametrize("seed", [
    *range(20), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(20, 800))])
def test_random_formulas_agree_with_jax(seed):
    text, wrt, order = case(seed)
    check(VARS, text, wrt, order, seed=seed)
