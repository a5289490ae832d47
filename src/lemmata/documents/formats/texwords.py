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
_CONDITION = re.compile(r"(?<!\\)\\(?:(?P<new>newif\s*\\if[A-Za-z@]+)|(?P<open>if(?!f(?![A-Za-z@]))[A-Za-z@]*)|"
                        r"(?P<other>else|fi)(?![A-Za-z@]))")
_DEFINING = re.compile(
    r"\\(?:(?:re)?newcommand\*?|providecommand\*?|DeclareRobustCommand\*?|def|gdef|edef|"
    r"DeclareMathOperator\*?|DeclarePairedDelimiter\*?|newenvironment|renewenvironment|lstset|tikzset|hypersetup|"
    r"pgfplotsset|lstdefinestyle|url|path)(?![A-Za-z])")
_NAME = re.compile(r"\s*(?:\\[A-Za-z@]+|\\.)?(?:\s*\[[^\]]*\]|\s*#\d)*\s*")
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
    return _blanked(text, out)


def without_definitions(text: str) -> str:
    """The text with blanks for definitions of commands and the like, whose formulas are no text of the document.

    >>> without_definitions("\\\\newcommand{\\\\a}[1]{$x$}b")
    '                       b'
    """
    out = []
    dead = 0  # up to here braces are open that are never closed
    for match in _DEFINING.finditer(text):
        end = match.end()
        if end < dead:
            continue
        for _ in range(5):
            following = _NAME.match(text, end)
            assert following is not None
            after = argument_end(text, following.end())
            if after == following.end():
                blank = text.find("\n\n", after)
                dead = (blank if blank >= 0 else len(text)) if text.startswith("{", after) else dead
                break
            end = after
        out.append((match.start(), end))
    return _blanked(text, out)


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    parts, at = [], 0
    for low, high in sorted(spans):
        if high > at:
            parts += [text[at:max(low, at)], re.sub(r"[^\n]", " ", text[max(low, at):high])]
            at = high
    return "".join([*parts, text[at:]])
