"""The words of a LaTeX paragraph: comments blotted out, commands gone, what they show kept."""

from __future__ import annotations

import re

_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*")
# Commands whose argument is no text.
_SILENT = re.compile(
    r"\\(?:label|ref|eqref|cref|Cref|autoref|cite[a-z]*|pageref|index|includegraphics|input|include|bibliography|usepackage|"
    r"bibliographystyle|vspace|hspace|setlength|newcommand|renewcommand|providecommand|def|DeclareMathOperator|url|href)\*?"
    r"\s*(?:\[[^\]]*\]\s*)*(?:\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\})?")
_CONTROL = re.compile(r"\\(?:[A-Za-z]+\*?|.)\s?")
_QUOTES = (("``", '"'), ("''", '"'), ("---", " — "), ("--", "–"), ("~", " "))


def without_comments(text: str) -> str:
    """The text with comments made of blanks, so that every place stays.

    >>> without_comments("50\\\\% of x % never mind")
    '50\\\\% of x             '
    """
    return _COMMENT.sub(lambda m: m[1] + " " * (len(m[0]) - len(m[1])), text)


def plain_words(text: str) -> str:
    """What a piece of text between formulas says.

    >>> plain_words("a \\\\emph{symmetric} matrix~\\\\cite{x} of ``size'' \\\\ref{a}")
    'a symmetric matrix  of "size" '
    """
    text = _SILENT.sub("", text)
    for sign, meaning in _QUOTES:
        text = text.replace(sign, meaning)
    text = re.sub(r"\\([%&#_$])", r"\1", text)
    return re.sub(r"[{}]", "", _CONTROL.sub("", text))


def argument_end(text: str, start: int) -> int:
    """The end of the braces that open at a place; the place itself where none do, or they are not closed."""
    if start >= len(text) or text[start] != "{":
        return start
    depth = 0
    stop = text.find("\n\n", start)
    for at in range(start, stop if stop >= 0 else len(text)):
        depth += (text[at] == "{") - (text[at] == "}")
        if depth == 0:
            return at + 1
    return start
