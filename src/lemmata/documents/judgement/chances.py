"""Names that a text compares with values inside of P(...): they are random, whatever numbers they may be elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lemmata.documents.language.symbols import symbol_list
from lemmata.engine.readers.scope import Role, Scope

_HEAD = re.compile(r"(?<![A-Za-z\\])(?:P|\\Pr|\\Pr\s*|\\mathbb\s*\{?P\}?|\\operatorname\{P\}|\\mathrm\{P\})\s*"
                   r"(?:\\left|\\[Bb]igg?l?)?\s*[(\[]")
_NAME = r"[A-Z](?:_\{?\w+\}?)?"
_COMPARED = re.compile(rf"(?<![A-Za-z\\])({_NAME})\s*=\s*(\w+)")
_EVENT = re.compile(rf"\s*({_NAME})\s*=\s*(\w+?)(?:_\{{?\w+\}}?)?\s*[.,;]?\s*")
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
    role = scope.lookup(name)
    random = role is not None and role.domain in ("variable", "event") and role.definition is None
    untold = role is None or (role.domain in _NUMBERS and role.shape in ((), None) and role.source in (
        "habit", "formula") and role.definition is None)
    return name if random or (untold and name == found[2].upper() and found[2].islower()) else ""
