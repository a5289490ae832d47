"""Means that words give a name: "let $\\bar X$ be the mean of the first $n$ of them"."""

from __future__ import annotations

import re

from lemmata.documents.language.marked import Marked
from lemmata.documents.language.vocabulary import LIST, MARK
from lemmata.documents.prose.said import Spelled

_MEAN = r"(?:the\s+)?(?:(?:sample|arithmetic|empirical|plain|common)\s+)?(?:mean|average)"
_BE = r"\s*,?\s*(?:(?:be|is|denotes?|for|as|stands for)\s+)?"
_FIRST = re.compile(
    rf"(?P<name>{MARK}){_BE}(?P<words>{_MEAN}\s+of\s+(?:only\s+)?the\s+first\s+(?P<count>{MARK})"
    r"(?:\s+(?:of\s+(?:them|these|those)|(?:random\s+)?(?:variables?|observations?|values|samples|draws|entries|terms|"
    rf"numbers|points)))?(?:\s*,?\s*(?:{LIST}))?)", re.IGNORECASE)
# "let $\\mu$ be the mean of the mini-batch $x_1, \\dots, x_m$": of numbers, of which no law is known
_DATA = re.compile(
    rf"(?P<name>{MARK})(?:\s*(?:,\s*and|and|,)\s*(?P<other>{MARK}))?\s+(?:be|is|are|denotes?)\s+(?P<words>{_MEAN}"
    rf"(?P<spread>\s+and\s+(?:the\s+)?(?:standard deviation|variance))?\s+of\s+"
    rf"(?:(?!first|last)[\w-]+\s+){{0,3}}(?P<list>{MARK}))",
    re.IGNORECASE)
_NUMBERED = re.compile(r"\s*(?P<letter>[a-z])_\{?1\}?\s*,.*dots.*,\s*(?P=letter)_\{?(?P<last>\w+)\}?\s*(?:\\in\b.*)?")
_SAID = re.compile(
    rf"(?P<name>{MARK}){_BE}(?P<words>(?:an?|the|their|its)\s+(?:[\w-]+\s+){{0,2}}(?:mean|average)\b[^.;:,⟦]*)",
    re.IGNORECASE)
_OF_ALL = re.compile(
    rf"(?:an?|the|their|its)\s+(?:overall\s+|grand\s+)?{_MEAN}(?:\s+(?:vector|value))?(?:\s+of(?:\s+(?:all|the|these|"
    r"those|our|its|such))*(?:\s+(?:them|these|those|random|variables|observations|values|samples?|data|draws|entries|"
    r"points|numbers|inputs|rows|columns|labels|targets|responses|scores|terms|set))*)?\s*(?:and|so|with|where|then|in)?\s*",
    re.IGNORECASE)
_LABELLED = re.compile(
    r"\s*\\(?:bar|overline)\s*(?:\{\s*\\?\w+\s*\}|\w|\\[A-Za-z]+)\s*_\s*\{?\s*(?P<count>\w+)\s*\}?\s*")
_BAR = re.compile(r"\s*\\(?:bar|overline)\s*(?:\{\s*(?P<name>\\?\w+)\s*\}|(?P<letter>\w|\\[A-Za-z]+))\s*")
# "with variance $v$ and $\\bar X$ their mean": no variance is named so.
APPOSED = r"\s*,?\s*(?:(?:be|is|denotes?|for)\s+)?(?:their|its|the)\s+(?:(?:sample|arithmetic|empirical)\s+)?" \
          r"(?:means?|averages?|sums?|minimum|maximum|median)\b"


def means_by_label(sentence: Marked) -> dict[str, tuple[int, int]]:
    """The names of bars whose label says already of how many they are the mean, with the words that say it again.

    >>> text = "let ⟦0⟧ be the mean of the first ⟦1⟧"
    >>> means_by_label(Marked(text, text, {0: r"\\bar{X}_n", 1: "n"}))
    {'X_bar': (11, 36)}
    """
    found = {}
    for match in _FIRST.finditer(sentence.text):
        bar = _LABELLED.fullmatch(sentence.source(match["name"]))
        if bar is not None and bar["count"] == sentence.source(match["count"]).strip():
            found.update({one.name: match.span("words") for one in sentence.names(match["name"])})
    return found


def spoken_averages(sentence: Marked) -> list[Spelled]:
    """The equations that say of which entries a bar is the mean.

    >>> text = "let ⟦0⟧ be the mean of the first ⟦1⟧ of them"
    >>> spoken_averages(Marked(text, text, {0: r"\\bar{X}", 1: "n"}))[0].source
    '\\\\bar{X} = \\\\frac{1}{n} \\\\sum_{i=1}^{n} X_i'
    """
    found: list[Spelled] = []
    for match in _FIRST.finditer(sentence.text):
        name, count = sentence.source(match["name"]).strip(), sentence.source(match["count"]).strip()
        bar = _BAR.fullmatch(name)
        if bar is None or not re.fullmatch(r"\w+(?:\s*[-+]\s*\w+)?", count):
            continue
        letter = "j" if "i" in count else "i"
        array = bar["name"] or bar["letter"]
        found.append(Spelled(rf"{name} = \frac{{1}}{{{count}}} \sum_{{{letter}=1}}^{{{count}}} {array}_{letter}",
                             match.span("words")))
    for match in _DATA.finditer(sentence.text):
        data = _NUMBERED.fullmatch(sentence.source(match["list"]))
        if data is not None and bool(match["other"]) == bool(match["spread"]):
            mean = rf"\frac{{1}}{{{data['last']}}} \sum_{{i=1}}^{{{data['last']}}} {data['letter']}_i"
            found.append(Spelled(f"{sentence.source(match['name']).strip()} = {mean}", match.span("words")))
    return found


def other_averages(sentence: Marked) -> list[tuple[str, str]]:
    """Bars that are the mean of what was not understood, "the mean of the last two": their marks, with the words.

    >>> text = "let ⟦0⟧ be the mean of the last two, and ⟦1⟧ their mean"
    >>> other_averages(Marked(text, text, {0: r"\\bar{X}", 1: r"\\bar{Y}"}))
    [('⟦0⟧', 'the mean of the last two')]
    """
    told = {match["name"] for match in _FIRST.finditer(sentence.text)}
    spread = [(match["other"], match["words"]) for match in _DATA.finditer(sentence.text) if match["other"]]
    return [*spread, *((match["name"], match["words"].strip()) for match in _SAID.finditer(sentence.text)
            if match["name"] not in told and _BAR.fullmatch(sentence.source(match["name"]))
            and not _OF_ALL.fullmatch(match["words"]))]
