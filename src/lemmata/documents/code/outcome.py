"""What became of a code block."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

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
class Touched:
    """Files that code reads before it writes them, and those that it writes.

    unclear  whether another run finds other files: one was read and then written, or there are too many to tell
    """

    read: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    unclear: bool = False

    @classmethod
    def told(cls, result: Mapping[str, Any]) -> Touched:
        """As the child tells it."""
        said = result.get("touched") or {"read": (), "written": (), "both": False, "more": False}
        return cls(tuple(said["read"]), tuple(said["written"]), said["both"] or said["more"])

    @classmethod
    def together(cls, several: Iterable[Touched]) -> Touched:
        """By all blocks of a document; that a block reads what one before it wrote, the child has left out."""
        found = list(several)
        written = dict.fromkeys(name for one in found for name in one.written)
        read = dict.fromkeys(name for one in found for name in one.read)
        return cls(tuple(read), tuple(written), any(one.unclear for one in found))


@dataclass(frozen=True)
class Outcome:
    """What became of a block: ran, failed, cascade or skipped; where, why, and what helps.

    line, column, width: the place of the error (line of the document, 0: nowhere in particular; column of
    the code, from 1); excerpt: that line of code; differences: values that the document states otherwise;
    seen: what was seen while it ran; touched: the files that it read and wrote
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
    touched: Touched = field(default_factory=Touched)
