"""Finite probability spaces: outcomes with exact weights, and tables of what depends on them.

A random expression on a finite space is an array over its outcomes, an expectation a sum over them; so
everything is rewritten into arrays, sums and conditions, and is exact wherever these are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from lemmata.engine.evaluation.arithmetics import Unsupported
from lemmata.engine.evaluation.points import Point
from lemmata.engine.evaluation.random import all_of, density_at, unfold
from lemmata.engine.expr import (
    Apply,
    Bind,
    Expr,
    Size,
    Symbol,
    as_variable,
    at,
    bind,
    fresh_index,
    number,
    open_binder,
    substitute,
    symbol,
    transform,
)
from lemmata.engine.ops import apply

WEIGHTS = "weights of the outcomes"  # no name that a reader makes
ONE = number(1)


@dataclass(frozen=True)
class FiniteSpace:
    """Outcomes 0, ..., N - 1.

    weights  their probabilities: positive Fractions that sum to 1
    values   name of a random variable -> object array of Fractions, shape [N, *own axes];
             name of an event -> array of 0 and 1, shape [N, *own axes]
    """

    weights: tuple[Fraction, ...]
    values: Mapping[str, Any]

    def __post_init__(self) -> None:
        if sum(self.weights) != 1 or min(self.weights) <= 0:
            raise ValueError(f"the weights must be positive with sum 1; they are {', '.join(map(str, self.weights))}")
        for name, table in self.values.items():
            if len(table) != len(self.weights):
                raise ValueError(f"{name} has {len(table)} values for {len(self.weights)} outcomes")

    def ground(self, expr: Expr, point: Point) -> tuple[Expr, dict[str, Any]]:
        """The expression without random symbols (an array over the outcomes where it is random); tables."""
        outcome = fresh_index()
        grounding = _Grounding(len(self.weights), outcome, point)
        result = transform(unfold(expr), grounding.change)
        if outcome.atoms & result.free:
            result = bind("array", outcome, result, 0, len(self.weights))
        missing = sorted(grounding.names - set(self.values))
        if missing:
            raise Unsupported(f"the probability space has no {missing[0]}")
        tables = {name: self.values[name] for name in sorted(grounding.names)}
        weights = np.empty(len(self.weights), dtype=object)
        weights[:] = self.weights
        return result, {**tables, WEIGHTS: weights}


class _Grounding:
    """One rewriting: `change` is called bottom-up, random symbols become entries at the opened outcome."""

    def __init__(self, count: int, outcome: Size, point: Point):
        self.count, self.outcome, self.point = count, outcome, point
        self.weights = symbol(WEIGHTS, (count,))
        self.names: set[str] = set()

    def change(self, node: Expr) -> Expr | None:
        if isinstance(node, Symbol) and node.sort in ("variable", "event"):
            self.names.add(node.name)
            entry = at(symbol(node.name, (self.count, *node.shape)), self.outcome)
            return entry if node.sort == "variable" else apply("eq", entry, 1)
        if isinstance(node, Apply):
            rule = _RULES.get(node.op)
            return None if rule is None else rule(self, *node.args)
        if isinstance(node, Bind) and node.binder == "sum" and node.domain != "index":
            return self.over_values(node)
        return None

    def over_values(self, node: Bind) -> Expr:
        """The sum over the values that a random variable takes, `bind("sum", x, body, X)`: each once."""
        local, body = open_binder(node)
        here, before = fresh_index(), fresh_index()
        there = self.moved(node.range[0], here)
        again = apply("where", match(self.moved(node.range[0], before), there), 1, 0)
        first = apply("eq", bind("sum", before, again, 0, here), 0)
        term = apply("where", first, substitute(body, {as_variable(local): there}), 0)
        return bind("sum", here, term, 0, self.count)

    # -- averages -------------------------------------------------------------------------------

    def moved(self, expr: Expr, outcome: Size) -> Expr:
        """The same at another outcome."""
        return substitute(expr, sizes={str(self.outcome): outcome})

    def total(self, outcome: Size, condition: Expr | None, body: Expr) -> Expr:
        """The sum over outcomes of weight * body, where the condition holds."""
        term = at(self.weights, outcome) * body
        if condition is not None:
            term = apply("where", condition, term, 0)
        return bind("sum", outcome, term, 0, self.count)

    def average(self, body: Expr, *given: Expr) -> Expr:
        """E[body], E[body | event], E[body | variable]."""
        body = _number(body)
        if not given:
            return self.total(self.outcome, None, body) if self._random(body) else body
        outcome, condition = self.condition(given[0])
        return self.total(outcome, condition, self.moved(body, outcome)) / self.total(outcome, condition, ONE)

    def condition(self, given: Expr) -> tuple[Size, Expr]:
        """An opened outcome, and whether it is in the event, or gives the variable its present value."""
        outcome = fresh_index()
        there = self.moved(given, outcome)
        return outcome, there if given.sort == "boolean" else match(there, given)

    def _random(self, expr: Expr) -> bool:
        return bool(self.outcome.atoms & expr.free)

    def law(self, compare: Any, variable: Expr, x: Expr, *given: Expr) -> Expr:
        """P(compare(variable, x) | given); x may itself depend on the outcome."""
        outcome, condition = self.condition(given[0]) if given else (fresh_index(), None)
        hit = compare(self.moved(variable, outcome), x)
        if condition is None:
            return self.total(outcome, hit, ONE)
        return self.total(outcome, apply("and", condition, hit), ONE) / self.total(outcome, condition, ONE)

    def density(self, variable: Expr, x: Expr, *given: Expr) -> Expr:
        return self.law(match, variable, x, *given)

    def cdf(self, variable: Expr, x: Expr, *given: Expr) -> Expr:
        return self.law(lambda a, b: apply("le", a, b), variable, x, *given)

    # -- relations between laws, decided at all outcomes ----------------------------------------

    def everywhere(self, condition: Expr, *outcomes: Size) -> Expr:
        value = _number(condition)
        for outcome in outcomes:
            value = bind("min", outcome, value, 0, self.count)
        return apply("eq", value, 1)

    def parts(self, *args: Expr) -> tuple[Expr, ...]:
        """Several arguments, or the entries of one vector."""
        if len(args) > 1 or args[0].rank == 0:
            return args
        size = args[0].shape[0].substitute(dict(self.point.sizes)).constant
        return tuple(at(args[0], k) for k in range(size or 0))

    def independent(self, *args: Expr) -> Expr:
        """At all outcomes o, o', ...: P(X = X(o), Y = Y(o'), ...) is the product."""
        parts = self.parts(*args)
        outcomes = [fresh_index() for _ in parts]
        values = [self.moved(p, o) for p, o in zip(parts, outcomes)]
        both = self.density(joint(parts), joint(values))
        product: Expr = ONE
        for part, value in zip(parts, values):
            product = product * self.density(part, value)
        return self.everywhere(apply("eq", both, product), *outcomes)

    def conditionally_independent(self, x: Expr, y: Expr, z: Expr) -> Expr:
        a, b = fresh_index(), fresh_index()
        xa, yb = self.moved(x, a), self.moved(y, b)
        both = self.density(joint((x, y)), joint((xa, yb)), z)
        product = self.density(x, xa, z) * self.density(y, yb, z)
        if self._random(both):
            return self.everywhere(apply("eq", both, product), a, b, self.outcome)
        return self.everywhere(apply("eq", both, product), a, b)

    def identically_distributed(self, *args: Expr) -> Expr:
        first, *rest = self.parts(*args)
        checks = [self.everywhere(apply("eq", self.density(first, first), self.density(other, first)), self.outcome)
                  for other in rest]
        return all_of(checks)

    def distributed(self, variable: Expr, law: Expr) -> Expr:
        """The mass of every value is the family's; as the space is all of it, there are no others."""
        if law.sort != "distribution":
            raise Unsupported("X ~ Y is read only for a distribution Y")
        components = [variable] if variable.rank == 0 else list(self.parts(variable))
        checks = [self.everywhere(apply("eq", self.density(part, part), density_at(law, part)), self.outcome)
                  for part in components]
        return all_of(checks)

    def disjoint(self, *args: Expr) -> Expr:
        """At no outcome two of them."""
        return apply("le", self.count_of(args), 1)

    def partition(self, *args: Expr) -> Expr:
        """At every outcome exactly one of them."""
        return apply("eq", self.count_of(args), 1)

    def count_of(self, args: tuple[Expr, ...]) -> Expr:
        total: Expr | None = None
        for part in self.parts(*args):
            total = _number(part) if total is None else total + _number(part)
        assert total is not None
        return total


