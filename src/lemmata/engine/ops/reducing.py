"""The values of reductions: by NumPy over whole arrays, in balls along their axes."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from itertools import product
from typing import Any

import flint
import numpy as np

Axes = tuple[int, ...] | None


def reduced(rank: int, axis: Axes) -> tuple[int, ...]:
    """The axes that a reduction removes, counted from the last; None: all."""
    return tuple(range(-rank, 0)) if axis is None else axis


def as_axes(axis: Axes | int) -> Axes:
    return (axis,) if isinstance(axis, int) else axis


def through(function: Callable[..., Any], *names: str) -> Callable[..., Any]:
    """A NumPy reduction over own axes; the leading batch axes stay."""
    def evaluate(call: Any, x: Any) -> Any:
        params = call.params
        axes = reduced(call.ranks[0], as_axes(params["axis"]))
        return function(x, axis=axes, keepdims=params["keepdims"], **{name: float(params[name]) for name in names})
    return evaluate


def numpy_place(function: Callable[..., Any]) -> Callable[..., Any]:
    def evaluate(call: Any, x: Any) -> Any:
        axis, rank, keepdims = call.params["axis"], call.ranks[0], call.params["keepdims"]
        if axis is not None:
            return function(x, axis=axis, keepdims=keepdims)
        batch = x.shape[: x.ndim - rank]
        result = function(x.reshape(*batch, -1), axis=-1)
        return result.reshape(*batch, *([1] * rank)) if keepdims else result
    return evaluate


def numpy_cumsum(call: Any, x: Any) -> Any:
    return np.cumsum(x, axis=call.params["axis"])


def ball_reduction(combine: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    """An extremum of balls, entry by entry of the result."""
    def evaluate(call: Any, x: Any) -> Any:
        return over_axes(x, call, lambda values: reduce(combine, map(real_ball, values)) if values else flint.arb.nan())
    return evaluate


def real_ball(ball: Any) -> Any:
    """A ball in an order: complex ones have none, unless they are real."""
    if not isinstance(ball, flint.acb):
        return ball
    return ball.real if ball.imag == 0 else flint.arb.nan()


def over_axes(x: Any, call: Any, function: Callable[[list[Any]], Any]) -> Any:
    """Apply a function of a list to the entries along the axes of a reduction."""
    x = np.asarray(x, dtype=object)
    gone = [a + x.ndim for a in reduced(x.ndim, as_axes(call.params["axis"]))]
    stay = [a for a in range(x.ndim) if a not in gone]
    result = np.empty([x.shape[a] for a in stay], dtype=object)
    moved = x.transpose(*stay, *gone)
    for place in product(*map(range, result.shape)):
        result[place] = function(list(np.ravel(moved[place])))
    if call.params["keepdims"]:
        result = result.reshape([1 if a in gone else size for a, size in enumerate(x.shape)])
    return result
