"""What a lemma of the book holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lemmata.exercises import Exercise

# Each lemma has these parts, in this order; one of the alternatives with a bar.
PARTS = ("Symbols", "In words", "In deep learning", "Example", "Derivation|Proof", "Picture", "Numerically", "Exercise")
ROOMS = ("linear_algebra", "calculus", "optimization", "probability", "statistics", "information_theory", "networks",
         "numerics")


class BookError(ValueError):
    """Something in the book is not as lemmas are written; the message names file and line."""


@dataclass(frozen=True)
class Part:
    """A part of a lemma: its title, and its Markdown."""

    title: str
    text: str


@dataclass(frozen=True)
class Task:
    """The exercise of a lemma, as the page puts it.

    answer    the right answer, Python text; declarations: of its symbols
    hints     what a reader sees before the solution, in order
    place     the file and the line, for what is wrong with it
    """

    question: str
    answer: str
    declarations: str
    hints: tuple[str, ...]
    solution: str
    place: str = ""

    @cached_property
    def exercise(self) -> Exercise:
        """What judges answers. Raises BookError where the right answer cannot be read."""
        from lemmata.exercises import Exercise
        from lemmata.formulas import parse

        try:
            answer = parse(self.answer, self.declarations or None)
        except ValueError as error:
            raise BookError(f"{self.place}: the answer to the exercise: {error}") from error
        return Exercise(self.question, answer, self.hints, self.solution)


@dataclass(frozen=True, repr=False)
class Lemma:
    """One lemma: a statement with its meaning, bound to a function of the foundations.

    id          stable name, unique in the book
    chapter, section   the folder and the file it stands in (without suffix); line: of its heading
    statement   Markdown up to the first part
    calls       the functions, as the page calls them: "linear_algebra.dot(a, b)"; the first is bound to the formula,
                at any arguments that it is called with
    declarations  of page symbols that the call does not tell
    needs       ids of lemmas to read before
    covers      ids of topics of the two documents
    derive      variables by which the engine derives the function on the page
    start       whether it is on the path for readers with school algebra
    """

    id: str
    title: str
    chapter: str
    section: str
    path: Path
    line: int
    statement: str
    parts: tuple[Part, ...]
    calls: tuple[str, ...]
    declarations: str
    needs: tuple[str, ...]
    covers: tuple[str, ...]
    derive: tuple[str, ...]
    start: bool
    tasks: tuple[Task, ...]

    def __repr__(self) -> str:
        return f"Lemma({self.id!r})"

    def _repr_markdown_(self) -> str:
        from lemmata.lemmas.page import markdown

        return markdown(self)

    @property
    def names(self) -> tuple[str, ...]:
        """The functions that it is about, "linear_algebra.dot"."""
        return tuple(dict.fromkeys(call.split("(")[0].strip() for call in self.calls))

    @cached_property
    def functions(self) -> tuple[Callable[..., Any], ...]:
        """The functions themselves. Raises BookError where there is none of a name."""
        return tuple(self._function(name) for name in self.names)

    def _function(self, name: str) -> Callable[..., Any]:
        room, *names = name.split(".")
        if room not in ROOMS:
            raise BookError(f"{self.path.name}:{self.line}: no room {room!r} in {name!r}; there are {', '.join(ROOMS)}")
        found: Any = import_module(f"lemmata.{room}")
        for part in names:
            if not hasattr(found, part):
                raise BookError(f"{self.path.name}:{self.line}: lemmata.{room} has no {'.'.join(names)!r}")
            found = getattr(found, part)
        return found  # type: ignore[no-any-return]

    @property
    def markdown(self) -> str:
        """The whole lemma below its heading, as its author wrote it."""
        return "\n\n".join((self.statement, *(
            f"**{p.title}.**{chr(10) * 2 if p.text.startswith('```') else ' '}{p.text}" for p in self.parts)))

    def part(self, title: str) -> str:
        """The Markdown of a part; "" where there is none."""
        return next((p.text for p in self.parts if p.title == title), "")