def match(a: Expr, b: Expr) -> Expr:
    """Whether two values are equal in all entries: a condition."""
    if isinstance(a, Apply) and a.op == "joint":
        if isinstance(b, Apply) and b.op == "joint" and len(b.args) == len(a.args):
            return all_of([match(x, y) for x, y in zip(a.args, b.args)])
        if all(x.rank == 0 for x in a.args):
            return all_of([match(x, at(b, k)) for k, x in enumerate(a.args)])
        raise Unsupported("variables taken together are compared with as many values")
    if a.sort == "boolean" and b.sort == "boolean":
        return apply("iff", a, b)
    if a.rank == 0:
        return apply("eq", a, b)
    indices = [fresh_index() for _ in a.shape]
    value = apply("where", apply("eq", at(a, *indices), at(b, *indices)), 1, 0)
    for index, size in zip(reversed(indices), reversed(a.shape)):
        value = bind("prod", index, value, 0, size)
    return apply("eq", value, 1)


def joint(parts: Any) -> Expr:
    return apply("joint", *parts)


def _number(value: Expr) -> Expr:
    """A truth value as 0 or 1."""
    return apply("where", value, 1, 0) if value.sort in ("boolean", "event") else value


_RULES: dict[str, Any] = {
    "omega": lambda g: apply("eq", 0, 0), "empty_event": lambda g: apply("ne", 0, 0),
    "indicator": lambda g, a: _number(a),
    "expectation": _Grounding.average, "density": _Grounding.density, "cdf": _Grounding.cdf,
    "subset": lambda g, a, b: apply("implies", a, b), "independent": _Grounding.independent,
    "conditionally_independent": _Grounding.conditionally_independent,
    "identically_distributed": _Grounding.identically_distributed, "distributed": _Grounding.distributed,
    "disjoint": _Grounding.disjoint, "partition": _Grounding.partition,
}
