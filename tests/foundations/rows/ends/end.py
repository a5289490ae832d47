"""What a procedure gives at an end of its domain: empty, constant, zero, singular, infinite, huge and tiny."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


class Refused(str):
    """The words of an error, which is the right answer where there is no value."""


@dataclass(frozen=True)
class End:
    """A call, and its value by a closed form or another hand.

    name     room.function
    wanted   the value, or `Refused` with words of the error
    given    arguments by place
    options  arguments by name
    pick     what is compared of a result that has parts
    rtol     of the value
    """

    name: str
    wanted: Any
    given: Sequence[Any]
    options: Mapping[str, Any]
    pick: Callable[[Any], Any]
    rtol: float


def ends_of(room: str) -> Callable[..., End]:
    """Ends of the functions of a room: end(name, wanted, *given, pick=, rtol=, **options)."""
    def end(name: str, wanted: Any, *given: Any, pick: Callable[[Any], Any] = lambda found: found,
            rtol: float = 1e-12, **options: Any) -> End:
        return End(f"{room}.{name}", wanted, given, options, pick, rtol)
    return end
