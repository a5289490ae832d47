"""Integrals against the density of variables as averages: int g(x) p_X(x) dx = E[g(X)]."""

from __future__ import annotations

from lemmata.engine.expr import (
    Apply,
    Bind,
    Constant,
    Expr,
    Local,
    Symbol,
    number,
    open_binder,
    postorder,
    substitute,
    transform,
)
from lemmata.engine.ops import OPS, apply
from lemmata.engine.ops.calculus import reduce_calls
from lemmata.engine.rewriting.equality import canonical
from lemmata.engine.rewriting.polynomial import Undecided


def as_averages(expr: Expr) -> Expr:
    """The expression with each integral over the whole space against the joint density of variables as their average.

    >>> from lemmata.engine.expr import bind, constant, fresh_local, symbol
    >>> X, x, inf = symbol("X", (), "variable"), fresh_local(), constant("inf")
    >>> as_averages(bind("integral", x, x * apply("density", X, x), -inf, inf)) is apply("expectation", X)
    True
    """
    if not any(isinstance(n, Apply) and n.op == "density" for n in postorder(expr)):
        return expr
    return transform(reduce_calls(expr), _average)


def _average(node: Expr) -> Expr | None:
    variables: list[Local] = []
    body = node
    while isinstance(body, Bind) and body.binder == "integral" and _whole_line(body):
        variable, body = open_binder(body)
        if not isinstance(variable, Local) or variable.shape:
            return None
        variables.append(variable)
    if not variables:
        return None
    above, below = _factors(body)
    for factor in above:
        about = _density(factor, variables)
        if about is None:
            continue
        rest = list(above)
        rest.remove(factor)
        value = rest[0] if rest else number(1)
        for one in rest[1:]:
            value = value * one
        for one in below:
            value = value / one
        if value.sort == "variable":
            continue  # what stands beside the density is random by itself
        if _is_random_at(value, variables):
            value = _expanded(value)
            if _is_random_at(value, variables):
                continue
        value = substitute(value, about)
        return apply("expectation", value) if value.sort == "variable" else value
    return None


def _is_random_at(value: Expr, variables: list[Local]) -> bool:
    """Whether a mean or probability is taken at the point: P(Y > x) at x = X is P(Y > X) only for independent ones."""
    names = {v.name for v in variables}
    for node in postorder(value):
        if isinstance(node, Apply) and OPS[node.op].group == "probability":
            # A density is a function of its point, whatever is put there, and of its condition it is none.
            random = node.args[:1] + node.args[2:] if node.op == "density" else node.args
            if any(names & part.free for part in random):
                return True
    return False


def _expanded(value: Expr) -> Expr:
    """Means by linearity: E[(Y - x)**2] = E[Y**2] - 2 x E[Y] + x**2, a function of its point."""
    try:
        return canonical(value)
    except Undecided:
        return value


def _whole_line(node: Bind) -> bool:
    low, high = node.range
    return isinstance(high, Constant) and high.name == "inf" and isinstance(low, Apply) and low.op == "neg" and (
        low.children[0] is high)


def _factors(body: Expr) -> tuple[list[Expr], list[Expr]]:
    """The factors of a product, and what it is divided by."""
    above: list[Expr] = []
    below: list[Expr] = []
    stack = [body]
    while stack:
        node = stack.pop()
        if isinstance(node, Apply) and node.op == "mul":
            stack.extend(node.children)
        elif isinstance(node, Apply) and node.op == "neg":
            above.append(number(-1))
            stack.append(node.children[0])
        elif isinstance(node, Apply) and node.op == "div":
            stack.append(node.children[0])
            below.append(node.children[1])
        else:
            above.append(node)
    return above, below


def _density(factor: Expr, variables: list[Local]) -> dict[Expr, Expr] | None:
    """The random variable for each variable of integration, where a factor is the joint density of all."""
    if not isinstance(factor, Apply) or factor.op != "density" or len(factor.args) != 2:
        return None
    random, point = (a.children if isinstance(a, Apply) and a.op == "joint" else (a,) for a in factor.args)
    if len(random) != len(point) or len(point) != len(variables) or set(point) != set(variables):
        return None
    if not all(isinstance(r, Symbol) and r.sort == "variable" for r in random) or len(set(random)) < len(random):
        return None
    return dict(zip(point, random))
