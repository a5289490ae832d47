"""Functions that words call convex, increasing, quadratic and the like: samplers draw such ones."""

from __future__ import annotations

import re

from lemmata.documents.language.marked import Marked
from lemmata.documents.language.vocabulary import LIST
from lemmata.documents.prose.independence import PASSING

_PLAIN = (r"(?:(?:twice|continuously|infinitely|differentiable|smooth|real|valued|real-valued|scalar|univariate|"
          r"multivariate|multidimensional|one-dimensional|twice-differentiable|function|functions|map|"
          r"maps|a|an|and|both|all|general)[\s,]+)")
_KIND = (r"(?<!non-)(?<!non)(?<!strictly )(?<!strongly )(?<!quasi-)(?<!quasi)(?:monotonically\s+|monotone\s+)?"
         r"(?P<kind>convex|concave|increasing|decreasing|quadratic|affine)")
_BEFORE = re.compile(rf"\b{_KIND}[\s,]+{_PLAIN}*(?P<list>{LIST})", re.IGNORECASE)
_BEHIND = re.compile(
    rf"(?P<list>{LIST})\s*,?\s*(?:be|is|are|being)\s+{_PLAIN}*{_KIND}\b"
    r"(?!\s*(?:in|on|with respect|as|if and|iff|combination|set|hull|at)\b)", re.IGNORECASE)
# "let $X$ be a random variable and $f$ a convex function"
_APPOSED = re.compile(rf"(?P<list>{LIST})\s*,?\s*(?:an?|any|some)\s+{_PLAIN}*{_KIND}\s+{_PLAIN}*(?:function|map)\b",
                      re.IGNORECASE)
_NOUN = re.compile(rf"\b(?P<kind>convex|concav)ity of (?:the function )?(?P<list>{LIST})(?!\s*(?:follows|is)\b)",
                   re.IGNORECASE)
_CONDITION = re.compile(
    r"\b(?:if and only if|iff|exactly when|not|never|neither|whether|prove|show|verify|check)\b[^.;:]*$", re.IGNORECASE)
_NEXT = re.compile(r"\band\s+$")  # "$f$ is convex and $g$ is Lipschitz": not said of $g$
_KIND_NOUN = re.compile(
    r"\b(?:convex|concave)\s+(?:set|sets|hull|combination|combinations|cone|body|problem)\b", re.IGNORECASE)
_NO_FUNCTION = re.compile(r"\b(?:weights?|coefficients?|numbers?|vectors?|points?|sets?)\s*$", re.IGNORECASE)


def spoken_shapes(sentence: Marked) -> tuple[dict[str, str], dict[str, str], list[tuple[int, int]]]:
    """What functions are said to be, for good and in this sentence only, and where these words stand.

    >>> spoken_shapes(Marked("a convex function ⟦0⟧", "a convex function ⟦0⟧", {0: "f"}))[0]
    {'f': 'convex'}
    """
    lasting: dict[str, str] = {}
    here: dict[str, str] = {}
    places: list[tuple[int, int]] = []
    for pattern in (_BEFORE, _BEHIND, _APPOSED):
        for match in pattern.finditer(sentence.text):
            before = sentence.text[:match.start()]
            if _KIND_NOUN.search(match[0]) or _CONDITION.search(before) or _NO_FUNCTION.search(before):
                continue
            names = [one.name for one in sentence.names(match["list"])]
            other = pattern is _BEFORE and _NEXT.search(sentence.text[:match.start("list")])
            if not names or other:
                continue
            passing = PASSING.search(before) is not None and re.search(r"\b(?:if|when|whenever)\b[^.;:]*$", before)
            (here if passing else lasting).update(dict.fromkeys(names, match["kind"].lower()))
            places.append(match.span())
    for match in _NOUN.finditer(sentence.text):
        behind = re.match(r"\s*(?:implies|gives|yields|means|we|,)", sentence.text[match.end():])
        if behind or re.search(r"\b(?:by|from|due to|because of|using|of) (?:the )?$", sentence.text[:match.start()]):
            kind = "convex" if match["kind"].lower() == "convex" else "concave"
            here.update((one.name, kind) for one in sentence.names(match["list"]))
            places.append(match.span())
    return lasting, here, places
