"""What a sentence says behind a formula of the names in it: their meanings, their laws."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from lemmata.documents.formats.blocks import Formula
from lemmata.documents.judgement.conditions import is_concluding
from lemmata.documents.judgement.doubts import ambiguous
from lemmata.documents.judgement.later import explained
from lemmata.documents.judgement.section import Section, newly_defined
from lemmata.documents.language.premises import says_when
from lemmata.documents.language.symbols import mention, names_in, symbol_list
from lemmata.engine.expr import symbols
from lemmata.engine.expr.claims import Reading
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.latex import read_latex, scope_after
from lemmata.engine.readers.latex.definitions import after_definition
from lemmata.engine.readers.scope import Role, Scope
from lemmata.engine.verdicts import Verdict, decide_readings

_NUMBER = re.compile(r"[-\s\d./{}]*(?:\\[dt]?frac[\s\d{}]*)?[.,;\s]*")
_VALUE = re.compile(r"\s*(?:-?[\d./]+|-?\\?[A-Za-z]+|-?\\frac\W*\d+\W*\d+\W*)\s*[.,;]?\s*")  # a number or a letter
_THEREFORE = re.compile(r"\b(?:hence|thus|therefore|consequently|it follows that)\W*$", re.IGNORECASE)
_PRIMES = re.compile(r"(?:_prime)+$")


def names_ahead(
    formulas: Mapping[int, Formula], roles: Mapping[int, str], leads: Mapping[int, str], index: int, scope: Scope
) -> list[tuple[str, str]]:
    """Names of a formula that its sentence explains behind it, what explains others first; not what follows from it.

    "$J = D(p, m)$ where $m = (p + q) / 2$", "$E[(X - a)^2] = v$ where $a = m$, $v = Var(X)$ and $m = E[X]$", but not
    "$2x = a$ and therefore $x = a / 2$"; `leads`: the words right before each formula.
    """
    used = formulas[index].source
    own = {one.name for one in symbol_list(used.split("=")[0])}
    told: dict[str, str] = {}  # the name that a formula behind it explains
    for k, formula in formulas.items():
        head = symbol_list(formula.source.split("=")[0])
        value = formula.source.partition("=")[2]
        if (roles[k] == "claim" and _VALUE.fullmatch(value)) or _NUMBER.fullmatch(value):
            continue  # "$a + b = 1$ and $a - b = 3$, so $a = 2$", "$f'(x) = 2x - 4$, which is zero for $x = 2$"
        follows = _THEREFORE.search(leads[k]) is not None or says_when(leads[k])
        telling = k > index and not follows and roles[k] in ("given", "local", "claim", "property")
        if telling and len(head) == 1 and "=" in formula.source and (
                not formula.problem and not _is_known(scope.lookup(head[0].name))
                and not (head[0].called and head[0].name in own)):
            told[head[0].name] = formula.source
    found: dict[str, str] = {}
    wanted = _meant(used) | _inside(used, scope)
    while new := {name: source for name, source in told.items() if name in wanted and name not in found}:
        found = new | found
        wanted = {name for source in new.values() for name in _meant(source.partition("=")[2])}
    return list(found.items())


def _meant(source: str) -> set[str]:
    """The names of a formula, also those of which it has a slope."""
    return {name for one in names_in(source) for name in (one, _PRIMES.sub("", one))}


def _is_known(role: Role | None) -> bool:
    """Whether more is known of a name than that it is a letter of a formula."""
    return role is not None and (role.definition is not None or role.family is not None or role.source in (
        "prose", "declared"))


def _inside(source: str, scope: Scope) -> set[str]:
    """The letters of what the names of a formula stand for: m of u where `u = (x - m) / s`."""
    roles = (scope.lookup(name) for name in names_in(source))
    return {s.name for role in roles if role is not None and role.definition is not None
            for s in symbols(role.definition)}


def functions_ahead(ahead: Sequence[tuple[str, str]], here: Section) -> list[str]:
    """The functions among the names that are explained behind a formula; their definitions become known."""
    return defined_ahead([(n, source) for n, source in ahead if symbol_list(source.split("=")[0])[0].called], here)


def defined_ahead(ahead: Sequence[tuple[str, str]], here: Section) -> list[str]:
    """The names that definitions behind a formula give a meaning, which becomes known."""
    found: list[str] = []
    for _, source in ahead:
        try:
            reading = read_latex(source, here.scope)[0]
        except ReadError:  # it is reported at its own place
            continue
        after = scope_after(here.scope, reading)
        if (names := newly_defined(here.scope, after)) and not ambiguous(reading):
            here.scope = after
            found += names
    return found


def laws_ahead(formulas: Mapping[int, Formula]) -> list[str]:
    """The laws of names that the sentence speaks of before it states them: "$E[X] = q$ where $X \\sim ...$".

    A name that is given a meaning before (`X = Y + Z`) has its law from there.
    """
    found = []
    for k, formula in formulas.items():
        seen = mention(formula.source)
        if seen.kind != "law" or formula.problem:
            continue
        before = [f.source for j, f in formulas.items() if j < k]
        names = [one.name for one in seen.names]
        heads = {one.name for source in before for one in symbol_list(source.split("=")[0])}
        if not heads & set(names) and any(name in names_in(source) for source in before for name in names):
            found.append(formula.source)
    return found


def laws_that_follow(formulas: Mapping[int, Formula], leads: Mapping[int, str], scope: Scope) -> set[str]:
    """The names whose law follows from what they mean: "put $Y = 2X$; then $Y \\sim N(0, 4)$".

    They have their meaning from before, or from this sentence in front of words such as "hence" (`leads`).
    """
    found: set[str] = set()
    for k, formula in formulas.items():
        if (law := mention(formula.source)).kind != "law":
            continue
        before = (f.source for j, f in formulas.items() if j < k and is_concluding(leads[k]))
        heads = {one.name for source in before if "=" in source for one in symbol_list(source.split("=")[0])}
        for one in law.names:
            role = scope.lookup(one.name)
            if one.name in heads or (
                    role is not None and role.definition is not None and role.definition.sort == "variable"):
                found.add(one.name)
    return found


def with_ahead(
    formula: Formula, reading: Reading, here: Section, stated: Scope, ahead: Sequence[tuple[str, str]], seed: int
) -> tuple[Verdict, Reading] | None:
    """A formula read again with what its sentence says of its names behind it; `stated`: with what holds in it."""
    scope = scope_after(stated, reading)
    for name, source in ahead:
        try:
            found = read_latex(source, scope.forget(name))[0]
        except ReadError:
            continue
        if found.claims and all(after_definition(c) is not None for c in found.claims):
            scope = scope_after(scope.forget(name), found)
        elif found.claims and all(c.kind == "condition" for c in found.claims):  # "$a = m$": a value that it takes
            scope = scope_after(scope.forget(name), found).assume(*(r for c in found.claims for r in c.relations))
    try:
        readings = list(read_latex(formula.source, scope, formula.label))
    except ReadError:
        return None
    if not readings[0].claims or ambiguous(readings[0]):
        return None
    readings = [replace(r, claims=tuple(explained(here.premised(c), scope) for c in r.claims)) for r in readings]
    return decide_readings(readings, seed=seed)
