"""Lemmas on a terminal; where there is none, lines are whole and without colours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.console import Console, RenderableType
from rich.segment import Segment
from rich.text import Text

from lemmata.lemmas.accuracy import DTYPE, accuracy
from lemmata.lemmas.book import Chapter, Section, leads_to
from lemmata.lemmas.lemma import Lemma, Part
from lemmata.lemmas.plain import pieces
from lemmata.wording import counted

if TYPE_CHECKING:
    from lemmata.exercises import Assessment

WIDTH = 100  # longer lines are hard to read
GAP = "  "


def print_list(rows: Sequence[tuple[Chapter, Section, Lemma]], console: Console) -> None:
    """Chapters, sections, and a line a lemma, with its functions where there is room."""
    width = max((len(lemma.id) for _, _, lemma in rows), default=0)
    place: tuple[str, str] = ("", "")
    for chapter, section, lemma in rows:
        if chapter.name != place[0]:
            _print_line(console, Text(f"\n{chapter.title}", "bold").append(f"{GAP}{chapter.name}", "not bold dim"))
        if (chapter.name, section.name) != place:
            _print_line(console, Text(f"{GAP}{section.title}", "italic").append(
                f"{GAP}{chapter.name}/{section.name}", "not italic dim"))
        place = chapter.name, section.name
        _print_row(console, 2 * GAP, lemma, width, lemma.start)
    _print_line(console, Text(f"\n{counted(len(rows), 'lemma')}; lemmata show ID shows one", "dim"))


def print_found(found: Sequence[Lemma], console: Console) -> None:
    """A line a lemma."""
    width = max((len(lemma.id) for lemma in found), default=0)
    for lemma in found:
        _print_row(console, "", lemma, width, False)


def print_page(lemma: Lemma, parts: Sequence[Part], console: Console) -> None:
    """The page, formulas as text."""
    _print_line(console, Text(lemma.title, "bold"))
    _print_line(console, Text(f"{lemma.id}  in {lemma.chapter}/{lemma.section}", "dim"))
    for part in parts:
        console.print()
        if part.title:
            _print_line(console, Text(part.title, "bold cyan"))
        _print_markdown(console, part.text)
    console.print()
    show = f"lemmata show {lemma.id}"
    found = accuracy(lemma)
    for word, rest in (("accuracy", found and f"{found.text} ({DTYPE}; lemmata accuracy says where)"),
                       ("needs", ", ".join(lemma.needs)),
                       ("leads to", ", ".join(other.id for other in leads_to(lemma))),
                       ("answer", f"{show} --answer FORMULA; --hints and --solution help"),
                       ("code", f"{show} --code numpy; jax, torch"),
                       ("try it", f"lemmata notebook {lemma.id}")):
        if rest:
            _print_wrapped(console, Text(f"{word}: {rest}", "dim"))


def print_answer(found: Assessment, hint: str, console: Console) -> None:
    """What an answer to the exercise is worth; where it is read and wrong, with the values that show it and a hint."""
    colour = "bold green" if found else "bold yellow" if found.kind in ("rounded", "undecided") else "bold red"
    first, *place = found.message.splitlines() or [""]
    _print_wrapped(console, Text(found.kind, colour).append(f"{GAP}{first}", "not bold default"))
    for line in (*place, *(f"{GAP}{name} = {value}" for name, value in found.counterexample.items())):
        _print_line(console, Text(line))
    if not found and found.kind != "unreadable":
        _print_markdown(console, f"*Hint.* {hint}")


def _print_row(console: Console, indent: str, lemma: Lemma, width: int, start: bool) -> None:
    """A lemma in a list: its functions follow while they fit."""
    line = Text(indent).append(f"{lemma.id:<{width}}", "cyan").append(f"{GAP}{lemma.title}")
    mark = f"{GAP}start here" if start else ""
    if console.is_terminal:
        line.truncate(console.width - len(mark), overflow="ellipsis")
    line.append(mark, "green")
    for place, name in enumerate(lemma.names):
        more = f", {name}" if place else f"{GAP}{name}"
        if console.is_terminal and line.cell_len + len(more) > console.width:
            break
        line.append(more, "dim")
    _print_line(console, line)


def _print_markdown(console: Console, markdown: str) -> None:
    from rich.markdown import Markdown
    from rich.syntax import Syntax

    for place, (kind, text) in enumerate(pieces(markdown)):
        if place:
            console.print()
        if kind == "":
            _print_wrapped(console, Markdown(text, justify="default"))
        elif kind == "formula":
            _print_wrapped(console, Text(text), 2 * GAP)
        else:  # code is never broken: what is copied must run
            written = Syntax("", kind, theme="ansi_dark").highlight(text.rstrip()) if kind == "python" else Text(text)
            written.rstrip()
            for line in written.split("\n", allow_blank=True):
                _print_line(console, Text(f"{GAP}│ " if kind == "output" else 2 * GAP, "dim").append_text(line)
                            if line else Text())


def _print_wrapped(console: Console, shown: RenderableType, indent: str = "") -> None:
    """At words, without blanks at the ends of lines."""
    options = console.options.update(width=min(console.width, WIDTH) - len(indent))
    lines = [_stripped(line) for line in console.render_lines(shown, options, pad=False)]
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    for line in lines:
        _print_line(console, Text(indent if line else "").append_text(
            Text.assemble(*((segment.text, segment.style or "") for segment in line))))


def _stripped(line: Iterable[Segment]) -> list[Segment]:
    kept = list(line)
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[-1] = Segment(kept[-1].text.rstrip(), kept[-1].style)
    return kept


def _print_line(console: Console, line: Text) -> None:
    """A line as it is: a terminal breaks it, a pipe does not."""
    console.print(line, soft_wrap=True)
