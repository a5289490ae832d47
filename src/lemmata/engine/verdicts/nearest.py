"""The nearest true formula: a small change of one side, an order turned round, each checked at points."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache, partial

from lemmata.engine.evaluation import Unsupported
from lemmata.engine.expr import Apply, Expr, Number, Symbol, count_nodes, number, postorder, substitute
from lemmata.engine.ops import ShapeError, apply
from lemmata.engine.readers.sizes import folded
from lemmata.engine.rewriting.polynomial import Undecided
from lemmata.engine.verdicts.question import Question
from lemmata.engine.verdicts.sampling import gather
from lemmata.engine.writers import to_text

MOST_TRIED = 60
MOST_NODES = 400
# Points for a changed side, which is a hint only; for an order turned round, which decides whether one is missing.
TRIED_AT, TURNED_AT = 6, 24


def _is(node: Expr, *ops: str) -> bool:
    return isinstance(node, Apply) and node.op in ops


def _scaled(e: Expr, factor: Fraction, written: Expr) -> Expr:
    """A multiple as it would be written: of a number, the number."""
    return number(factor * e.value) if isinstance(e, Number) else written


def _doubled(e: Expr) -> Expr:
    """Twice a term, with its sign in front."""
    return -(2 * e.children[0]) if _is(e, "neg") else 2 * e


# What authors mistake for each other, one row each: how to say it, and the change of a node (None: not here).
Change = Callable[[Expr], Expr | None]
WHOLE: tuple[tuple[str, Change], ...] = (
    ("the sign", lambda e: e.children[0] if _is(e, "neg") else _scaled(e, Fraction(-1), -e)),
    ("a factor 2", lambda e: _scaled(e, Fraction(2), 2 * e)),
    ("a factor 1/2", lambda e: _scaled(e, Fraction(1, 2), e / 2)),
    ("a transpose", lambda e: e.T if e.rank == 2 else None),
    ("a square", lambda e: e**2 if not e.shape else None),
    ("a square root", lambda e: apply("sqrt", e) if not e.shape and not _is(e, "pow") else None),
    ("an inverse", lambda e: 1 / e if not e.shape else None),
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
    ("a square", lambda e: e**2 if isinstance(e, Symbol) and not e.shape and e.sort == "real" else None),
    ("a factor 2", lambda e: 2 * e if isinstance(e, Symbol) and not e.shape and e.sort == "real" else None),
    ("a factor 2", lambda e: e.children[0] + _doubled(e.children[1]) if _is(e, "add") else None),
    ("a factor 2", lambda e: _doubled(e.children[0]) + e.children[1] if _is(e, "add") else None),
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
    for tried, (words, right) in enumerate(_changes(question.right)):
        if tried >= MOST_TRIED:
            break
        if right.shape != question.right.shape or right is question.stated:
            continue
        candidate = Question("eq", question.left, right, question.premises)
        if _holds(candidate, seed, TRIED_AT):
            return f"it holds with {to_text(folded(right))} on the right side ({words})"
    return ""


def _holds(candidate: Question, seed: int, points: int) -> bool:
    try:
        seen = gather(candidate, seed + 2, points=points, first_failure=True)
    except (Unsupported, Undecided):
        return False
    return seen.holds >= points - 1 and not seen.fails and not seen.special_fails


def _changes(side: Expr) -> Iterator[tuple[str, Expr]]:
    for words, change in WHOLE:
        yield from _made(words, change, side, lambda new: new)
    for node in postorder(side):
        for words, change in PARTS:
            yield from _made(words, change, node, partial(_put, side, node))


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
