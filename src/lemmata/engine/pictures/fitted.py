"""What a loss compares with its data: the function that is fitted, found in the formula of the loss."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce
from typing import NamedTuple

from lemmata.engine.expr import (
    Apply,
    At,
    Bind,
    Expr,
    Size,
    Symbol,
    bind,
    count_nodes,
    index_range,
    open_binder,
    operands,
    postorder,
    symbols,
)
from lemmata.engine.ops import apply


class Fitted(NamedTuple):
    """A function whose values are compared with those of a target, row by row; `difference`: the one less the other."""

    target: Symbol
    expr: Expr
    difference: bool


def fitted(expr: Expr, declarations: Mapping[str, Symbol]) -> list[Fitted]:
    """For each number or vector of a formula, what is compared with it: the largest part without it that all else of
    the formula goes through, and that says one thing of each of its entries, or one of each class.

    >>> from lemmata.engine.expr import symbol
    >>> from lemmata.engine.writers import to_text
    >>> X, w, y = symbol("X", ["m", "n"]), symbol("w", ["n"]), symbol("y", ["m"])
    >>> [(one.target.name, to_text(one.expr)) for one in fitted((y - X @ w) @ (y - X @ w), {"X": X, "w": w, "y": y})]
    [('y', 'X @ w')]
    """
    found = []
    for target in declarations.values():
        if target.rank > 1 or target.sort not in ("real", "integer"):
            continue
        parts = [(part, difference) for part, difference in _compared(expr, target, ()) if _says(part, target)]
        own = _common([part for part, _ in parts])
        if own is not None:
            found.append(Fitted(target, own, all(difference for _, difference in parts)))
    return found


Scope = tuple[tuple[Size, Size, Size], ...]  # opened indices with their ranges


def _compared(node: Expr, target: Symbol, scope: Scope) -> Iterator[tuple[Expr, bool]]:
    """The largest parts without the target beside those with it, as arrays over the index that they stand under; and
    whether their difference to the target is taken."""
    if target not in symbols(node) or node is target:
        return
    if isinstance(node, Bind):
        variable, body = open_binder(node)
        inner = scope
        if isinstance(variable, Size) and node.binder in ("sum", "array", "prod", "max", "min"):
            try:
                inner = (*scope, (variable, *index_range(node)))
            except ValueError:  # it has no end
                return
        yield from _compared(body, target, inner)
        return
    parts = operands(node, "add") if isinstance(node, Apply) and node.op == "add" else list(node.children)
    with_it = [part for part in parts if target in symbols(part)]
    others = [part for part in parts if target not in symbols(part)]
    if isinstance(node, Apply) and node.op == "add" and len(with_it) == 1:
        inside, negative = _unsigned(with_it[0])
        if _entry(inside, target):  # a difference to the target
            terms = others if negative else [_negative(part) for part in others]
            if terms:
                yield from _closed(reduce(lambda a, b: a + b, terms), scope, True)
            return
    if (factor := _factor(node, target)) is not None:
        yield from _closed(factor, scope)
        return
    for part in others:
        yield from _closed(_unsigned(part)[0], scope)
    for part in with_it:
        yield from _compared(part, target, scope)


def _entry(node: Expr, target: Symbol) -> bool:
    return node is target or (isinstance(node, At) and node.array is target)


def _factor(node: Expr, target: Symbol) -> Expr | None:
    """What a number is multiplied with, up to the sign: of y*x @ w it is x @ w."""
    if not isinstance(node, Apply) or node.op not in ("mul", "matmul", "neg"):
        return None
    with_it = [part for part in node.children if target in symbols(part)]
    if len(with_it) > 1 or (with_it[0].rank and _entry(with_it[0], target)):
        return None
    if node.op == "neg":
        return _factor(with_it[0], target)
    left, right = node.children
    first = left is with_it[0]
    if _entry(_unsigned(with_it[0])[0], target):
        return right if first else left
    inner = _factor(with_it[0], target)
    if inner is None:
        return None
    return apply(node.op, inner, right) if first else apply(node.op, left, inner)


def _unsigned(part: Expr) -> tuple[Expr, bool]:
    negative = False
    while isinstance(part, Apply) and part.op == "neg":
        part, negative = part.children[0], not negative
    return part, negative


def _negative(part: Expr) -> Expr:
    inside, negative = _unsigned(part)
    return inside if negative else -inside


def _closed(part: Expr, scope: Scope, difference: bool = False) -> Iterator[tuple[Expr, bool]]:
    """As an array over the one index that it hangs on."""
    used = [one for one in scope if one[0].atom in part.free]
    if not used:
        yield part, difference
    elif len(used) == 1:
        index, low, high = used[0]
        yield bind("array", index, part, low, high), difference


def _says(part: Expr, target: Symbol) -> bool:
    """Whether it has a value, or one for each class, for every entry of the target, and is more than a name."""
    return (len(symbols(part)) > 1 and part.sort == "real" and part.shape[:target.rank] == target.shape
            and part.rank <= target.rank + (target.rank > 0 or target.sort == "integer"))


def _common(parts: list[Expr]) -> Expr | None:
    """The largest of what all of them are computed from: of log(p) and log(1 - p) it is p."""
    if not parts:
        return None
    whole = set().union(*(symbols(part) for part in parts))
    shape = parts[0].shape[:1]
    inside = [[node for node in _parts(part) if set(symbols(node)) == whole and node.shape[:1] == shape]
              for part in parts]
    shared = [node for node in inside[0] if all(node in other for other in inside[1:])]
    return max(shared, key=count_nodes, default=None)


def _parts(part: Expr) -> list[Expr]:
    """What it is made of; of an array over an index, as arrays over it."""
    if not (isinstance(part, Bind) and part.binder == "array"):
        return [node for node in postorder(part) if not node.free]
    index, body = open_binder(part)
    assert isinstance(index, Size)
    return [bind("array", index, node, *index_range(part)) for node in postorder(body)
            if node.free <= {index.atom} and node.sort == "real"]
