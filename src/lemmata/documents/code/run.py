"""Run the Python blocks of a document in a child process and say what became of each.

The child (`runner.py`) is limited in time, memory, output, file size and environment. That stops
mistakes, not attacks: run only documents whose code you would run yourself.
"""

from __future__ import annotations

import ast
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from lemmata.documents.code.blame import Suspects, failed
from lemmata.documents.code.child import LIMITS, Job, Limits, repeatable, run_child, run_jobs, watching
from lemmata.documents.code.expected import Found, confirmed, differences, wanting
from lemmata.documents.code.explain import MORE_TIME, first_line
from lemmata.documents.code.names import first_use
from lemmata.documents.code.outcome import Outcome, Touched
from lemmata.documents.code.prepare import installed, not_installed, plain_python, prepare
from lemmata.documents.code.probes import Seen, Watched
from lemmata.documents.formats.blocks import CodeBlock

__all__ = ["Outcome", "plain_python", "run_blocks"]

_ELSEWHERE = {"URLError": "needs the network, which did not answer",
              "ConnectionError": "needs the network, which did not answer",
              "gaierror": "needs the network, which did not answer"}
_RAISES = re.compile(r"#[^#\n]*\b(?:raises?|will (?:fail|raise)|(?:this )?fails|throws)\b", re.IGNORECASE)


def run_blocks(
    blocks: Sequence[CodeBlock], folder: str | Path = ".", seed: int = 0, limits: Limits = LIMITS,
    watched: Mapping[int, Watched] | None = None, path: str = "",
) -> list[Outcome]:
    """Run a document's blocks in order, in one namespace; one outcome a block.

    watched: what is to be seen of a block while it runs, by its place
    path: of the document; the examples of a module's docstrings are run where that is known

    >>> block = CodeBlock("python", "x = [1, 2]\\nx[2]\\n", 1, 1, 2)
    >>> outcome = run_blocks([block])[0]
    >>> outcome.verdict, outcome.line
    ('failed', 3)
    """
    known, imports, outcomes = prepare(blocks, Path(folder), path)
    own = [wanting(job, blocks[job.index]) for job in known if job.index not in outcomes]
    own = watching(own, watched or {})
    jobs = sorted([*own, *imports], key=lambda job: job.index)
    until = time.monotonic() + limits.document
    results = run_jobs(jobs, folder, seed, limits, until)

    def again(chosen: Sequence[Job], other: bool = False) -> dict[int, dict[str, Any]]:
        if time.monotonic() >= until:
            return {}
        return run_child(chosen, folder, seed + other, limits, until, other)[0]

    suspects = Suspects(jobs, known, blocks, outcomes, results, again)
    for job in own:
        outcomes[job.index] = _judge(job, suspects.beside(job), Path(folder), limits)
    _compare(own, jobs, suspects, partial(again, other=True), outcomes)
    return [replace(_noted(outcomes[index], block), seen=Seen.read(results.get(index, {})),
                    touched=Touched.told(results.get(index, {})))
            for index, block in enumerate(blocks)]


def _noted(outcome: Outcome, block: CodeBlock) -> Outcome:
    """The outcome with what else is to be said of the block."""
    return replace(outcome, message="; ".join(part for part in (outcome.message, block.note) if part))


def _compare(
    own: Sequence[Job], jobs: Sequence[Job], suspects: Suspects, again: Any, outcomes: dict[int, Outcome]
) -> None:
    """Add the differences from what the document states that a second run confirms.

    That run draws other random numbers, and does not have the addresses and times of the first.
    """
    found: dict[int, list[Found]] = {}
    for job in own:
        if outcomes[job.index].verdict == "ran" and suspects.results[job.index].get("error") is None:
            here = differences(job, suspects.blocks[job.index], suspects.results[job.index])
            if here:
                found[job.index] = here
    if not found:
        return
    second = again([job for job in jobs if repeatable(suspects.results[job.index])])
    for job in own:
        if job.index in found and job.index in second and second[job.index].get("error") is None:
            same = confirmed(found[job.index], differences(job, suspects.blocks[job.index], second[job.index]))
            outcomes[job.index] = replace(outcomes[job.index], differences=same)


def _judge(job: Job, suspects: Suspects, folder: Path, limits: Limits) -> Outcome:
    result = suspects.results[job.index]
    output: dict[str, Any] = {"stdout": result.get("stdout", ""), "stderr": result.get("stderr", "")}
    error = result.get("error")
    if error is None:
        return _leftover(job, suspects, output)
    if error["type"] == "Unreached":
        return Outcome("skipped", "not reached: an earlier block ended the process")
    if error["type"] == "Overtime":
        over = f"the {limits.document:g} s that all blocks of a document have together are over"
        return Outcome("failed" if error["message"] else "skipped", f"{error['message'] or 'not reached'}: {over}",
                       MORE_TIME)
    if error["type"] == "Died":
        return Outcome("failed", error["message"], MORE_TIME if "did not finish" in error["message"] else "")
    reason = _not_here(error, folder)
    if error.get("importing"):
        why = reason.message if reason else f"{error['type']}: {first_line(error['message'])}"
        return Outcome("skipped", f"its module can't be imported here: {why}", reason.hint if reason else "")
    if reason is not None:
        return replace(reason, **output)
    place = _place(error, job, suspects)
    if repeatable(result) and (job.raises or _says_so(error, job)):
        said = "as it is marked to" if job.raises else "as its comment says"
        return Outcome("ran", f"raises {error['type']}, {said}", **output)
    outcome = failed(job, error, place, suspects, repeatable(result))
    if outcome.verdict == "failed" and (left := _left_out(job.source)):
        return Outcome("skipped", f"leaves out code ({left}), so it can't be run: {outcome.message}", **output)
    return replace(outcome, **output)


