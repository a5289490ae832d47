"""Where a sentence of a document ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lemmata.documents.blocks import Formula

Sentence = Sequence[str | Formula]
_STOP = re.compile(r"(?<!\be\.g)(?<!\bi\.e)(?<!\bcf)(?<!\bFig)(?<!\bEq)(?<!\bresp)(?<!\bSec)[.!?][)\"'*_\]]*"
                   r"(?=\s+[A-Z⟦*\[\"']|\s*$)")


def split_sentences(segments: Sentence) -> Iterator[list[str | Formula]]:
    """Cut segments at full stops and after items of a list."""
    sentence: list[str | Formula] = []
    for segment in segments:
        if not isinstance(segment, str):
            sentence.append(segment)
            continue
        start = 0
        for stop in _STOP.finditer(segment):
            if stop.end() == len(segment) and segment is segments[-1]:
                break
            if stop.end() == len(segment) and not _ends_sentence(segment):
                continue
            sentence.append(segment[start:stop.end()])
            yield sentence
            sentence, start = [], stop.end()
        sentence.append(segment[start:])
    if any(not isinstance(s, str) or s.strip() for s in sentence):
        yield sentence


def _ends_sentence(text: str) -> bool:
    return bool(re.search(r"[.!?]\s*$", text)) and not re.search(r"\b(?:e\.g|i\.e|cf|vs|resp|Eq|Fig|Sec)\.\s*$", text)
