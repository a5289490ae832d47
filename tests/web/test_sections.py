"""The sections of the book as the pages show them."""

import re

import pytest

from lemmata.lemmas.book import BOOK, chapters, lemmas
from lemmata.web.links import book_link
from lemmata.web.sections import findings_of, of_book


def test_every_formula_of_a_lemma_can_be_opened() -> None:
    closed = []
    for lemma in lemmas():
        base = of_book(lemma.path)
        start = base.document.lines.starts[lemma.line - 1]
        (task,) = lemma.tasks
        for text in (lemma.statement, *(part.text for part in lemma.parts if part.title != "Exercise"), task.question,
                     *task.hints, task.solution):
            closed += [(lemma.id, tag) for tag in re.findall(r'<span class="formula[^>]*>', base.html(text, start))
                       if "data-formula" not in tag]
    assert not closed


@pytest.mark.parametrize("chapter", chapters(), ids=lambda chapter: chapter.name)
def test_links_lead_to_pages(chapter) -> None:
    known = {"", *(f"chapter/{c.name}" for c in chapters()), *(f"lemma/{lemma.id}" for lemma in lemmas()),
             *(f"chapter/{c.name}/{s.name}" for c in chapters() for s in c.sections)}
    link = book_link(chapter.name, lambda page: f"to {page}")
    files = [BOOK / chapter.name / "README.md", *(section.path for section in chapter.sections)]
    for path in files:
        for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"```.*?```", "", path.read_text(), flags=re.DOTALL)):
            page = link(target)
            assert re.match(r"https?:", page) or page.removeprefix("to ").partition("#")[0] in known, (path.name,
                target)


def test_findings_have_numbers() -> None:
    found = findings_of("information-theory", "entropy")
    document = of_book(BOOK / "information-theory" / "entropy.md").document
    assert {number: finding.source for number, finding in found.items()} == {
        number: formula.source for number, formula in enumerate(document.formulas)}


def test_no_such_section() -> None:
    with pytest.raises(ValueError, match="has no section"):
        findings_of("information-theory", "nothing")
