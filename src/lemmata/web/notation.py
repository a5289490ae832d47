"""The signs of the handbook: how each is written, what it means, which lemmas are about it."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Any

from lemmata.engine.expr import DOMAINS, Apply, Symbol, postorder, symbol
from lemmata.engine.ops import OPS
from lemmata.engine.writers import to_latex
from lemmata.engine.writers.declarations import meaning, to_declarations
from lemmata.formulas import parse
from lemmata.formulas.definition import Definition
from lemmata.lemmas import lemmas
from lemmata.lemmas.lemma import Lemma
from lemmata.web.opened import spelled

ORDER = ("declarations", "arithmetic", "products", "structure", "reductions", "linear_algebra", "elementary", "special",
         "activations", "calculus", "probability", "distribution", "random", "logic", "relations")
MOST = 3  # lemmas beside a sign


@cache
def notation() -> dict[str, list[dict[str, Any]]]:
    """The signs by group: `latex`, `python`, `about` them in words, the `lemmas` (id, title) whose formulas hold them.

    >>> any(sign["python"] == "exp(x)" for sign in notation()["elementary"])
    True
    """
    used = _used()
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for name, op in OPS.items():
        names = [sample.split(":")[0].strip() for sample in op.samples]
        if not op.samples or not op.about:
            continue
        text = f"{name}({', '.join(names)})"
        try:
            formula = parse(text, ", ".join(op.samples))
        except ValueError:  # an operation of the engine that has no name in formulas
            continue
        groups[op.group].append({
            "latex": formula.latex(), "python": formula.text, "about": op.about,
            "lemmas": [(lemma.id, lemma.title) for lemma in used.get(name, ())[:MOST]]})
    groups["declarations"] = [
        {"latex": to_latex(symbol), "python": to_declarations([symbol]), "about": spelled(meaning(symbol)),
         "lemmas": []}
        for symbol in map(_member, DOMAINS)]
    return {name: groups[name] for name in (*ORDER, *(set(groups) - set(ORDER))) if groups[name]}


def _member(domain: str) -> Symbol:
    """A symbol of a domain, with as many axes as these have."""
    rank = DOMAINS[domain].rank
    return symbol("A" if rank == 2 else "x", ["n"] * rank if rank else (), domain)


def _used() -> dict[str, list[Lemma]]:
    """The lemmas whose functions hold an operation, those first whose formula is the shortest."""
    found: dict[str, list[tuple[int, Lemma]]] = defaultdict(list)
    for lemma in lemmas():
        definition = lemma.functions[0]
        if isinstance(definition, Definition):
            nodes = list(postorder(definition.expr))
            for name in {node.op for node in nodes if isinstance(node, Apply)}:
                found[name].append((len(nodes), lemma))
    return {name: [lemma for _, lemma in sorted(rows, key=lambda row: row[0])] for name, rows in found.items()}
