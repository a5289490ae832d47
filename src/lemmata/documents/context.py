"""Walk through a document: keep what symbols mean, section by section, and report every formula once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from lemmata.documents.deadline import Overdue, deadline
from lemmata.documents.formats.blocks import Comment, Document, Formula, Paragraph, Segment
from lemmata.documents.judge import Judged, judge
from lemmata.documents.judgement.links import shortened
from lemmata.documents.judgement.section import Section, topic_of
from lemmata.documents.language.sentences import sentences
from lemmata.documents.reports.findings import formula_finding
from lemmata.documents.reports.report import Excerpt, Finding
from lemmata.documents.sentence import Sentence
from lemmata.engine.readers.declarations import parse_declarations
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.latex.macros import macros_of
from lemmata.engine.readers.scope import Role, Scope
from lemmata.engine.verdicts import Verdict

SECONDS = 30.0  # for one formula; a clock only ever turns an answer into "undecided"
Step = Callable[[int, int], None]


def check_formulas(document: Document, seed: int = 0, step: Step | None = None) -> list[Finding]:
    """A finding for each formula of the document, in order; `step(done, all)` reports progress."""
    walk = _Walk(document, seed, step)
    walk.run()
    return sorted(walk.findings, key=lambda f: f.at)


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
        self.before: Sentence | None = None

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
        topic = topic_of(heading.section[-1].lower() if heading.section else "")
        if topic:
            scope = scope.with_options(topic=topic)
        self.stack.append(replace(self.here, depth=depth, scope=scope))

    def _sentences(self, paragraphs: Sequence[Paragraph]) -> None:
        standing: tuple[str, ...] = ()  # assumptions of sentences before that were not understood
        for segments in sentences(paragraphs):
            standing = self._sentence(segments, standing)

    def _sentence(self, segments: Sequence[Segment], standing: tuple[str, ...]) -> tuple[str, ...]:
        try:
            with deadline(SECONDS * max(1, sum(isinstance(s, Formula) for s in segments))):
                sentence = Sentence(segments, self.here, self.before, standing)
        except (Overdue, Exception) as error:  # its formulas are told one by one that they were not checked
            for formula in (s for s in segments if isinstance(s, Formula)):
                found = _failure(formula, error)
                self.findings.append(formula_finding(self.document, formula, found.verdict))
            return standing
        place = 0
        for segment in segments:
            if isinstance(segment, Comment):
                self._comment(segment)
                continue
            if isinstance(segment, str):
                sentence.text(segment)
            else:
                self._formula(segment, sentence, place)
            place += 1
        sentence.end()
        self.before = sentence
        return sentence.standing

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
            place = self.document.place(comment.line)
            self.findings.append(Finding(
                place.file, place.line, comment.column, "formula", f"<!-- lemmata: {comment.text} -->",
                "unreadable", "", False, f"this declaration is not understood: {error.message}",
                excerpt=(Excerpt(place.line, comment.text, error.position or 0, 1),), cell=place.cell,
                at=(comment.line, comment.column)))

    def _formula(self, formula: Formula, sentence: Sentence, place: int) -> None:
        if self.step is not None:
            self.step(len(self.findings), self.count)
        found = self._judged(formula, sentence, place)
        self.findings.append(formula_finding(self.document, formula, found.verdict, found.reading, found.mark))

    def _judged(self, formula: Formula, sentence: Sentence, place: int) -> Judged:
        try:
            with deadline(SECONDS):
                around = sentence.around(place)
                if formula.problem:
                    return Judged(Verdict("unreadable", "", formula.problem))
                if self.ignoring:
                    self.ignoring = False
                    return Judged(Verdict("notation", "", "ignored, as the document asks"))
                return judge(formula, around, self.here, self.seed)
        except (Overdue, Exception) as error:
            return _failure(formula, error)


def _failure(formula: Formula, error: BaseException) -> Judged:
    """What is said where there is no answer: a mistake of the checker must not end the check of a document."""
    if isinstance(error, Overdue):
        return Judged(Verdict("undecided", "", f"no answer within {SECONDS:g} s"))
    if isinstance(error, (MemoryError, RecursionError)):
        return Judged(Verdict("undecided", "", "too large or too deeply nested to be checked; split it"))
    where = f"the checker itself failed on {shortened(formula.source)}"
    return Judged(Verdict("undecided", "", f"{where} with {type(error).__name__}: {error}; please report it"))
