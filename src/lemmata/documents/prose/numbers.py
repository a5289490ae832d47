"""Numbers that words state: "the eigenvalues of $A$ are 1 and 3", "its determinant is 5", "$\\ln 2$ (about 0.693)".

Only whole phrases are understood: a quantity, of which name, and the number behind it. What is supposed, wished for or
denied states nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from lemmata.documents.language.marked import Marked
from lemmata.documents.language.symbols import mention, symbol_list
from lemmata.documents.language.vocabulary import MARK

_WORDS = {"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
          "ten": 10}
QUANTITIES = {
    "determinant": "determinant", "trace": "trace", "rank": "rank", "norm": "norm", "Euclidean norm": "norm",
    "length": "norm", "condition number": "condition", "mean": "mean", "average": "mean", "expectation": "mean",
    "expected value": "mean", "variance": "variance", "standard deviation": "deviation", "entropy": "entropy",
    "eigenvalues": "eigenvalues", "sum": "sum",
}
_QUANTITY = "|".join(sorted((re.escape(q) for q in QUANTITIES), key=len, reverse=True))
_NUMBER = rf"(?:-?\d+(?:\.\d+|/\d+)?|{'|'.join(_WORDS)}|{MARK})"
_PLAIN = re.compile(r"-?\d+(?:\.\d+|/\d+)?")
_ABOUT = r"(?P<about>(?:about|approximately|roughly|around|nearly|≈)\s+)?"
_NUMBERS = rf"(?P<numbers>{_NUMBER}(?:(?:\s*,\s*|\s*,?\s+and\s+){_NUMBER})*)"
_END = (r"(?P<unit>\s+(?:bits?|nats?))?"
        r"(?=\s*(?:[.,;:)!?]|$|(?:and|or|but|so|which|while|hence|thus|because|since)\b))(?!\s*[.,]\d)")
_IS = r"\s+(?:is|are|equals?|becomes?)\s+(?:therefore |thus |then |again |just |exactly |equal to )?"
_PATTERNS = (
    re.compile(rf"\b[Tt]he (?P<what>{_QUANTITY}) of (?:(?:the )?(?:matrix|vector|variable) )?(?P<of>{MARK}){_IS}"
               rf"{_ABOUT}{_NUMBERS}{_END}"),
    re.compile(rf"(?P<of>{MARK})(?:,? which)? (?:has|have) (?:the |an? )?(?P<what>{_QUANTITY})\s+(?:of )?{_ABOUT}"
               rf"{_NUMBERS}{_END}"),
    re.compile(rf"\b(?P<of>[Ii]ts) (?P<what>{_QUANTITY}){_IS}{_ABOUT}{_NUMBERS}{_END}"),
)
_VALUE = re.compile(rf"(?P<of>{MARK})\s*\(\s*{_ABOUT.rstrip('?')}(?P<numbers>-?\d+(?:\.\d+)?)\s*\)")
# Under these words nothing is stated.
_SUPPOSED = re.compile(
    r"\b(?:if|when|whenever|unless|suppose|assume|assuming|let|such that|so that|would|should|must|may|might|could|can|"
    r"cannot|wish|want|choose|chosen|require\w*|not|never|no longer|until|whether|wrong\w*|false\w*|instead|claim\w*|"
    r"provided|imagine|otherwise)\b", re.IGNORECASE)
Number = tuple[Fraction, int | None]  # a value and its digits


@dataclass(frozen=True)
class SpokenNumber:
    """What words state: a quantity of a name ("" of the value of a formula), and its numbers with their digits."""

    quantity: str
    name: str
    source: str
    numbers: tuple[Number, ...]
    unit: str
    words: str
    formula: int | None = None  # the place of the first number, where that is a formula: "its rank is $2$"


def spoken_numbers(sentence: Marked, before: str = "") -> list[SpokenNumber]:
    """The numbers that a sentence states in words; `before`: the name that the sentence before it spoke of last.

    >>> text = "The trace of ⟦0⟧ is 7, and its rank is two."
    >>> [(n.quantity, n.name, n.numbers) for n in spoken_numbers(Marked(text, text, {0: "A"}))]
    [('trace', 'A', ((Fraction(7, 1), None),)), ('rank', 'A', ((Fraction(2, 1), None),))]
    """
    text = sentence.text
    if text.rstrip().endswith("?"):
        return []
    found = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            clause = re.split(r"[.;:]\s", text[:match.start()])[-1]
            mark = match["of"] if match["of"].startswith("⟦") else ""
            name = _name(sentence.source(mark)) if mark else last_name(sentence, match.start()) or before
            if name and _SUPPOSED.search(clause) is None:
                values, formula = _numbers(match["numbers"], match["about"], sentence)
                unit = (match["unit"] or "").strip()
                if values:
                    found.append(SpokenNumber(QUANTITIES[match["what"]], name, "", values, unit, match[0], formula))
    for match in _VALUE.finditer(text):
        value = sentence.source(match["of"])
        if _SUPPOSED.search(re.split(r"[.;:]\s", text[:match.start()])[-1]) is None:
            values, _ = _numbers(match["numbers"], "about", sentence)
            found.append(SpokenNumber("value", "", value, values, "", match[0]))
    return found


def last_name(sentence: Marked, end: int | None = None) -> str:
    """The one name that the formulas before a place spoke of last, "" where the last one is no such formula."""
    marks = re.findall(MARK, sentence.text[:end])
    return _name(sentence.source(marks[-1])) if marks else ""


def _name(source: str) -> str:
    """The name in `A`, `A = ...`, `X \\sim ...`."""
    left = re.split(r"=|\\sim\b|\\in\b", source)[0]
    found = symbol_list(left)
    kind = mention(left.strip()).kind
    return found[0].name if len(found) == 1 and kind == "symbols" and not found[0].called and not found[0].last else ""


def _numbers(text: str, about: str | None, sentence: Marked) -> tuple[tuple[Number, ...], int | None]:
    """Numbers with the digits that are shown of them (None: exact), and the mark of the first one."""
    found, formula = [], None
    for part in re.findall(_NUMBER, text):
        if part.startswith("⟦"):
            formula = int(part.strip("⟦⟧")) if formula is None else formula
            part = sentence.source(part).strip().rstrip(".,;")
            if _PLAIN.fullmatch(part) is None:
                return (), None
        digits = len(part.partition(".")[2]) if "." in part else 0 if about else None
        found.append((Fraction(_WORDS.get(part, part)), digits))
    return tuple(found), formula
