"""What makes the leaves and entries of expressions: exact numbers, constants, symbols, sizes, entries."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from lemmata.engine.expr.domains import DOMAINS
from lemmata.engine.expr.expression import Expr, intern
from lemmata.engine.expr.nodes import At, Constant, Int, Number, Symbol
from lemmata.engine.expr.sizes import Size, shape_of


def number(value: int | Fraction | str) -> Number:
    """An exact number; a string such as "0.1" or "1/3" is read exactly."""
    return intern(Number, (Fraction(value),))  # type: ignore[return-value]


def constant(name: str) -> Constant:
    """pi, e, euler_gamma or inf."""
    return intern(Constant, (name,))  # type: ignore[return-value]


def symbol(
    name: str, dims: Iterable[Size | int | str] = (), domain: str = "real", params: tuple[Any, ...] = ()
) -> Symbol:
    """A free variable.

    >>> symbol("A", ["n", "n"], "posdef").shape
    (n, n)
    """
    if domain not in DOMAINS:
        raise ValueError(f"no domain {domain!r}; known: {', '.join(DOMAINS)}")
    return intern(Symbol, (name, shape_of(dims), domain, params))  # type: ignore[return-value]


def integer(size: Size | int | str) -> Expr:
    """A size or index as a number: a `Number` where it is constant."""
    size = Size.of(size)
    return number(size.constant) if size.constant is not None else intern(Int, (size,))


def at(array: Expr, *indices: Expr | Size | int | str) -> Expr:
    """Entry (or slice) of an array."""
    if not indices:
        return array
    nodes = tuple(i if isinstance(i, Expr) else integer(i) for i in indices)
    return intern(At, (), (array, *nodes))
