"""What `lemmata check` does: check, print in a format, write a baseline, watch."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lemmata import __version__
from lemmata.console import console
from lemmata.documents.conventions import SettingError
from lemmata.documents.project.baseline import read_baseline, write_baseline, write_named
from lemmata.documents.project.checking import Project
from lemmata.documents.project.patterns import relative
from lemmata.documents.project.screen import progress
from lemmata.documents.project.selection import selected
from lemmata.documents.project.settings import Settings, find_settings, read_settings
from lemmata.documents.reports.report import Report
from lemmata.documents.reports.visible import visible
from lemmata.wording import counted

STDIN = "-"


@dataclass(frozen=True)
class Printing:
    """How a report is printed, and where: `output` is a file, "" the standard output."""

    format: str = "text"
    explain: bool = False
    output: str = ""
    color: str = "auto"


def settings_for(paths: Sequence[str], config: str = "", isolated: bool = False, stdin_name: str = "") -> Settings:
    """The settings of the project that the paths are in, or of the file that is named. Raises SettingError."""
    if isolated:
        return Settings()
    if config:
        found = read_settings(Path(config))
        if found is None:
            raise SettingError(f"{config}: has no [tool.lemmata]")
        return found
    files = [path for path in paths if path != STDIN] + ([stdin_name] if stdin_name else [])
    return find_settings(files)


def project_of(paths: Sequence[str], settings: Settings, stdin_name: str = "", force: bool = False) -> Project:
    """The documents that are named; `-` is the standard input. Raises SettingError where that is no text."""
    files = [path for path in paths if path != STDIN]
    if len(files) == len(paths):
        return Project(files, settings, force=force)
    name = stdin_name or "<stdin>"
    try:
        text = sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        byte = error.object[error.start]
        raise SettingError(f"{name}: byte 0x{byte:02x} is not UTF-8; give text as UTF-8") from error
    return Project(files, settings, text, name, force)


def check_once(project: Project, printing: Printing) -> int:
    """Check, print, and the exit status."""
    with progress(printing.color) as shown:
        report = project.check(shown)
    show(report, printing, project.settings)
    return report.exit_status


def check_for_baseline(project: Project, printing: Printing) -> int:
    """Write what is found now as what is known from now on."""
    path, root = project.baseline, project.settings.root
    if path is None:
        raise SettingError("--write-baseline into which file? Name it: --baseline lemmata-baseline.json")
    with progress(printing.color) as shown:
        whole, files = project.everything(shown)
    report = selected(whole, project.selection)
    seen, codes = {relative(file, root) for file in files}, set(project.looked_for())
    before = read_baseline(path) if path.exists() else []
    others = [entry for entry in before if (entry.file not in seen or entry.code not in codes)
              and ((root or Path.cwd()) / entry.file).exists()]
    number = write_baseline(path, report, root, others)
    out = console(printing.color, stderr=True)
    for error in report.errors:
        out.print(visible(f"not read  {error}"), markup=False)
    said = f"{path}: {counted(number, 'known finding')}; from now on only new ones are reported"
    out.print(visible(said), markup=False)
    return 2 if report.errors else 0


def keep_checking(project: Callable[[], Project], printing: Printing) -> int:
    """Check again whenever something changes; Ctrl-C ends, with the exit status of the last check."""
    from lemmata.documents.project.watch import watch

    status = 0
    latest = project()  # what is wrong with the settings now is said at once
    out = console(printing.color, stderr=True)

    def renewed() -> Project:
        nonlocal latest
        try:
            latest = project()
        except SettingError as error:  # it is being written: the settings from before stay until it is whole
            out.print(visible(f"error: {error}"), markup=False)
        return latest

    def check(current: Project) -> None:
        nonlocal status
        try:
            status = check_once(current, printing)
        except SettingError as error:
            out.print(visible(f"error: {error}"), markup=False)
            status = 2

    try:
        watch(renewed, check, lambda text: out.print(visible(text, rows=True), markup=False, style="dim"))
    except KeyboardInterrupt:
        out.print("ended", style="dim")
    return status


def show(report: Report, printing: Printing, settings: Settings) -> None:
    """Print a report in its format, or write it to a file."""
    if printing.format == "text" and not printing.output:
        from lemmata.documents.reports.terminal import print_report

        print_report(report, console(printing.color), printing.explain)
        return
    text = rendered(report, printing, settings)
    if printing.output:
        write_named(Path(printing.output), text.encode("utf-8", "backslashreplace"))
        return
    try:
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads has read enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return
    if printing.format in ("json", "sarif"):
        for error in report.errors:
            print(visible(f"not read  {error}"), file=sys.stderr)


def rendered(report: Report, printing: Printing, settings: Settings) -> str:
    """A report as text in its format."""
    if printing.format == "json":
        return report.to_json() + "\n"
    if printing.format == "sarif":
        from lemmata.documents.reports.sarif import to_sarif

        return to_sarif(report, __version__, settings.root) + "\n"
    if printing.format == "github":
        from lemmata.documents.reports.github import to_github

        return to_github(report)
    return report.to_text(printing.explain)
