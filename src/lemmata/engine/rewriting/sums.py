"""Sums over indices in canonical form: by connected component, with the indices in canonical order.

A sum of products falls apart into components that share no summed index. Each component becomes
one closed factor, whose indices are ordered by what they touch (refinement) and, among ties, by
trying the orders and keeping the least digest, up to a cap.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from fractions import Fraction
from hashlib import blake2b
from typing import TYPE_CHECKING

from lemmata.engine.expr import (
    Apply,
    At,
    Bind,
    Expr,
    Number,
    Size,
    Symbol,
    apply_at,
    as_size,
    at,
    bind,
    implied,
    integer,
    is_size,
    number,
    open_binder,
    substitute,
)
from lemmata.engine.ops import apply
from lemmata.engine.ops.facts import known, size_facts
from lemmata.engine.rewriting import polynomial as poly
from lemmata.engine.rewriting.polynomial import ONE, Polynomial, Undecided, integer_value
from lemmata.engine.rewriting.signatures import Signatures
from lemmata.engine.rewriting.symmetry import is_symmetric

if TYPE_CHECKING:
    from lemmata.engine.rewriting.canonical import Canonical

Pair = tuple[Expr, Expr]
MOST_COPIES = 6
MOST_ORDERS = 5040
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
    pairs = _contract(form, dims, _split_exponents(form, dims, monomial))
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


def _contract(form: Canonical, dims: dict[str, Size], pairs: list[Pair]) -> list[Pair]:
    """Use what is known of sums: deltas pick, an inverse undoes its matrix, a simplex sums to one."""
    changed = True
    while changed:
        changed = False
        for rule in (_use_delta, _use_inverse, _use_orthonormal, _use_simplex):
            found = rule(form, dims, pairs)
            if found is not None:
                pairs, changed = found, True
                break
    return pairs


def _use_delta(form: Canonical, dims: dict[str, Size], pairs: list[Pair]) -> list[Pair] | None:
    """sum_j delta(i, j) f(j) = f(i), where i certainly lies in the range of j."""
    for pair in pairs:
        base = pair[0]
        if not (isinstance(base, Apply) and base.op == "delta" and all(is_size(a) for a in base.args)):
            continue
        left, right = (as_size(a) for a in base.args)
        for mine, other in ((left, right), (right, left)):
            name = mine.atom
            if name not in dims or name in other.atoms:
                continue
            ranges = {**form.ranges, **{k: (Size.of(0), d - 1) for k, d in dims.items()}}
            above = size_facts(other, ranges), size_facts(dims[name] - 1 - other, ranges)
            if all("nonnegative" in facts for facts in above):
                del dims[name]
                rest = [p for p in pairs if p is not pair]
                return [(substitute(b, sizes={name: other}), substitute(e, sizes={name: other})) for b, e in rest]
    return None


def _used_by(name: str, pairs: list[Pair]) -> list[Pair]:
    return [p for p in pairs if name in p[0].free | p[1].free]


def _entry_pair(name: str, pairs: list[Pair]) -> tuple[Pair, Pair] | None:
    """The two matrix entries that share a summed index, where nothing else uses it."""
    users = _used_by(name, pairs)
    if len(users) == 1 and integer_value(users[0][1]) == 2 and isinstance(users[0][0], At):
        return users[0], users[0]
    if len(users) == 2 and all(isinstance(b, At) and e is ONE for b, e in users):
        (one, i), (two, j) = apply_at(users[0][0]), apply_at(users[1][0])
        if len(i) == one.rank >= 2 and len(j) == two.rank >= 2:
            return users[0], users[1]
    return None


def _use_inverse(form: Canonical, dims: dict[str, Size], pairs: list[Pair]) -> list[Pair] | None:
    """sum_k A[i, k] inv(A)[k, j] = delta(i, j)."""
    for name in list(dims):
        both = _entry_pair(name, pairs)
        if both is None:
            continue
        for one, two in (both, both[::-1]):
            matrix, i = apply_at(one[0])
            inverse, j = apply_at(two[0])
            whole = at(matrix, *i[:-2])  # one matrix of a stack
            if not (isinstance(inverse, Apply) and inverse.op == "inv" and inverse.args[0] is whole):
                continue
            mine, yours = _place(i, name), _place(j, name)
            if mine not in (-1, -2) or yours not in (-1, -2) or dims[name] != matrix.shape[mine]:
                continue
            # The indices of a symmetric matrix have been put in order, and its inverse is symmetric too.
            if yours != mine or is_symmetric(whole, form.assumptions):
                return _replace(dims, pairs, name, both, i[-3 - mine], j[-3 - yours])
    return None


def _use_orthonormal(form: Canonical, dims: dict[str, Size], pairs: list[Pair]) -> list[Pair] | None:
    """sum_k Q[k, i] Q[k, j] = delta(i, j) for orthonormal columns (rows too where Q is square)."""
    for name in list(dims):
        both = _entry_pair(name, pairs)
        if both is None:
            continue
        (one, i), (two, j) = apply_at(both[0][0]), apply_at(both[1][0])
        if not (isinstance(one, Symbol) and one is two and len(i) == one.rank >= 2 and i[:-2] == j[:-2]):
            continue
        place = _place(i, name)
        if place is None or place != _place(j, name) or dims[name] != one.shape[place]:
            continue
        rows = implied(one.domain, "semiorthogonal") and place == -2
        if rows or (one.domain == "orthogonal" and place == -1):
            return _replace(dims, pairs, name, both, i[-3 - place], j[-3 - place])
    return None


def _place(indices: tuple[Expr, ...], name: str) -> int | None:
    """The one place of an index, counted from the end: -1 is the last."""
    found = [k - len(indices) for k, i in enumerate(indices) if is_size(i) and as_size(i).atom == name]
    return found[0] if len(found) == 1 and sum(name in i.free for i in indices) == 1 else None


def _replace(dims: dict[str, Size], pairs: list[Pair], name: str, both: tuple[Pair, Pair],
             i: Expr, j: Expr) -> list[Pair]:
    del dims[name]
    rest = [p for p in pairs if p is not both[0] and p is not both[1]]
    return rest if i is j else [*rest, (apply("delta", *sorted((i, j))), ONE)]


def _use_simplex(form: Canonical, dims: dict[str, Size], pairs: list[Pair]) -> list[Pair] | None:
    """sum_i p[i] = 1 for p in a simplex."""
    for name in list(dims):
        users = _used_by(name, pairs)
        if len(users) == 1 and users[0][1] is ONE and isinstance(users[0][0], At):
            array, indices = apply_at(users[0][0])
            # Of a stack of simplexes it is the last axis that sums to 1.
            whole = isinstance(array, Symbol) and implied(array.domain, "simplex") and (
                len(indices) == array.rank and array.shape[-1] == dims[name])
            if whole and _place(indices, name) == -1:
                del dims[name]
                return [p for p in pairs if p is not users[0]]
    return None


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
    for order in _orders(form, dims, pairs):
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


def _orders(form: Canonical, dims: dict[str, Size], pairs: list[Pair]) -> list[tuple[str, ...]]:
    """The orders of the indices that refinement leaves open.

    Where some indices look alike, each of them in turn is told apart from the others, and what it touches
    with it: the two copies of a chain of n sums that is squared have 2 orders, not 2^n.
    """
    if len(dims) == 1:
        return [tuple(dims)]
    found: list[tuple[str, ...]] = []
    waiting = [_refined(form, {name: str(dims[name]) for name in dims}, pairs)]
    while waiting:
        colour = waiting.pop()
        classes: dict[str, list[str]] = {}
        for name in sorted(dims, key=lambda n: colour[n]):
            classes.setdefault(colour[name], []).append(name)
        alike = next((members for members in classes.values() if len(members) > 1), None)
        if alike is None:
            found.append(tuple(itertools.chain(*classes.values())))
        else:
            waiting.extend(_refined(form, {**colour, name: colour[name] + "!"}, pairs) for name in alike)
        if len(found) + len(waiting) > MOST_ORDERS:
            raise Undecided(f"more than {MOST_ORDERS} orders of the indices of a sum look alike")
    return found


def _refined(form: Canonical, colour: dict[str, str], pairs: list[Pair]) -> dict[str, str]:
    """Colours that differ as soon as what the indices touch has different colours."""
    while True:
        new = {name: _colour(form, name, colour, pairs) for name in colour}
        if len(set(new.values())) == len(set(colour.values())):
            return new
        colour = new


def _colour(form: Canonical, name: str, colour: dict[str, str], pairs: list[Pair]) -> str:
    """What an index touches, said without the names of the indices or any order of factors."""
    used = _used_by(name, pairs)
    outside = {other: other for pair in used for part in pair for other in part.free}
    seen = Signatures({**outside, **colour, name: "here"}, form.assumptions)
    touched = sorted(seen.of(base) + seen.of(power) for base, power in used)
    return blake2b(b"|".join([colour[name].encode(), *touched]), digest_size=12).hexdigest()


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


