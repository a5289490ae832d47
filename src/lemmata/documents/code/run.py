"""Run the Python blocks of a document in a child process and say what became of each.

The child (`runner.py`) is limited in time, memory, output, file size and environment. That stops
mistakes, not attacks: run only documents whose code you would run yourself.
"""

from __future__ import annotations

import importlib.util
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lemmata.documents.code.child import LIMITS, Job, Limits, repeatable, run_child, run_jobs
from lemmata.documents.code.explain import MORE_TIME, explain, first_line
from lemmata.documents.code.names import first_use, names_of
from lemmata.documents.formats.blocks import CodeBlock

_PROMPT = re.compile(r"(?m)^\s*>>> ")
_HARMLESS_MAGIC = re.compile(r"^\s*%(?:matplotlib|config|time|timeit|precision|autoreload)\b|^\s*%%(?:time|capture)\b")

_NOT_TO_RUN = re.compile(r"(?im)^\s*#\|\s*eval:\s*false|\beval\s*[=:]\s*false")


@dataclass(frozen=True)
class Outcome:
    """What became of a block: ran, failed, cascade or skipped; where, why, and what helps.

    line, column, width: the place of the error (line of the document, 0: nowhere in particular; column of
    the code, from 1); excerpt: that line of code
    """

    verdict: str
    message: str = ""
    hint: str = ""
    line: int = 0
    column: int = 0
    width: int = 0
    excerpt: str = ""
    stdout: str = ""
    stderr: str = ""


def run_blocks(
    blocks: Sequence[CodeBlock], folder: str | Path = ".", seed: int = 0, limits: Limits = LIMITS
) -> list[Outcome]:
    """Run a document's blocks in order, in one namespace; one outcome a block.

    >>> block = CodeBlock("python", "x = [1, 2]\\nx[2]\\n", 1, 1, 2)
    >>> outcome = run_blocks([block])[0]
    >>> outcome.verdict, outcome.line
    ('failed', 3)
    """
    outcomes: dict[int, Outcome] = {}
    known: list[Job] = []
    for index, block in enumerate(blocks):
        job, outcome = _prepare(index, block, Path(folder))
        if job is not None:
            known.append(job)
        if outcome is not None:
            outcomes[index] = outcome
    jobs = [job for job in known if job.index not in outcomes]
    until = time.monotonic() + limits.document
    results = run_jobs(jobs, folder, seed, limits, until)
    for job in jobs:
        outcomes[job.index] = _judge(job, jobs, known, blocks, results, outcomes, folder, seed, limits, until)
    return [outcomes[index] for index in range(len(blocks))]


def _prepare(index: int, block: CodeBlock, folder: Path) -> tuple[Job | None, Outcome | None]:
    """The block as plain Python, and why it isn't run, if so."""
    if block.language == "doctest":
        return None, Outcome("skipped", "an example of a module's docstring; python -m doctest runs it")
    if block.language != "python":
        what = f"{block.language} code" if block.language else "no language is given"
        return None, Outcome("skipped", f"{what}; only blocks marked python are run")
    rows = _statements(block).split("\n")
    commands = [row.split()[0] for row in rows if re.match(r"\s*[%!]", row) and not _HARMLESS_MAGIC.match(row)]
    plain = plain_python(block)
    skip = None
    if _NOT_TO_RUN.search(f"{block.source}\n{block.attributes}"):
        skip = Outcome("skipped", "marked as not to be run")
    elif "%%tab" in commands:
        skip = Outcome("skipped", "written for one of several frameworks (%%tab), a dialect of its book's own tools")
    elif any(command.startswith("%") for command in commands):
        skip = Outcome("skipped", f"uses the notebook command {commands[0]}, which is no Python")
    try:
        names = names_of(plain)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return None, skip or _not_python(error, block)
    missing = [m for m in names.imports if not _installed(m, folder)]
    if missing and skip is None:
        skip = Outcome("skipped", f"imports what is not installed here: {', '.join(missing)}",
                       hint=f"pip install {' '.join(missing)} to have it run")
    return Job(index, plain, names), skip


