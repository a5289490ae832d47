"""Whether words are English: of others nothing is understood, no condition and no "not"."""

from __future__ import annotations

import re

_WORD = re.compile(r"[a-zß-ɏ]+")
_ENGLISH = frozenset((
    "the", "of", "we", "and", "for", "that", "with", "let", "are", "this", "to", "be", "by", "from", "have", "has",
    "which", "where", "then", "if", "it", "as", "is", "our", "their", "these", "thus", "hence", "when"))
_OTHERS = frozenset((  # little words of German, French, Spanish, Italian, Portuguese, Dutch
    "der", "das", "den", "dem", "des", "ist", "sind", "und", "oder", "für", "wir", "gilt", "sei", "mit", "eine",
    "einer", "nicht", "wenn", "dann", "von", "auf", "zu", "aus", "bzw", "es", "le", "la", "les", "est", "sont", "et",
    "pour", "que", "soit", "une", "dans", "nous", "donc", "alors", "avec", "las", "para",
    "una", "por", "del", "entonces", "donde", "il", "gli", "che", "sia", "di", "della", "quindi", "os", "seja",
    "com", "uma", "então", "het", "een", "voor", "zijn"))
_GREEK, _MATHEMATICAL = range(0x370, 0x400), range(0x1D400, 0x1D800)


def is_foreign(words: str) -> bool:
    """Whether words are in another script than Latin, or in another language that has it.

    >>> is_foreign("It follows that"), is_foreign("Daraus folgt, dass für alle gilt"), is_foreign("이면")
    (False, True, True)
    >>> is_foreign("α and β"), is_foreign("Eq. 3")
    (False, False)
    """
    letters = [c for c in words if c.isalpha() and ord(c) not in _GREEK and ord(c) not in _MATHEMATICAL]
    if 3 * sum(ord(c) > 0x24F for c in letters) > len(letters):
        return True
    found = _WORD.findall(words.lower())
    return not _ENGLISH & set(found) and len(_OTHERS & set(found)) > 1
