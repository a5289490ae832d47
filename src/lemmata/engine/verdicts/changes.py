"""What authors mistake for each other: one small change of one place of a side, with how natural it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import TypeVar

from lemmata.engine.expr import (
    Apply,
    At,
    Expr,
    Int,
    Number,
    Symbol,
    at,
    constant,
    integer,
    number,
    postorder,
)
from lemmata.engine.expr.traversal import with_args
from lemmata.engine.ops import apply
from lemmata.engine.verdicts import brackets, factors, functions, repeated, summations
from lemmata.engine.verdicts.functions import Change, inside
from lemmata.engine.verdicts.repeated import alike
from lemmata.engine.verdicts.summations import started
from lemmata.engine.verdicts.terms import Put, is_op, places, plus, power, times
from lemmata.engine.verdicts.verdict import MISSING_FACTOR

T = TypeVar("T")


@dataclass(frozen=True)
class Changed:
    """A side after one change: how to say it, what it costs (1: the slips that are most common), the new side.

    slight  whether it is a slip of the pen, by which nothing is added or left out
    """

    words: str
    cost: float
    side: Expr
    slight: bool = True


def _scalar(e: Expr) -> bool:
    return not e.shape and e.sort == "real" and not isinstance(e, Number)


def _other(e: Expr, ops: dict[str, str]) -> Expr | None:
    """The same of another operation."""
    assert isinstance(e, Apply)
    return apply(ops[e.op], *e.args) if not e.params else None


def _counted(e: Expr, step: int) -> Expr | None:
    """A size next to it: n - 1 for n."""
    return integer(e.size + step) if isinstance(e, Int) and e.size.constant is None and not e.free else None


def _next(e: Expr, step: int) -> Expr:
    """A number next to it, as it is written."""
    if is_op(e, "neg") and isinstance(e.children[0], Number):
        return number(step - e.children[0].value)
    return number(e.value + step) if isinstance(e, Number) else plus(e, number(step))


def _mirrored(e: Expr) -> Expr | None:
    """n + 1 for n - 1."""
    if not isinstance(e, Int) or e.free or e.size.constant is not None:
        return None
    constant = next((factor for monomial, factor in e.size.terms if not monomial), 0)
    return integer(e.size - 2 * constant) if constant else None


def _turned_index(e: Expr) -> Expr | None:
    """B_{kj} for B_{jk}."""
    if not isinstance(e, At) or len(e.indices) != 2 or e.array.rank != 2:
        return None
    return at(e.array, e.indices[1], e.indices[0])


_LOGS = {"log": "log2", "log2": "log", "log10": "log"}
_SUMS = {"max": "sum", "mean": "sum", "sum": "mean"}
_MAXIMA = {"maximum": "minimum", "minimum": "maximum", "max": "min", "min": "max"}
_SETS = {"and": "or", "or": "and"}
MOST_AROUND, MOST_EXPONENTS = 6, 3
_JOINED = {"entropy": "joint", "probability": "and"}
_SHIFTED = ("factorial", "gamma", "lgamma", "digamma")
_PI = constant("pi")
_HALF, _TWO = Fraction(1, 2), Fraction(2)
_UNFIT = (ValueError, TypeError, KeyError)  # shapes, sorts and ranges that operations do not take
_WITHIN = 0.5  # what both sides have in common was not mistyped on one of them

# One row each: how to say it, its cost, and the change of a node (None: not here).
WHOLE: tuple[tuple[str, float, Change], ...] = (
    ("the sign", 1, lambda e: times(e, Fraction(-1))),
    ("a factor 2", 1, lambda e: times(e, _TWO)),
    ("a factor 1/2", 1, lambda e: times(e, _HALF)),
    ("a transpose", 1, lambda e: e.T if e.rank == 2 and not is_op(e, "transpose") else None),
    ("a square", 1, power),
    ("a square root", 1, lambda e: power(e, root=True)),
    ("the reciprocal, not the negative", 1.1, lambda e: 1 / e.children[0] if is_op(e, "neg") and not e.shape else None),
    ("an inverse", 1, lambda e: 1 / e if not e.shape else apply("inv", e) if e.rank == 2 else None),
    ("a logarithm", 1, lambda e: apply("log", e) if not e.shape else None),
    ("an exponential", 1.5, lambda e: apply("exp", e) if not e.shape else None),
)
PARTS: tuple[tuple[str, float, Change], ...] = (
    ("a sign", 1, lambda e: e.children[0] if is_op(e, "neg") else None),
    ("a sign", 1, lambda e: plus(e.children[0], times(e.children[1], Fraction(-1))) if is_op(e, "add") and isinstance(
        e.children[1], Number) else None),
    ("a sign", 1, lambda e: apply("add", e.children[0], -e.children[1]) if is_op(e, "add") and not is_op(
        e.children[1], "neg") and not isinstance(e.children[1], Number) else None),
    ("a sign", 1.2, lambda e: e.children[1] - e.children[0] if is_op(e, "add") and not is_op(
        e.children[1], "neg") else None),
    ("a transpose", 1, lambda e: e.children[0] if is_op(e, "transpose") else None),
    ("a transpose", 1, lambda e: e.T if e.rank == 2 and not is_op(e, "transpose") else None),
    ("an inverse", 1, lambda e: e.children[0] if is_op(e, "inv") else None),
    ("an inverse", 1, lambda e: apply("inv", e) if isinstance(e, Symbol) and e.rank == 2 else None),
    ("an inverse", 1, lambda e: factors.reciprocal(e) if is_op(e, "div") else None),
    ("an inverse", 1.2, lambda e: 1 / e if _scalar(e) and not is_op(e, "div", "mul", "add", "neg") else None),
    ("the order of the factors", 1, lambda e: e.children[1] @ e.children[0]
     if is_op(e, "matmul") and e.children[0].rank == e.children[1].rank == 2 else None),
    ("a factor", 1, lambda e: e.children[1] if is_op(e, "mul") and isinstance(e.children[0], Number) else None),
    ("a square", 1, lambda e: e.children[0] if is_op(e, "pow") and e.children[1] is number(2) else None),
    ("a square", 1, lambda e: power(e) if _scalar(e) else None),
    ("a square root", 1.2, lambda e: power(e, root=True) if _scalar(e) else None),
    ("where the square stands", 1.2, functions.squared_inside),
    ("a factor 2", 1, lambda e: 2 * e if isinstance(e, Symbol) and _scalar(e) else None),
    ("a factor 1/2", 1.2, lambda e: e / 2 if isinstance(e, Symbol) and _scalar(e) else None),
    ("a factor 2", 1, lambda e: plus(e.children[0], times(e.children[1], _TWO)) if is_op(e, "add") else None),
    ("a factor 2", 1, lambda e: times(e.children[0], _TWO) + e.children[1] if is_op(e, "add") else None),
    ("a factor 1/2", 1, lambda e: plus(e.children[0], times(e.children[1], _HALF)) if is_op(e, "add") else None),
    ("a factor 1/2", 1, lambda e: times(e.children[0], _HALF) + e.children[1] if is_op(e, "add") else None),
    ("both orders of the factors", 1, factors.both_orders),
    ("off by one", 1, lambda e: _counted(e, -1)),
    ("off by one", 1, lambda e: _counted(e, 1)),
    ("a sign", 1, _mirrored),
    ("where the sum starts", 1, lambda e: started(e, -1, 0)),
    ("where the sum starts", 1, lambda e: started(e, 1, 0)),
    ("where the sum ends", 1, lambda e: started(e, 0, -1)),
    ("where the sum ends", 1, lambda e: started(e, 0, 1)),
    ("the base of the logarithm", 1, lambda e: _other(e, _LOGS) if is_op(e, *_LOGS) else None),
    ("a sum", 1, lambda e: _other(e, _SUMS) if is_op(e, *_SUMS) else None),
    ("the maximum and the minimum", 1.1, lambda e: _other(e, _MAXIMA) if is_op(e, *_MAXIMA) else None),
    ("union and intersection", 1, lambda e: _other(e, _SETS) if is_op(e, *_SETS) and e.sort == "event" else None),
    ("the order of the arguments", 0.9, functions.turned_arguments),
    ("a logarithm", 1.5, lambda e: apply("log", e) if _scalar(e) and not is_op(e, "log", "exp") else None),
    ("a logarithm", 1.5, lambda e: e.children[0] if is_op(e, "log") else None),
    ("the sign of the argument", 1, lambda e: inside(e, lambda u: times(u, Fraction(-1)))),
    ("the argument", 1.2, lambda e: inside(e, lambda u: times(u, _TWO))),
    ("the argument", 1.2, lambda e: inside(e, lambda u: times(u, _HALF))),
    ("a factor e", 1.4, lambda e: inside(e, functions.with_e) if is_op(
        e, "log") and _PI in postorder(e) else None),
    ("the indices", 1, _turned_index),
    ("a square", 1, functions.squared_deviation),
    ("the root", 1, functions.other_root),
    ("the argument", 1.2, lambda e: functions.factorials(e, _TWO)),
    ("the argument", 1.2, lambda e: functions.factorials(e, _HALF)),
    ("a product for a difference", 1, factors.instead_of_difference),
    ("an inner product", 1, factors.inner),
    ("an outer product", 1, factors.outer),
    ("the complement", 1.1, repeated.complemented),
    ("a shift by one", 1, lambda e: with_args(e, (e.children[0] - 1,)) if is_op(e, *_SHIFTED) else None),
    ("a shift by one", 1, lambda e: with_args(e, (e.children[0] + 1,)) if is_op(e, *_SHIFTED) else None),
    ("a quotient for a product", 1, lambda e: factors.multiplied(e, (0, 1))),
    ("a quotient for a product", 1, lambda e: factors.multiplied(e, (1, 0))),
    ("a product for a quotient", 1, lambda e: e.children[0] * e.children[1] if is_op(e, "div") and not isinstance(
        e.children[1], Number) else None),
    ("a sum for a product", 1, lambda e: e.children[0] + e.children[1]
     if is_op(e, "mul") and not isinstance(e.children[0], Number) else None),
    ("a product for a sum", 1, lambda e: e.children[0] * e.children[1]
     if is_op(e, "add") and not e.shape and not is_op(e.children[1], "neg") and not isinstance(
         e.children[1], Number) and not isinstance(e.children[0], Number) else None),
    ("the exponent", 1, lambda e: e.children[0] ** _next(e.children[1], -1) if is_op(e, "pow") else None),
    ("the exponent", 1, lambda e: e.children[0] ** _next(e.children[1], 1) if is_op(e, "pow") else None),
    ("a term too many", 1.5, lambda e: e.children[0] if is_op(e, "add") else None),
    ("a term too many", 1.5, lambda e: e.children[1] if is_op(e, "add") else None),
    ("a factor too many", 1.2, lambda e: e.children[0] if is_op(e, "mul", "matmul", "div") else None),
    ("a factor too many", 1.2, lambda e: e.children[1] if is_op(e, "mul", "matmul") else None),
    ("a number", 1.5, lambda e: number(e.value + 1) if isinstance(e, Number) and e.value.denominator == 1 else None),
    ("a number", 1.5, lambda e: number(e.value - 1) if isinstance(e, Number) and e.value > 1 else None),
    ("a number", 1.5, lambda e: number(e.value * 2) if isinstance(e, Number) else None),
    ("a sign", 1.2, lambda e: number(-e.value) if isinstance(e, Number) and e.value else None),
)


_EXPONENTIAL = "an exponential"
# By these something is added that the formula does not have there, or left out.
ADDED: tuple[tuple[str, float, Change], ...] = (
    (_EXPONENTIAL, 1.3, lambda e: apply("exp", e) if _scalar(e) and not is_op(e, "exp", "log") else None),
    ("a function too many", 1.3, functions.without_function),
)


def changes(side: Expr, stated: Expr, names: tuple[Symbol, ...], sizes: list[str]) -> Iterator[Changed]:
    """The sides one change away; `names` and `sizes`: what may have been meant instead of others."""
    shared = {n for n in postorder(stated) if n.children}
    known = _Known(side, stated, names, sizes)
    for words, new in _derived(side):
        yield Changed(words, 1, new, False)
    for words, cost, change in WHOLE:
        yield from _made(words, cost, change, side, lambda new: new)
    for node, put, within, opened in places(side, shared):
        for words, cost, change in PARTS:
            yield from _made(words, cost + _WITHIN * within, change, node, put, "too many" not in words)
        for words, cost, change in ADDED:
            yield from (c for c in _made(words, cost + _WITHIN * within, change, node, put, False) if (
                c.words != _EXPONENTIAL or not functions.undoes(c.side)))
        for words, cost, new, slight in _as_far_as_it_fits(known.instead(node, opened)):
            yield from _made(words, cost, partial(_given, new), node, put, slight)
    for words, new in repeated.swapped(side):
        yield Changed(words, 1.1, new)
    for new in _as_far_as_it_fits(functions.in_all_places(side, known.used)):
        yield Changed("a function", 1.2, new, False)
    for words, cost, new in _as_far_as_it_fits(repeated.repeated(side, PARTS)):
        yield Changed(words, cost, new)


class _Known:
    """What a formula is made of, from which something may have been meant for a part of a side."""

    def __init__(self, side: Expr, stated: Expr, names: tuple[Symbol, ...], sizes: list[str]) -> None:
        self.side, self.names, self.sizes = side, names, sizes
        self.around = [n for n in postorder(side) if not n.free and n is not side and _scalar(n)][:MOST_AROUND]
        self.used = functions.functions_of(side, stated)
        self.matrices = factors.matrices_of(side, stated)
        self.factorials = functions.has_factorials(side, stated)
        self.exponents = [*dict.fromkeys(
            n.children[1] for n in postorder(stated, side) if is_op(n, "pow") and not n.free)][:MOST_EXPONENTS]

    def instead(self, node: Expr, opened: Mapping[str, Expr]) -> Iterator[tuple[str, float, Expr, bool]]:
        """What else may have been meant: how to say it, its cost, and whether nothing is added."""
        fits = _as_far_as_it_fits
        yield from (("a missing term", 1.4, new, False) for new in functions.moved(node, self.around))
        for new in factors.turned_ratios(node):
            yield "the probabilities above and below" if any(
                is_op(n, "probability") for n in postorder(node)) else "what stands above and below", 1, new, True
        yield from ((words, 1, new, words == "a power") for words, new in _others(node, self.names, self.sizes))
        yield from (("an index", 1, new, False) for new in summations.other_indices(node, opened))
        yield from ((words, 1, new, False) for words, new in _conditioned(node))
        yield from ((brackets.WORDS, 1.25, new, True) for new in fits(brackets.rebracketed(node)))
        yield from ((words, 1.25, new, False) for words, new in fits(
            summations.summed(node, self.names, self.sizes, opened)))
        yield from ((words, 1, new, False) for words, new in fits(functions.other_variables(node, self.names)))
        yield from ((words, 1, new, False) for words, new in functions.power_rule(node))
        yield from (("a function", 1.3, new, False) for new in fits(
            functions.with_function(node, self.used)))
        yield from ((MISSING_FACTOR, 1.3, new, False) for new in fits(
            factors.with_matrix(node, self.matrices)))
        if self.factorials and (factorial := functions.as_factorial(node)) is not None:
            yield "a factorial", 1.1, factorial, False
        if _scalar(node) and not is_op(node, "pow"):
            yield from (("the exponent", 1.2, node**k, False) for k in self.exponents if k is not number(2))
        yield from ((words, 1.2, new, True) for words, new in repeated.other_entries(node))
        if node is not self.side:
            yield from ((words, 1.2, new, True) for words, new in repeated.swapped(node))


def _others(node: Expr, names: tuple[Symbol, ...], sizes: list[str]) -> Iterator[tuple[str, Expr]]:
    """Another letter of the formula for this one; `c^n det(A)` for `c det(A)`."""
    if isinstance(node, Symbol):
        yield from ((f"{s.name} for {node.name}", s) for s in names if s is not node and (
            alike(node, s) or (_scalar(node) and _scalar(s))))
        if node.sort == "event":
            yield from ((f"what {node.name} and {s.name} have in common", apply("and", *sorted((s, node), key=_name)))
                        for s in names if s is not node and s.sort == "event" and s.shape == node.shape)
    if isinstance(node, Int) and node.size.atom in sizes:
        yield from ((f"{size} for {node.size.atom}", integer(size)) for size in sizes if size != node.size.atom)
    if is_op(node, "mul") and _scalar(node):
        factor, rest = node.children
        yield from (("a power", factor ** integer(size) * rest) for size in sizes)


def _conditioned(node: Expr) -> Iterator[tuple[str, Expr]]:
    """What is given instead of what is joint, and the other way round: H(X, Y) and H(X | Y), P(A, B) and P(A | B)."""
    if not isinstance(node, Apply) or node.op not in _JOINED:
        return
    if len(node.args) == 2:
        yield "joint, not given", with_args(node, (apply(_JOINED[node.op], *node.args),))
    elif is_op(node.args[0], _JOINED[node.op]) and len(node.args[0].children) > 1:
        *most, last = node.args[0].children
        together = most[0] if len(most) == 1 else with_args(node.args[0], tuple(most))
        for pair in ((together, last), (last, together)):
            yield "given, not joint", with_args(node, pair)


def _derived(node: Expr) -> Iterator[tuple[str, Expr]]:
    """The rules of which f'(x) g'(x) is a shortened form."""
    if not is_op(node, "mul") or not all(_is_slope(factor) for factor in node.children):
        return
    (one, x), (other, y) = (factor.children for factor in node.children)
    f, g = one.children[0], other.children[0]
    if x is y and f.shape == g.shape == ():
        left, right = node.children
        yield "the product rule", left * apply("call", g, x) + apply("call", f, x) * right
        yield "the chain rule", apply("call", one, apply("call", g, x)) * right
        yield "the chain rule", left * apply("call", other, apply("call", f, x))


def _is_slope(node: Expr) -> bool:
    """Whether it is the derivative of a function of one number at a place: f'(x)."""
    return is_op(node, "call") and len(node.children) == 2 and is_op(node.children[0], "derivative") and (
        not node.shape and not node.children[1].shape)


def _name(s: Symbol) -> str:
    return s.name


def _given(new: Expr, node: Expr) -> Expr:
    return new


def _as_far_as_it_fits(made: Iterator[T]) -> Iterator[T]:
    """What is made until shapes, sorts or ranges don't fit."""
    try:
        yield from made
    except _UNFIT:
        return


def _made(
    words: str, cost: float, change: Change, node: Expr, put: Put, slight: bool = True
) -> Iterator[Changed]:
    """The changed side, where the change applies and the shapes still fit."""
    try:
        new = change(node)
        if new is not None and new is not node:
            yield Changed(words, cost, put(new), slight)
    except _UNFIT:
        return
