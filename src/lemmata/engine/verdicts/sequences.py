"""Sequences that premises define step by step, or by their place: what the recurrence is, and its first values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lemmata.engine.expr import (
    Apply,
    Bind,
    Expr,
    Size,
    Symbol,
    as_size,
    is_size,
    number,
    open_binder,
    postorder,
    substitute,
    symbol,
    symbols,
    transform,
)
from lemmata.engine.ops import apply
from lemmata.engine.rewriting.equality import canonical, same_form
from lemmata.engine.rewriting.polynomial import Undecided
from lemmata.engine.verdicts.places import shifted, whole

ORDERS = 2  # how far back a recurrence may reach


@dataclass(frozen=True)
class Recurrence:
    """f(t) = step(t) for t >= first + order, where step uses f(t - 1) to f(t - order).

    `starts` are the values that premises give; `others` are the recurrences of the sequences that stand beside it.
    `divided` is what the step was divided by where a premise was solved for f(t), which says nothing where that is 0;
    `later` is the value of f(t) by later ones, where such a premise gives it as it stands.
    """

    f: Symbol
    t: Symbol
    step: Expr
    starts: dict[int, Expr]
    first: int
    order: int = 1
    others: tuple[Recurrence, ...] = ()
    divided: Expr | None = None
    later: Expr | None = None


@dataclass(frozen=True)
class _Step:
    """What one premise says of f(t); the fields are those of the recurrence."""

    step: Expr
    divided: Expr | None = None
    later: Expr | None = None


def recurrence_of(relation: Expr, premises: Sequence[Expr]) -> tuple[Recurrence, list[Expr]] | None:
    """The recurrence of the sequence that a claim is about, and the other premises."""
    places = [s for s in symbols(relation) if s.sort == "integer" and not s.shape]
    for f in _sequences(relation):
        own = [t for t in places if any(t in symbols(c) for c in calls_of(relation, f))]
        if len(own) == 1 and any(_step(p, f, own[0]) is not None for p in premises):
            return _among(f, own[0], relation, premises)
    return None


def recurrence_at_numbers(relation: Expr, premises: Sequence[Expr]) -> tuple[Recurrence, list[Expr]] | None:
    """The recurrence of the one sequence whose values at given numbers a claim is about: a_3 = 15, a_2 = 4 + 3c.

    Its first values must be known, each from one premise.
    """
    t = symbol("place", (), "natural")
    called = _sequences(relation)
    own = [f for f in called if any(_step(p, f, t) is not None for p in premises)]
    free = set(called) - set(own)
    if len(own) != 1 or any(f in symbols(p) for f in free for p in premises if _step(p, own[0], t) is None
                            and _start(p, own[0]) is None) or any(
            s.sort not in ("real", "integer") for s in set(symbols(relation)) - set(called)):
        return None
    if any(whole(c.children[1]) is None for f in called for c in calls_of(relation, f)):
        return None
    f = own[0]
    if sum(_step(p, f, t) is not None for p in premises) != 1:
        return None
    firsts = [k for k, _ in filter(None, (_start(p, f) for p in premises))]
    found = _among(f, t, apply("call", f, t), premises)
    if found is None or len(firsts) != len(set(firsts)):
        return None
    known, others = found
    first = min(known.starts, default=0)
    if not set(range(first, first + max(known.order, 1))) <= set(known.starts) or any(
            (whole(c.children[1]) or 0) < first for c in calls_of(relation, f)):
        return None
    return replace(known, first=first), others


def _sequences(*exprs: Expr) -> list[Symbol]:
    return [s for s in symbols(*exprs) if s.domain == "function" and s.params == ((),)]


def _among(f: Symbol, t: Symbol, relation: Expr, premises: Sequence[Expr]) -> tuple[Recurrence, list[Expr]] | None:
    """The recurrence of f with those of all other sequences."""
    steps: dict[Symbol, _Step] = {}
    others: list[Expr] = []
    for premise in premises:
        for g in _sequences(premise):
            step = _step(premise, g, t) if g not in steps else None
            if step is not None:
                steps[g] = step
                break
        else:
            others.append(premise)
    starts: dict[Symbol, dict[int, Expr]] = {g: {} for g in steps}
    for premise in list(others):
        found = next(((g, v) for g in steps for v in [_start(premise, g)] if v is not None), None)
        if found is not None:
            starts[found[0]][found[1][0]] = found[1][1]
            others.remove(premise)
    if any(g in symbols(p) and (not calls_of(p, g) or any(whole(c.children[1]) is None for c in calls_of(p, g)))
           for p in others for g in steps):
        return None
    named = [k for k in (whole(c.children[1]) for c in calls_of(relation, f)) if k is not None]
    first = min([*starts[f], *named], default=0)
    made = [Recurrence(g, t, one.step, starts[g], first if g is f else min(starts[g], default=first), max(
        (-(whole(c.children[1] - t) or 0) for c in calls_of(one.step, g)), default=0), (), one.divided, one.later)
            for g, one in steps.items()]
    main = next(r for r in made if r.f is f)
    return replace(main, others=tuple(r for r in made if r is not main)), others


def placed(relation: Expr) -> Expr:
    """The relation with a symbol for each place of a sequence that is a size: m(t) = sum(g(i) for i in range(t))."""

    def change(node: Expr) -> Expr | None:
        if not (isinstance(node, Apply) and node.op == "call" and len(node.args) == 2 and is_size(node.args[1])):
            return None
        place = as_size(node.args[1])
        names = [name for name in place.atoms if name.isidentifier()]
        ahead = (place - Size.of(names[0])).constant if len(place.atoms) == len(names) == 1 else None
        if ahead is None:
            return None
        t = symbol(names[0], (), "natural")
        return apply("call", node.args[0], t + ahead if ahead else t)

    return transform(relation, change)


def value_symbol(f: Symbol, place: object) -> Symbol:
    """A symbol for a value of a sequence, by a name that no reader makes of a text.

    >>> value_symbol(symbol("f", (), "function", ((),)), 3).name
    'f(3)'
    """
    return symbol(f"{f.name}({place})", f.shape)


def _sides(premise: Expr, t: Symbol) -> tuple[Expr, Expr] | None:
    """The sides of an equation; of one between functions of the place those at the place t."""
    if not isinstance(premise, Apply) or premise.op != "eq":
        return None
    left, right = premise.args
    if isinstance(left, Bind) and isinstance(right, Bind) and left.binder == right.binder == "function":
        return _at_place(left, t), _at_place(right, t)
    return left, right


def _at_place(function: Bind, t: Symbol) -> Expr:
    x, body = open_binder(function)
    return body if isinstance(x, Size) else substitute(body, {x: t})


def _step(premise: Expr, f: Symbol, t: Symbol) -> _Step | None:
    """The value of f(t) that an equation gives by earlier ones, also solved for f(t).

    It holds for all places where it is one between functions of the place, or speaks of that of the claim: of an
    equation for another symbol k nothing says that it holds for more than one k.
    """
    found = _sides(premise, t)
    if found is None:
        return None
    left, right = found
    try:
        used = [whole(c.children[1] - t) for c in (*calls_of(left, f), *calls_of(right, f))]
        places = [k for k in used if k is not None]
        if is_call(left, f) and used == [0] and left.children[1] is t:
            return _Step(right)  # f(t) in closed form
        if len(set(places)) < 2 or len(places) < len(used) or max(places) - min(places) > ORDERS:
            return None
        explicit = is_call(left, f) and whole(left.children[1] - t) == min(places) and places.count(min(places)) == 1
        later = shifted(right, t, -min(places)) if explicit else None
        left, right = (shifted(side, t, -max(places)) for side in (left, right))
        now = next((c for c in (*calls_of(left, f), *calls_of(right, f)) if whole(c.children[1] - t) == 0), None)
        if now is None:
            return None  # the place is one that the index shift has turned into another form
        if left is now and not any(whole(c.children[1] - t) == 0 for c in calls_of(right, f)):
            return _Step(right)
        return _solved(left, right, f, t, later)
    except Undecided:
        return None


def _solved(left: Expr, right: Expr, f: Symbol, t: Symbol, later: Expr | None) -> _Step | None:
    """The f(t) with which an equation holds that is affine in it."""
    if f.shape or left.shape or right.shape:
        return None

    def gap(value: Expr) -> Expr:
        change: dict[Expr, Expr] = {
            c: value for c in (*calls_of(left, f), *calls_of(right, f)) if whole(c.children[1] - t) == 0}
        return substitute(left, change) - substitute(right, change)

    at_zero, any_value = gap(number(0)), value_symbol(f, t.name)
    slope = canonical(gap(number(1)) - at_zero)
    affine = same_form(gap(any_value) - at_zero, any_value * slope)
    return _Step(-at_zero / slope, slope, later) if affine else None


def _start(premise: Expr, f: Symbol) -> tuple[int, Expr] | None:
    """`f(0) = value`."""
    if not isinstance(premise, Apply) or premise.op != "eq":
        return None
    for left, right in (premise.args, premise.args[::-1]):
        if isinstance(left, Apply) and left.op == "call" and left.args[0] is f and f not in symbols(right):
            place = whole(left.args[1])
            if place is not None:
                return place, right
    return None


def is_call(node: Expr, f: Symbol) -> bool:
    return isinstance(node, Apply) and node.op == "call" and node.args[0] is f


def calls_of(expr: Expr, f: Symbol) -> list[Expr]:
    return [n for n in postorder(expr) if is_call(n, f)]


def reach(relation: Expr, f: Symbol) -> int:
    """How many steps lie between the first and the last value of a sequence in a relation."""
    sides = _sides(relation, symbol("t", (), "natural")) or relation.children
    steps = [c.children[1] for side in sides for c in calls_of(side, f)]
    ahead = [whole(step - steps[0]) for step in steps]
    known = [k for k in ahead if k is not None]
    return max(known, default=0) - min(known, default=0)


def without_others(relation: Expr, premises: Sequence[Expr]) -> list[Expr]:
    """The premises without definitions of sequences that neither the relation nor another premise speaks of."""
    kept = list(premises)
    for f in {s for p in premises for s in symbols(p) if s.params == ((),)} - set(symbols(relation)):
        about = [p for p in kept if f in symbols(p)]
        if _defines(about, f):
            kept = [p for p in kept if p not in about]
    return kept


def _defines(premises: Sequence[Expr], f: Symbol) -> bool:
    """Whether premises only define a sequence: some f satisfies them, whatever the other symbols in them are.

    Not so f(k) = k**2 with f(3) = c, which says what c is.
    """
    t = symbol("place", (), "natural")
    starts: list[int] = []
    reaches: list[int] = []
    for premise in premises:
        left, right = _sides(premise, t) or (premise, premise)
        if not is_call(left, f) or left.children[1].sort != "integer":
            return False
        place = whole(left.children[1])
        earlier = [whole(left.children[1] - c.children[1]) for c in calls_of(right, f)]
        if any(k is None or k <= 0 for k in earlier) or (f in symbols(right) and (place is not None or not earlier)):
            return False
        if place is None:
            reaches.append(max((k for k in earlier if k is not None), default=0))
        else:
            starts.append(place)
    if len(reaches) > 1 or len(set(starts)) < len(starts):
        return False
    return not reaches or not starts or (min(starts) in (0, 1) and max(starts) - min(starts) < reaches[0])
