"""The verdict on a formula within its time, whatever happens: a mistake of the checker must not end a check."""

from __future__ import annotations

from dataclasses import replace

from lemmata.documents.deadline import NO_ANSWER, Overdue, deadline
from lemmata.documents.formats.blocks import Formula
from lemmata.documents.judge import Judged, judge, unconventional
from lemmata.documents.judgement.links import shortened
from lemmata.documents.judgement.section import Section
from lemmata.documents.sentence import Around
from lemmata.engine.verdicts import Verdict

SECONDS = 30.0  # for one formula; a clock only ever turns an answer into "undecided"


def judged(formula: Formula, around: Around, here: Section, seed: int, under_others: bool) -> Judged:
    """The verdict; `under_others`: what is false under conventions that are set is looked at under others too."""
    if formula.problem:
        return Judged(Verdict("unreadable", "", formula.problem))
    try:
        before = replace(here)
        with deadline(SECONDS):
            found = judge(formula, around, here, seed)
        return _under_others(found, formula, around, before, seed) if under_others else found
    except (Overdue, Exception) as error:
        return failure(formula, error)


def _under_others(found: Judged, formula: Formula, around: Around, before: Section, seed: int) -> Judged:
    """In a time of its own."""
    try:
        with deadline(SECONDS):
            return unconventional(found, formula, around, before, seed)
    except Overdue:
        return found


def failure(formula: Formula, error: BaseException) -> Judged:
    """What is said where there is no answer."""
    if isinstance(error, Overdue):
        return Judged(Verdict("undecided", "", f"{NO_ANSWER} {SECONDS:g} s"))
    if isinstance(error, (MemoryError, RecursionError)):
        return Judged(Verdict("undecided", "", "too large or too deeply nested to be checked; split it"))
    where = f"the checker itself failed on {shortened(formula.source)}"
    return Judged(Verdict("undecided", "", f"{where} with {type(error).__name__}: {error}; please report it"))
