"""Functions that put or add values at labels: as sums over one-hot rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lemmata.engine.expr import is_size, number
from lemmata.engine.ops import apply
from lemmata.engine.ops.indexing import one_hot
from lemmata.engine.readers.operations import expression
from lemmata.engine.readers.sizes import size_of
from lemmata.engine.readers.tracing.calling import lifted
from lemmata.engine.readers.tracing.errors import untraceable
from lemmata.engine.readers.tracing.numbers import as_number
from lemmata.engine.readers.tracing.setting import added


def _scatter(module: str, args: list[Any], keywords: dict[str, Any], kind: Any) -> Any:
    """x.scatter(-1, labels, number): the number at the labels of each row."""
    x, dim, labels, value = (lifted(v) for v in args)
    if dim is None or not is_size(dim) or int(dim.value) % x.rank != x.rank - 1:
        raise untraceable("scatter along another axis than the last; write torch.where with one_hot rows")
    value = as_number(expression(value))
    if x.sort == "boolean" and not value.rank:
        x, value, truth = as_number(x), apply("where", apply("ne", value, 0), 1, 0), True
    else:
        truth = False
    if value.rank or labels.rank != x.rank or labels.shape[:-1] != x.shape[:-1]:
        raise untraceable("scatter of arrays; known is x.scatter(-1, labels, number) with labels for each row")
    hot = apply("sum", one_hot(labels, x.shape[-1]), axis=-2)
    found = apply("where", apply("gt", hot, 0), value, x)
    return kind(apply("ne", found, 0) if truth else found)


def _scatter_add(module: str, args: list[Any], keywords: dict[str, Any], kind: Any) -> Any:
    """x.scatter_add(dim, labels, v): to out[i, labels[i, j]] comes v[i, j], along any axis."""
    x, dim, labels, value = (lifted(v) for v in args)
    axis, value = int(dim.value) % x.rank, as_number(expression(value))
    if labels.rank != x.rank or value.shape != labels.shape or x.rank > 2 or any(
            a != b for k, (a, b) in enumerate(zip(labels.shape, x.shape)) if k != axis):
        raise untraceable("scatter_add with other axes than those of the array; write a sum over one-hot rows")
    letters = "ij"[: x.rank]
    result = letters.replace(letters[axis], "k")
    hot = one_hot(labels, x.shape[axis])
    return kind(x + apply("einsum", value, hot, subscripts=f"{letters},{letters}k->{result}"))


def _index_add(module: str, args: list[Any], keywords: dict[str, Any], kind: Any) -> Any:
    """x.index_add(0, labels, v): v[e] comes to the row labels[e]."""
    x, dim, labels, value = (lifted(v) for v in args)
    total = added(x, [labels], as_number(value)) if int(dim.value) % x.rank == 0 and not keywords else None
    if total is None:
        raise untraceable("index_add along another axis than the first, or with alpha; write a sum over one-hot rows")
    return kind(total)


def _segments(module: str, args: list[Any], keywords: dict[str, Any], kind: Any) -> Any:
    """jax.ops.segment_sum(values, labels, number of segments)"""
    value, labels = (as_number(lifted(v)) for v in args[:2])
    count = lifted(args[2] if len(args) > 2 else keywords.get("num_segments"))
    if count is None:
        raise untraceable("segment_sum without num_segments has as many rows as its labels say; give their number")
    total = added(apply("zeros", shape=(size_of(count), *value.shape[1:])), [labels], value)
    assert total is not None
    return kind(total)


def _counted(module: str, args: list[Any], keywords: dict[str, Any], kind: Any) -> Any:
    """np.bincount(labels, weights, minlength): how often each label occurs, or the sum of its weights."""
    given = dict(zip(("labels", "weights", "minlength"), args)) | keywords
    count = lifted(given.get("minlength", given.get("length")))
    if count is None:
        raise untraceable("bincount without minlength has as many entries as its labels say; give their number")
    labels, weights = lifted(given["labels"]), lifted(given.get("weights"))
    total = added(apply("zeros", shape=(size_of(count),)), [labels], number(1) if weights is None else weights)
    assert total is not None
    return kind(total)


LABELLED: dict[str, Callable[[str, list[Any], dict[str, Any], Any], Any]] = {
    "scatter": _scatter, "scatter_add": _scatter_add, "index_add": _index_add, "segment_sum": _segments,
    "bincount": _counted,
}
