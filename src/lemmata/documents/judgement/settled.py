"""Words of a symbol that no pattern understood, and that a refutation stands in spite of."""

from __future__ import annotations

import re

from lemmata.documents.judgement.implied import INTRODUCED, SOLUTION
from lemmata.documents.judgement.links import TABLE, Link
from lemmata.documents.judgement.standing import is_property
from lemmata.documents.judgement.tending import asymptotic, differ_at, end_of
from lemmata.documents.judgement.usual import false_anyway, is_slip, untied
from lemmata.documents.judgement.varied import PIECEWISE, any_vector, differentiated
from lemmata.documents.language.namingwords import AnyOf, Naming
from lemmata.documents.language.vocabulary import ADJECTIVE, adjective_domain
from lemmata.engine.expr import (
    Apply,
    Bind,
    Constant,
    Expr,
    Int,
    Number,
    Symbol,
    constant,
    implied,
    postorder,
    substitute,
    symbol,
    symbols,
)
from lemmata.engine.expr.claims import Claim
from lemmata.engine.verdicts import decide

# What holds of an open set: where both sides are analytic and differ at one point they differ almost everywhere in it.
_OPEN = frozenset(["bounded", "unbounded", "finite", "distinct", "different", "unequal", "nonconstant", "generic",
                   "correlated", "nondegenerate", "invertible", "nonsingular", "non-singular", "regular", "classifies",
                   "classify", "classified", "misclassifies", "misclassified"])
# What an infinite sum does wherever it has a value, as it has at the counterexample.
_CONVERGES = frozenset(["converge", "converges", "convergent", "converging"])
# What a few points lack only: a formula is refuted at more than these.
_NEARLY_ALL = frozenset(["nonzero", "non-zero"])
_EMPTY = frozenset(["whose", "with", "that", "which"])  # they say nothing without what follows them
_WITH_DENSITY = frozenset(["continuous", "density", "densities", "joint", "differential", "entropy", "finite"])
_VARYING = frozenset(["nonconstant", "nondegenerate", "non-constant", "non-degenerate"])
_VARIANCES = frozenset(["variance", "variances"])
_OF_VARIANCES = frozenset(["positive", "nonzero", "non-zero", "nonvanishing", "non-vanishing", "finite", "strictly",
                           "bounded"])
_OF_TABLES = frozenset(["wherever", "whenever", "support", "strictly", "everywhere", "discrete", "finite",
                        "finitely", "nonzero", "non-zero",
                        "marginal", "marginals", "margins", "masses", "weights"])
# What each law has that is a table of its probabilities.
_OF_LAWS = _OF_TABLES | {"entropy", "entropies", "cross", "divergence", "logarithm", "logarithms", "surprise"}
_WITHIN = re.compile(r".*\bvalues? (?:in|from) \\\{(?P<members>[-\d\s,]+)\\\}", re.IGNORECASE)
_FAMILY_NOUN = re.compile(r" (?:random )?(?:variables?|numbers?|distributions?|laws?|case)$", re.IGNORECASE)
# What every positive (semi)definite matrix may be.
_POSDEF = frozenset(["covariance", "covariances", "precision", "precisions", "gram", "kernel", "scatter"])
# What every variable has that takes finitely many values, and every function of it.
_INTEGRABLE = frozenset(["integrable", "square-integrable", "moment", "moments", "finite", "second", "third", "fourth"])
_BASES = frozenset(["base", "bases"])
_SHARES = frozenset(["fraction", "proportion", "share", "portion", "percentage", "probability", "chance"])
# What a law or a function is anyway.
# What says of a function only what it is for, and that it has derivatives.
_ANY_FUNCTION = frozenset(["differentiable", "smooth", "continuous", "approximation", "approximations", "approximator",
                           "approximators", "parametric", "surrogate", "proxy", "estimate", "nonlinear", "non-linear"])
_INFINITE = constant("inf")
_NUMBERS = ("positive", "unit", "natural")  # what a number may be of which the words are not understood
_HAD = {"simplex": ("positive", "nonnegative", "simplex"), "function": ("function",)}


def settled(words: str, name: str, link: Link) -> bool:
    """Whether a refutation stands whatever these words of a symbol say.

    Adjectives that its domain implies say nothing new. What is said of small or of large numbers is refuted where
    both sides differ there too: their ratio does not tend to 1.
    """
    found = next((s for s in symbols(link.relation) if s.name == name), None)
    if words == INTRODUCED:
        return link.verdict.method == SOLUTION
    if words and found is None:
        return _holds_of_table(words, name, link)
    if not words or found is None:
        return False
    if found.sort == "event" and not found.shape and link.verdict.kind == "conditional":
        return True  # what happens is told, and whether it is independent is what the verdict asks
    if (isinstance(words, AnyOf) and _for_all(found, link)) or (
            isinstance(words, Naming) and _is_slip(found, link)) or differentiated(words, found, link) or (
            any_vector(words, found, link)):
        return True
    left = ADJECTIVE.sub(lambda m: "" if _implied(found, adjective_domain(m)) else m[0], words).split()
    left = [word for word in left if word.lower() not in _EMPTY]
    if not left or (_WITH_DENSITY.issuperset(word.lower() for word in left) and _has_density(found, link)):
        return True
    if _NEARLY_ALL.issuperset(word.lower() for word in left) and link.verdict.kind == "refuted":
        return True
    if _CONVERGES.issuperset(word.lower() for word in left) and _sums_up(found, link):
        return True
    if _OPEN.issuperset(word.lower() for word in left) and _analytic(found, link):
        return True
    if (within := _WITHIN.fullmatch(words)) and _lies_in(name, within["members"], link):
        return True
    if found.domain in ("semidefinite", "posdef") and _POSDEF.issuperset(word.lower() for word in left):
        return True
    if found.domain == "simplex" and _OF_LAWS.issuperset(word.lower() for word in left):
        return True
    if _INTEGRABLE.issuperset(word.lower() for word in left) and "probabilities of the outcomes" in (
            link.verdict.counterexample) and found.sort in ("variable", "function"):
        return True
    if left[-1].lower() in _BASES and _bases_only(found, link):
        return True
    if found.domain == "unit" and not found.shape and left[0].lower() in _SHARES:
        return True  # any number between 0 and 1 is the share of something
    plain = {word.lower() for word in left}
    if plain <= (_VARYING | _VARIANCES | _OF_VARIANCES if plain & _VARIANCES else _VARYING) and _varies(name, link):
        return True
    if found.domain == "function" and _ANY_FUNCTION.issuperset(plain) and is_slip(link):
        return True
    if _same_law(words, found, link):
        return True
    if (end := end_of(left)) is not None:
        return asymptotic(link) or differ_at(found, end, link)
    return false_anyway(words, found, link)


