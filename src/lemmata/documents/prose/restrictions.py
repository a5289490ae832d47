"""Conditions of a sentence that are said of no symbol: "if the columns are dependent", "approximately"."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace

from lemmata.documents.language.namingwords import restricts
from lemmata.documents.language.plainwords import DOING
from lemmata.documents.language.vocabulary import ADJECTIVE, MARK, NOUN
from lemmata.documents.prose.kinds import Kind, kind_of

# Matrices that are square and symmetric as such: nothing that a text says of them in general needs more.
_SYMMETRIC = re.compile(r"square|(?:auto)?(?:co)?variance|correlation|precision|gram|kernel|hessian", re.IGNORECASE)
Strange = Callable[[str, int], bool]  # whether words at a place of the text were not understood
_BARE_CONDITION = re.compile(
    r"\b(?P<word>if|when|whenever|unless|provided(?: that)?|as long as|under|assuming(?: that)?)\s+"
    r"(?P<words>[^⟦.,;:()]{3,80}?)(?=\s*(?:[.,;:()⟦]|$|\bthen\b|\bwe\b))", re.IGNORECASE)
_FOR_SUCH = re.compile(
    rf"\b(?:for|of|with)\s+(?P<words>(?:(?:(?!(?:of|for|with)\b)[\w-]+|{MARK})\s+){{1,4}}?)(?P<noun>{NOUN.pattern})"
    r"(?!\s*(?!(?:we|the|it|this|one|there|only|if|when|that|then|is|are|equals)\b)[\w-])"
    rf"\s*(?P<is>(?:is|are|equals)\b)?(?P<mark>{MARK})?",
    re.IGNORECASE)
_STANDING = re.compile(
    r"^\W*(?:(?:let us|we|now|here|below|also)\s+)*(?:suppose|assume)\s+(?:that\s+)?(?P<words>[^⟦.;:]{3,})[.;:]?\s*$",
    re.IGNORECASE)
_PLACE = re.compile(
    r"(?:^|[.,;]\s*)(?P<words>(?:on|at|inside|outside|near|within)\s+(?:the|an?)\s+"
    r"(?!other|left|right|contrary|same|one\b|(?:(?:half-)?open |closed |real )?(?:interval|line|axis)s?\s*⟦)"
    r"[\w -]+?)\s*(?:,|⟦|\bwe\b)", re.IGNORECASE)
# "it is usually written as": how it is put in words or numbers, and not when it holds.
_PUT = (r"(?:(?:also|simply|just) )?(?:written|denoted|called|named|known|referred|abbreviated|stated|quoted|phrased|"
        r"computed|calculated|evaluated|implemented|expressed|rewritten|derived)")
_HEDGES = re.compile(
    r"\b(?:(?:if|when|where|for|with|under)\b[^.;:]{3,60}\binstead|"
    r"approximately|roughly|almost (?:surely|everywhere)|asymptotically|ignoring|neglecting|"
    r"in the limit(?! and\b| or\b)|"
    r"to (?:first|second|leading|lowest) order|"
    r"up to (?:an? |some )?(?:\w+ )?(?:constants?|terms?|factors?|scal\w+|sign)|"
    r"(?:sufficiently|very) (?:large|small)|with high probability|on average|in expectation|heuristically|informally|"
    r"modulo|modular|exclusive[- ]or|xor|on a clock|in characteristic|in the field|over the field|"
    r"detailed balance|reversible(?! (?:jump|jacket))|"
    rf"(?:sometimes|typically|usually|(?<!equally )(?<!as )(?<!how )often)(?! {_PUT}\b)|"
    r"at (?:the|an?) (?:\w+ )?(?:optim|minim|maxim|solution|stationary|critical|saddle|"
    r"equilib|fixed)\w*|under the null|(?:not|isn't|aren't) (?:equal|the same))\b", re.IGNORECASE)
# Fields of other numbers, in which 1 + 1 = 0.
_OTHER_NUMBERS = re.compile(r"\s*(?:\\mathbb\s*\{?\s*F\s*\}?\s*_.*|\\(?:mathrm|operatorname|text)\s*\{\s*GF\s*\}.*|"
                            r"\\mathbb\s*\{?\s*Z\s*\}?\s*(?:/|_).*)\s*")
# "the gradient, which has to vanish at the minimum, is": where it is zero, not where it is looked at.
_ASIDE = re.compile(r",\s*(?:which|and this)\s+(?:[a-z]+ ){0,3}(?:vanish\w*|(?:be|is|equals?|becomes?) (?:zero|⟦\d+⟧)) "
                    r"at (?:the|an?) (?:[a-z]+ ){0,2}[a-z]+\s*,", re.IGNORECASE)
# "when we differentiate by a logit": what is done restricts nothing.
_WORKS = re.compile(
    r"(?:we|you|one) (?:now |then |also )?(?:collect|arrang|gather|perform|"
    r"differentiat|comput|expand|multipl|look|writ|compar|appl|integrat|sum|add|"
    r"subtract|evaluat|insert|plug|substitut|rearrang|combin|unroll|stack|rewrit|simplif|"
    r"take (?:the|a) (?:derivative|gradient|expectation|logarithm|trace|transpose|square)|"
    r"use (?:the|a) (?:chain|product|definition|identity|rule))", re.IGNORECASE)
# "If the model predicts at some point a mean $m$": what is given there is named, and nothing else is said of it.
_NAMES_GIVEN = re.compile(
    rf"(?P<subject>(?:[\w-]+\s+){{1,4}}?)(?:{'|'.join(sorted(DOING))})\s+"
    r"(?:(?:at|in|on|for|from)\s+(?:an?|some|each|every|any)\s+(?:[\w-]+\s+){1,3}?)?(?:an?|the|some)\s+[\w-]+\s*",
    re.IGNORECASE)


def conditions(
    text: str, strange: Strange, stated: Collection[str], sizes: Mapping[str, tuple[str, ...]]
) -> tuple[list[str], list[Kind]]:
    """Conditions without a symbol, and words that say how far a statement holds.

    sizes: those that marks stand for, "for a $2 \\times 2$ matrix"
    """
    here = [hedge[0] for hedge in _HEDGES.finditer(_ASIDE.sub(" ", text))]
    kinds: list[Kind] = []
    for match in _BARE_CONDITION.finditer(text):
        if match["word"].lower() == "under" and "assumption" not in match["words"] and not re.search(
                r"hypothes|condition|constrain|null|model", match["words"]):
            continue
        naming = _NAMES_GIVEN.fullmatch(match["words"]) if text[match.end("words"):].lstrip()[:1] == "⟦" else None
        if naming and not strange(naming["subject"], match.start("words")):
            continue
        if not _WORKS.match(match["words"]) and strange(match["words"], match.start("words")):
            here.append(f"{match['word']} {match['words']}")
    for match in _PLACE.finditer(text):
        if strange(match["words"], match.start("words")):
            here.append(match["words"])
    for match in _FOR_SUCH.finditer(text):
        restricting = ADJECTIVE.search(match["words"] + match["noun"])
        restricted = _restricted(match["words"] + match["noun"])
        odd = strange(match["words"], match.start("words")) or restricted
        marks = re.findall(MARK, match["words"])
        if not sizes.keys() >= {*marks}:
            continue
        kind = kind_of(match["words"] + match["noun"], match["noun"], [sizes[mark] for mark in marks])
        if match["is"] and kind is None and not restricted:
            continue  # "the variance of a Bernoulli variable is": what the formula says of
        if match["words"].lower().startswith(("the ", "its ", "their ")) and not match["noun"].lower().endswith("s"):
            continue  # "with the coefficient", "of their geometric mean" restricts nothing
        if match["mark"] and (match["mark"] not in stated or (kind is None and not odd)):
            continue  # "for invertible matrices $A$" is said of a symbol
        if kind and not odd:
            kinds.append(replace(kind, words=_words(match)))
        elif (restricting and restricting[0].lower() not in ("real", "scalar", "random", "probability")) or odd:
            here.append(_words(match))
    return here, kinds


def _restricted(phrase: str) -> bool:
    """Whether matrices are of a kind that no domain expresses: "a triangular matrix"."""
    words = ADJECTIVE.sub(" ", phrase.lower()).split()
    return bool(words) and words[-1].startswith("matri") and any(
        restricts(word) and not _SYMMETRIC.fullmatch(word) for word in words[:-1])


def standing(text: str, strange: Strange) -> list[str]:
    """What the text supposes from here on."""
    if (match := _STANDING.search(text)) and strange(match["words"], match.start("words")):
        return [match["words"].strip()]
    return []


def _words(match: re.Match[str]) -> str:
    """A match without the formula behind it."""
    return match[0].split("⟦")[0].strip()


def other_numbers(sources: Iterable[str]) -> list[str]:
    """The fields among the formulas of a sentence in which 1 + 1 may be 0.

    >>> other_numbers([r"\\mathbb{F}_2", r"\\mathbb{R}"])
    ['in $\\\\mathbb{F}_2$']
    """
    return [f"in ${source.strip()}$" for source in sources if _OTHER_NUMBERS.fullmatch(source)]
