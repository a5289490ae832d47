"""The sentences of paragraphs, over displays and lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lemmata.documents.formats.blocks import Formula, Paragraph, Segment
from lemmata.documents.language.symbols import NAMING, mention
from lemmata.documents.language.vocabulary import ADJECTIVE

Sentence = Sequence[Segment]
MOST_FORMULAS = 50
MOST_CHARACTERS = 4_000  # what says of words to which they belong takes time as the square of their number
_SHORT_ITEM = 3  # segments
_LONG = re.compile(rf".{{1,{MOST_CHARACTERS - 1}}}(?:\s|\Z)|.{{1,{MOST_CHARACTERS}}}", re.DOTALL)
_NO_WORD = re.compile(r"\S{1000,}")  # an image in base64, a line of signs: every reader of words would look through it
_STOP = re.compile(r"(?<!\be\.g)(?<!\bi\.e)(?<!\bi\.i\.d)"
                    r"(?<!\bcf)(?<!\bFig)(?<!\bEq)(?<!\bresp)(?<!\bSec)[.!?][)\"'*_\]]*"
                   r"(?=\s+[A-Z⟦*\[\"']|\s*$)")
# "... Here, $B$ is symmetric." belongs to what it explains, as does an item that says nothing else.
_HERE = re.compile(r"\s*Here,?\s*")
_SAID = re.compile(rf"\W*(?:⟦|[A-Z])\W* (?:is|are) (?:an? |all |both )?(?:{ADJECTIVE.pattern})(?: matri(?:x|ces))?\W*")
_CONTINUES = re.compile(r"\s*(?:[a-z,;)]|⟦)")
_OPENED = re.compile(r"\b(?:let(?!['’]s\b| us\b)|suppose|assum\w+|consider|take|given|fix|need\w*|requir\w+|impos\w+|"
                     r"if)\b", re.IGNORECASE)
# How a list is opened whose items are conditions, and one that says what the letters before it mean.
_OPENS_LIST = re.compile(
    r"\b(?:(?P<where>where|here)|(?P<given>such that|subject to|suppos\w+|assum\w+|provided|under|if|when(?:ever)?)|"
    r"(?P<said>satisf\w+|obey\w*|fulfil\w*|with|having|has|conditions|properties|constraints))"
    r"(?:\s+(?:that|the|these|following|all|both|two|three|four|of|we|have|it|also|holds?|are|is|satisfied|met|true|"
    r"conditions?|assumptions?|properties|constraints?|axioms?|hypotheses))*[\s*_]*[:,]?[\s*_]*$", re.IGNORECASE)
_LABEL = re.compile(r"[\s*_]*(?:\(?\w{1,3}[.)]\s*)?(?:[^.;:]{0,60}:)?[\s*_]*")


def sentences(paragraphs: Sequence[Paragraph]) -> Iterator[list[Segment]]:
    """The sentences of consecutive paragraphs: one may run through displays and over their ends.

    A display belongs to the sentence before it, unless that has ended; text after a display goes on where
    it begins with a small letter. Items, rows and headings stand by themselves; the items of a list that is opened by
    "such that" say it each.
    """
    flow: list[Segment] = []
    opening = ""  # what the items of this list say each
    before = ""
    for paragraph in paragraphs:
        item = paragraph.kind == "item"
        if not item or before != "item":
            opening = _opening(flow) if item and flow else ""
        joins = bool(flow) and _joins(flow, paragraph, after_display=before == "display")
        if flow and not joins:
            yield from _of_bounded_length(flow)
            flow = []
        elif flow:
            flow.append(" ")
        flow.extend(_opened(paragraph.segments, opening) if opening else paragraph.segments)
        before = paragraph.kind
    if flow:
        yield from _of_bounded_length(flow)


def _joins(flow: Sentence, paragraph: Paragraph, after_display: bool) -> bool:
    """Whether a paragraph goes on with the sentence before it."""
    if paragraph.kind == "display":
        return not _ended(flow[-1])
    if paragraph.kind == "paragraph":
        first = next((s if isinstance(s, str) else "⟦" for s in paragraph.segments), "")
        goes_on = _CONTINUES.match(first) is not None and (after_display or first[:1].islower())
        return goes_on or (after_display and _HERE.fullmatch(first) is not None and _names(paragraph.segments[1:2]))
    if paragraph.kind == "item" and len(paragraph.segments) <= _SHORT_ITEM:
        return _SAID.fullmatch(_as_text(paragraph.segments)) is not None
    return False


def _opening(flow: Sentence) -> str:
    """What each item says of the list that opens here: "Let $A$ be a matrix such that", "where", or nothing.

    >>> [_opening([said]) for said in ("Let P be a matrix that satisfies:", "The softmax satisfies:", "b, where")]
    ['Suppose that ', '', 'where ']
    """
    last = re.split(r"[.!?;]\s", _as_text(flow))[-1]
    found = _OPENS_LIST.search(last)
    if found is None or (found["said"] and _OPENED.search(last) is None):
        return ""
    return "where " if found["where"] else "Suppose that "


def _opened(segments: Sentence, opening: str) -> list[Segment]:
    """An item that is a formula, said in full."""
    first = next((k for k, one in enumerate(segments) if isinstance(one, Formula)), None)
    if first is None or _LABEL.fullmatch(_as_text(segments[:first])) is None:
        return list(segments)
    return [*segments[:first], opening, *segments[first:]]


def _as_text(segments: Sentence) -> str:
    return "".join(s if isinstance(s, str) else "⟦" for s in segments)


def _names(segments: Sentence) -> bool:
    """Whether a segment names symbols, and claims nothing."""
    return all(isinstance(s, Formula) and mention(s.source).kind in NAMING for s in segments) and bool(segments)


def _of_bounded_length(segments: Sentence) -> Iterator[list[Segment]]:
    """The sentences; what goes on for longer than anybody reads is cut: each formula looks at all of its sentence."""
    for sentence in split_sentences([_NO_WORD.sub(" ", s) if isinstance(s, str) else s for s in segments]):
        piece: list[Segment] = []
        formulas = length = 0
        for segment in sentence:
            for part in _LONG.findall(segment) or [""] if isinstance(segment, str) else [segment]:
                formulas += isinstance(part, Formula)
                length += len(part) if isinstance(part, str) else 0
                if piece and (formulas > MOST_FORMULAS or length > MOST_CHARACTERS):
                    yield piece
                    piece, formulas, length = [], int(isinstance(part, Formula)), 0
                piece.append(part)
        yield piece


def split_sentences(segments: Sentence) -> Iterator[list[Segment]]:
    """Cut segments at full stops and after items of a list."""
    sentence: list[Segment] = []
    for place, segment in enumerate(segments):
        if not isinstance(segment, str):
            sentence.append(segment)
            continue
        start = 0
        explained = any(isinstance(s, Formula) for s in sentence) and _names(segments[place + 1:place + 2])
        for stop in _STOP.finditer(segment):
            if explained and _HERE.fullmatch(segment, stop.end()):
                continue
            if stop.end() == len(segment) and segment is segments[-1]:
                break
            if stop.end() == len(segment) and not _stops(segment):
                continue
            sentence.append(segment[start:stop.end()])
            yield sentence
            sentence, start = [], stop.end()
        sentence.append(segment[start:])
    if any(not isinstance(s, str) or s.strip() for s in sentence):
        yield sentence


def _stops(text: str) -> bool:
    return bool(re.search(r"[.!?]\s*$", text)) and not re.search(
        r"\b(?:e\.g|i\.e|i\.i\.d|cf|vs|resp|Eq|Fig|Sec)\.\s*$", text)


def _ended(segment: Segment) -> bool:
    if isinstance(segment, str):
        return re.search(r"[.!?][)\"'*_]*\s*$", segment) is not None
    return isinstance(segment, Formula) and segment.display and segment.source.rstrip().endswith(".")

