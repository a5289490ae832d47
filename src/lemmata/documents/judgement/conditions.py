"""Which relations of a text are conditions: of premises, what stays a claim; of what restricts, what is claimed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from lemmata.documents.judgement.equations import ALONE, ASSERTED, POSED, restricts
from lemmata.documents.judgement.links import Known, places
from lemmata.documents.judgement.orders import GROWTH, factors
from lemmata.documents.judgement.section import Section, functions_of, stepped
from lemmata.documents.judgement.standing import bounds, is_property
from lemmata.engine.expr import Apply, Expr, Symbol, postorder, symbols
from lemmata.engine.expr.claims import Claim, Reading
from lemmata.engine.ops import apply
from lemmata.engine.readers.latex.premised import with_premises
from lemmata.engine.readers.scope import Scope
from lemmata.engine.verdicts import Verdict, decide, decide_readings, proved_quickly
from lemmata.engine.verdicts.sequences import calls_of, is_call, reach
from lemmata.engine.verdicts.verdict import FAILS, HOLDS

_ORDERS = ("le", "ge", "lt", "gt")
_TRIED = ("eq", *_ORDERS)
_ONE_WAY = ("binomial_distribution", "bernoulli", "poisson", "beta_distribution", "uniform")
_MOMENTS = ("expectation", "variance", "standard_deviation")
_FOLLOWS = re.compile(
    r"\b(?:hence|thus|therefore|so(?! that)|it follows|consequently|equivalently|that is|i\.e\.|in other words|"
    r"rearrang\w+|simplif\w+|eliminat\w+|substitut\w+|insert\w+|solving|rewritten|we (?:get|obtain))\b", re.IGNORECASE)
_ANEW = re.compile(r"\b(?:instead|propos\w+|defin\w+|us(?:e|es|ed|ing)|updat\w+|variants?|modif\w+|replac\w+|methods?|"
                   r"algorithms?|schemes?|introduc\w+|choos\w+|comput\w+|perform\w*|iterat\w+)\b", re.IGNORECASE)


_OTHER = re.compile(r"\b(?:instead|propos\w+|variants?|modif\w+|replac\w+|another|different|other|alternative\w*|"
                    r"unlike|whereas|in contrast)\b", re.IGNORECASE)
_CONCLUDES = re.compile(
    r"\b(?:obtain|gets?|gives?|yields?|follows?|hence|thus|therefore|then|(?:re)?writ(?:e|es|ten)|simplif\w*|equals?|"
    r"equivalent\w*|becomes?|reads|insert\w*|substitut\w*|comput\w*|expand\w*|evaluat\w*|identical|in other words|"
    r"i\.e|same|so|find|derive|arrive|in terms of|expressed|(?:in|has an?|the) closed form)\b", re.IGNORECASE)
_NAMES = re.compile(r"\b(?:called|known as|named|define[sd]?|introduc\w+|choose|propos\w+|instead|arrive at the)\b",
                    re.IGNORECASE)


def is_concluding(words: str) -> bool:
    """Whether a sentence says that its formulas follow, and names nothing anew."""
    return _CONCLUDES.search(words) is not None and _NAMES.search(words) is None


def is_following(words: str) -> bool:
    """Whether a sentence says that what it states follows from what stood before."""
    return _FOLLOWS.search(words) is not None and _OTHER.search(words) is None


def as_condition(reading: Reading) -> Reading:
    """The claims of a condition are premises.

    One without symbols states a fact and stays a claim, as does an equation that goes on after `s = ...` in a chain,
    or an order that does where it is proved: `D = b^2 - 4ac >= 0` restricts what D is made of.
    """
    meanings = {r.children[-1] for c in reading.claims if c.kind == "definition" for r in c.relations}

    def goes_on(claim: Claim) -> bool:
        told = [r for r in claim.relations if r.children[0] in meanings]
        return any(isinstance(r, Apply) and r.op == "eq" for r in told) or (bool(told) and proved_quickly(claim))

    return replace(reading, claims=tuple(
        replace(c, kind="condition") if c.kind == "claim" and symbols(*c.relations) and not goes_on(c) and all(
            restricts(r, c.premises) for r in c.relations) else c for c in reading.claims))


def no_fact(verdict: Verdict, reading: Reading) -> tuple[Verdict, Reading]:
    """"with equality iff $p = q$", where p and q have values: what a sentence supposes is not claimed of these."""
    if verdict.kind not in FAILS:
        return verdict, reading
    return Verdict("condition", "reading"), replace(reading, claims=tuple(
        replace(c, kind="condition", defines=None) for c in reading.claims))


def only_if(verdict: Verdict, reading: Reading, both: Sequence[Expr], seed: int) -> Verdict:
    """A relation that holds if a condition does, and is said to hold only then: "$a^2 = b^2$ iff $a = b$"."""
    if verdict.kind not in HOLDS or len(reading.claims) != 1 or len(reading.claims[0].relations) != 1:
        return verdict
    claim = reading.claims[0]
    kept = tuple(p for p in claim.premises if p not in both)
    for condition in both:
        if condition not in claim.premises or not all(
                isinstance(r, Apply) and r.op in _TRIED for r in (condition, *claim.relations)):
            continue
        found = decide(Claim((condition,), (*kept, *claim.relations)), seed)
        if found.kind == "refuted":
            return replace(found, message="it holds under the condition, and not only then: see the counterexample")
        if found.kind not in HOLDS and verdict.kind == "proved":
            words = f"{verdict.message}; that it holds only then was not decided"
            verdict = replace(verdict, kind="agrees", message=words)
    return verdict


def only_where(verdict: Verdict, reading: Reading, needed: Sequence[Expr], known: Known, seed: int) -> Verdict:
    """"$P$ only if $Q$" claims that Q follows from P, and not P: what was decided of P is left out."""
    if len(reading.claims) != 1 or verdict.kind in ("notation", "unreadable"):
        return verdict
    claim = reading.claims[0]
    names = {s.name for s in symbols(*claim.relations, *needed)}
    if claim.kind == "definition" or known.unread or known.unsaid or names & known.opaque.keys() or not all(
            isinstance(r, Apply) and r.op in _TRIED for r in (*needed, *claim.relations)):
        return Verdict("undecided", "", "that the condition follows from it was not decided")
    found = decide(Claim(tuple(needed), (*claim.premises, *claim.relations)), seed)
    if found.kind == "refuted":
        return replace(found, message="it holds also where the condition does not: see the counterexample", hint="")
    if found.kind in HOLDS:
        return replace(found, message=f"the condition follows from it ({found.message})")
    return Verdict("undecided", "", "that the condition follows from it was not decided")


def without_values(reading: Reading) -> Reading:
    """"if $y_n = 0$" gives y no meaning: an equation with a number is a condition there, and y stays what it is."""
    return replace(reading, claims=tuple(
        replace(c, kind="condition", defines=None) if c.defines is not None and len(c.relations) == 1 and not symbols(
            c.relations[0].children[-1]) else c for c in reading.claims))


def beside_definitions(reading: Reading) -> Reading:
    """`q(x) = x^T Q x, \\quad Q = Q^T \\succ 0`: what restricts a symbol beside a definition is a condition on it."""
    if not any(c.defines is not None for c in reading.claims):
        return reading
    return replace(reading, claims=tuple(
        replace(c, kind="condition") if c.kind == "claim" and all(restricting(r) for r in c.relations) else c
        for c in reading.claims))


def restricting(relation: Expr) -> bool:
    """Whether a relation says of a symbol in which range or of which kind it is."""
    return isinstance(relation, Apply) and len(relation.args) == 2 and (
        is_property(relation) or bounds(relation) or _definite(relation))


def _definite(relation: Apply) -> bool:
    """`A \\succ 0`: the least eigenvalue of one matrix against a number."""
    least = relation.args[0]
    return relation.op in _ORDERS and not symbols(relation.args[1]) and isinstance(least, Apply) and (
        least.op == "min") and len(symbols(least)) == 1


def tried(
    verdict: Verdict, reading: Reading, here: Section, scope: Scope, how: str, seed: int
) -> tuple[Verdict, Reading]:
    """What looks like a condition, decided as a claim: what holds for all is a fact, which restricts nothing.

    Where it fails it is a condition, unless the text asserts it of the same functions on both sides, or of a name
    that has a meaning; an asserted order between values of functions of which nothing is known stays open.
    """
    relations = [r for c in reading.claims for r in c.relations]
    parts = [p for r in relations for p in (r.children if isinstance(r, Apply) and r.op == "and" else (r,))]
    abstract = any(s.domain == "function" for s in symbols(*relations))
    compared = all(set(symbols(p.children[0])) & set(symbols(p.children[-1])) for p in parts if p.children)
    meant = bool(here.defined & set(reading.roles))
    known = all(isinstance(p, Apply) and p.op in (*_TRIED, *GROWTH) for p in parts)
    if not known or not (abstract or compared or meant):
        return verdict, reading
    claims = replace(reading, claims=tuple(
        here.premised(with_premises(replace(c, kind="claim"), scope)) for c in reading.claims if c.relations))
    found, chosen = decide_readings([claims], seed=seed)
    if found.kind in HOLDS:
        return found, chosen
    alike = all(functions_of(p.children[0]) == functions_of(p.children[1]) for p in parts if p.children)
    orders = all(isinstance(p, Apply) and p.op in _ORDERS for p in parts)
    equations = all(isinstance(p, Apply) and p.op == "eq" for p in parts)
    claimed = how == ASSERTED and ((equations and alike and found.kind in FAILS) or (orders and abstract))
    stated = how in (ASSERTED, ALONE) and meant and not abstract and found.kind in FAILS
    reached = how == ASSERTED and equations and found.method == "recurrence" and found.kind == "refuted"
    grown = how != POSED and _expansions(relations) and found.kind in FAILS
    told = any(set(new.premises) - set(old.premises) for new, old in zip(claims.claims, reading.claims))
    stuck = how == ASSERTED and equations and alike and told and found.kind == "undecided"  # under what the text says
    kept = claimed or stated or reached or stuck or grown
    return (found, chosen) if kept else (verdict, reading)


def _expansions(relations: Sequence[Expr]) -> bool:
    """Whether each is f(x + h) = f(x) + f'(x) h + O(h^2), in nothing but functions, their slopes, a point and a step.

    Where a letter stands in place of a slope the expansion says what that is.
    """
    for relation in relations:
        if not isinstance(relation, Apply) or relation.op not in GROWTH:
            return False
        sloped = {s for n in postorder(relation) if isinstance(n, Apply) and n.op == "derivative" for s in symbols(n)}
        functions = {s for s in symbols(relation) if s.domain == "function"}
        if not functions or not functions <= sloped or factors(relation):
            return False
    return True


def as_fact(verdict: Verdict, reading: Reading, here: Section, operation: str, seed: int) -> tuple[Verdict, Reading]:
    """An order said of something, "it satisfies $D(p, q) \\ge 0$": one that holds for all values is a fact.

    A bound of a symbol restricts it, and is not tried. What is said of an operation, "the logarithm satisfies", and of
    the moments of a law by its parameters, "$X$ is binomial, with $E[X] = np$", is false if it is one slip away from a
    fact; else it may say where that is so.
    """
    relations = [r for c in reading.claims for r in c.relations]
    moments = bool(relations) and all(_is_moment(r, here.scope) for r in relations)
    law = moments or (bool(operation) and all(_law_of(operation, r) for r in relations))
    if not law and not all(isinstance(r, Apply) and r.op in _ORDERS and not bounds(r) and not any(
            isinstance(side, Symbol) for side in r.args) for r in relations):
        return verdict, reading
    claims = here.lawful(reading) if moments else replace(reading, claims=tuple(
        here.premised(replace(c, kind="claim")) for c in reading.claims if c.relations))
    found, chosen = decide_readings([claims], seed=seed)
    plain = not moments or any(isinstance(n, Apply) and n.op in _ONE_WAY for c in claims.claims for p in c.premises
                               for n in postorder(p))  # else it may say what its parameters are: a rate, a scale
    slip = law and plain and found.kind == "refuted" and found.near is not None
    return (found, chosen) if found.kind in HOLDS or slip else (verdict, reading)


def _is_moment(relation: Expr, scope: Scope) -> bool:
    """Whether an equation gives a moment of a variable by the parameters of its law."""
    left, right = relation.children if isinstance(relation, Apply) and relation.op == "eq" else (None, None)
    if not isinstance(left, Apply) or left.op not in _MOMENTS or not isinstance(left.args[0], Symbol) or right is None:
        return False
    role = scope.lookup(left.args[0].name)
    laws = [*scope.laws_of(left.args[0].name), *([role.family] if role is not None and role.family is not None else [])]
    own = {s.name for s in symbols(right)}
    return bool(own) and any(own <= {s.name for s in symbols(law)} for law in laws)


def _law_of(operation: str, relation: Expr) -> bool:
    """Whether an operation stands on both sides of a relation, of symbols that both have in common."""
    if not isinstance(relation, Apply) or relation.op not in _TRIED:
        return False
    sides = [{s for n in postorder(side) if isinstance(n, Apply) and n.op == operation for s in symbols(n)}
             for side in relation.args]
    return bool(sides[0] & sides[1])


def again(
    verdict: Verdict, reading: Reading, here: Section, scope: Scope, words: str, seed: int
) -> tuple[Verdict, Reading]:
    """What is said of a sequence that has a recurrence: a claim where it follows from that, or the text says so.

    A value by the first ones, x_k = r^k x_0, is no other recurrence.
    """
    claim = reading.claims[0]
    if claim.kind != "definition" or claim.defines is None or any(
            c.kind != "claim" for c in reading.claims[1:]) or not any(
            stepped(p) is claim.defines for p in claim.premises):
        return verdict, reading
    relation, f = claim.relations[0], claim.defines
    links = [r for c in reading.claims for r in c.relations]
    if not all(isinstance(r, Apply) and r.op == "eq" for r in links):
        return verdict, reading
    # x_k = ..., and x_k = what follows, with the names that the recurrence has written out too
    chain = tuple(apply("eq", relation.children[0], scope.expanded(r.children[-1])) for r in links)
    if all(is_call(side, f) for side in relation.children):  # x_{k+1} = x_k: a fixed point is posed, not claimed
        at_rest = replace(reading, claims=(replace(claim, kind="condition", defines=None),))
        return Verdict("condition", "reading", "what holds at a fixed point"), at_rest
    claims = replace(reading, claims=(here.premised(replace(claim, kind="claim", relations=chain, defines=None)),))
    found, chosen = decide_readings([claims], seed=seed)
    new = {s.name for s in symbols(relation) if scope.lookup(s.name) is None} - places(relation)
    claimed = _FOLLOWS.search(words) is not None and _ANEW.search(words) is None
    claimed |= _from_start(relation.children[-1], f) or all(
        reach(p, f) != reach(relation, f) for p in claim.premises if stepped(p) is f)
    return (found, chosen) if found.kind in HOLDS or (claimed and not new and found.kind in FAILS) else (
        verdict, reading)


def of_this_sequence(verdict: Verdict, words: str) -> Verdict:
    """A value that a recurrence contradicts is not false where the words may speak of another sequence."""
    if verdict.kind not in FAILS or verdict.method != "recurrence" or _OTHER.search(words) is None:
        return verdict
    return Verdict("undecided", "", "the words may speak of another sequence than the one that was defined")


def solved(verdict: Verdict, reading: Reading, seed: int) -> tuple[Verdict, Reading]:
    """What gives a name its meaning, where a premise has said of that name before: it is claimed to solve that."""
    claim = reading.claims[0]
    if len(reading.claims) != 1 or claim.defines is None or not any(
            claim.defines in symbols(p) and stepped(p) is None for p in claim.premises):
        return verdict, reading
    claims = replace(reading, claims=(replace(claim, kind="claim"),))
    found, _ = decide_readings([claims], seed=seed)
    return (found, reading) if found.kind in HOLDS and found.method == "solution" else (verdict, reading)


def _from_start(expr: Expr, f: Symbol) -> bool:
    return not any(symbols(c.children[1]) for c in calls_of(expr, f))
