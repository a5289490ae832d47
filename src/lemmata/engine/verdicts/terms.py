"""Expressions as an author would write them: their places, multiples, sums, powers."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Set
from fractions import Fraction
from functools import partial

from lemmata.engine.expr import Apply, Bind, Expr, Local, Number, Size, bind, number, open_binder
from lemmata.engine.expr.traversal import with_args
from lemmata.engine.ops import apply

Put = Callable[[Expr], Expr]


def places(
    side: Expr, shared: Set[Expr] = frozenset()
) -> Iterator[tuple[Expr, Put, bool, Mapping[str, Expr]]]:
    """Every place of a side: what stands there, how something else is put there, whether within what is shared, and
    the indices that are opened around it, with the ends of their ranges.
    """
    stack: list[tuple[Expr, Put, bool, Mapping[str, Expr]]] = [(side, lambda new: new, False, {})]
    while stack:
        node, put, within, opened = stack.pop()
        yield node, put, within, opened
        within = within or node in shared
        if isinstance(node, Bind) and node.binder == "function":
            continue  # what a name stands for is not written here
        if isinstance(node, Bind):
            variable, body = open_binder(node)
            below: tuple[Expr, ...] = (body, *node.range)
            make: Callable[[tuple[Expr, ...]], Expr] = partial(_bound, node.binder, variable)
            if isinstance(variable, Size) and variable.atom and node.range[0] is number(0):
                opened = {**opened, variable.atom: node.range[1]}
        else:
            below, make = node.children, partial(with_args, node)
        for k, child in reversed(list(enumerate(below))):
            stack.append((child, partial(_put, put, make, below, k), within, opened))


def _bound(binder: str, variable: Size | Local, below: tuple[Expr, ...]) -> Expr:
    return bind(binder, variable, *below)


def _put(put: Put, make: Callable[[tuple[Expr, ...]], Expr], below: tuple[Expr, ...], k: int, new: Expr) -> Expr:
    return put(make((*below[:k], new, *below[k + 1:])))


def is_op(node: Expr | None, *ops: str) -> bool:
    return isinstance(node, Apply) and node.op in ops


def times(e: Expr, factor: Fraction) -> Expr:
    """A multiple as it would be written: of a number the number, of a product its factor, of a difference the other."""
    if isinstance(e, Number):
        return number(factor * e.value)
    if is_op(e, "mul") and isinstance(e.children[0], Number):
        left = factor * e.children[0].value
        return e.children[1] if left == 1 else -e.children[1] if left == -1 else left * e.children[1]
    if is_op(e, "mul") and is_op(e.children[0], "mul") and leading(e) > 1:  # 2 a b, read as (2 a) b
        inner = times(e.children[0], factor)
        return e.children[1] if inner is number(1) else inner * e.children[1]
    if is_op(e, "matmul") and (is_op(e.children[0], "mul") and isinstance(e.children[0].children[0], Number)):
        return with_args(e, (times(e.children[0], factor), e.children[1]))
    if is_op(e, "mul") and is_op(e.children[0], "div") and isinstance(e.children[0].children[0], Number):
        return times(e.children[0], factor) * e.children[1]
    if is_op(e, "div") and isinstance(e.children[0], Number) and factor * e.children[0].value < 0:
        return -times(e, -factor)
    if is_op(e, "div") and isinstance(e.children[0], Number):
        value = factor * e.children[0].value
        if value.denominator == 1 or not isinstance(e.children[1], Number):
            return number(value) / e.children[1] if value.denominator == 1 else (
                number(value.numerator) / times(e.children[1], Fraction(value.denominator)))
        return number(value / e.children[1].value)
    if is_op(e, "div") and isinstance(e.children[1], Number):
        return times(e.children[0], factor / e.children[1].value)
    if is_op(e, "neg"):
        return times(e.children[0], -factor)
    if factor == -1:
        return turned(e) or -e
    if factor < 0:
        return -times(e, -factor)
    if factor == 1:
        return e
    above = e if factor.numerator == 1 else led(number(factor.numerator), e)
    return above if factor.denominator == 1 else above / factor.denominator


def led(factor: Expr, e: Expr) -> Expr:
    """A product with one more factor in front, without brackets: 2 a b."""
    return led(factor, e.children[0]) * e.children[1] if is_op(e, "mul") and not e.shape else factor * e


def turned(e: Expr) -> Expr | None:
    """b - a for a - b, also where it is a factor of a product; None where nothing is to be turned."""
    if is_op(e, "add") and is_op(e.children[1], "neg"):
        return e.children[1].children[0] - e.children[0]
    if is_op(e, "add") and isinstance(e.children[1], Number) and e.children[1].value < 0:
        return number(-e.children[1].value) - e.children[0]
    if is_op(e, "matmul", "mul"):
        for k, child in enumerate(e.children):
            if (new := turned(child)) is not None:
                return with_args(e, (*e.children[:k], new, *e.children[k + 1:]))
    return None


def plus(left: Expr, right: Expr) -> Expr:
    """A sum as it would be written: with a minus where a negative number stands first."""
    if is_op(right, "neg"):
        return left - right.children[0]
    if isinstance(right, Number) and right.value < 0:
        return left - number(-right.value)
    if isinstance(right, Number) and is_op(left, "neg"):
        return right - left.children[0]
    negative = is_op(right, "mul") and isinstance(right.children[0], Number) and right.children[0].value < 0
    return left - times(right, Fraction(-1)) if negative else left + right


def power(e: Expr, root: bool = False) -> Expr | None:
    """A square or a square root of a number; of what is one already, what is inside."""
    if e.shape or isinstance(e, Number) or e.sort not in ("real", "integer", "variable"):
        return None
    if is_op(e, "sqrt"):
        return None if root else e.children[0]
    if is_op(e, "pow"):
        return e.children[0] if root and e.children[1] is number(2) else None
    if is_op(e, "div") and e.children[0] is number(1) and not root:
        return e.children[0] / e.children[1] ** 2
    return apply("sqrt", e) if root else e**2


def quotient(top: Expr, bottom: Expr) -> Expr:
    """A fraction whose numbers have no factor in common: t/s for 2t/(2s)."""
    above, below = leading(top), leading(bottom)
    common = math.gcd(above, below)
    if below == 1 or common == 1:
        return top / bottom
    top, bottom = times(top, Fraction(1, common)), times(bottom, Fraction(1, common))
    return top if bottom is number(1) else top / bottom


def leading(e: Expr) -> int:
    """The whole number that a product starts with, 1 where there is none."""
    while is_op(e, "mul"):
        e = e.children[0]
    return int(e.value) if isinstance(e, Number) and e.value.denominator == 1 and e.value > 0 else 1


def flat(e: Expr) -> Expr:
    """a + b + c for a + (b + c), as a sum is written."""
    if not is_op(e, "add"):
        return e
    left, right = e.children
    if is_op(right, "add") and e.shape == right.shape:
        return flat(flat(left + right.children[0]) + right.children[1])
    return plus(flat(left), right)
