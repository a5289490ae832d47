"""The nearest true formula: a small change of one side, an order turned round, each decided before it is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import chain, islice
from typing import Any

from lemmata.engine.derivatives import NoDerivative
from lemmata.engine.evaluation import ENTRYWISE, Balls, BudgetError, Point, Undefined, Unsupported, evaluate
from lemmata.engine.expr import Apply, Expr, Number, Symbol, bind, count_nodes, dims, open_binder, postorder, symbols
from lemmata.engine.expr.nodes import Bind
from lemmata.engine.ops import ShapeError
from lemmata.engine.readers.sizes import folded
from lemmata.engine.rewriting.equality import same_form
from lemmata.engine.rewriting.polynomial import Undecided
from lemmata.engine.verdicts.changes import Changed, changes
from lemmata.engine.verdicts.compare import FAILS, HOLDS, compare, fit
from lemmata.engine.verdicts.looking import (
    PRECISIONS,
    at_point,
)
from lemmata.engine.verdicts.missing import Values, entries, missing, usable
from lemmata.engine.verdicts.plain_numbers import changed_numbers, is_arithmetic
from lemmata.engine.verdicts.question import Question
from lemmata.engine.verdicts.sampling import (
    gather,
    has_analysis,
    space_classes,
)
from lemmata.engine.verdicts.sampling import points as points_of
from lemmata.engine.verdicts.terms import flat
from lemmata.engine.verdicts.verdict import Near

# Nodes that are evaluated in all trials, and trials; of integrals, limits and extrema, whose values take long, few.
MOST_STEPS, MOST_TRIED, FEW_TRIED = 60_000, 3000, 40
MOST_NODES = 400
# Points for a first look at a changed side; for what is then said, and for an order turned round.
TRIED_AT, SURE, SURE_TOO = 5, 24, 6
MOST_CONFIRMED = 6
# What a change of the left side costs more, and up to which cost one of the right side is good enough.
ON_THE_LEFT, PLAIN = 0.4, 1.3
TURNED = {"le": "ge", "lt": "gt", "ge": "le", "gt": "lt"}
_NO_VALUE = (Undefined, Unsupported, BudgetError, ZeroDivisionError, NoDerivative, ShapeError, Undecided)


@dataclass(frozen=True)
class _Screen:
    """Points at which a claim has a value, with the value of its left side there."""

    question: Question
    seen: tuple[tuple[Point, Any], ...]

    def right(self, side: Expr, place: int) -> Any:
        """The value of a right side at a point; None where it has none."""
        point, _ = self.seen[place]
        (there,) = at_point((side,), point)
        try:
            return evaluate(there, point, Balls(PRECISIONS[0]), budget=ENTRYWISE)
        except _NO_VALUE:
            return None

    def values(self, side: Expr) -> Values | None:
        """The entries of a right side at every point, as far as they are real numbers."""
        try:
            worked = self.question.with_right(side).right
        except _NO_VALUE:
            return None
        found = []
        for place in range(len(self.seen)):
            value = self.right(worked, place)
            if value is None or not usable(row := entries(value)):
                return None
            found.append(row)
        return found

    def holds(self, side: Expr) -> bool:
        """Whether the claim holds with this right side at every point."""
        try:
            worked = self.question.with_right(side).right
        except _NO_VALUE:
            return False
        if worked.shape != self.question.left.shape or worked.free:
            return False
        for place, (_, left) in enumerate(self.seen):
            value = self.right(worked, place)
            if value is None or not fit(left, value) or compare("eq", left, value) != HOLDS:
                return False
        return True


@lru_cache(maxsize=16)
def nearest(question: Question, seed: int, slight: bool = False) -> Near | None:
    """A true formula one small change away from a refuted relation; None where none was found.

    `slight`: a slip of the pen only, by which nothing is added that the formula does not have.
    """
    if question.op in TURNED:
        turned = replace(question, op=TURNED[question.op])
        return Near(None, "the other way round") if _confirmed(turned, seed) else None
    if question.op != "eq":
        return None
    for _, changed, mirrored in islice(_ranked(question, seed, slight), MOST_CONFIRMED):
        try:
            candidate = (_mirrored(question) if mirrored else question).with_right(changed.side)
        except _NO_VALUE:
            continue
        if _confirmed(candidate, seed):
            return Near(folded(flat(changed.side)), changed.words, "left" if mirrored else "right")
    return None


def _ranked(question: Question, seed: int, slight: bool) -> Iterator[tuple[float, Changed, bool]]:
    """The changes of the right side, and of the left one where no plain slip on the right was found; the best first."""
    stated = question.stated if question.stated is not None else question.left
    found = [(c.cost, c, False) for c in _hits(question, seed) if (c.slight if slight else c.side is not stated)]
    if not slight and all(cost > PLAIN for cost, *_ in found):
        found += [(c.cost + ON_THE_LEFT, c, True) for c in _hits(_mirrored(question), seed, slips=True)]
    yield from sorted(found, key=lambda row: (row[0], count_nodes(row[1].side)))


def _mirrored(question: Question) -> Question:
    """The same equation with its sides in each other's place."""
    return replace(question, left=question.right, right=question.left, stated=question.written,
                   written=question.stated)


@lru_cache(maxsize=16)
def _hits(question: Question, seed: int, slips: bool = False) -> tuple[Changed, ...]:
    """The changes with which a claim holds at a few points, the most natural first; `slips`: only slight ones."""
    if count_nodes(question.left, question.right) > MOST_NODES:
        return ()  # nobody reads a hint of that length, and each trial costs as many steps
    for spaces in space_classes(question):
        screen = _Screen(question, tuple(_seen(question, seed, spaces)))
        if screen.seen:
            found = _found(question, screen, slips)
            return tuple(sorted(found, key=lambda c: (c.cost, count_nodes(c.side))))
    return ()


