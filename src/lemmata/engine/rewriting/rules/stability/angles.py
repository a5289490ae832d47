"""Trigonometric functions and their inverses."""

from __future__ import annotations

from lemmata.engine.expr import Expr, number, symbol
from lemmata.engine.ops import apply
from lemmata.engine.rewriting.rule import Rule

x, y, e = symbol("x"), symbol("y"), symbol("e")


def sin(u: Expr) -> Expr:
    return apply("sin", u)


def cos(u: Expr) -> Expr:
    return apply("cos", u)


def tan(u: Expr) -> Expr:
    return apply("tan", u)


def atan(u: Expr) -> Expr:
    return apply("atan", u)


ANGLES: tuple[Rule, ...] = (
    Rule("difference of sines of a sum", sin(x + e) - sin(x),
         2 * sin(e / 2) * (cos(x) * cos(e / 2) - sin(x) * sin(e / 2))),
    Rule("difference of cosines of a sum", cos(x + e) - cos(x),
         -2 * sin(e / 2) * (sin(x) * cos(e / 2) + cos(x) * sin(e / 2))),
    Rule("difference of tangents of a sum", tan(x + e) - tan(x),
         tan(e) * (1 + tan(x) ** 2) / (1 - tan(x) * tan(e))),
    Rule("second difference of sines", sin(x + e) - 2 * sin(x) + sin(x - e), -4 * sin(x) * sin(e / 2) ** 2),
    Rule("second difference of cosines", cos(x + e) - 2 * cos(x) + cos(x - e), -4 * cos(x) * sin(e / 2) ** 2),
    Rule("difference of sines", sin(x) - sin(y), 2 * sin((x - y) / 2) * cos((x + y) / 2)),
    Rule("difference of cosines", cos(x) - cos(y), -2 * sin((x - y) / 2) * sin((x + y) / 2)),
    Rule("difference of tangents", tan(x) - tan(y), sin(x - y) / (cos(x) * cos(y))),
    Rule("difference of inverse tangents", atan(x) - atan(y), apply("atan2", x - y, 1 + x * y)),
    Rule("difference of inverse tangents of large numbers", atan(x) - atan(y),
         apply("atan2", ((x - y) / y) * apply("sign", y), (1 / y + x) * apply("sign", y))),
    Rule("one less a cosine", 1 - cos(x), 2 * sin(x / 2) ** 2),
    Rule("cosine less one", cos(x) - 1, -2 * sin(x / 2) ** 2),
    Rule("one and a cosine", 1 + cos(x), 2 * cos(x / 2) ** 2),
    Rule("one less a cosine, over a sine", (1 - cos(x)) / sin(x), tan(x / 2)),
    Rule("sine over one and a cosine", sin(x) / (1 + cos(x)), tan(x / 2)),
    Rule("sine over one less a cosine", sin(x) / (1 - cos(x)), 1 / tan(x / 2)),
    Rule("sine over cosine", sin(x) / cos(x), tan(x)),
    Rule("cosine over sine", cos(x) / sin(x), 1 / tan(x)),
    Rule("square of a sine", 1 - cos(x) ** 2, sin(x) ** 2),
    Rule("square of a cosine", 1 - sin(x) ** 2, cos(x) ** 2),
    Rule("double angle", cos(x) ** 2 - sin(x) ** 2, cos(2 * x)),
    Rule("sine times cosine", sin(x) * cos(x), sin(2 * x) / 2),
    Rule("sine of a sum", sin(x + y), sin(x) * cos(y) + cos(x) * sin(y)),
    Rule("cosine of a sum", cos(x + y), cos(x) * cos(y) - sin(x) * sin(y)),
    Rule("square of a sine by the double angle", sin(x) ** 2, (1 - cos(2 * x)) / 2),
    Rule("inverse cosine near one", apply("acos", 1 - x), 2 * apply("asin", apply("sqrt", x / 2))),
    Rule("inverse cosine by the half angle", apply("acos", x),
         2 * apply("atan2", apply("sqrt", 1 - x), apply("sqrt", 1 + x))),
    Rule("inverse sine by its tangent", apply("asin", x), apply("atan2", x, apply("sqrt", (1 - x) * (1 + x)))),
    Rule("right angle less an inverse tangent", apply("atan", x) - apply("atan", 1 / y),
         apply("atan2", (x * y - 1) * apply("sign", y), (x + y) * apply("sign", y))),
    Rule("chord", 2 - 2 * cos(x), 4 * sin(x / 2) ** 2),
    Rule("sine of a half, squared and doubled", 2 * sin(x) ** 2, 1 - cos(number(2) * x)),
)
