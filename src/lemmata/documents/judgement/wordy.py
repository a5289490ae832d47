"""Formulas that only name things: shapes with a star for any axes, symbols that are explained in words."""

from __future__ import annotations

import re

from lemmata.documents.language.numerals import SCIENTIFIC
from lemmata.engine.verdicts import Verdict

# `*`, `(*)`, `(N, *)`, `(N, C, *out)`, `(\ast_1, N, \ast_2)`
_STAR = r"(?:\*|\\ast)(?:_?\{?\w*\}?)"
_AXIS = r"[\w\\{}^_ +]+(?:\([\w\\{}]*\))?"
_SHAPE = re.compile(rf"\s*\(?\s*(?:{_AXIS}\s*,\s*)*{_STAR}(?:\s*,\s*(?:{_AXIS}|{_STAR}))*\s*,?\s*\)?\s*[.,;]?\s*")
_EXPLAINED = re.compile(
    r"\s*[A-Za-z\\][\w\\{}^]*\s*(?:=|:=)\s*(?:\{\}\s*)?\\(?:text|textrm|mathrm)\s*\{(?=[^{}]*\w\s+\w)[^{}]*\}"
    r"\s*[.,;]?\s*")

_SET = r"(?:\\left\s*)?\\\{(?:[^{}]|\\[{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\\\}"
_BARE_SET = re.compile(rf"\s*{_SET}\s*[.,;]?\s*")
_NAMED_SET = re.compile(
    r"\s*(?:\\(?:mathcal|mathbb|mathrm|mathscr|mathfrak)\s*\{?\s*)?\\?[A-Za-z]+\}?(?:_\{?\w+\}?)?(?:[\[(]\w+[\])])?\s*"
    rf"(?::?=|\\coloneqq|\\triangleq|\\stackrel\{{[^=]*\}}\s*\{{=\}})\s*{_SET}\s*[.,;]?\s*")
# "$\\approx 0.35$", "$\\ge n$": of what the words say it of
_ONE_SIDED = re.compile(r"\s*(?:=|<|>|≤|≥|≈|\\(?:leq?|geq?|approx|simeq|lt|gt)(?![A-Za-z]))\s*(?:\\?[A-Za-z]+|"
                        rf"{SCIENTIFIC})\s*(?:\\?%)?\s*[.,;]?\s*")
_VAGUE = re.compile(r"\\(?:ll|gg|lessapprox|gtrapprox|lesssim|gtrsim)(?![A-Za-z])|<<|>>|[≪≫⪅⪆≲≳]")


def said_in_words(source: str) -> Verdict | None:
    """The verdict on a formula that claims nothing that could be read; None for all others.

    >>> said_in_words("(N, *)").kind, said_in_words(r"N = \\text{batch size}").kind, said_in_words("a * b")
    ('notation', 'definition', None)
    """
    if _SHAPE.fullmatch(source):
        return Verdict("notation", "reading", "a shape with any axes at the star")
    if _EXPLAINED.fullmatch(source):
        return Verdict("definition", "reading", "says in words what a symbol stands for")
    if _BARE_SET.fullmatch(source):
        return Verdict("notation", "reading", "a set")
    if _NAMED_SET.fullmatch(source):
        return Verdict("definition", "reading", "names a set")
    if _ONE_SIDED.fullmatch(source):
        return Verdict("notation", "reading", "a relation of something that words name")
    if vague := _VAGUE.search(source):
        return Verdict("undecided", "", f"{vague[0]} says of no pair of numbers whether it holds")
    return None
