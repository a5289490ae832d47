"""Results of tests as events: P(+ | D), P(D | -). A minus is the complement of a plus."""

from __future__ import annotations

import re
from dataclasses import replace

from lemmata.engine.readers.latex.complements import BAR
from lemmata.engine.readers.latex.mapped import mapped
from lemmata.engine.readers.latex.syntax import Name, Node

_PLUS, _MINUS = "Þ", "Ð"  # letters that no formula has, as long as the signs
_EVENT = "positive_result"
_CHANCE = re.compile(r"(?<![A-Za-z])(?:P|p|\\Pr|\\mathbb\s*\{?P\}?|\\(?:operatorname|mathrm)\s*\{(?:P|Pr)\})\s*"
                     r"(?:\\left\s*)?[(\[](?P<inside>[^()\[\]]*)(?:\\right\s*)?[)\]]")
_BAR = r"(?:\\mid(?![A-Za-z])|\\vert(?![A-Za-z])|\\,|\||,|;)"
_SIGN = re.compile(rf"(?:(?<=^)|(?<=\\mid)|(?<=[|,;]))(?P<gap>\s*)(?P<sign>[+-])(?=\s*(?:$|\\right|{_BAR}))")


def with_signs_marked(source: str) -> str:
    """The source with letters for the signs that stand for events, of the same length.

    >>> with_signs_marked(r"P(D \\mid +) > P(A + B)")
    'P(D \\\\mid Þ) > P(A + B)'
    """
    def marked(chance: re.Match[str]) -> str:
        if len(_SIGN.findall(chance["inside"])) > 1:
            return chance[0]  # of several results: P(+, +)
        inside = _SIGN.sub(lambda m: m["gap"] + (_PLUS if m["sign"] == "+" else _MINUS), chance["inside"])
        start = chance.start("inside") - chance.start()
        return chance[0][:start] + inside + chance[0][start + len(inside):]

    return _CHANCE.sub(marked, source)


def with_signed_events(tree: Node) -> Node:
    """The tree with names for these events."""
    def change(node: Node) -> Node:
        if isinstance(node, Name) and node.text in (_PLUS, _MINUS):
            return replace(node, text=_EVENT.capitalize() + ("" if node.text == _PLUS else BAR))
        return node

    return mapped(tree, change)
