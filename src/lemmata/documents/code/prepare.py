"""The blocks of a document as plain Python that can be run, and why the others are not."""

from __future__ import annotations

import ast
import importlib.util
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from lemmata.documents.code.child import Job
from lemmata.documents.code.dialects import Plain, plain
from lemmata.documents.code.explain import first_line
from lemmata.documents.code.names import Names, names_of
from lemmata.documents.code.outcome import Outcome
from lemmata.documents.code.sessions import Example, examples_of, is_session, statements
from lemmata.documents.formats.blocks import MODULE, CodeBlock


def prepare(
    blocks: Sequence[CodeBlock], folder: Path, path: str = ""
) -> tuple[list[Job], list[Job], dict[int, Outcome]]:
    """Every block that is Python, as a job; the imports of those that lack another import; why some are not run."""
    jobs: list[Job] = []
    skipped: dict[int, Outcome] = {}
    lacking: dict[int, tuple[str, ...]] = {}
    for index, block in enumerate(blocks):
        if (reason := _other_language(block)) is not None:
            skipped[index] = Outcome("skipped", reason)
            continue
        spoken = plain(block)
        job, outcome = _job(index, block, spoken, path)
        if outcome is not None:
            skipped[index] = outcome
        if job is None:
            continue
        jobs.append(job)
        missing = missing_modules(job.names, folder)
        if missing and outcome is None:
            skipped[index] = not_installed(missing, _written(blocks[:index]))
            lacking[index] = missing
    imports = [_imports_of(job, lacking[job.index]) for job in jobs if job.index in lacking]
    return jobs, imports, skipped


def _imports_of(job: Job, missing: Sequence[str]) -> Job:
    """What a block that is not run imports besides what is missing: blocks below may use it."""
    kept: list[ast.stmt] = []
    for statement in ast.parse(job.source).body:
        if isinstance(statement, ast.Import):
            names = [alias for alias in statement.names if alias.name.split(".")[0] not in missing]
            kept.extend([ast.Import(names)] if names else [])
        elif isinstance(statement, ast.ImportFrom) and (statement.module or "").split(".")[0] not in missing:
            kept.append(statement)
    source = "\n".join(map(ast.unparse, kept))
    return Job(job.index, source, names_of(source), space=job.space, module=job.module)


def plain_python(block: CodeBlock) -> str:
    """The source of a block line by line, without prompts, answers and notebook commands.

    >>> plain_python(CodeBlock("python", ">>> %time\\n>>> 1 + 1\\n2\\n", 1, 1, 2))
    '\\n1 + 1\\n\\n'
    """
    source = plain(block).source
    if not is_session(source):
        return source
    try:
        return plain(replace(block, source=statements(examples_of(source), source.count("\n") + 1))).source
    except ValueError:  # prompts that are not written as Python expects them: nobody runs it
        return ""


def _other_language(block: CodeBlock) -> str | None:
    if block.language in ("python", "doctest"):
        return None
    if block.language in ("", "none", "text", "txt", "plain", "plaintext"):
        return f"{'marked as text' if block.language not in ('', 'none') else 'no language is given'}; " \
               "only blocks marked python are run"
    if block.language == MODULE:
        return "the code of the module itself is read, not run"
    if block.language in ("output", "stdout", "out"):
        return "an output, not a program"
    return f"{block.language} code; only blocks marked python are run"


def _job(index: int, block: CodeBlock, spoken: Plain, path: str) -> tuple[Job | None, Outcome | None]:
    """The block as a job, and why it isn't run, if so."""
    skip = Outcome("skipped", spoken.skip) if spoken.skip else None
    source = spoken.source
    examples: tuple[Example, ...] = ()
    if block.language == "doctest" or is_session(source):
        try:
            found = examples_of(source)
        except ValueError as error:
            return None, skip or _bad_session(error, block)
        examples = tuple(e for e in found if not e.skipped)
        if not found and block.language == "doctest":
            return None, Outcome("skipped", "an example in a docstring that is no session (>>>)")
        if not examples:
            return None, skip or Outcome("skipped", "marked as not to be run" if found else "has no statements")
        source = statements(found, source.count("\n") + 1)
        spoken = plain(replace(block, source=source))
        source, skip = spoken.source, skip or (Outcome("skipped", spoken.skip) if spoken.skip else None)
    try:
        names = names_of(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return None, skip or _not_python(error, block)
    if block.language != "doctest":
        return Job(index, source, names, examples, spoken.raises), skip
    if not path.endswith(".py"):
        return None, Outcome("skipped", "an example of a module's docstring, and there is no file to import it from")
    return Job(index, source, names, examples, spoken.raises, block.attributes, str(Path(path).resolve())), skip


def _bad_session(error: ValueError, block: CodeBlock) -> Outcome:
    message = re.sub(r"^line (\d+) of the docstring for .*? (?=has |lacks )",
                     lambda m: f"{block.said(block.first + int(m[1]) - 1)} ", str(error))
    return Outcome("failed", f"this session is not written as Python reads one: {message}")


def _not_python(error: Exception, block: CodeBlock) -> Outcome:
    if not isinstance(error, SyntaxError):
        return Outcome("failed", f"can't be compiled: {first_line(str(error)) or type(error).__name__}")
    line = block.first + (error.lineno or 1) - 1
    message = f"{block.said(line)} is not valid Python: {of_document(error.msg, block)}"
    hint = ""
    if "print" in error.msg and "parentheses" in error.msg:
        hint = "this is Python 2; write print(...)"
    excerpt = (error.text or "").rstrip("\n")
    return Outcome("failed", message, hint, line, error.offset or 1, 1, excerpt)


def of_document(message: str, block: CodeBlock) -> str:
    """Python's words about a block, with the lines of its document.

    >>> block = CodeBlock("python", "if x:\\ny = 1\\n", 126, 1, 127)
    >>> of_document("expected an indented block after 'if' statement on line 1", block)
    "expected an indented block after 'if' statement on line 127"
    """
    return re.sub(r"\bon line (\d+)\b", lambda m: f"on {block.said(block.first + int(m[1]) - 1)}", message)


def missing_modules(names: Names, folder: Path) -> tuple[str, ...]:
    """What a block imports and what is not installed."""
    return tuple(m for m in names.imports if not installed(m, folder))


def installed(module: str, folder: Path) -> bool:
    if module in sys.stdlib_module_names or (folder / f"{module}.py").exists() or (folder / module).is_dir():
        return True
    try:
        return importlib.util.find_spec(module) is not None
    except (ImportError, ValueError):
        return False


def not_installed(missing: Sequence[str], written: Sequence[str] = ()) -> Outcome:
    """Why a block is not run that imports these; `written`: files that the document itself writes."""
    message = f"imports what is not installed here: {', '.join(missing)}"
    if any(f"{name}.py" in written for name in missing):
        return Outcome("skipped", f"{message}, which a block writes that was not run")
    return Outcome("skipped", message, f"pip install {' '.join(missing)} to have it run")


def _written(blocks: Sequence[CodeBlock]) -> list[str]:
    found = (re.match(r"\s*%%writefile\s+(?:-a\s+)?(\S+)", block.source) for block in blocks)
    return [Path(match[1]).name for match in found if match is not None]

