"""Logarithm of a sum of exponentials, and the softmax, over axes."""

from __future__ import annotations

from typing import Any

import numpy as np

from lemmata.engine.expr import Expr
from lemmata.engine.ops.elementary import exp, log
from lemmata.engine.ops.record import apply, register
from lemmata.engine.ops.reducing import Axes, reduced, through
from lemmata.engine.ops.reductions import Cases, Vjp, kept, reduction, same_shape

SLICES: Cases = ({}, {"axis": 0}, {"axis": None})


def numpy_logsumexp(x: Any, axis: tuple[int, ...], keepdims: bool) -> Any:
    top = np.max(x, axis=axis, keepdims=True)
    shift = np.where(np.isfinite(top), top, 0)
    total = np.log(np.sum(np.exp(x - shift), axis=axis, keepdims=True)) + shift
    return total if keepdims else np.squeeze(total, axis=axis)


def numpy_softmax(call: Any, x: Any) -> Any:
    axes = reduced(call.ranks[0], call.params["axis"])
    weights = np.exp(x - np.max(x, axis=axes, keepdims=True))
    return weights / np.sum(weights, axis=axes, keepdims=True)


def numpy_log_softmax(call: Any, x: Any) -> Any:
    axes = reduced(call.ranks[0], call.params["axis"])
    shifted = x - np.max(x, axis=axes, keepdims=True)
    return shifted - np.log(np.sum(np.exp(shifted), axis=axes, keepdims=True))


def logsumexp_body(x: Expr, axis: Axes, keepdims: bool) -> Expr:
    return log(apply("sum", exp(x), axis=axis, keepdims=keepdims))


def softmax_body(x: Expr, axis: Axes) -> Expr:
    return exp(x) / apply("sum", exp(x), axis=axis, keepdims=True)


def log_softmax_body(x: Expr, axis: Axes) -> Expr:
    return x - apply("logsumexp", x, axis=axis, keepdims=True)


def softmax_vjp(g: Expr, out: Expr, x: Expr, axis: Axes) -> Vjp:
    return (out * (g - apply("sum", out * g, axis=axis, keepdims=True)),)


register(
    reduction("logsumexp", "log(sum(exp(x))) along axes", latex=("logsumexp", "LSE"),
              numpy=through(numpy_logsumexp), body=logsumexp_body,
              vjp=lambda g, out, x, axis, keepdims: (
                  kept(g, axis, keepdims) * apply("softmax", x, axis=axis),)),
    reduction("softmax", "exp(x) / sum(exp(x)) along axes (the last one unless said otherwise)",
              params={"axis": -1}, latex=("softmax",), shape=same_shape, numpy=numpy_softmax, cases=SLICES,
              facts=("positive", "unit", "simplex"), values="(0, 1]", body=softmax_body, vjp=softmax_vjp),
    reduction("log_softmax", "log(softmax(x)): x - logsumexp(x) along axes (the last one unless said otherwise)",
              params={"axis": -1}, shape=same_shape, numpy=numpy_log_softmax, cases=SLICES, facts=("nonpositive",),
              python=("logsoftmax",), body=log_softmax_body,
              vjp=lambda g, out, x, axis: (g - exp(out) * apply("sum", g, axis=axis, keepdims=True),)),
)
