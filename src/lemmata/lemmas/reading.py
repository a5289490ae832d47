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
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt

from lemmata.lemmas.lemma import PARTS, BookError, Lemma, Part, Task

_OPENED = re.compile(r"<!--\s*lemma\b")
_META = re.compile(r"<!--\s*lemma:[ \t]*(?P<id>[\w-]+)[ \t]*\n(?P<rows>(?:(?!<!--).)*?)-->", re.DOTALL)
_KEYS = ("function", "vars", "needs", "covers", "derive", "start")
_TITLES = tuple(title for part in PARTS for title in part.split("|"))
_PART = re.compile(rf"^\*\*(?P<title>{'|'.join(_TITLES)})\.?\*\*\.?[ \t]*", re.MULTILINE)
_ANSWER = re.compile(r"<!--\s*answer:\s*(?P<answer>.*?)(?:;\s*(?P<vars>[^;]*?))?\s*-->", re.DOTALL)
_DETAILS = re.compile(r"<details>\s*<summary>(?P<title>.*?)</summary>(?P<text>.*?)</details>", re.DOTALL)
_FENCED = re.compile(r"^(?P<fence>```+|~~~+).*?^(?P=fence)[ \t]*$", re.DOTALL | re.MULTILINE)


def read_section(path: Path, chapter: str) -> tuple[str, str, list[Lemma]]:
    """The title of a section, what stands before its first lemma, and the lemmas.

    Raises BookError where something is not as lemmas are written.
    """
    text = path.read_text(encoding="utf-8-sig")
    lines = text.splitlines(keepends=True)
    tokens = MarkdownIt("commonmark").disable("inline").parse(text)
    heads = [(int(token.tag[1]), token.map[0], token.map[1], words.content) for token, words in pairwise(tokens)
             if token.type == "heading_open" and token.map and token.level == 0]
    title = next((words for level, _, _, words in heads if level == 1), "")
    if not title:
        raise BookError(f"{path}: a section begins with a heading of first level")
    starts = [start for level, start, _, _ in heads if level <= 2]
    first = next((start for level, start, _, _ in heads if level == 2), len(lines))
    introduction = "".join(lines[1:first])
    if lost := _OPENED.search(_without_code(introduction)):
        line = 2 + introduction.count("\n", 0, lost.start())
        raise BookError(f"{path.name}:{line}: a lemma stands below a heading of second level")
    lemmas = []
    for level, start, below, words in heads:
        if level == 2:
            end = next((s for s in starts if s > start), len(lines))
            lemma = _read(path, chapter, start + 1, words, "".join(lines[below:end]))
            if lemma is not None:
                lemmas.append(lemma)
    return title, introduction.strip(), lemmas


def _read(path: Path, chapter: str, line: int, title: str, body: str) -> Lemma | None:
    plain = _without_code(body)
    opened = [match.start() for match in _OPENED.finditer(plain)]
    if not opened:
        return None
    match = _META.match(plain, opened[0])
    if match is None or len(opened) > 1:
        raise BookError(f"{path.name}:{line}: " + (
            "there are two lemmas below this heading" if match else
            "the comment is no <!-- lemma: id, with rows on lines of their own, and --> at the end"))
    where = f"{path.name}:{line}: lemma {match['id']}"
    meta = _rows(match["rows"], where)
    rest, plain = body[match.end():], plain[match.end():]
    marks = list(_PART.finditer(plain))
    statement = rest[: marks[0].start()] if marks else rest
    ends = [m.start() for m in marks[1:]] + [len(rest)]
    parts = tuple(Part(m["title"], rest[m.end():end].strip()) for m, end in zip(marks, ends))
    if not meta.get("function"):
        raise BookError(f"{where} names no function; write function: linear_algebra.dot(a, b)")
    _refuse_disorder(parts, where)
    return Lemma(
        id=match["id"], title=title, chapter=chapter, section=path.stem, path=path, line=line,
        statement=statement.strip(), parts=parts, calls=_calls(meta["function"]),
        declarations=meta.get("vars", ""), needs=_words(meta.get("needs", "")), covers=_words(meta.get("covers", "")),
        derive=_words(meta.get("derive", "")), start=meta.get("start", "no") == "yes",
        tasks=tuple(_task(p.text, where) for p in parts if p.title == "Exercise"))


def _without_code(text: str) -> str:
    """The text with spaces for blocks of code, each letter in its place."""
    return _FENCED.sub(lambda block: re.sub(r"[^\n]", " ", block[0]), text)


def _refuse_disorder(parts: Sequence[Part], where: str) -> None:
    """All parts, each once, in their order."""
    for wanted in PARTS:
        if not any(p.title in wanted.split("|") and p.text for p in parts):
            raise BookError(f"{where} has no part **{wanted.replace('|', ' or ')}.**")
    for part, wanted in zip(parts, (*PARTS, "")):
        if part.title not in wanted.split("|"):
            raise BookError(f"{where}: **{part.title}.** stands where **{wanted.replace('|', ' or ')}.** belongs"
                            if wanted else f"{where}: **{part.title}.** is too much; each part stands once")


def _rows(text: str, where: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in filter(None, map(str.strip, text.splitlines())):
        key, colon, value = row.partition(":")
        if not colon or key not in _KEYS:
            raise BookError(f"{where}: {row!r} is no row; there are {', '.join(_KEYS)}")
        if key in found:
            raise BookError(f"{where}: there are two rows {key}")
        found[key] = value.strip()
    if found.get("start", "yes") not in ("yes", "no"):
        raise BookError(f"{where}: start is {found['start']!r}; write start: yes, or leave it out")
    return found


def _words(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, text.split(","))))


def _calls(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, text.split(";"))))


def _task(text: str, where: str) -> Task:
    answers = list(_ANSWER.finditer(text))
    if len(answers) != 1 or not answers[0]["answer"]:
        raise BookError(f"{where}: the exercise has {'two answers' if answers[1:] else 'no answer'}; write "
                        "<!-- answer: 2*x; x: real -->")
    (answer,) = answers
    details = [(m["title"].strip(), m["text"].strip()) for m in _DETAILS.finditer(text)]
    hints = tuple(body for title, body in details if title.lower().startswith("hint"))
    solution = next((body for title, body in details if title.lower().startswith("solution")), "")
    if not all(hints) or not hints or not solution or details[-1][0].lower() != "solution":
        raise BookError(f"{where}: the exercise has hints first, a solution last, each in <details> with a <summary>")
    question = _DETAILS.sub("", _ANSWER.sub("", text)).strip()
    return Task(question, answer["answer"].strip(), (answer["vars"] or "").strip(), hints, solution, where)
