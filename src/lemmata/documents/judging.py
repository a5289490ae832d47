"""One formula, read and decided, with the doubts that the text around it raises."""


from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lemmata.documents.around import Around
from lemmata.documents.formats.blocks import Formula
from lemmata.documents.judgement.ahead import with_ahead
from lemmata.documents.judgement.anew import of_special_value, redefines
from lemmata.documents.judgement.bydensity import with_integrals
from lemmata.documents.judgement.cases import of_another
from lemmata.documents.judgement.chained import by_chain_rule, slopes_in
from lemmata.documents.judgement.chances import with_chances
from lemmata.documents.judgement.conditions import (
    again,
    as_condition,
    as_fact,
    beside_definitions,
    no_fact,
    of_this_sequence,
    only_if,
    only_where,
    restricting,
    solved,
    tried,
    without_values,
)
from lemmata.documents.judgement.determined import concluded, gives
from lemmata.documents.judgement.doubts import ambiguous, contradicted, doubted, introduced
from lemmata.documents.judgement.entries import known_entries, of_own_entries
from lemmata.documents.judgement.equations import ASSERTED, POSED
from lemmata.documents.judgement.grounds import (
    bounds_of,
    grounded,
    solving,
    supposed,
    under_last,
    with_heard,
    with_sought,
)
from lemmata.documents.judgement.identity import with_identity
from lemmata.documents.judgement.implied import INTRODUCED, implied, with_implicit
from lemmata.documents.judgement.indexed import with_instances
from lemmata.documents.judgement.instances import (
    shadowed,
    speaks_of_all,
    with_sizes_of_example,
)
from lemmata.documents.judgement.labelled import of_kind
from lemmata.documents.judgement.later import explained_later
from lemmata.documents.judgement.lawclaims import UNCOMPARED, ends_with_law, law_claim
from lemmata.documents.judgement.limits import approached
from lemmata.documents.judgement.links import Known
from lemmata.documents.judgement.literalshapes import contradicting_shapes
from lemmata.documents.judgement.looser import without_looser
from lemmata.documents.judgement.modelled import behind_model, modelled
from lemmata.documents.judgement.notation import in_own_notation
from lemmata.documents.judgement.optima import Told, has_optimum, optimal
from lemmata.documents.judgement.orders import at_special_place
from lemmata.documents.judgement.probabilities import is_datum, misshapen, without_old
from lemmata.documents.judgement.reshaped import outdated, taken_for_numbers, with_arrays
from lemmata.documents.judgement.rewritten import is_said_of_it, rewritten
from lemmata.documents.judgement.section import Section
from lemmata.documents.judgement.standing import is_slope
from lemmata.documents.judgement.unequal import unequal
from lemmata.documents.judgement.units import said_units
from lemmata.documents.judgement.unknown import is_deduced, of_all
from lemmata.documents.judgement.values import ready_for_number, sized, under_values
from lemmata.documents.judgement.wellknown import METHOD, is_name_of_field, well_known
from lemmata.documents.judgement.wordy import said_in_words
from lemmata.documents.language.intervals import beyond
from lemmata.documents.language.polarity import ASKED
from lemmata.documents.language.premises import CLAIMS
from lemmata.documents.language.subjects import operation_spoken_of
from lemmata.documents.language.symbols import names_in, symbol_list
from lemmata.documents.learning import EXISTS, learn
from lemmata.documents.prose.densities import with_densities
from lemmata.documents.prose.kinds import of_kinds, without_kinds
from lemmata.documents.prose.lawdensities import (
    as_values,
    is_known,
    of_two_meanings,
    with_densities_of_laws,
)
from lemmata.documents.prose.parameters import otherwise, settled_by
from lemmata.documents.rereading import (
    as_row_vectors,
    as_rows,
    as_sizes,
    as_supposed,
    is_hessian,
    other_logarithm,
    own_function,
)
from lemmata.engine.expr import symbols
from lemmata.engine.expr.claims import Reading
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.latex import read_latex
from lemmata.engine.readers.latex.iterates import with_steps
from lemmata.engine.readers.latex.sequences import by_place
from lemmata.engine.readers.scope import Role, Scope
from lemmata.engine.verdicts import Verdict, decide_readings, proved_quickly
from lemmata.engine.verdicts.verdict import FAILS, HOLDS

