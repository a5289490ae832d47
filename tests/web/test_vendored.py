"""What the package brings along of others is whole, and where it is missing the remedy is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lemmata.web import vendored


def test_every_font_of_katex_that_a_browser_takes_is_there() -> None:
    style = (vendored.katex() / "katex.min.css").read_text(encoding="utf-8")
    fonts = set(re.findall(r"url\((fonts/[\w-]+\.woff2)\)", style))
    assert len(fonts) > 15
    assert all((vendored.katex() / font).stat().st_size > 1000 for font in fonts)
    assert "MIT" in (vendored.katex() / "LICENSE").read_text(encoding="utf-8")


def test_plotlys_script_is_the_one_of_its_wheel() -> None:
    assert "plotly.js v" in vendored.plotly().read_text(encoding="utf-8")[:200]


def test_without_katex_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(vendored, "__file__", str(tmp_path / "vendored.py"))
    with pytest.raises(FileNotFoundError, match="reinstall it with a connection"):
        vendored.katex()
