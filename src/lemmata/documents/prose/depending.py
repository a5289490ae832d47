"""Functions of more than their arguments: "the energy $E(v, h)$ is a differentiable function of $\\theta$"."""

from __future__ import annotations

import re

from lemmata.documents.language.marked import Marked
from lemmata.documents.language.symbols import symbol_list
from lemmata.documents.language.vocabulary import LIST, MARK
from lemmata.engine.readers.latex.varying import DEPENDING
from lemmata.engine.readers.scope import Scope

_NOUNS = r"(?:(?:the|an?|some|its|their|model|free|unknown)\s+)*(?:(?:parameters?|weights?|variables?)(?: vector)?\s+)?"
_IS = r"(?:(?:,?\s*(?:which|that))?\s*\b(?:is|are|be|being)\s+)?"
_DEPENDS = re.compile(
    rf"(?P<names>{LIST})\s*,?\s*(?:"
    rf"{_IS}(?:an?|some|the)?\s*(?:(?:[a-z]+ly|differentiable|smooth|\w+able)\s+)*functions?\s+of\s+"
    rf"|(?:which\s+|that\s+|both\s+|all\s+|may\s+|also\s+|[a-z]+ly\s+)*depend(?:s|ing)?\s+(?:[a-z]+ly\s+)?on\s+"
    rf"|{_IS}parametri[sz]ed\s+by\s+|,?\s*with\s+(?=parameters?\b)"
    rf"){_NOUNS}(?P<on>{MARK})", re.IGNORECASE)


def with_depending(scope: Scope, sentence: Marked) -> Scope:
    """The scope that knows on which letters functions depend besides the arguments with which they are written.

    >>> text = "the energy ⟦0⟧ is a differentiable function of the parameter ⟦1⟧"
    >>> with_depending(Scope(), Marked(text, text, {0: "E(v, h)", 1: r"\\theta"})).options[DEPENDING]
    {'E': frozenset({'theta'})}
    """
    found: dict[str, frozenset[str]] = dict(scope.options.get(DEPENDING, {}))
    for match in _DEPENDS.finditer(sentence.text):
        letters = frozenset(one.name for one in symbol_list(sentence.source(match["on"])))
        for mark in re.findall(MARK, match["names"]):
            for one in symbol_list(sentence.source(mark)):
                found[one.name] = found.get(one.name, frozenset()) | letters
    return scope.with_options(**{DEPENDING: found}) if found != scope.options.get(DEPENDING, {}) else scope
