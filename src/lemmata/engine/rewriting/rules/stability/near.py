"""Sums near a number: of weights times what is near 1, first the weights alone, then what is left of them.

A sum of powers near its order 1, of exponentials of small numbers and of roots of products loses in one rounding what
tells it from the sum of its weights: 1 - sum(p**q) = (1 - sum(p)) - sum(p*expm1((q - 1)*log(p))), the first term by a
compensated sum, as floats of probabilities hardly ever add up to 1.
"""

from __future__ import annotations

from functools import lru_cache

from lemmata.engine.expr import Expr, number, symbol
from lemmata.engine.ops import apply
from lemmata.engine.rewriting.rule import Rule
from lemmata.engine.rewriting.rules.stability.axes import DIMS, Over
from lemmata.engine.rewriting.rules.stability.compensated import fitting, plus

c, z = symbol("c"), symbol("z")
HALF = number("1/2")


def f(name: str, *args: Expr | int) -> Expr:
    return apply(name, *args)


def rows(rank: int) -> tuple[tuple[str, Expr, list[Expr], Expr], ...]:
    """What is summed: its name, itself, the weights in it, and it less these."""
    v, w = symbol("v", DIMS[:rank], "nonnegative"), symbol("w", DIMS[:rank], "nonnegative")
    x = symbol("x", DIMS[:rank])

    def unless_zero(u: Expr, whole: Expr, rest: Expr) -> Expr:
        return f("where", f("eq", u, 0), whole - v, rest)

    power, mixed = v**z, v**z * w ** (1 - z)
    return (
        ("powers", power, [v], unless_zero(v, power, v * f("expm1", (z - 1) * f("log", v)))),
        ("products of powers", mixed, [v], unless_zero(v * w, mixed, v * f("expm1", (z - 1) * f("log", v / w)))),
        ("weighted exponentials", w * f("exp", x), [w], w * f("expm1", x)),
        ("roots of products", f("sqrt", v * w), [v / 2, w / 2], -((f("sqrt", v) - f("sqrt", w)) ** 2) / 2),
    )


@lru_cache(maxsize=64)
def near_sums(rank: int, axis: tuple[int, ...] | None, keepdims: bool) -> tuple[Rule, ...]:
    """The rows for sums over such axes."""
    if not fitting(rank, axis, keepdims):
        return ()
    r = Over(axis, keepdims)
    found = []
    for name, term, weights, rest in rows(rank):
        whole, over = r("sum", term), plus(weights, number(-1), r) + r("sum", rest)
        found += [
            Rule(f"number less a sum of {name}", c - whole, plus([-w for w in weights], c, r) - r("sum", rest)),
            Rule(f"sum of {name} and a number", whole + c, plus(weights, c, r) + r("sum", rest)),
            Rule(f"logarithm of a sum of {name} near one", f("log", whole),
                 f("where", f("lt", f("abs", over), HALF), f("log1p", over), f("log", whole))),
        ]
    return tuple(found)
