"""Integrals from 0 to infinity of exponentials of log x, over u = log x: those of a lognormal density.

x = e^u takes the line to (0, inf) one to one and smoothly, so that int_0^inf f(x) dx = int_R f(e^u) e^u du.
"""

from __future__ import annotations

from lemmata.engine.expr import (
    Apply,
    Bind,
    Constant,
    Expr,
    Local,
    bind,
    constant,
    fresh_local,
    number,
    open_binder,
    postorder,
    substitute,
    transform,
)
from lemmata.engine.ops import apply
from lemmata.engine.rewriting.equality import canonical
from lemmata.engine.rewriting.polynomial import Undecided


def over_logarithms(expr: Expr) -> Expr:
    """The expression with such integrals over the logarithm of their variable; others stay as they are.

    >>> x, inf = fresh_local(), constant("inf")
    >>> lognormal = bind("integral", x, apply("exp", -(apply("log", x) ** 2)) / x, number(0), inf)
    >>> gauss = over_logarithms(lognormal)
    >>> [end is e for end, e in zip(gauss.range, (-inf, inf))], any(n.op == "log" for n in postorder(gauss)
    ...     if isinstance(n, Apply))
    ([True, True], False)
    """

    def change(node: Expr) -> Expr | None:
        if not isinstance(node, Bind) or node.binder != "integral" or node.data[2] or node.shape:
            return None
        low, high = node.range
        if low is not number(0) or not isinstance(high, Constant) or high.name != "inf":
            return None
        variable, body = open_binder(node)
        if not isinstance(variable, Local) or not any(_has_log(e, variable.name) for e in _exponents(body)):
            return None
        u = fresh_local()
        over = transform(substitute(body, {variable: apply("exp", u)}), _simple)
        return None if _has_log(over, u.name) else bind(
            "integral", u, over * apply("exp", u), -constant("inf"), constant("inf"))

    if not any(isinstance(n, Bind) and n.binder == "integral" for n in postorder(expr)):
        return expr
    return transform(expr, change)


def _exponents(body: Expr) -> list[Expr]:
    powers = [n for n in postorder(body) if isinstance(n, Apply) and n.op in ("exp", "pow")]
    return [n.args[-1] for n in powers]


def _has_log(node: Expr, name: str) -> bool:
    return any(isinstance(n, Apply) and n.op == "log" and name in n.free for n in postorder(node))


def _simple(node: Expr) -> Expr | None:
    """log(c e^u) as log c + u."""
    if not isinstance(node, Apply) or node.op != "log" or node.shape:
        return None
    try:
        return canonical(node)
    except Undecided:
        return None
