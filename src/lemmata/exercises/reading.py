"""Answers in Python's notation or in LaTeX, with the names of the question."""

from __future__ import annotations

import re

from lemmata.engine.expr import symbols
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.text import read
from lemmata.formulas import Formula, latex

LONGEST = 4000
_UNDECLARED = re.compile(r"no name '(\w+)'; declare it")  # what the reader says of it, who knows of no question
_NAMED = re.compile(r"^\s*[^=<>!]*[^=<>!\s]\s*=(?!=)")  # f(x) = at the beginning


def read_answer(text: str, answer: Formula) -> Formula:
    """The formula that a text gives, with the declarations of the answer.

    `f'(x) = 2x`, `$2x$` and `2*x` are the same answer. What is no Python is read as LaTeX.

    Raises ReadError with the place: not understood, or a name that the question has not.
    """
    start, body = _body(text)
    first: ReadError | None = None
    if "\\" not in body:
        try:
            return Formula(read(body, answer.declarations, strict=True, dims=answer.dims)[0], answer.declarations)
        except ReadError as error:
            first = error
    try:
        found = latex(body, dict(answer.vars))
        strange = [s.name for s in symbols(found.expr) if s.name not in answer.declarations]
        strange = [name for name in strange if name not in answer.dims]
        if strange:
            found_at = body.find(strange[0])
            raise ReadError(_unknown(strange[0], answer), body, found_at if found_at >= 0 else None)
        return Formula(found.expr, answer.declarations)
    except ReadError as error:
        shown = first if first is not None and not _looks_like_latex(body) else error
    except ValueError as error:
        shown = first or ReadError(str(error), body)
    place = None if shown.position is None else shown.position + start
    undeclared = _UNDECLARED.match(shown.message)
    raise ReadError(_unknown(undeclared[1], answer) if undeclared else shown.message, text, place,
                    None if shown.end is None else shown.end + start) from None


def _unknown(name: str, answer: Formula) -> str:
    known = ", ".join([*answer.declarations, *answer.dims])
    return f"the question has no {name!r}; " + (f"its names are {known}" if known else "its answer is a number")


def _looks_like_latex(body: str) -> bool:
    return bool(re.search(r"[\\^{}]|\d[A-Za-z(]", body))


def _body(text: str) -> tuple[int, str]:
    """Where the formula begins, and it: without dollar signs and the name of what it is the value of.

    >>> _body("$f'(x) = 2x$")
    (9, '2x')
    """
    if len(text) > LONGEST:
        raise ReadError(f"the answer has {len(text)} characters, at most {LONGEST} are read", text)
    if not text.strip():
        raise ReadError("nothing is written; give a formula or a number", text)
    body = text.rstrip()
    while body.endswith(("$", ".", ";", r"\)", r"\]")) and not body.endswith(r"\.") and len(body) > 1:
        body = body[:-2] if body.endswith((r"\)", r"\]")) else body[:-1]
        body = body.rstrip()
    start = len(body) - len(body.lstrip(" \t\n$"))
    if body[start:].startswith((r"\(", r"\[")):
        start += 2
    named = _NAMED.match(body[start:])
    if named:
        start += named.end()
    start += len(body[start:]) - len(body[start:].lstrip())
    return start, body[start:]
