"""The nonlinearities of networks: defined operations, each with a stable evaluation."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from lemmata.engine.expr import Expr
from lemmata.engine.ops.elementary import also, exp, like_argument, log, sqrt
from lemmata.engine.ops.record import Op, apply, register
from lemmata.engine.ops.special import PI, TWO, scipy_function


def activation(name: str, about: str, **fields: Any) -> Op:
    return Op(name=name, about=about, group="activations", elementwise=True, samples=("x: real",), **fields)


def sigmoid(x: Expr) -> Expr:
    return apply("sigmoid", x)


def positive_part(x: Expr, above: Expr | int, below: Expr | int | Fraction) -> Expr:
    return apply("where", apply("gt", x, 0), above, below)


def ball_sigmoid(x):  # type: ignore[no-untyped-def]
    return 1 / (1 + (-x).exp())


def numpy_elu(x, alpha):  # type: ignore[no-untyped-def]
    return np.where(x > 0, x, float(alpha) * np.expm1(np.minimum(x, 0)))


def ball_elu(x, alpha):  # type: ignore[no-untyped-def]
    from flint import fmpq

    scale = type(x)(fmpq(Fraction(alpha).numerator, Fraction(alpha).denominator))
    return x.max(type(x)(0)) + scale * x.min(type(x)(0)).expm1()


def ball_leaky_relu(x, slope):  # type: ignore[no-untyped-def]
    from flint import fmpq

    scale = type(x)(fmpq(Fraction(slope).numerator, Fraction(slope).denominator))
    return x.max(type(x)(0)) + scale * x.min(type(x)(0))


register(
    activation("relu", "rectifier: max(x, 0); derivative 0 at 0",
               latex=("ReLU", "relu"), facts=also("positive", "integer", "unit", always=("nonnegative",)),
               body=lambda x: apply("maximum", x, 0), numpy=lambda x: np.maximum(x, 0),
               arb=lambda x: x.max(type(x)(0)), partials=(lambda out, x: positive_part(x, 1, 0),)),
    activation("leaky_relu", "x where x > 0, else slope * x; derivative slope at 0",
               params={"slope": Fraction(1, 100)}, cases=({}, {"slope": Fraction(1, 5)}),
               latex=("LeakyReLU",), facts=also("positive", "nonnegative", "zero"),
               body=lambda x, slope: positive_part(x, x, slope * x),
               numpy=lambda x, slope: np.where(x > 0, x, float(slope) * x), arb=ball_leaky_relu,
               partials=(lambda out, x, slope: positive_part(x, 1, slope),)),
    activation("sigmoid", "logistic function: 1 / (1 + exp(-x))", python=("expit",),
               latex=("sigmoid",), facts=("positive", "unit"), values="(0, 1)", body=lambda x: 1 / (1 + exp(-x)),
               numpy=scipy_function("expit"), arb=ball_sigmoid, partials=(lambda out, x: out * (1 - out),)),
    activation("log_sigmoid", "log(sigmoid(x)): -log(1 + exp(-x))", python=("logsigmoid", "log_expit"),
               facts=("negative",), body=lambda x: log(sigmoid(x)), numpy=lambda x: -np.logaddexp(0.0, -x),
               arb=lambda x: -((-x).exp().log1p()), partials=(lambda out, x: sigmoid(-x),)),
    activation("softplus", "log(1 + exp(x))", latex=("softplus",), facts=("positive",),
               values="(0, inf)", body=lambda x: log(1 + exp(x)), numpy=lambda x: np.logaddexp(0.0, x),
               arb=lambda x: x.exp().log1p(), partials=(lambda out, x: sigmoid(x),)),
    activation("gelu", "x * norm_cdf(x)", latex=("GELU",), facts=like_argument,
               values="[-0.17, inf)", body=lambda x: x * apply("norm_cdf", x),
               numpy=lambda x: x * scipy_function("ndtr")(x),
               arb=lambda x: x * (-x / type(x)(2).sqrt()).erfc() / 2,
               partials=(lambda out, x: apply("norm_cdf", x) + x * (exp(-(x**2) / 2) / sqrt(TWO * PI)),)),
    activation("silu", "x * sigmoid(x)", python=("swish",), latex=("SiLU",), facts=like_argument,
               values="[-0.2785, inf)", body=lambda x: x * sigmoid(x), numpy=lambda x: x * scipy_function("expit")(x),
               arb=lambda x: x * ball_sigmoid(x),
               partials=(lambda out, x: sigmoid(x) + out * (1 - sigmoid(x)),)),
    activation("elu", "x where x > 0, else alpha * (exp(x) - 1); derivative alpha at 0",
               params={"alpha": 1}, cases=({}, {"alpha": Fraction(1, 2)}), latex=("ELU",),
               facts=also("positive", "nonnegative", "zero"),
               body=lambda x, alpha: positive_part(x, x, alpha * (exp(x) - 1)), numpy=numpy_elu, arb=ball_elu,
               partials=(lambda out, x, alpha: positive_part(x, 1, alpha * exp(x)),)),
)
