"""The book: its chapters and sections in order, its lemmas by id."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lemmata.lemmas.lemma import BookError, Lemma
from lemmata.lemmas.reading import read_section

BOOK = Path(__file__).parents[1] / "book"
_COVERS = re.compile(r"<!--\s*covers:\s*(.*?)\s*-->", re.DOTALL)
_LINK = re.compile(r"^\s*(?:[-*]|\d+\.)\s+\[(?P<title>[^\]]+)\]\((?P<path>[^)]+)\)", re.MULTILINE)


@dataclass(frozen=True)
class Section:
    """A file of a chapter; `covers` topics that no lemma of it can, such as a book that it tells of."""

    name: str
    title: str
    path: Path
    introduction: str
    lemmas: tuple[Lemma, ...]
    covers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chapter:
    """A folder of the book; its README.md lists its sections in order."""

    name: str
    title: str
    sections: tuple[Section, ...]


@cache
def chapters(root: Path = BOOK) -> tuple[Chapter, ...]:
    """The chapters, in the order of the book's README.md.

    Raises BookError where a file is missing or not listed, or two lemmas have one id, or one needs an unknown one.
    """
    found = tuple(_chapter(root, title, root / path) for title, path in _links(root / "README.md"))
    known: dict[str, Lemma] = {}
    for lemma in (one for chapter in found for section in chapter.sections for one in section.lemmas):
        if other := known.get(lemma.id):
            raise BookError(f"{lemma.path.name}:{lemma.line}: the id {lemma.id!r} is taken by {other.path.name}:"
                            f"{other.line}")
        known[lemma.id] = lemma
    for lemma in known.values():
        for need in lemma.needs:
            if need not in known:
                raise BookError(f"{lemma.path.name}:{lemma.line}: {lemma.id} needs {need!r}, which is no lemma")
    return found


def _chapter(root: Path, title: str, readme: Path) -> Chapter:
    links = _links(readme)
    listed = {(readme.parent / path).resolve() for _, path in links}
    for path in readme.parent.glob("*.md"):
        if path.resolve() not in listed and path != readme:
            raise BookError(f"{path.relative_to(root)} is not listed in {readme.relative_to(root)}")
    sections = []
    for _, link in links:
        name, introduction, found = read_section(readme.parent / link, readme.parent.name)
        covers = tuple(re.split(r"\s*,\s*", match[1])) if (match := _COVERS.search(introduction)) else ()
        sections.append(Section(Path(link).stem, name, readme.parent / link, introduction, tuple(found), covers))
    return Chapter(readme.parent.name, title, tuple(sections))


def _links(readme: Path) -> list[tuple[str, str]]:
    if not readme.exists():
        raise BookError(f"{readme} is missing; it lists what stands beside it, in order")
    return [(m["title"], m["path"]) for m in _LINK.finditer(readme.read_text(encoding="utf-8"))]


@cache
def lemmas(root: Path = BOOK) -> tuple[Lemma, ...]:
    """All lemmas, in the order of the book."""
    return tuple(one for chapter in chapters(root) for section in chapter.sections for one in section.lemmas)


def find(id: str, root: Path = BOOK) -> Lemma:
    """The lemma of an id. Raises ValueError with the nearest ones where there is none."""
    from difflib import get_close_matches

    known = {lemma.id: lemma for lemma in lemmas(root)}
    if id not in known:
        near = get_close_matches(id, known, 3, 0.5)
        raise ValueError(f"no lemma {id!r}" + (f"; did you mean {' or '.join(near)}?" if near else
                                               "; `lemmata list` shows all"))
    return known[id]


def search(words: str | Sequence[str], root: Path = BOOK) -> list[Lemma]:
    """Lemmas in which all words occur, those with them in title, id or function first."""
    wanted = [w.lower() for w in (words.split() if isinstance(words, str) else words)]

    def rank(lemma: Lemma) -> int | None:
        title = f"{lemma.id} {lemma.title} {' '.join(lemma.names)}".lower().replace("_", " ").replace("-", " ")
        text = f"{title} {lemma.statement} {' '.join(p.text for p in lemma.parts)}".lower()
        if not all(w.replace("-", " ").replace("_", " ") in text for w in wanted):
            return None
        return sum(w.replace("-", " ").replace("_", " ") not in title for w in wanted)

    ranked = [(r, place, lemma) for place, lemma in enumerate(lemmas(root)) if (r := rank(lemma)) is not None]
    return [lemma for _, _, lemma in sorted(ranked, key=lambda row: row[:2])]
