"""Bars side by side: || is a norm's delimiter or two bars of absolute values, |x||y|; the parser tells by what fits."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from lemmata.engine.readers.latex.syntax import Group, Node, walk
from lemmata.engine.readers.latex.tokens import Token


def divisions(tokens: list[Token]) -> Iterator[list[Token]]:
    """The tokens, then |c| ||x|| for |c|||x||, then every || of two typed bars as two."""
    yield tokens
    if any(is_double(t) for t in tokens):
        yield _threes(tokens)
        yield [half for t in tokens for half in _halves(t)]


def is_double(token: Token) -> bool:
    """Two typed bars; \\\\| and a double bar of one sign are one delimiter."""
    return token.kind == "symbol" and token.text == "||" and token.stop - token.start == 2


def _halves(token: Token) -> list[Token]:
    if not is_double(token):
        return [token]
    middle = token.start + 1
    return [Token("symbol", "|", token.start, middle), Token("symbol", "|", middle, token.stop)]


def _threes(tokens: list[Token]) -> list[Token]:
    """Three typed bars in a row: one that closes, and two that open."""
    found = list(tokens)
    for k, (a, b) in enumerate(pairwise(tokens)):
        if is_double(a) and b.kind == "symbol" and b.text == "|" and a.stop == b.start:
            found[k : k + 2] = [Token("symbol", "|", a.start, a.start + 1), Token("symbol", "||", a.start + 1, b.stop)]
    return found


def is_torn(tree: Node) -> bool:
    """Whether a double bar parts what stands between single ones: |x||y| read as one group."""
    return any(isinstance(n, Group) and n.open in ("|", "||") and set(n.separators) & {"|", "||"} for n in walk(tree))
