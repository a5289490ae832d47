"""Random programs of the functions that are read: value as the program gives it, gradients as JAX gives them."""

from __future__ import annotations

from importlib.util import find_spec
from random import Random

import jax
import jax.numpy as jnp
import numpy as np
import pytest
import scipy.special

import lemmata as lm

jax.config.update("jax_enable_x64", True)
VARS = "X: real[m n], Y: real[m n], w: real[n], b: real[m], s: positive, c: labels[m n]"
SHAPES = {"X": "mn", "Y": "mn", "w": "n", "b": "m", "s": ""}
UNARY = ["np.tanh({0})", "np.sin({0})", "np.exp(-np.abs({0}))", "np.log1p({0}**2)", "np.sqrt({0}**2 + 1)", "-{0}",
         "{0}**3/4",
         "np.maximum({0}, 0.1)", "np.clip({0}, -0.5, 0.7)", "np.where({0} > 0, {0}, 0.3*{0})", "np.square({0})",
         "np.arctan({0})", "1/(2 + {0}**2)", "np.logaddexp({0}, 0)", "np.cos({0})*0.5", "np.minimum({0}, s)", "+{0}",
         "np.abs({0}) + len(X)", "{0}/X.shape[1]", "np.expm1({0}/3)"]
BINARY = ["{0} + {1}", "{0} - {1}", "{0} * {1}", "{0} / (1 + {1}**2)", "np.maximum({0}, {1})", "np.hypot({0}, {1} + 2)",
          "np.where({0} < {1}, {0}, {1})", "np.logaddexp({0}, {1})", "np.add({0}, {1})", "np.arctan2({0}, {1}**2 + 1)"]
OVER_ROWS = ["{0}.sum(axis=0)", "np.mean({0}, axis=0)", "{0}.T @ b", "np.max({0}, axis=0)", "{0}[0]", "{0}[-1, :]",
             "np.einsum('ij,i->j', {0}, b)", "np.var({0}, axis=0)", "np.cumsum({0}, axis=0)[-1]"]
OVER_COLUMNS = ["{0}.sum(1)", "np.mean({0}, axis=-1)", "{0} @ w", "np.dot({0}, w)", "{0}[:, 0]",
                "{0}[np.arange(len(c)), c]",
                "np.min({0}, axis=1)", "np.prod(np.tanh({0}), axis=1)", "np.log(np.sum(np.exp({0}), axis=1))",
                "np.linalg.norm({0} + 3, axis=1)", "np.std({0}, axis=1, ddof=0)"]
SAME = ["{0} - {0}.mean(axis=1, keepdims=True)", "{0} * w[None, :]", "{0} + b[:, None]", "{0}[:, ::-1]", "{0}[::-1]",
        "{0} + np.outer(b, w)", "np.concatenate([{0}, {0}], axis=1)[:, :X.shape[1]]",
        "{0} / np.sum(np.exp({0}), axis=0)",
        "{0}.reshape(-1).reshape(X.shape)", "np.transpose({0}).T", "np.where(np.arange(X.shape[1]) > 0, {0}, 1.0)",
        "({0} @ {0}.T) @ {0} / 9", "np.expand_dims(b, 1) * {0}", "np.tile(w, (len(b), 1)) + {0}",
        "np.roll({0}, 1, axis=1)"]
TO_NUMBER = ["np.sum({0})", "{0}.mean()", "np.max({0})", "np.sum({0} * {0})", "np.tanh({0}).sum()",
             "({0}**2).mean() / s",
             "np.linalg.norm({0} + 2)", "np.sum(np.where({0} > 0.2, {0}, 0)) / {0}.size"]


def program(rng: Random) -> str:
    """The text of an expression of NumPy with a number as value."""
    kinds = {"mn": ["X", "Y"], "n": ["w"], "m": ["b"]}
    for _ in range(rng.randint(2, 6)):
        shape = rng.choice(["mn", "mn", "mn", "n", "m"])
        first, second = (f"({rng.choice(kinds[shape])})" for _ in range(2))
        choice = rng.random()
        if shape == "mn" and choice < 0.3:
            target = rng.choice(["n", "m", "mn"])
            rows = {"n": OVER_ROWS, "m": OVER_COLUMNS, "mn": SAME}[target]
            kinds[target].append(rng.choice(rows).format(first))
        elif choice < 0.65:
            kinds[shape].append(rng.choice(UNARY).format(first))
        else:
            kinds[shape].append(rng.choice(BINARY).format(first, second))
    parts = [rng.choice(TO_NUMBER).format(f"({texts[-1]})") for texts in kinds.values() if len(texts) > 1]
    return " + ".join(parts)


