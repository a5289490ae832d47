"""Commands on the digits that formulas lose: accuracy."""

from __future__ import annotations

from typing import Annotated

import typer

from lemmata.cli.formulas import FORMULAS, Vars
from lemmata.cli.shared import GOOD, NO_ANSWER, Seed, app, guarded, one_of
from lemmata.console import console

DTYPES = ("float64", "float32", "bfloat16", "float16")


@app.command(context_settings=FORMULAS)
def accuracy(
    expr: Annotated[str, typer.Argument(metavar="EXPR", help="A formula in Python text or LaTeX.")],
    vars: Vars = None,
    dtype: Annotated[str, typer.Option(metavar="|".join(DTYPES), help="The numbers it is computed in.")] = "float64",
    where: Annotated[str | None, typer.Option(
        help='Laws of variables, sizes, conditions: "x: normal(0, 30), n: 1000, x[0] < 1".')] = None,
    points: Annotated[int, typer.Option(min=1, help="How many points.")] = 8000,
    grad: Annotated[str, typer.Option(metavar="W,...", help="Measure the derivatives by these variables too.")] = "",
    program: Annotated[bool, typer.Option("--program", help="Measure the compiled program, not the text.")] = False,
    seed: Seed = 0,
    latex_in: Annotated[bool, typer.Option("--latex-in", help="EXPR is LaTeX.")] = False,
    format: Annotated[str, typer.Option(metavar="text|json", help="How to print.")] = "text",
) -> None:
    """How many bits does a formula lose in floats, where, and which operation loses them?"""

    def work() -> int:
        from lemmata.formulas import read_formula

        as_json = one_of("--format", format, ("text", "json")) == "json"
        formula = read_formula(expr, vars, "latex" if latex_in else "auto")
        wanted = [part.strip() for part in grad.split(",") if part.strip()]
        found = formula.accuracy(one_of("--dtype", dtype, DTYPES), where, points=points, seed=seed, grad=wanted,
                                 form="program" if program else "written")
        if as_json:
            typer.echo(found.json(indent=2))
        else:
            out = console()
            out.print(found.text(min(out.width, 100)), markup=False)
        return GOOD if found.points else NO_ANSWER

    raise typer.Exit(guarded(work))
