"""How a text gives the parameters of its laws: "with rate $\\beta$", "counts the failures", a support, a density.

The notation of some families is used in several ways. What the words leave open the first formula settles that can be
true in one way only; from then on the law is read in that way, so that two formulas can't each choose their own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from lemmata.documents.language.marked import Marked
from lemmata.documents.language.symbols import front, symbol_list
from lemmata.documents.language.vocabulary import LIST, MARK
from lemmata.documents.prose.measured import laws_measured
from lemmata.engine.expr import Apply, Expr, Number, Symbol, number, substitute, symbols
from lemmata.engine.expr.claims import Claim, Reading
from lemmata.engine.ops import apply
from lemmata.engine.ops.families import FAMILIES
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.latex import read_latex
from lemmata.engine.readers.latex.parameterisations import MEANT, ambiguous_laws, called, key
from lemmata.engine.readers.scope import Scope
from lemmata.engine.verdicts import Verdict, decide
from lemmata.engine.verdicts.verdict import FAILS, HOLDS, worst

_ROLES = sorted({role for f in FAMILIES.values() for m in f.meanings for r in m.roles for role in r.split("|") if role},
                key=len, reverse=True)
_ROLE = rf"(?:{'|'.join(_ROLES)})(?: parameter)?"
_OF = r"\s*,?\s*(?:of |equal to |given by |is |being |= )?"
_NAMED = re.compile(
    rf"\b(?P<role>{_ROLE})(?:\s*(?:and|,)\s*(?:the |its |an? )?(?P<role2>{_ROLE}))?(?:s|\s+parameters)?"
    rf"{_OF}(?P<list>{LIST})", re.IGNORECASE)
_CALLED = re.compile(
    rf"(?P<mark>{MARK})\s*(?:is |denotes |being |as |means |stands for |,|\()?\s*(?:the |its |an? |called the )?"
    rf"(?P<role>{_ROLE})\b(?!\s*{MARK})", re.IGNORECASE)
_SYSTEM = re.compile(
    rf"\b(?P<roles>{_ROLE}(?:(?:\s*(?:and|,|/|-|–)+\s*)(?:the |its |an? )?{_ROLE})*)[\s-]*"
    rf"(?:parametri[sz]ation|parameteri[sz]ation|form|convention|version|notation)\b"
    rf"|\b(?:parametri[sz]ed|parameteri[sz]ed|given|specified|described)\s+(?:by|through|in terms of|with)\s+"
    rf"(?:the |its |an? )?(?P<roles2>{_ROLE}(?:(?:\s*(?:and|,)\s*)(?:the |its |an? )?{_ROLE})*)\b(?!\s*{MARK})",
    re.IGNORECASE)
_COUNTED = sorted({w for f in FAMILIES.values() for m in f.meanings for w in m.words.split("|") if w}, key=len,
                  reverse=True)
_COUNTS = re.compile(rf"\b(?:number of|counts?|counting|how many)\s+(?:the )?(?:number of )?(?:\w+\s+){{0,2}}?"
                     rf"(?P<word>{'|'.join(_COUNTED)})\b", re.IGNORECASE)
_SUPPORT = re.compile(rf"\b(?:values?|on|over|support(?:ed)?|in|from)\s+(?:(?:are|is|in|on|from|the|set|values?)\s+)*"
                      rf"(?P<mark>{MARK})", re.IGNORECASE)
_LISTED = re.compile(r"(?:[A-Za-z]\s*\\in\s*)?(?:\\\{)?\s*(?P<low>\d+)\s*,[^=]*(?:\\[lc]?dots|\.\.\.)\s*(?:\\\})?\s*")
_DENSITY = re.compile(rf"\b(?:density|mass function|pmf|pdf)(?:\s+(?:function|is|of|given by|at))*\s*(?P<mark>{MARK})",
                      re.IGNORECASE)
_FUNCTION = re.compile(r"\s*[A-Za-z](?:_\{?\w+\}?)?\s*\(\s*(?P<x>[a-z])\s*\)\s*=(?P<value>[^=]+)")
# "We write $N(m, v)$ for the normal distribution with mean $m$ and variance $v$", of all laws of the family
_NOTATION = re.compile(r"\b(?:writ(?:e|es|ten|ing)|denot(?:e|es|ed|ing)|stands? for|notations?|abbreviat\w*|"
                       r"shorthand|symbols?|mean by|understand by|conventions?)\b", re.IGNORECASE)
_SQUARED = "^2"
_ARGUMENT = re.compile(r"\([^(),;|]*(?:\\mid\b|;|\|)")  # of a density
_LAW_ALONE = re.compile(r"[^=(]*\([^()=~]*\)\s*[.,]?\s*")


@dataclass
class _Words:
    """What a sentence says of parameters: roles of names and numbers, of all, what is counted, the least value."""

    roles: dict[str, set[str]] = field(default_factory=dict)
    system: set[str] = field(default_factory=set)
    counted: str = ""
    low: int | None = None
    densities: list[tuple[str, str]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.roles or self.system or self.counted or self.low is not None or self.densities)


def spoken_parameters(sentence: Marked, scope: Scope) -> Scope:
    """The scope in which the laws, those of the sentence too, are meant as its words say."""
    words = _words(sentence)
    if not words:
        return scope
    meanings = [role.definition for role in scope.roles.values() if role.definition is not None]
    sources = [*sentence.sources.values(), *(rf"\Xi \sim {law}" for law in laws_measured(sentence))]
    for law in ambiguous_laws(*scope.laws, *meanings, *_laws_of(sources, scope)):
        found = [k for k in range(len(FAMILIES[law.op].meanings)) if _allows(law, k, words)]
        found = [k for k in found if _could_have_density(law, k, words, scope)] if len(found) > 1 else found
        if found and len(found) < len(FAMILIES[law.op].meanings):
            scope = narrowed(scope, key(law), found)
    if _NOTATION.search(sentence.text):
        for law in ambiguous_laws(*_notations(sentence, scope)):
            found = [k for k in range(len(FAMILIES[law.op].meanings)) if _allows(law, k, words)]
            if len(found) == 1 and _name(law.args[-1]) in words.roles:
                scope = narrowed(scope, law.op, found)
    return scope


def narrowed(scope: Scope, law: object, places: Collection[int]) -> Scope:
    return scope.with_options(**{MEANT: {**scope.options.get(MEANT, {}), law: tuple(places)}})


def settled_by(verdict: Verdict, chosen: Reading, readings: Sequence[Reading], scope: Scope, seed: int) -> Scope:
    """The scope after a formula that holds: in the ways in which it does not hold its laws are not meant."""
    if verdict.kind not in HOLDS or not chosen.meant or len(readings) < 2:
        return scope
    open_laws = {law for law, _ in chosen.meant if len({dict(r.meant).get(law) for r in readings}) > 1}
    if not open_laws:
        return scope
    left = [chosen] + [r for r in readings if r is not chosen and r.roles == chosen.roles and worst(
        [decide(c, seed) for c in r.claims]).kind not in FAILS]
    for law in open_laws:
        scope = narrowed(scope, law, sorted({dict(r.meant)[law] for r in left if law in dict(r.meant)}))
    return scope


def otherwise(verdict: Verdict, chosen: Reading, source: str, scope: Scope, seed: int) -> Verdict:
    """A formula that fails as its laws are meant here, with a word where it holds as they are meant elsewhere."""
    settled = scope.options.get(MEANT, {})
    if verdict.kind != "refuted" or not any(law in settled for law, _ in chosen.meant):
        return verdict
    try:
        readings = read_latex(source, scope.with_options(**{MEANT: {}}))
    except ReadError:
        return verdict
    for reading in readings:
        if reading.meant and worst([decide(c, seed) for c in reading.claims]).kind in HOLDS:
            ways = {law[0]: (called(law[0], dict(chosen.meant)[law]), called(law[0], k)) for law, k in reading.meant
                    if dict(chosen.meant).get(law, k) != k}
            told = ", ".join(f"the {_shown(family)} law by {other}, and the text has it by {here}"
                             for family, (here, other) in ways.items() if here and other != here)
            return verdict.with_notes(f"it would hold for {told}") if told else verdict
    return verdict


def _shown(family: str) -> str:
    return family.removesuffix("_distribution").replace("_", " ")


def _words(sentence: Marked) -> _Words:
    found, text = _Words(), sentence.text
    for match in _NAMED.finditer(text):
        values = [v for mark in re.findall(MARK, match["list"]) for v in _values(sentence.source(mark))]
        roles = [match["role"], match["role2"]] if match["role2"] else [match["role"]] * len(values)
        for value, role in zip(values, roles):
            found.roles.setdefault(value, set()).add(_without_parameter(role))
    for match in _CALLED.finditer(text):
        for value in _values(sentence.source(match["mark"])):
            found.roles.setdefault(value, {_without_parameter(match["role"])})
    for match in _SYSTEM.finditer(text):
        roles = re.findall(_ROLE, match["roles"] or match["roles2"], re.IGNORECASE)
        found.system |= {_without_parameter(role) for role in roles}
    found.counted = next((m["word"].lower() for m in _COUNTS.finditer(text)), "")
    marks = [m["mark"] for m in _SUPPORT.finditer(text)] + [
        f"⟦{k}⟧" for k, source in sentence.sources.items() if re.match(r"[A-Za-z]\s*\\in\s*\\\{", source)]
    for mark in marks:
        if listed := _LISTED.fullmatch(sentence.source(mark)):
            found.low = int(listed["low"])
    for match in _DENSITY.finditer(text):
        if function := _FUNCTION.fullmatch(sentence.source(match["mark"]).rstrip(",. ")):
            found.densities.append((function["x"], function["value"]))
    return found


def _values(source: str) -> list[str]:
    """What a formula names as a parameter: bare names, a number."""
    source = front(source)
    if re.fullmatch(r"-?\d+(?:\.\d+)?", source):
        return [str(Fraction(source))]
    parts = [symbol_list(part) for part in source.split(",")]
    if not all(len(p) == 1 and p[0].power in ("", "2") for p in parts):
        return []
    return [p[0].name + (_SQUARED if p[0].power else "") for p in parts]


def _without_parameter(role: str) -> str:
    return re.sub(r" parameter$", "", role.lower())


def _laws_of(sources: Collection[str], scope: Scope) -> Iterator[Expr]:
    """The laws that formulas of a sentence state."""
    for source in sources:
        if "\\sim" not in source:
            continue
        try:
            yield from (r for c in read_latex(source, scope)[0].claims for r in c.relations)
        except ReadError:
            continue


def _notations(sentence: Marked, scope: Scope) -> Iterator[Expr]:
    """The laws, or their densities, that stand for themselves in a sentence: $N(\\mu, \\sigma)$, $N(x \\mid m, v)$."""
    for source in sentence.sources.values():
        if _LAW_ALONE.fullmatch(source):
            law = _ARGUMENT.sub("(", source, count=1)
            try:
                yield from (r for c in read_latex(rf"\Xi \sim {law}", scope)[0].claims for r in c.relations)
            except ReadError:
                continue


def _allows(law: Apply, place: int, words: _Words) -> bool:
    """Whether the words of a sentence allow one way to give the parameters of a law."""
    ways = FAMILIES[law.op].meanings
    way = ways[place]
    for k, param in enumerate(law.args):
        possible = {r for w in ways if w.roles for r in w.roles[k].split("|")}
        said = possible & words.roles.get(_name(param), set())
        if said and not said & set(way.roles[k].split("|")):
            return False
    for role in words.system:
        if any(role in r.split("|") for w in ways for r in w.roles) and not any(
                role in r.split("|") for r in way.roles):
            return False
    if words.counted and any(words.counted in w.words.split("|") for w in ways) and (
            words.counted not in way.words.split("|")):
        return False
    meant = way.of(law)
    if words.low is not None and isinstance(meant, Apply) and FAMILIES[meant.op].discrete:
        low = FAMILIES[meant.op].low(*meant.args)
        return not isinstance(low, Number) or low.value == words.low
    return True


def _name(param: Expr) -> str:
    if isinstance(param, Apply) and param.op == "pow" and param.args[1] is number(2):
        return _name(param.args[0]) + _SQUARED
    return param.name if isinstance(param, Symbol) else str(param.value) if isinstance(param, Number) else ""


def _could_have_density(law: Apply, place: int, words: _Words, scope: Scope) -> bool:
    """Whether a density that the sentence writes down may be that of the law."""
    meant = FAMILIES[law.op].meanings[place].of(law)
    assert isinstance(meant, Apply)
    own = {s.name: s for s in symbols(law)}
    for x, source in words.densities:
        try:
            relation = read_latex(rf"{x} = {source}", scope.forget(x))[0].claims[0].relations[0]
        except (ReadError, IndexError):
            continue
        value = relation.children[-1]
        named: dict[Expr, Expr] = {s: own[s.name] for s in symbols(value) if s.name in own}
        argument = next((s for s in symbols(relation) if s.name == x), None)
        if argument is None:
            continue
        inside = apply("gt", argument, 0)
        claim = Claim((apply("eq", substitute(value, named), FAMILIES[meant.op].density(argument, *meant.args)),),
                      (inside,))
        if decide(claim).kind == "refuted":
            return False
    return True

