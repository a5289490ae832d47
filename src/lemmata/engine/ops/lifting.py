"""An expression over arrays with further axes in front, as operations on whole arrays where each has such a form."""

from __future__ import annotations

from collections.abc import Mapping

from lemmata.engine.expr import Apply, Expr, Symbol, postorder, symbols
from lemmata.engine.ops.record import OPS, apply
from lemmata.engine.ops.shapes import ShapeError

# Their axes count from the last, so that axes in front change nothing once "all axes" is written out.
_OVER_AXES = frozenset(("sum", "mean", "max", "min", "prod", "softmax", "logsumexp", "norm", "var", "std", "cumsum",
                        "compensated_sum"))


def lifted(expr: Expr, arguments: Mapping[Expr, Expr]) -> Expr | None:
    """The expression with arguments in the place of symbols, whose additional axes stay in front.

    None where an operation has no such form; the result may have fewer axes than asked for if it is the same for all.

    >>> from lemmata.engine.expr import symbol
    >>> x, X = symbol("x", ("n",)), symbol("X", ("m", "n"))
    >>> lifted(apply("exp", x) / apply("sum", apply("exp", x)), {x: X}).shape
    (m, n)
    """
    moved = {symbol for symbol, argument in arguments.items() if argument.rank > symbol.rank}
    found: dict[Expr, Expr] = {}
    for node in postorder(expr):
        if isinstance(node, Symbol):
            found[node] = arguments.get(node, node)
        elif not moved & set(symbols(node)):
            found[node] = node if not set(arguments) & set(symbols(node)) else _same(node, found)
        else:
            result = _apply(node, found) if isinstance(node, Apply) else None
            if result is None:
                return None
            found[node] = result
    return found[expr]


def _same(node: Expr, found: Mapping[Expr, Expr]) -> Expr:
    """A part over arguments without further axes."""
    from lemmata.engine.expr import substitute

    return substitute(node, {s: found[s] for s in symbols(node) if s in found})


def _apply(node: Apply, found: Mapping[Expr, Expr]) -> Expr | None:
    args, params = [found[a] for a in node.args], dict(node.params)
    try:
        if OPS[node.op].elementwise:
            return apply(node.op, *(_widened(new, old.rank, node.rank) for new, old in zip(args, node.args)), **params)
        if node.op in _OVER_AXES and len(args) == 1:
            rank = node.args[0].rank
            if params.get("axis") is None and rank:
                params["axis"] = tuple(range(-rank, 0)) if node.op not in ("softmax", "cumsum") or rank > 1 else -1
            return apply(node.op, *args, **params) if rank else None
        if node.op == "matmul":
            return _product(args[0], args[1], node.args[0].rank, node.args[1].rank)
    except (ShapeError, TypeError, KeyError):
        return None
    return None


def _widened(new: Expr, rank: int, wanted: int) -> Expr:
    """Own axes of size 1 between the further axes in front and the own ones, so that both align from the right."""
    if new.rank == rank or rank == wanted:
        return new
    return apply("expand_dims", new, axis=tuple(range(-wanted, -rank)))


def _product(left: Expr, right: Expr, rows: int, columns: int) -> Expr | None:
    if (rows, columns) == (1, 1):
        return apply("sum", left * right, axis=(-1,))
    if rows == 1 and right.rank == 2:  # vectors times one matrix
        return apply("matmul", left, right)
    if (rows, columns) == (2, 1) and left.rank == 2:  # one matrix times vectors
        return apply("matmul", right, apply("transpose", left))
    return apply("matmul", left, right) if rows == columns == 2 else None
