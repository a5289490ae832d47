"""Products of matrices that are written out, set equal to one of another shape: false before any number is looked at.

Only shapes that the numbers on the page say themselves count. A row and a column may be meant as the same vector, and
a matrix of one entry as a number: they contradict nothing.
"""

from __future__ import annotations

from itertools import pairwise

from lemmata.engine.expr import Apply, Expr, symbols
from lemmata.engine.readers.errors import ReadError
from lemmata.engine.readers.latex.parse import parse_latex
from lemmata.engine.readers.latex.subscripts import is_transpose, plain
from lemmata.engine.readers.latex.syntax import (
    Chain,
    Frac,
    Matrix,
    Name,
    Node,
    Num,
    Prefix,
    Product,
    Relation,
    Script,
    walk,
)
from lemmata.engine.readers.scope import Scope
from lemmata.engine.verdicts import Verdict

Shape2 = tuple[int, int]
_BRACKETS = ("bmatrix", "pmatrix", "Bmatrix", "matrix")
_VECTOR = 1


def contradicting_shapes(source: str, scope: Scope) -> Verdict | None:
    """The verdict on an equation between matrices of numbers whose shapes differ; None where they don't.

    >>> contradicting_shapes(r"\\begin{bmatrix} 1 & 2 \\\\\\\\ 3 & 4 \\end{bmatrix}^T = "
    ...     r"\\begin{bmatrix} 1 & 2 & 0 \\\\\\\\ 3 & 4 & 0 \\end{bmatrix}", Scope()).message
    'the left side is a 2 x 2 matrix and the right side a 2 x 3 matrix'
    """
    if "matrix}" not in source:
        return None
    try:
        tree = parse_latex(source, scope.macros)
    except ReadError:
        return None
    if not isinstance(tree, Relation) or set(tree.relations) != {"="}:
        return None
    shapes = [None if isinstance(side, Name) else _shape(side, scope) for side in tree.operands]
    for left, right in pairwise(shapes):
        if left is not None and right is not None and _contradict(left, right):
            return Verdict("refuted", "shapes", f"the left side is a {left[0]} x {left[1]} matrix and the right side a "
                           f"{right[0]} x {right[1]} matrix", certified=True)
    return None


def _contradict(left: Shape2, right: Shape2) -> bool:
    if _VECTOR in left and _VECTOR in right:
        return max(left) != max(right) and _VECTOR not in (max(left), max(right))
    return left != right and _VECTOR not in (*left, *right)


def _shape(node: Node, scope: Scope) -> Shape2 | None:
    """Rows and columns of what is made of matrices of numbers, (1, 1) of a number; None of anything else."""
    node = plain(node)
    if isinstance(node, Matrix):
        numbers = node.kind in _BRACKETS and not any(isinstance(n, Name) for n in walk(node))
        lengths = {len(row) for row in node.rows}
        return (len(node.rows), lengths.pop()) if numbers and len(lengths) == 1 else None
    if isinstance(node, Num) or (isinstance(node, Frac) and not any(isinstance(n, (Name, Matrix)) for n in walk(node))):
        return 1, 1
    if isinstance(node, Name):
        role = scope.lookup(node.text)
        return _written(role.definition) if role is not None and role.definition is not None else None
    if isinstance(node, Script) and node.sub is None and not node.primes and is_transpose(node.sup):
        found = _shape(node.base, scope)
        return found[::-1] if found is not None else None
    if isinstance(node, Prefix) and node.op in ("+", "-"):
        return _shape(node.arg, scope)
    if isinstance(node, Product):
        return _product([_shape(f, scope) for f in node.factors])
    if isinstance(node, Chain) and set(node.operators) <= {"+", "-"}:
        found2 = {_shape(o, scope) for o in node.operands}
        return found2.pop() if len(found2) == 1 else None
    return None


def _product(shapes: list[Shape2 | None]) -> Shape2 | None:
    """The shape of factors side by side, each of which fits the next."""
    known = [s for s in shapes if s is not None and s != (1, 1)]
    if None in shapes or not known or any(a[1] != b[0] for a, b in pairwise(known)):
        return None
    return known[0][0], known[-1][1]


def _written(definition: Expr) -> Shape2 | None:
    """The shape of a matrix whose entries are all numbers."""
    if not isinstance(definition, Apply) or definition.op != "stack" or definition.rank != 2 or symbols(definition):
        return None
    rows, columns = (size.constant for size in definition.shape)
    return None if rows is None or columns is None else (rows, columns)
