"""The handbook as readers see it: a server of this machine, Debian's Chromium, and nothing that leaves the machine.

The browser lives as long as this package's tests: while it does, an event loop runs in this thread, and others' tests
want their own.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hatch_build import Package
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

AXE = Package(
    "axe-core", "4.14.1",
    "sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
    lambda name: name == "axe.min.js",
)
PATIENCE = 20_000  # milliseconds; CI's machine does other things at the same time
expect.set_options(timeout=PATIENCE)
NOTES = """# Notes

For $x > 0$: $\\log(x^2) = 2 \\log x$.

For $x > 0$ and $y > 0$: $\\log(x + y) = \\log x + \\log y$.
"""


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of `lemmata serve`, with a document of the reader's that has a true formula and a false one."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "notes").mkdir()
    (folder / "notes" / "notes.md").write_text(NOTES, encoding="utf-8")
    command = [sys.executable, "-u", "-m", "lemmata", "serve", str(folder / "notes"), "--no-browser", "--port", "0"]
    log = folder / "log.txt"
    with log.open("w", encoding="utf-8") as output:
        running = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT,
                                   env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))})
    try:
        yield _address(running, log)
    finally:
        running.terminate()
        running.wait(20)


def _address(running: subprocess.Popen[bytes], log: Path, seconds: float = 90) -> str:
    """The address that the server prints, when one of its workers is there."""
    last = time.monotonic() + seconds
    while time.monotonic() < last and running.poll() is None:
        if found := re.search(r"http://127\.0\.0\.1:\d+", log.read_text(encoding="utf-8")):
            with suppress(OSError), urllib.request.urlopen(f"{found.group()}/ready", timeout=seconds):
                return found.group()
        time.sleep(0.1)
    raise AssertionError(f"no page within {seconds} s:\n{log.read_text(encoding='utf-8')}")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium, which finds no host but this machine."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not installed (apt-get install chromium)")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=[
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"])
        yield running
        running.close()


@dataclass
class Faults:
    """What no page may do: report an error in the console, or ask another machine for something."""

    server: str
    found: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        context.on("console", self._said)
        context.on("weberror", lambda fault: self.found.append(f"a script's error: {fault.error}"))
        context.on("request", lambda request: request.url.startswith((f"{self.server}/", "data:", "blob:"))
                   or self.found.append(f"a request to {request.url}"))

    def _said(self, message: ConsoleMessage) -> None:
        about = message.location["url"]
        # Browsers report an answer 422 as an error; what cannot be read has this answer, and the page shows its words.
        if message.type == "error" and not (f"{self.server}/api/" in about and "422" in message.text):
            self.found.append(f"in the console: {message.text} ({about})")


@pytest.fixture
def faults(server: str) -> Iterator[Faults]:
    """What the pages of a test did wrong; the test fails where something is left in it."""
    faults = Faults(server)
    yield faults
    if faults.found:
        pytest.fail("\n".join(dict.fromkeys(faults.found)))


@pytest.fixture
def page(browser: Browser, server: str, faults: Faults) -> Iterator[Page]:
    """A page in a window of a computer; addresses start at the server's."""
    with browser.new_context(base_url=server, viewport={"width": 1280, "height": 900}) as context:
        context.set_default_timeout(PATIENCE)
        faults.watch(context)
        yield context.new_page()


@pytest.fixture
def phone(browser: Browser, server: str, faults: Faults) -> Iterator[Page]:
    """A page on a phone."""
    with browser.new_context(base_url=server, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True,
                             device_scale_factor=2) as context:
        context.set_default_timeout(PATIENCE)
        faults.watch(context)
        yield context.new_page()


@pytest.fixture(scope="package")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The script of axe-core, which finds what readers with other senses and devices can't use."""
    folder = tmp_path_factory.mktemp("axe")
    try:
        AXE.put_in(folder)
    except SystemExit as error:
        pytest.skip(str(error))
    return (folder / "axe.min.js").read_text(encoding="utf-8")
