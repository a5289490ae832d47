"""What an evaluation may cost, what it tells a record's function, and what it has to say of its value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lemmata.engine.evaluation.arithmetic import Arithmetic, Unsupported


@dataclass(frozen=True)
class Call:
    """What a record's function is told about a call on whole arrays.

    params  with sizes as integers        ranks  number of own axes of each argument
    sizes   dim -> integer                shape  own shape of the result
    """

    params: dict[str, Any]
    ranks: tuple[int, ...]
    sizes: Mapping[str, int]
    shape: tuple[int, ...]
    arithmetic: Arithmetic


@dataclass(frozen=True)
class Budget:
    """Limits in steps, not in seconds: entries computed in all, and the terms of an infinite sum."""

    entries: int = 2**31
    terms: int = 10_000


BUDGET = Budget()
# Balls and exact numbers are computed one by one: a second's worth of them, not a float array's.
ENTRYWISE = Budget(entries=400_000)


class BudgetError(Unsupported):
    """An evaluation that would take too many steps."""


@dataclass
class Trace:
    """What an evaluation has to say about its value.

    uncertified  reasons why an enclosing ball may miss the true value, or a float may be far off
    error        bounds or estimates of the error of integrals and limits in floats
    """

    uncertified: list[str] = field(default_factory=list)
    error: list[float] = field(default_factory=list)

    @property
    def certified(self) -> bool:
        return not self.uncertified


class Split(Exception):
    """A batch must be cut along one of the names into pieces of so many entries."""

    def __init__(self, names: tuple[str, ...], pieces: int | None = None):
        self.names, self.pieces = names, pieces
