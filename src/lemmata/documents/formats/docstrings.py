"""A Python file: the text, formulas and doctests of its docstrings, as reStructuredText has them, and its code."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from dataclasses import replace

from lemmata.documents.formats.blocks import (
    MODULE,
    Block,
    CodeBlock,
    Document,
    DocumentError,
    Lines,
    Paragraph,
    with_newlines,
)
from lemmata.documents.formats.rst import RstWalk

_OPENING = re.compile(r"[rRuUbBfF]{0,2}(?:\"\"\"|\'\'\'|\"|\')")
_Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def parse_docstrings(text: str, path: str = "<module>") -> Document:
    """Read the docstrings of a Python module, in the order of its text, and its code as one block in front of them.

    Raises DocumentError where it is no Python.

    >>> document = parse_docstrings("def f(x):\\n    'Twice: :math:`f(x) = 2x`.'\\n")
    >>> [(f.source, f.line, f.column, f.section) for f in document.formulas]
    [('f(x) = 2x', 2, 13, ('f',))]
    """
    text = with_newlines(text)
    try:
        with warnings.catch_warnings():  # about the code, whose style is no concern of ours
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None)
        where = f"{path}:{line}" if line else path
        raise DocumentError(f"{where}: is no Python: {getattr(error, 'msg', None) or error}") from error
    found = list(_docstrings(tree, ()))
    shown = _only(text, [node for node, _ in found])
    lines = Lines(shown)
    blocks: list[Block] = [CodeBlock(MODULE, text, 1, 1, 1)]
    for node, names in found:
        first, last = node.lineno, node.end_lineno or node.lineno
        rows = [lines.line(number) for number in range(first + 1, last + 1)]
        indent = min((len(row) - len(row.lstrip()) for row in rows if row.strip()), default=node.col_offset)
        if names:  # each is a section of its own, in which what the others say is not known
            blocks.append(Paragraph("heading", (" ".join(names),), first, "", names))
        for block in RstWalk(shown, lines, first, last, names, indent).blocks():
            # the names of a module are not those of a document: its examples have those
            # that are in the file, and those of one docstring share theirs
            blocks.append(replace(block, language="doctest", attributes=f"docstring at line {first}")
                          if isinstance(block, CodeBlock) and block.language == "python" else block)
    return Document(path, shown, tuple(blocks), lines)


def _docstrings(node: ast.AST, names: tuple[str, ...]) -> Iterator[tuple[ast.Constant, tuple[str, ...]]]:
    """The docstrings below a node, with the names of what they document."""
    body = getattr(node, "body", [])
    if isinstance(node, _Documented) and body and isinstance(body[0], ast.Expr):
        value = body[0].value
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield value, names
    for child in ast.iter_child_nodes(node):
        name = getattr(child, "name", None) if isinstance(child, _Documented) else None
        yield from _docstrings(child, (*names, name) if name else names)


def _only(text: str, nodes: list[ast.Constant]) -> str:
    """The text with all but these strings blotted out, so that every place stays; `\\\\` is one backslash there."""
    starts = Lines(text).starts
    rows = text.split("\n")
    kept = re.sub(r"[^\n]", " ", text)
    for node in sorted(nodes, key=lambda n: (n.lineno, n.col_offset)):
        assert node.end_lineno is not None and node.end_col_offset is not None
        low = starts[node.lineno - 1] + _characters(rows[node.lineno - 1], node.col_offset)
        high = starts[node.end_lineno - 1] + _characters(rows[node.end_lineno - 1], node.end_col_offset)
        opening = _OPENING.match(text, low)
        if opening is None:
            continue
        quotes = opening[0].lstrip("rRuUbBfF")
        inner = text[opening.end():high - len(quotes)]
        if "r" not in opening[0].lower():
            inner = inner.replace("\\\\", " \\")
        kept = kept[:opening.end()] + inner + kept[high - len(quotes):]
    return kept


def _characters(row: str, offset: int) -> int:
    """A place that ast gives in bytes, in characters."""
    return len(row.encode()[:offset].decode(errors="replace"))
