"""Matrices and cases between \\begin and \\end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lemmata.engine.readers.latex.notation import CASES, MATRICES
from lemmata.engine.readers.latex.rows import environment
from lemmata.engine.readers.latex.syntax import Blank, Cases, Matrix, Node

if TYPE_CHECKING:
    from lemmata.engine.readers.latex.parse import Parser


def environment_at(p: Parser, start: int) -> Node:
    name, p.at = environment(p.tokens, p.at)
    if name == "array" or (name.endswith("*") and name[:-1] in MATRICES):
        if p.token.text == "[":
            while p.token.text != "]" and p.token.kind != "end":
                p.next()
            p.next()
        if p.token.text == "{" and name == "array":
            p.argument_tokens()
    rows: list[tuple[Node, ...]] = []
    row: list[Node] = []
    integrals, bars, p.integrals, p.bars = p.integrals, p.bars, [], []
    while True:
        row.append(p.statements(("&", "\\\\", "\\end")))
        if p.take("&"):
            continue
        rows.append(tuple(row))
        row = []
        if p.token.kind == "command" and p.token.text == "\\":
            p.next()
            continue
        if p.token.kind == "command" and p.token.text == "end":
            p.next()
            _, p.at = environment(p.tokens, p.at)
            break
        raise p.error(f"{p.token} does not fit here", "& or \\\\ or the end of the environment")
    p.integrals, p.bars = integrals, bars
    rows = [r for r in rows if not all(isinstance(c, Blank) for c in r)]
    if name in CASES:
        cases = tuple((r[0], r[1] if len(r) > 1 and not isinstance(r[1], Blank) else None) for r in rows)
        return Cases(cases, span=p.since(start))
    return Matrix(name, tuple(rows), span=p.since(start))
