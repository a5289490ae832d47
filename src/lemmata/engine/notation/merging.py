"""Products of matrices that differ in one place, as one product: A x + A^T x is (A + A^T) x."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from lemmata.engine.expr import Apply, Expr, number, operands
from lemmata.engine.notation.matrices import is_diagonal, matrices
from lemmata.engine.notation.totals import Written, total
from lemmata.engine.ops import apply


def merged(found: Sequence[Written]) -> list[Written]:
    """Products that have the same ends, with the sum of what stands between these."""
    result: list[Written] = []
    for one in found:
        for k, other in enumerate(result):
            joined = _joined(other, one)
            if joined is not None:
                result[k] = joined
                break
        else:
            result.append(one)
    return result


def _joined(one: Written, other: Written) -> Written | None:
    if one.scalars != other.scalars or abs(one.coefficient) != abs(other.coefficient) or min(
            len(one.chain), len(other.chain)) < 1 or len(one.chain) + len(other.chain) < 3:
        return None
    shorter = min(len(one.chain), len(other.chain))
    same = [a is b for a, b in zip(one.chain, other.chain)]
    first = same.index(False) if False in same else shorter
    back = [a is b for a, b in zip(one.chain[first:][::-1], other.chain[first:][::-1])]
    last = back.index(False) if False in back else len(back)
    if (not first and not last) or _rearranged(one.chain, other.chain):
        return None
    parts = [(w.coefficient, _between(w.chain[first:len(w.chain) - last])) for w in (one, other)]
    middles = [part for _, part in parts if part is not None]
    if len(middles) < 2:  # X^T X - X^T D X
        if len(middles) == 1 and is_diagonal(middles[0]):
            diagonal = middles[0].children[0]
            values = [(c, number(1) if part is None else diagonal) for c, part in parts]
            inner, sign = _both(values)
            middle = apply("diag", inner)
        else:
            return None
    elif middles[0].shape != middles[1].shape:
        return None
    else:
        middle, sign = _both([(c, part) for c, part in parts if part is not None])
    return Written(abs(one.coefficient) * sign, one.scalars, (
        *one.chain[:first], middle, *one.chain[len(one.chain) - last:]))


def _rearranged(one: tuple[Expr, ...], other: tuple[Expr, ...]) -> bool:
    """Whether a product has the factors of another one, elsewhere: the terms of a product rule read best in a row."""
    return len(one) > 2 and Counter(one) == Counter(other)


def _between(chain: tuple[Expr, ...]) -> Expr | None:
    return matrices(chain) if chain else None


def _both(parts: list[tuple[Fraction, Expr]]) -> tuple[Expr, Fraction]:
    """The sum of two arrays, with their signs, and the sign of it."""
    if all(is_diagonal(a) for _, a in parts):
        inner, sign = _both([(c, a.children[0]) for c, a in parts])
        return apply("diag", inner), sign
    signed = []
    for c, whole in parts:
        for own, a in map(_signed, operands(whole, "add")):
            value = Fraction(own if c > 0 else -own)
            signed.append(Written(value, (), (a,)) if a is not number(1) else Written(value, (), ()))
    found = total(sorted(signed, key=lambda one: one.place), max((a.shape for _, a in parts), key=len))
    if isinstance(found, Apply) and found.op == "neg":
        return found.args[0], Fraction(-1)
    return found, Fraction(1)


def _signed(term: Expr) -> tuple[int, Expr]:
    return (-1, term.args[0]) if isinstance(term, Apply) and term.op == "neg" else (1, term)
