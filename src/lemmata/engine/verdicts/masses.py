"""Probabilities of single values as a law: P(X = 1) = p and P(X = 2) = 1 - p say all of X, as they sum to 1."""

from __future__ import annotations

from collections.abc import Sequence

from lemmata.engine.expr import Apply, Expr, Int, Number, Symbol, implied, number, operands, substitute, symbol, symbols
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
        table = _table(about, variable)
        if table is None or len(table) < 2 or not _sum_to_one(list(table.values())):
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


def lists_values(premise: Expr, premises: Sequence[Expr]) -> bool:
    """Whether a condition only lists values of a letter, and the premises give the probabilities of such values."""
    named = symbols(premise)
    listed = _listed(premise, named[0]) if len(named) == 1 else None
    for variable in {s for p in premises for s in symbols(p) if s.sort == "variable" and not s.shape}:
        if listed is not None and variable.name == named[0].name:
            about = [p for p in premises if variable in symbols(p) and not _is_independence(p)]
            table = _table(about, variable)
            return table is not None and set(table) <= listed and _sum_to_one(list(table.values()))
    return False


def _table(about: Sequence[Expr], variable: Symbol) -> dict[int, Expr] | None:
    """The probabilities of the values of a variable; None where something else is said of it.

    `P(X = 0) = P(X = 1)` gives the one by the other, and the last of the values that are listed has what is left.
    """
    table: dict[int, Expr] = {}
    left: list[Expr] = []
    for premise in about:
        mass = _mass(premise, variable)
        if mass is None:
            left.append(premise)
        else:
            table[mass[0]] = mass[1]
    for premise in list(left):
        pair = [value for side in premise.children if (value := _value(side, variable)) is not None]
        known = [value for value in pair if value in table]
        if isinstance(premise, Apply) and premise.op == "eq" and len(pair) == 2 and known:
            table |= dict.fromkeys(pair, table[known[0]])
            left.remove(premise)
    lists = [values for p in left if (values := _listed(p, variable)) is not None]
    if len(lists) < len(left) or any(not set(table) <= values for values in lists):
        return None
    for missing in (values - set(table) for values in lists):
        if len(missing) > 1:
            return None
        for value in missing:
            rest: Expr = number(1)
            for one in table.values():
                rest = rest - one
            table[value] = rest
    return table


def _listed(premise: Expr, variable: Symbol) -> set[int] | None:
    """The values among which a premise says that a variable is: X = -1 or X = 1, X (1 - X) = 0."""
    if premise is apply("eq", variable * (1 - variable), 0):
        return {0, 1}
    atoms = operands(premise, "or")
    values = [_whole(a.args[1]) for a in atoms if isinstance(a, Apply) and a.op == "eq" and a.args[0] is variable]
    found = {value for value in values if value is not None}
    return found if len(found) == len(atoms) > 1 else None


def _whole(value: Expr) -> int | None:
    """A small whole number."""
    found = value.value if isinstance(value, Number) else value.size.constant if isinstance(value, Int) else None
    if isinstance(value, Apply) and value.op == "neg" and (positive := _whole(value.args[0])) is not None:
        return -positive
    return int(found) if found is not None and found == int(found) and abs(found) <= MOST else None


def _value(side: Expr, variable: Symbol) -> int | None:
    """The k of P(X = k)."""
    event = side.args[0] if isinstance(side, Apply) and side.op == "probability" and len(side.args) == 1 else None
    if not isinstance(event, Apply) or event.op != "eq" or variable not in event.args:
        return None
    return _whole(event.args[1] if event.args[0] is variable else event.args[0])


def _mass(premise: Expr, variable: Symbol) -> tuple[int, Expr] | None:
    """The value and the probability of P(X = k) = p."""
    if not isinstance(premise, Apply) or premise.op != "eq":
        return None
    for side, mass in (premise.args, premise.args[::-1]):
        if (value := _value(side, variable)) is not None and variable not in symbols(mass) and not mass.shape:
            return value, mass
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
