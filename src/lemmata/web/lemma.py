"""What the engine adds to the page of a lemma: its derivations, its code."""

from __future__ import annotations

from functools import cache
from typing import Any

from markupsafe import Markup

from lemmata.engine.writers import to_declarations, to_latex
from lemmata.lemmas import find
from lemmata.lemmas.binding import page_value
from lemmata.lemmas.lemma import Lemma
from lemmata.lemmas.page import code as code_of
from lemmata.lemmas.page import library
from lemmata.web.manuscript import code, to_html
from lemmata.web.opened import query

TARGETS = {"numpy": "NumPy", "jax": "JAX", "torch": "PyTorch"}


def content(id: str) -> dict[str, Any]:
    """What the template shows of a lemma beside what its author wrote."""
    lemma = find(id)
    return {
        "codes": [(target, title, Markup(code(_code(lemma, target), "python"))) for target, title in TARGETS.items()],
        "library": Markup(to_html(library(lemma))), "derivations": _derivations(lemma), "workbench": _workbench(lemma)}


@cache
def _code(lemma: Lemma, target: str) -> str:
    return code_of(lemma, target)


@cache
def _derivations(lemma: Lemma) -> list[dict[str, Any]]:
    """The engine's derivations that the lemma asks for."""
    ours = page_value(lemma) if lemma.derive else None
    if ours is None:
        return []
    found = [(by, ours.derivation(by)) for by in lemma.derive]
    return [{"name": by, "by": to_latex(ours.declarations[by]) if by in ours.declarations else by, "steps": one.lines(),
             "result": one.result_latex(), "singular": one.singular} for by, one in found]


@cache
def _workbench(lemma: Lemma) -> str:
    ours = page_value(lemma)
    return "" if ours is None else query(ours.text, to_declarations(ours.declarations.values()))
