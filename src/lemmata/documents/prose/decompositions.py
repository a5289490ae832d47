"""Factors that words name: "the SVD $A = U \\Sigma V^\\top$" says that the columns of U and V are orthonormal."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lemmata.documents.language.marked import Marked
from lemmata.documents.language.symbols import Named, symbol_list

_LETTER = (r"\\(?:mathbf|mathrm|mathit|boldsymbol|bm|pmb)\s*(?:\{\s*\\?[A-Za-z]+\s*\}|[A-Za-z]\b)|"
           r"\\(?!math|bold|bm|pmb)[A-Za-z]+|[A-Za-z]")
_FACTOR = re.compile(
    rf"\s*(?P<name>(?:{_LETTER})(?:_(?:\w|\{{\w+\}}))?)"
    r"(?:\^(?:\{\s*)?(?P<mark>\\top|\\intercal|\\mathsf\s*\{?T\}?|\\mathrm\s*\{T\}|T|-1)(?:\s*\})?)?\s*")
_SPLIT = r"(?:decompositions?|factori[sz]ations?)"
_SVD = re.compile(rf"\bSVD\b|\bsingular[- ]value {_SPLIT}", re.IGNORECASE)
_EIGEN = re.compile(rf"\b(?:eigen-?{_SPLIT}|eigenvalue {_SPLIT}|spectral {_SPLIT})", re.IGNORECASE)
_CHOLESKY = re.compile(rf"\bCholesky (?:{_SPLIT}|factors?)", re.IGNORECASE)
_QR = re.compile(rf"\bQR[- ]{_SPLIT}", re.IGNORECASE)


@dataclass(frozen=True)
class Factor:
    """A name of a factor, with the domain that the name of the decomposition gives it, and what else it says of it."""

    named: Named
    domain: str
    law: str = ""


def spoken_decompositions(sentence: Marked) -> list[Factor]:
    """The factors of the decompositions that a sentence names.

    >>> found = spoken_decompositions(Marked("with the SVD ⟦0⟧", "", {0: r"X = U S V^\\top"}))
    >>> [(one.named.name, one.domain) for one in found]
    [('U', 'semiorthogonal'), ('S', 'diagonal'), ('V', 'semiorthogonal')]
    """
    found: list[Factor] = []
    for source in sentence.sources.values():
        factors = _factors(source.rpartition("=")[2].rstrip(" .,;"))
        names = [name for name, _ in factors]
        marks = [mark for _, mark in factors]
        if _SVD.search(sentence.text) and marks == ["", "", "T"] and len(set(names)) == 3:
            left, middle, right = _named(names, ("semiorthogonal", "diagonal", "semiorthogonal"))
            found += [left, replace(middle, law=rf"{names[1]} \succeq 0"), right]  # singular values
        elif _EIGEN.search(sentence.text) and len(names) == 3 and names[0] == names[2] and marks[:2] == ["", ""]:
            found += _named(names[:2], ("orthogonal" if marks[2] == "T" else "invertible", "diagonal"))
        elif _QR.search(sentence.text) and marks == ["", ""] and len(set(names)) == 2:
            found += _named(names, ("semiorthogonal", "upper"))
        elif _CHOLESKY.search(sentence.text) and marks in (["", "T"], ["T", ""]) and names[0] == names[1]:
            found += _named(names[:1], ("cholesky" if marks[0] == "" else "upper",))
    return found


def _named(names: list[str], domains: tuple[str, ...]) -> list[Factor]:
    return [Factor(one, domain) for name, domain in zip(names, domains) for one in symbol_list(name)]


def _factors(product: str) -> list[tuple[str, str]]:
    """The names of a product with the mark of each: "T" of a transpose, "-1" of an inverse; none of another formula."""
    found, place = [], 0
    while place < len(product):
        match = _FACTOR.match(product, place)
        if match is None:
            return []
        mark = match["mark"] or ""
        found.append((match["name"], mark if mark in ("", "-1") else "T"))
        place = match.end()
    return found
