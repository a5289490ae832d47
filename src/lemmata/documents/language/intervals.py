"""Intervals that stand by themselves: "on $[0, \\pi]$, $\\sin x \\ge 0$", "let $g(x) = x \\sin x$ on $[0, \\pi]$".

They say where the one letter lies that a claim leaves free; which one that is they leave to the claim.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import inf

from lemmata.documents.formats.blocks import Formula, Segment
from lemmata.documents.language.numerals import number_of
from lemmata.documents.language.symbols import names_in, symbol_list
from lemmata.engine.readers.scope import Scope

_INTERVAL = re.compile(r"\s*(?:\\left)?\s*(?P<open>[\[(\]])(?P<low>[^,;()\[\]]+)[,;](?P<high>[^,;()\[\]]+?)(?:\\right)?"
                       r"\s*(?P<close>[\])\[])\s*")
_ON = re.compile(r"\b(?:on|over|in|within|inside)\s+(?:all of\s+)?(?:the\s+|an?\s+)?"
                 r"(?:(?:whole|closed|open|half-open|unit|compact|bounded)\s+)*(?:(?:interval|domain|range)\s*)?$",
                 re.IGNORECASE)
# "uniform on $[0, 1]$": where a law lies, and nothing that is looked at
_OF_LAW = re.compile(r"\b(?:uniform(?:ly)?|supported)\s+(?:(?:distributed|distribution|random|drawn|law|measure|"
                     r"density)\s+)*(?:on|over|in|within)\s+(?:the\s+)?(?:(?:unit|whole|closed|open)\s+)*(?:interval\s*)?$",
                     re.IGNORECASE)
_BEHIND = re.compile(r"\s*,?\s*(?:(?:defined|considered|given)\s+)?(?:on|over|in)\s+(?:the\s+|an?\s+)?"
                     r"(?:[a-z-]+\s+)?(?:interval|domain|range)?\s*$", re.IGNORECASE)
_NO_LETTERS = frozenset(("e", "pi", "d", "infty", "i"))


@dataclass(frozen=True)
class Range:
    """Where the argument of a function lies on which a text looks."""

    letter: str
    source: str


def intervals(sentence: Sequence[Segment]) -> dict[int, str]:
    """The intervals of a sentence on which it looks at something, by their places.

    >>> from lemmata.documents.formats.markdown import parse_markdown
    >>> intervals(parse_markdown("On the interval $[0, 1]$ we have $f(x) \\\\ge 0$.").blocks[0].segments)
    {1: '[0, 1]'}
    """
    found, lead = {}, ""
    for k, segment in enumerate(sentence):
        if isinstance(segment, str):
            lead += segment
        elif isinstance(segment, Formula):
            if looks_on(lead, segment.source):
                found[k] = segment.source.strip()
            lead = ""
    return found


def looks_on(lead: str, source: str) -> bool:
    """Whether a formula is an interval on which a text looks at something, by the words before it."""
    words = re.sub(r"[*_]", "", lead)
    return _INTERVAL.fullmatch(source) is not None and _ON.search(words) is not None and not _OF_LAW.search(words)


def lies_on(lead: str, source: str) -> bool:
    """Whether a formula is the interval on which a law lies, by the words before it.

    >>> lies_on("$U$ is uniform on ", "[0, 1]"), lies_on("we look at it on ", "[0, 1]")
    (True, False)
    """
    return _INTERVAL.fullmatch(source) is not None and _OF_LAW.search(re.sub(r"[*_]", "", lead)) is not None


def bounds_in(letter: str, interval: str) -> list[str]:
    """The relations that say that a letter lies in an interval.

    >>> bounds_in("x", r"(0, \\infty)")
    ['0 < x']
    """
    match = _INTERVAL.fullmatch(interval)
    if match is None:
        return []
    found = []
    if "\\infty" not in match["low"]:
        found.append(f"{match['low'].strip()} {chr(92) + 'le' if match['open'] == '[' else '<'} {letter}")
    if "\\infty" not in match["high"]:
        found.append(f"{letter} {chr(92) + 'le' if match['close'] == ']' else '<'} {match['high'].strip()}")
    return found


def free_letter(source: str, scope: Scope) -> str | None:
    """The one letter of a formula that nothing has told of, "" where it has none, None where it has several."""
    heads = {one.name for part in re.split(r"=|\\[gl]eq?\b|[<>+-]", source) for one in symbol_list(part) if one.called}
    names = {name.removesuffix("_prime") for name in names_in(source)}
    free = sorted(n for n in names - _NO_LETTERS - heads if (
        role := scope.lookup(n)) is None or (role.definition is None and role.domain != "function"))
    return free[0] if len(free) == 1 else "" if not free else None


def ranges_told(sentence: Sequence[Segment], places: Mapping[int, str]) -> dict[str, Range]:
    """The functions that a sentence defines right before an interval, with their argument."""
    found = {}
    for k, source in places.items():
        lead, formula = (sentence[k - 1], sentence[k - 2]) if k > 1 else ("", "")
        if not isinstance(formula, Formula) or not isinstance(lead, str) or _BEHIND.fullmatch(lead) is None:
            continue
        left, sign, _ = formula.source.partition("=")
        head = symbol_list(left.rstrip(": "))
        argument = re.search(r"\(\s*(\\?[A-Za-z]+)\s*\)\s*:?\s*$", left)
        if sign and len(head) == 1 and head[0].called and argument:
            found[head[0].name] = Range(argument[1], source)
    return found


def in_ranges(source: str, ranges: Mapping[str, Range], defined: Collection[str]) -> list[str]:
    """Where the letters of a formula lie that stand in functions on whose range the text looks."""
    names = {name.removesuffix("_prime"): k for name, k in names_in(source).items()}
    return [bound for name, one in ranges.items() if name in names and name in defined
            and one.letter.lstrip("\\") in names for bound in bounds_in(one.letter, one.source)]


def beyond(source: str, ranges: Mapping[str, Range]) -> str:
    """A function of a formula that is taken where the text may not have looked at it, "" without one.

    >>> beyond("g(2) = 1", {"g": Range("t", "[0, 1]")}), beyond("g(1/2) = 1", {"g": Range("t", "[0, 1]")})
    ('g', '')
    """
    for name, one in ranges.items():
        match = _INTERVAL.fullmatch(one.source)
        for argument in re.findall(rf"(?<![A-Za-z]){re.escape(name)}\s*\(([^()]*)\)", source):
            if argument.strip() == one.letter or match is None:
                continue
            low, at, high = (_number(part) for part in (match["low"], argument, match["high"]))
            if low is None or at is None or high is None or not low <= at <= high:
                return name
    return ""


def _number(text: str) -> Fraction | float | None:
    """A number or an end that lies infinitely far away."""
    ends = {r"\infty": inf, r"+\infty": inf, r"-\infty": -inf}
    return ends.get(text.strip()) if text.strip() in ends else number_of(text)