def plain_python(block: CodeBlock) -> str:
    """The source of a block line by line, without prompts, answers and notebook commands.

    >>> plain_python(CodeBlock("python", ">>> %time\\n>>> 1 + 1\\n2\\n", 1, 1, 2))
    '\\n1 + 1\\n\\n'
    """
    return "\n".join("" if re.match(r"\s*[%!]", row) else row for row in _statements(block).split("\n"))


def _statements(block: CodeBlock) -> str:
    return _session(block.source) if _PROMPT.search(block.source) else block.source


def _session(source: str) -> str:
    """The statements of a `>>>` session on their own lines, without the answers."""
    return "\n".join(
        match[1] if (match := re.match(r"\s*(?:>>>|\.\.\.)(?: (.*)|$)", line)) and match[1] else ""
        for line in source.split("\n")
    )


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


def _installed(module: str, folder: Path) -> bool:
    if module in sys.stdlib_module_names or (folder / f"{module}.py").exists() or (folder / module).is_dir():
        return True
    try:
        return importlib.util.find_spec(module) is not None
    except (ImportError, ValueError):
        return False


def _judge(
    job: Job, jobs: Sequence[Job], known: Sequence[Job], blocks: Sequence[CodeBlock],
    results: dict[int, dict[str, Any]], outcomes: dict[int, Outcome], folder: str | Path, seed: int, limits: Limits,
    until: float,
) -> Outcome:
    result = results[job.index]
    output: dict[str, Any] = {"stdout": result.get("stdout", ""), "stderr": result.get("stderr", "")}
    error = result.get("error")
    if error is None:
        return _leftover(job, jobs, blocks, output)
    if error["type"] == "Unreached":
        return Outcome("skipped", "not reached: an earlier block ended the process")
    if error["type"] == "Overtime":
        over = f"the {limits.document:g} s that all blocks of a document have together are over"
        return Outcome("failed" if error["message"] else "skipped", f"{error['message'] or 'not reached'}: {over}",
                       MORE_TIME)
    if error["type"] == "Died":
        return Outcome("failed", error["message"], MORE_TIME if "did not finish" in error["message"] else "")
    place = _place(error, job, jobs, blocks)
    name = error.get("name") if error["type"] == "NameError" else None
    if name:
        return replace(_unknown_name(name, job, known, blocks, outcomes, error), **place, **output)
    message, hint = explain(error, job.source, blocks[job.index].said(place["line"]) if place else "")
    needed = _needed(job, jobs) if repeatable(result) else None
    if needed is not None and len(needed) < sum(j.index < job.index for j in jobs):
        alone, _, _ = run_child([*needed, job], folder, seed, limits, until)
        if job.index in alone and alone[job.index]["error"] is None:
            after = f"after {blocks[needed[-1].index].where}" if needed else "by itself"
            hint = f"{hint + '; ' if hint else ''}it runs {after}: a block between changes what it uses"
    return Outcome("failed", message, hint, **place, **output)


def _place(error: dict[str, Any], job: Job, jobs: Sequence[Job], blocks: Sequence[CodeBlock]) -> dict[str, Any]:
    """The innermost place in the document's own code."""
    own = [f for f in error["frames"] if f["file"] == job.file]
    frames = own or [f for f in error["frames"] if f["file"].startswith("<block")]
    if not frames:
        return {}
    frame = frames[-1]
    index = int(frame["file"][7:-1])
    source = next(j.source for j in jobs if j.index == index)
    excerpt = source.split("\n")[frame["line"] - 1]
    place = {"line": blocks[index].first + frame["line"] - 1, "excerpt": excerpt}
    start, end, low, high = frame["place"]
    if low is None or start != frame["line"]:
        return place
    column = len(excerpt.encode()[:low].decode(errors="replace"))
    stop = len(excerpt.encode()[:high].decode(errors="replace")) if end == start else len(excerpt)
    return {**place, "column": column + 1, "width": max(1, stop - column)}


