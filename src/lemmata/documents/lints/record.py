"""What a lint is, and what it remarks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Remark:
    """One place of a code block where a lint has something to say.

    code            of the record, such as M101
    line, column    in the source of the block, from 1; width: characters
    message, hint   the fact with its values; what to write instead
    seen            values seen when the block ran, in words; "" where it did not run
    """

    code: str
    line: int
    column: int
    width: int
    message: str
    hint: str = ""
    seen: str = ""
