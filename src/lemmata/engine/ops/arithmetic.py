"""Arithmetic, comparisons, logic and choice."""

from __future__ import annotations

import operator

import numpy as np

from lemmata.engine.expr import Expr
from lemmata.engine.ops import balls
from lemmata.engine.ops.record import Op, apply, register


def _sum_facts(*facts: frozenset[str]) -> list[str]:
    kept = [f for f in ("nonnegative", "nonpositive", "integer") if all(f in x for x in facts)]
    if "nonnegative" in kept and any("positive" in x for x in facts):
        kept.append("positive")
    if "nonpositive" in kept and any("negative" in x for x in facts):
        kept.append("negative")
    return kept


def product_facts(*facts: frozenset[str]) -> list[str]:
    kept = [f for f in ("positive", "nonnegative", "nonzero", "integer", "unit") if all(f in x for x in facts)]
    if len(facts) == 2:
        for a, b in (facts, facts[::-1]):
            if "nonnegative" in a and "nonpositive" in b:
                kept.append("nonpositive")
            if "positive" in a and "negative" in b:
                kept.append("negative")
        if all("negative" in f for f in facts):
            kept.append("positive")
        if all("nonpositive" in f for f in facts):
            kept.append("nonnegative")
    return kept


def _quotient_facts(a: frozenset[str], b: frozenset[str]) -> list[str]:
    return [f for f in product_facts(a, b) if f not in ("integer", "unit")]


_OPPOSITE = {"positive": "negative", "negative": "positive", "nonnegative": "nonpositive",
             "nonpositive": "nonnegative", "nonzero": "nonzero", "integer": "integer"}


def _power_facts(base: frozenset[str], power: frozenset[str]) -> list[str]:
    found: list[str] = [f for f in ("positive", "nonnegative", "nonzero") if f in base]
    if "even" in power:
        found += ["positive"] if "nonzero" in base else ["nonnegative"]
    if "odd" in power:
        found += [f for f in ("negative", "nonpositive") if f in base]
    if "zero" in power:
        found.append("positive")
    if "nonnegative" in power:
        found += [f for f in ("unit", "integer") if f in base and (f == "unit" or "integer" in power)]
    return found


ENTRYWISE = frozenset(("positive", "negative", "nonnegative", "nonpositive", "nonzero", "zero", "unit", "integer"))


def log_of(x: Expr) -> Expr:
    return apply("log", x)


def _chosen_sort(condition: Expr, a: Expr, b: Expr) -> str:
    """Integers from integers: labels stay labels."""
    sorts = {condition.sort, a.sort, b.sort}
    if sorts & {"variable", "event"}:
        return "variable"
    return "complex" if "complex" in sorts else "integer" if a.sort == b.sort == "integer" else "real"


register(
    Op(name="add", about="sum: a + b", arity=2, group="arithmetic", elementwise=True, sort=None,
       facts=_sum_facts, numpy=operator.add, generic=True,
       partials=(lambda out, a, b: 1, lambda out, a, b: 1), samples=("a: real", "b: real")),
    Op(name="mul", about="product of entries: a * b", arity=2, python=("multiply",), group="arithmetic",
       elementwise=True, sort=None, facts=product_facts, numpy=operator.mul, generic=True,
       partials=(lambda out, a, b: b, lambda out, a, b: a), samples=("a: real", "b: real")),
    Op(name="neg", about="negative: -a", python=("negative",), group="arithmetic", elementwise=True, sort=None,
       facts=lambda a: [_OPPOSITE[f] for f in a if f in _OPPOSITE], numpy=operator.neg, generic=True,
       partials=(lambda out, a: -1,), samples=("a: real",)),
    Op(name="div", about="quotient: a / b", arity=2, python=("divide", "true_divide"), group="arithmetic",
       elementwise=True, where=lambda a, b: apply("ne", b, 0), facts=_quotient_facts,
       numpy=operator.truediv, generic=True,
       partials=(lambda out, a, b: 1 / b, lambda out, a, b: -(a / b**2)), samples=("a: real", "b: nonzero")),
    Op(name="pow", about="power: a ** b, with 0**0 = 1; a negative base only with an integer exponent",
       arity=2, python=("power",), group="arithmetic", elementwise=True, facts=_power_facts,
       where=lambda a, b: apply("or", apply("gt", a, 0), apply("or",
             apply("and", apply("eq", b, apply("floor", b)), apply("ne", a, 0)),
             apply("and", apply("eq", a, 0), apply("ge", b, 0)))),
       numpy=lambda a, b: np.power(np.asarray(a, dtype=np.result_type(a, b, np.float32)), b),
       arb=balls.power,
       partials=(lambda out, a, b: b * a ** (b - 1), lambda out, a, b: out * log_of(a)),
       samples=("a: positive", "b: real")),
)


_COMPARISONS = (
    ("eq", "equal: a == b", np.equal, balls.equal),
    ("ne", "not equal: a != b", np.not_equal, lambda a, b: balls.negation(balls.equal(a, b))),
    ("lt", "less: a < b", np.less, balls.less),
    ("le", "at most: a <= b", np.less_equal, balls.at_most),
    ("gt", "greater: a > b", np.greater, lambda a, b: balls.less(b, a)),
    ("ge", "at least: a >= b", np.greater_equal, lambda a, b: balls.at_most(b, a)),
)
register(*(
    Op(name=name, about=about, arity=2, group="logic", elementwise=True, sort="boolean", numpy=function, arb=arb,
       constant="its values are true and false", samples=("a: real", "b: real"))
    for name, about, function, arb in _COMPARISONS
))
register(
    Op(name="and", about="both (of events: the intersection)", arity=2, python=("logical_and",), group="logic",
       elementwise=True, sort="boolean", numpy=np.logical_and, arb=balls.both,
       constant="its values are true and false", samples=("a: event", "b: event")),
    Op(name="or", about="at least one (of events: the union)", arity=2, python=("logical_or",), group="logic",
       elementwise=True, sort="boolean", numpy=np.logical_or, arb=balls.either,
       constant="its values are true and false", samples=("a: event", "b: event")),
    Op(name="not", about="not (of an event: the complement)", python=("logical_not",), group="logic",
       elementwise=True, sort="boolean", numpy=np.logical_not, arb=balls.negation,
       constant="its values are true and false", samples=("a: event",)),
    Op(name="where", about="choice by entry: a where the condition holds, else b", arity=3, group="arithmetic",
       elementwise=True, sort=lambda c, a, b: _chosen_sort(c, a, b), numpy=lambda c, a, b: np.where(c, a, b),
       arb=balls.choose, facts=lambda c, a, b: a & b & ENTRYWISE,
       partials=(lambda out, c, a, b: 0, lambda out, c, a, b: apply("where", c, 1, 0),
                 lambda out, c, a, b: apply("where", c, 0, 1)),
       samples=("c: binary", "a: real", "b: real")),
)
