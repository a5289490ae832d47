"""The door of this room: what is remarked of functions beside formulas."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from lemmata.documents.code.probes import Seen, Watched
from lemmata.documents.code.run import Outcome, plain_python
from lemmata.documents.codes import VERDICTS
from lemmata.documents.deadline import Overdue, missed, own_failure, within
from lemmata.documents.formats.blocks import MODULE, CodeBlock, Document
from lemmata.documents.lints.record import Remark
from lemmata.documents.lints.sources import parts_of
from lemmata.documents.twins.compare import Comparison, compare, nearest_words
from lemmata.documents.twins.confirming import FIRST, Trial, trial_of, watched
from lemmata.documents.twins.laws import laws_in
from lemmata.documents.twins.names import called
from lemmata.documents.twins.pairs import Pair, Place, pairs
from lemmata.documents.twins.parts import parts_of_pair
from lemmata.documents.twins.stated import Stated, Statement, statements_of
from lemmata.engine.expr import symbols
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.functions import Code, Function, extended

CODE = VERDICTS["code", "differs"].code
SECONDS, ALTOGETHER = 20.0, 60.0  # for one function, for all of a document
T = TypeVar("T")
_ANOTHER = re.compile(r"\b(?:another|different|instead|other|new|now|next|modif\w*|replac\w*|chang\w*)\b", re.I)
_ADMITTED = re.compile(r"\b(?:wrong\w*|buggy|bugs?|broken|incorrect\w*|mistakes?|mistaken|erroneous|spot)\b", re.I)
_BEFORE = 4  # lines above a block in which its text may say that it is wrong


@dataclass(frozen=True)
class Twin:
    """A function that was compared; `remark` where it differs from its formula, `note` where it does not.

    trial  a call that shows whether it does
    """

    block: int
    note: str = ""
    remark: Remark | None = None
    trial: Trial | None = None


@dataclass(frozen=True)
class Twins:
    """The functions of a document that were compared."""

    found: tuple[Twin, ...] = ()

    def remarks(self, block: int) -> list[Remark]:
        """What is remarked of a block, by its place among the blocks of the document."""
        return [t.remark for t in self.found if t.block == block and t.remark is not None]

    @property
    def _trials(self) -> dict[int, tuple[int, Trial]]:
        return {FIRST + place: (t.block, t.trial) for place, t in enumerate(self.found) if t.trial is not None}

    def watching(self, others: Mapping[int, Watched]) -> dict[int, Watched]:
        """What is to be seen when the blocks run, with what others want to see."""
        merged = dict(others)
        for block, mine in watched(self._trials).items():
            merged[block] = merged.get(block, Watched()).with_questions(mine.questions)
        return merged

    def told(self, outcomes: Sequence[Outcome]) -> Twins:
        """After the run: only what a call at the counterexample does not speak against."""
        seen = Seen.together(outcome.seen for outcome in outcomes)
        found = list(self.found)
        for number, (_, trial) in self._trials.items():
            twin = found[number - FIRST]
            assert twin.remark is not None
            remark = trial.judged(seen.answer(number), twin.remark)
            found[number - FIRST] = replace(twin, remark=remark) if remark is not None else Twin(
                twin.block, f"{trial.function} gives what its formula does, when it is run")
        return Twins(tuple(found))

    def notes(self, block: int) -> list[str]:
        """What else was found of its functions."""
        return [t.note for t in self.found if t.block == block and t.note]


def twins(document: Document, stated: Sequence[Stated], seed: int = 0) -> Twins:
    """The functions of a document that have a formula of their name, each compared with it."""
    places = _places(document.code)
    if not places:
        return Twins()
    until = time.process_time() + ALTOGETHER
    functions = {called(place.function.name) for place in places}
    laws = laws_in(document.text)
    statements: list[Statement] = []
    found = []
    for one in stated:
        try:
            statements += _within(until, partial(statements_of, one, functions, laws)) or []
        except Exception as error:  # a mistake of the checker must not end the check of a document
            found.append(_failure(places[0].number, one.formula.source, error))
    for pair in pairs(places, statements):
        try:
            comparison = _within(until, partial(compare, pair, seed))
        except Exception as error:
            found.append(_failure(pair.place.number, pair.place.function.name, error))
            continue
        if comparison is not None:
            found.append(_twin(document, pair, comparison))
    return Twins(tuple(t for t in found if t.remark is None or not _silenced(document, t.remark, t.block)))


def _failure(block: int, what: str, error: Exception) -> Twin:
    return Twin(block, own_failure(f"on {what}", error))


def _within(until: float, work: Callable[[], T]) -> T | None:
    """What the work gives within its time; None where it gives nothing, which only means that nothing is remarked."""
    left = min(SECONDS, until - time.process_time())
    if left <= 0:
        missed()
        return None
    try:
        return within(left, work)
    except Overdue:
        return None
    except (RecursionError, MemoryError, OverflowError):  # too deep or too large to be compared
        return None


def _silenced(document: Document, remark: Remark, block: int) -> bool:
    """Whether a comment in the code asks for silence."""
    for part in (part for parts in parts_of(document.code) for part in parts if part.index == block):
        return part.silent(CODE, VERDICTS["code", "differs"].name, remark.line, remark.line)
    return False


def _places(blocks: Sequence[CodeBlock]) -> list[Place]:
    """The functions at the top of Python blocks, each with what is known where it stands."""
    code, found = Code(), []
    for number, block in enumerate(blocks):
        if block.language not in ("python", MODULE):
            continue
        try:
            code = extended(code, block.source if block.language == MODULE else plain_python(block), number)
        except ReadError:
            continue  # said where the block is run
        here = [f for f in code.functions.values() if f.block == number]
        found += [Place(f, block, number, code) for each in here for f in (each, *parts_of_pair(each))]
    return found


def _said_to_be_wrong(document: Document, pair: Pair) -> bool:
    """Whether the text in front of a block says that something is wrong with it, or a comment in its function does."""
    block, function = pair.place.block, pair.place.function
    rows = block.source.split("\n")
    inside = rows[max(0, function.line - 2) : max(s.end_lineno or s.lineno for s in function.body)]
    comments = (row.partition("#")[2] for row in inside)
    before = document.text.split("\n")[max(0, block.line - 1 - _BEFORE) : block.line - 1]
    return any(_ADMITTED.search(text) for text in (*comments, " ".join(before)))


def _may_be_another(document: Document, pair: Pair, statement: Statement) -> bool:
    """Whether a name such as `f` may stand for something new: `y = ...` is a variable, unless the function takes just
    what it is made of; or the words between say so."""
    known = pair.called.name == "loss" or pair.called.order or _takes_all(pair.place.function, statement)
    if not statement.arguments and not known:
        return True
    low, high = sorted((statement.formula.line, pair.place.line))
    return _ANOTHER.search("\n".join(document.text.split("\n")[low:high])) is not None


def _takes_all(function: Function, statement: Statement) -> bool:
    """Whether a function has the letter of a formula for its name, its symbols for its parameters: F(G, M, m, r)."""
    names = {p.name.replace("_", "") for p in function.parameters}
    own = statement.formula.source.strip().startswith(function.name)
    return own and len(names) > 1 and names == {s.name.replace("_", "") for s in symbols(statement.right)}


def _line(document: Document, line: int, seen_from: int) -> str:
    """How a message at one line of the text names another: with the cell or the file where that is not the same."""
    there, here = document.place(line), document.place(seen_from)
    if there.cell != here.cell:
        return f"line {there.line} of cell {there.cell}"
    return f"line {there.line}" if there.file == here.file else f"line {there.line} of {there.file}"


def _twin(document: Document, pair: Pair, found: Comparison) -> Twin:
    line = _line(document, found.statement.formula.line, pair.place.block.line)
    name = pair.place.function.name
    number = pair.place.number
    if found.kind == "same":
        return Twin(number, f"{name} agrees with the formula of {line} ({found.verdict.kind})")
    if found.kind == "custom":
        return Twin(number, f"{name} agrees with the formula of {line} {found.words}")
    if found.kind == "differs" and _said_to_be_wrong(document, pair):
        return Twin(number, f"{name} is not the formula of {line}, as the text says")
    if found.kind == "differs" and pair.called.generic and _may_be_another(document, pair, found.statement):
        return Twin(number, f"{name} is not the formula of {line}, and may be meant to be another one")
    if found.kind == "open":
        reason = found.words or found.verdict.message or found.verdict.kind
        return Twin(number, f"{name} was compared with the formula of {line}, without a result: {reason}")
    values = dict(found.verdict.counterexample)
    formula, code = values.pop("left side", ""), values.pop("right side", "")
    shown = ", ".join(f"{n.removesuffix('_')} = {v}" for n, v in values.items())
    at = f"at {shown} " if shown else ""
    message = f"{name} is not the formula of {line}: {at}the formula gives {formula}, the code {code}"
    near = nearest_words(found.verdict.hint)
    hint = f"{near}; " if near else ""
    where = pair.place.function
    row = pair.place.block.source.split("\n")[where.line - 1]
    width = len(name) if row[where.column - 1 :].startswith(name) else len("def ") + len(name)
    remark = Remark(CODE, where.line, where.column, width, message,
                    f"{hint}mend the one that is wrong, or give it another name")
    return Twin(number, "", remark, trial_of(pair, found.given, found.verdict.counterexample))
