"""Spaces of events whose probabilities premises give: `P(A) == 1/3`, `P(T | D) == 9/10`, `P(A) <= P(B)`.

Such premises are linear equations of the weights of the atoms, the conditional ones after multiplying out, so the
weights are solved for. Independence is none; what is independent is drawn one after the other, and each is linear
given those before it.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np

from lemmata.engine.evaluation.arithmetics import RATIONALS, Undefined, Unsupported
from lemmata.engine.evaluation.coordinates import as_fraction
from lemmata.engine.evaluation.evaluate import evaluate
from lemmata.engine.evaluation.points import Point, shape_at
from lemmata.engine.evaluation.premises import Key, Premises
from lemmata.engine.evaluation.random import is_random
from lemmata.engine.evaluation.simplex import random_point
from lemmata.engine.evaluation.spaces import FiniteSpace
from lemmata.engine.evaluation.styles import NoPoint
from lemmata.engine.expr import Apply, Expr, Symbol, number, symbols
from lemmata.engine.ops import apply

MOST_ATOMS = 64
# The sign of the slack that makes an equation of a comparison.
SLACK = {"eq": 0, "le": 1, "lt": 1, "ge": -1, "gt": -1}
Atom = dict[Key, Fraction]


def event_space(wanted: Sequence[Symbol], known: Premises, rng: Random, point: Point) -> Point | None:
    """The point with a space on which premises on probabilities hold; None where they ask for no such one.

    Raises NoPoint where no space meets them.
    """
    values = [p for p in known.checked if isinstance(p, Apply) and _is_about_probabilities(p)]
    if not values or any(s.sort != "event" for s in wanted):
        return None
    keys = [(s.name, tuple(place)) for s in wanted for place in np.ndindex(shape_at(s, point.sizes))]
    stages = _stages(keys, known, rng)
    if stages is None or 2 ** len(keys) > MOST_ATOMS:
        return None
    atoms: list[tuple[Atom, Fraction]] = [({}, Fraction(1))]
    for new, shared in stages:
        atoms = _extended(atoms, new, shared, _Task(wanted, known, values, point), rng)
    return replace(point, space=_space([a for a, _ in atoms], [w for _, w in atoms], wanted, point))


def _is_about_probabilities(premise: Apply) -> bool:
    """A premise that gives or compares probabilities; that one is not 0 is left to chance."""
    if premise.op not in SLACK or (premise.op in ("lt", "gt") and number(0) in premise.args):
        return False
    return premise.args[0].sort not in ("event", "variable") and premise.args[1].sort not in ("event", "variable")


def _stages(keys: list[Key], known: Premises, rng: Random) -> list[tuple[list[Key], list[Key]]] | None:
    """What is drawn one after the other: events, and those before on which they may depend.

    Independent events depend on none, events that are independent given a third on that one.
    """
    def of(names: Any) -> list[Key]:
        return [k for k in keys if k in names or (k[0], None) in names or k[0] in names]

    said = len(known.independent) + len(known.componentwise) + len(known.chains)
    if said > 1 or known.twins or known.laws:
        return None
    stages: list[tuple[list[Key], list[Key]]] = []
    if known.chains:
        x, y, z = (of(names) for names in known.chains[0])
        stages = [(z, []), (x, z), (y, z)]
    elif known.independent or known.componentwise:
        groups = [of(g) for g in known.independent[0]] if known.independent else [
            [k] for k in keys if k[0] in known.componentwise]
        rng.shuffle(groups)
        own = [{s.name for s in symbols(p) if s.sort == "event"} for p in known.checked]
        groups.sort(key=lambda g: -sum(names <= {name for name, _ in g} for names in own))  # these leave least open
        stages = [(group, []) for group in groups]
    before = [k for new, _ in stages for k in new]
    rest = [k for k in keys if k not in before]
    if len(before) != len(set(before)):
        return None
    return [*stages, (rest, before)] if rest else stages


@dataclass(frozen=True)
class _Task:
    """What all stages share."""

    wanted: Sequence[Symbol]
    known: Premises
    values: list[Apply]
    point: Point


def _extended(
    atoms: list[tuple[Atom, Fraction]], new: list[Key], shared: list[Key], task: _Task, rng: Random
) -> list[tuple[Atom, Fraction]]:
    """The atoms with further events in them. The unknowns are the weights of the shared and the new ones together."""
    drawn = {k for k in atoms[0][0]} | set(new)
    pairs = [({**atom, **dict(zip(new, map(Fraction, bits)))}, weight)
             for atom, weight in atoms for bits in itertools.product((0, 1), repeat=len(new))]
    rows = [row for row, _ in pairs]
    barred = {_cell(row, shared + new)
              for row, allowed in zip(rows, _LinearForms(rows, drawn, task).allowed()) if not allowed}
    pairs = [(row, weight) for row, weight in pairs if _cell(row, shared + new) not in barred]
    rows = [row for row, _ in pairs]
    if not rows:
        raise NoPoint("no outcome was found at which the premises hold")
    reader = _LinearForms(rows, drawn, task)
    margins: dict[tuple[Fraction, ...], Fraction] = {}
    for atom, weight in atoms:
        margins[_cell(atom, shared)] = margins.get(_cell(atom, shared), Fraction(0)) + weight
    unknowns = list(dict.fromkeys(_cell(row, shared + new) for row in rows))
    # Given the shared events, the new ones don't depend on the others that were drawn before.
    places = [unknowns.index(_cell(row, shared + new)) for row in rows]
    shares = [weight / margins[_cell(row, shared)] for row, weight in pairs]

    def over(vector: list[Fraction]) -> list[Fraction]:
        total = [Fraction(0)] * len(unknowns)
        for v, place, share in zip(vector, places, shares):
            total[place] += v * share
        return total

    equations: list[tuple[list[Fraction], Fraction]] = []
    for margin, weight in margins.items():
        equations.append(([Fraction(int(u[:len(shared)] == margin)) for u in unknowns], weight))
    slacks = 0
    for premise in task.values:
        form = reader.form(premise)
        if form is None:
            continue
        vector, constant = form
        sign = SLACK[premise.op]
        slacks += bool(sign)
        row = over(vector) + [Fraction(0)] * (slacks - bool(sign)) + ([Fraction(sign)] if sign else [])
        equations.append((row, -constant))
    count = len(unknowns) + slacks
    found = random_point([(row + [Fraction(0)] * (count - len(row)), value) for row, value in equations], count, rng)
    if found is None:
        raise NoPoint("no probabilities of the events meet the premises")
    weighed = [(row, found[place] * share) for row, place, share in zip(rows, places, shares)]
    return [(row, weight) for row, weight in weighed if weight > 0]


def _cell(row: Atom, keys: list[Key]) -> tuple[Fraction, ...]:
    return tuple(row[k] for k in keys)


class _LinearForms:
    """Premises as linear forms of the weights of some outcomes."""

    def __init__(self, rows: list[Atom], drawn: set[Key], task: _Task):
        self.rows, self.drawn, self.task = rows, drawn, task
        names = {s.name for s in task.wanted if all(
            (s.name, tuple(place)) in drawn for place in np.ndindex(shape_at(s, task.point.sizes)))}
        self.names = names
        wanted = [s for s in task.wanted if s.name in names]
        count = len(rows)
        self.point = replace(task.point, space=_space(rows, [Fraction(1, count)] * count, wanted, task.point))

    def allowed(self) -> list[bool]:
        """Where the premises on single outcomes hold."""
        holds = np.ones(len(self.rows), dtype=bool)
        for premise, names in self.task.known.pointwise:
            if names <= self.names:
                holds &= np.array(self.truths(premise))
        return list(holds)

    def truths(self, expr: Expr) -> list[bool]:
        try:
            truth = np.asarray(evaluate(expr, self.point, RATIONALS), dtype=object)
        except (Unsupported, Undefined) as error:
            raise NoPoint(f"a premise on the events has no exact value: {error}") from None
        truth = truth.reshape(len(self.rows), -1) if truth.ndim else np.full((len(self.rows), 1), truth[()])
        return [all(t is not None and bool(t) for t in row) for row in truth]

    def form(self, premise: Apply) -> tuple[list[Fraction], Fraction] | None:
        """vector @ weights + constant, left side less right; None where it is not linear or not all is drawn."""
        if not {s.name for s in symbols(premise) if s.sort == "event"} <= self.names:
            return None
        one, other = (self.quotient(side) for side in premise.args)
        if one is None or other is None:
            return None
        (n, d), (m, e) = one, other
        left, right = _product(n, e), _product(m, d)
        if left is None or right is None:
            return None
        difference = [a - b for a, b in zip(left, right)]
        return difference[:-1], difference[-1]

    def quotient(self, expr: Expr) -> tuple[list[Fraction], list[Fraction]] | None:
        """A value as a quotient of two forms; the last entry of a form is its constant."""
        one = self.constant(Fraction(1))
        if not is_random(expr):
            try:
                return self.constant(as_fraction(evaluate(expr, self.point, RATIONALS))), one
            except (Unsupported, Undefined, TypeError, AttributeError):
                return None
        if not isinstance(expr, Apply):
            return None
        if expr.op == "probability" and not expr.rank and all(not a.rank for a in expr.args):
            if any(a.sort != "event" for a in expr.args):
                return None
            event, *given = expr.args
            if not given:
                return self.weight(event), one
            return self.weight(apply("and", event, *given)), self.weight(given[0])
        parts = [q for q in (self.quotient(a) for a in expr.args) if q is not None]
        if len(parts) < len(expr.args) or expr.op not in ("neg", "add", "mul", "div"):
            return None
        n, d = parts[0]
        if expr.op == "neg":
            return [-v for v in n], d
        m, e = parts[1]
        if expr.op == "add" and d == e:
            return [a + b for a, b in zip(n, m)], d
        if expr.op == "add":
            left, right, below = _product(n, e), _product(m, d), _product(d, e)
            return None if left is None or right is None or below is None else (
                [a + b for a, b in zip(left, right)], below)
        if expr.op == "div":
            m, e = e, m
        above, below = _product(n, m), _product(d, e)
        return None if above is None or below is None else (above, below)

    def constant(self, value: Fraction) -> list[Fraction]:
        return [Fraction(0)] * len(self.rows) + [value]

    def weight(self, event: Expr) -> list[Fraction]:
        return [*(Fraction(int(t)) for t in self.truths(event)), Fraction(0)]


def _product(a: list[Fraction], b: list[Fraction]) -> list[Fraction] | None:
    """The product of two forms, one of which is constant."""
    if any(a[:-1]):
        a, b = b, a
    return None if any(a[:-1]) else [a[-1] * v for v in b]


def _space(rows: list[Atom], weights: list[Fraction], wanted: Sequence[Symbol], point: Point) -> FiniteSpace:
    tables: dict[str, Any] = {}
    for node in wanted:
        table = np.empty((len(rows), *shape_at(node, point.sizes)), dtype=object)
        for index in np.ndindex(table.shape):
            table[index] = rows[index[0]][node.name, tuple(index[1:])]
        tables[node.name] = table
    return FiniteSpace(tuple(weights), tables)