def _seen(question: Question, seed: int, spaces: tuple[str, ...]) -> Iterator[tuple[Point, Any]]:
    """Points at which both sides have a value, and that of the left side; none where they are too few to tell."""
    wanted = 2 if has_analysis(question) else 3 if _abstract(question) else TRIED_AT
    found: list[tuple[Point, Any]] = []
    for point, generic in islice(points_of(question, seed + 2, TRIED_AT, spaces), 4 * TRIED_AT):
        if len(found) == wanted:
            break
        try:
            left, right = (
                evaluate(side, point, Balls(PRECISIONS[0]), budget=ENTRYWISE)
                for side in at_point((question.left, question.right), point))
        except _NO_VALUE:
            continue
        if (generic or not question.symbols) and fit(left, right) and compare("eq", left, right) in (HOLDS, FAILS):
            found.append((point, left))
    yield from found if len(found) >= min(wanted, 3) or not (question.symbols or dims(*question.exprs)) else ()


def _abstract(question: Question) -> bool:
    """Whether it is about any functions: each trial is of other ones, whose derivatives are worked out anew."""
    return any(s.domain == "function" for s in question.symbols)


def _found(question: Question, screen: _Screen, only_slips: bool) -> Iterator[Changed]:
    """The changes with which the claim holds at all points that were looked at."""
    side = question.written if question.written is not None else question.right
    stated = question.stated if question.stated is not None else question.left
    known: dict[Expr, bool] = {side: False}  # the same side may be two changes, one of them cheaper
    known.setdefault(stated, question.restated and not only_slips)
    repeats = _same_parts if only_slips else _says_nothing
    slow = _abstract(question) or any(
        isinstance(n, Bind) and n.domain != "index" and n.binder != "function" for n in postorder(side))
    steps, tried = MOST_STEPS, FEW_TRIED if slow else MOST_TRIED
    names = tuple(s for s in symbols(side, stated) if s.domain != "function")
    sizes = sorted({a for s in (side, stated, *names) for a in dims(s)})
    left_out = () if only_slips else _left_out(side, stated, screen)
    # What was left out is found from numbers, in few trials.
    trials: Iterable[Changed] = chain(left_out, changes(side, stated, names, sizes))
    if is_arithmetic(side, stated):
        lefts = [entries(left) for _, left in screen.seen]
        trials = changed_numbers(side, stated, lefts) if all(map(usable, lefts)) else ()
    for changed in trials:
        if changed.side not in known:
            steps -= count_nodes(changed.side)
            tried -= 1
            if steps < 0 or tried < 0:
                return
            known[changed.side] = screen.holds(changed.side) and not repeats(stated, changed.side)
        if known[changed.side]:
            yield changed


def _left_out(side: Expr, stated: Expr, screen: _Screen) -> Iterator[Changed]:
    """The sides with something that was left out; of a side with free indices its entries are changed."""
    lefts = [entries(left) for _, left in screen.seen]
    rights = screen.values(side) if all(map(usable, lefts)) else None
    if rights is None:
        return
    if not isinstance(side, Bind) or side.binder != "array":
        yield from (replace(c, slight=False) for c in missing(side, stated, rights, lefts, screen.values))
        return
    variable, inner = open_binder(side)
    wrap = partial(_wrapped, variable, side.range)
    for changed in missing(inner, stated, rights, lefts, lambda e: screen.values(wrap(e) if e.free else e)):
        try:
            yield replace(changed, side=wrap(changed.side), slight=False)
        except (ValueError, TypeError):  # sizes that do not fit
            continue


def _wrapped(variable: Any, ends: tuple[Expr, ...], body: Expr) -> Expr:
    return bind("array", variable, body, *ends)


def _says_nothing(stated: Expr, side: Expr) -> bool:
    """Whether a side only repeats the other one in a form that differs by nothing."""
    if isinstance(side, (Number, Symbol)):
        return side is stated
    try:
        return side.shape == stated.shape and _bare_copy(stated, side)
    except Undecided:
        return False


def _bare_copy(stated: Expr, side: Expr) -> bool:
    """Whether both are the same but for the order of what they combine."""
    return side.digest == stated.digest or (count_nodes(stated) == count_nodes(side) and set(
        symbols(stated)) == set(symbols(side)) and count_nodes(side) <= 3 and same_form(stated, side))


def _same_parts(stated: Expr, side: Expr) -> bool:
    """Whether both are made of the same operations and letters, so that one is the other in another order."""
    return _parts(stated) == _parts(side)


def _parts(side: Expr) -> Counter[str]:
    return Counter(n.op if isinstance(n, Apply) else n.name if isinstance(n, Symbol) else n.kind
                   for n in postorder(side))


@lru_cache(maxsize=16)
def _confirmed(candidate: Question, seed: int) -> bool:
    """Whether a formula holds at many points of every kind, and says something there."""
    told = 0
    for place, spaces in enumerate(space_classes(candidate)):
        try:
            points = SURE_TOO if place or _abstract(candidate) else SURE
            seen = gather(candidate, seed + 3, points, spaces, first_failure=True)
        except (Unsupported, Undecided):
            return False
        if seen.fails or seen.special_fails:
            return False
        if seen.holds and seen.vanishing == seen.holds and not isinstance(candidate.right, Number):
            return False  # 0 = 0
        told += seen.holds
    constant = not candidate.symbols and not dims(*candidate.exprs)
    return told >= (1 if constant else 4)
