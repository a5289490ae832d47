"""Laws that words spell out: "a standard normal variable $X$", "a Bernoulli distribution $P$ with parameter $p$"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lemmata.documents.symbols import symbol_list
from lemmata.documents.vocabulary import LIST, MARK

_VARIABLE_WITH_LAW = re.compile(
    rf"(?P<list>{LIST})\s*(?:be|is|are|denotes?)?\s*(?:an? |the )?(?:[\w-]+ )?"
    r"(?:random (?:vectors?|variables?|numbers?)|variables?|vectors?)?\s*(?:that (?:is|are) )?"
    r"(?:with|has|have|having|distributed|drawn|sampled|follows?|following)\s+"
    rf"(?:as |from |according to )?(?:the |a )?(?:[\w-]+ ){{0,4}}(?:distribution |law )?(?P<law>{MARK})")
_SAMPLE_SPACE = re.compile(rf"\bsample space,?\s*(?:denoted |called )?(?P<list>{MARK})", re.IGNORECASE)
_STANDARD_NORMAL = re.compile(
    r"standard (?:normal|Gaussian)(?: random)? (?:(?P<vector>vectors?)|variables?)"
    rf"\s*(?P<after>{LIST})|(?P<before>{LIST})\s*(?:be|is|are)\s*(?:an? |two )?(?:independent )?"
    r"standard (?:normal|Gaussian)(?! vector)",
    re.IGNORECASE)
_FAMILIES = {"bernoulli": "Bernoulli", "poisson": "Poisson", "exponential": "Exp", "geometric": "Geometric"}
_FAMILY = re.compile(
    rf"(?P<list>{LIST})\s*(?:be|are|is|denote)?\s*(?:an? |the |two )?(?P<family>{'|'.join(_FAMILIES)}) distributions?"
    rf"(?: {LIST})?\s*with (?:the )?(?:[\w-]+ ){{0,3}}(?P<parameters>{LIST})", re.IGNORECASE)


def laws_of(text: str, sources: Mapping[int, str]) -> list[str]:
    """Laws of random variables, and families of distributions with their parameters."""
    found: list[str] = []
    for match in _VARIABLE_WITH_LAW.finditer(text):
        law = sources.get(int(match["law"].strip("⟦⟧")), "")
        for name in written(match["list"], sources):
            if re.match(r"\\mathcal\s*\{?\s*N|N\s*\(|\\(?:operatorname|mathrm|text)\s*\{", law):
                found.append(rf"{name} \sim {law}")
    for match in _STANDARD_NORMAL.finditer(text):
        identity = "I" if match["vector"] else "1"
        listed = match["after"] or match["before"]
        found.extend(rf"{name} \sim \mathcal{{N}}(0, {identity})" for name in written(listed, sources))
    for match in _SAMPLE_SPACE.finditer(text):
        found.extend(rf"{name} = \Omega" for name in written(match["list"], sources))
    for match in _FAMILY.finditer(text):
        names, parameters = written(match["list"], sources), written(match["parameters"], sources)
        if len(names) == len(parameters):
            family = _FAMILIES[match["family"].lower()]
            found.extend(rf"{n} = \operatorname{{{family}}}({p})" for n, p in zip(names, parameters))
    return found


def written(listed: str, sources: Mapping[int, str]) -> list[str]:
    """The single symbols of a list, as they are written; of `a, b > 0` and `a, b \\in S` the part before."""
    found: list[str] = []
    for mark in re.findall(MARK, listed):
        source = sources.get(int(mark.strip("⟦⟧")), "")
        front = re.split(r"\\in\b|\\sim\b|[<>=]|\\[gl]eq?\b", source)[0]
        found.extend(part.strip() for part in front.split(",") if len(symbol_list(part)) == 1)
    return found
