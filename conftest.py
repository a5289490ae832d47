"""Examples in docstrings of formulas' methods may call `parse`, which stands above these methods."""

from __future__ import annotations

from typing import Any

import pytest

import lemmata


@pytest.fixture(autouse=True)
def _names_of_docstrings(request: pytest.FixtureRequest, doctest_namespace: dict[str, Any],
                         monkeypatch: pytest.MonkeyPatch) -> None:
    if "formulas" in request.path.parts:
        monkeypatch.setitem(doctest_namespace, "parse", lemmata.parse)
