"""Ranks and lengths that no words tell: a number may be the vector, a vector the short one, that makes sides fit."""

from __future__ import annotations

from lemmata.documents.judgement.links import Link, listed
from lemmata.documents.judgement.separate import INEQUALITIES
from lemmata.engine.expr import Apply, At, Expr, Number, Size, Symbol, postorder, substitute, symbols
from lemmata.engine.expr.claims import Claim
from lemmata.engine.verdicts import Verdict, decide
from lemmata.engine.verdicts.verdict import HOLDS

_VECTORS = frozenset("bdghpqruvwxyz")  # letters that are vectors in other formulas
_OF_ARRAYS = ("mean", "var", "std", "median")
_MATRIX, _SEVERAL = 2, 2
_OF_MATRICES = ("exp", "log", "sqrt", "sin", "cos", "sinh", "cosh")  # which square matrices have functions of


def maybe_vector(link: Link) -> Verdict | None:
    """`\\partial L / \\partial x = W^T \\partial L / \\partial y` with y = W x, where x was read as a number.

    A matrix equals no number; that `x^T x` is no `x x^T` rests on no such letter.
    """
    if len(link.sides) != 2:
        return None
    told = set(link.told)
    for node in postorder(link.relation):
        of_number = isinstance(node, Apply) and node.op in _OF_ARRAYS and not node.children[0].rank
        if (of_number or _is_identity_with_number(node)) and (
                taken := [s.name for s in symbols(node) if s not in told and not s.rank]):
            where = "beside the identity" if _is_identity_with_number(node) else "of which an average is taken"
            return Verdict("undecided", "", f"{taken[-1]} was read as a number, {where}")
    ranks = [side.rank for side in link.sides]
    if sorted(ranks)[0] == sorted(ranks)[1] or max(ranks) != _MATRIX or any(isinstance(s, Number) for s in link.sides):
        return None
    taken = [s.name for s in symbols(link.relation) if not s.rank and s.domain == "real" and s not in told
             and s.name.split("_")[0] in _VECTORS]
    return Verdict("undecided", "", f"{taken[0]} was read as a number") if taken else None


def _is_identity_with_number(node: Expr) -> bool:
    """`I - \\gamma P` with a number P: nobody takes a number from all entries of the identity."""
    if not isinstance(node, Apply) or node.op not in ("add", "sub") or node.rank != _MATRIX:
        return False
    parts = [c.children[0] if isinstance(c, Apply) and c.op == "neg" else c for c in node.children]
    return any(isinstance(p, Apply) and p.op == "eye" for p in parts) and any(not p.rank for p in parts)


def entrywise(link: Link) -> Verdict | None:
    """`B E \\le B R` with matrices B and R: what stands in an order is a number, hardly each entry of a matrix."""
    relation = link.relation
    if not isinstance(relation, Apply) or relation.op not in INEQUALITIES or max(
            side.rank for side in relation.args) < _MATRIX:
        return None
    told = set(link.told)
    taken = [s.name for s in symbols(relation) if s.rank == _MATRIX and s not in told]
    return Verdict("undecided", "", f"{taken[0]} was read as a matrix, in an order") if taken else None


def few_entries(link: Link) -> Verdict | None:
    """$x^\\top y = x_1 y_1 + x_2 y_2$ of vectors of which no words give the length: they may have two entries."""
    shown: dict[Symbol, int] = {}
    for node in postorder(link.relation):
        if isinstance(node, At) and isinstance(node.array, Symbol) and node.array.rank == 1 and isinstance(
                place := node.indices[0], Number) and not symbols(place):
            shown[node.array] = max(shown.get(node.array, 0), int(place.value) + 1)
    told = set(link.told)
    sizes = {s.shape[0].atom: Size.of(k) for s, k in shown.items() if s.shape[0].atom and s not in told}
    if not sizes or len(set(sizes.values())) > 1 or max(shown.values()) < _SEVERAL:
        return None
    exprs = [substitute(e, sizes=sizes) for e in (link.relation, *link.claim.premises)]
    if decide(Claim((exprs[0],), tuple(exprs[1:]))).kind in HOLDS:
        names = listed(sorted(s.name for s in shown))
        return Verdict("undecided", "", f"it holds if {names} have {max(shown.values())} entries")
    return None


def matrix_function(link: Link) -> Verdict | None:
    """`\\log K` of a square matrix may mean the function of the matrix, not of its entries."""
    for node in postorder(link.relation):
        if isinstance(node, Apply) and node.op in _OF_MATRICES and node.rank == 2 and (
                node.shape[0] == node.shape[1]) and isinstance(node.children[0], Symbol):
            return Verdict("undecided", "", f"whether {node.op} is meant entry by entry is not said")
    return None


def stretched(link: Link) -> Verdict | None:
    """A matrix that equals a vector of ones or the number 1: the identity is meant, or nothing that fits."""
    ranks = [side.rank for side in link.sides]
    if len(ranks) == 2 and ranks[0] != ranks[1]:
        other = link.sides[ranks.index(min(ranks))]
        if min(ranks) or (isinstance(other, Number) and other.value == 1):
            return Verdict("undecided", "", f"the sides have {ranks[0]} and {ranks[1]} axes")
    return None
