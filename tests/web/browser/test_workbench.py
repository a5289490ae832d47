"""The workbench: a formula of the reader's own, and an address that holds all of its state."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect
from tests.web.browser.opening import drawn, moved, opened


def test_an_own_formula_survives_a_reload(page: Page) -> None:
    opened(page, "workbench").get_by_role("textbox", name="Formula Python or LaTeX").fill("sum((X @ w - y)**2)")
    page.get_by_label("Variables").fill("X: real[m n], w: real[n], y: real[m]")
    page.get_by_role("tab", name="Derivative").click()
    page.get_by_role("combobox", name="By").select_option("w")
    derived = page.get_by_role("tabpanel", name="Derivative")
    derived.get_by_role("button", name="All steps").click()
    result = derived.get_by_text("Result").locator(".tex").first
    expect(result).to_be_visible()
    found = result.get_attribute("data-latex")
    assert found and "X" in found
    page.reload()
    expect(page.get_by_role("textbox", name="Formula Python or LaTeX")).to_have_value("sum((X @ w - y)**2)")
    expect(page.get_by_role("tab", name="Derivative", selected=True)).to_be_visible()
    derived.get_by_role("button", name="All steps").click()
    expect(result).to_have_attribute("data-latex", found)


def test_a_false_equality_has_a_counterexample(page: Page) -> None:
    opened(page, "workbench?formula=log(x*y)&variables=x:+positive,+y:+positive&tab=check")
    other, panel = page.get_by_label("Is it the same as"), page.get_by_role("tabpanel", name="Compare")
    other.fill("log(x) + log(y)")
    expect(panel).to_contain_text("proved")
    other.fill("log(x)*log(y)")
    expect(panel).to_contain_text("counterexample")


def test_what_cannot_be_read_is_shown_while_typing(page: Page) -> None:
    opened(page, "workbench").get_by_role("textbox", name="Formula Python or LaTeX").fill("log(1 +")
    expect(page.locator("#read")).to_contain_text(re.compile(r"\w+"))
    page.get_by_role("textbox", name="Formula Python or LaTeX").fill(r"\log(1 + e^x)")
    expect(page.locator("#read .katex").first).to_be_visible()


def test_code_and_a_moving_picture_of_an_own_formula(page: Page) -> None:
    opened(page, "workbench?formula=exp(-(x-mu)**2/(2*s**2))&variables=x:+real,+mu:+real,+s:+positive&tab=code")
    page.get_by_role("combobox", name="For ").select_option("jax")
    expect(page.get_by_role("tabpanel", name="Code")).to_contain_text("jnp")
    page.get_by_role("tab", name="Picture").click()
    before = drawn(page)
    page.get_by_role("tabpanel", name="Picture").get_by_role("slider").first.focus()
    page.keyboard.press("ArrowRight")
    moved(page, before)


def test_code_follows_the_layout_that_is_chosen(page: Page) -> None:
    """A layout, chosen for the derivative, turns its code round too, and is named beside it."""
    opened(page, "workbench?formula=A @ x&variables=A:+real[m n],+x:+real[n]&tab=code&of=gradient&wrt=x")
    code = page.get_by_role("tabpanel", name="Code")
    expect(code.locator("pre")).to_contain_text("def df_dx(A")
    expect(code.locator("pre")).not_to_contain_text("A.T")
    page.get_by_role("tab", name="Derivative").click()
    page.get_by_role("combobox", name="Layout").select_option("denominator")
    page.get_by_role("tab", name="Code").click()
    expect(code.locator("pre")).to_contain_text("return A.T")
    expect(code).to_contain_text("in denominator layout")
