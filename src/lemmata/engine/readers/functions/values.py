"""Values on a walk through a function that are no expressions: functions, modules' names, arrays that a loop fills."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lemmata.engine.expr import Expr
from lemmata.engine.readers.functions.code import Path
from lemmata.engine.readers.functions.records import Function


@dataclass(frozen=True)
class Closure:
    """A function of the source with the names around it."""

    function: Function
    around: dict[str, Any]


@dataclass(frozen=True)
class Library:
    """A name that was imported."""

    path: Path


@dataclass(frozen=True)
class Written:
    """An array of which a loop has written `value` at `indices`: set, added to, or appended to a list.

    kind    set, add, append
    before  the array or list as it was
    """

    kind: str
    indices: tuple[Any, ...]
    value: Expr
    before: Any


@dataclass(frozen=True)
class Unread:
    """A value that was not understood; only what uses it is not read either."""

    reason: str
