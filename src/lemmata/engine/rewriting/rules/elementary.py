"""Rules of elementary and special functions; each expands, so that equal things meet."""

from __future__ import annotations

from lemmata.engine.expr import number, symbol
from lemmata.engine.ops import apply
from lemmata.engine.rewriting.rule import Rule

x, y = symbol("x"), symbol("y")
n, k = symbol("n", domain="natural"), symbol("k", domain="natural")
p, q = symbol("p", domain="positive"), symbol("q", domain="positive")


def f(name, *args):  # type: ignore[no-untyped-def]
    return apply(name, *args)


ELEMENTARY: tuple[Rule, ...] = (
    Rule("sine of a sum", f("sin", x + y), f("sin", x) * f("cos", y) + f("cos", x) * f("sin", y)),
    Rule("cosine of a sum", f("cos", x + y), f("cos", x) * f("cos", y) - f("sin", x) * f("sin", y)),
    Rule("sine of twice", f("sin", number(2) * x), 2 * f("sin", x) * f("cos", x)),
    Rule("cosine of twice", f("cos", number(2) * x), f("cos", x) ** 2 - f("sin", x) ** 2),
    Rule("sine is odd", f("sin", -x), -f("sin", x)),
    Rule("cosine is even", f("cos", -x), f("cos", x)),
    Rule("factorial as gamma", f("factorial", x), f("gamma", x + 1)),
    Rule("gamma steps down", f("gamma", x + 1), x * f("gamma", x)),
    Rule("log-gamma steps down", f("lgamma", p + 1), f("log", p) + f("lgamma", p)),
    Rule("digamma steps down", f("digamma", x + 1), f("digamma", x) + 1 / x),
    Rule("binomial as factorials", f("binomial", n, k),
         f("factorial", n) / (f("factorial", k) * f("factorial", n - k))),
    Rule("beta as gammas", f("beta", p, q), f("gamma", p) * f("gamma", q) / f("gamma", p + q)),
    Rule("sigmoid as an exponential", f("sigmoid", x), 1 / (1 + f("exp", -x))),
    Rule("softplus as a logarithm", f("softplus", x), f("log", 1 + f("exp", x))),
    # "square root of a square": sqrt(x**2) -> x is unsound: x = -1 gives 1 and -1.
)
