"""One sentence of a document: what it says around each of its formulas, and what is left of it at its stop."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from lemmata.documents.around import Around
from lemmata.documents.formats.blocks import Formula
from lemmata.documents.judgement.ahead import names_ahead
from lemmata.documents.judgement.conditions import is_concluding
from lemmata.documents.judgement.equations import says_definition, stance
from lemmata.documents.judgement.grounds import bounds_of, with_heard
from lemmata.documents.judgement.limits import variable_of
from lemmata.documents.judgement.othercase import becomes, opens_case
from lemmata.documents.judgement.section import names_of
from lemmata.documents.judgement.suppositions import end as end_supposition
from lemmata.documents.judgement.suppositions import refuted, renewed
from lemmata.documents.language.claimed import LINK
from lemmata.documents.language.intervals import bounds_in, free_letter, in_ranges
from lemmata.documents.language.polarity import as_text, hedged, implied
from lemmata.documents.language.premises import Bound, bound_by, negation, otherwise
from lemmata.documents.language.stationarity import zero_slope
from lemmata.documents.language.symbols import names_in, symbol_list
from lemmata.documents.learning import condition_of, relations_of
from lemmata.documents.prose.passing import gives_value
from lemmata.documents.prose.roles import with_sizes_of
from lemmata.documents.telling import Telling
from lemmata.engine.expr import Expr, symbol, symbols
from lemmata.engine.readers.scope import Role

_CASE = re.compile(r"^\W*(?:if|when|whenever|for)\b", re.IGNORECASE)
_LASTING = re.compile(r"\b(?:we|use[sd]?|throughout|convention|always|here|all|notation)\b", re.IGNORECASE)
_ARROW = re.compile(r"\\(?:to|rightarrow|longrightarrow)\b|→")
# "85 million", "85M"
_SCALE = re.compile(r"[\s~]*(thousand|million|billion|trillion|percent|per cent|%|[kKMGTB](?![A-Za-z])|[kMGT]B\b)",
                    re.IGNORECASE)
_GIVES = re.compile(r"\b(?:gives?|yields?)\b", re.IGNORECASE)
_OTHERWISE = re.compile(r"\b(?:otherwise|else|in general|without (?:this|that|it))\b", re.IGNORECASE)


class Sentence(Telling):
    """A sentence in its section: made, it has told what its words say; `around` each formula; `end` at its stop."""

    def text(self, segment: str) -> None:
        """A piece of text before a formula: behind "otherwise" the conditions in words hold no more."""
        if self.spelled and _OTHERWISE.search(segment):
            self.spelled, self.unsaid = (), (*self.unsaid, "otherwise")
        if refuted(self.here, segment):
            end_supposition(self.here)

    def around(self, place: int) -> Around:
        """What is said of the formula at a place; the sentence speaks of its left side from here on."""
        here, formula = self.here, self.formulas[place]
        binds = self._within(place, bound_by(self.bound.get(place, ()), self.conditions, self.sources))
        if otherwise(self.plain, place) and not self.bound.get(place):  # than what the sentence before supposed
            negated = [negation(renewed(r, self.here.scope)) for r in self.supposed]
            known = negated[0] if len(negated) == 1 else None
            binds = replace(binds, premises=(*binds.premises, known)) if known is not None else replace(
                binds, unread=(*binds.unread, "otherwise"))
        found = Around(
            role=self.roles[place],
            binds=replace(binds, premises=(*binds.premises, *self.points, *self.spelled, *self.made.premises)),
            stance=stance(self.plain, place, here.defined), denied=self.denied[place],
            defining=says_definition(self.plain, place), place=place, words=self.words,
            concluding=self._concluding(place),
            unsaid=(*self.unsaid, *self._open(place)), kinds=self.kinds, subjects=self.subjects, meant=self.meant,
            last_named=self.last_named,
            ahead=tuple(names_ahead(self.formulas, self.roles, self.leads, place, here.scope)),
            fixed=self.fixed.get(place), numbers=self.numbers, partly=self.partly, lead=self.leads[place],
            before=next((f.source for k, f in reversed(self.formulas.items()) if k < place), ""),
            grounds=self._grounds(place), tending=self._tending(place),
            examples=frozenset(n for names in self.examples.values() for n in names),
            behind=self._behind(place), foreign=self.foreign,
            heard=not self.denied[place] and place not in self.maybe | self.outside and not implied(self.plain, place),
            maybe=() if otherwise(self.plain, place) else self._still(binds.premises), taken_up=self.taken_up,
            zero=zero_slope(self.marked, place, self.beside, self.zero),
            at_value=any(gives_value(self.sources[one.condition]) for one in self.bound.get(place, ())
                         if one.condition in self.sources and not one.negated),
            opening=becomes(as_text(self.plain[place + 1:place + 2])) or (
                self._is_given(place) and opens_case(as_text(self.plain[:place]))))
        self.subjects |= {one.name.removesuffix("_prime") for one in symbol_list(formula.source.split("=")[0])}
        return found

    def _concluding(self, place: int) -> bool:
        """Whether the formula follows, as the words say: not what "gives" another one behind it."""
        before, behind = (" ".join(s for s in part if isinstance(s, str))
                          for part in (self.plain[:place], self.plain[place:]))
        return self.concluding and (is_concluding(before) or is_concluding(_GIVES.sub("", behind)))

    def _still(self, own: Sequence[Expr]) -> tuple[Expr, ...]:
        """What the sentence before supposed, but of what this one supposes anew."""
        anew = {s.name for r in own for s in symbols(r)}
        found = (r for r in self.supposed if not {s.name for s in symbols(r)} <= anew)
        return tuple(renewed(r, self.here.scope) for r in found)

    def _open(self, place: int) -> tuple[str, ...]:
        """Words that leave open under which conditions a formula stands."""
        outside = self.here.outside
        against = ("what is supposed here is to be refuted",) if outside is not None and outside.against else ()
        behind = self.plain[place + 1] if place + 1 < len(self.plain) else ""
        scale = _SCALE.match(behind) if isinstance(behind, str) and self.formulas[place].source[-1:].isdigit() else None
        return (*against, *hedged(self.plain, place), *((scale[1],) if scale is not None else ()))

    def _grounds(self, place: int) -> tuple[Expr, ...]:
        """The relations that the sentence gives as reasons for what it claims at a place."""
        return tuple(r for k in self.reasons.get(place, ()) for r in condition_of(self.here, self.formulas[k]) or ())

    def _tending(self, place: int) -> tuple[Expr, ...]:
        if not _ARROW.search(self.formulas[place].source):
            return ()
        others = (f for k, f in self.formulas.items() if k != place and _ARROW.search(f.source))
        return tuple(r for f in others for r in condition_of(self.here, f) or () if variable_of(r) is not None)

    def _behind(self, place: int) -> tuple[Formula, ...]:
        """The examples of which the formula is said: "$\\det A = 3$ for $A = ...$"."""
        used = names_in(self.formulas[place].source)
        bound = {one.condition for one in self.bound.get(place, ()) if not one.negated and not one.alternative}
        return tuple(self.formulas[k] for k, names in self.examples.items() if k > place and any(
            name in used for name in names) and (
            k in bound or self.roles[k] in ("given", "property")))

    def _is_given(self, place: int) -> bool:
        """Whether it is no claim, or one of several that are none: "With $a = 1$, $b = a$, $c = 2$ we get"."""
        after = place + 2
        goes_on = after in self.formulas and LINK.match(str(self.plain[place + 1])) is not None
        return self.roles[place] != "claim" or (goes_on and self.roles[after] in ("property", "given"))

    def _within(self, place: int, binds: Bound) -> Bound:
        """With the intervals in which the formula's letters lie: "on $[0, 1]$, $f(x) \\ge 0$"."""
        here, source = self.here, self.formulas[place].source
        told = in_ranges(source, here.ranges, here.defined)
        unread = list(binds.unread)
        for one in self.bound.get(place, ()):
            interval = self.intervals.get(one.condition)
            if interval is None:
                continue
            letter = free_letter(source, here.scope)
            if letter is None or one.negated:  # a definition may be followed by where it is least
                unread += [interval] if one.negated or here.defined & set(names_in(source)) else []
            elif letter:
                self._number(letter)
                told += bounds_in(letter if len(letter) == 1 else f"\\{letter}", interval)
        found = [(source, relations_of(here, source)) for source in dict.fromkeys(told)]
        unread += [source for source, relations in found if relations is None]
        premises = tuple(r for _, relations in found for r in relations or ())
        return replace(binds, premises=binds.premises + premises, unread=tuple(unread))

    def _number(self, name: str) -> None:
        """A letter that lies in an interval is a number, in this sentence."""
        if self.here.scope.lookup(name) is None:
            self.here.scope = self.here.scope.declare(name, Role((), "real", source="prose"))
            self.passing = self.passing | {name}

    def end(self) -> None:
        """What held in this sentence only is forgotten: a bound "for x > 0" ends with it."""
        here = self.here
        here.maybe, here.other_case = self.supposes, False
        here.spoken += " " + self.marked.text.lower()  # without what it denies
        here.values = {n: v for n, v in self.numbers.end(here.values).items() if n not in self.partly}
        with_heard(here, self.spelled, existing=True)
        after = here.scope
        unheard = names_of(f for k, f in self.formulas.items() if k in self.maybe | self.outside or self.denied[k])
        for name in self.passing - self.numbers.numbers(here.values):
            before, now = self.outer.lookup(name), after.lookup(name)
            if now is not None and now.definition is None:
                if not now.shape and name not in unheard:
                    with_heard(here, bounds_of(symbol(name), now.domain), existing=False)
                after = after.forget(name)
                if before is not None:
                    after = after.declare(name, before)
        for name in self.supposed_kinds:
            before, now = self.entering.lookup(name), after.lookup(name)
            if now is not None and now.definition is None and (before is None or before.domain != now.domain):
                here.only_if = {**here.only_if, name: now}
                after = after.forget(name).declare(name, replace(now, domain="" if before is None else before.domain))
        # `n = N - 1` of "even around $n = N - 1$" says of one point only what n is
        for name in self._at_places() | self.meaning:
            before, now = self.outer.lookup(name), after.lookup(name)
            if now is not None and (before is None or now.definition is not before.definition):
                after = after.forget(name) if before is None else after.forget(name).declare(name, before)
        for name, role in self.again.items():  # an example, of which this sentence did not speak
            after = after.forget(name).declare(name, role)
        if _CASE.search(self.words):
            after = with_sizes_of(after, self.entering, self.said.said)
        if "layout" in self.said.options and not _LASTING.search(self.words):
            after = after.with_options(layout=self.entering.options.get("layout", ""))
        here.scope = after
