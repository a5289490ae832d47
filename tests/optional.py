"""Libraries that a development install may lack: what needs one of them is skipped, which in CI is a failure."""

from __future__ import annotations

import re
from importlib.util import find_spec

import pytest

OPTIONAL = ("torch",)
_IMPORTED = re.compile(rf"\b(?:import|from)\s+(?:\w+,\s*)*({'|'.join(OPTIONAL)})\b")


def need_imports_of(source: str) -> None:
    """Skips the test where this Python source, or a document with some, imports a library that is not installed."""
    missing = sorted(name for name in set(_IMPORTED.findall(source)) if find_spec(name) is None)
    if missing:
        pytest.skip(f"{' and '.join(missing)} not installed")