def _providers(name: str, jobs: Sequence[Job]) -> list[Job]:
    return [j for j in jobs if name in j.names.defined]


def _unknown_name(
    name: str, job: Job, known: Sequence[Job], blocks: Sequence[CodeBlock], outcomes: dict[int, Outcome],
    error: dict[str, Any],
) -> Outcome:
    """Why a name is not defined: a block that failed, was skipped, comes later, or none at all."""
    providers = _providers(name, known)
    after = [j for j in providers if j.index > job.index and outcomes.get(j.index, Outcome("ran")).verdict == "ran"]
    before = [j for j in providers if j.index < job.index]
    unread = [k for k, o in outcomes.items() if k < job.index and o.verdict == "skipped"
              and re.search(rf"\b{re.escape(name)}\b", blocks[k].source)]
    if before:
        origin, verdict = blocks[before[-1].index].where, outcomes[before[-1].index].verdict
        if verdict in ("failed", "cascade"):
            return Outcome("cascade", f"{name} is not defined, because {origin} failed before "
                           "defining it", f"mend {origin} first")
        if verdict == "skipped":
            return Outcome("skipped", f"uses {name} from {origin}, which was not run")
    elif unread and not after:
        return Outcome("skipped", f"uses {name} from {blocks[unread[-1]].where}, which was not run")
    if after:
        later = blocks[after[0].index].where
        return Outcome("failed", f"{name} is used here but only defined later, in {later}",
                       f"move {later} up, or define {name} here")
    message, hint = explain(error, job.source, "")
    return Outcome("failed", message, hint)


def _needed(job: Job, jobs: Sequence[Job]) -> list[Job] | None:
    """The earlier blocks that this one needs, directly or through others; None where a name has no origin."""
    wanted, found = list(job.names.needed), set()
    at = job.index
    seen: set[str] = set()
    while wanted:
        name = wanted.pop()
        if name in seen:
            continue
        seen.add(name)
        before = [j for j in _providers(name, jobs) if j.index < at]
        if not before:
            return None
        if before[-1].index not in found:
            found.add(before[-1].index)
            wanted.extend(before[-1].names.needed)
    return [j for j in jobs if j.index in found]


def _leftover(job: Job, jobs: Sequence[Job], blocks: Sequence[CodeBlock], output: dict[str, Any]) -> Outcome:
    """A block that ran, perhaps only thanks to a name that a block before left behind.

    In a document that goes on from block to block this is how it should be. Where every other block stands
    alone and this one repeats its imports too, a reader who runs it gets a NameError: it has failed.
    """
    borrowed = [n for n in job.names.needed if any(j.index < job.index for j in _providers(n, jobs))]
    if not borrowed or blocks[job.index].cell:  # the cells of a notebook go on from each other
        return Outcome("ran", **output)
    name = borrowed[0]
    origin = blocks[[j for j in _providers(name, jobs) if j.index < job.index][-1].index]
    others = [j for j in jobs if j.index != job.index]
    alone = len(others) >= 2 and all(not j.names.needed for j in others)
    earlier = {m for j in others if j.index < job.index for m in j.names.imports}
    if alone and job.names.imports and set(job.names.imports) & earlier:
        place = _first_use(name, job, blocks[job.index])
        return Outcome(
            "failed", f"{name} is not defined in this block, only in {origin.where}; every other block of "
            "the document stands alone, and run alone this one ends with a NameError",
            f"define {name} here, or say that the block goes on from line {origin.line}", **place, **output)
    return Outcome("ran", f"uses {', '.join(borrowed)} from {origin.where}", **output)


def _first_use(name: str, job: Job, block: CodeBlock) -> dict[str, Any]:
    """The place where the block first uses the name."""
    line, column = first_use(job.source, name)
    return {"line": block.first + line - 1, "column": column, "width": len(name),
            "excerpt": job.source.split("\n")[line - 1]}
