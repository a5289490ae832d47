"""The book: its chapters and sections in order, its lemmas by id."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from lemmata.lemmas.lemma import BookError, Lemma
from lemmata.lemmas.plain import commands
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
        if not (readme.parent / link).exists():
            raise BookError(f"{readme.relative_to(root)} lists {link}, which is missing")
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


def named_sections(name: str = "", root: Path = BOOK) -> list[tuple[Chapter, Section]]:
    """The sections of a chapter, or of a name, each with its chapter; "": all.

    >>> [section.name for _, section in named_sections("linear-algebra/vectors")]
    ['vectors']

    Raises ValueError where there are none.
    """
    key = spelled(name)
    found = [(c, s) for c in chapters(root) for s in c.sections
             if key in ("", c.name, spelled(c.title), s.name, f"{c.name}/{s.name}")]
    if not found:
        raise ValueError(f"no chapter or section {name!r}; the chapters are "
                         f"{', '.join(c.name for c in chapters(root))}")
    return found


def spelled(name: str) -> str:
    """A name as ids are written.

    >>> spelled("Dot product"), spelled("kl_divergence")
    ('dot-product', 'kl-divergence')
    """
    return re.sub(r"[\s_]+", "-", name.strip().lower())


def find(id: str, root: Path = BOOK) -> Lemma:
    """The lemma of an id, however its words are joined, or the only one with this title.

    Raises ValueError with the nearest ones where there is none.
    """
    known, key = {lemma.id: lemma for lemma in lemmas(root)}, spelled(id)
    if key in known:
        return known[key]
    for chapter in chapters(root):
        if key == chapter.name:
            raise ValueError(f"{id!r} is a chapter, not a lemma; `lemmata list {key}` shows its lemmas")
        for section in chapter.sections:
            if key in (section.name, f"{chapter.name}/{section.name}"):
                raise ValueError(f"{id!r} is a section, not a lemma; its lemmas are "
                                 f"{', '.join(lemma.id for lemma in section.lemmas) or 'none'}")
    titled = [lemma for lemma in known.values()
              if spelled(lemma.title).removeprefix("the-") == key.removeprefix("the-")]
    if len(titled) == 1:
        return titled[0]
    near = [lemma.id for lemma in titled] or _near(key, known)
    raise ValueError(f"no lemma {id!r}; " + (f"did you mean {' or '.join(near)}?" if near
                                             else "`lemmata list` shows all, `lemmata search WORDS` finds some"))


def _near(key: str, known: Mapping[str, Lemma]) -> list[str]:
    """Ids of lemmas that are about a function of this name, else of those spelled nearly so."""
    last = key.rpartition(".")[2]
    about = [lemma.id for lemma in known.values() if last in (spelled(name.rpartition(".")[2]) for name in lemma.names)]
    return (about or get_close_matches(last, known, 3, 0.6))[:3]


def leads_to(lemma: Lemma, root: Path = BOOK) -> list[Lemma]:
    """The lemmas that need this one."""
    return [other for other in lemmas(root) if lemma.id in other.needs]


def search(words: str | Sequence[str], root: Path = BOOK) -> list[Lemma]:
    """Lemmas in which all words occur or begin one, those with them in title, id or function first.

    A symbol stands for its LaTeX: "σ" finds \\sigma. Raises ValueError where there are no words.
    """
    wanted = [_pattern(word) for word in _words(words)]
    found = []
    for place, lemma in enumerate(lemmas(root)):
        title, text = _texts(lemma)
        if all(word.search(text) for word in wanted):
            found.append((sum(word.search(title) is None for word in wanted), place, lemma))
    return [lemma for _, _, lemma in sorted(found, key=lambda row: row[:2])]


def why_none(words: str | Sequence[str], root: Path = BOOK) -> str:
    """Why a search finds nothing: the words that no lemma has, and those that may be meant."""
    missing = [word for word in _words(words) if not search([word], root)]
    if not missing:
        return f"no lemma has all of these words: {' '.join(_words(words))}; leave some out"
    known = sorted({word for lemma in lemmas(root) for word in re.findall(r"[a-z]{3,}", _texts(lemma)[0])})
    near = {word: get_close_matches(word.lower(), known, 1, 0.7) for word in missing}
    meant = " ".join(near[word][0] if word in near else word for word in _words(words)) if all(near.values()) else ""
    return (f"no lemma has {' or '.join(repr(word) for word in missing)}; "
            + (f"did you mean {meant}?" if meant else "`lemmata list` shows all lemmas"))


def _words(words: str | Sequence[str]) -> list[str]:
    found = [word for part in ([words] if isinstance(words, str) else words) for word in part.split()]
    if not found:
        raise ValueError("search for what? write some words, for example: lemmata search chain rule")
    return found


def _pattern(word: str) -> re.Pattern[str]:
    """A word, or the LaTeX commands that are shown as it, where words begin."""
    spellings = [_evened(word).strip(), *(f"\\{name.lower()}" for name in commands(word))]
    return re.compile("|".join((r"(?<![^\W_])" if text[:1].isalnum() else "") + re.escape(text) for text in spellings))


@cache
def _texts(lemma: Lemma) -> tuple[str, str]:
    """What is searched: names and title, and all of it."""
    title = _evened(f"{lemma.id} {lemma.title} {' '.join(lemma.names)}")
    return title, f"{title} {_evened(lemma.statement)} {' '.join(_evened(part.text) for part in lemma.parts)}"


def _evened(text: str) -> str:
    return re.sub(r"[-_\u2013]", " ", text.lower())
