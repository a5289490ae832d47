"""Words that say that a slope is zero at what follows: "setting the derivative of $L$ to zero gives"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lemmata.documents.language.marked import Marked
from lemmata.documents.language.vocabulary import MARK

_SLOPE = r"(?:(?:partial |first |sub)?derivatives?|partials?|gradients?|slopes?|differentials?)"
_DERIVED = re.compile(rf"\b(?:{_SLOPE}|differentiat\w+)\b", re.IGNORECASE)
_SLOPE_WRITTEN = re.compile(r"\\nabla\b|\\partial\b|'|\\prime\b|\\[dt]?frac\s*\{\s*(?:d|\\mathrm\s*\{\s*d)"
                            r"[\s\\{A-Za-z}]*\}\s*\{\s*(?:d|\\mathrm\s*\{\s*d)")
_ZERO = r"(?:zero|0|ZERO)"
# "setting the derivative to zero", "if we equate it to 0", "putting ⟦f'(x) = 0⟧"
_SETS = re.compile(
    rf"\b(?:set(?:ting|s)?|equat(?:e|es|ing)|put(?:s|ting)?|requir(?:e|es|ing))\b(?P<what>(?:(?!\.\s)[^;:]){{0,90}}?)"
    rf"(?:\b(?:to be|to|equal to|equals?|with|as)\s+(?:be\s+|equal\s+(?:to\s+)?)?{_ZERO}\b|SLOPE|\bvanish\w*)",
    re.IGNORECASE)
_IS_ZERO = re.compile(
    rf"\b{_SLOPE}\b(?:(?!\.\s)[^;:]){{0,60}}?\b(?:vanish(?:es)?|(?:is|are|be|equals?|becomes?)\s+(?:equal to\s+)?"
    rf"{_ZERO})(?=[\s.,;:]|$)", re.IGNORECASE)
_CONDITION = re.compile(
    r"\b(?:first[- ]order|stationarity|optimality)\s+(?:(?:necessary|optimality)\s+)?conditions?\b"
    r"|\b(?:critical|stationary) points?\b", re.IGNORECASE)
_RESULT = re.compile(r"\b(?:giv(?:es?|ing)|yield(?:s|ing)?|leads? to|leading to|results? in|get|obtain|find|have|see|"
                     r"arrive|impl(?:y|ies)|mean(?:s|ing)?|solv(?:e|es|ed|ing)|produces?|recovers?|reads?|at|is|are|when|for|"
                     r"so|hence|thus|therefore|then)\b|:\s*$", re.IGNORECASE)
# The formula explains, or goes on to something else.
_ELSEWHERE = re.compile(r"\b(?:where|with(?! respect)|for which|let|if|assuming|because|since|whereas|while|but|"
                        r"approximat\w*|numerical\w*|minus|using|and (?:the|a|its|their)|whose|value)\b|\bof ⟦|\.\s|;",
                        re.IGNORECASE)
_GOES_ON = re.compile(r"\W*(?:(?:solving|rearranging|simplifying|therefore|hence|thus|so|then|this|which|consequently|"
                      r"it follows|isolating)\b)", re.IGNORECASE)
_OF = re.compile(rf"\b(?:of|differentiat\w+)\s+(?:(?:the|this|our|its|an?|\w+[- ]?likelihood|loss|objective|cost|"
                 rf"function|criterion|error|risk|Lagrangian|expression)\s+)*(?P<of>{MARK})", re.IGNORECASE)

_TAKEN_UP = re.compile(r"\b(?:it|this|that|these|them|both|result|expression|which)\b", re.IGNORECASE)


@dataclass(frozen=True)
class ZeroSlope:
    """A slope that is set to zero; of: the LaTeX of what it is the slope of, "" where the words don't say."""

    of: str = ""


def zero_slope(sentence: Marked, place: int, before: str, carried: ZeroSlope | None) -> ZeroSlope | None:
    """Whether the formula at a place is said to be where a slope is zero, or what comes of that.

    before: the words of the sentence before; carried: what that one set to zero.

    >>> text = "Setting the derivative of ⟦1⟧ to zero gives ⟦3⟧."
    >>> zero_slope(Marked(text, text, {1: "f", 3: "x = 2"}), 3, "", None)
    ZeroSlope(of='f')
    >>> zero_slope(Marked(text, text, {1: "f", 3: "x = 2"}), 1, "", None) is None
    True
    """
    lead = sentence.text.partition(f"⟦{place}⟧")[0]
    found = _last_zero(sentence, lead, before)
    if found is None:
        return carried if _GOES_ON.match(lead) and _RESULT.search(lead) and not _ELSEWHERE.search(lead) else None
    end, of = found
    behind = re.sub(rf"\b(?:for|to|in|by|with respect to|w\.r\.t\.)\s+{MARK}", " ", lead[end:])
    return ZeroSlope(of) if _RESULT.search(behind) and not _ELSEWHERE.search(behind) else None


def slope_set(sentence: Marked, before: str) -> ZeroSlope | None:
    """What a sentence sets to zero, for the next one to go on with."""
    found = _last_zero(sentence, sentence.text, before)
    return None if found is None else ZeroSlope(found[1])


def _last_zero(sentence: Marked, text: str, before: str) -> tuple[int, str] | None:
    """The end of the words that set a slope to zero, and what it is the slope of."""
    plain = re.sub(MARK, lambda m: _plain(sentence.source(m[0]), m[0]), text)
    hits = [m for pattern in (_SETS, _IS_ZERO, _CONDITION) for m in pattern.finditer(plain)]
    if not hits:
        return None
    last = max(hits, key=lambda m: m.end())
    if last.re is _SETS and "SLOPE" not in last[0] and not _DERIVED.search(plain[:last.end()]):
        slope_before = _DERIVED.search(before) or any(_SLOPE_WRITTEN.search(s) for s in sentence.sources.values())
        if not slope_before or not _TAKEN_UP.search(last["what"]):
            return None
    named = list(_OF.finditer(plain[:last.end()]))
    return len(text) - len(plain[last.end():]), sentence.source(named[-1]["of"]) if named else ""


def _plain(source: str, mark: str) -> str:
    """`0`, and an equation of a slope with 0, as words that are as easily found."""
    bare = source.strip(" .,")
    if bare == "0":
        return "ZERO"
    return "SLOPE" if re.search(r"=\s*(?:\\(?:mathbf|boldsymbol|vec)\s*\{?)?\s*0\s*\}?$", bare) and (
        _SLOPE_WRITTEN.search(bare)) else mark
