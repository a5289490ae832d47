"""Runs in the child process; imports nothing of Lemmata but files beside it. Derivatives and differences."""

from __future__ import annotations

import math
import sys
from functools import partial
from typing import Any

from .functions import COORDINATES, arguments_of, array, like, moved, scalar, tried, vector


def _slope(question: dict[str, Any], value: Any) -> list[dict[str, Any]]:
    """A derivative beside central differences, at several points about the one given."""
    function, own = value(question["function"]), value(question["derivative"])
    both = question["function"] == question["derivative"]

    def derivative(*given: Any) -> Any:
        return function(*given)[1] if both else own(*given)

    arguments = arguments_of(question, value)
    # beside floats of its own a function of the document takes no doubles: then there is no row
    return _beside(question, function, derivative, [_doubled(a) for a in arguments], both) or _beside(
        question, function, derivative, arguments, both)


def _doubled(value: Any) -> Any:
    """A tensor of floats with all digits: differences in single precision tell little."""
    torch = sys.modules.get("torch")
    return value.double() if torch is not None and torch.is_tensor(value) and value.is_floating_point() else value


def _backward(question: dict[str, Any], value: Any) -> list[dict[str, Any]]:
    """What a function of torch gives back for one argument, beside differences; of several values a weighted sum.

    Where the function is flat, it may be meant to hand on something else: nothing is told of that.
    """
    import torch

    function, at = value(question["function"]), question["open"]
    arguments = [_doubled(a) for a in arguments_of(question, value)]

    def summed(*given: Any) -> Any:
        found = function(*given)
        found = found[0] if isinstance(found, tuple) else found
        return (found * torch.linspace(1, 2, found.numel(), dtype=found.dtype).reshape(found.shape)).sum()

    def derivative(*given: Any) -> Any:
        leaf = given[at].detach().clone().requires_grad_()
        return torch.autograd.grad(summed(*given[:at], leaf, *given[at + 1 :]), leaf)[0]

    return [row for row in _beside(question, summed, derivative, arguments, False) if row.get("difference") != 0]


def _beside(
    question: dict[str, Any], function: Any, derivative: Any, arguments: list[Any], both: bool
) -> list[dict[str, Any]]:
    """The rows of a derivative at points about the arguments: what it gives, and what differences give."""
    import numpy

    at = question["open"]

    def point(x: Any) -> list[Any]:
        """The arguments with x in its place; with its numbers as all arguments where the place is -1."""
        if at < 0:
            return [float(number) for number in x]
        return [*arguments[:at], like(x, arguments[at]), *arguments[at + 1 :]]

    base = array(arguments if at < 0 else arguments[at])
    rows: list[dict[str, Any]] = []
    for shift in question["points"]:
        x = base + _spread(base, shift)
        try:
            jacobian = array(derivative(*point(x)))
            given = jacobian.reshape(-1)
            again = array(derivative(*point(x))).reshape(-1)
            values = None if both else vector(function(*point(x)))
        except Exception:  # the document's functions have no value at this point
            continue
        if not numpy.array_equal(given, again):  # it draws at random, or is not defined here
            continue
        several = None if values is None else _several(lambda a: vector(function(*point(a))), values, x, jacobian)
        if several is not None:
            told = {"x": x.reshape(-1).tolist()[:20], "size": int(given.size), "wanted": int(given.size)}
            rows.extend({**told, **row} for row in several)
            continue
        told = {"x": x.reshape(-1).tolist()[:20], "size": int(given.size), "wanted": int(base.size)}
        each = values is not None and 1 < values.size == base.size and _elementwise(
            lambda a: vector(function(*point(a))), x)
        for i in range(min(base.size, COORDINATES) if given.size == base.size else 0):
            entry = partial(_entry, i) if each else scalar
            differences = _differences(lambda a, entry=entry: tried(lambda b: entry(function(*point(b))), a), x, i)
            if len(arguments) == 1 and (each or base.size == 1):  # some write it in terms of the value of the function
                told["composed"] = tried(lambda a, entry=entry: entry(derivative(function(a))), *point(x))
            if differences is not None:
                rows.append(
                    {
                        **told,
                        "index": i,
                        "difference": differences[0],
                        "error": differences[1],
                        "given": float(given[i]),
                    }
                )
        if given.size != base.size:
            rows.append(told)
    return rows


def _entry(index: int, value: Any) -> float:
    return float(vector(value)[index])


def _elementwise(function: Any, x: Any) -> bool:
    """Whether each value depends on one number alone, as far as moving the first of them shows."""
    import numpy

    changed = numpy.flatnonzero(function(moved(x, 0, 0.1)) != function(x))
    return changed.size == 0 or list(changed) == [0]


def _several(function: Any, values: Any, x: Any, jacobian: Any) -> list[dict[str, Any]] | None:
    """The entries of a Jacobian, a row for each value of the function; None of a function of one value.

    Also where it is written the other way round, a column for each value, as far as its shape or its entries show.
    """
    wanted = int(values.size)
    if wanted < 2 or jacobian.size != wanted * x.size or jacobian.size <= x.size:
        return None
    found = []
    for k in range(min(wanted, COORDINATES)):
        for i in range(min(x.size, COORDINATES)):
            differences = _differences(lambda a, k=k: tried(lambda b: function(b)[k], a), x, i)
            if differences is not None:
                found.append((k, i, *differences))
    ways = [way.reshape(wanted, -1) for way in (jacobian, jacobian.T) if way.shape[:1] == (wanted,) or way.ndim < 2]
    best = min(ways, key=lambda way: sum(abs(way[k, i] - slope) for k, i, slope, _ in found), default=None)
    return None if best is None else [
        {"index": f"({k}, {i})", "difference": slope, "error": error, "given": float(best[k, i])}
        for k, i, slope, error in found]


def _spread(base: Any, shift: float) -> Any:
    import numpy

    return (shift * (1 + 0.37 * numpy.cos(3 * numpy.arange(base.size) + 1))).reshape(base.shape)


def _differences(function: Any, x: Any, index: int) -> tuple[float, float] | None:
    """The slope along an axis, and how far two step sizes and both sides differ (a kink shows there)."""
    scale = max(1.0, abs(float(x.reshape(-1)[index])))
    found = []
    middle = function(x)
    for step in (1e-4 * scale, 5e-5 * scale):
        high, low = function(moved(x, index, step)), function(moved(x, index, -step))
        if high is None or low is None or middle is None:
            return None
        found.append(((high - low) / (2 * step), (high - middle) / step, (middle - low) / step))
    slopes = [f[0] for f in found]
    if not all(map(math.isfinite, slopes)):
        return None
    return slopes[1], abs(slopes[1] - slopes[0]) + abs(found[1][1] - found[1][2])


KINDS = {"slope": _slope, "backward": _backward}
