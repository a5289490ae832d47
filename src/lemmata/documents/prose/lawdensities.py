"""Densities of variables whose laws the text has given: after $y \\mid x \\sim \\mathcal{N}(w^T x, 1)$ an equation
for $p(y \\mid x)$ claims something, and so does "$X \\sim \\mathrm{Exp}(\\lambda)$ has the density $f(x) = ...$".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import reduce

from lemmata.documents.language.symbols import symbol_list
from lemmata.documents.prose.densities import LAWS
from lemmata.engine.expr import Apply, Expr, Symbol, bind, fresh_local, number, operands, substitute, symbol, symbols
from lemmata.engine.expr.claims import Claim
from lemmata.engine.ops import apply
from lemmata.engine.ops.families import FAMILIES
from lemmata.engine.readers.latex.introductions import KNOWN
from lemmata.engine.readers.latex.thresholds import infinite
from lemmata.engine.readers.scope import Role, Scope
from lemmata.engine.readers.spelling import with_label
from lemmata.engine.verdicts import proved_quickly

_LETTER = (r"(?:\\(?:mathbf|boldsymbol|bm|vec)\s*\{?\s*)?(?P<value>\\?[A-Za-z]+)\}?"
           r"(?P<place>(?:_\{?\w+\}?|\^\{?\(\w\)\}?)?)")
_CALL = re.compile(
    rf"(?<![A-Za-z\\])(?P<head>[pPf])(?:_\{{?(?P<label>[A-Z])\}}?)?\s*(?:\\left)?\(\s*{_LETTER}\s*"
    r"(?:(?:\\mid|\\vert|\||;)(?P<given>[^()|]*))?(?:\\right)?\)")
_NOUN = r"(?:densit(?:y|ies)|pdf|p\.d\.f\.|pmf|p\.m\.f\.|mass functions?)"
_DENSITY = re.compile(rf"\b{_NOUN}", re.IGNORECASE)
# "Its density is", "We have the density" as the first words, or what stands between a variable and its density:
# "$X$ has the density", "the density of $X$ is". The Laplace density, or that of a mixture, is another one.
_PLAIN = (r"(?:(?:then|so|thus|hence|therefore|and|we have|it|which|that|this|also|has|have|having|with|is|are|be|"
          rf"given by|reads|equals|the|an?|its|whose|their|corresponding|probability|{_NOUN}|functions?|explicitly)"
          r"[\s,:.]+)*")
_OF_IT = re.compile(rf"[\s.,;:]*{_PLAIN}", re.IGNORECASE)
_OTHER = re.compile(r"\b(?:unnormali[sz]ed|proportional|kernel|truncated|proposal|approximat\w+|target|another|other|"
                    r"instead|improper|posterior|up to)\b", re.IGNORECASE)
_AVERAGES = re.compile(r"\\(?:mathbb|operatorname|mathrm)\s*\{?\s*(?:E|Var|Cov)\b|\bE\s*(?:\\left)?[\[(]")


def with_densities_of_laws(source: str, scope: Scope, words: str, lead: str, before: str) -> Scope:
    """The scope in which the densities that a formula speaks of are those of the laws that the text has given.

    One of a variable is meant where the words (`lead`: those between the formula before and this one) say so of it;
    one under a condition where the law is stated under it.
    """
    if _OTHER.search(words):
        return scope
    plain = _DENSITY.search(words) is not None and _OF_IT.fullmatch(lead + " ") is not None
    for call in _CALL.finditer(source):
        found = _function(call, scope, plain and _is_variable(before, call["value"].removeprefix("\\")))
        if found is not None:
            name, function = found
            scope = scope.declare(name, Role((), "function", definition=function, source="formula"))
            scope = scope.with_options(**{KNOWN: scope.options.get(KNOWN, frozenset()) | {name}})
    return scope


def _is_variable(before: str, letter: str) -> bool:
    """Whether the formula before is the variable of a letter, or says its law; there may be none."""
    name = re.match(r"\s*\\?([A-Za-z]+)\s*(?=$|\\sim\b|~|\\mid\b|\|)", before)
    return not before.strip() or (name is not None and name[1] in (letter, letter.upper()))


def of_two_meanings(source: str, scope: Scope, words: str) -> str:
    """A parameter that is a density in this formula too: p in the mass function p(x) = p^x (1 - p)^{1 - x}."""
    head = _CALL.match(source.strip())
    if head is None or head["label"] or not _DENSITY.search(words):
        return ""
    role = scope.lookup(head["head"])
    return head["head"] if role is not None and role.domain != "function" and role.definition is None else ""


def is_known(source: str, scope: Scope) -> bool:
    """Whether an equation is about such a density, so that it gives it no new meaning."""
    call = _CALL.match(source.strip())
    return call is not None and _named(call) in scope.options.get(KNOWN, ())


def as_values(source: str, scope: Scope) -> Scope:
    """The scope in which the letter of a variable with such a density, y of p(y | x), is a value that it may take."""
    if _AVERAGES.search(source):
        return scope
    known = scope.options.get(KNOWN, ())
    for call in _CALL.finditer(source):
        name = call["value"].removeprefix("\\")
        law = _law(name, scope, call) if _named(call) in known else None
        if law is None:
            continue
        role = scope.lookup(name)
        random = role is not None and (role.domain == "variable" or (
            role.definition is not None and role.definition.sort == "variable"))
        if role is not None and random:
            kept = tuple(p for p in scope.premises if name not in {s.name for s in symbols(p)})
            scope = replace(scope, premises=kept).forget(name)
        if not call["place"] and (random or role is None or role.source in ("formula", "habit")):
            value = symbol(name, law.family.shape, law.domain)
            said = [p for p in scope.premises if {s.name for s in symbols(p)} == {name}]
            anyway = [p for p in said if all(s.shape == value.shape for s in symbols(p)) and proved_quickly(
                Claim((substitute(p, dict.fromkeys(symbols(p), value)),)))]
            scope = replace(scope, premises=tuple(p for p in scope.premises if p not in anyway))
            scope = scope.forget(name).declare(name, Role(value.shape, value.domain, source="formula"))
            scope = scope.assume(*law.holding(value))
    return scope


def _named(call: re.Match[str]) -> str:
    """The name that the reader of formulas gives the function."""
    head = with_label(call["head"], call["label"]) if call["label"] else call["head"]
    if call["given"] is None:
        return head
    names = [call["value"].removeprefix("\\"), "given", *(one.name for one in symbol_list(call["given"]))]
    return "_".join([head, *names])


def _function(call: re.Match[str], scope: Scope, said: bool) -> tuple[str, Expr] | None:
    """The name of the density, and the function that it is."""
    letter, given = call["value"].removeprefix("\\"), call["given"]
    name = _named(call)
    named = scope.lookup(name) is not None or scope.lookup(call["head"]) is not None
    said = said or (call["head"], call["value"]) in scope.options.get(LAWS, {})
    if named or not letter.islower() or letter in ("p", "P") or (
            given is None and not call["label"] and (call["head"] == "P" or not said)):
        return None
    conditions = [] if given is None else list(symbol_list(given))
    if given is not None and (not conditions or any(one.power or one.called for one in conditions)):
        return None
    if call["label"] and call["label"] != letter.upper():
        return None
    law = _law(letter, scope, call)
    if law is None or (call["place"] and not all(infinite(end) for end in law.ends)):
        return None  # the entries of an array can't all be said to have values there
    shown = symbols(law.family, law.shift)
    heard = {part for s in shown for part in (s.name, *s.name.split("_"))}
    told = {one.name for one in conditions}
    if not told <= heard or {s.name for s in shown if s.sort == "variable"} - told:
        return None
    value = fresh_local(law.family.shape)
    body = law.at(value)
    for one in reversed(conditions):
        place = next((s for s in shown if s.name == one.name), None)
        local = fresh_local(place.shape if place is not None else ())
        body = bind("function", local, substitute(body, {place: local}) if place is not None else body)
    return name, bind("function", value, body)


@dataclass(frozen=True)
class _Shifted:
    """The law of a variable: of `shift` and a variable of this family."""

    family: Apply
    shift: Expr

    @property
    def domain(self) -> str:
        """The domain of its values, as far as a domain tells them."""
        if FAMILIES[self.family.op].support == "simplex":
            return "simplex"
        if FAMILIES[self.family.op].discrete:
            return "binary" if self.family.op == "bernoulli" else "integer"
        low, high = self.ends
        if self.shift is not number(0) or low is not number(0):
            return "real"
        return "positive" if infinite(high) else "unit" if high is number(1) else "real"

    @property
    def ends(self) -> tuple[Expr, Expr]:
        family = FAMILIES[self.family.op]
        return family.low(*self.family.children), family.high(*self.family.children)

    def at(self, value: Expr) -> Expr:
        """The density at a value."""
        return apply("density", self.family, value if self.shift is number(0) else value - self.shift)

    def holding(self, value: Expr) -> list[Expr]:
        """What says that a number is one of its values, beside its domain; nothing where any number is."""
        if self.domain in ("positive", "unit", "binary", "simplex"):
            return []
        ops = ("ge", "le") if FAMILIES[self.family.op].discrete else ("gt", "lt")
        return [apply(op, value, end if self.shift is number(0) else end + self.shift)
                for op, end in zip(ops, self.ends) if not infinite(end)]


def _law(letter: str, scope: Scope, call: re.Match[str] | None = None) -> _Shifted | None:
    """The law of the variable whose values a letter stands for: x of X, y of y, y of y = f(x) + noise.

    `call`: the density, of which words may have said the law.
    """
    told = scope.options.get(LAWS, {}).get((call["head"], call["value"])) if call is not None else None
    if isinstance(told, Apply) and told.op in FAMILIES:
        return _Shifted(told, number(0))
    for name in (letter, letter.upper()):
        laws = scope.laws_of(name)
        if laws:
            only = laws[0] if len(laws) == 1 else None
            return _Shifted(only, number(0)) if isinstance(only, Apply) and only.op in FAMILIES else None
        role = scope.lookup(name)
        if role is not None and role.definition is not None and role.definition.sort == "variable":
            return _with_noise(role.definition, scope)
    return None


def _with_noise(expr: Expr, scope: Scope) -> _Shifted | None:
    """The law of what is not random and one variable together; None of another expression."""
    terms = operands(expr, "add")
    noise = [t for t in terms if t.sort == "variable"]
    if len(noise) != 1 or not isinstance(noise[0], Symbol):
        return None
    law = _law(noise[0].name, scope)
    rest = [t for t in terms if t is not noise[0]]
    if law is None:
        return None
    first, *more = [*rest, *([law.shift] if law.shift is not number(0) or not rest else [])]
    return _Shifted(law.family, reduce(lambda a, b: a + b, more, first))
