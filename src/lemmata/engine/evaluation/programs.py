"""A scalar body as a straight program of element functions, for the many points of an integral."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lemmata.engine.evaluation.arithmetics import ComplexBalls
from lemmata.engine.evaluation.evaluator import Evaluator
from lemmata.engine.expr import Apply, Expr, Local
from lemmata.engine.ops import OPS

Step = tuple[int, Callable[..., Any], tuple[int, ...]]  # place of the value, function, places of its arguments

_TRUTH = ("and", "or", "not", "iff", "implies")


def program(evaluator: Evaluator, name: str, body: Expr) -> Callable[[Any], Any] | None:
    """The body as a function of the opened variable's element; None where it isn't made of elementwise ops.

    What doesn't depend on the variable is evaluated once: a constant is analytic, whatever function it is a value of.
    """
    arithmetic = evaluator.arithmetic
    constants = evaluator
    if isinstance(arithmetic, ComplexBalls) and arithmetic.analytic:
        constants = evaluator.in_arithmetic(ComplexBalls(arithmetic.bits))
    slots: dict[Expr, int] = {}
    values: list[Any] = [None]
    steps: list[Step] = []
    stack = [body]
    while stack:
        node = stack[-1]
        if node in slots:
            stack.pop()
            continue
        if node.rank:
            return None
        if isinstance(node, Local) and node.name == name:
            slots[node] = 0
            continue
        if name not in node.free:
            slots[node] = len(values)
            values.append((evaluator if node.free else constants).value(node).array.reshape(())[()])
            continue
        if not isinstance(node, Apply) or not OPS[node.op].elementwise:
            return None
        other = evaluator.stand_in(node)
        needs = node.args if other is None else (other,)
        waiting = [arg for arg in needs if arg not in slots]
        if waiting:
            stack.extend(waiting)
            continue
        if other is not None:
            slots[node] = slots[other]
            continue
        function = evaluator.arithmetic.scalar_function(OPS[node.op])
        numbers = node.args[1:] if node.op == "where" else () if node.op in _TRUTH else node.args
        if function is None or any(arg.sort == "boolean" for arg in numbers):
            return None
        slots[node] = len(values)
        values.append(None)
        steps.append((slots[node], _with(function, node.params), tuple(slots[arg] for arg in node.args)))
    last = slots[body]

    def run(element: Any) -> Any:
        values[0] = element
        for target, function, args in steps:
            values[target] = function(*[values[a] for a in args])
        return values[last]

    return run


def _with(function: Callable[..., Any], params: dict[str, Any]) -> Callable[..., Any]:
    return (lambda *args: function(*args, **params)) if params else function
