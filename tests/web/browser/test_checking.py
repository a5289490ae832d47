"""A reader's document gets its marks: dropped on the page of the checker, pasted, or served from a folder."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.web.browser.conftest import NOTES
from tests.web.browser.opening import opened


def marks(place: Locator) -> None:
    """The true formula and the false one have their verdicts, and the false one its counterexample."""
    for verdict, latex in (("proved", r"2 \\log x$"), ("refuted", r"\\log x \+ \\log y$")):
        expect(place.locator(f".formula.is-{verdict} .tex")).to_have_attribute("data-latex", re.compile(latex))


def test_a_dropped_document_is_marked(page: Page) -> None:
    opened(page, "check")
    handle = page.evaluate_handle("""text => {
        const data = new DataTransfer();
        data.items.add(new File([text], 'notes.md', { type: 'text/markdown' }));
        return data;
    }""", NOTES)
    page.dispatch_event("form.drop", "drop", {"dataTransfer": handle})
    marks(page.locator("#checked"))
    page.locator("#checked .formula.is-refuted .katex-html").click()
    expect(page.get_by_role("dialog", name="Formula")).to_contain_text("counterexample")


def test_a_chosen_notebook_is_marked(page: Page) -> None:
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
        {"cell_type": "markdown", "id": "one", "metadata": {}, "source": NOTES}]}
    opened(page, "check").get_by_label("Choose a document").set_input_files(
        {"name": "notes.ipynb", "mimeType": "application/json", "buffer": json.dumps(notebook).encode()})
    marks(page.locator("#checked"))


def test_a_served_document_is_marked(page: Page) -> None:
    marks(opened(page, "document/notes.md").locator("article.annotated"))


@pytest.mark.parametrize(("path", "place"), [("document/notes.md", "[data-formula='1']"),
                                             ("chapter/information-theory/entropy", ".display[data-formula]")])
def test_a_formula_is_drawn_where_no_picture_was(page: Page, path: str, place: str) -> None:
    opened(page, path).locator(place).first.get_by_role("button").press("Enter")
    page.get_by_role("tab", name="Picture").click()
    expect(page.locator("#panel .js-plotly-plot .main-svg").first).to_be_visible()


@pytest.mark.slow
def test_a_large_document_is_marked_while_it_is_read(page: Page) -> None:
    """The page first, marks one after the other; it can be stopped, and what was found stays."""
    text = "For $a \\in \\mathbb{R}$: $(a + 1)^2 = a^2 + 1$.\n\n" + "".join(
        f"For $x > {k}$: $\\log(x^{{{k}}} + 1) = \\log(x^{{{k}}}) + \\log(1 + x^{{-{k}}})$.\n\n" for k in range(2, 400))
    opened(page, "check").get_by_label("Choose a document").set_input_files(
        {"name": "large.md", "mimeType": "text/markdown", "buffer": text.encode()})
    place = page.locator("#checked")
    expect(place.locator(".formula.is-refuted")).to_have_count(1)
    expect(place.get_by_role("progressbar")).to_have_attribute("max", "798")
    place.locator("#formula-797 .katex-html").click()
    panel = page.get_by_role("dialog", name="Formula")
    expect(panel).to_contain_text("comes in its turn")
    place.get_by_role("button", name="Stop").click()
    expect(page.locator("#said")).to_have_text(re.compile(r"Stopped: \d+ of the 798 formulas of large.md are checked"))
    expect(page.locator("#said")).to_be_focused()
    expect(panel).to_contain_text("Nothing more is known")
    issues = place.get_by_role("list", name="What to look at")
    expect(issues.get_by_role("link")).to_have_attribute("href", "#formula-1")


def test_what_cannot_be_read_says_why(page: Page) -> None:
    opened(page, "check").get_by_label("Choose a document").set_input_files(
        {"name": "notes.docx", "mimeType": "application/msword", "buffer": b"PK"})
    expect(page.locator("#said")).to_contain_text("notes.docx can’t be read here: take Markdown")
