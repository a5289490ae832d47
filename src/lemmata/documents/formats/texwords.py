"""The words of a LaTeX paragraph: comments blotted out, commands gone, what they show kept."""

from __future__ import annotations

import re

# A sign behind a backslash, code or an address, all of which may have a % that begins no comment; a comment.
_COMMENT = re.compile(
    r"\\(?:verb|Verb|lstinline)\*?(?P<bar>[^A-Za-z\s*{\[])[^\n]*?(?P=bar)|\\(?:url|nolinkurl|href|path)\s*\{[^{}\n]*\}"
    r"|\\.|(?P<comment>%[^\n]*)", re.DOTALL)
# Commands whose argument is no text.
_SILENT = re.compile(
    r"\\(?:label|ref|eqref|cref|Cref|autoref|cite[a-z]*|pageref|index|includegraphics|input|include|bibliography|usepackage|"
    r"bibliographystyle|vspace|hspace|setlength|newcommand|renewcommand|providecommand|def|DeclareMathOperator|url|href)"
    r"(?![A-Za-z])\*?"
    r"\s*(?:\[[^\]]*\]\s*)*(?:\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\})?")
_CONTROL = re.compile(r"\\(?:[A-Za-z]+\*?|.)\s?")
_CONDITION = re.compile(r"(?<!\\)\\(?:(?P<new>newif\s*\\if[A-Za-z@]+)"
                        r"|(?P<open>if(?!f(?![A-Za-z@])|thenelse|toggle|bool|blank)[A-Za-z@]*)|"
                        r"(?P<other>else|fi)(?![A-Za-z@]))")
_BRACE = re.compile(r"\\.|[{}]|\n[ \t]*\n", re.DOTALL)
_QUOTES = (("``", '"'), ("''", '"'), ("---", " — "), ("--", "–"), ("~", " "))


def without_comments(text: str) -> str:
    """The text with comments made of blanks, so that every place stays.

    >>> without_comments("50\\\\% of x % never mind")
    '50\\\\% of x             '
    """
    return _COMMENT.sub(lambda m: " " * len(m[0]) if m["comment"] else m[0], text)


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
    for match in _BRACE.finditer(text, start):
        if match[0][0] == "\n":
            break
        depth += (match[0] == "{") - (match[0] == "}")
        if depth == 0:
            return match.end()
    return start


def without_untrue(text: str) -> str:
    """The text with blanks for what LaTeX leaves out: `\\iffalse ... \\fi`, the `\\else` of `\\iftrue`.

    >>> without_untrue("a \\\\iffalse b \\\\fi c")
    'a                c'
    """
    if "\\iffalse" not in text and "\\iftrue" not in text:
        return text
    stack: list[tuple[str, int]] = []
    out: list[tuple[int, int]] = []
    for match in _CONDITION.finditer(text):
        if match["open"]:
            stack.append((match["open"], match.start()))
        elif match["other"] and stack:
            kind, start = stack.pop()
            if kind in ("iffalse", "else of iftrue"):
                out.append((start, match.end()))
            elif kind in ("iftrue", "else of iffalse"):
                out.extend(((start, start + len("\\iftrue") * (kind == "iftrue")), match.span()))
            if match["other"] == "else":
                stack.append((f"else of {kind}", match.start()))
    return blanked(text, out)


def blanked(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with blanks for some of its parts; lines stay.

    >>> blanked("a b\\nc", [(0, 1), (2, 5)])
    '   \\n '
    """
    parts, at = [], 0
    for low, high in sorted(spans):
        if high > at:
            parts += [text[at:max(low, at)], re.sub(r"[^\n]", " ", text[max(low, at):high])]
            at = high
    return "".join([*parts, text[at:]])
