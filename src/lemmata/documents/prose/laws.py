"""Laws that words spell out: "a standard normal variable $X$", "$X$ is uniform on $[0, 1]$"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lemmata.documents.language.marked import Marked
from lemmata.documents.language.vocabulary import CONCLUDING, LIST, MARK
from lemmata.documents.prose.families import spoken_families
from lemmata.documents.prose.joint import joint_normals
from lemmata.documents.prose.said import Spelled
from lemmata.documents.prose.vectors import normal_vectors

_VARIABLE_WITH_LAW = re.compile(
    rf"(?P<list>{LIST})(?:\s*,?\s*(?:which |that )?(?:be|is|are|denotes?)|\s)\s*"
    r"(?:(?:all|both|each|mutually|independent|and)\s+)*(?:an? |the )?"
    r"(?:[\w-]+ |i\.i\.d\. )?(?:random (?:vectors?|variables?|numbers?)|variables?|vectors?)?\s*(?:that (?:is|are) )?"
    r"(?:with|has|have|having|distributed|modell?ed|drawn|sampled|follows?|following|"
    r"(?:draws|samples|observations|realizations|realisations)\s+(?:of|from))\s+"
    rf"(?:as |from |according to )?(?:the |a )?(?:[\w-]+ ){{0,4}}(?:distribution |law )?(?P<law>{MARK})")
_LAW_BEFORE_NOUN = re.compile(
    rf"(?P<list>{LIST})\s*(?:be|is|are)\s+(?:an? |the )?(?:[\w-]+ |i\.i\.d\. )?(?P<law>{MARK})\s+"
    r"(?:random )?(?:variables?|vectors?|numbers?|draws?|samples?|observations?)\b")
_LEADS_TO_LAW = re.compile(
    rf"(?P<list>{LIST})(?:[\s,]|\b(?:be|is|are|an?|the|i\.i\.d\.|independent(?:ly)?|identically|distributed|random|"
    r"iid|i\.?i\.?d|variables?|vectors?|numbers?|draws?|samples?|observations?|realizations?|with|which|that|have|has|having|follows?|"
    r"following|drawn|sampled|from|of|as|according|to|same|common|law|distribution|and|each|all|both|mutually)\b)*"
    rf"(?P<law>{MARK})")
_IID = re.compile(
    rf"(?P<list>{LIST})\s*,?\s*(?:(?:be|is|are|all|were|which|that|a|an|sample)\s+)*"
    r"(?:i\.?i\.?d\.?|independent(?:ly)? and identically distributed)\s+(?:(?:random )?(?:variables?|samples?|draws?|"
    r"observations?)\s+)?(?:(?:from|with|as|according to|following|drawn from|draws from|samples from)\s+)?"
    rf"(?:(?:the|a|an)\s+)?(?:law |distribution )?(?P<law>{MARK})", re.IGNORECASE)
_LAW = re.compile(r"\\mathcal\s*\{?\s*[NU]|[NU]\s*(?:\\left)?\s*[(\[]|\\(?:operatorname|mathrm|text)\s*\{")
# "then $X$ has the beta-binomial distribution"
NAMED_LAW = re.compile(
    rf"\b(?:{CONCLUDING}),?\s+(?:we (?:say|see) that )?(?P<list>{LIST})\s+(?P<words>(?:has|have|follows?|is|are)\s+"
    r"(?:(?:said to (?:be|have|follow)|called|known as|also|an?|the)\s+)*[^.;:,⟦]*?"
    r"\b(?:distributions?|laws?|distributed|variables?))"
    r"(?!\s+(?:with|of|on|over|whose)\b)", re.IGNORECASE)
_SAMPLE_SPACE = re.compile(rf"\bsample space,?\s*(?:denoted |called )?(?P<list>{MARK})", re.IGNORECASE)
_STANDARD_NORMAL = re.compile(
    r"standard (?:normal|Gaussian)(?: random)? (?:(?P<vector>vectors?)|variables?)"
    rf"\s*(?P<after>{LIST})|(?P<before>{LIST})\s*(?:be|is|are)\s*(?:an? |two )?(?:independent )?"
    r"standard (?:normal|Gaussian)(?! vector)",
    re.IGNORECASE)
_UNIFORM = re.compile(
    rf"(?:(?P<list>{LIST})\s*,?\s*(?:(?:be|is|are|has|have|follows?|both|all|an?|the|distributed|drawn|random|variables?|"
    rf"independent|and)\s+)*(?:uniform(?:ly)?)(?:\s+(?:random\s+)?(?:variables?|distributed|distribution|law))?"
    rf"|uniform(?:ly distributed)?\s+(?:random\s+)?variables?\s+(?P<list2>{LIST}))"
    rf"\s+(?:(?:at )?random\s+)?(?:on|over|in|from)\s+(?:the\s+)?(?:(?:unit\s+)?(?:interval|set)\s+)?"
    rf"(?P<set>{MARK})",
    re.IGNORECASE)
_INTERVAL = re.compile(r"\s*(?:\\left)?[\[(](?P<low>[^,;]+)[,;](?P<high>[^,;]+?)(?:\\right)?[\])]\s*")
_RANGE = re.compile(r"\s*\\\{\s*(?P<low>-?\w+)\s*,(?:[^{}]*,)?\s*(?:\\[lc]?dots|\.\.\.)\s*,"
                    r"\s*(?P<high>\w+)\s*\\\}\s*")
_BINARY = re.compile(rf"\bbinary (?:random )?variables?\s+(?P<list>{MARK})\s*,?\s*with\s+(?P<law>{MARK})",
                     re.IGNORECASE)
_SURE = re.compile(r"\s*P\s*\(\s*(?P<name>[A-Za-z])\s*=\s*1\s*\)\s*=\s*(?P<p>[^=]+)$")


def spoken_laws(sentence: Marked) -> list[Spelled]:
    """Laws of variables: those of families in words, those whose formula stands in the words, uniform ones on a set.

    >>> text = "⟦0⟧ is uniform on ⟦1⟧"
    >>> [one.source for one in spoken_laws(Marked(text, text, {0: "X", 1: "[0, 2]"}))]
    ['X \\\\sim \\\\operatorname{Uniform}(0, 2)']
    """
    joint = [*joint_normals(sentence), *normal_vectors(sentence)]
    others = [one for one in spoken_families(sentence) if not any(
        one.span[0] < other.span[1] and other.span[0] < one.span[1] for other in joint)]
    return [*_in_formulas(sentence), *_uniform(sentence), *joint, *others]


def loose_laws(sentence: Marked, spoken: Sequence[Spelled]) -> dict[str, str]:
    """Names that seem to have a law that stands beside them, in words that were not understood; with the law."""
    found: dict[str, str] = {}
    for match in _LEADS_TO_LAW.finditer(sentence.text):
        law = sentence.source(match["law"])
        place = match.start("law")
        understood = any(low <= place < high for low, high in (one.span for one in spoken))
        if "=" not in law and _LAW.match(law) and not understood:
            found |= {one.name: law for one in sentence.names(match["list"])}
    return found


def _in_formulas(sentence: Marked) -> Iterator[Spelled]:
    for pattern in (_VARIABLE_WITH_LAW, _IID, _LAW_BEFORE_NOUN):
        for match in pattern.finditer(sentence.text):
            law = re.sub(r"^\\sim\b\s*", "", sentence.source(match["law"]).strip())
            if "=" not in law and _LAW.match(law):  # "$X$ and $Y$ have $\\operatorname{Var}(X) = ...$"
                yield from (Spelled(rf"{name} \sim {law}", match.span()) for name in sentence.written(match["list"]))
    for match in _STANDARD_NORMAL.finditer(sentence.text):
        law = rf"\mathcal{{N}}(0, {'I' if match['vector'] else '1'})"
        for name in sentence.written(match["after"] or match["before"]):
            yield Spelled(rf"{name} \sim {law}", match.span())
    for match in _SAMPLE_SPACE.finditer(sentence.text):
        yield from (Spelled(rf"{name} = \Omega", match.span()) for name in sentence.written(match["list"]))
    for match in _BINARY.finditer(sentence.text):
        law_of = _SURE.fullmatch(sentence.source(match["law"]))
        if law_of and [law_of["name"]] == sentence.written(match["list"]):
            yield Spelled(rf"{law_of['name']} \sim \operatorname{{Bernoulli}}({law_of['p'].strip()})", match.span())


def _uniform(sentence: Marked) -> Iterator[Spelled]:
    for match in _UNIFORM.finditer(sentence.text):
        if law := uniform_on(sentence.source(match["set"])):
            for name in sentence.written(match["list"] or match["list2"]):
                yield Spelled(rf"{name} \sim {law}", match.span())


def uniform_on(source: str) -> str:
    """The uniform law on an interval or on whole numbers, as a formula; "" on other sets.

    >>> uniform_on("[0, 2]"), uniform_on("S")
    ('\\\\operatorname{Uniform}(0, 2)', '')
    """
    for pattern, family in ((_INTERVAL, "Uniform"), (_RANGE, "DiscreteUniform")):
        if ends := pattern.fullmatch(source):
            return rf"\operatorname{{{family}}}({ends['low'].strip()}, {ends['high'].strip()})"
    return ""
