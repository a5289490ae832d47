"""Slips with products: factors in each other's place, a matrix left out between two others, an outer product."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from lemmata.engine.expr import Expr, Number, Symbol, number, postorder
from lemmata.engine.ops import apply
from lemmata.engine.verdicts.terms import Put, is_op

MOST_MATRICES = 6


def both_orders(e: Expr) -> Expr | None:
    """AB + BA for 2AB."""
    product = e.children[1] if is_op(e, "mul") and e.children[0] is number(2) else e
    if not is_op(product, "matmul"):
        return None
    left, right = product.children
    if product is e:
        if not is_op(left, "mul") or left.children[0] is not number(2):
            return None
        left = left.children[1]
    return left @ right + right @ left if left.rank == right.rank == 2 else None


def turned_ratios(e: Expr) -> Iterator[Expr]:
    """The same quotient with a factor above and one below in each other's place."""
    if not is_op(e, "div") or not is_op(e.children[0], "mul"):
        return
    for above, put_above in _factors(e.children[0]):
        for below, put_below in _factors(e.children[1]):
            if not isinstance(above, Number) and not isinstance(below, Number) and above.shape == below.shape:
                yield put_above(below) / put_below(above)


def _factors(e: Expr) -> list[tuple[Expr, Put]]:
    """The factors of a product."""
    if not is_op(e, "mul"):
        return [(e, lambda new: new)]
    left, right = e.children
    return [*((f, partial(_after, put, right)) for f, put in _factors(left)),
            *((f, partial(_before, put, left)) for f, put in _factors(right))]


def _after(put: Put, right: Expr, new: Expr) -> Expr:
    return put(new) * right


def _before(put: Put, left: Expr, new: Expr) -> Expr:
    return left * put(new)


def multiplied(e: Expr, numerators: tuple[int, ...]) -> Expr | None:
    """A quotient for a product: a/b, b/a."""
    if not is_op(e, "mul") or isinstance(e.children[0], Number):
        return None
    top, bottom = (e.children[k] for k in numerators)
    return None if is_op(top, "div") or is_op(bottom, "div") else top / bottom


def reciprocal(e: Expr) -> Expr:
    """b/a for a/b, and b for 1/b."""
    return e.children[1] if e.children[0] is number(1) else e.children[1] / e.children[0]


def instead_of_difference(e: Expr) -> Expr | None:
    """a (1 - a) for a - (1 - a)."""
    if not is_op(e, "add") or not is_op(e.children[1], "neg") or isinstance(e.children[1].children[0], Number):
        return None
    left, right = e.children
    return left * right.children[0] if not e.shape and not isinstance(left, Number) else None


def inner(e: Expr) -> Expr | None:
    """u^T v for u v^T."""
    if is_op(e, "outer") and e.children[0].shape == e.children[1].shape:
        return e.children[0] @ e.children[1]
    return None


def outer(e: Expr) -> Expr | None:
    """u v^T for u^T v."""
    return apply("outer", *e.children) if is_op(e, "matmul") and all(c.rank == 1 for c in e.children) else None


def matrices_of(side: Expr, stated: Expr) -> list[Expr]:
    """The matrices of a formula that may have been left out of a product, as they occur and turned round."""
    found: dict[Expr, None] = {}
    for node in postorder(stated, side):
        if node.rank != 2 or node.free or node.sort != "real":
            continue
        if isinstance(node, Symbol):
            found |= {node: None, node.T: None}
            if node.shape[0] == node.shape[1] and any(is_op(n, "inv") for n in postorder(stated, side)):
                found[apply("inv", node)] = None
    return list(found)[:MOST_MATRICES]


def with_matrix(node: Expr, matrices: Sequence[Expr]) -> Iterator[Expr]:
    """x^T A y for x^T y, where A is a matrix of the formula."""
    if is_op(node, "matmul"):
        left, right = node.children
        for matrix in matrices:
            if matrix.shape[0] == left.shape[-1] and matrix.shape[1] == right.shape[0]:
                yield left @ matrix @ right
