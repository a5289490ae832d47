"""All lints, and the linting of a document.

M1: numerics; M2: statistics; M3: experiments (randomness, fitting, what results are said to mean).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lemmata.documents.code.probes import Watched
from lemmata.documents.code.run import Outcome
from lemmata.documents.deadline import own_failure
from lemmata.documents.formats.blocks import CodeBlock
from lemmata.documents.lints.algebra import ALGEBRA
from lemmata.documents.lints.differences import STEPS
from lemmata.documents.lints.equality import EQUALITY
from lemmata.documents.lints.fitting import FITTING
from lemmata.documents.lints.numerics import NUMERICS
from lemmata.documents.lints.program import Program
from lemmata.documents.lints.pvalues import PVALUES
from lemmata.documents.lints.randomness import RANDOMNESS
from lemmata.documents.lints.record import Lint, Remark
from lemmata.documents.lints.sources import Part, parts_of
from lemmata.documents.lints.stated import DIFFERS
from lemmata.documents.lints.statistics import STATISTICS
from lemmata.documents.lints.zeros import ZEROS

ALL: tuple[Lint, ...] = (*NUMERICS, *ALGEBRA, STEPS, ZEROS, *EQUALITY, *STATISTICS, *RANDOMNESS, *FITTING, *PVALUES)
WHEN_RUN: tuple[Lint, ...] = (DIFFERS,)  # those that only speak of blocks that were run
BY_CODE: Mapping[str, Lint] = {lint.code: lint for lint in (*ALL, *WHEN_RUN)}


class Linting:
    """The linting of a document: before it runs, what is to be seen of it; then the remarks.

    said: the words around each block
    """

    def __init__(self, blocks: Sequence[CodeBlock], said: Sequence[str] = (),
                 lints: Sequence[Lint] = (*ALL, *WHEN_RUN)):
        self.lints = lints
        self.failures: dict[int, list[str]] = {}
        self.programs = [p for place, parts in enumerate(parts_of(blocks, said)) for p in self._program(parts, place)]

    def _program(self, parts: Sequence[Part], place: int) -> list[Program]:
        try:
            return [Program(parts, place=place)]
        except Exception as error:  # a mistake of the checker must not end the check of a document
            self._failed(parts[0].index, "reading the code", error)
            return []

    def _found(self, each: Lint, program: Program) -> list[Remark]:
        try:
            return list(each.find(program))
        except Exception as error:
            self._failed(program.parts[0].index, f"the lint {each.code}", error)
            return []

    def _failed(self, block: int, where: str, error: Exception) -> None:
        said = own_failure(f"in {where}", error)
        if said not in self.failures.setdefault(block, []):
            self.failures[block].append(said)

    def notes(self, block: int) -> list[str]:
        """What is to be said of a block besides its remarks."""
        return self.failures.get(block, [])

    def watched(self) -> dict[int, Watched]:
        """What the lints want to see of each block while it runs."""
        for program in self.programs:
            for each in self.lints:
                self._found(each, program)
        return {block: watched for program in self.programs for block, watched in program.watching.plan().items()}

    def remarks(self, outcomes: Sequence[Outcome] | None = None) -> dict[int, list[Remark]]:
        """The remarks by the place of the block; outcomes: of the blocks, where they were run as `watched` says."""
        found: dict[int, list[Remark]] = {}
        for program in self.programs:
            program.tell(outcomes)
            remarks = [remark for each in self.lints for remark in self._found(each, program)]
            for part in program.parts:
                here = [r for r in dict.fromkeys(remarks) if r.block == part.index]
                spans = {r: part.lines(r.line) for r in here}
                kept = [r for r in here if not part.silent(r.code, BY_CODE[r.code].name, *spans[r]) and not any(
                    r.code in BY_CODE[o.code].overrules and spans[o] == spans[r] for o in here)]
                if kept:
                    found[part.index] = sorted(kept, key=lambda r: (r.line, r.column, r.code))
        return found


def lint(
    blocks: Sequence[CodeBlock], outcomes: Sequence[Outcome] | None = None, said: Sequence[str] = (),
    lints: Sequence[Lint] = (*ALL, *WHEN_RUN),
) -> dict[int, list[Remark]]:
    """The remarks on the Python blocks of a document, by the place of the block.

    >>> from lemmata.documents.formats.markdown import parse_markdown
    >>> text = "```python\\nimport numpy as np\\ndef f(z):\\n    return np.log(np.sum(np.exp(z)))\\n```\\n"
    >>> [(r.code, r.line, r.column, r.width) for r in lint(parse_markdown(text).code)[0]]
    [('M102', 3, 12, 25)]
    """
    return Linting(blocks, said, lints).remarks(outcomes)
