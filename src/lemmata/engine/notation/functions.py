"""Functions that a quotient or a composition of others is, under their names."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from lemmata.engine.expr import Apply, Expr, Number, number
from lemmata.engine.notation.choices import choice
from lemmata.engine.notation.terms import Factor, Term
from lemmata.engine.ops import apply

QUOTIENTS = (("sinh", "cosh", "tanh"), ("sin", "cos", "tan"))


def named(node: Expr) -> Expr:
    """An operation over parts in normal form: exp(log_softmax(z)) is softmax(z); a choice has its zero last."""
    if not isinstance(node, Apply):
        return node
    if node.op == "exp" and isinstance(inner := node.args[0], Apply) and inner.op == "log_softmax":
        return apply("softmax", inner.args[0], axis=inner.params["axis"])
    return choice(node) if node.op == "where" else node


def recognised(terms: list[Term]) -> list[Term]:
    """Products with e^u / (1 + e^u) as sigmoid(u), where no e^u is left beside it, and sinh(u) / cosh(u) as tanh(u)."""
    for exponential in dict.fromkeys(found for t in terms for f in t.powers if (found := _logistic(f)) is not None):
        others = [_sigmoids_for(exponential, t) for t in terms]
        if not any(f.array is exponential or _logistic(f) is exponential for t in others for f in t.powers):
            terms = others
    return [_quotients(t) for t in terms]


def _quotients(term: Term) -> Term:
    powers = dict(term.powers)
    for factor, power in term.powers.items():
        if isinstance(factor.array, Apply) and factor.array.op == "exp" and power > 0:
            own = Factor(apply("sigmoid", _opposite(factor.array.args[0])), factor.indices)
            if powers.get(own, Fraction(0)) >= power:  # e^(-u) sigmoid(u) is 1 - sigmoid(u)
                del powers[factor]
                powers[own] -= power
                other = Factor(1 - own.array, factor.indices)
                powers[other] = powers.get(other, Fraction(0)) + power
        for above, below, name in QUOTIENTS:
            if isinstance(factor.array, Apply) and factor.array.op == above and power > 0:
                under = Factor(apply(below, *factor.array.args), factor.indices)
                if powers.get(under) == -power:
                    del powers[under], powers[factor]
                    powers[Factor(apply(name, *factor.array.args), factor.indices)] = power
    powers = {factor: power for factor, power in powers.items() if power}
    return term if powers == term.powers else replace(term, powers=powers)


def _sigmoids_for(exponential: Apply, term: Term) -> Term:
    """A product with e^(a u) / (1 + e^u)^b as powers of sigmoid(u) and sigmoid(-u)."""
    powers, inner = dict(term.powers), exponential.args[0]
    for factor, power in term.powers.items():
        if _logistic(factor) is not exponential or power > 0 or power.denominator != 1:
            continue
        raised = powers.get(Factor(exponential, factor.indices), Fraction(0))
        if (0 < raised <= -power and raised.denominator == 1) or (not raised and _negated(inner)):
            powers.pop(Factor(exponential, factor.indices), None)
            del powers[factor]
            for part, exponent in _sigmoids(inner, int(raised), int(-power)):
                key = Factor(part, factor.indices)
                powers[key] = powers.get(key, Fraction(0)) + exponent
    return term if powers == term.powers else replace(term, powers=powers)


def _logistic(factor: Factor) -> Apply | None:
    """The e^u of 1 + e^u."""
    total = factor.array
    if not isinstance(total, Apply) or total.op != "add" or number(1) not in total.args:
        return None
    (other,) = (t for t in total.args if t is not number(1))
    return other if isinstance(other, Apply) and other.op == "exp" and other.shape == total.shape else None


def _negated(node: Expr) -> bool:
    return isinstance(node, Apply) and (node.op == "neg" or (node.op == "div" and _negated(node.args[0])) or (
        node.op in ("mul", "div") and isinstance(node.args[0], Number) and node.args[0].value < 0))


def _opposite(node: Expr) -> Expr:
    """-u, of -v it is v."""
    if not isinstance(node, Apply) or not _negated(node):
        return apply("neg", node)
    if node.op == "neg":
        return node.args[0]
    return apply(node.op, _opposite(node.args[0]), *node.args[1:])


def _sigmoids(inner: Expr, raised: int, lowered: int) -> list[tuple[Expr, int]]:
    """e^(a u) / (1 + e^u)^b as powers of sigmoid(u), and of sigmoid(-u), which is 1 - sigmoid(u) beside it."""
    own, rest = apply("sigmoid", inner), lowered - raised
    if not rest:
        return [(own, raised)]
    other = apply("sigmoid", _opposite(inner))
    if not raised:
        return [(other, rest)]
    if _negated(inner):
        return [(1 - other, raised), (other, rest)]
    return [(own, raised), (1 - own, rest)]
