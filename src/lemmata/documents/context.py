"""Walk through a document: keep what symbols mean, read every formula, decide, report it once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lemmata.documents.blocks import Comment, Document, Formula, Paragraph
from lemmata.documents.deadline import Overdue, deadline
from lemmata.documents.findings import formula_finding
from lemmata.documents.prose import Reading as Said
from lemmata.documents.prose import Said as SaidOfOne
from lemmata.documents.prose import read_sentence
from lemmata.documents.report import Excerpt, Finding
from lemmata.documents.sentences import Segment, roles_of, sentences
from lemmata.documents.symbols import mention, symbol_list
from lemmata.engine.expr import DOMAINS, Apply, At, Bind, Expr, Symbol, implied, open_binder, symbol, symbols
from lemmata.engine.expr.claims import Claim, Reading
from lemmata.engine.ops import apply
from lemmata.engine.readers.declarations import parse_declarations
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.inference import assumed
from lemmata.engine.readers.latex import read_latex, scope_after
from lemmata.engine.readers.latex.macros import macros_of
from lemmata.engine.readers.scope import Role, Scope
from lemmata.engine.verdicts import Verdict, decide_readings

_CONCLUDES = re.compile(
    r"\b(?:obtain|gets?|gives?|yields?|follows?|hence|thus|therefore|then|(?:re)?writ(?:e|es|ten)|simplif\w*|equals?|"
    r"equivalent\w*|becomes?|reads|insert\w*|substitut\w*|comput\w*|expand\w*|evaluat\w*|identical|in other words|"
    r"i\.e|same|so|find|derive|arrive)\b", re.IGNORECASE)
SECONDS = 30.0  # for one formula; a clock only ever turns an answer into "undecided"
Step = Callable[[int, int], None]
_TOPICS = (("information", ("information", "entropy", "divergence")),
           ("probability", ("probab", "statist", "random", "bayes", "distribution", "inference")),
           ("calculus", ("calculus", "derivative", "gradient", "integral", "optimi")),
           ("linear algebra", ("linear algebra", "matri", "vector", "eigen")))


def check_formulas(document: Document, seed: int = 0, step: Step | None = None) -> list[Finding]:
    """A finding for each formula of the document, in order; `step(done, all)` reports progress."""
    walk = _Walk(document, seed, step)
    walk.run()
    return sorted(walk.findings, key=lambda f: (f.line, f.column))


@dataclass
class _Section:
    """The scope of a section; which names are independent, and of which the text says what was not understood."""

    depth: int
    scope: Scope
    independent: tuple[tuple[str, ...], ...] = ()
    opaque: frozenset[str] = frozenset()


class _Walk:
    def __init__(self, document: Document, seed: int, step: Step | None):
        self.document, self.seed, self.step = document, seed, step
        self.findings: list[Finding] = []
        self.count = len(document.formulas)
        scope = Scope().with_options(document=True)
        if "\\newcommand" in document.text or "\\def" in document.text or "\\DeclareMath" in document.text:
            scope = scope.with_macros(macros_of(document.text))
        self.stack = [_Section(0, scope)]
        self.ignoring = False
        self.concluding = False

    @property
    def here(self) -> _Section:
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
        topic = next((name for name, words in _TOPICS if any(word in title for word in words)), "")
        if topic:
            scope = scope.with_options(topic=topic)
        self.stack.append(replace(self.here, depth=depth, scope=scope))

    def _sentences(self, paragraphs: Sequence[Paragraph]) -> None:
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
        said = read_sentence(plain)
        roles = roles_of(plain)
        formulas = [(k, s) for k, s in enumerate(plain) if isinstance(s, Formula)]
        passing = _names_of(s for k, s in formulas if roles[k] in ("local", "near"))
        staying = _names_of(s for k, s in formulas if roles[k] not in ("local", "near"))
        self._declare(said, skip=passing - staying)
        for law in said.laws:
            self._spelled(law)
        self.here.opaque |= said.opaque
        text = " ".join(s for s in plain if isinstance(s, str))
        self.concluding = _CONCLUDES.search(text) is not None
        self.here.independent += tuple(g for g in said.independent if g not in self.here.independent)
        sentence_scope = self._with(self.here.scope, {n: s for n, s in said.said.items() if n in passing - staying})
        outer = self.here.scope
        self.here.scope = sentence_scope
        local = self._early_conditions(formulas, roles)
        for segment in (s for s in sentence if not isinstance(s, str)):
            if isinstance(segment, Comment):
                self._comment(segment)
                continue
            index = next(k for k, s in formulas if s is segment)
            self._formula(segment, roles[index], local)
        after = self.here.scope
        for name in passing - staying:  # a bound "for x > 0" ends with its sentence
            before, now = outer.lookup(name), after.lookup(name)
            if now is not None and now.definition is None:
                after = after.forget(name)
                if before is not None:
                    after = after.declare(name, before)
        self.here.scope = after

    def _spelled(self, source: str) -> None:
        """A formula that words spell out is learned like one that is written; it has no finding."""
        try:
            readings = read_latex(source, self.here.scope)
        except ReadError:
            return
        self._learn(readings[0], "given")

    def _early_conditions(self, formulas: Sequence[tuple[int, Formula]], roles: Mapping[int, str]) -> tuple[Expr, ...]:
        """Premises of the sentence's claims: its local conditions, wherever they stand."""
        found: list[Expr] = []
        growth = any("O(" in f.source or "o(" in f.source for _, f in formulas)
        for index, formula in formulas:
            if roles[index] not in ("local", "near") or formula.problem or mention(formula.source).kind == "symbols":
                continue
            try:
                claims = read_latex(formula.source, self.here.scope)[0].claims
            except Exception:  # it is reported where the formula itself is read
                continue
            relations = [r for c in claims if c.kind in ("claim", "condition") for r in c.relations]
            if roles[index] == "local":
                found.extend(relations)
            elif growth:  # "expanded about $h = 0$": the point of O(h)
                found.extend(apply("tends", *r.children) for r in relations if getattr(r, "op", "") == "eq")
        return tuple(found)

    def _formula(self, formula: Formula, role: str, local: tuple[Expr, ...]) -> None:
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
                self._decide(formula, role, local)
        except Overdue:
            self._add(formula, Verdict("undecided", "", f"no answer within {SECONDS:g} s"))
        except Exception as error:  # a mistake of the checker must not end the check of a document
            self._add(formula, Verdict("undecided", "", f"the checker itself failed here with {type(error).__name__}: "
                                                        f"{error}; please report this formula"))

    def _decide(self, formula: Formula, role: str, local: tuple[Expr, ...]) -> None:
        scope = self.here.scope.assume(*local) if role == "claim" else self.here.scope
        try:
            readings = list(read_latex(formula.source, scope, formula.label))
        except ReadError as error:
            position, end = error.position or 0, error.end or (error.position or 0) + 1
            self._add(formula, Verdict("unreadable", "", error.message), mark=(position, end))
            self.here.opaque |= {one.name for one in symbol_list(formula.source.split("=")[0])}
            return
        if role != "claim" and not self._known(formula):
            readings = [self._as_condition(r) for r in readings]
        readings = [replace(r, claims=tuple(self._premised(c) for c in r.claims)) for r in readings]
        verdict, chosen = decide_readings(readings, seed=self.seed)
        if verdict.kind == "refuted" and "log" in scope.options:
            verdict, chosen = self._other_logarithm(formula, scope, verdict, chosen)
        if verdict.kind in ("refuted", "conditional"):
            verdict = self._doubted(verdict, chosen, scope.premises)
        if verdict.kind == "refuted" and re.search(r"\\(?:long)?leftarrow\b|\\gets\b|←", formula.source):
            verdict = Verdict("definition", "reading", "an update")
        if verdict.kind == "refuted" and self._redefines(formula):
            self._start_anew(formula)
            return
        self._learn(chosen, role)
        self._add(formula, verdict, chosen)

    def _as_condition(self, reading: Reading) -> Reading:
        """The claims of a condition are premises; one without symbols states a fact and stays a claim."""
        return replace(reading, claims=tuple(
            replace(c, kind="condition") if c.kind == "claim" and symbols(*c.relations) else c for c in reading.claims))

    def _known(self, formula: Formula) -> bool:
        """Whether it is about a symbol that has been defined: "$C = AB$ where $C_{ij} = ...$" is no condition."""
        roles = [self.here.scope.lookup(one.name) for one in symbol_list(formula.source.split("=")[0])]
        return any(role is not None and role.definition is not None for role in roles)

    def _premised(self, claim: Claim) -> Claim:
        """The claim with the independence that the text states of its symbols, without what can't be sampled."""
        if claim.kind != "claim":
            return claim
        own = {s.name: s for s in symbols(*claim.relations, *claim.premises)}
        premises = [p for p in claim.premises if p not in claim.relations]
        for group in self.here.independent:
            present = [own[name] for name in group if name in own and own[name].domain in ("variable", "event")]
            if len(present) > 1:
                premises.append(apply("independent", *present))
        return replace(claim, premises=tuple(dict.fromkeys(premises)))

    def _other_logarithm(
        self, formula: Formula, scope: Scope, verdict: Verdict, reading: Reading
    ) -> tuple[Verdict, Reading]:
        """The base that the prose names may not be meant here: what holds in nats is not refuted."""
        natural = scope.with_options(log="e")
        readings = [replace(r, claims=tuple(self._premised(c) for c in r.claims))
                    for r in read_latex(formula.source, natural, formula.label)]
        again, chosen = decide_readings(readings, seed=self.seed)
        return (again, chosen) if again.kind in ("proved", "agrees") else (verdict, reading)

    def _redefines(self, formula: Formula) -> bool:
        """Whether `f(x) = ...` gives f a new meaning: it had one, and no word of the sentence draws a conclusion."""
        head = symbol_list(formula.source.split("=")[0])
        known = [self.here.scope.lookup(one.name) for one in head]
        return len(head) == 1 and head[0].called and not self.concluding and known[0] is not None

    def _start_anew(self, formula: Formula) -> None:
        """Read a definition as if its name were new."""
        name = symbol_list(formula.source.split("=")[0])[0].name
        self.here.scope = self.here.scope.forget(name)
        self.here.opaque -= {name}
        readings = list(read_latex(formula.source, self.here.scope, formula.label))
        verdict, chosen = decide_readings(readings, seed=self.seed)
        if verdict.kind in ("refuted", "conditional"):
            verdict = Verdict("definition", "reading", f"gives {name} a new meaning")
            self.here.opaque |= {name}
        self._learn(chosen, "claim")
        self._add(formula, verdict, chosen)

    def _doubted(self, verdict: Verdict, reading: Reading, stated: Sequence[Expr]) -> Verdict:
        """A refutation stands only if all is known that the text says of the symbols, and used."""
        exists = any(note.startswith("for some") for c in reading.claims for note in c.notes)
        if exists:
            return verdict if verdict.kind == "conditional" else Verdict(
                "undecided", "", "whether there are such factors is not decided")
        new = self._introduced(reading)
        if new:
            self.here.opaque |= set(new)
            return Verdict("definition", "reading", f"introduces {' and '.join(new)}")
        relations = [r for c in reading.claims for r in c.relations]
        if all(_is_datum(r) for r in relations):
            return Verdict("condition", "reading", "states a value, as a condition")
        names = {s.name for s in symbols(*relations)}
        unread = sorted(names & self.here.opaque)
        if unread:
            return Verdict("undecided", "", f"the text says more of {' and '.join(unread)} than was understood")
        functions = sorted(s.name for s in symbols(*relations) if s.domain == "function")
        if functions and any(isinstance(r, Apply) and r.op in ("lt", "le", "gt", "ge") for r in relations):
            return Verdict("undecided", "", f"an order that depends on what {' and '.join(functions)} is")
        sequences = [note for c in reading.claims for note in c.notes if note.endswith("is a sequence")]
        if sequences:
            return Verdict("undecided", "", f"{sequences[0]}; its recurrence was not solved")
        used = [_signature(p) for c in reading.claims for p in c.premises]
        for premise in stated:
            about = _signature(premise)
            if about[0] != "tends" and set(about[1]) & names and about not in used:
                return Verdict("undecided", "", f"a condition on {' and '.join(about[1])} could not be used")
        return verdict

    def _introduced(self, reading: Reading) -> list[str]:
        """Names that a false equation is the first to use, on one side only: it says what they are."""
        found: list[str] = []
        for relation in (r for c in reading.claims for r in c.relations):
            if not isinstance(relation, Apply) or relation.op != "eq":
                continue
            left, right = ({s.name for s in symbols(side)} for side in relation.children)
            for side, other, expr in ((left, right, relation.children[0]), (right, left, relation.children[1])):
                new = {name for name in side - other if self.here.scope.lookup(name) is None}
                if new and other and (side <= new or not side & other or _head(expr) in new):
                    found.extend(n for n in sorted(new) if n not in found)
        return found

    def _learn(self, reading: Reading, role: str) -> None:
        """Definitions, shapes and lasting conditions become part of the scope."""
        scope = scope_after(self.here.scope, reading)
        if role == "given":
            scope = scope.assume(*(r for c in reading.claims if c.kind == "condition" for r in c.relations))
        self.here.scope = scope

    def _declare(self, said: Said, skip: set[str]) -> None:
        scope = self._with(self.here.scope, {n: s for n, s in said.said.items() if n not in skip})
        scope = scope.with_options(**said.options) if said.options else scope
        self.here.scope = scope.assume(*(apply("ge", symbol(n, (), "natural"), 1)
                                         for n, s in said.said.items() if s.positive))

    def _with(self, scope: Scope, said: Mapping[str, SaidOfOne]) -> Scope:
        sizes = {atom for role in scope.roles.values() for size in role.shape or () for atom in size.atoms}
        sizes |= {part for one in said.values() for part in one.shape or ()}
        for name, one in said.items():
            if name in sizes and one.domain in ("", "integer", "natural", "positive", "real"):
                continue
            role = role_of(name, one, scope.lookup(name))
            if role is not None:
                scope = scope.declare(name, role)
        return scope

    def _add(self, formula: Formula, verdict: Verdict, reading: Reading | None = None,
             mark: tuple[int, int] | None = None) -> None:
        self.findings.append(formula_finding(self.document, formula, verdict, reading, mark))


