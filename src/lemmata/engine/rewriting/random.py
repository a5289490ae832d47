"""Expectations and probabilities in canonical form: linear, events as indicators."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from lemmata.engine.expr import Apply, Expr, Symbol, postorder
from lemmata.engine.ops import apply
from lemmata.engine.rewriting import polynomial as poly
from lemmata.engine.rewriting.polynomial import Monomial, Polynomial

if TYPE_CHECKING:
    from lemmata.engine.rewriting.canonical import Canonical


def is_random(node: Expr) -> bool:
    """Whether a value depends on the outcome."""
    return node.sort in ("variable", "event") or (any(
        isinstance(n, Symbol) and n.sort in ("variable", "event") for n in postorder(node)
    ) and not (isinstance(node, Apply) and node.op in ("expectation", "probability", "entropy", "density", "cdf")))


def expectation(form: Canonical, node: Apply) -> Polynomial:
    """E is linear; what is not random comes out; E[X | A] = E[X 1_A] / P(A) for an event A."""
    body, *given = node.args
    value = form.polynomial(body)
    if given and given[0].sort == "event":
        condition = events(form, given[0])
        joint = _mean(form, form.multiply(value, condition), ())
        return form.multiply(joint, form.power(_mean(form, condition, ()), poly.of_number(-1)))
    return _mean(form, value, tuple(form.expression(g) for g in given))


def _mean(form: Canonical, value: Polynomial, given: tuple[Expr, ...]) -> Polynomial:
    total: Polynomial = {}
    for monomial, factor in value.items():
        fixed = tuple(p for p in monomial if not (is_random(p[0]) or is_random(p[1])))
        random: Monomial = tuple(p for p in monomial if p not in fixed)
        term: Polynomial = {fixed: factor}
        inside = poly.product_of(random)
        if inside is not None:
            term = form.multiply(term, poly.of_factor(apply("expectation", inside, *given)))
        total = poly.add(total, term)
    return total


def indicator(form: Canonical, node: Apply) -> Polynomial:
    """The indicator of an event, or its mean: the probability."""
    event, *given = node.args
    value = events(form, event)
    if node.op == "indicator":
        return value
    if given and given[0].sort == "event":
        condition = events(form, given[0])
        joint = _mean(form, form.multiply(value, condition), ())
        return form.multiply(joint, form.power(_mean(form, condition, ()), poly.of_number(-1)))
    return _mean(form, value, tuple(form.expression(g) for g in given))


def density(form: Canonical, node: Apply) -> Polynomial:
    """The density of variables taken together, in canonical order; p(x | y) = p(x, y) / p(y)."""
    variable, value, *given = node.args
    pairs = list(zip(_parts(variable), _parts(value)))
    if len(_parts(variable)) != len(_parts(value)) or any(g.sort == "event" for g in given):
        return poly.of_factor(apply("density", *(form.expression(a) for a in node.args)))
    below = [(g, g) for condition in given for g in _parts(condition)]
    joint = _joint_density(form, pairs + below)
    if not below:
        return joint
    return form.multiply(joint, form.power(_joint_density(form, below), poly.of_number(-1)))


def _parts(node: Expr) -> tuple[Expr, ...]:
    """The variables that are taken together."""
    if isinstance(node, Apply) and node.op == "joint":
        return tuple(part for arg in node.args for part in _parts(arg))
    return (node,)


def _joint_density(form: Canonical, pairs: list[tuple[Expr, Expr]]) -> Polynomial:
    known = sorted({(form.expression(a), form.expression(b)) for a, b in pairs}, key=poly.sort_key)
    variables, values = (tuple(side) for side in zip(*known))
    if len(known) == 1:
        return poly.of_factor(apply("density", variables[0], values[0]))
    return poly.of_factor(apply("density", apply("joint", *variables), apply("joint", *values)))


def events(form: Canonical, event: Expr) -> Polynomial:
    """The indicator of an event as a polynomial of indicators: and, or, not are algebra."""
    if isinstance(event, Apply):
        if event.op == "and":
            return form.multiply(*(events(form, a) for a in event.args))
        if event.op == "or":
            a, b = (events(form, x) for x in event.args)
            return poly.add(a, b, poly.scale(form.multiply(a, b), -1))
        if event.op == "not":
            return poly.add(poly.of_number(1), poly.scale(events(form, event.args[0]), -1))
        if event.op == "omega":
            return poly.of_number(Fraction(1))
        if event.op == "empty_event":
            return {}
    return poly.of_factor(apply("indicator", form.expression(event)))
