"""What is seen on a terminal while documents are checked."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from lemmata.console import console
from lemmata.documents.project.checking import Silent
from lemmata.documents.reports.visible import visible

if TYPE_CHECKING:
    from rich.progress import Progress as Bar


class _Shown(Silent):
    """A bar of the documents, and the document that is being checked with its formulas; of one, of its formulas."""

    def __init__(self, bar: Bar):
        self.bar = bar
        self.task = bar.add_task("", total=None)
        self.alone = False

    def documents(self, done: int, total: int) -> None:
        self.alone = total == 1
        self.bar.update(self.task, completed=done, total=total)

    def formulas(self, path: str, done: int, total: int) -> None:
        path = visible(path)
        if self.alone:
            self.bar.update(self.task, completed=done, total=total, description=f"formulas  {path}")
        else:
            self.bar.update(self.task, description=f"{path}  {done} of {total}")


@contextmanager
def progress(color: str = "auto") -> Iterator[Silent]:
    """On a terminal how far the check is, and for how long; nothing elsewhere. It leaves no trace."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield Silent()
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.table import Column

    shown = Progress(
        SpinnerColumn(), BarColumn(bar_width=20), MofNCompleteColumn(), TimeElapsedColumn(),
        TextColumn("{task.description}", markup=False, table_column=Column(no_wrap=True, overflow="ellipsis", ratio=1)),
        console=console(color, stderr=True), transient=True, expand=True)
    with shown:
        yield _Shown(shown)
