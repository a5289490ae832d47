"""Doubts about values and laws: what a text gives is not claimed, and what it leaves open is not false."""

from __future__ import annotations

from lemmata.documents.judgement.equations import ALONE, ASSERTED, restricts
from lemmata.documents.judgement.links import Link, listed
from lemmata.documents.judgement.probabilities import excluded, of_value
from lemmata.engine.expr import Apply, Expr, Number, postorder, substitute, symbols
from lemmata.engine.verdicts.masses import with_masses
from lemmata.engine.verdicts.terms import is_op
from lemmata.engine.verdicts.verdict import Verdict

_AVERAGES = ("expectation", "variance", "covariance", "standard_deviation", "entropy", "kl_divergence",
             "mutual_information")
_LEFT_OPEN = "what the text gives, as far as it was understood, leaves this value open"


def datum(link: Link) -> Verdict | None:
    """`P(A) = 1/2`, `f'(a) = 0`: a number for something abstract, which the text gives rather than claims."""
    left, right = (symbols(side) for side in link.sides or (link.relation, link.relation))
    if any(side.sort == "variable" and not symbols(other) and not other.rank for side, other in zip(
            link.sides, link.sides[::-1])):
        return Verdict("condition", "reading", "states a value that was observed")
    about = left or right
    random = [s.domain in ("event", "variable") for s in about]
    laws = [p for p in link.claim.premises if isinstance(p, Apply) and p.op == "distributed"]
    known = {s.name for p in laws for s in symbols(p)} | _with_all_masses(link)
    if link.known.stance == ASSERTED:  # what follows from given moments
        known |= {s.name for p in link.claim.premises if isinstance(p, Apply) and p.op == "eq" and any(
            isinstance(n, Apply) and n.op in ("expectation", "variance") for n in p.children) for s in symbols(p)}
    if any(isinstance(side, Apply) and side.op in ("add", "sub") and symbols(side) for side in link.sides) and (
            link.known.stance in (ASSERTED, ALONE) or not restricts(link.relation, link.claim.premises)):
        given = bool(about) and all(s.domain == "event" and s.name in link.known.scope.roles for s in about)
        sure = any(isinstance(side, Number) and side.value in (0, 1) for side in link.sides) and not any(
            isinstance(p, Apply) and p.op == "eq" and set(about) & set(symbols(p)) for p in link.claim.premises)
        if given and not sure and not (left and right) and restricts(link.relation, link.claim.premises):
            return Verdict("undecided", "", _LEFT_OPEN)
        return None  # a sum of probabilities that is claimed, or can't be anything else
    if link.known.stance == ASSERTED and about and (
            set(link.names) & set(link.known.opaque) or excluded(link.relation, link.claim.premises)):
        return None
    if link.verdict.method == "recurrence" and link.known.stance == ASSERTED:
        return None  # the steps that the text gives lead to another value
    if _worked_out(link):
        return None
    if about and not (left and right) and (any(s.domain == "function" for s in about) or (
            all(random) and not all(s.name in known for s in about))):
        if len(link.claim.relations) > 1 and all(random) and not _as_fraction(link):
            # the end of a chain is worked out, and not given
            return Verdict("undecided", "", _LEFT_OPEN)
        return Verdict("condition", "reading", "states a value, as a condition")
    return None


def _worked_out(link: Link) -> bool:
    """Whether a side is made of several values, all of which the text has given: P(A) P(B), of P(A) and of P(B)."""
    told: dict[Expr, Expr] = {p.args[0]: p.args[1] for p in link.claim.premises if isinstance(p, Apply) and (
        p.op == "eq" and not symbols(p.args[1]))}
    return any(symbols(side) and side not in told and not symbols(substitute(side, told)) and (
        link.known.stance == ASSERTED or is_op(other, "mul", "div", "add"))  # "in another city, P(A) P(B) = 0.5"
        for side, other in zip(link.sides, link.sides[::-1]))


def _as_fraction(link: Link) -> bool:
    """`P(D = 1) = 1/4000 = 0.00025`: a fraction that is given, and after it only what number that is."""
    first, *others = link.claim.relations
    given = link.relation is first and len(link.sides) == 2 and isinstance(link.sides[1], Number)
    return given and link.known.stance != ASSERTED and not symbols(*others)


def _with_all_masses(link: Link) -> set[str]:
    """The variables of which the text gives the probability of every value."""
    premises = (link.claim.premises, with_masses(link.relation, link.claim.premises)[1])
    before, after = ({s.name for p in told for n in postorder(p) if isinstance(n, Apply) and n.op == "probability"
                      for s in symbols(n) if s.sort == "variable"} for told in premises)
    return before - after


def some_masses(link: Link) -> Verdict | None:
    """P(X = 1) = p and P(X = 2) = q tell no mean: what other values X has, and whether any, is not said."""
    _, premises = with_masses(link.relation, link.claim.premises)
    partly = {s for p in premises if of_value(p) for s in symbols(p) if s.sort == "variable"}
    known = {s for p in premises if isinstance(p, Apply) and p.op == "distributed" for s in symbols(p.args[0])}
    averaged = {s for n in postorder(link.relation) if isinstance(n, Apply) and n.op in _AVERAGES for s in symbols(n)}
    found = sorted(s.name for s in partly & averaged - known)
    return Verdict("undecided", "", f"which other values {listed(found)} has is not said") if found else None


def law(link: Link) -> Verdict | None:
    """`p(k | l) = ...` without p on the right says what the law is, and `P(X = k) = ...` that of X."""
    given = {s for p in link.claim.premises if not of_value(p) or p.args[0] in link.sides for s in symbols(p)}
    for side, other in zip(link.sides, link.sides[::-1]):
        random = {s for s in symbols(side) if s.sort in ("variable", "event")}
        if isinstance(side, Apply) and side.op == "probability" and not random & given and all(
                s.sort == "variable" for s in random) and symbols(other) and all(
                s.sort not in ("variable", "event") for s in symbols(other)):
            return Verdict("definition", "reading", f"says what the law of {listed(s.name for s in random)} is")
    if not link.sides or not any("finite table" in note for note in link.claim.notes):
        return None
    left, right = (set(symbols(side)) for side in link.sides)
    if left & right or not left:
        return None
    tables = [s.name for s in left if s.domain != "real"]  # and not the values of its letters
    return Verdict("definition", "reading", f"says what the law {listed(tables)} is")
