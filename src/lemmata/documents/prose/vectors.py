"""Normal vectors in words: "$x$ and $y$ be Gaussian vectors with means $m, n$ and covariance matrices $S, T$"."""

from __future__ import annotations

import re

from lemmata.documents.language.marked import Marked
from lemmata.documents.language.symbols import front
from lemmata.documents.language.vocabulary import LIST, MARK
from lemmata.documents.prose.said import Spelled

_NORMAL = r"(?:multivariate\s+)?(?:Gaussian|normal)(?:ly\s+distributed)?"
_VECTORS = re.compile(
    rf"(?P<list>{LIST})\s*,?\s*(?:be|is|are|being)\s+(?:(?:two|both|an?|the|mutually|independent|random|\w+-dimensional|"
    rf"{MARK}-dimensional)\s+)*(?P<words>{_NORMAL}(?:\s+random)?\s+vectors?)(?P<rest>[^.;:]*)"
    rf"|\b(?P<words2>{_NORMAL}(?:\s+random)?\s+vectors?)\s+(?P<list2>{LIST})(?P<rest2>[^.;:]*)", re.IGNORECASE)
_SPREAD = r"(?:(?:variance[- ])?covariance(?:\s+matri(?:x|ces))?|covariances)"
_GIVEN = re.compile(
    rf"\s*,?\s*(?:(?:in|of|on|from|with\s+values\s+in)\s+{MARK}\s*,?\s*)?(?:with|having|that\s+have|which\s+have|of)\s+"
    rf"(?:the\s+|an?\s+)?(?:respective\s+)?(?:(?P<zero>zero\s+means?)|(?P<alike>(?:common|same)\s+)?"
    rf"means?(?:\s+vectors?)?\s+(?P<means>{LIST}))\s*,?\s*(?:and|with)\s+(?:the\s+|an?\s+)?(?:respective\s+)?"
    rf"(?P<alike2>(?:common|same)\s+)?{_SPREAD}\s+(?P<spreads>{LIST})", re.IGNORECASE)
_INDEPENDENT = re.compile(r"\b(?:independent(?:ly)?|i\.?i\.?d)\b", re.IGNORECASE)


def normal_vectors(sentence: Marked) -> list[Spelled]:
    """The laws of vectors that words call normal and give a mean and a covariance matrix.

    >>> text = "⟦0⟧ be a Gaussian random vector with mean ⟦1⟧ and covariance ⟦2⟧"
    >>> [one.source for one in normal_vectors(Marked(text, text, {0: "x", 1: "m", 2: "S"}))]
    ['x \\\\sim \\\\mathcal{N}(m, S)']
    """
    found: list[Spelled] = []
    for match in _VECTORS.finditer(sentence.text):
        first = match["list"] is not None
        names = sentence.written(match["list"] if first else match["list2"])
        rest = match["rest"] if first else match["rest2"]
        if len(names) > 1 and not _INDEPENDENT.search(sentence.text):
            continue  # how they depend on each other is not said
        if not names or re.search(r"\bjointly\s*$", sentence.text[:match.start("words" if first else "words2")]):
            continue
        given = _GIVEN.match(rest)
        if given is None:
            continue
        means = ["0"] * len(names) if given["zero"] else _values(given["means"], sentence, len(names), given["alike"])
        spreads = _values(given["spreads"], sentence, len(names), given["alike2"])
        if len(means) == len(spreads) == len(names):
            start = match.start("words" if first else "words2")
            span = (start, match.start("rest" if first else "rest2") + given.end())
            found += [Spelled(rf"{name} \sim \mathcal{{N}}({mean}, {spread})", span)
                      for name, mean, spread in zip(names, means, spreads)]
    return found


def _values(listed: str, sentence: Marked, count: int, alike: str | None) -> list[str]:
    """A value for each of several names; none where the words do not say which is whose."""
    values: list[str] = []
    for place, mark in enumerate(re.findall(MARK, listed)):
        if len(values) >= count or (place and sentence.mention(mark).kind != "symbols"):
            break  # "and $a \\in \\mathbb{R}$" is no value
        values += [part.strip() for part in _parts(front(sentence.source(mark)))]
    return values * count if len(values) == 1 and (alike or count == 1) else values


def _parts(source: str) -> list[str]:
    return [source] if "(" in source or "{" in re.sub(r"\\\w+\{\\?\w+\}|_\{\w+\}", "", source) else source.split(",")