def arrays(rng: np.random.Generator, m: int, n: int):
    return {"X": rng.normal(size=(m, n)), "Y": rng.normal(size=(m, n)), "w": rng.normal(size=n),
            "b": rng.normal(size=m),
            "s": np.float64(rng.uniform(0.5, 2)), "c": rng.integers(0, n, size=m)}


def function(text, namespace):
    return eval(f"lambda X, Y, w, b, s, c: {text}", {"np": namespace, "scipy": scipy})  # the texts are ours


def check(seed):
    text = program(Random(seed))
    formula = lm.trace(function(text, np), VARS)
    assert lm.trace(function(text, jnp), VARS).expr is formula.expr, text
    for m, n in ((3, 4), (2, 2)):
        given = arrays(np.random.default_rng(seed), m, n)
        value, grads = jax.value_and_grad(lambda real, c: function(text, jnp)(**real, c=c))(
            {k: v for k, v in given.items() if k != "c"}, given["c"])
        np.testing.assert_allclose(formula(**given), value, rtol=1e-9, atol=1e-11, err_msg=text)
        for name in SHAPES:
            np.testing.assert_allclose(formula.grad(name)(**given), grads[name], rtol=1e-7, atol=1e-9,
                                       err_msg=f"{name}: {text}")


@pytest.mark.parametrize("seed", range(8))
def test_programs(seed):
    check(seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 400))
def test_many_programs(seed):
    check(seed)


CALLS = ["{0}.softmax(-1)", "{0}.log_softmax(dim=1)", "F.gelu({0})", "F.softplus({0}, beta=2)", "{0}.relu()",
         "{0}.sigmoid()",
         "F.normalize({0}, dim=1)", "{0}.clamp(min=0.1)", "{0}.masked_fill({0} > 1, 0.5)",
         "torch.where({0} > 0, {0}, s)",
         "{0}.mul(2).add({0}, alpha=3)", "{0}.pow(2).neg()", "F.layer_norm({0}, (X.size(1),))",
         "{0}.t().transpose(0, 1)",
         "torch.cat([{0}, {0}], dim=1)[:, : X.size(1)]", "{0}.unsqueeze(1).expand(-1, 2, -1).mean(1)", "{0}.flip(0)",
         "torch.stack([{0}, {0}]).amax(0)", "{0} - {0}.logsumexp(1, keepdim=True)", "{0}.reshape(-1).view(X.shape)",
         "F.silu({0}) * b.unsqueeze(-1)", "torch.addmm({0}, b[:, None], w[None, :])", "F.leaky_relu({0}, 0.2)",
         "{0}.cumsum(1)", "torch.einsum('ij,kj->ik', {0}, {0}) @ {0}", "{0} + {0}.std(1, keepdim=True)", "{0}.tanh()",
         "{0} * F.one_hot(c, X.size(1))", "{0}.sub({0}.max(dim=1, keepdim=True).values)", "torch.triu({0})"]
ENDS = ["F.cross_entropy({0}, c)", "F.mse_loss({0}, Y)", "{0}.abs().mean()", "F.huber_loss({0}, Y, delta=0.5)",
        "{0}.norm()",
        "F.binary_cross_entropy_with_logits({0}, torch.sigmoid(Y))", "{0}.gather(1, c.view(-1, 1)).sum()", "{0}.var()",
        "F.kl_div({0}.log_softmax(1), Y.softmax(1), reduction='batchmean')", "F.cosine_similarity({0}, Y).sum()"]


@pytest.mark.skipif(find_spec("torch") is None, reason="torch not installed")
@pytest.mark.parametrize("seed", [*range(15), *(pytest.param(s, marks=pytest.mark.slow) for s in range(100, 500))])
def test_programs_of_torch(seed):
    import torch

    rng = Random(seed)
    text = "X"
    for _ in range(rng.randint(1, 4)):
        text = rng.choice(CALLS).format(f"({text})")
    text = rng.choice(ENDS).format(f"({text})")
    source = eval(f"lambda X, Y, w, b, s, c: {text}", {"torch": torch, "F": torch.nn.functional})
    formula = lm.trace(source, VARS)
    given = arrays(np.random.default_rng(seed), 3, 4)
    tensors = {k: torch.tensor(v, requires_grad=k == "X") for k, v in given.items()}
    value = source(**tensors)
    (grad,) = torch.autograd.grad(value, [tensors["X"]])
    np.testing.assert_allclose(formula(**given), value.detach().numpy(), rtol=1e-8, atol=1e-10, err_msg=text)
    np.testing.assert_allclose(formula.grad("X")(**given), grad.numpy(), rtol=1e-6, atol=1e-8, err_msg=text)
