"""One entry of an array as a term over indices: what stands inside of loops."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lemmata.engine.expr import Shape, Size
from lemmata.engine.programs.values import Value


@dataclass(frozen=True)
class Term:
    """A number, or an array as nested lists."""

    @property
    def parts(self) -> tuple[Term, ...]:
        """The terms that it is made of."""
        return ()


@dataclass(frozen=True)
class Literal(Term):
    value: Fraction


@dataclass(frozen=True)
class Constant(Term):
    name: str


@dataclass(frozen=True)
class Whole(Term):
    """An integer polynomial over sizes and indices."""

    size: Size


@dataclass(frozen=True)
class Item(Term):
    """An entry of an array that has a name, or a row of it where there are fewer indices than axes."""

    array: str
    shape: Shape
    indices: tuple[Term, ...] = ()

    @property
    def parts(self) -> tuple[Term, ...]:
        return self.indices


@dataclass(frozen=True)
class Map(Term):
    """A function of numbers."""

    name: str
    args: tuple[Term, ...]
    value: Value | None = None  # the instruction that it is an entry of

    @property
    def parts(self) -> tuple[Term, ...]:
        return self.args


@dataclass(frozen=True)
class Loop(Term):
    """What is made of the values of `body` while `index` runs over 0, ..., count - 1.

    how   list, or sum, prod, max, min; flat: a list of the entries of lists, which the body is
    """

    how: str
    index: str
    count: Size
    body: Term

    @property
    def parts(self) -> tuple[Term, ...]:
        return (self.body,)


@dataclass(frozen=True)
class Call(Term):
    """A helper's function, of lists too."""

    helper: str
    args: tuple[Term, ...]

    @property
    def parts(self) -> tuple[Term, ...]:
        return self.args


@dataclass(frozen=True)
class Listed(Term):
    """A list of these entries, or of the entries of these lists one after the other."""

    args: tuple[Term, ...]
    joined: bool = False

    @property
    def parts(self) -> tuple[Term, ...]:
        return self.args


ZERO, UNIT = Literal(Fraction(0)), Literal(Fraction(1))


def whole(size: Size | int | str) -> Whole:
    return Whole(Size.of(size))


def apply(name: str, *args: Term) -> Term:
    return Map(name, args)


def choose(condition: Term | None, yes: Term, no: Term) -> Term:
    """The first where the condition holds; None always does."""
    return yes if condition is None else no if condition == ZERO else Map("where", (condition, yes, no))


def both(first: Term | None, second: Term | None) -> Term | None:
    return second if first is None else first if second is None else Map("and", (first, second))


def equal(first: Term, second: Term) -> Term | None:
    """Whether two indices are the same; None where they are, 0 where they never are."""
    if first == second:
        return None
    if isinstance(first, Whole) and isinstance(second, Whole) and (first.size - second.size).constant is not None:
        return ZERO
    return Map("eq", (first, second))


def place_of(index: str) -> Term:
    """The place that an index stands for; without one it is the only place of an axis."""
    return whole(index or 0)


def shifted(start: Size, step: int, index: Term) -> Term:
    """start + step * index"""
    if isinstance(index, Whole):
        return Whole(start + index.size * step)
    scaled = index if step == 1 else Map("mul", (whole(step), index))
    return scaled if start == Size.of(0) else Map("add", (Whole(start), scaled))


def reduced(entry: Loop) -> Term:
    """A list that repeats an array entry by entry is that array."""
    body = entry.body
    if entry.how == "list" and isinstance(body, Item) and body.indices and body.indices[-1] == whole(entry.index):
        row, place = body.indices[:-1], len(body.indices) - 1
        if body.shape[place] == entry.count and not any(depends(k, entry.index) for k in row):
            return Item(body.array, body.shape, row)
    return entry


def walk(term: Term) -> Iterator[Term]:
    """All that a term is made of, itself first."""
    stack = [term]
    while stack:
        one = stack.pop()
        yield one
        stack.extend(reversed(one.parts))


def depends(term: Term, index: str) -> bool:
    return any(isinstance(t, Whole) and index in t.size.atoms for t in walk(term))


def loops(how: str, indices: Sequence[str], counts: Sequence[Size], body: Term) -> Term:
    """One loop in the other, the first outside; over an axis of size 1 there is none."""
    for index, count in zip(reversed(indices), reversed(counts)):
        if index:
            body = reduced(Loop(how, index, count, body))
        elif how == "list":
            body = Listed((body,))
    return body
