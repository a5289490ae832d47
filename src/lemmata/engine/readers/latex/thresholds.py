"""Numbers that a formula compares with a random one lie where it has values: t >= 0 in P(X > t) of a waiting time.

No text says so each time. What it does say of such a number, a set or a bound, stands as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lemmata.engine.expr import Apply, Constant, Expr, Symbol, postorder, symbols
from lemmata.engine.ops import apply
from lemmata.engine.ops.families import FAMILIES
from lemmata.engine.readers.scope import Scope

ORDERS = ("lt", "le", "gt", "ge")


def within_supports(relations: Sequence[Expr], premises: Sequence[Expr], scope: Scope) -> list[Expr]:
    """The premises that put thresholds of which nothing is said between the ends of a law, and ends in order."""
    told = {s for p in (*premises, *scope.premises) if isinstance(p, Apply) and p.op in (*ORDERS, "eq", "ne", "member")
            for s in symbols(p)}

    def is_open(s: Symbol) -> bool:
        role = scope.lookup(s.name)
        known = role is not None and role.source not in ("habit", "formula")
        return s.domain == "real" and not s.rank and not known and s not in told

    found: list[Expr] = []
    for variable, law in _laws(premises):
        family = FAMILIES[law.op]
        low, high = family.low(*law.children), family.high(*law.children)
        for threshold in _thresholds(relations, variable):
            own = symbols(threshold)
            free = [s for s in own if is_open(s) and s not in symbols(law)]
            if not free or any(s.sort == "variable" for s in own):
                continue
            if not infinite(low):
                found += [apply("ge", s, 0) for s in free if threshold is not s] + [apply("ge", threshold, low)]
            if not infinite(high):
                found.append(apply("le", threshold, high))
    for low, high in _intervals(relations):
        if all(isinstance(end, Symbol) and is_open(end) for end in (low, high)):
            found.append(apply("le", low, high))
    return [p for p in dict.fromkeys(found) if p not in premises]


def infinite(end: Expr) -> bool:
    return any(isinstance(n, Constant) and n.name == "inf" for n in postorder(end))


def _intervals(relations: Sequence[Expr]) -> Iterator[tuple[Expr, Expr]]:
    """The ends of a < X <= b."""
    for node in postorder(*relations):
        if isinstance(node, Apply) and node.op == "and" and len(node.args) == 2:
            first, second = node.args
            if all(isinstance(part, Apply) and part.op in ("lt", "le") for part in (first, second)):
                (low, one), (other, high) = first.children, second.children
                if one is other and one.sort == "variable":
                    yield low, high


def _laws(premises: Sequence[Expr]) -> Iterator[tuple[Expr, Apply]]:
    for premise in premises:
        if isinstance(premise, Apply) and premise.op == "distributed":
            variable, law = premise.args
            family = FAMILIES.get(law.op) if isinstance(law, Apply) else None
            if isinstance(variable, Symbol) and not variable.rank and family is not None and family.support == "reals":
                assert isinstance(law, Apply)
                yield variable, law


def _thresholds(relations: Sequence[Expr], variable: Expr) -> list[Expr]:
    found = []
    for node in postorder(*relations):
        if isinstance(node, Apply) and node.op in ORDERS and variable in node.args:
            found += [a for a in node.args if a is not variable and not a.rank]
    return list(dict.fromkeys(found))
