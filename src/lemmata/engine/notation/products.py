"""Products of sums: kept as they are, or multiplied out where something cancels or comes apart."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction

from lemmata.engine.expr import Apply, Expr, count_nodes
from lemmata.engine.notation.entries import Entries, is_plain
from lemmata.engine.notation.sums import MOST, collected, written_sum
from lemmata.engine.notation.terms import Factor, Opaque, Term, TooLong, age, connected, product, settled

MOST_APART = 16  # terms of what is multiplied out to see whether it gets shorter


MOST_STEPS = 4000  # factors of the products that parts are taken apart to, in one round

class Products(Entries):
    """Products of the sums that entries are."""

    def __init__(self) -> None:
        super().__init__()
        self.steps = 0
        self._insides: dict[Expr, tuple[list[str], list[Term] | Opaque]] = {}

    def written(self, terms: list[Term], names: Sequence[str]) -> Expr:
        """The array over indices; what stands on its diagonal is put together."""
        pair = frozenset(names)
        on = [t for t in terms if len(names) == 2 and t.deltas == {pair} and any(names[0] in f.indices or (
            names[1] in f.indices) for f in t.powers)]
        if len(on) > 1:
            entries = [replace(t, deltas=set()).renamed(names[1], names[0]) for t in on]
            total = self.whole(entries)
            terms = [t for t in terms if t not in on] + ([replace(total, deltas={pair})] if total.coefficient else [])
        found = written_sum(terms, names, self.sizes)
        if sum(any(_is_sum(f, p) for f, p in t.powers.items()) for t in terms) > 1:
            with suppress(Opaque):  # s (1 - y) - y (1 - s) is s - y
                apart = written_sum(self.multiplied(terms), names, self.sizes)
                if count_nodes(apart) < count_nodes(found):
                    return apart
        return found

    def whole(self, terms: list[Term], power: Fraction = Fraction(1)) -> Term:
        """A sum of products as one factor: an array of its own over the indices that it has."""
        names = _in_order(terms)
        form = self.written(self.spread(terms, ()), names)
        sign = Fraction(1)
        if isinstance(form, Apply) and form.op == "neg" and power.denominator == 1:
            form, sign = form.args[0], Fraction(-1) ** int(power)  # of a sum all of whose terms are subtracted
        if not isinstance(form, Apply) or form.op != "add":  # its terms were alike
            again = self.inside(form, names)
            if not again or (len(again) == 1 and (power == 1 or is_plain(again[0]))):
                return self._raised(again, power).scaled(sign)
        return Term(sign, {Factor(form, tuple(names)): power})

    def fewer(self, terms: list[Term]) -> bool:
        """Whether some of the products are alike, or cancel each other; or their sum is no matrix."""
        names = sorted({i for t in terms for i in t.free}, key=age)
        if len(names) > 2:
            return True
        try:
            found = collected(self.spread(terms, ()), names, self.sizes)
        except Opaque:
            return False
        return len(found) < len(terms)

    def product(self, parts: list[list[Term]]) -> list[Term]:
        """Products of single terms; a sum stays one factor, but where it holds a delta or cancels something."""
        if any(not part for part in parts):
            return []
        base = product([part[0] for part in parts if len(part) == 1])
        spread = []
        for part in (part for part in parts if len(part) > 1):
            if _spreads(part, base):
                spread.append(part)
            else:
                base = product([base, self.whole(part)])
        result = [base]
        for part in spread:
            if len(result) * len(part) > MOST:
                raise Opaque(f"more than {MOST} terms")
            result = [product([self._fresh(a), b]) for b in part for a in result]
        return [t for t in result if t.coefficient]

    def spread(self, terms: list[Term], names: Sequence[str]) -> list[Term]:
        """The products with sums multiplied out where something cancels, or an outer product or a delta comes out."""
        result, left = [], [settled(t, self.sizes) for t in terms]
        while left:
            term = left.pop(0)
            for factor, power in term.powers.items():
                if not _is_sum(factor, power):
                    continue
                rest, inside = self._taken(term, factor)
                if _spreads(inside, rest) or self._parts(inside, factor, rest, names):
                    left = [settled(self._fresh(product([rest, t])), self.sizes) for t in inside] + left
                    break
            else:
                result.append(term)
            if len(result) + len(left) > MOST:
                raise Opaque(f"more than {MOST} terms")
        return result

    def multiplied(self, terms: list[Term]) -> list[Term]:
        """The products with their sums multiplied out."""
        result: list[Term] = []
        for term in terms:
            factor = next((f for f, p in term.powers.items() if _is_sum(f, p)), None)
            if factor is None:
                result.append(term)
                continue
            rest, inside = self._taken(term, factor)
            result += [settled(self._fresh(product([rest, t])), self.sizes) for t in inside]
        if len(result) > MOST_APART:
            raise Opaque(f"more than {MOST_APART} terms")
        return result

    def _taken(self, term: Term, factor: Factor) -> tuple[Term, list[Term]]:
        """A product without one of its factors, a sum, and the terms of that."""
        rest = replace(term, powers={f: p for f, p in term.powers.items() if f != factor})
        return rest, self.inside(factor.array, factor.indices)

    def inside(self, array: Expr, names: Sequence[str]) -> list[Term]:
        """The terms of an array at indices; they are worked out once, however many products it stands in."""
        if array not in self._insides:
            own = [self.index(size) for size in array.shape]
            try:
                terms: list[Term] | Opaque = self.entry(array, own, top=True) if own else self.value(array, top=True)
            except Opaque as reason:
                terms = reason
            self._insides[array] = own, terms
        own, terms = self._insides[array]
        if isinstance(terms, Opaque):
            raise Opaque(str(terms))
        result = []
        self.steps += sum(1 + len(term.powers) for term in terms)
        if self.steps > MOST_STEPS:
            raise TooLong(f"more than {MOST_STEPS:,} factors")
        for term in terms:
            found = self._fresh(replace(term, powers=dict(term.powers), deltas=set(term.deltas)))
            for old, new in zip(own, names):
                found = found.renamed(old, new)
            result.append(found)
        return result

    def _parts(self, inside: list[Term], factor: Factor, rest: Term, names: Sequence[str]) -> bool:
        """Whether a sum holds an outer product, or stands in one that is the result."""
        if len(factor.indices) == 2 and len(set(factor.indices)) == 2:
            return any(t.free.issuperset(factor.indices) and not connected(t, *factor.indices) for t in inside)
        if len(factor.indices) != 1 or len(names) != 2 or factor.indices[0] not in names:
            return False
        return not connected(rest, *names)

    def _fresh(self, term: Term) -> Term:
        """The term with summed indices of its own, as it stands at several places."""
        bound = term.bound
        result = replace(term, bound={})
        for name, size in bound.items():
            new = self.index(size)
            result = result.renamed(name, new)
            result.bound[new] = size
        return result


def _in_order(terms: Sequence[Term]) -> list[str]:
    """The indices that are not summed over; two of them as most matrices have them."""
    names = sorted({i for t in terms for i in t.free}, key=age)
    turned = sum((f.indices == tuple(names[::-1])) - (f.indices == tuple(names)) for t in terms for f in t.powers)
    return names[::-1] if len(names) == 2 and turned > 0 else names


def _spreads(part: list[Term], other: Term) -> bool:
    """Whether a sum is multiplied out: it holds a delta, or one of its terms cancels a factor."""
    return any(t.deltas for t in part) or any(
        other.powers.get(f, Fraction(0)) * p < 0 for t in part for f, p in t.powers.items())


def _is_sum(factor: Factor, power: Fraction) -> bool:
    return power == 1 and isinstance(factor.array, Apply) and factor.array.op == "add"
