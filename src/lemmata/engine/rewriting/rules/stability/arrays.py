"""Linear algebra: solving instead of inverting, logarithms of determinants, lengths."""

from __future__ import annotations

from lemmata.engine.expr import Expr, constant, symbol
from lemmata.engine.ops import apply
from lemmata.engine.rewriting.rule import Rule

A, B = symbol("A", ["n", "n"]), symbol("B", ["n", "n"])
P = symbol("P", ["n", "n"], "posdef")
M = symbol("M", ["n", "k"])
x, y = symbol("x", ["n"]), symbol("y", ["n"])
c, d = symbol("c"), symbol("d")


def f(name: str, *args: Expr) -> Expr:
    return apply(name, *args)


def scale(u: Expr) -> Expr:
    """The largest entry, by which entries can be divided: 1 where it is 0 or infinite."""
    top = f("max", f("abs", u))
    return apply("where", apply("and", apply("gt", top, 0), apply("lt", top, constant("inf"))), top, 1)


def length(u: Expr) -> Expr:
    return scale(u) * f("norm", u / scale(u))


def across(u: Expr, v: Expr) -> Expr:
    """The part of u at right angles to v, entries by the areas that both span: those of multiples are 0."""
    along = v / length(v)
    return (f("outer", u, along) - f("outer", along, u)) @ along


ARRAYS: tuple[Rule, ...] = (
    Rule("inverse times a vector", f("inv", A) @ x, f("solve", A, x)),
    Rule("inverse times a matrix", f("inv", A) @ M, f("solve", A, M)),
    Rule("vector times an inverse", x @ f("inv", A), f("solve", A.T, x)),
    Rule("matrix times an inverse", M.T @ f("inv", A), f("solve", A.T, M).T),
    Rule("quadratic form of an inverse by a Cholesky factor", (x @ f("inv", P)) @ x,
         f("sum", f("solve", f("cholesky", P), x) ** 2)),
    Rule("quadratic form of a solution by a Cholesky factor", x @ f("solve", P, x),
         f("sum", f("solve", f("cholesky", P), x) ** 2)),
    Rule("product with a solution", (f("inv", A) @ B) @ x, f("solve", A, B @ x)),
    Rule("product with a vector first", (A @ B) @ x, A @ (B @ x)),
    Rule("logarithm of a determinant", f("log", f("det", A)), f("logdet", A), always=True),
    Rule("logarithm of the size of a determinant", f("log", f("abs", f("det", A))), f("logdet", A), always=True),
    Rule("log-determinant by a Cholesky factor", f("logdet", P),
         2 * f("sum", f("log", f("diag", f("cholesky", P))))),
    Rule("inner product with its logarithm", x @ f("log", x), f("sum", f("xlogy", x, x)), always=True, last=True),
    Rule("inner product with the logarithm of a quotient", x @ f("log", x / y), f("sum", f("xlogy", x, x / y)),
         always=True, last=True),
    Rule("inner product with a difference of logarithms", x @ (f("log", x) - f("log", y)),
         f("sum", apply("where", apply("eq", x, 0), 0, x * (f("log", x) - f("log", y)))), always=True, last=True),
    Rule("root of a vector with itself", f("sqrt", x @ x), length(x)),
    Rule("length, by its largest entry", f("norm", x), length(x)),
    Rule("squared distance of two vectors", x @ x - 2 * (x @ y) + y @ y, f("sum", (x - y) ** 2)),
    Rule("part at right angles to a vector", y - (x @ y) * x / (x @ x), across(y, x)),
    Rule("part at right angles to a vector, over two numbers", (y - (x @ y) * x / (x @ x)) / (c * d),
         across(y / d, x) / c),
    Rule("quotient of an inner product", (x @ y) / (c * d), (x / c) @ (y / d)),
    Rule("quotient of an inner product by one", (x @ y) / c, (x / c) @ y),
    Rule("quotient of an inner product by the other", (x @ y) / c, x @ (y / c)),
)
