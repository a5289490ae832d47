"""How the gradient grows with depth and with the number of terms: nodes, time, and the exponents of both."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

import lemmata as lm
from lemmata.engine.derivatives import derivative
from lemmata.engine.expr import count_nodes

DEPTHS = (1, 2, 4, 8, 16, 32, 50)
TERMS = (1, 10, 100, 1000)


def chain(depth: int) -> tuple[str, str]:
    text = "x"
    for k in range(depth):
        text = f"tanh(W{k} @ ({text}))"
    return f"sum({text})", "x: real[n], " + ", ".join(f"W{k}: real[n n]" for k in range(depth))


def named(layer: Callable[[int], str], shape: str, depth: int, vars: str) -> tuple[str, str]:
    """Layers that use the one before several times: each has a name."""
    parts = [f"h{k + 1} = {layer(k)}" for k in range(depth)]
    return f"sum(h{depth}) where h0 = 1*X; " + "; ".join(parts), f"X: real[{shape}], {vars}"


def residual(depth: int) -> tuple[str, str]:
    return named(lambda k: f"h{k} + tanh(h{k} @ W{k})", "m n", depth,
                 ", ".join(f"W{k}: real[n n]" for k in range(depth)))


def attention(depth: int) -> tuple[str, str]:
    return named(lambda k: f"h{k} + softmax(h{k} @ A{k} @ h{k}.T, axis=1) @ h{k}", "m n", depth,
                 ", ".join(f"A{k}: real[n n]" for k in range(depth)))


def batch_norm(depth: int) -> tuple[str, str]:
    return named(lambda k: f"(h{k} - mean(h{k}, axis=0))/std(h{k}, axis=0) @ W{k}", "m n", depth,
                 ", ".join(f"W{k}: real[n n]" for k in range(depth)))


def terms(count: int) -> tuple[str, str]:
    return " + ".join(f"sin({k + 1}*x)*x**{k % 5 + 1}" for k in range(count)), "x: real"


CASES: dict[str, tuple[Callable[[int], tuple[str, str]], tuple[int, ...], str]] = {
    "chain": (chain, DEPTHS, "x"), "residual": (residual, DEPTHS, "X"), "attention": (attention, DEPTHS, "X"),
    "batch norm": (batch_norm, DEPTHS, "X"), "terms": (terms, TERMS, "x"),
}


def exponent(sizes: tuple[int, ...], values: list[float]) -> float:
    """The slope in doubly logarithmic scales over the larger half, where the constant part is small."""
    half = len(sizes) // 2
    return float(np.polyfit(np.log(sizes[half:]), np.log(values[half:]), 1)[0])


def main() -> None:
    print("\ngrowth of the gradient: nodes of its graph, milliseconds to derive it, to write it in its normal form")
    for name, (made, sizes, wrt) in CASES.items():
        nodes, times, shown = [], [], []
        for size in sizes:
            formula = lm.parse(*made(size))
            variable = formula.declarations[wrt]
            start = time.perf_counter()
            nodes.append(float(count_nodes(derivative(formula.expr, variable))))
            times.append(time.perf_counter() - start)
            formula.grad(wrt)
            shown.append(time.perf_counter() - start - times[-1])
        print(f"  {name:10} at {sizes}: nodes {[int(n) for n in nodes]}, derived {[round(1e3 * t, 1) for t in times]}, "
              f"written {[round(1e3 * t, 1) for t in shown]}")
        print(f"             exponents: nodes {exponent(sizes, nodes):.2f}, derived {exponent(sizes, times):.2f}, "
              f"written {exponent(sizes, shown):.2f}")


if __name__ == "__main__":
    main()
