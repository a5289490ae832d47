"""The whole page of a lemma: what its author wrote, and what the engine adds."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from lemmata.engine.programs import NoProgram
from lemmata.formulas.definition import Definition
from lemmata.lemmas.binding import page_value
from lemmata.lemmas.book import BOOK, lemmas
from lemmata.lemmas.lemma import BookError, Lemma, Part

TARGETS = ("numpy", "jax", "torch")


def page(lemma: Lemma, reveal: str = "") -> list[Part]:
    """The parts of the page, as Markdown.

    reveal    of the exercise: nothing, "hints", or "solution" with the hints
    """
    found = [Part("", lemma.statement)]
    for part in lemma.parts:
        if part.title == "Exercise":
            found += [Part("In the library", _library(lemma)), Part("Exercise", _exercise(lemma, reveal))]
        else:
            found.append(part)
            if part.title in ("Derivation", "Proof") and (traced := derivations(lemma)):
                found.append(Part("Step by step", traced))
    return found


def derivations(lemma: Lemma) -> str:
    """The engine's derivations that the lemma asks for, as text."""
    ours = page_value(lemma) if lemma.derive else None
    if ours is None:
        return ""
    try:
        found = [ours.derivation(by) for by in lemma.derive]
    except ValueError as error:
        raise BookError(f"{lemma.path.name}:{lemma.line}: lemma {lemma.id}: {error}") from error
    return "\n\n".join(f"```text\n{one}\n```" for one in found)


def code(lemma: Lemma, target: str) -> str:
    """The function as source code for a library; of an algorithm, its own source."""
    return _code(lemma.functions[0], lemma.names[0].rpartition(".")[2], target)


def _code(function: Callable[..., Any], name: str, target: str) -> str:
    if isinstance(function, Definition):
        try:
            return function.code(target, name=name)
        except NoProgram as reason:
            return f"# no array code: {reason}\n"
    try:
        return inspect.getsource(function)
    except (TypeError, OSError):
        return f"{inspect.getdoc(function) or name}\n"


def _library(lemma: Lemma) -> str:
    """How the functions are called, and the first one's source code."""
    rows = []
    for name, function in zip(lemma.names, lemma.functions):
        room, _, last = name.rpartition(".")
        summary = (inspect.getdoc(function) or "").partition("\n")[0]
        rows.append(f"- `from lemmata.{room.partition('.')[0]} import {name.split('.')[1]}`: `{last}`. {summary}")
    return "\n".join(rows)


def _exercise(lemma: Lemma, reveal: str) -> str:
    (task,) = lemma.tasks
    shown = [task.question]
    if reveal in ("hints", "solution"):
        shown += [f"*Hint {place}.* {hint}" for place, hint in enumerate(task.hints, 1)]
    if reveal == "solution":
        shown.append(f"*Solution.* {task.solution}")
    return "\n\n".join(shown)


def leads_to(lemma: Lemma) -> list[Lemma]:
    """The lemmas that need this one."""
    return [other for other in lemmas(BOOK) if lemma.id in other.needs]