def _not_here(error: dict[str, Any], folder: Path) -> Outcome | None:
    """Why a block that failed could not have run here: it needs what is not installed, or the network."""
    if error["type"] == "ModuleNotFoundError" and error.get("name"):
        module = error["name"].split(".")[0]
        if not installed(module, folder):
            return not_installed([module])
    optional = re.search(r"[Mm]issing optional dependency '?([\w.-]+)|([\w.-]+) (?:is|are) (?:not installed|required)",
                         error["message"]) if "ImportError" in error.get("bases", ()) else None
    if optional is not None:
        return not_installed([(optional[1] or optional[2]).strip(".")])
    kinds = [kind for kind in error.get("bases", ()) if kind in _ELSEWHERE]
    return Outcome("skipped", _ELSEWHERE[kinds[0]]) if kinds else None


def _says_so(error: dict[str, Any], job: Job) -> bool:
    """Whether a comment at the line that failed says that it raises this error."""
    own = [f["line"] for f in error["frames"] if f["file"] == job.file]
    if not own:
        return False
    rows = job.source.split("\n")
    near = rows[max(own[0] - 2, 0):own[0] + 1]
    said = [row[row.index("#"):] for k, row in enumerate(near) if "#" in row and (
        row.lstrip().startswith("#") or row is rows[own[0] - 1])]
    return any(re.search(rf"\b{re.escape(error['type'])}\b", text) or _RAISES.match(text) for text in said)


def _left_out(source: str) -> str:
    """The place where a block leaves out code: `...` as a value or a statement outside of a stub."""
    tree = ast.parse(source)
    slices = {id(part) for node in ast.walk(tree) if isinstance(node, ast.Subscript) for part in ast.walk(node.slice)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value is ... and id(node) not in slices:
            return f"... on line {node.lineno} of the block"
    match = re.search(r"(?m)^[ \t]*#[ \t]*(?:\.{3,}|…|TODO\b|your code|fill in|implement)", source, re.IGNORECASE)
    return match[0].strip() if match else ""


def _place(error: dict[str, Any], job: Job, suspects: Suspects) -> dict[str, Any]:
    """The innermost place in the document's own code."""
    own = [f for f in error["frames"] if f["file"] == job.file]
    frames = own or [f for f in error["frames"] if f["file"].startswith("<block")]
    if not frames:
        return {}
    frame = frames[-1]
    index = int(frame["file"][7:-1])
    source = next(j.source for j in suspects.jobs if j.index == index)
    excerpt = source.split("\n")[frame["line"] - 1]
    place = {"line": suspects.blocks[index].first + frame["line"] - 1, "excerpt": excerpt}
    start, end, low, high = frame["place"]
    if low is None or start != frame["line"]:
        return place
    column = len(excerpt.encode()[:low].decode(errors="replace"))
    stop = len(excerpt.encode()[:high].decode(errors="replace")) if end == start else len(excerpt)
    return {**place, "column": column + 1, "width": max(1, stop - column)}


def _leftover(job: Job, suspects: Suspects, output: dict[str, Any]) -> Outcome:
    """A block that ran, perhaps only thanks to a name that a block before left behind.

    In a document that goes on from block to block this is how it should be. Where every other block stands
    alone and this one repeats its imports too, a reader who runs it gets a NameError: it has failed.
    """
    jobs, blocks = suspects.jobs, suspects.blocks
    borrowed = [n for n in job.names.needed if suspects.before(n, job)]
    if not borrowed or blocks[job.index].cell or job.space:  # the cells of a notebook go on from each other
        return Outcome("ran", **output)
    name = borrowed[0]
    origin = blocks[suspects.before(name, job)[-1].index]
    others = [j for j in jobs if j.index != job.index and suspects.verdict(j) != "skipped"]
    alone = len(others) >= 2 and all(not j.names.needed for j in others)
    earlier = {m for j in others if j.index < job.index for m in j.names.imports}
    if alone and job.names.imports and set(job.names.imports) & earlier:
        place = _first_use(name, job, blocks[job.index])
        return Outcome(
            "failed", f"{name} is not defined in this block, only in {origin.where}; every other block of "
            "the document stands alone, and run alone this one ends with a NameError",
            f"define {name} here, or say that the block goes on from {origin.said(origin.line)}", **place, **output)
    return Outcome("ran", f"uses {', '.join(borrowed)} from {origin.where}", **output)


def _first_use(name: str, job: Job, block: CodeBlock) -> dict[str, Any]:
    """The place where the block first uses the name."""
    line, column = first_use(job.source, name)
    return {"line": block.first + line - 1, "column": column, "width": len(name),
            "excerpt": job.source.split("\n")[line - 1]}