_SOME = 2  # words that a sentence has at least
_TRAILING = re.compile(r",\s*(?:\\(?:text|textrm|mathrm|mbox)\s*\{([^{}]*[a-z]{3}[^{}]*)\}|([a-z]{4,}))\s*\d[\d.]*\s*$")
_MAPSTO = re.compile(r"\\(?:long)?mapsto\b|↦")

# "the logistic function $g(z) = ...$ to obtain": what has a name of its own is given, whatever the sentence concludes.
_NAMED = re.compile(
    r"(?<!in terms of )(?<!using )(?<!via )(?<!through )\b(?:the|an?)\s+(?:(?!same\b|this\b)[\w-]+\s+){1,3}"
    r"(?:functions?|maps?|mappings?|activations?|"
    r"nonlinearit(?:y|ies)|kernels?|links?|polynomials?|losses|loss|penalt(?:y|ies))\W*$", re.IGNORECASE)
_WANTED = re.compile(r"\b(?:needs?|requir\w+|wants?|must|should|ensur\w+|such that|so that|choos\w+|suppos\w+|"
                     r"assum\w+)\b", re.IGNORECASE)

# "This removes the intercept and gives": of another thing than before.
_CHANGED = re.compile(r"\b(?:remov(?:es|ing)|replac(?:es|ing)|drop(?:s|ping)|omit(?:s|ting)|modifies|instead)\b"
                      r"[^.;]*\b(?:gives?|yields?|leads? to|results? in|becomes?|get|obtain)\b", re.IGNORECASE)
# "Take $f(x) = x^2$, then": what is taken anew does not follow.
_TAKES = re.compile(r"\b(?:let|take|taking|consider|considering|suppose|choose|choosing|say)(?: the function)?\s*$",
                    re.IGNORECASE)
