"""The Python blocks of a document as they are linted: plain source, syntax tree, and what comments silence."""

from __future__ import annotations

import ast
import io
import re
import tokenize
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lemmata.documents.code.run import plain_python
from lemmata.documents.formats.blocks import MODULE, CodeBlock, Comment, Document, Paragraph

_IGNORE = re.compile(r"#\s*lemmata:\s*ignore(?:\[([^\]]*)\])?", re.I)
_DEEPEST = 150  # nodes within each other
_PROMPT = re.compile(r"\s*(?:>>>|\.\.\.) ?")


@dataclass(frozen=True)
class Part:
    """A block of Python: its place among the document's blocks, plain source, tree, and silenced codes by line.

    said: the words around it, from the block before to the block after
    """

    index: int
    block: CodeBlock
    source: str
    tree: ast.Module
    comments: Mapping[int, str] = field(default_factory=dict)
    said: str = ""

    def place(self, node: ast.expr | ast.stmt) -> tuple[int, int, int]:
        """Line, column (both from 1) and width of a node in the source of the block."""
        return self.span(node.lineno, node.col_offset, node.end_lineno or node.lineno, node.end_col_offset or 0)

    def span(self, line: int, low: int, end: int, high: int) -> tuple[int, int, int]:
        """The same from lines and bytes, as the syntax tree has them; width: up to the end of the line."""
        row = self.source.split("\n")[line - 1]
        start = len(row.encode()[:low].decode(errors="replace"))
        stop = len(row.encode()[:high].decode(errors="replace")) if end == line else len(row.rstrip())
        shown = self.block.source.split("\n")[line - 1]
        prompt = _PROMPT.match(shown) if shown != row else None
        return line, start + (prompt.end() if prompt else 0) + 1, max(1, stop - start)

    def lines(self, line: int) -> tuple[int, int]:
        """The first and last line of the statement at a line; of one with a body, the line alone."""
        spans = [(s.lineno, s.end_lineno or s.lineno) for s in ast.walk(self.tree)
                 if isinstance(s, ast.stmt) and not hasattr(s, "body")]
        return min((span for span in spans if span[0] <= line <= span[1]), key=lambda s: s[1] - s[0],
                   default=(line, line))

    def silent(self, code: str, name: str, first: int, last: int) -> bool:
        """Whether a comment on one of these lines silences a lint: `# lemmata: ignore`, `# lemmata: ignore[M101]`."""
        for line in range(first, last + 1):
            match = _IGNORE.search(self.comments.get(line, ""))
            if match:
                wanted = [w.strip() for w in (match[1] or "").split(",") if w.strip()]
                if not wanted or any(w == name or code.startswith(w.upper()) for w in wanted):
                    return True
        return False


def parts_of(blocks: Sequence[CodeBlock], said: Sequence[str] = ()) -> Iterator[list[Part]]:
    """The parts that share their names: the blocks of a document; each docstring of a module by itself, and its code.

    Blocks that are no Python are left out.
    """
    together: dict[tuple[str, ...], list[Part]] = {}
    for index, block in enumerate(blocks):
        if block.language not in ("python", "doctest", MODULE):
            continue
        source = block.source if block.language == MODULE else plain_python(block)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                tree = ast.parse(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        if _depth(tree) > _DEEPEST:
            continue
        words = said[index] if index < len(said) else ""
        part = Part(index, block, source, tree, dict(_comments(source)), words)
        key = (block.language, *block.section) if block.language in ("doctest", MODULE) else ()
        together.setdefault(key, []).append(part)
    yield from together.values()


def _depth(tree: ast.Module) -> int:
    """How deep the expressions of a tree are nested; a block of code that no one wrote by hand may be very deep."""
    deepest, work = 0, [(tree, 0)]  # type: int, list[tuple[ast.AST, int]]
    while work:
        node, depth = work.pop()
        deepest = max(deepest, depth)
        work.extend((child, depth + 1) for child in ast.iter_child_nodes(node))
    return deepest


def words_around(document: Document) -> list[str]:
    """For each code block the words between the block before it and the one after it, in its own section."""
    found: list[str] = []
    before: list[tuple[tuple[str, ...], str]] = []  # section and text of the paragraphs since the last block
    open_: tuple[str, ...] | None = None  # the section of the last block, whose words may still come
    for block in document.blocks:
        if isinstance(block, CodeBlock):
            found.append("\n".join(text for section, text in before if section == block.section))
            before, open_ = [], block.section
        elif isinstance(block, Paragraph) and block.kind != "heading":
            text = "".join(s if isinstance(s, str) else "$" for s in block.segments if not isinstance(s, Comment))
            before.append((block.section, text))
            if found and block.section == open_:
                found[-1] += "\n" + text
    return found


def _comments(source: str) -> Iterator[tuple[int, str]]:
    """The comments of a source by line."""
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string
    except (tokenize.TokenError, IndentationError, SyntaxError):  # what ast reads and tokenize doesn't has none
        return
