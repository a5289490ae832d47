"""Sequences that a formula defines step by step: what a recurrence adds to the scope."""

from __future__ import annotations

import re
from dataclasses import replace

from lemmata.engine.expr import Apply, Bind, Expr, Symbol, bind, fresh_local, number, open_binder, substitute, symbols
from lemmata.engine.expr.claims import Claim
from lemmata.engine.ops import apply
from lemmata.engine.readers.scope import Role, Scope

STEPS = ("t", "k", "n", "i", "j", "s", "tau")


def after_step(scope: Scope, claim: Claim) -> Scope:
    """The scope in which a recurrence holds: in place of an earlier one of the sequence, with its first values.

    What was said of x_0 before there was a sequence is said of its value at 0.
    """
    f = claim.defines
    assert f is not None
    role = Role(f.shape, f.domain, f.params, source="formula")
    if f.params == ((),):
        kept = (_of_values(p, f) for p in scope.premises if not _defines_steps(p, f))
        scope = replace(scope, premises=tuple(kept))
        for name in [n for n in scope.roles if _place(n, f) is not None]:
            scope = scope.forget(name)
    return scope.declare(f.name, role).assume(*(for_every_step(r) for r in claim.relations))


def for_every_step(relation: Expr) -> Expr:
    """A recurrence holds at every step: as an equation between functions of the step."""
    if not isinstance(relation, Apply) or relation.op != "eq":
        return relation
    steps = [s for s in symbols(relation) if s.domain == "natural" and not s.rank and s.name in STEPS]
    if len(steps) != 1:
        return relation
    local = fresh_local((), "natural")
    left, right = (bind("function", local, substitute(side, {steps[0]: local})) for side in relation.args)
    return apply("eq", left, right)


def _defines_steps(premise: Expr, f: Symbol) -> bool:
    if not isinstance(premise, Apply) or premise.op != "eq":
        return False
    left = premise.args[0]
    if not isinstance(left, Bind) or left.binder != "function":
        return False
    value = open_binder(left)[1]
    return isinstance(value, Apply) and value.op == "call" and getattr(value.args[0], "name", "") == f.name


def _of_values(premise: Expr, f: Symbol) -> Expr:
    values: dict[Expr, Expr] = {}
    for s in symbols(premise):
        place = _place(s.name, f)
        if place is not None and s.shape == f.shape:
            values[s] = apply("call", f, number(place))
    return substitute(premise, values) if values else premise


def _place(name: str, f: Symbol) -> int | None:
    """The k of a name x_k with a number."""
    match = re.fullmatch(rf"{re.escape(f.name)}_(\d+)", name)
    return int(match[1]) if match else None
