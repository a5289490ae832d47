"""Names that a sentence introduces anew: "let $X$ be a ...", "for any matrix $A$"."""

from __future__ import annotations

import re

from lemmata.documents.language.marked import Marked
from lemmata.documents.language.vocabulary import LIST, MARK, NOUN

_INTRODUCED = re.compile(
    rf"\blet\s+(?P<list>{LIST})\s*(?:be|denote)\s+(?:two |three |any |some |an? |i\.?i\.?d\.? |independent )+"
    rf"(?:(?:[\w-]+|{MARK})[\s,-]+){{0,6}}?(?:{NOUN.pattern.replace('?P<n', '?P<x')})"
    rf"|\b(?:any|every|an?|consider an?)\s+(?:(?:[\w-]+|{MARK})[\s,-]+){{0,6}}?"
    rf"(?:{NOUN.pattern.replace('?P<n', '?P<y')})\s+(?P<after>{LIST})", re.IGNORECASE)
_OF_ALL = re.compile(rf"\bfor (?:all|any|every|each|arbitrary)\s+(?:(?:real|complex|arbitrary)\s+)+"
                     rf"(?:(?:numbers?|scalars?|vectors?|matrices|values?)\s+)?(?P<list>{LIST})", re.IGNORECASE)


def renewed(sentence: Marked) -> set[str]:
    """The names that are what this sentence says, whatever they were before.

    >>> sorted(renewed(Marked("for any matrix ⟦0⟧", "", {0: "A"})))
    ['A']
    """
    found: set[str] = set()
    for match in _INTRODUCED.finditer(sentence.text):
        found.update(one.name for one in sentence.names(match["list"] or match["after"]))
    for match in _OF_ALL.finditer(sentence.text):
        found.update(one.name for one in sentence.names(match["list"]))
    laws = (m for mark in re.findall(MARK, sentence.text) if (m := sentence.mention(mark)).kind == "law")
    return found | {one.name for law in laws for one in law.names}
