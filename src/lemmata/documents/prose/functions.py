"""Functions of mathematics that words give a letter: "let $\\psi$ be the digamma function"."""

from __future__ import annotations

import re

from lemmata.documents.language.fieldnames import FIELD_FUNCTIONS, FieldFunction
from lemmata.documents.language.marked import Marked
from lemmata.documents.language.symbols import symbol_list
from lemmata.documents.language.vocabulary import MARK
from lemmata.engine.expr import bind, fresh_local
from lemmata.engine.readers.scope import Role, Scope

_IS = r"(?:(?:is|be|denotes?|being|for|as|stands for)\s+)?"
_SAID = [(one, re.compile(
    rf"(?P<name>{MARK}),?\s+{_IS}(?:the|an?)\s+(?P<other>(?:[\w-]+\s+){{0,2}}?)(?:{one.words})\b(?!\s+(?:of|applied)\b)|"
    rf"\b(?:the|an?)\s+(?P<other2>(?:[\w-]+\s+){{0,2}}?)(?:{one.words})\s+(?P<name2>{MARK})",
    re.IGNORECASE)) for one in FIELD_FUNCTIONS]
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
    for one, said in _SAID:
        for match in said.finditer(sentence.text):
            mark = match["name"] or match["name2"]
            names = sentence.names(mark) if "=" not in sentence.source(mark) else []
            if len(names) != 1 or names[0].rank or names[0].power or names[0].name in (one.letter, *formulas):
                continue
            others = {word.lower() for word in (match["other"] or match["other2"] or "").split()}
            if _CHANGED.search(sentence.text) or others - _PLAIN:
                found.setdefault(names[0].name, None)
            else:
                found[names[0].name] = one
    return found


def with_functions(named: dict[str, FieldFunction | None], scope: Scope) -> Scope:
    """The scope with the letters as these functions, and as any function where one is a variant."""
    for name, one in named.items():
        if one is not None:
            places = [fresh_local((), one.domain) for _ in range(one.arity)]
            value = one.value(places)
            for place in reversed(places):
                value = bind("function", place, value)
            scope = scope.forget(name).define(name, value, "function")
        elif (role := scope.lookup(name)) is None or role.definition is None:
            scope = scope.forget(name).declare(name, Role((), "function", ((),), source="prose"))
    return scope
