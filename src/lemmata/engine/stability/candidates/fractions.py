"""An expression as one fraction of polynomials, in lowest terms and factored: what cancels, cancels exactly."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from math import gcd, lcm
from typing import Any

import flint

from lemmata.engine.expr import Apply, Expr, Number, number, postorder
from lemmata.engine.ops import apply

ARITHMETIC = ("add", "mul", "neg", "div", "pow")
MOST_ATOMS, MOST_TERMS, HIGHEST = 10, 60, 12
Polynomials = tuple[Any, Any]  # above and below the line


def fraction(expr: Expr, factored: bool = True) -> Expr | None:
    """One fraction, its polynomials factored, in the functions that the expression has; None where it is none.

    Roots of what is a polynomial are squared away, exponentials of multiples of one thing are its powers.

    >>> from lemmata.engine.expr import symbol
    >>> x = symbol("x")
    >>> fraction(1 / (x + 1) - 1 / x) is number(-1) / (x * (x + 1))
    True
    """
    if not isinstance(expr, Apply) or expr.op not in ARITHMETIC:
        return None
    atoms = _Atoms(expr)
    if not 0 < len(atoms.nodes) <= MOST_ATOMS:
        return None
    found = atoms.polynomials(expr)
    if found is None:
        return None
    top, below = (atoms.without_roots(p) for p in found)
    if below == 0 or max(len(top), len(below)) > MOST_TERMS:
        return None
    shared = top.gcd(below)
    if shared != 0:
        top, below = top / shared, below / shared
    written = atoms.written(top, below, factored)
    return written if written.shape == expr.shape else None


def _inside(node: Expr) -> bool:
    """Whether a node is arithmetic of its parts."""
    if not isinstance(node, Apply) or node.op not in ARITHMETIC:
        return False
    if node.op != "pow":
        return True
    power = node.args[1]
    return isinstance(power, Number) and power.value.denominator == 1 and abs(power.value) <= HIGHEST


def _bases(node: Expr) -> list[Expr]:
    """What arithmetic is done with, without exponents."""
    children = node.children[:1] if isinstance(node, Apply) and node.op == "pow" else node.children
    return list(reversed(children))


def _multiple(node: Expr) -> tuple[Fraction, Expr]:
    """An argument as a number times something."""
    if isinstance(node, Apply):
        if node.op == "neg":
            factor, rest = _multiple(node.args[0])
            return -factor, rest
        if node.op == "mul" and isinstance(node.args[0], Number):
            factor, rest = _multiple(node.args[1])
            return node.args[0].value * factor, rest
        if node.op == "mul" and isinstance(node.args[1], Number):
            factor, rest = _multiple(node.args[0])
            return node.args[1].value * factor, rest
        if node.op == "div" and isinstance(node.args[1], Number) and node.args[1].value:
            factor, rest = _multiple(node.args[0])
            return factor / node.args[1].value, rest
    return Fraction(1), node


class _Atoms:
    """The generators of the polynomials: what the arithmetic is done with."""

    def __init__(self, expr: Expr):
        leaves: list[Expr] = []
        stack, seen = [expr], set()
        while stack:
            node = stack.pop()
            if node in seen or isinstance(node, Number):
                continue
            seen.add(node)
            if _inside(node):
                stack += _bases(node)
            else:
                leaves.append(node)
                if isinstance(node, Apply) and node.op == "sqrt":
                    stack.append(node.args[0])  # for its square
        steps: dict[Expr, list[Fraction]] = {}
        for leaf in leaves:
            if isinstance(leaf, Apply) and leaf.op == "exp":
                factor, rest = _multiple(leaf.args[0])
                steps.setdefault(rest, []).append(factor)
        self.powers: dict[Expr, tuple[Expr, int]] = {}  # an exponential: the generator, and its power
        for leaf in leaves:
            base, power = leaf, 1
            if isinstance(leaf, Apply) and leaf.op == "exp":
                factor, rest = _multiple(leaf.args[0])
                step = _common(steps[rest])
                base, power = apply("exp", rest if step == 1 else number(step) * rest), int(factor / step)
            self.powers[leaf] = base, power
        self.nodes = list(dict.fromkeys(base for base, _ in self.powers.values()))
        if 0 < len(self.nodes) <= MOST_ATOMS:
            self.context = flint.fmpq_mpoly_ctx.get([f"a{k}" for k in range(len(self.nodes))], "degrevlex")
            self.generators = dict(zip(self.nodes, self.context.gens()))

    def polynomials(self, expr: Expr) -> Polynomials | None:
        one = self.context.constant(1)
        done: dict[Expr, Polynomials] = {}
        for node in postorder(expr):
            if isinstance(node, Number):
                value = node.value
                done[node] = self.context.constant(flint.fmpq(value.numerator, value.denominator)), one
            elif node in self.powers:
                base, power = self.powers[node]
                p = self.generators[base] ** abs(power)
                done[node] = (p, one) if power >= 0 else (one, p)
            elif _inside(node) and all(c in done for c in node.children):
                result = _combined(node, [done[c] for c in node.children])  # type: ignore[arg-type]
                if result is None or max(len(p) for p in result) > MOST_TERMS:
                    return None
                done[node] = result
        return done.get(expr)

    def without_roots(self, p: Any) -> Any:
        """Even powers of square roots by what stands under them."""
        for place, node in enumerate(self.nodes):
            if not (isinstance(node, Apply) and node.op == "sqrt"):
                continue
            under = self.polynomials(node.args[0])
            if under is None or under[1] != 1:
                continue
            total = self.context.constant(0)
            for powers, coefficient in p.terms():
                k = int(powers[place])
                left = list(map(int, powers))
                left[place] = k % 2
                total += self.context.from_dict({tuple(left): coefficient}) * under[0] ** (k // 2)
            p = total
        return p

    def written(self, top: Any, below: Any, factored: bool) -> Expr:
        above, under = self._product(top, factored), self._product(below, factored)
        scale = above[0] / under[0]
        parts = above[1]
        numerator = reduce(lambda a, b: a * b, parts) if parts else None
        if numerator is None:
            numerator = number(scale.numerator)
        elif scale.numerator == -1:
            numerator = -numerator
        elif scale.numerator != 1:
            numerator = number(scale.numerator) * numerator
        divisors = ([number(scale.denominator)] if scale.denominator != 1 else []) + under[1]
        return numerator / reduce(lambda a, b: a * b, divisors) if divisors else numerator

    def _product(self, p: Any, factored: bool) -> tuple[Fraction, list[Expr]]:
        if p == 0:
            return Fraction(0), []
        content, factors = p.factor() if factored else (flint.fmpq(1), [(p, 1)])
        scale, parts = Fraction(int(content.p), int(content.q)), []
        for factor, power in factors:
            if factor.is_constant():
                c = factor.leading_coefficient() ** power
                scale *= Fraction(int(c.p), int(c.q))
                continue
            denominators = [Fraction(int(c.p), int(c.q)).denominator for _, c in factor.terms()]
            multiple = reduce(lcm, denominators, 1)
            scale /= Fraction(multiple) ** int(power)
            base = self._sum(factor * multiple)
            parts.append(base if power == 1 else base ** int(power))
        return scale, parts

    def _sum(self, p: Any) -> Expr:
        """The terms of a polynomial, those with a plus first."""
        terms = []
        for powers, coefficient in p.terms():
            value = Fraction(int(coefficient.p), int(coefficient.q))
            factors = [node if k == 1 else node ** int(k) for node, k in zip(self.nodes, powers) if k]
            size = abs(value)
            if size != 1 or not factors:
                factors = [number(size), *factors]
            terms.append((value > 0, reduce(lambda a, b: a * b, factors)))
        terms.sort(key=lambda term: not term[0])
        total = terms[0][1] if terms[0][0] else -terms[0][1]
        for plus, term in terms[1:]:
            total = total + term if plus else total - term
        return total


def _common(steps: list[Fraction]) -> Fraction:
    """The largest step of which all are whole multiples, with the sign of the first."""
    below = reduce(lcm, (s.denominator for s in steps), 1)
    step = Fraction(reduce(gcd, (int(s * below) for s in steps), 0), below) or Fraction(1)
    return step if max(steps) > 0 else -step


def _combined(node: Apply, parts: list[Polynomials]) -> Polynomials | None:
    top, below = parts[0]
    if node.op == "neg":
        return -top, below
    if node.op == "pow":
        power = int(node.args[1].value)  # type: ignore[attr-defined]
        if power >= 0:
            return top**power, below**power
        return None if top == 0 else (below ** (-power), top ** (-power))
    other, under = parts[1]
    if node.op == "mul":
        return top * other, below * under
    if node.op == "div":
        return None if other == 0 else (top * under, below * other)
    return (top + other, below) if below == under else (top * under + other * below, below * under)
