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
    return transform(expr, complement, only=lambda node: is_op(node, "add") and any(
        part in (ONE, *MINUS_ONE) or _reciprocal(part) for part in node.children))


def complement(node: Expr) -> Expr | None:
    """1 - y, y - 1 or 1 + y in such a function; None for other sums.

    >>> from lemmata.engine.expr import symbol
    >>> x = symbol("x")
    >>> complement(1 - apply("sigmoid", x)) is apply("sigmoid", -x)
    True
    """
    if not isinstance(node, Apply) or node.op != "add":
        return None
    if any(map(_reciprocal, node.args)):
        return _difference(*node.args)
    for part, one in (node.args, node.args[::-1]):
        if part.shape == node.shape and (one is ONE or one in MINUS_ONE):
            taken, inner = is_op(part, "neg"), part.children[0] if is_op(part, "neg") else part
            found = _one_minus(inner) if taken == (one is ONE) else _one_plus(inner)
            if found is not None and found.shape == node.shape:
                return found if one is ONE else minus(found)
    return None


def _taken(x: Expr) -> tuple[bool, Expr]:
    """Whether it is taken away, and what is."""
    return (True, x.children[0]) if is_op(x, "neg") else (x in MINUS_ONE, ONE if x in MINUS_ONE else x)


def _reciprocal(x: Expr) -> bool:
    """Whether it is 1 / a**k or -(1 / a**k)."""
    return _power_below(_taken(x)[1])[1] > 0


def _power_below(x: Expr) -> tuple[Expr, int]:
    """a and k of 1 / a**k; k is 0 where it is something else."""
    if not is_op(x, "div") or x.children[0] is not ONE:
        return x, 0
    base, power = x.children[1], 1
    if is_op(base, "pow") and isinstance(base.children[1], Number) and base.children[1].value in (2, 3):
        base, power = base.children[0], int(base.children[1].value)
    return (base, power) if isinstance(base, Symbol) else (x, 0)


def _difference(first: Expr, second: Expr) -> Expr | None:
    """1 / a - 1 / b as (b - a) / a / b; of a in [0, 1], 1 / a**2 - 1 / a as (1 - a) / a**2 and 1 / a - x as
    (1 - a x) / a: the difference of near floats is exact.

    >>> from lemmata.engine.expr import symbol
    >>> from lemmata.engine.writers import to_text
    >>> p = symbol("p", domain="unit")
    >>> to_text(complements(1 / p**2 - 1 / p)), to_text(complements(1 / p - 1))
    ('(1 - p)/p**2', '(1 - p)/p')
    """
    (away, u), (other, v) = _taken(first), _taken(second)
    if away == other:
        return None
    if away:
        u, v = v, u
    (a, j), (b, k) = _power_below(u), _power_below(v)
    if j == k == 1 and a is not b:
        return (b - a) / a / b
    if k > j:
        found = _difference(v, -u)
        return None if found is None else -found
    if not known(a, "unit"):
        return None
    if v is ONE or (a is b and j > k):
        left = 1 - (a if j - k == 1 else a ** number(j - k))
    elif j == 1 and isinstance(v, Symbol):
        left = 1 - a * v
    else:
        return None
    return (complement(left) or left) / u.children[1]


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
