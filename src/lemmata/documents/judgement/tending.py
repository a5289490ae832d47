"""Numbers that words call small or large: a formula may be an approximation, which fails only where it is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from lemmata.documents.judgement.links import Link
from lemmata.engine.expr import Apply, Expr, Symbol, bind, constant, fresh_local, number, postorder, substitute, symbols
from lemmata.engine.expr.claims import Claim
from lemmata.engine.ops import apply
from lemmata.engine.verdicts import decide

_SMALL = frozenset([
    "small", "smaller", "tiny", "little", "low", "lower", "short", "sufficiently", "very", "moderately"])
_LARGE = frozenset([
    "large", "larger", "big", "bigger", "huge", "high", "higher", "long", "longer", "sufficiently", "very",
    "moderately"])
_WAYS = ((1, 3, 7, 2), (1, 2, 5, 11))  # in which several numbers tend to 0 or to infinity


def end_of(words: Iterable[str]) -> int | None:
    """Where numbers of these words tend to: 0 for zero, 1 for infinity; None where more is said of them.

    >>> end_of(["very", "small"]), end_of(["large"]), end_of(["small", "even"])
    (0, 1, None)
    """
    said = {word.lower() for word in words} - {"positive"}
    return next((end for sizes, end in ((_SMALL, 0), (_LARGE, 1)) if said and sizes.issuperset(said)), None)


def asymptotic(link: Link) -> bool:
    """Whether the claim itself is about small or large numbers: O(h), a limit."""
    ops = {n.op for e in (link.relation, *link.claim.premises) for n in postorder(e) if isinstance(n, Apply)}
    return bool(ops & {"tends", "big_o", "little_o"})


def differ_at(found: Symbol, end: int, link: Link) -> bool:
    """Whether the ratio of both sides, where they are numbers, does not tend to 1 at 0 or at infinity.

    Symbols of the same words, "small rates $r$ and $g$", tend there together, and the others stay where they are; as
    the words may be said of the first of a list only, "large $n$ and $c > 0$", all but one have to stay as well.
    """
    words = link.known.opaque.get(found.name)
    values = {s: _shown(s, link) for s in symbols(link.relation)}
    together = [found, *(s for s in values if s is not found and link.known.opaque.get(s.name) == words)]
    if any(s.shape for s in together) or len(link.sides) != 2 or any(side.shape for side in link.sides) or not all(
            values.values()):
        return False
    moved = [{found: 1}, *(dict(zip(together, ways)) for ways in _WAYS if together[1:])]
    return all(_apart(link, ways, values, end) for ways in moved)


def _apart(link: Link, ways: Mapping[Symbol, int], values: Mapping[Symbol, Expr | None], end: int) -> bool:
    """Whether the ratio does not tend to 1 where symbols tend to 0 or to infinity as multiples of one number."""
    local = fresh_local()
    places: dict[Expr, Expr] = {s: value for s, value in values.items() if value is not None}
    places |= {s: way * local if way > 1 else local for s, way in ways.items()}
    left, right = (substitute(side, places) for side in link.sides)
    point = constant("inf") if end else number(0)
    for above, below in ((left, right), (right, left)):
        limit = bind("limit", local, apply("div", above, below), point, number(0 if end else 1))
        if decide(Claim((apply("eq", limit, number(1)),))).kind == "refuted":
            return True
    return False


def _shown(s: Symbol, link: Link) -> Expr | None:
    """The number that a symbol is in the counterexample; another one where that is zero."""
    try:
        value = Fraction(link.verdict.counterexample.get(s.name, ""))
    except ValueError:
        return None
    return number(value or 2) if value or s.domain in ("real", "nonnegative", "natural", "integer") else None
