"""The verdict that a text bears: doubts, special places, names that are used anew; what a formula tells its section."""

from __future__ import annotations

import re

from lemmata.documents.deciding import Deciding, Judged
from lemmata.documents.judgement.anew import of_special_value, redefines
from lemmata.documents.judgement.cases import of_another
from lemmata.documents.judgement.chained import slopes_in
from lemmata.documents.judgement.conditions import (
    as_condition,
    of_this_sequence,
    only_where,
    restricting,
)
from lemmata.documents.judgement.dated import numbers_told, of_other_values, with_numbers
from lemmata.documents.judgement.determined import SOUGHT
from lemmata.documents.judgement.doubts import contradicted, doubted, introduced
from lemmata.documents.judgement.entries import known_entries
from lemmata.documents.judgement.equations import ASSERTED, POSED
from lemmata.documents.judgement.grounds import (
    bounds_of,
    solving,
    supposed,
    with_heard,
    with_sought,
)
from lemmata.documents.judgement.implied import INTRODUCED, with_implicit
from lemmata.documents.judgement.instances import (
    speaks_of_all,
    with_sizes_of_example,
)
from lemmata.documents.judgement.labelled import of_kind
from lemmata.documents.judgement.links import Known
from lemmata.documents.judgement.notation import in_own_notation
from lemmata.documents.judgement.orders import at_special_place
from lemmata.documents.judgement.othercase import of_another_case
from lemmata.documents.judgement.probabilities import is_datum, misshapen, without_old
from lemmata.documents.judgement.rewritten import is_said_of_it, restates
from lemmata.documents.judgement.unknown import is_deduced, of_all, unheld
from lemmata.documents.judgement.values import given, under_values
from lemmata.documents.judgement.wellknown import METHOD, is_name_of_field
from lemmata.documents.language.intervals import beyond
from lemmata.documents.language.polarity import ASKED
from lemmata.documents.language.symbols import names_in, symbol_list
from lemmata.documents.learning import EXISTS, learn, with_sizes_anew
from lemmata.documents.prose.kinds import without_kinds
from lemmata.documents.prose.lawdensities import (
    is_known,
)
from lemmata.documents.rereading import (
    own_function,
)
from lemmata.engine.expr import symbols
from lemmata.engine.expr.claims import Reading
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.latex import read_latex
from lemmata.engine.readers.scope import Role
from lemmata.engine.verdicts import Verdict, decide_readings
from lemmata.engine.verdicts.verdict import FAILS, HOLDS

_SOME = 2  # words that a sentence has at least
_TRAILING = re.compile(r",\s*(?:\\(?:text|textrm|mathrm|mbox)\s*\{([^{}]*[a-z]{3}[^{}]*)\}|([a-z]{4,}))\s*\d[\d.]*\s*$")
# "the logistic function $g(z) = ...$ to obtain": what has a name of its own is given, whatever the sentence concludes.
_NAMED = re.compile(
    r"(?<!in terms of )(?<!using )(?<!via )(?<!through )\b(?:the|an?)\s+(?:(?!same\b|this\b)[\w-]+\s+){1,3}"
    r"(?:functions?|maps?|mappings?|activations?|"
    r"nonlinearit(?:y|ies)|kernels?|links?|polynomials?|losses|loss|penalt(?:y|ies))\W*$", re.IGNORECASE)
# "This removes the intercept and gives": of another thing than before.
_CHANGED = re.compile(r"\b(?:remov(?:es|ing)|replac(?:es|ing)|drop(?:s|ping)|omit(?:s|ting)|modifies|instead)\b"
                      r"[^.;]*\b(?:gives?|yields?|leads? to|results? in|becomes?|get|obtain)\b", re.IGNORECASE)
# "Take $f(x) = x^2$, then": what is taken anew does not follow.
_TAKES = re.compile(r"\b(?:let|take|taking|consider|considering|suppose|choose|choosing|say)(?: the function)?\s*$",
                    re.IGNORECASE)
# "Consider the function $f$. It is": of what was named before.
_IT_IS = re.compile(r"(?:[^⟦]*[.;])?\s*It (?:is|equals|becomes|has the (?:value|form))\W*")


class Weighing(Deciding):
    """What the text around a formula bears of its verdict, and what its section learns from it."""

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
                      source=self.source, everywhere=of_all(around.words), deduced=is_deduced(around.words),
                      elsewhere=here.elsewhere(self.source), spoken=here.spoken)
        verdict = contradicted(unheld(doubted(verdict, chosen, known), chosen, self.scope), around.denied)
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
        concluding = (around.concluding or restates(around.lead)) and not (
            named or changed or _TAKES.search(around.lead))
        anew = verdict.kind in ("refuted", "condition") or verdict.method == SOUGHT
        anew = anew and not concluding and around.role != "property"
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
        meanings = here.defined & {name.removesuffix("_prime") for name in names_in(self.source)}
        verdict = of_another(verdict, around.lead, meanings, here.described, here.sources)
        verdict = of_other_values(verdict, self.source, here)
        verdict = of_another_case(verdict, self.source, around.opening, here)
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
        if around.unsaid and verdict.kind in ("condition", "definition") and (scaled := given(chosen)):
            here.doubt(scaled, around.unsaid[0])  # "$N = 70$ million"
            return Judged(verdict, chosen)
        if verdict.kind == "definition" and around.at_value:
            here.at_values |= {defined}
        if verdict.kind not in ("notation", *HOLDS):
            here.mention(self.source)
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
        numbers = numbers_told(self.here)
        self.here.values = self.around.numbers.after(self.around.place, role, self.here.values, reading)
        for claim in reading.claims:  # "there is a $t \\in [0, 1)$ such as $t = 1 - a/b$": that lies there too
            known = None if claim.defines is None else self.here.scope.lookup(claim.defines.name)
            if known is not None and known.source == "prose" and len(claim.relations) == 1:
                with_heard(self.here, bounds_of(claim.relations[0].children[-1], known.domain), existing=False)
        before = self.here.scope
        learn(self.here, reading, role, self.around.words, self.around.binds.premises, self.source)
        self.here.scope = with_sizes_anew(before, without_kinds(before, self.here.scope, self.around.kinds))
        with_numbers(self.here, numbers, role == "claim")
        for name in self.example:
            with_sizes_of_example(name, self.here)

    def _start_anew(self, role: Role | None = None, name: str = "") -> Judged:
        """Read a definition as if its name were new; `role`: what it is, where its letter has a meaning by habit."""
        here = self.here
        heads = [symbol_list(head) for head in self.source.split("=")[:-1]]  # `a = b = 0`: both
        name = name or heads[0][0].name
        old = here.scope.lookup(name)
        if role is not None:
            here.scope = here.scope.declare(name, role)
        for again in [name, *(head[0].name for head in heads[1:] if len(head) == 1)] if role is None else ():
            here.scope = here.scope.forget(again)
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
