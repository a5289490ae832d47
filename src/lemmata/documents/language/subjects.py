"""Of what a sentence speaks that names nothing itself: "It satisfies", "The loss obeys"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

_SUBJECT = re.compile(
    r"(?:^|[.;,:]|\b(?:and|so|hence|thus|therefore))\W*(?:(?:it|they|this|these|which|both)"
    r"|(?:the|this|that|these|its) (?:[\w-]+ ){0,2}?(?P<noun>[\w-]+))"
    r"(?: (?:also|always|thus|hence|therefore|clearly|moreover|\w+ly))? (?:satisf(?:y|ies)|obeys?|fulfil\w*|has)\b",
    re.IGNORECASE)

# "The logarithm satisfies", "The trace is linear, as it satisfies": operations that their names tell.
_OPERATIONS = {
    "log": "(?:natural )?logarithm", "exp": "exponential(?: function)?", "sqrt": "square root", "abs": "absolute value",
    "sin": "sine", "cos": "cosine", "tan": "tangent", "tanh": "hyperbolic tangent", "gamma": "gamma function",
    "sigmoid": "(?:logistic )?sigmoid(?: function)?|logistic function", "softplus": "softplus(?: function)?",
    "relu": "ReLU|rectifier", "softmax": "softmax(?: function)?", "det": "determinant", "trace": "trace",
    "norm": "(?:Euclidean )?norm", "binomial": "binomial coefficients?", "floor": "floor(?: function)?"}
_ITSELF = re.compile(
    r"(?:^|[.;:]\s)\W*(?:(?:so|thus|hence|therefore|moreover|also|indeed)\W+)?(?:the )?(?P<noun>"
    + "|".join(f"(?P<{op}>{noun})" for op, noun in _OPERATIONS.items())
    + r")(?:\s+[^.;:]*"
    r"(?:\b(?:as|since|because|for|and|so)\s+(?:it|they)|\bwhich|\bthat))?(?:\s+\w+ly|\s+also|\s+always)*"
    r"\s+(?:satisf(?:y|ies)|obeys?|fulfil\w*)\b(?:(?!\b(?:if|when|only)\b)[^.;:])*:?\s*$", re.IGNORECASE)


def operation_spoken_of(lead: str) -> str:
    """The operation of which the words before a formula say that it satisfies this, "" where of none.

    >>> operation_spoken_of("The logarithm is concave, as it satisfies "), operation_spoken_of("The loss satisfies ")
    ('log', '')
    """
    found = _ITSELF.search(lead)
    return "" if found is None else next(op for op in _OPERATIONS if found[op])


def spoken_of(words: str, described: Mapping[str, str], before: str, introduced: Set[str]) -> set[str]:
    """The names that the subject of a sentence stands for: those of the last sentence, or those a noun was used of.

    `described` holds for each name the words of the sentence that gave it a meaning; `before` are those of the sentence
    before this one, which was about the names `introduced`: of more than it defines, "it" may be any.

    >>> spoken_of("The loss satisfies ", {"L": "The logistic loss is ", "w": "The optimum is "}, "", set())
    {'L'}
    >>> spoken_of("It satisfies ", {"L": "The logistic loss is ", "w": "The optimum is "}, "The optimum is ", {"w"})
    {'w'}
    """
    subject = _SUBJECT.search(words)
    if subject is None:
        return set()
    if subject["noun"] is None:
        found = {name for name, said in described.items() if said == before}
        return found if introduced <= found else set()
    noun = re.compile(rf"\b{re.escape(subject['noun'])}\b", re.IGNORECASE)
    return {name for name, said in described.items() if noun.search(said)}
