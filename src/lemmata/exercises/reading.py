"""Answers in Python's notation or in LaTeX, with the names of the question."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lemmata.engine.expr import Expr, integer, substitute, symbol, symbols
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.text import is_length, read
from lemmata.exercises.spelling import as_latex, as_python
from lemmata.formulas import Formula, latex

LONGEST = 4000
_UNDECLARED = re.compile(r"no name '(\w+)'; declare it")  # what the reader says of it, who knows of no question
_SAID = re.compile(r"(?:≈|=|~|\\approx|\\simeq)\s*")  # in front of what a question asks for


def read_answer(text: str, answer: Formula) -> Formula:
    """The formula that a text gives, with the declarations of the answer.

    `f'(x) = 2x`, `$2x$` and `2*x` are the same answer. What is no Python is read as LaTeX.

    Raises ReadError with the place: not understood, or a name that the question has not.
    """
    start, body = _body(text)
    first: ReadError | None = None
    if "\\" not in body:
        try:
            return _python(body, answer)
        except ReadError as error:
            first = error
    spelled = as_latex(body)
    try:
        return _in_the_names_of(answer, _latex(spelled, answer), spelled)
    except ReadError as error:
        shown = first if first is not None and not _looks_like_latex(body) else error
    except ValueError as error:
        shown = first or ReadError(str(error), body)
    if as_python(body) != body and all(s.rank < 2 for s in answer.declarations.values()):  # A^2 is no power of entries
        try:
            return _python(as_python(body), answer)
        except ReadError:
            pass
    place = None if shown.position is None or (shown is not first and spelled != body) else shown.position + start
    undeclared = _UNDECLARED.match(shown.message)
    raise ReadError(_unknown(undeclared[1], answer) if undeclared else shown.message, text, place,
                    None if shown.end is None or place is None else shown.end + start) from shown.__cause__


def _python(body: str, answer: Formula) -> Formula:
    return Formula(*read(body, answer.declarations, strict=True, dims=answer.dims))


def _in_the_names_of(answer: Formula, found: Formula, body: str) -> Formula:
    """The formula. Raises ReadError where it has a name that the question has not."""
    known = (*answer.declarations, *answer.dims)
    strange = [s.name for s in symbols(found.expr) if s.name not in known]
    if strange:
        place = body.find(strange[0])
        raise ReadError(_unknown(strange[0], answer), body, place if place >= 0 else None)
    return found


def _named(body: str) -> int:
    """How long `f(x) =` is, or another name in front of an equation's sign outside of all brackets."""
    depth = 0
    for k, c in enumerate(body):
        depth += (c in "([{") - (c in ")]}")
        if c == "=" and depth == 0:
            alone = body[k + 1:k + 2] != "=" and body[k - 1:k] not in ("<", ">", "!", "=")
            return k + 1 if alone and body[:k].strip() else 0
    return 0


def _latex(body: str, answer: Formula) -> Formula:
    r"""The formula of LaTeX; \lambda is what Python calls lam or lambda_."""
    known = dict(answer.declarations)
    other = {"lambda_": "lam", "lam": "lambda_"}
    aliases = {there: here for here, there in other.items() if here in known and there not in known}
    for there, here in aliases.items():
        known[there] = symbol(there, known[here].shape, known[here].domain, known[here].params)
    try:
        found = latex(body, known)
    except ReadError:
        raise
    except ValueError:  # a number that is the size of something here: sum_{k=1}^n
        found = latex(body, {name: s for name, s in known.items() if not is_length(s)})
    put: dict[Expr, Expr] = {known[there]: known[here] for there, here in aliases.items()}
    expr = substitute(found.expr, put)
    return Formula(expr, {s.name: s for s in symbols(expr)})


def with_sizes(formula: Formula, names: Iterable[str]) -> Formula:
    """With numbers that are called as a size taken for it: n in `n*(n + 1)/2` beside a sum that ends at n."""
    sizes = {name: s for name in names if (s := formula.declarations.get(name)) is not None and not s.shape}
    if not sizes:
        return formula
    put: dict[Expr, Expr] = {s: integer(name) for name, s in sizes.items()}
    kept = {name: s for name, s in formula.declarations.items() if name not in sizes}
    return Formula(substitute(formula.expr, put), kept)


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
    start += _named(body[start:])
    start += len(body[start:]) - len(body[start:].lstrip())
    if said := _SAID.match(body, start):
        start = said.end()
    start += len(body[start:]) - len(body[start:].lstrip())
    return start, body[start:]
