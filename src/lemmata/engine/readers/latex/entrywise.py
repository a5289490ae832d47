"""Functions of numbers at arrays: \\sigma'(z), \\tanh'(z), f(v) are taken entry by entry."""

from __future__ import annotations

from lemmata.engine.expr import (
    Apply,
    Bind,
    Expr,
    Local,
    Size,
    Symbol,
    at,
    bind,
    fresh_index,
    fresh_local,
    open_binder,
    postorder,
    substitute,
)
from lemmata.engine.ops import OPS, apply

ACTIVATIONS = frozenset(["tanh", *(name for name, op in OPS.items() if op.group == "activations")])


def on_entries(function: Expr, slopes: int, argument: Expr) -> Expr | None:
    """The array of values, or of slopes, at the entries of an array; None where the function is not of numbers.

    slopes: how often it is differentiated. A function that is written for arrays is one of numbers where all it does
    acts entry by entry; without a slope it is called as it is.

    >>> from lemmata.engine.expr import symbol
    >>> x = fresh_local()
    >>> found = on_entries(bind("function", x, apply("tanh", x)), 1, symbol("z", ["n"]))
    >>> found.shape == symbol("z", ["n"]).shape
    True
    """
    if not argument.rank:
        return None
    scalar = _of_numbers(function, bool(slopes))
    if scalar is None or (argument.rank > 1 and not _is_activation(scalar)):
        return None  # f(A) may be the function of a matrix, e^A of e^x
    for _ in range(slopes):
        scalar = apply("derivative", scalar, arg=0)
    places: list[Size] = [fresh_index() for _ in argument.shape]
    body = apply("call", scalar, at(argument, *places))
    for place, size in reversed(list(zip(places, argument.shape))):
        body = bind("array", place, body, 0, size)
    return body


def _of_numbers(function: Expr, array: bool) -> Expr | None:
    """The function of one number behind a function."""
    if isinstance(function, Symbol):
        return function if function.params == ((),) and not function.shape else None
    if not isinstance(function, Bind) or function.binder != "function":
        return None
    local, body = open_binder(function)
    if not isinstance(local, Local) or body.sort != "real":
        return None
    if not local.shape:
        return function if not body.shape else None
    if not array or body.shape != local.shape or not _elementwise(body, local):
        return None
    number = fresh_local((), local.domain)
    return bind("function", number, substitute(body, {local: number}))


def _elementwise(body: Expr, local: Local) -> bool:
    """Whether all that rests on the variable acts entry by entry, with numbers beside it."""
    resting: set[Expr] = {local}
    for node in postorder(body):
        if node is local or not any(c in resting for c in node.children):
            continue
        resting.add(node)
        if not isinstance(node, Apply) or not OPS[node.op].elementwise:
            return False
        if any(c.shape and c not in resting for c in node.children):
            return False
    return True


def _is_activation(function: Expr) -> bool:
    """Whether the function is one operation that networks take of every entry."""
    if not isinstance(function, Bind):
        return False
    local, body = open_binder(function)
    return isinstance(body, Apply) and body.children == (local,) and body.op in ACTIVATIONS
