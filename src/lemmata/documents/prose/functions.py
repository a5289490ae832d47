"""Functions of mathematics that words give a letter: "let $\\psi$ be the digamma function"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lemmata.documents.language.fieldnames import FIELD_FUNCTIONS, NAMED, FieldFunction, function_of, functions_named
from lemmata.documents.language.marked import Marked
from lemmata.documents.language.symbols import symbol_list
from lemmata.documents.language.vocabulary import MARK
from lemmata.engine.readers.scope import Role, Scope

_OTHER = r"(?:the|an?)\s+(?P<other>(?:[\w-]+\s+){0,2}?)"
_BEFORE = rf"(?P<names>{MARK}),?\s+(?:(?P<link>is|be|denotes?|being|for|as|stands for)\s+)?"
_BEHIND = rf"\s+(?P<names>{MARK}(?:(?:,|,? and) {MARK})*)"
# "For $x > 0$ the gamma function is" says nothing of x, and "the sigmoid function of" something nothing of the letter.
_VERB = r"(?P<verb>,?\s+(?:is|are|has|have|can|may|satisf\w+|reads|takes|becomes|maps|equals|was|will)\b)"
_SAID = [(one, re.compile(said, re.IGNORECASE)) for one in FIELD_FUNCTIONS for said in (
    rf"{_BEFORE}{_OTHER}(?:{one.words})\b(?!\s+(?:of|applied)\b){_VERB}?",
    rf"\b{_OTHER}(?:{one.words})(?P<link>){_BEHIND}(?P<verb>)")]
_WRITES = re.compile(r"\b(?:writ(?:e|es|ing)|us(?:e|es|ing))\W*$", re.IGNORECASE)
_PLAIN = frozenset(("usual", "standard", "ordinary", "well-known", "familiar", "classical", "activation",
                    "element-wise", "elementwise", "logistic", "nonlinear"))
_CHANGED = re.compile(r"\b(?:(?:re)?scaled|shifted|modified|steepness|generali[sz]ed|incomplete|not|instead)\b",
                      re.IGNORECASE)


def spoken_functions(sentence: Marked) -> dict[str, FieldFunction | None]:
    """The letters that a sentence gives functions of mathematics; None for those that it gives a variant of one.

    >>> text = "Let ⟦0⟧ be the digamma function."
    >>> list(spoken_functions(Marked(text, text, {0: "\\\\psi"})))
    ['psi']
    """
    found: dict[str, FieldFunction | None] = {}
    formulas = {one.name for source in sentence.sources.values() if "=" in source
                for one in symbol_list(source.partition("=")[0]) if one.called}  # which say themselves what they are
    for one, match in _said(sentence):
        for mark in re.findall(MARK, match["names"]):
            names = sentence.names(mark) if "=" not in sentence.source(mark) else []
            if len(names) != 1 or names[0].rank or names[0].power or names[0].name in (one.letter, *formulas) or (
                    one.called not in ("", names[0].name)):
                continue
            if _is_variant(sentence, match):
                found.setdefault(names[0].name, None)
            else:
                found[names[0].name] = one
    return found


def named_functions(sentence: Marked) -> dict[str, FieldFunction]:
    """The functions that a sentence calls by their names in the field, also where a formula says what they are.

    >>> text = "We write ⟦0⟧ for the sigmoid function."
    >>> list(named_functions(Marked(text, text, {0: "s(x) = 1 / (1 + e^{-x})"})))
    ['s']
    """
    found: dict[str, FieldFunction] = {}
    for one, match in _said(sentence):
        # the slope for the sigmoid function is not this function
        writes = match["link"] not in ("for", "as") or _WRITES.search(sentence.text[:match.start()])
        for mark in re.findall(MARK, match["names"]) if not _is_variant(sentence, match) else ():
            source = sentence.source(mark)
            names = symbol_list(source.partition("=")[0].rstrip(" :"))
            if len(names) == 1 and not names[0].power and one.called in ("", names[0].name) and (
                    "=" not in source or (writes and (names[0].called or one.of_array))):
                found[names[0].name] = one
    return found


def _said(sentence: Marked) -> Iterator[tuple[FieldFunction, re.Match[str]]]:
    for one, said in _SAID:
        yield from ((one, match) for match in said.finditer(sentence.text) if match["link"] or not match["verb"])


def _is_variant(sentence: Marked, match: re.Match[str]) -> bool:
    others = {word.lower() for word in match["other"].split()}
    return _CHANGED.search(sentence.text) is not None or bool(others - _PLAIN)


def with_functions(
    letters: Mapping[str, FieldFunction | None], named: Mapping[str, FieldFunction], scope: Scope
) -> Scope:
    """The scope with the letters as these functions, and as any function where one is a variant, or one of several."""
    for name, one in letters.items():
        if one is not None and not one.others and not one.of_array:
            scope = scope.forget(name).define(name, function_of(one), "function")
        elif (one is None or not one.of_array) and (
                (role := scope.lookup(name)) is None or role.definition is None):
            scope = scope.forget(name).declare(name, Role((), "function", ((),), source="prose"))
    return scope.with_options(**{NAMED: {**functions_named(scope), **named}}) if named else scope
