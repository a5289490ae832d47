"""Where in the user's code each part of a traced formula is computed, and what has a name there."""

from __future__ import annotations

import linecache
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import CodeType

from lemmata.engine.expr import Expr, Symbol
from lemmata.engine.readers.tracing.calling import Held
from lemmata.engine.readers.tracing.errors import is_users


@dataclass(frozen=True, order=True)
class Place:
    """An expression in a file: from a line and column up to another one; lines count from 1, columns from 0.

    names     what the variables of the function stand for at that moment
    inner     what the expressions inside of it have given just before
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    function: str
    names: Mapping[Expr, str] = field(default_factory=dict, compare=False)
    inner: Mapping[Place, Expr] = field(default_factory=dict, compare=False)

    def __contains__(self, other: Place) -> bool:
        """Whether another place is inside of this one."""
        return self.file == other.file and (self.line, self.column) <= (other.line, other.column) and (
            (other.end_line, other.end_column) <= (self.end_line, self.end_column))

    @property
    def text(self) -> str:
        """The source there; "" where it is not to be had."""
        lines = [linecache.getline(self.file, n) for n in range(self.line, self.end_line + 1)]
        if not all(lines):
            return ""
        lines[-1] = lines[-1].encode()[: self.end_column].decode()  # Python counts columns in bytes
        lines[0] = lines[0].encode()[self.column :].decode()
        return "".join(lines)


Places = dict[Expr, list[Place]]
_NOTED: ContextVar[Places | None] = ContextVar("noted", default=None)
_LATEST: ContextVar[dict[Place, Expr]] = ContextVar("latest")  # what each place gave last


@contextmanager
def noting(places: Places | None) -> Iterator[None]:
    """What is traced meanwhile is noted there: each expression with the places that compute it, first ones first."""
    before, latest = _NOTED.set(places), _LATEST.set({})
    try:
        yield
    finally:
        _NOTED.reset(before)
        _LATEST.reset(latest)


def note(expr: Expr) -> None:
    """The expression is computed by the user's code that runs at the moment; arguments are not."""
    places = _NOTED.get()
    if places is None or isinstance(expr, Symbol):
        return
    frame = sys._getframe(1)
    while frame is not None and not is_users(frame.f_code):
        frame = frame.f_back  # type: ignore[assignment]
    if frame is None:
        return
    line, end_line, column, end_column = _positions(frame.f_code)[frame.f_lasti // 2]
    if line is None or end_line is None or column is None or end_column is None:
        return
    found = places.setdefault(expr, [])
    names = {value.expr: name for name, value in frame.f_locals.items() if isinstance(value, Held)}
    place = Place(frame.f_code.co_filename, line, column, end_line, end_column, frame.f_code.co_name, names)
    latest = _LATEST.get()
    if place not in found:
        found.append(replace(place, inner={p: e for p, e in latest.items() if p in place and p != place}))
    latest[place] = expr


@lru_cache(maxsize=256)
def _positions(code: CodeType) -> list[tuple[int | None, int | None, int | None, int | None]]:
    return list(code.co_positions())
