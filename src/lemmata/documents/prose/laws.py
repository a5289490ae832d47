"""Laws that words spell out: "a standard normal variable $X$", "a Bernoulli distribution $P$ with parameter $p$"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lemmata.documents.language.symbols import symbol_list
from lemmata.documents.language.vocabulary import LIST, MARK

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

# The words of a family, and for each way to give its parameters the words of these and the law.
_SPOKEN: tuple[tuple[str, tuple[tuple[tuple[str, ...], str], ...]], ...] = (
    (r"normal|gaussian", ((("mean", "variance"), r"\mathcal{N}({0}, {1})"),
                          (("mean", "standard deviation"), r"\mathcal{N}({0}, ({1})^2)"),
                          (("expectation", "variance"), r"\mathcal{N}({0}, {1})"))),
    (r"bernoulli", ((("parameter|success probability|probability|mean",), r"\operatorname{Bernoulli}({0})"),)),
    (r"poisson", ((("parameter|rate|mean|intensity",), r"\operatorname{Poisson}({0})"),)),
    (r"exponential", ((("parameter|rate|rate parameter",), r"\operatorname{Exp}({0})"),
                      (("mean|scale|scale parameter",), r"\operatorname{Exp}(\frac{1}{{0}})"))),
    (r"binomial", ((("parameters?|number of trials", "|success probability|probability"),
                    r"\operatorname{Binomial}({0}, {1})"),)),
    (r"gamma", ((("shape|shape parameter", "rate|rate parameter"), r"\operatorname{Gamma}({0}, {1})"),)),
    (r"beta", ((("parameters?", "|"), r"\operatorname{Beta}({0}, {1})"),)),
    (r"chi-squared?", ((("degrees of freedom|",), r"\chi^2({0})"),)),
)
_ANY = "|".join(words for words, _ in _SPOKEN)
_NOUN = r"(?:\s+(?:random\s+)?(?:variables?|distributions?|law|numbers?|distributed))?"
_END = r"(?P<rest>[^.;:]*)"
_SPOKEN_LAW = re.compile(
    rf"(?P<list>{LIST})\s*,?\s*(?:(?:be|is|are|has|have|having|with|follows?|following|both|all|two|an?|the|distributed|"
    rf"as|according|to|independent|random|variables?)\s+)*(?P<family>{_ANY})(?:ly)?(?P<noun>{_NOUN}){_END}"
    rf"|(?P<family2>{_ANY})(?P<noun2>\s+(?:random\s+)?variables?)\s+(?P<list2>{LIST})(?P<rest2>[^.;:]*)", re.IGNORECASE)
_UNDER = re.compile(rf"(?P<name>{MARK})\s*,?\s*(?:given|conditional(?:ly)? on|conditioned on)\s+{LIST}\s*,?"
                    r"(?=\s*(?:be|is|are|has|have|follows?)\b)", re.IGNORECASE)
_PARAMETER = re.compile(rf"\s*,?\s*(?:(?:with|of|having|and|the|its|on|over|a|an|common)\s+)*"
                        rf"(?P<words>(?:[A-Za-z-]+\s+){{0,3}}?)(?P<mark>{MARK})")
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


@dataclass(frozen=True)
class Spelled:
    """A law that words spell out, as a formula, and where these words stand."""

    source: str
    span: tuple[int, int]


def spoken_laws(text: str, sources: Mapping[int, str]) -> list[Spelled]:
    """"$X$ is Poisson distributed with rate $\\lambda$", "uniformly distributed on $[0, 1]$".

    >>> [one.source for one in spoken_laws("⟦0⟧ is uniform on ⟦1⟧", {0: "X", 1: "[0, 2]"})]
    ['X \\\\sim \\\\operatorname{Uniform}(0, 2)']
    """
    found: list[Spelled] = []
    for match in _UNIFORM.finditer(text):
        source = sources.get(_number(match["set"]), "")
        for pattern, family in ((_INTERVAL, "Uniform"), (_RANGE, "DiscreteUniform")):
            if ends := pattern.fullmatch(source):
                law = rf"\operatorname{{{family}}}({ends['low'].strip()}, {ends['high'].strip()})"
                found.extend(Spelled(rf"{name} \sim {law}", match.span())
                             for name in written(match["list"] or match["list2"], sources))
    for match in _BINARY.finditer(text):
        law_of = _SURE.fullmatch(sources.get(_number(match["law"]), ""))
        if law_of and [law_of["name"]] == written(match["list"], sources):
            law = rf"\operatorname{{Bernoulli}}({law_of['p'].strip()})"
            found.append(Spelled(rf"{law_of['name']} \sim {law}", match.span()))
    # of "$k$ given $\\lambda$ is Poisson" the law is that of k
    text = _UNDER.sub(lambda m: m["name"] + " " * (len(m[0]) - len(m["name"])), text)
    for match in _SPOKEN_LAW.finditer(text):
        noun, listed = (match["noun"] or match["noun2"] or ""), match["list"] or match["list2"]
        if "distribution" in noun and re.search(r"\b(?:be|is|are)\b[^⟦]*$", text[match.start():match.start("noun")]):
            continue  # the law itself has the name
        family = (match["family"] or match["family2"]).lower()
        rest = "rest" if match["rest"] is not None else "rest2"
        read = _parameters(family, match[rest], sources)
        if read is not None:
            found.extend(Spelled(rf"{name} \sim {read[0]}", (match.start(), match.start(rest) + read[1]))
                         for name in written(listed, sources))
    return found


def _parameters(family: str, rest: str, sources: Mapping[int, str]) -> tuple[str, int] | None:
    """The law with its parameters, and where they end; None where they are not given in a known way."""
    ways = next(ways for words, ways in _SPOKEN if re.fullmatch(words, family))
    given: list[tuple[str, str, int]] = []
    position = 0
    while (match := _PARAMETER.match(rest, position)) and len(given) < 2:
        given.append((match["words"].strip().lower(), _value(sources.get(_number(match["mark"]), "")), match.end()))
        position = match.end()
    for names, law in ways:
        chosen = given[:len(names)]
        if len(chosen) == len(names) and all(
                value and re.fullmatch(f"(?:{words})", word) for (word, value, _), words in zip(chosen, names)):
            for k, (_, value, _) in enumerate(chosen):
                law = law.replace(f"{{{k}}}", f"{{{value}}}" if "frac" in law else value)
            return law, chosen[-1][2]
    return None


def _value(source: str) -> str:
    """What a formula gives as a parameter: a symbol, also of a bound, a number, a power."""
    front = re.split(r"\\in\b|[<>]|\\[gl]eq?\b", source)[0].strip()
    return "" if re.search(r"[=,]|\\sim", front) else front


def _number(mark: str) -> int:
    return int(mark.strip("⟦⟧"))


def laws_of(text: str, sources: Mapping[int, str]) -> list[Spelled]:
    """Laws of random variables, and families of distributions with their parameters."""
    found: list[Spelled] = []
    for match in _VARIABLE_WITH_LAW.finditer(text):
        law = sources.get(_number(match["law"]), "")
        if "=" in law:
            continue  # "$X$ and $Y$ have $\\operatorname{Var}(X) = ...$"
        for name in written(match["list"], sources):
            if re.match(r"\\mathcal\s*\{?\s*N|N\s*\(|\\(?:operatorname|mathrm|text)\s*\{", law):
                found.append(Spelled(rf"{name} \sim {law}", match.span()))
    for match in _STANDARD_NORMAL.finditer(text):
        identity = "I" if match["vector"] else "1"
        listed = match["after"] or match["before"]
        found.extend(Spelled(rf"{name} \sim \mathcal{{N}}(0, {identity})", match.span())
                     for name in written(listed, sources))
    for match in _SAMPLE_SPACE.finditer(text):
        found.extend(Spelled(rf"{name} = \Omega", match.span()) for name in written(match["list"], sources))
    for match in _FAMILY.finditer(text):
        names, parameters = written(match["list"], sources), written(match["parameters"], sources)
        if len(names) == len(parameters):
            family = _FAMILIES[match["family"].lower()]
            found.extend(Spelled(rf"{n} = \operatorname{{{family}}}({p})", match.span())
                         for n, p in zip(names, parameters))
    return found


def written(listed: str, sources: Mapping[int, str]) -> list[str]:
    """The single symbols of a list, as they are written; of `a > 0`, `a, b \\in S`, `X \\mid Y` the part before."""
    found: list[str] = []
    for mark in re.findall(MARK, listed):
        source = sources.get(int(mark.strip("⟦⟧")), "")
        front = re.split(r"\\in\b|\\sim\b|\\mid\b|[<>=]|\\[gl]eq?\b", source)[0]
        found.extend(part.strip() for part in front.split(",") if len(symbol_list(part)) == 1)
    return found
