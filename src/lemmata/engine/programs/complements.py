"""1 - y and 1 + y where y may be near 1, by a function that has the digits which the difference has lost."""

from __future__ import annotations

from collections.abc import Callable

from lemmata.engine.expr import Apply, Expr, Number, Symbol, number, transform
from lemmata.engine.ops import apply
from lemmata.engine.ops.facts import known
from lemmata.engine.programs.quotients import ONE, is_op

MINUS_ONE = (number(-1), -ONE)


def minus(x: Expr) -> Expr:
    return x.children[0] if is_op(x, "neg") else -x


ONE_MINUS: dict[str, Callable[[Expr], Expr]] = {
    "sigmoid": lambda u: apply("sigmoid", minus(u)),
    "tanh": lambda u: 2 * apply("sigmoid", -2 * u),
    "erf": lambda u: apply("erfc", u),
    "erfc": lambda u: apply("erf", u),
    "norm_cdf": lambda u: apply("norm_cdf", minus(u)),
    "cos": lambda u: 2 * apply("sin", u / 2) ** 2,
}
ONE_PLUS: dict[str, Callable[[Expr], Expr]] = {
    "tanh": lambda u: 2 * apply("sigmoid", 2 * u),
    "erf": lambda u: apply("erfc", minus(u)),
}


def complements(expr: Expr) -> Expr:
    """The expression with such sums written so; for values, as code that is read keeps s * (1 - s).

    >>> from lemmata.engine.expr import symbol
    >>> x = symbol("x")
    >>> complements(1 - apply("tanh", x)**2) is 1 / apply("cosh", x)**2
    True
    """
    return transform(expr, complement, only=lambda node: is_op(node, "add") and (
        any(one in node.children for one in (ONE, *MINUS_ONE)) or all(map(_reciprocal, node.children))))


def complement(node: Expr) -> Expr | None:
    """1 - y, y - 1 or 1 + y in such a function; None for other sums.

    >>> from lemmata.engine.expr import symbol
    >>> x = symbol("x")
    >>> complement(1 - apply("sigmoid", x)) is apply("sigmoid", -x)
    True
    """
    if not isinstance(node, Apply) or node.op != "add":
        return None
    if all(_reciprocal(a) for a in node.args):
        return _difference(*node.args)
    for part, one in (node.args, node.args[::-1]):
        if part.shape == node.shape and (one is ONE or one in MINUS_ONE):
            taken, inner = is_op(part, "neg"), part.children[0] if is_op(part, "neg") else part
            found = _one_minus(inner) if taken == (one is ONE) else _one_plus(inner)
            if found is not None and found.shape == node.shape:
                return found if one is ONE else minus(found)
    return None


def _reciprocal(x: Expr) -> bool:
    """Whether it is 1 / a or -(1 / a)."""
    inner = x.children[0] if is_op(x, "neg") else x
    return is_op(inner, "div") and inner.children[0] is ONE and isinstance(inner.children[1], Symbol)


def _difference(first: Expr, second: Expr) -> Expr | None:
    """1 / a - 1 / b as (b - a) / a / b: the difference of near floats is exact."""
    if is_op(first, "neg") == is_op(second, "neg"):
        return None
    above, taken = (second, first) if is_op(first, "neg") else (first, second)
    a, b = above.children[1], taken.children[0].children[1]
    return (b - a) / a / b


def _one_plus(y: Expr) -> Expr | None:
    return ONE_PLUS[y.op](*y.args) if isinstance(y, Apply) and y.op in ONE_PLUS else None


def _one_minus(y: Expr) -> Expr | None:
    if not isinstance(y, Apply):
        return None
    if y.op in ONE_MINUS:
        return ONE_MINUS[y.op](*y.args)
    if y.op == "div" and all(isinstance(a, Symbol) for a in y.args):  # the difference of near floats is exact
        return (y.args[1] - y.args[0]) / y.args[1]
    return _one_minus_power(*y.args) if y.op == "pow" else None


def _one_minus_power(base: Expr, exponent: Expr) -> Expr | None:
    if isinstance(exponent, Number):
        if exponent.value != 2:
            return None
        if is_op(base, "tanh"):
            return 1 / apply("cosh", *base.children) ** 2
        return (1 - base) * (1 + base) if isinstance(base, Symbol) else None
    return -apply("expm1", _log_power(base, exponent)) if known(base, "nonnegative") else None


def _log_power(base: Expr, exponent: Expr) -> Expr:
    """exponent * log(base), and 0 where the exponent is; of a base 1 - p with the digits of a small p."""
    for part, one in (base.children, base.children[::-1]) if is_op(base, "add") else ():
        if one is ONE and part.shape == base.shape:
            return apply("where", apply("eq", exponent, 0), 0, exponent * apply("log1p", part))
    return apply("xlogy", exponent, base)
