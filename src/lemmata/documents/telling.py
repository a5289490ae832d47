"""What one sentence of a document tells its section: the words of symbols, conditions, numbers and what it denies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from lemmata.documents.formats.blocks import Comment, Formula, Segment
from lemmata.documents.judgement.ahead import laws_ahead, laws_that_follow
from lemmata.documents.judgement.chances import with_random_conditions
from lemmata.documents.judgement.conditions import is_concluding
from lemmata.documents.judgement.instances import examples, general_again
from lemmata.documents.judgement.section import Section, names_of
from lemmata.documents.judgement.suppositions import begin
from lemmata.documents.judgement.unknown import with_any_functions, with_probabilities
from lemmata.documents.judgement.values import Numbers
from lemmata.documents.language.claimed import is_place, roles_of
from lemmata.documents.language.foreign import is_foreign
from lemmata.documents.language.intervals import intervals, ranges_told
from lemmata.documents.language.marked import marked
from lemmata.documents.language.namingwords import told
from lemmata.documents.language.polarity import ASKED, WOULD, denied
from lemmata.documents.language.premises import (
    binding_partly,
    bindings,
    reasons_of,
    supposing,
)
from lemmata.documents.language.stationarity import slope_set
from lemmata.documents.language.subjects import spoken_of, with_subject
from lemmata.documents.language.symbols import mention, names_in, symbol_list
from lemmata.documents.learning import condition_of, define_spelled, learn_spelled, relations_of
from lemmata.documents.prose.conditionals import fixed_values
from lemmata.documents.prose.densities import densities_of_families, spoken_densities
from lemmata.documents.prose.depending import with_depending
from lemmata.documents.prose.functions import named_functions, spoken_functions, with_functions
from lemmata.documents.prose.independence import with_random
from lemmata.documents.prose.made import of_made, tied
from lemmata.documents.prose.masses import finite_laws, masses_at_values, with_finite_laws
from lemmata.documents.prose.minimisers import is_optimum, restricts_points
from lemmata.documents.prose.moments import with_moments
from lemmata.documents.prose.parameters import spoken_parameters
from lemmata.documents.prose.passing import (
    all_alike,
    all_independent,
    in_one_dimension,
    of_numbers,
    supposed_kinds,
)
from lemmata.documents.prose.reader import read_sentence
from lemmata.documents.prose.roles import (
    bits_of_variables,
    clashing,
    counted_from,
    regular_matrices,
    signs_of_variables,
    with_primed,
    with_said,
)
from lemmata.documents.prose.said import Said
from lemmata.documents.prose.spaces import spoken_bases, spoken_inner, spoken_norm, spoken_spaces, with_basis
from lemmata.documents.prose.spectra import spoken_spectra
from lemmata.documents.prose.stacked import with_stacked
from lemmata.engine.expr import Apply, Expr, Size, symbol, symbols
from lemmata.engine.ops import apply
from lemmata.engine.readers.latex.members import with_set
from lemmata.engine.readers.latex.sets import with_space
from lemmata.engine.readers.scope import Role, Scope

_FEW = 2  # words that tell a language at least
_SYMMETRIC = ("symmetric", "semidefinite", "posdef", "diagonal")
_PARTLY = re.compile(
    r"\b(?:if|when|whenever|for|except|otherwise|else|unless|while|whereas|where|respectively|cases?)\b", re.IGNORECASE)
# "Then", "In this case", "for such $x$": what the sentence before supposed is still supposed.
_TAKEN_UP = re.compile(
    r"^\W*(?:(?:and|so|but) )?(?:then|there|moreover|furthermore|in addition|also|under (?:this|these|that|such) \w+|"
    r"in (?:this|that|which|such an?) (?:case|situation|event|setting))\b|"
    r"\b(?:for|with|of|under|any|every|all) (?:(?:all|any|every) )?such\b|\b(?:for|of) (?:these|those)\b",
    re.IGNORECASE)


class Telling:
    """A sentence that has told its section what its words say of symbols, for good and for itself."""

    def __init__(self, segments: Sequence[Segment], here: Section, before: Telling | None, standing: tuple[str, ...],
                 following: str = "", quiz: bool = False):
        self.here = here
        self.plain = [s for s in segments if not isinstance(s, Comment)]
        self.formulas = {k: s for k, s in enumerate(self.plain) if isinstance(s, Formula)}
        self.leads = {k: self._lead(k) for k in self.formulas}
        self.roles = roles_of(self.plain)
        self.bound = bindings(self.plain, self.roles)
        self.reasons = reasons_of(self.plain, self.roles)
        self.words = " ".join(s for s in self.plain if isinstance(s, str))
        beside = before.words if before is not None else ""
        self.denied = {k: denied(self.plain, k, beside, following) or (ASKED if quiz else "") for k in self.formulas}
        self.maybe, self.outside = supposing(self.plain, self.roles)
        self.supposed = here.maybe
        self.taken_up = _TAKEN_UP.search(self.words) is not None
        begin(here, self.words)
        self.introduced = names_of(self.formulas.values())
        self.bare = names_of(one for one in self.formulas.values() if symbol_list(one.source))
        self.last_named = frozenset[str]() if before is None else frozenset(before.introduced)
        self.meant = frozenset() if before is None else frozenset(
            spoken_of(self.words, here.described, before.words, before.introduced, before.bare))
        self.marked, self.before = marked(self.plain), None if before is None else before.marked
        self.beside, self.zero = beside, None if before is None else slope_set(before.marked, before.beside)
        self.concluding = is_concluding(self.words)
        wordless = len(re.findall(r"[^\W\d_]{2,}", self.words)) < _FEW
        self.foreign: bool = is_foreign(self.words) or (wordless and before is not None and before.foreign)
        self.numbers = Numbers(self.plain)
        self.fixed = fixed_values(self.plain)
        self.partly = self._partly()
        self.subjects: frozenset[str] = frozenset()
        self.intervals = intervals(self.plain)
        here.ranges = {**here.ranges, **ranges_told(self.plain, self.intervals)}
        said = self._tell()
        self.said, self.standing = said, (*standing, *said.standing)
        self.unsaid, self.kinds = (*self.standing, *said.unread, *sorted(self.made.unspelled)), tuple(said.kinds)
        self._suppose()

    def _tell(self) -> Said:
        """What the words say of symbols becomes known to the section."""
        here, roles = self.here, self.roles
        staying = names_of(s for k, s in self.formulas.items() if roles[k] not in ("local", "near"))
        self.passing = names_of(s for k, s in self.formulas.items() if roles[k] in ("local", "near")) - staying
        partly = binding_partly(roles, self.bound)
        words = with_subject(self.marked, self.before)
        said = read_sentence(words, [k for k, s in self.formulas.items() if k in partly or (
            roles[k] == "local" and names_of([s]) & staying)], [k for k in self.formulas if self.denied[k]],
            frozenset(s.name for law in here.scope.laws for s in symbols(law.args[0])))
        members = {one.name for s in self.formulas.values() if (m := mention(s.source)).kind == "member"
                   for one in m.names}
        again = general_again(members, here.scope)
        self.again = {n: r for n in again & self.passing if (r := here.scope.lookup(n)) is not None}
        if self.concluding:
            made = laws_that_follow(self.formulas, self.leads, here.scope)
            said = replace(said, renewed=said.renewed - made,
                           said={n: one for n, one in said.said.items() if n not in made})
        numbers = self.numbers.renewed - {n for n in self.numbers.restricted if tied(here.scope, n)}
        here.renew(said.renewed | numbers | again | _others(here.scope, said))
        here.scope = with_primed(here.scope, [f.source for f in self.formulas.values()])
        here.scope = counted_from(here.scope, [one for f in self.formulas.values() for one in mention(f.source).names])
        for name, sizes in spoken_spaces(words).items():
            here.scope = with_space(here.scope, name, sizes)
        if (norm := spoken_norm(words)) is not None:
            here.scope = here.scope.with_options(norm=norm)
        here.scope = here.scope.with_options(inner=spoken_inner(words))
        if bases := spoken_bases(words):
            said = replace(said, said={n: one for n, one in said.said.items() if n not in bases},
                           laws=[law for law in said.laws if not bases & set(names_in(law))],
                           opaque={n: one for n, one in said.opaque.items() if n not in bases})
            here.scope = with_basis(here.scope, bases)
        if in_one_dimension(self.words):
            here.scope = of_numbers(here.scope)
        self.entering = here.scope
        here.only_if = {n: role for n, role in here.only_if.items() if n not in said.said or not said.said[n].domain}
        self.supposed_kinds = supposed_kinds(words, said)
        self._declare(said)
        if restricts_points(self.words):
            here.scope = here.scope.with_options(constrained=True)
        at_values = masses_at_values([f.source for f in self.formulas.values()])
        made = self._made_of_variables()
        said = replace(said, laws=[law for law in said.laws if not made & set(names_in(law.partition("\\sim")[0]))])
        for law in (*said.laws, *laws_ahead(self.formulas), *at_values):
            if is_optimum(law) and "constrained" in here.scope.options:  # over which points is not known
                here.doubt(names_in(law.partition("=")[0]), "a point where something is least")
                continue
            learn_spelled(here, law, self.words)
        symmetric = frozenset(n for n, role in here.scope.roles.items() if role.domain in _SYMMETRIC)
        spectra = spoken_spectra(words, symmetric)
        for one in spectra.spelled:
            learn_spelled(here, one.source, self.words, lists=True)
        here.scope = with_stacked(here.scope, said.stacked)
        here.scope = spoken_parameters(words, densities_of_families(
            words, spoken_densities(words, here.scope, {*said.said, *said.renewed})))
        masses = finite_laws(words)
        here.scope = with_finite_laws(masses, here.scope)
        functions, called = spoken_functions(words), named_functions(words)
        here.scope = with_functions(functions, called, here.scope)
        spelled = {name for one in spectra.spelled for name in names_in(one.source.partition("=")[0])}
        understood = {*masses, *called, *(n for n, one in functions.items() if one is not None), *spelled}
        opaque = {n: w for n, w in told(here.opaque, said.opaque).items() if n not in understood}
        here.opaque = {**opaque, **dict(spectra.open)}
        entries = {one.name for f in self.formulas.values() for one in mention(f.source).names if one.rank == 1}
        for name in (name for group in said.alike for name in group):
            role = here.scope.lookup(name)
            if role is None or (role.source == "prose" and role.domain in ("", "real") and role.definition is None):
                shape = role.shape if role is not None else (Size.of(f"?{name}0"),) if name in entries else ()
                here.scope = here.scope.declare(name, Role(shape, "variable", source="prose"))
        here.alike += tuple(g for g in said.alike if g not in here.alike)
        here.independent += tuple(g for g in said.independent if g not in here.independent)
        here.passing = (*said.independent_here, *all_independent(words))
        here.passing_alike = tuple(all_alike(words))
        here.scope = with_random(said.independent, self.words, here.scope)
        introduced = {n for n, one in said.said.items() if one.domain == "function"} - set(functions)
        here.scope = with_probabilities(with_any_functions(here.scope, introduced, words), words)
        here.scope = with_depending(here.scope, words)
        anew = said.renewed | introduced
        here.shaped = {**{n: kind for n, kind in here.shaped.items() if n not in anew}, **said.shaped}
        here.heard_shaped = {n: k for n, k in {**here.heard_shaped, **here.shaped_here}.items() if n not in anew}
        here.shaped_here = said.shaped_here
        random = {name for group in (*said.independent, *said.independent_here) for name in group}
        here.scope, unused = with_moments(words, here.scope, random)
        here.opaque = {**here.opaque, **unused}
        here.scope = with_random_conditions({k: f.source for k, f in self.formulas.items()}, roles, here.scope)
        return said

    def _made_of_variables(self) -> set[str]:
        """Names that a formula here makes of variables: "$Z = S X$ is normal" says what law Z has by that."""
        found = set()
        for formula in self.formulas.values():
            left, equals, right = formula.source.partition("=")
            head = symbol_list(left)
            parts = (self.here.scope.lookup(name) for name in names_in(right)) if equals else ()
            if len(head) == 1 and any(role is not None and role.domain == "variable" for role in parts):
                found.add(head[0].name)
        return found

    def _declare(self, said: Said) -> None:
        here, before = self.here, self.here.scope
        staying = {n: s for n, s in said.said.items() if n not in self.passing}
        scope = with_said(before, staying)
        scope = scope.with_options(**said.options) if said.options else scope
        if "log" in said.options:
            others = tuple(o for o in before.options.get("settled", ()) if o != "log")
            scope = scope.with_options(settled=(*others, "log") if said.lasting_base else others)
        for name in said.sets:
            scope = with_set(scope, name)
        here.doubt(clashing(before, said.said))
        lasting = of_made(before, scope, said.said, self.numbers.restricted - self.supposed_kinds)
        self.made = of_made(before, scope, said.said, self.supposed_kinds)
        here.doubt(lasting.unspelled)
        positive = (apply("ge", symbol(n, (), "natural"), 1) for n, s in said.said.items() if s.positive)
        mentions = (mention(f.source) for f in self.formulas.values())
        here.scope = scope.assume(*positive, *signs_of_variables(scope, staying), *bits_of_variables(scope, mentions),
                                  *regular_matrices(before, scope, said.said), *lasting.premises)

    def _suppose(self) -> None:
        """What holds in this sentence only."""
        here, said = self.here, self.said
        self.outer = here.scope
        here.scope = with_said(self.outer, {n: s for n, s in said.said.items() if n in self.passing})
        self.examples = {k: names for k, s in self.formulas.items() if (names := examples(s.source, here.scope))}
        binding = {one.condition for bound in self.bound.values() for one in bound}
        self.conditions = {k: () if k in self.examples else None if self.denied[k] not in ("", WOULD, ASKED)
                           else condition_of(here, s) for k, s in self.formulas.items() if k in binding}
        told = (self.conditions[k] if k in self.conditions else condition_of(here, self.formulas[k])
                for k in sorted(self.maybe) if self.denied[k] in ("", WOULD))
        self.supposes = (*(self.supposed if self.taken_up else ()), *(r for relations in told for r in relations or ()))
        self.sources = {k: s.source for k, s in self.formulas.items()}
        self.points = self._points()
        self.spelled = tuple(r for source in said.laws_here for r in relations_of(here, source) or ())
        self.meaning = {name for source in said.laws_here if (name := define_spelled(here, source))}

    def _points(self) -> tuple[Expr, ...]:
        """Where O(h) is taken: "about $h = 0$"."""
        if not any("O(" in f.source or "o(" in f.source for f in self.formulas.values()):
            return ()
        near = (f for k, f in self.formulas.items() if self.roles[k] == "near")
        relations = [r for f in near for r in condition_of(self.here, f) or ()]
        return tuple(apply("tends", *r.children) for r in relations if isinstance(r, Apply) and r.op == "eq")

    def _partly(self) -> frozenset[str]:
        """Names that the sentence gives one value in one case and another in another: none of them is their meaning.

        An array and its entries are two things: "$C = AB$ where $C_{ij} = ...$".
        """
        told = _PARTLY.search(self.words) is not None
        values: dict[tuple[str, int, str], set[str]] = {}
        for k, formula in self.formulas.items():
            if not told and self.roles[k] not in ("given", "property"):  # "with $f = x$ it is 1, and with $f = x^2$"
                continue
            left, equals, right = re.sub(r"\s|[.,;]$", "", formula.source).partition("=")
            if equals and self.roles[k] != "local" and len(head := symbol_list(left)) == 1:
                values.setdefault((head[0].name, head[0].rank, "" if told else left), set()).add(right)
        return frozenset(name for (name, _, _), found in values.items() if len(found) > 1)

    def _at_places(self) -> set[str]:
        heads = (symbol_list(f.source.partition("=")[0]) for k, f in self.formulas.items() if "=" in f.source
                 and self.roles[k] in ("near", "local") and is_place(self.plain, k))
        return {head[0].name for head in heads if len(head) == 1 and not head[0].called}

    def _lead(self, place: int) -> str:
        before = next((k for k in range(place - 1, -1, -1) if k in self.formulas), -1)
        return " ".join(s for s in self.plain[before + 1:place] if isinstance(s, str))


def _others(scope: Scope, said: Said) -> set[str]:
    """Names that had a value of another rank: "for all $\\mathbf x \\in \\mathbb{R}^n$" speaks of another $x$."""
    return {name for name, one in said.said.items() if one.shape is not None and (
        role := scope.lookup(name)) is not None and role.definition is not None and (
        role.definition.sort == "real" and role.definition.rank != len(one.shape))}
