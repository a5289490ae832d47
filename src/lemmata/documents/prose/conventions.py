"""Conventions that words state: the base of logarithms, the layout of derivatives."""

from __future__ import annotations

import re

from lemmata.documents.language.marked import Marked
from lemmata.documents.language.vocabulary import CONVENTIONS, LASTING_BASE, MARK


def spoken_conventions(sentence: Marked) -> tuple[dict[str, str], bool]:
    """The options that a sentence states, the first word on each; whether its base of logarithms is to last.

    >>> spoken_conventions(Marked("all logarithms are to base ⟦0⟧", "", {0: "2"}))
    ({'log': '2'}, True)
    """
    def plain(mark: re.Match[str]) -> str:
        """Numbers and logarithms as words, however they are written: "to base $2$", "$\\log$ is"."""
        source = sentence.source(mark[0]).strip()
        word = {r"\log": "log", r"\log(x)": "log", r"\log x": "log", "e": "e"}.get(source)
        return source if source.isdigit() else word or mark[0]

    text = re.sub(MARK, plain, sentence.text)
    found: dict[str, str] = {}
    for option, value, pattern in CONVENTIONS:
        if option not in found and pattern.search(text):
            found[option] = value
    named = [value for option, value, pattern in CONVENTIONS if option == "log" and pattern.search(text)]
    return found, len(named) == 1 and LASTING_BASE.search(text) is not None
