"""Operations on arrays with batch axes, and entries of arrays."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from lemmata.engine.evaluation.arithmetic import Undefined, Unsupported
from lemmata.engine.evaluation.batches import Batch, gather, join
from lemmata.engine.evaluation.budget import Call
from lemmata.engine.expr import Apply, At, Expr, Size, array_of, is_size
from lemmata.engine.ops import OPS

if TYPE_CHECKING:
    from lemmata.engine.evaluation.evaluator import Evaluator

PICKING = ("take", "pick", "take_along")  # which take entries by labels
_INTEGER_COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "eq": np.equal, "ne": np.not_equal, "lt": np.less, "le": np.less_equal, "gt": np.greater, "ge": np.greater_equal,
}


def on_sizes(e: Evaluator, node: Apply) -> bool:
    """Comparisons of indices are those of integers in every arithmetic."""
    return node.op in _INTEGER_COMPARISONS and all(is_size(a) for a in node.args)


def unfolded(e: Evaluator, node: Apply) -> Expr | None:
    record = OPS[node.op]
    pick = e.arithmetic.elementwise if record.elementwise else e.arithmetic.whole
    if on_sizes(e, node) or pick(record) is not None:
        return None
    if record.body is not None:
        return record.body(*node.args, **node.params)
    if record.entry is not None:
        entry = record.entry
        return array_of(node.shape, lambda *indices: entry(indices, *node.args, **node.params))
    raise Unsupported(f"{node.op} has no value in {e.arithmetic.name}")


def operation(e: Evaluator, node: Apply) -> Batch:
    if on_sizes(e, node):
        left, right = (e.positions(a) for a in node.args)
        names = join((left.names, right.names))
        return Batch(np.asarray(_INTEGER_COMPARISONS[node.op](left.over(names), right.over(names))), names)
    other = e.stand_in(node)
    if other is not None:
        return e.done[other]
    record = OPS[node.op]
    args = [_number(e, node, place) for place in range(len(node.args))]
    names = join(a.names for a in args)
    if record.elementwise:
        arrays = [a.over(names, node.rank) for a in args]
        shape = np.broadcast_shapes(*(a.shape for a in arrays))
        e.spend(names, shape[: len(names)], shape[len(names) :])
        function = e.arithmetic.elementwise(record)
        assert function is not None
        result = np.asarray(function(*arrays, **node.params))
        if result.shape != shape:
            result = np.broadcast_to(result, shape)
        return Batch(result, names)
    arrays = [a.over(names) for a in args]
    shape = e.shape(node)
    for arg in node.args:
        e.shape(arg)  # nothing ragged may reach a function of whole arrays
    batch = np.broadcast_shapes(*(a.shape[: len(names)] for a in arrays))
    e.spend(names, batch, shape)
    call = Call(
        {key: _param(e, value) for key, value in node.params.items()},
        tuple(a.rank for a in args), e.sizes, shape, e.arithmetic,
    )
    whole = e.arithmetic.whole(record)
    assert whole is not None
    try:
        result = np.asarray(whole(call, *arrays))
    except IndexError as error:
        if node.op not in PICKING:  # then it is a mistake of the record's function
            raise
        raise Undefined("a label beyond the end of its axis") from error
    if result.size and any(a.size == 0 for a in arrays):
        result = e.arithmetic.array(result)  # NumPy's sum of no objects is the integer 0
    if result.shape != batch + shape:
        result = np.broadcast_to(result, batch + shape)
    return Batch(result, names)


def _number(e: Evaluator, node: Apply, place: int) -> Batch:
    """An argument; truth values become 0 and 1 where numbers are wanted."""
    arg = node.args[place]
    value = e.done[arg]
    takes_truth = OPS[node.op].group == "logic" or (node.op == "where" and place == 0)
    if arg.sort == "boolean" and not (takes_truth and node.op not in _INTEGER_COMPARISONS):
        return Batch(e.arithmetic.numbers(value.array), value.names)
    return value


def _param(e: Evaluator, value: Any) -> Any:
    if isinstance(value, Size):
        return e.size(value)
    if isinstance(value, tuple):
        return tuple(_param(e, v) for v in value)
    return value


def entry_at(e: Evaluator, node: At) -> Batch:
    array = e.done[node.array]
    indices = [e.positions(i) for i in node.indices]
    names = join([array.names, *(i.names for i in indices)])
    own = array.own[len(indices) :]
    batch = np.broadcast_shapes(*([1] * len(names),), *(i.over(names).shape for i in indices),
                                array.over(names).shape[: len(names)])
    e.spend(names, batch, own)
    picked, outside = gather(array, indices)
    if outside is not None:
        filled = picked.array.copy()
        filled[np.broadcast_to(outside, filled.shape[: len(names)])] = e.arithmetic.undefined
        picked = Batch(filled, picked.names)
    return picked
