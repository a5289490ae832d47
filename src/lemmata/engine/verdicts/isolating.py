"""Equations solved for a letter: `\\log \\frac{p}{1 - p} = z` says that p is `e^z / (1 + e^z)`.

What stands around the letter is undone step by step, with what each step needs; where the letter stands at several
places, they have to make an affine function of it, or a quotient of two.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lemmata.engine.derivatives import NoDerivative, derivative
from lemmata.engine.expr import Apply, Expr, Number, number, postorder, substitute, symbols
from lemmata.engine.ops import ShapeError, apply
from lemmata.engine.ops.facts import known
from lemmata.engine.rewriting.equality import canonical
from lemmata.engine.rewriting.polynomial import Undecided

ZERO, ONE = number(0), number(1)


@dataclass(frozen=True)
class Isolated:
    """What an equation says that a letter is, where the conditions hold; either: its negative is as good."""

    value: Expr
    conditions: tuple[Expr, ...] = ()
    either: bool = False


def isolated(equation: Expr, unknown: Expr, positive: bool = False) -> Isolated | None:
    """The equation solved for a number; positive: it is known to be that. None where no way is known.

    >>> from lemmata.engine.expr import symbol
    >>> from lemmata.engine.writers import to_text
    >>> v, c = symbol("v"), symbol("c")
    >>> to_text(isolated(apply("eq", apply("exp", v), c), v).value)
    'log(c)'
    """
    if not isinstance(equation, Apply) or equation.op != "eq" or any(side.shape for side in equation.args):
        return None
    inner, bound = equation.args if _inside(unknown, equation.args[0]) else equation.args[::-1]
    if _inside(unknown, bound):
        inner, bound = inner - bound, ZERO
    conditions: list[Expr] = []
    while inner is not unknown:
        held = [a for a in getattr(inner, "args", ()) if _inside(unknown, a)]
        if not isinstance(inner, Apply) or inner.shape:
            return None
        if len(held) != 1 or inner.op not in _STEPS:
            return _affine(inner, bound, unknown, conditions)
        if inner.op == "pow" and held[0] is inner.args[0] and _is_even(inner.args[1]) and not positive and (
                known(held[0], "nonnegative") is not True):
            return Isolated(apply("pow", bound, _one_by(inner.args[1])), (*conditions, apply("ge", bound, ZERO)),
                            either=True) if held[0] is unknown else None
        found = _STEPS[inner.op](inner, held[0], bound)
        if found is None:
            return None
        inner, bound, needed = held[0], found[0], found[1:]
        conditions += [c for c in needed if symbols(c)]
    return Isolated(bound, tuple(conditions))


def _inside(unknown: Expr, expr: Expr) -> bool:
    return any(n is unknown for n in postorder(expr))


def _affine(inner: Apply, bound: Expr, unknown: Expr, conditions: list[Expr]) -> Isolated | None:
    """`a v + b = c`, `(a v + b) / (c v + d) = e` at several places of v."""
    needed: list[Expr] = []
    gap = inner - bound
    if inner.op == "div" and _inside(unknown, inner.args[1]):
        gap = inner.args[0] - bound * inner.args[1]
    try:
        slope = canonical(derivative(gap, unknown))
        start = substitute(gap, {unknown: ZERO})
    except (NoDerivative, Undecided, ShapeError, ValueError, TypeError):
        return None
    if _inside(unknown, slope):
        return None
    value = -start / slope
    if inner.op == "div":
        needed.append(apply("ne", substitute(inner.args[1], {unknown: value}), ZERO))
    return Isolated(value, (*conditions, apply("ne", slope, ZERO), *needed))


Step = Callable[[Apply, Expr, Expr], tuple[Expr, ...] | None]  # what is left, then what it needs


def _rest(node: Apply, held: Expr) -> Expr:
    return node.args[1] if node.args[0] is held else node.args[0]


def _product(node: Apply, held: Expr, bound: Expr) -> tuple[Expr, ...]:
    rest = _rest(node, held)
    return bound / rest, apply("ne", rest, ZERO)


def _quotient(node: Apply, held: Expr, bound: Expr) -> tuple[Expr, ...]:
    above, below = node.args
    return (bound * below,) if held is above else (above / bound, apply("ne", bound, ZERO), apply("ne", above, ZERO))


def _power(node: Apply, held: Expr, bound: Expr) -> tuple[Expr, ...] | None:
    base, power = node.args
    if held is power:
        return apply("log", bound) / apply("log", base), apply("gt", bound, ZERO), apply("gt", base, ZERO), apply(
            "ne", base, ONE)
    return apply("pow", bound, _one_by(power)), apply("gt", bound, ZERO), apply("ne", power, ZERO)


def _one_by(power: Expr) -> Expr:
    return number(1 / power.value) if isinstance(power, Number) and power.value else ONE / power


def _is_even(power: Expr) -> bool:
    return isinstance(power, Number) and power.value.denominator == 1 and power.value % 2 == 0


_STEPS: dict[str, Step] = {
    "neg": lambda node, held, bound: (-bound,),
    "add": lambda node, held, bound: (bound - _rest(node, held),),
    "mul": _product,
    "div": _quotient,
    "pow": _power,
    "exp": lambda node, held, bound: (apply("log", bound), apply("gt", bound, ZERO)),
    "log": lambda node, held, bound: (apply("exp", bound),),
    "sqrt": lambda node, held, bound: (bound**2, apply("ge", bound, ZERO)),
    "sigmoid": lambda node, held, bound: (
        apply("log", bound / (1 - bound)), apply("gt", bound, ZERO), apply("lt", bound, ONE)),
}
