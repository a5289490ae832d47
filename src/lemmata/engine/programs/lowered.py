"""Arrays on the way to a program: with an axis in front for each opened index that they depend on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from lemmata.engine.expr import Size
from lemmata.engine.programs.values import Value


class Lowered(NamedTuple):
    """An array with leading axes for opened indices."""

    value: Value
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Range:
    """What an opened index runs over: `count` integers from `low`."""

    low: Size
    count: Size
