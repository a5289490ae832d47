"""Derivatives of functions that are written out, worked out; those of abstract functions stay."""

from __future__ import annotations

from lemmata.engine.derivatives.differentiate import differentiate
from lemmata.engine.derivatives.functions import beta
from lemmata.engine.expr import Apply, Bind, Expr, Local, bind, open_binder, transform


def unfold(expr: Expr) -> Expr:
    """The expression with every derivative of a written function worked out, inside out, also under binders.

    >>> from lemmata.engine.expr import bind, fresh_local, symbol
    >>> from lemmata.engine.ops import apply
    >>> t, x = fresh_local(), symbol("x")
    >>> square = bind("function", t, t**3)
    >>> unfold(apply("call", apply("derivative", square, arg=0), x)) is 3 * x**2
    True
    """
    while True:
        new = transform(expr, _change)
        if new is expr:
            return expr
        expr = new


def _change(node: Expr) -> Expr | None:
    if not isinstance(node, Apply):
        return None
    if node.op == "call":
        return beta(node.args[0], node.args[1:])
    if node.op == "derivative":
        return _derived(node.args[0], node.params["arg"])
    return None


def _derived(function: Expr, arg: int) -> Expr | None:
    """f' by its argument of that number, as a function of the same arguments."""
    variables: list[Local] = []
    body = function
    while len(variables) <= arg:
        if not (isinstance(body, Bind) and body.binder == "function"):
            return None
        variable, body = open_binder(body)
        assert isinstance(variable, Local)
        variables.append(variable)
    while isinstance(body, Bind) and body.binder == "function":
        variable, body = open_binder(body)
        assert isinstance(variable, Local)
        variables.append(variable)
    result = differentiate(body, variables[arg])
    for variable in reversed(variables):
        result = bind("function", variable, result)
    return result
