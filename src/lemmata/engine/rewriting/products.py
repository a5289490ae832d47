"""Products of polynomials: distributed, with the exponents of equal bases added, and whole powers by them."""

from __future__ import annotations

from fractions import Fraction
from math import comb

from lemmata.engine.expr import Apply, At, Expr, Number, Symbol, apply_at, number
from lemmata.engine.ops import apply
from lemmata.engine.rewriting import polynomial as poly
from lemmata.engine.rewriting.polynomial import Monomial, Polynomial, Steps, Undecided, integer_value
from lemmata.engine.rewriting.signatures import Signatures

MOST_BITS = 100_000
MOST_TERMS = 5_000


class Products:
    """Products of canonical polynomials; `Canonical` supplies the forms of what is inside."""

    def __init__(self, budget: Steps):
        self.budget = budget
        self.signatures = Signatures()

    def polynomial(self, root: Expr) -> Polynomial:
        raise NotImplementedError

    def knows(self, node: Expr, fact: str) -> bool:
        raise NotImplementedError

    def place(self, monomial: Monomial) -> list[object]:
        """Where a term stands among others, by what no renaming of the indices changes first."""
        return [self.made_of(monomial), [poly.sort_key(pair) for pair in monomial]]

    def made_of(self, monomial: Monomial) -> list[tuple[bytes, bytes]]:
        return sorted((self.signatures.of(base), self.signatures.of(power)) for base, power in monomial)

    def leading(self, polynomial: Polynomial) -> Fraction:
        """The number before the first term, whose sign is the sign of the whole."""
        return polynomial[min(polynomial, key=self.place)]

    def multiply(self, left: Polynomial, right: Polynomial) -> Polynomial:
        """The product, distributed."""
        if len(left) > len(right):
            left, right = right, left
        if len(left) == 1 and () in left:
            return poly.scale(right, left[()])
        total: Polynomial = {}
        for a, x in left.items():
            for b, y in right.items():
                self.budget.spend()
                total = self._accumulate(total, self._join(a, b), x * y)
        return total

    def _accumulate(self, total: Polynomial, term: Polynomial, factor: Fraction) -> Polynomial:
        for monomial, value in term.items():
            new = total.get(monomial, 0) + value * factor
            if new:
                total[monomial] = new
            else:
                total.pop(monomial, None)
        return total

    def _join(self, a: Monomial, b: Monomial) -> Polynomial:
        """The product of two monomials: exponents of equal bases add up."""
        if not a or not b:
            return {a or b: Fraction(1)}
        powers = dict(a)
        changed: list[Expr] = []
        for base, exponent in b:
            if base in powers:
                powers[base] = self._plus(powers[base], exponent)
                changed.append(base)
            else:
                powers[base] = exponent
        extra: Polynomial | None = None
        for base in changed:
            exponent = powers.pop(base)
            found = self.fold(base, exponent)
            if found is None:
                powers[base] = exponent
            else:
                extra = found if extra is None else self.multiply(extra, found)
        rest = {tuple(sorted(powers.items(), key=poly.sort_key)): Fraction(1)}
        return rest if extra is None else self.multiply(rest, extra)

    def _plus(self, a: Expr, b: Expr) -> Expr:
        if isinstance(a, Number) and isinstance(b, Number):
            return number(a.value + b.value)
        return poly.to_expr(poly.add(self.polynomial(a), self.polynomial(b)))

    def fold(self, base: Expr, exponent: Expr) -> Polynomial | None:
        """What a power of one base reduces to, or None where it stays: the table of such bases."""
        whole = integer_value(exponent)
        if whole == 0:
            return poly.of_number(1)
        if isinstance(base, Number) and isinstance(exponent, Number):
            return self.number_power(base.value, exponent.value)
        if whole is None or whole < 1:
            return None
        if isinstance(base, Apply):
            if base.op == "add":
                return self.integer_power(self.polynomial(base), whole)
            if base.op == "abs" and whole >= 2 and base.args[0].sort != "complex":
                even = self.integer_power(self.polynomial(base.args[0]), whole - whole % 2)
                return self.multiply(even, poly.of_factor(base)) if whole % 2 else even
            if base.op == "sin" and whole >= 2:
                cosine = poly.of_factor(apply("cos", base.args[0]), number(2))
                square = poly.add(poly.of_number(1), poly.scale(cosine, -1))
                rest = poly.of_factor(base) if whole % 2 else poly.of_number(1)
                return self.multiply(self.integer_power(square, whole // 2), rest)
            if base.op in ("delta", "indicator") and whole >= 2:
                return poly.of_factor(base)
            if base.op == "sign" and whole >= 3:
                return poly.of_factor(base, number(2 - whole % 2))
        if isinstance(base, At) and whole >= 2:
            array, _ = apply_at(base)
            if isinstance(array, Symbol) and (array.domain in ("onehot", "binary")):
                return poly.of_factor(base)
        if isinstance(base, Symbol) and base.domain == "binary" and whole >= 2:
            return poly.of_factor(base)
        return None

    def integer_power(self, base: Polynomial, exponent: int) -> Polynomial:
        """base ** exponent for exponent >= 0, by squaring."""
        value = poly.constant_of(base)
        if value is not None:
            return poly.of_number(whole_power(value, exponent))
        if len(base) > 1 and comb(exponent + len(base) - 1, len(base) - 1) > MOST_TERMS:
            raise Undecided(f"a power of {len(base)} terms with the exponent {exponent} is larger than the budget")
        result = poly.of_number(1)
        while exponent:
            if exponent & 1:
                result = self.multiply(result, base)
            exponent >>= 1
            if exponent:
                base = self.multiply(base, base)
        return result

    def number_power(self, base: Fraction, exponent: Fraction) -> Polynomial:
        """A rational power of a prime: the whole part is worked out, the root stays."""
        whole = exponent.numerator // exponent.denominator
        rest = exponent - whole
        result = poly.of_number(whole_power(base, whole))
        return self.multiply(result, poly.of_factor(number(base), number(rest))) if rest else result


def whole_power(base: Fraction, exponent: int) -> Fraction:
    """An exact power, as long as it has a reasonable number of digits."""
    if abs(exponent) * max(base.numerator.bit_length(), base.denominator.bit_length()) > MOST_BITS:
        raise Undecided(f"a power with the exponent {exponent} has too many digits")
    return base**exponent
