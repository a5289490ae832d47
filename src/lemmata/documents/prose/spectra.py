"""Lists that words call the eigenvalues or the singular values of a matrix: "with eigenvalues $a_1, ..., a_n$".

Where the text gives no order, what is said of single entries of the list can't be decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lemmata.documents.language.marked import Marked
from lemmata.documents.language.vocabulary import MARK, UNSORTED
from lemmata.documents.prose.said import Spelled
from lemmata.engine.readers.spelling import plain_name

_WHAT = r"(?P<adjectives>(?:[\w-]+,? ){0,3}?)(?P<what>eigen-?values|singular values)"
_WORD = r"(?!(?:with|whose|and|or|has|have|be|is|are)\b)[\w×-]+"
_MATRIX = rf"(?:(?:{_WORD}|{MARK}) ){{0,7}}?(?P<matrix>{MARK})(?!\s*(?:{MARK}|matri))"
_PATTERNS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in (
    rf"(?P<list>{MARK}),? (?:be|are|is|denotes?|being) (?:the )?{_WHAT} of {_MATRIX}",
    rf"{_WHAT} (?P<list>{MARK}) of {_MATRIX}",
    rf"(?P<matrix>{MARK}),? (?:(?:be|is) (?:(?:{_WORD}|{MARK}) ){{1,8}})?"
    rf"(?:with|whose|has|have|having|that has)(?: the)? {_WHAT}(?: are)? (?P<list>{MARK})",
    rf"(?P<matrix>{MARK}),? (?:and )?(?:let )?(?P<list>{MARK}) (?:be |denote )?(?:its|the) {_WHAT}",
))
_FIRST = re.compile(r"^\s*(?P<name>\\?[A-Za-z]+|\\(?:mathbf|boldsymbol|bm)\s*\{\\?[A-Za-z]+\})_\{?1\}?(?!\d)")
_FALLING = re.compile(r"\\ge(?:q|qslant)?(?![A-Za-z])|>|≥")
_RISING = re.compile(r"\\le(?:q|qslant)?(?![A-Za-z])|<|≤")
_ANYWAY = frozenset(("real", "ordered", "sorted", "its", "the", "all", "nonnegative", "non-negative", "positive",
                     "nonzero", "non-zero", "corresponding", "associated"))
_SYMMETRIC = re.compile(r"\b(?:symmetric|self-adjoint|hermitian|definite|semi-?definite|covariance|gram|kernel)\b",
                        re.IGNORECASE)


@dataclass(frozen=True)
class Spectra:
    """Formulas that say what such lists are; the names of the others, and of those whose order is not stated."""

    spelled: tuple[Spelled, ...] = ()
    open: tuple[tuple[str, str], ...] = ()


def spoken_spectra(sentence: Marked, symmetric: frozenset[str]) -> Spectra:
    """What the words of a sentence say of spectra; `symmetric` are names of matrices that are known to be so.

    >>> text = "Let ⟦0⟧ be the singular values of ⟦1⟧."
    >>> found = spoken_spectra(Marked(text, text, {0: r"s_1, \\ldots, s_n", 1: "A"}), frozenset())
    >>> [one.source for one in found.spelled][:2]
    ['s = \\\\operatorname{svdvals}(A)', 's_{\\\\min} = \\\\min_i s_i']
    """
    spelled, left = [], []
    for match in _matches(sentence.text):
        source = sentence.source(match["list"])
        first, matrix = _FIRST.match(source), sentence.written(match["matrix"])
        names = sentence.names(match["matrix"])
        if first is None or "dots" not in source or len(matrix) != 1:
            continue
        name = first["name"].strip("\\")
        words = match["adjectives"].replace(",", "").lower().split()
        singular = match["what"].lower().startswith("singular")
        known = singular or _SYMMETRIC.search(match[0]) or any(one.name in symmetric for one in names)
        rising = _RISING.search(source) is not None
        if not known or not _ANYWAY.issuperset(words) or (singular and rising):
            left.append((_plain(name), f"{match['adjectives']}{match['what']}"))
            continue
        formula = (rf"\operatorname{{svdvals}}({matrix[0]})" if singular else rf"\operatorname{{eigvalsh}}({matrix[0]})"
                   if rising else rf"-\operatorname{{eigvalsh}}(-{matrix[0]})")
        spelled.append(Spelled(f"{first['name']} = {formula}", match.span()))
        spelled += [Spelled(rf"{first['name']}_{{\{end}}} = \{end}_i {first['name']}_i", match.span())
                    for end in ("min", "max")]
        if not rising and not _FALLING.search(source):
            left.append((_plain(name), UNSORTED))
    return Spectra(tuple(spelled), tuple(left))


def _matches(text: str) -> Iterator[re.Match[str]]:
    seen: set[str] = set()
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if match["list"] not in seen and match["list"] != match["matrix"]:
                seen.add(match["list"])
                yield match


def _plain(name: str) -> str:
    return plain_name(re.sub(r"^(?:mathbf|boldsymbol|bm)\s*\{\\?|\}$", "", name))
