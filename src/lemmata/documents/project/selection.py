"""Which issues a project wants to hear of: select, ignore, per-file-ignores."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from lemmata.documents.catalogue import catalogue, codes_of
from lemmata.documents.project.patterns import matches
from lemmata.documents.project.settings import Settings
from lemmata.documents.reports.issues import Issue, without
from lemmata.documents.reports.report import Report


class Selection:
    """The codes that count, in a file. Raises SettingError where a code is not known."""

    def __init__(self, settings: Settings):
        def place(name: str) -> str:
            there = settings.root is not None and name not in settings.given
            return f"[tool.lemmata]: {name}: " if there else f"{name}: "

        chosen = codes_of(settings.select, place("select")) if settings.select else set(catalogue())
        self.chosen = chosen - codes_of(settings.ignore, place("ignore"))
        self.elsewhere = {pattern: codes_of(names, place("per-file-ignores"))
                          for pattern, names in settings.per_file_ignores.items()}
        self.root = settings.root
        self.in_file = lru_cache(self._in_file)

    def _in_file(self, file: str) -> frozenset[str]:
        dropped = {code for pattern, codes in self.elsewhere.items() if matches(file, [pattern], self.root)
                   for code in codes}
        return frozenset(self.chosen - dropped)

    def wants(self, issue: Issue) -> bool:
        return issue.code in self.in_file(issue.file)


def selected(report: Report, selection: Selection) -> Report:
    """The report without what is not wanted; how much that was is counted."""
    report, ignored = without(report, selection.wants)
    return replace(report, ignored=(*report.ignored, *ignored))
