"""What machines make of numbers: "in float32 $10^8 + 1 = 10^8$" is no claim about the numbers themselves."""

from __future__ import annotations

import re
from fractions import Fraction

from lemmata.documents.judgement.links import Link
from lemmata.engine.expr import Apply, dims, symbols
from lemmata.engine.verdicts.verdict import Verdict

_ROUNDS = re.compile(
    r"\b(?:fp|bf|float|tf|e[45]m)_?\d+(?:e\dm\d)?\b|\bfloat(?:s|ing)?\b|\b(?:half|single|double|machine|finite|limited|"
    r"low|mixed|reduced)[- ]precision\b|\bmachine (?:numbers?|arithmetic|epsilon)\b|\bquanti[sz]ed?\b|"
    r"\bround(?:ed|ing|s)? (?:to|off|down|up|errors?)\b", re.IGNORECASE)
_WRAPS = re.compile(r"\bu?int_?\d+\b|\bwraps? around\b|\bmod(?:ulo)?\b", re.IGNORECASE)
_DIGITS = 0.01  # what a number of few digits may be off; more is a mistake on any machine


def rounded(link: Link) -> Verdict | None:
    """A false equation of numbers in a sentence about how machines hold them, by no more than a rounding.

    Nor is `(a + b) + c \\ne a + (b + c)` false there.
    """
    if isinstance(link.relation, Apply) and link.relation.op == "ne" and _ROUNDS.search(link.known.words):
        return Verdict("undecided", "", "what a machine makes of these sums was not worked out")
    closed = not symbols(link.relation) and not dims(link.relation)
    if link.verdict.kind != "refuted" or not closed or not (
            _WRAPS.search(link.known.words) or (_ROUNDS.search(link.known.words) and _is_near(link))):
        return None
    return Verdict("undecided", "", "what a machine makes of these numbers was not worked out")


def _is_near(link: Link) -> bool:
    """Whether the sides are numbers that differ by little."""
    try:
        left, right = (float(Fraction(link.verdict.counterexample[f"{side} side"])) for side in ("left", "right"))
    except (KeyError, ValueError, OverflowError):
        return False
    return abs(left - right) <= _DIGITS * max(abs(left), abs(right))
