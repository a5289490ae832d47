"""Equations in words around two formulas: "the derivative of $\\sin x$ is $\\cos x$", "the inverse of $AB$ is ...".

The quantities and their formulas are those of `measures`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lemmata.documents.formats.blocks import Formula, Segment
from lemmata.documents.language.marked import Marked, marked
from lemmata.documents.language.symbols import symbol_list
from lemmata.documents.language.vocabulary import LIST, MARK
from lemmata.documents.prose.measured import measured_laws, through
from lemmata.documents.prose.measures import WITH_FORMULA, formula_of
from lemmata.documents.prose.numbers import SUPPOSED

_OF_VARIABLE = ("d{v}", r"\partial {v}", "_{{v}}")
_IS = (r"\s+(?:is|are|equals?|becomes?|(?:is|are) (?:given by|equal to|simply|just|therefore|thus|then|again))\s+"
       r"(?:simply |just |therefore |thus |then |again |equal to )?")
_BY = (rf"(?:,?\s+(?:with respect to|w\.r\.t\.?|wrt|by|in)\s+(?:the (?:vector|variable|weights?|parameters?|input) )?"
       rf"(?P<by>{MARK}))?")
_ENDS = rf"(?:,?\s+from\s+(?P<low>{MARK})\s+to\s+(?P<high>{MARK})|,?\s+as\s+(?P<as>{MARK}))?"
_NOUN = r"(?:(?:the|an?) )?(?:(?:function|loss|expression|matrix|vector|product|log|sum) )?"
_PATTERN = re.compile(rf"\b[Tt]he (?P<what>{WITH_FORMULA}) of {_NOUN}(?P<of>{LIST}){_ENDS}{_BY}{_IS}(?P<value>{LIST})"
                      rf"(?=\s*(?:[.,;:)]|$|(?:and|or|but|so|which|while|hence|thus|because|since|for|if|where|by)\b))")
# "the differential entropy $H = ...$ of $\\mathcal{N}(0, s^2)$"
_BETWEEN = re.compile(
    rf"\b[Tt]he (?P<what>{WITH_FORMULA})\s+(?P<value>{MARK})\s*,?\s+of {_NOUN}(?P<of>{MARK}){_ENDS}{_BY}")
_LAW = re.compile(r"\s*\\(?:mathcal|mathrm|operatorname|text)\s*\{?\s*[A-Z]\w*\s*\}?\s*(?:\\left)?\(.*\)\s*",
                  re.DOTALL)
RELATION = re.compile(r"=|\\(?:le|ge)q?(?![A-Za-z])|<|>|\\approx|\\equiv|\\sim|\\propto|\\in\b|\\to\b|\\mapsto")
CASES = re.compile(r"\\begin\{cases\}.*?\\end\{cases\}", re.DOTALL)
_NUMBER = re.compile(r"\s*-?\d+(?:\.\d+)?\s*")
_STYLED = re.compile(r"\\(?:mathbf|boldsymbol|bm|vec)\s*(?:\{\s*\\?[A-Za-z]+\s*\}|\\?[A-Za-z])")
_GREEK = re.compile(r"\\(?:theta|beta|alpha|mu|lambda|phi|xi|eta|rho|tau)\b")
_FIXED = frozenset("deinABCDEHIKLNPQRST")  # letters by which nobody differentiates without saying so


def with_worded(segments: Sequence[Segment]) -> list[Segment]:
    """The sentence; a formula that words give as a quantity of another one stands for that equation.

    >>> from lemmata.documents.formats.markdown import parse_markdown
    >>> block = parse_markdown(r"The derivative of $x^2$ is $2x$.").blocks[0]
    >>> with_worded(block.segments)[3].stands_for
    ('\\\\frac{d}{dx}\\\\left(x^2\\\\right) = 2x',)
    """
    said = dict(_equations(marked(segments))) if any(isinstance(s, Formula) for s in segments) else {}
    return [replace(s, stands_for=said[k]) if isinstance(s, Formula) and k in said else s
            for k, s in enumerate(segments)]


def _equations(sentence: Marked) -> Iterator[tuple[int, tuple[str, ...]]]:
    for start, k, equation in measured_laws(sentence):
        if not SUPPOSED.search(re.split(r"[.;:]\s", sentence.text[:start])[-1]):
            yield k, (equation,)
    for match in (*_PATTERN.finditer(sentence.text), *_between(sentence)):
        if SUPPOSED.search(re.split(r"[.;:]\s", sentence.text[:match.start()])[-1]):
            continue
        formula = formula_of(match["what"])
        of, values = (re.findall(MARK, match[part]) for part in ("of", "value"))
        if len(of) != len(values) or ("{a}" in formula) != (match["low"] is not None) or (
                "lim" in formula) != (match["as"] is not None):
            continue
        for one, value in zip(of, values):
            found = _filled(formula, sentence.source(one), sentence.source(value), match, sentence)
            if found:
                yield int(value.strip("⟦⟧")), tuple(found)


def _between(sentence: Marked) -> Iterator[re.Match[str]]:
    """What stands before the thing that it is of, and gives a letter a formula."""
    return (match for match in _BETWEEN.finditer(sentence.text) if "=" in sentence.source(match["value"]))


def _filled(formula: str, of: str, value: str, match: re.Match[str], sentence: Marked) -> list[str]:
    """The equation; several where the text leaves open by which letter is differentiated."""
    if match["what"].endswith("entropy") and not _LAW.fullmatch(of):
        return []  # of a variable or of numbers, as `numbers` and definitions say it
    of = of if CASES.search(of) else of.split("=")[-1].strip().rstrip(".,;")
    if not (equation := through("{q}", value)):
        return []
    value = equation.split("=")[-1].strip()
    if not of or not value or any(RELATION.search(CASES.sub("", side)) for side in (of, value)):
        return []
    names = symbol_list(of)
    alone = len(names) == 1 and not names[0].power
    if _NUMBER.fullmatch(value) and alone:
        return []  # numbers of names are said by `numbers`
    if match["as"]:
        by = [sentence.source(match["as"])]
    elif any(mark in formula for mark in _OF_VARIABLE):
        by = [sentence.source(match["by"])] if match["by"] else letters(of)
        if alone and not match["by"]:
            return []  # a name alone: of what it is a function is said elsewhere
    else:
        by = [""]
    ends = {"{a}": sentence.source(match["low"]), "{b}": sentence.source(match["high"])} if match["low"] else {}
    found = []
    for letter in by:
        quantity = formula.replace("{v}", f" {letter}" if letter.startswith("\\") else letter).replace("{0}", of)
        for end, source in ends.items():
            quantity = quantity.replace(end, source)
        found.append(equation.replace("{q}", quantity))
    return found


def letters(source: str) -> list[str]:
    """The letters of a formula by which may be differentiated."""
    plain = re.sub(r"_\{[^{}]*\}|_\w|\\(?:operatorname|mathrm|text|mathbb|mathcal)\s*\{[^{}]*\}|\^\s*\{?\\?top\}?|\^T",
                   " ", source)
    found = [*_STYLED.findall(plain), *_GREEK.findall(plain)]
    found += re.findall("[A-Za-z]", re.sub(r"\\[A-Za-z]+", " ", _STYLED.sub(" ", plain)))
    return [letter for letter in dict.fromkeys(found) if letter not in _FIXED]
