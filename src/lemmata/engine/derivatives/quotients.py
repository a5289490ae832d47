"""Products and quotients as a number times whole powers of factors, and how such a product is written."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import gcd

from lemmata.engine.derivatives.factors import ONE, ZERO, is_op
from lemmata.engine.expr import Expr, Int, Number, Size, integer, number
from lemmata.engine.ops import apply
from lemmata.engine.ops.shapes import broadcast

MOST = 8  # factors that are looked at together: long chains stay shared


@dataclass(frozen=True)
class Fractional:
    """coefficient * product of bases to whole powers, in order; negative ones stand below the line."""

    coefficient: Fraction
    powers: dict[Expr, int]

    @property
    def key(self) -> frozenset[tuple[Expr, int]]:
        """What is equal for products of the same factors in any order."""
        return frozenset(self.powers.items())


def fraction(node: Expr) -> Fractional:
    """The factors of a product or quotient, equal ones together.

    A factor that would leave the product altogether stays where it gives the product its shape.
    """
    coefficient = Fraction(1)
    powers: dict[Expr, int] = {}
    stack: list[tuple[Expr, int]] = [(node, 1)]
    while stack:
        part, power = stack.pop()
        wide = len(powers) + len(stack) >= MOST
        if isinstance(part, Number) and (power > 0 or part is not ZERO) and abs(power) <= MOST:
            coefficient *= part.value**power
        elif is_op(part, "neg"):
            coefficient = -coefficient if power % 2 else coefficient
            stack.append((part.children[0], power))
        elif is_op(part, "mul") and not wide:
            stack += [(part.children[1], power), (part.children[0], power)]
        elif is_op(part, "div") and part.children[1] is not ZERO and not wide:
            stack += [(part.children[1], -power), (part.children[0], power)]
        elif is_op(part, "pow") and (whole := _whole(part.children[1])) and abs(whole * power) <= MOST:
            stack.append((part.children[0], whole * power))
        elif isinstance(part, Int) and (content := gcd(*(factor for _, factor in part.size.terms))) > 1:
            coefficient *= Fraction(content) ** power
            bare = integer(Size({m: f // content for m, f in part.size.terms}))
            powers[bare] = powers.get(bare, 0) + power
        else:
            powers[part] = powers.get(part, 0) + power
    powers = _raised(powers)
    kept = {base: power for base, power in powers.items() if power}
    plain = {base: power for base, power in kept.items() if not is_op(base, "ones")}
    if shape_of(plain) == node.shape:
        kept = plain
    if len(kept) < len(powers) and shape_of(kept) != node.shape:
        return Fractional(Fraction(1), {node: 1})
    return Fractional(coefficient, kept)


def _whole(node: Expr) -> int:
    """A whole exponent other than 0."""
    return int(node.value) if isinstance(node, Number) and node.value.denominator == 1 else 0


def shape_of(powers: dict[Expr, int]) -> tuple[Size, ...]:
    return broadcast("mul", *(base.shape for base in powers)) if powers else ()


def _raised(powers: dict[Expr, int]) -> dict[Expr, int]:
    """x * x**(y - 1) is x**y."""
    for part in list(powers):
        if not (is_op(part, "pow") and powers[part] == 1 and powers.get(part.children[0]) == 1):
            continue
        base, exponent = part.children
        less = _less_one(exponent)
        if less is not None:
            joined = apply("pow", base, less)
            powers = {(joined if p is part else p): n for p, n in powers.items() if p is not base}
    return powers


def _less_one(node: Expr) -> Expr | None:
    """y of y - 1."""
    if is_op(node, "add"):
        a, b = node.children
        one = b.children[0] if is_op(b, "neg") else b
        value = -1 if is_op(b, "neg") and one is ONE else one.value if isinstance(one, Number) and one is b else 0
        return a if value == -1 else None
    return None


def written(found: Fractional) -> Expr:
    """The product: its number in front, numbers before arrays, negative powers below the line.

    >>> from lemmata.engine.expr import symbol
    >>> x, n = symbol("x"), integer("n")
    >>> written(fraction(apply("div", 2 * x, 4 * n))) is apply("div", x, integer(2 * n.size))
    True
    """
    if not found.coefficient:
        return apply("mul", ZERO, written(Fractional(Fraction(1), found.powers))) if found.powers else ZERO
    above = _product({base: power for base, power in found.powers.items() if power > 0})
    below = _product({base: -power for base, power in found.powers.items() if power < 0})
    size = abs(found.coefficient)
    if below is not None or size.numerator == 1:
        above = _times(size.numerator, above)
        under = _times(size.denominator, below)
        result = above if under is ONE else apply("div", above, under)
    else:
        result = apply("mul", number(size), above) if above is not None else number(size)
    if found.coefficient > 0:
        return result
    return number(-result.value) if isinstance(result, Number) else apply("neg", result)


def _times(factor: int, node: Expr | None) -> Expr:
    if node is None or factor == 1:
        return number(factor) if node is None else node
    return integer(node.size * factor) if isinstance(node, Int) else apply("mul", number(factor), node)


def _product(powers: dict[Expr, int]) -> Expr | None:
    result: Expr | None = None
    for base, power in sorted(powers.items(), key=lambda item: item[0].rank > 0):
        part = base if power == 1 else apply("pow", base, number(power))
        result = part if result is None else apply("mul", result, part)
    return result
