"""One of a family of definitions: after "$f_k(x) = e^{-\\mu_k x}$" the name $f_1$ stands for $e^{-\\mu_1 x}$.

So does $a_T$, and where the text concludes $a_0$, after "$a_t = \\cos(\\pi t / T)$".
"""

from __future__ import annotations

import re

from lemmata.documents.language.symbols import names_in
from lemmata.engine.expr import (
    At,
    Bind,
    Expr,
    Size,
    dims,
    integer,
    number,
    open_binder,
    postorder,
    substitute,
    symbol,
    symbols,
)
from lemmata.engine.readers.scope import Scope

_MEMBER = re.compile(r"(?P<base>[A-Za-z]\w*?)_(?P<label>\d|[a-z])")
_END = re.compile(r"(?P<base>[A-Za-z]\w*?)_(?P<label>0|[A-Z])")
_LETTERS = "kcijlmn"  # of classes, components, groups


def with_instances(source: str, scope: Scope, concluding: bool = False) -> Scope:
    """The scope with what a formula names f_1 or f_j, where the text has only said what f_k is.

    >>> from lemmata.engine.readers.latex import read_latex, scope_after
    >>> scope = scope_after(Scope(), read_latex(r"f_k(x) = x^k", Scope())[0])
    >>> with_instances("f_2(x)", scope).lookup("f_2").definition is not None
    True
    """
    for name in names_in(source):
        end = _END.fullmatch(name)
        if end is not None and scope.lookup(name) is None and (concluding or end["label"] != "0"):
            scope = _with_end(name, end["base"], end["label"], scope)
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


def _with_end(name: str, base: str, label: str, scope: Scope) -> Scope:
    """The scope with the value at the first or the last place of what is defined by its place, counted from 1."""
    role = scope.lookup(base)
    meaning = None if role is None else role.definition
    if not isinstance(meaning, Bind) or meaning.binder != "array" or meaning.rank != 1:
        return scope
    index, value = open_binder(meaning)
    if not isinstance(index, Size) or any(
            isinstance(n, At) or getattr(n, "name", "") == name for n in postorder(value)):
        return scope  # entries of other arrays, of which these may not be told; the first value itself
    place = Size.of(0 if label == "0" else label)
    value = substitute(value, sizes={str(index): place - 1})
    value = substitute(value, {s: integer(place) for s in symbols(value) if s.name == label and not s.shape})
    return scope.define(name, value, role.domain if role is not None else "real")


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
