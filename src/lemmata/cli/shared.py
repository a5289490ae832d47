"""What all commands share: the application, exit codes, the guard around a command."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated

import typer

GOOD, WRONG, NO_ANSWER = 0, 1, 2

app = typer.Typer(name="lemmata", help="Check the mathematics of documents; compare and derive formulas; the book.",
                  add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None)

Seed = Annotated[int, typer.Option(help="Seed of everything that is sampled.")]


def one_of(option: str, given: str, known: Sequence[str]) -> str:
    if given not in known:
        from lemmata.documents.conventions import nearest

        raise ValueError(f"{option} {given}: write {', '.join(known[:-1])} or {known[-1]}{nearest(given, list(known))}")
    return given


def guarded(work: Callable[[], int]) -> int:
    """The exit code of a command; what goes wrong becomes one message on stderr."""
    try:
        return work()
    except KeyboardInterrupt:
        typer.echo("interrupted", err=True)
    except (ValueError, TypeError, OSError, ArithmeticError) as error:
        from lemmata.documents.reports.visible import visible

        typer.echo(visible(f"error: {error}", rows=True), err=True)
    return NO_ANSWER
