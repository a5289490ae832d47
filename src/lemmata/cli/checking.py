"""Commands on documents: check, explain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from lemmata.cli.shared import GOOD, app, guarded, one_of
from lemmata.console import COLORS, console

if TYPE_CHECKING:
    from lemmata.documents.project.checking import Project

FORMATS = ("text", "json", "sarif", "github")


@app.command(epilog="Exit status 0: nothing wrong. 1: something refuted, failed or flagged; with --strict also "
                    "conditional, undecided, unreadable or a cascade. 2: a document or a setting could not be read. "
                    "Settings of a project stand in [tool.lemmata] of pyproject.toml; what is given here goes first.")
def check(
    paths: Annotated[list[str] | None, typer.Argument(
        metavar="PATH", help="Markdown, notebooks, LaTeX, reStructuredText, Python: files or folders, this folder "
                                  "where none is named; - is the standard input.")] = None,
    format: Annotated[str, typer.Option(
        metavar="text|json|sarif|github", help="How to print the report.")] = "text",
    explain: Annotated[bool, typer.Option("--explain", help="Show how each formula was read.")] = False,
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Write the report to a file.")] = "",
    run: Annotated[bool | None, typer.Option("--run/--no-run", help="Also run the Python code blocks.")] = None,
    strict: Annotated[bool | None, typer.Option(
        "--strict/--no-strict",
        help="What is conditional, undecided, unreadable or a cascade gives exit status 1 too.")] = None,
    select: Annotated[list[str] | None, typer.Option(
        metavar="CODE",
        help="Report only these: codes, their beginnings (F, M1) or names, with commas between.")] = None,
    ignore: Annotated[list[str] | None, typer.Option(metavar="CODE", help="Do not report these.")] = None,
    baseline: Annotated[str | None, typer.Option(
        metavar="FILE", help="Findings that are known already, and are not reported.")] = None,
    write_baseline: Annotated[bool, typer.Option(
        "--write-baseline", help="Write all that is found now to the baseline, and stop.")] = False,
    conventions: Annotated[str, typer.Option(
        metavar="TEXT", help='What formulas are judged under: "layout=denominator log-base=2 ddof=1".')] = "",
    jobs: Annotated[str | None, typer.Option(
        "--jobs", "-j", metavar="N", help="Check so many documents at once; auto: one a processor.")] = None,
    seed: Annotated[int | None, typer.Option(
        metavar="NUMBER", help="Seed of everything that is sampled; 0 where none is given.")] = None,
    time_limit: Annotated[str | None, typer.Option(
        "--time-limit", metavar="SECONDS",
        help="With --run, the time of one code block, 60 where none is given; all blocks of a document together have "
             "ten times that.")] = None,
    formula_limit: Annotated[str | None, typer.Option(
        "--formula-limit", metavar="SECONDS",
        help="The time of one formula, 30 where none is given; what takes longer is undecided.")] = None,
    watch: Annotated[bool, typer.Option("--watch", "-w", help="Check again whenever a document changes.")] = False,
    cache: Annotated[bool | None, typer.Option(
        "--cache/--no-cache",
        help="Keep reports of unchanged documents, in .lemmata_cache or $LEMMATA_CACHE_DIR.")] = None,
    color: Annotated[str, typer.Option(
        metavar="auto|always|never",
        help="Colours; auto: on a terminal, unless NO_COLOR or FORCE_COLOR says otherwise.")] = "auto",
    stdin_filename: Annotated[str, typer.Option(
        "--stdin-filename", metavar="FILE",
        help="What the standard input is called; its suffix says how it is read.")] = "",
    config: Annotated[str, typer.Option(metavar="FILE", help="A pyproject.toml instead of the nearest one.")] = "",
    isolated: Annotated[bool, typer.Option("--isolated", help="Read no pyproject.toml.")] = False,
    force_exclude: Annotated[bool, typer.Option(
        "--force-exclude", help="`exclude` also counts for files that are named here.")] = False,
) -> None:
    """Check every formula of documents, and with --run their code."""
    paths = paths or ["."]

    def project() -> Project:
        from lemmata.documents.conventions import Conventions
        from lemmata.documents.project.session import project_of, settings_for

        settings = settings_for(paths, config, isolated, stdin_filename)
        chosen = Conventions.parse(conventions).over(settings.conventions) if conventions else None
        settings = settings.with_given(
            run=run, strict=strict, seed=seed, time_limit=_seconds("--time-limit", time_limit),
            formula_limit=_seconds("--formula-limit", formula_limit), baseline=baseline, cache=cache,
            jobs=_jobs(jobs), select=tuple(select) if select else None, ignore=tuple(ignore) if ignore else None,
            conventions=chosen)
        return project_of(paths, settings, stdin_filename, force_exclude)

    def work() -> int:
        from lemmata.documents.project.session import Printing, check_for_baseline, check_once, keep_checking

        printing = Printing(one_of("--format", format, FORMATS), explain, output, one_of("--color", color, COLORS))
        if "" in paths:
            raise ValueError("an empty name among the paths; leave it out, or name a file or a folder")
        if watch:
            if "-" in paths or write_baseline:
                raise ValueError("--watch looks at files; leave out " + ("--write-baseline" if write_baseline else "-"))
            return keep_checking(project, printing)
        return (check_for_baseline if write_baseline else check_once)(project(), printing)

    raise typer.Exit(guarded(work))


def _seconds(option: str, text: str | None) -> float | None:
    """A limit of time."""
    if text is None:
        return None
    from lemmata.documents.project.settings import LEAST_TIME

    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not LEAST_TIME <= seconds < float("inf"):
        raise ValueError(f"{option} {text}: write a number of seconds from {LEAST_TIME}")
    return seconds


def _jobs(text: str | None) -> int | None:
    """A number of processes; 0 for auto."""
    if text is None or text == "auto":
        return None if text is None else 0
    if not text.isdecimal() or int(text) < 1:
        raise ValueError(f"--jobs {text}: write a number of processes from 1, or auto")
    return int(text)


@app.command("explain")
def explain_code(
    code: Annotated[str, typer.Argument(
        metavar="CODE", help="A code or a name, for example F102; left out: all.")] = "",
    color: Annotated[str, typer.Option(metavar="auto|always|never", help="Colours.")] = "auto",
) -> None:
    """Say what the code of a finding means, and the remedy."""

    def work() -> int:
        from lemmata.documents.reports.explaining import print_code, print_codes

        out = console(one_of("--color", color, COLORS))
        if code:
            print_code(code, out)
        else:
            print_codes(out)
        return GOOD

    raise typer.Exit(guarded(work))
