"""Numbers in words, judged: of names with a value, of laws with known parameters, of formulas without letters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lemmata.documents.formats.blocks import Document, Formula, Segment, Stretch
from lemmata.documents.judgement.section import Section
from lemmata.documents.language.marked import Marked, marked
from lemmata.documents.language.vocabulary import MARK
from lemmata.documents.prose.measures import VALUED
from lemmata.documents.prose.numbers import SEVERAL, SpokenNumber, spoken_numbers, subjects_of
from lemmata.documents.quantities import claims_of, open_to
from lemmata.documents.sentence import Sentence
from lemmata.engine.expr import symbols
from lemmata.engine.expr.claims import Claim, Reading
from lemmata.engine.ops import ShapeError
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.verdicts import Verdict, decide
from lemmata.engine.verdicts.verdict import HOLDS

FAR = 2000  # characters between a sentence's first formula and a number in its words
Told = tuple[Verdict, Reading | None]
_VALUE = re.compile(r"[-\d./\[\], ]+")
_SHOWN = {quantity: words for words, quantity in reversed(VALUED.items())}


@dataclass
class Spoken:
    """The numbers in words of a document, sentence by sentence: it remembers of what the sentences before spoke."""

    document: Document
    anchor: Formula | None = None  # the last formula
    subjects: list[str] = field(default_factory=list)  # the last first
    bare: bool = False  # whether the sentence before says of what a bare "the trace is" may speak

    def of(self, sentence: Sentence, segments: Sequence[Segment]) -> Iterator[tuple[SpokenNumber, Formula, bool]]:
        """Each number that the words state, with its place; whether that is a formula of its own."""
        words = marked(sentence.plain)
        anchors = [s for s in segments if isinstance(s, Formula)]
        first = anchors[0] if anchors else self.anchor
        told = False
        found = spoken_numbers(words, self.subjects)
        values = {k for spoken in found for k in spoken.formulas}
        for spoken in found:
            own = sentence.formulas.get(spoken.formulas[0] if spoken.formulas else -1)
            place = own or (None if first is None else self._place(words, spoken.words, first))
            bare = re.match(rf"the (?!.*\bof (?:[a-z]+ )?{MARK})", spoken.words, re.IGNORECASE) is not None
            if place is not None and (not bare or self.bare or subjects_of(words, None, values)):
                told = True
                yield spoken, place, own is not None
        here = subjects_of(words, None, values)
        said = any(re.search(r"=|\\sim\b", f.source) for f in anchors)
        self.bare = (bool(here) and said) or told
        self.subjects = list(dict.fromkeys((*here, *self.subjects)))[:SEVERAL]
        self.anchor = anchors[-1] if anchors else self.anchor

    def _place(self, words: Marked, said: str, near: Formula) -> Formula | None:
        """The words as they stand in the document, not far from a formula of their sentence."""
        plain = (re.escape(part) if k % 2 == 0 else r"\W{0,4}" + re.escape(words.source(part)) + r"\W{0,4}"
                 for k, part in enumerate(re.split(f"({MARK})", said)))
        pattern = "".join(part.replace(r"\ ", r"[\s>*_]+") for part in plain)
        start = near.content.offset(0)
        match = re.compile(pattern).search(self.document.text, max(0, start - FAR), start + FAR)
        if match is None:
            return None
        line, column = self.document.lines.place(match.start())
        return Formula(match[0], line, column, False, Stretch(match[0], ((0, match.start()),)), section=near.section)


def decide_spoken(spoken: SpokenNumber, here: Section, seed: int) -> Told | None:
    """The verdict on a number in words, and the claim that they make; None where it isn't sure what they are about.

    A quantity with several conventions is refuted where none of them has this value, and one of something that the
    words leave open where it is wrong of all that it may be said of.
    """
    first: Told | None = None
    for subject in spoken.subjects or ("",):
        found = _decided(_claims(spoken, subject, here), seed)
        if found is None and not _open(subject, here):
            continue
        if found is None:
            return None
        verdict, reading = found
        if verdict.kind in HOLDS:
            return found if first is None else None
        letters = {s.name for claim in (reading.claims if reading else ()) for s in symbols(*claim.relations)}
        if verdict.kind != "refuted" or letters & set(here.values):
            return None  # "for $p = 0.2$ the variance is $x^2 / 4$, for $p = 0.5$ it is"
        first = first or (_told(spoken, subject, verdict), reading)
    return first


def _open(subject: str, here: Section) -> bool:
    try:
        return open_to(subject, here)
    except (ShapeError, ReadError, ValueError):
        return True


def _claims(spoken: SpokenNumber, subject: str, here: Section) -> list[Claim]:
    """All ways in which the words may be meant; none where one of them can't be read, as it may be the true one."""
    try:
        return list(claims_of(spoken, subject, here))
    except (ShapeError, ReadError, ValueError):
        return []


def _decided(claims: Sequence[Claim], seed: int) -> Told | None:
    """Whether one of the ways in which words may be meant holds; None where there is none."""
    if not claims:
        return None
    found: list[Told] = []
    for claim in claims:
        verdict = decide(claim, seed)
        reading = Reading((claim,), 0, {})
        if verdict.kind in HOLDS:
            return verdict, reading
        found.append((verdict, reading))
    return next((one for one in found if one[0].kind != "refuted"), found[0])


def _told(spoken: SpokenNumber, subject: str, found: Verdict) -> Verdict:
    """What it is instead."""
    if spoken.quantity in ("eigenvalues", "eigenvalue"):
        message = f"the sums of the powers of these numbers are not the traces of the powers of {subject}"
    elif "left side" in found.counterexample:
        what = "the value" if spoken.quantity == "value" else f"the {_SHOWN[spoken.quantity]} of {subject}"
        where = ", ".join(f"{k} = {v}" for k, v in found.counterexample.items() if not k.endswith(" side") and (
            _VALUE.fullmatch(v)))  # no laws
        message = f"{what} is {found.counterexample['left side']}" + (f" at {where}" if where else "")
    else:
        return found
    return replace(found, message=message)
