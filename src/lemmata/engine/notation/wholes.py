"""Sums over entries as sums of whole arrays: sum(p[i]*log(p[i]) for i in range(n)) is sum(p*log(p))."""

from __future__ import annotations

from lemmata.engine.expr import (
    Apply,
    At,
    Bind,
    Expr,
    Size,
    as_size,
    at,
    is_size,
    open_binder,
    postorder,
    substitute,
    symbol,
    transform,
)
from lemmata.engine.ops import apply
from lemmata.engine.ops.lifting import lifted

REDUCED = {"sum": "sum", "prod": "prod"}  # what a binder's entries are put together by


def whole(expr: Expr) -> Expr:
    """The expression without binders over an index, where all that stands under them has a form over whole arrays.

    >>> from lemmata.formulas import parse
    >>> from lemmata.engine.writers import to_text
    >>> to_text(whole(parse("log(sum(exp(x[i]) for i in range(n)))", "x: real[n]").expr))
    'log(sum(exp(x)))'
    """
    return transform(expr, _without)


def _without(node: Expr) -> Expr | None:
    """A binder over all places of an index as an operation on the array of its entries."""
    if not isinstance(node, Bind) or node.domain != "index" or node.binder not in (*REDUCED, "array"):
        return None
    low, high = node.range
    if not is_size(low) or not is_size(high) or as_size(low) != Size.of(0):
        return None
    index, body = open_binder(node)
    assert isinstance(index, Size)
    entries = _entries(body, index, as_size(high))
    if entries is None:
        return None
    found = entries if node.binder == "array" else _reduced(REDUCED[node.binder], entries)
    return found if found.shape == node.shape else None


def _reduced(op: str, entries: Expr) -> Expr:
    """Over the first axis; over all of them at once where the others went before."""
    if entries.rank > 1:
        return apply(op, entries, axis=-entries.rank)
    inner = entries.args[0] if isinstance(entries, Apply) and entries.op == op else entries
    return apply(op, inner)


def _entries(body: Expr, index: Size, length: Size) -> Expr | None:
    """The array of a body's values at all places of an index, along its first axis."""
    name = index.atom
    put: dict[Expr, Expr] = {}  # entries of arrays: symbols that stand for them
    arrays: dict[Expr, Expr] = {}
    for node in postorder(body):
        if isinstance(node, At) and name in node.free and name not in node.array.free:
            moved = _along(node, index, length) if node.sort == "real" else None  # labels name places, one at a time
            if moved is None:
                return None
            entry = symbol(f"{name} {len(put)}", node.shape)
            put[node], arrays[entry] = entry, moved
    plain = substitute(body, put)
    if name in plain.free or not arrays:
        return None
    found = lifted(plain, arrays)
    return found if found is not None and found.shape == (length, *body.shape) else None


def _along(node: At, index: Size, length: Size) -> Expr | None:
    """An entry of an array as the array along an index: X[i, j] along i is X[:, j]."""
    places = [k for k, size in enumerate(map(as_size, node.indices)) if index.atom in size.atoms] if all(
        map(is_size, node.indices)) else []
    if len(places) != 1 or as_size(node.indices[places[0]]) != index:
        return None
    (place,) = places
    count, array = len(node.indices), node.array
    if array.shape[place] != length:
        return None
    if place < count - 1:
        order = [k for k in range(count) if k != place] + [place, *range(count, array.rank)]
        array = apply("transpose", array, axes=tuple(order))
    others = [one for k, one in enumerate(node.indices) if k != place]
    return at(array, *others) if others else array
