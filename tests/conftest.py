"""Every test runs with fixed seeds, those of Hypothesis too, and without deadlines; in CI a skip is a failure."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings

settings.register_profile("fixed", derandomize=True, deadline=None, print_blob=True)
settings.load_profile("fixed")


@pytest.fixture(autouse=True)
def _seeded() -> None:
    np.random.seed(0)


@pytest.fixture(autouse=True, scope="session")
def _cache_of_these_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test is answered from a cache that was there before."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LEMMATA_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The rows of tables in `slow_rows.txt` take seconds each: they are marked slow, as whole tests are.

    A row that no test has any more is an error, else a renamed test would be a quick one again.
    """
    slow = set((Path(__file__).parent / "slow_rows.txt").read_text(encoding="utf-8").splitlines())
    files = {item.nodeid.split("::")[0] for item in items if "::" in item.nodeid}
    found = {item.nodeid for item in items}
    narrowed = any("::" in str(arg) for arg in sys.argv)
    gone = [] if narrowed else [row for row in slow - found if row.split("::")[0] in files]
    if gone:
        raise pytest.UsageError("no test of these names is left; take them out of slow_rows.txt: " + ", ".join(gone))
    for item in items:
        if item.nodeid in slow:
            item.add_marker(pytest.mark.slow)


def pytest_collection_finish() -> None:
    """Expressions are interned and stay: looking through all of them for cycles again and again is lost time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):  # type: ignore[no-untyped-def]
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("LEMMATA_NO_SKIPS") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may be: {report.longrepr}"
