"""The nearest true formula: a small change of one side, an order turned round, each checked at points."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache, partial

from lemmata.engine.evaluation import Unsupported
from lemmata.engine.expr import (
    Apply,
    Expr,
    Int,
    Number,
    Size,
    Symbol,
    count_nodes,
    integer,
    number,
    postorder,
    substitute,
    symbols,
)
from lemmata.engine.ops import ShapeError, apply
from lemmata.engine.readers.sizes import folded
from lemmata.engine.rewriting.polynomial import Undecided
from lemmata.engine.verdicts.question import Question
from lemmata.engine.verdicts.sampling import gather, has_analysis
from lemmata.engine.writers import to_text

# Changes that are tried; of integrals, limits and extrema, whose values take long, far fewer.
MOST_TRIED, FEW_TRIED = 160, 40
MOST_NODES = 400
# Points for a first look at a changed side; for what is then said, and for an order turned round.
TRIED_AT, TURNED_AT = 6, 24


def _is(node: Expr, *ops: str) -> bool:
    return isinstance(node, Apply) and node.op in ops


def _times(e: Expr, factor: Fraction) -> Expr:
    """A multiple as it would be written: of a number the number, of a product its factor, of a difference the other."""
    if isinstance(e, Number):
        return number(factor * e.value)
    if _is(e, "mul") and isinstance(e.children[0], Number):
        left = factor * e.children[0].value
        return e.children[1] if left == 1 else -e.children[1] if left == -1 else left * e.children[1]
    if _is(e, "div") and isinstance(e.children[1], Number):
        return _times(e.children[0], factor / e.children[1].value)
    if _is(e, "neg"):
        return _times(e.children[0], -factor)
    if factor == -1:
        turned = _is(e, "add") and _is(e.children[1], "neg")
        return e.children[1].children[0] - e.children[0] if turned else -e
    return e if factor == 1 else e / int(1 / factor) if (1 / factor).denominator == 1 else factor * e


def _sum(left: Expr, right: Expr) -> Expr:
    """A sum as it would be written: with a minus where a negative number stands first."""
    negative = _is(right, "mul") and isinstance(right.children[0], Number) and right.children[0].value < 0
    return left - _times(right, Fraction(-1)) if negative else left + right


def _power(e: Expr, root: bool = False) -> Expr | None:
    """A square or a square root of a number; of what is one already, what is inside."""
    if e.shape or isinstance(e, Number):
        return None
    if _is(e, "sqrt"):
        return None if root else e.children[0]
    if _is(e, "pow"):
        return e.children[0] if root and e.children[1] is number(2) else None
    return apply("sqrt", e) if root else e**2


def _scalar(e: Expr) -> bool:
    return not e.shape and e.sort == "real" and not isinstance(e, Number)


def _other(e: Expr, ops: dict[str, str]) -> Expr | None:
    """The same of another operation."""
    assert isinstance(e, Apply)
    return apply(ops[e.op], *e.args) if not e.params else None


def _counted(e: Expr, step: int) -> Expr | None:
    """A size next to it: n - 1 for n."""
    return integer(e.size + step) if isinstance(e, Int) and e.size.constant is None and not e.free else None


_LOGS, _SUMS = {"log": "log2", "log2": "log", "log10": "log"}, {"max": "sum", "mean": "sum", "sum": "mean"}


# What authors mistake for each other, one row each: how to say it, and the change of a node (None: not here).
Change = Callable[[Expr], Expr | None]
WHOLE: tuple[tuple[str, Change], ...] = (
    ("the sign", lambda e: _times(e, Fraction(-1))),
    ("a factor 2", lambda e: _times(e, Fraction(2))),
    ("a factor 1/2", lambda e: _times(e, Fraction(1, 2))),
    ("a transpose", lambda e: e.T if e.rank == 2 else None),
    ("a square", _power),
    ("a square root", lambda e: _power(e, root=True)),
    ("an inverse", lambda e: 1 / e if not e.shape else apply("inv", e) if e.rank == 2 else None),
    ("a logarithm", lambda e: apply("log", e) if not e.shape else None),
    ("an exponential", lambda e: apply("exp", e) if not e.shape else None),
)
PARTS: tuple[tuple[str, Change], ...] = (
    ("a sign", lambda e: e.children[0] if _is(e, "neg") else None),
    ("a sign", lambda e: apply("add", e.children[0], -e.children[1]) if _is(e, "add") else None),
    ("a sign", lambda e: apply("add", -e.children[0], e.children[1]) if _is(e, "add") else None),
    ("a transpose", lambda e: e.children[0] if _is(e, "transpose") else None),
    ("a transpose", lambda e: e.T if e.rank == 2 and not _is(e, "transpose") else None),
    ("an inverse", lambda e: e.children[0] if _is(e, "inv") else None),
    ("an inverse", lambda e: e.children[1] / e.children[0] if _is(e, "div") else None),
    ("the order of the factors", lambda e: e.children[1] @ e.children[0]
     if _is(e, "matmul") and e.children[0].rank == e.children[1].rank == 2 else None),
    ("a factor", lambda e: e.children[1] if _is(e, "mul") and isinstance(e.children[0], Number) else None),
    ("a square", lambda e: e.children[0] if _is(e, "pow") and e.children[1] is number(2) else None),
    ("a square", lambda e: _power(e) if _scalar(e) else None),
    ("a square root", lambda e: _power(e, root=True) if _scalar(e) else None),
    ("a factor 2", lambda e: 2 * e if isinstance(e, Symbol) and _scalar(e) else None),
    ("a factor 2", lambda e: _sum(e.children[0], _times(e.children[1], Fraction(2))) if _is(e, "add") else None),
    ("a factor 2", lambda e: _times(e.children[0], Fraction(2)) + e.children[1] if _is(e, "add") else None),
    ("a factor 1/2", lambda e: _sum(e.children[0], _times(e.children[1], Fraction(1, 2))) if _is(e, "add") else None),
    ("a factor 1/2", lambda e: _times(e.children[0], Fraction(1, 2)) + e.children[1] if _is(e, "add") else None),
    ("a size", lambda e: _counted(e, -1)),
    ("a size", lambda e: _counted(e, 1)),
    ("the base of the logarithm", lambda e: _other(e, _LOGS) if _is(e, *_LOGS) else None),
    ("a sum", lambda e: _other(e, _SUMS) if _is(e, *_SUMS) else None),
    ("a quotient for a product", lambda e: e.children[0] / e.children[1]
     if _is(e, "mul") and not isinstance(e.children[0], Number) else None),
    ("a sum for a product", lambda e: e.children[0] + e.children[1]
     if _is(e, "mul") and not isinstance(e.children[0], Number) else None),
    ("a product for a sum", lambda e: e.children[0] * e.children[1]
     if _is(e, "add") and not e.shape and not _is(e.children[1], "neg") else None),
    ("the exponent", lambda e: e.children[0] ** (e.children[1] - 1) if _is(e, "pow") else None),
    ("the exponent", lambda e: e.children[0] ** (e.children[1] + 1) if _is(e, "pow") else None),
)


TURNED = {"le": "ge", "lt": "gt", "ge": "le", "gt": "lt"}


@lru_cache(maxsize=16)
def nearest(question: Question, seed: int) -> str:
    """A true formula one small change away from a refuted relation, as text; "" where none was found."""
    if question.op in TURNED:
        turned = replace(question, op=TURNED[question.op])
        return "it holds the other way round" if _holds(turned, seed, TURNED_AT) else ""
    if question.op != "eq" or question.left.shape != question.right.shape:
        return ""
    if count_nodes(question.left, question.right) > MOST_NODES:  # nobody reads it, and each trial costs as many steps
        return ""
    slow = has_analysis(question)
    for tried, (words, right) in enumerate(_changes(question)):
        if tried >= (FEW_TRIED if slow else MOST_TRIED):
            break
        if right.shape != question.right.shape or right is question.stated or right is question.left:
            continue
        candidate = Question("eq", question.left, right, question.premises)
        if _holds(candidate, seed, TRIED_AT) and (slow or _holds(candidate, seed, TURNED_AT)):
            return f"it holds with {to_text(folded(right))} on the right side ({words})"
    return ""


def _holds(candidate: Question, seed: int, points: int) -> bool:
    try:
        seen = gather(candidate, seed + 2, points=points, first_failure=True)
    except (Unsupported, Undecided):
        return False
    return seen.holds >= points - 1 and not seen.fails and not seen.special_fails


def _changes(question: Question) -> Iterator[tuple[str, Expr]]:
    side = question.right
    for words, change in WHOLE:
        yield from _made(words, change, side, lambda new: new)
    for node in postorder(side):
        for words, change in PARTS:
            yield from _made(words, change, node, partial(_put, side, node))
    yield from _swapped(side)
    sizes = sorted({a for s in question.symbols if s.rank == 2 for d in s.shape for a in d.atoms})
    for node in postorder(side):  # `c det(A)` for `c^n det(A)`
        if _is(node, "mul") and _scalar(node):
            factor, rest = node.children
            for size in sizes:
                yield "a power", _put(side, node, factor ** integer(Size.of(size)) * rest)


def _swapped(side: Expr) -> Iterator[tuple[str, Expr]]:
    """Two symbols of one kind that take each other's place."""
    for one, other in itertools.combinations(symbols(side), 2):
        if one.shape == other.shape and one.domain == other.domain and one.params == other.params:
            yield f"{one.name} and {other.name} swapped", substitute(side, {one: other, other: one})


def _put(side: Expr, node: Expr, new: Expr) -> Expr:
    return substitute(side, {node: new})


def _made(words: str, change: Change, node: Expr, put: Callable[[Expr], Expr]) -> Iterator[tuple[str, Expr]]:
    """The changed side, where the change applies and the shapes still fit."""
    try:
        new = change(node)
        if new is not None and new.shape == node.shape and not node.free:
            yield words, put(new)
    except (ShapeError, ValueError):
        return
