"""Functions of mathematics that words give a letter: "let $\\psi$ be the digamma function"."""

from __future__ import annotations

import re

from lemmata.documents.language.marked import Marked
from lemmata.documents.language.vocabulary import MARK
from lemmata.engine.expr import bind, fresh_local
from lemmata.engine.ops import apply
from lemmata.engine.readers.scope import Scope

# What a function is called -> the operation, and the numbers that it takes.
_NAMED = {"digamma": ("digamma", "positive"), "error": ("erf", "real"), "complementary error": ("erfc", "real")}
_WORD = rf"(?P<word>{'|'.join(sorted(_NAMED, key=len, reverse=True))})"
_SAID = re.compile(rf"(?P<name>{MARK}),?\s+(?:is|be|denotes?|being|for|as|stands for)\s+the\s+{_WORD} function\b"
                   rf"(?! of)|\bthe\s+{_WORD.replace('word', 'word2')} function\s+(?P<name2>{MARK})", re.IGNORECASE)


def spoken_functions(sentence: Marked) -> dict[str, str]:
    """The letters that a sentence gives functions of mathematics, and what these are called.

    >>> text = "Let ⟦0⟧ be the digamma function."
    >>> spoken_functions(Marked(text, text, {0: "\\\\psi"}))
    {'psi': 'digamma'}
    """
    found: dict[str, str] = {}
    for match in _SAID.finditer(sentence.text):
        names = sentence.names(match["name"] or match["name2"])
        word = (match["word"] or match["word2"]).lower()
        if len(names) == 1 and not names[0].rank and not names[0].power and names[0].name != _NAMED[word][0]:
            found[names[0].name] = word
    return found


def with_functions(named: dict[str, str], scope: Scope) -> Scope:
    """The scope with the letters as these functions."""
    for name, word in named.items():
        op, domain = _NAMED[word]
        local = fresh_local((), domain)
        scope = scope.forget(name).define(name, bind("function", local, apply(op, local)), "function")
    return scope
