"""What a block prints and shows, kept in the child process; the runner loads this file by its path.

It imports nothing of Lemmata, as the runner does not.
"""

from __future__ import annotations

import ast
import codecs
import contextlib
import io
import sys
import types
from typing import Any


class Store(io.BytesIO):
    """Bytes up to a limit; what follows is dropped, and a block that closes its output does no harm."""

    def __init__(self, limit: int):
        super().__init__()
        self.limit, self.length = limit, 0

    def write(self, data: Any) -> int:
        size = memoryview(data).nbytes
        room = self.limit - self.length
        if room > 0:
            super().write(bytes(data)[:room])
        self.length += size
        return size

    def close(self) -> None:
        pass


class Shows:
    """What the wanted lines of a block printed, and the values of those that are expressions or assignments."""

    MOST, LONGEST = 500, 20_000  # pieces, characters of one

    def __init__(self, file: str, wanted: list[int]):
        self.file, self.wanted = file, frozenset(wanted)
        self.printed: list[list[Any]] = []
        self.values: list[list[Any]] = []

    def written(self, text: str) -> None:
        """Note what is printed by a wanted line, or by a function that it calls."""
        frame: Any = sys._getframe(2)
        lines = []
        while frame is not None:
            if frame.f_code.co_filename == self.file:
                lines.append(frame.f_lineno)
            frame = frame.f_back
        line = next((n for n in lines if n in self.wanted), None)
        if line is None or len(self.printed) > self.MOST:
            return
        if not self.printed or self.printed[-1][0] != line:
            self.printed.append([line, ""])
        self.printed[-1][1] = (self.printed[-1][1] + text)[:self.LONGEST]

    def shown(self, value: Any) -> None:
        """Note the value of an expression that stands alone: the display hook of a block."""
        line = sys._getframe(1).f_lineno
        if value is None or line not in self.wanted or len(self.values) > self.MOST:
            return
        with contextlib.suppress(Exception):  # the own `__repr__` of a class may fail where nothing prints the value
            shape = getattr(value, "shape", None)
            sizes = list(shape) if isinstance(shape, tuple) and all(isinstance(s, int) for s in shape) else None
            self.values.append([line, repr(value)[:self.LONGEST], sizes, type(value).__name__])

    def compiled(self, source: str | ast.Module) -> types.CodeType:
        """The block as an interactive one, which shows expressions; a wanted assignment is followed by its name."""
        tree = ast.parse(source, self.file) if isinstance(source, str) else source
        return compile(ast.Interactive(body=[n for node in tree.body for n in self._with_name(node)]), self.file,
                       "single", dont_inherit=True)

    def _with_name(self, node: ast.stmt) -> list[ast.stmt]:
        lines = range(node.lineno, (node.end_lineno or node.lineno) + 1)
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if not isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign) or not self.wanted.intersection(lines):
            return [node]
        if len(targets) != 1 or not isinstance(targets[0], ast.Name) or node.value is None:
            return [node]
        again = ast.Expr(ast.Name(targets[0].id, ast.Load()))
        return [node, ast.fix_missing_locations(ast.copy_location(again, node))]


class Output(io.TextIOWrapper):
    """Captured text; as a real output it has a `buffer` of bytes."""

    def __init__(self, limit: int, seen: Shows | None = None):
        self.store, self.seen = Store(limit), seen
        super().__init__(self.store, encoding="utf-8", errors="backslashreplace", newline="", write_through=True)

    def write(self, text: str) -> int:
        if self.seen is not None and self.store.length <= self.store.limit:
            self.seen.written(text)
        return super().write(text)

    @property
    def text(self) -> str:
        """What was written; a character that the limit cuts is left out."""
        cut = self.store.length > self.store.limit
        return codecs.getincrementaldecoder("utf-8")("replace").decode(self.store.getvalue(), final=not cut)

    @property
    def dropped(self) -> int:
        return max(0, self.store.length - self.store.limit)
