"""Of what a sentence speaks that names nothing itself: "It satisfies", "The loss obeys"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set

from lemmata.documents.language.marked import Marked
from lemmata.documents.language.symbols import NAMING, front, mention, names_in
from lemmata.documents.language.vocabulary import ADJECTIVE

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
# "It has mean zero", "Assume that it is symmetric": of what the sentence before named.
_IT = re.compile(
    r"(?P<lead>(?:^|[.;,]\s|\b(?:and|that)\s)\W*(?:(?:here|now|also|moreover|further(?:more)?|in addition|"
    r"(?:we )?assume|(?:we )?suppose)\W+(?:that\W+)?)?)it (?=(?:also )?(?:has (?!been\b|to\b)|"
    rf"is (?:also )?(?:(?:an?|both) )?(?:{ADJECTIVE.pattern})))", re.IGNORECASE)


def with_subject(sentence: Marked, before: Sequence[str]) -> Marked:
    """The sentence with the symbol of which the formulas before it are in place of "it", where there is one only.

    >>> with_subject(Marked("It has mean 0", "It has mean 0", {}), ["X"]).text
    '⟦0⟧ has mean 0'
    >>> with_subject(Marked("It has mean 0", "It has mean 0", {}), ["X", "Y"]).text
    'It has mean 0'
    """
    naming = [source for source in before if mention(source).kind in NAMING]
    if not naming or len({name for source in before for name in names_in(source)}) != 1:
        return sentence
    mark = max(sentence.sources, default=-1) + 1
    while f"⟦{mark}⟧" in sentence.text:  # formulas that have no source
        mark += 1

    def named(text: str) -> str:
        return _IT.sub(lambda m: f"{m['lead']}⟦{mark}⟧ ", text, count=1)

    found = Marked(named(sentence.text), named(sentence.spoken), {**sentence.sources, mark: front(naming[0])})
    return found if found.text != sentence.text else sentence


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
