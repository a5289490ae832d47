"""Why one operation loses digits: overflow, underflow, cancellation, absorption, and what else there is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from lemmata.engine.evaluation.batches import Batch, join
from lemmata.engine.expr import Apply, Bind, Expr
from lemmata.engine.ops import OPS
from lemmata.engine.stability.formats import Array, Format
from lemmata.engine.stability.points import AXIS, Over

# The telling kinds first: where two operations do the same damage the first kind is named.
KINDS = {
    "overflow": "its value is beyond the largest float",
    "invalid": "floats have no value for it, as for infinity minus infinity",
    "underflow": "its value is below the smallest normal float",
    "cancellation": "nearly equal numbers are subtracted, and their rounding errors are left",
    "absorption": "a small term vanishes beside a large one",
    "amplification": "it multiplies the rounding error of its argument",
    "rounding": "its result is rounded, and what follows multiplies the error",
}
OVERFLOW, INVALID, UNDERFLOW, CANCELLATION, ABSORPTION, AMPLIFICATION, ROUNDING = range(len(KINDS))
SUMS = ("sum", "mean", "trace", "var", "std")
PRODUCTS = ("matmul", "dot", "inner", "inner_product", "einsum")
SQUARING = ("norm",)  # in which squares vanish
APART = 4  # how many times larger one term is than another, or than their sum, from where digits go


def reason(kind: int, format: Format, what: str, found: float, true: float, terms: Sequence[float]) -> str:
    """The kind in words with the numbers of an entry; without numbers that tell more, as in KINDS.

    what         the operation with its numbers
    found, true  what floats give for it, and what it is; `terms` what it adds, or the largest of many

    >>> from lemmata.engine.stability.formats import FORMATS
    >>> reason(ABSORPTION, FORMATS["float64"], "", 1.0, 1.0, [1.0, 1e-12])
    '1e-12 beside 1 keeps 13 of its 53 bits'
    """
    if kind == OVERFLOW:
        return f"{what} is above the largest {format.name}, {format.largest:.2g}"
    if kind == UNDERFLOW:
        return f"{what} is below the smallest normal {format.name}, {2.0**format.lowest:.2g}"
    if kind == INVALID:
        return f"{what} is {found:.3g} in floats, where {true:.6g} is meant"
    if kind == CANCELLATION and terms:
        added = " and ".join(f"{t:.6g}" for t in terms) if len(terms) > 1 else f"terms up to {terms[0]:.3g}"
        return f"{added} leave {true:.3g}: leading digits cancel, and roundings are left"
    if kind == ABSORPTION and len(terms) > 1:
        small, large = min(map(abs, terms)), max(map(abs, terms))
        kept = max(0, format.precision + round(float(np.log2(small) - np.log2(large)))) if small else 0
        return f"{small:.3g} beside {large:.3g} keeps {kept} of its {format.precision} bits"
    return list(KINDS.values())[kind]


def kinds_of(exact: Over, node: Expr, own: Batch, local: Batch, given: Mapping[Expr, Batch], format: Format) -> Array:
    """The kind at each point, as a place in KINDS.

    own     its exact value, rounded; `local` from its arguments rounded; `given` these arguments

    Of many entries the most telling kind counts. What its arguments brought along (one that has overflowed, one that
    has vanished) is theirs.
    """
    entrywise = isinstance(node, Apply) and OPS[node.op].elementwise
    numbers = [c for c in given if c.sort in ("real", "integer")]
    names = join([own.names, local.names, (AXIS,), *(given[c].names for c in numbers)])

    def spread(batch: Batch) -> Array:
        """The entries of each point in a row."""
        return exact.rows(Batch(np.broadcast_to(batch.over(names, node.rank), shape), names) if entrywise else batch)

    shape = np.broadcast_shapes((*(exact.count if n == AXIS else 1 for n in names), *[1] * node.rank), *(
        b.over(names, node.rank).shape for b in (own, local, *(given[c] for c in numbers)))) if entrywise else ()
    with np.errstate(all="ignore"):
        right, found = spread(own).astype(float), spread(local).astype(float)
        vast = _inherited([spread(_mask(exact, c, given[c], _overflowed, format)) for c in numbers], entrywise)
        faint = _inherited([spread(_mask(exact, c, given[c], _vanished, format)) for c in numbers], entrywise)
        kinds = np.where(format.lost(found, right) > 2, AMPLIFICATION, ROUNDING)
        if _adds(node) and numbers:
            least, most = _terms([spread(given[c]).astype(float) for c in numbers], entrywise, node)
            kinds = np.where(least < most / APART, ABSORPTION, kinds)
            kinds = np.where(np.abs(right) < most / APART, CANCELLATION, kinds)
        under = spread(_mask(exact, node, own, _vanished, format)) & (format.lost(found, right) <= 2)
        over = spread(_mask(exact, node, own, _overflowed, format)) | (np.isinf(found) & np.isfinite(right))
        if isinstance(node, Apply) and node.op in SQUARING:
            under = under | ((found == 0) & (right != 0))
        multiplies = not _adds(node) or (isinstance(node, Apply) and node.op in PRODUCTS)
        kinds = np.where(under & ~faint & multiplies, UNDERFLOW, kinds)  # a sum of floats is exact down there
        kinds = np.where(np.isnan(found) & ~vast & ~faint, INVALID, kinds)
        kinds = np.where(over & ~vast & ~faint, OVERFLOW, kinds)
    return kinds.min(axis=1)


def _adds(node: Expr) -> bool:
    if isinstance(node, Bind):
        return node.binder == "sum"
    return isinstance(node, Apply) and node.op in ("add", *SUMS, *PRODUCTS)


def _terms(arrays: Sequence[Array], entrywise: bool, node: Expr) -> tuple[Array, Array]:
    """The sizes of the least term that is not 0, and of the largest."""
    sizes = [np.abs(a) for a in arrays]
    if entrywise:
        least = np.minimum.reduce([np.where(s == 0, np.inf, s) for s in sizes])
        return least, np.maximum.reduce(sizes)
    if isinstance(node, Apply) and node.op in PRODUCTS:
        return (np.multiply.reduce([np.where(s == 0, np.inf, s).min(axis=1, keepdims=True) for s in sizes]),
                np.multiply.reduce([s.max(axis=1, keepdims=True) for s in sizes]))
    every = np.concatenate(sizes, axis=1)
    return np.where(every == 0, np.inf, every).min(axis=1, keepdims=True), every.max(axis=1, keepdims=True)


def _inherited(masks: Sequence[Array], entrywise: bool) -> Any:
    """Where one of the arguments is so: at its place, or of the point at all."""
    if not masks:
        return np.False_
    if entrywise:
        return np.logical_or.reduce(masks)
    return np.logical_or.reduce([m.any(axis=1, keepdims=True) for m in masks])


def _mask(exact: Over, node: Expr, nearest: Batch, holds: Callable[..., bool], format: Format) -> Batch:
    """Where a condition holds between exact values and the floats nearest to them."""
    batch = exact.value(node)
    if batch.array.dtype != object:
        return Batch(np.zeros(batch.array.shape, bool), batch.names)
    tiny = float(np.ldexp(1.0, format.lowest))
    found = np.frompyfunc(lambda v, near: holds(v, near, tiny), 2, 1)(batch.array, nearest.array)
    return Batch(np.asarray(found).astype(bool), batch.names)


def _overflowed(value: Any, near: float, tiny: float) -> bool:
    return bool(np.isinf(near)) and value.is_finite()


def _vanished(value: Any, near: float, tiny: float) -> bool:
    return abs(near) < tiny and bool(value != near)
