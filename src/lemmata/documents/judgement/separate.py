"""Equations that fail, and are hardly attempts at an identity: each side has letters of its own, a letter is given by
itself, a number is asked for.

Nearly every slip of the pen stands beside a formula that holds. Where none does, and the two sides speak of different
things that nothing in the text ties together, more was said of them than was understood: "$\\pi_1 a = \\pi_2 b$" of a
chain at rest, "$v = r + \\gamma P v$" of values. So nothing false is shown there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lemmata.documents.judgement.chained import CHAIN_RULE
from lemmata.documents.judgement.determined import SOUGHT
from lemmata.documents.judgement.links import Link, listed, places
from lemmata.documents.judgement.stationary import SLOPE
from lemmata.engine.expr import Apply, Bind, Expr, Int, Number, Symbol, postorder, symbols
from lemmata.engine.verdicts.verdict import Verdict

INEQUALITIES = ("le", "lt", "ge", "gt")
_LINEAR = ("add", "sub", "neg")
RELATIONS = ("eq", "approx", *INEQUALITIES)


def separate(link: Link) -> Verdict | None:
    """Each side has letters that the other lacks, and no premise ties them to it."""
    relation = link.relation
    if link.verdict.kind != "refuted" or link.verdict.near is not None or sure(link) or (
            not isinstance(relation, Apply) or relation.op not in RELATIONS):
        return None
    parts = [letters(side) for side in relation.args]
    left, right = ({s.name for s in part} for part in parts)
    own = [untied(left - right, right, link.claim.premises), untied(right - left, left, link.claim.premises)]
    numbers = all(not s.shape and s.sort == "real" for part in parts for s in part)
    if not own[0] or not own[1] or (numbers and relation.op in INEQUALITIES):
        return None
    first, second = (listed(sorted(part)) for part in own)
    return Verdict("undecided", SOUGHT, f"how {first} on the one side and {second} on the other belong together was "
                                        "not understood")


def given_by_itself(link: Link) -> Verdict | None:
    """`v = r + \\gamma P v`: a letter alone on a side and again on the other is what solves the equation."""
    if link.verdict.kind != "refuted" or link.verdict.near is not None or len(link.sides) != 2:
        return None
    for one, other in (link.sides, link.sides[::-1]):
        if isinstance(one, Symbol) and one.domain != "function" and one in symbols(other) and not any(
                one in symbols(p) for p in link.claim.premises) and (set(symbols(other)) - {one} or _often(one, other)):
            return Verdict("undecided", SOUGHT, f"an equation that {one.name} is to solve")
    return None


def _often(one: Symbol, side: Expr) -> bool:
    """Whether a number stands more than once on a side: `p = 1 + p - p^2 / (1 + p)`."""
    if one.shape or any(isinstance(n, Apply) and n.op == "call" for n in postorder(side)):
        return False
    stack, times = [side], 0
    while stack:
        node = stack.pop()
        times += node is one
        stack += node.children
    return times > 1


def to_be_solved(link: Link) -> Verdict | None:
    """`1 - t = 10 t - 1`, and `a b = 2` where a is told: an equation for the one letter that is not known."""
    if link.verdict.kind != "refuted" or len(link.sides) != 2 or sure(link):
        return None
    found = letters(link.relation)
    tied = {s for p in link.claim.premises for s in symbols(p)}
    open_ = [s for s in found if s not in tied]
    if len(open_) != 1 or open_[0].shape or open_[0].sort != "real":
        return None
    valued = any(isinstance(p, Apply) and p.op == "eq" and set(symbols(p)) & found for p in link.claim.premises)
    number = any(not symbols(side) for side in link.sides)
    linear = all(map(_is_linear, (n for side in link.sides for n in postorder(side))))
    if (valued and number) or (link.verdict.near is None and linear and len(found) == 1):
        return Verdict("undecided", SOUGHT, f"an equation that {open_[0].name} is to solve")
    return None


def _is_linear(node: Expr) -> bool:
    if isinstance(node, Apply) and node.op == "mul":
        return sum(bool(symbols(c)) for c in node.children) < 2
    return isinstance(node, Symbol | Number | Int) or (isinstance(node, Apply) and node.op in _LINEAR)


def letters(side: Expr) -> set[Symbol]:
    """The letters of a side that stand for values, without those that only say where a sequence is taken."""
    indices = places(side)
    return {s for s in symbols(side) if s.name not in indices}


def untied(own: set[str], others: Iterable[str], premises: Sequence[Expr]) -> set[str]:
    """The letters that no chain of premises connects with the others."""
    reached = set(others)
    groups = [{s.name for s in symbols(p)} for p in premises]
    while more := [group for group in groups if group & reached and not group <= reached]:
        reached.update(*more)
    return own - reached


def sure(link: Link) -> bool:
    """Whether words say that it holds everywhere, or that just this is to be worked out."""
    return of_all(link) or link.verdict.method in (SLOPE, CHAIN_RULE) or any(
        isinstance(n, Bind) and n.binder in ("argmin", "argmax") for n in postorder(link.relation))


def of_all(link: Link) -> bool:
    """Whether words or signs say that it holds everywhere; "for all i" says no more than that they are entries."""
    entries = any(isinstance(side, Bind) and side.binder == "array" for side in link.relation.children)
    return (link.known.everywhere and not entries) or "\\forall" in link.known.source
