"""A function around its lines: a signature with types, a docstring with the formula and what each name is."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import NamedTuple

LONGEST = 100


class Parameter(NamedTuple):
    """A name, its type in the language, the symbol that it is and how that is declared."""

    name: str
    kind: str
    symbol: str = ""
    declared: str = ""


class Head(NamedTuple):
    """What is said of a function before its lines.

    results     the types of its values
    about       the formula
    """

    name: str
    parameters: Sequence[Parameter]
    results: Sequence[str]
    about: str


def python_function(head: Head, body: Sequence[str]) -> list[str]:
    """`def` with types and a docstring."""
    kinds = [f"{p.name}: {p.kind}" for p in head.parameters]
    result = head.results[0] if len(head.results) == 1 else f"tuple[{', '.join(head.results)}]"
    line = f"def {head.name}({', '.join(kinds)}) -> {result}:"
    if len(line) > LONGEST:
        line = "\n".join([f"def {head.name}(", *(f"    {row}" for row in _rows(kinds)), f") -> {result}:"])
    return [*line.split("\n"), *_docstring(head), *(f"    {line}" for line in body)]


def _rows(parameters: Sequence[str]) -> list[str]:
    """Parameters in lines that are not too long; a name stays beside its type."""
    rows = [""]
    for part in parameters:
        if rows[-1] and len(rows[-1]) + len(part) > LONGEST - 6:
            rows.append("")
        rows[-1] += f"{' ' if rows[-1] else ''}{part},"
    return [*rows[:-1], rows[-1].rstrip(",")]


def _docstring(head: Head) -> list[str]:
    """The formula, and what each name is."""
    text = head.about.replace("\\", "\\\\").replace('"""', "'''")
    declared = ", ".join(f"{p.symbol}: {p.declared}" for p in head.parameters if p.symbol)
    first = textwrap.wrap(text, LONGEST - 8, subsequent_indent="    ", break_long_words=False) or [""]
    rows = [f'    """{first[0]}', *(f"    {row}" for row in first[1:])]
    if not declared:
        return [*rows[:-1], rows[-1] + '"""']
    return [*rows, "", *(f"    {row}" for row in textwrap.wrap(declared, LONGEST - 4)), '    """']
