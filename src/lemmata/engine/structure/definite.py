"""Definite by proof: sums of kernels that the rules show to be semidefinite; nothing is claimed otherwise.

A product over indices is a semidefinite matrix over (rows | columns) where an exchange of rows and columns (and of some
summed indices) leaves it as it is, and its factors are then weights at indices that stay, which are not negative; pairs
of a factor and its mirror image (Gram matrices); or semidefinite matrices from an index to its image. Schur's theorem
multiplies them. A diagonal minus a product b b^T is semidefinite where the sum of b^2 / d is at most 1 (Cauchy and
Schwarz): covariances diag(p) - p p^T, norms I - x x^T / |x|^2.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import permutations

from lemmata.engine.expr import Apply, Expr, number
from lemmata.engine.notation import readable
from lemmata.engine.notation.matrices import is_symmetric
from lemmata.engine.notation.terms import Factor, Term, age
from lemmata.engine.ops import apply
from lemmata.engine.ops.facts import known
from lemmata.engine.structure.entries import Entries, multiplied_out, written
from lemmata.engine.structure.exchanges import exchanges, renamings

MOST_BOUND = 4  # summed indices of a product whose exchanges are tried
Powers = Mapping[Factor, Fraction]


@dataclass(frozen=True)
class Definite:
    """What is proved of a symmetric map: `kind` and why."""

    kind: str  # positive definite, positive semidefinite, negative definite, negative semidefinite, zero
    reason: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.reason}"


@dataclass(frozen=True)
class _Kernel:
    """A product that is semidefinite; strict where it is definite."""

    strict: bool
    reason: str


def definite(entries: Entries) -> Definite | None:
    """Whether a map is definite, by rules; None where they show nothing."""
    if entries.shape(entries.rows) != entries.shape(entries.columns):
        return None
    if not entries.terms:
        return Definite("zero", "no entry but zeros")
    apart = multiplied_out(entries)
    for form in (entries, *(() if apart is None else (apart,))):
        for sign, name in ((1, "positive"), (-1, "negative")):
            found = _Proof(form).of([t.scaled(Fraction(sign)) for t in form.terms])
            if found is not None:
                return Definite(f"{name} {'definite' if found.strict else 'semidefinite'}", found.reason)
    return None


class _Proof:
    def __init__(self, entries: Entries):
        self.rows, self.columns, self.sizes = entries.rows, entries.columns, entries.sizes

    def of(self, terms: Sequence[Term]) -> _Kernel | None:
        """A sum of semidefinite products, each that is subtracted made up for by another."""
        kernels = {k: found for k, t in enumerate(terms) if (found := self.kernel(t)) is not None}
        rest = [k for k in range(len(terms)) if k not in kernels]
        if len(rest) > 2:
            return None
        for partners in permutations(kernels, len(rest)):
            paired = [self.difference(terms[one], terms[other]) for one, other in zip(partners, rest)]
            if all(p is not None for p in paired):
                alone = [kernels[k] for k in kernels if k not in partners]
                reasons = [p.reason for p in (*paired, *alone) if p is not None]
                return _Kernel(any(k.strict for k in alone), " + ".join(dict.fromkeys(reasons)))
        return None

    # one product

    def kernel(self, term: Term) -> _Kernel | None:
        """Whether a product is semidefinite."""
        fixed = {r for r, c in zip(self.rows, self.columns) if frozenset((r, c)) in term.deltas}
        if len(fixed) != len(term.deltas) or len(term.bound) > MOST_BOUND:
            return None
        free = [(r, c) for r, c in zip(self.rows, self.columns) if r not in fixed]
        for exchange, left in exchanges(free, sorted(term.bound, key=age)):
            found = self._exchanged(term, exchange, left)
            if found is not None:
                return found
        return None

    def _exchanged(self, term: Term, exchange: Mapping[str, str], left: set[str]) -> _Kernel | None:
        weights: dict[Factor, Fraction] = {}
        powers = {_seen(f): p for f, p in term.powers.items()}
        gram, middles = False, []
        for factor, power in term.powers.items():
            moved = _seen(Factor(factor.array, tuple(exchange.get(i, i) for i in factor.indices)))
            turning = {i for i in factor.indices if i in exchange}
            if not turning:
                weights[factor] = power
            elif moved == _seen(factor):
                if len(factor.indices) != 2 or len(turning) != 2 or power.denominator != 1 or power < 1:
                    return None
                if known(factor.array, "semidefinite") is not True:
                    return None
                middles.append(factor)
            elif powers.get(moved) == power and (turning <= left or not turning & left):
                gram = True
            else:
                return None
        sign, strict = self.sign(term.coefficient, weights)
        if sign != 1:
            return None
        turned = {r for r, c in zip(self.rows, self.columns) if r in exchange}
        direct = {i for f in middles if known(f.array, "posdef") is True for i in f.indices if i in turned}
        strict = strict and not gram and turned <= direct and all(
            i not in exchange for i in term.bound) and len(middles) == len(direct)
        reason = "a Gram matrix" if gram or (turned and not middles) else (
            "definite matrices, multiplied" if middles else "a diagonal")
        return _Kernel(strict, f"{reason} with weights that are not negative" if weights else reason)

    def sign(self, coefficient: Fraction, powers: Powers) -> tuple[int, bool]:
        """The sign of a product at all its indices, 0 where it is unknown, and whether it is never zero."""
        sign, strict = (1 if coefficient > 0 else -1), True
        unknown: dict[tuple[str, ...], list[tuple[Expr, Fraction]]] = {}
        for factor, power in powers.items():
            one, never = _sign(factor.array, power)
            strict = strict and never
            if one == 0:
                unknown.setdefault(factor.indices, []).append((factor.array, power))
            else:
                sign *= one
        for parts in unknown.values():
            if len(parts) < 2:
                return 0, False
            whole: Expr = number(1)
            for array, power in parts:
                whole = apply("mul", whole, array if power == 1 else apply("pow", array, number(power)))
            one, _ = _sign(readable(whole), Fraction(1))
            if one == 0:
                return 0, False
            sign, strict = sign * one, False
        return sign, strict

    # a diagonal minus a product

    def difference(self, one: Term, other: Term) -> _Kernel | None:
        """Whether a diagonal outweighs a product that is subtracted, between rows or between summed indices."""
        more = one.deltas - other.deltas
        if not other.deltas <= one.deltas or max(len(one.bound), len(other.bound)) > MOST_BOUND:
            return None
        pairs = [(r, c) for r, c in zip(self.rows, self.columns) if frozenset((r, c)) in more]
        if len(pairs) != len(more):
            return None
        if pairs:
            return next((found for renamed in renamings(other, one.bound) if (
                found := self._made_up_for(one, renamed, pairs)) is not None), None)
        for inner in one.bound:  # X^T (diag(p) - p p^T) X
            for first, second in permutations(other.bound, 2):
                if other.bound[first] == other.bound[second] == one.bound[inner]:
                    wide = one.renamed(inner, first)
                    wide = replace(wide, deltas=wide.deltas | {frozenset((first, second))})
                    bare = replace(other, bound={i: s for i, s in other.bound.items() if i not in (first, second)})
                    for renamed in renamings(bare, wide.bound):
                        found = self._made_up_for(wide, renamed, [(first, second)])
                        if found is not None:
                            return found
        return None

    def _made_up_for(self, one: Term, other: Term, pairs: Sequence[tuple[str, str]]) -> _Kernel | None:
        """Where `one` has deltas between the pairs, and its factors stand at their first indices."""
        here, there = {r for r, _ in pairs}, {c for _, c in pairs}
        staying = {r for r, c in zip(self.rows, self.columns) if frozenset((r, c)) in one.deltas & other.deltas}
        exchanged = [(r, c) for r, c in zip(self.rows, self.columns) if r not in staying] + list(pairs)
        image = {**dict(exchanged), **{c: r for r, c in exchanged}}
        first = {c: r for r, c in pairs}
        left = {f: p for f, p in other.powers.items() if {*f.indices} & here}
        right = {f: p for f, p in other.powers.items() if {*f.indices} & there}
        if {Factor(f.array, tuple(image.get(i, i) for i in f.indices)): p for f, p in left.items()} != right or (
                left.keys() & right.keys()):
            return None
        diagonal = {f: p for f, p in one.powers.items() if {*f.indices} & here}
        for factor, power in list(left.items()):  # what carries rows and columns is the same in both
            if {*factor.indices} & {*self.rows} <= here | staying:
                continue
            mirror = Factor(factor.array, tuple(first.get(j := image.get(i, i), j) for i in factor.indices))
            if diagonal.get(factor) != power or diagonal.get(mirror) != power or mirror == factor:
                return None
            del left[factor], diagonal[factor], diagonal[mirror]
        if any({*f.indices} & {*self.rows, *self.columns} - here - staying for f in (*left, *diagonal)):
            return None
        rest = {f: p for f, p in one.powers.items() if not {*f.indices} & here}
        others = {f: p for f, p in other.powers.items() if not {*f.indices} & (here | there)}
        if {f: p for f, p in rest.items() if f.indices} != {f: p for f, p in others.items() if f.indices}:
            return None
        if other.coefficient >= 0 or one.coefficient <= 0 or self.sign(Fraction(1), diagonal)[0] != 1:
            return None
        # at the indices that stay, the diagonal times what both have must be semidefinite
        whole = Term(Fraction(1), {f: p for f, p in rest.items() if f.indices}, set(other.deltas), dict(other.bound))
        if self.kernel(whole) is None:
            return None
        numbers = {f: p for f, p in rest.items() if not f.indices}
        numbers_there = {f: p for f, p in others.items() if not f.indices}
        if self.sign(Fraction(1), numbers)[0] != 1 or self.sign(Fraction(1), numbers_there)[0] != 1:
            return None
        share = Term(-other.coefficient / one.coefficient)  # of b^2 / d, summed
        for f, p in (*((f, 2 * p) for f, p in left.items()), *((f, -p) for f, p in diagonal.items()),
                     *((f, -p) for f, p in numbers.items()), *numbers_there.items()):
            share.powers[f] = share.powers.get(f, Fraction(0)) + p
        share.powers = {f: p for f, p in share.powers.items() if p}
        share.bound = {i: self.sizes[i] for i in here}
        if not self._at_most_one(share):
            return None
        return _Kernel(False, "a diagonal minus a product that it outweighs (Cauchy-Schwarz)")

    def _at_most_one(self, share: Term) -> bool:
        summed = {f: p for f, p in share.powers.items() if {*f.indices} & share.bound.keys()}
        outside = {f: p for f, p in share.powers.items() if f not in summed}
        if len(summed) == 1:
            ((factor, power),) = summed.items()
            if power == 1 and _sums_to_one(factor, set(share.bound)):
                return not outside and share.coefficient <= 1
        if any(f.indices for f in outside) or any(set(f.indices) - share.bound.keys() for f in summed):
            return False
        total = written([Term(Fraction(1), summed, set(), share.bound)], (), self.sizes)
        bound: Expr = number(1 / share.coefficient)
        for f, p in outside.items():
            bound = apply("mul", bound, _power(f.array, -p))
        return known(readable(apply("add", bound, apply("neg", total))), "nonnegative") is True


def _power(base: Expr, power: Fraction) -> Expr:
    """A number to a power; the square of a root or of a Euclidean norm is what it is of."""
    if power == 2 and isinstance(base, Apply):
        inner = base.args[0]
        if base.op == "sqrt":
            return inner
        if base.op == "norm" and base.params["ord"] in (None, 2, "fro") and (
                inner.rank == 1 or base.params["ord"] != 2) and not base.shape:
            return apply("sum", apply("mul", inner, inner))
    return apply("pow", base, number(power))


def _sums_to_one(factor: Factor, over: set[str]) -> bool:
    """Whether the entries are not negative and sum to one over these indices."""
    array = factor.array
    if len(factor.indices) == 1 and known(array, "simplex") is True:
        return True
    if isinstance(array, Apply) and array.op == "softmax":
        axes = [factor.indices[axis] for axis in array.params["axis"] or range(array.rank)]
        return set(axes) == over and all(factor.indices.count(i) == 1 for i in axes)
    return False


def _sign(array: Expr, power: Fraction) -> tuple[int, bool]:
    """The sign of all entries to a power, 0 where it is unknown, and whether none is zero."""
    never = power < 0 or known(array, "nonzero") is True  # where it divides, it is not zero
    if power.denominator == 1 and power.numerator % 2 == 0:
        return 1, never
    if known(array, "nonnegative") is True:
        return 1, never or known(array, "positive") is True
    if known(array, "nonpositive") is True and power.denominator == 1:
        return -1, never
    return (1, never) if power.denominator % 2 == 0 else (0, never)  # an even root, where it is defined


def _seen(factor: Factor) -> Factor:
    """A symmetric matrix seen from the older index."""
    if len(factor.indices) == 2 and age(factor.indices[0]) > age(factor.indices[1]) and is_symmetric(factor.array):
        return Factor(factor.array, factor.indices[::-1])
    return factor
