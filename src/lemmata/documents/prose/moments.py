"""Moments that words give random variables: "with mean $\\mu$ and variance $\\sigma^2$", "with the same variance".

They become premises on each variable of the list. Of a vector a bare name is the name of its mean or covariance, as
nothing else could be checked at a point.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from lemmata.documents.language.marked import Marked
from lemmata.documents.language.numerals import NUMERAL, WORDS
from lemmata.documents.language.symbols import Named, front, mention, symbol_list
from lemmata.documents.language.vocabulary import CONCLUDING, LIST, MARK
from lemmata.documents.prose.measured import measured_spans
from lemmata.documents.prose.properties import CORRELATION
from lemmata.engine.expr import Expr, Size, Symbol, at, postorder, symbol, symbols
from lemmata.engine.ops import apply
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.latex import read_latex
from lemmata.engine.readers.latex.randomness import VARIABLES
from lemmata.engine.readers.scope import Role, Scope

_OPS = {"mean": "expectation", "expectation": "expectation", "expected value": "expectation",
        "mean vector": "expectation", "variance": "variance", "covariance": "variance", "covariance matrix": "variance",
        "standard deviation": "standard_deviation"}
_WORDS = {"expectation": "a given mean", "variance": "a given variance", "standard_deviation": "a given deviation"}
_MOMENT = r"(?:mean(?: vector)?|expectation|expected value|variance|covariance(?: matrix)?|standard deviation)s?"
_MATRICES = r"(?:mean vector|covariance matri(?:x|ces))"
_ONE = (rf"(?:(?P<zero{{0}}>zero[- ](?:mean|expectation)|mean[- ]zero|unit[- ]variance)"
        rf"|(?P<same{{0}}>(?:the )?(?:same|equal|identical|(?:a )?common) (?P<alike{{0}}>{_MOMENT}))(?!\s*{MARK})"
        rf"|(?:(?:a|the|common|same|equal|finite|known|unknown|true|population|respective)\s+)*"
        rf"(?P<moment{{0}}>{_MATRICES}|{_MOMENT})\s*(?:of |equal to )?(?P<value{{0}}>{LIST}))")
_GAP = (rf"(?:(?:be|is|are|being|both|all|each|an?|the|two|three|any|some|real|real-valued|random|square-integrable|"
        rf"vectors?|variables?|numbers?|samples?|observations?|draws|copies|entries|components|elements|coordinates|"
        rf"weights|inputs|in|on|have|has|having|that|which|and|i\.?i\.?d\.?|(?:mutually |pairwise )?independent|"
        rf"taking|values|"
        rf"identically|distributed|uncorrelated|with|the|same|a|common|distribution|law|mean-zero|zero-mean|centered|{MARK})[\s,]+)*?")
_MOMENTS = re.compile(
    rf"(?P<list>{LIST})[\s,]*(?P<gap>{_GAP})(?:with|having|have|has|of)\s+{_ONE.format(0)}"
    rf"(?:(?:\s*,)?(?:\s+and)?(?:\s+with)?\s+{_ONE.format(1)})?", re.IGNORECASE)
_ALIKE = re.compile(
    rf"(?P<list>{LIST})[\s,]*(?P<gap>{_GAP})(?:identically distributed\b|(?:with|having|have|of|from)\s+"
    rf"(?:the same|a common|one common|the common|an? identical|identical|equal|one)\s+(?:[\w-]+ )?"
    rf"(?:distributions?|laws?)\b)", re.IGNORECASE)
_SEVERAL = re.compile(
    rf"\s+(?:(?:real|random)\s+)*(?:vectors|variables|numbers|samples|observations|draws|copies),?\s+"
    rf"(?P<list>{LIST})", re.IGNORECASE)
_COUNTED = re.compile(
    r"\W*(?:(?:real|random|independent(?:(?:\s+and|,)(?=\s+identically))?|i\.?i\.?d\.?|identically|distributed)\s+)*(?:vectors|"
    r"variables|numbers|samples|observations|measurements|draws|copies|entries|components|weights|inputs)\b",
    re.IGNORECASE)
_CORRELATION = re.compile(rf"{CORRELATION}(?:\s*(?:,\s*)?and\b|,)?", re.IGNORECASE)
_ENTRIES = r"(?:entries|components|elements|coordinates)"
OF_ENTRIES = re.compile(rf"\b{_ENTRIES}\s+of\s+(?:(?:the|two|both|vectors?|random)\s+)*$", re.IGNORECASE)
_HAS_ENTRIES = re.compile(rf"\b(?:have|has|having|with)\b[^⟦]*\b{_ENTRIES}\b", re.IGNORECASE)
_PARTS = re.compile(rf"\b(?:be|is|are)\s+(?:(?:the|an?|any|some|two|arbitrary|different)\s+)*(?:rows?|columns?)\s+"
                    rf"(?:of|from)\s+(?:(?:the|matri(?:x|ces))\s+)*{LIST}(?=,?\s+(?:with|having)\b)", re.IGNORECASE)
_BARE_VALUE = re.compile(rf"\b(?P<noun>{_MOMENT}(?:\s+(?:of|equal to))?\s+)"
                         rf"(?P<value>{NUMERAL})(?![\d.]*\w|[ -](?:half|third|quarter|of|or|another)\b)", re.IGNORECASE)
# "the value at an input with (column) feature vector $x$ has mean 0": the value has it.
_WITHIN = re.compile(r"⟦[^.;:,]*\b(?:at|with)\s+(?:(?:an?|the|its|some)\s+)?(?:\([\w -]+\)\s+|[\w-]+\s+){0,3}$")
_THEN = re.compile(rf"\b(?:{CONCLUDING})\b", re.IGNORECASE)
_MEAN_OF = re.compile(r"\b(?:with|having|and|of)\s+(?:(?:an?|the|its|their|common|same|equal|known|unknown|true|"
                      r"population|sample|respective)\s+)*(?P<words>mean(?: vector)?|expectation|expected value)\s*"
                      rf"(?:of |equal to )?(?P<value>{MARK})", re.IGNORECASE)
_LAWFUL = re.compile(r"\b(?:normal|Gaussian|exponential|Poisson|Bernoulli|binomial|gamma|beta|uniform|Laplace|"
                     r"geometric|distributions?|density|densities|laws?)\b", re.IGNORECASE)
_PLAIN_NAME = re.compile(rf"[{''.join(sorted(VARIABLES))}](?:_(?!bar\b|hat\b|star\b|tilde\b)\w{{1,3}})?")


@dataclass(frozen=True)
class Moment:
    """One moment of some variables; value: a formula for each of them, "" where they only have it in common."""

    variables: tuple[Named, ...]
    op: str
    values: tuple[str, ...]
    span: tuple[int, int]


def spoken_moments(sentence: Marked) -> list[Moment]:
    """The moments that the words of a sentence give.

    >>> text = "⟦0⟧ and ⟦1⟧ be i.i.d. with variance ⟦2⟧"
    >>> [(m.op, m.values) for m in spoken_moments(Marked(text, text, {0: "X", 1: "Y", 2: "v"}))]
    [('variance', ('v', 'v'))]
    """
    found: list[Moment] = []
    sentence = _with_values(sentence)
    text = _CORRELATION.sub(lambda m: " " * len(m[0]), without_parts(sentence.text))
    for low, high in measured_spans(sentence):
        text = text[:low] + " " * (high - low) + text[high:]
    for match in _named_moments(text, sentence):
        if _THEN.search(sentence.text[:match.start()]):
            continue  # "then $Z$ has mean $0$" claims it
        variables = _variables(match["list"], sentence)
        if OF_ENTRIES.search(text[:match.start()]) or _HAS_ENTRIES.search(match["gap"]):
            variables = tuple(replace(one, rank=1) for one in variables)
        if len(variables) == 1 and not variables[0].last and _COUNTED.match(match["gap"]):
            continue  # "$N$ observations with variance $v$": N counts them
        for k in ("0", "1"):
            zero, alike, value = match["zero" + k], match["alike" + k], match["value" + k]
            if zero:
                op, number = ("variance", "1") if "unit" in zero.lower() else ("expectation", "0")
                found.append(Moment(variables, op, (number,) * len(variables), match.span("zero" + k)))
            elif alike:
                found.append(Moment(variables, _op(alike), ("",) * len(variables), match.span("same" + k)))
            elif value:
                marks = re.findall(MARK, value)
                listed = len(marks) == len(variables) > 1 and match["moment" + k].lower().endswith("s")
                given = [front(sentence.source(m)) for m in (marks if listed else marks[:1])]
                several = re.split(r",\s*", given[0])
                if not listed and len(several) == len(variables) > 1:
                    given, listed, marks = several, True, marks[:1] * len(several)  # "$\\sigma_X, \\sigma_Y > 0$"
                values = (*given,) if listed else (*given,) * len(variables)
                end = match.start("value" + k) + value.index(marks[len(given) - 1]) + len(marks[len(given) - 1])
                end = len(text) - len(text[end:].lstrip(" "))  # with what stood there for a numeral
                found.append(Moment(variables, _op(match["moment" + k]), values, (match.start("moment" + k), end)))
    return [m for m in found if m.variables and all(_is_value(v) for v in m.values)]


def without_parts(text: str) -> str:
    """The text without what its names are parts of: "$q, k$ are rows of $Q$ and $K$ with mean 0" says it of q and k.

    >>> without_parts("⟦0⟧ is a row of ⟦1⟧ with mean 0")
    '⟦0⟧                 with mean 0'
    """
    return _PARTS.sub(lambda m: " " * len(m[0]), text)


def _named_moments(text: str, sentence: Marked) -> Iterator[re.Match[str]]:
    """The moments in a text; of what is no list of names, `y = \\sum_j w_j x_j` with independent `w_j`, the rest is."""
    position = 0
    while (match := _MOMENTS.search(text, position)) is not None:
        within = match[0].startswith(match["list"] + " ha") and _WITHIN.search(text[:match.start()])
        if _variables(match["list"], sentence) and not within:
            yield match
            position = match.end()
        else:
            position = match.end("list")


def of_entries(before: str, after: str) -> bool:
    """Whether words between these are said of the entries of vectors: "the entries of $q$ are independent"."""
    return OF_ENTRIES.search(re.sub(rf"{LIST}\s*(?:are|be|is)?[^⟦]*$", "", before)) is not None or re.match(
        rf"(?:\s*,?\s*(?:and\s+)?(?:identically\s+distributed|random|real))*\s*{_ENTRIES}\b", after) is not None


def _with_values(sentence: Marked) -> Marked:
    """The sentence with marks for the numbers of its moments: "with mean 0 and variance 1"."""
    sources = dict(sentence.sources)

    def mark(match: re.Match[str]) -> str:
        number = max(sources, default=0) + 1
        sources[number] = str(WORDS.get(match["value"].lower(), match["value"]))
        return f"{match['noun']}⟦{number}⟧".ljust(len(match[0]))  # words behind it keep their places

    text = _BARE_VALUE.sub(mark, sentence.text)
    return replace(sentence, text=text, sources=sources) if text != sentence.text else sentence


def alike_lists(text: str) -> list[tuple[str, tuple[int, int]]]:
    """Lists of variables of which the words say that they have one law, with the place of these words."""
    found = []
    for m in _ALIKE.finditer(text):
        several = _SEVERAL.match(text, m.end())  # "$B$ identically distributed variables $T_1, ...$": B counts them
        if not several and not re.search(r"\b(?:be|is|are|being)\b", m["gap"]) and _COUNTED.match(text, m.end()):
            continue
        found.append((several["list"] if several else m["list"], (m.end("gap"), m.end())))
    return found


def with_moments(sentence: Marked, scope: Scope, independent: Collection[str] = ()) -> tuple[Scope, dict[str, str]]:
    """The scope with the moments that the words of a sentence give, as premises.

    independent: names of which the sentence says so, which are random then. The second result is the names whose
    moments could not be used, with the words that give them: more is known of them than the scope says.
    """
    unused: dict[str, str] = {}
    for moment in spoken_moments(sentence):
        found = _with_moment(moment, scope, independent)
        if found is None:
            unused.update((named.name, _WORDS[moment.op]) for named, value in zip(moment.variables, moment.values)
                          if [one.name for one in symbol_list(value)] != [f"{named.name}_bar"])  # what a bar says
        scope = found or scope
    return scope, {**unused, **_of_others(sentence, scope)}


def _of_others(sentence: Marked, scope: Scope) -> dict[str, str]:
    """Letters that are the mean of what the words name otherwise: "a cluster of points with mean $m$"."""
    if _LAWFUL.search(sentence.text) or any("\\sim" in source for source in sentence.sources.values()):
        return {}  # the law has it
    told = {value for moment in spoken_moments(sentence) for value in moment.values if all(
        (role := scope.lookup(named.name)) is not None and role.domain == "variable" for named in moment.variables)}
    known = {s.name for law in scope.premises for s in symbols(law)} | {
        s.name for role in scope.roles.values() if role.family is not None for s in symbols(role.family)}
    found: dict[str, str] = {}
    for match in _MEAN_OF.finditer(sentence.text):
        if _COUNTED.match(sentence.text, match.end()):
            continue  # "of the mean of $n$ observations": n counts them
        source = front(sentence.source(match["value"]))
        names = symbol_list(source)
        if source not in told and len(names) == 1 and not names[0].called and names[0].name not in known and (
                (role := scope.lookup(names[0].name)) is None or role.definition is None):
            found[names[0].name] = match["words"]
    return found


def _with_moment(moment: Moment, scope: Scope, independent: Collection[str]) -> Scope | None:
    """The scope with one moment, None where it could not be used."""
    before = scope
    for named in moment.variables:
        role = scope.lookup(named.name)
        random = _PLAIN_NAME.fullmatch(named.name) or named.name in independent
        if random and ((role is None and not named.last) or (
                role is not None and role.domain in ("", "real") and role.source == "prose" and not role.definition)):
            shape = role.shape if role else (Size.of(f"?{named.name}0"),) if named.rank else ()
            scope = scope.declare(named.name, Role(shape, "variable", source="prose"))
    known = [(named, scope.roles[named.name]) for named in moment.variables if named.name in scope.roles]
    if len(known) != len(moment.variables) or any(r.domain != "variable" or r.definition is not None for _, r in known):
        return None
    custom = True  # whether the reader knows without words what each value is
    for (named, role), value in zip(known, moment.values):
        variable = role.symbol(named.name)
        if _has_law(variable, scope):
            continue  # the law says it
        custom &= _letter(value).split("_")[0] in ("mu", "sigma")
        if variable.rank > 1:
            continue
        if variable.rank == 1 and (named.bold or not (named.last or named.rank)):
            scope = _of_vector(variable, moment.op, value, scope)
        elif len(known) > 1 or variable.rank or _letter(value) not in ("mu", "sigma"):
            scope = _of_numbers(variable, moment.op, value, scope, alone=len(known) == 1)
    return scope if custom or scope is not before else None


def _of_numbers(variable: Symbol, op: str, value: str, scope: Scope, alone: bool) -> Scope:
    """Var(X) = v of a random number, or of each of X_1, ..., X_n, which are alike as far as anything is said."""
    one: Expr = variable
    if variable.rank:
        if (alone and _letter(value) in ("mu", "sigma")) or not value:
            return scope  # the reader knows these by custom
        one = at(variable, 0)
    domain = "real" if op == "expectation" else "positive"
    given, scope = _value(value, domain, scope)
    if given is None and not value:
        given = symbol(f"common_{'mean' if op == 'expectation' else op}", (), domain)
    if given is None or given.rank or any(s.sort == "variable" for s in symbols(given)):
        return scope
    if op == "standard_deviation":
        op, given = "variance", given**2
    if variable.rank:
        scope = scope.assume(apply("identically_distributed", variable))
    return scope.assume(apply("eq", apply(op, one), given))


def _of_vector(variable: Symbol, op: str, value: str, scope: Scope) -> Scope:
    """\\mu and \\Sigma of a random vector are names of its mean and covariance; of two vectors at most a premise."""
    found = apply(op, variable) if op != "standard_deviation" else None
    parts = mention(value)
    if found is None or not value:
        return scope
    if parts.kind == "symbols" and len(parts.names) == 1 and not parts.names[0].power:
        name = parts.names[0].name
        role = scope.lookup(name)
        size = role.shape[:1] if role is not None and role.shape else ()
        if size and any(a[0] == "?" for a in variable.shape[0].atoms):
            scope = scope.forget(variable.name).declare(variable.name, Role(size, "variable", source="prose"))
            variable = scope.roles[variable.name].symbol(variable.name)
            found = apply(op, variable)
        if role is None or (role.definition is None and role.source == "prose"):
            return scope.forget(name).define(name, found)
        if role.definition is not None and role.definition.shape == found.shape:
            return scope.assume(apply("eq", found, role.definition))
    given, scope = _value(value, "", scope)
    return scope.assume(apply("eq", found, given)) if given is not None and given.shape == found.shape else scope


def _value(source: str, domain: str, scope: Scope) -> tuple[Expr | None, Scope]:
    """A value as an expression, and the scope in which a name that is new has a domain."""
    if not source:
        return None, scope
    parts = mention(source)
    for named in parts.names if parts.kind == "symbols" else ():
        if domain and not named.rank and scope.lookup(named.name) is None:
            scope = scope.declare(named.name, Role((), domain, source="prose"))
    letter = next(c for c in "qzuw" if c not in source)
    try:
        claims = read_latex(f"{letter} = {source}", scope.forget(letter))[0].claims
    except ReadError:
        return None, scope
    return (claims[0].relations[0].children[-1] if claims and claims[0].relations else None), scope


def _has_law(variable: Symbol, scope: Scope) -> bool:
    role = scope.lookup(variable.name)
    return (role is not None and role.family is not None) or any(
        variable in postorder(law.args[0]) for law in scope.laws)


def _variables(listed: str, sentence: Marked) -> tuple[Named, ...]:
    found = sentence.mentions(listed)
    named = all(one.kind in ("symbols", "member") for one in found)
    return tuple(dict.fromkeys(name for one in found for name in one.names)) if named else ()


def _letter(value: str) -> str:
    parts = mention(value)
    return parts.names[0].name if parts.kind == "symbols" and len(parts.names) == 1 else ""


def _is_value(value: str) -> bool:
    return not re.search(r"=|\\sim\b|\\infty", value)


def _op(words: str) -> str:
    plain = re.sub(r"matrices$", "matrix", words.lower())
    return _OPS[plain if plain in _OPS else plain.removesuffix("s")]
