"""What is to be seen of blocks while they run, and what was seen."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Probe:
    """An expression of a block whose values are told.

    number  by which it is known, one for all blocks of a document
    kind    of its node ("Call"); span: line, column, end line, end column, as Python's syntax tree has them
    keep    whether its first value is kept in the child, for questions
    """

    number: int
    kind: str
    span: tuple[int, int, int, int]
    keep: bool = False

    @classmethod
    def of(cls, number: int, node: ast.expr, keep: bool = False) -> Probe:
        end, high = node.end_lineno or node.lineno, node.end_col_offset or 0
        return cls(number, type(node).__name__, (node.lineno, node.col_offset, end, high), keep)

    def told(self) -> dict[str, Any]:
        return {"number": self.number, "kind": self.kind, "span": list(self.span), "keep": self.keep}


@dataclass(frozen=True)
class Given:
    """A value of a question: one that a probe kept, an expression of the block, or a number.

    spread: a tuple that stands for several arguments
    """

    kept: int | None = None
    source: str = ""
    number: float = 0.0
    spread: bool = False

    def told(self) -> dict[str, Any]:
        value = (
            {"kept": self.kept}
            if self.kept is not None
            else ({"source": self.source} if self.source else {"given": self.number})
        )
        return {**value, "spread": self.spread}


@dataclass(frozen=True)
class Question:
    """A function of the document that is evaluated after its block has run.

    kind      values: the function at `points` in place of the argument `place`;
              near: the function at its first argument and at neighbours of it;
              squares: a sum of squares likewise, of the function at p, or of f(x, *p) - y for arguments p, x, y;
              slope: `derivative` beside differences of the function by the argument `place` (by all of them: -1),
              at the arguments moved by each of `points`;
              backward: the gradient that torch takes through `function`, beside differences of it, likewise;
              call: the function at the arguments, as arrays, as lists and as tensors;
              integral: of the function over the line by the argument `place`, in pieces between `points`
    """

    number: int
    kind: str
    function: Given
    arguments: tuple[Given, ...] = ()
    derivative: Given = field(default_factory=Given)
    place: int = 0
    points: tuple[float, ...] = ()

    def told(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "kind": self.kind,
            "function": self.function.told(),
            "arguments": [argument.told() for argument in self.arguments],
            "derivative": self.derivative.told(),
            "open": self.place,
            "points": list(self.points),
        }


@dataclass(frozen=True)
class Watched:
    """What is to be seen of one block."""

    probes: tuple[Probe, ...] = ()
    questions: tuple[Question, ...] = ()

    def with_questions(self, more: Sequence[Question]) -> Watched:
        return Watched(self.probes, (*self.questions, *more))


@dataclass(frozen=True)
class Value:
    """One value seen: `told` is what the child said of it (`observer.describe`)."""

    told: Mapping[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        """Such as `kind`, `type`, `shape`, `size`, `low`, `high`, `mean`, `std`, `values`; None where it has none."""
        if name.startswith("__"):
            raise AttributeError(name)
        return self.told.get(name)

    @property
    def number(self) -> float | None:
        """The number, where it is one or an array of one."""
        values: Sequence[float] = self.told.get("values") or ()
        return values[0] if len(values) == 1 else None

    def part(self, name: str) -> Value:
        """A part of an optimizer's result: x, fun, nit, success."""
        return Value(self.told.get("parts", {}).get(name, {}))


@dataclass(frozen=True)
class Sightings:
    """All that was seen of an expression: how often, its first values and the last one told."""

    count: int = 0
    first: tuple[Value, ...] = ()
    last: Value = field(default_factory=Value)
    low: float | None = None
    high: float | None = None

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Sightings:
        return cls(
            told["count"],
            tuple(map(Value, told["first"])),
            Value(told.get("last", {})),
            told.get("low"),
            told.get("high"),
        )

    def __bool__(self) -> bool:
        return self.count > 0

    @property
    def values(self) -> tuple[Value, ...]:
        return self.first if self.count <= len(self.first) else (*self.first, self.last)


@dataclass(frozen=True)
class Seen:
    """What was seen in a document, by the numbers of probes and questions."""

    sightings: Mapping[int, Sightings] = field(default_factory=dict)
    answers: Mapping[int, Any] = field(default_factory=dict)

    @classmethod
    def read(cls, result: Mapping[str, Any]) -> Seen:
        """From what the child told of a block."""
        return cls(
            {int(number): Sightings.read(told) for number, told in result.get("seen", {}).items()},
            {int(number): found for number, found in result.get("answered", {}).items()},
        )

    @classmethod
    def together(cls, several: Iterable[Seen]) -> Seen:
        """What was seen in the blocks of a document, in their order; a later sight holds the earlier ones."""
        found = list(several)
        return cls(
            {n: s for seen in found for n, s in seen.sightings.items()},
            {n: a for seen in found for n, a in seen.answers.items()},
        )

    def of(self, number: int) -> Sightings:
        return self.sightings.get(number, Sightings())

    def answer(self, number: int) -> Any:
        """What a question was answered; None where it ended in an error or too late."""
        found = self.answers.get(number)
        return None if isinstance(found, dict) and "error" in found else found
