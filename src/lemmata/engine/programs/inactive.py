"""Code that others differentiate: no branch that is not taken has a slope without value, which 0 times leaves nan."""

from __future__ import annotations

from functools import reduce

from lemmata.engine.expr import Apply, Expr, Number, number, symbols, transform
from lemmata.engine.ops import OPS, apply
from lemmata.engine.ops.facts import known
from lemmata.engine.programs.quotients import ONE, factors_of, is_op

ZERO = number(0)
# Which argument of an operation has values at which there is no finite slope; and one at which there is.
RISKY: dict[str, tuple[int, Expr]] = {
    "log": (0, ONE), "log1p": (0, ZERO), "sqrt": (0, ONE), "cbrt": (0, ONE), "div": (1, ONE), "pow": (0, ONE),
    "exp": (0, ZERO), "expm1": (0, ZERO), "sinh": (0, ZERO), "cosh": (0, ZERO), "tan": (0, ZERO), "asin": (0, ZERO),
    "acos": (0, ZERO), "atanh": (0, ZERO), "acosh": (0, number(2)), "logit": (0, number("1/2")), "xlogy": (1, ONE),
    "lgamma": (0, ONE), "gamma": (0, ONE), "digamma": (0, ONE), "erfcx": (0, ONE), "erfinv": (0, ZERO)}


def inactive(expr: Expr) -> Expr:
    """The expression with harmless arguments in the branches that are not taken: `where` twice.

    JAX and PyTorch multiply the slope of such a branch by 0; where it is infinite or nan, that is nan. So does the
    slope x / y of x log y at x = 0 where y is a multiple of x.

    >>> from lemmata.engine.expr import symbol
    >>> from lemmata.engine.writers import to_text
    >>> x = symbol("x")
    >>> to_text(inactive(apply("where", apply("gt", x, 0), apply("sqrt", x), 0)))
    'where(x > 0, sqrt(where(x > 0, x, 1)), 0)'
    """
    return transform(expr, _change, only=lambda node: is_op(node, "where", "xlogy"))


def _change(node: Expr) -> Expr | None:
    if not isinstance(node, Apply):
        return None
    if node.op == "xlogy":
        return _apart(*node.args)
    if node.op != "where":
        return None
    condition, first, second = node.args
    found = apply("where", condition, _safe(first, condition, True), _safe(second, condition, False))
    return found if found.shape == node.shape else None


def _safe(branch: Expr, condition: Expr, when: bool) -> Expr:
    """The branch with harmless arguments where the condition is not so."""
    if not isinstance(branch, Apply) or not OPS[branch.op].elementwise or not symbols(branch):
        return branch
    args = [_safe(a, condition, when) for a in branch.args]
    place, harmless = RISKY.get(branch.op, (None, ZERO))
    if place is not None and not _fine(branch, place):
        argument = args[place]
        if argument.shape == branch.shape == condition.shape or not condition.shape:
            args[place] = apply("where", condition, argument, harmless) if when else apply(
                "where", condition, harmless, argument)
    found = apply(branch.op, *args, **branch.params)
    return found if found.shape == branch.shape else branch


def _fine(node: Apply, place: int) -> bool:
    """Whether the operation has a finite slope whatever the arguments are."""
    argument = node.args[place]
    if not symbols(argument):
        return True
    if node.op == "pow":
        power = node.args[1]
        return isinstance(power, Number) and power.value.denominator == 1 and power.value > 0
    if node.op in ("exp", "expm1"):
        return known(argument, "nonpositive") is True
    return node.op in ("log", "sqrt", "div") and known(argument, "positive") is True and node.op != "log"


def _apart(x: Expr, y: Expr) -> Expr | None:
    """x log(x r) as x log x + x log r."""
    powers: dict[Expr, int] = {}
    factors_of(y, 1, powers)
    if powers.get(x) != 1 or len(powers) == 1:
        return None
    rest = [base**power for base, power in powers.items() if base is not x]
    found = apply("xlogy", x, x) + x * apply("log", reduce(lambda a, b: a * b, rest))
    return found if found.shape == apply("xlogy", x, y).shape else None
