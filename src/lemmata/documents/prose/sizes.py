"""Sizes in words beside a noun: "$m \\times n$ matrix", "vector of length $n$", "an $m$-by-$n$ array"."""

from __future__ import annotations

import re
from typing import NamedTuple

from lemmata.documents.language.marked import Marked
from lemmata.documents.language.vocabulary import ADJECTIVE, LIST, MARK, MATRIX_ONLY, NOUN

_SIZE_AFTER = re.compile(
    rf"\s*(?:(?:of|with) (?:size|shape|order|length|dimensions?|dimensionality|type)\s*)(?P<size>{MARK})")
_COUNT_AFTER = re.compile(
    rf"\s*(?:of|with|over|on|has|have|having)\s+(?P<size>{MARK})\s+(?:[\w-]+\s+){{0,2}}"
    r"(?P<what>entries|elements|components|classes|coordinates|outcomes|categories|states|symbols|features|dimensions|"
    r"values)")
_OF_VARIABLES = ("classes", "outcomes", "categories", "states", "symbols", "values")  # which one of them takes
_IN_SET = re.compile(rf"\s*(?:(?:with [\w ]{{3,60}}) )?in (?P<set>{MARK})")

# "$U$ is $N \\times p$ with ...", "let $A$ be $m$-by-$n$", "$B$ of size $n \\times k$": a size and no noun.
_SIZED = re.compile(
    rf"(?P<list>{LIST})\s*,?\s*(?:both |all |each )?(?:be|is|are|being|of|has|have|having)\s+"
    rf"(?:(?:the |a )?(?:size|shape|order|dimensions?)s?\s+)?(?P<size>{MARK})(?:[- ]by[- ](?P<columns>{MARK}))?"
    rf"(?!\s+(?:[\w-]+\s+){{0,3}}?(?:{NOUN.pattern}))"
    rf"(?P<words>(?:(?:,? and|,)? (?:{ADJECTIVE.pattern.replace('?P<a', '?P<x')}))*)", re.IGNORECASE)

# "If $A$ is square", "for square $A$": the word alone, without the noun of a matrix.
_SQUARE = re.compile(
    rf"(?P<list>{LIST})\s*,?\s*(?:be|is|are)\s+(?:(?:both|all|each|also)\s+)?square\b"
    r"(?=\s*(?:[.,;:)]|(?:and|or|with|such|of|then|so|but|where)\b|$))"
    rf"|\b(?:for|if|when|every|any|all|an?|with|of)\s+square\s+"
    rf"(?:(?:diagonal\s+)?blocks?\s+)?(?P<list2>{LIST})", re.IGNORECASE)


class Sized(NamedTuple):
    """A list of matrices with their sizes, the adjectives behind, and where the sizes stand."""

    listed: str
    sizes: tuple[str, ...]
    words: str
    span: tuple[int, int]


def sized(sentence: Marked) -> list[Sized]:
    """Lists of matrices of which a sentence gives the sizes alone; where all are numbers they may be a product.

    >>> sized(Marked("⟦0⟧ is ⟦1⟧ with", "", {0: "U", 1: r"N \\times p"}))[0].sizes
    ('N', 'p')
    """
    found = []
    for match in _SIZED.finditer(sentence.text):
        sizes = _size(sentence, match["size"])
        if match["columns"]:
            sizes = (*(sizes or ()), *(_size(sentence, match["columns"]) or ()))
        if sizes is not None and len(sizes) == 2 and any(s[0].isalpha() for s in sizes):
            span = match.start("size"), match.end("columns" if match["columns"] else "size")
            found.append(Sized(match["list"], sizes, match["words"], span))
    return found


def squares(sentence: Marked) -> list[str]:
    """Lists of matrices that the word "square" alone is said of.

    >>> squares(Marked("if ⟦0⟧ is square, then", "", {0: "A"}))
    ['⟦0⟧']
    """
    return [match["list"] or match["list2"] for match in _SQUARE.finditer(sentence.text)]


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
    counted = _COUNT_AFTER.match(after)
    if counted and domain == "variable" and counted["what"] in _OF_VARIABLES:
        counted = None
    if match := _SIZE_AFTER.match(after) or counted:
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
    if found.kind != "symbols" or len(found.names) != 1 or found.names[0].power:
        return None
    law = "(" in sentence.source(mark)  # $\\mathcal N(\\mu, \\sigma^2)$
    return None if law else (found.names[0].name,)
