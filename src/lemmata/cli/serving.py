"""Commands for the browser: serve, build."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lemmata.cli.shared import GOOD, WRONG, app, guarded


@app.command()
def serve(
    path: Annotated[Path | None, typer.Argument(
        metavar="PATH", help="Your own documents, a folder or a file, to be shown beside the handbook.")] = None,
    host: Annotated[str, typer.Option(help="The address to listen at; 0.0.0.0 lets other machines in.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0: any that is free.")] = 8000,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Only print the address.")] = False,
) -> None:
    """Open the handbook and the workbench in the browser."""

    def work() -> int:
        from lemmata.web.serving import serve as serve_pages
        from lemmata.web.shelf import shelf

        serve_pages(shelf(path) if path is not None else None, host, port, not no_browser, lambda address: typer.echo(
            f"The handbook is at {address} (Ctrl-C ends it)"))
        return GOOD

    raise typer.Exit(guarded(work))


@app.command()
def build(
    path: Annotated[Path | None, typer.Argument(
        metavar="PATH", help="Your own documents, a folder or a file, to be shown beside the handbook.")] = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write to.")] = Path("site"),
) -> None:
    """Write the handbook as files for any host: everything but the live workbench and checker."""

    def work() -> int:
        from lemmata.console import console
        from lemmata.web.building import build as build_pages
        from lemmata.web.shelf import shelf

        out = console("auto")
        with out.status("") as status:
            left_out = build_pages(output, shelf(path) if path is not None else None,
                                   lambda done, all: status.update(f"{done} of {all} files"))
        for one in left_out:
            typer.echo(f"left out: {one}", err=True)
        typer.echo(f"The handbook is in {output}; open it with any server of files: "
                   f"python -m http.server --directory {output}")
        return GOOD if not left_out else WRONG

    raise typer.Exit(guarded(work))
