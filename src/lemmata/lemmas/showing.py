"""Lemmas on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markdown import Markdown
from rich.syntax import Syntax
from rich.text import Text

from lemmata.lemmas.book import Chapter, Section
from lemmata.lemmas.lemma import Lemma, Part
from lemmata.lemmas.page import leads_to
from lemmata.lemmas.plain import with_plain_math
from lemmata.lemmas.prelude import FENCE
from lemmata.wording import counted

WIDTH = 100  # longer lines are hard to read


def print_list(rows: Sequence[tuple[Chapter, Section, Lemma]], console: Console) -> None:
    """Chapters, sections, and a line a lemma."""
    width = max((len(lemma.id) for _, _, lemma in rows), default=0)
    place: tuple[str, str] = ("", "")
    for chapter, section, lemma in rows:
        if chapter.name != place[0]:
            console.print(Text(f"\n{chapter.title}", style="bold"))
        if (chapter.name, section.name) != place:
            console.print(Text(f"  {section.title}", style="italic"))
        place = chapter.name, section.name
        line = Text(f"{lemma.id:<{width}}  ", style="cyan").append(lemma.title, style="default")
        line = Text(f"  {'*' if lemma.start else ' '} ", style="green").append(line)
        console.print(line, no_wrap=True, overflow="ellipsis", soft_wrap=False)
    console.print(Text(f"\n{counted(len(rows), 'lemma')}; * start here: school algebra is enough; lemmata show ID "
                       "shows one", style="dim"))


def print_found(found: Sequence[Lemma], words: str, console: Console) -> None:
    """A line a lemma."""
    width = max((len(lemma.id) for lemma in found), default=0)
    for lemma in found:
        console.print(Text(f"{lemma.id:<{width}}  ", style="cyan").append(lemma.title, style="default").append(
            f"  {', '.join(lemma.names)}", style="dim"), no_wrap=True, overflow="ellipsis", soft_wrap=False)
    if not found:
        console.print(f"no lemma with all of these words: {words}", markup=False)


def print_page(lemma: Lemma, parts: Sequence[Part], console: Console) -> None:
    """The page, formulas as text."""
    width = min(console.width, WIDTH)
    console.print(Text(lemma.title, style="bold"))
    console.print(Text(f"{lemma.id}  in {lemma.chapter}/{lemma.section}", style="dim"))
    console.print()
    for part in parts:
        if part.title:
            console.print(Text(part.title, style="bold cyan"))
        _print_part(part, console, width)
    for word, ids in (("needs", lemma.needs), ("leads to", [other.id for other in leads_to(lemma)])):
        if ids:
            console.print(Text(f"{word}: {', '.join(ids)}", style="dim"), width=width)
    console.print(Text(f"lemmata show {lemma.id} --hints | --solution | --answer FORMULA | --code numpy|jax|torch\n"
                       f"lemmata notebook {lemma.id}  for the picture, and to run its code", style="dim"))


def _print_part(part: Part, console: Console, width: int) -> None:
    """Words within the width; code, formulas and outputs as they are, so that they can be copied."""
    place, text = 0, with_plain_math(part.text)
    for match in FENCE.finditer(text):
        _print_words(text[place:match.start()], console, width)
        place, code = match.end(), match["code"].rstrip()
        if match["language"] == "python":
            shown = Syntax("", "python", theme="ansi_dark").highlight(code)
        else:
            shown = Text(code, style="dim" if match["language"] == "output" else "")
        shown.rstrip()
        console.print(shown, soft_wrap=True)
        console.print()
    _print_words(text[place:], console, width)


def _print_words(text: str, console: Console, width: int) -> None:
    if text.strip():
        console.print(Markdown(text), width=width, soft_wrap=False)
        console.print()


def print_answer(lemma: Lemma, answer: str, console: Console) -> bool:
    """What the answer to the exercise is worth, and a hint where it is wrong; whether it is right."""
    (task,) = lemma.tasks
    found = task.exercise.assess(answer)
    console.print(Text(found.kind, style="bold green" if found else "bold red").append(
        f"  {found.message}" if found.message else "", style="default"), soft_wrap=False)
    for name, value in found.counterexample.items():
        console.print(f"  {name} = {value}", markup=False, highlight=False)
    if not found:
        console.print(Markdown(with_plain_math(f"*Hint.* {task.hints[0]}")), width=min(console.width, WIDTH),
                      soft_wrap=False)
    return bool(found)
