"""The same function in operations that neither overflow nor cancel: softplus, sigmoid, softmax, logsumexp."""

from __future__ import annotations

from functools import lru_cache

from lemmata.engine.expr import Apply, Expr, postorder, transform
from lemmata.engine.ops import apply
from lemmata.engine.programs.logsums import log_of
from lemmata.engine.programs.quotients import is_op, quotient
from lemmata.engine.rewriting.rule import Rule, rewrites
from lemmata.engine.rewriting.rules.stability import REDUCTIONS, STABILITY, over_axes
from lemmata.engine.rewriting.rules.stability.table import Table, table

ROUNDS = 4  # what one rule leaves may be what another one begins with
Kind = tuple[int, tuple[int, ...] | None, bool]


def stable(expr: Expr, last: bool = False) -> Expr:
    """The expression with log(1 + exp(x)) as softplus(x), exp(x) / sum(exp(x)) as softmax(x), and their like.

    These are the rules of stability that are taken `always`, and sums and products of any length in their place.

    last    nothing is differentiated any more: also what decides by values (x log y is 0 where x is)

    >>> from lemmata.engine.expr import symbol
    >>> x = symbol("x")
    >>> stable(apply("exp", x) / (1 + apply("exp", x))) is apply("sigmoid", x)
    True
    """
    for _ in range(ROUNDS):
        book, before = _book(expr, last), expr
        if book is None:
            return expr
        expr = transform(expr, lambda node: _change(node, book) if isinstance(node, Apply) else None)
        if expr is before:
            break
    return expr


def _book(expr: Expr, last: bool) -> Table | None:
    """The rules whose operations are all in an expression; None where nothing in it would change."""
    ops: set[str] = set()
    kinds: dict[Kind, None] = {}
    for node in postorder(expr):
        if isinstance(node, Apply):
            ops.add(node.op)
            if node.op in REDUCTIONS and node.params.get("axis", ()) != ():
                for keepdims in (False, True):
                    kinds.setdefault((node.args[0].rank, node.params["axis"], keepdims))
    found = _of(frozenset(ops), tuple(kinds), last)
    return found if found or ops & {"exp", "log"} else None


@lru_cache(maxsize=256)
def _of(ops: frozenset[str], kinds: tuple[Kind, ...], last: bool) -> Table:
    rules = [rule for rule in STABILITY if rule.always and rule.named <= ops]
    rules += [rule for kind in kinds for rule in _always_over(*kind) if rule.named <= ops]
    return table(sorted((rule for rule in rules if last or not rule.branches), key=_length))


@lru_cache(maxsize=64)
def _always_over(rank: int, axis: tuple[int, ...] | None, keepdims: bool) -> tuple[Rule, ...]:
    return tuple(rule for rule in over_axes(rank, axis, keepdims) if rule.always)


def _length(rule: Rule) -> int:
    """Longer left sides come first."""
    return -sum(1 for _ in postorder(rule.left))


def _change(node: Apply, book: Table) -> Expr | None:
    for rule in book.get(node.op, ()):
        for after in rewrites(rule, node):
            return after
    if node.op == "log":
        return log_of(node.args[0])
    return quotient(node) if node.op in ("mul", "div", "pow") else None
