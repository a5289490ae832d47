"""Spaces that a text names: "Let $V$ be a real inner product space", "where $V = \\mathbb{R}^n$".

Any finite-dimensional one is taken to be \\mathbb{R}^d with its inner product: what fails there fails in general, and
an algebraic identity holds in all of them alike. Other norms and complex numbers are left to what reads them.
"""

from __future__ import annotations

import re

from lemmata.documents.language.marked import Marked
from lemmata.documents.language.sets import set_of
from lemmata.documents.language.vocabulary import LIST, MARK
from lemmata.engine.readers.latex.inner_products import EITHER, OWN
from lemmata.engine.readers.scope import Scope

_SPACE = (r"(?:(?:finite-dimensional|real|euclidean|abstract|arbitrary|given) )*"
          r"(?:inner[- ]product|vector|linear|euclidean|hilbert) spaces?\b")
_NAMED = re.compile(rf"(?P<list>{LIST}) (?:be|is|are|denotes?) (?:an? |any |some |the )?{_SPACE}"
                    rf"|\b{_SPACE} (?P<behind>{MARK})", re.IGNORECASE)
_OTHER = re.compile(r"\b(?:complex|unitary|norm(?:ed)?|banach|function|sequence|polynomials?|matrices)\b",
                    re.IGNORECASE)
_EQUALS = re.compile(r"^\s*(?P<name>[A-Z]|\\(?:mathcal|mathbb|mathbf)\s*\{?[A-Z]\}?)\s*(?::?=)\s*(?P<set>.+)$")
_NTH = rf"(?:{MARK}|[ijk]|first|second|third|last)(?:\s?-?\s?(?:th|st|nd))?"
_BASIS = (rf"(?:{_NTH}\s+(?:standard |canonical )?(?:unit|coordinate)(?: basis| coordinate)? vectors?|(?:{_NTH}\s+)?"
          r"(?:standard|canonical|natural)\s+(?:unit |basis |coordinate |unit basis )?(?:vectors?|basis)\b)")
_BASES = re.compile(
    rf"(?P<list>{LIST}) (?:be|is|are|denotes?|for) (?:the |a )?{_BASIS}|\b{_BASIS}(?: of {MARK})?,? (?P<behind>{MARK})",
    re.IGNORECASE)
_NORM = re.compile(rf"(?P<mark>{MARK}) (?:be|denotes?|is|stands for|means|will be) (?:the |an? )?"
                   rf"(?P<which>(?:[\w-]+ |{MARK}[ -]?){{0,3}})norms?\b(?! of\b)", re.IGNORECASE)
_BARE_NORM = re.compile(r"\s*(?:\\left)?\s*(?:\\\||\\lVert|\\Vert)\s*(?:\\cdot|\\?[A-Za-z]+|\\mathbf\s*\{?\w\}?)\s*"
                        r"(?:\\right)?\s*(?:\\\||\\rVert|\\Vert)\s*")
_NORMS = ((r"(?:(?:usual|standard|vector|matrix)\b ?)?(?:euclidean|2|L_?2|\\ell_?2)?", ""),  # as it is read anyway
          (r"max(?:imum)?|sup(?:remum)?|infinity|uniform|Chebyshev|\\infty|L_?\\infty|\\ell_?\\infty", "infty"),
          (r"1|L_?1|\\ell_?1|taxicab|Manhattan|sum|absolute", "1"), (r"Frobenius", "F"), (r"nuclear|trace", "star"),
          (r"spectral|operator", "2"))
_OWN_PRODUCT = re.compile(
    r"\b(?:an(?:other)?|other|different|new|weighted|this|its own)\s+(?:[\w-]+\s+)?inner[- ]products?\b(?! space)",
    re.IGNORECASE)
_USUAL_PRODUCT = re.compile(
    r"\b(?:dot|scalar|(?:standard|usual|euclidean|ordinary|canonical|unweighted)\s+inner)[- ]products?\b",
    re.IGNORECASE)
_LETTER = re.compile(r"[A-Z](?=\}?$)")


def spoken_spaces(sentence: Marked) -> dict[str, tuple[str, ...]]:
    """The sizes of the members of the spaces that a sentence names.

    >>> spoken_spaces(Marked("Let ⟦0⟧ be a real inner product space.", "", {0: "V"}))
    {'V': ('dim_V',)}
    """
    found: dict[str, tuple[str, ...]] = {}
    for source in sentence.sources.values():
        if (match := _EQUALS.match(source)) and (letter := _LETTER.search(match["name"])):
            sizes, domain = set_of(match["set"])
            if sizes is not None and domain in ("", "real"):
                found[letter[0]] = tuple(sizes)
    if _OTHER.search(sentence.text):
        return found
    for match in _NAMED.finditer(sentence.text):
        for one in sentence.names(match["list"] or match["behind"]):
            if len(one.name) == 1 and one.name.isupper():
                found.setdefault(one.name, (f"dim_{one.name}",))
    return found


def spoken_norm(sentence: Marked) -> str | None:
    """Which norm a sentence calls $\\|x\\|$, as a subscript would; "" the usual one, "?" one that has no subscript.

    None where it says nothing of that.

    >>> spoken_norm(Marked("Let ⟦0⟧ be the maximum norm.", "", {0: r"\\|x\\|"}))
    'infty'
    """
    for match in _NORM.finditer(sentence.text):
        if _BARE_NORM.fullmatch(sentence.source(match["mark"])):
            which = re.sub(MARK, lambda m: sentence.source(m[0]), match["which"]).strip(" -")
            return next((code for pattern, code in _NORMS if re.fullmatch(pattern, which, re.IGNORECASE)), "?")
    return None


def spoken_inner(sentence: Marked) -> str:
    """Whether a sentence speaks of an inner product of its own, or of the usual one, which may be meant beside it.

    >>> spoken_inner(Marked("⟦0⟧ is an inner product", "", {})), spoken_inner(Marked("unlike the dot product", "", {}))
    ('own', 'either')
    """
    if _USUAL_PRODUCT.search(sentence.text):
        return EITHER
    return OWN if _OWN_PRODUCT.search(sentence.text) else ""


def spoken_bases(sentence: Marked) -> frozenset[str]:
    """The letters whose vectors a sentence calls those of the standard basis.

    >>> sorted(spoken_bases(Marked("Let ⟦0⟧ be the ⟦1⟧-th unit vector.", "", {0: "e_i", 1: "i"})))
    ['e']
    """
    return frozenset(one.name for match in _BASES.finditer(sentence.text)
                     for one in sentence.names(match["list"] or match["behind"]) if one.rank == 1 or one.last)


def with_basis(scope: Scope, names: frozenset[str]) -> Scope:
    """The scope where e_i of these names is the i-th vector of the standard basis."""
    for name in names:
        scope = scope.forget(name)
    return scope.with_options(basis=names | scope.options.get("basis", frozenset()))
