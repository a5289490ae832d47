"""Names that words give to the identity matrix: "let $\\mathbf{I}$ be the $D \\times D$ identity matrix"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lemmata.documents.language.marked import Marked
from lemmata.documents.language.symbols import Named
from lemmata.documents.language.vocabulary import MARK

_KIND = (rf"(?:(?:usual|square|{MARK}|(?:[a-z]+|{MARK})-(?:dimensional|by-(?:[a-z]+|{MARK})))\s+)*"
         r"(?:identity(?:\s+(?:matrix|operator))?|unit\s+matrix)(?![\w-]|\s+(?:matri|map|element|function|operator|permut))")
_NAMED = re.compile(
    rf"(?P<name>{MARK})\s*,?\s*(?:(?:always|again|just)\s+)?(?:be|is|denotes?|being|as|for|means)?\s*,?\s*"
    rf"(?:the|an?)\s+(?P<words>{_KIND})(?!\s*⟦)|\b(?:the|an?)\s+(?P<words2>{_KIND})\s+(?P<behind>{MARK})",
    re.IGNORECASE)
_USUAL = re.compile(r"(?:I|Id|id)(?:_\w+)?")  # what the reader takes for it without words


@dataclass(frozen=True)
class Identity:
    """A name of the identity matrix; usual: known without words; names: () where the reader knows no such name."""

    names: tuple[Named, ...]
    source: str
    span: tuple[int, int]

    @property
    def usual(self) -> bool:
        return all(_USUAL.fullmatch(one.name) for one in self.names)


def spoken_identities(sentence: Marked) -> list[Identity]:
    """The names that the words of a sentence give to the identity matrix.

    >>> text = "let ⟦0⟧ be the ⟦1⟧ identity matrix"
    >>> [one.source for one in spoken_identities(Marked(text, text, {0: "E", 1: r"n \\\\times n"}))]
    ['E']
    """
    found = []
    for match in _NAMED.finditer(sentence.text):
        mark = match["name"] or match["behind"]
        words = "words" if match["name"] else "words2"
        names = tuple(sentence.names(mark))
        written = sentence.written(mark)
        matrix = "matrix" in match[words] or all(one.name[:1].isupper() for one in names)
        if len(names) <= 1 and matrix and sentence.mention(mark).kind in ("symbols", "member", "other"):
            source = written[0] if names and len(written) == 1 else sentence.source(mark).strip()
            if names or re.fullmatch(r"\\?[\w{}\\]+", source):
                found.append(Identity(names, source, match.span(words)))
    return found
