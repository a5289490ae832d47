"""Another thing under the same letter: "Let f(x) = x^2. ... For the cubic, f'(x) = 3 x^2"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from lemmata.documents.language.plainwords import PARTS, QUALIFIERS
from lemmata.engine.verdicts.verdict import FAILS, Verdict

_PHRASE = re.compile(
    r"\b(?:for|in|under|with)\s+((?:the\s+|an?\s+)?(?:case\s+of\s+(?:the\s+|an?\s+)?)?"
    r"[A-Za-z][\w-]*(?:\s+(?!we\b)[a-z][\w-]*){0,3})\s*[,:]?\s*(?:we\s+[a-z]+\s*)?$", re.IGNORECASE)
_SAYING = re.compile(
    r"(?:^\s*|[.;:,]\s*)(?:the\s+|an?\s+)?(?!of\b|in\b|for\b)([A-Za-z][\w-]*(?:\s+[a-z][\w-]*){0,3})\s+"
    r"(?<!\bwe )(?<!\bit )(?:has|have)\s*$", re.IGNORECASE)
# What is said of anything that has a formula: a claim about its derivative speaks of the same thing.
_OF_ALL = frozenset(re.findall(r"\S+", """
    example instance simplicity brevity convenience reference completeness comparison clarity short now later use
    derivative gradient hessian jacobian integral determinant trace inverse transpose rank norm eigenvalue eigenvalues
    expectation average covariance entropy divergence sum product difference quotient limit maximum minimum maximizer
    minimizer optimum solution root result definition theorem lemma particular general other words fact addition
    backward forward pass backpropagation coordinates components
    contrast turn return closed direction directions order hand second-order first-order above below
    of""")) | QUALIFIERS | PARTS - {
    "exponential", "exponentials", "logarithm", "logarithms"}
_CASE = re.compile(r"\bcase(?:\s+of)?\b", re.IGNORECASE)


def another(lead: str, names: Iterable[str], described: Mapping[str, str]) -> str:
    """The words in front of a formula that name another thing than the one which its letters were given to, or "".

    described: for each name the words of the sentence that gave it its meaning

    >>> another("For the cubic, ", ["f"], {"f": "Let the square be "})
    'cubic'
    >>> another("For the square, ", ["f"], {"f": "Let the square be "})
    ''
    """
    match = _PHRASE.search(lead) or _SAYING.search(lead)
    told = [described[name] for name in names if name in described]
    if match is None or not told:
        return ""
    words = re.findall(r"[a-z][\w-]*", _CASE.sub(" ", match[1].lower()))
    new = [w for w in words if w not in _OF_ALL and not w.endswith("ly") and not any(
        re.search(rf"\b{re.escape(w.rstrip('s')[:8])}", said, re.IGNORECASE) for said in told)]
    return " ".join(new)


def of_another(verdict: Verdict, lead: str, names: Iterable[str], described: Mapping[str, str]) -> Verdict:
    """A failure is none where the formula may be about something else than what its letters stood for before."""
    if verdict.kind not in FAILS or not (words := another(lead, names, described)):
        return verdict
    return Verdict("undecided", "", f'it speaks of "{words}", which may be another thing than the one defined before '
                   "under the same letter").with_notes(*verdict.notes)
