"""What machines make of numbers: "in float32 $10^8 + 1 = 10^8$" is no claim about the numbers themselves."""

from __future__ import annotations

import re

from lemmata.documents.judgement.links import Link
from lemmata.engine.expr import dims, symbols
from lemmata.engine.verdicts.verdict import Verdict

_OF_MACHINES = re.compile(
    r"\b(?:fp|bf|float|tf|int|e[45]m)_?\d+(?:e\dm\d)?\b|\bfloat(?:s|ing)?\b|\b(?:half|single|double|machine|finite|limited|"
    r"low|mixed|reduced)[- ]precision\b|\bmachine (?:numbers?|arithmetic|epsilon)\b|\bquanti[sz]ed?\b|"
    r"\b(?:round(?:ed|ing|s)? (?:to|off|down|up|errors?)|overflows?|underflows?|wraps? around)\b|\bmod(?:ulo|\.)?\s",
    re.IGNORECASE)


def rounded(link: Link) -> Verdict | None:
    """A false equation of numbers in a sentence about how machines hold them."""
    closed = not symbols(link.relation) and not dims(link.relation)
    if link.verdict.kind != "refuted" or not closed or _OF_MACHINES.search(link.known.words) is None:
        return None
    return Verdict("undecided", "", "what a machine makes of these numbers was not worked out")
