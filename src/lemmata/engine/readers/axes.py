"""How many axes products have, by the letters of their factors."""

from __future__ import annotations

import ast

from lemmata.engine.ops import OPS
from lemmata.engine.ops.record import PYTHON_NAMES


def rank_of_product(node: ast.expr) -> int | None:
    """The axes of a product of matrices (capital letters) and vectors, also of sums and of its entries' exponentials.

    None of what has no such product.

    >>> [rank_of_product(ast.parse(text, mode="eval").body) for text in ("A @ x - b", "x @ A @ x", "exp(A @ B)", "x")]
    [1, 0, 2, None]
    """
    if isinstance(node, ast.UnaryOp):
        return rank_of_product(node.operand)
    if isinstance(node, ast.Call) and len(node.args) == 1:
        op = OPS.get(PYTHON_NAMES.get(name_of(node.func) or "", ""))
        return rank_of_product(node.args[0]) if op is not None and op.elementwise else None
    if not isinstance(node, ast.BinOp):
        return None
    if isinstance(node.op, ast.MatMult):
        left, right = (_rank_of_factor(side) for side in (node.left, node.right))
        return None if left is None or right is None else left + right - 2
    found = [rank_of_product(side) for side in (node.left, node.right)]
    return max((rank for rank in found if rank is not None), default=None) if isinstance(
        node.op, ast.Add | ast.Sub) else None


def _rank_of_factor(node: ast.expr) -> int | None:
    while isinstance(node, ast.Attribute) and node.attr in ("T", "mT"):
        node = node.value
    if isinstance(node, ast.Name):
        return 2 if node.id[0].isupper() else 1
    return rank_of_product(node)


def name_of(func: ast.expr) -> str | None:
    """The name of what is called, without its library."""
    return func.id if isinstance(func, ast.Name) else func.attr if isinstance(func, ast.Attribute) else None