def role_of(name: str, said: SaidOfOne, old: Role | None) -> Role | None:
    """What the prose says of a symbol as a role; what it leaves open stays as it was.

    >>> str(role_of("A", SaidOfOne(("n", "n"), 2, "posdef"), None))
    'posdef[n n] (prose)'
    """
    shape = None
    if said.shape is not None:
        try:
            shape = parse_declarations(f"x: real[{' '.join(said.shape)}]")["x"].shape if said.shape else ()
        except ReadError:
            shape = None
    domain = said.domain if said.domain in DOMAINS else ""
    if shape is None and said.rank is not None and (old is None or old.shape is None or len(old.shape) != said.rank):
        shape = assumed(name, said.rank, domain or "real").shape
    if old is not None:
        if shape is None or (old.shape is not None and len(shape) == len(old.shape) and said.shape is None):
            shape = old.shape
        if not domain and (old.shape is None or shape is None or len(shape) == len(old.shape)):
            domain = old.domain
    if domain and shape is not None:
        rank = DOMAINS[domain].rank
        square = len(shape) == 2 and (shape[0] == shape[1] or any(a[0] == "?" for s in shape for a in s.atoms))
        if (rank is not None and len(shape) != rank) or (implied(domain, "square") and not square):
            domain = ""
    if shape is None and not domain:
        return None
    params: tuple[Any, ...] = ()
    if domain == "function":
        if said.argument is None:
            params = old.params if old is not None else ()
        else:
            argument = parse_declarations(f"x: real[{' '.join(said.argument)}]")["x"].shape if said.argument else ()
            params = (argument,)
    return Role(shape, domain, params, source="prose")


