"""Runs in the child process; imports nothing of Lemmata. Which files the code reads and writes, for the cache.

Python tells of every file that it opens. What a library opens by itself, in C, is not told; neither is what other
programs do that the code starts.
"""

from __future__ import annotations

import os
import sys
import sysconfig
import types
from os.path import abspath, realpath  # a block may change the module
from typing import Any

_SYSTEM = ("/proc/", "/dev/", "/sys/")
_MOST = 5000  # files of a document
_ALL = 50_000  # with those of libraries, which may lie behind links


class Touched:
    """The files that were read before they were written, and those that were written."""

    def __init__(self, *own: str):
        paths = {sys.prefix, sys.base_prefix, *sysconfig.get_paths().values(), *own}
        self.installed = tuple(realpath(path) + os.sep for path in paths if len(path) > 1)
        self.read: set[str] = set()
        self.written: set[str] = set()
        self.known: set[str] = set()
        self.own: set[str] = set()
        self.told: set[str] = set()
        self.modules: set[str] = set()
        self.missed = False
        self.loaded = sys.modules  # a block may put something else in its place

    def listen(self) -> None:
        """From now on; it can't be ended."""
        sys.addaudithook(self._heard)

    def _heard(self, event: str, values: tuple[Any, ...]) -> None:
        try:
            if event == "open":
                self._opened(*values)
            elif event == "sqlite3.connect" and values[0] != ":memory:":
                self._note(values[0], self.read)
            elif event in ("os.listdir", "os.scandir") and "importlib" not in sys._getframe(1).f_code.co_filename:
                self._note(values[0] or ".", self.read)
        except (TypeError, ValueError, OSError):
            # A name that is none, a working folder that is gone: what it opens is not known, and hearing may never be
            # why a block fails.
            self.missed = True

    def _opened(self, path: Any, mode: Any, flags: Any) -> None:
        writes = isinstance(mode, str) and not set(mode).isdisjoint("wax+")
        writes |= isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
        if isinstance(path, str | bytes | os.PathLike):
            self._note(path, self.written if writes else self.read)

    def _note(self, path: Any, kind: set[str]) -> None:
        name = abspath(os.fsdecode(path))
        skipped = name.startswith((*_SYSTEM, *self.installed)) or f"{os.sep}__pycache__{os.sep}" in name
        own = kind is self.read and name in self.written
        if not skipped and not own and len(kind) < _ALL:
            kind.add(name)

    def news(self) -> dict[str, Any]:
        """What has come since it was last asked; `both`: read, and then written, so that each run finds another."""
        loaded = dict(self.loaded)
        for name in loaded.keys() - self.modules:  # what was compiled before is not opened itself
            module = loaded[name]
            file = module.__dict__.get("__file__") if type(module) is types.ModuleType else None
            if type(file) is str:
                self.read.add(abspath(file))
        self.modules = set(loaded)
        looked_at = self.read - self.known  # of most there are many, and they are installed
        self.known |= looked_at
        self.own |= {name for name in looked_at if not realpath(name).startswith(self.installed)}
        read = self.own
        new = (read | self.written) - self.told
        self.told |= new
        more = self.missed or len(read) + len(self.written) >= _MOST or len(self.read) >= _ALL
        return {"read": sorted(new & read), "written": sorted(new & self.written), "both": bool(read & self.written),
                "more": more}
