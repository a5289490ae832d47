"""The handbook as files, which any server of files shows: nothing dead in it, nothing heavy, and its pictures move."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from tests.web.browser.conftest import PATIENCE, Faults
from tests.web.browser.opening import drawn, moved
from tests.web.crawling import dead

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the whole site; what is left out are pictures of formulas that have none."""
    folder = tmp_path_factory.mktemp("host") / "handbook"
    command = [sys.executable, "-m", "lemmata", "build", "-o", str(folder)]
    done = subprocess.run(command, stderr=subprocess.PIPE, text=True, env={
        **os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))})
    told = done.stderr.splitlines()
    assert [line for line in told if not re.fullmatch(r"left out: (panel|data)/.*\.js: 422", line)] == []
    return folder


class Files(SimpleHTTPRequestHandler):
    """A server of files that says nothing."""

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def hosted(site: Path) -> Iterator[str]:
    """The site on a server of files, below a folder of another site."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Files, directory=site.parent)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{site.name}"
        server.shutdown()


def test_no_link_is_dead_and_no_page_heavy(site: Path) -> None:
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    pages = {path.removesuffix("index.html"): (site / path).read_bytes() for path in files if path.endswith(".html")}
    assert {path: len(page) for path, page in pages.items() if len(page) > 1_000_000} == {}
    known = files | set(pages)
    assert list(dead({path: page.decode() for path, page in pages.items()}, known.__contains__)) == []


def test_pictures_and_panels_are_alive_without_the_server(browser: Browser, hosted: str) -> None:
    faults = Faults(hosted.rpartition("/")[0])
    with browser.new_context(base_url=hosted) as context:
        context.set_default_timeout(PATIENCE)
        faults.watch(context)
        page = context.new_page()
        page.goto(f"{hosted}/lemma/normal/")
        before = drawn(page)
        page.get_by_role("main").get_by_role("slider").first.focus()
        page.keyboard.press("ArrowRight")
        moved(page, before)
        page.get_by_label("Statement").locator(".display").get_by_role("button").press("Enter")
        panel = page.get_by_role("dialog", name="Formula")
        panel.get_by_role("tab", name="Code").click()
        expect(panel.get_by_role("tabpanel", name="Code")).to_contain_text("numpy")
        panel.get_by_role("tab", name="Stability").click()
        expect(panel.get_by_role("tabpanel", name="Stability")).to_contain_text("lemmata stabilize '")
        page.get_by_role("combobox", name="Search").fill("sigmoid")
        page.get_by_role("listbox", name="Lemmas found").get_by_role("option").first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("sigmoid", ignore_case=True)
    assert faults.found == []
