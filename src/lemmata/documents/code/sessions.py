"""Interactive sessions: `>>>` of Python, `In [1]:` of IPython; their statements and their answers."""

from __future__ import annotations

import ast
import codeop
import doctest
import re
from dataclasses import dataclass, replace

_PROMPT = re.compile(r"^[ \t]*>>>(?: |$)")
_IN = re.compile(r"^(?P<indent>[ \t]*)In ?\[[\d ]*\]: ?")
_ON = re.compile(r"^[ \t]*\.{3,}: ?")
_OUT = re.compile(r"^[ \t]*Out ?\[[\d ]*\]: ?")
_GOES_ON = re.compile(r"\s+\S|(?:else|elif|except|finally)\b")
SKIP = doctest.SKIP


@dataclass(frozen=True)
class Example:
    """One statement of a session; line of the block from 1; what it answers, or which error it is to raise."""

    source: str
    line: int
    answer: str
    raises: str = ""
    flags: frozenset[int] = frozenset()

    @property
    def skipped(self) -> bool:
        return SKIP in self.flags

    @property
    def answer_line(self) -> int:
        return self.line + self.source.rstrip("\n").count("\n") + 1


def is_session(source: str) -> bool:
    """Whether it begins with a prompt; a function whose docstring has examples is none.

    >>> is_session(">>> 1 + 1"), is_session("def f(): '>>> f()'")
    (True, False)
    """
    rows = [row for row in source.split("\n") if row.strip()]
    if rows and (_PROMPT.match(rows[0]) or _IN.match(rows[0])):
        return True
    try:
        ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return any(_PROMPT.match(row) or _IN.match(row) for row in rows)
    return False


def examples_of(source: str) -> list[Example]:
    """The examples of a session.

    Raises ValueError where its prompts are not written as Python expects them.

    >>> [(e.source, e.line, e.answer) for e in examples_of("In [1]: x = 2\\nIn [2]: x\\nOut[2]: 2\\n")]
    [('x = 2\\n', 1, ''), ('x\\n', 2, '2\\n')]
    """
    found = doctest.DocTestParser().get_examples(_as_python(source))
    examples = [Example(e.source, e.lineno + 1, e.want, e.exc_msg or "",
                        frozenset(flag for flag, on in e.options.items() if on)) for e in found]
    return _whole(examples)


def _whole(examples: list[Example]) -> list[Example]:
    """The examples, those joined whose statement goes on behind a further `>>>`, as many write a function."""
    found: list[Example] = []
    for example in examples:
        before = found[-1] if found else None
        if before is not None and not before.answer and (
                _GOES_ON.match(example.source) or not _complete(before.source)):
            blank = "\n" * (example.line - before.answer_line)
            found[-1] = replace(example, source=before.source.rstrip("\n") + "\n" + blank + example.source,
                                line=before.line)
        else:
            found.append(example)
    return found


def _complete(source: str) -> bool:
    """Whether a statement may end here."""
    try:
        return codeop.compile_command(source.rstrip("\n"), symbol="exec") is not None
    except (SyntaxError, ValueError, OverflowError):
        return True  # no further line makes it right


def statements(examples: list[Example], lines: int) -> str:
    """The statements of a session on their own lines, without the answers."""
    rows = [""] * lines
    for example in examples:
        if not example.skipped:
            for number, row in enumerate(example.source.rstrip("\n").split("\n"), example.line - 1):
                rows[number] = row
    return "\n".join(rows)


def _as_python(source: str) -> str:
    """A session of IPython as one of Python; every line stays where it is. A prompt has a blank behind it."""
    rows, inside = [], False
    for row in source.split("\n"):
        if (match := _IN.match(row)) is not None:
            row, inside = f"{match['indent']}>>> {row[match.end():]}", True
        elif inside and _ON.match(row):
            row = f"... {_ON.sub('', row)}"
        elif _OUT.match(row):
            row = _OUT.sub("", row)
        rows.append(re.sub(r"^([ \t]*(?:>>>|\.\.\.))(?=[^ .\n>])", r"\1 ", row) if inside else row)
    return "\n".join(rows)
