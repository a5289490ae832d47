"""Words without \\mathrm: in loss(x, y) = margin - x the letters are names of functions and numbers, no products."""

from __future__ import annotations

from dataclasses import replace

from lemmata.engine.readers.latex.tokens import Token

_LENGTH = 5  # letters that touch: no product is written so
_SHORT = 4  # before a parenthesis, or with two vowels
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
        if free and text in _FUNCTIONS and tokens[stop].text not in ("=", "_", "(") and tokens[stop].kind != "end":
            found.append(replace(token, kind="command", text=text, stop=tokens[stop - 1].stop))  # 2cos^2 x
            at = stop + (tokens[stop].kind == "command" and tokens[stop].text == " ")  # log\\ x
        elif free and _reads(tokens[at:stop], tokens[stop]):
            found.append(replace(token, kind="words", text=text, stop=tokens[stop - 1].stop))
            at = stop
        else:
            found.extend(tokens[at:max(stop, at + 1)])
            at = max(stop, at + 1)
    return found


def _reads(letters: list[Token], following: Token) -> bool:
    """Whether letters spell a word: enough of them, small, with vowels, and not as they stand in the alphabet."""
    text = "".join(t.text for t in letters)
    called = following.text == "(" and following.start == letters[-1].stop
    small = text.isascii() and (text.islower() or text[1:].islower())
    vowels = sum(letter in _VOWELS for letter in text)
    near = max(map(ord, text)) - min(map(ord, text)) < len(text)
    least = _SHORT if called or vowels > 1 else _LENGTH
    return len(text) >= least and small and bool(_VOWELS & set(text[1:])) and not near
