"""Binders over an index: its batch axis is opened, reduced or kept, or run in pieces where it would grow too large."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lemmata.engine.evaluation.batches import Batch, join
from lemmata.engine.evaluation.budget import BudgetError, Split
from lemmata.engine.evaluation.ranges import concatenate, keep_axis, name_of, open_range, reduce_axis, stack
from lemmata.engine.expr import Bind, as_size

if TYPE_CHECKING:
    from lemmata.engine.evaluation.evaluator import Evaluator


def open_index(e: Evaluator, node: Bind, first: int = 0, last: int | None = None) -> None:
    """Let the index of a binder run over its range, or over the positions first, ..., last - 1."""
    name = name_of(e.opened[node][0])
    low, high = (e.size_batch(as_size(end)) for end in node.range)
    longest = int(np.max(high.over(join((low.names, high.names))), initial=0))
    if last is None and longest > e.budget.entries:
        raise BudgetError(f"a range of {longest:,} indices; take smaller sizes")
    span = open_range(name, low, high, first, last)
    if node.binder == "array" and span.mask is not None:
        raise Split(span.outer)
    e.ranges[name] = span


def reduced(e: Evaluator, node: Bind, name: str, body: Batch) -> Batch:
    """Reduce (or, for an array, keep) the batch axis of the index."""
    if node.binder == "array":
        return keep_axis(name, e.ranges[name], body)
    if node.body.sort == "boolean":
        body = Batch(e.arithmetic.numbers(body.array), body.names)
    result = reduce_axis(e.arithmetic, node.binder, name, e.ranges[name], body)
    if node.binder.startswith("arg"):
        low = e.size(as_size(node.range[0]))
        return Batch(e.arithmetic.array(result.array + low), result.names)
    return result


def in_pieces(e: Evaluator, node: Bind) -> Batch:
    """Run the index a piece at a time; what doesn't depend on it is kept."""
    variable, body = e.open(node)
    name = name_of(variable)
    e.ranges.pop(name, None)
    open_index(e, node)
    whole = e.ranges[name]
    if whole.mask is not None:
        raise Split(whole.outer)
    step = -(-whole.count // e.pieces[node])
    whole_body = node.binder.startswith("arg")  # which entry is best is seen only among all
    parts: list[Batch] = []
    for first in range(0, whole.count, step):
        e.forget(name)
        open_index(e, node, first, first + step)
        value = e.value(body)
        parts.append(keep_axis(name, e.ranges[name], value) if whole_body else reduced(e, node, name, value))
    e.forget(name)
    joined = concatenate(parts) if node.binder in ("array", "argmax", "argmin") else stack(parts)
    if node.binder == "array":
        return joined
    e.ranges[name] = whole
    values = np.moveaxis(joined.array, len(joined.names), 0) if whole_body else joined.array
    result = np.asarray(e.arithmetic.reduce(node.binder, values, 0))
    if whole_body:
        result = e.arithmetic.array(result + e.size(as_size(node.range[0])))
    return Batch(result, joined.names)
