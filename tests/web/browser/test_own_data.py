"""The reader's own data in the page: nothing of them leaves it, and the address brings them back."""

from __future__ import annotations

from playwright.sync_api import Page, Request, expect
from tests.web.browser.opening import drawn, opened

LOSS = "workbench?formula=sum((a*x%2Bb-y)**2)/m&variables=x:+real[m],+y:+real[m],+a:+real,+b:+real&tab=data"


def value(page: Page) -> float:
    """The value of the formula, as the page shows it."""
    return float(page.locator(".result-line", has_text="Value").locator("code").inner_text())


def test_a_pasted_table_is_fitted_and_stays_in_the_address(page: Page) -> None:
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request))
    mine = opened(page, LOSS).get_by_role("tabpanel", name="Your data")
    mine.get_by_label("Your data").fill("y\tx\n1\t0\n3,5\t1\n5.5\t2\n8.25\t3\n")
    expect(mine.get_by_role("group", name="x real[m]").get_by_label("x", exact=True)).to_be_checked()
    before, picture = value(page), drawn(page)
    mine.get_by_role("button", name="One step").click()
    expect(mine.locator(".descent [role=status]")).to_have_text("1 step")
    after = value(page)
    assert after < before
    page.reload()
    expect(mine.locator(".descent [role=status]")).to_have_text("1 step")
    assert value(page) == after
    assert drawn(page) == picture  # the data are where they were
    mine.get_by_role("group", name="a real").get_by_label("a starts at").fill("[1, 2]")
    page.keyboard.press("Enter")
    told = "a: a number is expected (real, where it starts), the shape 2 is given"
    expect(mine.get_by_role("alert")).to_contain_text(told)
    assert not [one.url for one in sent if "8.25" in one.url or "8.25" in (one.post_data or "")]


def test_data_are_drawn_in_the_panel_of_a_formula(page: Page) -> None:
    opened(page, "document/notes.md?opened=1&panel=data")
    panel = page.get_by_role("dialog", name="Formula")
    panel.get_by_label("Your data").fill("x = [1, 2, 4]")
    assert drawn(page) == [1, 2, 4]
    panel.get_by_role("button", name="Values", exact=True).click()
    page.wait_for_function("Math.abs(document.querySelector('.js-plotly-plot').data[0].y[2] - Math.log(16)) < 1e-9")
    panel.get_by_label("Your data").fill("x = [1, -2]")
    expect(panel.get_by_role("alert")).to_contain_text("x holds -2; positive is expected, numbers above 0")
    panel.get_by_role("button", name="A noisy line").click()
    expect(panel.get_by_role("button", name="Values", exact=True)).to_be_visible()


def test_columns_of_a_matrix_are_moved_by_hand(page: Page) -> None:
    opened(page, "workbench?formula=A&variables=A:+real[2+2]&tab=picture")
    grip = page.get_by_role("button", name="first column")
    grip.focus()
    drawn(page)
    told = grip.get_attribute("aria-label")
    page.keyboard.press("ArrowUp")
    expect(grip).not_to_have_attribute("aria-label", str(told))
    box = grip.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 12, box["y"] + 12)
    page.mouse.down()
    page.mouse.move(box["x"] + 52, box["y"] - 38)
    page.mouse.up()
    then = grip.bounding_box()
    assert then is not None and abs(then["x"] - box["x"] - 40) < 2 and abs(then["y"] - box["y"] + 50) < 2
