"""Where a bracket ends: `(1 + b)^2` for `1 + b^2`, `e^{t - 1}` for `e^t - 1`, `n (m - S)` for `n m - S`.

What an author writes in the right order, and closes too early or too late.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from lemmata.engine.expr import Apply, Expr, Int, Local, Number, Symbol, operands, postorder
from lemmata.engine.expr.traversal import with_args
from lemmata.engine.verdicts.terms import is_op, plus

WORDS = "where a bracket ends"
# Of these no bracket is written, or what stands behind it belongs to nothing else.
_NO_BRACKETS = ("neg", "transpose", "inv", "abs", "norm", "decimal", "float", "stack", "expectation", "variance",
                "entropy", "probability", "sum", "mean", "max", "min", "trace", "det", "derivative")
_LETTERS = (Symbol, Local, Int)


def rebracketed(node: Expr) -> Iterator[Expr]:
    """The same with what a bracket holds taken out of it, or what stands beside it taken in.

    >>> from lemmata.engine.expr import number, symbol
    >>> from lemmata.engine.writers import to_text
    >>> [to_text(e) for e in rebracketed((number(1) + symbol("b")) ** 2)]
    ['1 + b**2']
    """
    if not isinstance(node, Apply) or node.shape or node.sort not in ("real", "integer", "variable"):
        return
    if node.op == "pow":
        yield from _powers(node)
    elif node.op == "mul":
        yield from _products(node)
    elif node.op == "add":
        yield from _sums(node)
    elif node.op == "div":
        yield from _quotients(node)
    elif is_function(node):
        yield from _functions(node)


def is_function(node: Expr) -> bool:
    """Whether it is a function of one number, with its argument in brackets.

    >>> from lemmata.engine.expr import symbol
    >>> from lemmata.engine.ops import apply
    >>> is_function(apply("exp", symbol("x"))), is_function(-symbol("x"))
    (True, False)
    """
    return isinstance(node, Apply) and len(node.args) == 1 and node.op not in _NO_BRACKETS and (
        not node.args[0].shape and node.args[0].sort == "real" and not node.shape)


def _powers(node: Apply) -> Iterator[Expr]:
    base, exponent = node.args
    if is_op(base, "add"):
        for first, rest in _splits(base):
            if _varies(rest, node):
                yield plus(first, _kept_sign(rest, exponent))
        first, rest = next(_splits(base))
        if not is_op(first, "add") and _varies(first, node):
            yield plus(first**exponent, rest)
    elif is_op(base, "mul", "div"):
        left, right = base.children
        yield with_args(base, (left, right**exponent))
        yield with_args(base, (left**exponent, right))
    if is_op(exponent, "add"):  # 2^{n - 1} for 2^n - 1
        yield from (plus(base**first, rest) for first, rest in _splits(exponent))
    elif is_op(exponent, "mul"):
        yield base ** exponent.children[0] * exponent.children[1]


def _kept_sign(term: Expr, exponent: Expr) -> Expr:
    return -(term.children[0] ** exponent) if is_op(term, "neg") else term**exponent


def _functions(node: Apply) -> Iterator[Expr]:
    (inside,) = node.args
    if is_op(inside, "add"):
        yield from (plus(with_args(node, (first,)), rest) for first, rest in _splits(inside) if _varies(first, node))
    elif is_op(inside, "mul"):
        left, right = inside.children
        yield with_args(node, (left,)) * right
        yield left * with_args(node, (right,))
    elif is_op(inside, "div"):
        yield with_args(node, (inside.children[0],)) / inside.children[1]


def _products(node: Apply) -> Iterator[Expr]:
    left, right = node.args
    if is_op(right, "add"):
        for first, rest in _splits(right):
            yield plus(left * first, rest)
            yield plus(first, -(left * rest.children[0]) if is_op(rest, "neg") else left * rest)
        yield from _on_one_term(left, right)
    if is_op(left, "add"):
        yield from (plus(first, _kept_factor(rest, right)) for first, rest in _splits(left))
    for one, other in ((left, right), (right, left)):
        if is_function(one) and is_op(one.children[0], "add"):  # a f(u - m) for a f(u) - m
            for first, rest in _splits(one.children[0]):
                if not _varies(first, one):
                    continue  # log(1) + x for log(1 + x) is x
                kept = with_args(one, (first,))
                yield plus(kept * other if one is left else other * kept, rest)
        if is_function(one) and not is_op(one, "sqrt"):
            inner = one.children[0]
            yield with_args(one, (inner * other if one is left else other * inner,))
    if is_op(right, "pow"):
        yield (left * right.children[0]) ** right.children[1]
    if is_op(left, "pow"):
        yield left.children[0] ** (left.children[1] * right)
    if is_op(left, "exp") and is_op(right, "exp"):  # e^C e^u for (e^u)^C
        inner = left.children[0]
        yield right ** (inner.children[0] if is_op(inner, "neg") else inner)
    if is_op(left, "div"):
        yield left.children[0] / (left.children[1] * right)


def _kept_factor(term: Expr, factor: Expr) -> Expr:
    return -(term.children[0] * factor) if is_op(term, "neg") else term * factor


def _on_one_term(outside: Expr, inside: Expr) -> Iterator[Expr]:
    """`(n a - S)/s` for `n/s (a - S)`: a factor in front of the bracket that belongs to its first term."""
    above, below = outside.children if is_op(outside, "div") else (outside, None)
    first, rest = next(_splits(inside))
    factors = operands(above, "mul")
    for k, factor in enumerate(factors):
        others = [*factors[:k], *factors[k + 1:]]
        moved = plus(factor * first, rest)
        if below is not None:
            yield (_product(others) / below if others else 1 / below) * moved
        elif others:
            yield _product(others) * moved


def _product(factors: list[Expr]) -> Expr:
    return factors[0] if len(factors) == 1 else _product(factors[:-1]) * factors[-1]


def _sums(node: Apply) -> Iterator[Expr]:
    left, right = node.args
    body = right.children[0] if is_op(right, "neg") else right
    if is_function(left):
        yield with_args(left, (plus(left.children[0], right),))
    if is_op(left, "mul"):
        yield left.children[0] * plus(left.children[1], right)
        if is_function(left.children[1]):
            yield left.children[0] * with_args(left.children[1], (plus(left.children[1].children[0], right),))
    if is_op(left, "div"):
        yield left.children[0] / plus(left.children[1], right)
        yield plus(left.children[0], right) / left.children[1]
    if is_op(left, "pow") and not isinstance(left.children[1], Number):
        yield left.children[0] ** plus(left.children[1], right)
    if is_op(body, "pow"):
        yield _joined(left, body.children[0], right) ** body.children[1]
    if is_op(body, "mul"):
        yield _joined(left, body.children[0], right) * body.children[1]
    if is_op(body, "div"):
        yield _joined(left, body.children[0], right) / body.children[1]


def _joined(left: Expr, body: Expr, term: Expr) -> Expr:
    return left - body if is_op(term, "neg") else left + body


def _quotients(node: Apply) -> Iterator[Expr]:
    above, below = node.args
    if is_op(below, "add"):
        yield from (plus(above / first, rest) for first, rest in _splits(below))
    elif is_op(below, "mul"):
        yield above / below.children[0] * below.children[1]
    if is_op(above, "add"):
        for first, rest in _splits(above):
            yield plus(first, -(rest.children[0] / below) if is_op(rest, "neg") else rest / below)
            yield plus(first / below, rest)
    if is_op(above, "pow"):
        yield (above.children[0] / below) ** above.children[1]
    if is_function(above):
        yield with_args(above, (above.children[0] / below,))


def _varies(part: Expr, whole: Expr) -> bool:
    """Whether a part is no mere number, of what is none."""
    return any(isinstance(n, _LETTERS) for n in postorder(part)) or not any(
        isinstance(n, _LETTERS) for n in postorder(whole))


def _splits(total: Expr) -> Iterator[tuple[Expr, Expr]]:
    """A sum in two parts, wherever a bracket may have ended: a and b + c, a + b and c."""
    terms = _terms(total)
    sums = list(itertools.accumulate(terms, plus))
    for k in range(1, len(terms)):
        rest = terms[k]
        for term in terms[k + 1:]:
            rest = plus(rest, term)
        yield sums[k - 1], rest


def _terms(total: Expr) -> list[Expr]:
    """The terms of a sum as it is written: of those in a bracket of its own only the bracket."""
    if not is_op(total, "add"):
        return [total]
    left, right = total.children
    return [*_terms(left), right]
