"""What was traced against the function itself, at a random point."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from random import Random
from typing import Any

import numpy as np

from lemmata.engine.evaluation import evaluate, sample
from lemmata.engine.evaluation.points import Point, size_choices
from lemmata.engine.expr import Expr, Symbol, as_size
from lemmata.engine.readers.tracing.arguments import Arguments, call
from lemmata.engine.readers.tracing.constants import as_array
from lemmata.engine.readers.tracing.errors import TraceError, located
from lemmata.engine.readers.tracing.examples import like_these

DRAWS = 8  # points that are tried before one is found where the function has a value


def check(function: Callable[..., Any], expr: Expr, arguments: Arguments, library: str,
          examples: Mapping[str, Any] | None = None) -> None:
    """Raises TraceError where the function gives other values than what was read of it.

    examples  arrays at which it has a value, by name: it is tried out at others that look like these
    """
    symbols = tuple(arguments.symbols.values())
    if any(s.sort not in ("real", "integer") for s in symbols):
        return  # functions and random variables have no arrays to be called with
    failure: Exception | None = None
    draws = list(_points(expr, symbols) if examples is None else _near(examples, symbols))
    for draw, (values, point) in enumerate(draws):
        try:
            with warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("ignore")
                truth = _as_it_takes(function, arguments, values, point, library)
                ours = np.asarray(evaluate(expr, {s.name: values[s.name] for s in _used(expr, symbols)},
                                           sizes=point.sizes))
        except Exception as error:
            failure = error
            continue
        if not np.all(np.isfinite(ours)) and (draw < len(draws) - 1 or not np.all(np.isfinite(truth))):
            continue  # smaller numbers may be further from where floats end
        _compare(truth, ours, values, point.sizes)
        return
    if failure is not None:
        which = "random arrays" if examples is None else "arrays like these"
        raise located(failure, f"the function was read, and itself fails on {which}: {type(failure).__name__}: "
                               f"{failure}") from failure
    if examples is not None:
        raise TraceError("the function was read, and has no finite value at arrays like these to check that; give some "
                         "at which it has one")
    raise TraceError("the function was read, and has no finite value at random arrays to check that; declare the "
                     "domains of its arguments, such as x: positive[n]")


Draw = tuple[dict[str, Any], Point]


def _points(expr: Expr, symbols: tuple[Symbol, ...]) -> Iterator[Draw]:
    """Random arrays in the declared domains, ever smaller ones."""
    choices = size_choices(expr, *symbols, limit=4) or [{}]
    for draw in range(DRAWS):
        point = sample(symbols, choices[draw % len(choices)], Random(draw))
        yield {s.name: _array(point.values[s.name], s, draw) for s in symbols}, point


def _near(examples: Mapping[str, Any], symbols: tuple[Symbol, ...]) -> Iterator[Draw]:
    """Arrays like those that are given."""
    sizes = {size.atom: length for s in symbols for size, length in zip(s.shape, np.shape(examples[s.name]))
             if size.atom is not None}
    for arrays in like_these({s.name: examples[s.name] for s in symbols}):
        values = {name: a.astype(np.int64 if a.dtype.kind in "iub" else np.float64) for name, a in arrays.items()}
        yield values, Point(sizes, values)


def _used(expr: Expr, symbols: tuple[Symbol, ...]) -> list[Symbol]:
    from lemmata.engine.expr import symbols as symbols_of

    found = set(symbols_of(expr))
    return [s for s in symbols if s in found]


def _array(value: Any, symbol: Symbol, draw: int) -> Any:
    found = np.asarray(value, dtype=object).astype(np.int64 if symbol.sort == "integer" else np.float64)
    return found / 2**draw if symbol.domain == "real" else found


def _as_it_takes(function: Callable[..., Any], arguments: Arguments, values: Mapping[str, Any], point: Point,
                 library: str) -> Any:
    """The function on the dtypes that it takes: PyTorch mixes neither floats of two widths nor, often, integers."""
    try:
        return _run(function, arguments, values, point, library)
    except RuntimeError:
        if library != "torch":
            raise
        single = {name: v.astype(np.float32) if v.dtype == np.float64 else v for name, v in values.items()}
        floats = {s.name: values[s.name].astype(float) if s.domain == "binary" else values[s.name]
                  for s in arguments.symbols.values()}
        for other in (single, floats):
            with suppress(RuntimeError):
                return _run(function, arguments, other, point, library)
        raise


def _run(function: Callable[..., Any], arguments: Arguments, values: Mapping[str, Any], point: Point,
         library: str) -> Any:
    """The function itself, on arrays of its library."""
    def make(value: Any) -> Any:
        if not isinstance(value, Symbol):
            return as_size(value).value(point.sizes)
        return _of_library(values[value.name].copy(), library)

    given = arguments.made(make)
    if arguments.held:
        found = arguments.held.run(lambda: call(function, given), {
            name: make(arguments.symbols[name]) for name in arguments.held.parameters})
    elif library == "jax":
        import jax

        try:
            found = jax.jit(lambda arrays: call(function, arrays))(given)
        except Exception:  # numbers that must be known before the function is compiled
            found = call(function, given)
    else:
        found = call(function, given)
    array = as_array(found)
    return np.asarray(found if array is None else array)


def _of_library(array: Any, library: str) -> Any:
    if library == "torch":
        return sys.modules["torch"].as_tensor(array)
    if library == "jax":
        return sys.modules["jax"].numpy.asarray(array)
    return array if array.ndim else array[()]


def _compare(truth: Any, ours: Any, values: Mapping[str, Any], sizes: Mapping[str, int]) -> None:
    at = ", ".join(f"{name} = {size}" for name, size in sizes.items())
    where = f" at random arrays{' with ' + at if at else ''}"
    if truth.shape != ours.shape:
        raise TraceError(f"what was read gives an array of shape {ours.shape}, the function one of shape {truth.shape}"
                         f"{where}; it has something that can't be traced")
    loose = truth.dtype in (np.float32, np.float16)
    truth, ours = truth.astype(float), ours.astype(float)
    scale = max(1.0, float(np.max(np.abs(truth[np.isfinite(truth)]), initial=0.0)))
    relative, absolute = (1e-3, 1e-4) if loose else (1e-6, 1e-8)
    close = np.isclose(ours, truth, rtol=relative, atol=absolute * scale, equal_nan=True)
    if not close.all():
        place = tuple(int(k) for k in np.argwhere(~close)[0]) if close.ndim else ()
        raise TraceError(f"what was read gives {ours[place]:.6g}, the function gives {truth[place]:.6g}{where}; it "
                         "draws "
                         "at random, changes something outside, or has what can't be traced")
