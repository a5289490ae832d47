"""Sizes in words beside a noun: "$m \\times n$ matrix", "vector of length $n$", "an $m$-by-$n$ array"."""

from __future__ import annotations

import re

from lemmata.documents.language.marked import Marked
from lemmata.documents.language.vocabulary import MARK, MATRIX_ONLY

_SIZE_AFTER = re.compile(
    rf"\s*(?:(?:of|with) (?:size|shape|order|length|dimensions?|dimensionality|type)\s*)(?P<size>{MARK})")
_COUNT_AFTER = re.compile(
    rf"\s*(?:of|with|over|on|has|have|having)\s+(?P<size>{MARK})\s+(?:[\w-]+\s+){{0,2}}"
    r"(?:entries|elements|components|classes|coordinates|outcomes|categories|states|symbols|features|dimensions|values)")
_IN_SET = re.compile(rf"\s*(?:(?:with [\w ]{{3,60}}) )?in (?P<set>{MARK})")


def shape_of(
    sentence: Marked, phrase: str, after: str, rank: int | None, domain: str
) -> tuple[str, ...] | None:
    """Sizes that stand beside a noun: "$m \\times n$ matrix", "$d$-dimensional vector", "vector of length $n$"."""
    sizes: tuple[str, ...] | None = None
    for mark in re.findall(MARK, phrase):
        sizes = _size(sentence, mark) or sizes
    if pair := re.search(rf"({MARK})[- ]by[- ]({MARK})", phrase):
        ends = [_size(sentence, pair[1]), _size(sentence, pair[2])]
        if ends[0] and ends[1]:
            sizes = (*ends[0], *ends[1])
    if match := _SIZE_AFTER.match(after) or _COUNT_AFTER.match(after):
        sizes = _size(sentence, match["size"]) or sizes
    if (match := _IN_SET.match(after)) and rank == 1:
        sizes = sentence.mention(match["set"]).sizes or sizes
    if sizes is None:
        return () if rank == 0 else None
    if rank == 2 and len(sizes) == 1:
        return (sizes[0], sizes[0]) if "square" in phrase or domain in MATRIX_ONLY else None
    return sizes if rank in (len(sizes), None) else None


def _size(sentence: Marked, mark: str) -> tuple[str, ...] | None:
    found = sentence.mention(mark)
    if found.kind in ("size", "set"):
        return found.sizes
    law = "(" in sentence.source(mark)  # $\\mathcal N(\\mu, \\sigma^2)$
    if found.kind == "symbols" and len(found.names) == 1 and not found.names[0].power and not law:
        return (found.names[0].name,)
    return None
