"""The command that gives the formula that keeps its digits."""

from __future__ import annotations

from typing import Annotated

import typer

from lemmata.cli.formulas import FORMULAS, Vars
from lemmata.cli.shared import GOOD, Seed, app, guarded, one_of
from lemmata.targets import TARGETS

DTYPES = ("float64", "float32", "bfloat16", "float16")


@app.command(context_settings=FORMULAS)
def stabilize(
    expr: Annotated[str, typer.Argument(metavar="EXPR", help="A formula in Python text or LaTeX.")],
    vars: Vars = None,
    where: Annotated[str, typer.Option(
        help='Laws, sizes and conditions of the points, for example "x: normal(0, 30), x < y".')] = "",
    dtype: Annotated[str, typer.Option(metavar="|".join(DTYPES), help="Of the numbers.")] = "float64",
    points: Annotated[int, typer.Option(min=10, help="Fresh points, by which the last choice is made.")] = 8000,
    code: Annotated[str, typer.Option(
        metavar="|".join(TARGETS), help="Print the source code of a function that computes it.")] = "",
    latex_in: Annotated[bool, typer.Option("--latex-in", help="EXPR is LaTeX.")] = False,
    seed: Seed = 0,
) -> None:
    """Find the form of a formula that loses fewest bits; print it, how many it loses, and by which rules it came."""

    def work() -> int:
        from lemmata.formulas import read_formula

        formula = read_formula(expr, vars, "latex" if latex_in else "auto")
        found = formula.stabilize(one_of("--dtype", dtype, DTYPES), where or None, points, seed)
        typer.echo(found.text)
        typer.echo(found.report.text)
        if code:
            typer.echo()
            typer.echo(found.code(one_of("--code", code, TARGETS)), nl=False)
        return GOOD

    raise typer.Exit(guarded(work))
