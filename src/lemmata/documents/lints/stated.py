"""Values that a document states of its code, in comments, answers and outputs, against what the code gives."""

from __future__ import annotations

from collections.abc import Iterator

from lemmata.documents.lints.program import Program
from lemmata.documents.lints.record import Lint, Remark


def _differing(program: Program) -> Iterator[Remark]:
    """What the run found; what stands below a block is shown at its last line."""
    outcomes = program.outcomes or ()
    for part in program.parts if outcomes else ():
        for d in outcomes[part.index].differences:
            rows = part.block.source.rstrip("\n").split("\n")
            line = d.line or len(rows)
            column, width = (d.column, d.width) if d.line else (1, max(len(rows[-1]), 1))
            yield Remark("C103", line, column, width, d.message, d.hint, block=part.index)


DIFFERS = Lint(
    "C103", "differs-from-stated", "A code block gives another value than the document states.",
    "Readers trust the number in the text; one of the two is wrong.",
    "Correct the value that is stated, or the code. Numbers are compared to their last digit; what depends on random "
    "draws without a seed, on time or on the machine is not compared.",
    "```python\nimport math\nprint(math.sqrt(2))  # 1.732\n```\n",
    "```python\nimport math\nprint(math.sqrt(3))  # 1.732\n```\n",
    find=_differing)
