"""Readers find a lemma, and read it on any device, with or without a mouse."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect
from tests.web.browser.opening import KINDS, opened


def test_search_opens_a_lemma(page: Page) -> None:
    opened(page, "").get_by_role("combobox", name="Search").fill("entropy")
    page.get_by_role("option", name=re.compile("^Shannon entropy")).click()
    expect(page).to_have_url(re.compile("/lemma/entropy$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Shannon entropy")
    expect(page.get_by_label("Statement").locator(".katex").first).to_be_visible()


def test_search_by_the_keyboard_finds_signs_and_says_what_it_does_not_find(page: Page) -> None:
    box = opened(page, "notation").get_by_role("combobox", name="Search")
    page.keyboard.press("/")
    expect(box).to_be_focused()
    box.fill("xyzzy")
    expect(page.get_by_role("option", name="Nothing found")).to_be_visible()
    box.fill("σ")
    expect(page.get_by_role("option").first).not_to_have_text("Nothing found")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/lemma/"))


def test_no_page_is_wider_than_a_phone(phone: Page) -> None:
    widths = {kind: opened(phone, kind).evaluate("document.documentElement.scrollWidth") for kind in KINDS}
    assert {kind: width for kind, width in widths.items() if width > 390} == {}


def test_the_menu_of_a_phone_leads_to_a_chapter(phone: Page) -> None:
    opened(phone, "lemma/sigmoid")
    chapter = phone.get_by_role("navigation", name="Contents").get_by_role("link", name="Linear algebra", exact=True)
    expect(chapter).to_be_hidden()
    phone.get_by_text("Contents", exact=True).tap()
    chapter.tap()
    expect(phone).to_have_url(re.compile("/chapter/linear-algebra$"))


def test_every_stop_of_the_keyboard_is_seen_and_in_order(page: Page) -> None:
    opened(page, "lemma/sigmoid")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    seen = []
    for _ in range(25):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("""() => {
            const element = document.activeElement, box = element.getBoundingClientRect();
            const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
            const marked = outlineStyle !== 'none' && parseFloat(outlineWidth) > 0 || boxShadow !== 'none';
            const inside = box.width > 0 && box.bottom > 0 && box.top < innerHeight;
            return { name: element.outerHTML.slice(0, 80), visible: marked && inside };
        }"""))
    assert [one["name"] for one in seen if not one["visible"]] == []
    assert page.locator("[tabindex]:not([tabindex='0']):not([tabindex='-1'])").count() == 0


def test_a_formula_opens_its_panel_which_escape_closes(page: Page) -> None:
    opened(page, "lemma/sigmoid").get_by_label("Statement").get_by_role("button", name="Open this formula").focus()
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog", name="Formula")
    panel.get_by_role("tab", name="Derivative").click()
    expect(panel.get_by_role("tabpanel", name="Derivative").locator(".katex").first).to_be_visible()
    page.reload()
    expect(panel.get_by_role("tab", name="Derivative", selected=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert "opened" not in page.url


def test_the_choice_of_dark_is_kept(page: Page) -> None:
    page.emulate_media(color_scheme="light")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = opened(page, "").evaluate(ground)
    page.get_by_role("button", name="Light or dark").click()
    assert opened(page, "lemma/sigmoid").evaluate(ground) != light


def test_the_words_of_learners_find_lemmas(page: Page) -> None:
    opened(page, "start")
    for words, title in (("how to multiply matrices", "The product of two matrices"), 
                         ("sgd", "Stochastic gradient descent"), ("what is the bell curve", "The normal law")):
        page.get_by_role("combobox", name="Search the handbook").fill(words)
        expect(page.get_by_role("option").filter(has_text=title).first).to_be_visible()


def test_a_sign_is_found_in_all_groups(phone: Page) -> None:
    opened(phone, "notation").get_by_role("searchbox", name="Find a sign").fill("logdet")
    expect(phone.get_by_role("main").get_by_role("status")).to_have_text("1 sign")
    expect(phone.locator("tbody tr:visible")).to_contain_text("determinant")