def _sums_up(found: Symbol, link: Link) -> bool:
    """Whether the formula itself has the sum, product, integral or limit that converges for a number."""
    return found.sort in ("real", "integer") and not found.shape and any(
        isinstance(n, Bind) and (n.binder == "limit" or (
            n.binder in ("sum", "prod", "integral") and any(_INFINITE in postorder(e) for e in n.range)))
        for n in postorder(link.relation))


def _bases_only(found: Symbol, link: Link) -> bool:
    """Whether a name stands as the base of logarithms: "let $b$ be another base"."""
    return any(isinstance(n, Apply) and n.op == "log_base" and n.args[1] is found for n in postorder(link.relation))


def _for_all(found: Symbol, link: Link) -> bool:
    """Whether a formula says something of each value that a symbol may have, rather than what it is made of.

    A symbol on one side only may be what the other side works out: for a rate $d$ and a rate $i$, $(1 - d)(1 + i) = 1$.
    """
    sides = link.relation.children if isinstance(link.relation, Apply) and len(link.relation.children) == 2 else ()
    return len(sides) == 2 and all(found in symbols(side) for side in sides) and untied(found, link)


def _is_slip(found: Symbol, link: Link) -> bool:
    """Whether a formula is one slip away from a true one, and false of all numbers that a name may stand for.

    What the words name was in no vocabulary: so it must be false of positive numbers, probabilities and counts too.
    """
    alone = all(isinstance(link.known.opaque.get(s.name), Naming) for s in symbols(link.relation))
    if alone or link.verdict.kind != "refuted" or link.verdict.near is None or (
            isinstance(link.relation, Apply) and is_property(link.relation)):
        return False  # an equation in it alone may be the very property: "the mask" $m^2 = m$
    for domain in _NUMBERS if not found.shape and found.domain == "real" else ():
        narrow: dict[Expr, Expr] = {found: symbol(found.name, (), domain)}
        premises = tuple(substitute(p, narrow) for p in link.claim.premises)
        if decide(Claim((substitute(link.relation, narrow),), premises)).kind != "refuted":
            return False
    return True


def _implied(found: Symbol, domain: str) -> bool:
    return domain in _HAD.get(found.domain, ()) or implied(found.domain, domain)


def _has_density(found: Symbol, link: Link) -> bool:
    """Whether the claim is about differential entropies, which only laws with a density have."""
    return any(isinstance(n, Apply) and n.op == "differential_entropy" and found in symbols(n)
               for n in postorder(link.relation))


def _holds_of_table(words: str, letter: str, link: Link) -> bool:
    """Whether all tables of joint probabilities over the values of a variable are what the words say of it."""
    tables = [m["name"] for note in link.claim.notes if (m := TABLE.match(note)) and (
        letter.lower() in m["letters"].split(", "))]
    found = [s for s in symbols(link.relation) if s.name in tables]
    left = ADJECTIVE.sub(lambda m: "" if all(_implied(s, adjective_domain(m)) for s in found) else m[0], words)
    return bool(found) and _OF_TABLES.issuperset(word.lower() for word in left.split())


def _same_law(words: str, found: Symbol, link: Link) -> bool:
    """Whether "an exponential variable" is the one whose law is known: of this family, with the same parameters."""
    laws = [p.args[1] for p in link.claim.premises if isinstance(p, Apply) and p.op == "distributed" and (
        p.args[0] == found)]
    spoken = _FAMILY_NOUN.sub("", words).lower().replace("-", "_").replace(" ", "_")
    return any(isinstance(law, Apply) and law.op.removesuffix("_distribution") == spoken
               and set(symbols(link.relation)) <= {found, *symbols(law)} for law in laws)


def _varies(name: str, link: Link) -> bool:
    """Whether a random variable takes several values in the counterexample."""
    values = link.verdict.counterexample.get(name, "")
    return values.startswith("[") and len(set(values.strip("[]").split(", "))) > 1


def _lies_in(name: str, members: str, link: Link) -> bool:
    """Whether a random variable has only values from a list in the counterexample."""
    values = link.verdict.counterexample.get(name, "")
    told = {one.strip() for one in members.split(",")}
    return values.startswith("[") and {one.strip() for one in values.strip("[]").split(",")} <= told


def _analytic(found: Symbol, link: Link) -> bool:
    """Whether both sides are analytic in a real symbol, and no limit is near at which they could be equal."""
    ops = {n.op for side in link.sides for n in postorder(side) if isinstance(n, Apply)}
    plain = all(isinstance(n, Apply | Symbol | Number | Int | Constant) for side in link.sides for n in postorder(side))
    return bool(link.sides) and plain and not ops & PIECEWISE and found.sort in ("real", "variable", "function")
