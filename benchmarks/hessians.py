"""Hessians beside jax.hessian and torch.func.hessian, and Newton steps without a dense matrix, in one run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

import lemmata as lm
from benchmarks.losses import Loss
from benchmarks.timing import Work, geometric_mean, medians

Function = Callable[..., Any]


@dataclass(frozen=True)
class Case:
    """The Hessian of a loss by one variable, or by two; `loss` spells it for a library and its functions."""

    name: str
    text: str
    vars: str
    wrt: tuple[str, str]
    sizes: dict[str, int]
    loss: Function


def _net(m, nn, X, W1, W2, Y):  # type: ignore[no-untyped-def]
    return ((m.tanh(X @ W1) @ W2 - Y) ** 2).sum() / X.shape[0]


def _mixture(m, nn, X, mu, a):  # type: ignore[no-untyped-def]
    z = a - ((X[:, None, :] - mu) ** 2).sum(-1) / 2
    return -(nn.logsumexp(z, axis=1) if hasattr(nn, "logsumexp") else m.logsumexp(z, 1)).sum()


def _logsumexp(m, nn, x):  # type: ignore[no-untyped-def]
    return nn.logsumexp(x) if hasattr(nn, "logsumexp") else m.logsumexp(x, 0)


def _gaussian(m, nn, X, mu, S):  # type: ignore[no-untyped-def]
    d = X - mu
    return X.shape[0] * m.linalg.slogdet(S)[1] / 2 + (d * (d @ m.linalg.inv(S))).sum() / 2


NET = ("sum((tanh(X @ W1) @ W2 - Y)**2)/n", "X: real[n d], W1: real[d h], W2: real[h c], Y: real[n c]")
NET_SIZES = {"n": 1000, "d": 20, "h": 32, "c": 10}
CASES = [
    Case("logistic regression", "sum(softplus(X @ w) - y*(X @ w))/m", "X: real[m n], w: real[n], y: real[m]",
         ("w", "w"), {"m": 4000, "n": 1000}, lambda m, nn, X, w, y: (nn.softplus(X @ w) - y * (X @ w)).mean()),
    Case("matrix factorisation", "sum((R - U @ V.T)**2)", "R: real[n p], U: real[n k], V: real[p k]", ("U", "U"),
         {"n": 300, "p": 300, "k": 5}, lambda m, nn, R, U, V: ((R - U @ V.T) ** 2).sum()),
    Case("two-layer net, first layer", *NET, ("W1", "W1"), NET_SIZES, _net),
    Case("two-layer net, second layer", *NET, ("W2", "W2"), NET_SIZES, _net),
    Case("two-layer net, mixed", *NET, ("W1", "W2"), NET_SIZES, _net),
    Case("quadratic form", "x @ A @ x", "x: real[n], A: real[n n]", ("x", "x"), {"n": 1000},
         lambda m, nn, x, A: x @ A @ x),
    Case("logsumexp", "logsumexp(x)", "x: real[n]", ("x", "x"), {"n": 1000}, _logsumexp),
    Case("mixture", "-sum(logsumexp(a - sum((X[:, None, :] - mu)**2, axis=-1)/2, axis=1))",
         "X: real[m d], mu: real[k d], a: real[k]", ("mu", "mu"), {"m": 1000, "k": 10, "d": 5}, _mixture),
    Case("Gaussian likelihood", "m*logdet(S)/2 + sum((X - mu)*((X - mu) @ inv(S)))/2",
         "X: real[m n], mu: real[n], S: posdef[n n]", ("S", "S"), {"m": 500, "n": 20}, _gaussian),
]


def works_of(case: Case, dtype: Any) -> dict[str, Work]:
    """The Hessian by Lemmata, JAX and PyTorch; they agree."""
    import jax
    import torch

    arrays = Loss(case.name, case.text, case.vars, (), {}, {}, print, print, print).arrays(case.sizes, dtype)
    first, second = (list(arrays).index(n) for n in case.wrt)
    hessian = lm.parse(case.text, case.vars).hessian(*case.wrt).compile(sizes=case.sizes)
    given = list(arrays.values())
    device = [jax.numpy.asarray(a) for a in given]
    tensors = [torch.from_numpy(a) for a in given]
    by_jax = jax.jit(jax.jacfwd(jax.grad(lambda *args: case.loss(jax.numpy, jax.nn, *args), first), second))
    by_torch = torch.func.jacfwd(torch.func.grad(
        lambda *args: case.loss(torch, torch.nn.functional, *args), first), second)
    works: dict[str, Work] = {
        "lemmata": lambda: hessian(*given), "jax": lambda: by_jax(*device).block_until_ready(),
        "torch": lambda: by_torch(*tensors)}
    want = np.asarray(works["jax"]())
    for name, work in works.items():
        found = np.asarray(work())
        assert found.shape == want.shape, (case.name, name)
        assert np.abs(found - want).max() <= 1e-6 * np.abs(want).max() + 1e-9, (case.name, name)
    return works


def newton() -> None:
    """A Newton step of the factorisation: solved through its structure, and with the dense Hessian of JAX."""
    import jax

    case = CASES[1]
    arrays = Loss(case.name, case.text, case.vars, (), {}, {}, print, print, print).arrays(case.sizes, np.float64)
    f = lm.parse(case.text, case.vars)
    hessian, slope = f.hessian("U"), f.grad("U").compile()
    size = arrays["U"].size
    by_jax = jax.jit(lambda R, U, V: jax.numpy.linalg.solve(
        jax.hessian(lambda U: case.loss(jax.numpy, jax.nn, R, U, V))(U).reshape(size, size),
        jax.grad(lambda U: case.loss(jax.numpy, jax.nn, R, U, V))(U).ravel()))
    device = [jax.numpy.asarray(a) for a in arrays.values()]
    works: dict[str, Work] = {"operator": lambda: hessian.operator(**arrays).solve(slope(**arrays)),
                              "dense with jax": lambda: by_jax(*device).block_until_ready()}
    step, dense = works["operator"](), np.asarray(works["dense with jax"]())
    assert np.allclose(np.ravel(step), dense, atol=1e-8 * np.abs(dense).max())  # type: ignore[call-overload]
    times = medians(works, rounds=7)
    print(f"\nNewton step of the factorisation: operator {1e3 * times['operator']:.2f} ms, dense "
          f"{1e3 * times['dense with jax']:.1f} ms: {times['dense with jax'] / times['operator']:.0f} times")


def main() -> None:
    import jax

    jax.config.update("jax_enable_x64", True)
    print("\nHessians, float64 (milliseconds)")
    ratios = []
    for case in CASES:
        times = medians(works_of(case, np.float64), rounds=7, budget=12)
        own = times.pop("lemmata")
        ratios.append(min(times.values()) / own)
        shown = ", ".join(f"{name} {1e3 * t:,.2f}" for name, t in times.items())
        print(f"  {case.name:28} lemmata {1e3 * own:>9,.3f}   {shown:34} {ratios[-1]:8.2f} x best")
    print(f"geometric mean {geometric_mean(ratios):.2f}, least {min(ratios):.2f}")
    newton()


if __name__ == "__main__":
    main()
