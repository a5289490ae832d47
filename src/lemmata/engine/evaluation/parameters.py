"""Numbers that go with a probability space: parameters inside their domains, values that variables do take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np

from lemmata.engine.evaluation.arithmetics import RATIONALS, Undefined, Unsupported
from lemmata.engine.evaluation.continuous import ContinuousSpace
from lemmata.engine.evaluation.evaluate import evaluate
from lemmata.engine.evaluation.membership import belongs
from lemmata.engine.evaluation.points import Point, params_at
from lemmata.engine.evaluation.random import RANDOM, family_of, is_random
from lemmata.engine.evaluation.samplers import draw
from lemmata.engine.evaluation.spaces import FiniteSpace
from lemmata.engine.evaluation.styles import NoPoint
from lemmata.engine.expr import Apply, Expr, Symbol, postorder, symbols
from lemmata.engine.ops.families import FAMILIES, Family

FEW = 3  # trials of a binomial law on a finite space
ORDERED = ("uniform", "discrete_uniform")
ABOVE, BELOW = ("gt", "ge"), ("lt", "le")


def laws_in(exprs: Sequence[Expr]) -> list[Expr]:
    """The laws that expressions name, with parameters that are numbers of a point."""
    return [n for n in postorder(*exprs) if isinstance(n, Apply) and n.sort == "distribution" and n.op in FAMILIES
            and not n.free and not is_random(n)]


def fit_parameters(laws: Sequence[Expr], rng: Random, point: Point, few: bool = False) -> Point:
    """The point with parameters of the laws moved into their domains, where they are symbols.

    Raises NoPoint where a parameter that is an expression lies outside.
    """
    values = dict(point.values)
    for law in laws:
        family = family_of(law)
        for param, (_, declared) in zip(law.children, family.params):
            domain = declared.split("[")[0]
            if isinstance(param, Symbol) and param.name in values:
                value = values[param.name]
                if not belongs(domain, value, ()):
                    values[param.name] = draw(domain, rng, value.shape)
                    if not belongs(param.domain, values[param.name], params_at(param, point.sizes)):
                        raise NoPoint(f"{param.name} is declared {param.domain}, and the {family.name} law {declared}")
                if few and family.name == "binomial_distribution" and domain == "natural" and value[()] > FEW:
                    values[param.name] = _boxed(Fraction(rng.randint(1, FEW)))
        if family.name in ORDERED:
            _put_in_order(law, values)
    point = replace(point, values=values)
    for law in laws:
        _check(law, family_of(law), point)
    return point


def lawful(exprs: Sequence[Expr], point: Point) -> bool:
    """Whether the parameters of all laws that expressions name lie in their domains at a point."""
    try:
        for law in laws_in(exprs):
            _check(law, family_of(law), point)
    except NoPoint:
        return False
    return True


def _put_in_order(law: Expr, values: dict[str, Any]) -> None:
    low, high = law.children
    if isinstance(low, Symbol) and isinstance(high, Symbol) and {low.name, high.name} <= set(values):
        a, b = values[low.name], values[high.name]
        if np.any(a > b):
            values[low.name], values[high.name] = b, a
        elif np.any(a == b):
            values[high.name] = np.asarray(b + 1, dtype=object)


def _check(law: Expr, family: Family, point: Point) -> None:
    numbers = []
    for param, (name, declared) in zip(law.children, family.params):
        if is_random(param):
            return
        value = value_of(param, point)
        if value is None:
            return
        if not belongs(declared.split("[")[0], value, ()):
            raise NoPoint(f"the parameter {name} of the {family.name} law is not {declared}")
        numbers.append(value)
    if family.name in ORDERED and np.any(numbers[0] >= numbers[1]):
        raise NoPoint(f"the ends of the {family.name} law are not in order")


def value_of(expr: Expr, point: Point) -> Any:
    """An exact value as an array of Fractions; None where there is none."""
    if any(s.name not in point.values for s in symbols(expr)):
        return None
    try:
        found = np.asarray(evaluate(expr, point, RATIONALS), dtype=object)
    except (Unsupported, Undefined):
        return None
    return _fractions(found)


def _fractions(found: Any) -> Any:
    result = np.empty(found.shape, dtype=object)
    for place in np.ndindex(found.shape):
        entry = found[place]
        if not hasattr(entry, "q"):
            return None
        result[place] = Fraction(int(entry.p), int(entry.q))
    return result


def _boxed(value: Any) -> Any:
    boxed = np.empty((), dtype=object)
    boxed[()] = value
    return boxed


def match_numbers(exprs: Sequence[Expr], premises: Sequence[Expr], rng: Random, point: Point) -> Point:
    """Give the numbers x of `X == x` and `density(X, x)` values that the variables take together.

    On a finite space these are the values at one outcome, so that every such event has a positive
    probability; on a continuous one, integers of the support of a discrete law. On half of the finite spaces
    the threshold of `X >= x`, where no premise speaks of it, is close to a value that X takes: there a bound
    on its tail is tightest.
    """
    pairs = _pairs((*exprs, *premises), ("eq", "density", "cdf"))
    values = dict(point.values)
    if isinstance(point.space, FiniteSpace):
        outcome = rng.randrange(len(point.space.weights))
        for number, variable in pairs.items():
            table = _value_table(variable, point)
            if table is not None and len(table) == len(point.space.weights):
                _set(number, np.asarray(table[outcome], dtype=object), values, point)
        if rng.random() < 0.5:
            held = set(symbols(*premises))
            _set_thresholds([e for e in exprs if e not in premises], held, outcome, values, point)
    elif isinstance(point.space, ContinuousSpace):
        for number, variable in pairs.items():
            law = point.space.laws.get(variable.name) if isinstance(variable, Symbol) else None
            if law is not None and not number.rank and family_of(law).discrete:
                low, high = support_of(law, point)
                steps = 3 if high is None or low is None else min(3, int(high - low))
                if low is not None:
                    _set(number, _boxed(low + rng.randint(0, steps)), values, point)
    return replace(point, values=values)


def support_of(law: Expr, point: Point) -> tuple[Fraction | None, Fraction | None]:
    """The ends of the support of a law of numbers at a point; None for an end that is infinite, or not known."""
    family = family_of(law)
    ends = [value_of(end(*law.children), point) for end in (family.low, family.high)]
    low, high = (end[()] if end is not None and end.shape == () else None for end in ends)
    return low, high


def _set_thresholds(
    exprs: Sequence[Expr], held: set[Symbol], outcome: int, values: dict[str, Any], point: Point
) -> None:
    """A little inside the value at one outcome, so that balls can tell that the event has it."""
    for ops, way in ((ABOVE, -1), (BELOW, 1)):
        for number, variable in _pairs(exprs, ops).items():
            table = None if number in held else _value_table(variable, point)
            if table is not None and len(table) == len(point.space.weights):
                value = np.asarray(table[outcome], dtype=object)
                _set(number, np.asarray(value + way * abs(value) / 1024, dtype=object), values, point)


def _value_table(variable: Expr, point: Point) -> Any:
    try:
        return _fractions(np.asarray(evaluate(variable, point, RATIONALS), dtype=object))
    except (Unsupported, Undefined):
        return None


def _set(number: Symbol, value: Any, values: dict[str, Any], point: Point) -> None:
    held = values.get(number.name)
    if held is not None and held.shape == value.shape and belongs(
            number.domain, value, params_at(number, point.sizes)):
        values[number.name] = value


def _pairs(exprs: Sequence[Expr], ops: Sequence[str]) -> dict[Symbol, Expr]:
    """Numbers and the random variables that they are compared with, in the order of their occurrence."""
    found: dict[Symbol, Expr] = {}
    nodes = [n for n in postorder(*exprs) if isinstance(n, Apply) and n.op in ops]
    stack = [node.args[:2] for node in reversed(nodes)]
    while stack:
        left, right = stack.pop()
        if left.sort not in RANDOM:
            left, right = right, left
        if left.sort not in RANDOM or (right.sort in RANDOM and not _joint(right)):
            continue
        if _joint(left) and _joint(right) and len(left.children) == len(right.children):
            stack += reversed(list(zip(left.children, right.children)))
        elif isinstance(right, Symbol) and right.domain != "function":
            found.setdefault(right, left)
    return found


def _joint(node: Expr) -> bool:
    return isinstance(node, Apply) and node.op == "joint"
