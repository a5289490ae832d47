"""Roots, powers and quotients: conjugates, lengths, quotients taken in another order."""

from __future__ import annotations

from lemmata.engine.expr import Expr, number, symbol
from lemmata.engine.ops import apply
from lemmata.engine.rewriting.rule import Rule

x, y, z, w = symbol("x"), symbol("y"), symbol("z"), symbol("w")
p, q = symbol("p", domain="positive"), symbol("q", domain="positive")
v = symbol("v", domain="nonnegative")
n = symbol("n", domain="natural")


def sqrt(u: Expr) -> Expr:
    return apply("sqrt", u)


def cbrt(u: Expr) -> Expr:
    return apply("cbrt", u)


def size(u: Expr) -> Expr:
    return apply("abs", u)


length, to_one = apply("hypot", x, y), apply("hypot", y, number(1))
to_root = apply("hypot", y, sqrt(p))


def half_product(u: Expr, v: Expr) -> Expr:
    """The root of |u v|, which neither overflows nor vanishes where u v does."""
    return sqrt(size(u)) * sqrt(size(v))


def discriminant(b: Expr, u: Expr, v: Expr) -> Expr:
    """The root of b**2 - u v."""
    s = half_product(u, v)
    alike = apply("gt", apply("sign", u) * apply("sign", v), 0)
    return apply("where", alike, sqrt(size(b) - apply("minimum", s, size(b))) * sqrt(size(b) + s), apply("hypot", b, s))


ALGEBRA: tuple[Rule, ...] = (
    Rule("difference of square roots", sqrt(x) - sqrt(y), (x - y) / (sqrt(x) + sqrt(y))),
    Rule("conjugate of a sum with a root", x + sqrt(y), (x**2 - y) / (x - sqrt(y))),
    Rule("conjugate of a difference from a root", sqrt(y) - x, (y - x**2) / (sqrt(y) + x)),
    Rule("conjugate of a difference with a root", x - sqrt(y), (x**2 - y) / (x + sqrt(y))),
    Rule("second difference of square roots", sqrt(x) - 2 * sqrt(y) + sqrt(z),
         (x - 2 * y + z) / (sqrt(y) + sqrt(z)) - (x - y) * (x - z) / (
             (sqrt(x) + sqrt(y)) * (sqrt(y) + sqrt(z)) * (sqrt(x) + sqrt(z)))),
    Rule("difference of cube roots", cbrt(x) - cbrt(y),
         (x - y) / (cbrt(x) ** 2 + cbrt(x) * cbrt(y) + cbrt(y) ** 2)),
    Rule("difference of powers", p**z - q**z, q**z * apply("expm1", z * apply("log1p", (p - q) / q))),
    Rule("power less one", p**z - 1, apply("expm1", z * apply("log", p))),
    Rule("one less a power", 1 - p**z, -apply("expm1", z * apply("log", p))),
    Rule("one less a positive power", 1 - v**q, -apply("expm1", q * apply("log", v))),
    Rule("one less a product", 1 - x * y, (1 - x) + x * (1 - y)),
    Rule("power of one and something, less one", (1 + x) ** z - 1, apply("expm1", z * apply("log1p", x))),
    Rule("power near one", (1 + x) ** z, apply("exp", z * apply("log1p", x))),
    Rule("root of a power", sqrt(p**z), p ** (z / 2)),
    Rule("difference of squares", x**2 - y**2, (x - y) * (x + y)),
    Rule("difference of a square and one", x**2 - 1, (x - 1) * (x + 1)),
    Rule("one less a square", 1 - x**2, (1 - x) * (1 + x)),
    Rule("length of two", sqrt(x**2 + y**2), apply("hypot", x, y), always=True),
    Rule("length of something and one", sqrt(x**2 + 1), apply("hypot", x, number(1)), always=True),
    Rule("curvature of a length", 1 / length - x**2 / length**3, (y / length) ** 2 / length, always=True),
    Rule("curvature of a length, by the other", 1 / length - y**2 / length**3, (x / length) ** 2 / length, always=True),
    Rule("length less one", apply("hypot", x, number(1)) - 1, x * (x / (apply("hypot", x, number(1)) + 1)),
         always=True, last=True),
    Rule("length of products", sqrt(x * x + y * y), apply("hypot", x, y), always=True),
    Rule("length of a square and a positive number", sqrt(x**2 + p), apply("hypot", x, sqrt(p))),
    Rule("quotient by a square and a positive number", x / (y**2 + p), x / to_root / to_root),
    Rule("quotient of a product by a square and a positive number", x * z / (y**2 + p), (x / to_root) * (z / to_root)),
    Rule("quotient by one and a square", x / (1 + y**2), x / to_one / to_one),
    Rule("root of a square", sqrt(x**2), size(x), always=True),
    Rule("root of a product with itself", sqrt(x * x), size(x), always=True),
    Rule("root of a difference of squares", sqrt(x**2 - y**2), sqrt(size(x) - size(y)) * sqrt(size(x) + size(y))),
    Rule("root of a difference of a square and one", sqrt(x**2 - 1), sqrt(size(x) - 1) * sqrt(size(x) + 1)),
    Rule("root of a discriminant", sqrt(x**2 - y * z), discriminant(x, y, z)),
    Rule("root of a discriminant of products", sqrt(x * x - y * z), discriminant(x, y, z)),
    Rule("root of a product", sqrt(p * q), sqrt(p) * sqrt(q)),
    Rule("root of a quotient", sqrt(p / q), sqrt(p) / sqrt(q)),
    Rule("product of roots", sqrt(x) * sqrt(y), sqrt(x * y)),
    Rule("quotient of roots", sqrt(x) / sqrt(y), sqrt(x / y)),
    Rule("quotient by a product", x / (y * z), x / y / z),
    Rule("quotient by a product, the other first", x / (y * z), x / z / y),
    Rule("quotient of products", (x * y) / (z * w), (x / z) * (y / w)),
    Rule("quotient of a product", (x * y) / z, x * (y / z)),
    Rule("product with a quotient", x * (y / z), (x * y) / z),
    Rule("product with a quotient, divided first", x * (y / z), (x / z) * y),
    Rule("quotient by a quotient", x / (y / z), (x * z) / y),
    Rule("quotient twice", x / y / z, x / (y * z)),
    Rule("quotient of squares", x**2 / y**2, (x / y) ** 2),
    Rule("quotient by a square", x / y**2, x / y / y),
    Rule("quotient of a square", x**2 / y, x * (x / y)),
    Rule("square as a product", x**2, x * x),
    Rule("square of a product", (x * y) ** 2, x**2 * y**2),
    Rule("square of a quotient", (x / y) ** 2, x**2 / y**2),
    Rule("sum of quotients by one thing", x / z + y / z, (x + y) / z),
    Rule("product over a sum", x * (y + z), x * y + x * z),
    Rule("common factor", x * y + x * z, x * (y + z)),
    Rule("common factor of a difference", x * y - x * z, x * (y - z)),
    Rule("quotient of a sum", (x + y) / z, x / z + y / z),
    Rule("something over its sum with another", x / (x + y), 1 / (1 + y / x)),
    Rule("one less a share", 1 - x / (x + y), y / (x + y)),
    Rule("power of a product", (p * q) ** z, p**z * q**z),
    Rule("quotient of powers", p**z / q**z, (p / q) ** z),
    Rule("quotient of powers of one thing", p**x / p**y, p ** (x - y)),
)
