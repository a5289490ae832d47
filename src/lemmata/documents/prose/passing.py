"""What words say for their sentence only: "for independent events", "if $A$ is orthogonal", "for $n = 1$"."""

from __future__ import annotations

import re
from dataclasses import replace

from lemmata.documents.language.marked import Marked
from lemmata.documents.language.symbols import NAMING, names_in
from lemmata.documents.language.vocabulary import MARK, MATRIX_ONLY
from lemmata.documents.prose.said import Said
from lemmata.engine.readers.scope import Scope

_ONE_DIMENSION = re.compile(
    r"\b(?:the (?:one-dimensional|univariate|scalar|1-?D) (?:case|setting|version)|in one dimension)\b", re.IGNORECASE)
_BY_RESULT = re.compile(
    r"\b(?:results?|according|similar\w*|like|unlike|as|from|generali[sz]\w*|analog\w*|compared?)\b[^.;,]*"
    r"\b(?:one-dimensional|univariate|scalar|1-?D|one dimension)\b", re.IGNORECASE)
_AT_VALUE = re.compile(r"\s*\\?[A-Za-z]+(?:_\{?\w\}?)?\s*=\s*-?\d[\d./]*\s*")
# "for independent events $P(A \\cap B) = P(A) P(B)$": those of the formula, whatever they are called.
_INDEPENDENT = re.compile(
    r"(?<!unlike )(?<!except )(?<!not )(?<!only )\b(?:for|when|if|with|(?<!case )of)\s+"
    rf"(?:(?:any|two|all|mutually|pairwise|several|the|its|our|{MARK})\s+)*"
    r"(?:independent(?:(?:,? and|,) identically distributed)?|i\.?i\.?d\.?)\s+"
    rf"(?:random )?(?:events|variables|vectors|draws|samples|ones|observations|measurements|copies|trials|replicates)\b"
    rf"\s*(?P<mark>{MARK})?", re.IGNORECASE)
_DRAWN = re.compile(r"i\.?i\.?d|identically|draws|samples|observations|measurements|copies|replicates", re.IGNORECASE)
_NARROW = (*MATRIX_ONLY, "positive", "nonnegative", "negative", "nonzero", "integer", "natural")
_CAPITAL = re.compile(r"[A-DF-HJ-OQ-Z](?:_\w+)?")
# "If the matrix $A$ is orthogonal": what such a clause says of arrays ends with its sentence.
_IF_CLAUSE = re.compile(
    r"\b(?:if|when|whenever|in case|provided(?: that)?|as long as)\b"
    r"(?P<clause>(?:(?!\b(?:then|we|hence|so)\b)[^.,;:])*)", re.IGNORECASE)


def all_independent(words: Marked) -> list[tuple[str, ...]]:
    """The names of the formulas of a sentence that speaks of independent events or variables, and does not name them.

    >>> text = "For independent events ⟦0⟧."
    >>> all_independent(Marked(text, text, {0: r"P(A \\cap B) = P(A) P(B)"}))
    [('A', 'B')]
    """
    found = [m for m in _INDEPENDENT.finditer(words.text)
             if not (m["mark"] and words.mention(m["mark"]).kind in NAMING)]
    return [_capitals(words)] if found else []


def all_alike(words: Marked) -> list[tuple[str, ...]]:
    """The names of which a sentence that does not name them says that they are draws from one law: "i.i.d. samples".

    >>> text = "The mean of i.i.d. samples has ⟦0⟧."
    >>> all_alike(Marked(text, text, {0: r"\\operatorname{Var}(\\bar X) = s / n"}))
    [('X',)]
    """
    found = [m for m in _INDEPENDENT.finditer(words.text) if _DRAWN.search(m[0]) and not (
        m["mark"] and words.mention(m["mark"]).kind in NAMING)]
    return [(name,) for name in _capitals(words)] if found else []


def _capitals(words: Marked) -> tuple[str, ...]:
    """The variables of the formulas, whose bars are means of them all; of X and X_1 only X."""
    found = dict.fromkeys(name.removesuffix("_bar") for source in words.sources.values() for name in names_in(source))
    return tuple(n for n in found if _CAPITAL.fullmatch(n) and n.partition("_")[0] not in found.keys() - {n})


def supposed_kinds(words: Marked, said: Said) -> frozenset[str]:
    """The names of which an if-clause says what matrices or numbers they are."""
    marks = (mark for clause in _IF_CLAUSE.finditer(words.text) for mark in re.findall(MARK, clause["clause"])
             if words.mention(mark).kind == "symbols")
    names = (one.name for mark in marks for one in words.names(mark))
    return frozenset(n for n in names if n in said.said and said.said[n].domain in _NARROW)


def gives_value(source: str) -> bool:
    """Whether a condition gives something a value: `n = 1`."""
    return _AT_VALUE.fullmatch(source) is not None


def in_one_dimension(words: str) -> bool:
    """Whether the text turns to one dimension."""
    return _ONE_DIMENSION.search(words) is not None and _BY_RESULT.search(words) is None


def of_numbers(scope: Scope) -> Scope:
    """The scope where unknown functions of a vector are functions of a number."""
    for name, role in scope.roles.items():
        if role.domain == "function" and role.definition is None and len(role.params) == 1 and len(role.params[0]) == 1:
            scope = scope.forget(name).declare(name, replace(role, params=((),)))
    return scope
