"""One of a family of definitions: after "$f_k(x) = e^{-\\mu_k x}$" the name $f_1$ stands for $e^{-\\mu_1 x}$."""

from __future__ import annotations

import re

from lemmata.documents.language.symbols import names_in
from lemmata.engine.expr import Expr, dims, number, substitute, symbol, symbols
from lemmata.engine.readers.scope import Scope

_MEMBER = re.compile(r"(?P<base>[A-Za-z]\w*?)_(?P<label>\d|[a-z])")
_LETTERS = "kcijlmn"  # of classes, components, groups


def with_instances(source: str, scope: Scope) -> Scope:
    """The scope with what a formula names f_1 or f_j, where the text has only said what f_k is.

    >>> from lemmata.engine.readers.latex import read_latex, scope_after
    >>> scope = scope_after(Scope(), read_latex(r"f_k(x) = x^k", Scope())[0])
    >>> with_instances("f_2(x)", scope).lookup("f_2").definition is not None
    True
    """
    for name in names_in(source):
        match = _MEMBER.fullmatch(name)
        if match is None or scope.lookup(name) is not None or scope.lookup(match["base"]) is not None:
            continue
        for letter in _LETTERS:
            role = scope.lookup(f"{match['base']}_{letter}")
            if role is not None and role.definition is not None and letter != match["label"]:
                if (meaning := _instance(role.definition, letter, match["label"], scope)) is not None:
                    scope = scope.define(name, meaning, role.domain)
                break
    return scope


def _instance(meaning: Expr, letter: str, label: str, scope: Scope) -> Expr | None:
    """The meaning with its labels replaced; None where what they stand for has other sizes, or the label counts."""
    if letter in dims(meaning):
        return None  # S_n, a sum of n terms
    values: dict[Expr, Expr] = {}
    for s in symbols(meaning):
        base, _, tail = s.name.rpartition("_")
        if s.name == letter:
            if not label.isdigit():
                return None
            values[s] = number(int(label))
        elif tail == letter and base:
            name = f"{base}_{label}"
            role = scope.lookup(name)
            if role is None or role.shape is None:
                values[s] = symbol(name, s.shape, s.domain, s.params)
            else:
                values[s] = role.definition if role.definition is not None else role.symbol(name)
            if values[s].shape != s.shape or values[s].sort != s.sort:
                return None
    return substitute(meaning, values) if values else None
