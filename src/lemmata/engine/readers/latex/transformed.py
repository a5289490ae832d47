"""Laws of what is made of a variable: `\\log X \\sim \\mathcal N(m, v)`, `\\frac{X - m}{s} \\sim \\mathcal N(0, 1)`.

They are laws of the variable itself, which can be drawn: a lognormal one, another normal one.
"""

from __future__ import annotations

from lemmata.engine.expr import Apply, Expr, Symbol, number, symbols
from lemmata.engine.ops import apply
from lemmata.engine.readers.latex.randomness import VARIABLES
from lemmata.engine.readers.latex.syntax import Name, Node, walk


def variable_in(node: Node) -> str:
    """The name of the one random variable that an expression is made of, "" for a bare name and where none is clear."""
    found = {n.text for n in walk(node) if isinstance(n, Name) and n.text in VARIABLES}
    return found.pop() if len(found) == 1 and not isinstance(node, Name) else ""


def own_law(made: Expr, law: Expr) -> tuple[Expr, Expr] | None:
    """A variable and its law, from what is made of it and the law of that; None where they are not known.

    >>> from lemmata.engine.expr import symbol
    >>> x, m, v = symbol("X", (), "variable"), symbol("m"), symbol("v", (), "positive")
    >>> from lemmata.engine.writers import to_text
    >>> [to_text(e) for e in own_law(apply("log", x), apply("normal", m, v))]
    ['X', 'lognormal(m, v)']
    """
    if not isinstance(law, Apply) or law.op != "normal" or made.rank or len(_variables(made)) != 1:
        return None
    expr, (mean, variance) = made, law.args
    while isinstance(expr, Apply) and expr.op in _UNDO:
        inner = [a for a in expr.args if _variables(a)]
        if len(inner) != 1 or (expr.op == "div" and expr.args[0] is not inner[0]):
            return None
        mean, variance = _UNDO[expr.op](expr, inner[0], mean, variance)
        expr = inner[0]
    if isinstance(expr, Apply) and expr.op == "log" and isinstance(expr.args[0], Symbol):
        return expr.args[0], apply("lognormal", mean, variance)
    return (expr, apply("normal", mean, variance)) if isinstance(expr, Symbol) else None


def _variables(expr: Expr) -> list[Symbol]:
    return [s for s in symbols(expr) if s.sort == "variable"]


def _others(expr: Apply, inner: Expr) -> list[Expr]:
    return [a for a in expr.args if a is not inner]


def _plus(one: Expr, other: Expr) -> Expr:
    return other if one is number(0) else one + other


def _times(one: Expr, other: Expr) -> Expr:
    return one if one is number(0) else other if one is number(1) else one * other


def _sum(expr: Apply, inner: Expr, mean: Expr, variance: Expr) -> tuple[Expr, Expr]:
    for other in _others(expr, inner):
        less = other.args[0] if isinstance(other, Apply) and other.op == "neg" else -other
        mean = _plus(mean, less)
    return mean, variance


def _product(expr: Apply, inner: Expr, mean: Expr, variance: Expr) -> tuple[Expr, Expr]:
    for other in _others(expr, inner):
        mean, variance = mean if mean is number(0) else mean / other, variance / other**2
    return mean, variance


def _quotient(expr: Apply, inner: Expr, mean: Expr, variance: Expr) -> tuple[Expr, Expr]:
    (other,) = _others(expr, inner)
    return _times(mean, other), _times(variance, other**2)


def _negative(expr: Apply, inner: Expr, mean: Expr, variance: Expr) -> tuple[Expr, Expr]:
    return (mean if mean is number(0) else -mean), variance


_UNDO = {"add": _sum, "mul": _product, "div": _quotient, "neg": _negative}
