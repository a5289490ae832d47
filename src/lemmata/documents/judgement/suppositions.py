"""What a text supposes for a while: "Case 1: $x \\\\ge 0$. ... Case 2: ...", "Suppose not. ... a contradiction. Hence".

What was learned under it is forgotten where the next case begins, or where the text has led it to something absurd.
"""

from __future__ import annotations

import re
from dataclasses import replace
from types import MappingProxyType

from lemmata.documents.judgement.section import Outside, Section
from lemmata.engine.expr import Expr, substitute, symbol, symbols
from lemmata.engine.readers.scope import Role, Scope

_SUPPOSE = r"(?:suppose|assume|assuming|supposing)"
_OTHER = r"(?:instead|on the other hand|conversely|alternatively)"
_CASE = re.compile("|".join((
    r"^\W*(?:(?:in|for) )?(?:the )?case\s*\(?(?:[ivx]{1,4}|\d|[a-c]|one|two|three)\b",
    r"^\W*(?:(?:in|for) )?(?:the )?(?:first|second|third|last|other|remaining|final) case\b",
    rf"^\W*(?:(?:now|so|next|but|and) )?(?:let us )?(?:{_SUPPOSE}|take|consider|let)\b.*\b{_OTHER}\b",
    rf"^\W*{_OTHER},? (?:now )?(?:let us )?(?:{_SUPPOSE}|take|consider|let)\b",
)), re.IGNORECASE | re.DOTALL)
_ALL_CASES = re.compile(
    r"^\W*(?:so |thus |hence |therefore )?(?:(?:in|for) (?:both|either|all|each|every|any) (?:of (?:the|these) )?"
    r"(?:two |three )?cases?\b|in any event\b|combining\b|altogether\b|"
    r"this (?:proves|completes|finishes|concludes)\b|q\.?e\.?d\b)", re.IGNORECASE)
_AGAINST = re.compile("|".join((
    rf"\b{_SUPPOSE}(?: that)? (?:(?:this|it|that) (?:is|were|was|does) )?"
    r"(?:not|otherwise|false|the (?:opposite|contrary|converse|negation))\b",
    rf"\b{_SUPPOSE}\b[^.;]*\b(?:(?:on|to) the contrary|contradiction|absurdum)\b",
    r"\b(?:for (?:the sake of )?(?:a )?contradiction|by contradiction|reductio ad absurdum)\b[^.;]*"
    r"\b(?:suppose|assume|let)\b",
    r"^\W*if (?:not|this (?:were|is) (?:not|false))\b",
)), re.IGNORECASE)
_ABSURD = re.compile(
    r"\b(?:contradict\w*|impossible|absurd|cannot be(?: true)?|can['’]t be|which is (?:false|nonsense))\b",
    re.IGNORECASE)
_FOR_CONTRADICTION = re.compile(
    r"\b(?:for|by|to (?:get|reach|obtain|derive|find)|aiming (?:at|for))(?: the sake of)?(?: an?)? contradiction\b|"
    r"\b(?:to|on) the contrary\b", re.IGNORECASE)


def begin(here: Section, words: str) -> None:
    """What the words of a sentence suppose for a while, or go back from, before anything is told of it."""
    against = _AGAINST.search(words) is not None
    case = _CASE.search(words) is not None
    if case or against or _ALL_CASES.search(words):
        end(here)
    if case or against:
        here.outside = Outside(here.scope, here.heard, against)


def refuted(here: Section, text: str) -> bool:
    """Whether a piece of text says that what was supposed can't be."""
    return here.outside is not None and here.outside.against and _ABSURD.search(
        _FOR_CONTRADICTION.sub(" ", text)) is not None


def end(here: Section) -> None:
    """What was supposed is forgotten; what got a meaning meanwhile keeps it."""
    before = here.outside
    if before is None:
        return
    here.outside = None
    here.heard = before.heard
    roles: dict[str, Role] = {}
    for name, role in here.scope.roles.items():
        old = before.scope.lookup(name)
        if role.definition is not None and (old is None or old.definition is not role.definition):
            roles[name] = role
        elif old is not None:
            roles[name] = old
    here.scope = replace(here.scope, roles=MappingProxyType(roles), premises=before.scope.premises)


def renewed(relation: Expr, scope: Scope) -> Expr:
    """A relation of the sentence before, with its numbers as they are known now: what it said of them holds no more."""
    now: dict[Expr, Expr] = {}
    for s in symbols(relation):
        if not s.shape and s.sort == "real" and s.domain != "function":
            role = scope.lookup(s.name)
            now[s] = symbol(s.name, (), "real" if role is None else role.domain or "real")
    return substitute(relation, now) if now else relation
