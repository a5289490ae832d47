"""A formula read with what its text says, and decided: as a claim, a law, a remark, with other meanings."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lemmata.documents.around import Around
from lemmata.documents.formats.blocks import Formula
from lemmata.documents.judgement.ahead import with_ahead
from lemmata.documents.judgement.chained import by_chain_rule
from lemmata.documents.judgement.chances import with_chances
from lemmata.documents.judgement.conditions import (
    again,
    as_fact,
    no_fact,
    only_if,
    solved,
    tried,
)
from lemmata.documents.judgement.determined import concluded, gives
from lemmata.documents.judgement.equations import ASSERTED
from lemmata.documents.judgement.grounds import (
    grounded,
    in_passing,
    under_last,
)
from lemmata.documents.judgement.implied import implied, is_slope_of_function
from lemmata.documents.judgement.indexed import with_instances
from lemmata.documents.judgement.instances import (
    shadowed,
    speaks_of_all,
)
from lemmata.documents.judgement.later import explained_later
from lemmata.documents.judgement.lawclaims import UNCOMPARED, ends_with_law, law_claim
from lemmata.documents.judgement.limits import approached
from lemmata.documents.judgement.optima import Told, optimal
from lemmata.documents.judgement.rewritten import rewritten
from lemmata.documents.judgement.section import Section
from lemmata.documents.judgement.stationary import stationary
from lemmata.documents.judgement.unequal import unequal
from lemmata.documents.judgement.values import ready_for_number, sized
from lemmata.documents.judgement.wellknown import METHOD as FIELD
from lemmata.documents.judgement.wellknown import is_of_field, well_known
from lemmata.documents.language.premises import CLAIMS
from lemmata.documents.language.subjects import operation_spoken_of
from lemmata.documents.language.symbols import names_in
from lemmata.documents.prose.densities import with_densities
from lemmata.documents.prose.kinds import of_kinds
from lemmata.documents.prose.lawdensities import (
    as_values,
    with_densities_of_laws,
)
from lemmata.documents.rereading import (
    as_row_vectors,
    as_rows,
    as_sizes,
    as_supposed,
    other_logarithm,
)
from lemmata.engine.expr import symbols
from lemmata.engine.expr.claims import Reading
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.latex import read_latex
from lemmata.engine.readers.latex.iterates import with_steps
from lemmata.engine.readers.latex.sequences import by_place
from lemmata.engine.readers.scope import Scope
from lemmata.engine.verdicts import Verdict, decide_readings
from lemmata.engine.verdicts.verdict import FAILS, HOLDS

WANTED = re.compile(r"\b(?:needs?|requir\w+|wants?|must|should|ensur\w+|such that|so that|choos\w+|suppos\w+|"
                    r"assum\w+)\b", re.IGNORECASE)  # a formula to be met


@dataclass(frozen=True)
class Judged:
    """A verdict, the reading it is about, and the part of the formula that it marks."""

    verdict: Verdict
    reading: Reading | None = None
    mark: tuple[int, int] | None = None


class Deciding:
    """A formula in its place, read with what is known there; `again`: definitions that it uses have been read again."""

    def __init__(
        self, formula: Formula, source: str, around: Around, here: Section, seed: int, again: bool = False
    ):
        self.again = again  # definitions that it uses have been read again
        self.formula, self.source, self.around, self.here, self.seed = formula, source, around, here, seed
        self.example = shadowed(source, here, around.role, around.stance)
        here.scope = with_steps(source, with_instances(source, here.scope, around.concluding))
        here.scope = with_densities_of_laws(source, here.scope, around.words, around.lead, around.before)
        here.scope = with_chances(source, ready_for_number(source, here.scope, around.stance))
        self.stated = here.scope.assume(*around.binds.premises) if around.role in CLAIMS else here.scope
        self.scope = as_values(source, with_densities(source, by_place(source, self.stated)))
        self.narrowed: list[tuple[Reading, list[str]]] = []  # readings, with the words of kinds they could not use

    def _prepared(self, read: list[Reading]) -> list[Reading]:
        """The readings with what the section and the sentence say of all their arrays and variables."""
        whole = (replace(r, claims=tuple(
            self.here.premised(c, self.around.binds.premises) for c in sized(r).claims)) for r in read)
        found = [of_kinds(r, self.around.kinds) for r in whole]
        self.narrowed += found
        return [one for one, _ in found]

    def _decided(self, readings: list[Reading]) -> tuple[Verdict, Reading]:
        """The verdict before it is doubted: also as a claim, a law, a remark, under another base of the logarithm."""
        here, around, seed = self.here, self.around, self.seed
        verdict, chosen = decide_readings(readings, seed=seed)
        if (verdict.kind == "condition" and around.role in ("claim", "given")) or ends_with_law(chosen):
            found = law_claim(here.lawful(chosen), seed)
            if found is not None and found[0].method == UNCOMPARED:  # words may give the parameters in another way
                here.doubt([s.name for c in chosen.claims for s in symbols(*c.relations) if s.sort == "variable"])
            if found is None and verdict.kind == "condition" and around.role == "claim":
                found = tried(verdict, chosen, here, self.stated, around.stance, seed)
            verdict, chosen = found or (verdict, chosen)
        if verdict.kind == "condition" and around.role == "claim":
            limit = approached(verdict, chosen, around.tending, here, self.stated, seed)
            if limit[0].kind not in FAILS or not WANTED.search(around.words):
                verdict, chosen = limit
        solved_for = gives(around.lead, around.before)
        if verdict.kind in ("condition", "definition") and around.role == "claim" and (
                solved_for or (around.concluding and around.stance == ASSERTED)):
            verdict, chosen = concluded(
                verdict, chosen, (*self.stated.premises, *(here.sought if solved_for else ())))
        if verdict.kind == "condition" and around.role == "property":
            verdict, chosen = as_fact(verdict, chosen, here, operation_spoken_of(around.lead), seed)
        if around.role == "claim":
            verdict = unequal(verdict, chosen, around.words, seed)
        if chosen.claims[0].kind == "definition":
            verdict, chosen = again(verdict, chosen, here, self.scope, around.words, seed)
        if verdict.kind == "definition":
            verdict, chosen = solved(verdict, chosen, seed)
        open_slope = verdict.kind in ("condition", "undecided") and any(
            is_slope_of_function(r.children[0]) for c in chosen.claims for r in c.relations if r.children)
        if (verdict.kind == "definition" or open_slope) and around.role == "claim" and not around.defining:
            verdict, chosen = implied(verdict, chosen, here, around.words, seed)
        if verdict.kind in ("definition", "condition") and around.role in ("claim", "local", "near"):
            told = Told(around.words, around.lead, around.subjects | around.meant, around.before)
            verdict, chosen = optimal(verdict, chosen, here, self.scope, told, seed)
        if verdict.kind in ("definition", "condition") and around.role in ("claim", "local", "near"):
            verdict, chosen = stationary(verdict, chosen, here, self.scope, around.zero, around.words, seed)
        if verdict.kind == "definition":
            verdict, chosen = rewritten(verdict, chosen, here, self.scope, (around.words, around.lead), seed)
        if verdict.kind == "definition":
            verdict, chosen = well_known(verdict, chosen, here, around.words, around.lead, seed)
        if verdict.kind in HOLDS and "\\in" in self.source and all(
                r.children[0] is r.children[-1] and any(s.domain == "function" for s in symbols(r))
                for c in chosen.claims for r in c.relations):
            verdict = Verdict("notation", "reading", "says from which set it is")  # the shape was taken from here
        if verdict.kind in HOLDS and around.defining and verdict.method != FIELD and not is_of_field(
                chosen, self.scope):
            verdict = Verdict("definition", verdict.method, f"by definition; {verdict.message}", verdict.certified)
        if verdict.kind == "refuted" and "log" in self.scope.options and self.scope.settled("log") is None:
            verdict, chosen = other_logarithm(self._again, self.scope, verdict, chosen)
        verdict, chosen = grounded(verdict, chosen, readings, around.grounds, here, self.stated, seed)
        if verdict.kind in FAILS and here.only_if and not speaks_of_all(around.words):
            verdict, chosen = as_supposed(self._again, self.scope, self.source, around.taken_up, here, verdict, chosen)
        if around.role == "claim" and (around.concluding or around.stance == ASSERTED):
            verdict, chosen = by_chain_rule(verdict, chosen, self.source, here, seed)
        verdict, chosen = explained_later(verdict, chosen, here.scope, seed)
        if verdict.kind in FAILS:
            verdict, chosen = as_rows(self._again, self.scope, verdict, chosen)
        if verdict.kind in FAILS:
            verdict, chosen = as_row_vectors(self._again, self.scope, verdict, chosen)
        if verdict.kind in FAILS and around.ahead:
            ahead = with_ahead(self.formula, chosen, here, self.stated, around.ahead, seed)
            verdict, chosen = ahead or (verdict, chosen)
        if verdict.kind in FAILS:
            verdict, chosen = as_sizes(verdict, chosen, self.source, here, seed)
        if around.binds.both:
            verdict = only_if(verdict, chosen, around.binds.both, seed)
        if around.taken_up or not speaks_of_all(around.words):
            verdict, chosen = under_last(verdict, chosen, here, self.stated, seed, around.maybe, around.taken_up)
        if not speaks_of_all(around.words):
            verdict, chosen = in_passing(verdict, chosen, here, self.stated, seed)
        if around.role == "local" and here.defined & set(names_in(self.source)):
            verdict, chosen = no_fact(verdict, chosen)
        return verdict, chosen

    def _again(self, scope: Scope) -> tuple[Verdict, Reading] | None:
        """What is decided where the formula is read with other meanings; None where it can't be read so."""
        try:
            read = list(read_latex(self.source, scope, self.formula.label))
        except ReadError:
            return None
        return decide_readings(self._prepared(read), seed=self.seed)
