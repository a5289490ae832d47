"""Which variables and events words call independent, and which of them alike."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from lemmata.documents.language.marked import Marked
from lemmata.documents.language.symbols import Named, symbol_list
from lemmata.documents.language.vocabulary import LIST, MARK
from lemmata.documents.prose.moments import alike_lists, of_entries, without_parts
from lemmata.documents.prose.said import Said
from lemmata.documents.prose.screened import conditional_independence
from lemmata.engine.readers.latex.randomness import VARIABLES
from lemmata.engine.readers.scope import Role, Scope

_INDEPENDENT = re.compile(
    r"\b(?:(?:mutually |pairwise |statistically )?(?<!conditionally )independent(?P<alike>(?:,? and|,) identically "
    r"distributed| copies)?(?! given)\b|(?P<iid>i\.?i\.?d\b\.?))", re.IGNORECASE)
# "independent draws, at least two of them, from one distribution" are alike too.
_DRAWS = re.compile(
    r"\s*(?:[a-z-]+ ){0,2}?(?:draws|samples|observations|realizations|realisations|copies|measurements)\b"
    r"[^.;:⟦]{0,60}?\b(?:from|of)\s+(?:[a-z-]+\s+){0,4}(?:distribution|law|population)\b", re.IGNORECASE)
# Words behind which all is said under a condition of the sentence.
PASSING = re.compile(r"\b(?:if|when|whenever|provided|as long as|in case|for|under)\b[^.;:]*$", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:not|linearly|of each other not)\s*$|\bunless\b[^.;:]*$")
_FIXED = re.compile(r"\b(?:constants?|fixed|deterministic|parameters?|numbers?|scalars?|functions?|non-?random)\b",
                    re.IGNORECASE)
_OF = re.compile(rf"\s*(?:of|from)\s*(?P<list>{LIST})")
# "the signal $X$ and the measurement noise $Z$ are"
_NAMED = r"(?:(?:the|an?|its|their|some)\s+(?:[a-z-]+\s+){1,3}|random (?:variables?|vectors?)\s+)?"
_SUBJECT = re.compile(rf"(?P<list>{MARK}(?:\s*(?:,\s*and|,|and)\s*{_NAMED}{MARK})*)"
                      r"\s*,?\s*(?:be|are|being|as|(?P<has>have|has|having|with))\s*(?:two |all |both )*$",
                      re.IGNORECASE)
# "for $X \\sim P$ and $Y \\sim Q$ independent", "for $X$, $Y$ independent we have"
_BEHIND = re.compile(rf"(?P<lead>\b(?:for|with|let|take|consider|given|fix)(?:\s+(?:all|any|two))?\s+)?"
                     rf"(?P<list>{MARK}(?:\s*(?:,\s*and|,|and)\s*{_NAMED}{MARK})*)\s*[,(]?\s*(?:two |all |both )*$",
                     re.IGNORECASE)
# "$y = x + \\epsilon$ with independent noise $\\epsilon$": of what it is added to.
_NOISE = re.compile(rf"\s*(?:[a-z-]+ ){{0,2}}?(?:noise|errors?|disturbances?|perturbations?)\s+{MARK}", re.IGNORECASE)
_ENDS = re.compile(r"\s*(?:[,.:;)]|$|(?:we|with|and|then|it|one|of (?:each other|one another))\b)", re.IGNORECASE)
_LAW = re.compile(r"\\sim\b|∼")
_NOUNS = re.compile(rf"(?=[\w\s,-]*(?:variables?|events?|vectors?)?\s*⟦)[\w\s,-]{{0,60}}?(?P<list>{LIST})")


def read_independence(sentence: Marked, out: Said) -> list[tuple[int, int]]:
    """Add the groups that the words call independent or alike; returns the places of these words."""
    found = []
    text = without_parts(sentence.text)
    given = [one.span for one in conditional_independence(sentence)]
    for match in _INDEPENDENT.finditer(text):
        if any(low <= match.start() < high for low, high in given):
            continue  # given something only
        names = _independent(sentence, text[:match.start()], text[match.end():])
        if names is None:
            continue
        found.append(match.span())
        group = tuple(dict.fromkeys(one.name for one in names))
        if len(group) == 1 and _NOISE.match(text[match.end():]):
            group = (*group, *_added_to(group[0], sentence))
        if (match["alike"] or match["iid"] or _DRAWS.match(text[match.end():])) and group not in out.alike:
            out.alike.append(group)
        passing = PASSING.search(text[:match.start()]) is not None and not text.rstrip().endswith(":")
        groups = out.independent_here if passing else out.independent
        whole = of_entries(text[:match.start()], text[match.end():])
        # w_j and x_j, the entries of w and x: each of them too
        entries = [(one.name,) for one in names if whole or (one.rank == 1 and not one.bold)]
        groups.extend(g for g in dict.fromkeys((group, *entries)) if g and g not in groups)
    for listed, span in alike_lists(text):
        group = tuple(dict.fromkeys(one.name for one in sentence.names(listed)))
        if group and group not in out.alike:
            out.alike.append(group)
            found.append(span)
    return found


def with_random(groups: Iterable[Collection[str]], words: str, scope: Scope) -> Scope:
    """The scope after words that call letters independent of a random variable: they are random themselves.

    Whatever habit says of them: a $W$ is a matrix elsewhere. Constants are independent of everything, too.
    """
    for group in groups:
        roles = {name: scope.lookup(name) for name in group}
        if not any(role is not None and role.domain == "variable" for role in roles.values()):
            continue
        for name, role in roles.items():
            if (role is None or role.source == "habit") and (name in VARIABLES or not _FIXED.search(words)):
                scope = scope.forget(name).declare(name, Role((), "variable", source="prose"))
    return scope


def _independent(sentence: Marked, before: str, after: str) -> list[Named] | None:
    """The names of which "independent" is said between these words; None where that is not clear, or denied."""
    if _DENIED.search(before):
        return None
    if (other := _OF.match(after)) and (marks := re.findall(MARK, before)):
        return [*sentence.names(marks[-1]), *sentence.names(other["list"])]
    if (subjects := _SUBJECT.search(before)) and (subjects["has"] is None or of_entries("", after)):
        return [name for mark in re.findall(MARK, subjects["list"]) for name in sentence.names(mark)]
    if names := _behind(sentence, before, after):
        return names
    nouns = _NOUNS.match(after)
    return sentence.names(nouns["list"]) if nouns else None


def _behind(sentence: Marked, before: str, after: str) -> list[Named]:
    """The names right before "independent", where these are several: of laws, or given by a word such as "for"."""
    found = _BEHIND.search(before)
    marks = re.findall(MARK, found["list"]) if found else []
    laws = bool(marks) and all(_LAW.search(sentence.source(mark)) for mark in marks)
    if found is None or not (laws or (found["lead"] and _ENDS.match(after))):
        return []
    names = [name for mark in marks for name in sentence.names(mark)]
    return names if len(names) > 1 or any(name.last for name in names) else []


def _added_to(noise: str, sentence: Marked) -> list[str]:
    """The names beside a noise in the sum that a sentence gives: x of `y = x + e`."""
    for source in sentence.sources.values():
        _, equals, right = source.partition("=")
        terms = [symbol_list(term) for term in re.split(r"(?<![({^_])[+-]", right)]
        if equals and len(terms) > 1 and all(len(term) == 1 for term in terms):
            names = [term[0].name for term in terms]
            if noise in names:
                return [name for name in names if name != noise]
    return []
