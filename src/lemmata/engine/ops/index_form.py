"""Index form: the entry of an array expression at given indices, one level at a time."""

from __future__ import annotations

from lemmata.engine.expr import (
    Apply,
    At,
    Bind,
    Expr,
    Shape,
    Size,
    as_size,
    at,
    integer,
    is_size,
    open_binder,
    substitute,
)
from lemmata.engine.ops.record import OPS, apply


def entry(array: Expr, indices: tuple[Expr, ...]) -> Expr | None:
    """The entry in terms of entries of what the array is made of; None for a primitive.

    array   any expression of rank len(indices)
    indices sizes as expressions (affine), or any integer expressions

    >>> from lemmata.engine.expr import symbol, number
    >>> X = symbol("X", ["m", "n"])
    >>> entry(apply("exp", X), (number(0), number(1))) is apply("exp", at(X, 0, 1))
    True
    """
    if isinstance(array, At):
        return at(array.array, *array.indices, *indices)
    if isinstance(array, Bind):
        return _bound_entry(array, indices)
    if not isinstance(array, Apply):
        return None
    record = OPS[array.op]
    if record.elementwise:
        return apply(array.op, *(broadcast_entry(arg, array.shape, indices) for arg in array.args), **array.params)
    if record.entry is not None and all(is_size(i) for i in indices):
        found = record.entry(tuple(as_size(i) for i in indices), *array.args, **array.params)
        if found is not None:
            return found
    if record.body is not None:
        return at(record.body(*array.args, **array.params), *indices)
    return None


def broadcast_entry(arg: Expr, shape: Shape, indices: tuple[Expr, ...]) -> Expr:
    """The entry of an argument that is broadcast to a shape."""
    if not arg.shape:
        return arg
    own = indices[len(shape) - arg.rank :]
    one = Size.of(1)
    kept = (integer(0) if size == one and full != one else i
            for i, size, full in zip(own, arg.shape, shape[len(shape) - arg.rank :]))
    return at(arg, *kept)


def _bound_entry(node: Bind, indices: tuple[Expr, ...]) -> Expr | None:
    from lemmata.engine.expr import bind

    if node.binder in ("sum", "prod", "max", "min", "integral", "expectation", "limit"):
        variable, body = open_binder(node)
        return bind(node.binder, variable, at(body, *indices), *node.range)
    if node.binder != "array":
        return None
    variable, body = open_binder(node)
    assert isinstance(variable, Size) and variable.atom is not None
    first, rest = indices[0], indices[1:]
    low = as_size(node.range[0])
    if is_size(first):
        return at(substitute(body, sizes={variable.atom: as_size(first) + low}), *rest)
    return None
