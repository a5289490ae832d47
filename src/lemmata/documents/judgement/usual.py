"""What words usually say of a symbol: a formula that is a slip, and false under each of these, is false whatever
the words that nobody understood say.

"The regressors $X$" may be centred, orthonormal, of full rank: the gradient with its sign turned is wrong of all of
them. The slip is what tells a mistake from a formula that is true of such a symbol alone.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from lemmata.documents.judgement.links import Link
from lemmata.documents.judgement.standing import is_property
from lemmata.engine.expr import Apply, Bind, Expr, Symbol, at, integer, number, postorder, substitute, symbol, symbols
from lemmata.engine.expr.claims import Claim
from lemmata.engine.ops import apply
from lemmata.engine.verdicts import decide
from lemmata.engine.verdicts.verdict import HOLDS, MISSING_FACTOR

# Changes of one place by which nothing is left out: what the words tell of could be no factor, term or argument.
_SLIPS = frozenset([
    "the sign", "a sign", "a transpose", "an inverse", "a factor", "a factor 2", "a factor 1/2", "the indices",
    "an index",
    "the order of the factors", "the order of the arguments", "the sign of the argument", "the exponent",
    "the reciprocal, not the negative", "a shift by one", "the product rule", "the chain rule", "a square",
    "a quotient for a product", "a product for a quotient", "the maximum and the minimum", "a logarithm",
    "a square root", "an exponential", "a factorial", "where the square stands"])
_MISSING = frozenset([MISSING_FACTOR, "a missing denominator", "a missing term"])
# Of what is the same nothing differs, and what is zero is its own negative.
_SAME = re.compile(
    r"\b(?:equal|same|identical\w*|alike|common|shared?|optim\w*|minim\w*|maxim\w*|extrem\w*|stationar\w*|critical|"
    r"saddle|vanish\w*|zeros?|null|trivial\w*|equilibri\w*|steady|converged?|fixed points?)\b", re.IGNORECASE)
_ONE = re.compile(r"\b(?:unit\w*|normali[sz]\w*|standard\w*|dimensionless|one|ones)\b", re.IGNORECASE)
_NUMBERS = ("positive", "negative", "unit", "natural")
# Words that may give a variable a law of its own kind.
_LAW = re.compile(r"\b(?:non-?zero|random|variables?|laws?|distribut\w*|degenerate|constant|sure\w*)\b", re.IGNORECASE)
_EXTREME = ("max", "min", "argmax", "argmin", "maximum", "minimum", "sort")
# A number of a domain such that it may be larger or smaller.
_BETWEEN = {"positive": number(1), "nonnegative": number(1), "negative": number(-1), "nonpositive": number(-1),
            "unit": number(Fraction(1, 2)), "natural": number(2)}
_SQUARE = ("symmetric", "semidefinite", "posdef", "orthogonal", "diagonal")


def false_anyway(words: str, found: Symbol, link: Link) -> bool:
    """Whether a formula is one slip away from a true one, and false of all that words usually say of a symbol."""
    if link.verdict.kind != "refuted" or not (is_slip(link) or _of_others(found, link)) or (
            isinstance(link.relation, Apply) and is_property(link.relation)):
        return False
    if found.sort not in ("real", "integer", "variable") or _SAME.search(words) or _singled_out(found, link):
        return False
    tried = False
    for asked in (_lawful if found.sort == "variable" else _restricted)(found, link):
        if decide(asked).kind != "refuted":
            return False
        tried = True
    return tried


def _singled_out(found: Symbol, link: Link) -> bool:
    """Whether words may say which entry of an array is the extreme one: "the largest, $x_m$"."""
    each = any(isinstance(side, Bind) and side.binder == "array" and found in symbols(side) for side in link.sides)
    return each and any(found in symbols(n) for n in postorder(link.relation) if (
        isinstance(n, Bind) and n.binder in _EXTREME) or (isinstance(n, Apply) and n.op in _EXTREME))


def is_slip(link: Link) -> bool:
    """Whether a formula is false, and one change away from a true one that leaves nothing out."""
    near = link.verdict.near
    return link.verdict.kind == "refuted" and near is not None and near.expr is not None and near.words in _SLIPS


def _of_others(found: Symbol, link: Link) -> bool:
    """Whether a missing factor or term is made of symbols of which nothing was left open, however these are tied."""
    near = link.verdict.near
    if near is None or near.expr is None or near.words not in _MISSING or len(link.sides) != 2:
        return False
    side = link.sides[near.side == "right"]
    now, before = Counter(_uses(near.expr)), Counter(_uses(side))
    if now == before and near.words != "a missing term":
        return True  # a factor of numbers and sizes: without it both sides are equal where they are zero, at most
    more = now - before
    return bool(more) and all(s is not found and not link.known.opaque.get(s.name) for s in more)


def _uses(expr: Expr) -> list[Symbol]:
    """The symbols of an expression, as often as they are written."""
    found, stack = [], [expr]
    while stack:
        node = stack.pop()
        if isinstance(node, Symbol):
            found.append(node)
        stack.extend(node.children)
    return found


def _restricted(found: Symbol, link: Link) -> Iterator[Claim]:
    """The claim with each of the usual restrictions of a symbol."""
    bare = Claim((link.relation,), link.claim.premises)
    yield from (_narrowed(link, found, domain) for domain in _domains(found))
    if len(symbols(link.relation)) > 1:  # an equation in it alone may say which number of this sign it is
        for premise in _within(found, link.known.opaque.get(found.name, "")):
            yield replace(bare, premises=(*bare.premises, premise))
        for whole in _kinds(found):
            put: dict[Expr, Expr] = {found: whole}
            yield Claim((substitute(link.relation, put),), tuple(substitute(p, put) for p in link.claim.premises))
    for premise in _premises(found, link):
        yield replace(bare, premises=(*bare.premises, premise))


def _lawful(found: Symbol, link: Link) -> Iterator[Claim]:
    """The claim of a variable with each of some laws that words may give it; nothing where more is known of it."""
    tied = {s for p in link.claim.premises for s in symbols(p)} | {
        s for s in symbols(link.relation) if s.sort in ("variable", "event") and s is not found}
    if found.shape or _LAW.search(link.known.opaque.get(found.name, "")) or found in tied or any(
            s.sort in ("variable", "event") for s in tied):
        return
    for law in (apply("normal", 0, 1), apply("normal", 1, 2), apply("exponential", 2), apply("uniform", 0, 1),
                apply("poisson", 1), apply("bernoulli", number(Fraction(1, 3)))):
        yield Claim((link.relation,), (*link.claim.premises, apply("distributed", found, law)))
    coin: dict[Expr, Expr] = {found: 2 * found - 1}  # of 1 and -1
    yield Claim((substitute(link.relation, coin),), (
        *link.claim.premises, apply("distributed", found, apply("bernoulli", number(Fraction(1, 2))))))


def _narrowed(link: Link, found: Symbol, domain: str) -> Claim:
    narrow: dict[Expr, Expr] = {found: symbol(found.name, found.shape, domain)}
    return Claim((substitute(link.relation, narrow),), tuple(substitute(p, narrow) for p in link.claim.premises))


def _domains(found: Symbol) -> tuple[str, ...]:
    if found.domain != "real":
        return ()
    if not found.shape:
        return _NUMBERS
    if found.rank == 2:
        return _SQUARE if _square(found) else ()
    return ("simplex", "positive") if found.rank == 1 else ()


def _within(found: Symbol, words: str) -> Iterator[Expr]:
    """Where a number may lie of which a bound is known already."""
    if not found.shape and found.domain in _BETWEEN:
        yield apply("le", found, _BETWEEN[found.domain])
        yield apply("ge", found, _BETWEEN[found.domain])
    if not found.shape and _ONE.search(words):
        yield apply("eq", found, number(1))


def _kinds(found: Symbol) -> Iterator[Expr]:
    """The whole numbers that a positive one may be; even and odd ones."""
    count = symbol(f"{found.name}_count", (), "natural")
    if not found.shape and found.domain in ("positive", "nonnegative"):
        yield count + 1
    elif not found.shape and found.domain == "natural":
        yield 2 * count
        yield 2 * count + 1


def _premises(found: Symbol, link: Link) -> Iterator[Expr]:
    """Unit vectors, orthonormal columns, projections, centred data; how symbols with the same words may be tied."""
    if found.domain == "real" and found.rank == 1:
        yield apply("eq", apply("norm", found), number(1))
        yield apply("eq", apply("sum", found), number(0))
    elif found.domain == "real" and found.rank == 2:
        inverted = any(isinstance(n, Apply) and n.op in ("inv", "solve") and found in symbols(n)
                       for n in postorder(link.relation))
        if not inverted:
            yield apply("eq", apply("sum", found, axis=0), apply("zeros", shape=found.shape[1:]))
        if _square(found):
            if not inverted:
                yield apply("eq", found @ found, found)
            yield apply("eq", found.T, -found)
        else:
            yield apply("eq", found.T @ found, apply("eye", n=found.shape[1]))
    opaque = link.known.opaque
    for other in symbols(link.relation):
        alike = opaque.get(other.name) == opaque.get(found.name) or (
            not found.shape and bool(opaque.get(other.name)))  # a density and a specific volume
        if other is not found and other.sort == "real" and other.shape == found.shape and alike:
            yield from _ties(found, other)


def _ties(one: Symbol, other: Symbol) -> Iterator[Expr]:
    if not one.shape:
        yield apply("eq", one + other, number(1))
        yield apply("eq", one * other, number(1))
        yield apply("eq", one, -other)
    elif one.rank == 1:
        yield apply("eq", one @ other, number(0))
    elif _square(one):
        yield apply("eq", one @ other, other @ one)
        yield apply("eq", one @ other, apply("eye", n=one.shape[0]))


def untied(found: Symbol, link: Link) -> bool:
    """Whether a formula fails for a symbol of which any value may be meant, also where it is tied to others as usual.

    One that holds under an assumption has to fail for all numbers of a sign. With others of its shape a formula has
    to be one slip away from a true one: these may be what the symbol is made of.
    """
    others = [s for s in symbols(link.relation) if s is not found and s.sort == "real" and s.shape == found.shape]
    if link.verdict.kind == "refuted":
        return not others or (link.verdict.near is not None and not _tied(link.claim, link.relation, found, others))
    numbers = [s for s in symbols(link.relation) if s.domain == "real" and not s.shape]
    for one, domain in itertools.product(numbers, ("negative", "positive")):
        claim = _narrowed(link, one, domain)
        name = next((s for s in symbols(*claim.relations) if s.name == found.name), found)
        beside = [s for s in symbols(*claim.relations) if s.name in {other.name for other in others}]
        if decide(claim).kind == "refuted" and not _tied(claim, claim.relations[0], name, beside):
            return True
    return False


def _tied(claim: Claim, relation: Expr, found: Symbol, others: list[Symbol]) -> bool:
    """Whether a relation holds where a symbol is tied to one of the others as usual."""
    return any(decide(Claim((relation,), (*claim.premises, tie))).kind in HOLDS
               for other in others for tie in _ties(found, other))


def untied_entry(found: Symbol, array: Symbol, link: Link) -> bool:
    """Whether a formula that is one slip away from a true one is false too where a symbol is the entry of an array."""
    if not is_slip(link) or not array.shape:
        return False
    for place in (number(0), integer(array.shape[0] - 1)):
        put: dict[Expr, Expr] = {found: at(array, place)}
        claim = Claim((substitute(link.relation, put),), tuple(substitute(p, put) for p in link.claim.premises))
        if decide(claim).kind != "refuted":
            return False
    return True


def _square(found: Symbol) -> bool:
    return found.rank == 2 and found.shape[0] == found.shape[1]
