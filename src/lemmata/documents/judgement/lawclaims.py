"""Claims about laws: `aX + b \\sim \\mathcal{N}(a\\mu + b, a^2\\sigma^2)` for an X whose law is known.

Equal laws have equal means and variances; where these differ the claim is false. They settle it where the law is
known to be of the family: an affine function of normal variables, a sum of independent Poisson variables, of gamma
variables with one rate, of binomial ones with one probability, of the squares of standard normal ones.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace

from lemmata.engine.expr import Apply, Expr, Symbol, number, substitute, symbol, symbols
from lemmata.engine.expr.claims import Claim, Reading
from lemmata.engine.ops import apply
from lemmata.engine.ops.families import FAMILIES
from lemmata.engine.verdicts import Verdict, decide
from lemmata.engine.verdicts.verdict import FAILS, HOLDS

UNCOMPARED = "laws"  # the method of a verdict on a law that could not be compared with the one that is known
_NORMAL = ("normal", "standard_normal")
# Families whose sums are of one, where the parameter at this place is the same for all; None: whatever they are.
_SUMS = {
    "poisson": ("poisson", None), "chi_squared": ("chi_squared", None), "bernoulli": ("binomial_distribution", 0),
    "binomial_distribution": ("binomial_distribution", 1), "exponential": ("gamma_distribution", 0),
    "gamma_distribution": ("gamma_distribution", 1)}


def ends_with_law(reading: Reading) -> bool:
    """Whether a formula says what a name stands for, and which law that has: `Z = 2X \\sim N(0, 4)`."""
    return any(c.defines is not None for c in reading.claims) and any(
        isinstance(r, Apply) and r.op == "distributed" for c in reading.claims for r in c.relations)


def law_claim(reading: Reading, seed: int = 0) -> tuple[Verdict, Reading] | None:
    """The verdict on a law of an expression of variables with known laws; None where it is something else."""
    meanings = tuple(c for c in reading.claims if c.defines is not None)  # "$Z = 2X \\sim N(0, 4)$"
    claims = [c for c in reading.claims if c.defines is None]
    if len(claims) != 1 or len(claims[0].relations) != 1:
        return None
    claim = claims[0]
    relation = claim.relations[0]
    if not isinstance(relation, Apply) or relation.op != "distributed":
        return None
    left, law = relation.args
    random = [s for s in symbols(left) if s.sort == "variable"]
    laws = {p.args[0]: p.args[1] for p in claim.premises
            if isinstance(p, Apply) and p.op == "distributed" and p is not relation}
    if isinstance(left, Symbol) or left.shape or law.shape or not random or not all(s in laws for s in random):
        return None
    if any(p.sort == "variable" for known in (law, *(laws[s] for s in random)) for p in known.children):
        return None  # a mixture: the family of a law under a condition is not that of the variable
    law = _in_parameters(law, {s: laws[s] for s in random})
    taken = {s.name for s in symbols(relation, *claim.premises)}
    other = symbol(next(name for k in itertools.count() if (name := f"Z_{k}") not in taken), (), "variable")
    premises = (*(p for p in claim.premises if p is not relation), apply("distributed", other, law))
    moments = Claim(tuple(apply("eq", apply(op, left), _moment(op, law, other)) for op in ("expectation", "variance")),
                    premises)
    verdict = decide(moments, seed)
    shown = replace(reading, claims=(*meanings, moments))
    if verdict.kind in FAILS:
        other_law = replace(verdict, message="the law has another mean or another variance", hint="", near=None,
                            parts=())
        told = (Verdict("definition", "reading"),) * len(meanings)
        return replace(other_law, parts=(*told, other_law) if told else ()), shown
    if verdict.kind not in HOLDS:
        return Verdict("undecided", UNCOMPARED, "the two laws were not compared"), shown
    independent = len(random) == 1 or any(
        isinstance(p, Apply) and p.op == "independent" and set(random) <= set(p.args) for p in claim.premises)
    if independent and _in_family(left, law, [laws[s] for s in random]):
        words = f"the family is right; mean and variance are equal ({verdict.kind})"
        return Verdict("agrees", "moments", words, True), shown
    return Verdict("undecided", "moments", "mean and variance are equal; the law itself was not compared"), shown


def _in_family(left: Expr, law: Expr, laws: Sequence[Expr]) -> bool:
    """Whether what is made of independent variables with these laws has a law of that family, of some parameters."""
    applied = [one for one in (law, *laws) if isinstance(one, Apply)]
    if len(applied) <= len(laws):
        return False
    if all(one.op in _NORMAL for one in applied):
        return _affine(left)
    if applied[0].op == "chi_squared" and all(_is_standard(one) for one in applied[1:]):
        return _sum(left, squares=True)
    found = [_SUMS.get(one.op, ("", None)) for one in applied[1:]]
    shared = {one.args[place] for one, (_, place) in zip(applied[1:], found) if place is not None}
    return {name for name, _ in found} == {applied[0].op} and len(shared) < 2 and _sum(left)


def _is_standard(law: Apply) -> bool:
    return law.op == "standard_normal" or (law.op == "normal" and law.args == (number(0), number(1)))


def _in_parameters(law: Expr, laws: Mapping[Symbol, Expr]) -> Expr:
    """The law with the moments of known laws by their parameters: `\\mu_X` of X ~ N(\\mu_X, 1) is no other number."""
    values: dict[Expr, Expr] = {}
    for variable, known in laws.items():
        family = FAMILIES.get(getattr(known, "op", ""))
        for op, moment in (("expectation", family and family.mean), ("variance", family and family.variance)):
            if moment:
                values[apply(op, variable)] = moment(*known.children)
    return substitute(law, values)


def _moment(op: str, law: Expr, other: Symbol) -> Expr:
    """The mean or variance of a law, in its parameters where the record of its family has that."""
    family = FAMILIES.get(law.op) if isinstance(law, Apply) else None
    known = None if family is None else family.mean if op == "expectation" else family.variance
    return apply(op, other) if known is None else known(*law.children)


def _affine(expr: Expr) -> bool:
    """Whether an expression is affine in its random variables."""
    if expr.sort != "variable" or isinstance(expr, Symbol):
        return True
    if not isinstance(expr, Apply):
        return False
    random = [c for c in expr.children if c.sort == "variable"]
    if expr.op in ("add", "sub", "neg"):
        return all(_affine(c) for c in random)
    if expr.op == "mul":
        return len(random) == 1 and _affine(random[0])
    return expr.op == "div" and expr.children[1].sort != "variable" and _affine(expr.children[0])


def _sum(expr: Expr, squares: bool = False) -> bool:
    """Whether an expression is a sum of different variables, or of their squares."""
    terms, stack = [], [expr]
    while stack:
        node = stack.pop()
        if isinstance(node, Apply) and node.op == "add":
            stack.extend(node.children)
        elif squares and isinstance(node, Apply) and node.op == "pow" and node.args[1] is number(2):
            terms.append(node.args[0])
        elif squares:
            return False
        else:
            terms.append(node)
    return all(isinstance(t, Symbol) for t in terms) and len(set(terms)) == len(terms)
