"""The command line: check documents, compare and derive formulas. Heavy imports wait inside the commands."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from lemmata import __version__
from lemmata.targets import TARGETS

if TYPE_CHECKING:
    from rich.console import Console

    from lemmata.documents.project.checking import Project
    from lemmata.engine.expr import Symbol
    from lemmata.engine.verdicts import Verdict
    from lemmata.formulas import Formula

T = TypeVar("T")
GOOD, WRONG, NO_ANSWER = 0, 1, 2
COLORS = {"proved": "green", "agrees": "green", "refuted": "red", "conditional": "yellow", "undecided": "cyan"}

FORMULAS = {"ignore_unknown_options": True}  # a formula may begin with a minus

app = typer.Typer(name="lemmata", help="Check the mathematics of documents; compare and derive formulas.",
                  add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None)


FORMATS = ("text", "json", "sarif", "github")
COLORED = ("auto", "always", "never")

Vars = Annotated[str | None, typer.Argument(
    metavar="VARS", help='Declarations, for example "X: real[m n], s: positive"; inferred where left out.')]
Seed = Annotated[int, typer.Option(help="Seed of everything that is sampled.")]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code: 0 nothing wrong, 1 something wrong, 2 no answer."""
    try:
        app(args=None if arguments is None else list(arguments), prog_name="lemmata")
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else NO_ANSWER
    return GOOD


