"""Names that a text compares with values inside of P(...): they are random, whatever numbers they may be elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lemmata.documents.language.symbols import names_in, symbol_list
from lemmata.engine.readers.latex import random_names
from lemmata.engine.readers.latex.randomness import VARIABLES
from lemmata.engine.readers.scope import Role, Scope

_HEAD = re.compile(r"(?<![A-Za-z\\])(?:P|\\Pr|\\Pr\s*|\\mathbb\s*\{?P\}?|\\operatorname\{P\}|\\mathrm\{P\})\s*"
                   r"(?:\\left|\\[Bb]igg?l?)?\s*[(\[]")
_NAME = r"[A-Z](?:_\{?\w+\}?)?"
_COMPARED = re.compile(rf"(?<![A-Za-z\\])({_NAME})\s*=\s*(\w+)")
_EVENT = re.compile(rf"\s*({_NAME})\s*=\s*(\w+?)(?:_\{{?\w+\}}?)?\s*[.,;]?\s*")
_RESTRICTS = re.compile(r"\\(?:(?:sub|sup)seteq|(?:sub|sup)set|leq?|geq?)(?![A-Za-z])|[<>]")
_OF_EVENTS = (r"\subseteq", r"\subset", r"\supseteq", r"\supset")
_NUMBERS = ("", "real", "natural", "integer", "binary", "positive", "nonnegative", "unit")


def with_chances(formula: str, scope: Scope) -> Scope:
    """The scope with the names that stand in P(X = x) as random: as events those that take the values 0 and 1 alone.

    >>> scope = Scope().declare("H", Role((), "binary"))
    >>> with_chances("P(H = 1)", scope).lookup("H").domain, with_chances("H = 1", scope).lookup("H").domain
    ('event', 'binary')
    """
    for name, value in compared(formula):
        role = scope.lookup(name)
        if role is None or role.shape not in ((), None) or role.domain not in _NUMBERS or role.definition is not None:
            continue
        event = role.domain == "binary" and value in ("0", "1")
        source = "declared" if role.source == "declared" else "formula"
        scope = scope.declare(name, Role((), "event" if event else "variable", source=source))
    return scope


def with_random_conditions(sources: Mapping[int, str], roles: Mapping[int, str], scope: Scope) -> Scope:
    """The scope of "if $a \\le X \\le b$, then $E[X] \\le b$": X is as random in the condition as in what is claimed.

    >>> with_random_conditions({1: r"X \\le Y", 3: "E[X] = 1"}, {1: "local", 3: "claim"}, Scope()).lookup("X").domain
    'variable'
    """
    restricted = {name: relation[0] for k, source in sources.items() if roles[k] != "claim"
                  and (relation := _RESTRICTS.search(source)) and not random_names(source, scope)
                  for name in names_in(source) if _alone(name, source) and scope.lookup(name) is None}
    if not restricted:
        return scope
    random = {n: kind for k, source in sources.items() if roles[k] == "claim"
              for n, kind in random_names(source, scope).items()}
    for name, compared_by in restricted.items():
        kind, of_events = random.get(name, ""), compared_by in _OF_EVENTS
        if kind == "event" if of_events else kind == "variable" and name in VARIABLES:
            scope = scope.declare(name, Role((), kind, source="formula"))
    return scope


def _alone(name: str, source: str) -> bool:
    """Whether a capital letter stands without an index, a transpose or an argument."""
    return re.fullmatch("[A-Z]", name) is not None and re.search(
        rf"(?<![A-Za-z\\]){name}\s*[_^(']", source) is None


def compared(source: str) -> Iterator[tuple[str, str]]:
    """The names that are compared with values inside of P(...), with these."""
    for head in _HEAD.finditer(source):
        depth, stop = 1, head.end()
        while stop < len(source) and depth:
            depth += (source[stop] in "([") - (source[stop] in ")]")
            stop += 1
        for found in _COMPARED.finditer(source, head.end(), stop):
            yield symbol_list(found[1])[0].name, found[2]


def event(source: str, scope: Scope) -> str:
    """The name of a variable of which a formula says only that it takes a value, as `A = a` does; "" of others.

    >>> event("A = a", Scope()), event("A = 3", Scope()), event("A = b", Scope())
    ('A', '', '')
    """
    found = _EVENT.fullmatch(source)
    if found is None or not (heads := symbol_list(found[1])):
        return ""
    name = heads[0].name
    if any((part := scope.lookup(one)) is not None and part.domain == "variable" for one in names_in(found[2])):
        return ""  # what it is made of
    role = scope.lookup(name)
    random = role is not None and role.domain in ("variable", "event") and role.definition is None
    untold = role is None or (role.domain in _NUMBERS and role.shape in ((), None) and role.source in (
        "habit", "formula") and role.definition is None)
    return name if random or (untold and name == found[2].upper() and found[2].islower()) else ""
