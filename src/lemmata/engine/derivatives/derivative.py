"""Derivative, and its products with a direction and a cotangent."""

from __future__ import annotations

from lemmata.engine.derivatives.differentiate import differentiate
from lemmata.engine.derivatives.functions import contract_left, contract_right
from lemmata.engine.derivatives.tidy import tidy
from lemmata.engine.derivatives.unfold import unfold
from lemmata.engine.expr import Expr
from lemmata.engine.ops import ShapeError
from lemmata.engine.ops.shapes import show


def derivative(expr: Expr, wrt: Expr) -> Expr:
    """d expr[i..] / d wrt[j..] at [i.., j..]: gradient of a number, Jacobian of an array, twice: Hessian.

    expr    of any rank
    wrt     a symbol or opened local of any rank, or one of its entries (or slices) `at(w, i, j)`
    Raises NoDerivative with the reason and a remedy. A declared domain is no constraint on the change.

    >>> from lemmata.engine.expr import symbol
    >>> x = symbol("x", ["n"])
    >>> from lemmata.engine.ops import apply
    >>> derivative(apply("sum", x**2), x) is 2 * x
    True
    """
    return differentiate(unfold(expr), wrt)


def vjp(expr: Expr, wrt: Expr, cotangent: Expr) -> Expr:
    """sum over i.. of cotangent[i..] * d expr[i..] / d wrt[j..], of the shape of `wrt`."""
    _same_shape("cotangent", cotangent, "expression", expr)
    return tidy(contract_left(cotangent, derivative(expr, wrt)))


def jvp(expr: Expr, wrt: Expr, direction: Expr) -> Expr:
    """sum over j.. of d expr[i..] / d wrt[j..] * direction[j..], of the shape of `expr`."""
    _same_shape("direction", direction, "variable", wrt)
    return tidy(contract_right(derivative(expr, wrt), direction))


def _same_shape(name: str, given: Expr, of: str, wanted: Expr) -> None:
    if given.shape != wanted.shape:
        raise ShapeError(f"the {name} has shape {show(given.shape)}, the {of} {show(wanted.shape)}; they must be equal")
