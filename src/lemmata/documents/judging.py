"""One formula, read and decided, with the doubts that the text around it raises."""

from __future__ import annotations

import re
from dataclasses import replace

from lemmata.documents.deciding import WANTED, Judged
from lemmata.documents.judgement.bydensity import with_integrals
from lemmata.documents.judgement.conditions import (
    as_condition,
    beside_definitions,
    without_values,
)
from lemmata.documents.judgement.doubts import ambiguous
from lemmata.documents.judgement.entries import of_own_entries
from lemmata.documents.judgement.equations import ASSERTED, POSED
from lemmata.documents.judgement.identity import with_identity
from lemmata.documents.judgement.literalshapes import contradicting_shapes
from lemmata.documents.judgement.looser import without_looser
from lemmata.documents.judgement.modelled import behind_model, modelled
from lemmata.documents.judgement.optima import has_optimum
from lemmata.documents.judgement.reshaped import outdated, taken_for_numbers, with_arrays
from lemmata.documents.judgement.rewritten import is_said_of_it
from lemmata.documents.judgement.standing import is_slope
from lemmata.documents.judgement.stationary import objectives_with
from lemmata.documents.judgement.units import said_units
from lemmata.documents.judgement.wordy import said_in_words
from lemmata.documents.language.symbols import names_in, symbol_list
from lemmata.documents.prose.lawdensities import (
    of_two_meanings,
)
from lemmata.documents.prose.parameters import otherwise, settled_by
from lemmata.documents.rereading import (
    is_hessian,
)
from lemmata.documents.weighing import Weighing
from lemmata.engine.expr.claims import Reading
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.latex import read_latex
from lemmata.engine.verdicts import Verdict, proved_quickly
from lemmata.engine.verdicts.verdict import FAILS

_MAPSTO = re.compile(r"\\(?:long)?mapsto\b|↦")
_IDENTITY = re.compile(r"\b(?:identity|unit) matri(?:x|ces)\b", re.IGNORECASE)
_SATISFIES = re.compile(r"(?<!must )(?<!should )(?<!to )\b(?:satisf(?:y|ies)|fulfils?|obeys?|solves?)\b", re.IGNORECASE)


class Judge(Weighing):
    """One formula, from its source to the verdict that the text bears."""

    def judge(self) -> Judged:
        here, around = self.here, self.around
        if units := said_units(self.source):
            lasting = self.scope is self.stated
            self.scope = self.scope.with_options(units=units)
            self.stated = self.scope if lasting else self.stated
            if self._tells:
                here.scope = here.scope.with_options(units=units)
        if around.role == "claim" and not around.denied and around.stance != POSED and not around.unsaid and (
                shapes := contradicting_shapes(self.source, self.scope)) is not None:
            return Judged(shapes)
        try:
            read = list(read_latex(self.source, self.scope, self.formula.label))
        except ReadError as error:
            mistaken = "" if self.again else outdated(here)
            if mistaken and (scope := with_arrays(mistaken, None, self.source, here)) is not None:
                here.scope = scope
                return Judge(self.formula, self.source, around, here, self.seed, again=True).judge()
            if (worded := said_in_words(self.source)) is not None:
                return Judged(worded)
            if rest := behind_model(self.source):
                return replace(Judge(self.formula, rest, around, here, self.seed).judge(), mark=None)
            if (model := modelled(self.source, self.scope)) is not None:
                for reading in model[1]:
                    self._learn(reading, around.role)
                claimed = around.concluding or around.stance == ASSERTED
                return Judged(Verdict("undecided", "", "not compared with what the model says of its probabilities")
                              if claimed else model[0])
            position = error.position or 0
            here.leave_open(self.formula)
            return Judged(Verdict("unreadable", "", error.message), mark=(position, error.end or position + 1))
        if _MAPSTO.search(self.source) and not re.search(r"[=:]|\\colon", self.source):
            return Judged(Verdict("notation", "reading", "a function without a name"), read[0])
        mistaken = "" if self.again else taken_for_numbers(read[0], self.source, here)
        if mistaken and (scope := with_arrays(mistaken, read[0], self.source, here)) is not None:
            here.scope = scope
            return Judge(self.formula, self.source, around, here, self.seed, again=True).judge()
        if not self.again and (scope := of_own_entries(read[0], here.scope)) is not None:
            here.scope, mentioned = scope, here.mentioned
            found = Judge(self.formula, self.source, around, here, self.seed, again=True).judge()
            here.mentioned = mentioned
            return replace(found, verdict=Verdict("condition", "reading", "names the entries"))
        if clash := ambiguous(read[0], self.source) or of_two_meanings(self.source, self.scope, around.words):
            return Judged(Verdict("undecided", "", f"{clash} stands for two things here"), read[0])
        if all(c.kind == "notation" for c in read[0].claims):
            here.objectives = objectives_with(here, self.source, around.words)
        if not read[0].claims:
            return Judged(Verdict("notation", "reading"), read[0])
        head = {one.name for one in symbol_list(self.source.partition("=")[0])}
        told = here.defined & ((around.subjects & set(names_in(self.source))) | (around.meant & head))
        asserts = around.role != "claim" and self._asserts(read[0])
        if _SATISFIES.search(around.lead) and (asserts or told):
            self.around = around = replace(around, stance=ASSERTED)  # no condition on what has a meaning
        same = is_said_of_it(around.lead) and here.defined & set(names_in(self.source.split("=")[0]))
        if around.stance == POSED and not WANTED.search(around.words) and (same or has_optimum(read[0])):
            self.around = around = replace(around, stance=ASSERTED)  # of what is known: nothing is to be met
        if _IDENTITY.search(around.words):
            read = [with_identity(r) for r in read]
        if around.role != "claim" and not asserts and not self.example and not all(
                c.kind == "claim" and proved_quickly(c) for c in read[0].claims):
            read = [as_condition(r) for r in read]
        if around.role == "local" and not self.example:
            read = [without_values(r) for r in read]
        read = [beside_definitions(r) for r in read]
        readings = self._prepared(without_looser(read))
        if around.role == "claim":
            readings = [with_integrals(r, self.scope, self.seed) for r in readings]
        verdict, chosen = self._decided(readings)
        if mistaken and verdict.kind in FAILS:
            verdict = Verdict("undecided", "", f"{mistaken} was defined as a number, and is an array here")
        if verdict.kind in FAILS and is_hessian(self.source, around.words):
            verdict = Verdict("undecided", "", "H was read as an entropy, and is the Hessian here")
        here.scope = settled_by(verdict, chosen, readings, here.scope, self.seed)
        verdict = otherwise(verdict, chosen, self.source, self.scope, self.seed)
        return self._weighed(verdict, chosen, readings)

    def _asserts(self, reading: Reading) -> bool:
        """Whether a condition is about what has been defined, and so a claim.

        "$C = AB$ where $C_{ij} = ...$", "weights $W = ...$ with $\\sum_j W_{ij} = 1$", "$s(x) = ...$ satisfies".
        """
        defined = self.here.defined
        left, _, right = self.source.partition("=")
        letters = re.search("[A-Za-z]", right) is not None
        if self.around.role != "property":
            return letters and any(one.name in defined for one in symbol_list(left))
        named = defined & set(names_in(self.source))
        return bool(defined & set(reading.roles) or named & self.around.subjects or (
            named & self.around.meant and (letters or not right))) or is_slope(self.source, self.here.scope)
