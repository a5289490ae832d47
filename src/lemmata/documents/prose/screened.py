"""Independence given something: "$X$ and $Y$ are conditionally independent given $Z$", "$X$ is independent of $Y$ given
$Z$", "given $Z$, $X$ and $Y$ are independent"."""

from __future__ import annotations

import re

from lemmata.documents.language.marked import Marked
from lemmata.documents.language.vocabulary import CONCLUDING, LIST, MARK
from lemmata.documents.prose.said import Spelled

_WHAT = r"(?:the\s+)?(?:(?:random\s+)?variables?\s+|events?\s+|values?\s+of\s+|observation\s+of\s+|outcome\s+of\s+)*"
_GIVEN = rf"(?:given|conditional(?:ly)? (?:up)?on|conditioned (?:up)?on|conditioning on)\s+(?:that\s+)?{_WHAT}"
_ARE = (r"\s*,?\s*(?:(?:that|which)\s+)?(?:be|is|are|being|as)\s+"
        r"(?:(?:both|two|mutually|statistically|stochastically|random|variables?|events?|that|which|are)\s+)*")
_FREE = r"(?:conditionally\s+)?independent"
_OTHER = rf"\s+(?:of|from)\s+{_WHAT}(?P<other>{MARK})"
_NOUNS = r"(?:\s+(?:random\s+)?(?:variables?|events?))?"
_ALSO = re.compile(rf"\s*(?:,\s*and|,|and|or)\s*(?P<more>{MARK})")
_FORMS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in (
    rf"(?P<list>{LIST}){_ARE}(?P<words>{_FREE}{_OTHER}\s*,?\s*{_GIVEN}(?P<given>{MARK}))",
    rf"(?P<list>{LIST}){_ARE}(?P<words>{_FREE}{_NOUNS}\s*,?\s*{_GIVEN}(?P<given>{MARK}))(?P<other>(?!))?",
    rf"(?P<words>{_FREE}{_NOUNS}\s+(?P<list>{LIST})\s*,?\s*{_GIVEN}(?P<given>{MARK}))(?P<other>(?!))?",
    rf"(?P<words>{_GIVEN}(?P<given>{MARK})\s*,?\s*{_WHAT}(?P<list>{LIST}){_ARE}{_FREE}(?:{_OTHER})?)",
))
_DENIED = re.compile(r"\b(?:not|no longer|neither|unless|without)\b[^.;:]*$", re.IGNORECASE)
_CLAIMED = re.compile(rf"\b(?:{CONCLUDING})\b[^.;:]*$", re.IGNORECASE)
_NAME = re.compile(r"\\?[A-Za-z]+(?:_\{?\w+\}?)?")


def conditional_independence(sentence: Marked) -> list[Spelled]:
    """What the words of a sentence call independent given something.

    >>> text = "⟦0⟧ is independent of ⟦1⟧ given ⟦2⟧"
    >>> [one.source for one in conditional_independence(Marked(text, text, {0: "X", 1: "Y", 2: "Z"}))]
    ['X \\\\perp Y \\\\mid Z']
    """
    found: list[Spelled] = []
    for pattern in _FORMS:
        for match in pattern.finditer(sentence.text):
            before = sentence.text[:match.start()]
            if not match["given"] or _DENIED.search(before) or _DENIED.search(match[0]) or _CLAIMED.search(before):
                continue
            if any(low < match.end("words") and match.start("words") < high for low, high in (
                    one.span for one in found)):
                continue
            other = match["other"]
            names = [*sentence.written(match["list"]), *(sentence.written(other) if other else ())]
            given = sentence.written(match["given"])
            also = _ALSO.match(sentence.text, match.end()) if match["words"].endswith(match["given"]) else None
            if also and _NAME.fullmatch(sentence.source(also["more"]).strip()):
                continue  # given several
            # Three that are so only in pairs, or given an event `Z = 1`, are not what one formula of them says.
            if len(names) == 2 and len(given) == 1 and all(_NAME.fullmatch(sentence.source(mark).strip()) for mark in (
                    re.findall(MARK, match[0]))):
                source = rf"{names[0]} \perp {names[1]} \mid {given[0]}"
                found.append(Spelled(source, match.span("words")))
    return found
