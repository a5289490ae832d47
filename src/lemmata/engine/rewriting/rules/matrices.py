"""Rules of matrices: inverses, determinants and transposes are pushed inwards."""

from __future__ import annotations

from lemmata.engine.expr import Expr, Size, array_of, at, integer, symbol
from lemmata.engine.ops import apply
from lemmata.engine.rewriting.rule import Rule

A, B = symbol("A", ["n", "n"]), symbol("B", ["n", "n"])
X, Y = symbol("X", ["m", "n"]), symbol("Y", ["n", "k"])
Q = symbol("Q", ["n", "n"], "orthogonal")
S = symbol("S", ["n", "n"], "symmetric")
P = symbol("P", ["n", "n"], "posdef")
b = symbol("b", ["n"])
c = symbol("c", domain="nonzero")
size = integer("n")
last = Size.of("n") - 1


def f(name, *args):  # type: ignore[no-untyped-def]
    return apply(name, *args)


def _reversed_reciprocals(values: Expr) -> Expr:
    """1 over each value, in the opposite order: largest first where the smallest was."""
    return array_of(values.shape, lambda i: 1 / at(values, values.shape[0] - 1 - i))


MATRICES: tuple[Rule, ...] = (
    Rule("transpose of a product", (X @ Y).T, Y.T @ X.T),
    Rule("transpose twice", X.T.T, X),
    Rule("symmetric transpose", S.T, S),
    Rule("transpose of an inverse", f("inv", A).T, f("inv", A.T)),
    Rule("inverse of a product", f("inv", A @ B), f("inv", B) @ f("inv", A)),
    Rule("inverse of an inverse", f("inv", f("inv", A)), A),
    Rule("inverse of a multiple", f("inv", c * A), f("inv", A) / c),
    Rule("inverse of a negative", f("inv", -A), -f("inv", A)),
    Rule("inverse of an orthogonal matrix", f("inv", Q), Q.T),
    Rule("determinant of a product", f("det", A @ B), f("det", A) * f("det", B)),
    Rule("determinant of a transpose", f("det", A.T), f("det", A)),
    Rule("determinant of an inverse", f("det", f("inv", A)), 1 / f("det", A)),
    Rule("determinant of a multiple", f("det", c * A), c**size * f("det", A)),
    Rule("determinant of a negative", f("det", -A), (-1) ** size * f("det", A)),
    Rule("log-determinant", f("logdet", A), f("log", f("abs", f("det", A)))),
    Rule("spectral norm", apply("norm", X, ord="spectral"), at(f("svdvals", X), 0)),
    Rule("largest singular value", f("max", f("svdvals", X)), at(f("svdvals", X), 0)),
    Rule("smallest singular value", f("min", f("svdvals", A)), at(f("svdvals", A), last)),
    Rule("singular values of an inverse", f("svdvals", f("inv", A)), _reversed_reciprocals(f("svdvals", A))),
    Rule("rank by singular values", f("rank", X), f("sum", f("indicator", f("gt", f("svdvals", X), integer(0))))),
    Rule("largest eigenvalue", f("max", f("eigvalsh", A)), at(f("eigvalsh", A), last)),
    Rule("smallest eigenvalue", f("min", f("eigvalsh", A)), at(f("eigvalsh", A), 0)),
    Rule("eigenvalues of an inverse", f("eigvalsh", f("inv", P)), _reversed_reciprocals(f("eigvalsh", P))),
    Rule("solving", f("solve", A, b), f("inv", A) @ b),
    Rule("solving for a matrix", f("solve", A, B), f("inv", A) @ B),
    # "determinant of a sum": det(A + B) -> det(A) + det(B) is unsound: A = B = eye(2) gives 4 and 2.
)
