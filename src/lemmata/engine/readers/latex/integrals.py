"""Integrals with their limits and differentials."""

from __future__ import annotations

from lemmata.engine.expr import Expr, bind, constant, fresh_local, number
from lemmata.engine.readers.latex import values
from lemmata.engine.readers.latex.limits import is_minus_infinity
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.syntax import Big, Frac, Name, Node, Num, Product, Relation, walk
from lemmata.engine.readers.latex.values import Value


def differential_inside(body: Node) -> tuple[Node, list[Node]]:
    """\\int \\frac{dx}{x}: the differential in the numerator."""
    if isinstance(body, Frac) and isinstance(body.num, Product):
        *rest, d, x = body.num.factors
        if isinstance(d, Name) and d.text == "d" and isinstance(x, Name):
            num: Node = (
                Num("1") if not rest else rest[0] if len(rest) == 1 else Product(tuple(rest), span=body.num.span)
            )
            return Frac(num, body.den, span=body.span), [x]
    return body, []


def integral(e: State, node: Big) -> Value:
    """\\int_a^b f(x) dx; without limits over the real line only where a subscript says so."""
    over, body = list(node.over), node.body
    assert body is not None
    if not over:
        body, over = differential_inside(body)
        if not over:
            raise e.error(node, "an integral without a differential", "dx")
    low: Expr
    high: Expr
    if node.sub is None and node.sup is None:
        return open_integral(e, over, body, node)
    domain = node.sub
    if node.sup is None and domain is not None:
        if not any(isinstance(n, Name) and n.text in ("R", "infty") for n in walk(domain)):
            raise e.error(domain, "the domain of integration is not known", "limits or \\mathbb{R}")
        low, high = -constant("inf"), constant("inf")
    else:
        if node.sub is None or node.sup is None:
            raise e.error(node, "an integral with one limit", "\\int_a^b")
        below, above = (_end(limit, over) for limit in (node.sub, node.sup))
        low, high = values.negate(constant("inf")) if is_minus_infinity(below) else e.expr(below), e.expr(above)
    return integrated(e, over, body, low, high)


def _end(limit: Node, over: list[Node]) -> Node:
    """The value in a limit that names its variable: \\int_{x=0}^{x=1} ... dx."""
    named = isinstance(limit, Relation) and limit.relations == ("=",) and isinstance(limit.operands[0], Name) and any(
        isinstance(v, Name) and v.text == limit.operands[0].text for v in over)
    return limit.operands[1] if named and isinstance(limit, Relation) else limit


def open_integral(e: State, over: list[Node], body: Node, node: Big) -> Value:
    """Without limits: over the real line, or an antiderivative, whose constant says nothing."""
    if not e.open_integrals or not all(isinstance(v, Name) and v.style != "bold" for v in over):
        raise e.error(node, "an integral without limits", "\\int_a^b")
    if e.open_integrals == "line":
        e.note("the integral without limits is over the real line")
        return integrated(e, over, body, -constant("inf"), constant("inf"))
    if len(over) != 1:
        raise e.error(node, "a double integral without limits", "\\int_a^b")
    return integrated(e, over, body, number(1), e.value(over[0]).expr)


def integrated(e: State, over: list[Node], body: Node, low: Expr, high: Expr) -> Value:
    variables = []
    saved = dict(e.locals)
    for target in over:
        if not isinstance(target, Name):
            raise e.error(target, "this is no variable of integration", "x")
        local = fresh_local(())
        variables.append(local)
        e.locals[target.text] = Value(local)
    try:
        found = e.value(body)
    finally:
        e.locals = saved
    result = found.expr
    for local in variables:
        result = bind("integral", local, result, low, high)
    return Value(result, found.orient)