@app.callback(invoke_without_command=True)
def _options(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    if version:
        typer.echo(f"lemmata {__version__}")
        raise typer.Exit(GOOD)


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

        printing = Printing(_one_of("--format", format, FORMATS), explain, output, _one_of("--color", color, COLORED))
        if "" in paths:
            raise ValueError("an empty name among the paths; leave it out, or name a file or a folder")
        if watch:
            if "-" in paths or write_baseline:
                raise ValueError("--watch looks at files; leave out " + ("--write-baseline" if write_baseline else "-"))
            return keep_checking(project, printing)
        return (check_for_baseline if write_baseline else check_once)(project(), printing)

    raise typer.Exit(_guarded(work))


def _one_of(option: str, given: str, known: Sequence[str]) -> str:
    from lemmata.documents.conventions import nearest

    if given not in known:
        raise ValueError(f"{option} {given}: write {', '.join(known[:-1])} or {known[-1]}{nearest(given, list(known))}")
    return given


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
        from lemmata.documents.project.screen import console
        from lemmata.documents.reports.explaining import print_code, print_codes

        out = console(_one_of("--color", color, COLORED))
        if code:
            print_code(code, out)
        else:
            print_codes(out)
        return GOOD

    raise typer.Exit(_guarded(work))


@app.command(context_settings=FORMULAS)
def equal(
    a: Annotated[str, typer.Argument(metavar="A", help="A formula in Python text or LaTeX.")],
    b: Annotated[str, typer.Argument(metavar="B", help="Another one.")],
    vars: Vars = None,
    seed: Seed = 0,
) -> None:
    """Are two formulas equal? Exit 0: yes, 1: no, or only under an assumption, 2: no answer."""

    def work() -> int:
        left, right = _pair(a, b, vars)
        verdict = left.equals(right, seed=seed)
        _show_verdict(_console(), verdict, left, right, inferred=vars is None)
        return {"proved": GOOD, "agrees": GOOD, "refuted": WRONG, "conditional": WRONG}.get(verdict.kind, NO_ANSWER)

    raise typer.Exit(_guarded(work))


@app.command(context_settings=FORMULAS)
def derive(
    expr: Annotated[str, typer.Argument(metavar="EXPR", help="A formula in Python text or LaTeX.")],
    vars: Vars = None,
    wrt: Annotated[str, typer.Option(help="The variable to differentiate by.")] = "",
    order: Annotated[int, typer.Option(min=1, max=8, help="How often.")] = 1,
    latex: Annotated[bool, typer.Option("--latex", help="Print LaTeX.")] = False,
    steps: Annotated[bool, typer.Option("--steps", help="Print the derivation, step by step.")] = False,
    latex_in: Annotated[bool, typer.Option(
        "--latex-in", help="EXPR is LaTeX; otherwise it is taken for LaTeX where it has a backslash, ^ or {.")] = False,
    format: Annotated[str, typer.Option(metavar="text|json", help="How to print.")] = "text",
    code: Annotated[str, typer.Option(
        metavar="|".join(TARGETS), help="Print the source code of a function that computes it.")] = "",
) -> None:
    """Differentiate a formula: gradient, Jacobian, Hessian."""

    def work() -> int:
        as_json = _one_of("--format", format, ("text", "json")) == "json"
        formula = _formula(expr, vars, latex_in)
        by = _variable(formula, wrt)
        derivation = formula.derivation(by, order) if steps or as_json else None
        result = formula.derivative(by, order)
        console = _console()
        if derivation is not None:
            typer.echo(derivation.json(indent=2) if as_json else derivation.latex() if latex else derivation.text)
        elif not code:
            typer.echo(result.latex() if latex else result.text)
        if code:
            typer.echo(result.code(_one_of("--code", code, TARGETS), name="derivative"), nl=False)
        if console.is_terminal or vars is None:
            _show_declarations(_console(stderr=True), result.declarations.values(), inferred=vars is None,
                               shape=result.shape)
        return GOOD

    raise typer.Exit(_guarded(work))


@app.command(context_settings=FORMULAS)
def code(
    expr: Annotated[str, typer.Argument(metavar="EXPR", help="A formula in Python text or LaTeX.")],
    vars: Vars = None,
    target: Annotated[str, typer.Option(
        metavar="|".join(TARGETS), help="The library; or the language, without one.")] = "numpy",
    grad: Annotated[str, typer.Option(
        metavar="W,...", help="Variables: the function gives the value and its derivatives by them.")] = "",
    name: Annotated[str, typer.Option(help="The name of the function.")] = "f",
    latex_in: Annotated[bool, typer.Option("--latex-in", help="EXPR is LaTeX.")] = False,
) -> None:
    """Print the source code of a function that computes a formula, with its derivatives where they are asked for."""

    def work() -> int:
        formula = _formula(expr, vars, latex_in)
        if not name.isidentifier():
            raise ValueError(f"{name!r} is no name for a function; give letters, digits and underscores")
        wanted = [part.strip() for part in grad.split(",") if part.strip()]
        typer.echo(formula.code(_one_of("--target", target, TARGETS), grad=wanted, name=name), nl=False)
        if vars is None:
            _show_declarations(_console(stderr=True), formula.declarations.values(), inferred=True, shape=formula.shape)
        return GOOD

    raise typer.Exit(_guarded(work))


def _variable(formula: Formula, wrt: str) -> str:
    """The variable that is asked for, or the only one."""
    if wrt:
        return wrt
    if len(formula.vars) == 1:
        return next(iter(formula.vars))
    raise ValueError(f"by which variable? Add --wrt with one of {', '.join(formula.vars) or '(there is none)'}")


def _is_latex(text: str) -> bool:
    return any(mark in text for mark in "\\^{")


def _formula(text: str, vars: str | Mapping[str, Symbol] | None, is_latex: bool = False) -> Formula:
    from lemmata.formulas import latex, parse

    return latex(text, vars) if is_latex or _is_latex(text) else parse(text, vars)


def _pair(a: str, b: str, vars: str | None) -> tuple[Formula, Formula]:
    """Both formulas under the same declarations, which are inferred from the two together."""
    from lemmata.engine.expr import Apply
    from lemmata.engine.ops.shapes import show
    from lemmata.engine.readers.latex import parse_latex
    from lemmata.engine.readers.syntax import parse_text
    from lemmata.formulas import Formula, latex, parse

    if "^" in a + b and "**" in a + b and "\\" not in a + b:
        raise ValueError("^ is a power in LaTeX, ** one in Python text; write both formulas with **")
    if _is_latex(a + b):
        for text in (a, b):  # what can't be read shows its place where it stands
            parse_latex(text)
        both = latex(f"{a} = {b}", vars)
    else:
        for text in (a, b):
            parse_text(text)
        both = parse(f"({a}) == ({b})", vars)
    if not isinstance(both.expr, Apply) or both.expr.op != "eq":
        raise ValueError("each of the two is one expression without = or another relation sign")
    left, right = (Formula(side, both.declarations) for side in both.expr.args)
    if left.shape != right.shape and left.shape and right.shape:
        raise ValueError(f"the first formula has shape {show(left.shape)}, the second {show(right.shape)}; "
                         "equal formulas have the same shape")
    return left, right


def _show_verdict(console: Console, verdict: Verdict, left: Formula, right: Formula, inferred: bool) -> None:
    """The verdict, the reason, and the counterexample, one line each."""
    from rich.text import Text

    head = Text(verdict.kind, style=f"bold {COLORS.get(verdict.kind, 'magenta')}")
    console.print(head, Text(f"  {verdict.message}" + (f" ({verdict.method})" if verdict.method else "")), sep="")
    width = max((len(name) for name in verdict.counterexample), default=0)
    for name, value in verdict.counterexample.items():
        console.print(Text(f"  {name:<{width}}", style="bold"), Text(f"  {value}"), sep="")
    if verdict.hint:
        console.print(Text(f"  hint: {verdict.hint}", style="italic"))
    for note in verdict.notes:
        console.print(Text(f"  note: {note}", style="dim"))
    declarations = {**left.declarations, **right.declarations}
    _show_declarations(console, declarations.values(), inferred)


def _show_declarations(console: Console, symbols: Iterable[Symbol], inferred: bool,
                       shape: Sequence[object] | None = None) -> None:
    from rich.text import Text

    from lemmata.engine.writers import to_declarations

    text = to_declarations(symbols)
    if text:
        console.print(Text(f"  {'inferred' if inferred else 'with'}: {text}", style="dim"))
    if shape:
        console.print(Text(f"  shape: [{' '.join(map(str, shape))}]", style="dim"))


def _console(stderr: bool = False) -> Console:
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, soft_wrap=True)


def _guarded(work: Callable[[], int]) -> int:
    """The exit code of a command; what goes wrong becomes one message on stderr."""
    try:
        return work()
    except KeyboardInterrupt:
        typer.echo("interrupted", err=True)
    except (ValueError, TypeError, OSError, ArithmeticError) as error:
        from lemmata.documents.reports.visible import visible

        typer.echo(visible(f"error: {error}", rows=True), err=True)
    return NO_ANSWER


if __name__ == "__main__":
    sys.exit(main())
