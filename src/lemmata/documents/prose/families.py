"""Laws of families in words: "$X$ is Poisson distributed with rate $\\lambda$".

What a family and its parameters are called is in its record (engine/ops/families). Names and numbers are given as the
words give them, and these words settle which way of the notation is meant; of expressions the law is that of the
record, so that the scale $2 \\theta$ is the rate $1 / (2 \\theta)$.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lemmata.documents.language.familynames import BY_NAME, OF_NUMBERS
from lemmata.documents.language.marked import Marked
from lemmata.documents.language.symbols import front, names_in, symbol_list
from lemmata.documents.language.vocabulary import LIST, MARK
from lemmata.documents.prose.said import Spelled
from lemmata.engine.expr import symbol
from lemmata.engine.ops import apply
from lemmata.engine.ops.families import Family, Meaning
from lemmata.engine.readers.latex.randomness import VARIABLES
from lemmata.engine.writers import to_latex


def _roles(family: Family, way: Meaning) -> list[list[str]]:
    """What each parameter is called where it is given in this way."""
    called = family.called or ("",) * len(family.params)
    own = way.roles or ("",) * len(family.params)
    return [(mine or other).split("|") for mine, other in zip(own, called)]


def _ways(family: Family) -> Sequence[Meaning]:
    return family.meanings or (Meaning(),)


ANY_FAMILY = "|".join(re.escape(n).replace(r"\ ", "[ -]").replace("'", "['’]") for n in sorted(BY_NAME, key=len)[::-1])
_ROLES = sorted({r for f in OF_NUMBERS for way in _ways(f) for roles in _roles(f, way) for r in roles if r}, key=len)
_NOUN = r"(?:\s+(?:random\s+)?(?:variables?|distributions?|law|numbers?|distributed))?"
_REST = r"[^.;:]*"
_WITH_LAW = re.compile(
    rf"(?P<list>{LIST})\s*,?\s*(?:(?:be|is|are|has|have|having|with|follows?|following|both|all|two|an?|the|distributed|"
    rf"as|according|to|independent|random|real|variables?)\s+)*(?P<family>{ANY_FAMILY})(?:ly)?\b(?P<noun>{_NOUN})"
    rf"(?P<rest>{_REST})|\b(?P<family2>{ANY_FAMILY})(?P<noun2>\s+(?:random\s+)?variables?)\s+(?P<list2>{LIST})(?P<rest2>{_REST})",
    re.IGNORECASE)
_LAW_ITSELF = re.compile(
    rf"(?P<list>{LIST})\s*(?:be|are|is|denotes?)?\s*(?:an? |the |two )?(?P<family>{ANY_FAMILY}) distributions?"
    rf"(?P<rest>\s*with\b{_REST})"
    rf"|\b(?P<family2>{ANY_FAMILY}) distributions? (?P<list2>{LIST})(?P<rest2>\s*with\b{_REST})",
    re.IGNORECASE)
_WITHOUT_NAME = re.compile(
    rf"\b(?:{ANY_FAMILY})(?:ly distributed)?\s+(?:(?:random\s+)?(?:variables?|numbers?)|distributions?|laws?|case)\b",
    re.IGNORECASE)
_IS = re.compile(r"\b(?:be|is|are)\b[^⟦]*$")
_UNDER = re.compile(rf"(?P<name>{MARK})\s*,?\s*(?:given|conditional(?:ly)? on|conditioned on)\s+{LIST}\s*,?"
                    r"(?=\s*(?:be|is|are|has|have|follows?)\b)", re.IGNORECASE)
_DENSITY = r"(?:probability\s+)?(?:densit(?:y|ies)|mass)(?:\s+functions?)?(?:\s*\((?:pdf|pmf|PDF|PMF)\))?|pdf|pmf"
_DENSITY_OF = re.compile(
    rf"\b(?:{_DENSITY})\s+(?:of|for)\s+(?:an?\s+|the\s+)?(?:univariate\s+|one-dimensional\s+|scalar\s+)?"
    rf"(?P<family>{ANY_FAMILY})(?:ly)?\b{_NOUN}(?P<rest>{_REST})"
    rf"|\b(?P<family2>{ANY_FAMILY})\s+(?:distribution|law|(?:random\s+)?variable)s?\b(?P<rest2>{_REST}?)"
    rf"\b(?:has|have|with|is given by)\s+(?:the\s+|an?\s+|its\s+)?(?:{_DENSITY})\b"
    rf"(?P<end>\s*(?:of the form|given by)?\s*{MARK})",
    re.IGNORECASE)
# "The Rayleigh distribution with scale $s$ ...", "A random variable with ...": a law of which a sentence speaks.
_SUBJECT = re.compile(
    rf"\W*(?:(?:consider|recall|let us (?:consider|recall)|we (?:consider|use|recall))\s+)?(?:an?|any|every|the)"
    rf"\s+(?:(?:random\s+)?(?:variable|vector|number|lifetime|waiting time)\s+(?:{MARK}\s+)?(?:with|that has|has|"
    rf"having|that follows|follows|following|from)\s+(?:an?|the)\s+)?"
    rf"(?:(?P<family>{ANY_FAMILY})\s+(?:distribution|law)\b(?P<rest>{_REST})"
    rf"|(?:[\w-]+\s+){{1,2}}(?:distribution|law)\s+(?P<law>{MARK}))", re.IGNORECASE)
_ITS_DENSITY = re.compile(
    rf"(?:^|[.;:,]|\b(?:and|then|where)\b)\W*(?:its|the)\s+(?:{_DENSITY})"
    rf"(?:\s+(?:at|for|in)\s+(?:(?:an?|any|each|every|all|the)\s+)?(?:points?|values?|vectors?|arguments?|numbers?)?"
    rf"(?:\s*(?:,|with|and|where)*\s*{MARK}){{1,4}})?\s*,?\s*(?:is|equals|reads)(?:\s+(?:then|given by|therefore))?"
    rf"\s*:?\s*(?P<mark>{MARK})", re.IGNORECASE)
_FUNCTION = re.compile(r"\s*(?P<head>[A-Za-z])\s*\(\s*(?P<x>[a-z])\s*\)\s*=")
_PARAMETER = re.compile(
    rf"\s*,?\s*(?:(?:with|of|having|and|the|its|on|over|a|an|common|respective|respectively)\s+)*(?P<words>(?:[A-Za-z-]+\s+){{0,4}}?)"
    rf"(?P<mark>{MARK})(?:\s+(?P<behind>{'|'.join(_ROLES[::-1])})\b(?!\s*(?:of |equal to )?⟦))?", re.IGNORECASE)
_OWN_LAW = re.compile(r"\\sim\b")
# "is lognormal with parameters $m$ and $t$, that is, $\\ln X \\sim ...$": the formula says what they are.
_MEANING = re.compile(rf"\b(?:that is|i\.e\.|if|when|meaning(?: that)?|means(?: that)?|in the sense that|"
                      rf"in other words)[\s,:]*(?P<mark>{MARK})", re.IGNORECASE)
_TAIL = re.compile(r"(?<=\w)\s+(?:parameters?|of|equal to|given by|is)$")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def spoken_families(sentence: Marked) -> list[Spelled]:
    """The laws of families that words give to variables, and the families that are named themselves.

    >>> text = "⟦0⟧ is gamma distributed with scale ⟦1⟧ and shape ⟦2⟧"
    >>> [one.source for one in spoken_families(Marked(text, text, {0: "X", 1: "b", 2: "a"}))]
    ['X \\\\sim \\\\operatorname{Gamma}(a, b)']
    """
    found: list[Spelled] = []
    by_formula = _by_formula(sentence)
    text = _UNDER.sub(lambda m: m["name"] + " " * (len(m[0]) - len(m["name"])), sentence.text)
    for match in _WITH_LAW.finditer(text):
        noun, rest = (match["noun"] or match["noun2"] or ""), "rest" if match["list"] else "rest2"
        if "distribution" in noun and _IS.search(text[match.start():match.start("noun")]):
            continue  # the law itself has the name
        names = sentence.written(match["list"] or match["list2"])
        family = _family(match)
        read = _law(family, match[rest], sentence)
        each = [read] * len(names) if read is not None else _respective(family, match[rest], sentence, len(names))
        found.extend(Spelled("" if name in by_formula else rf"{name} \sim {law}",
                             (match.start(), match.start(rest) + end))
                     for name, (law, end) in zip(names, each))
    for match in _LAW_ITSELF.finditer(text):
        names, rest = sentence.written(match["list"] or match["list2"]), "rest" if match["list"] else "rest2"
        family = _family(match)
        many = len(names) > 1
        if many and len(family.params) > 1:
            continue
        given = _given(match[rest], sentence, len(names) if many else len(family.params))
        single = [[(_singular(given[0][0]), value, end)] for _, value, end in given]
        laws = [_spelled(family, one) for one in (single if many else [given])]
        if len(laws) == len(names) and all(laws):
            span = (match.start(), match.start(rest) + given[-1][2])
            found.extend(Spelled(f"{name} = {law}", span) for name, law in zip(names, laws))
    return found


def _by_formula(sentence: Marked) -> set[str]:
    """The variables whose laws formulas of the sentence spell out."""
    told = (_OWN_LAW.split(sentence.source(m["mark"])) for m in _MEANING.finditer(sentence.text))
    found = (names_in(parts[0]).keys() & VARIABLES for parts in told if len(parts) == 2 and "\\mid" not in parts[0])
    return {name for names in found if len(names) == 1 for name in names}


def lawful_functions(sentence: Marked) -> list[tuple[tuple[str, str], str]]:
    """The densities of families that a sentence writes down, by letter and argument, with their laws.

    >>> text = "The density of the gamma distribution with shape ⟦0⟧ and rate ⟦1⟧ is ⟦2⟧"
    >>> lawful_functions(Marked(text, text, {0: "a", 1: "b", 2: "f(x) = e^{-x}"}))
    [(('f', 'x'), '\\\\operatorname{Gamma}(a, b)')]
    """
    found = []
    for match in _DENSITY_OF.finditer(sentence.text):
        rest = match["rest"] if match["family"] else match["rest2"] + match["end"]
        heads = [(place, head) for place in re.finditer(MARK, rest)
                 if (head := _FUNCTION.match(sentence.source(place[0])))]
        if len(heads) != 1:
            continue
        place, head = heads[0]
        read = _law(_family(match), rest[:place.start()] + rest[place.end():], sentence)
        if read is not None:
            found.append(((head["head"], head["x"]), read[0]))
    return found


def law_of_subject(sentence: Marked) -> str:
    """The law of which a sentence speaks, of a variable or by itself; "" without one, or where there is more.

    >>> text = "The exponential distribution with rate ⟦0⟧ is memoryless"
    >>> law_of_subject(Marked(text, text, {0: r"\\lambda"}))
    '\\\\operatorname{Exponential}(\\\\lambda)'
    """
    sources = list(sentence.sources.values())
    told = [source for source in sources if _OWN_LAW.search(source)]
    if any("=" in source for source in sources if source not in told) or len(told) > 1:
        return ""
    told += [one.source for one in spoken_families(sentence) if _OWN_LAW.search(one.source)]
    laws = [_OWN_LAW.split(one)[-1].strip() for one in told if "\\mid" not in one]
    if not told and (subject := _SUBJECT.match(sentence.text)):
        read = None if subject["law"] else _law(_family_of(subject["family"]), subject["rest"], sentence)
        laws = [sentence.source(subject["law"])] if subject["law"] else [read[0]] if read is not None else []
    return laws[0] if len(laws) == 1 else ""


def densities_of_subject(sentence: Marked) -> list[tuple[str, str]]:
    """The densities, by letter and argument, that a sentence says to be that of the law before: "Its density is".

    >>> text = "Its density at a point ⟦0⟧ is ⟦1⟧"
    >>> densities_of_subject(Marked(text, text, {0: "x > 0", 1: "f(x) = e^{-x}"}))
    [('f', 'x')]
    """
    heads = (_FUNCTION.match(sentence.source(m["mark"])) for m in _ITS_DENSITY.finditer(sentence.text))
    return [(head["head"], head["x"]) for head in heads if head is not None]


def nameless_families(sentence: Marked) -> dict[str, str]:
    """The variables in formulas of a sentence that speaks of a family without a name for its variable, with the words.

    "A Bernoulli variable has $\\operatorname{Var}(X) = p(1 - p)$": X may have this law here, and had another before.

    >>> text = "A Poisson variable has ⟦0⟧"
    >>> nameless_families(Marked(text, text, {0: r"\\mathbb{E}[X] = \\mu"}))
    {'X': 'Poisson variable'}
    """
    named = [match.span() for pattern in (_WITH_LAW, _LAW_ITSELF) for match in pattern.finditer(sentence.text)]
    words = next((m[0] for m in _WITHOUT_NAME.finditer(sentence.text) if not any(
        low <= m.start() < high for low, high in named)), "")
    if not words:
        return {}
    found = {source: names_in(source) for source in sentence.sources.values()}
    lawful = {name for source, names in found.items() if _OWN_LAW.search(source) for name in names}
    return {name: words for names in found.values() for name in names
            if name.partition("_")[0] in VARIABLES and name not in lawful}


def _family(match: re.Match[str]) -> Family:
    return _family_of(match["family"] or match["family2"])


def _family_of(name: str) -> Family:
    return BY_NAME[name.lower().replace("-", " ").replace("’", "'")]


def law_in_words(name: str, rest: str, sentence: Marked) -> str:
    """The law of a family of which the words behind its name give the parameters and nothing else; "" of others."""
    found = _law(_family_of(name), rest, sentence)
    return found[0] if found is not None and not rest[found[1]:].strip(" ,") else ""


def _singular(role: str) -> str:
    return re.sub(r"ies$", "y", role) if role.endswith("ies") else role.removesuffix("s")


def _law(family: Family, rest: str, sentence: Marked) -> tuple[str, int] | None:
    """The law with its parameters, and where they end; None where they are not given in a known way."""
    given = _given(rest, sentence, len(family.params))
    law = _spelled(family, given)
    return (law, given[-1][2]) if law else None


def _respective(family: Family, rest: str, sentence: Marked, count: int) -> list[tuple[str, int]]:
    """The laws of several variables with a parameter of each: "with (respective) rates $a$ and $b$"."""
    given = _given(rest, sentence, count * len(family.params)) if count > 1 else []
    if not given or len(given) != count * len(family.params):
        return []
    groups = [given[k:k + count] for k in range(0, len(given), count)]
    if any(_singular(group[0][0]) == group[0][0] or any(role for role, _, _ in group[1:]) for group in groups):
        return []
    laws = [_spelled(family, [(_singular(group[0][0]), *group[k][1:]) for group in groups]) for k in range(count)]
    return [(law, given[-1][2]) for law in laws] if all(laws) else []


def _given(rest: str, sentence: Marked, most: int) -> list[tuple[str, str, int]]:
    """What words call the first parameters, their values, and where each ends."""
    found: list[tuple[str, str, int]] = []
    roles: list[str] = []
    position = 0
    while len(found) < most and (match := _PARAMETER.match(rest, position)):
        if words := match["words"].strip().lower():
            roles = [_TAIL.sub("", word) for word in re.split(r"\s+and\s+(?:the |its )?", words)]
        value = front(sentence.source(match["mark"]))
        values = value.split(",") if "(" not in value else [value]
        for part in values:  # "with parameters $a, b$"
            role = (match["behind"] or "").lower() or (roles.pop(0) if roles else "")
            found.append((role, "" if re.search(r"=|\\sim", part) else part.strip(), match.end()))
        position = match.end()
    return found


def _spelled(family: Family, given: Sequence[tuple[str, str, int]]) -> str:
    """The law as a formula, "" where the words don't say what the parameters are."""
    if len(given) != len(family.params) or not all(value for _, value, _ in given):
        return ""
    name = next(s for s in family.spelled if len(s) > 1 and s.isalpha())
    if given[0][0] in ("parameter", "parameters") and not any(role for role, _, _ in given[1:]):
        return _formula(name, [value for _, value, _ in given])
    for way in _ways(family):
        values = [next((value for role, value, _ in given if role and role in roles), "")
                  for roles in _roles(family, way)]
        if not all(values):
            continue
        if way.law is None or all(_is_plain(value) for value in values):
            return _formula(name, values)
        places = [symbol(letter) for letter in "vwxyz"[:len(values)]]
        law = way.of(apply(family.name, *places))
        filled = {place.name: value if _is_plain(value) else f"({value})" for place, value in zip(places, values)}
        return _formula(name, [re.sub(r"(?<![A-Za-z\\])[v-z](?![A-Za-z])", lambda m: filled[m[0]], to_latex(part))
                               for part in law.children])
    return ""


def _formula(name: str, values: Sequence[str]) -> str:
    return rf"\operatorname{{{name}}}({', '.join(values)})"


def _is_plain(value: str) -> bool:
    """A bare name or a number."""
    names = symbol_list(value)
    return _NUMBER.fullmatch(value) is not None or (len(names) == 1 and not names[0].power)
