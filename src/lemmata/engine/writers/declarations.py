"""Declarations as text."""

from __future__ import annotations

from collections.abc import Iterable

from lemmata.engine.expr import Symbol


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
