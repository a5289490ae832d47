"""Quantities of laws in words: "the variance of the exponential distribution with rate $a$ is $v = 1/a^2$".

Such a sentence claims something of the law, also where it gives the value a letter on the way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lemmata.documents.language.marked import Marked
from lemmata.documents.language.symbols import names_in, symbol_list
from lemmata.documents.language.vocabulary import MARK
from lemmata.documents.prose.families import ANY_FAMILY, law_in_words
from lemmata.documents.prose.laws import uniform_on
from lemmata.documents.prose.measures import any_of

_OF_LAWS = {
    "mean": r"\mathbb{E}\left[{0}\right]",
    "expectation": r"\mathbb{E}\left[{0}\right]",
    "expected value": r"\mathbb{E}\left[{0}\right]",
    "variance": r"\operatorname{Var}\left({0}\right)",
    "standard deviation": r"\sqrt{\operatorname{Var}\left({0}\right)}",
    "entropy": r"H\left({0}\right)",
    "differential entropy": r"H\left({0}\right)",
    "shannon entropy": r"H\left({0}\right)",
}
_WHAT = any_of(_OF_LAWS)
_NOUN = r"(?:\s+(?:random\s+)?(?:variables?|distributions?|laws?))?"
_NORMALS = r"(?P<vectors>(?:multivariate )?(?:Gaussian|normal)(?: distribution| law| vector)? with mean(?: vector)? "\
           rf"(?P<mean>{MARK}),? and covariance(?: matrix)? (?P<covariance>{MARK}))"
_LAW = (rf"(?:an?|the)\s+(?:{_NORMALS}|(?P<family>{ANY_FAMILY})(?:ly)?\b{_NOUN}(?P<rest>[^.;:]*?))")
_SAYS = r"\s*,?\s+(?:is|equals|is given by|is equal to|is then|is therefore|reads)\s*:?\s*"
_OF = re.compile(rf"\bthe (?P<what>{_WHAT}) of {_LAW}{_SAYS}(?P<value>{MARK})", re.IGNORECASE)
_HAS = re.compile(rf"\b(?=(?:an?|the)\s){_LAW}\s*,?\s+(?:has|have)\s+(?:the |an? )?(?P<what>{_WHAT})\s*"
                  rf"(?P<value>{MARK})", re.IGNORECASE)
_IN = re.compile(r"\\in\b|=|\\(?:succ|preceq|prec|geq?|leq?)")
_ON = re.compile(rf"\s+(?:on|over)\s+(?:the\s+)?(?:(?:unit\s+)?(?:interval|set)\s+)?(?P<set>{MARK})\s*,?",
                 re.IGNORECASE)
_PARAMETERS = re.compile(r"^\\(?:operatorname|mathcal)\{\w+\}")
_BARE = re.compile(r"\\?[A-Za-z]+(?:_\{?\w+\}?)?(?P<square>\^\{?2\}?)?")
_MEASURED = re.compile(r"(?:\\(?:mathbb|mathbf|mathrm|operatorname|text)\s*\{\s*(?:E|Var|V|H|h)\s*\}|\\Var|[EHhV])"
                       r"\s*(?:\\left)?[\[(]\s*\\?(?P<of>[A-Za-z]+)\s*(?:\\right)?[\])]")


def measured_laws(sentence: Marked) -> Iterator[tuple[int, int, str]]:
    """The formulas of a sentence that are values of quantities of laws, with the equations that they stand for.

    Of each where its words begin, its number, and its equation.

    >>> text = "The variance of the exponential distribution with rate ⟦0⟧ is ⟦1⟧"
    >>> list(measured_laws(Marked(text, text, {0: "a", 1: "v = 1 / a^2"})))
    [(0, 1, 'v = \\\\operatorname{Var}\\\\left(\\\\operatorname{Exponential}(a)\\\\right) = 1 / a^2')]
    """
    for match, law in _measured(sentence):
        equation = through(_OF_LAWS[match["what"].lower()].replace("{0}", law), sentence.source(match["value"]))
        letters = set(names_in(_PARAMETERS.sub("", law)))
        if equation and (not letters or letters & set(names_in(equation.split("=")[-1]))):  # else it determines them
            yield match.start(), int(match["value"].strip("⟦⟧")), equation


def laws_measured(sentence: Marked) -> list[str]:
    """The laws themselves, as formulas."""
    return [law for _, law in _measured(sentence)]


def measured_spans(sentence: Marked) -> list[tuple[int, int]]:
    """Where a sentence speaks of such quantities: "a normal variable with mean $a$ has variance $b$", b not of a."""
    return [match.span() for match, _ in _measured(sentence)]


def _measured(sentence: Marked) -> Iterator[tuple[re.Match[str], str]]:
    for pattern in (_OF, _HAS):
        for match in pattern.finditer(sentence.text):
            if law := _law(match, sentence):
                yield match, law


def through(quantity: str, value: str) -> str:
    """The equation of a quantity with a value, which may have a letter: `v = ...` is `v = quantity = ...`; "" of none.

    >>> through("Q", "1 + a"), through("Q", "v = 1 + a"), through("Q", "a > 1")
    ('Q = 1 + a', 'v = Q = 1 + a', '')
    """
    value = value.strip().rstrip(".,; ")
    if re.search(r"\\(?:le|ge)q?(?![A-Za-z])|<|>|\\approx|\\equiv|\\sim|\\propto|\\in\b|\\to\b|\\mapsto|:",
                 value.split(r"\begin")[0]):
        return ""
    left, equals, right = value.partition("=")
    if not equals or r"\begin" in left:
        return f"{quantity} = {value}"
    name = left.strip()
    if _MEASURED.fullmatch(name) or quantity.startswith(f"{name}\\"):
        return f"{quantity} = {right.strip()}"  # the variable has no other name than this
    bare = _BARE.fullmatch(name)
    if bare is None or {one.name for one in symbol_list(name)} & {
            one.name for one in symbol_list(right)}:
        return ""
    return f"{quantity} = {right.strip()}" if bare["square"] else f"{name} = {quantity} = {right.strip()}"


def _law(match: re.Match[str], sentence: Marked) -> str:
    if match["vectors"]:
        mean, covariance = (_IN.split(sentence.source(match[part]))[0].strip() for part in ("mean", "covariance"))
        return rf"\mathcal{{N}}({mean}, {covariance})"
    uniform = _ON.fullmatch(match["rest"]) if match["family"].lower() == "uniform" else None
    if uniform is not None:
        return uniform_on(sentence.source(uniform["set"]))
    return law_in_words(match["family"], match["rest"], sentence)
