"""One document to check, as a task that this process, another one, or the cache can answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from lemmata.documents.conventions import Conventions
from lemmata.documents.reports.report import Report

Step = Callable[[int, int], None]


@dataclass(frozen=True)
class Task:
    """A document, and all that its report depends on.

    path             as messages name it
    seconds          the time of one code block
    formula_seconds  that of one formula
    text             what it holds, where that is not read from the file
    """

    path: str
    run: bool = False
    seed: int = 0
    seconds: float = 60.0
    formula_seconds: float = 30.0
    conventions: Conventions = field(default_factory=Conventions)
    text: str | None = None

    @property
    def folder(self) -> Path:
        """Where its code runs."""
        parent = Path(self.path).parent
        return parent if parent.is_dir() else Path()

    def to_data(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of_data(cls, data: dict[str, Any]) -> Task:
        return cls(**{**data, "conventions": Conventions(**data["conventions"])})


def answer(task: Task, step: Step | None = None) -> Report:
    """The report of a document. Whatever happens, there is one, so that the other documents get theirs."""
    from lemmata.documents import Limits, check_document
    from lemmata.documents.deadline import own_failure, rung
    from lemmata.documents.formats.blocks import DocumentError
    from lemmata.documents.formats.files import parse_document, read_document

    before = rung()
    try:
        document = read_document(task.path) if task.text is None else parse_document(task.text, task.path)
        limits = Limits.of_seconds(task.seconds, task.formula_seconds)
        report = check_document(document, task.run, task.seed, task.folder, step, limits, task.conventions)
        return replace(report, clocked=rung() != before)
    except DocumentError as error:
        return Report(errors=(str(error),))
    except Exception as error:
        return Report(errors=(f"{task.path}: {own_failure('', error)}",))
