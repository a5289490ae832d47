"""Products of sums: kept as they are, or multiplied out where something cancels or comes apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction

from lemmata.engine.expr import Apply, Expr, operands
from lemmata.engine.notation.entries import Entries, is_raised
from lemmata.engine.notation.functions import recognised
from lemmata.engine.notation.matrices import length
from lemmata.engine.notation.sums import MOST, collected, written_sum
from lemmata.engine.notation.terms import Factor, Opaque, Term, TooLong, age, connected, product, settled

MOST_APART = 16  # terms of what is multiplied out to see whether it gets shorter
LONG = 250  # symbols and signs of what is written in one way only: nobody reads it at a glance
MOST_SPREAD = 48  # factors that products have to have, together, for their outer products to be multiplied out
DEEPEST = 25  # parts in parts that are taken apart; Python's stack has an end
MOST_INSIDE = 16  # factors of a part that others are joined with; a larger one stays a part
MOST_STEPS, FOR_EACH = 4000, 32  # factors of the products that parts are taken apart to, and for each node, in a round


class Products(Entries):
    """Products of the sums that entries are."""

    def __init__(self) -> None:
        super().__init__()
        self.steps, self.most = 0, MOST_STEPS
        self.by_entries = False  # whether the result has more than two axes: nothing in it is an array of more
        self._cancels: dict[Expr, bool] = {}
        self._insides: dict[Expr, tuple[list[str], list[Term] | Opaque]] = {}
        self._depth = 0
        self.kept: set[Expr] = set()  # sums that are not multiplied out: they have many factors, or several places

    def written(self, terms: list[Term], names: Sequence[str]) -> Expr:
        """The array over indices; what stands on its diagonal is put together."""
        terms = recognised(terms)
        pair = frozenset(names)
        on = [t for t in terms if len(names) == 2 and t.deltas == {pair} and any(names[0] in f.indices or (
            names[1] in f.indices) for f in t.powers)]
        if len(on) > 1:
            entries = [replace(t, deltas=set()).renamed(names[1], names[0]) for t in on]
            total = self.whole(entries)
            terms = [t for t in terms if t not in on] + ([replace(total, deltas={pair})] if total.coefficient else [])
        found = written_sum(terms, names, self.sizes)
        for change in (self.multiplied, self.over_one_line) if len(terms) > 1 and length(found) <= LONG else ():
            with suppress(Opaque):  # s (1 - y) - y (1 - s) is s - y, 1 - a / (a + b) is b / (a + b)
                others = change(terms)
                other = found if others is terms else written_sum(recognised(others), names, self.sizes)
                if length(other) < length(found) and _terms(other) <= _terms(found):
                    return other
        return found

    def over_one_line(self, terms: list[Term]) -> list[Term]:
        """The products over the denominators, which are sums, of some of them; themselves where there are none."""
        lowest: dict[Factor, Fraction] = {}
        for term in terms:
            for factor, power in term.powers.items():
                own = term.bound.keys().isdisjoint(factor.indices)
                if own and power < 0 and power.denominator == 1 and _is_sum(factor, Fraction(1)):
                    lowest[factor] = min(power, lowest.get(factor, power))
        if not lowest:
            return terms
        below = Term(powers=lowest)
        above = [product([t, Term(powers={f: -p for f, p in lowest.items()})]) for t in terms]
        return [product([t, below]) for t in self.multiplied(above)]

    def whole(self, terms: list[Term], power: Fraction = Fraction(1)) -> Term:
        """A sum of products as one factor: an array of its own over the indices that it has."""
        names = _in_order(terms)
        form = self.written(self.spread(terms, ()), names)
        sign = Fraction(1)
        if isinstance(form, Apply) and form.op == "neg" and power.denominator == 1:
            form, sign = form.args[0], Fraction(-1) ** int(power)  # of a sum all of whose terms are subtracted
        if not isinstance(form, Apply) or form.op != "add":  # its terms were alike
            again = self.inside(form, names)
            if not again or (len(again) == 1 and (power == 1 or is_raised(again[0], power))):
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

    def comes_apart(self, terms: list[Term]) -> bool:
        """Whether a sum over more than two indices is multiplied out, as nothing is an array of more axes."""
        return self.by_entries and len({i for t in terms for i in t.free}) > 2

    def cancels(self, term: Term, name: str) -> bool:
        """Whether the sum of a product over an index is zero, as that of x - mean(x)."""
        found = [(f, p) for f, p in term.powers.items() if name in f.indices]
        if len(found) != 1 or any(name in pair for pair in term.deltas) or not _is_sum(*found[0]) or (
                found[0][0].array.rank != 1):
            return False
        array = found[0][0].array
        if array not in self._cancels:
            own = self.index(array.shape[0])
            with suppress(Opaque):
                terms = [settled(replace(t, bound={**t.bound, own: array.shape[0]}), self.sizes)
                         for t in self.inside(array, [own])]
                self._cancels[array] = not collected(terms, (), self.sizes)
        return self._cancels.setdefault(array, False)

    def is_shorter(self, terms: list[Term], others: list[Term]) -> bool:
        """Whether a number is shorter by the first terms."""
        if any(t.free for t in terms):
            return False
        try:
            return length(self.written(terms, ())) < length(self.written(others, ()))
        except Opaque:
            return False

    def product(self, parts: list[list[Term]]) -> list[Term]:
        """Products of single terms; a sum stays one factor, but where it holds a delta or cancels something."""
        if any(not part for part in parts):
            return []
        base = product([part[0] for part in parts if len(part) == 1])
        spread = []
        for part in (part for part in parts if len(part) > 1):
            if _spreads(part, base) or self.comes_apart(part):
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
        room = MOST_SPREAD - sum(len(t.powers) for t in left)
        while left:
            term = left.pop(0)
            for factor, power in term.powers.items():
                if not _is_sum(factor, power) or factor.array in self.kept:
                    continue
                rest, inside = self._taken(term, factor)
                more = sum(len(t.powers) for t in inside) + (len(inside) - 1) * len(rest.powers)
                if _spreads(inside, rest) or (more <= room and self._parts(inside, factor, rest, names)):
                    room -= more
                    left = [settled(self._fresh(product([rest, t])), self.sizes) for t in inside] + left
                    break
            else:
                result.append(term)
            if len(result) + len(left) > MOST:
                raise Opaque(f"more than {MOST} terms")
        return result

    def multiplied(self, terms: list[Term]) -> list[Term]:
        """The products with their sums, and squares of these, multiplied out; themselves where there are none."""
        left, result = list(terms), []
        while left:
            term = left.pop(0)
            factor = next((f for f, p in term.powers.items() if p in (1, 2, 3) and _is_sum(f, Fraction(1)) and (
                f.array not in self.kept)), None)
            if factor is None:
                result.append(term)
            else:
                rest, inside = self._taken(term, factor)
                left = [settled(self._fresh(product([rest, t])), self.sizes) for t in inside] + left
            if len(result) + len(left) > MOST_APART:
                raise Opaque(f"more than {MOST_APART} terms")
        return terms if len(result) == len(terms) and all(a is b for a, b in zip(result, terms)) else result

    def _taken(self, term: Term, factor: Factor) -> tuple[Term, list[Term]]:
        """A product without one of its factors, a sum, and the terms of that."""
        powers = {**term.powers, factor: term.powers[factor] - 1}
        rest = replace(term, powers={f: p for f, p in powers.items() if p})
        return rest, self.inside(factor.array, factor.indices)

    def inside(self, array: Expr, names: Sequence[str]) -> list[Term]:
        """The terms of an array at indices; they are worked out once, however many products it stands in."""
        own, terms = self.taken_apart(array)
        if isinstance(terms, Opaque):
            raise Opaque(str(terms))
        result = []
        self.steps += sum(1 + len(term.powers) for term in terms)
        if self.steps > self.most:
            raise TooLong(f"more than {self.most:,} factors")
        for term in terms:
            result.append(self._fresh(term, dict(zip(own, names))))
        return result

    def taken_apart(self, array: Expr) -> tuple[list[str], list[Term] | Opaque]:
        """Indices of an array's own and its terms at these, or why it has none."""
        if array not in self._insides:
            own = [self.index(size) for size in array.shape]
            if self._depth == DEEPEST:
                self.kept.add(array)
                return own, [Term(powers={Factor(array, tuple(own)): Fraction(1)})]
            self._depth += 1
            try:
                found = self.entry(array, own, top=True) if own else self.value(array, top=True)
                if sum(len(t.powers) for t in found) > MOST_INSIDE:
                    form = self.readable(array)
                    self.kept |= {array, form}
                    found = [Term(powers={Factor(form, tuple(own)): Fraction(1)})]
                terms: list[Term] | Opaque = found
            except Opaque as reason:
                terms = reason
            finally:
                self._depth -= 1
            self._insides[array] = own, terms
        return self._insides[array]

    def _parts(self, inside: list[Term], factor: Factor, rest: Term, names: Sequence[str]) -> bool:
        """Whether a sum holds an outer product, or stands in one that is the result."""
        if len(factor.indices) == 2 and len(set(factor.indices)) == 2:
            if names and any(not t.free.issuperset(factor.indices) for t in inside):
                return True  # x[:, None] beside a matrix
            return any(t.free.issuperset(factor.indices) and not connected(t, *factor.indices) for t in inside)
        if len(factor.indices) != 1 or len(names) != 2 or factor.indices[0] not in names:
            return False
        return not connected(rest, *names)

    def _fresh(self, term: Term, names: Mapping[str, str] = {}) -> Term:
        """The term at these indices, with summed ones of its own, as it stands at several places."""
        own = {name: self.index(size) for name, size in term.bound.items()}
        return term.reindexed({**names, **own}, {own[name]: size for name, size in term.bound.items()})


def _in_order(terms: Sequence[Term]) -> list[str]:
    """The indices that are not summed over; two of them as most matrices have them."""
    names = sorted({i for t in terms for i in t.free}, key=age)
    turned = sum((f.indices == tuple(names[::-1])) - (f.indices == tuple(names)) for t in terms for f in t.powers)
    return names[::-1] if len(names) == 2 and turned > 0 else names


def _terms(node: Expr) -> int:
    """How many terms a sum has, whatever stands in front of it or below."""
    while isinstance(node, Apply) and node.op in ("neg", "div"):
        node = node.args[0]
    return len(operands(node, "add"))


def _spreads(part: list[Term], other: Term) -> bool:
    """Whether a sum is multiplied out: it holds a delta, or one of its terms cancels a factor."""
    return any(t.deltas for t in part) or any(
        other.powers.get(f, Fraction(0)) * p < 0 for t in part for f, p in t.powers.items())


def _is_sum(factor: Factor, power: Fraction) -> bool:
    return power == 1 and isinstance(factor.array, Apply) and factor.array.op == "add"
