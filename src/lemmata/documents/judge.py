"""The verdict on one formula, with all that the text around it says."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce

from lemmata.documents.around import Around
from lemmata.documents.deciding import Judged
from lemmata.documents.formats.blocks import Formula
from lemmata.documents.judgement.ahead import defined_ahead, functions_ahead
from lemmata.documents.judgement.chances import event
from lemmata.documents.judgement.equations import ASSERTED
from lemmata.documents.judgement.instances import (
    examples_in,
    is_general,
    renamed_constants,
    speaks_of_all,
)
from lemmata.documents.judgement.section import Section, newly_defined
from lemmata.documents.judging import Judge
from lemmata.documents.language.symbols import symbol_list
from lemmata.documents.prose.conditionals import joint_law, under_event
from lemmata.documents.rereading import own_of_numbers
from lemmata.engine.readers.latex.sequences import by_place, in_two
from lemmata.engine.readers.scope import Role, Scope
from lemmata.engine.verdicts import Verdict
from lemmata.engine.verdicts.verdict import FAILS, HOLDS


def judge(formula: Formula, around: Around, here: Section, seed: int) -> Judged:
    """The verdict on a formula; what it says becomes known to its section."""
    if formula.stands_for:
        return _judged_as(formula, around, here, seed)
    if names := under_event(formula.source):
        here.doubt(names, "a law under a condition")
        return Judged(Verdict("condition", "reading", "a law under a condition"))
    joint = joint_law(formula.source, around.fixed)
    if name := event(formula.source, here.scope):
        if (role := here.scope.lookup(name)) is None or role.domain not in ("variable", "event"):
            here.scope = here.scope.declare(name, Role((), "variable", source="formula"))
        return Judged(Verdict("notation", "reading", "an event"))
    if around.fixed == {}:
        return Judged(Verdict("condition", "reading", "a value under which what follows stands"))
    if joint is None and around.behind:
        return _before_its_examples(formula, around, here, seed)
    if joint is None and (parts := in_two(formula.source, here.scope)) is not None:
        return _of_sequence(formula, *parts, around, here, seed)
    if joint is None:
        before = replace(here)
        found = _with_functions(formula, around, here, seed)
        own = own_of_numbers(formula.source, before.scope) if found.verdict.kind == "unreadable" else None
        if own is not None:
            found = _of_numbers(found, own, formula, around, here, before, seed)
        return _of_general(found, formula, around, before, seed)
    if joint.given and any(here.scope.laws_of(name) for name in joint.left):
        return Judged(Verdict("undecided", "", "a law under a condition was not compared with the joint one"))
    found = Judge(formula, joint.source, around, here, seed).judge()
    return replace(found, mark=None)  # its places are those of another source


def _of_sequence(formula: Formula, meaning: str, step: str, around: Around, here: Section, seed: int) -> Judged:
    """A chain that says what s_n is and how it goes on from s_{n-1}: the second is a claim about the first."""
    stated = Judge(formula, meaning, around, here, seed).judge()
    if stated.verdict.kind in (*FAILS, "unreadable"):
        return replace(stated, mark=None)
    if by_place(step, here.scope) is here.scope:
        return Judged(Verdict("undecided", "", "what its values before this one are is not said"), stated.reading)
    claimed = replace(around, role="claim", stance=ASSERTED, concluding=True, defining=False)
    found = Judge(formula, step, claimed, here, seed).judge()
    if found.verdict.kind == "definition":  # x_0 is one of the values that the first says
        found = replace(found, verdict=Verdict("undecided", "", "whether both say the same was not decided"))
    return replace(found, mark=None)  # its places are those of another source


def _before_its_examples(formula: Formula, around: Around, here: Section, seed: int) -> Judged:
    """A formula under the examples that stand behind it, which are told to the section at their own place.

    Where it fails of them, but not of what their letters were before, they are examples of something else: "$x^T x =
    x_1^2 + x_2^2$ with $x = (x_1, x_2)$, so that it is 25 for $x = (3, 4)$".
    """
    there = replace(here)
    for told in around.behind:
        Judge(told, told.source, replace(around, role="local"), there, seed).judge()
    found = Judge(formula, formula.source, around, there, seed).judge()
    if found.verdict.kind not in HOLDS and any(is_general(here.scope.lookup(name)) for name in around.examples):
        before = replace(here)
        general = Judge(formula, formula.source, around, here, seed).judge()
        if general.verdict.kind in HOLDS:
            return general
        vars(here).update(vars(before))
    for name in newly_defined(here.scope, there.scope) - around.examples:
        here.scope = here.scope.forget(name).declare(name, there.scope.roles[name])
        here.described = {**here.described, name: around.words}
    return found


def _judged_as(formula: Formula, around: Around, here: Section, seed: int) -> Judged:
    """A formula that is one side of an equation; of several which the words may mean, one that holds."""
    claimed = replace(around, role="claim", stance=ASSERTED)
    before, found = replace(here), []
    for source in formula.stands_for:
        vars(here).update(vars(before))
        judged = Judge(formula, source, claimed, here, seed).judge()
        verdict = judged.verdict
        if verdict.kind in HOLDS:
            return replace(judged, mark=None)
        if verdict.kind in FAILS:
            verdict = replace(verdict, message=f"it is said that ${source}$, and {verdict.message}")
        found.append(replace(judged, verdict=verdict, mark=None))
    if len(found) == 1 and found[0].verdict.kind in (*FAILS, "undecided"):
        return found[0]
    vars(here).update(vars(before))
    return Judged(Verdict("notation", "reading"), found[0].reading)


def _with_functions(formula: Formula, around: Around, here: Section, seed: int) -> Judged:
    """The verdict with what the sentence defines behind: "$L(w) = h(Xw)$ where $h(z) = \\|z\\|^2$".

    Of what is no function only where it is needed: "the slope is $dL/dw = (z - y) x$ with $L = ...$ and $z = w x$".
    """
    without, names = replace(here), functions_ahead(around.ahead, here)
    if names:
        found = Judge(formula, formula.source, around, here, seed).judge()
        here.scope = reduce(Scope.forget, names, here.scope)  # each is defined at its own place
        if found.verdict.kind != "unreadable":
            return found
        vars(here).update(vars(without))
    found = Judge(formula, formula.source, around, here, seed).judge()
    if found.verdict.kind != "condition" or around.role != "claim" or around.denied or not around.ahead:
        return found
    there = replace(without)
    names = defined_ahead(around.ahead, there)
    told = Judge(formula, formula.source, around, there, seed).judge()
    met = all(len(symbol_list(side)) == 1 for side in formula.source.split("="))  # "$s = d$ with $s = ...$, $d = ...$"
    if told.verdict.kind not in HOLDS and (met or told.verdict.kind not in FAILS):
        return found
    there.scope = reduce(Scope.forget, names, there.scope)
    vars(here).update(vars(there))
    return told


def _of_numbers(
    unread: Judged, own: tuple[str, tuple[str, ...]], formula: Formula, around: Around, here: Section, before: Section,
    seed: int,
) -> Judged:
    """A function of numbers with the letter of entropies: its arguments are none of the text's, whose letters they
    share."""
    name, arguments = own
    shared = {n: role for n in arguments if (role := before.scope.lookup(n)) is not None}
    function = Role((), "function", ((),) * len(arguments), source="formula")
    after = replace(before, scope=reduce(Scope.forget, (*shared, name), before.scope).declare(name, function))
    found = Judge(formula, formula.source, around, after, seed).judge()
    if found.verdict.kind != "definition":
        return unread
    after.scope = reduce(lambda scope, n: scope.forget(n).declare(n, shared[n]), shared, after.scope)
    vars(here).update(vars(after))
    return found


def _of_general(found: Judged, formula: Formula, around: Around, before: Section, seed: int) -> Judged:
    """What is false of an example, or can't be said of it, may be meant of what stood under its letter before."""
    constants = renamed_constants(formula.source, before.scope) - around.examples
    shadows = (examples_in(formula.source, before) - around.examples) | constants
    if not shadows or found.verdict.kind not in (*FAILS, "undecided", "unreadable"):
        return found
    scope = before.general or before.scope
    for name in constants:
        scope = scope.forget(name)
    general = replace(before, scope=scope, general=None)
    again = Judge(formula, formula.source, around, general, seed).judge()
    if again.verdict.kind not in HOLDS:
        return found
    if found.verdict.kind not in FAILS or speaks_of_all(around.words):
        return again
    names = " and ".join(sorted(shadows))
    return Judged(Verdict("undecided", "", f"it is false of the example {names}, and true of the general {names}"),
                  found.reading)
