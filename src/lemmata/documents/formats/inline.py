"""Formulas within a stretch of running text: delimiters, escapes, prices, code spans."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from lemmata.documents.formats.blocks import Stretch
from lemmata.documents.formats.mathblocks import ENVIRONMENT

_TOKEN = re.compile(
    rf"(?P<environment>{ENVIRONMENT})|" r"""
      (?P<comment><!--.*?(?:-->|\Z))
    | (?P<github>\$(?P<ticks>`+)(?P<inside>[^`]+)(?P=ticks)\$)
    | (?P<role>(?P<role_name>\{[\w:+-]{1,30}\}|:[\w:+-]{1,30}:)`[^`\n]*`)
    | (?P<double>\$\$)
    | (?P<single>\$)
    | (?P<tex>\\{1,2}[(\[])
    | (?P<escape>\\[^\n])
    | (?P<tickrun>`+)
    | (?P<element><(?P<element_name>code|pre|kbd|samp|tt|script|style)\b[^<>]*>)
    | (?P<tag></?[A-Za-z][^<>\n$]*>|<https?://[^<>\s]+>)
    | (?P<link>\]\([^()\s]*\))
    """,
    re.VERBOSE | re.DOTALL,
)
_MATHLIKE = re.compile(r"[\\^_=<>{}]|^\s*[A-Za-z]\s*$")
_TEXT_COMMAND = re.compile(r"\\(?:text(?:rm|bf|it|normal)?|mbox|hbox)\s*\{")
_PRICE = re.compile(r"\d[\d.,]*[kKmMbB]?(?:\s+[A-Za-z]{2,}|\s*[-–—/]\s*$)")
_WORDS = re.compile(r"(?:^|\s)[A-Za-z]{2,}[,;]?\s+[A-Za-z]{2,}(?:[\s,;.]|$)")
_LONG_WORD = re.compile(r"[A-Za-z]{3,}")
_COMMAND_OR_BRACES = re.compile(r"\\[A-Za-z]+|\\[$%&#]|\{[^{}]*\}")
_ESCAPED = re.compile(r"\\.", re.DOTALL)


@dataclass(frozen=True)
class Piece:
    """A piece of text; `content` is what stands between its delimiters.

    kind: text, formula, comment, open (a `$$` without its end, and all that follows)
    """

    kind: str
    start: int
    end: int
    content: Stretch
    display: bool = False
    problem: str = ""


def scan(stretch: Stretch) -> Iterator[Piece]:
    """Cut running text into text, formulas and comments, in order.

    Markup that holds no mathematics (code spans, link targets, tags) is left out of the text.

    >>> stretch = Stretch("for $x$ at $5 and $6", ((0, 0),))
    >>> [(p.kind, p.content.text) for p in scan(stretch)]
    [('text', 'for '), ('formula', 'x'), ('text', ' at $5 and $6')]
    """
    text = stretch.text
    ends = _tick_runs(text)
    absent: set[str] = set()  # closing delimiters that don't occur any more
    position = begin = 0

    def plain(end: int) -> Iterator[Piece]:
        if begin < end:
            yield Piece("text", begin, end, stretch.part(begin, end))

    while (match := _TOKEN.search(text, position)) is not None:
        start = match.start()
        kind = next(k for k in _KINDS if match.group(k) is not None)
        found: Piece | None = None
        after = match.end()
        if kind == "comment":
            found = Piece("comment", start, after, stretch.part(start + 4, max(start + 4, after - 3)))
        elif kind == "github":
            found = _formula(stretch, start, after, *match.span("inside"))
        elif kind == "role":
            inner = start + len(match["role_name"]) + 1
            if match["role_name"].strip("{}:") == "math":
                found = _formula(stretch, start, after, inner, after - 1)
            else:
                found = Piece("skip", start, after, stretch.part(start, after))
        elif kind == "double":
            close = _closing_double(text, after)
            if close < 0:
                found = Piece("open", start, len(text), stretch.part(start, len(text)))
            elif text[after:close].strip():
                found = _formula(stretch, start, close + 2, after, close, display=True)
            else:
                after = close + 2
        elif kind == "single":
            close = _closing_single(text, after)
            if close >= 0:
                found = _formula(stretch, start, close + 1, after, close)
        elif kind == "tex":
            closing = match[0][:-1] + (")" if match[0][-1] == "(" else "]")
            close = -1 if closing in absent else text.find(closing, after)
            if close < 0:
                absent.add(closing)
            inside = text[after:max(close, after)]
            short = match[0][-1] == "(" and not _LONG_WORD.search(_COMMAND_OR_BRACES.sub("", inside))
            if inside.strip() and (short or _MATHLIKE.search(inside)):
                found = _formula(stretch, start, close + len(closing), after, close, display=match[0][-1] == "[")
        elif kind == "environment":
            closing = f"\\end{{{match['name']}}}"
            close = -1 if closing in absent else text.find(closing, after)
            if close < 0:
                absent.add(closing)
            else:
                found = _formula(stretch, start, close + len(closing), start, close + len(closing), display=True)
        elif kind == "tickrun":
            length = after - start
            same = ends.get(length, [])
            row = bisect_left(same, after)
            if row < len(same):
                close = same[row]
                found = Piece("skip", start, close + length, stretch.part(start, close + length))
        elif kind == "element":
            closing = f"</{match['element_name']}>"
            close = -1 if closing in absent else text.find(closing, after)
            if close < 0:
                absent.add(closing)
                after = after if "\n" not in match[0] and "$" not in match[0] else start + 1  # a tag, or no markup
            else:
                after = close + len(closing)
            if after > start + 1:
                found = Piece("skip", start, after, stretch.part(start, after))
        elif kind in ("tag", "link"):
            found = Piece("skip", start, after, stretch.part(start, after))
        if found is None:
            position = after
            continue
        yield from plain(start)
        if found.kind != "skip":
            yield found
        position = begin = found.end
    yield from plain(len(text))


_KINDS = ("environment", "comment", "github", "role", "double", "single", "tex", "escape", "tickrun", "element", "tag",
          "link")


def _formula(stretch: Stretch, start: int, end: int, low: int, high: int, display: bool = False) -> Piece:
    text = stretch.text
    while low < high and text[low].isspace():
        low += 1
    while high > low and text[high - 1].isspace():
        high -= 1
    return Piece("formula", start, end, stretch.part(low, high), display)


def _tick_runs(text: str) -> dict[int, list[int]]:
    """Where runs of backticks begin, by their length."""
    runs: dict[int, list[int]] = {}
    for run in re.finditer(r"`+", text):
        runs.setdefault(len(run[0]), []).append(run.start())
    return runs


def _closing_double(text: str, start: int) -> int:
    while (close := text.find("$$", start)) >= 0 and _escaped(text, close):
        start = close + 1
    return close


def _closing_single(text: str, start: int) -> int:
    """Where the `$` that ends an inline formula stands, or -1 where the opening one is a plain sign."""
    close = _next_dollar(text, start)
    for _ in range(8):  # dollar signs may stand in \text{...} of the formula
        if close < 0 or close - start > 1000 or not in_text(text[start:close]):
            break
        inner = _next_dollar(text, close + 1)
        close = inner if inner < 0 else _next_dollar(text, inner + 1)
    inside = text[start:close]
    if close < 0 or not inside.strip() or text[close + 1:close + 2].isdigit():
        return -1
    bare = _COMMAND_OR_BRACES.sub("", inside)
    if inside[0].isspace() or inside[-1].isspace():
        even = inside[0].isspace() and inside[-1].isspace()
        if not _MATHLIKE.search(inside) or not (even or "\\" in inside) or _WORDS.search(bare):
            return -1
    if _PRICE.match(bare) and not re.search(r"[\\^_=]", inside.replace("\\$", "")):
        return -1
    return close


def _next_dollar(text: str, start: int) -> int:
    close = text.find("$", start)
    while close >= 0 and _escaped(text, close):
        close = text.find("$", close + 1)
    return close


def in_text(inside: str) -> bool:
    """Whether a formula so far ends within an open \\text{."""
    bare = _ESCAPED.sub(lambda m: m[0] if m[0][1].isalpha() else "", inside)
    command = list(_TEXT_COMMAND.finditer(bare))
    return bool(command) and bare.count("{", command[-1].start()) > bare.count("}", command[-1].start())


def _escaped(text: str, position: int) -> bool:
    count = 0
    while position > 0 and text[position - 1] == "\\":
        position -= 1
        count += 1
    return count % 2 == 1
