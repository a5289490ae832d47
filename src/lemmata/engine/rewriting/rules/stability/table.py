"""The rules by the operation that they begin with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from lemmata.engine.expr import Apply, Expr
from lemmata.engine.rewriting.rule import Rule
from lemmata.engine.rewriting.rules.stability.algebra import ALGEBRA
from lemmata.engine.rewriting.rules.stability.angles import ANGLES
from lemmata.engine.rewriting.rules.stability.arrays import ARRAYS
from lemmata.engine.rewriting.rules.stability.axes import REDUCTIONS, over_axes
from lemmata.engine.rewriting.rules.stability.exponentials import EXPONENTIALS
from lemmata.engine.rewriting.rules.stability.hazards import HAZARDS
from lemmata.engine.rewriting.rules.stability.logarithms import LOGARITHMS
from lemmata.engine.rewriting.rules.stability.near import near_sums
from lemmata.engine.rewriting.rules.stability.special import SPECIAL

STABILITY: tuple[Rule, ...] = (*ALGEBRA, *ANGLES, *EXPONENTIALS, *LOGARITHMS, *SPECIAL, *HAZARDS, *ARRAYS)
DEEP = 4  # levels below a node in which a reduction is looked for
Table = dict[str, list[Rule]]


def table(rules: Iterable[Rule]) -> Table:
    """Rules by the operation that they begin with."""
    found: Table = {}
    for rule in rules:
        assert isinstance(rule.left, Apply)
        found.setdefault(rule.left.op, []).append(rule)
    return found


RULES = table(STABILITY)


def rules_at(node: Apply) -> Iterator[Rule]:
    """The rules that may hold of a node, with the rows of reductions for the axes of those just below it or in it."""
    yield from RULES.get(node.op, ())
    for kind in _kinds(node):
        yield from over(*kind).get(node.op, ())


def _kinds(node: Apply) -> Iterable[tuple[int, tuple[int, ...] | None, bool]]:
    level: list[Expr] = [node]
    kinds: dict[tuple[int, tuple[int, ...] | None, bool], None] = {}
    for _ in range(DEEP):
        for part in level:
            if isinstance(part, Apply) and part.op in REDUCTIONS:
                params = part.params
                for keepdims in {params.get("keepdims", False), False, True}:
                    kinds.setdefault((part.args[0].rank, params["axis"], keepdims))
        level = [below for part in level for below in part.children]
    return kinds


@lru_cache(maxsize=64)
def over(rank: int, axis: tuple[int, ...] | None, keepdims: bool) -> Table:
    """The rows of reductions over such axes."""
    return table((*over_axes(rank, axis, keepdims), *near_sums(rank, axis, keepdims)))
