"""Words without \\mathrm: in loss(x, y) = margin - x the letters are names of functions and numbers, no products."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from lemmata.engine.readers.latex.tokens import Token

_LENGTH = 5  # letters that touch: no product is written so
_SHORT = 4  # before a parenthesis or an equals sign, behind \\partial, with two vowels, with a letter twice in a row
_VOWELS = frozenset("aeiou")
_FUNCTIONS = frozenset(("sin", "cos", "tan", "log", "exp", "sinh", "cosh", "tanh"))  # no products, whatever follows
_OF_NUMBERS = frozenset(("frac", "dfrac", "tfrac", "sqrt", "binom", "left", "right"))


def with_words(tokens: list[Token]) -> list[Token]:
    """The tokens with each run of letters that reads as a word as one of words.

    >>> from lemmata.engine.readers.latex.tokens import tokenize
    >>> [t.text for t in with_words(tokenize("loss(x) = abcde + 2 xyz"))]
    ['loss', '(', 'x', ')', '=', 'a', 'b', 'c', 'd', 'e', '+', '2', 'x', 'y', 'z', '']
    """
    found: list[Token] = []
    named: list[bool] = []  # of the braces that are open: whether letters in them are one name already
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.kind == "symbol" and token.text == "{":
            before = tokens[at - 1] if at else None
            named.append(any(named) or (before is not None and (
                before.text in ("_", "^") or (before.kind == "command" and before.text not in _OF_NUMBERS))))
        elif token.kind == "symbol" and token.text == "}" and named:
            named.pop()
        stop = at
        while tokens[stop].kind == "letter" and (stop == at or tokens[stop - 1].stop == tokens[stop].start):
            stop += 1
        scripted = at > 0 and tokens[at - 1].text in ("_", "^")
        text = "".join(t.text for t in tokens[at:stop])
        free = stop > at and not scripted and not any(named)
        if free and text[0] == "d" and _over_change(tokens[stop:]) and _reads(tokens[at + 1:stop], tokens[stop], True):
            found.append(token)  # dloss/dw
            at += 1
            continue
        if free and text in _FUNCTIONS and tokens[stop].text not in ("=", "_", "(") and tokens[stop].kind != "end":
            found.append(replace(token, kind="command", text=text, stop=tokens[stop - 1].stop))  # 2cos^2 x
            at = stop + (tokens[stop].kind == "command" and tokens[stop].text == " ")  # log\\ x
        elif free and _reads(tokens[at:stop], tokens[stop], _is_named(tokens, at, stop)):
            found.append(replace(token, kind="words", text=text, stop=tokens[stop - 1].stop))
            at = stop
        else:
            found.extend(tokens[at:max(stop, at + 1)])
            at = max(stop, at + 1)
    return found


def _over_change(following: list[Token]) -> bool:
    """Whether what stands before these tokens is over dw: `/dw`, `}{dw`."""
    texts = [t.text for t in following[:3]]
    return texts[:2] == ["/", "d"] or texts == ["}", "{", "d"]


def _is_named(tokens: list[Token], start: int, stop: int) -> bool:
    """Whether letters are changed, or the left side of a formula, which would have all of them again of a product."""
    before = tokens[start - 1] if start else None
    if before is not None:
        return before.text == "partial" or (before.text == "d" and _over_change(tokens[stop:]))
    others = {t.text for t in tokens[stop:] if t.kind == "letter"}
    return tokens[stop].text == "=" and not {t.text for t in tokens[start:stop]} <= others


def _reads(letters: list[Token], following: Token, named: bool) -> bool:
    """Whether letters spell a word: enough of them, small, with vowels, and not near in the alphabet."""
    text = "".join(t.text for t in letters)
    called = following.text == "(" and following.start == letters[-1].stop
    small = text.isascii() and (text.islower() or text[1:].islower())
    vowels = sum(letter in _VOWELS for letter in text)
    twice = any(a == b for a, b in pairwise(text.lower()))  # a product has a power there
    least = _SHORT if called or named or vowels > 1 or twice else _LENGTH
    if len(text) < least or not small or not _VOWELS & set(text[1:]):
        return False
    return max(map(ord, text)) - min(map(ord, text)) >= len(text)
