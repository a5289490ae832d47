"""Of what a sentence speaks that names nothing itself: "It satisfies", "The loss obeys"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

from lemmata.documents.language.marked import Marked
from lemmata.documents.language.symbols import NAMING, front, mention, names_in
from lemmata.documents.language.vocabulary import ADJECTIVE

_SUBJECT = re.compile(
    r"(?:^|[.;,:]|\b(?:and|so|hence|thus|therefore))\W*(?:(?:(?P<one>it)|they|this|these|which|both)"
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
# "It has mean zero", "Assume that it is symmetric": of what the sentence names first, else the one before it.
_IT = re.compile(
    r"(?P<lead>(?:^|[.;,]\s|\b(?:and|that)\s)\W*(?:(?:here|now|also|moreover|further(?:more)?|in addition|"
    r"(?:we )?assume|(?:we )?suppose)\W+(?:that\W+)?)?)"
    r"(?:it (?=(?:also )?(?:has (?!been\b|to\b)|"
    rf"is (?:also )?(?:(?:an?|both) )?(?:{ADJECTIVE.pattern})))|"
    r"its (?P<moment>mean|expectation|variance|standard deviation) (?:is|equals) (?=⟦|\d|zero\b|one\b))", re.IGNORECASE)
_SUBJECTS = re.compile(r"⟦(?P<mark>\d+)⟧[\s,]*(?:is|are|be|has|have|denotes?|stands?)\b", re.IGNORECASE)


def with_subject(sentence: Marked, before: Marked | None) -> Marked:
    """The sentence with a symbol in place of "it": what it has spoken of so far, else the subject of the one before.

    >>> said = Marked("It has mean 0", "It has mean 0", {})
    >>> one, two = (Marked(text, text, {0: "X", 1: "Y"}) for text in ("⟦0⟧ is unlike ⟦1⟧", "Let ⟦0⟧ be as ⟦1⟧ is"))
    >>> with_subject(said, one).text, with_subject(said, two).text
    ('; ⟦0⟧ has mean 0', 'It has mean 0')
    >>> text = "The noise ⟦1⟧ is independent of ⟦3⟧, its mean is 0"
    >>> with_subject(Marked(text, text, {1: "e", 3: "x"}), None).text
    'The noise ⟦1⟧ is independent of ⟦3⟧; ⟦4⟧ has mean 0'
    """
    found = _IT.search(sentence.text)
    if found is None:
        return sentence
    source = _subject(sentence, found.start()) if "⟦" in sentence.text[:found.start()] else (
        _subject(before, len(before.text)) if before is not None else "")
    if mention(source).kind not in NAMING or len(mention(source).names) != 1:
        return sentence
    mark = max(sentence.sources, default=-1) + 1
    while f"⟦{mark}⟧" in sentence.text:  # formulas that have no source
        mark += 1

    def named(text: str) -> str:  # the semicolon keeps it out of lists
        return _IT.sub(lambda m: re.sub(r"[,\s]*(?:and\s)?$|,\s", "; ", m["lead"], count=1)
                       + f"⟦{mark}⟧ " + (f"has {m['moment']} " if m["moment"] else ""), text)

    return Marked(named(sentence.text), named(sentence.spoken), {**sentence.sources, mark: front(source)})


def _subject(sentence: Marked, end: int) -> str:
    """The only symbol of which a sentence says up to there what it is or has, or the only one that it names."""
    marks = {m["mark"] for m in _SUBJECTS.finditer(sentence.text, 0, end)}
    if len(marks) == 1:
        return sentence.sources.get(int(marks.pop()), "")
    named = {name for source in sentence.sources.values() for name in names_in(source)}
    found = [source for source in sentence.sources.values() if mention(source).kind in NAMING]
    return found[0] if not marks and found and len(named) == 1 else ""


def operation_spoken_of(lead: str) -> str:
    """The operation of which the words before a formula say that it satisfies this, "" where of none.

    >>> operation_spoken_of("The logarithm is concave, as it satisfies "), operation_spoken_of("The loss satisfies ")
    ('log', '')
    """
    found = _ITSELF.search(lead)
    return "" if found is None else next(op for op in _OPERATIONS if found[op])


def spoken_of(words: str, described: Mapping[str, str], before: str, introduced: Set[str],
              bare: Set[str] = frozenset()) -> set[str]:
    """The names that the subject of a sentence stands for: those of the last sentence, or those a noun was used of.

    `described` holds for each name the words of the sentence that gave it a meaning; `before` are those of the sentence
    before this one, which was about the names `introduced`: of more than it defines, "they" may be any. "It" is the
    one that it defines, but where others, those of `bare`, stood there by themselves: "the loss $L(w) = ...$, its
    minimizer $w^*$".

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
        alone = len(found) == 1 and subject["one"] is not None and bare <= found
        return found if alone or introduced <= found else set()
    noun = re.compile(rf"\b{re.escape(subject['noun'])}\b", re.IGNORECASE)
    return {name for name, said in described.items() if noun.search(said)}
