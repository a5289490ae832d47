"""Relations that a text states, and decimals, which are known to their last digit."""

from __future__ import annotations

from typing import Any

import numpy as np

from lemmata.engine.ops import balls
from lemmata.engine.ops.record import Op, register
from lemmata.engine.ops.shapes import scalar

TRUTH = "its values are true and false"


def relation(name: str, about: str, **fields: Any) -> Op:
    given: dict[str, Any] = dict(
        arity=2, group="relations", sort="boolean", shape=scalar, constant=TRUTH, samples=("a: real", "b: real"),
    )
    return Op(name=name, about=about, **{**given, **fields})


def ball_iff(a: Any, b: Any) -> balls.Truth:
    left, right = balls.truth(a), balls.truth(b)
    return None if left is None or right is None else left == right


# What is cut off is less than one unit, so the interval ends this part of it before: 0.8 is not 0.7.
MARGIN = 10**6


def ball_decimal(x: Any, digits: int, cut: bool = False) -> Any:
    from flint import arb, fmpq

    unit = fmpq(1, 10**digits) if digits >= 0 else fmpq(10**-digits)
    half = arb(unit / 2)
    rounded = (x - half).union(x + half)
    if not cut or not (x > 0 or x < 0):
        return rounded
    rest = arb(unit - unit / MARGIN)
    return rounded.union(x + rest if x > 0 else x - rest)


register(
    relation("approx", "a is close to b; how close the text does not say, so it has no value of its own",
             shape=None, samples=("a: real", "b: real")),
    relation("propto", "a is b times a factor that does not depend on the variable; the variable is the text's"),
    relation("distributed", "a random variable has a distribution: X ~ D; a premise, it defines a space",
             samples=("a: variable", "b: variable")),
    relation("member", "a lies in the set b; a premise, sets have no value in an array"),
    relation("subset", "every outcome in a is in b; decided on a space of outcomes", samples=("a: event", "b: event")),
    relation("big_o", "a is at most a constant times b near the limit; decided by limits"),
    relation("little_o", "a / b tends to 0 near the limit; decided by limits"),
    relation("tends", "a tends to b; decided by limits"),
    relation("iff", "a holds exactly where b holds", group="logic", shape=None, elementwise=True, numpy=np.equal,
             arb=ball_iff, samples=("a: event", "b: event")),
    relation("implies", "b holds wherever a holds", group="logic", shape=None, elementwise=True,
             numpy=lambda a, b: np.logical_or(np.logical_not(a), b),
             arb=lambda a, b: balls.either(balls.negation(a), b), samples=("a: event", "b: event")),
    Op(name="decimal", about="a number known to its last digit: x within half a unit of it, or cut off there "
       "(its value: x)",
       group="relations", elementwise=True, params={"digits": 0, "cut": False}, numpy=lambda x, **params: x,
       generic=True,
       arb=ball_decimal, constant="a decimal is a number", samples=("x: real",)),
)
