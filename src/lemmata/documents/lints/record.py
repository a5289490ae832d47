"""What a lint is, and what it remarks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lemmata.documents.codes import Code

if TYPE_CHECKING:
    from lemmata.documents.lints.program import Program


@dataclass(frozen=True)
class Remark:
    """One place of a code block where a lint has something to say.

    code            of the record, such as M101
    line, column    in the source of the block, from 1; width: characters
    message, hint   the fact with its values; what to write instead
    seen            values seen when the block ran, in words; "" where it did not run
    block           its place among the blocks of the document, from 0
    """

    code: str
    line: int
    column: int
    width: int
    message: str
    hint: str = ""
    seen: str = ""
    block: int = 0


@dataclass(frozen=True)
class Lint(Code):
    """A code, and how it is found: `find(program)` gives its remarks; `Program.remark` makes one.

    overrules: codes that say less of the same place, and are silent where this one speaks
    """

    find: Callable[[Program], Iterable[Remark]] = lambda program: ()
    overrules: tuple[str, ...] = ()
