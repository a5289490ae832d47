"""Points: everything that a closed expression needs to have a value, in exact numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

import numpy as np

from lemmata.engine.evaluation.functions import draw_function
from lemmata.engine.evaluation.membership import belongs
from lemmata.engine.evaluation.samplers import draw
from lemmata.engine.evaluation.styles import NoPoint
from lemmata.engine.expr import Expr, Size, Symbol, dims, postorder, symbols

RANDOM = ("variable", "event")


@dataclass(frozen=True)
class Point:
    """Sizes of dims, and values of symbols by name.

    values   object arrays of Fractions; functions: closed `Bind("function", ...)` expressions
    space    a probability space for the random symbols, or None
    seed     where the point came from, for messages
    symbols  those that the values belong to, for their domains
    """

    sizes: Mapping[str, int]
    values: Mapping[str, Any] = field(default_factory=dict)
    space: Any = None
    seed: int | None = None
    symbols: tuple[Symbol, ...] = ()


def size_choices(*exprs: Expr, limit: int = 12) -> list[dict[str, int]]:
    """Sizes to try: distinct ones of at least 2 first, then equal ones, ones at last.

    Sizes for which a declared domain has no member, or an axis would be negative, are left out.

    >>> from lemmata.engine.expr import symbol
    >>> size_choices(symbol("A", ["m", "n"]))[:3]
    [{'m': 2, 'n': 3}, {'m': 3, 'n': 2}, {'m': 3, 'n': 4}]
    >>> from lemmata.engine.expr import array_of, at
    >>> x = symbol("x", ["n"])
    >>> size_choices(array_of((Size.of("n") - 2,), lambda i: at(x, i)))
    [{'n': 2}, {'n': 3}, {'n': 4}]
    """
    names = dims(*exprs)
    if not names:
        return [{}]
    count = len(names)
    ladders = [
        [2 + (place + shift) % max(count, 2) for place in range(count)] for shift in range(2)
    ]
    ladders += [[3 + (place + shift) % max(count, 2) for place in range(count)] for shift in range(2)]
    ladders += [[size] * count for size in (2, 3)]
    ladders += [[1 if place == one else 2 + (place % 2) for place in range(count)] for one in range(count)]
    ladders.append([1] * count)
    found: list[dict[str, int]] = []
    lengths = _differences(exprs, set(names))
    for ladder in ladders:
        sizes = dict(zip(names, ladder))
        if sizes not in found and all(_possible(s, sizes) for s in symbols(*exprs)) and all(
                length.value(sizes) >= 0 for length in lengths):
            found.append(sizes)
    return found[:limit]


def _differences(exprs: Sequence[Expr], names: set[str]) -> set[Size]:
    """The lengths of axes that take something away from another, as n - k + 1: not negative for all n and k."""
    lengths = {size for node in postorder(*exprs) for size in node.shape}
    return {size for size in lengths if any(factor < 0 for _, factor in size.terms) and size.atoms <= names}


def _possible(node: Symbol, sizes: Mapping[str, int]) -> bool:
    if node.domain == "function":
        return True
    shape = shape_at(node, sizes)
    if any(size < 0 for size in shape):
        return False
    if node.domain in ("fullrank", "semiorthogonal"):
        return shape[-2] >= shape[-1]
    if node.domain in ("simplex", "onehot"):
        return shape[-1] >= 1
    return True


def shape_at(node: Symbol, sizes: Mapping[str, int]) -> tuple[int, ...]:
    """The declared shape in integers."""
    return tuple(size.value(sizes) for size in node.shape)


def params_at(node: Symbol, sizes: Mapping[str, int]) -> tuple[Any, ...]:
    """The declared params (the number of classes of labels) in integers."""
    return tuple(p.value(sizes) if isinstance(p, Size) else p for p in node.params)


def sample(wanted: Sequence[Symbol], sizes: Mapping[str, int], rng: Random, style: str = "random") -> Point:
    """A point whose values lie in the declared domains; random symbols get none, their space has them.

    Symbols of one name have one value. Raises NoPoint where a domain has no member of these sizes.

    >>> from lemmata.engine.expr import symbol
    >>> point = sample([symbol("p", ["n"], "simplex")], {"n": 3}, Random(0))
    >>> sum(point.values["p"])
    Fraction(1, 1)
    """
    values: dict[str, Any] = {}
    kept = []
    for node in sorted(wanted, key=lambda s: s.name):
        if node.domain in RANDOM or node.name in values:
            continue
        kept.append(node)
        if node.domain == "function":
            values[node.name] = draw_function(rng, node.params or ((),), node.shape, style)
            continue
        if open_sizes := [name for name in dims(node) if name not in sizes]:
            raise NoPoint(f"{node.name} has the size {open_sizes[0]}, which is no size of the claim")
        shape, params = shape_at(node, sizes), params_at(node, sizes)
        if any(size < 0 for size in shape):
            raise NoPoint(f"{node.name} would have the shape {shape}")
        values[node.name] = draw(node.domain, rng, shape, params, style)
    return Point(dict(sizes), values, symbols=tuple(kept))


def inside(point: Point) -> bool:
    """Whether every value has its declared shape and lies in its domain.

    >>> from lemmata.engine.expr import symbol
    >>> x = symbol("x", [], "positive")
    >>> inside(sample([x], {}, Random(0)))
    True
    """
    for node in point.symbols:
        value = point.values[node.name]
        if isinstance(value, Expr):
            continue
        array = np.asarray(value, dtype=object)  # sums of arrays without axes are bare entries
        if array.shape != shape_at(node, point.sizes) or not belongs(
            node.domain, array, params_at(node, point.sizes)
        ):
            return False
    return True


def show(point: Point, write: Any = str) -> dict[str, str]:
    """The point for a reader: sizes and values by name; `write` turns a function's expression into text.

    >>> from lemmata.engine.evaluation.matrices import exact
    >>> show(Point({"n": 2}, {"A": exact([[1, 2], [0, "1/2"]])}))
    {'n': '2', 'A': '[[1, 2], [0, 1/2]]'}
    """
    shown = {name: str(size) for name, size in sorted(point.sizes.items())}
    for name, value in point.values.items():
        shown[name] = write(value) if isinstance(value, Expr) else _text(value.tolist())
    return shown


def _text(value: Any) -> str:
    return "[" + ", ".join(_text(v) for v in value) + "]" if isinstance(value, list) else str(value)
