"""The command line: check documents, compare and derive formulas. Heavy imports wait inside the commands."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from lemmata import __version__

if TYPE_CHECKING:
    from rich.console import Console

    from lemmata.engine.expr import Symbol
    from lemmata.engine.verdicts import Verdict
    from lemmata.formulas import Formula

T = TypeVar("T")
GOOD, WRONG, NO_ANSWER = 0, 1, 2
COLORS = {"proved": "green", "agrees": "green", "refuted": "red", "conditional": "yellow", "undecided": "cyan"}

FORMULAS = {"ignore_unknown_options": True}  # a formula may begin with a minus

app = typer.Typer(name="lemmata", help="Check the mathematics of documents; compare and derive formulas.",
                  add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None)


class Format(StrEnum):
    text = "text"
    json = "json"


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


@app.command()
def check(
    paths: Annotated[list[Path], typer.Argument(
        metavar="PATH...", help="Markdown, notebooks, LaTeX, reStructuredText, Python: files or folders.")],
    format: Annotated[Format, typer.Option(help="How to print the report.")] = Format.text,
    explain: Annotated[bool, typer.Option("--explain", help="Show how each formula was read.")] = False,
    seed: Seed = 0,
    run: Annotated[bool, typer.Option("--run", help="Also run the Python code blocks.")] = False,
    time_limit: Annotated[float, typer.Option(
        "--time-limit", min=0.1, metavar="SECONDS",
        help="With --run, the time of one code block; all blocks of a document together have ten times that.")] = 60,
) -> None:
    """Check every formula of documents. Exit 0: nothing wrong, 1: something wrong, 2: could not run."""

    def work() -> int:
        from lemmata.documents import Limits, check
        from lemmata.documents.reports.terminal import print_report

        waiting = _console(stderr=True)
        with waiting.status("reading") as status:
            report = check(paths, run=run, seed=seed, limits=Limits.of_seconds(time_limit),
                           progress=lambda path, done, total: status.update(f"{path}  {done} of {total}"))
        if format is Format.json:
            typer.echo(report.to_json())
            for error in report.errors:
                typer.echo(f"not read  {error}", err=True)
        else:
            print_report(report, _console(), explain)
        return report.exit_status

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
) -> None:
    """Differentiate a formula: gradient, Jacobian, Hessian."""

    def work() -> int:
        formula = _formula(expr, vars)
        result = formula.derivative(_variable(formula, wrt), order)
        console = _console()
        typer.echo(result.latex() if latex else result.text)
        if console.is_terminal or vars is None:
            _show_declarations(_console(stderr=True), result.declarations.values(), inferred=vars is None,
                               shape=result.shape)
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


def _formula(text: str, vars: str | Mapping[str, Symbol] | None) -> Formula:
    from lemmata.formulas import latex, parse

    return latex(text, vars) if _is_latex(text) else parse(text, vars)


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
        typer.echo(f"error: {error}", err=True)
    return NO_ANSWER


if __name__ == "__main__":
    sys.exit(main())
