"""The tables of bad variants and clean twins, `data/<code>.txt`, divided by `=== bad: name` and `=== clean: name`.

A line that ends with `#!` is one that must be remarked upon; a case without such a line is flagged anywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from lemmata.documents.code.child import Limits
from lemmata.documents.code.run import run_blocks
from lemmata.documents.formats.markdown import parse_markdown
from lemmata.documents.lints.catalogue import Linting
from lemmata.documents.lints.record import Remark
from lemmata.documents.lints.sources import words_around

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Case:
    code: str
    kind: str
    name: str
    source: str

    @property
    def id(self) -> str:
        return f"{self.code} {self.kind}: {self.name}"


def cases() -> list[Case]:
    found = []
    for file in sorted(DATA.glob("*.txt")):
        for part in re.split(r"(?m)^=== ", file.read_text())[1:]:
            head, _, source = part.partition("\n")
            kind, _, name = head.partition(": ")
            found.append(Case(file.stem, kind, name, source.strip("\n") + "\n"))
    return found


def needs_run(code: str) -> bool:
    """Whether the cases of a lint are run: those of statistics, which look at values."""
    return code.startswith("M2")


def remarks_on(document: str, run: bool = False) -> list[Remark]:
    """What the lints remark on a Markdown document; every block of one that is run must run to its end."""
    read = parse_markdown(document)
    linting = Linting(read.code, words_around(read))
    outcomes = run_blocks(read.code, limits=Limits(seconds=60), watched=linting.watched()) if run else None
    assert all(outcome.verdict == "ran" for outcome in outcomes or ()), outcomes
    remarks = [remark for found in linting.remarks(outcomes).values() for remark in found]
    assert not linting.failures
    return remarks


def as_document(source: str) -> str:
    """A case as a document; one that has fences of its own is one already."""
    return source if "```" in source else f"```python\n{source}```\n"
