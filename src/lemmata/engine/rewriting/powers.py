"""Products, powers, exponentials and logarithms of polynomials, each where it holds.

Identities that need a sign (log(ab) = log a + log b, (ab)^(1/2) = a^(1/2) b^(1/2)) are used only
where the sign is certain; otherwise the factor stays whole.
"""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from math import comb, gcd

from sympy import factorint

from lemmata.engine.expr import Apply, At, Expr, Number, Symbol, apply_at, number
from lemmata.engine.ops import apply
from lemmata.engine.rewriting import polynomial as poly
from lemmata.engine.rewriting.polynomial import ONE, ZERO, E, Monomial, Polynomial, Steps, Undecided, integer_value
from lemmata.engine.rewriting.signatures import Signatures

LARGEST_FACTORED = 10**12
MOST_BITS = 100_000
MOST_TERMS = 5_000


class Powers:
    """Arithmetic on canonical polynomials; `Canonical` supplies the forms of what is inside."""

    def __init__(self, budget: Steps):
        self.budget = budget
        self.signatures = Signatures()

    def polynomial(self, root: Expr) -> Polynomial:
        raise NotImplementedError

    def knows(self, node: Expr, fact: str) -> bool:
        raise NotImplementedError

    def place(self, monomial: Monomial) -> list[object]:
        """Where a term stands among others, by what no renaming of the indices changes first."""
        return [self._made_of(monomial), [poly.sort_key(pair) for pair in monomial]]

    def _made_of(self, monomial: Monomial) -> list[tuple[bytes, bytes]]:
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
            found = self._fold(base, exponent)
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

    def _fold(self, base: Expr, exponent: Expr) -> Polynomial | None:
        """What a power of one base reduces to, or None where it stays: the table of such bases."""
        whole = integer_value(exponent)
        if whole == 0:
            return poly.of_number(1)
        if isinstance(base, Number) and isinstance(exponent, Number):
            return self._number_power(base.value, exponent.value)
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
            return poly.of_number(_whole_power(value, exponent))
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

    def power(self, base: Polynomial, exponent: Polynomial) -> Polynomial:
        """base ** exponent, distributed where that holds."""
        value = poly.constant_of(exponent)
        whole = value is not None and value.denominator == 1 and value >= 0
        if whole and (len(base) != 1 or () in base):
            return self.integer_power(base, int(value))  # type: ignore[arg-type]
        if not base:
            if value is None:
                raise Undecided("a power of zero with an unknown exponent")
            if value < 0:
                raise Undecided("division by zero")
            return {}
        term = poly.single(base)
        if term is not None:
            return self._monomial_power(term[0], term[1], exponent)
        content, common, rest = self.split(base, signed=value is not None and value.denominator == 1)
        result = poly.of_factor(poly.to_expr(rest), poly.to_expr(exponent))
        if content == 1 and common == ():
            return result
        return self.multiply(self._monomial_power(common, content, exponent), result)

    def _monomial_power(self, monomial: Monomial, factor: Fraction, exponent: Polynomial) -> Polynomial:
        value = poly.constant_of(exponent)
        whole = value is not None and value.denominator == 1
        result, rest, sign = poly.of_number(1), [], 1
        if whole:
            result = poly.of_number(_whole_power(factor, int(value)))  # type: ignore[arg-type]
        elif factor > 0:
            result = self._number_symbolic(factor, exponent)
        else:
            sign = -1
            result = self._number_symbolic(-factor, exponent)
        for base, power in monomial:
            new = self._scaled(power, exponent)
            if base is E:
                piece = self.exp(new)
            elif whole or self.nonnegative(base, ONE) or _is_root(power):
                piece = self._raised(base, new)
            elif (integer_value(power) or 1) % 2 == 0:
                piece = self._raised(self._abs_of(base), new)
            else:
                rest.append((base, power))
                continue
            result = self.multiply(result, piece)
        if rest or sign < 0:
            inner: Polynomial = {tuple(rest): Fraction(sign)}
            if sign < 0 and not rest and value is not None:
                raise Undecided("a root of a negative number")
            result = self.multiply(result, poly.of_factor(poly.to_expr(inner), poly.to_expr(exponent)))
        return result

    def _abs_of(self, base: Expr) -> Expr:
        return apply("abs", base)

    def _scaled(self, power: Expr, exponent: Polynomial) -> Polynomial:
        return exponent if power is ONE else self.multiply(self.polynomial(power), exponent)

    def _raised(self, base: Expr, exponent: Polynomial) -> Polynomial:
        power = poly.to_expr(exponent)
        folded = self._fold(base, power)
        return poly.of_factor(base, power) if folded is None else folded

    def _number_power(self, base: Fraction, exponent: Fraction) -> Polynomial:
        """A rational power of a prime: the whole part is worked out, the root stays."""
        whole = exponent.numerator // exponent.denominator
        rest = exponent - whole
        result = poly.of_number(_whole_power(base, whole))
        return self.multiply(result, poly.of_factor(number(base), number(rest))) if rest else result

    def _number_symbolic(self, value: Fraction, exponent: Polynomial) -> Polynomial:
        result = poly.of_number(1)
        for prime, count in _primes(value):
            power = poly.scale(exponent, count)
            fixed = poly.constant_of(power)
            # 2**(n+1) is 2 * 2**n: the constant part of the exponent joins the coefficient.
            if fixed is None and () in power:
                result = self.multiply(result, self._number_power(prime, power[()]))
                power = {m: c for m, c in power.items() if m != ()}
            piece = (self._number_power(prime, fixed) if fixed is not None
                     else poly.of_factor(number(prime), poly.to_expr(power)))
            result = self.multiply(result, piece)
        return result

    def nonnegative(self, base: Expr, power: Expr) -> bool:
        """Whether base ** power is certainly nonnegative wherever it is real."""
        whole = integer_value(power)
        if base is E or (whole is not None and whole % 2 == 0) or (isinstance(power, Number) and whole is None):
            return True
        return self.knows(base, "nonnegative") or self.knows(base, "positive")

    def split(self, base: Polynomial, signed: bool) -> tuple[Fraction, Monomial, Polynomial]:
        """content * common * rest: a primitive polynomial and what all its terms share.

        The content takes the sign of the leading term where `signed`; common factors are taken out
        of bases with number exponents (for roots: nonnegative ones), and one power of e, chosen so
        that e^a + e^b has the same rest however it was scaled.
        """
        terms = list(base.items())
        shared: dict[Expr, Fraction] = {}
        first = dict(terms[0][0])
        for factor in first:
            powers = [dict(m).get(factor) for m, _ in terms]
            if factor is not E and all(isinstance(p, Number) for p in powers) and (
                    signed or self.nonnegative(factor, ONE)):
                shared[factor] = min(p.value for p in powers)  # type: ignore[union-attr]
        common: Monomial = tuple(sorted(((f, number(p)) for f, p in shared.items()), key=poly.sort_key))
        if common:
            inverse: Polynomial = {tuple((f, number(-shared[f])) for f, _ in common): Fraction(1)}
            base = self.multiply(base, inverse)
        common, base = self._shift_exponential(common, base)
        values = list(base.values())
        content = Fraction(reduce(gcd, (v.numerator for v in values)),
                           reduce(lambda a, b: a * b // gcd(a, b), (v.denominator for v in values)))
        if signed and self.leading(base) < 0:
            content = -content
        return content, common, poly.scale(base, 1 / content)

    def _shift_exponential(self, common: Monomial, base: Polynomial) -> tuple[Monomial, Polynomial]:
        exponents = {dict(m).get(E, ZERO) for m in base}
        if exponents == {ZERO} or len(base) > 6:
            return common, base
        bare = {e: self.multiply(base, self.exp(poly.scale(self.polynomial(e), -1))) for e in exponents}
        looks = {e: sorted(map(self._made_of, rest)) for e, rest in bare.items()}
        least = min(looks.values())
        alike = [e for e in sorted(exponents) if looks[e] == least]
        exponent = alike[0]
        if len(alike) > 1:  # their names alone would tell them apart: the one in the middle
            middle = poly.scale(poly.add(*map(self.polynomial, alike)), Fraction(1, len(alike)))
            exponent = poly.to_expr(middle)
            bare[exponent] = self.multiply(base, self.exp(poly.scale(middle, -1)))
        if exponent is not ZERO:
            common = tuple(sorted((*common, (E, exponent)), key=poly.sort_key))
        return common, bare[exponent]

    def exp(self, exponent: Polynomial) -> Polynomial:
        """e ** exponent; a term c*log(b) of the exponent becomes b**c."""
        result, rest = poly.of_number(1), {}
        for monomial, factor in exponent.items():
            logs = [p for p in monomial if isinstance(p[0], Apply) and p[0].op == "log" and p[1] is ONE]
            if len(logs) == 1:
                others = {tuple(p for p in monomial if p is not logs[0]): factor}
                inner = self.polynomial(logs[0][0].args[0])  # type: ignore[attr-defined]
                result = self.multiply(result, self.power(inner, others))
            else:
                rest[monomial] = factor
        if rest:
            result = self.multiply(result, poly.of_factor(E, poly.to_expr(rest)))
        return result

    def log(self, argument: Polynomial) -> Polynomial:
        """log of a polynomial; factors that are certainly nonnegative come out as terms."""
        value = poly.constant_of(argument)
        if value is not None and value <= 0:
            raise Undecided("the logarithm of a number that is not positive")
        content, common, rest = (self.split(argument, signed=False) if len(argument) > 1
                                 else (*next(iter(argument.items()))[::-1], poly.of_number(1)))
        total: Polynomial = {}
        inside = list(common) if content < 0 else []
        for prime, count in _primes(abs(content)):
            total = poly.add(total, poly.scale(poly.of_factor(apply("log", number(prime))), count))
        for base, power in () if content < 0 else common:
            whole = integer_value(power)
            if base is E:
                total = poly.add(total, self.polynomial(power))
            elif self.nonnegative(base, ONE) or (isinstance(power, Number) and whole is None):
                total = poly.add(total, self.multiply(self.polynomial(power), self._log_atom(base)))
            elif whole is not None and whole % 2 == 0:
                total = poly.add(total, poly.scale(poly.of_factor(apply("log", self._abs_of(base))), whole))
            else:
                inside.append((base, power))
        remaining = self.multiply({tuple(inside): Fraction(1 if content > 0 else -1)}, rest)
        if poly.constant_of(remaining) != 1:
            total = poly.add(total, poly.of_factor(apply("log", poly.to_expr(remaining))))
        return total

    def _log_atom(self, base: Expr) -> Polynomial:
        if isinstance(base, Number):
            return poly.add({}, *(poly.scale(poly.of_factor(apply("log", number(p))), k)
                                  for p, k in _primes(base.value)))
        return poly.of_factor(apply("log", base))

    def abs(self, argument: Polynomial) -> Polynomial:
        """|c m| = |c| |m|, factor by factor."""
        if not argument:
            return {}
        term = poly.single(argument)
        if term is None:
            if self.knows(poly.to_expr(argument), "nonnegative"):
                return argument
            sign = 1 if self.leading(argument) > 0 else -1
            return poly.of_factor(apply("abs", poly.to_expr(poly.scale(argument, sign))))
        result = poly.of_number(abs(term[1]))
        for base, power in term[0]:
            plain = self.nonnegative(base, power) or self.nonnegative(base, ONE)
            piece: Polynomial = {((base, power),): Fraction(1)} if plain else self._raised(
                self._abs_of(base), self.polynomial(power))
            result = self.multiply(result, piece)
        return result


def _whole_power(base: Fraction, exponent: int) -> Fraction:
    """An exact power, as long as it has a reasonable number of digits."""
    if abs(exponent) * max(base.numerator.bit_length(), base.denominator.bit_length()) > MOST_BITS:
        raise Undecided(f"a power with the exponent {exponent} has too many digits")
    return base**exponent


def _is_root(power: Expr) -> bool:
    """A fractional power is real only where its base is nonnegative."""
    return isinstance(power, Number) and power.value.denominator != 1


def _primes(value: Fraction) -> list[tuple[Fraction, int]]:
    """The factorisation of a positive rational; a huge one counts as prime."""
    if value == 1:
        return []
    if max(value.numerator, value.denominator) > LARGEST_FACTORED:
        return [(value, 1)]
    found = {**factorint(value.numerator), **{p: -k for p, k in factorint(value.denominator).items()}}
    return [(Fraction(int(p)), int(k)) for p, k in sorted(found.items()) if p != 1]


