"""Equations that fail, and are hardly attempts at an identity: each side has letters of its own, a letter is given by
itself, a number is asked for.

Nearly every slip of the pen stands beside a formula that holds. Where none does, and the two sides speak of different
things that nothing in the text ties together, more was said of them than was understood: "$\\pi_1 a = \\pi_2 b$" of a
chain at rest, "$v = r + \\gamma P v$" of values. So nothing false is shown there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from lemmata.documents.judgement.chained import CHAIN_RULE
from lemmata.documents.judgement.determined import SOUGHT
from lemmata.documents.judgement.equations import ASSERTED
from lemmata.documents.judgement.links import Link, bare_symbol, listed, places
from lemmata.documents.judgement.rewritten import REWRITTEN
from lemmata.documents.judgement.stationary import SLOPE
from lemmata.documents.language.symbols import symbol_list
from lemmata.engine.expr import Apply, Bind, Expr, Int, Number, Symbol, dims, postorder, symbols
from lemmata.engine.verdicts.verdict import Verdict

_INEQUALITIES = ("le", "lt", "ge", "gt")
_PROPERTY = re.compile(r"\b(?:symmetric|orthogonal|orthonormal|positive (?:semi)?definite|invertible|diagonal|"
                       r"independent|convex|unit|stochastic)\b")
_LINEAR = ("add", "sub", "neg")
_RELATIONS = ("eq", "approx", *_INEQUALITIES)


def separate(link: Link) -> Verdict | None:
    """Each side has letters that the other lacks, and no premise ties them to it."""
    relation = link.relation
    if link.verdict.kind != "refuted" or link.verdict.near is not None or _sure(link) or (
            not isinstance(relation, Apply) or relation.op not in _RELATIONS):
        return None
    letters = [_letters(side) for side in relation.args]
    left, right = ({s.name for s in part} for part in letters)
    own = [_untied(left - right, right, link.claim.premises), _untied(right - left, left, link.claim.premises)]
    numbers = all(not s.shape and s.sort == "real" for part in letters for s in part)
    if not own[0] or not own[1] or (numbers and relation.op in _INEQUALITIES):
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
                one in symbols(p) for p in link.claim.premises) and set(symbols(other)) - {one}:
            return Verdict("undecided", SOUGHT, f"an equation that {one.name} is to solve")
    return None


def to_be_solved(link: Link) -> Verdict | None:
    """`1 - t = 10 t - 1`, and `a b = 2` where a is told: an equation for the one letter that is not known."""
    if link.verdict.kind != "refuted" or len(link.sides) != 2 or _sure(link):
        return None
    letters = _letters(link.relation)
    tied = {s for p in link.claim.premises for s in symbols(p)}
    open_ = [s for s in letters if s not in tied]
    if len(open_) != 1 or open_[0].shape or open_[0].sort != "real":
        return None
    valued = any(isinstance(p, Apply) and p.op == "eq" and set(symbols(p)) & letters for p in link.claim.premises)
    number = any(not symbols(side) for side in link.sides)
    linear = all(map(_is_linear, (n for side in link.sides for n in postorder(side))))
    if (valued and number) or (link.verdict.near is None and linear and len(letters) == 1):
        return Verdict("undecided", SOUGHT, f"an equation that {open_[0].name} is to solve")
    return None


def _is_linear(node: Expr) -> bool:
    if isinstance(node, Apply) and node.op == "mul":
        return sum(bool(symbols(c)) for c in node.children) < 2
    return isinstance(node, Symbol | Number | Int) or (isinstance(node, Apply) and node.op in _LINEAR)


def of_number(link: Link) -> Verdict | None:
    """`\\sum_i a_i y_i = 0`, which holds where a and y are orthogonal: that is what the equation itself says."""
    if link.verdict.kind != "conditional" or len(link.sides) != 2 or _sure(link):
        return None
    number = any(not symbols(side) and not dims(side) for side in link.sides)
    if number and any(not _explained(s, link) for s in _letters(link.relation)):
        return Verdict("undecided", SOUGHT, "given or to be met, as far as was understood")
    return None


def said_before(link: Link) -> Verdict | None:
    """What holds where $A$ is symmetric, while a sentence before says "For symmetric $A$": still meant, perhaps."""
    word = _PROPERTY.search(link.verdict.hint) if link.verdict.kind == "conditional" else None
    if word is None or _sure(link) or re.search(rf"\b{word[0]}", link.known.spoken) is None:
        return None
    return Verdict("undecided", "", f'a sentence before says "{word[0]}", which is all that is missing here')


def of_special_things(link: Link) -> Verdict | None:
    """What fails and has no near formula that holds, in letters that the text uses elsewhere without explaining them.

    There they may stand for special things: "$\\Delta W = 0$" at the start, "$H(1) = 1$" of a filter.
    """
    verdict, relation = link.verdict, link.relation
    if verdict.kind != "refuted" or verdict.method == REWRITTEN or _sure(link) or (
            verdict.near is not None and not _turned(link)):
        return None
    letters = _letters(relation)
    if not letters or not isinstance(relation, Apply):
        return None
    unexplained = sorted(s.name for s in letters if not _explained(s, link))
    bounding = relation.op in _INEQUALITIES and _turned(link) and any(map(bare_symbol, relation.args))
    if bounding and link.known.stance != ASSERTED and not link.told:
        return Verdict("undecided", SOUGHT, "it bounds a letter, as a condition does")
    if relation.op in _RELATIONS and any(not symbols(side) for side in relation.args) and unexplained and not any(
            isinstance(n, Bind) and n.binder == "integral" for n in postorder(relation)):
        return Verdict("undecided", SOUGHT, "it fails for most values, as a condition does")
    if relation.op == "iff" and any(s.rank for s in letters):
        return Verdict("undecided", SOUGHT, "it fails for some arrays, and may be meant of special ones")
    if _restated(link):
        return None
    lawless = [s for s in letters if s.sort == "variable" and not any(
        isinstance(p, Apply) and p.op == "distributed" and s in symbols(p) for p in link.claim.premises)]
    if len(unexplained) > 1 or (lawless and len(letters) > 1 and unexplained):
        why = f"it fails as it was read, but no formula near it holds, and the text speaks of {listed(unexplained)} too"
        return Verdict("undecided", SOUGHT, why)
    return None


def _sure(link: Link) -> bool:
    """Whether words say that it holds everywhere, or that just this is to be worked out."""
    told = link.known.everywhere or "\\forall" in link.known.source or link.verdict.method in (SLOPE, CHAIN_RULE)
    return told or any(isinstance(n, Bind) and n.binder in ("argmin", "argmax") for n in postorder(link.relation))


def _restated(link: Link) -> bool:
    """Whether it is another formula for a function that the text defines, or for its slope: `h(x) = ...`, twice."""
    left = link.sides[0] if link.sides else None
    function = left.children[0] if isinstance(left, Apply) and left.op == "call" else None
    derived = isinstance(function, Apply) and function.op == "derivative"
    if derived and function is not None and all(s.domain != "function" for s in symbols(function)):
        return True
    head = symbol_list(link.known.source.partition("=")[0])
    role = link.known.scope.lookup(head[0].name) if len(head) == 1 else None
    return role is not None and role.definition is not None and role.definition.sort == "function"


def _turned(link: Link) -> bool:
    """Whether the near formula of an inequality with a number is only the opposite one."""
    relation = link.relation
    return isinstance(relation, Apply) and relation.op in _INEQUALITIES and any(
        not symbols(side) for side in relation.args)


def _explained(s: Symbol, link: Link) -> bool:
    """Whether words, a premise or a function say what a letter is, or no other formula speaks of it."""
    role = link.known.scope.lookup(s.name)
    parameters: Mapping[str, tuple[str, ...]] = link.known.scope.options.get("parameters", {})
    told = role is None or role.source in ("prose", "declared") or s.name not in link.known.elsewhere
    return told or any(s in symbols(p) for p in link.claim.premises) or any(
        s.name in names for names in parameters.values())


def _letters(side: Expr) -> set[Symbol]:
    """The letters of a side that stand for values, without those that only say where a sequence is taken."""
    indices = places(side)
    return {s for s in symbols(side) if s.name not in indices}


def _untied(own: set[str], others: Iterable[str], premises: Sequence[Expr]) -> set[str]:
    """The letters that no chain of premises connects with the others."""
    reached = set(others)
    groups = [{s.name for s in symbols(p)} for p in premises]
    while more := [group for group in groups if group & reached and not group <= reached]:
        reached.update(*more)
    return own - reached


SEPARATE = (separate, given_by_itself, to_be_solved, of_number, said_before, of_special_things)
