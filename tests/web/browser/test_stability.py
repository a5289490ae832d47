"""What a formula loses in floats, and the form that keeps its digits: in the workbench, and in the book."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from tests.web.browser.opening import opened


def test_the_loss_the_form_and_its_code(page: Page) -> None:
    """The loss is said first; all that is chosen stands in the address."""
    opened(page, "workbench?formula=log(1%2Bx)&tab=stability")
    panel = page.get_by_role("tabpanel", name="Stability")
    expect(panel).to_contain_text(re.compile(r"In float64, at 2000 points, it loses [\d.]+ of 64 bits"))
    expect(panel.get_by_role("listitem").filter(has_text="absorption").first).to_contain_text("1 + x")
    worked = panel.get_by_role("region", name="Operation by operation").get_by_role("row")
    expect(worked).to_have_count(3)  # the titles, 1 + x, its logarithm
    expect(worked.nth(1).get_by_role("cell").nth(1)).to_have_text("1")
    steps = panel.locator(".steps")
    steps.get_by_role("button", name="Next step").click()
    expect(steps.get_by_role("listitem").last).to_contain_text("logarithm of one and something")
    expect(panel.get_by_role("row", name="stable form")).to_be_visible()
    panel.get_by_role("tab", name="PyTorch").click()
    expect(panel.get_by_role("tabpanel", name="PyTorch")).to_contain_text("torch.log1p")
    expect(panel.get_by_role("img", name=re.compile("Bits lost against x: most"))).to_be_visible()
    panel.get_by_label("In float64").select_option("float32")
    expect(panel).to_contain_text("of 32 bits")
    panel.get_by_label("Where").fill("x: loguniform(1e-9, 1e-3)")
    expect(panel.get_by_role("row", name="as written")).to_contain_text("1")
    page.wait_for_url(re.compile("where=x"))
    page.reload()
    expect(panel.get_by_label("Where")).to_have_value("x: loguniform(1e-9, 1e-3)")
    expect(panel).to_contain_text("In float32")
    expect(panel.get_by_role("tab", name="PyTorch", selected=True)).to_be_visible()


def test_what_cannot_be_sampled_says_why(page: Page) -> None:
    opened(page, "workbench?formula=log(-1-x**2)&tab=stability")
    expect(page.get_by_role("tabpanel", name="Stability")).to_contain_text("none of them in its domain")


@pytest.mark.slow
def test_the_gradient_with_its_value(page: Page) -> None:
    """What it loses, where it is not defined, its stable form, and the code of both."""
    opened(page, "workbench?formula=sqrt(x**2%2By**2)&tab=stability")
    panel = page.get_by_role("tabpanel", name="Stability")
    panel.get_by_label("Of its").select_option("gradient by y")
    expect(panel).to_contain_text(re.compile(r"the gradient by y loses [\d.]+ of 64 bits"))
    expect(panel).to_contain_text("Not defined where x = 0 and y = 0: nan is taken.")
    expect(panel.get_by_role("row", name="the value, as written")).to_be_visible()
    expect(panel.get_by_role("heading", name="The gradient by y that keeps its digits")).to_be_visible(timeout=60_000)
    expect(panel.locator("pre").first).to_contain_text("grad_y")
    page.wait_for_url(re.compile("grad=y"))


@pytest.mark.slow
def test_a_formula_of_the_book_on_a_phone(phone: Page) -> None:
    """The line on its lemma, and the tab: nothing is wider than the screen."""
    opened(phone, "lemma/softplus-stable")
    said = phone.locator(".accuracy")
    expect(said).to_contain_text(re.compile(r"[\d.]+ bits; naive form \d\d"))
    expect(said.get_by_role("link")).to_have_attribute("href", re.compile("workbench.*tab=stability"))
    phone.get_by_label("Statement").locator(".display").first.get_by_role("button").press("Enter")
    panel = phone.get_by_role("dialog", name="Formula")
    panel.get_by_role("tab", name="Stability").click()
    expect(panel).to_contain_text(re.compile(r"loses \d\d[.\d]* of 64 bits"))
    expect(panel.get_by_role("heading", name="The form that keeps its digits")).to_be_visible(timeout=60_000)
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert phone.evaluate("""Math.max(...Array.from(document.querySelectorAll('#panel .stability *'), one =>
        one.closest('.wide, pre, .tex, .picture-plot') ? 0 : one.getBoundingClientRect().right)) <= innerWidth + 1""")
