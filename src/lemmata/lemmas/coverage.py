"""What of the two documents that Lemmata began with the book covers: topic, lemma, function, test."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from inspect import isclass
from pathlib import Path

from lemmata.lemmas.book import BOOK, Section, chapters, lemmas
from lemmata.lemmas.lemma import Lemma

_HEAD = (
    "# Coverage", "",
    "What the two documents that Lemmata began with name, in their order, and where it lives: the lemma of the",
    "book, the function of the library, the row of the table of tests. Written by",
    "`python -m lemmata.lemmas.coverage`.", "")
_COLUMNS = ("| topic | kind | lemma | function | test |", "| --- | --- | --- | --- | --- |")
KINDS = ("formula", "example", "concept", "application", "resource")


@dataclass(frozen=True)
class Topic:
    """Something that one of the documents names; `kind` is one of KINDS."""

    id: str
    chapter: str
    heading: str
    kind: str
    about: str


@cache
def topics(path: Path = BOOK / "topics.toml") -> tuple[Topic, ...]:
    """The topics in the order of the documents."""
    return tuple(Topic(**row) for row in tomllib.loads(path.read_text(encoding="utf-8"))["topic"])


def covering(topic: Topic) -> list[Lemma]:
    """The lemmas that cover a topic."""
    return [lemma for lemma in lemmas() if topic.id in lemma.covers]


def told_in(topic: Topic) -> list[Section]:
    """The sections that tell of a topic by themselves."""
    return [section for chapter in chapters() for section in chapter.sections if topic.id in section.covers]


def place_of_test(name: str) -> str:
    """Where a function is tested: by a row of the table; a class by tests of what it keeps together."""
    room, _, rest = name.partition(".")
    tested = getattr(import_module(f"lemmata.{room}"), rest.split(".")[0])
    return f"tests/foundations/test_{room}.py" if isclass(tested) else f"tests/foundations/rows/{room}.py"


def table() -> str:
    """The table as Markdown."""
    many = sum(len(section.lemmas) for chapter in chapters() for section in chapter.sections)
    lines = [*_HEAD, f"{len(topics())} topics, {many} lemmas in the book."]
    heading = ("", "")
    for topic in topics():
        if (topic.chapter, topic.heading) != heading:
            if topic.chapter != heading[0]:
                lines += ["", f"## {topic.chapter}"]
            heading = topic.chapter, topic.heading
            lines += ["", f"### {topic.heading}", "", *_COLUMNS]
        found = covering(topic)
        names = list(dict.fromkeys(name for lemma in found for name in lemma.names))
        places = [(lemma.id, lemma.path) for lemma in found] + [(s.title, s.path) for s in told_in(topic)]
        links = ", ".join(f"[{title}](../src/lemmata/book/{path.relative_to(BOOK)})" for title, path in places)
        lines.append(f"| {topic.about} | {topic.kind} | {links} | {', '.join(f'`{n}`' for n in names)} | "
                     f"{', '.join(dict.fromkeys(map(place_of_test, names)))} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(table(), end="")
