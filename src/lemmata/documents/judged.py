"""The verdict on a formula within its time, whatever happens: a mistake of the checker must not end a check."""

from __future__ import annotations

from dataclasses import replace

from lemmata.documents.around import Around
from lemmata.documents.conventions import OTHERS
from lemmata.documents.deadline import NO_ANSWER, Overdue, own_failure, within
from lemmata.documents.deciding import Judged
from lemmata.documents.formats.blocks import Formula
from lemmata.documents.judge import judge
from lemmata.documents.judgement.bases import in_other_base
from lemmata.documents.judgement.links import shortened
from lemmata.documents.judgement.section import Section
from lemmata.documents.language.symbols import names_in
from lemmata.engine.verdicts import Verdict, decide_readings
from lemmata.engine.verdicts.verdict import FAILS, HOLDS

MORE_TIME = "split it into steps, or allow more time: --formula-limit SECONDS"


def judged(
    formula: Formula, around: Around, here: Section, seed: int, under_others: bool, seconds: float
) -> Judged:
    """The verdict within so many seconds.

    under_others: what is false under conventions that are set is looked at under others too
    """
    if formula.problem:
        return Judged(Verdict("unreadable", "", formula.problem))
    try:
        before = replace(here)
        found = within(seconds, lambda: judge(formula, around, here, seed))
        return _under_others(found, formula, around, before, seed, seconds) if under_others else found
    except (Overdue, Exception) as error:
        if around.role != "claim":  # it may restrict what follows
            here.doubt(names_in(formula.source), shortened(formula.source))
        return failure(formula, error, seconds)


def _under_others(
    found: Judged, formula: Formula, around: Around, before: Section, seed: int, seconds: float
) -> Judged:
    """In a time of its own."""
    try:
        return within(seconds, lambda: _unconventional(found, formula, around, before, seed))
    except Overdue:
        return found


def _unconventional(found: Judged, formula: Formula, around: Around, before: Section, seed: int) -> Judged:
    """A formula that is false under the conventions which are set, and true under another one, is no plain error."""
    if found.verdict.kind not in FAILS:
        return found
    for words, options in before.scope.options[OTHERS]:
        here = replace(before, scope=before.scope.with_options(**options))
        based = found.reading and in_other_base(
            found.reading, formula.source, before.scope.options.get("log"), options)
        if judge(formula, around, here, seed).verdict.kind in HOLDS or (
                based and decide_readings([based], seed)[0].kind in HOLDS):
            return replace(found, verdict=replace(
                found.verdict, kind="conditional", message=f"false under the convention that is set here; true {words}",
                hint="write it in the convention, or say at this place which one is meant"))
    return found


def failure(formula: Formula, error: BaseException, seconds: float) -> Judged:
    """What is said where there is no answer; a clock only ever turns one into "undecided"."""
    if isinstance(error, Overdue):
        return Judged(Verdict("undecided", "", f"{NO_ANSWER} {seconds:g} s", hint=MORE_TIME))
    if isinstance(error, (MemoryError, RecursionError)):
        return Judged(Verdict("undecided", "", "too large or too deeply nested to be checked; split it"))
    return Judged(Verdict("undecided", "", own_failure(f"on {shortened(formula.source)}", error)))
