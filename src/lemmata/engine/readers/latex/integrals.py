"""Integrals with their limits and differentials."""

from __future__ import annotations

from dataclasses import dataclass

from lemmata.engine.expr import Expr, Shape, bind, constant, fresh_local, number
from lemmata.engine.readers.latex import values
from lemmata.engine.readers.latex.limits import is_minus_infinity
from lemmata.engine.readers.latex.sets import ORDERS, half_line, interval, space
from lemmata.engine.readers.latex.state import State
from lemmata.engine.readers.latex.subscripts import is_transpose
from lemmata.engine.readers.latex.syntax import Big, Frac, Group, Name, Node, Num, Product, Relation, Script, walk
from lemmata.engine.readers.latex.values import Value


@dataclass(frozen=True)
class Domain:
    """What an integral goes over: a range of numbers, or all vectors of a size."""

    low: Expr
    high: Expr
    shape: Shape = ()


LINE = Domain(-constant("inf"), constant("inf"))
HALF_LINES = ("positive", "nonnegative")


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
    if node.sub is None and node.sup is None:
        return open_integral(e, over, body, node)
    if node.sup is None and node.sub is not None:
        return integrated(e, over, body, _domain(e, node.sub, over))
    if node.sub is None or node.sup is None:
        raise e.error(node, "an integral with one limit", "\\int_a^b")
    below, above = (_end(limit, over) for limit in (node.sub, node.sup))
    low = values.negate(constant("inf")) if is_minus_infinity(below) else e.expr(below)
    domain = Domain(low, e.expr(above))
    return integrated(e, over, body, _whole(e, node, over, body) if domain == LINE else domain)


def _domain(e: State, sub: Node, over: list[Node]) -> Domain:
    """What stands below an integral: \\mathbb{R}^n, [a, b], x \\in \\mathbb{R}_+, x \\ge a.

    One differential of \\mathbb{R}^n is of a vector, n of them are of its entries.
    """
    if isinstance(sub, Relation) and len(sub.relations) == 1 and len(over) == 1 and isinstance(over[0], Name) and (
            isinstance(sub.operands[0], Name) and sub.operands[0].text == over[0].text):
        if sub.relations[0] in ORDERS:
            low, high = half_line(e, sub)
            return Domain(low, high)
        if sub.relations == ("in",):
            sub = sub.operands[1]
    shape, kind = space(e, sub) or ((), "")
    if kind == "real" and len(over) > 1 and all(len(shape) == 1 and size == len(over) for size in shape):
        return LINE
    if kind == "real" and len(shape) <= 1 and (not shape or len(over) == 1):
        return Domain(LINE.low, LINE.high, shape)
    between = (number(0), constant("inf")) if kind in HALF_LINES and not shape else interval(e, sub)
    if len(between) != 2:
        raise e.error(sub, "the domain of integration is not known", "limits or \\mathbb{R}")
    return Domain(between[0], between[1])


def _end(limit: Node, over: list[Node]) -> Node:
    """The value in a limit that names its variable: \\int_{x=0}^{x=1} ... dx."""
    named = isinstance(limit, Relation) and limit.relations == ("=",) and isinstance(limit.operands[0], Name) and any(
        isinstance(v, Name) and v.text == limit.operands[0].text for v in over)
    return limit.operands[1] if named and isinstance(limit, Relation) else limit


def open_integral(e: State, over: list[Node], body: Node, node: Big) -> Value:
    """Without limits: over the real line or all vectors, or an antiderivative, whose constant says nothing."""
    if not e.open_integrals or not all(isinstance(v, Name) for v in over):
        raise e.error(node, "an integral without limits", "\\int_a^b")
    if e.open_integrals == "line":
        domain = _whole(e, node, over, body)
        e.note(f"the integral without limits is over {'all vectors' if domain.shape else 'the real line'}")
        return integrated(e, over, body, domain)
    if len(over) != 1 or any(isinstance(v, Name) and v.style == "bold" for v in over):
        raise e.error(node, "an integral without limits", "\\int_a^b")
    return integrated(e, over, body, Domain(number(1), e.value(over[0]).expr))


def _whole(e: State, node: Big, over: list[Node], body: Node) -> Domain:
    """All values of the variables: the line, or vectors where the one variable is known as such."""
    shape = _of_vector(e, over[0], body) if len(over) == 1 else ()
    if shape is None or (not shape and any(isinstance(v, Name) and v.style == "bold" for v in over)):
        raise e.error(node, "an integral over vectors of no known size", "\\int_{\\mathbb{R}^n}")
    return Domain(LINE.low, LINE.high, shape)


def _of_vector(e: State, variable: Node, body: Node) -> Shape | None:
    """The shape of a variable that the text knows as a vector, () of a number; None where it may be either."""
    name = variable.text if isinstance(variable, Name) else ""
    role = e.scope.lookup(name)
    if role is not None and role.shape is not None and not role.entries and (
            role.shape or role.source in ("declared", "prose")):
        return role.shape if len(role.shape) < 2 else None
    long = [n for n in walk(body) if (isinstance(n, Group) and n.open == "||") or (
        isinstance(n, Script) and is_transpose(n.sup))]
    return None if any(isinstance(m, Name) and m.text == name for n in long for m in walk(n)) else ()


def integrated(e: State, over: list[Node], body: Node, domain: Domain) -> Value:
    """The integral over each of the variables, the last one innermost."""
    variables = []
    saved = dict(e.locals)
    for target in over:
        if not isinstance(target, Name):
            raise e.error(target, "this is no variable of integration", "x")
        local = fresh_local(domain.shape)
        variables.append(local)
        e.locals[target.text] = Value(local)
    try:
        found = e.value(body)
    finally:
        e.locals = saved
    result = found.expr
    for local in variables:
        result = bind("integral", local, result, domain.low, domain.high)
    return Value(result, found.orient)
