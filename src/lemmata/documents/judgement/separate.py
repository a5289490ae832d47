"""Equations that fail, and are hardly attempts at an identity: each side has letters of its own, a letter is given by
itself, a number is asked for.

Nearly every slip of the pen stands beside a formula that holds. Where none does, and the two sides speak of different
things that nothing in the text ties together, more was said of them than was understood: "$\\pi_1 a = \\pi_2 b$" of a
chain at rest, "$v = r + \\gamma P v$" of values. So nothing false is shown there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lemmata.documents.judgement.links import Link, listed, places
from lemmata.documents.judgement.stationary import SLOPE
from lemmata.engine.expr import Apply, Expr, Symbol, dims, symbols
from lemmata.engine.verdicts.verdict import Verdict

_ORDERS = ("eq", "approx", "le", "lt", "ge", "gt")


def separate(link: Link) -> Verdict | None:
    """Each side has letters that the other lacks, and no premise ties them to it."""
    if link.verdict.kind != "refuted" or link.verdict.near is not None or link.known.everywhere:
        return None
    if not isinstance(link.relation, Apply) or link.relation.op not in _ORDERS or len(link.relation.args) != 2:
        return None
    left, right = (_letters(side) for side in link.relation.args)
    own = [_untied(left - right, right, link.claim.premises), _untied(right - left, left, link.claim.premises)]
    if not own[0] or not own[1]:
        return None
    names = [listed(sorted(s.name for s in part)) for part in own]
    return Verdict("undecided", "", f"how {names[0]} on the one side and {names[1]} on the other belong together "
                                    "was not understood")


def given_by_itself(link: Link) -> Verdict | None:
    """`v = r + \\gamma P v`: a letter alone on a side and again on the other is what solves the equation."""
    if link.verdict.kind != "refuted" or link.verdict.near is not None or len(link.sides) != 2:
        return None
    for one, other in (link.sides, link.sides[::-1]):
        if isinstance(one, Symbol) and one.domain != "function" and one in symbols(other) and not any(
                one in symbols(p) for p in link.claim.premises) and set(symbols(other)) - {one}:
            return Verdict("undecided", "", f"an equation that {one.name} is to solve")
    return None


def of_number(link: Link) -> Verdict | None:
    """`\\sum_i a_i y_i = 0`, which holds where a and y are orthogonal: that is what the equation itself says."""
    claimed = link.verdict.method == SLOPE or link.known.everywhere
    if link.verdict.kind != "conditional" or len(link.sides) != 2 or claimed:
        return None
    if any(not symbols(side) and not dims(side) for side in link.sides):
        return Verdict("undecided", "", "given or to be met, as far as was understood")
    return None


def _letters(side: Expr) -> set[Symbol]:
    """The letters of a side that stand for values, without those that only say where a sequence is taken."""
    indices = places(side)
    return {s for s in symbols(side) if s.name not in indices}


def _untied(own: Iterable[Symbol], others: Iterable[Symbol], premises: Sequence[Expr]) -> set[Symbol]:
    """The letters that no chain of premises connects with the others."""
    reached = set(others)
    groups = [set(symbols(p)) for p in premises]
    while more := [group for group in groups if group & reached and not group <= reached]:
        reached.update(*more)
    return {s for s in own if s not in reached}
