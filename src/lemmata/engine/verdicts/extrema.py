"""Extrema of functions of which nothing else is known: `\\max_a Q(s, a)` is any number.

Where a function stands in nothing but one extremum of itself, it may be constant, of any value: the extremum is a
letter for a number. What is proved for all numbers holds of it, and what fails for one fails for such a function.
"""

from __future__ import annotations

from lemmata.engine.expr import Apply, Bind, Expr, Local, Symbol, open_binder, postorder, symbol, symbols
from lemmata.engine.verdicts.question import Question


def with_free_extrema(question: Question) -> Question | None:
    """The question with letters for such extrema; None where there are none.

    >>> from lemmata.engine.expr import bind, fresh_local
    >>> from lemmata.engine.ops import apply
    >>> f, x = symbol("f", (), "function", ((),)), fresh_local((), "real")
    >>> top = bind("max", x, apply("call", f, x))
    >>> found = with_free_extrema(Question("eq", top * 2, top))
    >>> [s.name for s in found.symbols]
    ['max of f']
    """
    values: dict[Expr, Expr] = {}
    for node in postorder(question.left, question.right):
        if isinstance(node, Bind) and node not in values and (function := _function(node)) is not None:
            letter = symbol(f"{node.binder} of {function.name}")
            if function not in symbols(*question.absorbing({node: letter}).exprs):
                values[node] = letter
    return question.absorbing(values) if values else None


def _function(node: Bind) -> Symbol | None:
    """The function of which a node is the largest or smallest value, which it takes as it is."""
    if node.binder not in ("max", "min") or node.free or node.shape:
        return None
    variable, body = open_binder(node)
    if not isinstance(variable, Local) or not isinstance(body, Apply) or body.op != "call":
        return None
    function, *arguments = body.args
    if not isinstance(function, Symbol) or function.domain != "function":
        return None
    return function if variable in arguments and function not in symbols(*arguments) else None
