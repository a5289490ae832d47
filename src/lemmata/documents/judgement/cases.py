"""Another thing under the same letter: "Let f(x) = x^2. ... For the cubic, f'(x) = 3 x^2"."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from types import MappingProxyType

from lemmata.documents.language.plainwords import PARTS, QUALIFIERS
from lemmata.engine.verdicts.verdict import FAILS, Verdict

NOTHING: Mapping[str, str] = MappingProxyType({})
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
    way ways manner manners fashion fashions step steps line lines two three four several different equivalent various
    contrast turn return closed direction directions order hand second-order first-order above below
    of""")) | QUALIFIERS | PARTS - {
    "exponential", "exponentials", "logarithm", "logarithms"}
_CASE = re.compile(r"\bcase(?:\s+of)?\b", re.IGNORECASE)
_IS = re.compile(r"\s+(?:then\s+|therefore\s+|thus\s+)?(?:is|are|reads?|becomes?|equals?|be|given by)$", re.IGNORECASE)
# Words for what stands in a formula: of one with a squared norm "the gradient with the L2 term" is the gradient.
_SEEN = tuple((re.compile(words), re.compile(written)) for words, written in (
    (r"l2|ridge|tikhonov|(?:weight-)?decay|squared?|quadratic", r"\^\s*\{?\s*2"),
    (r"l1|lasso|absolute", r"\\(?:\||[lr]?[vV]ert)[^=]*_\s*\{?\s*1|\\l?vert|\|"),
    (r"frobenius", r"_\s*\{?\s*(?:\\(?:mathrm|text)\s*\{\s*)?F"),
    (r"l2|penali[sz]ed|regulari[sz]ed|regulari[sz]ation|penali[sz]ation", r"\\(?:lambda|alpha|mu|gamma|beta|tau|rho)"),
    (r"exponential", r"\\exp|e\s*\^"),
    (r"logarithm(?:ic)?|log", r"\\(?:log|ln)\b"),
    (r"cubic|cubed?", r"\^\s*\{?\s*3"),
))


def another(
    lead: str, names: Collection[str], described: Mapping[str, str], sources: Mapping[str, str] = NOTHING
) -> str:
    """The words in front of a formula that name another thing than the one which its letters were given to, or "".

    described: for each name the words of the sentence that gave it its meaning; sources: the formula that did

    >>> another("For the cubic, ", ["f"], {"f": "Let the square be "})
    'cubic'
    >>> another("For the square, ", ["f"], {"f": "Let the square be "})
    ''
    """
    lead = _IS.sub(" ", lead.rstrip())
    match = _PHRASE.search(lead) or _SAYING.search(lead)
    told = [described[name] for name in names if name in described]
    if match is None or not told:
        return ""
    words = re.findall(r"[a-z][\w-]*", _CASE.sub(" ", match[1].lower()))
    written = [sources[name] for name in names if name in sources]
    new = [w for w in words if w not in _OF_ALL and not w.endswith("ly") and not any(
        re.search(rf"\b{re.escape(w.rstrip('s')[:8])}", said, re.IGNORECASE) for said in told) and not any(
        word.fullmatch(w) and formula.search(source) for word, formula in _SEEN for source in written)]
    return " ".join(new)


def of_another(
    verdict: Verdict, lead: str, names: Collection[str], described: Mapping[str, str], sources: Mapping[str, str]
) -> Verdict:
    """A failure is none where the formula may be about something else than what its letters stood for before."""
    if verdict.kind not in FAILS or not (words := another(lead, names, described, sources)):
        return verdict
    return Verdict("undecided", "", f'it speaks of "{words}", which may be another thing than the one defined before '
                   "under the same letter").with_notes(*verdict.notes)
