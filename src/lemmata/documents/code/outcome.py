"""What became of a code block."""

from __future__ import annotations

from dataclasses import dataclass, field

from lemmata.documents.code.probes import Seen


@dataclass(frozen=True)
class Difference:
    """A place where the document states a value and the code gives another.

    line, column    of what is stated, in the source of the block, from 1; width: characters; a line of 0: it stands
                    outside of the block
    message, hint   both values; what to write instead
    """

    line: int
    column: int
    width: int
    message: str
    hint: str = ""


@dataclass(frozen=True)
class Outcome:
    """What became of a block: ran, failed, cascade or skipped; where, why, and what helps.

    line, column, width: the place of the error (line of the document, 0: nowhere in particular; column of
    the code, from 1); excerpt: that line of code; differences: values that the document states otherwise;
    seen: what was seen while it ran
    """

    verdict: str
    message: str = ""
    hint: str = ""
    line: int = 0
    column: int = 0
    width: int = 0
    excerpt: str = ""
    stdout: str = ""
    stderr: str = ""
    differences: tuple[Difference, ...] = ()
    seen: Seen = field(default_factory=Seen)
