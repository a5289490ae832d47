"""Facts that the arguments' own facts don't give: one expression that occurs twice, a scalar times a matrix."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from lemmata.engine.expr import Apply, Expr, Number

Facts = frozenset[str]
Known = Mapping[Expr, Facts]
Pattern = Callable[[Apply, Known], Iterator[str]]
SCALABLE = ("symmetric", "diagonal", "diagonalizable")


def is_op(node: Expr, op: str) -> bool:
    return isinstance(node, Apply) and node.op == op


def transposed(a: Expr, b: Expr) -> bool:
    """Whether a is the transpose of b, as written."""
    return (is_op(a, "transpose") and a.children[0] is b) or (is_op(b, "transpose") and b.children[0] is a)


def scaled(matrix: Facts, factor: Facts) -> Iterator[str]:
    """A matrix times a scalar."""
    yield from (f for f in SCALABLE if f in matrix)
    if "positive" in factor:
        yield from (f for f in ("posdef", "semidefinite") if f in matrix)
    if "nonnegative" in factor and "semidefinite" in matrix:
        yield "semidefinite"
    if "nonzero" in factor:
        yield from (f for f in ("invertible", "fullrank") if f in matrix)


def product_of_entries(node: Apply, known: Known) -> Iterator[str]:
    """x * x >= 0; c A; a diagonal matrix masks; posdef * posdef is posdef (Schur)."""
    a, b = node.args
    if a is b:
        yield "nonnegative"
    if node.rank != 2:
        return
    for one, other in ((a, b), (b, a)):
        if not other.rank:
            yield from scaled(known[one], known[other])
        elif one.shape == node.shape and "diagonal" in known[one]:
            yield "diagonal"
    if a.shape == b.shape:
        yield from (f for f in ("posdef", "semidefinite") if f in known[a] and f in known[b])


def quotient(node: Apply, known: Known) -> Iterator[str]:
    """A / c."""
    if node.rank == 2 and not node.args[1].rank:
        yield from scaled(known[node.args[0]], known[node.args[1]])


def opposite(node: Apply, known: Known) -> Iterator[str]:
    """-A."""
    kept = ("symmetric", "diagonal", "diagonalizable", "invertible", "orthogonal", "semiorthogonal", "fullrank")
    yield from (f for f in kept if f in known[node.args[0]])


def sum_of_matrices(node: Apply, known: Known) -> Iterator[str]:
    """A + A.T is symmetric; semidefinite matrices form a cone; 1 - x stays in [0, 1]."""
    a, b = node.args
    if Number in (type(a), type(b)):
        one, other = (a, b) if isinstance(a, Number) else (b, a)
        if one.data[0] == 1 and is_op(other, "neg") and "unit" in known[other.children[0]]:
            yield "unit"
            yield "nonnegative"
    if node.rank != 2 or a.shape != b.shape:
        return
    if transposed(a, b):
        yield "symmetric"
    if "diagonal" in known[a] and "diagonal" in known[b]:
        yield "diagonal"
    if "semidefinite" in known[a] and "semidefinite" in known[b]:
        yield "posdef" if "posdef" in known[a] | known[b] else "semidefinite"


def matrix_product(node: Apply, known: Known) -> Iterator[str]:
    """Gram matrices A.T @ A, congruences A.T @ P @ A, quadratic forms x @ P @ x, products that stay in a group."""
    a, b = node.args
    left, right, middle = a, b, frozenset(("posdef", "semidefinite", "symmetric"))
    if is_op(a, "matmul") and (matches(a.children[0], b)):
        left, middle = a.children[0], known[a.children[1]]
    elif is_op(b, "matmul") and matches(a, b.children[1]):
        right, middle = b.children[1], known[b.children[0]]
    if matches(left, right):
        if node.rank == 0:
            yield from (fact for f, fact in (("semidefinite", "nonnegative"),) if f in middle)
        elif node.rank == 2 and left.rank == right.rank == 2:
            yield from (f for f in ("semidefinite", "symmetric") if f in middle)
            full = known[right] | (known[right.children[0]] if is_op(right, "transpose") else frozenset())
            if "posdef" in middle and ("invertible" in full or "fullrank" in known[right]):
                yield "posdef"
    inner = similar_to(a, b)
    if inner is not None:
        yield from (f for f in ("diagonalizable",) if f in known[inner])
    if a.rank == b.rank == 2:
        if a.shape == b.shape:
            yield from (f for f in ("invertible", "orthogonal", "diagonal") if f in known[a] and f in known[b])
        yield from (f for f in ("nonnegative",) if f in known[a] and f in known[b])


def similar_to(a: Expr, b: Expr) -> Expr | None:
    """The D of P @ D @ inv(P), however it is bracketed."""
    if is_op(a, "matmul") and is_op(b, "inv") and a.children[0] is b.children[0]:
        return a.children[1]
    if is_op(b, "matmul") and is_op(b.children[1], "inv") and b.children[1].children[0] is a:
        return b.children[0]
    return None


def matches(left: Expr, right: Expr) -> bool:
    """A.T and A, or a vector and itself."""
    return (left is right and left.rank == 1) or (left.rank == 2 and transposed(left, right))


def outer_product(node: Apply, known: Known) -> Iterator[str]:
    """outer(x, x)"""
    if node.args[0] is node.args[1]:
        yield "semidefinite"


def diagonal_matrix(node: Apply, known: Known) -> Iterator[str]:
    """diag(x): its eigenvalues are the entries of x."""
    if node.rank != 2:
        return
    entries = known[node.args[0]]
    yield "diagonal"
    yield from (fact for f, fact in (
        ("positive", "posdef"), ("nonnegative", "semidefinite"), ("nonzero", "invertible")) if f in entries)


def zero_matrix(node: Apply, known: Known) -> Iterator[str]:
    """zeros((n, n))"""
    if node.rank == 2 and node.shape[0] == node.shape[1]:
        yield "diagonal"
        yield "semidefinite"


PATTERNS: dict[str, Pattern] = {
    "mul": product_of_entries, "div": quotient, "neg": opposite, "add": sum_of_matrices,
    "matmul": matrix_product, "outer": outer_product,
    "diag": diagonal_matrix, "zeros": zero_matrix,
}
