"""Formulas that fail and have no near one that holds: hardly slips of the pen, and true of special things, perhaps.

Nearly every slip stands beside a formula that holds. Without one, a formula is held against its text only where it is
plainly worked out: in the same letters on both sides, or as what a derivative, an integral, a moment is. More is said
than was read of "$\\Delta W = 0$" at the start, and of "$\\|TU - TV\\| \\le \\gamma \\|U - V\\|$" with an operator T.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from lemmata.documents.judgement.determined import SOUGHT, of_one_value
from lemmata.documents.judgement.equations import ASSERTED
from lemmata.documents.judgement.links import TABLE, Link, bare_symbol, listed
from lemmata.documents.judgement.rewritten import REWRITTEN
from lemmata.documents.judgement.separate import (
    INEQUALITIES,
    RELATIONS,
    given_by_itself,
    letters,
    of_all,
    separate,
    sure,
    to_be_solved,
    untied,
)
from lemmata.documents.judgement.tending import end_of
from lemmata.documents.language.symbols import names_in, sides_of, symbol_list
from lemmata.engine.expr import Apply, Constant, Expr, Symbol, dims, number, open_function, postorder, symbols
from lemmata.engine.verdicts.terms import is_op
from lemmata.engine.verdicts.verdict import MISSING_FACTOR, REVERSED, Verdict

_IN_CASE = re.compile(r"\b(?:if|when|instead|for|in (?:the|this) \w+)\b", re.IGNORECASE)
_PROPERTY = re.compile(r"\b(?:symmetric|orthogonal|orthonormal|positive (?:semi)?definite|invertible|diagonal|"
                       r"independent|convex|unit|stochastic)\b")
_SIGN = r"\b(?:positive|non-?negative)\b(?! (?:semi-?)?definite)"
_SAID = (("no negative entry", _SIGN), ("not negative", _SIGN), ("is positive", _SIGN),  # what lacks, as it is said
         ("is normalized", r"\bnormali[sz]ed\b|\bunit\b|\bsum(?:s|ming)? (?:up )?to (?:one\b|1\b|⟦)"))
_EXCLUDED = {"lt": ("ge", "gt", "eq"), "gt": ("le", "lt", "eq"), "le": ("gt",), "ge": ("lt",), "eq": ("ne", "lt", "gt"),
             "ne": ("eq",)}  # with what an order can't be met
_TURNED = {"lt": "gt", "gt": "lt", "le": "ge", "ge": "le", "eq": "eq", "ne": "ne"}
_WORKED_OUT = ("derivative", "integral", "limit", "argmin", "argmax", "expectation", "variance",
               "covariance", "standard_deviation", "correlation", "kl_divergence", "entropy", "cross_entropy",
               "differential_entropy", "mutual_information", "probability", "density", "cdf", "det", "trace", "stack")
_MATRIX, _SEVERAL = 2, 2


def of_number(link: Link) -> Verdict | None:
    """`\\sum_i a_i y_i = 0`, which holds where a and y are orthogonal: that is what the equation itself says."""
    if link.verdict.kind != "conditional" or len(link.sides) != 2 or sure(link):
        return None
    number = any(not symbols(side) and not dims(side) for side in link.sides)
    if number and (any(not _explained(s, link) for s in letters(link.relation)) or "orthogonal" in link.verdict.hint):
        return Verdict("undecided", SOUGHT, "given or to be met, as far as was understood")
    return None


def said_before(link: Link) -> Verdict | None:
    """What holds where $A$ is symmetric, while a sentence before says "For symmetric $A$": still meant, perhaps."""
    hint = link.verdict.hint if link.verdict.kind == "conditional" and not of_all(link) else ""
    word = _PROPERTY.search(hint)
    pattern = rf"\b{word[0]}" if word is not None else next((said for missing, said in _SAID if missing in hint), "")
    said = re.search(pattern, link.known.spoken) if pattern else None
    return None if said is None else Verdict(
        "undecided", "", f'a sentence before says "{said[0]}", which is all that is missing here')


def contrary(link: Link) -> Verdict | None:
    """`f(x) < 1` behind "all points satisfy $f(x) \\ge 1$": what is said of some excludes what is said of others."""
    left, right = link.relation.children if len(link.relation.children) == 2 else (None, None)
    against = [p for p in link.claim.premises if isinstance(p, Apply) and isinstance(link.relation, Apply) and (
        (p.children == (left, right) and p.op in _EXCLUDED.get(link.relation.op, ()))
        or (p.children == (right, left) and _TURNED.get(p.op) in _EXCLUDED.get(link.relation.op, ())))]
    return Verdict("undecided", SOUGHT, "the text says the contrary before, perhaps of something else"
                   ) if against else None


def another_value(link: Link) -> Verdict | None:
    """`\\tau \\approx 0.07` behind "with $\\tau = 1$": a number that had another value is looked at anew."""
    *heads, value = sides_of(link.known.source)
    found = [symbol_list(head) for head in heads]
    if link.verdict.kind != "refuted" or sure(link) or len(link.sides) != 2 or not heads or names_in(value) or (
            len(found[0]) != 1):
        return None
    one, other = link.sides
    role = link.known.scope.lookup(found[0][0].name)
    had = one in _pinned(link)
    if found[0][0].power or not (had or (role is not None and role.definition is not None)):
        return None
    slip = link.verdict.near is not None and link.verdict.near.words != MISSING_FACTOR  # a number is a multiple of any
    if heads[1:] and not all(len(head) == 1 for head in found):  # `L = -\\log 0.1 = 2.3`
        again = link.relation is link.claim.relations[0] and not slip and not symbols(one, other) and (
            _IN_CASE.search(link.known.words) is not None)
        return Verdict("undecided", SOUGHT, f"another value of {found[0][0].name}") if again else None
    if found[0][0].called and role is not None and _is_table(role.definition) and _is_literal(other):
        return Verdict("condition", SOUGHT, f"another table of {found[0][0].name}")  # p(x) = (1, 0), p(y) = (0, 1)
    had = had or _is_literal(one)
    open_ = not symbols(one) or link.known.stance != ASSERTED
    valued = open_ and not slip and not any(head[0].called for head in found)
    if (had or valued) and _is_literal(other):
        kind = "undecided" if heads[1:] else "condition"
        return Verdict(kind, SOUGHT, f"another value of {found[-1][0].name}")
    return None


def _is_table(function: Expr | None) -> bool:
    """Whether a function is a list of numbers, whatever its argument is."""
    variables, body = open_function(function) if function is not None else ([], None)
    return body is not None and bool(variables and body.rank) and not body.free and not symbols(body)


def _is_literal(side: Expr) -> bool:
    """Whether it is a number as it is written, or the array that has it everywhere."""
    return not symbols(side) and all(
        is_op(n, "decimal", "neg", "stack") if isinstance(n, Apply) else not isinstance(n, Constant)
        for n in postorder(side))


def of_special_things(link: Link) -> Verdict | None:
    """What fails, has no near formula that holds, and is no attempt at an identity."""
    verdict, relation = link.verdict, link.relation
    slip = verdict.near is not None and verdict.near.words != REVERSED
    if verdict.kind != "refuted" or verdict.method == REWRITTEN or slip or sure(link) or not isinstance(
            relation, Apply) or not letters(relation) - _pinned(link):
        return None
    if relation.op == "iff":
        arrays = any(s.rank for s in letters(relation))
        return Verdict("undecided", SOUGHT, "it fails for some arrays, and may be meant of special ones"
                       ) if arrays else None
    if relation.op not in RELATIONS:
        return None
    if any(not symbols(side) for side in relation.args):
        return _with_number(link)
    found, told = letters(relation), link.told
    turned = verdict.near is not None and all(s in told or s.rank < _MATRIX for s in found)  # else an operator, perhaps
    order = relation.op in INEQUALITIES and all(s.sort == "real" and not s.shape for s in found) and (
        sum(not _explained(s, link) for s in found) < _SEVERAL)
    limiting = any(end_of(words.split()) is not None for name, words in link.known.opaque.items() if any(
        s.name == name for s in found))  # not even in the limit that the text speaks of, as `settled` has seen
    if turned or order or limiting or _restated(link) or _attempted(relation, link):
        return None
    return Verdict("undecided", SOUGHT, "it fails as it was read, but no formula near it holds, and its sides speak of "
                                        "different things")


def _with_number(link: Link) -> Verdict | None:
    """`y (w^\\top x + b) \\ge 1`, `\\partial L / \\partial b = 0`: to be met, unless words assert it of all values."""
    relation, found = link.relation, letters(link.relation)
    assert isinstance(relation, Apply)
    nodes = {getattr(n, "op", "") or getattr(n, "binder", "") for n in postorder(relation)}
    constant = link.sides and all(not symbols(side) or of_one_value(side, link) for side in link.sides)
    if "integral" in nodes or constant:
        return None
    asserted, told = link.known.stance == ASSERTED, link.told
    if any(map(bare_symbol, relation.args)) and not asserted and not told and relation.op in INEQUALITIES:
        return Verdict("undecided", SOUGHT, "it bounds a letter, as a condition does")
    untold = any(s.rank and s not in told for s in found)
    tied = {*told, *(s for p in link.claim.premises for s in symbols(p))}
    definite = "eigvalsh" in nodes and not found <= tied  # of special matrices, perhaps
    named = names_in(link.known.source)
    matrices = any(s.rank == _MATRIX and s not in told and s.name not in named for s in found)
    open_ = "derivative" in nodes or definite or matrices or _is_product(relation) or (
        not asserted and (untold or _is_between(link)))
    if link.verdict.near is None and open_:
        return Verdict("undecided", SOUGHT, "it fails for most values, as a condition does")
    if unexplained := sorted(s.name for s in found if not _explained(s, link)):
        why = f"it fails as it was read, and the text speaks of {listed(unexplained)} too"
        return Verdict("undecided", SOUGHT, why)
    return None


def _is_product(relation: Apply) -> bool:
    """Whether a product of letters is to be zero: nobody takes `B A = 0` for an identity."""
    sides = relation.args if relation.op == "eq" and number(0) in relation.args else ()
    return any(symbols(side) and all(isinstance(n, Symbol) or is_op(n, "mul", "matmul", "transpose")
                                     for n in postorder(side)) for side in sides)


def _is_between(link: Link) -> bool:
    """Whether a formula says between which numbers something lies: `0 < e(x) < 1`."""
    relations = link.claim.relations
    return len(relations) > 1 and all(isinstance(r, Apply) and r.op in INEQUALITIES and any(
        not symbols(side) for side in r.args) for r in relations)


def _attempted(relation: Apply, link: Link) -> bool:
    """Whether an identity was attempted: of the same letters, or of one side the other is what it is worked out."""
    left, right = (_made_of(side, link) for side in relation.args)
    if any(one.startswith(f"{other}_") for one in _laws(link) for other in _laws(link)):
        return False  # $p$ and $p_\\theta$: one law, perhaps
    premises = link.claim.premises
    tied = not untied(left - right, right, premises) and not untied(right - left, left, premises)
    bounded = {s for p in premises if isinstance(p, Apply) and p.op in INEQUALITIES and len(symbols(p)) == 1
               for s in symbols(p)}
    if tied or letters(relation) <= {*link.told, *bounded}:
        return True
    return (left < right or right < left) and any(
        (getattr(n, "op", "") or getattr(n, "binder", "")) in _WORKED_OUT for n in postorder(relation))


def _made_of(side: Expr, link: Link) -> set[str]:
    """The letters of a side, without those of one value, and those of the laws of what is random."""
    found = letters(side)
    for premise in link.claim.premises:
        if isinstance(premise, Apply) and premise.op == "distributed" and premise.args[0] in found:
            found |= letters(premise.args[1])
    return {s.name for s in found - _pinned(link)}


def _laws(link: Link) -> set[str]:
    """The names that were read as tables of probabilities."""
    return {found["name"] for note in link.claim.notes if (found := TABLE.match(note))}


def _pinned(link: Link) -> set[Symbol]:
    """The letters that have one value."""
    equations = [p.args for p in link.claim.premises if isinstance(p, Apply) and p.op == "eq"]
    return {one for sides in equations for one, other in (sides, sides[::-1]) if isinstance(one, Symbol) and not (
        symbols(other))}


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


def _explained(s: Symbol, link: Link) -> bool:
    """Whether words, a premise or a function say what a letter is, or no other formula speaks of it."""
    role = link.known.scope.lookup(s.name)
    parameters: Mapping[str, tuple[str, ...]] = link.known.scope.options.get("parameters", {})
    told = role is None or role.source in ("prose", "declared") or s.name not in link.known.elsewhere
    return told or any(s in symbols(p) for p in link.claim.premises) or any(
        s.name in names for names in parameters.values())


SPECIAL: tuple[Callable[[Link], Verdict | None], ...] = (
    separate, given_by_itself, to_be_solved, of_number, said_before, contrary, another_value, of_special_things)
