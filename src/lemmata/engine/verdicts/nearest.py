"""The nearest true formula: a small change of one side, an order turned round, each decided before it is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import chain, islice
from typing import Any

from lemmata.engine.derivatives import NoDerivative
from lemmata.engine.evaluation import ENTRYWISE, Balls, BudgetError, Point, Undefined, Unsupported, evaluate
from lemmata.engine.expr import (
    Apply,
    Bind,
    Expr,
    Number,
    Shape,
    Symbol,
    bind,
    count_nodes,
    dims,
    open_binder,
    postorder,
    symbols,
    transform,
)
from lemmata.engine.ops import ShapeError
from lemmata.engine.readers.sizes import folded
from lemmata.engine.rewriting.equality import same_form
from lemmata.engine.rewriting.polynomial import Undecided
from lemmata.engine.verdicts import brackets
from lemmata.engine.verdicts.changes import Changed, changes
from lemmata.engine.verdicts.compare import FAILS, HOLDS, UNDEFINED, compare, fit
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
from lemmata.engine.verdicts.terms import flat, is_op
from lemmata.engine.verdicts.verdict import REVERSED, Near
from lemmata.engine.verdicts.wrong_entries import wrong_entries

# Nodes that are evaluated in all trials, and trials; of integrals, limits and extrema, whose values take long, few.
MOST_STEPS, MOST_TRIED, FEW_TRIED = 80_000, 4000, 60
MOST_NODES = 400
# Points for a first look at a changed side; for what is then said, and for an order turned round.
TRIED_AT, SURE, SURE_TOO = 5, 24, 6
MOST_CONFIRMED = 6
# What a change of the left side costs more, and up to which cost one of the right side is good enough.
ON_THE_LEFT, PLAIN = 0.4, 1.3
TURNED = {"le": "ge", "lt": "gt", "ge": "le", "gt": "lt"}
# What is changed in a bound, and how many changes are tried.
_OF_BOUNDS, MOST_BOUNDS = ("a factor", "a factor 2", "a factor 1/2", "a number", "the exponent"), 40
_FIRST = (("the sign", "the sign of the argument", "a limit of the integral", "a square", "the argument", "a factor 2"),
          (brackets.WORDS, "a sign"))
_NO_VALUE = (Undefined, Unsupported, BudgetError, ZeroDivisionError, NoDerivative, ShapeError, Undecided)


@dataclass(frozen=True)
class _Screen:
    """Points at which a claim has a value, with the value of its left side there."""

    question: Question
    seen: tuple[tuple[Point, Any], ...]

    @property
    def lefts(self) -> list[Any]:
        return [left for _, left in self.seen]

    def right(self, side: Expr, place: int) -> Any:
        """The value of a right side at a point; None where it has none."""
        point, _ = self.seen[place]
        (there,) = at_point((side,), point)
        return _value(there, point)

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
        return self.gives(side, self.lefts, self.question.left.shape)

    def gives(self, side: Expr, wanted: Sequence[Any], shape: Shape = ()) -> bool:
        """Whether a right side has these values at the points."""
        try:
            worked = self.question.with_right(side).right
        except _NO_VALUE:
            return False
        if worked.shape != shape or worked.free:
            return False
        rounded = any(is_op(n, "decimal") for n in postorder(self.question.left, worked))
        for place, left in enumerate(wanted):
            value = self.right(worked, place)
            if value is None or not fit(left, value) or compare("eq", left, value, rounded) != HOLDS:
                return False
        return True


@lru_cache(maxsize=16)
def nearest(question: Question, seed: int, slight: bool = False) -> Near | None:
    """A true formula one small change away from a refuted relation; None where none was found.

    `slight`: a slip of the pen only, by which nothing is added that the formula does not have.
    """
    if question.op in TURNED:
        turned = replace(question, op=TURNED[question.op])
        return Near(None, REVERSED) if _confirmed(turned, seed) else None if slight else _bound(question, seed)
    if question.op != "eq" and not (question.op == "approx" and is_arithmetic(question.left, question.right)):
        return None
    for _, changed, mirrored in islice(_ranked(question, seed, slight), MOST_CONFIRMED):
        try:
            candidate = (_mirrored(question) if mirrored else question).with_right(changed.side)
        except _NO_VALUE:
            continue
        if _confirmed(candidate, seed):
            return Near(folded(flat(changed.side)), changed.words, "left" if mirrored else "right")
    return None


def _bound(question: Question, seed: int) -> Near | None:
    """An order that holds with another number in one of its terms; where a side has no letters any number would do.

    Signs, squares and what adds operations are left alone: they make one side as large as one likes.
    """
    for asked, place in ((question, "right"), (_mirrored(question), "left")):
        side = asked.written if asked.written is not None else asked.right
        stated = asked.stated if asked.stated is not None else asked.left
        if not symbols(side) or not symbols(stated) or has_analysis(question) or _abstract(question) or (
                count_nodes(side, stated) > MOST_NODES):
            return None
        op = question.op if place == "right" else TURNED[question.op]
        for changed in islice((c for c in changes(side, stated, (), []) if c.words in _OF_BOUNDS), MOST_BOUNDS):
            try:
                candidate = replace(asked, op=op).with_right(changed.side)
            except _NO_VALUE:
                continue
            if not _says_nothing(stated, changed.side) and _confirmed(candidate, seed):
                return Near(folded(flat(changed.side)), changed.words, place)
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


def _seen(question: Question, seed: int, spaces: tuple[str, ...]) -> list[tuple[Point, Any]]:
    """Points at which both sides have a value, as far as there are any, and that of the left side; none where they are
    too few to tell.
    """
    wanted = 2 if has_analysis(question) else 3 if _abstract(question) else TRIED_AT
    found: list[tuple[Point, Any]] = []
    without: list[tuple[Point, Any]] = []  # the right side has no value there: a logarithm that is mistaken
    for point, generic in islice(points_of(question, seed + 2, TRIED_AT, spaces), 4 * TRIED_AT):
        if len(found) == wanted:
            break
        if question.symbols and not generic:
            continue
        left, right = (_value(side, point) for side in at_point((question.left, question.right), point))
        if left is None or compare("eq", left, left) == UNDEFINED:
            continue
        if right is not None and not fit(left, right):
            continue
        state = UNDEFINED if right is None else compare("eq", left, right)
        if state in (HOLDS, FAILS, UNDEFINED):
            (without if state == UNDEFINED else found).append((point, left))
    found += without[:wanted - len(found)]
    enough = len(found) >= min(wanted, 3) or not (question.symbols or dims(*question.exprs))
    return found if enough else []


def _value(side: Expr, point: Point) -> Any:
    """The value of a side of a claim about a point; None where it has none."""
    try:
        return evaluate(side, point, Balls(PRECISIONS[0]), budget=ENTRYWISE)
    except _NO_VALUE:
        return None


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
    made = changes(side, stated, names, sizes)
    trials: Iterable[Changed] = chain(left_out, sorted(made, key=_urgent) if slow else made)
    lefts = [entries(left) for left in screen.lefts]
    if is_arithmetic(side, stated):
        trials = changed_numbers(side, stated, lefts) if all(map(usable, lefts)) else ()
    if is_op(side, "stack") and all(map(usable, lefts)) and (rights := screen.values(side)) is not None:
        trials = chain(wrong_entries(side, stated, rights, lefts, screen.gives, names, sizes), trials)
    for changed in trials:
        if changed.side not in known:
            steps -= count_nodes(changed.side)
            tried -= 1
            if steps < 0 or tried < 0:
                return
            known[changed.side] = screen.holds(changed.side) and not repeats(stated, changed.side)
        if known[changed.side]:
            yield changed


def _urgent(changed: Changed) -> tuple[int, float]:
    """What is tried first, where only few changes can be."""
    return next((k for k, group in enumerate(_FIRST) if changed.words in group), len(_FIRST)), changed.cost


def _left_out(side: Expr, stated: Expr, screen: _Screen) -> Iterator[Changed]:
    """The sides with something that was left out; of a side with free indices its entries are changed."""
    lefts = [entries(left) for left in screen.lefts]
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
    side = transform(side, _undone)
    if isinstance(side, (Number, Symbol)):
        return side is stated
    try:
        return side.shape == stated.shape and _bare_copy(stated, side)
    except Undecided:
        return False


def _undone(node: Expr) -> Expr | None:
    """A for the transpose of the transpose of A."""
    twice = is_op(node, "transpose", "inv", "neg") and is_op(node.children[0], getattr(node, "op", ""))
    return node.children[0].children[0] if twice else None


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
