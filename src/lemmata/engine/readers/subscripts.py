"""Indices and slices in square brackets."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from lemmata.engine.expr import Apply, Expr, Int, Size, integer
from lemmata.engine.ops import brackets
from lemmata.engine.readers import calls
from lemmata.engine.readers.sizes import as_index, size_of
from lemmata.engine.readers.syntax import Env, Visit

if TYPE_CHECKING:
    from lemmata.engine.readers.builder import Builder


def subscripted(builder: Builder, node: ast.Subscript, env: Env) -> Visit:
    """`x[i, 1:]`, `E[X]`; of a shape, one of its sizes."""
    inside = calls.in_brackets(builder, node, env)
    if inside is not None:
        return (yield builder.visit(inside, env))
    value = yield builder.visit(node.value, env)
    items = []
    for item in node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]:
        items.append((yield from _item(builder, item, env)))
    if isinstance(value, tuple):
        return value[int(size_of(items[0]).constant or 0)]
    array = builder.expression(value)
    _need(builder, array, items)
    return brackets.index(array, *items)


def _need(builder: Builder, array: Expr, items: Sequence[Any]) -> None:
    """Note how far the indices of a flexible axis run: `x[i + 1]` for `i in range(n)` needs n + 1."""
    for size, item in zip(array.shape, items):
        if item is None or item is Ellipsis:
            return
        if size.atom is None or size.atom[0] != "?":
            continue
        if isinstance(item, Apply) and item.op == "arange" and item.params["step"] == 1:
            builder.needed.setdefault(size, []).append(item.params["stop"])
        if isinstance(item, Int):
            bound = [a for a in item.size.atoms if a in builder.ranges]
            if bound and all(item.size.coefficient(a) == 1 for a in bound):
                ends = {a: builder.ranges[a] - 1 for a in bound}
                builder.needed.setdefault(size, []).append(item.size.substitute(ends) + 1)


def _item(builder: Builder, node: ast.expr, env: Env) -> Visit:
    if not isinstance(node, ast.Slice):
        value = yield builder.visit(node, env)
        return value if value is None or value is Ellipsis else as_index(builder.expression(value))
    ends: list[Size | None] = []
    for end in (node.lower, node.upper, node.step):
        ends.append(None if end is None else size_of((yield builder.visit(end, env))))
    return slice(*(None if end is None else integer(end) for end in ends))
