"""A lemma is worked through: its derivation step by step, its picture by its sliders, its exercise."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from tests.web.browser.opening import drawn, moved, opened


def test_a_derivation_is_revealed_step_by_step(page: Page) -> None:
    opened(page, "lemma/sigmoid")
    box = page.locator("[data-steps]").first
    box.scroll_into_view_if_needed()
    steps, result = box.get_by_role("listitem"), box.get_by_text("Result")
    count = box.locator("li").count()
    assert count > 2
    for shown in range(1, count):
        expect(steps).to_have_count(shown)
        expect(result).to_be_hidden()
        box.get_by_role("button", name="Next step").press("Enter")
    expect(steps).to_have_count(count)
    expect(result).to_be_visible()
    expect(box.locator(".result")).to_be_focused()  # the button that had the keyboard is gone
    expect(box.get_by_role("button", name="Next step")).to_be_hidden()


def test_on_paper_all_steps_are_there_and_nothing_to_press(page: Page) -> None:
    opened(page, "lemma/sigmoid").emulate_media(media="print")
    box = page.locator("[data-steps]").first
    expect(box.locator("li:visible")).to_have_count(box.locator("li").count())
    expect(page.locator(":is(.controls, .answer, .copy, .actions):visible")).to_have_count(0)
    expect(page.get_by_role("heading", name="The derivative by x, step by step")).to_be_visible()


def test_a_wrong_answer_is_diagnosed_and_a_right_one_kept(page: Page) -> None:
    opened(page, "lemma/trace")
    answer = page.get_by_label("Your answer")
    said = page.get_by_role("region", name="Exercise").get_by_role("status")
    hint = page.get_by_text("Write the trace as a sum of squares")
    expect(hint).to_be_hidden()
    answer.fill("A")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(said).to_contain_text("a constant factor is wrong")
    expect(said).not_to_contain_text("right")
    expect(hint).to_be_visible()
    answer.fill("2 A")
    answer.press("Enter")
    expect(said).to_contain_text("right")
    opened(page, "chapter/linear-algebra/matrices")
    expect(page.get_by_role("main").get_by_role("link", name="The trace").first).to_have_class("done")


def test_an_answer_that_cannot_be_read_is_told_so(page: Page) -> None:
    opened(page, "lemma/trace").get_by_label("Your answer").fill("2*(A")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_role("region", name="Exercise").get_by_role("status")).to_contain_text("(")


def test_a_slider_moves_the_curve(page: Page) -> None:
    opened(page, "lemma/normal")
    before = drawn(page)
    slider = page.get_by_role("main").get_by_role("slider").first
    slider.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    moved(page, before)
