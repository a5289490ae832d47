"""Probabilities of single values as a law: P(X = 1) = p and P(X = 2) = 1 - p say all of X, as they sum to 1."""

from __future__ import annotations

from collections.abc import Sequence

from lemmata.engine.expr import Apply, Expr, Int, Number, Symbol, implied, number, substitute, symbol, symbols
from lemmata.engine.ops import apply
from lemmata.engine.ops.facts import known
from lemmata.engine.rewriting.equality import same_form
from lemmata.engine.rewriting.polynomial import Undecided
from lemmata.engine.verdicts.question import with_domain

MOST = 50  # the largest value


def with_masses(relation: Expr, premises: Sequence[Expr]) -> tuple[Expr, list[Expr]]:
    """A relation, and its premises with the probabilities of all values of a variable, whole numbers, as its law.

    A variable with negative values is another one, less a number.

    >>> from lemmata.engine.expr import symbol
    >>> X, p = symbol("X", (), "variable"), symbol("p", (), "unit")
    >>> told = [apply("eq", apply("probability", apply("eq", X, k)), m) for k, m in ((0, 1 - p), (1, p))]
    >>> with_masses(X, told) == (X, [apply("distributed", X, apply("bernoulli", p))])
    True
    """
    kept = list(premises)
    for variable in {s for p in premises for s in symbols(p) if s.sort == "variable" and not s.shape}:
        about = [p for p in kept if variable in symbols(p) and not _is_independence(p)]
        masses = [_mass(p, variable) for p in about]
        table = {m[0]: m[1] for m in masses if m is not None}
        if len(table) < 2 or len(table) < len(about) or not _sum_to_one(list(table.values())):
            continue
        least = min(0, *table)
        told: dict[Expr, Expr] = {s: with_domain(s, "unit") for s in table.values() if isinstance(
            s, Symbol) and implied("unit", s.domain)}
        law = apply("bernoulli", table[1]) if set(table) == {0, 1} else apply(
            "categorical", apply("stack", *(table.get(k, number(0)) for k in range(least, max(table) + 1))))
        bounds = [apply("le", 0, mass) for mass in table.values() if not _no_less_than_zero(mass)]
        place = kept.index(about[0])
        kept = [p for p in kept if p not in about]
        counted = variable if least == 0 else symbol(f"{variable.name}, less {least}", (), "variable")
        kept[place:place] = [apply("distributed", counted, law), *bounds]
        if least:  # what is independent of the variable is so of the other one
            kept = [substitute(p, {variable: counted}) if _is_independence(p) else p for p in kept]
            relation = substitute(relation, {variable: counted + number(least)})
        relation, *kept = (substitute(e, told) for e in (relation, *kept))
    return relation, kept


def _is_independence(premise: Expr) -> bool:
    return isinstance(premise, Apply) and premise.op == "independent"


def _mass(premise: Expr, variable: Symbol) -> tuple[int, Expr] | None:
    """The value and the probability of P(X = k) = p."""
    if not isinstance(premise, Apply) or premise.op != "eq":
        return None
    for side, mass in (premise.args, premise.args[::-1]):
        if not isinstance(side, Apply) or side.op != "probability" or len(side.args) != 1 or variable in symbols(mass):
            continue
        event = side.args[0]
        if not isinstance(event, Apply) or event.op != "eq" or variable not in event.args or mass.shape:
            continue
        value = event.args[1] if event.args[0] is variable else event.args[0]
        whole = value.value if isinstance(value, Number) else value.size.constant if isinstance(value, Int) else None
        if whole is not None and whole == int(whole) and abs(whole) <= MOST:
            return int(whole), mass
    return None


def _sum_to_one(masses: Sequence[Expr]) -> bool:
    total = masses[0]
    for mass in masses[1:]:
        total = total + mass
    try:
        return same_form(total, number(1))
    except Undecided:
        return False


def _no_less_than_zero(mass: Expr) -> bool:
    return known(mass, "nonnegative") is True or known(1 - mass, "unit") is True
