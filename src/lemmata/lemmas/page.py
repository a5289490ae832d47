"""The whole page of a lemma: what its author wrote, and what the engine adds."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import Any

from lemmata.engine.programs import NoProgram
from lemmata.engine.writers import displayed
from lemmata.formulas.definition import Definition
from lemmata.lemmas.binding import page_value
from lemmata.lemmas.lemma import Lemma, Part

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


def markdown(lemma: Lemma, reveal: str = "") -> str:
    """The page as one text.

    >>> from lemmata.lemmas import find
    >>> markdown(find("dot-product")).splitlines()[0]
    '## The dot product'
    """
    parts = (f"**{part.title}.** {part.text}" if part.text[:1].isalnum() or part.text[:1] == "$" else
             f"**{part.title}.**\n\n{part.text}" for part in page(lemma, reveal)[1:])
    return "\n\n".join((f"## {lemma.title}", lemma.statement, *parts))


def derivations(lemma: Lemma) -> str:
    """The engine's derivations that the lemma asks for, as text."""
    ours = page_value(lemma) if lemma.derive else None
    if ours is None:
        return ""
    convention = "" if displayed(ours.expr) is ours.expr else "\n\nHere 0 log 0 counts as 0."
    return "\n\n".join(f"```text\n{ours.derivation(by)}\n```" for by in lemma.derive) + convention


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
    """How the functions are imported, and what each says of itself."""
    rows = []
    for name, function in zip(lemma.names, lemma.functions):
        room, first, *rest = name.split(".")
        of = f", `{'.'.join([first, *rest])}`" if rest else ""
        summary = (inspect.getdoc(function) or "").partition("\n")[0]
        rows.append(f"- `from lemmata.{room} import {first}`{of}: {_escaped(summary)}")
    return "\n".join(rows)


def _escaped(text: str) -> str:
    """Text of a docstring, in which nothing is a mark of Markdown."""
    return re.sub(r"([\\*_|<>\[\]$])", r"\\\1", text)


def _exercise(lemma: Lemma, reveal: str) -> str:
    (task,) = lemma.tasks
    shown = [task.question]
    if reveal in ("hints", "solution"):
        shown += [f"*Hint {place}.* {hint}" for place, hint in enumerate(task.hints, 1)]
    if reveal == "solution":
        shown.append(f"*Solution.* {task.solution}")
    return "\n\n".join(shown)
