"""Commands on formulas: equal, derive, code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from lemmata.cli.shared import GOOD, NO_ANSWER, WRONG, Seed, app, guarded, one_of
from lemmata.console import console
from lemmata.targets import TARGETS

if TYPE_CHECKING:
    from rich.console import Console

    from lemmata.engine.expr import Symbol
    from lemmata.engine.verdicts import Verdict
    from lemmata.formulas import Formula

COLORS = {"proved": "green", "agrees": "green", "refuted": "red", "conditional": "yellow", "undecided": "cyan"}
FORMULAS = {"ignore_unknown_options": True}  # a formula may begin with a minus
Vars = Annotated[str | None, typer.Argument(
    metavar="VARS", help='Declarations, for example "X: real[m n], s: positive"; inferred where left out.')]


@app.command(context_settings=FORMULAS)
def equal(
    a: Annotated[str, typer.Argument(metavar="A", help="A formula in Python text or LaTeX.")],
    b: Annotated[str, typer.Argument(metavar="B", help="Another one.")],
    vars: Vars = None,
    seed: Seed = 0,
) -> None:
    """Are two formulas equal? Exit 0: yes, 1: no, or only under an assumption, 2: no answer."""

    def work() -> int:
        from lemmata.formulas import read_pair

        left, right = read_pair(a, b, vars)
        verdict = left.equals(right, seed=seed)
        _show_verdict(console(), verdict, left, right, inferred=vars is None)
        return {"proved": GOOD, "agrees": GOOD, "refuted": WRONG, "conditional": WRONG}.get(verdict.kind, NO_ANSWER)

    raise typer.Exit(guarded(work))


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
        from lemmata.formulas import read_formula

        as_json = one_of("--format", format, ("text", "json")) == "json"
        formula = read_formula(expr, vars, "latex" if latex_in else "auto")
        by = _variable(formula, wrt)
        derivation = formula.derivation(by, order) if steps or as_json else None
        result = formula.derivative(by, order)
        out = console()
        if derivation is not None:
            typer.echo(derivation.json(indent=2) if as_json else derivation.latex() if latex else derivation.text)
        elif not code:
            typer.echo(result.latex() if latex else result.text)
        if code:
            typer.echo(result.code(one_of("--code", code, TARGETS), name="derivative"), nl=False)
        if derivation is None and order:
            _show_singular(console(stderr=True), result.singular)
        if out.is_terminal or vars is None:
            _show_declarations(console(stderr=True), result.declarations.values(), inferred=vars is None,
                               shape=result.shape)
        return GOOD

    raise typer.Exit(guarded(work))


@app.command(context_settings=FORMULAS)
def code(
    expr: Annotated[str, typer.Argument(metavar="EXPR", help="A formula in Python text or LaTeX.")],
    vars: Vars = None,
    target: Annotated[str, typer.Option(
        metavar="|".join(TARGETS), help="The library; or the language, without one.")] = "numpy",
    grad: Annotated[str, typer.Option(
        metavar="W,...", help="Variables: the function gives the value and its derivatives by them.")] = "",
    hessian: Annotated[str, typer.Option(
        metavar="W,...", help="Variables: the function gives the second derivatives by them too.")] = "",
    name: Annotated[str, typer.Option(help="The name of the function.")] = "f",
    latex_in: Annotated[bool, typer.Option("--latex-in", help="EXPR is LaTeX.")] = False,
) -> None:
    """Print the source code of a function that computes a formula, with its derivatives where they are asked for."""

    def work() -> int:
        from lemmata.formulas import read_formula

        formula = read_formula(expr, vars, "latex" if latex_in else "auto")
        if not name.isidentifier():
            raise ValueError(f"{name!r} is no name for a function; give letters, digits and underscores")
        first, second = ([part.strip() for part in given.split(",") if part.strip()] for given in (grad, hessian))
        typer.echo(formula.code(one_of("--target", target, TARGETS), grad=first, hessian=second, name=name), nl=False)
        if vars is None:
            _show_declarations(console(stderr=True), formula.declarations.values(), inferred=True,
                               shape=formula.shape)
        return GOOD

    raise typer.Exit(guarded(work))


def _variable(formula: Formula, wrt: str) -> str:
    """The variable that is asked for, or the only one."""
    if wrt:
        return wrt
    if len(formula.vars) == 1:
        return next(iter(formula.vars))
    raise ValueError(f"by which variable? Add --wrt with one of {', '.join(formula.vars) or '(there is none)'}")


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


def _show_singular(console: Console, singular: Sequence[str]) -> None:
    from rich.text import Text

    for told in singular:
        console.print(Text(f"  not defined where {told}", style="yellow"))


def _show_declarations(console: Console, symbols: Iterable[Symbol], inferred: bool,
                       shape: Sequence[object] | None = None) -> None:
    from rich.text import Text

    from lemmata.engine.writers import to_declarations

    text = to_declarations(symbols)
    if text:
        console.print(Text(f"  {'inferred' if inferred else 'with'}: {text}", style="dim"))
    if shape:
        console.print(Text(f"  shape: [{' '.join(map(str, shape))}]", style="dim"))
