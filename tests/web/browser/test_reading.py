"""Readers find a lemma, read it on any device, and reach all of it by the keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

KINDS = ("", "start", "chapter/probability", "chapter/information_theory/entropy", "lemma/entropy", "map", "notation",
         "documents", "document/notes.md", "workbench?formula=x**2", "check")


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_is_wider_than_a_phone(phone: Page, kind: str) -> None:
    phone.goto(f"/{kind}")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_no_serious_violation_of_accessibility(page: Page, axe: str, kind: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(f"/{kind}")
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    serious = [f"{one['id']} ({one['help']}): {len(one['nodes'])}, first {one['nodes'][0]['html'][:200]} "
               f"{one['nodes'][0]['any'][0]['message'] if one['nodes'][0]['any'] else ''}"
               for one in found["violations"] if one["impact"] in ("serious", "critical")]
    assert serious == []


def test_search_opens_a_lemma(page: Page) -> None:
    page.goto("/")
    page.get_by_role("combobox", name="Search").fill("entrop")
    page.get_by_role("option", name=re.compile("^Entropy")).first.click()
    expect(page).to_have_url(re.compile("/lemma/entropy$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Entropy")
    expect(page.locator(".statement .katex").first).to_be_visible()
