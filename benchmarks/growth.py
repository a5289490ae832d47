"""How the gradient grows with depth and with the number of terms: nodes, time, and the exponents of both.

`python -m benchmarks.growth docs/growth.svg` draws it.
"""

from __future__ import annotations

import gc
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import inf

import numpy as np

import lemmata as lm
from benchmarks.goals import Goal
from lemmata.engine.derivatives import derivative
from lemmata.engine.expr import Expr, count_nodes
from lemmata.engine.notation.readable import Reader
from lemmata.engine.notation.terms import TooLong

DEPTHS = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 50)
TERMS = (1, 3, 10, 30, 100, 300, 1000)
RUNS = 3  # of which the fastest counts: what else the machine does only slows them


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


@dataclass(frozen=True)
class Growth:
    """Of one kind of formula: at each size the nodes of the gradient, the seconds to derive it and to write it, and
    whether it has a normal form, or takes too many steps to it and stays as derived."""

    name: str
    sizes: tuple[int, ...]
    nodes: list[float]
    derived: list[float]
    written: list[float]
    normal: list[bool]

    def exponents(self) -> tuple[float, float, float]:
        """Of the nodes, the time to derive, and the time to write as long as there is a normal form."""
        upto = [*self.normal, False].index(False)
        return (exponent(self.sizes, self.nodes), exponent(self.sizes, self.derived),
                exponent(self.sizes[:upto], self.written[:upto]))


def exponent(sizes: tuple[int, ...], values: list[float]) -> float:
    """The slope in doubly logarithmic scales over the larger half, where the constant part is small."""
    half = len(sizes) // 2
    return float(np.polyfit(np.log(sizes[half:]), np.log(values[half:]), 1)[0])


def grown(name: str) -> Growth:
    """A kind of formulas, measured at its sizes, all of them in each turn."""
    made, sizes, wrt = CASES[name]
    found = Growth(name, sizes, [0.0] * len(sizes), [inf] * len(sizes), [inf] * len(sizes), [True] * len(sizes))
    for run in range(RUNS):
        for k, size in enumerate(sizes):
            # Under other names each time: what is known already takes no time.
            text, vars = (re.sub(r"\b([hxAWX])(\d*)\b", rf"\g<1>{run}_\g<2>", part) for part in made(size))
            formula = lm.parse(text, vars)
            with undisturbed():
                start = time.process_time()
                slope = derivative(formula.expr, formula.declarations[f"{wrt}{run}_"])
                derived = time.process_time() - start
                formula.grad(f"{wrt}{run}_")
                written = time.process_time() - start - derived
            found.nodes[k] = float(count_nodes(slope))
            found.derived[k], found.written[k] = min(found.derived[k], derived), min(found.written[k], written)
            if not run:
                found.normal[k] = has_normal_form(slope)
    return found


@contextmanager
def undisturbed() -> Iterator[None]:
    """Python's collector doesn't walk through what was there before: the objects of JAX alone take it 0.2 s."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def has_normal_form(expr: Expr) -> bool:
    try:
        Reader(expr).readable(expr)
    except (RecursionError, TooLong):
        return False
    return True


def main(picture: str = "") -> list[Goal]:
    print("\ngrowth of the gradient: nodes, milliseconds of the processor to derive it and to write its normal form")
    print("(in brackets: it takes too many steps, and is shown as it was derived; the exponent is of those before)")
    all_grown = []
    for name in CASES:
        found = grown(name)
        all_grown.append(found)
        written = [f"{1e3 * t:.0f}" if normal else f"({1e3 * t:.0f})"
                   for t, normal in zip(found.written, found.normal, strict=True)]
        print(f"  {name:10} at      {'  '.join(map(str, found.sizes))}\n"
              f"             nodes   {'  '.join(f'{n:.0f}' for n in found.nodes)}\n"
              f"             derived {'  '.join(f'{1e3 * t:.1f}' for t in found.derived)}\n"
              f"             written {'  '.join(written)}\n"
              "             exponents: nodes {:.2f}, derived {:.2f}, written {:.2f}".format(*found.exponents()))
    if picture:
        from benchmarks.picture import draw

        draw(all_grown, picture)
        print(f"drawn: {picture}")
    nodes, derived, written = (max(e) for e in zip(*(g.exponents() for g in all_grown), strict=True))
    return [Goal("growth of the gradient's nodes: largest exponent", nodes, most=1.2),
            Goal("growth of the time to derive: largest exponent", derived, most=1.2),
            Goal("growth of the time to write the normal form: largest exponent", written, most=1.2)]


if __name__ == "__main__":
    main(*sys.argv[1:2])