def _names_of(formulas: Any) -> set[str]:
    return {one.name for f in formulas for one in mention(f.source).names}


def _signature(premise: Expr) -> tuple[str, tuple[str, ...]]:
    """Which relation a premise is, between which symbols: the same before and after sizes are settled."""
    return premise.op if isinstance(premise, Apply) else "", tuple(sorted({s.name for s in symbols(premise)}))


def _is_datum(relation: Expr) -> bool:
    """`P(A) = 1/2`, `f'(a) = 0`: a number for something abstract, which the text gives rather than claims."""
    if not isinstance(relation, Apply) or relation.op not in ("eq", "approx"):
        return False
    left, right = (symbols(side) for side in relation.children)
    about = left or right
    return bool(about) and not (left and right) and (
        all(s.domain in ("event", "variable") for s in about) or any(s.domain == "function" for s in about))


def _head(expr: Expr) -> str:
    """The name that an expression is an entry, a value, a power or a multiple of."""
    while not isinstance(expr, Symbol):
        if isinstance(expr, Bind) and expr.binder == "array":
            expr = open_binder(expr)[1]
        elif isinstance(expr, At):
            expr = expr.array
        elif isinstance(expr, Apply) and expr.op in ("call", "pow", "mul", "matmul"):
            expr = expr.children[0]
        else:
            return ""
    return expr.name
