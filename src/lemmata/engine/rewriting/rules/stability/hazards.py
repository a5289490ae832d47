"""Normal hazards less their argument, far out, where nearly all digits of both are the same.

The hazard h(t) = pdf(t)/(1 - cdf(t)) is t + 1/(t + 2/(t + 3/(t + ...))) (Abramowitz and Stegun, 26.2.14); with the
scaled complementary error function it is sqrt(2/pi)/erfcx(t/sqrt(2)). Second derivatives of log cdf have it, and what
an improvement is expected to be.
"""

from __future__ import annotations

from fractions import Fraction

from lemmata.engine.expr import Expr, constant, number, symbol
from lemmata.engine.ops import apply
from lemmata.engine.rewriting.rule import Rule

FAR = 4  # from which so many levels of the fraction give all digits
LEVELS = 22
x, s = symbol("x"), symbol("s")
PI, ROOT2 = constant("pi"), apply("sqrt", number(2))
ROOT_PI = apply("sqrt", PI)


def erfcx(u: Expr) -> Expr:
    return apply("erfcx", u)


def convergent() -> tuple[list[Fraction], list[Fraction]]:
    """Numerator and denominator of 1/(1 + s/(1 + (3/2) s/(1 + 2 s/(1 + ...)))), by powers of s."""
    above, below = [Fraction(1)], [Fraction(1), Fraction(LEVELS, 2)]
    for level in range(LEVELS - 1, 1, -1):
        longer = [Fraction(0), *(Fraction(level, 2) * c for c in above)]
        above, below = below, [a + b for a, b in zip(longer, below + [Fraction(0)] * (len(longer) - len(below)))]
    return above, below


def horner(coefficients: list[Fraction], s: Expr) -> Expr:
    first, *rest = reversed(coefficients)
    total: Expr = number(first)
    for c in rest:
        total = total * s + c
    return total


def excess(u: Expr) -> Expr:
    """1/erfcx(u) - sqrt(pi) u: above FAR by a fraction of positive numbers."""
    above, below = (horner(c, 1 / u**2) for c in convergent())
    return apply("where", apply("gt", u, FAR), ROOT_PI / (2 * u) * (above / below), 1 / erfcx(u) - ROOT_PI * u)


half = -(x / ROOT2)
bell = apply("exp", -(x**2) / 2)
density = apply("sqrt", 2 / PI)


def cdf(u: Expr) -> Expr:
    return apply("norm_cdf", u)


HAZARDS: tuple[Rule, ...] = (
    Rule("normal hazard less its argument, as written", bell / apply("sqrt", 2 * PI) / cdf(x) + x,
         density * excess(half)),
    Rule("normal hazard of the other side less its argument, as written",
         bell / apply("sqrt", 2 * PI) / cdf(-x) - x, density * excess(x / ROOT2)),
    Rule("expected improvement", x * cdf(x) + bell / apply("sqrt", 2 * PI), density * (cdf(x) * excess(half))),
    Rule("expected improvement of a scale", x * cdf(x / s) + s * apply("exp", -((x / s) ** 2) / 2) / apply(
        "sqrt", 2 * PI), s * (density * (cdf(x / s) * excess(-(x / s / ROOT2))))),
)
