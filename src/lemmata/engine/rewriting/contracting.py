"""Sums in which an index has nothing left to do: a delta picks, an inverse undoes its matrix, a simplex sums to 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lemmata.engine.expr import Apply, At, Expr, Size, Symbol, apply_at, as_size, at, implied, is_size, substitute
from lemmata.engine.ops import apply
from lemmata.engine.ops.size_facts import size_facts
from lemmata.engine.rewriting.polynomial import ONE, Pair, integer_value
from lemmata.engine.rewriting.symmetry import is_symmetric

if TYPE_CHECKING:
    from lemmata.engine.rewriting.canonical import Canonical


def contracted(form: Canonical, dims: dict[str, Size], pairs: list[Pair]) -> list[Pair]:
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


def used_by(name: str, pairs: list[Pair]) -> list[Pair]:
    return [p for p in pairs if name in p[0].free | p[1].free]


def _entry_pair(name: str, pairs: list[Pair]) -> tuple[Pair, Pair] | None:
    """The two matrix entries that share a summed index, where nothing else uses it."""
    users = used_by(name, pairs)
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
        users = used_by(name, pairs)
        if len(users) == 1 and users[0][1] is ONE and isinstance(users[0][0], At):
            array, indices = apply_at(users[0][0])
            # Of a stack of simplexes it is the last axis that sums to 1.
            whole = isinstance(array, Symbol) and implied(array.domain, "simplex") and (
                len(indices) == array.rank and array.shape[-1] == dims[name])
            if whole and _place(indices, name) == -1:
                del dims[name]
                return [p for p in pairs if p is not users[0]]
    return None
