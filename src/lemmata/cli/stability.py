"""Commands on the digits that formulas and functions lose: accuracy, stabilize, diagnose."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from lemmata.cli.formulas import FORMULAS, Vars
from lemmata.cli.shared import GOOD, NO_ANSWER, WRONG, Seed, app, guarded, one_of
from lemmata.console import console
from lemmata.dtypes import DTYPES
from lemmata.targets import TARGETS


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


@app.command()
def diagnose(
    function: Annotated[str, typer.Argument(metavar="MODULE:FUNCTION", help="A function, as in losses:cross_entropy or "
                                            "path/losses.py:cross_entropy.")],
    vars: Annotated[str | None, typer.Argument(metavar="VARS", help=(
        'Its arguments, "z: real[n], y: simplex[n]": data are drawn, the worst is looked at.'))] = None,
    data: Annotated[Path | None, typer.Option(help="Its arguments as arrays: an .npz file.")] = None,
    where: Annotated[str | None, typer.Option(
        help='How data are drawn: "z: normal(0, 30), n: 1000".')] = None,
    dtype: Annotated[str, typer.Option(metavar="|".join(DTYPES), help="In which numbers they are drawn.")] = "float64",
    format: Annotated[str, typer.Option(metavar="text|json|diff", help="How to print.")] = "text",
) -> None:
    """Which lines of your function lose digits, and the diff that keeps them. The function is run.

    Exit 0: nothing but rounding is lost, 1: digits are lost, 2: no answer.
    """

    def work() -> int:
        from lemmata.formulas import diagnose

        kind = one_of("--format", format, ("text", "json", "diff"))
        own = _function(function)
        found = diagnose(own, **_arrays(data)) if data is not None else diagnose(
            own, vars, where, one_of("--dtype", dtype, DTYPES))
        typer.echo(json.dumps(found.as_dict(), indent=2) if kind == "json" else
                   found.patch if kind == "diff" else str(found), nl=kind == "json")
        return GOOD if found.clean else WRONG

    raise typer.Exit(guarded(work))


def _function(text: str) -> Callable[..., Any]:
    """A function of a module on the path or in this folder, or of a file."""
    module, colon, name = text.rpartition(":")
    if not colon or not name:
        raise ValueError(f"{text!r} names no function; write module:function, or path/file.py:function")
    if module.endswith(".py"):
        path = Path(module)
        if not path.is_file():
            raise ValueError(f"there is no file {module}")
        sys.path.insert(0, str(path.parent))
        module = path.stem
    else:
        sys.path.insert(0, str(Path.cwd()))
    try:
        found: Any = import_module(module)
    except ModuleNotFoundError as error:
        raise ValueError(f"{error}; run it where the module can be imported, or give its file") from None
    for part in name.split("."):
        if not hasattr(found, part):
            own = [n for n in dir(found) if n[0] != "_" and callable(getattr(found, n))]
            raise ValueError(f"{module} has no {name!r}; it has {', '.join(own) or 'no functions'}")
        found = getattr(found, part)
    return found  # type: ignore[no-any-return]


def _arrays(path: Path) -> dict[str, Any]:
    import numpy as np

    try:
        with np.load(path, allow_pickle=False) as found:
            return dict(found)
    except (OSError, ValueError) as error:
        raise ValueError(f"{path} is no .npz file of arrays: {error}; write one by np.savez") from None
