"""Nonlinearities of networks whose parameters or defaults differ between PyTorch and JAX."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from lemmata.engine.expr import Expr, constant, number
from lemmata.engine.ops import apply
from lemmata.engine.readers.spellings.record import spelled


def gelu_by_tanh(x: Expr) -> Expr:
    inner = apply("sqrt", 2 / constant("pi")) * (x + Fraction(44715, 1000000) * x**3)
    return x / 2 * (1 + apply("tanh", inner))


@spelled("gelu", "torch -", "input, approximate='none'")
def _gelu(input: Expr, approximate: Any) -> Expr:
    if approximate not in ("none", "tanh", False, True):
        raise TypeError("gelu: approximate is 'none' or 'tanh'")
    return gelu_by_tanh(input) if approximate in ("tanh", True) else apply("gelu", input)


@spelled("gelu", "jax", "x, approximate=True")
def _jax_gelu(x: Expr, approximate: bool) -> Expr:
    """JAX approximates unless told otherwise."""
    return gelu_by_tanh(x) if approximate else apply("gelu", x)


@spelled("softplus", "torch -", "input, beta=1, threshold=20")
def _softplus(input: Expr, beta: Any, threshold: Any) -> Expr:
    """The threshold only keeps floats from overflowing, unless it is low."""
    if threshold < 20:
        raise TypeError("softplus with a low threshold is another function; write where(x > t, x, softplus(x))")
    return apply("softplus", input) if beta == 1 else apply("softplus", beta * input) / number(beta)


@spelled("relu6", "torch jax -", "x")
def _relu6(x: Expr) -> Expr:
    return apply("minimum", apply("relu", x), 6)


@spelled("hardtanh hard_tanh", "torch jax -", "x, min_val=-1, max_val=1")
def _hardtanh(x: Expr, min_val: Any, max_val: Any) -> Expr:
    return apply("minimum", apply("maximum", x, min_val), max_val)


@spelled("selu", "torch jax -", "x")
def _selu(x: Expr) -> Expr:
    alpha, scale = number("1.6732632423543772848170429916717"), number("1.0507009873554804934193349852946")
    return scale * apply("where", apply("gt", x, 0), x, alpha * apply("expm1", x))


@spelled("celu", "torch jax -", "x, alpha=1")
def _celu(x: Expr, alpha: Any) -> Expr:
    return apply("where", apply("gt", x, 0), x, alpha * apply("expm1", x / alpha))


@spelled("mish", "torch jax -", "x")
def _mish(x: Expr) -> Expr:
    return x * apply("tanh", apply("softplus", x))


@spelled("softsign soft_sign", "torch jax -", "x")
def _softsign(x: Expr) -> Expr:
    return x / (1 + apply("abs", x))


@spelled("tanhshrink", "torch -", "x")
def _tanhshrink(x: Expr) -> Expr:
    return x - apply("tanh", x)


@spelled("glu", "torch jax", "input, dim=-1")
def _glu(input: Expr, dim: int) -> Expr:
    raise TypeError("glu splits an axis in two halves; write a * sigmoid(b) of the two")
