"""What a code block says besides Python: options of notebooks and books, magic commands, tabs for frameworks."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from textwrap import dedent

from lemmata.documents.code.sessions import is_session
from lemmata.documents.formats.blocks import CodeBlock

_OPTIONS = re.compile(r"(?m)^[ \t]*#\|[ \t]*(?P<text>.*)$")
_NOT_TO_RUN = re.compile(
    r"(?i)\b(?:eval|run|exec|execute|test)\s*[=:]\s*[\"']?(?:false|no|skip|off|never|0)\b"
    r"|(?<![\w=])(?:skip-execution|no-?(?:run|exec|execute|test|eval)|no_(?:run|exec|test|eval)|do-not-run|skip-?test)\b")
_RAISES = re.compile(r"(?i)\b(?:raises-exception|allow[-_]errors?|raises-error)\b(?!\s*[=:]\s*[\"']?(?:false|no))"
                     r"|\berror\s*[=:]\s*[\"']?(?:true|yes)\b|(?<![\w:]):?okexcept:?(?!\w)|\bshould[-_](?:fail|raise)\b")
_HARMLESS = frozenset((
    "%matplotlib", "%config", "%time", "%timeit", "%precision", "%autoreload", "%pylab", "%pip", "%conda", "%mamba",
    "%%time", "%%timeit", "%%capture", "%reload_ext", "%xmode", "%who", "%whos", "%load_ext autoreload", "%reset"))
_TIMED = re.compile(r"^(?P<indent>\s*)%(?:time|timeit)\s+(?:-\w+\s*\d*\s+)*(?P<code>[^\s%-].*)$")
_MAGIC = re.compile(r"^\s*(?:%{1,2}[A-Za-z]|!)")
# `$ python train.py`, `(env) $ ls`, `pip install x`: what is typed into a shell
_SHELL = re.compile(r"^\s*(?:(?:\([\w.-]+\)\s*)?\$\s+\S"
                    r"|(?:python3?\s+-m\s+)?(?:pip3?|conda|mamba)\s+(?:un)?install\s+\S)")
_HELP = re.compile(r"^\s*(?:\?{1,2}\s*[\w.]+|[\w.]+\s*\?{1,2})\s*$")
_TAB = re.compile(r"^\s*(?:%%tab|#\s*@tab)\s+([\w, ]+?)\s*$")
_DIFF = re.compile(r"^(?:[-+](?![-+]?\d+\s*$)|@@)")


@dataclass(frozen=True)
class Plain:
    """A block as plain Python, line by line; why it is not to be run, if so; whether it may raise."""

    source: str
    skip: str = ""
    raises: bool = False


def plain(block: CodeBlock) -> Plain:
    """What is Python of a block that is marked as Python; lines that are none are empty.

    >>> plain(CodeBlock("python", "%matplotlib inline\\nx = 1\\n", 1, 1, 2)).source
    '\\nx = 1\\n'
    """
    said = "\n".join([block.attributes, *(match["text"] for match in _OPTIONS.finditer(block.source))])
    skip = "marked as not to be run" if _NOT_TO_RUN.search(said) else ""
    raises = bool(_RAISES.search(said))
    rows = block.source.split("\n")
    tab = next((match[1] for row in rows[:3] if (match := _TAB.match(row)) is not None), "")
    if tab and not skip:  # which of them is meant, and what of it is installed, the tools of the book know
        skip = f"written for one of several frameworks (%%tab {tab}), a dialect of its book's own tools"
    if is_python(block.source) or is_session(block.source):
        return Plain(block.source, skip, raises)
    shown = []
    for row in rows:
        if _TAB.match(row) or _HELP.match(row):
            shown.append("")
        elif _SHELL.match(row):
            shown.append(_nothing(row))
        elif not _MAGIC.match(row):
            shown.append(row)
        else:
            timed = _TIMED.match(row)
            shown.append(f"{timed['indent']}{timed['code']}" if timed else _nothing(row))
            skip = skip or _reason(row, timed is not None)
    source = "\n".join(shown)
    if any(map(_SHELL.match, rows)) and not (source.strip() and is_python(source)):
        skip = skip or "commands for a shell, not a program in Python"
    if not skip and not is_python(source):
        skip = _no_code(source)
    return Plain(source, skip, raises)


def is_python(source: str) -> bool:
    try:
        ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _nothing(row: str) -> str:
    """In place of a command in a body (`if colab: !pip install x`), something that does nothing."""
    indent = row[:len(row) - len(row.lstrip())]
    return f"{indent}pass" if indent else ""


def _reason(row: str, timed: bool) -> str:
    """Why a line with a magic command keeps the block from being run; "" where it does not."""
    words = row.split()
    command = words[0]
    if command.startswith("!") or timed or command in _HARMLESS or " ".join(words[:2]) in _HARMLESS:
        return ""
    if command == "%%writefile":
        return f"written to a file ({' '.join(words[1:2])}) by the notebook command %%writefile"
    return f"uses the notebook command {command}, which is no Python"


def _no_code(source: str) -> str:
    """Why a text that is no Python is none, where it is not meant as such: "" where it is an error."""
    rows = [row for row in source.split("\n") if row.strip()]
    marked = [row for row in rows if _DIFF.match(row)]
    if marked and all(_DIFF.match(row) or row.startswith(" ") or is_python(row) for row in rows):
        changed = [dedent("\n".join(row[1:] if _DIFF.match(row) else row for row in rows if row[0] not in skip + "@"))
                   for skip in "-+"]
        if any(map(is_python, changed)) or any(row.startswith("@@") for row in rows):
            return "a comparison of two versions (lines with + and -), not a program"
    if re.search(r"=\s*[!%][A-Za-z]", source) and is_python(re.sub(r"=\s*[!%][^\n]*", "= None", source)):
        return "takes the output of a notebook command (!, %), which is no Python"
    if re.search(r"…|<\s*(?:your|insert|some|the)\b[^<>\n]*>|\[\s*\.\.\.\s*\w", source) or re.search(
            r"(?m)^\s*\.\.\.\s*\S|\S\s+\.\.\.\s*$|\.{4,}", source):
        return "leaves out code (…), so it is no whole program"
    if re.search(r"\{\{.*?\}\}|\{%.*?%\}|<<[\w-]+>>", source, re.DOTALL):
        return "a template, filled in by the tools of its book"
    return ""

