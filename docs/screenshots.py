"""Makes the pictures of the pages in docs/screenshots: python docs/screenshots.py

A server is started, and Debian's Chromium (or the one in CHROMIUM) looks at its pages.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

TO = Path(__file__).parent / "screenshots"
MOST = 300_000  # bytes each
NOTES = """# Notes on attention

The weights are a softmax: for $s \\in \\mathbb{R}^n$,

$$p_i = \\frac{e^{s_i}}{\\sum_{j=1}^n e^{s_j}}, \\qquad \\sum_{i=1}^n p_i = 1.$$

For a weight matrix $W \\in \\mathbb{R}^{m \\times n}$ and $x \\in \\mathbb{R}^n$ the gradient is
$\\nabla_x \\|W x\\|^2 = 2 W W^\\top x$.

For $a > 0$ and $b > 0$: $\\log(a + b) = \\log a + \\log b$.

The sigmoid $\\sigma(z) = \\frac{1}{1 + e^{-z}}$ has the derivative $\\sigma'(z) = \\sigma(z) (1 - \\sigma(z))$.
"""


def home(page: Page) -> None:
    """The first page."""
    page.goto("/")


def lemma(page: Page) -> None:
    """A lemma."""
    page.goto("/lemma/normal")
    page.locator("[data-bound] .verdict").wait_for()


def picture(page: Page) -> None:
    """The picture of a lemma, its sliders moved."""
    page.goto("/lemma/normal")
    page.locator("#picture .main-svg").first.wait_for()
    page.get_by_role("main").get_by_role("slider").first.press("ArrowRight")
    page.evaluate("document.activeElement.blur()")
    page.locator("#picture").evaluate("element => scrollTo(0, element.offsetTop - 70)")


def exercise(page: Page) -> None:
    """An exercise, answered wrongly."""
    page.goto("/lemma/trace")
    page.get_by_label("Your answer").fill("A")
    page.get_by_role("button", name="Check", exact=True).click()
    page.locator(".assessment .verdict").wait_for()
    page.locator("#exercise").evaluate("element => scrollTo(0, element.offsetTop - 330)")


def panel(page: Page) -> None:
    """A formula that was opened."""
    page.goto("/lemma/sigmoid")
    page.locator("[data-ready]").wait_for()
    page.get_by_label("Statement").locator(".display").get_by_role("button").click()
    page.get_by_role("dialog", name="Formula").get_by_role("tab", name="Derivative").click()
    page.get_by_role("dialog", name="Formula").get_by_role("button", name="All steps").first.click()


def workbench(page: Page) -> None:
    """A formula of the reader's own, and its derivative."""
    page.goto("/workbench?formula=sum((X @ w - y)**2)&variables=X: real[m n], w: real[n], y: real[m]"
              "&tab=derivative&wrt=w")
    page.get_by_role("tabpanel", name="Derivative").get_by_role("button", name="All steps").click()


def data(page: Page) -> None:
    """A network of two layers, fitted to a sample in the page."""
    page.goto("/workbench?formula=sum(log(1 %2B exp(-y*(tanh(X @ W %2B c) @ v %2B b))))/m&tab=data"
              "&variables=X: real[m n], W: real[n h], c: real[h], v: real[h], b: real, y: real[m]"
              "#data=sample+moons&steps=1500&rate=1")
    page.locator(".picture-plot .main-svg").first.wait_for()
    page.locator(".descent").evaluate("element => scrollTo(0, element.getBoundingClientRect().top + scrollY - 70)")


def stability(page: Page) -> None:
    """What a formula loses in floats."""
    page.goto("/workbench?formula=log(1 %2B exp(x))&variables=x: real&tab=stability&where=x: normal(0, 300)")
    page.get_by_role("tab", name="PyTorch").wait_for()
    page.locator(".picture-plot .main-svg").first.wait_for()
    page.locator(".bench-tabs").evaluate("element => scrollTo(0, element.offsetTop - 70)")


def checked(page: Page) -> None:
    """A document of the reader's own with its marks."""
    page.goto("/document/notes.md")
    page.locator(".is-refuted").first.wait_for()


WIDE = {"viewport": {"width": 1280, "height": 860}}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}
SHOTS: dict[str, tuple[Callable[[Page], None], dict[str, object]]] = {
    "home": (home, WIDE), "lemma": (lemma, WIDE), "panel": (panel, WIDE), "workbench": (workbench, WIDE),
    "data": (data, WIDE), "stability": (stability, WIDE), "picture": (picture, WIDE), "exercise": (exercise, WIDE),
    "checked": (checked, WIDE), "dark": (picture, {**WIDE, "color_scheme": "dark"}),
    "phone": (lemma, PHONE),
}


@contextmanager
def served() -> Iterator[str]:
    """The address of the handbook with a document of the reader's."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "notes.md").write_text(NOTES, encoding="utf-8")
        command = [sys.executable, "-u", "-m", "lemmata", "serve", folder, "--no-browser", "--port", "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
            assert running.stdout is not None
            found = next(filter(None, (re.search(r"http://[\d.]+:\d+", line) for line in running.stdout)))
            yield found.group()
            running.terminate()


def shoot(browser: Browser, address: str, name: str) -> None:
    """One picture, in fewer colours where it would be large."""
    show, window = SHOTS[name]
    with browser.new_context(base_url=address, reduced_motion="reduce", **window) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.set_default_timeout(60_000)
        show(page)
        page.wait_for_load_state("networkidle")
        page.evaluate("document.fonts.ready")
        image = Image.open(io.BytesIO(page.screenshot()))
    path = TO / f"{name}.png"
    image.convert("RGB").save(path, optimize=True)
    if path.stat().st_size > MOST:
        image.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)
    size = path.stat().st_size
    print(f"{path}: {size / 1000:.0f} kB")
    if size > MOST:
        raise SystemExit(f"{path} has {size} bytes, more than {MOST}: show less of the page")


def main(names: list[str]) -> None:
    """All pictures, or those of these names."""
    TO.mkdir(exist_ok=True)
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        raise SystemExit("chromium is not installed: apt-get install chromium, or name one in CHROMIUM")
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        for name in names or SHOTS:
            shoot(browser, address, name)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
