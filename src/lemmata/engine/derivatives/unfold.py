"""Derivatives of functions that are written out, worked out; those of abstract functions stay."""

from __future__ import annotations

from functools import lru_cache

from lemmata.engine.derivatives.differentiate import differentiate
from lemmata.engine.derivatives.errors import NoDerivative
from lemmata.engine.expr import Apply, Bind, Expr, Local, bind, count_nodes, fresh_local, open_binder, transform
from lemmata.engine.ops import apply
from lemmata.engine.ops.calculus import argument_shapes, reduce_calls

MOST_NODES = 5_000  # of what is differentiated: derivatives of derivatives grow as powers of their order


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
        new = reduce_calls(transform(expr, _change))
        if new is expr:
            return expr
        expr = new


def _change(node: Expr) -> Expr | None:
    return _worked_out(node) if isinstance(node, Apply) and node.op == "derivative" else None


@lru_cache(maxsize=1024)  # at one point, of the same function for every formula that is tried
def _worked_out(node: Apply) -> Expr | None:
    function, arg = node.args[0], node.params["arg"]
    if isinstance(function, Apply) and function.op == "compose":
        function = _written(function)
    variables: list[Local] = []
    body = function
    while isinstance(body, Bind) and body.binder == "function":
        variable, body = open_binder(body)
        if not isinstance(variable, Local):
            return None
        variables.append(variable)
    if len(variables) <= arg:
        return None
    body = reduce_calls(body)
    if count_nodes(body) > MOST_NODES:
        raise NoDerivative(f"a derivative of an expression of more than {MOST_NODES:,} parts", "split it")
    result = differentiate(body, variables[arg])
    for variable in reversed(variables):
        result = bind("function", variable, result)
    return result


def _written(function: Expr) -> Expr:
    """A composition as x -> f(g(x))."""
    shapes = argument_shapes(function.children[1])
    if shapes is None:
        return function
    variables = [fresh_local(shape) for shape in shapes]
    result = apply("call", function, *variables)
    for variable in reversed(variables):
        result = bind("function", variable, result)
    return result
