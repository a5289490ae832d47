"""Documents: text with formulas and code, its context, its verdicts, the report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lemmata.documents.code.child import LIMITS, Limits
from lemmata.documents.conventions import Conventions
from lemmata.documents.formats.blocks import MODULE, Broken, Document, DocumentError
from lemmata.documents.formats.inputs import read_by_others
from lemmata.documents.formats.suffixes import SUFFIXES
from lemmata.documents.reports.report import Excerpt, Finding, Report, merge

if TYPE_CHECKING:
    from lemmata.documents.code.run import Outcome as Outcome
    from lemmata.documents.code.run import run_blocks as run_blocks
    from lemmata.documents.formats.files import read_document as read_document
    from lemmata.documents.formats.markdown import parse_markdown as parse_markdown

__all__ = ["Conventions", "Document", "DocumentError", "Excerpt", "Finding", "Limits", "Outcome", "Report", "check",
           "check_document", "find_documents", "parse_markdown", "read_document", "run_blocks"]

# public name -> the module that holds it; imported when it is asked for, so that cached reports cost nothing
_HOME = {"Outcome": "code.run", "run_blocks": "code.run", "parse_markdown": "formats.markdown",
         "read_document": "formats.files"}
_OPEN = Conventions()


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'lemmata.documents' has no attribute {name!r}")
    value = getattr(import_module(f"lemmata.documents.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def check(
    paths: str | Path | Iterable[str | Path], run: bool = False, seed: int = 0,
    progress: Callable[[str, int, int], None] | None = None, limits: Limits = LIMITS,
    config: str | Path | None = None,
) -> Report:
    """Check documents: a verdict for every formula, and with `run` for every code block.

    paths: files, folders that are searched for documents, or the text of a document; a file is checked once, however
    often it is named. A document that can't be read is named in `Report.errors`; the others are checked all the same.
    `progress(path, done, all)` is called on the way.

    No settings are read, so that a call says the same everywhere; with `config`, a pyproject.toml, its `[tool.lemmata]`
    counts as on the command line (select, ignore, baseline, conventions, ...), and its cache is used.
    """
    from lemmata.documents.formats.markdown import parse_markdown

    if config is not None:
        return _check_project(_each(paths), str(config), run, seed, limits)
    reports = []
    seen: set[Path] = set()
    for path in _each(paths):
        if _is_text(path):
            reports.append(check_document(parse_markdown(str(path)), run, seed, ".", None, limits))
            continue
        try:
            for file in find_documents(path):
                if (real := file.resolve()) in seen:  # named twice, or in a folder that is named too
                    continue
                seen.add(real)
                step = (lambda done, total, name=str(file): progress(name, done, total)) if progress else None
                reports.append(_check_file(file, run, seed, step, limits))
        except DocumentError as error:
            reports.append(Report(errors=(str(error),)))
    return merge(reports)


def _check_project(
    paths: list[str | Path], config: str, run: bool, seed: int, limits: Limits
) -> Report:
    """As the command line checks, under the settings of a file. Raises SettingError."""
    from lemmata.documents.project.checking import Project
    from lemmata.documents.project.session import settings_for

    settings = settings_for([], config).with_given(
        run=run or None, seed=seed or None,
        time_limit=limits.seconds if limits.seconds != LIMITS.seconds else None,
        formula_limit=limits.formula if limits.formula != LIMITS.formula else None)
    texts = [str(path) for path in paths if _is_text(path)]
    files = [str(path) for path in paths if not _is_text(path)]
    reports = [Project(files, settings).check()] if files else []
    return merge([*reports, *(Project([], settings, text, "<text>").check() for text in texts)])


def _is_text(path: str | Path) -> bool:
    """Whether this is the text of a document, not the name of one."""
    return isinstance(path, str) and ("\n" in path or "$" in path) and not _exists(path)


def _each(paths: object) -> list[str | Path]:
    """The paths, each a string or a path."""
    listed = isinstance(paths, Iterable) and not isinstance(paths, str | bytes | Path)
    found: list[Any] = list(paths) if listed else [paths]  # type: ignore[call-overload]
    for path in found:
        if not isinstance(path, str | Path):
            what = path.decode(errors="replace") if isinstance(path, bytes) else None
            raise TypeError(f"a document is named by a path or given as text, not by {type(path).__name__}; "
                            f"write check({what or 'notes.md'!r})")
    return found


def _check_file(file: Path, run: bool, seed: int, step: Callable[[int, int], None] | None, limits: Limits) -> Report:
    from lemmata.documents.formats.files import read_document

    try:
        document = read_document(file)
    except DocumentError as error:
        return Report(errors=(str(error),))
    return check_document(document, run, seed, file.parent, step, limits)


def _exists(path: str | Path) -> bool:
    try:
        return Path(path).exists()
    except (OSError, ValueError):  # longer than a name of a file can be
        return False


def check_document(
    document: Document, run: bool = False, seed: int = 0, folder: str | Path = ".",
    step: Callable[[int, int], None] | None = None, limits: Limits = LIMITS, conventions: Conventions = _OPEN,
    hear: Callable[[Sequence[Finding]], None] | None = None,
) -> Report:
    """The report of one document; its code runs in `folder`. Conventions that it sets itself come first.

    `step` hears how far it is, `hear` gets what is found of formulas, sentence by sentence.
    """
    from lemmata.documents.code.outcome import Touched
    from lemmata.documents.code.run import Outcome, run_blocks
    from lemmata.documents.context import walked
    from lemmata.documents.directives import conventions_in, obeyed, problem_in_front, silenced_at
    from lemmata.documents.lints.catalogue import Linting
    from lemmata.documents.lints.sources import words_around
    from lemmata.documents.reports.findings import broken_part, code_finding
    from lemmata.documents.twins.remarks import twins

    conventions = conventions_in(document).over(conventions)
    silenced = silenced_at(document)

    def as_asked(findings: Sequence[Finding]) -> list[Finding]:
        return [obeyed(f, silenced[f.at]) if f.at in silenced else f for f in findings]

    findings, stated = walked(document, seed, step, conventions, limits.formula,
                              None if hear is None else lambda found: hear(as_asked(found)))
    blocks = document.code
    linting = Linting(blocks, words_around(document))
    beside = twins(document, stated, seed)
    if run:
        watched = beside.watching(linting.watched())
        outcomes = run_blocks(blocks, folder, seed, limits, watched, path=document.path)
        beside = beside.told(outcomes)
    else:
        outcomes = [Outcome("skipped", "not run; --run runs the Python code") for _ in blocks]
    remarks = linting.remarks(outcomes if run else None)
    for place, (block, outcome) in enumerate(zip(blocks, outcomes)):
        said = (*beside.remarks(place), *remarks.get(place, ()))
        notes = (*linting.notes(place), *beside.notes(place))
        if block.language == MODULE and not said and not notes:
            continue  # there is nothing to be said of it
        findings.append(code_finding(document, block, outcome, said, notes))
    if problem := problem_in_front(document):
        findings.append(broken_part(document, Broken("lemmata:", problem, 1)))
    findings += [broken_part(document, part) for part in document.broken]
    return Report(tuple(_once(sorted(as_asked(findings), key=lambda f: f.at))), 1, conventions=conventions.said,
                  touched=Touched.together(outcome.touched for outcome in outcomes))


def _once(findings: Sequence[Finding]) -> Iterator[Finding]:
    """The findings; what is the same at the same place of a file that is read twice, once."""
    known: set[tuple[object, ...]] = set()
    for found in findings:
        here = found.file, found.cell, found.line, found.column, found.kind, found.source, found.verdict, found.message
        if here not in known:
            known.add(here)
            yield found


def find_documents(path: str | Path, excluded: Callable[[Path], bool] | None = None) -> list[Path]:
    """The documents of a folder and its subfolders, in order of their names; a file is itself.

    excluded: those that a folder holds and that are left out
    Raises DocumentError where there is nothing to check.
    """
    path = Path(path)
    if not _exists(path):
        raise DocumentError(f"{str(path)[:200]}: no such file or folder")
    if path.is_dir():
        found = sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file() and not any(
            part.startswith(".") or part in ("node_modules", "__pycache__") for part in p.relative_to(path).parts))
        if not found:
            raise DocumentError(f"{path}: no documents ({', '.join(SUFFIXES)}) in this folder")
        inner = read_by_others(p for p in found if p.suffix.lower() == ".tex")
        return [p for p in found if p.resolve() not in inner and not (excluded and excluded(p))]
    return [path]
