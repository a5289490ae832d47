"""Derivatives of formulas by JAX, which Python reads: the truth owes nothing to our reader."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import jax.scipy.linalg
import jax.scipy.special
import numpy as np

import lemmata as lm

SIZES = {"m": 4, "n": 3, "k": 2, "d": 2, "h": 2, "l": 3}
jax.config.update("jax_enable_x64", True)


def power(A: Any, k: int) -> Any:
    return jnp.linalg.matrix_power(A, k)


def root_trace(P: Any, A: Any) -> Any:
    """tr(P**(1/2) A) by Newton's iteration, which converges to all digits from the identity."""
    R = jnp.eye(len(P))
    for _ in range(40):
        R = (R + jnp.linalg.solve(R, P))/2
    return jnp.trace(R @ A)


_MODULES = [
    (jnp, """sum mean var std prod max min exp log log2 log10 log1p expm1 sqrt cbrt sin cos tanh cosh arcsin arccos
     arctan abs sign floor round maximum minimum where clip hypot logaddexp outer trace kron einsum diag
     triu tril cumsum cumprod transpose reshape ravel concatenate stack roll flip repeat diff eye arange
     array cross argmax inf median sort take_along_axis"""),
    (jnp.linalg, "norm det inv pinv solve eigvalsh cholesky"),
    (jax.nn, """softmax log_softmax logsumexp sigmoid softplus relu silu gelu elu leaky_relu mish one_hot
     log_sigmoid"""),
    (jax.scipy.special, "erf erfc erfinv digamma logit xlogy"),
]
NAMES: dict[str, Any] = {
    **{name: getattr(module, name) for module, names in _MODULES for name in names.split()},
    "logdet": lambda a: jnp.linalg.slogdet(a)[1], "svdvals": lambda a: jnp.linalg.svd(a, compute_uv=False),
    "expm": jax.scipy.linalg.expm, "matrix_power": power, "sqrtm_": root_trace, "jnp": jnp, "jax": jax, "range": range,
    "lgamma": jax.scipy.special.gammaln, "norm_cdf": jax.scipy.special.ndtr,
}

def values(declarations: str, seed: int) -> dict[str, Any]:
    """A point of the declared domains, drawn at random; matrices are well-conditioned."""
    rng = np.random.default_rng(seed)
    found: dict[str, Any] = {}
    for name, symbol in lm.parse("0", declarations).declarations.items():
        shape = tuple(size.value(SIZES) for size in symbol.shape)
        draw = rng.normal(size=shape)
        found[name] = {
            "real": lambda: draw + 2*np.eye(*shape) if len(shape) == 2 and len(set(shape)) == 1 else draw,
            "positive": lambda: np.abs(draw) + 0.5, "unit": lambda: rng.uniform(0.1, 0.9, shape),
            "simplex": lambda: rng.dirichlet(np.full(shape[0], 3)), "onehot": lambda: np.eye(*shape)[0],
            "symmetric": lambda: draw + draw.T, "posdef": lambda: draw @ draw.T + np.eye(*shape),
            "binary": lambda: rng.integers(0, 2, shape).astype(float),
            "labels": lambda: rng.integers(0, symbol.params[0].value(SIZES), shape),
        }[symbol.domain]()
    return found


def along(value: Any, at: Any, directions: list[Any]) -> Any:
    """The derivative along several directions, one after another."""
    for direction in directions:
        value = (lambda inner, step: lambda x: jax.jvp(inner, (x,), (step,))[1])(value, direction)
    return value(at)


def check(declarations: str, text: str, wrt: str, order: int, spelled: str | None = None, seed: int = 0) -> None:
    """The derivative, as a formula and as its text, along directions drawn at random: no two arrays agree on these.

    spelled    the text for JAX, where its names are others
    """
    given = values(declarations, seed)

    def value(x: Any) -> Any:
        return eval(spelled or text, {**NAMES, **SIZES, **{k: jnp.asarray(v) for k, v in given.items()}, wrt: x}) + 0.0

    at = jnp.asarray(given[wrt])
    rng = np.random.default_rng(order)
    directions = [rng.normal(size=at.shape) for _ in range(order)]
    with jax.disable_jit():  # each case is run once
        truth = np.asarray(along(value, at, list(map(jnp.asarray, directions))))
    found = lm.parse(text, declarations).derivative(wrt, order)
    scale = max(1.0, np.abs(truth).max(initial=0))
    read = lm.parse(found.text, declarations)
    for one in [found] if read.expr is found.expr else [found, read]:
        ours = one(**{name: given[name] for name in one.declarations}, **{n: SIZES[n] for n in one.dims if n in SIZES})
        assert ours.shape == truth.shape + at.shape*order
        for direction in reversed(directions):
            ours = np.tensordot(ours, direction, at.ndim)
        np.testing.assert_allclose(ours, truth, rtol=1e-8, atol=1e-9*scale, err_msg=f"{text}: {found.text}")
