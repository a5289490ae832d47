"""Commands on the book: list, show, search, notebook."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lemmata.cli.shared import COLORED, GOOD, WRONG, app, guarded, one_of

if TYPE_CHECKING:
    from lemmata.lemmas import Lemma

FORMATS = ("text", "json")
Color = Annotated[str, typer.Option(metavar="auto|always|never", help="Colours.")]


@app.command("list")
def list_lemmas(
    chapter: Annotated[str, typer.Argument(help="A chapter; left out: all.")] = "",
    start: Annotated[bool, typer.Option("--start", help="Only the path for readers with school algebra.")] = False,
    format: Annotated[str, typer.Option(metavar="text|json", help="How to print.")] = "text",
    color: Color = "auto",
) -> None:
    """List the lemmas of the book, chapter by chapter."""

    def work() -> int:
        from lemmata.lemmas import chapters
        from lemmata.lemmas.showing import print_list

        as_json, known = one_of("--format", format, FORMATS) == "json", chapters()
        if chapter:
            one_of("the chapter", chapter, [c.name for c in known])
        found = [(c, s, lemma) for c in known if chapter in ("", c.name) for s in c.sections for lemma in s.lemmas
                 if lemma.start or not start]
        if as_json:
            typer.echo(json.dumps([_data(lemma) for _, _, lemma in found], indent=2, ensure_ascii=False))
        else:
            print_list(found, _out(color))
        return GOOD

    raise typer.Exit(guarded(work))


@app.command()
def show(
    id: Annotated[str, typer.Argument(metavar="ID", help="The id of a lemma; `lemmata list` shows all.")],
    hints: Annotated[bool, typer.Option("--hints", help="With the hints of the exercise.")] = False,
    solution: Annotated[bool, typer.Option("--solution", help="With its hints and its solution.")] = False,
    code: Annotated[str, typer.Option(metavar="numpy|jax|torch", help="Print only the code of its function.")] = "",
    answer: Annotated[str, typer.Option(
        metavar="FORMULA", help="Answer the exercise, in Python text or LaTeX. Exit 1: wrong.")] = "",
    format: Annotated[str, typer.Option(metavar="text|json", help="How to print.")] = "text",
    color: Color = "auto",
) -> None:
    """Show a lemma: what it says, why, an example, its derivation, its function, an exercise."""

    def work() -> int:
        from lemmata.lemmas import find
        from lemmata.lemmas.page import TARGETS, page
        from lemmata.lemmas.page import code as code_of
        from lemmata.lemmas.showing import print_answer, print_page

        as_json, lemma = one_of("--format", format, FORMATS) == "json", find(id)
        if code:
            typer.echo(code_of(lemma, one_of("--code", code, TARGETS)), nl=False)
            return GOOD
        if answer:
            return GOOD if print_answer(lemma, answer, _out(color)) else WRONG
        parts = page(lemma, "solution" if solution else "hints" if hints else "")
        if as_json:
            typer.echo(json.dumps({**_data(lemma), "parts": [{"title": p.title, "text": p.text} for p in parts]},
                                  indent=2, ensure_ascii=False))
        else:
            print_page(lemma, parts, _out(color))
        return GOOD

    raise typer.Exit(guarded(work))


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="What to look for.")],
    format: Annotated[str, typer.Option(metavar="text|json", help="How to print.")] = "text",
    color: Color = "auto",
) -> None:
    """Find lemmas by words of their text, titles and functions. Exit 1: none."""

    def work() -> int:
        from lemmata.lemmas import search as find_words
        from lemmata.lemmas.showing import print_found

        as_json, found = one_of("--format", format, FORMATS) == "json", find_words(words)
        if as_json:
            typer.echo(json.dumps([_data(lemma) for lemma in found], indent=2, ensure_ascii=False))
        else:
            print_found(found, " ".join(words), _out(color))
        return GOOD if found else WRONG

    raise typer.Exit(guarded(work))


@app.command()
def notebook(
    id: Annotated[str, typer.Argument(metavar="ID", help="A lemma, or a section: linear-algebra/vectors.")],
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Left out: ID.ipynb here.")] = "",
) -> None:
    """Write a lemma or a section as a Jupyter notebook."""

    def work() -> int:
        from lemmata.lemmas.notebook import write

        path = output or f"{id.rpartition('/')[2]}.ipynb"
        write(id, path)
        typer.echo(path)
        return GOOD

    raise typer.Exit(guarded(work))


def _data(lemma: Lemma) -> dict[str, Any]:
    return {"id": lemma.id, "title": lemma.title, "chapter": lemma.chapter, "section": lemma.section,
            "functions": list(lemma.names), "needs": list(lemma.needs), "start": lemma.start}


def _out(color: str) -> Any:
    from lemmata.documents.project.screen import console

    return console(one_of("--color", color, COLORED))
