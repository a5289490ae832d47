"""The book: every lemma is whole, says what its function computes, and can be practised."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.foundations.rows.table import ROWS

from lemmata.documents import check
from lemmata.formulas import parse
from lemmata.formulas.definition import Definition
from lemmata.lemmas import BOOK, bound, chapters, lemmas
from lemmata.lemmas.coverage import KINDS, covering, table, told_in, topics
from lemmata.lemmas.page import TARGETS, code, page

all_lemmas = pytest.mark.parametrize("lemma", lemmas(), ids=[lemma.id for lemma in lemmas()])
SECTIONS = [section for chapter in chapters() for section in chapter.sections]
all_sections = pytest.mark.parametrize("section", SECTIONS, ids=[f"{s.path.parent.name}/{s.name}" for s in SECTIONS])
WRONG = {"refuted", "failed", "flagged", "unreadable", "conditional", "cascade"}


@all_lemmas
def test_the_page_and_the_function_are_the_same_formula(lemma):
    verdict = bound(lemma)
    if verdict is None:
        assert not isinstance(lemma.functions[0], Definition) or "(" not in lemma.calls[0]
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
    """Each function is in the table of tests, or is a class that has methods there."""
    tested = {row.name for row in ROWS}
    for name, function in zip(lemma.names, lemma.functions):
        known = name in tested or any(row.startswith(f"{name}.") for row in tested)
        assert known or isinstance(function, type), f"{lemma.id}: no row for {name}"


@all_lemmas
def test_answers_can_be_read(lemma):
    for task in lemma.tasks:
        parse(task.answer, task.declarations or None)


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
    tested = {row.name for row in ROWS}
    assert any(name in tested or any(row.startswith(f"{name}.") for row in tested) for lemma in found
               for name in lemma.names), f"no function of {[lemma.id for lemma in found]} has a test"


def test_the_table_of_coverage_is_up_to_date():
    written = (Path(__file__).parents[2] / "docs" / "coverage.md").read_text(encoding="utf-8")
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
    import re

    for path in BOOK.rglob("*.md"):
        for link in re.findall(r"\]\(([^)#\s]+\.md)[^)]*\)", path.read_text(encoding="utf-8")):
            assert os.path.exists(path.parent / link), f"{path}: {link}"
