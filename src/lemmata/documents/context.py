"""Walk through a document: keep what symbols mean, section by section, and report every formula once."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from lemmata.documents.around import Around
from lemmata.documents.catalogue import catalogue
from lemmata.documents.code.child import LIMITS
from lemmata.documents.conventions import Conventions, SettingError
from lemmata.documents.deadline import Overdue, within
from lemmata.documents.deciding import Judged
from lemmata.documents.directives import ASKED, read_directive
from lemmata.documents.formats.blocks import Comment, Document, Formula, Paragraph, Segment
from lemmata.documents.judged import failure, judged
from lemmata.documents.judgement.chances import compared, with_chances
from lemmata.documents.judgement.excused import Nearby
from lemmata.documents.judgement.section import Section, topic_of
from lemmata.documents.language.continued import continued
from lemmata.documents.language.polarity import as_text, opens_quiz
from lemmata.documents.language.sentences import sentences
from lemmata.documents.language.symbols import sides_of, symbol_list
from lemmata.documents.learning import learn_spelled
from lemmata.documents.origins import Origins
from lemmata.documents.prose.columns import with_columns
from lemmata.documents.prose.tabulated import tabulated
from lemmata.documents.prose.worded import with_worded
from lemmata.documents.reports.findings import formula_finding, misunderstood
from lemmata.documents.reports.report import Finding
from lemmata.documents.sentence import Sentence
from lemmata.documents.spoken import Spoken, decide_spoken
from lemmata.documents.twins.stated import Stated
from lemmata.engine.readers.declarations import parse_declarations
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.latex.macros import macros_of
from lemmata.engine.readers.scope import Role, Scope
from lemmata.engine.verdicts import Verdict
from lemmata.engine.verdicts.verdict import FAILS

Step = Callable[[int, int], None]
Hear = Callable[[Sequence[Finding]], None]
_OPEN = Conventions()


def walked(
    document: Document, seed: int = 0, step: Step | None = None, conventions: Conventions = _OPEN,
    seconds: float = LIMITS.formula, hear: Hear | None = None,
) -> tuple[list[Finding], list[Stated]]:
    """The findings in order, and what each formula states, with the meanings before it; `step` hears how far it is.

    seconds  the time of one formula
    hear     gets the findings of each sentence, when there is no more to come for it
    """
    (walk := _Walk(document, seed, step, conventions, seconds, hear)).run()
    return sorted(walk.findings, key=lambda f: f.at), walk.stated


class _Walk:
    def __init__(self, document: Document, seed: int, step: Step | None, conventions: Conventions, seconds: float,
                 hear: Hear | None):
        self.document, self.seed, self.step, self.conventions = document, seed, step, conventions
        self.seconds, self.hear = seconds, hear
        self.findings: list[Finding] = []
        self.stated: list[Stated] = []
        self.count = len(document.formulas)
        scope = Scope().with_options(document=True, **conventions.options)
        if any(word in document.text for word in ("\\newcommand", "\\def", "\\DeclareMath")):
            scope = scope.with_macros(macros_of(document.text))
        self.stack = [Section(0, scope)]
        self.ignoring = self.quiz = False
        self.before: Sentence | None = None
        self.previous: Formula | None = None  # the formula before, where nothing stands in between
        self.spoken = Spoken(document)
        self.origins = Origins(document)
        self.nearby = Nearby()
        self.failing: list[tuple[int, Formula, Judged, Scope]] = []  # in this sentence

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
            waiting, self.previous = [], None
            if isinstance(block, Paragraph):
                self._enter(block)
                self._sentences([block])
            elif isinstance(block, Comment):
                self._comment(block)
            else:
                self.ignoring = False  # it was for this code
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
        self.nearby = Nearby()
        for rows, chunk in groupby(paragraphs, lambda p: p.kind == "row"):
            group = list(chunk)
            for source in tabulated(group) if rows else ():
                self._cell(source)
            found: list[Sequence[Segment]] = list(sentences(with_columns(group) if rows else group))
            listed = {id(s) for p in group if p.kind == "item" for s in p.segments}
            for k, segments in enumerate(found):
                in_list = any(id(s) in listed for s in segments if isinstance(s, Formula))
                self.quiz = self.quiz and in_list  # the items below "Which of the following hold?"
                known = len(self.findings)
                standing = self._sentence(segments, standing, found[k + 1] if k + 1 < len(found) else ())
                if self.hear is not None and len(self.findings) > known:
                    self.hear(self.findings[known:])
                self.quiz = self.quiz or opens_quiz(as_text(segments))

    def _cell(self, source: str) -> None:
        """What a cell of a table gives is known where it is about events, else it is left open."""
        here = self.here
        here.scope = with_chances(source, here.scope)
        names = [name for name, _ in compared(source)]
        if all((role := here.scope.lookup(name)) is not None and role.domain == "event" for name in names):
            learn_spelled(here, source, "")
        else:
            here.doubt(names, "a table")

    def _sentence(
        self, segments: Sequence[Segment], standing: tuple[str, ...], following: Sequence[Segment]
    ) -> tuple[str, ...]:
        before = self.here.scope
        line = next((s.line for s in segments if not isinstance(s, str)), 0)
        try:
            seconds = self.seconds * max(1, sum(isinstance(s, Formula) for s in segments))
            segments, sentence = within(seconds, lambda: self._read(segments, standing, following))
        except (Overdue, Exception) as error:  # its formulas are told one by one that they were not checked
            self.findings += [formula_finding(self.document, s, failure(s, error, self.seconds).verdict)
                              for s in segments if isinstance(s, Formula)]
            return standing
        self.origins.told(before, self.here.scope, line, segments)
        place, sections = 0, {-1: replace(self.here)}  # what is known behind each formula
        for segment in segments:
            if isinstance(segment, Comment):
                self._comment(segment)
                continue
            if isinstance(segment, str):
                sentence.text(segment)
                self.previous = None if re.search(r"\w", segment) else self.previous
            else:
                self._formula(segment, sentence, place)
                self.previous = segment
                sections[place] = replace(self.here)
            place += 1
        self._excuse(as_text(segments))
        self._spoken(segments, sentence, sections)
        sentence.end()
        self.before = sentence
        return sentence.standing

    def _excuse(self, words: str) -> None:
        """What fails, but follows from conditions before it or in its sentence that bound nothing, is left open."""
        failing, self.failing = self.failing, []
        for place, formula, found, scope in failing:
            try:
                verdict = within(self.seconds, partial(
                    self.nearby.excuse, found.verdict, found.reading, words, self.seed))
            except (Overdue, Exception) as error:
                verdict = failure(formula, error, self.seconds).verdict
            if verdict is not None:
                self.findings[place] = formula_finding(self.document, formula, verdict, found.reading, found.mark,
                                                       self.origins.of(formula, scope, found.reading))

    def _read(
        self, segments: Sequence[Segment], standing: tuple[str, ...], following: Sequence[Segment]
    ) -> tuple[Sequence[Segment], Sentence]:
        worded = with_worded(segments)
        return worded, Sentence(worded, self.here, self.before, standing, as_text(following), self.quiz)

    def _spoken(self, segments: Sequence[Segment], sentence: Sentence, sections: dict[int, Section]) -> None:
        """Numbers that the words state, with what was known where they stand."""
        for spoken, place, own in self.spoken.of(sentence, segments):
            try:
                here = sections.get(spoken.after, self.here)
                found = within(self.seconds, partial(decide_spoken, spoken, here, self.seed))
            except Overdue:
                continue
            except Exception as error:
                found = failure(place, error, self.seconds).verdict, None
            if found and not (found[0].kind == "refuted" and self._of_another_case(spoken.subjects, sentence)):
                self.findings = [f for f in self.findings if not own or f.at != (place.line, place.column)]
                self.findings.append(formula_finding(self.document, place, *found))

    def _of_another_case(self, subjects: Sequence[str], sentence: Sentence) -> bool:
        """Whether a sentence supposes another value of what its words are about, which its section did not learn."""
        places = {(f.line, f.column) for f in sentence.formulas.values()}
        supposed = [sides_of(f.source)[0] for f in self.findings if f.at in places and f.verdict == "condition"
                    and len(sides_of(f.source)) > 1]
        return any(name.name in subjects for side in supposed for name in symbol_list(side))

    def _comment(self, comment: Comment) -> None:
        """`<!-- lemmata: ignore -->` and other directives, or declarations for the section."""
        try:
            if (directive := read_directive(comment.text)) is not None:
                self.ignoring |= directive.codes >= set(catalogue())
                return
        except SettingError as error:
            self.findings.append(misunderstood(self.document, comment, str(error), 0))
            return
        try:
            before = self.here.scope
            for name, symbol in parse_declarations(comment.text).items():
                role = Role(symbol.shape, symbol.domain, symbol.params, source="declared")
                self.here.scope = self.here.scope.declare(name, role)
            self.origins.told(before, self.here.scope, comment.line, [comment.text])
        except ReadError as error:
            why = f"this declaration is not understood: {error.message}"
            self.findings.append(misunderstood(self.document, comment, why, error.position or 0))

    def _formula(self, formula: Formula, sentence: Sentence, place: int) -> None:
        if self.step is not None:
            self.step(len(self.findings), self.count)
        scope = self.here.scope
        try:
            around = within(self.seconds, lambda: sentence.around(place))
        except (Overdue, Exception) as error:
            self.findings.append(formula_finding(self.document, formula, failure(formula, error, self.seconds).verdict))
            return
        whole = continued(formula, self.previous) if self.previous is not None else None
        found, posed = self._judged(whole or formula, around), around.stance == "posed"
        if whole is not None:
            found = replace(found, mark=None)  # its places are those of both
        if not around.denied:
            before = " ".join(s if isinstance(s, str) else "$" for s in sentence.plain[:place])
            self.stated.append(Stated(formula, found.verdict.kind, found.reading, scope, before, posed))
        self.origins.told(scope, self.here.scope, formula.line)
        self.nearby.hear(found.verdict, found.reading)
        if found.verdict.kind in FAILS:
            self.failing.append((len(self.findings), formula, found, scope))
        self.findings.append(formula_finding(self.document, formula, found.verdict, found.reading, found.mark,
                                             self.origins.of(formula, scope, found.reading)))

    def _judged(self, formula: Formula, around: Around) -> Judged:
        if self.ignoring and not formula.problem:
            self.ignoring = False
            return Judged(Verdict("notation", "", ASKED))
        return judged(formula, around, self.here, self.seed, bool(self.conventions), self.seconds)
