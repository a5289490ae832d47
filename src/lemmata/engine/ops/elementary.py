"""Exponentials, logarithms, powers, trigonometric and hyperbolic functions, rounding, extrema of two."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from lemmata.engine.expr import Expr, number
from lemmata.engine.ops import balls
from lemmata.engine.ops.record import Op, apply, register

Facts = frozenset[str]
SIGNS = ("positive", "negative", "nonnegative", "nonpositive", "nonzero", "zero")


def like_argument(x: Facts) -> list[str]:
    """An odd rising function: the value has the sign of the argument."""
    return [f for f in SIGNS if f in x]


def also(*kept: str, always: Iterable[str] = ()) -> Callable[[Facts], list[str]]:
    """Facts that pass from the argument to the value, and others that always hold."""
    return lambda x: [*always, *(f for f in kept if f in x)]


def entrywise(name: str, about: str, **fields: Any) -> Op:
    """The record of a function that acts on entries, of one argument unless said otherwise."""
    fields.setdefault("samples", ("x: real",))
    return Op(name=name, about=about, group="elementary", elementwise=True, **fields)


def between(x: Expr, bound: int, strict: bool = False) -> Expr:
    return apply("lt" if strict else "le", apply("abs", x), bound)


def unary(op: str) -> Callable[[Any], Expr]:
    return lambda x: apply(op, x)


exp, log, sin, cos, sinh, cosh, sqrt = map(unary, ("exp", "log", "sin", "cos", "sinh", "cosh", "sqrt"))
STEPS = "its values are steps, so it is flat wherever it is smooth"

register(
    entrywise("exp", "exponential: e**x", latex=("exp",), facts=("positive",), values="(0, inf)", numpy=np.exp,
              arb=lambda x: x.exp(),
              partials=(lambda out, x: out,)),
    entrywise("log", "natural logarithm of x > 0", python=("ln",), latex=("log", "ln"),
              where=lambda x: apply("gt", x, 0), facts=lambda x: ["nonpositive"] if "unit" in x else [],
              numpy=np.log, arb=lambda x: x.log(), partials=(lambda out, x: 1 / x,), samples=("x: positive",)),
    entrywise("log1p", "log(1 + x) for x > -1", where=lambda x: apply("gt", x, -1), facts=like_argument,
              body=lambda x: log(1 + x), numpy=np.log1p, arb=lambda x: x.log1p(),
              partials=(lambda out, x: 1 / (1 + x),), samples=("x: positive",)),
    entrywise("expm1", "exp(x) - 1", facts=like_argument, body=lambda x: exp(x) - 1, numpy=np.expm1,
              arb=lambda x: x.expm1(), partials=(lambda out, x: exp(x),)),
    entrywise("logaddexp", "log(exp(a) + exp(b))", arity=2, body=lambda a, b: log(exp(a) + exp(b)), numpy=np.logaddexp,
              arb=lambda a, b: (a.exp() + b.exp()).log(),
              partials=(lambda out, a, b: exp(a - out), lambda out, a, b: exp(b - out)),
              samples=("a: real", "b: real")),
    entrywise("log2", "logarithm to base 2 of x > 0", where=lambda x: apply("gt", x, 0),
              facts=lambda x: ["nonpositive"] if "unit" in x else [], body=lambda x: log(x) / log(number(2)),
              numpy=np.log2, arb=lambda x: x.log() / type(x)(2).log(),
              partials=(lambda out, x: 1 / (x * log(number(2))),), samples=("x: positive",)),
    entrywise("log10", "logarithm to base 10 of x > 0", where=lambda x: apply("gt", x, 0),
              facts=lambda x: ["nonpositive"] if "unit" in x else [], body=lambda x: log(x) / log(number(10)),
              numpy=np.log10, arb=lambda x: x.log() / type(x)(10).log(),
              partials=(lambda out, x: 1 / (x * log(number(10))),), samples=("x: positive",)),
    entrywise("log_base", "logarithm of x > 0 to base b: log(x) / log(b)", arity=2,
              where=lambda x, b: apply("and", apply("gt", x, 0),
                                       apply("and", apply("gt", b, 0), apply("ne", b, 1))),
              body=lambda x, b: log(x) / log(b), numpy=lambda x, b: np.log(x) / np.log(b),
              arb=lambda x, b: x.log() / b.log(),
              partials=(lambda out, x, b: 1 / (x * log(b)), lambda out, x, b: -(out / (b * log(b)))),
              samples=("x: positive", "b: positive")),
    entrywise("sqrt", "square root of x >= 0", latex=("sqrt",), where=lambda x: apply("ge", x, 0),
              facts=also("positive", "unit", "zero", always=("nonnegative",)), numpy=np.sqrt, arb=lambda x: x.sqrt(),
              partials=(lambda out, x: 1 / (2 * out),), samples=("x: positive",)),
    entrywise("hypot", "length of a right triangle's long side: sqrt(a**2 + b**2)", arity=2,
              facts=lambda a, b: ["nonnegative", *(["positive"] if "nonzero" in a | b or "positive" in a | b else [])],
              body=lambda a, b: sqrt(a**2 + b**2), numpy=np.hypot, arb=lambda a, b: (a**2 + b**2).sqrt(),
              partials=(lambda out, a, b: a / out, lambda out, a, b: b / out), samples=("a: nonzero", "b: nonzero")),
    entrywise("square", "square: x**2", facts=lambda x: ["nonnegative", *also("nonzero", "zero", "integer", "unit")(x)],
              body=lambda x: x**2, numpy=np.square, arb=lambda x: x**2, partials=(lambda out, x: 2 * x,)),
    entrywise("cbrt", "cube root, with the sign of x", facts=also(*SIGNS, "unit"), numpy=np.cbrt,
              arb=balls.rising(balls.cube_root),
              acb=lambda x: x.root(3) if x.real > 0 else -((-x).root(3)), partials=(lambda out, x: 1 / (3 * out**2),)),
    entrywise("sin", "sine", latex=("sin",), values="[-1, 1]", numpy=np.sin, arb=lambda x: x.sin(),
              partials=(lambda out, x: cos(x),)),
    entrywise("cos", "cosine", latex=("cos",), values="[-1, 1]", numpy=np.cos, arb=lambda x: x.cos(),
              partials=(lambda out, x: -sin(x),)),
    entrywise("tan", "tangent: sin(x) / cos(x)", latex=("tan",), where=lambda x: apply("ne", cos(x), 0),
              body=lambda x: sin(x) / cos(x), numpy=np.tan, arb=lambda x: x.tan(),
              partials=(lambda out, x: 1 + out**2,)),
    entrywise("asin", "inverse sine of -1 <= x <= 1", python=("arcsin",), latex=("arcsin",),
              where=lambda x: between(x, 1), facts=like_argument, values="[-1.5708, 1.5708]", numpy=np.arcsin,
              arb=lambda x: x.asin(),
              partials=(lambda out, x: 1 / sqrt(1 - x**2),), samples=("x: unit",)),
    entrywise("acos", "inverse cosine of -1 <= x <= 1", python=("arccos",), latex=("arccos",),
              where=lambda x: between(x, 1), facts=("nonnegative",), values="[0, 3.1416]", numpy=np.arccos,
              arb=lambda x: x.acos(),
              partials=(lambda out, x: -(1 / sqrt(1 - x**2)),), samples=("x: unit",)),
    entrywise("atan", "inverse tangent", python=("arctan",), latex=("arctan",), facts=like_argument,
              values="(-1.5708, 1.5708)", numpy=np.arctan, arb=lambda x: x.atan(),
              partials=(lambda out, x: 1 / (1 + x**2),)),
    entrywise("atan2", "angle of the point (x, y), atan2(y, x) in (-pi, pi]", arity=2, python=("arctan2",),
              where=lambda y, x: apply("or", apply("ne", y, 0), apply("ne", x, 0)), values="[-3.1416, 3.1416]",
              numpy=np.arctan2,
              arb=lambda y, x: type(y).atan2(y, x),
              partials=(lambda out, y, x: x / (x**2 + y**2), lambda out, y, x: -(y / (x**2 + y**2))),
              samples=("y: nonzero", "x: nonzero")),
    entrywise("sinh", "hyperbolic sine: (exp(x) - exp(-x)) / 2", latex=("sinh",), facts=like_argument,
              body=lambda x: (exp(x) - exp(-x)) / 2, numpy=np.sinh, arb=lambda x: x.sinh(),
              partials=(lambda out, x: cosh(x),)),
    entrywise("cosh", "hyperbolic cosine: (exp(x) + exp(-x)) / 2", latex=("cosh",), facts=("positive",),
              body=lambda x: (exp(x) + exp(-x)) / 2, values="[1, inf)", numpy=np.cosh, arb=lambda x: x.cosh(),
              partials=(lambda out, x: sinh(x),)),
    entrywise("tanh", "hyperbolic tangent: sinh(x) / cosh(x)", latex=("tanh",), facts=like_argument,
              body=lambda x: sinh(x) / cosh(x), values="(-1, 1)", numpy=np.tanh, arb=lambda x: x.tanh(),
              partials=(lambda out, x: 1 - out**2,)),
    entrywise("asinh", "inverse hyperbolic sine", python=("arcsinh",), latex=("arcsinh", "arsinh"),
              facts=like_argument, numpy=np.arcsinh, arb=lambda x: x.asinh(),
              partials=(lambda out, x: 1 / sqrt(x**2 + 1),)),
    entrywise("acosh", "inverse hyperbolic cosine of x >= 1", python=("arccosh",), latex=("arccosh", "arcosh"),
              where=lambda x: apply("ge", x, 1), facts=("nonnegative",), numpy=np.arccosh, arb=lambda x: x.acosh(),
              partials=(lambda out, x: 1 / sqrt(x**2 - 1),), samples=("x: positive",)),
    entrywise("atanh", "inverse hyperbolic tangent of -1 < x < 1", python=("arctanh",),
              latex=("arctanh", "artanh"), where=lambda x: between(x, 1, strict=True), facts=like_argument,
              numpy=np.arctanh, arb=lambda x: x.atanh(), partials=(lambda out, x: 1 / (1 - x**2),),
              samples=("x: unit",)),
    entrywise("abs", "absolute value; derivative sign(x), so 0 at 0", python=("absolute", "fabs"),
              facts=lambda x: ["nonnegative", *also("integer", "unit", "zero")(x),
                               *(["positive"] if x & {"positive", "negative", "nonzero"} else [])],
              numpy=np.abs, arb=abs, partials=(lambda out, x: apply("sign", x),)),
    entrywise("sign", "-1, 0 or 1", python=("sgn",), latex=("sgn", "sign"), sort="integer",
              facts=also(*SIGNS, always=("integer",)), values="[-1, 1]", numpy=np.sign,
              arb=lambda x: x.sgn(), constant=STEPS),
    entrywise("floor", "largest integer <= x", latex=("floor",), sort="integer",
              facts=also("nonnegative", "negative", "nonpositive", "zero", always=("integer",)), numpy=np.floor,
              arb=lambda x: x.floor(), constant=STEPS),
    entrywise("ceil", "smallest integer >= x", latex=("ceil",), sort="integer",
              facts=also("nonnegative", "positive", "nonpositive", "zero", always=("integer",)), numpy=np.ceil,
              arb=lambda x: x.ceil(), constant=STEPS),
    entrywise("round", "nearest integer, ties to the even one", python=("rint", "around"), sort="integer",
              facts=also("nonnegative", "nonpositive", "zero", always=("integer",)), numpy=np.rint,
              arb=balls.rising(balls.round_even), constant=STEPS),
    entrywise("maximum", "larger of two; where a = b the derivative goes to a", arity=2, python=("fmax",), sort=None,
              facts=lambda a, b: [*(f for f in (*SIGNS, "integer", "unit") if f in a and f in b),
                                  *(f for f in ("positive", "nonnegative") if f in a | b)],
              numpy=np.maximum, arb=lambda a, b: a.max(b),
              partials=(lambda out, a, b: apply("where", apply("ge", a, b), 1, 0),
                        lambda out, a, b: apply("where", apply("ge", a, b), 0, 1)),
              samples=("a: real", "b: real")),
    entrywise("minimum", "smaller of two; where a = b the derivative goes to a", arity=2, python=("fmin",), sort=None,
              facts=lambda a, b: [*(f for f in (*SIGNS, "integer", "unit") if f in a and f in b),
                                  *(f for f in ("negative", "nonpositive") if f in a | b)],
              numpy=np.minimum, arb=lambda a, b: a.min(b),
              partials=(lambda out, a, b: apply("where", apply("le", a, b), 1, 0),
                        lambda out, a, b: apply("where", apply("le", a, b), 0, 1)),
              samples=("a: real", "b: real")),
)

