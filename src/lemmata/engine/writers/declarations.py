"""Declarations as text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lemmata.engine.expr import DOMAINS, Symbol

_MEMBER = re.compile(r"\b[xA]\b")  # what the words about a domain call its member


def to_declarations(symbols: Iterable[Symbol]) -> str:
    """`X: real[m n], w: real[n]`, as `parse_declarations` reads it.

    >>> from lemmata.engine.expr import symbol
    >>> to_declarations([symbol("X", ["m", "n"]), symbol("s", (), "positive")])
    'X: real[m n], s: positive'
    """
    return ", ".join(f"{s.name}: {declaration(s)}" for s in symbols)


def declaration(symbol: Symbol) -> str:
    """Domain and sizes of a symbol: `real[m n]`, `labels[m k]`, `function[n -> m]`."""
    if symbol.domain == "function":
        if symbol.params == ((),) and not symbol.shape:
            return "function"
        arguments = ", ".join(_sizes(shape) if shape or len(symbol.params) == 1 else "()" for shape in symbol.params)
        value = f" -> {_sizes(symbol.shape)}" if symbol.shape else ""
        return f"function[{arguments or '()'}{value}]"
    sizes = (*symbol.shape, *symbol.params)
    return f"{symbol.domain}[{_sizes(sizes)}]" if sizes else symbol.domain


def _sizes(shape: Iterable[object]) -> str:
    return " ".join(str(size).replace(" ", "") for size in shape)


def meaning(symbol: Symbol) -> str:
    """What a symbol is, in words.

    >>> from lemmata.engine.expr import symbol
    >>> meaning(symbol("X", ["m", "n"])), meaning(symbol("s", (), "positive"))
    ('a matrix with m rows and n columns', 'a number, s > 0')
    """
    about = "" if symbol.domain == "real" else f", {_MEMBER.sub(symbol.name, DOMAINS[symbol.domain].about)}"
    if symbol.domain in ("event", "function"):
        return f"{DOMAINS[symbol.domain].about}"
    kind = "random " if symbol.domain == "variable" else "whole " if symbol.sort == "integer" else ""
    shape = list(map(str, symbol.shape))
    if not shape:
        what = f"a {kind}number"
    elif len(shape) == 1:
        what = f"a {kind if kind == 'random ' else ''}vector with {shape[0]} entries"
    elif len(shape) == 2:
        what = f"a {kind if kind == 'random ' else ''}matrix with {shape[0]} rows and {shape[1]} columns"
    else:
        what = f"an array with {len(shape)} axes, {' by '.join(shape)}"
    return what if symbol.domain == "variable" else what + about
