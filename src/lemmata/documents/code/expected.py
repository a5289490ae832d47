"""Values that a document states of its code: in comments, in the answers of sessions, as outputs below a block."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lemmata.documents.code.child import Job
from lemmata.documents.code.compare import MAY_VARY, answer_differs, comment_differs, same_words, shortly
from lemmata.documents.code.outcome import Difference
from lemmata.documents.code.sessions import Example
from lemmata.documents.code.stated import Expected, expected_values
from lemmata.documents.code.values import is_value
from lemmata.documents.formats.blocks import CodeBlock

_HINT = "correct what is stated, or the code"
_OF_THE_DAY = re.compile(
    r"\b(?:now|today|time|perf_counter|version\w*|__version__|getpid|id|hash|cpu_count|platform)\b")


@dataclass(frozen=True)
class Found:
    """A difference, and what the code gave there."""

    difference: Difference
    seen: str


def wanting(job: Job, block: CodeBlock) -> Job:
    """The job with the lines whose values are wanted."""
    if job.examples:
        return job
    lines = {n for e in expected_values(job.source) for n in range(e.lines[0], e.lines[1] + 1)}
    if block.output is not None:
        lines.update(_last_expression(job.source))
    return replace(job, wanted=tuple(sorted(lines)))


def _last_expression(source: str) -> range:
    """The lines of the expression that a block ends with, as notebooks show its value."""
    body = ast.parse(source).body
    if not body or not isinstance(body[-1], ast.Expr) or source.rstrip().endswith(";"):
        return range(0)
    return range(body[-1].lineno, (body[-1].end_lineno or body[-1].lineno) + 1)


def differences(job: Job, block: CodeBlock, result: Mapping[str, Any]) -> list[Found]:
    """Where a block that ran gives other values than the document states."""
    if result.get("dropped"):
        return []
    found = [*_sessions(job, result), *_comments(job, result), *_outputs(job, block, result)]
    return found


def confirmed(found: Sequence[Found], again: Sequence[Found]) -> tuple[Difference, ...]:
    """Those that another run, with other random numbers, gives with the same values."""
    same = {(f.difference.line, f.difference.column, f.seen) for f in again}
    return tuple(f.difference for f in found if (f.difference.line, f.difference.column, f.seen) in same)


def _comments(job: Job, result: Mapping[str, Any]) -> Iterator[Found]:
    rows = job.source.split("\n")
    for expected in () if job.examples else expected_values(job.source):
        statement = "\n".join(rows[expected.lines[0] - 1:expected.lines[1]])
        seen, sizes = _given(expected, statement, result)
        if seen is None or _OF_THE_DAY.search(statement.split("#")[0]):
            continue
        if expected.kind == "assigned" and not expected.said and re.search(
                rf"(?<![\w.]){re.escape(expected.text.strip())}(?![\w.])", statement.split("#")[0]):
            continue  # the same number stands in the code: `angle = radians(45)  # 45`
        given = _without_words(seen, statement) if expected.kind == "printed" and is_value(expected.text) else seen
        if comment_differs(expected.text, given, sizes, near=expected.near,
                           interval=not expected.said and expected.kind == "assigned"):
            what = {"printed": "this prints", "value": "this is"}.get(expected.kind, f"{statement.split()[0]} is")
            shown = shortly(seen)
            if sizes and _states_shape(expected.text, sizes):
                shown = f"an array of shape {tuple(sizes)}"
            yield Found(Difference(expected.line, expected.column, expected.width,
                                   f"{what} {shown}, and the comment says {shortly(expected.text)}", _HINT), seen)


def _states_shape(text: str, sizes: Sequence[int]) -> bool:
    return bool(re.fullmatch(r"\(\s*\d+\s*(?:,\s*\d+\s*)*,?\s*\)", text.strip())) and text.count(",") + 1 >= len(sizes)


def _given(expected: Expected, statement: str, result: Mapping[str, Any]) -> tuple[str | None, Sequence[int] | None]:
    """What the statement printed, or its value, and the sizes of an array; None where it was not run, or differed."""
    low, high = expected.lines
    if expected.kind == "printed":
        texts = [text for line, text in result.get("printed", ()) if low <= line <= high]
        return (_once("".join(texts)) if texts else None), None
    values = [(text, sizes) for line, text, sizes, _ in result.get("values", ()) if low <= line <= high]
    if not values:  # a function that prints: `show(x)  # 5`
        texts = [text for line, text in result.get("printed", ()) if low <= line <= high]
        return ("".join(texts) if texts and expected.kind == "value" else None), None
    return values[0] if all(value == values[0] for value in values) else (None, None)


def _once(text: str) -> str:
    """What was printed; of a line that came several times, one."""
    rows = set(text.rstrip("\n").split("\n"))
    return rows.pop() if len(rows) == 1 else text


def _without_words(text: str, statement: str) -> str:
    """What was printed without the texts that the statement itself has: `print("layer 1:", x)`."""
    try:
        tree = ast.parse(statement.strip())
    except SyntaxError:
        return text
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.strip():
            text = text.replace(node.value, " ", 1)
    return text


def _sessions(job: Job, result: Mapping[str, Any]) -> Iterator[Found]:
    """The examples of a session that answer otherwise; what has no answer written need not have one."""
    answers = {answer["line"]: answer for answer in result.get("replies", ())}
    written = any(e.answer.strip() for e in job.examples) or bool(job.space)
    for example in job.examples:
        answer = answers.get(example.line)
        if answer is None or not written:
            continue
        if example.raises:
            yield from _raised(example, answer)
        elif not example.answer.strip():
            if job.space and answer["text"].strip():
                yield Found(Difference(example.line, 1, 3, f"this answers {shortly(answer['text'])}, and no answer is "
                                       "stated", "write the answer, or give the value a name"), answer["text"])
        elif not _OF_THE_DAY.search(example.source) and not MAY_VARY.search(example.source):
            differing = answer_differs(example.answer, answer["text"], sorted(example.flags))
            if differing is not None:
                stated, seen = differing
                row = example.answer.split("\n")[0]
                message = (f"the answer is {shortly(seen)}, and {shortly(stated)} is stated" if seen else
                           f"this answers nothing, and {shortly(stated)} is stated")
                yield Found(Difference(example.answer_line, 1, max(len(row), 1), message, _HINT), answer["text"])


def _raised(example: Example, answer: Mapping[str, Any]) -> Iterator[Found]:
    """An error that is stated and does not come, or comes as another one."""
    stated = example.raises.strip().split("\n")[0]
    if answer["raised"] is None:
        yield Found(Difference(example.line, 1, 3, f"this raises nothing, and {shortly(stated)} is stated", _HINT), "")
        return
    kind, message = answer["raised"]
    name = stated.split(":")[0].split(".")[-1]
    if name != kind:
        raised = shortly(f"{kind}: {message}")
        yield Found(Difference(example.line, 1, 3, f"this raises {raised}, and {shortly(stated)} is stated", _HINT),
                    message)


def _outputs(job: Job, block: CodeBlock, result: Mapping[str, Any]) -> Iterator[Found]:
    """The output that stands below the block, or is stored in the notebook."""
    if block.output is None or job.examples:
        return
    lines = _last_expression(job.source)
    values = [text for line, text, *_ in result.get("values", ()) if line in lines]
    value = values[-1] if values else ""
    printed = result.get("stdout", "")
    tried = dict.fromkeys((printed + value, printed.rstrip("\n") + "\n" + value, printed, value))
    shown = [text for text in tried if text.strip()]
    if not shown or not re.search(r"\w", block.output.text) or block.output.text.lstrip().startswith("<"):
        return
    found = [answer_differs(block.output.text, text) for text in shown]
    if not block.output.sure and not any(same_words(block.output.text, text) for text in shown):
        return
    if all(pair is not None for pair in found) and found[0] is not None:
        stated, seen = found[0]
        yield Found(Difference(0, 1, 1, f"it gives {shortly(seen) or 'nothing'}, and {block.output.where} says "
                               f"{shortly(stated)}", _HINT), shown[0])


