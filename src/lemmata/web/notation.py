"""The signs of the handbook: how each is written, what it means, which lemmas are about it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from lemmata.engine.expr import Apply, postorder
from lemmata.engine.ops import OPS
from lemmata.formulas import parse
from lemmata.formulas.definition import Definition
from lemmata.lemmas import lemmas
from lemmata.lemmas.lemma import Lemma

MOST = 6  # lemmas beside a sign


@dataclass(frozen=True)
class Sign:
    """A sign of the language, `about` it in words, and lemmas whose formulas hold it."""

    latex: str
    python: str
    about: str
    lemmas: tuple[Lemma, ...]


@cache
def notation() -> dict[str, list[Sign]]:
    """Operations by group, then what is declared of variables.

    >>> any(sign.python == "exp(x)" for sign in notation()["elementary"])
    True
    """
    used = _used()
    groups: dict[str, list[Sign]] = defaultdict(list)
    for name, op in OPS.items():
        names = [sample.split(":")[0].strip() for sample in op.samples]
        if not op.samples or not op.about:
            continue
        text = f"{name}({', '.join(names)})"
        try:
            formula = parse(text, ", ".join(op.samples))
        except ValueError:  # an operation of the engine that has no name in formulas
            continue
        groups[op.group].append(Sign(formula.latex(), str(formula), op.about, tuple(used.get(name, ())[:MOST])))
    return dict(groups)


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
