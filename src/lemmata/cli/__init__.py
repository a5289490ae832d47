"""The command line: check documents, compare and derive formulas, read the book. Heavy imports wait inside commands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from lemmata import __version__
from lemmata.cli import book, checking, formulas, serving, stability  # noqa: F401
from lemmata.cli.shared import GOOD, NO_ANSWER, app


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
