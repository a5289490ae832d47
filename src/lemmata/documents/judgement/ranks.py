"""Sides of different ranks, where a letter that habit took for a number may be the vector that makes them fit."""

from __future__ import annotations

from lemmata.documents.judgement.links import Link
from lemmata.engine.expr import Apply, Number, postorder, symbols
from lemmata.engine.verdicts import Verdict

_VECTORS = frozenset("bdghpqruvwxyz")  # letters that are vectors in other formulas
_OF_ARRAYS = ("mean", "var", "std", "median")
_MATRIX = 2


def maybe_vector(link: Link) -> Verdict | None:
    """`\\partial L / \\partial x = W^T \\partial L / \\partial y` with y = W x, where x was read as a number.

    A matrix equals no number; that `x^T x` is no `x x^T` rests on no such letter.
    """
    if len(link.sides) != 2:
        return None
    told = set(link.told)
    for node in postorder(link.relation):
        if isinstance(node, Apply) and node.op in _OF_ARRAYS and not node.children[0].rank and (
                taken := [s.name for s in symbols(node) if s not in told]):
            return Verdict("undecided", "", f"{taken[0]} was read as a number, and its {node.op} is taken")
    ranks = [side.rank for side in link.sides]
    if sorted(ranks)[0] == sorted(ranks)[1] or max(ranks) != _MATRIX or any(isinstance(s, Number) for s in link.sides):
        return None
    taken = [s.name for s in symbols(link.relation) if not s.rank and s.domain == "real" and s not in told
             and s.name.split("_")[0] in _VECTORS]
    return Verdict("undecided", "", f"{taken[0]} was read as a number") if taken else None
