"""Literal arrays, ranges, transposes, slices and indices."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from lemmata.engine.expr import Apply, Size
from lemmata.engine.ops import apply
from lemmata.engine.ops.brackets import index
from lemmata.engine.writers.layout import Piece, Render, size_text
from lemmata.engine.writers.text.levels import ATOM, POSTFIX

if TYPE_CHECKING:
    from lemmata.engine.writers.text.writer import TextWriter


def _slice_key(start: Size, count: Size, step: int, size: Size) -> slice:
    """The slice that takes `count` entries from `start`."""
    if step == 1:
        stop: Any = start + count
        return slice(None if start == 0 else start, None if stop == size else stop)
    if step == -1 and start == size - 1 and count == size:
        return slice(None, None, -1)
    return slice(None if start == 0 else start, None, step)


def _transpose(w: TextWriter, node: Apply) -> Render:
    if node.params["axes"] is not None:
        return None
    name = ".T" if node.rank <= 2 else ".mT"  # of more axes, .T turns them all round
    return Piece([w.closed((yield node.args[0]), POSTFIX), name], POSTFIX)


def _stack(w: TextWriter, node: Apply) -> Render:
    if apply("stack", *node.args, axis=0) is not node:
        return None
    return Piece(["[", *(yield from w.listed(node.args)), "]"], ATOM, 1)


def _arange(w: TextWriter, node: Apply) -> Render:
    yield from ()
    start, stop, step = (node.params[k] for k in ("start", "stop", "step"))
    ends = [start, stop, step] if step != 1 else [start, stop] if start != 0 else [stop]
    return Piece([w.callee("arange"), "(", ", ".join(map(w.param, ends)), ")"], POSTFIX, 1)


def _slice(w: TextWriter, node: Apply) -> Render:
    array = node.args[0]
    keys = [_slice_key(start, count, step, size)
            for (start, count, step), size in zip(node.params["slices"], array.shape)]
    while keys and keys[-1] == slice(None):
        keys.pop()
    if not keys or index(array, *keys) is not node:
        return None
    return Piece([w.closed((yield array), POSTFIX), "[", ", ".join([_key(w, k) for k in keys]), "]"], POSTFIX, 1)


def _expand_dims(w: TextWriter, node: Apply) -> Render:
    array, axes = node.args[0], node.params["axis"]
    keys: list[Any] = [None if a in axes else slice(None) for a in range(-node.rank, 0)]
    while keys[-1] == slice(None):
        keys.pop()
    if index(array, *keys) is not node:
        return None
    return Piece([w.closed((yield array), POSTFIX), "[", ", ".join([_key(w, k) for k in keys]), "]"], POSTFIX, 1)


def _take(w: TextWriter, node: Apply) -> Render:
    array, labels = node.args
    axis = node.params["axis"] + array.rank
    if not labels.rank or index(array, *[slice(None)] * axis, labels) is not node:
        return None
    first = w.closed((yield array), POSTFIX)
    return Piece([first, "[", ":, " * axis, (yield labels), "]"], POSTFIX, 1)


def _pick(w: TextWriter, node: Apply) -> Render:
    array, *labels = node.args
    if not all(x.rank for x in labels) or index(array, *labels) is not node:
        return None
    first = w.closed((yield array), POSTFIX)
    return Piece([first, "[", *(yield from w.listed(labels)), "]"], POSTFIX, 1)


def _key(w: TextWriter, key: Any) -> str:
    if key is None:
        return "None"
    ends = ["" if e is None else size_text(Size.of(e), w.name_of)[0] for e in (key.start, key.stop, key.step)]
    return ":".join(ends if ends[2] else ends[:2])


# How an operation of this kind is written; None from it: as any other.
ARRAYS: dict[str, Callable[[TextWriter, Apply], Render]] = {
    "transpose": _transpose, "stack": _stack, "arange": _arange, "slice": _slice, "expand_dims": _expand_dims,
    "take": _take, "pick": _pick,
}