# "Consider the function $f$. It is": of what was named before.
_IT_IS = re.compile(r"(?:[^⟦]*[.;])?\s*It (?:is|equals|becomes|has the (?:value|form))\W*")
_IDENTITY = re.compile(r"\b(?:identity|unit) matri(?:x|ces)\b", re.IGNORECASE)
_SATISFIES = re.compile(r"(?<!must )(?<!should )(?<!to )\b(?:satisf(?:y|ies)|fulfils?|obeys?|solves?)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Judged:
    """A verdict, the reading it is about, and the part of the formula that it marks."""

    verdict: Verdict
    reading: Reading | None = None
    mark: tuple[int, int] | None = None


class Judge:
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
            here.scope = scope
            found = Judge(self.formula, self.source, around, here, self.seed, again=True).judge()
            return replace(found, verdict=Verdict("condition", "reading", "names the entries"))
        if clash := ambiguous(read[0], self.source) or of_two_meanings(self.source, self.scope, around.words):
            return Judged(Verdict("undecided", "", f"{clash} stands for two things here"), read[0])
        if not read[0].claims:
            return Judged(Verdict("notation", "reading"), read[0])
        told = around.subjects & here.defined & set(names_in(self.source))
        asserts = around.role != "claim" and self._asserts(read[0])
        if _SATISFIES.search(around.lead) and (asserts or told):
            self.around = around = replace(around, stance=ASSERTED)  # no condition on what has a meaning
        same = is_said_of_it(around.lead) and here.defined & set(names_in(self.source.split("=")[0]))
        if around.stance == POSED and not _WANTED.search(around.words) and (same or has_optimum(read[0])):
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
            if limit[0].kind not in FAILS or not _WANTED.search(around.words):
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
        if verdict.kind == "definition" and around.role == "claim" and not around.defining:
            verdict, chosen = implied(verdict, chosen, here, around.words, seed)
        if verdict.kind in ("definition", "condition") and around.role in ("claim", "local", "near"):
            told = Told(around.words, around.lead, around.subjects | around.meant, around.before)
            verdict, chosen = optimal(verdict, chosen, here, self.scope, told, seed)
        if verdict.kind == "definition":
            verdict, chosen = rewritten(verdict, chosen, here, self.scope, (around.words, around.lead), seed)
        if verdict.kind == "definition":
            verdict, chosen = well_known(verdict, chosen, here, around.words, around.lead, seed)
        if verdict.kind in HOLDS and "\\in" in self.source and all(
                r.children[0] is r.children[-1] and any(s.domain == "function" for s in symbols(r))
                for c in chosen.claims for r in c.relations):
            verdict = Verdict("notation", "reading", "says from which set it is")  # the shape was taken from here
        if verdict.kind in HOLDS and around.defining:
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
        if around.role == "local" and here.defined & set(names_in(self.source)):
            verdict, chosen = no_fact(verdict, chosen)
        return verdict, chosen

    def _weighed(self, verdict: Verdict, chosen: Reading, readings: list[Reading]) -> Judged:
        """The verdict that the text bears; what the formula says is learned."""
        here, around = self.here, self.around
        failed = verdict.kind in FAILS
        unsaid = (*around.unsaid, *next((words for one, words in self.narrowed if one is chosen), ()))
        if trailing := _TRAILING.search(self.source):  # "2x + 1, remainder 3"
            unsaid = (*unsaid, trailing[1] or trailing[2])
        opaque = {**here.opaque, **here.unshaped(chosen)}
        known = Known(self.scope, opaque, stated=self.scope.premises, unread=around.binds.unread,
                      denied=around.denied, unsaid=unsaid, stance=around.stance, words=around.words,
                      source=self.source, everywhere=of_all(around.words), deduced=is_deduced(around.words))
        verdict = contradicted(doubted(verdict, chosen, known), around.denied)
        values = around.numbers.holding(
            around.place, {**known_entries(here.scope), **here.values}, around.binds.premises, here.scope)
        if around.foreign and verdict.kind in FAILS and symbols(*(r for c in chosen.claims for r in c.relations)):
            verdict = Verdict("undecided", "", "the words around it are in a language that is not read")
        verdict, chosen = solving(verdict, chosen, here, self.stated, self.seed)
        verdict, chosen = under_values(
            verdict, chosen, readings, known, values, around.numbers.weight(around.place), self.seed)
        verdict = at_special_place(verdict, chosen, around.words, self.scope)
        verdict = of_this_sequence(of_kind(verdict, chosen, around.lead, self.seed), around.words)
        if around.binds.needed:
            verdict = only_where(verdict, chosen, around.binds.needed, known, self.seed)
        if around.role == "claim" and around.stance == ASSERTED and not EXISTS.search(around.words) and not (
                speaks_of_all(around.words) or around.denied) and not all(
                restricting(r) for c in chosen.claims for r in c.relations):
            verdict, chosen = supposed(verdict, chosen, here, self.stated, self.seed,
                                       around.maybe if around.taken_up else ())
        named = _NAMED.search(around.lead) is not None
        changed = _CHANGED.search(around.words) is not None
        concluding = around.concluding and not (named or changed or _TAKES.search(around.lead))
        anew = verdict.kind in ("refuted", "condition") and not concluding and around.role != "property"
        wordless = len(re.findall(r"[A-Za-z]{2,}", around.words)) < _SOME
        asserted = around.stance == ASSERTED
        said_of = (_IT_IS.fullmatch(around.lead) is not None or is_said_of_it(around.lead)) and any(
            one.name in around.last_named for one in symbol_list(self.source.split("=")[0]))
        anew = anew and not (is_known(self.source, here.scope) or verdict.method == METHOD or said_of)
        anew = anew and not of_special_value(self.source, around.binds.premises, here.scope)
        if anew and redefines(self.source, here.scope, around.defining or changed, wordless, asserted):
            return self._start_anew()
        head = symbol_list(self.source.split("=")[0])
        if verdict.kind == "refuted" and around.at_value and len(head) == 1 and head[0].name in here.at_values:
            return self._start_anew()  # "for $n = 1$ we get $m = x_1$, for $n = 2$ ..."
        if verdict.kind in ("refuted", "condition") and around.role != "property" and (
                name := own_function(self.source, here.scope, around.words)):
            return self._start_anew(Role((), "function", ((),), source="formula"), name)
        given = here.defined & {name.removesuffix("_prime") for name in names_in(self.source)}
        verdict = of_another(verdict, around.lead, given, here.described, here.sources)
        if verdict.kind in FAILS and (name := beyond(self.source, here.ranges)):
            verdict = Verdict("undecided", "", f"the text looks at {name} on another interval")
        with_sought(here, verdict, chosen)
        if around.heard and verdict.kind not in FAILS:
            here.slopes = {**here.slopes, **slopes_in(self.source, here.scope)}
        if around.heard and around.role in ("claim", "given", "property"):
            with_implicit(here, verdict, chosen, around.stance == POSED)
        if failed and verdict.kind not in FAILS:
            here.doubt(introduced(chosen, self.scope), INTRODUCED if verdict.kind == "definition" else "")
        role = around.role
        if is_datum(verdict, chosen):
            here.scope, chosen, role = without_old(here.scope, chosen), as_condition(chosen), "given"
        elif verdict.kind == "condition":
            if around.heard and not around.unsaid:
                with_heard(here, [r for c in chosen.claims if c.kind == "condition" for r in c.relations],
                           EXISTS.search(around.words) is not None)
            here.doubt(misshapen(chosen, self.scope))
            if role == "case":
                here.doubt(names_in(self.source), "in one case")
        defined = next((c.defines.name for c in chosen.claims if c.defines is not None), "")
        if verdict.kind == "definition" and defined in around.partly:
            here.doubt([defined], "in one case")
            return Judged(verdict, chosen)
        if verdict.kind == "definition" and around.at_value:
            here.at_values |= {defined}
        if self.scope is self.stated:  # else it is about sequences, which are none in other formulas
            self._learn(chosen, role)
        return Judged(in_own_notation(verdict, chosen, self.source, self.scope, self.seed), chosen)

    @property
    def _tells(self) -> bool:
        """Whether something is learned from the formula: not where the text denies or imagines it."""
        return self.around.denied in ("", ASKED)

    def _learn(self, reading: Reading, role: str) -> None:
        if not self._tells:
            return
        self.here.values = self.around.numbers.after(self.around.place, role, self.here.values, reading)
        for claim in reading.claims:  # "there is a $t \\in [0, 1)$ such as $t = 1 - a/b$": that lies there too
            known = None if claim.defines is None else self.here.scope.lookup(claim.defines.name)
            if known is not None and known.source == "prose" and len(claim.relations) == 1:
                with_heard(self.here, bounds_of(claim.relations[0].children[-1], known.domain), existing=False)
        before = self.here.scope
        learn(self.here, reading, role, self.around.words, self.around.binds.premises, self.source)
        self.here.scope = without_kinds(before, self.here.scope, self.around.kinds)
        for name in self.example:
            with_sizes_of_example(name, self.here)

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

    def _again(self, scope: Scope) -> tuple[Verdict, Reading] | None:
        """What is decided where the formula is read with other meanings; None where it can't be read so."""
        try:
            read = list(read_latex(self.source, scope, self.formula.label))
        except ReadError:
            return None
        return decide_readings(self._prepared(read), seed=self.seed)

    def _start_anew(self, role: Role | None = None, name: str = "") -> Judged:
        """Read a definition as if its name were new; `role`: what it is, where its letter has a meaning by habit."""
        here = self.here
        name = name or symbol_list(self.source.split("=")[0])[0].name
        old = here.scope.lookup(name)
        here.scope = here.scope.forget(name) if role is None else here.scope.declare(name, role)
        here.opaque = {known: words for known, words in here.opaque.items() if known != name}
        renewed = Verdict("definition", "reading", f"gives {name} a new meaning")
        try:
            readings = list(read_latex(self.source, here.scope, self.formula.label))
        except ReadError:
            here.doubt([name])
            return Judged(renewed)
        verdict, chosen = decide_readings(readings, seed=self.seed)
        numbers = all(not symbols(*c.relations) for c in chosen.claims if c.kind == "claim")  # `s = 3 * 4 = 13`
        kept = verdict.kind == "refuted" and verdict.near is not None and not self.around.denied and (
            old is not None and old.definition is None and is_name_of_field(name, self.around.words))
        if (verdict.kind in FAILS and not numbers and not kept) or verdict.kind == "condition":
            verdict = renewed
            here.doubt([name])
        self._learn(chosen, "claim")
        return Judged(verdict, chosen)
