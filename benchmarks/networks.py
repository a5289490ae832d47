"""Losses for tensorgrad, whose arrays have named edges: variables from declarations, and the twelve losses."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any


def axes_of(declared: str) -> dict[str, list[str]]:
    """The names of the sizes of each variable's axes.

    >>> axes_of("X: real[m n], c: real")
    {'X': ['m', 'n'], 'c': []}
    """
    parts = (part.split(": ") for part in declared.split(", "))
    return {name: domain.partition("[")[2].rstrip("]").split() for name, domain in parts}


def variables(declared: str) -> tuple[SimpleNamespace, dict[str, Any]]:
    """Variables by name, and the symbols of their sizes."""
    import sympy
    import tensorgrad as tg

    sizes: dict[str, Any] = {}
    found: dict[str, Any] = {}
    for name, axes in axes_of(declared).items():
        edges: dict[str, Any] = {}
        for axis in axes:  # a second axis of the same size gets another name
            edges[axis + "_" * (axis in edges)] = sizes.setdefault(axis, sympy.Symbol(axis))
        found[name] = tg.Variable(name, **edges)
    return SimpleNamespace(**found), sizes


def function_of(expr: Any, sizes: dict[str, int]) -> tuple[list[str], list[str], Callable[..., Any]]:
    """The names of its inputs, the edges of its result, and the function that tensorgrad generates.

    It is called directly: tensorgrad's own calls need named tensors, which PyTorch 2.13 has no more.
    """
    import torch
    from tensorgrad.compiler import compile_to_callable

    program = compile_to_callable(expr)
    given = {s: sizes[s.name] for s in program.symbols}
    function = program.codegen.specialize(given, dtype=torch.float64)
    return [v.name for v in program.vars], list(program.outputs[0][1]), lambda *args: function(*args)[0]


def _square(F, error):  # type: ignore[no-untyped-def]
    return F.sum(error * error)


def _mixture(F, v):  # type: ignore[no-untyped-def]
    d = v.X - v.mu
    return -F.sum(F.log(F.sum(F.exp(v.a - F.sum(d * d, dim="d") * 0.5), dim="k")))


def _layer_norm(F, v):  # type: ignore[no-untyped-def]
    c = v.X - F.mean(v.X, dim="n")
    return _square(F, v.g * c / F.sqrt(F.mean(c * c, dim="n") + 1e-5) + v.b - v.Y)


def _cosine(F, v):  # type: ignore[no-untyped-def]
    product, lengths = F.sum(v.A * v.B, dim="n"), [F.sqrt(F.sum(a * a, dim="n")) for a in (v.A, v.B)]
    return F.mean(1 - product / (lengths[0] * lengths[1]))


# By the names of benchmarks/losses.py; what isn't here has integer labels, which it indexes nothing with.
NETWORKS: dict[str, Callable[[Any, Any, dict[str, int]], Any]] = {
    "least squares": lambda F, v, s: _square(F, v.X @ v.w - v.y) / s["m"],
    "logistic": lambda F, v, s: F.sum(F.log(F.exp(v.X @ v.w) + 1) - v.y * (v.X @ v.w)) / s["m"],
    "Gaussian likelihood": lambda F, v, s: F.log(F.det(v.S)) * (s["m"] / 2) + F.sum(
        (v.X - v.mu) @ F.inverse(v.S) * (v.X - v.mu).rename(n="n_")) * 0.5,
    "mixture": lambda F, v, s: _mixture(F, v),
    "attention": lambda F, v, s: _square(F, F.softmax(v.Q @ v.K * s["d"] ** -0.5, dim="s") @ v.V - v.Y),
    "layer norm": lambda F, v, s: _layer_norm(F, v),
    "two-layer net": lambda F, v, s: _square(F, F.tanh(v.X @ v.W1 + v.b1) @ v.W2 + v.b2 - v.Y) / s["n"],
    "VAE divergence": lambda F, v, s: F.sum(v.v - v.mu * v.mu - F.exp(v.v)) * -0.5 - 0.5 * s["m"] * s["n"],
    "matrix factorisation": lambda F, v, s: _square(F, v.R - v.U @ v.V) + v.lam * (_square(F, v.U) + _square(F, v.V)),
    "cosine similarity": lambda F, v, s: _cosine(F, v),
    "Poisson regression": lambda F, v, s: F.sum(F.exp(v.X @ v.w) - v.y * (v.X @ v.w)),
}
