"""Words above a name: x^{\\text{new}} and W^{old} are names of their own, and no powers."""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.readers.latex.mapped import mapped
from lemmata.engine.readers.latex.subscripts import WORDS, label
from lemmata.engine.readers.latex.syntax import Function, Name, Node, Product, Script, walk
from lemmata.engine.readers.scope import Scope
from lemmata.engine.readers.spelling import with_label

_ORDINALS = frozenset(("th", "st", "nd", "rd"))
# Words in italics: letters side by side, which no power has.
_SPELLED = frozenset((*WORDS, "new", "old", "next", "prev", "opt", "best", "init", "true", "pred", "train", "test",
                      "obs", "ref", "avg", "total", "target"))


def with_superwords(tree: Node, scope: Scope) -> Node:
    """The tree in which a word above a name belongs to the name.

    A word that the text has as a number, or the formula in another place too, stays an exponent, as does one above
    Euler's number.
    """
    above = [word for n in walk(tree) if isinstance(n, Script) and isinstance(n.base, Name) and (word := _word(n))]
    words = [n.text for n in walk(tree) if isinstance(n, Name)]

    def change(node: Node) -> Node:
        word = _word(node) if isinstance(node, Script) and isinstance(node.base, Name) else ""
        if not word or not isinstance(node, Script) or not isinstance(node.base, Name) or node.base.text == "e" or (
                scope.lookup(word) is not None or words.count(word) > above.count(word)):
            return node
        base = replace(node.base, text=with_label(node.base.text, word))
        left = replace(node, base=base, sup=None)
        return base if left.sub is None and not left.primes else left

    return mapped(tree, change)


def _word(node: Script) -> str:
    """The word of a superscript, "" where it is none."""
    sup = node.sup
    if isinstance(sup, Name) and sup.style == "upright" and len(sup.text) > 1 and sup.text.isalpha() and (
            sup.text not in _ORDINALS):
        return sup.text
    if isinstance(sup, Function) and sup.sub is None and sup.sup is None and not sup.primes:
        return sup.name  # \\max, without arguments
    return word if isinstance(sup, Product) and (word := label(sup)) in _SPELLED else ""
