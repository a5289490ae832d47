"""Laws on a few whole numbers: "$X$ takes the values $1, 2, 3$ with probabilities $\\frac12, \\frac13, \\frac16$"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from lemmata.documents.language.marked import Marked
from lemmata.documents.language.numerals import NUMERAL, number_of
from lemmata.documents.language.vocabulary import LIST, MARK
from lemmata.engine.expr import Expr, number, symbol
from lemmata.engine.ops import apply
from lemmata.engine.readers.scope import Role, Scope

MOST = 50  # the largest value
_ONE = rf"(?:{MARK}|{NUMERAL})"
_MANY = rf"{_ONE}(?:(?:\s*,\s*|\s*,?\s+and\s+|\s*,?\s+or\s+){_ONE})*"
_TAKES = (rf"(?P<name>{MARK})(?:\s+(?:be|is)\s+an?\s+(?:[a-z-]+\s+)?variable)?(?:,? (?:which|that))?\s+"
          r"(?:takes?|assumes?|attains?)\s+(?:on\s+)?")
_LISTS = re.compile(rf"{_TAKES}(?:only )?(?:the )?values?\s+(?P<values>{_MANY})\s*,?\s+with\s+(?:the )?(?:respective )?"
                    rf"probabilit(?:y|ies)\s+(?P<masses>{_MANY})(?:\s*,?\s*respectively)?\s*(?=[.,;:]|$|and\b|so\b|then\b)")
_PAIR = rf"(?:the )?(?:values? )?{_ONE}\s+with\s+probability\s+{_ONE}"
_PAIRS = re.compile(rf"{_TAKES}(?P<pairs>{_PAIR}(?:(?:\s*,\s*and\s+|\s*,?\s+and\s+|\s*,\s*){_PAIR})+)")
_EACH = re.compile(rf"{_TAKES}(?:only )?(?:the )?(?:two |three )?values?\s+(?P<values>{_MANY})\s*,?\s*"
                   rf"(?:each |both )?with (?:equal probabilit(?:y|ies)|(?:the )?(?:same )?probability (?P<mass>{_ONE})(?: each)?)")
_RADEMACHER = re.compile(rf"\bRademacher (?:random )?(?:variables?|signs?|labels?) (?P<name>{LIST})")
# "Rademacher variables", "$W$ is $1$ or $-1$ with probability $1/2$ each", "$\\pm 1$ with equal probability"
_SIGNS = re.compile(rf"(?P<name>{LIST})\s*(?:be|is|are|denotes?)\s*(?:an?\s+)?"
                    rf"(?:independent\s+|i\.?i\.?d\.?\s+)?(?:random\s+)?"
                    rf"(?:Rademacher|(?:either )?(?P<values>{MARK}(?:\s*(?:or|and)\s*{MARK})?)\s*,?\s*(?:each )?with "
                    rf"(?:equal probabilit(?:y|ies)|probabilit(?:y|ies) (?P<mass>{_ONE})(?: each)?))")
_FINITE = re.compile(r"(?P<name>[A-Za-z])\s*\\in\s*\\\{(?P<values>\s*-?\d+\s*(?:,\s*-?\d+\s*)+)\\\}")
_AT_VALUE = re.compile(r"(?P<head>[pPfq])\s*\(\s*(?P<value>-?\d+)\s*(?:(?:\\mid\b|\\vert\b|\||;)[^()=]+)?\)\s*="
                       r"(?P<mass>[^=]+)")
_BOTH = re.compile(r"\s*\\pm\s*1\s*")


def finite_laws(sentence: Marked) -> dict[str, Mapping[int, Fraction]]:
    """The variables of which a sentence says all values, small whole numbers, with their probabilities.

    >>> text = "⟦0⟧ takes the values ⟦1⟧ with probabilities ⟦2⟧."
    >>> finite_laws(Marked(text, text, {0: "X", 1: "0, 2", 2: r"\\frac13, \\frac23"}))
    {'X': {0: Fraction(1, 3), 2: Fraction(2, 3)}}
    """
    found: dict[str, Mapping[int, Fraction]] = {}
    for match in _LISTS.finditer(sentence.text):
        _add(found, sentence, match["name"], _numbers(match["values"], sentence), _numbers(match["masses"], sentence))
    for match in _PAIRS.finditer(sentence.text):
        numbers = _numbers(match["pairs"], sentence)
        _add(found, sentence, match["name"], numbers[::2], numbers[1::2])
    for match in _EACH.finditer(sentence.text):
        values = _numbers(match["values"], sentence)
        equal = [Fraction(1, len(values))] if values else []
        mass = equal if match["mass"] is None else _numbers(match["mass"], sentence)
        _add(found, sentence, match["name"], values, mass * len(values))
    for match in _RADEMACHER.finditer(sentence.text):
        for mark in re.findall(MARK, match["name"]):
            _add(found, sentence, mark, [Fraction(-1), Fraction(1)], [Fraction(1, 2)] * 2)
    for match in _SIGNS.finditer(sentence.text):
        half = [Fraction(1, 2)] if match["mass"] is None else _numbers(match["mass"], sentence)
        signs = [Fraction(-1), Fraction(1)]
        listed = match["values"]
        if listed is not None and not (re.fullmatch(MARK, listed) and _BOTH.fullmatch(sentence.source(listed))):
            signs = _numbers(listed, sentence)
        for mark in re.findall(MARK, match["name"]):
            _add(found, sentence, mark, signs, half * 2)
    return found


def masses_at_values(sources: Sequence[str]) -> list[str]:
    """What `p(1 \\mid \\theta) = ...` says beside `x \\in \\{0, 1\\}`, where each of the values has its probability.

    >>> masses_at_values([r"x \\in \\{0, 1\\}", r"p(1 \\mid q) = q", r"p(0 \\mid q) = 1 - q"])
    ['P(x = 1) = q', 'P(x = 0) = 1 - q']
    """
    sets = [found for source in sources if (found := _FINITE.fullmatch(source.strip(" .,;")))]
    masses = [found for source in sources if (found := _AT_VALUE.fullmatch(source.strip(" .,;")))]
    if len(sets) != 1 or {int(v) for v in sets[0]["values"].split(",")} != {int(m["value"]) for m in masses} or (
            len({m["head"] for m in masses}) != 1):
        return []
    return [f"P({sets[0]['name']} = {m['value']}) = {m['mass'].strip()}" for m in masses]


def with_finite_laws(laws: Mapping[str, Mapping[int, Fraction]], scope: Scope) -> Scope:
    """The scope with these laws; of values below zero the probabilities of each are known instead."""
    for name, masses in laws.items():
        if min(masses) < 0:
            scope = scope.forget(name).declare(name, Role((), "variable", source="prose"))
            variable = symbol(name, (), "variable")
            scope = scope.assume(*(apply("eq", apply("probability", apply("eq", variable, k)), number(p))
                                   for k, p in masses.items()))
            continue
        table = [number(masses.get(k, Fraction(0))) for k in range(max(masses) + 1)]
        law: Expr = apply("categorical", apply("stack", *table))
        scope = scope.forget(name).declare(name, Role((), "variable", family=law, source="prose"))
    return scope


def _add(
    found: dict[str, Mapping[int, Fraction]], sentence: Marked, mark: str, values: list[Fraction],
    masses: list[Fraction],
) -> None:
    names = sentence.names(mark)
    small = all(v.denominator == 1 and abs(v) <= MOST for v in values)
    whole = len(values) == len(masses) > 1 and len(set(values)) == len(values) and sum(masses) == 1 and min(masses) >= 0
    if len(names) == 1 and small and whole:
        found[names[0].name] = {int(v): p for v, p in zip(values, masses)}


def _numbers(text: str, sentence: Marked) -> list[Fraction]:
    """The numbers of a list; empty where one of them is none."""
    found: list[Fraction] = []
    for part in re.findall(_ONE, text):
        sources = sentence.source(part).split(",") if part.startswith("⟦") else [part]
        for source in sources:
            one = number_of(source.strip().rstrip(".;").removeprefix("+"))
            if one is None:
                return []
            found.append(one)
    return found
