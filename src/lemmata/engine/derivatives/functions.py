"""Abstract functions: the chain rule for calls, and calls of functions that are written out."""

from __future__ import annotations

from collections.abc import Iterable

from lemmata.engine.derivatives.factors import times
from lemmata.engine.expr import (
    Apply,
    At,
    Expr,
    Local,
    Size,
    Symbol,
    array_of,
    at,
    bind,
    fresh_index,
)
from lemmata.engine.ops import apply


def is_abstract(function: Expr) -> bool:
    """A function known by name only, one of several such, or a derivative of one."""
    while isinstance(function, At) or (isinstance(function, Apply) and function.op == "derivative"):
        function = function.children[0]
    return isinstance(function, (Symbol, Local))


def call_cotangents(node: Apply, g: Expr, wanted: Iterable[int]) -> list[tuple[int, Expr]]:
    """The chain rule: d f(x..)[o..] = sum over a.. of f'(x..)[o.., a..] dx[a..]."""
    function, *args = node.args
    found = []
    for k in wanted:
        slope = apply("call", apply("derivative", function, arg=k - 1), *args)
        found.append((k, contract_left(g, slope)))
    return found


def contract_left(g: Expr, array: Expr) -> Expr:
    """sum over o.. of g[o..] * array[o.., a..], as an array over a.."""
    rest = array.shape[g.rank:]
    if not g.rank:
        return times(g, array)
    if g.rank == 1 and len(rest) <= 1:
        return apply("matmul", g, array)

    def body(*indices: Size) -> Expr:
        outer = [fresh_index() for _ in range(g.rank)]
        result = apply("mul", at(g, *outer), at(array, *outer, *indices))
        for index, size in zip(reversed(outer), reversed(g.shape)):
            result = bind("sum", index, result, 0, size)
        return result

    return array_of(rest, body)
