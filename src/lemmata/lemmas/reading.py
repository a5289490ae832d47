"""A section of the book, Markdown, to its lemmas.

A lemma is a heading of second level with a comment below it:

    <!-- lemma: dot-product
    function: linear_algebra.dot(a, b)
    needs: vector
    covers: dot-product
    derive: a
    start: yes
    -->

Its parts begin with their titles in bold, "**In words.** ...". The exercise has its answer in a comment
`<!-- answer: b; a: real[n], b: real[n] -->`, and hints and solution in <details>.
"""

from __future__ import annotations

import re
from pathlib import Path

from markdown_it import MarkdownIt

from lemmata.lemmas.lemma import PARTS, BookError, Lemma, Part, Task

_META = re.compile(r"<!--\s*lemma:\s*(?P<id>[\w-]+)\s*\n(?P<rows>.*?)-->", re.DOTALL)
_KEYS = ("function", "vars", "needs", "covers", "derive", "start")
_TITLES = tuple(title for part in PARTS for title in part.split("|"))
_PART = re.compile(rf"^\*\*(?P<title>{'|'.join(_TITLES)})\.?\*\*\.?[ \t]*", re.MULTILINE)
_ANSWER = re.compile(r"<!--\s*answer:\s*(?P<answer>.*?)(?:;\s*(?P<vars>[^;]*?))?\s*-->", re.DOTALL)
_DETAILS = re.compile(r"<details>\s*<summary>(?P<title>.*?)</summary>(?P<text>.*?)</details>", re.DOTALL)


def read_section(path: Path, chapter: str) -> tuple[str, str, list[Lemma]]:
    """The title of a section, what stands before its first lemma, and the lemmas.

    Raises BookError where something is not as lemmas are written.
    """
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    heads = [(int(token.tag[1]), token.map[0]) for token in MarkdownIt("commonmark").disable("inline").parse(text)
             if token.type == "heading_open" and token.map and token.level == 0]
    title = next((lines[line].lstrip("# ").strip() for level, line in heads if level == 1), "")
    if not title:
        raise BookError(f"{path}: a section begins with a heading of first level")
    starts = [line for level, line in heads if level <= 2]
    first = next((line for level, line in heads if level == 2), len(lines))
    lemmas = []
    for level, line in heads:
        if level == 2:
            end = next((s for s in starts if s > line), len(lines))
            lemma = _read(path, chapter, line + 1, lines[line].lstrip("# ").strip(), "".join(lines[line + 1:end]))
            if lemma is not None:
                lemmas.append(lemma)
    return title, "".join(lines[1:first]).strip(), lemmas


def _read(path: Path, chapter: str, line: int, title: str, body: str) -> Lemma | None:
    match = _META.search(body)
    if match is None:
        return None
    where = f"{path.name}:{line}: lemma {match['id']}"
    meta = _rows(match["rows"], where)
    rest = body[match.end():]
    marks = list(_PART.finditer(rest))
    statement = rest[: marks[0].start()] if marks else rest
    ends = [m.start() for m in marks[1:]] + [len(rest)]
    parts = tuple(Part(m["title"], rest[m.end():end].strip()) for m, end in zip(marks, ends))
    lemma = Lemma(
        id=match["id"], title=title, chapter=chapter, section=path.stem, path=path, line=line,
        statement=statement.strip(), parts=parts, calls=_calls(meta.get("function", "")),
        declarations=meta.get("vars", ""), needs=_words(meta.get("needs", "")), covers=_words(meta.get("covers", "")),
        derive=_words(meta.get("derive", "")), start=meta.get("start", "no") == "yes",
        tasks=tuple(_task(p.text, where) for p in parts if p.title == "Exercise"))
    if not lemma.calls:
        raise BookError(f"{where} names no function; write function: linear_algebra.dot(a, b)")
    for wanted in PARTS:
        if not any(p.title in wanted.split("|") and p.text for p in parts):
            raise BookError(f"{where} has no part **{wanted.replace('|', ' or ')}.**")
    return lemma


def _rows(text: str, where: str) -> dict[str, str]:
    found = {}
    for row in filter(None, map(str.strip, text.splitlines())):
        key, colon, value = row.partition(":")
        if not colon or key not in _KEYS:
            raise BookError(f"{where}: {row!r} is no row; there are {', '.join(_KEYS)}")
        found[key] = value.strip()
    return found


def _words(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, text.split(","))))


def _calls(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, text.split(";"))))


def _task(text: str, where: str) -> Task:
    answer = _ANSWER.search(text)
    if answer is None:
        raise BookError(f"{where}: the exercise has no answer; write <!-- answer: 2*x; x: real -->")
    details = [(m["title"].strip(), m["text"].strip()) for m in _DETAILS.finditer(text)]
    hints = tuple(body for title, body in details if title.lower().startswith("hint"))
    solution = next((body for title, body in details if title.lower().startswith("solution")), "")
    if not hints or not solution or details[-1][0].lower() != "solution":
        raise BookError(f"{where}: the exercise has hints first, a solution last, each in <details> with a <summary>")
    question = _DETAILS.sub("", _ANSWER.sub("", text)).strip()
    return Task(question, answer["answer"].strip(), (answer["vars"] or "").strip(), hints, solution)
