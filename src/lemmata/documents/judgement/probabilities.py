"""Probabilities that a text gives: $P(A) = 1/2$ is a premise of what follows, also in the middle of a list of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import TypeGuard

from lemmata.documents.judgement.standing import entry
from lemmata.engine.evaluation import RATIONALS, NoPoint, Point, Undefined, Unsupported, evaluate, sample_space
from lemmata.engine.expr import Apply, Expr, Int, Number, Symbol, apply_at, symbols
from lemmata.engine.expr.claims import Reading
from lemmata.engine.ops import apply
from lemmata.engine.readers.scope import Scope
from lemmata.engine.verdicts import Verdict
from lemmata.engine.verdicts.decimals import plain

# Draws of what is independent before values count as impossible.
TRIES = 24
# Spaces on which a value is looked at, to see whether it is settled.
SPACES = 4


def is_datum(verdict: Verdict, reading: Reading) -> bool:
    """Whether a formula gives the probability of an event or a moment of a variable, rather than claims it."""
    relations = [r for c in reading.claims for r in c.relations]
    if verdict.kind == "definition":
        return bool(relations) and all(of_value(r) for r in relations)
    return verdict.kind == "condition" and bool(relations) and all(
        isinstance(r, Apply) and r.op == "eq" and (_of_events(r) or _of_variable(r) or of_value(r)) for r in relations)


def _of_events(relation: Apply) -> bool:
    return any(isinstance(n, Apply) and n.op == "probability" for n in relation.args) and all(
        s.domain == "event" for s in symbols(relation))


def _of_variable(relation: Apply) -> bool:
    """E[X] = m, Var(x_j) = 1 for all j."""
    left, right = (entry(side) for side in relation.args)
    return isinstance(left, Apply) and left.op in ("expectation", "variance") and len(left.args) == 1 and (
        isinstance(apply_at(left.args[0])[0], Symbol)) and not any(s.sort == "variable" for s in symbols(right))


def of_value(relation: Expr) -> TypeGuard[Apply]:
    """P(X = 1) = p: the probability of one value of a variable, which says nothing of the others."""
    if not isinstance(relation, Apply) or relation.op != "eq":
        return False
    left, right = relation.args
    event = left.args[0] if isinstance(left, Apply) and left.op == "probability" and len(left.args) == 1 else None
    return isinstance(event, Apply) and event.op == "eq" and isinstance(event.args[0], Symbol) and isinstance(
        event.args[1], Number | Int) and bool(symbols(right)) and all(
        s.sort not in ("variable", "event") for s in symbols(right))


def misshapen(reading: Reading, scope: Scope) -> list[str]:
    """Random names that a condition takes for numbers, and the text for arrays: E[e] = 0 of a vector of errors."""
    found = symbols(*(r for c in reading.claims for r in c.relations))
    return [s.name for s in found if s.sort == "variable" and (role := scope.lookup(s.name)) is not None
            and role.shape is not None and role.shape != s.shape]


def excluded(relation: Expr, premises: Sequence[Expr]) -> bool:
    """Whether the probabilities that are given leave no room for the value that a relation states of another one."""
    if not isinstance(relation, Apply) or relation.op not in ("eq", "approx"):
        return False
    given = [plain(p) for p in premises if any(s.domain == "event" for s in symbols(p))]
    events = list(symbols(relation, *given))
    value = plain(apply("eq", *relation.args))
    if any(isinstance(p, Apply) and p.args[0] is relation.args[0] for p in premises) or any(
            s.domain != "event" or s.shape for s in events):
        return False  # a new value of the same probability is another example
    try:
        return _possible(events, given, TRIES // 4) and not _possible(events, [*given, value], TRIES)
    except Unsupported:
        return False  # what the sampler can't do shows nothing


def varies(value: Expr, premises: Sequence[Expr]) -> bool | None:
    """Whether an expression in events takes several values on spaces that meet the premises; None: no space was found.

    >>> from lemmata.engine.expr import symbol
    >>> A = symbol("A", (), "event")
    >>> varies(apply("probability", A), []), varies(apply("probability", A), [apply("eq", apply("probability", A), 1)])
    (True, False)
    """
    given = [plain(p) for p in premises if any(s.domain == "event" for s in symbols(p))]
    events = list(symbols(value, *given))
    found: set[str] = set()
    for seed in range(SPACES):
        try:
            point = sample_space(events, given, Random(seed), Point({}))
            found.add(str(evaluate(plain(value), point, RATIONALS)))
        except (NoPoint, Undefined, ZeroDivisionError):
            continue
        except Unsupported:
            return None
    return len(found) > 1 if found else None


def _possible(events: list[Symbol], premises: Sequence[Expr], tries: int) -> bool:
    """Whether a space with these probabilities was found; the seeds choose among them."""
    for seed in range(tries):
        try:
            sample_space(events, premises, Random(seed), Point({}))
        except NoPoint:
            continue
        return True
    return False


def without_old(scope: Scope, reading: Reading) -> Scope:
    """The scope without the values of an earlier example: all that are given of events, once one is given anew."""
    new = {r.args[0] for c in reading.claims for r in c.relations if isinstance(r, Apply)}
    if not any(isinstance(p, Apply) and p.args[0] in new for p in scope.premises):
        return scope
    about = {s for e in new for s in symbols(e)}
    return replace(scope, premises=tuple(
        p for p in scope.premises if not (isinstance(p, Apply) and p.op == "eq" and p.args[0] in new) and (
            not _gives(p) or about.isdisjoint(symbols(p)))))


def _gives(premise: Expr) -> bool:
    return isinstance(premise, Apply) and premise.op == "eq" and any(
        isinstance(n, Apply) and n.op == "probability" for n in premise.args)
