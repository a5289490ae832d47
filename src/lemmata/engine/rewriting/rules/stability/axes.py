"""Reductions over axes: the rows are written for all of these, as data of the axes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from lemmata.engine.expr import Expr, constant, number, symbol
from lemmata.engine.ops import apply
from lemmata.engine.ops.reductions import count, reduced
from lemmata.engine.rewriting.rule import Rule

REDUCTIONS = ("sum", "mean", "prod", "max", "min", "logsumexp", "softmax", "log_softmax", "var", "std", "norm")
MODERATE = 300  # of which exponentials, and the sums of many of them, are no end of the doubles
DIMS = ("m", "n", "k", "h")


@dataclass(frozen=True)
class Over:
    """Reductions over some axes, which stay as axes of size 1 or go."""

    axis: tuple[int, ...] | None
    keepdims: bool

    def __call__(self, op: str, u: Expr) -> Expr:
        return apply(op, u, axis=self.axis, keepdims=self.keepdims)

    def kept(self, op: str, u: Expr) -> Expr:
        return apply(op, u, axis=self.axis, keepdims=True)

    def spread(self, op: str, u: Expr) -> Expr:
        """At every entry: with axes of size 1, or one number for all."""
        return self(op, u) if len(reduced(u.rank, self.axis)) == u.rank else self.kept(op, u)

    def along(self, op: str, u: Expr) -> Expr:
        """Of functions that keep the shape."""
        return apply(op, u, axis=reduced(u.rank, self.axis))

    def left(self, value: Expr, rank: int) -> Expr:
        """A value with axes of size 1, as the reduction leaves it."""
        return value if self.keepdims else apply("squeeze", value, axis=reduced(rank, self.axis))


def f(name: str, *args: Expr) -> Expr:
    return apply(name, *args)


def scale(u: Expr, r: Over) -> Expr:
    """The largest entries, by which others can be divided: 1 where they are 0 or infinite."""
    top = r.kept("max", f("abs", u))
    return apply("where", apply("and", apply("gt", top, 0), apply("lt", top, constant("inf"))), top, 1)


@lru_cache(maxsize=64)
def over_axes(rank: int, axis: tuple[int, ...] | None, keepdims: bool) -> tuple[Rule, ...]:
    """The rows for arrays of so many axes, of which some are reduced."""
    dims = DIMS[:rank]
    if not 0 < rank <= len(DIMS):
        return ()
    x, y = symbol("x", dims), symbol("y", dims)
    w = symbol("w", dims, "positive")
    p = symbol("p", dims, "positive")
    v = symbol("v", dims, "nonnegative")
    r = Over(axis, keepdims)
    size = count(x, axis)
    mean_x, mean_y = r.kept("mean", x), r.kept("mean", y)
    divided = x / scale(x, r)
    exp_x = f("exp", x)
    shifted = f("exp", x - f("where", f("lt", r.kept("max", f("abs", x)), number(MODERATE)), 0, r.kept("max", x)))
    rows = [
        Rule("logarithm of a sum of exponentials", f("log", r("sum", exp_x)), r("logsumexp", x)),
        Rule("logarithm of a mean of exponentials", f("log", r("mean", exp_x)), r("logsumexp", x) - f("log", size)),
        Rule("logarithm of a mean of exponentials, near one", f("log", r("mean", exp_x)), f(
            "where", f("lt", r("max", f("abs", x)), number(1)), f("log1p", r("mean", f("expm1", x))),
            r("logsumexp", x) - f("log", size))),
        Rule("logarithm of a sum of exponentials, divided by their number", f("log", r("sum", exp_x) / size),
             r("logsumexp", x) - f("log", size)),
        Rule("logarithm of a weighted sum of exponentials", f("log", r("sum", w * exp_x)),
             r("logsumexp", x + f("log", w))),
        Rule("logarithm of a sum", f("log", r("sum", w)), r("logsumexp", f("log", w))),
        Rule("shifted logarithm of a sum of exponentials", r("logsumexp", x - r.spread("max", x)) + r("max", x),
             r("logsumexp", x)),
        Rule("shares of exponentials", exp_x / r.spread("sum", exp_x), r.along("softmax", x)),
        Rule("shares of exponentials, shifted only where they would overflow or vanish", r.along("softmax", x),
             shifted / r.spread("sum", shifted)),
        Rule("logarithm of shares", f("log", r.along("softmax", x)), r.along("log_softmax", x), always=True),
        Rule("difference from the logarithm of a sum of exponentials", x - r.spread("logsumexp", x),
             r.along("log_softmax", x), always=True),
        Rule("exponential of the logarithm of shares", f("exp", r.along("log_softmax", x)), r.along("softmax", x),
             always=True),
        Rule("shares over their weights", r.along("softmax", x + f("log", v)) / v,
             f("where", apply("eq", v, 0), f("exp", x - r.spread("logsumexp", x + f("log", v))),
               r.along("softmax", x + f("log", v)) / v), always=True, last=True),
        Rule("logarithm of a product over axes", f("log", r("prod", x)), r("sum", f("log", f("abs", x)))),
        Rule("product as an exponential of a sum", r("prod", p), f("exp", r("sum", f("log", p)))),
        Rule("mean of squares less the square of the mean", r("mean", x**2) - r("mean", x) ** 2,
             r("mean", (x - mean_x) ** 2), always=True),
        Rule("mean square less the square of the mean, by products", r("mean", x * x) - r("mean", x) * r("mean", x),
             r("mean", (x - mean_x) ** 2), always=True),
        Rule("mean of squares by sums less the square of the mean",
             r("sum", x**2) / size - (r("sum", x) / size) ** 2, r("mean", (x - mean_x) ** 2)),
        Rule("sum of squares less the square of the sum", r("sum", x**2) - r("sum", x) ** 2 / size,
             r("sum", (x - mean_x) ** 2)),
        Rule("sum of squares less that of the mean", r("sum", x**2) - size * r("mean", x) ** 2,
             r("sum", (x - mean_x) ** 2)),
        Rule("mean of products less the product of the means", r("mean", x * y) - r("mean", x) * r("mean", y),
             r("mean", (x - mean_x) * (y - mean_y))),
        Rule("sum of products less the product of the sums", r("sum", x * y) - r("sum", x) * r("sum", y) / size,
             r("sum", (x - mean_x) * (y - mean_y))),
        Rule("sum of products less that of the means", r("sum", x * y) - size * r("mean", x) * r("mean", y),
             r("sum", (x - mean_x) * (y - mean_y))),
        Rule("variance, its mean corrected", r("var", x), r.left(
            r.kept("mean", (x - mean_x) ** 2) - r.kept("mean", x - mean_x) ** 2, rank)),
        Rule("mean, corrected", r("mean", x), r.left(mean_x + r.kept("mean", x - mean_x), rank)),
        Rule("sum of quotients by one thing over axes", r("sum", x) / size, r("mean", x)),
        Rule("difference of sums", r("sum", x) - r("sum", y), r("sum", x - y)),
        Rule("sum of a difference", r("sum", x - y), r("sum", x) - r("sum", y)),
        Rule("sum of a sum", r("sum", x + y), r("sum", x) + r("sum", y)),
        Rule("sum of sums", r("sum", x) + r("sum", y), r("sum", x + y)),
        Rule("squares of two less twice their products", r("sum", x**2) - 2 * r("sum", x * y) + r("sum", y**2),
             r("sum", (x - y) ** 2)),
        Rule("mean less one", r("mean", x) - number(1), r("mean", x - number(1))),
        Rule("mean weighted by exponentials", r("sum", exp_x * y) / r("sum", exp_x),
             r("sum", r.along("softmax", x) * y)),
        Rule("logarithm of one and a sum of exponentials", f("log", number(1) + r("sum", exp_x)),
             f("softplus", r("logsumexp", x))),
        Rule("difference of means", r("mean", x) - r("mean", y), r("mean", x - y)),
        Rule("root of a sum of squares", f("sqrt", r("sum", x**2)),
             r.left(scale(x, r) * f("sqrt", r.kept("sum", divided**2)), rank)),
        Rule("root of a sum of products of things with themselves", f("sqrt", r("sum", x * x)),
             r.left(scale(x, r) * f("sqrt", r.kept("sum", divided**2)), rank)),
        Rule("root of a mean of squares", f("sqrt", r("mean", x**2)),
             r.left(scale(x, r) * f("sqrt", r.kept("mean", divided**2)), rank)),
    ]
    if not keepdims or len(reduced(rank, axis)) < rank:  # what other rows leave has all axes kept: not again
        rows.append(Rule("deviations from the mean, corrected", x - r.spread("mean", x),
                         (x - mean_x) - r.kept("mean", x - mean_x)))
    if rank == 1:
        i = symbol("i", domain="natural")
        rows += [
            Rule("entry less the logarithm of a sum of exponentials", x[i] - f("logsumexp", x),
                 f("log_softmax", x)[i]),
            Rule("squares of two less twice their inner product", r("sum", x**2) - 2 * (x @ y) + r("sum", y**2),
                 r("sum", (x - y) ** 2)),
        ]
    return tuple(rows)
