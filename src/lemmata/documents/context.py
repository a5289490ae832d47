"""Walk through a document: keep what symbols mean, read every formula, decide, report it once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from lemmata.documents.deadline import Overdue, deadline
from lemmata.documents.formats.blocks import Comment, Document, Formula, Paragraph, Segment
from lemmata.documents.judgement.ahead import laws_ahead, names_ahead, with_ahead
from lemmata.documents.judgement.conditions import again, as_condition, is_concluding, tried
from lemmata.documents.judgement.doubts import ambiguous, doubted, introduced, redefines
from lemmata.documents.judgement.equations import ALONE, flattened, says_definition, stance
from lemmata.documents.judgement.lawclaims import law_claim
from lemmata.documents.judgement.links import Known, shortened
from lemmata.documents.judgement.probabilities import is_datum, misshapen, without_old
from lemmata.documents.judgement.section import Section, mentions, names_of, newly_defined, topic_of
from lemmata.documents.judgement.unequal import unequal
from lemmata.documents.judgement.values import Numbers, ready_for_number, sized, under_values, with_conditions
from lemmata.documents.language.marked import marked
from lemmata.documents.language.premises import CLAIMS, Bound, binding_partly, bindings, bound_by
from lemmata.documents.language.sentences import denied, roles_of, sentences
from lemmata.documents.language.subjects import spoken_of
from lemmata.documents.language.symbols import mention, symbol_list
from lemmata.documents.prose.conditionals import fixed_values, has_law, joint_law
from lemmata.documents.prose.densities import spoken_densities, with_densities
from lemmata.documents.prose.kinds import Kind, of_kinds
from lemmata.documents.prose.moments import with_moments
from lemmata.documents.prose.parameters import otherwise, settled_by, spoken_parameters
from lemmata.documents.prose.reader import read_sentence
from lemmata.documents.prose.roles import (
    clashing,
    regular_matrices,
    signs_of_variables,
    with_said,
    with_sizes_of,
    without_laws,
)
from lemmata.documents.prose.said import Said
from lemmata.documents.reports.findings import formula_finding
from lemmata.documents.reports.report import Excerpt, Finding
from lemmata.engine.expr import Apply, Expr, symbol
from lemmata.engine.expr.claims import Reading
from lemmata.engine.ops import apply
from lemmata.engine.readers.declarations import parse_declarations
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.latex import read_latex, scope_after
from lemmata.engine.readers.latex.definitions import after_definition
from lemmata.engine.readers.latex.macros import macros_of
from lemmata.engine.readers.latex.sequences import by_place
from lemmata.engine.readers.scope import Role, Scope
from lemmata.engine.verdicts import Verdict, decide_readings, proved_quickly
from lemmata.engine.verdicts.verdict import FAILS, HOLDS

_MAPSTO = re.compile(r"\\(?:long)?mapsto\b|↦")
_CASE = re.compile(r"^\W*(?:if|when|whenever|for)\b", re.IGNORECASE)
_OTHERWISE = re.compile(r"\b(?:otherwise|else|in general|without (?:this|that|it))\b", re.IGNORECASE)
_LASTING = re.compile(r"\b(?:we|use[sd]?|throughout|convention|always|here|all|notation)\b", re.IGNORECASE)
SECONDS = 30.0  # for one formula; a clock only ever turns an answer into "undecided"
Step = Callable[[int, int], None]


def check_formulas(document: Document, seed: int = 0, step: Step | None = None) -> list[Finding]:
    """A finding for each formula of the document, in order; `step(done, all)` reports progress."""
    walk = _Walk(document, seed, step)
    walk.run()
    return sorted(walk.findings, key=lambda f: (f.line, f.column))


class _Walk:
    def __init__(self, document: Document, seed: int, step: Step | None):
        self.document, self.seed, self.step = document, seed, step
        self.findings: list[Finding] = []
        self.count = len(document.formulas)
        scope = Scope().with_options(document=True)
        if "\\newcommand" in document.text or "\\def" in document.text or "\\DeclareMath" in document.text:
            scope = scope.with_macros(macros_of(document.text))
        self.stack = [Section(0, scope)]
        self.ignoring = False
        self.concluding, self.denied = False, ""
        self.fixed: dict[int, dict[str, str]] = {}  # by the places of formulas that stand under values of variables
        self.subjects: set[str] = set()  # names that the sentence so far speaks of
        self.unsaid: tuple[str, ...] = ()  # restricting words of the sentence that were not understood
        self.kinds: tuple[Kind, ...] = ()  # what all arrays of a rank are in the sentence
        self.standing: tuple[str, ...] = ()  # and such of sentences before it
        self.stance = ALONE
        self.defining = False
        self.words = ""  # of the sentence, without its formulas
        self.introduced: set[str] = set()  # names that its formulas are about
        self.meant: set[str] = set()  # names that its subject stands for
        self.ahead: list[tuple[str, str]] = []
        self.spoken, self.place = Numbers(()), 0

    @property
    def here(self) -> Section:
        return self.stack[-1]

    def run(self) -> None:
        waiting: list[Paragraph] = []
        for block in self.document.blocks:
            if isinstance(block, Paragraph) and block.kind != "heading":
                waiting.append(block)
                continue
            self._sentences(waiting)
            waiting = []
            if isinstance(block, Paragraph):
                self._enter(block)
                self._sentences([block])
            elif isinstance(block, Comment):
                self._comment(block)
        self._sentences(waiting)

    def _enter(self, heading: Paragraph) -> None:
        """A new section begins: meanings of the one before are dropped, those of the ones around it stay."""
        depth = len(heading.section)
        while len(self.stack) > 1 and self.here.depth >= depth:
            self.stack.pop()
        scope = self.here.scope
        title = heading.section[-1].lower() if heading.section else ""
        topic = topic_of(title)
        if topic:
            scope = scope.with_options(topic=topic)
        self.stack.append(replace(self.here, depth=depth, scope=scope))

    def _sentences(self, paragraphs: Sequence[Paragraph]) -> None:
        self.standing = ()
        for sentence in sentences(paragraphs):
            self._sentence(sentence)

    def _comment(self, comment: Comment) -> None:
        """`<!-- lemmata: ignore -->`, or declarations for the section."""
        if comment.text.strip().lower() in ("ignore", "off", "skip"):
            self.ignoring = True
            return
        try:
            for name, symbol in parse_declarations(comment.text).items():
                role = Role(symbol.shape, symbol.domain, symbol.params, source="declared")
                self.here.scope = self.here.scope.declare(name, role)
        except ReadError as error:
            self.findings.append(Finding(
                self.document.path, comment.line, comment.column, "formula", f"<!-- lemmata: {comment.text} -->",
                "unreadable", "", False, f"this declaration is not understood: {error.message}",
                excerpt=(Excerpt(comment.line, comment.text, error.position or 0, 1),)))

    def _sentence(self, sentence: Sequence[Segment]) -> None:
        plain = [s for s in sentence if not isinstance(s, Comment)]
        roles = roles_of(plain)
        bound = bindings(plain, roles)
        formulas = {k: s for k, s in enumerate(plain) if isinstance(s, Formula)}
        staying = names_of(s for k, s in formulas.items() if roles[k] not in ("local", "near"))
        passing = names_of(s for k, s in formulas.items() if roles[k] in ("local", "near")) - staying
        partly = binding_partly(roles, bound)
        words = marked(plain)
        said = read_sentence(words, [k for k, s in formulas.items() if k in partly or (
            roles[k] == "local" and names_of([s]) & staying)])
        self.spoken, self.place = Numbers(plain), 0
        self.here.renew(said.renewed | self.spoken.renewed)
        entering = self.here.scope
        self._declare(said, skip=passing)
        for law in (*said.laws, *laws_ahead(formulas)):
            self._spelled(law)
        self.here.scope = spoken_parameters(words, spoken_densities(words, self.here.scope))
        self.here.opaque = {**self.here.opaque, **said.opaque}
        self.standing += tuple(said.standing)
        self.unsaid, self.kinds = (*self.standing, *said.unread), tuple(said.kinds)
        text = " ".join(s for s in plain if isinstance(s, str))
        self.meant = spoken_of(text, self.here.described, self.words, self.introduced)
        self.words, self.introduced = text, names_of(formulas.values())
        self.concluding = is_concluding(text)
        for name in (name for group in said.alike for name in group if self.here.scope.lookup(name) is None):
            self.here.scope = self.here.scope.declare(name, Role((), "variable", source="prose"))
        self.here.alike += tuple(g for g in said.alike if g not in self.here.alike)
        self.here.independent += tuple(g for g in said.independent if g not in self.here.independent)
        self.here.passing = tuple(said.independent_here)
        self.here.scope = with_moments(words, self.here.scope)
        outer = self.here.scope
        self.here.scope = with_said(outer, {n: s for n, s in said.said.items() if n in passing})
        conditions = {k: self._condition(s) for k, s in formulas.items() if roles[k] == "local"}
        sources = {k: s.source for k, s in formulas.items()}
        near, spelled = self._points(formulas, roles), tuple(self._spelled_here(said.laws_here))
        self.subjects, self.fixed = set(), fixed_values(plain)
        index = 0
        for segment in sentence:
            if isinstance(segment, Comment):
                self._comment(segment)
                continue
            if isinstance(segment, str) and spelled and _OTHERWISE.search(segment):
                spelled, self.unsaid = (), (*self.unsaid, "otherwise")
            if isinstance(segment, Formula):
                self.denied, self.place = denied(plain, index), index
                self.stance = stance(plain, index, self.here.defined)
                self.defining = says_definition(plain, index)
                self.ahead = names_ahead(formulas, roles, index, self.here.scope)
                binds = bound_by(bound.get(index, ()), conditions, sources)
                self._formula(segment, roles[index], replace(binds, premises=binds.premises + near + spelled))
                self.subjects |= {one.name.removesuffix("_prime") for one in symbol_list(segment.source.split("=")[0])}
            index += 1
        self.here.values = self.spoken.end(self.here.values)
        after = self.here.scope
        for name in passing - self.spoken.numbers(self.here.values):  # a bound "for x > 0" ends with its sentence
            before, now = outer.lookup(name), after.lookup(name)
            if now is not None and now.definition is None:
                after = after.forget(name)
                if before is not None:
                    after = after.declare(name, before)
        if _CASE.search(text):
            after = with_sizes_of(after, entering, said.said)
        if "layout" in said.options and not _LASTING.search(text):
            after = after.with_options(layout=entering.options.get("layout", ""))
        self.here.scope = after

    def _spelled(self, source: str) -> None:
        """A formula that words spell out is learned like one that is written; it has no finding."""
        try:
            reading = read_latex(source, self.here.scope)[0]
        except ReadError:
            self.here.doubt(one.name for part in re.split(r"=|\\ne\b|\\sim\b", source) for one in symbol_list(part))
            return
        self._learn(as_condition(reading), "given")

    def _spelled_here(self, sources: Sequence[str]) -> list[Expr]:
        """What words spell out as a condition of their sentence."""
        return [relation for source in sources for relation in self._relations(source) or ()]

    def _condition(self, formula: Formula) -> tuple[Expr, ...] | None:
        """The relations of a condition of the sentence, wherever it stands; None where they are not understood."""
        if formula.problem or mention(formula.source).kind == "symbols":
            return None if formula.problem else ()
        return self._relations(formula.source)

    def _relations(self, source: str) -> tuple[Expr, ...] | None:
        try:
            claims = read_latex(source, self.here.scope)[0].claims
        except ReadError:  # it is reported where the formula itself is read
            return None
        told = (c for c in claims if c.kind != "notation" and after_definition(c) is None)
        return tuple(r for c in told for r in flattened(c.relations))

    def _points(self, formulas: Mapping[int, Formula], roles: Mapping[int, str]) -> tuple[Expr, ...]:
        """Where O(h) is taken: "about $h = 0$"."""
        if not any("O(" in f.source or "o(" in f.source for f in formulas.values()):
            return ()
        relations = [r for k, f in formulas.items() if roles[k] == "near" for r in self._condition(f) or ()]
        return tuple(apply("tends", *r.children) for r in relations if isinstance(r, Apply) and r.op == "eq")

    def _formula(self, formula: Formula, role: str, binds: Bound) -> None:
        if self.step is not None:
            self.step(len(self.findings), self.count)
        if formula.problem:
            self._add(formula, Verdict("unreadable", "", formula.problem))
            return
        if self.ignoring:
            self.ignoring = False
            self._add(formula, Verdict("notation", "", "ignored, as the document asks"))
            return
        try:
            with deadline(SECONDS):
                if not self._under_condition(formula, role, binds):
                    self._decide(formula, role, binds)
        except Overdue:
            self._add(formula, Verdict("undecided", "", f"no answer within {SECONDS:g} s"))
        except Exception as error:  # a mistake of the checker must not end the check of a document
            where = f"the checker itself failed on {shortened(formula.source)}"
            self._add(formula, Verdict(
                "undecided", "", f"{where} with {type(error).__name__}: {error}; please report it"))

    def _under_condition(self, formula: Formula, role: str, binds: Bound) -> bool:
        """Whether a formula is a law under a condition, or the condition itself, and was dealt with as such."""
        values = self.fixed.get(self.place)
        joint = joint_law(formula.source, values)
        if values == {}:
            self._add(formula, Verdict("condition", "reading", "a value under which what follows stands"))
        elif joint is None:
            return False
        elif joint.given and any(has_law(name, self.here.scope) for name in joint.left):
            self._add(formula, Verdict("undecided", "", "a law under a condition was not compared with the joint one"))
        else:
            self._decide(replace(formula, source=joint.source), role, binds)
            self.findings[-1] = replace(self.findings[-1], source=formula.source)
        return True

    def _decide(self, formula: Formula, role: str, binds: Bound) -> None:
        self.here.scope = ready_for_number(formula.source, self.here.scope, self.stance)
        scope = self.here.scope.assume(*binds.premises) if role in CLAIMS else self.here.scope
        stated, scope = scope, with_densities(formula.source, by_place(formula.source, scope))
        try:
            readings = list(read_latex(formula.source, scope, formula.label))
        except ReadError as error:
            position, end = error.position or 0, error.end or (error.position or 0) + 1
            self._add(formula, Verdict("unreadable", "", error.message), mark=(position, end))
            self.here.leave_open(formula)
            return
        if _MAPSTO.search(formula.source) and not re.search(r"[=:]|\\colon", formula.source):
            self._add(formula, Verdict("notation", "reading", "a function without a name"), readings[0])
            return
        clash = ambiguous(readings[0])
        if clash or not readings[0].claims:
            self._add(formula, Verdict("undecided", "", f"{clash} stands for two things here") if clash else
                      Verdict("notation", "reading"), readings[0])
            return
        if role != "claim" and not self._asserts(formula, role, readings[0]) and not all(
                c.kind == "claim" and proved_quickly(c) for c in readings[0].claims):
            readings = [as_condition(r) for r in readings]
        readings = [replace(r, claims=tuple(self.here.premised(c) for c in sized(r).claims)) for r in readings]
        narrowed = [of_kinds(r, self.kinds) for r in readings]
        readings = [r for r, _ in narrowed]
        verdict, chosen = decide_readings(readings, seed=self.seed)
        unsaid = (*self.unsaid, *next((unused for r, unused in narrowed if r is chosen), ()))
        if verdict.kind == "condition" and role in ("claim", "given"):
            verdict, chosen = law_claim(self.here.lawful(chosen), self.seed) or (
                tried(verdict, chosen, self.here, self.stance, self.seed) if role == "claim" else (verdict, chosen))
        if role == "claim":
            verdict = unequal(verdict, chosen, self.words, self.seed)
        if verdict.kind == "definition":
            verdict, chosen = again(verdict, chosen, self.here, scope, self.words, self.seed)
        if verdict.kind in HOLDS and self.defining:
            verdict = Verdict("definition", verdict.method, f"by definition; {verdict.message}", verdict.certified)
        if verdict.kind == "refuted" and "log" in scope.options:
            verdict, chosen = self._other_logarithm(formula, scope, verdict, chosen)
        if verdict.kind in FAILS and self.ahead:
            verdict, chosen = with_ahead(formula, chosen, self.here, self.ahead, self.seed) or (verdict, chosen)
        self.here.scope = settled_by(verdict, chosen, readings, self.here.scope, self.seed)
        verdict = otherwise(verdict, chosen, formula.source, scope, self.seed)
        failed = verdict.kind in FAILS
        known = Known(scope, self.here.opaque, scope.premises, binds.unread, self.denied, unsaid, self.stance)
        verdict = doubted(verdict, chosen, known, formula.source)
        values = self.spoken.holding(self.place, self.here.values, binds.premises, self.here.scope)
        claimed = self.spoken.weight(self.place)
        verdict, chosen = under_values(verdict, chosen, readings, known, values, claimed, self.seed)
        anew = verdict.kind in ("refuted", "condition") and not self.concluding and role != "property"
        if anew and redefines(formula.source, self.here.scope):
            self._start_anew(formula)
            return
        if failed and verdict.kind not in FAILS:
            self.here.doubt(introduced(chosen, scope))
        if is_datum(verdict, chosen):
            self.here.scope, chosen, role = without_old(self.here.scope, chosen), as_condition(chosen), "given"
        elif verdict.kind == "condition":
            self.here.doubt(misshapen(chosen, scope))
        if scope is stated:  # else it is about sequences, which are none in other formulas
            self._learn(chosen, role)
        self._add(formula, verdict, chosen)

    def _asserts(self, formula: Formula, role: str, reading: Reading) -> bool:
        """Whether a condition is about what has been defined, and so a claim.

        "$C = AB$ where $C_{ij} = ...$", "weights $W = ...$ with $\\sum_j W_{ij} = 1$", "$s(x) = ...$ satisfies".
        """
        defined = self.here.defined
        left, _, right = formula.source.partition("=")
        if role == "property":
            subjects = {name for name in self.subjects & defined if mentions(formula.source, name)}
            meant = {name for name in self.meant & defined if mentions(formula.source, name)}
            if subjects or defined & set(reading.roles):
                return True
            return bool(meant) and (not right or re.search("[A-Za-z]", right) is not None)
        return any(one.name in defined for one in symbol_list(left)) and re.search("[A-Za-z]", right) is not None

    def _other_logarithm(
        self, formula: Formula, scope: Scope, verdict: Verdict, reading: Reading
    ) -> tuple[Verdict, Reading]:
        """The base that the prose names may not be meant here: what holds in nats is not refuted."""
        natural = scope.with_options(log="e")
        readings = [replace(r, claims=tuple(self.here.premised(c) for c in r.claims))
                    for r in read_latex(formula.source, natural, formula.label)]
        again, chosen = decide_readings(readings, seed=self.seed)
        return (again, chosen) if again.kind in ("proved", "agrees") else (verdict, reading)

    def _start_anew(self, formula: Formula) -> None:
        """Read a definition as if its name were new."""
        name = symbol_list(formula.source.split("=")[0])[0].name
        self.here.scope = self.here.scope.forget(name)
        self.here.opaque = {known: words for known, words in self.here.opaque.items() if known != name}
        try:
            readings = list(read_latex(formula.source, self.here.scope, formula.label))
        except ReadError:
            self._add(formula, Verdict("definition", "reading", f"gives {name} a new meaning"))
            self.here.doubt([name])
            return
        verdict, chosen = decide_readings(readings, seed=self.seed)
        if verdict.kind in FAILS or verdict.kind == "condition":
            verdict = Verdict("definition", "reading", f"gives {name} a new meaning")
            self.here.doubt([name])
        self._learn(chosen, "claim")
        self._add(formula, verdict, chosen)

    def _learn(self, reading: Reading, role: str) -> None:
        """Definitions, shapes and lasting conditions become part of the scope."""
        scope = scope_after(self.here.scope, reading)
        new = newly_defined(self.here.scope, scope)
        self.here.described = {**self.here.described, **dict.fromkeys(new, self.words)}
        self.here.values = self.spoken.after(self.place, role, self.here.values, reading)
        if role in ("given", "property"):
            given = [r for c in reading.claims if c.kind == "condition" for r in flattened(c.relations)]
            scope = with_conditions(without_laws(scope, given), given)
        self.here.scope = scope

    def _declare(self, said: Said, skip: set[str]) -> None:
        before = self.here.scope
        scope = with_said(before, {n: s for n, s in said.said.items() if n not in skip})
        scope = scope.with_options(**said.options) if said.options else scope
        self.here.doubt(clashing(self.here.scope, said.said))
        signs = signs_of_variables(scope, {n: s for n, s in said.said.items() if n not in skip})
        self.here.scope = scope.assume(*(apply("ge", symbol(n, (), "natural"), 1)
                                         for n, s in said.said.items() if s.positive), *signs,
                                       *regular_matrices(before, scope, said.said))

    def _add(self, formula: Formula, verdict: Verdict, reading: Reading | None = None,
             mark: tuple[int, int] | None = None) -> None:
        self.findings.append(formula_finding(self.document, formula, verdict, reading, mark))
