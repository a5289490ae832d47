"""Facts by name: which of them apply to what, follow from others, contradict each other."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from lemmata.engine.expr import DOMAINS

Facts = frozenset[str]
# Of each entry for itself: they hold for any choice and order of the entries.
ENTRYWISE = ("positive", "negative", "nonnegative", "nonpositive", "nonzero", "zero", "unit", "integer", "natural",
             "binary", "even", "odd")
DECIDED = frozenset((*ENTRYWISE, "real", *(d.name for d in DOMAINS.values() if d.rank), "square"))
MATRIX = frozenset((*(d.name for d in DOMAINS.values() if d.rank == 2), "square"))
VECTOR = frozenset(d.name for d in DOMAINS.values() if d.rank == 1)
IMPLIED: dict[str, tuple[str, ...]] = {
    **{name: domain.implies for name, domain in DOMAINS.items()},
    "zero": ("real", "nonnegative", "nonpositive", "integer", "even", "unit", "natural", "binary"),
    "nonpositive": ("real",), "even": ("integer", "real"), "odd": ("integer", "nonzero", "real"),
}
TOGETHER: tuple[tuple[frozenset[str], str], ...] = tuple((frozenset(both), fact) for both, fact in (
    (("nonnegative", "nonzero"), "positive"), (("nonpositive", "nonzero"), "negative"),
    (("nonnegative", "nonpositive"), "zero"), (("integer", "nonnegative"), "natural"),
    (("integer", "unit"), "binary"), (("semidefinite", "invertible"), "posdef"),
    (("semiorthogonal", "square"), "orthogonal"), (("fullrank", "square"), "invertible"),
))


CONTRADICTED: dict[str, frozenset[str]] = {fact: frozenset(by) for fact, by in {
    "positive": ("nonpositive",), "negative": ("nonnegative",), "nonnegative": ("negative",),
    "nonpositive": ("positive",), "nonzero": ("zero",), "zero": ("nonzero",), "unit": ("negative",),
    "natural": ("negative",), "binary": ("negative",), "even": ("odd",), "odd": ("even",),
}.items()}


@lru_cache(maxsize=4096)
def close(facts: Facts) -> Facts:
    """The facts with everything that follows from them."""
    found = set(facts)
    while True:
        more = {f for fact in found for f in IMPLIED.get(fact, ())}
        more.update(fact for both, fact in TOGETHER if both <= found)
        if more <= found:
            return frozenset(found)
        found |= more


def of_number(value: Fraction) -> Facts:
    """All that holds of an exact number."""
    top, whole = value.numerator, value.denominator == 1
    found = ["real", *(("positive",) if top > 0 else ("negative",) if top < 0 else ("zero",))]
    if 0 <= top <= value.denominator:
        found.append("unit")
    if whole:
        found += ["integer", "odd" if top % 2 else "even"]
    return close(frozenset(found))
