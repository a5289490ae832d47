"""Gradients, Hessians and derivatives that words give a letter: "with gradient $g$ and Hessian $H$ at $x$"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lemmata.documents.language.marked import Marked
from lemmata.documents.language.symbols import front, symbol_list
from lemmata.documents.language.vocabulary import MARK
from lemmata.documents.prose.said import Spelled

_WHAT = r"(?P<what>gradients?|hessians?|(?:first |second )?derivatives?|slopes?)(?:\s+(?:vectors?|matri(?:x|ces)))?"
_NAMED = re.compile(
    rf"(?<!negative )(?<!stochastic )(?<!policy )\b{_WHAT},?\s+(?:denoted\s+(?:by\s+)?|called\s+|say\s+)?"
    rf"(?P<name>{MARK})|(?P<name2>{MARK})\s+(?:(?:be|is|denotes?|for|as|being)\s+(?:the\s+|its\s+)?|its\s+)"
    rf"{_WHAT.replace('what', 'what2')}(?!\s*(?:{MARK}|-|descent|step|with respect|w\.r\.t))", re.IGNORECASE)
_POINT = re.compile(
    r"\b(?:at|there,? at)\s+(?:(?:the|an?|this|some|any|every|each|current|given|fixed|same|stationary|interior|"
    rf"critical)\s+)*(?:(?:points?|iterates?|vectors?|places?|positions?)\s+)?(?P<point>{MARK})", re.IGNORECASE)
_OF = re.compile(rf"\s*,?\s*(?:of|for)\s+(?:(?:the|an?|loss|cost|objective|energy|function)\s+)*(?P<of>{MARK})",
                 re.IGNORECASE)
_FUNCTION = re.compile(
    rf"\b(?:function|loss|objective|cost|energy|potential|map)\s+(?P<before>{MARK})|(?P<behind>{MARK})\s*,?\s*"
    r"(?:be|is|has|with)\s+(?:[\w-]+\s+){0,6}?(?:differentiable|smooth|function|analytic|C\^\d)\b", re.IGNORECASE)
_ARROW = re.compile(r"\s*(?P<name>\\?[A-Za-z]+|\\(?:mathcal|mathbf)\s*\{?\s*[A-Za-z]\s*\}?)\s*(?::|\\colon)")
_CALL = re.compile(r"\s*(?P<name>\\?[A-Za-z]+|\\mathcal\s*\{?\s*[A-Za-z]\s*\}?)\s*\(\s*(?P<point>[^()=]*)\)\s*")
_SPELLED = {"g": r"\nabla {f}({x})", "h": r"\nabla^2 {f}({x})", "d": "{f}'({x})", "s": "{f}'({x})",
            "f": "{f}'({x})"}
_SECOND = "{f}''({x})"


def spoken_slopes(sentence: Marked) -> list[Spelled]:
    """The equations that say which slope of the one function of a sentence at its one point a letter is.

    >>> text = "Let ⟦0⟧ be smooth with gradient ⟦1⟧ at the point ⟦2⟧."
    >>> spoken_slopes(Marked(text, text, {0: "f", 1: "g", 2: "x"}))[0].source
    'g = \\\\nabla f(x)'
    """
    named = list(_names(sentence))
    if not named:
        return []
    functions = dict.fromkeys(_functions(sentence, [match for match, _, _ in named]))
    points = dict.fromkeys(_points(sentence))
    found = []
    for match, what, name in named:
        call = _CALL.fullmatch(name)
        places = [call["point"]] if call is not None else list(points)
        if len(functions) != 1 or len(places) != 1:
            continue  # nothing says which
        form = _SECOND if what.startswith("second") else _SPELLED[what[0]]
        (f,), (x,) = functions, places
        found.append(Spelled(f"{name.strip()} = " + form.replace("{f}", f).replace("{x}", x), match.span()))
    return found


def _names(sentence: Marked) -> Iterator[tuple[re.Match[str], str, str]]:
    for match in _NAMED.finditer(sentence.text):
        source = sentence.source(match["name"] or match["name2"])
        name = front(source).split("=")[0]
        one = symbol_list(name)
        single = len(one) == 1 and not one[0].rank and not one[0].last
        slope = re.search(r"[']|\\prime|\\nabla|\\partial", name) is not None  # it says itself what it is
        if single and not slope and (source.strip() == name.strip() or _listed(source)):
            yield match, (match["what"] or match["what2"]).lower(), name


def _listed(source: str) -> bool:
    """`g = (g_1, \\dots, g_n)^\\top` and `g \\in \\mathbb{R}^n` say no more than which entries it has."""
    return re.search(r"=\s*(?:\\left)?[(\[].*dots|\\in\b", source) is not None


def _functions(sentence: Marked, named: list[re.Match[str]]) -> Iterator[str]:
    taken = {mark for match in named for mark in (match["name"], match["name2"])}
    behind = [match["of"] for one in named if (match := _OF.match(sentence.text, one.end()))]
    marks = behind or [m["before"] or m["behind"] for m in _FUNCTION.finditer(sentence.text)]
    for mark in (m for m in marks if m not in taken):
        source = sentence.source(mark)
        whole = _ARROW.match(source) or _CALL.match(source)
        if whole is not None:
            yield whole["name"].strip()
        elif len(symbol_list(source)) == 1:
            yield source.strip()


def _points(sentence: Marked) -> Iterator[str]:
    for match in _POINT.finditer(sentence.text):
        source = front(sentence.source(match["point"]))
        if len(symbol_list(source)) == 1:
            yield source.strip()
