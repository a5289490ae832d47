"""`[tool.lemmata]` of pyproject.toml: what a project wants checked, and how."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from lemmata.documents.conventions import KEYS, Conventions, SettingError, nearest

FILE = "pyproject.toml"


@dataclass(frozen=True)
class Settings:
    """What the command line and pyproject.toml ask for.

    root              the folder of pyproject.toml, from which its paths count; None without one
    select, ignore    codes, beginnings of codes, or names; nothing selected: all
    per_file_ignores  patterns of paths with the codes that are ignored there
    exclude           patterns of paths that are left out when folders are searched
    baseline          the file of known findings, "" without one
    time_limit        seconds of one code block; formula_limit: of one formula
    jobs              processes; 0: as many as there are processors
    given             names of what does not stand in pyproject.toml
    """

    root: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    strict: bool = False
    run: bool = False
    seed: int = 0
    exclude: tuple[str, ...] = ()
    time_limit: float = 60.0
    formula_limit: float = 30.0
    baseline: str = ""
    jobs: int = 1
    cache: bool = True
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    conventions: Conventions = field(default_factory=Conventions)
    given: tuple[str, ...] = ()

    def with_given(self, **given: Any) -> Settings:
        """These, but for what is given (what is None is not)."""
        wanted = {name: value for name, value in given.items() if value is not None}
        return replace(self, **wanted, given=(*self.given, *wanted))


_LISTS = ("select", "ignore", "exclude")
_OURS = ("root", "conventions", "given")
_KNOWN = [f.name.replace("_", "-") for f in fields(Settings) if f.name not in _OURS] + list(KEYS)
LEAST_TIME = 0.1  # seconds: the shortest limit of a block or a formula
_WANTED = {
    "strict": "true or false", "run": "true or false", "cache": "true or false", "baseline": "a file's name",
    "seed": "a whole number", "time-limit": f"a number of seconds from {LEAST_TIME}",
    "formula-limit": f"a number of seconds from {LEAST_TIME}",
    "jobs": 'a number of processes from 1, or "auto"', "per-file-ignores": "a table of patterns with lists of codes",
}


def find_settings(paths: Iterable[str | Path]) -> Settings:
    """Those of the nearest pyproject.toml with a `[tool.lemmata]`, from the folder that all paths share upwards.

    Raises SettingError.
    """
    found = [Path(path).absolute() for path in paths] or [Path.cwd()]
    try:
        folder = Path(os.path.commonpath([p if p.is_dir() else p.parent for p in found]))
    except ValueError:  # on several drives
        folder = Path.cwd()
    for place in (folder, *folder.parents):
        if (place / FILE).is_file():
            settings = read_settings(place / FILE)
            if settings is not None:
                return settings
    return Settings()


def read_settings(path: Path) -> Settings | None:
    """The settings of a pyproject.toml; None where it says nothing of Lemmata. Raises SettingError."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingError(f"{path}: can't be read: {(error.strerror or str(error)).lower()}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingError(f"{path}: is no TOML: {error}") from error
    tools = table.get("tool", {})
    if not isinstance(tools, dict) or "lemmata" not in tools:
        return None
    if not isinstance(tools["lemmata"], dict):
        raise SettingError(f"{path}: tool.lemmata is no table; write [tool.lemmata]")
    return _settings(tools["lemmata"], path)


def _settings(table: dict[str, Any], path: Path) -> Settings:
    where = f"{path}: tool.lemmata."
    given: dict[str, Any] = {"root": path.absolute().parent}
    conventions: dict[str, Any] = {}
    for key, value in table.items():
        if key in KEYS:
            conventions[key] = value
        elif key not in _KNOWN:
            raise SettingError(f"{path}: [tool.lemmata] has no key {key!r}{nearest(key, _KNOWN)} "
                               f"(known: {', '.join(sorted(_KNOWN))})")
        else:
            given[key.replace("-", "_")] = _value(key, value, where)
    if "baseline" in given:
        given["baseline"] = str(path.absolute().parent / given["baseline"])
    return Settings(**given, conventions=Conventions.read(conventions, f"{path}: [tool.lemmata]: "))


def _value(key: str, value: Any, where: str) -> Any:
    """A value of the kind that its key has."""
    if key in _LISTS:
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return tuple(value)
        raise SettingError(f'{where}{key} = {value!r} is no list of texts; write, for example, ["F102"]')
    if key in ("strict", "run", "cache"):
        good = isinstance(value, bool)
    elif key == "baseline":
        good = isinstance(value, str) and bool(value)
    elif key == "seed":
        good = isinstance(value, int) and not isinstance(value, bool)
    elif key in ("time-limit", "formula-limit"):
        good = isinstance(value, int | float) and not isinstance(value, bool) and LEAST_TIME <= value < float("inf")
    elif key == "jobs":
        good = value == "auto" or (isinstance(value, int) and not isinstance(value, bool) and value >= 1)
        value = 0 if value == "auto" else value
    else:
        good = isinstance(value, dict) and all(
            isinstance(codes, list) and all(isinstance(c, str) for c in codes) for codes in value.values())
        value = {pattern: tuple(codes) for pattern, codes in value.items()} if good else value
    if not good:
        raise SettingError(f"{where}{key} = {value!r}; write {_WANTED[key]}")
    return value
