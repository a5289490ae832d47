"""Definitions of commands in LaTeX blotted out: each with as many arguments as its command takes, and no more."""

from __future__ import annotations

import re

from lemmata.documents.formats.texwords import argument_end, blanked

# What defines, and its arguments: n the name of a command, o an option that may be missing, p the parameters of \def,
# b what stands in braces. What follows is the document's own, also where it has braces, as \begin{equation} has.
_SIGNATURES = (
    (r"(?:new|renew|provide)command|DeclareRobustCommand", "noob"),
    (r"[gex]?def", "npb"),
    (r"DeclareMathOperator", "nb"),
    (r"DeclarePairedDelimiter", "nbb"),
    (r"DeclarePairedDelimiterX", "nobbb"),
    (r"DeclarePairedDelimiterXPP", "nobbbbb"),
    (r"(?:New|Renew|Provide|Declare)DocumentCommand", "nbb"),
    (r"(?:New|Renew|Provide|Declare)DocumentEnvironment", "bbbb"),
    (r"(?:re)?newenvironment", "boobb"),
    (r"lstdefinestyle", "bb"),
    (r"lstset|tikzset|hypersetup|pgfplotsset|url|path", "b"),
)
_DEFINING = re.compile(r"\\(?:" + "|".join(
    rf"(?P<{arguments}_{number}>(?:{names})\*?)" for number, (names, arguments) in enumerate(_SIGNATURES)
) + r")(?![A-Za-z@])")
_PIECES = {
    "n": re.compile(r"[ \t]*(?:\{\s*\\(?:[A-Za-z@]+|[^A-Za-z@])\s*\}|\\(?:[A-Za-z@]+|[^A-Za-z@]))"),
    "o": re.compile(r"(?:\s*\[[^\[\]]*\])?"),
    "p": re.compile(r"[^{}\\\n]*"),
}
_DELIMITERS = (r"\{", r"\}", r"\|")  # arguments also without braces around them
_SPACE = re.compile(r"[ \t]*\n?[ \t]*")


def without_definitions(text: str) -> str:
    """The text with blanks for definitions of commands and the like, whose formulas are no text of the document.

    >>> without_definitions("\\\\newcommand{\\\\a}[1]{$x$}b")
    '                       b'
    """
    out = []
    dead = 0  # up to here braces are open that are never closed
    for match in _DEFINING.finditer(text):
        if match.end() < dead:
            continue
        end = match.end()
        for kind in (match.lastgroup or "").split("_")[0]:
            start, end = end, _behind(text, kind, end)
            if end < 0:  # it lacks an argument, so that nothing says where it ends
                blank = text.find("\n\n", start)
                unclosed = text.startswith("{", _start(text, start))
                dead = (blank if blank >= 0 else len(text)) if unclosed else dead
                break
        else:
            out.append((match.start(), end))
    return blanked(text, out)


def _behind(text: str, kind: str, at: int) -> int:
    """Where an argument ends that begins here; -1 where there is none."""
    if kind == "b":
        start = _start(text, at)
        end = argument_end(text, start) + 2 * text.startswith(_DELIMITERS, start)
        return end if end > start else -1
    match = _PIECES[kind].match(text, at)
    return match.end() if match is not None else -1


def _start(text: str, at: int) -> int:
    """Where an argument in braces may begin: behind blanks, and one end of a line."""
    match = _SPACE.match(text, at)
    return match.end() if match is not None else at
