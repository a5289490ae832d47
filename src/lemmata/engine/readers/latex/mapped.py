"""A tree with every node changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from lemmata.engine.readers.latex.syntax import Node


def mapped(node: Node, change: Callable[[Node], Node]) -> Node:
    """The tree with every node changed, those below first."""
    new: dict[str, Any] = {}
    for field in fields(node):
        old = getattr(node, field.name)
        if isinstance(old, (Node, tuple)):
            found = _inside(old, change)
            if found is not old:
                new[field.name] = found
    return change(replace(node, **new) if new else node)


def _inside(value: Any, change: Callable[[Node], Node]) -> Any:
    if isinstance(value, Node):
        return mapped(value, change)
    if isinstance(value, tuple):
        found = tuple(_inside(v, change) for v in value)
        return found if any(a is not b for a, b in zip(found, value)) else value
    return value
