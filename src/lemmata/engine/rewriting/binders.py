"""Binders in canonical form: sums and products, integrals, extrema, what is linear taken apart."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from lemmata.engine.expr import Bind, Constant, Expr, Local, Size, as_size, bind, integer, is_size, number, substitute
from lemmata.engine.expr.expression import intern
from lemmata.engine.expr.traversal import rename
from lemmata.engine.rewriting import polynomial as poly
from lemmata.engine.rewriting.integrals import closed_integral
from lemmata.engine.rewriting.polynomial import E, Polynomial
from lemmata.engine.rewriting.sums import close_sum

if TYPE_CHECKING:
    from lemmata.engine.rewriting.canonical import Canonical


def binder(form: Canonical, node: Bind) -> Polynomial:
    """The canonical polynomial of a binder of numbers."""
    variable, body = opened(form, node)
    ends = tuple(end if is_size(end) or _infinite(end) else form.scalar(end) for end in node.range)
    inner = form.polynomial(body)
    if _shifts(node):
        length = as_size(ends[1]) - as_size(ends[0])
        ends = (number(0), integer(length))
        if node.binder == "sum" and isinstance(variable, Size):
            return close_sum(form, variable, inner, length)
    if node.binder == "prod":
        return _product(form, variable, inner, ends)
    if node.binder in ("integral", "sum"):
        return _linear(form, node.binder, variable, inner, ends)
    if node.binder in ("max", "min"):
        outside, inside = _split(inner, _name(variable))
        return poly.add(outside, poly.of_factor(bind(node.binder, variable, poly.to_expr(inside), *ends)))
    return poly.of_factor(bind(node.binder, variable, poly.to_expr(inner), *ends))


def opened(form: Canonical, node: Bind) -> tuple[Size | Local, Expr]:
    """The bound variable under a name that depends on nothing but its level, and the body."""
    level = poly.next_level(node.free)
    if _shifts(node):
        low, high = (as_size(end) for end in node.range)
        index = form.index(level, high - low)
        assert index.atom is not None
        body = rename(node.body, node.name, index.atom)
        return index, substitute(body, sizes={index.atom: index + low}) if low != 0 else body
    name = poly.level_name(level)
    if node.domain == "index":
        variable: Size | Local = Size.of(name)
    else:
        variable = intern(Local, (name, node.data[2], node.domain))  # type: ignore[assignment]
    return variable, rename(node.body, node.name, name)


def _product(form: Canonical, variable: Size | Local, body: Polynomial, ends: tuple[Expr, ...]) -> Polynomial:
    term = poly.single(body)
    if (term is None or not isinstance(variable, Size) or not all(is_size(e) for e in ends)
            or not form.proper(as_size(ends[1]) - as_size(ends[0]))):
        return poly.of_factor(bind("prod", variable, poly.to_expr(body), *ends))
    monomial, factor = term
    count = form.polynomial(ends[1] - ends[0])
    result = form.power(poly.of_number(factor), count)
    for base, exponent in monomial:
        name = _name(variable)
        if name not in base.free:
            total = close_sum(form, variable, form.polynomial(exponent), as_size(ends[1]))
            result = form.multiply(result, form.power(form.polynomial(base), total)
                                   if base is not E else form.exp(total))
        else:
            whole = poly.to_expr({((base, exponent),): Fraction(1)})
            result = form.multiply(result, poly.of_factor(bind("prod", variable, whole, *ends)))
    return result


def _linear(
    form: Canonical, binder: str, variable: Size | Local, body: Polynomial, ends: tuple[Expr, ...]
) -> Polynomial:
    total: Polynomial = {}
    name = _name(variable)
    for monomial, factor in body.items():
        outside = {tuple(p for p in monomial if name not in p[0].free | p[1].free): factor}
        inside = {tuple(p for p in monomial if name in p[0].free | p[1].free): Fraction(1)}
        (product,) = inside
        found = closed_integral(form, name, product, ends) if binder == "integral" else None
        if found is not None:
            closed = found
        elif binder == "integral" and product == () and not any(_infinite(n) for n in ends):
            closed = form.polynomial(ends[1] - ends[0])
        else:
            closed = poly.of_factor(bind(binder, variable, poly.to_expr(inside), *ends))
        total = poly.add(total, form.multiply(outside, closed))
    return total


def _shifts(node: Bind) -> bool:
    """Whether the index may be counted from 0: the value of the binder does not tell where it starts."""
    return (node.domain == "index" and node.binder in ("sum", "prod", "max", "min") and len(node.range) == 2
            and all(is_size(end) for end in node.range))


def _name(variable: Size | Local) -> str:
    name = variable.atom if isinstance(variable, Size) else variable.name
    assert name is not None
    return name


def _infinite(end: Expr) -> bool:
    return any(isinstance(n, Constant) and n.name == "inf" for n in (end, *end.children))


def _split(body: Polynomial, name: str) -> tuple[Polynomial, Polynomial]:
    """The terms without and with a variable."""
    inside = {m: c for m, c in body.items() if any(name in p[0].free | p[1].free for p in m)}
    return {m: c for m, c in body.items() if m not in inside}, inside
