"""Commands on the book: list, show, search, notebook."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lemmata.cli.shared import GOOD, NO_ANSWER, WRONG, app, guarded, one_of
from lemmata.console import COLORS, console

if TYPE_CHECKING:
    from lemmata.lemmas import Lemma

FORMATS = ("text", "json")
Color = Annotated[str, typer.Option(metavar="auto|always|never", help="Colours.")]


@app.command("list")
def list_lemmas(
    part: Annotated[str, typer.Argument(
        metavar="PART", help="A chapter, or a section: linear-algebra/vectors; left out: all.")] = "",
    start: Annotated[bool, typer.Option("--start", help="Only the path for readers with school algebra.")] = False,
    format: Annotated[str, typer.Option(metavar="text|json", help="How to print.")] = "text",
    color: Color = "auto",
) -> None:
    """List the lemmas of the book, chapter by chapter."""

    def work() -> int:
        from lemmata.lemmas.book import named_sections
        from lemmata.lemmas.showing import print_list

        out = console(one_of("--color", color, COLORS))
        as_json = one_of("--format", format, FORMATS) == "json"
        found = [(c, s, lemma) for c, s in named_sections(part) for lemma in s.lemmas if lemma.start or not start]
        if as_json:
            _print_json([_data(lemma) for _, _, lemma in found])
        else:
            print_list(found, out)
        return GOOD

    raise typer.Exit(guarded(work))


@app.command()
def show(
    id: Annotated[str, typer.Argument(metavar="ID", help="The id of a lemma; `lemmata list` shows all.")],
    hints: Annotated[bool, typer.Option("--hints", help="With the hints of the exercise.")] = False,
    solution: Annotated[bool, typer.Option("--solution", help="With its hints and its solution.")] = False,
    code: Annotated[str, typer.Option(metavar="numpy|jax|torch", help="Print only the code of its function.")] = "",
    answer: Annotated[str | None, typer.Option(
        metavar="FORMULA", help="Answer the exercise, in Python text or LaTeX. Exit 1: wrong, 2: unreadable.")] = None,
    format: Annotated[str, typer.Option(metavar="text|json", help="How to print.")] = "text",
    color: Color = "auto",
) -> None:
    """Show a lemma: what it says, why, an example, its derivation, its function, an exercise."""

    def work() -> int:
        from lemmata.lemmas.book import find
        from lemmata.lemmas.showing import print_answer, print_page

        out = console(one_of("--color", color, COLORS))
        as_json, lemma = one_of("--format", format, FORMATS) == "json", find(id)
        from lemmata.lemmas.page import TARGETS, page  # with the library: only for a lemma that is there
        from lemmata.lemmas.page import code as code_of

        if code:
            typer.echo(code_of(lemma, one_of("--code", code, TARGETS)), nl=False)
            return GOOD
        if answer is not None:
            (task,) = lemma.tasks
            judged = task.exercise.assess(answer)
            if as_json:
                _print_json({"id": lemma.id, "kind": judged.kind, "message": judged.message, "detail": judged.detail,
                             "counterexample": dict(judged.counterexample)})
            else:
                print_answer(judged, task.hints[0], out)
            return GOOD if judged else NO_ANSWER if judged.kind in ("unreadable", "undecided") else WRONG
        parts = page(lemma, "solution" if solution else "hints" if hints else "")
        if as_json:
            _print_json({**_data(lemma), "accuracy": _accuracy(lemma),
                         "parts": [{"title": p.title, "text": p.text} for p in parts]})
        else:
            print_page(lemma, parts, out)
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
        from lemmata.lemmas.book import search as find_words
        from lemmata.lemmas.book import why_none
        from lemmata.lemmas.showing import print_found

        out = console(one_of("--color", color, COLORS))
        as_json, found = one_of("--format", format, FORMATS) == "json", find_words(words)
        if as_json:
            _print_json([_data(lemma) for lemma in found])
        else:
            print_found(found, out)
        if not found:
            typer.echo(why_none(words), err=True)
        return GOOD if found else WRONG

    raise typer.Exit(guarded(work))


@app.command()
def notebook(
    id: Annotated[str, typer.Argument(metavar="ID", help="A lemma, a section (linear-algebra/vectors), or a chapter: "
                                                         "a folder of notebooks.")],
    output: Annotated[str, typer.Option(
        "--output", "-o", metavar="FILE",
        help="A file, or a folder that is there; - prints it. Left out: ID.ipynb here.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Write over what is there.")] = False,
) -> None:
    """Write a lemma, a section or a chapter as Jupyter notebooks."""

    def work() -> int:
        from lemmata.lemmas.notebook import notebooks, written

        made = notebooks(id)
        if output == "-":
            typer.echo("\n".join(map(written, made.values())), nl=False)
            return GOOD
        target = Path(output)
        inside = len(made) > 1 or target.is_dir()
        files = {target / name if inside else target: one for name, one in made.items()}
        for path in files:
            if path.exists() and not force:
                raise ValueError(f"{path} is there already; --force writes over it, --output FILE writes another file")
            if len(made) == 1 and not path.parent.is_dir():
                raise ValueError(f"cannot write {path}: there is no folder {path.parent}; make it first")
        for path, one in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(written(one), encoding="utf-8")
            typer.echo(str(path))
        return GOOD

    raise typer.Exit(guarded(work))


def _data(lemma: Lemma) -> dict[str, Any]:
    return {"id": lemma.id, "title": lemma.title, "chapter": lemma.chapter, "section": lemma.section,
            "functions": list(lemma.names), "needs": list(lemma.needs), "start": lemma.start}


def _accuracy(lemma: Lemma) -> dict[str, Any] | None:
    """What its function loses in float64, where it is a formula."""
    from lemmata.lemmas.accuracy import accuracy

    found = accuracy(lemma)
    return None if found is None else {"reason": found.reason} if found.reason else {
        name: value for name, value in vars(found).items() if name != "reason"}


def _print_json(data: Any) -> None:
    typer.echo(json.dumps(data, indent=2, ensure_ascii=False))
