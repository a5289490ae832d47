"""Sums over indices in canonical form: by connected component, with the indices in canonical order.

A sum of products falls apart into components that share no summed index. Each component becomes
one closed factor, whose indices are ordered by what they touch (refinement) and, among ties, by
trying the orders and keeping the least digest, up to a cap.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

from lemmata.engine.expr import (
    Bind,
    Expr,
    Number,
    Size,
    as_size,
    bind,
    integer,
    is_size,
    number,
    open_binder,
    substitute,
)
from lemmata.engine.ops.facts import known
from lemmata.engine.rewriting import polynomial as poly
from lemmata.engine.rewriting.contracting import contracted
from lemmata.engine.rewriting.orders import orders
from lemmata.engine.rewriting.polynomial import Pair, Polynomial, Undecided, integer_value

if TYPE_CHECKING:
    from lemmata.engine.rewriting.canonical import Canonical

MOST_COPIES = 6
UNROLLED = 4


def close_sum(form: Canonical, index: Size, body: Polynomial, length: Size) -> Polynomial:
    """The canonical form of the sum of `body` over 0 <= index < length."""
    name = index.atom
    assert name is not None
    if length.constant is not None and length.constant <= UNROLLED:
        whole = poly.to_expr(body)
        return poly.add({}, *(form.polynomial(substitute(whole, sizes={name: k})) for k in range(length.constant)))
    total: Polynomial = {}
    for monomial, factor in body.items():
        bounds: list[tuple[str, Size]] = [(name, length)]
        factors: list[Pair] = []
        for base, exponent in monomial:
            factor *= _flatten(form, base, exponent, name, bounds, factors)
        term = _close(form, bounds, factors)
        total = poly.add(total, poly.scale(term, factor))
    return total


def _flatten(form: Canonical, base: Expr, exponent: Expr, name: str,
             bounds: list[tuple[str, Size]], factors: list[Pair]) -> Fraction:
    """Inner sums that the index reaches are opened, each copy of a power by itself; the number that comes out."""
    copies = integer_value(exponent)
    if not (isinstance(base, Bind) and base.binder == "sum" and name in base.free
            and copies is not None and 1 <= copies <= MOST_COPIES and is_size(base.range[1])
            and not any(a[0] in "%#" for a in as_size(base.range[1]).atoms)):
        factors.append((base, exponent))
        return Fraction(1)
    number_before = Fraction(1)
    for _ in range(copies):
        node: Expr = base
        while isinstance(node, Bind) and node.binder == "sum":
            variable, body = open_binder(node)
            bounds.append((variable.atom, as_size(node.range[1])))  # type: ignore[union-attr, arg-type]
            node = body
        inner = poly.single(form.polynomial(node))
        if inner is None:
            raise Undecided("a product under a sum changes with the names of its indices")
        number_before *= inner[1]
        factors.extend(inner[0])
    return number_before


def _close(form: Canonical, bounds: list[tuple[str, Size]], factors: list[Pair]) -> Polynomial:
    product = _merged(form, factors)
    if len(product) != 1:
        raise Undecided("a product under a sum does not stay one term")
    (monomial, factor), = product.items()
    dims = dict(bounds)
    pairs = contracted(form, dims, _split_exponents(form, dims, monomial))
    result = poly.of_number(factor)
    for names, group in _components(dims, pairs):
        if not names:
            result = form.multiply(result, _product(form, group))
        elif not group and form.proper(dims[names[0]]):
            result = form.multiply(result, form.polynomial(integer(dims[names[0]])))
        else:
            result = form.multiply(result, _component(form, {n: dims[n] for n in names}, group))
    return result


def _split_exponents(form: Canonical, dims: dict[str, Size], pairs: Iterable[Pair]) -> list[Pair]:
    """c^(a_i + b) is c^(a_i) c^b for c > 0, so that what the sum does not reach can leave it."""
    result: list[Pair] = []
    for base, exponent in pairs:
        splits = base is poly.E or isinstance(base, Number) or (
            not base.free & set(dims) and known(base, "positive", form.assumptions) is True)
        if not splits or not exponent.free & set(dims):
            result.append((base, exponent))
            continue
        terms = form.polynomial(exponent)
        inside = {m: c for m, c in terms.items() if any((b.free | e.free) & set(dims) for b, e in m)}
        outside = {m: c for m, c in terms.items() if m not in inside}
        result.extend((base, poly.to_expr(part)) for part in (inside, outside) if part)
    return result


def _merged(form: Canonical, factors: Iterable[Pair]) -> Polynomial:
    result = poly.of_number(1)
    for base, exponent in factors:
        result = form.multiply(result, {((base, exponent),): Fraction(1)})
    return result


def _product(form: Canonical, pairs: Iterable[Pair]) -> Polynomial:
    """A product whose factors are brought to canonical form again, after a change of indices."""
    result = poly.of_number(1)
    for base, exponent in pairs:
        power = form.polynomial(exponent)
        piece = form.exp(power) if base is poly.E else form.power(form.polynomial(base), power)
        result = form.multiply(result, piece)
    return result


def _components(dims: dict[str, Size], pairs: Iterable[Pair]) -> list[tuple[list[str], list[Pair]]]:
    """Groups of summed indices and the factors that connect them; the first group has no index."""
    groups: list[tuple[list[str], list[Pair]]] = [([], [])] + [([name], []) for name in dims]
    for pair in pairs:
        names = (pair[0].free | pair[1].free) & set(dims)
        joined = [g for g in groups[1:] if set(g[0]) & names]
        if not joined:
            groups[0][1].append(pair)
            continue
        first = joined[0]
        first[1].append(pair)
        for other in joined[1:]:
            first[0].extend(other[0])
            first[1].extend(other[1])
            groups = [g for g in groups if g is not other]
    return groups


def _component(form: Canonical, dims: dict[str, Size], pairs: list[Pair]) -> Polynomial:
    if len(dims) == 1:
        closed = _power_sum(form, next(iter(dims.items())), pairs)
        if closed is not None:
            return closed
    start = poly.next_level(n for b, e in pairs for n in (b.free | e.free) - set(dims))
    found: dict[Expr, set[Fraction]] = {}
    for order in orders(form, dims, pairs):
        form.budget.spend(len(pairs))
        names = {name: Size.of(poly.level_name(start + k, dims[name])) for k, name in enumerate(order)}
        moved = [(substitute(b, sizes=names), substitute(e, sizes=names)) for b, e in pairs]
        whole = _product(form, moved)
        if not whole:
            return {}
        term = poly.single(whole)
        if term is None:
            raise Undecided("a product under a sum changes with the order of its indices")
        node = poly.product_of(term[0]) or number(1)
        for name in reversed(order):
            node = bind("sum", names[name], node, 0, dims[name])
        found.setdefault(node, set()).add(term[1])
    best = min(found)
    factor, *others = found[best]
    return {} if others else poly.scale(poly.of_factor(best), factor)  # what is its own negative is 0


def _power_sum(form: Canonical, bound: tuple[str, Size], pairs: list[Pair]) -> Polynomial | None:
    """sum_{i<n} i^k in closed form (Faulhaber)."""
    from sympy import bernoulli, binomial

    name, dim = bound
    if len(pairs) != 1 or pairs[0][0] is not integer(Size.of(name)):
        return None
    power = integer_value(pairs[0][1])
    if power is None or not 1 <= power <= 12 or not form.proper(dim):
        return None
    size = form.polynomial(integer(dim))
    total: Polynomial = {}
    for k in range(power + 1):
        # With B_1 = -1/2 the sum runs over 0 <= i < n.
        number_k = -bernoulli(k) if k == 1 and bernoulli(1) > 0 else bernoulli(k)
        factor = Fraction(int(binomial(power + 1, k)), power + 1) * Fraction(str(number_k))
        total = poly.add(total, poly.scale(form.integer_power(size, power + 1 - k), factor))
    return total


