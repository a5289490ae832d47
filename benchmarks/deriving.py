"""How long it takes to derive: gradients and Hessians of the twelve losses, beside JAX tracing its own."""

from __future__ import annotations

import time
from typing import Any

import numpy as np

import lemmata as lm
from benchmarks.losses import LOSSES, Loss
from benchmarks.timing import geometric_mean, seconds


def traced(loss: Loss, wrt: int) -> float:
    """The time in which JAX traces the gradient; a program for one size, no formula."""
    import jax

    nn: Any = jax.nn
    arrays = [jax.numpy.asarray(a) if isinstance(a, np.ndarray) else a
              for a in loss.arrays(loss.small, np.float32).values()]
    return seconds(lambda: jax.make_jaxpr(jax.grad(lambda *args: loss.jax(jax.numpy, nn, *args), wrt))(*arrays))


def by_sympy() -> None:
    """The same gradient entry by entry, at one size, by SymPy; Lemmata's is for all sizes."""
    import sympy

    X = np.array(sympy.symbols("x0:60")).reshape(20, 3)
    w, y = np.array(sympy.symbols("w0:3")), np.array(sympy.symbols("y0:20"))
    whole = sympy.Add(*(X @ w - y) ** 2)
    other = seconds(lambda: [sympy.diff(whole, v) for v in w])
    formula = lm.parse("sum((X @ w - y)**2)", "X: real[m n], w: real[n], y: real[m]")
    own = seconds(lambda: formula.grad("w"))
    print(f"  least squares at 20 x 3 by SymPy {1e3 * other:.1f} ms, for all sizes {1e3 * own:.1f} ms")


def main() -> None:
    print("\nderiving (milliseconds; the first time each is asked for)")
    lm.parse("x", "x: real").grad("x")
    gradients, hessians, ratios = [], [], []
    for loss in LOSSES:
        formula, wrt = lm.parse(loss.text, loss.vars), loss.wrt[0]
        start = time.perf_counter()
        formula.grad(wrt)
        first = time.perf_counter() - start
        formula.hessian(wrt)
        second = time.perf_counter() - start - first
        gradients.append(first)
        hessians.append(second)
        names = [part.split(":")[0] for part in loss.vars.split(", ")]
        jax_time = traced(loss, names.index(wrt))
        ratios.append(jax_time / first)
        print(f"  {loss.name:26} gradient {1e3 * first:7.1f}, Hessian {1e3 * second:7.1f}, "
              f"JAX traces the gradient in {1e3 * jax_time:7.1f}")
    print(f"largest: gradient {1e3 * max(gradients):.0f}, Hessian {1e3 * max(hessians):.0f}; "
          f"{geometric_mean(ratios):.2f} x JAX's tracing")
    by_sympy()


if __name__ == "__main__":
    main()
