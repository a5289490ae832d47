"""Matrices with orthonormal columns or rows: "whose columns are orthonormal", "the rows of $A$ are orthonormal".

Orthonormal columns make no orthogonal matrix: a tall one has them too.
"""

from __future__ import annotations

import re
from itertools import combinations

from lemmata.documents.language.marked import Marked
from lemmata.documents.language.symbols import symbol_list
from lemmata.documents.language.vocabulary import CONCLUDING, LIST, MARK
from lemmata.documents.prose.said import Spelled

_ARE = r"(?:(?:which|that)\s+)?(?:(?:are|be|being|form)\s+)?(?:an?\s+)?(?:all\s+|mutually\s+|pairwise\s+)?"
_UNIT = r"(?:with|of|have|having)\s+unit\s+(?:norm|length)"
_OF_SUCH = (rf"(?:orthonormal\s+(?P<a>columns?|rows?)|orthogonal\s+(?P<b>columns|rows)\s+{_UNIT}"
            rf"|(?P<c>columns?|rows?)\s+{_ARE}orthonormal)")
_BETWEEN = r"(?:(?!(?:where|and|or|but|then|so|because|since|if|when|whether)\b)[\w⟦⟧-]+,?\s+){0,7}?"
_BEHIND = re.compile(
    rf"(?P<list>{LIST})\s*,?\s*{_BETWEEN}(?:and\s+(?:let\s+)?)?(?P<words>(?:with|has|have|having|whose|its|their)\s+"
    rf"(?:(?:the|all|{MARK})\s+)?(?:mutually\s+)?{_OF_SUCH})", re.IGNORECASE)
_BEFORE = re.compile(
    rf"\b(?P<words>(?P<c>columns?|rows)\s+of\s+(?:the\s+)?(?:matri(?:x|ces)\s+|each\s+|both\s+)*(?P<list>{LIST})\s*,?\s*"
    r"(?:which\s+|that\s+)?(?:are|be|being|form)\s+(?:an?\s+)?(?:all\s+|mutually\s+|pairwise\s+)?orthonormal)\b",
    re.IGNORECASE)
_SIDED = re.compile(
    rf"\b(?P<words>(?P<c>columns?|rows?)-orthonormal)(?:\s+matri(?:x|ces))?\s+(?P<list>{LIST})"
    rf"|(?P<list2>{LIST})\s+(?:is|are|be|being)\s+{_BETWEEN}(?:and\s+)?(?P<words2>(?P<d>columns?|rows?)-orthonormal)\b",
    re.IGNORECASE)
_KIND = r"(?:\s+(?:vectors|set|system|family|list|sequence)\b)?"
_VECTORS = re.compile(
    rf"(?P<list>{LIST})\s*,?\s*(?P<words>(?:(?:be|is|are|being|forms?|forming|that|which|as|an?|some|any|all|mutually|"
    rf"set|list|family|of|real|column)\s+)*orthonormal\b(?!\s+(?:columns?|rows?|basis|bases|eigen\w*|functions?|matri)"
    rf"){_KIND})|\b(?P<words2>orthonormal\s+(?:column\s+)?(?:vectors|set|system|family))\s+(?P<list2>{LIST})",
    re.IGNORECASE)
_ASKED = re.compile(r"\b(?:whether|check|that|show|prove|iff|only if)\s*$", re.IGNORECASE)
_STARTS = re.compile(r"(?<!by[- ])⟦(?!\d+⟧[- ]by[- ])|\bcolumns?\b|\brows?\b", re.IGNORECASE)
_CLAIMED = re.compile(rf"\b(?:{CONCLUDING})\b[^.;:]*$", re.IGNORECASE)
# "the columns of $U$ are ...": what is said of parts is not said of the matrix itself.
PARTS_OF = re.compile(r"\b(?:columns?|rows?|blocks?|factors?)\s+of\s+(?:the\s+|each\s+|both\s+|matri(?:x|ces)\s+)*$",
                      re.IGNORECASE)


def orthonormal_frames(sentence: Marked) -> list[Spelled]:
    """What is orthonormal in a sentence: columns as a domain, rows as a formula; of several lists the nearest is meant.

    >>> [one.domain for one in orthonormal_frames(Marked("the columns of ⟦0⟧ are orthonormal", "", {0: "U"}))]
    ['semiorthogonal']
    """
    nearest: dict[tuple[int, int], tuple[int, tuple[str, ...], bool]] = {}  # words: end of their list, names, rows?
    for pattern in (_BEHIND, _BEFORE, _SIDED):
        for start in (m.start() for m in _STARTS.finditer(sentence.text)):
            if (match := pattern.match(sentence.text, start)) is None:
                continue
            parts = match.groupdict()
            side = "list" if parts["list"] else "list2"
            names = tuple(sentence.written(match[side]))
            words = match.span("words" if parts["words"] else "words2")
            if not names or start < nearest.get(words, (0, (), False))[0]:
                continue
            if _CLAIMED.search(sentence.text[:start]):
                continue  # "hence the columns of $Q$ are orthonormal" claims it
            across = next(p for k in "abcd" if (p := parts.get(k))).lower().startswith("row")
            nearest[words] = match.end(side), names, across
    found = _vectors(sentence)
    for words, (_, names, across) in nearest.items():
        if across:
            found += [Spelled(rf"{name} {name}^\top = I", words) for name in names]
        else:
            found.append(Spelled("", words, "semiorthogonal", names))
    return found


def _vectors(sentence: Marked) -> list[Spelled]:
    """Vectors that are orthonormal, counted ones `b_1, ..., b_m` or single ones `u` and `v`."""
    found = []
    for match in _VECTORS.finditer(sentence.text):
        side = "list" if match["list"] else "list2"
        before = sentence.text[:match.start()]
        if _CLAIMED.search(before) or PARTS_OF.search(before) or _ASKED.search(before):
            continue
        words = match.span("words" if match["words"] else "words2")
        written = sentence.written(match[side])
        counted = [one for one in written if symbol_list(one) and symbol_list(one)[0].last]
        if counted:
            names = [re.split("_", one)[0].strip() for one in counted]
            found += [Spelled(rf"{name}_i^\top {name}_j = \delta_{{ij}}", words) for name in names]
        elif len(written) > 1:
            found += [Spelled(rf"{one}^\top {other} = 0", words) for one, other in combinations(written, 2)]
            found += [Spelled(rf"\|{one}\|_2 = 1", words) for one in written]
    return found
