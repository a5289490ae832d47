"""Gradients of what varies with its label: \\nabla \\pi_\\theta, \\nabla \\log \\pi_\\theta are those by \\theta."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lemmata.engine.readers.latex.mapped import mapped
from lemmata.engine.readers.latex.syntax import Function, Group, Nabla, Name, Node, Product, Script, walk
from lemmata.engine.readers.latex.tables import PARAMETERS
from lemmata.engine.readers.scope import Scope


def with_label_gradients(tree: Node, scope: Scope) -> Node:
    """The tree with the letter by which all its bare nablas differentiate, where this is a label for parameters.

    What has arguments, \\nabla p_\\theta(x), may be differentiated by these.

    >>> from lemmata.engine.readers.latex.parse import parse_latex
    >>> with_label_gradients(parse_latex(r"\\nabla \\log \\pi_\\theta"), Scope()).factors[0].sub.text
    'theta'
    """
    rows = [n.factors for n in walk(tree) if isinstance(n, Product)]
    found = [_label_behind(factors[place + 1 :]) for factors in rows for place, f in enumerate(factors) if _is_bare(f)]
    nablas = sum(_is_bare(n) for n in walk(tree))
    labels = {label.text for label in found if label is not None}
    if len(labels) != 1 or None in found or len(found) != nablas:
        return tree
    by = found[0]
    return mapped(tree, lambda node: replace(node, sub=by) if isinstance(node, Nabla) and _is_bare(node) else node)


def _is_bare(node: Node) -> bool:
    return isinstance(node, Nabla) and node.kind == "nabla" and node.sub is None and node.order == 1


def _label_behind(factors: Sequence[Node]) -> Name | None:
    """The label of the name that stands behind a nabla, alone or in a logarithm; None of one with arguments."""
    if factors and isinstance(factors[0], Function) and factors[0].name in ("log", "ln"):
        factors = factors[1:]
    script = factors[0] if factors else None
    called = len(factors) > 1 and isinstance(factors[1], Group)
    label = script.sub if isinstance(script, Script) and isinstance(script.base, Name) and not called else None
    return label if isinstance(label, Name) and label.text in PARAMETERS else None
