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
from lemmata.lemmas.lemma import BookError, Lemma, Part
from lemmata.lemmas.prelude import prelude, shown

TARGETS = ("numpy", "jax", "torch")


def page(lemma: Lemma, reveal: str = "") -> list[Part]:
    """The parts of the page, as Markdown.

    reveal    of the exercise: nothing, "hints", or "solution" with the hints
    """
    found = [Part("", lemma.statement)]
    for part in lemma.parts:
        if part.title == "Exercise":
            found += [Part("In the library", library(lemma)), Part("Exercise", _exercise(lemma, reveal))]
            continue
        if part.title == "Example" and (first := prelude(lemma)):
            found.append(Part("To run the code of this page, begin with", f"```python\n{first}\n```"))
        found.append(Part(part.title, shown(part.text)))
        if part.title in ("Derivation", "Proof") and (traced := derivations(lemma)):
            found.append(Part(f"The derivative by {' and by '.join(lemma.derive)}, step by step", traced))
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
    try:
        found = [ours.derivation(by) for by in lemma.derive]
    except ValueError as error:
        raise BookError(f"{lemma.path.name}:{lemma.line}: lemma {lemma.id}: {error}") from error
    return "\n\n".join(f"```text\n{one}\n```" for one in found) + convention


def code(lemma: Lemma, target: str) -> str:
    """The formulas among the functions as source code for a library; without any, the first one's own source."""
    named = [(function, "_".join(name.split(".")[1:])) for function, name in zip(lemma.functions, lemma.names)]
    formulas = [(function, name) for function, name in named if isinstance(function, Definition)]
    return "\n\n".join(_code(function, name, target) for function, name in formulas or named[:1])


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


def library(lemma: Lemma) -> str:
    """How the functions are imported and called, and what each of them gives."""
    rooms: dict[str, list[str]] = {}
    rows = []
    for name, function in zip(lemma.names, lemma.functions):
        room, first, *_ = name.split(".")
        rooms.setdefault(room, [])
        if first not in rooms[room]:
            rooms[room].append(first)
        summary = (inspect.getdoc(function) or "").partition("\n")[0]
        rows.append(f"- `{name.partition('.')[2]}{_parameters(function)}`: {_escaped(summary)}")
    imports = "\n".join(f"from lemmata.{room} import {', '.join(names)}" for room, names in rooms.items())
    return f"```python\n{imports}\n```\n\n" + "\n".join(rows)


def _parameters(function: Callable[..., Any]) -> str:
    """How it is called: "(x, ddof=0)"."""
    if isinstance(function, Definition):
        return f"({', '.join(_with_defaults(function))})"
    if not callable(function):
        return ""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return "(...)"
    plain = [p.replace(annotation=inspect.Parameter.empty) for p in signature.parameters.values() if p.name != "self"]
    return str(inspect.Signature(plain))


def _with_defaults(definition: Definition) -> list[str]:
    known = {**definition.defaults, **definition.options}
    return [f"{name}={known[name]!r}" if name in known else name
            for name in dict.fromkeys([*definition.declarations, *definition.options])]


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
