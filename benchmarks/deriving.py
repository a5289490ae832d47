"""How long it takes to derive: gradients and Hessians of the twelve losses, beside the same gradients by SymPy,
by tensorgrad, and as JAX traces them."""

from __future__ import annotations

import importlib.util
import time
from typing import Any

import numpy as np

import lemmata as lm
from benchmarks import by_sympy
from benchmarks.goals import Goal
from benchmarks.growth import undisturbed
from benchmarks.losses import LOSSES, Loss
from benchmarks.networks import NETWORKS, function_of, variables
from benchmarks.timing import geometric_mean, seconds


def own(loss: Loss) -> tuple[float, float]:
    """The seconds for the gradient and for the Hessian, as closed forms, the first time each is asked for."""
    formula, wrt = lm.parse(loss.text, loss.vars), loss.wrt[0]
    start = time.perf_counter()
    formula.grad(wrt)
    first = time.perf_counter() - start
    formula.hessian(wrt)
    return first, time.perf_counter() - start - first


def traced(loss: Loss) -> float:
    """The time in which JAX traces the gradient; a program for one size, no formula."""
    import jax

    nn: Any = jax.nn
    arrays = loss.arrays(loss.small, np.float32)
    given = [jax.numpy.asarray(a) if isinstance(a, np.ndarray) else a for a in arrays.values()]
    slope = jax.grad(lambda *args: loss.jax(jax.numpy, nn, *args), list(arrays).index(loss.wrt[0]))
    return seconds(lambda: jax.make_jaxpr(slope)(*given))


def by_tensorgrad(loss: Loss) -> tuple[float, str]:
    """The seconds in which tensorgrad derives and simplifies the gradient, or why it has none that is right."""
    if importlib.util.find_spec("tensorgrad") is None:
        return 0.0, "not installed"
    if loss.name not in NETWORKS:
        return 0.0, "no form"
    import tensorgrad as tg
    import torch
    from tensorgrad import functions

    try:
        named, _ = variables(loss.vars)
        variable = getattr(named, loss.wrt[0])
        renamed = {edge: edge + "1" for edge in variable.edges}
        start = time.perf_counter()
        found = tg.Derivative(NETWORKS[loss.name](functions, named, loss.small), variable, renamed).full_simplify()
        took = time.perf_counter() - start
        names, edges, function = function_of(found, loss.small)
        arrays = loss.arrays(loss.small, np.float64)
        value = function(*(torch.as_tensor(arrays[name], dtype=torch.float64) for name in names))
    except Exception as reason:
        return 0.0, type(reason).__name__
    wanted = np.asarray(lm.parse(loss.text, loss.vars).grad(loss.wrt[0])(**arrays))
    right = np.allclose(value.permute([edges.index(edge) for edge in renamed.values()]), wanted, rtol=1e-8)
    return (took, "") if right else (0.0, "wrong")


def main() -> list[Goal]:
    print("\nderiving: milliseconds, the first time each is asked for; peers: the gradient")
    lm.parse("x", "x: real").grad("x")
    with undisturbed():
        times = {loss.name: own(loss) for loss in LOSSES}
    ratios: dict[str, list[float]] = {"SymPy": [], "tensorgrad": [], "JAX": []}
    print(f"  {'':26} {'gradient':>9} {'Hessian':>9}   {'SymPy':>9} {'tensorgrad':>13} {'JAX traces':>11}")
    for loss in LOSSES:
        first, second = times[loss.name]
        formula = lm.parse(loss.text, loss.vars).grad(loss.wrt[0])
        peers = {"SymPy": by_sympy.gradient(loss, formula), "tensorgrad": by_tensorgrad(loss),
                 "JAX": (traced(loss), "")}
        for name, (took, reason) in peers.items():
            if not reason:
                ratios[name].append(took / first)
        shown = {name: reason.split(":")[0] or f"{1e3 * took:,.1f}" for name, (took, reason) in peers.items()}
        print(f"  {loss.name:26} {1e3 * first:9.1f} {1e3 * second:9.1f}   {shown['SymPy']:>9} "
              f"{shown['tensorgrad']:>13} {shown['JAX']:>11}")
    for name, found in ratios.items():
        print(f"geometric mean of {name}'s time to ours: {geometric_mean(found):.1f} ({len(found)} losses)")
    return [Goal("first gradient, the slowest", 1e3 * max(t for t, _ in times.values()), " ms", most=50),
            Goal("first Hessian, the slowest", 1e3 * max(t for _, t in times.values()), " ms", most=200)]


if __name__ == "__main__":
    main()
