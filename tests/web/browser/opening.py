"""Opening a page, and waiting until its scripts have done what they do at first."""

from __future__ import annotations

from playwright.sync_api import Page

# Each kind of page, once.
KINDS = ("", "start", "chapter/linear-algebra", "chapter/information-theory/entropy", "lemma/sigmoid", "map",
         "notation", "documents", "document/notes.md?opened=4&panel=check", "workbench?formula=x**2", "check",
         "workbench?formula=log(1%2Bx)&tab=stability",
         "workbench?formula=sum((x-mu)**2)&variables=x:+real[n],+mu:+real&tab=data#data=x%0A1%0A2&steps=2")

HEIGHTS = "Array.from(document.querySelector('.js-plotly-plot').data[0].y)"


def opened(page: Page, path: str) -> Page:
    """The page at this path, which is there and ready."""
    answer = page.goto(f"/{path}")
    assert answer is not None and answer.ok, f"/{path}: {answer and answer.status}"
    page.locator("html[data-ready]").wait_for(state="attached")
    return page


def drawn(page: Page) -> list[float]:
    """The heights of the first curve of the first picture."""
    page.locator(".js-plotly-plot .main-svg").first.wait_for()
    heights: list[float] = page.evaluate(HEIGHTS)
    return heights


def moved(page: Page, before: list[float]) -> None:
    """Waits until that curve is another one."""
    page.wait_for_function(f"before => String({HEIGHTS}) !== String(before)", arg=before)
