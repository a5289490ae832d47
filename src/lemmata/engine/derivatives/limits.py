"""Limits of quotients in closed form, by L'Hopital's rule: exact, also with abstract functions.

lim N(h) / D(h) as h -> c, where N and D are smooth and N(c) = D(c) = 0, is the limit of N'(h) / D'(h). Where D(c) is
not zero it is the value there, for which N and D need only be continuous.
Zeros are recognised by canonical form; what is not recognised stays a limit.
"""

from __future__ import annotations

from lemmata.engine.derivatives.derivative import derivative
from lemmata.engine.derivatives.errors import NoDerivative
from lemmata.engine.derivatives.unfold import unfold
from lemmata.engine.evaluation import Balls, Undefined, Unsupported, evaluate
from lemmata.engine.expr import (
    Apply,
    Bind,
    Constant,
    Expr,
    Local,
    number,
    open_binder,
    postorder,
    substitute,
    symbols,
    transform,
)
from lemmata.engine.ops import apply
from lemmata.engine.ops.facts import known
from lemmata.engine.rewriting.equality import canonical
from lemmata.engine.rewriting.polynomial import Undecided

MOST_ROUNDS = 6
BITS = 128
# Operations that are smooth wherever they are defined; a limit passes through them.
SMOOTH = frozenset((
    "add", "mul", "neg", "div", "pow", "exp", "log", "log1p", "expm1", "sqrt", "sin", "cos", "tan", "asin", "acos",
    "atan", "sinh", "cosh", "tanh", "asinh", "sigmoid", "softplus", "erf", "gamma", "lgamma", "call", "derivative",
    "matmul", "sum", "square",
))
# With kinks, yet continuous everywhere: a limit passes through them too, though they have no slope at some points.
KINKED = frozenset(("maximum", "minimum", "max", "min", "abs", "relu"))


def resolve_limits(expr: Expr) -> Expr:
    """The expression with every limit that can be worked out replaced by its value.

    >>> from lemmata.engine.expr import bind, fresh_local
    >>> h = fresh_local()
    >>> resolve_limits(bind("limit", h, apply("sin", h) / h, number(0))) is number(1)
    True
    """
    if not any(isinstance(n, Bind) and n.binder == "limit" for n in postorder(expr)):
        return expr
    return transform(expr, lambda node: _limit(node) if isinstance(node, Bind) and node.binder == "limit" else None)


def _limit(node: Bind) -> Expr | None:
    point = node.range[0]
    if (isinstance(point, Constant) and point.name == "inf"):
        return None
    variable, body = open_binder(node)
    if not isinstance(variable, Local) or not _made_of(SMOOTH | KINKED, body, variable):
        return None
    smooth = _made_of(SMOOTH, body, variable)
    top, bottom = _quotient(body)
    try:
        for _ in range(MOST_ROUNDS):
            below = _value(bottom, variable, point)
            if _is_zero(below):
                if not smooth or not _is_zero(_value(top, variable, point)):
                    return None
                top, bottom = unfold(derivative(top, variable)), unfold(derivative(bottom, variable))
                continue
            return canonical(_value(top, variable, point) / below) if known(below, "nonzero") is True else None
    except (NoDerivative, Undecided):
        return None
    return None


def _made_of(ops: frozenset[str], body: Expr, variable: Local) -> bool:
    """Whether all that rests on the variable is made of these operations."""
    return all(not (isinstance(n, Apply) and variable.name in n.free) or n.op in ops for n in postorder(body)) and \
        not any(isinstance(n, Bind) and variable.name in n.free for n in postorder(body))


def _quotient(body: Expr) -> tuple[Expr, Expr]:
    """Numerator and denominator of the last division."""
    if isinstance(body, Apply) and body.op == "div":
        return body.args[0], body.args[1]
    if isinstance(body, Apply) and body.op == "neg":
        top, bottom = _quotient(body.args[0])
        return apply("neg", top), bottom
    if isinstance(body, Apply) and body.op == "mul":
        (a, b), (c, d) = _quotient(body.args[0]), _quotient(body.args[1])
        return a * c, b * d
    return body, number(1)


def _value(expr: Expr, variable: Local, point: Expr) -> Expr:
    """The value at the point; a pole on the way there must not be multiplied by zero.

    Raises Undecided where some part has no finite value at the point, or 0**h is no continuous function.
    """
    for node in postorder(expr):
        if not isinstance(node, Apply) or variable.name not in node.free:
            continue
        there = canonical(substitute(node, {variable: point}))
        power = node.op == "pow" and variable.name in node.args[1].free
        if power and _is_zero(canonical(substitute(node.args[0], {variable: point}))):
            raise Undecided("a power of zero with an exponent that moves")
        if not there.shape and not symbols(there) and not _finite(there):
            raise Undecided("a part of the limit has no finite value at its point")
    return canonical(substitute(expr, {variable: point}))


def _finite(value: Expr) -> bool:
    """Whether a closed number is certainly finite."""
    try:
        return bool(evaluate(value, {}, Balls(BITS)).is_finite())
    except (Undefined, Unsupported, ZeroDivisionError):
        return False


def _is_zero(value: Expr) -> bool:
    while isinstance(value, Bind) and value.binder == "array":
        value = open_binder(value)[1]
    return value is number(0)
