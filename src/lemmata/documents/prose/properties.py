"""Properties that words name and a formula says: "a unit vector $v$" `\\|v\\|_2 = 1`, "$A$ and $B$ commute" `AB = BA`.

A row is what is said, of how many symbols, and the formula; a formula of two symbols is said of each pair.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from lemmata.documents.language.marked import Marked
from lemmata.documents.language.numerals import NUMERAL, WORDS
from lemmata.documents.language.symbols import front, symbol_list
from lemmata.documents.language.vocabulary import CONCLUDING, LIST, MARK
from lemmata.documents.prose.said import Spelled
from lemmata.documents.prose.screened import conditional_independence
from lemmata.engine.readers.latex.randomness import VARIABLES

_WORD = r"(?!(?:of|that|which|and|or|but|not|with|has|have|having|for|to|in|on|by)\b)[a-z-]+"
_LINK = rf"\s*(?:be|is|are|being|as)\s+(?:(?:{_WORD}|{MARK})\s+){{0,5}}?"
_KIND = (rf"(?:\s+(?:real|square|unit|symmetric|{MARK}))*"
         r"(?:\s+(?:matri(?:x|ces)|vectors?|projections?|operators?|events?|random variables?|variables?))?")
# What a symbol is before what it has: "$X$ is a real random variable with zero mean".
_NOUN = rf"(?:(?:be|is|are|being)\s+(?:(?:{_WORD}|{MARK})\s+){{0,5}}?)?"
_CLAIMED = re.compile(rf"\b(?:{CONCLUDING})\W*$", re.IGNORECASE)

# Adjectives: they stand before the symbol or are said of it. `{0}` and `{1}` are the symbols.
_ADJECTIVES: tuple[tuple[str, str], ...] = (
    (r"unit(?=(?: [a-z-]+)? vectors?\b)|unit-norm|unit-length", r"\|{0}\|_2 = 1"),
    (r"idempotent", r"{0}^2 = {0}"),
    (r"involutory|involutive", r"{0}^2 = I"),
    (r"skew-symmetric|antisymmetric|anti-symmetric", r"{0}^\top = -{0}"),
    (r"traceless|trace-free", r"\operatorname{tr}({0}) = 0"),
    (r"rotation(?= (?:[\w⟦⟧-]+ )?matri)", r"\det({0}) = 1"),  # no reflection, which is orthogonal too
    (r"zero-mean|mean-zero|cent(?:e)?red(?= random variables?\b)", r"\mathbb{E}[{0}] = 0"),
    (r"unit-variance", r"\operatorname{Var}({0}) = 1"),
    (r"commuting", r"{0} {1} = {1} {0}"),
    (r"uncorrelated", r"\operatorname{Cov}({0}, {1}) = 0"),
    (r"(?:mutually exclusive|disjoint|incompatible)(?! (?:sets?|supports?|unions?))", r"P({0} \cap {1}) = 0"),
    (r"linearly independent", r"({0}^\top {1})^2 < \|{0}\|_2^2 \|{1}\|_2^2"),
    (r"(?<!pairwise )correlation(?: coefficient)?(?! (?:function|matri|time|length))", r"|{0}| < 1"),
    (r"(?:row-|right |doubly )?stochastic(?= (?:[\w⟦⟧-]+ )?matri)", r"\sum_j {0}_{ij} = 1"),
    (r"(?:column-|left |doubly )stochastic(?= (?:[\w⟦⟧-]+ )?matri)", r"\sum_i {0}_{ij} = 1"),
    (r"(?:mutually )?orthogonal(?=(?: [a-z-]+)? vectors?\b)", r"{0}^\top {1} = 0"),
)
# The domain of what a formula is said of, where a sampler has to know it.
_DOMAINS = {formula: "nonnegative" for words, formula in _ADJECTIVES if "stochastic" in words}
_SPREAD = r"(?:finite,? (?:and )?)?(?:strictly )?(?:positive|non-?zero|non-?vanishing)(?:,? (?:and )?finite)?"
# Predicates behind the symbols.
_PREDICATES: tuple[tuple[str, str], ...] = (
    (r"(?:that |which )?commutes?", r"{0} {1} = {1} {0}"),
    (r"(?:ha(?:s|ve)|having|with|of) unit (?:length|norm)", r"\|{0}\|_2 = 1"),
    (r"(?:ha(?:s|ve)|having|with) (?:unit variance and )?(?:zero mean|mean zero|zero expectation)",
     r"\mathbb{E}[{0}] = 0"),
    (r"(?:ha(?:s|ve)|having|with) (?:(?:zero mean|mean zero) and )?unit variance", r"\operatorname{Var}({0}) = 1"),
    (rf"(?:ha(?:s|ve)|having|with) (?:finite (?:[\w-]+ )?(?:means?|moments?|expectations?) and )?{_SPREAD} variances?"
     r"(?! (?:matri|components?|parameters?))", r"\operatorname{Var}({0}) > 0"),
    (r"(?:ha(?:s|ve)|having|with) (?:zero trace|trace zero)", r"\operatorname{tr}({0}) = 0"),
    (r"(?:cannot|can't|never|can never) (?:both )?(?:happen|occur|hold|be true)"
     r"(?: (?:together|simultaneously|at the same time|both|jointly))?", r"P({0} \cap {1}) = 0"),
    (r"(?:ha(?:s|ve)|having|with|of) unit determinant", r"\det({0}) = 1"),
    (r"(?:ha(?:s|ve)|having|with|of) (?:full row rank|linearly independent rows)", r"\det({0} {0}^\top) > 0"),
)
_PAIRS: tuple[tuple[str, str], ...] = (  # "$u$ is orthogonal to $v$"
    (r"(?:is |be |are )?orthogonal to", r"{0}^\top {1} = 0"),
    (r"commutes? with", r"{0} {1} = {1} {0}"),
    (r"(?:is |be |are )?uncorrelated with", r"\operatorname{Cov}({0}, {1}) = 0"),
)
_SPACE = rf"(?:(?:the )?(?:whole )?(?:sample |probability )?space|{MARK})"
_PARTITION = re.compile(
    rf"(?P<list>{LIST})\s*(?:events? )?(?P<words>(?:(?:be|is|are|that|which|forms?|forming|as)\s+)*(?:"
    rf"an? (?:finite |measurable )?partition\b(?: of {_SPACE})?|partition(?:s|ing)? {_SPACE}"
    rf"|(?:mutually exclusive|disjoint) and (?:collectively |jointly )?exhaustive(?: events)?))", re.IGNORECASE)
_ITS = r"(?:the |an? |its )?(?:nonzero )?(?:corresponding |associated )?"
_EIGENVECTOR = re.compile(
    rf"(?P<vector>{LIST})\s*(?:be|is|denotes?|being|as)?\s*(?:an? |the |some )?"
    rf"(?:nonzero |unit |normali[sz]ed |right )?eigenvectors? of (?:the |an? )?"
    rf"(?:[\w-]+ ){{0,2}}?(?P<matrix>{LIST})\s*,?\s*"
    rf"(?:with|for|to|belonging to|corresponding to|associated (?:with|to))\s+(?:the |an? |its )?"
    rf"(?:corresponding |associated )?(?:real )?eigenvalue (?P<value>{LIST})"
    rf"|(?P<value2>{LIST})\s*(?:be|is|denotes?|being)?\s*(?:an? |the |some )?(?:real )?eigenvalue of (?:the |an? )?"
    rf"(?:[\w-]+ ){{0,2}}?(?P<matrix2>{LIST})\s*,?\s*(?:with|and(?: let)?)\s+"
    rf"(?:{_ITS}eigenvector (?P<vector2>{LIST})|(?P<vector3>{LIST})\s*(?:be )?{_ITS}eigenvector)", re.IGNORECASE)
# "$X \\to Y \\to Z$ form a Markov chain", "a Markov chain $X \\to Y \\to Z$", "$X$, $Y$ and $Z$ form a Markov chain"
_FORM = r"(?:(?:be|is|are|forms?|forming|that|which|as|in)\s+)*"
_CHAIN = re.compile(
    rf"(?P<list>{LIST})\s*,?\s*(?P<words>{_FORM}(?:an? |the )?Markov chains?)\b(?:\s+(?:in this order|of this order))?"
    rf"(?!\s*{MARK})|(?P<words2>\bMarkov chain),?\s+(?P<list2>{MARK})", re.IGNORECASE)
_ARROW = re.compile(r"\\(?:to|(?:long)?rightarrow|(?:long)?leftrightarrow|leftarrow)(?![A-Za-z])|→|↔|-+")
# "$X$ and $Y$ be random variables with correlation $\\rho$"
CORRELATION = (r"\b(?:(?:a |the |common |known |Pearson |linear )*correlation(?: coefficient)?) (?:of |equal to )?"
               rf"(?P<value>{MARK})")
_NEAR = 40  # characters before a list in which words say that all of it is positive
_SIGNED = re.compile(r"\b(?:non-?negative|positive|probabilit(?:y|ies)|proportions|convex)\b", re.IGNORECASE)
_CORRELATED = re.compile(rf"(?P<list>{LIST})(?P<gap>[^.;:]{{0,100}}?){CORRELATION}", re.IGNORECASE)


# "weights $w_1, ..., w_n \\ge 0$ that sum to one"
_TOTAL = re.compile(
    rf"(?P<list>{LIST})[\s,]*(?P<kind>(?:(?:is|are|be|being|with|has|have|having|whose|an?|all|each|real|numbers?|vectors?|weights?|entries|"
    rf"components|elements|probabilities|"
    rf"non-?negative|positive|that|which|and|they|both|always|must)[\s,]+)*)"
    rf"(?P<words>(?:sum(?:s|ming)?|add(?:s|ing)?)(?: up)? to (?:one|1|unity|(?P<mark>{MARK})))"
    rf"(?!\s*(?:or|minus|plus)\b)|\b(?:entries|components|elements) of (?P<list2>{MARK}) "
    rf"(?P<words2>sum(?: up)? to (?:one|1|(?P<mark2>{MARK})))",
    re.IGNORECASE)
# "a differentiable function of $z$ with gradient $g$"
_GRADIENT = re.compile(
    rf"(?P<function>{MARK})\s*(?:be|is|denotes)\s+(?:an?|the|some|any)\s+(?:(?!not\b)[a-z-]+\s+){{0,3}}?"
    rf"(?:function|loss|cost|objective)\s+(?:function\s+)?of\s+(?P<point>{MARK}),?\s+"
    rf"(?P<words>(?:with|whose|and its|and the)\s+(?:the\s+)?(?:gradient|derivative)\s+(?:(?:is|be|by|of) )?"
    rf"(?P<slope>{MARK}))", re.IGNORECASE)
# "a random variable $X$ with $n$ possible values", "$X$ takes values in a set of size $n$"
_VALUED = re.compile(
    rf"(?P<list>{LIST})\s*,?\s*(?P<words>(?:(?:be|is|an?|the|discrete|categorical|finite|random|variables?|that|which|can|"
    r"may)\s+)*(?:with|ha(?:s|ve)|having|tak(?:es?|ing)|assum(?:es?|ing))\s+(?:on\s+)?(?P<most>at most\s+)?"
    rf"(?:exactly\s+)?(?:values? in (?:an?|the) (?:finite )?(?:set|alphabet) "
    rf"(?:of (?:size|cardinality) (?P<size>{MARK})|"
    rf"(?:of|with) (?P<members>{MARK}) (?:elements|members|symbols|values|letters))|(?P<count>{MARK}|{NUMERAL})\s+"
    r"(?:(?:different|distinct|possible|discrete)\s+)*(?:values|outcomes|states|categories|symbols|levels)))\b",
    re.IGNORECASE)
# "a random variable with values in $[0, 1]$", "$X$ takes only the values $0$ and $1$"
_WITH_VALUES = re.compile(
    rf"(?P<list>{LIST})\s*,?\s*(?P<words>(?:(?:be|is|an?|the|discrete|binary|random|variables?|that|which|can|may)\s+)*"
    rf"(?:with|having|tak(?:es?|ing)|assum(?:es?|ing))\s+(?:on\s+)?(?:only\s+)?(?:the\s+)?values?\s+"
    rf"(?:(?:in|from)\s+(?:the\s+)?(?:interval\s+|set\s+)?(?P<set>{MARK})|(?P<values>{MARK}(?:(?:\s*,|\s*,?\s+(?:and|or))"
    rf"\s+{MARK})*)))(?!\s*,?\s*(?:(?:with|of|each|at|and|or)\b|⟦))", re.IGNORECASE)
_INTERVAL = re.compile(r"\s*(?:\\left)?[\[(](?P<low>[^,;]+)[,;](?P<high>[^,;]+?)(?:\\right)?[\])]\s*")
_FINITE = re.compile(r"\s*\\\{(?P<inside>[^{}]*)\\\}\s*")
_VALUE = re.compile(r"-?\d+(?:\.\d+)?|-?[a-z]")


def _patterns() -> Iterator[tuple[re.Pattern[str], str]]:
    for words, formula in _ADJECTIVES:
        yield re.compile(rf"(?<![\w-])(?P<words>{words})\b{_KIND}\s+(?P<list>{LIST})"
                         rf"|(?P<list2>{LIST}){_LINK}\b(?P<words2>{words})\b{_KIND}(?!\s*⟦)",
                         re.IGNORECASE), formula
    for words, formula in _PREDICATES:
        yield re.compile(rf"(?P<list>{LIST})\s*,?\s*(?P<list2>){_NOUN}(?:both |each |all )?"
                         rf"(?P<words>{words})(?P<words2>)\b", re.IGNORECASE), formula


_SAID = tuple(_patterns())
_OF_TWO = tuple((re.compile(rf"(?P<left>{LIST})\s*(?:{words})\s+(?P<right>{LIST})", re.IGNORECASE), formula)
                for words, formula in _PAIRS)


def spoken_properties(sentence: Marked) -> list[Spelled]:
    """The formulas that the words of a sentence say.

    >>> text = "for commuting ⟦0⟧, ⟦1⟧"
    >>> [one.source for one in spoken_properties(Marked(text, text, {0: "A", 1: "B"}))]
    ['A B = B A']
    """
    found: list[Spelled] = []
    text, written = sentence.text, sentence.written
    for pattern, formula in _SAID:
        for match in pattern.finditer(text):
            if match[0].startswith("⟦") and _CLAIMED.search(text[:match.start()]):
                continue  # "then $Z$ has zero mean" claims it
            names = _each(match["list"] or match["list2"], sentence)
            groups = combinations(names, 2) if "{1}" in formula else ((name,) for name in names)
            span = match.span("words" if match["words"] else "words2")
            found += [Spelled(_filled(formula, group), span, _DOMAINS.get(formula, ""), group) for group in groups]
    for pattern, formula in _OF_TWO:
        for match in pattern.finditer(text):
            found += [Spelled(_filled(formula, (left, right)), match.span())
                      for left in written(match["left"]) for right in written(match["right"])]
    for match in _PARTITION.finditer(text):
        names = written(match["list"])
        if len(names) > 1:
            said = [r"P(" + r" \cup ".join(names) + ") = 1"]
            said += [_filled(r"P({0} \cap {1}) = 0", pair) for pair in combinations(names, 2)]
            found += [Spelled(source, match.span("words")) for source in said]
    for match in _TOTAL.finditer(text):
        mark = match["mark"] or match["mark2"]
        if (mark and sentence.source(mark).strip() != "1") or _CLAIMED.search(text[:match.start()]):
            continue
        span = match.span("words" if match["words"] else "words2")
        listed = match["list"] or match["list2"]
        signed = _SIGNED.search(text[max(0, match.start() - _NEAR):match.end()]) or any(
            re.search(r"\\ge|>", sentence.source(mark)) for mark in re.findall(MARK, listed))
        for named in written(listed):
            every = signed and symbol_list(named)[0].last
            found.append(Spelled(_total(named), span, "simplex" if every else "", (named,)))
    for match in _EIGENVECTOR.finditer(text):
        vector = match["vector"] or match["vector2"] or match["vector3"]
        parts = [written(part) for part in (
            match["matrix"] or match["matrix2"], vector, match["value"] or match["value2"])]
        if all(len(part) == 1 for part in parts):
            (matrix,), (vector,), (value,) = parts
            found += [Spelled(f"{matrix} {vector} = {value} {vector}", match.span()),
                      Spelled(rf"{vector} \ne 0", match.span())]
    for match in _GRADIENT.finditer(text):
        parts = [written(match[part]) for part in ("slope", "function", "point")]
        if all(len(part) == 1 for part in parts):
            (slope,), (function,), (point,) = parts
            found.append(Spelled(rf"{slope} = \frac{{\partial {function}}}{{\partial {point}}}", match.span("words")))
    for match in _CHAIN.finditer(text):
        marks = re.findall(MARK, match["list"] or match["list2"])
        names = [part.strip() for mark in marks for part in _ARROW.split(sentence.source(mark))]
        arrows = any(_ARROW.search(sentence.source(mark)) for mark in marks)
        if len(names) == 3 and (arrows or len(marks) == 3) and all(re.fullmatch(r"[A-Z](?:_\w)?", n) for n in names):
            span = match.span("words" if match["words"] else "words2")
            found.append(Spelled(rf"{names[0]} \perp {names[2]} \mid {names[1]}", span))
    found += conditional_independence(sentence)
    for match in _VALUED.finditer(text):
        counted = match["size"] or match["members"] or match["count"]
        value = front(sentence.source(counted)) if counted[0] == "⟦" else str(WORDS.get(counted.lower(), counted))
        relation = "=" if match["count"] and not match["most"] else r"\ge"
        if len(symbol_list(value)) == 1 or value.isdigit():
            found += [Spelled(rf"{value} {relation} |\mathcal{{{name}}}|", match.span("words"), "variable", (name,))
                      for name in written(match["list"]) if name in VARIABLES]
    for match in _WITH_VALUES.finditer(text):
        lies = _lies(sentence, match)
        found += [Spelled(lies.replace("{0}", name), match.span("words"), "variable", (name,))
                  for name in written(match["list"]) if lies and name in VARIABLES]
    for match in _CORRELATED.finditer(text):
        names, value = written(match["list"]), front(sentence.source(match["value"]))
        if len(names) == 2 and len(symbol_list(value)) == 1 and "pairwise" not in match["gap"]:
            span = (match.end("gap"), match.end())
            found.append(Spelled(rf"{value} = \operatorname{{Corr}}({names[0]}, {names[1]})", span))
    return found


def _lies(sentence: Marked, match: re.Match[str]) -> str:
    """Where a variable lies that takes some values, as a formula of {0}; "" where that is not known."""
    source = sentence.source(match["set"]) if match["set"] else ""
    if interval := _INTERVAL.fullmatch(source):
        return rf"{interval['low'].strip()} \le {{0}} \le {interval['high'].strip()}"
    listed = _FINITE.fullmatch(source)
    parts = listed["inside"].split(",") if listed else [] if match["set"] else [
        part for mark in re.findall(MARK, match["values"]) for part in sentence.source(mark).split(",")]
    values = [part.strip() for part in parts]
    known = bool(values) and all(_VALUE.fullmatch(value) for value in values)
    if values == ["0", "1"]:
        return "{0} (1 - {0}) = 0"
    return r"{0} \in \{" + ", ".join(values) + r"\}" if known else ""


def _total(written: str) -> str:
    """That what is written `p`, `p_i` or `p_1, \\dots, p_n` sums to one.

    >>> _total(r"\\alpha_i"), _total("p")
    ('\\\\sum_{i} \\\\alpha_i = 1', '\\\\sum_i p_i = 1')
    """
    (named,) = symbol_list(written)
    script = re.search(r"_\{?(\w)\}?\s*$", written)
    if named.last:
        base = re.split(r"_", written)[0].strip()
        return rf"\sum_{{i=1}}^{{{named.last}}} {base}_i = 1"
    return rf"\sum_{{{script[1]}}} {written} = 1" if script else rf"\sum_i {written}_i = 1"


def _each(listed: str, sentence: Marked) -> list[str]:
    """The symbols of a list; of X_1, ..., X_n none, as a formula for two of them says too little."""
    dots = any(re.search(r"dots|\.\.\.", sentence.source(mark)) for mark in re.findall(MARK, listed))
    return [] if dots else sentence.written(listed)


def _filled(formula: str, names: tuple[str, ...]) -> str:
    for k, name in enumerate(names):
        formula = formula.replace(f"{{{k}}}", f" {name}" if name[0].isalpha() else name)
    return " ".join(formula.split()).replace("( ", "(")
