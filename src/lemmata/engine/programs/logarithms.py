"""Products and quotients through logarithms of their factors: a * b / c where a * b leaves the range of floats.

It costs the last three or so of sixteen digits, so it is for what has none otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce

from lemmata.engine.expr import Constant, Expr, Number, constant, number, postorder
from lemmata.engine.ops import apply
from lemmata.engine.ops.facts import known
from lemmata.engine.programs.quotients import is_op

ROOTS = {"sqrt": Fraction(1, 2), "cbrt": Fraction(1, 3)}
EXPONENTIAL = ("exp", "expm1", "sinh", "cosh", "gamma", "factorial", "pow")  # outweigh powers
CHAINED = ("mul", "div", "neg", "pow", *ROOTS)


@dataclass
class _Factors:
    """A product: coefficient * the powers of bases * exp of the sum of (power, exponent)."""

    coefficient: Fraction = Fraction(1)
    powers: dict[Expr, Fraction] = field(default_factory=dict)
    exponents: list[tuple[Fraction, Expr]] = field(default_factory=list)


def through_logarithms(node: Expr) -> Expr | None:
    """sign * exp(sum of logarithms) for a product that could over- or underflow on its way; None for other nodes.

    >>> from lemmata.engine.expr import symbol
    >>> from lemmata.engine.writers import to_text
    >>> a, b = symbol("a", (), "positive"), symbol("b", (), "positive")
    >>> to_text(through_logarithms(a * b**2))
    'exp(log(abs(a)) + 2*log(abs(b)))*sign(a)'
    """
    found = _Factors()
    if not is_op(node, *CHAINED) or not _gather(node, Fraction(1), found):
        return None
    if len(found.powers) + len(found.exponents) < 2 or not found.coefficient:
        return None
    changing = [p for base, p in found.powers.items() if not isinstance(base, Constant)]
    if not found.exponents and len(changing) <= 2 and all(abs(p) == 1 for p in changing):
        return None  # a * b and a / b are what they are
    logarithm = _logarithm(found)
    signs = [apply("sign", base) for base, power in found.powers.items() if power.denominator == 1 and power % 2]
    value = reduce(lambda a, b: a * b, signs, apply("exp", logarithm))
    value = value if found.coefficient == 1 else number(found.coefficient) * value
    if found.exponents and not any(map(_exponential, postorder(*found.powers))):
        vanishes = apply("eq", reduce(lambda a, b: a + b, _exponents(found)), -constant("inf"))
        value = apply("where", vanishes, 0, value)
    return value if value.shape == node.shape else None


def log_of_product(product: Expr) -> Expr | None:
    """log(a * b / c) as a sum of logarithms, where the factors are known not to be negative."""
    found = _Factors()
    if not is_op(product, "mul", "div", "pow") or not _gather(product, Fraction(1), found) or found.coefficient <= 0:
        return None
    if not all(power % 2 == 0 or known(base, "nonnegative") for base, power in found.powers.items()):
        return None
    if found.coefficient != 1:
        found.powers[number(found.coefficient)] = Fraction(1)
    if len(found.powers) + len(found.exponents) < 2:
        return None
    logarithm = _logarithm(found)
    return logarithm if logarithm.shape == product.shape else None


def _gather(node: Expr, power: Fraction, found: _Factors) -> bool:
    """Adds the factors of a product; False where one has no logarithm."""
    stack = [(node, power)]
    while stack:
        part, power = stack.pop()
        if isinstance(part, Number) and power.denominator == 1:
            if not part.value and power < 0:
                return False
            found.coefficient *= part.value ** int(power)
        elif is_op(part, "mul"):
            stack += [(part.children[1], power), (part.children[0], power)]
        elif is_op(part, "div"):
            stack += [(part.children[1], -power), (part.children[0], power)]
        elif is_op(part, "neg") and power.denominator == 1:
            found.coefficient *= (-1) ** int(power % 2)
            stack.append((part.children[0], power))
        elif is_op(part, "exp"):
            found.exponents.append((power, part.children[0]))
        elif is_op(part, "pow") and isinstance(part.children[1], Number) and (
                part.children[1].value.denominator == 1 or known(part.children[0], "nonnegative")):
            stack.append((part.children[0], power * part.children[1].value))
        elif is_op(part, "pow") and known(part.children[0], "nonnegative"):
            found.exponents.append((power, apply("xlogy", part.children[1], part.children[0])))
        elif is_op(part, *ROOTS) and known(part.children[0], "nonnegative") and power.denominator == 1:
            inner = _Factors()
            if not _gather(part.children[0], power * ROOTS[part.op], inner) or any(  # type: ignore[attr-defined]
                    p.denominator == 1 and p % 2 and not known(b, "nonnegative") for b, p in inner.powers.items()):
                found.powers[part] = found.powers.get(part, Fraction(0)) + power
            else:
                stack.append((part.children[0], power * ROOTS[part.op]))  # type: ignore[attr-defined]
        elif part.sort != "real":
            return False
        else:
            found.powers[part] = found.powers.get(part, Fraction(0)) + power
    return True


def _logarithm(found: _Factors) -> Expr:
    terms = [_times(power, _log(base) if power > 0 else _finite(_log(base))) for base, power in found.powers.items()
             if power]
    return reduce(lambda a, b: a + b, [*terms, *_exponents(found)])


def _exponents(found: _Factors) -> list[Expr]:
    return [_times(power, exponent) for power, exponent in found.exponents]


def _times(power: Fraction, term: Expr) -> Expr:
    return term if power == 1 else -term if power == -1 else -(number(-power) * term) if power < 0 else (
        number(power) * term)


def _finite(logarithm: Expr) -> Expr:
    """No number where it is infinite: nothing is known of what an overflow divides."""
    return apply("where", apply("eq", logarithm, constant("inf")), logarithm - logarithm, logarithm)


def _log(base: Expr) -> Expr:
    """log |base|; of exp(u) - 1, which is infinite long before its logarithm is."""
    if is_op(base, "expm1"):
        (u,) = base.children
        return apply("maximum", u, 0) + apply("log", -apply("expm1", -apply("abs", u)))
    return apply("log", apply("abs", base) if not isinstance(base, Number) else base)


def _exponential(node: Expr) -> bool:
    """Whether it may grow as fast as an exponential: not a power, also where it is written through its logarithm."""
    if is_op(node, "pow"):
        return not isinstance(node.children[1], Number)
    return is_op(node, *EXPONENTIAL) and not any(is_op(n, "log") for n in postorder(*node.children))
