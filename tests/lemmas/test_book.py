"""The book: every lemma is whole, says what its function computes, and can be practised."""

from __future__ import annotations

import importlib
import inspect
import os
import re
from pathlib import Path

import pytest
from tests.foundations.rows.table import ROWS

from lemmata.documents import check
from lemmata.formulas.definition import Definition
from lemmata.lemmas import BOOK, bound, chapters, lemmas
from lemmata.lemmas.coverage import KINDS, covering, place_of_test, table, told_in, topics
from lemmata.lemmas.page import TARGETS, code, page

all_lemmas = pytest.mark.parametrize("lemma", lemmas(), ids=[lemma.id for lemma in lemmas()])
SECTIONS = [section for chapter in chapters() for section in chapter.sections]
all_sections = pytest.mark.parametrize("section", SECTIONS, ids=[f"{s.path.parent.name}/{s.name}" for s in SECTIONS])
ROOT = Path(__file__).parents[2]
WRONG = {"refuted", "failed", "flagged", "unreadable", "conditional", "cascade"}


def is_tested(name: str) -> bool:
    """A row, a test that names it, or a test of what makes it: records come from functions."""
    if any(row.name == name or row.name.startswith(f"{name}.") for row in ROWS):
        return True
    place = ROOT / place_of_test(name)
    room, rest = name.split(".", 1)
    if place.name.startswith("test_") and rest in place.read_text(encoding="utf-8"):
        return True
    return any(is_tested(f"{room}.{one}") for one in makers(room, rest) if one != rest)


def makers(room: str, record: str) -> list[str]:
    """The functions of a room, and the classes with methods, whose annotation says that they return a record."""
    module = importlib.import_module(f"lemmata.{room}")
    found = []
    for name in module.__all__:
        value = getattr(module, name)
        methods = [m for m in vars(value).values() if callable(m)] if inspect.isclass(value) else [value]
        if any(str(getattr(m, "__annotations__", {}).get("return")) == record for m in methods):
            found.append(name)
    return found


@all_lemmas
def test_the_page_and_the_function_are_the_same_formula(lemma):
    verdict = bound(lemma)
    if verdict is None:
        assert not isinstance(lemma.functions[0], Definition), f"{lemma.id} names no arguments"
    else:
        assert verdict.kind == "proved", f"{lemma.id}: {verdict.kind}, {verdict.message} {verdict.counterexample}"


@all_lemmas
def test_pages(lemma):
    """A page as a whole, with the engine's derivations, and code for each library."""
    parts = page(lemma, "solution")
    assert all(part.text for part in parts), [part.title for part in parts if not part.text]
    assert all(code(lemma, target) for target in TARGETS)


@all_lemmas
def test_functions_are_tested(lemma):
    """Each function is in the table of tests, each class in the tests of its room."""
    for name in lemma.names:
        assert is_tested(name), f"{lemma.id}: no test of {name} in {place_of_test(name)}"


@all_lemmas
def test_exercises(lemma):
    """The right answer is right, and slips are called by their names."""
    (task,) = lemma.tasks
    exercise = task.exercise
    assert exercise.assess(task.answer).kind == "correct"
    zero = exercise.answer.equals("0").kind == "proved" if not exercise.answer.shape else False
    if not zero:
        assert exercise.assess(f"-({task.answer})").kind == "wrong sign"
        number = not exercise.answer.declarations  # of decimals only the usual factors are called by their name
        assert exercise.assess(f"{2 if number else 3}*({task.answer})").kind == "constant factor"


@pytest.mark.timeout(600)
@all_sections
def test_sections_pass_the_checker(section, tmp_path):
    report = check(str(section.path), run=True)
    wrong = [f"{f.where} {f.verdict}: {f.message}" for f in report.findings if f.verdict in WRONG]
    assert not wrong, "\n".join(wrong)


def test_what_lemmas_cover_is_a_topic():
    known = {topic.id for topic in topics()}
    for one in (*lemmas(), *SECTIONS):
        assert not set(one.covers) - known, f"{one.title} covers {set(one.covers) - known}, which are no topics"


@pytest.mark.parametrize("topic", topics(), ids=[topic.id for topic in topics()])
def test_every_topic_has_a_lemma_a_function_and_a_test(topic):
    assert topic.kind in KINDS
    found = covering(topic)
    if topic.kind == "resource" and told_in(topic):
        return  # a book has no function
    assert found, f"no lemma covers {topic.id}: {topic.about}"
    assert any(is_tested(name) for lemma in found for name in lemma.names), (
        f"no function of {[lemma.id for lemma in found]} has a test")


def test_the_table_of_coverage_is_up_to_date():
    written = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
    assert written == table(), "run: python -m lemmata.lemmas.coverage > docs/coverage.md"


def test_lemmas_that_are_needed_come_before():
    """In the order of the book a lemma stands behind those it needs, or they are in another chapter."""
    places = {lemma.id: place for place, lemma in enumerate(lemmas())}
    chapter = {lemma.id: lemma.chapter for lemma in lemmas()}
    late = [(lemma.id, need) for lemma in lemmas() for need in lemma.needs
            if places[need] > places[lemma.id] and chapter[need] == lemma.chapter]
    assert not late


def test_the_path_for_beginners_needs_nothing_else():
    start = {lemma.id for lemma in lemmas() if lemma.start}
    outside = [(lemma.id, need) for lemma in lemmas() if lemma.start for need in lemma.needs if need not in start]
    assert not outside


def test_every_link_of_the_book_leads_somewhere():
    for path in BOOK.rglob("*.md"):
        for link in re.findall(r"\]\(([^)#\s]+\.md)[^)]*\)", path.read_text(encoding="utf-8")):
            assert os.path.exists(path.parent / link), f"{path}: {link}"


def test_books_and_courses_have_each_section_of_the_foundations():
    """Their tables name sections by their titles, and say where; the first four chapters are in them as a whole."""
    here = BOOK / "practical-resources"
    titles = {section.path: section.title for section in SECTIONS}
    found = set()
    for name in ("books.md", "courses.md"):
        for row in re.findall(r"^\| .*\|$", (here / name).read_text(encoding="utf-8"), re.MULTILINE):
            if match := re.fullmatch(r"\|[^|]*\| \[([^]]+)\]\(([^)]+)\) \| ([^|]*\d[^|]*) \|", row):
                path = Path(os.path.normpath(here / match[2]))
                assert titles.get(path) == match[1], f"{name}: {row}"
                found.add(path)
            else:
                assert set(row) <= set("| -") or row.startswith("| chapter | section here |"), f"{name}: {row}"
    foundations = [section.path for chapter in chapters()[:4] for section in chapter.sections]
    assert not (missing := set(foundations) - found), f"in no table: {sorted(map(str, missing))}"
