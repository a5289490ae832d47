"""A project's documents checked: found, looked up in the cache or answered, and what is silenced left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from lemmata.documents import find_documents
from lemmata.documents.catalogue import catalogue
from lemmata.documents.formats.blocks import DocumentError
from lemmata.documents.project.baseline import Entry, read_baseline, without_known
from lemmata.documents.project.cache import Cache, key_of
from lemmata.documents.project.jobs import answers
from lemmata.documents.project.patterns import matches
from lemmata.documents.project.selection import Selection, selected
from lemmata.documents.project.settings import Settings
from lemmata.documents.project.tasks import Task
from lemmata.documents.reports.report import Report, merge

_ONLY_BY_RUNNING = "CM"  # codes that begin so may need --run to be found


class Progress(Protocol):
    """Who wants to hear how far the check is."""

    def documents(self, done: int, total: int) -> None: ...

    def formulas(self, path: str, done: int, total: int) -> None: ...


class Silent:
    """Nobody does."""

    def documents(self, done: int, total: int) -> None:
        pass

    def formulas(self, path: str, done: int, total: int) -> None:
        pass


@dataclass
class Project:
    """Documents to check under settings; checked again, what has not changed is not checked again.

    text, name  of a document that is no file, and what messages call it
    force       whether `exclude` also counts for files that are named
    read        the files that code has read, after a check
    """

    paths: Sequence[str]
    settings: Settings
    text: str | None = None
    name: str = "<stdin>"
    force: bool = False
    cache: Cache = field(init=False)
    read: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.selection = Selection(self.settings)  # what it does not know is said before anything is checked
        self.cache = Cache.beside(self.settings.root, self.settings.cache)

    def tasks(self) -> tuple[list[Task], list[str]]:
        """A task for each document, each once, however often it is named; and what can't be found."""
        found: list[Path] = []
        errors: list[str] = []
        for path in self.paths:
            try:
                if not (self.force and self._excluded(Path(path))):
                    found += find_documents(path, self._excluded)
            except DocumentError as error:
                errors.append(str(error))
        once = {file.resolve(): file for file in reversed(found)}
        ordered = sorted(once.values(), key=found.index)
        tasks = [self._task(str(file)) for file in ordered]
        if self.text is not None:
            tasks.append(replace(self._task(self.name), text=self.text))
        return tasks, list(dict.fromkeys(errors))

    def _excluded(self, path: Path) -> bool:
        return matches(path, self.settings.exclude, self.settings.root)

    def _task(self, path: str) -> Task:
        given = self.settings
        return Task(path, given.run, given.seed, given.time_limit, given.formula_limit, given.conventions)

    def check(self, progress: Progress | None = None) -> Report:
        """The report of all documents, without what is silenced. Raises SettingError."""
        known = self.known()
        report, files = self.everything(progress or Silent())
        report = selected(report, self.selection)
        if known:
            report = without_known(report, known, self.settings.root, self.looked_for(), files)
        return report

    def everything(self, progress: Progress) -> tuple[Report, list[str]]:
        """The report with all that was found, and the files that were checked."""
        tasks, errors = self.tasks()
        keys = [key_of(task) for task in tasks]
        reports = [self.cache.get(key, task) for key, task in zip(keys, tasks)]
        open_ = [place for place, report in enumerate(reports) if report is None]
        done = len(tasks) - len(open_)
        progress.documents(done, len(tasks))
        for place, report in answers([tasks[p] for p in open_], self.settings.jobs, progress.formulas):
            reports[open_[place]] = report
            key, task = keys[open_[place]], tasks[open_[place]]
            if key_of(task) == key:  # else it was saved meanwhile: which text was read?
                self.cache.put(key, task, report)
            done += 1
            progress.documents(done, len(tasks))
        merged = merge([*(r for r in reports if r is not None), Report(errors=tuple(errors))])
        named = {task.path for task in tasks}
        merged = replace(merged, findings=tuple(
            f for f in merged.findings if f.file in named or not self._excluded(Path(f.file))))
        files = dict.fromkeys([*(task.path for task in tasks), *(finding.file for finding in merged.findings)])
        self.read = merged.touched.read
        return replace(merged, strict=self.settings.strict), list(files)

    def known(self) -> list[Entry]:
        """What the baseline has."""
        return read_baseline(self.baseline) if self.baseline is not None else []

    @property
    def baseline(self) -> Path | None:
        """The file of the baseline."""
        return Path(self.settings.baseline) if self.settings.baseline else None

    def looked_for(self) -> Iterable[str]:
        """The codes that this run can find."""
        return {code for code in catalogue() if code in self.selection.chosen and (
            self.settings.run or code[0] not in _ONLY_BY_RUNNING)}
